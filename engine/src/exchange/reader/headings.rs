//! The headings under which the known sources write each column.

use crate::dossier::fold;
use crate::exchange::Column;

/// Headings of each column as [`heading_key`] leaves them, best first. Where several headings of one list mean one
/// column, the first in this order that is filled counts.
///
/// # Source
/// Export headings of 智慧芽, incoPat, Google Patents, Lens; field labels of the national search system; field names of
/// trademark, software and layout-design registers.
const ALIASES: &[(Column, &[&str])] = &[
    (
        Column::Title,
        &[
            "标题",
            "标题中文",
            "标题译简体中文",
            "发明名称",
            "专利名称",
            "专利标题",
            "名称",
            "title",
            "布图设计名称",
            "软件名称",
            "软件全称",
            "作品名称",
            "商标名称",
            "商标",
            "商标文字",
            "标题英文",
            "软件简称",
        ],
    ),
    (
        Column::ApplicationNumber,
        &[
            "申请号",
            "专利号",
            "申请号专利号",
            "专利号申请号",
            "申请专利号",
            "applicationnumber",
            "patentnumber",
            "申请编号",
        ],
    ),
    (
        Column::PublicationNumber,
        &[
            "授权公告号",
            "公开公告号",
            "公开号",
            "公告号",
            "公开公告编号",
            "申请公布号",
            "id",
            "displaykey",
            "publicationnumber",
            "文献号",
        ],
    ),
    (
        Column::RegistrationNumber,
        &["布图设计登记号", "登记号", "软件登记号", "软著登记号", "作品登记号", "登记证书号", "证书号", "软著登字号"],
    ),
    (
        Column::TrademarkNumber,
        &["申请/注册号", "注册号", "商标注册号", "商标申请号", "申请注册号", "商标号", "注册号/申请号"],
    ),
    (Column::Kind, &["专利类型", "类型名称", "类型", "专利种类", "权利类型", "知识产权类型", "documenttype"]),
    (
        Column::Status,
        &[
            "简单法律状态",
            "当前法律状态",
            "法律状态",
            "法律状态/事件",
            "专利状态",
            "案件状态",
            "商标状态",
            "状态",
            "legalstatus",
            "专利有效性",
        ],
    ),
    (Column::Events, &["法律状态/事件", "法律事件", "法律状态详情", "当前法律状态详情"]),
    (
        Column::FilingDate,
        &[
            "申请日",
            "申请日期",
            "布图设计申请日",
            "filing/creationdate",
            "applicationdate",
            "filingdate",
            "商标申请日期",
        ],
    ),
    (Column::PriorityDate, &["最早优先权日", "优先权日", "prioritydate", "earliestprioritydate"]),
    (
        Column::PublicationDate,
        &["公开公告日", "公开日", "公告日", "首次公开日", "公告日期", "公开日期", "公开公告日期", "publicationdate"],
    ),
    (
        Column::GrantDate,
        &[
            "授权公告日",
            "授权日",
            "授权日期",
            "注册日期",
            "注册公告日期",
            "注册日",
            "登记日期",
            "登记批准日期",
            "发证日期",
            "grantdate",
            "审定公告日",
        ],
    ),
    (Column::ExpiryDate, &["预估到期日", "到期日", "届满日", "有效期至", "失效日", "专利到期日", "expirydate"]),
    (Column::Term, &["专用权期限", "商标专用期限", "专用期限", "有效期", "专用期"]),
    (Column::FirstUseDate, &["首次商业利用日", "首次发表日期", "首次发表日", "首次商业利用日期", "发表日期"]),
    (Column::CreationDate, &["创作完成日", "创作完成日期", "开发完成日期", "开发完成日", "完成日期"]),
    (
        Column::Owners,
        &[
            "当前申请专利权人",
            "标当前申请专利权人",
            "当前权利人",
            "专利权人",
            "申请专利权人",
            "权利人",
            "著作权人",
            "owners",
            "assignee",
            "申请人名称",
            "注册人",
            "商标注册人",
            "标准化当前权利人",
            "当前专利权人",
            "申请人",
            "申请人/权利人",
            "权利人名称",
        ],
    ),
    (
        Column::Applicants,
        &[
            "原始申请专利权人",
            "标原始申请专利权人",
            "原始申请人",
            "applicants",
            "applicant",
            "申请人",
            "申请专利权人",
            "标准化申请人",
            "第一申请人",
        ],
    ),
    (
        Column::Inventors,
        &[
            "发明人",
            "发明设计人",
            "设计人",
            "inventor/author",
            "inventors",
            "inventor",
            "创作人",
            "发明人/设计人",
            "作者",
        ],
    ),
    (Column::Ipc, &["ipc分类号", "ipc", "ipcrclassifications", "国际专利分类", "分类号", "ipc国际分类号"]),
    (Column::MainIpc, &["ipc主分类号", "ipc主分类", "主分类号", "ipc主分类-小组", "主分类"]),
    (Column::NiceClasses, &["国际分类", "类别", "商标类别", "尼斯分类", "国际分类号", "商品/服务类别"]),
    (Column::Claims, &["权利要求数量", "权利要求数", "权利要求项数"]),
    (
        Column::Citations,
        &["被引用专利数量", "被引证次数", "被引用次数", "citedbypatentcount", "citedcount", "被引次数"],
    ),
    (Column::Priorities, &["优先权信息", "优先权号", "优先权", "prioritynumbers", "优先权号码"]),
    (
        Column::FamilyMembers,
        &["简单同族", "simplefamilymembers", "简单同族成员", "inpadoc同族", "同族专利", "同族公开号", "扩展同族"],
    ),
    (Column::Office, &["受理局", "公开国别", "国家/地区", "国家", "申请国", "jurisdiction", "country"]),
    (Column::KindCode, &["kind", "文献种类代码", "公开类型代码"]),
    (Column::CreditCode, &["工商统一社会信用代码", "统一社会信用代码", "权利人统一社会信用代码"]),
];

