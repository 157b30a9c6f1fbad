//! Finds the headings of a sheet, says who wrote it, and what each column holds.

use std::collections::BTreeMap;

use super::headings::{heading_key, is_known_unused, meanings};
use super::table::{Row, Sheet};
use crate::dossier::AssetKind;
use crate::exchange::{Column, ColumnReport, ListSource, Mapping};

/// Rows at the top among which the headings are sought: titles and dates of export stand above them.
pub(super) const HEADER_ROWS: usize = 10;

/// How a sheet is to be read.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub source: ListSource,
    /// Row number of the headings; 0 when there are none.
    pub header_row: u32,
    /// Positions of each column, the best first.
    positions: BTreeMap<Column, Vec<usize>>,
    /// Kind of every right in the list, when the list is of one kind.
    pub kind: Option<AssetKind>,
}

impl Layout {
    /// The cell of a column: the first filled among its positions.
    pub fn cell<'a>(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        self.positions.get(&column)?.iter().find_map(|position| row.get(*position)).filter(|text| !is_blank(text))
    }

    pub fn has(&self, column: Column) -> bool {
        self.positions.contains_key(&column)
    }

    pub fn mapping(&self, sheet: usize) -> Mapping {
        let columns = self
            .positions
            .iter()
            .flat_map(|(column, positions)| positions.iter().map(|position| (*position, *column)))
            .collect();
        Mapping { sheet, header_row: self.header_row, columns, kind: self.kind }
    }

    pub fn column_reports(&self, sheet: &Sheet) -> Vec<ColumnReport> {
        let columns = self.mapping(0).columns;
        let header = sheet.rows.iter().find(|row| row.number == self.header_row);
        let cells = header.into_iter().flat_map(Row::cells);
        cells
            .map(|(position, text)| ColumnReport {
                position,
                header: text.to_owned(),
                read_as: columns.get(&position).copied(),
            })
            .collect()
    }

    /// A layout given by the person; `None` when it names nothing that identifies a right.
    ///
    /// Where the headings are those of a known source, its habits still hold: the person corrected a column, not who
    /// wrote the list. Of several positions of one column, known headings keep their rank.
    pub fn from_mapping(mapping: &Mapping, sheet: &Sheet, known: Option<&Layout>) -> Option<Self> {
        let header = sheet.rows.iter().find(|row| row.number == mapping.header_row);
        let rank = |position: usize, column: Column| {
            let meanings = header.and_then(|header| header.get(position)).map(meanings).unwrap_or_default();
            meanings.into_iter().find(|(meant, _)| *meant == column).map_or(usize::MAX, |(_, rank)| rank)
        };
        let mut positions: BTreeMap<Column, Vec<usize>> = BTreeMap::new();
        for (position, column) in &mapping.columns {
            positions.entry(*column).or_default().push(*position);
        }
        for (column, positions) in &mut positions {
            positions.sort_by_key(|position| (rank(*position, *column), *position));
        }
        let source = known
            .filter(|known| known.header_row == mapping.header_row)
            .map_or(ListSource::Mapped, |known| known.source);
        let layout = Layout { source, header_row: mapping.header_row, positions, kind: mapping.kind };
        mapping.names_a_right().then_some(layout)
    }

    fn identifies(&self) -> bool {
        self.positions.keys().any(|column| column.identifies())
    }
}

/// Cells that say "nothing" in so many words.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text, "-" | "--" | "—" | "——" | "/" | "无" | "暂无" | "N/A" | "n/a" | "NULL" | "null" | "None" | "nan")
}

/// The layout of a sheet, when its headings are known to us: two known columns at least, one of which numbers a right.
pub(super) fn find(sheet: &Sheet) -> Option<Layout> {
    let scored = sheet.rows.iter().take(HEADER_ROWS).filter_map(|row| {
        let known = row.cells().filter(|(_, text)| !meanings(text).is_empty()).count();
        let unused = row.cells().filter(|(_, text)| is_known_unused(text)).count();
        (known >= 2).then_some((known * 2 + unused, row))
    });
    // Of equal scores the upper row wins: `max_by_key` would take the last.
    let (_, header) = scored.fold(None, |best: Option<(usize, &Row)>, (score, row)| match best {
        Some((known, _)) if score <= known => best,
        _ => Some((score, row)),
    })?;
    let source = source(header);
    let positions = assign(header, source);
    let kind = match source {
        ListSource::Trademarks => Some(AssetKind::Trademark),
        ListSource::Software => Some(AssetKind::SoftwareCopyright),
        ListSource::LayoutDesigns => Some(AssetKind::LayoutDesign),
        _ => None,
    };
    let layout = Layout { source, header_row: header.number, positions, kind };
    layout.identifies().then_some(layout)
}

