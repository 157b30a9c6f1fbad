//! The account of an import: every row that a person should know of, one entry for each reason.

use std::collections::BTreeMap;

use ip_health_engine::exchange::{Doubt, Import, LeftOut, MergeReason, RowOutcome, RowReport};

/// What became of a row, in the three ways that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Read, and to be looked at.
    Doubtful,
    /// Made one with an earlier row.
    Merged,
    /// Not read.
    LeftOut,
}

impl Class {
    /// All, the most urgent first.
    pub const ALL: [Class; 3] = [Class::Doubtful, Class::Merged, Class::LeftOut];
}

/// A kind of reason; each has a sentence and an advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Of [`Doubt::NumberUnreadable`].
    NumberUnreadable,
    /// Of [`Doubt::NumberOdd`].
    NumberOdd,
    /// Of [`Doubt::CellUnreadable`].
    CellUnreadable,
    /// Of [`Doubt::WordUnknown`].
    WordUnknown,
    /// Of [`Doubt::KindAssumed`].
    KindAssumed,
    /// Of [`Doubt::StatusFromGrant`].
    StatusFromGrant,
    /// Of [`Doubt::StatusMissing`].
    StatusMissing,
    /// Of [`Doubt::GrantedNumberButPending`].
    GrantedNumberButPending,
    /// Of [`Doubt::Conflict`].
    Conflict,
    /// Of [`Doubt::OwnerDiffers`].
    OwnerDiffers,
    /// Of [`Doubt::DatesOutOfOrder`].
    DatesOutOfOrder,
    /// Of [`Doubt::NumberMissing`].
    NumberMissing,
    /// Of [`Doubt::Event`].
    Event,
    /// Of [`Doubt::InternationalPhase`].
    InternationalPhase,
    /// Of [`MergeReason::Duplicate`].
    Duplicate,
    /// Of [`MergeReason::PublicationAndGrant`].
    PublicationAndGrant,
    /// Of [`MergeReason::FurtherClass`].
    FurtherClass,
    /// Of [`LeftOut::Title`].
    Title,
    /// Of [`LeftOut::Header`].
    Header,
    /// Of [`LeftOut::Total`].
    Total,
    /// Of [`LeftOut::NothingToIdentify`].
    NothingToIdentify,
    /// Of [`LeftOut::UnknownSheet`].
    UnknownSheet,
}

/// A reason with its data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note<'a> {
    /// To be looked at.
    Doubt(&'a Doubt),
    /// Made one with the row that began the right.
    Merged(MergeReason, &'a RowReport),
    /// Not read.
    LeftOut(LeftOut),
}

impl Note<'_> {
    /// The class it belongs to.
    pub const fn class(self) -> Class {
        match self {
            Note::Doubt(_) => Class::Doubtful,
            Note::Merged(..) => Class::Merged,
            Note::LeftOut(_) => Class::LeftOut,
        }
    }

    /// The kind it is of.
    pub const fn kind(self) -> NoteKind {
        match self {
            Note::Doubt(doubt) => match doubt {
                Doubt::NumberUnreadable { .. } => NoteKind::NumberUnreadable,
                Doubt::NumberOdd { .. } => NoteKind::NumberOdd,
                Doubt::CellUnreadable { .. } => NoteKind::CellUnreadable,
                Doubt::WordUnknown { .. } => NoteKind::WordUnknown,
                Doubt::KindAssumed => NoteKind::KindAssumed,
                Doubt::StatusFromGrant => NoteKind::StatusFromGrant,
                Doubt::StatusMissing => NoteKind::StatusMissing,
                Doubt::GrantedNumberButPending => NoteKind::GrantedNumberButPending,
                Doubt::Conflict { .. } => NoteKind::Conflict,
                Doubt::OwnerDiffers { .. } => NoteKind::OwnerDiffers,
                Doubt::DatesOutOfOrder { .. } => NoteKind::DatesOutOfOrder,
                Doubt::NumberMissing => NoteKind::NumberMissing,
                Doubt::Event(_) => NoteKind::Event,
                Doubt::InternationalPhase => NoteKind::InternationalPhase,
            },
            Note::Merged(reason, _) => match reason {
                MergeReason::Duplicate => NoteKind::Duplicate,
                MergeReason::PublicationAndGrant => NoteKind::PublicationAndGrant,
                MergeReason::FurtherClass => NoteKind::FurtherClass,
            },
            Note::LeftOut(reason) => match reason {
                LeftOut::Title => NoteKind::Title,
                LeftOut::Header => NoteKind::Header,
                LeftOut::Total => NoteKind::Total,
                LeftOut::NothingToIdentify => NoteKind::NothingToIdentify,
                LeftOut::UnknownSheet => NoteKind::UnknownSheet,
            },
        }
    }
}

/// A row and one reason to know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The row.
    pub row: &'a RowReport,
    /// The reason.
    pub note: Note<'a>,
}

