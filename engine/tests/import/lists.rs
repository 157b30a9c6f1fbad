//! Writes the list fixtures: exports of an invented chip-design company, with the header rows and habits of the real
//! sources. Set `UPDATE_LISTS=1` to write them anew.

use std::fmt::Write as _;

use ip_health_engine::dossier::AssetKind;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

/// The invented owner. One patent in ten is shared with the invented university.
pub const COMPANY: &str = "示例芯澜微电子（上海）有限公司";
const UNIVERSITY: &str = "示例理工大学";
const CREDIT_CODE: &str = "913100000080636040";

/// One of the fifty patents. Of every ten, by the last digit of the index: 0–5 inventions (3 ended by unpaid fees, 5
/// pending), 6–8 utility models (6 of the first twenty expired), 9 a design. In all 38 in force, 5 pending, 5 ended,
/// 2 expired.
pub struct Patent {
    pub index: u32,
    pub kind: AssetKind,
    pub application: String,
    pub publication: String,
    pub filing: Date,
    pub title: String,
    pub state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    InForce,
    Pending,
    FeeUnpaid,
    Expired,
}

impl Patent {
    fn granted(&self) -> bool {
        self.state != State::Pending
    }

    fn published(&self) -> Date {
        self.filing + 1.year()
    }

    fn grant(&self) -> Option<Date> {
        self.granted().then(|| self.filing + 2.years())
    }

    /// Publication number of the application, kind code A.
    fn first_publication(&self) -> String {
        format!("{}A", self.publication.trim_end_matches(['A', 'B']))
    }

    fn owners(&self, mark: &str) -> String {
        if self.index % 10 == 7 { format!("{COMPANY}{mark}{UNIVERSITY}") } else { COMPANY.to_owned() }
    }

    fn inventors(&self, mark: &str) -> String {
        let names = ["张示例", "李示例", "王示例", "赵示例", "陈示例"];
        let at = self.index as usize;
        [names[at % 5], names[(at + 2) % 5]].join(mark)
    }

    fn ipc(&self, mark: &str) -> String {
        let classes = ["H03F1/26", "G05F3/26", "H03L7/099", "H01L27/02", "H03M1/12", "H02M3/158"];
        let at = self.index as usize;
        [classes[at % 6], classes[(at + 1) % 6]].join(mark)
    }
}

/// Check digit by the standard: weights 2 to 9 over and over, modulo 11.
fn check_digit(digits: &str) -> char {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'][(sum % 11) as usize]
}

/// The number with a wrong check digit.
fn spoilt(application: &str) -> String {
    let (digits, check) = application.split_once('.').expect("our own number");
    let other = if check == "5" { '6' } else { '5' };
    format!("{digits}.{other}")
}

pub fn patents() -> Vec<Patent> {
    let subjects =
        ["低噪声放大器", "带隙基准电路", "锁相环电路", "静电保护结构", "逐次逼近型模数转换器", "同步降压变换器"];
    let forms = ["及其控制方法", "及芯片", "及电子设备", "的校准方法", "的版图结构"];
    (0..50_u32)
        .map(|index| {
            let (kind, type_digit, letter) = match index % 10 {
                0..=5 => (AssetKind::Invention, 1, 'B'),
                6..=8 => (AssetKind::UtilityModel, 2, 'U'),
                _ => (AssetKind::Design, 3, 'S'),
            };
            let state = match index % 10 {
                3 => State::FeeUnpaid,
                5 => State::Pending,
                6 if index < 20 => State::Expired,
                _ => State::InForce,
            };
            let year = i16::try_from(2014 + index % 9).expect("a year");
            let month = i8::try_from(1 + index % 12).expect("a month");
            let day = i8::try_from(1 + index * 7 % 28).expect("a day");
            let digits = format!("{year}{type_digit}{:07}", 300_000 + index * 1_013);
            let letter = if state == State::Pending { 'A' } else { letter };
            let at = index as usize;
            Patent {
                index,
                kind,
                application: format!("{digits}.{}", check_digit(&digits)),
                publication: format!("CN{type_digit}{:08}{letter}", 5_100_000 + index * 2_017),
                filing: date(year, month, day),
                title: if kind == AssetKind::Design {
                    format!("封装芯片（型号{index:02}）")
                } else {
                    format!("一种{}{}", subjects[at % 6], forms[at % 5])
                },
                state,
            }
        })
        .collect()
}

