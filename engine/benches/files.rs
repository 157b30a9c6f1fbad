//! Files in and out: a workbook of 10,000 rights read, the workbook of workings written.

mod support;

use divan::{Bencher, black_box};
use ip_health_engine::assess;
use ip_health_engine::exchange::{Flow, ImportOptions, WorkbookOptions, read_portfolio, write_workbook};
use ip_health_engine::rules::RulePack;
use jiff::civil::{Date, date};
use rust_xlsxwriter::{Workbook, XlsxError};

const DAY: Date = date(2026, 11, 23);

const HEADINGS: [&str; 8] =
    ["申请号", "专利名称", "专利类型", "法律状态", "申请日", "授权公告日", "申请人", "IPC分类号"];

fn main() {
    divan::main();
}

/// A list as a patent database exports it; every application number has its check digit.
fn list(rows: u32) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADINGS)?;
    for row in 0..rows {
        let digits = format!("20{}1{:07}", 15 + row % 10, row);
        let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
        let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(a, b)| a * b).sum();
        let check = if sum % 11 == 10 { "X".to_owned() } else { (sum % 11).to_string() };
        let day = 1 + row % 28;
        let cells = [
            format!("CN{digits}.{check}"),
            format!("一种电源管理方法{row}"),
            "发明专利".to_owned(),
            "有效".to_owned(),
            format!("20{}-03-{day:02}", 15 + row % 10),
            format!("2024-05-{day:02}"),
            "上海某某微电子有限公司".to_owned(),
            "H02M3/158".to_owned(),
        ];
        sheet.write_row(row + 1, 0, cells)?;
    }
    workbook.save_to_buffer()
}

#[divan::bench(args = [1_000, 10_000], max_time = 5)]
fn read_workbook(bencher: Bencher, rows: u32) {
    let list = list(rows).expect("the list fits the format");
    bencher.bench_local(|| {
        let options = ImportOptions::default();
        read_portfolio(black_box(&list), "list.xlsx", &options, &mut |_| Flow::Continue).expect("the list is sound")
    });
}

/// With the assessment that it shows already computed.
#[divan::bench(args = [30, 1_000], max_time = 5)]
fn workings(bencher: Bencher, rights: usize) {
    let (dossier, pack) = (support::dossier(rights), RulePack::built_in().expect("the pack is built in"));
    let assessment = assess(&dossier, &pack, DAY).expect("the pack is whole");
    let options = WorkbookOptions::default();
    bencher.bench_local(|| write_workbook(&dossier, black_box(&assessment), &pack, &options).expect("it fits"));
}