/// Who wrote a list, by headings that only they write.
fn source(header: &Row) -> ListSource {
    let keys: Vec<String> = header.cells().map(|(_, text)| heading_key(text)).collect();
    let count = |marks: &[&str]| marks.iter().filter(|mark| keys.iter().any(|key| key == *mark)).count();
    if count(&["lensid", "displaykey"]) > 0 {
        ListSource::Lens
    } else if count(&["filing/creationdate", "resultlink", "inventor/author"]) >= 2 {
        ListSource::GooglePatents
    } else if count(&[
        "标题中文",
        "合享价值度",
        "公开国别",
        "链接到incopat",
        "工商统一社会信用代码",
        "标准化当前权利人",
        "首权字数",
        "家族被引证次数",
        "ipc主分类-小组",
    ]) >= 2
    {
        ListSource::IncoPat
    } else if count(&[
        "当前申请专利权人",
        "标当前申请专利权人",
        "原始申请专利权人",
        "标原始申请专利权人",
        "简单法律状态",
        "受理局",
        "标题译简体中文",
        "被引用专利数量",
    ]) >= 2
    {
        ListSource::PatSnap
    } else if count(&["申请/注册号", "商标名称", "类似群", "商标注册号", "专用权期限", "国际分类"]) >= 2
    {
        ListSource::Trademarks
    } else if count(&["布图设计登记号", "布图设计名称", "布图设计申请日"]) >= 1 {
        ListSource::LayoutDesigns
    } else if count(&["软件名称", "软件全称", "软著登记号", "软件登记号", "著作权人"]) >= 2 {
        ListSource::Software
    } else if count(&["类型名称", "法律状态详情"]) >= 1 {
        ListSource::Qichacha
    } else if count(&["发明名称", "专利名称", "发明设计人", "主权项", "国别省市代码", "审定公告日", "主分类号"]) >= 2
    {
        ListSource::Cnipa
    } else {
        ListSource::Generic
    }
}

/// Which positions each column reads. A heading with several meanings takes the first for which no other heading is
/// better: 申请人 means the applicant beside 当前权利人, and the owner alone.
pub(super) fn assign(header: &Row, source: ListSource) -> BTreeMap<Column, Vec<usize>> {
    let headings: Vec<(usize, Vec<(Column, usize)>)> = header
        .cells()
        // `id` is a document's number in one source only; elsewhere it is anything.
        .filter(|(_, text)| source == ListSource::GooglePatents || heading_key(text) != "id")
        .map(|(position, text)| (position, meanings(text)))
        .collect();
    let mut best: BTreeMap<Column, usize> = BTreeMap::new();
    for (_, meanings) in headings.iter().filter(|(_, meanings)| meanings.len() == 1) {
        for (column, rank) in meanings {
            let known = best.entry(*column).or_insert(*rank);
            *known = (*known).min(*rank);
        }
    }
    let mut ranked: BTreeMap<Column, Vec<(usize, usize)>> = BTreeMap::new();
    for (position, meanings) in &headings {
        let free = meanings.iter().find(|(column, rank)| best.get(column).is_none_or(|known| rank <= known));
        if let Some((column, rank)) = free.or(meanings.last()) {
            let known = best.entry(*column).or_insert(*rank);
            *known = (*known).min(*rank);
            ranked.entry(*column).or_default().push((*rank, *position));
        }
    }
    ranked
        .into_iter()
        .map(|(column, mut positions)| {
            positions.sort_unstable();
            (column, positions.into_iter().map(|(_, position)| position).collect())
        })
        .collect()
}