fn text(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// All fixtures: file name and bytes.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("patsnap.xlsx", patsnap()),
        ("incopat.csv", encoding_rs::GB18030.encode(&incopat()).0.into_owned()),
        ("google-patents.csv", google().into_bytes()),
        ("lens.csv", format!("\u{FEFF}{}", lens()).into_bytes()),
        ("cnipa.xls", encoding_rs::GB18030.encode(&cnipa()).0.into_owned()),
        ("trademarks.txt", utf16(&trademarks())),
        ("registrations.xlsx", registrations()),
        ("unknown.csv", unknown().into_bytes()),
    ]
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Fields and rows as quoted, comma-separated text with the line ends of Excel.
fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let quoted = cell.contains([',', '"', '\n', '|']);
                if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
            })
            .collect();
        let _ = write!(out, "{}\r\n", cells.join(","));
    }
    out
}

/// A row in the order of `headers` from named fields.
fn row(headers: &[&str], fields: &[(&str, String)]) -> Vec<String> {
    for (name, _) in fields {
        assert!(headers.contains(name), "no heading {name}");
    }
    headers
        .iter()
        .map(|header| fields.iter().find(|(name, _)| name == header).map(|(_, text)| text.clone()).unwrap_or_default())
        .collect()
}

fn workbook() -> Workbook {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 10, 12).expect("a date");
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    book
}

fn write_row(sheet: &mut Worksheet, at: u32, cells: &[String]) {
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        sheet.write_string(at, u16::try_from(column).expect("few columns"), cell).expect("a short text");
    }
}

pub const PATSNAP: [&str; 29] = [
    "序号",
    "公开(公告)号",
    "公开(公告)日",
    "申请号",
    "申请日",
    "授权日",
    "标题",
    "标题(译)(简体中文)",
    "摘要",
    "摘要(译)(简体中文)",
    "申请(专利权)人",
    "当前申请(专利权)人",
    "原始申请(专利权)人",
    "[标]当前申请(专利权)人",
    "[标]原始申请(专利权)人",
    "发明人",
    "IPC分类号",
    "IPC主分类号",
    "CPC分类号",
    "法律状态/事件",
    "简单法律状态",
    "受理局",
    "被引用专利数量",
    "简单同族国家/地区",
    "第一权利要求",
    "权利要求",
    "文档链接",
    "公开(公告)年",
    "权利要求数量",
];

