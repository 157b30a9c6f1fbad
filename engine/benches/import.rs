//! A list of 10,000 rights as separated text.

use std::fmt::Write;

use divan::{Bencher, black_box};
use ip_health_engine::exchange::{Flow, ImportOptions, read_portfolio};

fn main() {
    divan::main();
}

/// Rows as a patent database exports them; every application number has its check digit.
fn list(rows: u32) -> String {
    let mut text = "申请号,专利名称,专利类型,法律状态,申请日,授权公告日,申请人,IPC分类号\n".to_owned();
    for row in 0..rows {
        let digits = format!("20{}1{:07}", 15 + row % 10, row);
        let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
        let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(a, b)| a * b).sum();
        let check = match sum % 11 {
            10 => "X".to_owned(),
            rest => rest.to_string(),
        };
        writeln!(
            text,
            "{digits}.{check},一种电源管理方法{row},发明专利,有效,20{}-03-{:02},2024-05-{:02},上海某某微电子有限公司,H02M3/158",
            15 + row % 10,
            1 + row % 28,
            1 + row % 28,
        )
        .expect("a text takes any length");
    }
    text
}

#[divan::bench(args = [1_000, 10_000], max_time = 5)]
fn separated_text(bencher: Bencher, rows: u32) {
    let text = list(rows);
    bencher.bench_local(|| {
        let options = ImportOptions::default();
        read_portfolio(black_box(text.as_bytes()), "list.csv", &options, &mut |_| Flow::Continue)
            .expect("the list is sound")
    });
}