/// Headings that known sources write and we do not use, so that a list with only these is still no list of rights.
const KNOWN_UNUSED: &[&str] = &[
    "序号",
    "#",
    "摘要",
    "摘要中文",
    "摘要译简体中文",
    "lensid",
    "resultlink",
    "representativefigurelink",
    "文档链接",
    "链接到incopat",
    "专利代理机构",
    "代理机构",
    "代理人",
    "cpc分类号",
    "第一权利要求",
    "首项权利要求",
    "权利要求",
    "独立权利要求",
    "主权项",
    "合享价值度",
    "版本号",
    "类似群",
    "商品/服务",
    "简单同族国家/地区",
];

/// A heading as compared: folded, lower case, without white space and without brackets. `公开（公告）号` and
/// `公开(公告)号` become `公开公告号`.
#[must_use]
pub(super) fn heading_key(heading: &str) -> String {
    fold(heading)
        .chars()
        .filter(|letter| {
            !letter.is_whitespace() && !matches!(letter, '(' | ')' | '[' | ']' | '{' | '}' | '*' | ':' | '"')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// As [`heading_key`], with what stands in brackets gone too: `标题(原文)` becomes `标题`.
fn heading_key_without_brackets(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::new();
    for letter in fold(heading).chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    heading_key(&outside)
}

/// The columns that a heading can mean, with its rank among the headings of each; lower is better.
pub(super) fn meanings(heading: &str) -> Vec<(Column, usize)> {
    let exact = meanings_of_key(&heading_key(heading));
    if !exact.is_empty() || is_known_unused(heading) {
        return exact;
    }
    meanings_of_key(&heading_key_without_brackets(heading))
}

fn meanings_of_key(key: &str) -> Vec<(Column, usize)> {
    ALIASES
        .iter()
        .filter_map(|(column, aliases)| aliases.iter().position(|alias| *alias == key).map(|rank| (*column, rank)))
        .collect()
}

/// Whether a known source writes this heading over something we do not use.
pub(super) fn is_known_unused(heading: &str) -> bool {
    KNOWN_UNUSED.contains(&heading_key(heading).as_str())
}

/// A guess for an unknown heading: a known heading that it contains, the longest first.
pub(super) fn guess(heading: &str) -> Option<Column> {
    let key = heading_key(heading);
    let mut best: Option<(usize, Column)> = None;
    for (column, aliases) in ALIASES {
        for alias in *aliases {
            let length = alias.chars().count();
            let longer = best.is_none_or(|(known, _)| known < length);
            if length >= 2 && longer && key.contains(alias) {
                best = Some((length, *column));
            }
        }
    }
    best.map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, Column, heading_key, meanings};

    #[test]
    fn aliases_are_written_as_keys() {
        for (_, aliases) in ALIASES {
            for alias in *aliases {
                assert_eq!(heading_key(alias), *alias);
            }
        }
    }

    #[test]
    fn brackets_and_width_do_not_matter() {
        for heading in ["公开（公告）号", "公开(公告)号", "公开 （公告） 号"] {
            assert_eq!(
                meanings(heading).first().map(|(column, _)| *column),
                Some(Column::PublicationNumber),
                "{heading}"
            );
        }
        assert_eq!(meanings("标题（原文）").first().map(|(column, _)| *column), Some(Column::Title));
        assert!(meanings("摘要(译)(简体中文)").is_empty());
    }
}