/// Title row, headings, 50 patents, 5 of them a second time as their first publication, 2 repeated, 2 of another office,
/// a total row. Numbers of publication are links. Two application numbers (1, 21) carry a wrong check digit, in both of
/// their rows; 0 shows a pledge, 2 a transfer.
fn patsnap() -> Vec<u8> {
    let fields = |patent: &Patent, first: bool| {
        let (simple, events) = match patent.state {
            State::InForce => ("有效", "授权"),
            State::Pending => ("审中", "实质审查"),
            State::FeeUnpaid => ("失效", "未缴年费"),
            State::Expired => ("失效", "期限届满"),
        };
        let event = match patent.index {
            0 => "|质押",
            2 => "|权利转移",
            _ => "",
        };
        let wrong = matches!(patent.index, 1 | 21);
        let application = if wrong { spoilt(&patent.application) } else { patent.application.clone() };
        let owners = patent.owners(" | ");
        let published = if first || !patent.granted() { Some(patent.published()) } else { patent.grant() };
        row(
            &PATSNAP,
            &[
                ("公开(公告)号", if first { patent.first_publication() } else { patent.publication.clone() }),
                ("公开(公告)日", text(published)),
                ("申请号", format!("CN{application}")),
                ("申请日", text(Some(patent.filing))),
                ("授权日", text(patent.grant())),
                ("标题", patent.title.clone()),
                ("标题(译)(简体中文)", patent.title.clone()),
                ("摘要", "本发明公开了一种电路。\n包括：（1）第一模块；（2）第二模块。".to_owned()),
                ("申请(专利权)人", owners.clone()),
                ("当前申请(专利权)人", owners.clone()),
                ("原始申请(专利权)人", owners.clone()),
                ("[标]当前申请(专利权)人", owners.clone()),
                ("发明人", patent.inventors(" | ")),
                ("IPC分类号", patent.ipc(" | ")),
                ("IPC主分类号", patent.ipc("|").split('|').next().unwrap_or_default().to_owned()),
                ("法律状态/事件", format!("{events}{event}")),
                ("简单法律状态", simple.to_owned()),
                ("受理局", "中国".to_owned()),
                ("被引用专利数量", (patent.index % 8).to_string()),
                ("公开(公告)年", published.map(|day| day.year().to_string()).unwrap_or_default()),
                ("权利要求数量", (5 + patent.index % 11).to_string()),
            ],
        )
    };
    let patents = patents();
    let mut rows: Vec<Vec<String>> = patents.iter().map(|patent| fields(patent, false)).collect();
    rows.extend([0, 1, 2, 10, 11].map(|index: usize| fields(&patents[index], true)));
    rows.extend([30, 31].map(|index: usize| fields(&patents[index], false)));
    for serial in [1, 2] {
        rows.push(row(
            &PATSNAP,
            &[
                ("公开(公告)号", format!("US1120000{serial}B2")),
                ("公开(公告)日", "2021-12-14".to_owned()),
                ("申请号", format!("US16/55000{serial}")),
                ("申请日", "2019-08-21".to_owned()),
                ("授权日", "2021-12-14".to_owned()),
                ("标题", "Low-noise amplifier".to_owned()),
                ("当前申请(专利权)人", COMPANY.to_owned()),
                ("原始申请(专利权)人", COMPANY.to_owned()),
                ("法律状态/事件", "授权".to_owned()),
                ("简单法律状态", "有效".to_owned()),
                ("受理局", "美国".to_owned()),
            ],
        ));
    }
    let mut book = workbook();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 8, "专利导出清单（导出日期：2026-10-12）", &Format::new()).expect("a range");
    write_row(sheet, 1, &PATSNAP.map(str::to_owned));
    let mut at = 2;
    for mut cells in rows {
        let number = std::mem::take(&mut cells[1]);
        sheet.write_number(at, 0, f64::from(at - 1)).expect("a number");
        let address = format!("https://patents.example/{number}");
        sheet.write_url_with_text(at, 1, address.as_str(), &number).expect("a link");
        // Dates of filing are true dates in some exports, numbers are numbers.
        let filing: Date = cells[4].parse().expect("a date");
        let day = ExcelDateTime::from_ymd(
            filing.year().cast_unsigned(),
            filing.month().cast_unsigned(),
            filing.day().cast_unsigned(),
        );
        let form = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(at, 4, day.expect("a date"), &form).expect("a date");
        cells[4].clear();
        write_row(sheet, at, &cells);
        at += 1;
    }
    sheet.write_string(at, 0, "合计").expect("a text");
    sheet.write_number(at, 22, 175.0).expect("a number");
    book.save_to_buffer().expect("a small book")
}

pub const INCOPAT: [&str; 50] = [
    "序号",
    "标题 (中文)",
    "标题 (英文)",
    "摘要 (中文)",
    "申请人",
    "公开（公告）号",
    "公开（公告）日",
    "申请号",
    "申请日",
    "专利类型",
    "公开国别",
    "链接到incoPat",
    "IPC主分类",
    "IPC",
    "IPC主分类-部",
    "IPC主分类-小组",
    "国民经济分类",
    "新兴产业分类",
    "标准化申请人",
    "第一申请人",
    "申请人数量",
    "申请人类型",
    "申请人省市代码",
    "中国申请人地市",
    "中国申请人区县",
    "工商统一社会信用代码",
    "工商成立日期",
    "工商上市代码",
    "当前权利人",
    "标准化当前权利人",
    "受让人",
    "代理机构",
    "发明人",
    "优先权信息",
    "最早优先权日",
    "首次公开日",
    "授权公告日",
    "实质审查生效日",
    "失效日",
    "预估到期日",
    "专利寿命（月）",
    "标准号",
    "合享价值度",
    "首项权利要求",
    "权利要求数量",
    "首权字数",
    "被引证次数",
    "家族被引证次数",
    "简单同族个数",
    "当前法律状态",
];