/// Every reason of every row, in the order of the file. A row that was read without doubt has none; every other has at
/// least one.
pub fn entries(import: &Import) -> Vec<Entry<'_>> {
    let begun: BTreeMap<usize, &RowReport> = import
        .rows
        .iter()
        .filter_map(|row| match row.outcome {
            RowOutcome::Read(asset) => Some((asset, row)),
            _ => None,
        })
        .collect();
    import
        .rows
        .iter()
        .flat_map(|row| {
            let outcome = match &row.outcome {
                RowOutcome::Read(_) => None,
                // Every right was begun by a row; were it not so, the row itself is the best there is to name.
                RowOutcome::Merged { asset, reason } => {
                    Some(Note::Merged(*reason, begun.get(asset).copied().unwrap_or(row)))
                }
                RowOutcome::LeftOut(reason) => Some(Note::LeftOut(*reason)),
            };
            let doubts = row.doubts.iter().map(Note::Doubt);
            outcome.into_iter().chain(doubts).map(move |note| Entry { row, note })
        })
        .collect()
}

/// What is shown of the entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this class.
    pub class: Option<Class>,
    /// Only this kind.
    pub kind: Option<NoteKind>,
}

impl Filter {
    /// Whether an entry passes.
    pub fn passes(self, entry: &Entry<'_>) -> bool {
        self.class.is_none_or(|class| class == entry.note.class())
            && self.kind.is_none_or(|kind| kind == entry.note.kind())
    }
}

/// Entries of each kind that pass a class.
pub fn kinds(entries: &[Entry<'_>], class: Option<Class>) -> BTreeMap<NoteKind, usize> {
    let mut counts = BTreeMap::new();
    let of_class = Filter { class, kind: None };
    for entry in entries.iter().filter(|entry| of_class.passes(entry)) {
        *counts.entry(entry.note.kind()).or_default() += 1;
    }
    counts
}

/// A table as comma-separated text that spreadsheets open as it is: UTF-8 with byte-order mark, every cell quoted, and
/// no cell that a spreadsheet would run as a formula.
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::from('\u{FEFF}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// One cell: quoted, with an apostrophe before what would start a formula.
fn csv_cell(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if runs { "'" } else { "" };
    ["\"", guard, &cell.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use ip_health_engine::exchange::{Column, FileForm, RegisterEvent};

    use super::*;

    fn row(number: u32, outcome: RowOutcome, doubts: Vec<Doubt>) -> RowReport {
        RowReport { sheet: 0, row: number, said: format!("row {number}"), outcome, doubts }
    }

    fn import() -> Import {
        let conflict = Doubt::Conflict { column: Column::Title, kept: "a".to_owned(), other: "b".to_owned() };
        Import {
            file_name: "a.csv".to_owned(),
            form: FileForm::Text,
            encoding: None,
            unreadable_characters: 0,
            sheets: Vec::new(),
            rows: vec![
                row(1, RowOutcome::LeftOut(LeftOut::Header), Vec::new()),
                row(2, RowOutcome::Read(0), Vec::new()),
                row(3, RowOutcome::Read(1), vec![Doubt::StatusMissing, Doubt::Event(RegisterEvent::Pledge)]),
                row(4, RowOutcome::Merged { asset: 0, reason: MergeReason::Duplicate }, vec![conflict]),
            ],
            assets: Vec::new(),
        }
    }

    #[test]
    fn every_reason_of_every_row_is_told_and_a_plain_row_is_not() {
        let import = import();
        let told: Vec<(u32, NoteKind)> =
            entries(&import).iter().map(|entry| (entry.row.row, entry.note.kind())).collect();
        let expected = [
            (1, NoteKind::Header),
            (3, NoteKind::StatusMissing),
            (3, NoteKind::Event),
            (4, NoteKind::Duplicate),
            (4, NoteKind::Conflict),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_merged_row_names_the_row_it_went_to() {
        let import = import();
        let merged = entries(&import).into_iter().find_map(|entry| match entry.note {
            Note::Merged(_, first) => Some(first.row),
            _ => None,
        });
        assert_eq!(merged, Some(2));
    }

    #[test]
    fn filters_and_counts_agree() {
        let import = import();
        let entries = entries(&import);
        for class in Class::ALL.map(Some).into_iter().chain([None]) {
            for (kind, count) in kinds(&entries, class) {
                let filter = Filter { class, kind: Some(kind) };
                assert_eq!(entries.iter().filter(|entry| filter.passes(entry)).count(), count);
            }
        }
        let doubtful = Filter { class: Some(Class::Doubtful), kind: None };
        assert_eq!(entries.iter().filter(|entry| doubtful.passes(entry)).count(), 3);
    }

    #[test]
    fn the_download_opens_in_a_spreadsheet_and_runs_nothing() {
        let cells = |row: [&str; 3]| row.map(str::to_owned).to_vec();
        let text = csv([cells(["行", "a,b", "say \"x\""]), cells(["=1+1", "+86", "@x"]), cells(["-1", "－1", "a=b"])]);
        let expected =
            "\u{FEFF}\"行\",\"a,b\",\"say \"\"x\"\"\"\r\n\"'=1+1\",\"'+86\",\"'@x\"\r\n\"'-1\",\"'－1\",\"a=b\"\r\n";
        assert_eq!(text, expected);
    }
}