/// GB 18030. Headings, 50 patents, 3 repeated, one whose number a spreadsheet has ruined, a remark. 1 and 21 carry a wrong
/// check digit; 6 is a utility model called an invention; 20 claims the priority of 10.
fn incopat() -> String {
    let patents = patents();
    let fields = |patent: &Patent| {
        let kind = match (patent.kind, patent.state, patent.index) {
            (_, _, 6) => "发明授权",
            (AssetKind::Invention, State::Pending, _) => "发明申请",
            (AssetKind::Invention, ..) => "发明授权",
            (AssetKind::UtilityModel, ..) => "实用新型",
            _ => "外观设计",
        };
        let status = match patent.state {
            State::InForce => "有效",
            State::Pending => "审中",
            _ => "失效",
        };
        let wrong = matches!(patent.index, 1 | 21);
        let application = if wrong { spoilt(&patent.application) } else { patent.application.clone() };
        let priority =
            if patent.index == 20 { format!("CN{} 20150311", patents[10].application) } else { String::new() };
        row(
            &INCOPAT,
            &[
                ("序号", (patent.index + 1).to_string()),
                ("标题 (中文)", patent.title.clone()),
                ("摘要 (中文)", "一种电路，包括：\n第一晶体管，\"栅极\"接第二晶体管。".to_owned()),
                ("申请人", patent.owners(";")),
                ("公开（公告）号", patent.publication.clone()),
                ("公开（公告）日", text(patent.grant().or(Some(patent.published()))).replace('-', "")),
                ("申请号", format!("=\"CN{application}\"")),
                ("申请日", text(Some(patent.filing)).replace('-', ".")),
                ("专利类型", kind.to_owned()),
                ("公开国别", "中国".to_owned()),
                ("链接到incoPat", format!("=HYPERLINK(\"https://patents.example/{}\",\"查看\")", patent.publication)),
                ("IPC主分类", patent.ipc(";").split(';').next().unwrap_or_default().to_owned()),
                ("IPC", patent.ipc("; ")),
                ("申请人数量", if patent.index % 10 == 7 { "2" } else { "1" }.to_owned()),
                ("工商统一社会信用代码", CREDIT_CODE.to_owned()),
                ("当前权利人", patent.owners("；")),
                ("代理机构", "示例专利代理事务所（普通合伙）".to_owned()),
                ("发明人", patent.inventors(";")),
                ("优先权信息", priority),
                ("授权公告日", text(patent.grant())),
                ("合享价值度", (1 + patent.index % 10).to_string()),
                ("权利要求数量", (5 + patent.index % 11).to_string()),
                ("被引证次数", (patent.index % 8).to_string()),
                ("当前法律状态", status.to_owned()),
            ],
        )
    };
    let mut rows = vec![INCOPAT.map(str::to_owned).to_vec()];
    rows.extend(patents.iter().map(fields));
    rows.extend([40, 41, 42].map(|index: usize| fields(&patents[index])));
    rows.push(row(
        &INCOPAT,
        &[
            ("序号", "54".to_owned()),
            ("标题 (中文)", "一种被表格软件损坏的编号".to_owned()),
            ("申请号", "2.0211E+12".to_owned()),
            ("申请日", "2021-03-29".to_owned()),
            ("专利类型", "发明申请".to_owned()),
            ("当前权利人", COMPANY.to_owned()),
            ("当前法律状态", "审中".to_owned()),
        ],
    ));
    rows.push(vec!["共54件专利".to_owned()]);
    csv(&rows)
}

pub const GOOGLE: [&str; 10] = [
    "id",
    "title",
    "assignee",
    "inventor/author",
    "priority date",
    "filing/creation date",
    "publication date",
    "grant date",
    "result link",
    "representative figure link",
];

/// Search address, headings, 50 patents, 6 of them also as their first publication, one United States patent, one
/// international publication. No legal status at all.
fn google() -> String {
    let hyphenated = |number: &str| {
        let (digits, letter) = number.split_at(number.len() - 1);
        format!("CN-{}-{letter}", digits.trim_start_matches("CN"))
    };
    let fields = |patent: &Patent, first: bool| {
        let id = if first { patent.first_publication() } else { patent.publication.clone() };
        let published = if first { Some(patent.published()) } else { patent.grant().or(Some(patent.published())) };
        row(
            &GOOGLE,
            &[
                ("id", hyphenated(&id)),
                ("title", patent.title.clone()),
                ("assignee", patent.owners(", ")),
                ("inventor/author", patent.inventors(", ")),
                ("priority date", text(Some(patent.filing))),
                ("filing/creation date", text(Some(patent.filing))),
                ("publication date", text(published)),
                ("grant date", if first { String::new() } else { text(patent.grant()) }),
                ("result link", format!("https://patents.example/patent/{id}/en")),
            ],
        )
    };
    let patents = patents();
    let mut rows = vec![
        vec!["search URL:".to_owned(), "https://patents.example/?assignee=示例芯澜".to_owned()],
        GOOGLE.map(str::to_owned).to_vec(),
    ];
    rows.extend([0, 1, 2].map(|index: usize| fields(&patents[index], true)));
    rows.extend(patents.iter().map(|patent| fields(patent, false)));
    rows.extend([10, 11, 12].map(|index: usize| fields(&patents[index], true)));
    for (id, granted) in [("US-11200001-B2", "2021-12-14"), ("WO-2020034567-A1", "")] {
        rows.push(row(
            &GOOGLE,
            &[
                ("id", id.to_owned()),
                ("title", "Low-noise amplifier".to_owned()),
                ("assignee", COMPANY.to_owned()),
                ("priority date", "2018-08-21".to_owned()),
                ("filing/creation date", "2019-08-21".to_owned()),
                ("publication date", "2020-02-20".to_owned()),
                ("grant date", granted.to_owned()),
            ],
        ));
    }
    csv(&rows)
}

pub const LENS: [&str; 37] = [
    "#",
    "Jurisdiction",
    "Kind",
    "Display Key",
    "Lens ID",
    "Publication Date",
    "Publication Year",
    "Application Number",
    "Application Date",
    "Priority Numbers",
    "Earliest Priority Date",
    "Title",
    "Abstract",
    "Applicants",
    "Inventors",
    "Owners",
    "URL",
    "Document Type",
    "Has Full Text",
    "Cites Patent Count",
    "Cited by Patent Count",
    "Simple Family Size",
    "Simple Family Members",
    "Simple Family Member Jurisdictions",
    "Extended Family Size",
    "Extended Family Members",
    "Extended Family Member Jurisdictions",
    "Sequence Count",
    "CPC Classifications",
    "IPCR Classifications",
    "US Classifications",
    "NPL Citation Count",
    "NPL Resolved Citation Count",
    "NPL Resolved Lens ID(s)",
    "NPL Resolved External ID(s)",
    "NPL Citations",
    "Legal Status",
];

/// UTF-8 with mark. Headings, 50 patents, 2 repeated, and of 0, 1 and 2 each a United States patent and an international
/// publication, linked by the family's members.
fn lens() -> String {
    let spaced = |number: &str| {
        let (digits, letter) = number.split_at(number.len() - 1);
        format!("CN {} {letter}", digits.trim_start_matches("CN"))
    };
    let members = |patent: &Patent| match patent.index {
        index @ 0..=2 => {
            format!("{};;US 1120000{index} B2;;WO 2020/03456{index} A1", spaced(&patent.publication))
        }
        _ => spaced(&patent.publication),
    };
    let fields = |patent: &Patent| {
        let status = match patent.state {
            State::InForce => "Active",
            State::Pending => "Pending",
            State::FeeUnpaid => "Inactive",
            State::Expired => "Expired",
        };
        let document = match patent.kind {
            AssetKind::Design => "Design Right",
            AssetKind::UtilityModel => "Limited Patent",
            _ if patent.granted() => "Granted Patent",
            _ => "Patent Application",
        };
        let digits = patent.application.split('.').next().unwrap_or_default();
        row(
            &LENS,
            &[
                ("#", (patent.index + 1).to_string()),
                ("Jurisdiction", "CN".to_owned()),
                ("Kind", patent.publication.chars().last().map(String::from).unwrap_or_default()),
                ("Display Key", spaced(&patent.publication)),
                ("Lens ID", format!("000-000-000-000-{:03}", patent.index)),
                ("Publication Date", text(patent.grant().or(Some(patent.published())))),
                ("Application Number", format!("CN {digits} A")),
                ("Application Date", text(Some(patent.filing))),
                ("Priority Numbers", format!("CN {digits} A")),
                ("Earliest Priority Date", text(Some(patent.filing))),
                ("Title", patent.title.clone()),
                ("Applicants", patent.owners(";;")),
                ("Owners", patent.owners(";;")),
                ("Inventors", patent.inventors(";;")),
                ("Document Type", document.to_owned()),
                ("Cited by Patent Count", (patent.index % 8).to_string()),
                ("Simple Family Size", if patent.index <= 2 { "3" } else { "1" }.to_owned()),
                ("Simple Family Members", members(patent)),
                ("IPCR Classifications", patent.ipc(";;")),
                ("Legal Status", status.to_owned()),
            ],
        )
    };
    let patents = patents();
    let mut rows = vec![LENS.map(str::to_owned).to_vec()];
    rows.extend(patents.iter().map(fields));
    rows.extend([44, 45].map(|index: usize| fields(&patents[index])));
    for patent in patents.iter().take(3) {
        let index = patent.index;
        let foreign = [
            (
                "US",
                "B2",
                format!("US 1120000{index} B2"),
                format!("US 20191655000{index} A"),
                "Granted Patent",
                "Active",
            ),
            (
                "WO",
                "A1",
                format!("WO 2020/03456{index} A1"),
                format!("CN 201910000{index}0 W"),
                "Patent Application",
                "Pending",
            ),
        ];
        for (office, kind, key, application, document, status) in foreign {
            rows.push(row(
                &LENS,
                &[
                    ("Jurisdiction", office.to_owned()),
                    ("Kind", kind.to_owned()),
                    ("Display Key", key),
                    ("Publication Date", "2021-12-14".to_owned()),
                    ("Application Number", if office == "US" { application } else { String::new() }),
                    ("Application Date", "2019-08-21".to_owned()),
                    ("Title", "Circuit, chip and device".to_owned()),
                    ("Applicants", COMPANY.to_owned()),
                    ("Document Type", document.to_owned()),
                    ("Simple Family Members", members(patent)),
                    ("Legal Status", status.to_owned()),
                ],
            ));
        }
    }
    csv(&rows)
}

pub const CNIPA: [&str; 17] = [
    "申请号",
    "申请日",
    "公开（公告）号",
    "公开（公告）日",
    "发明名称",
    "专利类型",
    "IPC分类号",
    "主分类号",
    "申请（专利权）人",
    "发明（设计）人",
    "专利代理机构",
    "代理人",
    "国别省市代码",
    "优先权",
    "主权项",
    "法律状态",
    "审定公告日",
];

/// A web page named `.xls`, in GBK: title across the table, headings, 50 patents, a total row. Granted ones are numbered
/// ZL; so is 5, which is pending.
fn cnipa() -> String {
    let cells = |tag: &str, cells: &[String]| {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", cell.replace('&', "&amp;"))).collect::<String>()
    };
    let mut out = String::from(
        "<html><head><meta charset=\"gbk\"><style>td{mso-number-format:\"\\@\"}</style></head><body><table border=\"1\">\n",
    );
    out.push_str("<tr><td colspan=\"17\">企业专利清单</td></tr>\n");
    let _ = writeln!(out, "<tr>{}</tr>", cells("th", &CNIPA.map(str::to_owned)));
    for patent in patents() {
        let prefix = if patent.granted() || patent.index == 5 { "ZL" } else { "" };
        let (kind, status) = match (patent.kind, patent.state) {
            (AssetKind::Invention, State::Pending) => ("发明", "实质审查的生效"),
            (AssetKind::Invention, State::FeeUnpaid) => ("发明", "未缴年费专利权终止"),
            (AssetKind::Invention, _) => ("发明", "授权"),
            (AssetKind::UtilityModel, State::Expired) => ("实用新型", "专利权有效期届满"),
            (AssetKind::UtilityModel, _) => ("实用新型", "授权"),
            _ => ("外观设计", "授权"),
        };
        let fields = row(
            &CNIPA,
            &[
                ("申请号", format!("{prefix}{}", patent.application)),
                ("申请日", text(Some(patent.filing)).replacen('-', "年", 1).replacen('-', "月", 1) + "日"),
                ("公开（公告）号", patent.publication.clone()),
                ("公开（公告）日", text(patent.grant().or(Some(patent.published())))),
                ("发明名称", patent.title.clone()),
                ("专利类型", kind.to_owned()),
                ("IPC分类号", patent.ipc("; ")),
                ("申请（专利权）人", patent.owners("；")),
                ("发明（设计）人", patent.inventors("；")),
                ("国别省市代码", "上海;31".to_owned()),
                ("法律状态", status.to_owned()),
            ],
        );
        let _ = writeln!(out, "<tr>{}</tr>", cells("td", &fields));
    }
    out.push_str("<tr><td>合计：</td><td colspan=16>50&nbsp;件</td></tr></table></body></html>\n");
    out
}

/// “Unicode text” of Excel: UTF-16, tabs. Title, headings, 10 marks, one of them in two further classes, a total.
fn trademarks() -> String {
    let headers = [
        "商标名称",
        "申请/注册号",
        "国际分类",
        "类似群",
        "商品/服务",
        "申请日期",
        "专用权期限",
        "申请人名称",
        "商标状态",
    ];
    let mut out = format!("商标清单\r\n{}\r\n", headers.join("\t"));
    let states = [
        "已注册",
        "等待实质审查",
        "驳回",
        "已注册",
        "注册",
        "撤销/无效宣告申请审查中",
        "已注册",
        "已注册",
        "已注册",
        "商标注销",
    ];
    for (index, state) in states.iter().enumerate() {
        let classes: &[&str] = if index == 3 { &["9", "35", "42"] } else { &["第9类"] };
        for class in classes {
            let number = if index == 8 { "G1234567".to_owned() } else { format!("{}", 21_345_670 + index) };
            let term = if matches!(index, 1 | 2) { "" } else { "2018-01-07至2028-01-06" };
            let _ = write!(
                out,
                "芯澜{index}\t{number}\t{class}\t0913\t集成电路;芯片\t2017-03-0{}\t{term}\t{COMPANY}\t{state}\r\n",
                index % 9 + 1
            );
        }
    }
    out.push_str("合计\t10\r\n");
    out
}

/// Three sheets: software, layout designs, and remarks that are no list.
fn registrations() -> Vec<u8> {
    let mut book = workbook();
    let sheet = book.add_worksheet().set_name("软件著作权").expect("a name");
    let headers = ["软件名称", "版本号", "登记号", "著作权人", "开发完成日期", "首次发表日期", "登记日期"];
    write_row(sheet, 0, &headers.map(str::to_owned));
    let numbers = [
        "2014SR001852",
        "2020SR0123456",
        "软著登字第2016SR172900号",
        "软著登字第15980140号",
        "2020SR12345",
        "2019R11L885247",
    ];
    for (at, number) in numbers.iter().enumerate() {
        let name = format!("示例芯片测试软件{at}");
        let cells = [&name, "V1.0", number, COMPANY, "2013-05-01", "未发表", "2014-01-08"];
        write_row(sheet, u32::try_from(at).expect("few") + 1, &cells.map(|cell: &str| cell.replace("未发表", "")));
    }
    let sheet = book.add_worksheet().set_name("布图设计").expect("a name");
    let headers = [
        "公告号",
        "公告日期",
        "布图设计名称",
        "布图设计登记号",
        "布图设计申请日",
        "权利人",
        "创作完成日",
        "首次商业利用日",
    ];
    write_row(sheet, 0, &headers.map(str::to_owned));
    for at in 0..4_u32 {
        let cells = [
            format!("2201{at}"),
            "2019-03-20".to_owned(),
            format!("XL10{at}"),
            format!("BS.18555922{at}"),
            "2018-11-02".to_owned(),
            COMPANY.to_owned(),
            "2018-02-01".to_owned(),
            "2018-06-15".to_owned(),
        ];
        write_row(sheet, at + 1, &cells);
    }
    let sheet = book.add_worksheet().set_name("说明").expect("a name");
    for (at, remark) in ["本清单由知识产权部整理", "数据截至2026年9月30日", "联系人：张示例"].iter().enumerate()
    {
        sheet.write_string(u32::try_from(at).expect("few"), 0, *remark).expect("a text");
    }
    book.save_to_buffer().expect("a small book")
}

/// A company's own register, with headings that nobody else uses.
fn unknown() -> String {
    let mut rows =
        vec![vec!["内部台账".to_owned()], ["编号", "项目", "文号", "所属", "交件"].map(str::to_owned).to_vec()];
    rows.extend(patents().iter().take(5).map(|patent| {
        vec![
            format!("XL-{:03}", patent.index),
            patent.title.clone(),
            patent.application.clone(),
            COMPANY.to_owned(),
            text(Some(patent.filing)),
        ]
    }));
    csv(&rows)
}
