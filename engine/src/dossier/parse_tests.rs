use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

fn check_money(text: &str, unit: MoneyUnit, expected: Result<Money, FieldError>) {
    assert_eq!(parse_money(text, unit, Quantity::SignedAmount), expected, "{text}");
}

fn check_date(text: &str, expected: Result<Date, FieldError>) {
    assert_eq!(parse_date(text), expected, "{text}");
}

#[test]
fn a_written_unit_wins_over_the_fields_unit() {
    for unit in [MoneyUnit::Yuan, MoneyUnit::Wan, MoneyUnit::Yi] {
        check_money("１，２００．５万", unit, Ok(Money::from_yuan(12_005_000)));
        check_money("3000万", unit, Ok(Money::from_wan(3_000)));
        check_money("3000 万元", unit, Ok(Money::from_wan(3_000)));
        check_money("1.2亿", unit, Ok(Money::from_wan(12_000)));
        check_money("1。2亿元", unit, Ok(Money::from_wan(12_000)));
        check_money("1亿2000万", unit, Ok(Money::from_wan(12_000)));
        check_money("1亿元2000万元", unit, Ok(Money::from_wan(12_000)));
        check_money("3千万", unit, Ok(Money::from_wan(3_000)));
        check_money("300w", unit, Ok(Money::from_wan(300)));
        check_money("¥30,000,000元", unit, Ok(Money::from_wan(3_000)));
        check_money("0.01元", unit, Ok(Money::from_fen(1)));
        check_money("人民币五百", unit, Err(FieldError::NotANumber));
    }
}

#[test]
fn a_bare_number_has_the_fields_unit() {
    check_money("30,000,000", MoneyUnit::Yuan, Ok(Money::from_wan(3_000)));
    check_money("1200.5", MoneyUnit::Wan, Ok(Money::from_yuan(12_005_000)));
    check_money("1.2", MoneyUnit::Yi, Ok(Money::from_wan(12_000)));
    check_money("  ７　", MoneyUnit::Wan, Ok(Money::from_wan(7)));
    check_money("约500", MoneyUnit::Wan, Ok(Money::from_wan(500)));
}

#[test]
fn losses() {
    check_money("-300万", MoneyUnit::Wan, Ok(Money::from_wan(-300)));
    check_money("－300", MoneyUnit::Wan, Ok(Money::from_wan(-300)));
    check_money("（300）", MoneyUnit::Wan, Ok(Money::from_wan(-300)));
    check_money("亏损300万", MoneyUnit::Wan, Ok(Money::from_wan(-300)));
    assert_eq!(
        parse_money("-1", MoneyUnit::Wan, Quantity::Amount),
        Err(FieldError::TooSmall { minimum: 0.0 }),
        "revenue is never negative"
    );
}

#[test]
fn what_is_no_amount() {
    check_money("", MoneyUnit::Wan, Err(FieldError::Empty));
    check_money("　", MoneyUnit::Wan, Err(FieldError::Empty));
    check_money("很多", MoneyUnit::Wan, Err(FieldError::NotANumber));
    check_money("1,2,3", MoneyUnit::Wan, Err(FieldError::NotANumber));
    check_money("1亿2000", MoneyUnit::Wan, Err(FieldError::NotANumber));
    check_money("500万美元", MoneyUnit::Wan, Err(FieldError::UnknownUnit { unit: "美元".into() }));
    check_money("999999亿", MoneyUnit::Wan, Err(FieldError::TooLarge { maximum: 1.0e13 }));
}

#[test]
fn percents() {
    let read = |text| parse_percent(text, Quantity::Growth).map(Ratio::get);
    assert_eq!(read("25"), Ok(0.25));
    assert_eq!(read("25％"), Ok(0.25));
    assert_eq!(read("3.45 %"), Ok(0.0345));
    assert_eq!(read("百分之7"), Ok(0.07));
    assert_eq!(read("3‰"), Ok(0.003));
    assert_eq!(read("45bp"), Ok(0.0045));
    assert_eq!(read("2成"), Ok(0.2));
    assert_eq!(read("-12.5%"), Ok(-0.125));
    assert_eq!(parse_percent("101", Quantity::Share), Err(FieldError::TooLarge { maximum: 1.0 }));
    assert_eq!(read("25元"), Err(FieldError::UnknownUnit { unit: "元".into() }));
    assert_eq!(percent_text(Ratio::new(0.07).unwrap()), "7");
    assert_eq!(percent_text(Ratio::new(0.0345).unwrap()), "3.45");
    assert_eq!(percent_text(Ratio::new(-0.125).unwrap()), "-12.5");
}

#[test]
fn counts() {
    assert_eq!(parse_count("85人", Quantity::Count), Ok(85));
    assert_eq!(parse_count("１，２００", Quantity::Count), Ok(1_200));
    assert_eq!(parse_count("1.2万", Quantity::Count), Ok(12_000));
    assert_eq!(parse_count("85元", Quantity::Count), Err(FieldError::UnknownUnit { unit: "元".into() }));
    assert_eq!(parse_count("85.5", Quantity::Count), Err(FieldError::NotWhole));
    assert_eq!(parse_count("-1", Quantity::Count), Err(FieldError::TooSmall { minimum: 0.0 }));
    assert_eq!(parse_count("46", Quantity::NiceClass), Err(FieldError::TooLarge { maximum: 45.0 }));
    assert_eq!(parse_number("3.5年", Quantity::Years), Ok(3.5));
}

#[test]
fn dates_in_every_usual_form() {
    let expected = Ok(date(2021, 3, 29));
    for text in [
        "2021-03-29",
        "2021.03.29",
        "2021/3/29",
        "20210329",
        "2021年3月29日",
        "２０２１年０３月２９日",
        "2021-03-29 00:00:00",
        "2021-03-29T08:00:00Z",
        " 2021 - 3 - 29 ",
        "44284",
        "44284.5",
    ] {
        check_date(text, expected.clone());
    }
}

#[test]
fn what_is_no_date() {
    check_date("", Err(FieldError::Empty));
    check_date("2021-06-31", Err(FieldError::NoSuchDay { year: 2021, month: 6, day: 31 }));
    check_date("20211301", Err(FieldError::NoSuchDay { year: 2021, month: 13, day: 1 }));
    check_date("2021年3月", Err(FieldError::DayMissing { year: 2021, month: 3 }));
    check_date("29/03/2021", Err(FieldError::NotADate));
    check_date("2021", Err(FieldError::NotADate));
    check_date("明年", Err(FieldError::NotADate));
    check_date("1800-01-01", Err(FieldError::TooSmall { minimum: 1900.0 }));
    // 1900 system: serial 10000 is 1927-05-18; 4-digit serials are too like years.
    check_date("10000", Ok(date(1927, 5, 18)));
    check_date("9999", Err(FieldError::NotADate));
}

proptest! {
    #[test]
    fn money_text_reads_back(fen in -1_000_000_000_000_000_i64..1_000_000_000_000_000_i64) {
        for unit in [MoneyUnit::Yuan, MoneyUnit::Wan, MoneyUnit::Yi] {
            let money = Money::from_fen(fen);
            prop_assert_eq!(parse_money(&money_text(money, unit), unit, Quantity::SignedAmount), Ok(money));
        }
    }

    #[test]
    fn percent_text_reads_back(value in -1.0_f64..100.0) {
        let ratio = Ratio::new(value).unwrap();
        prop_assert_eq!(parse_percent(&percent_text(ratio), Quantity::Growth), Ok(ratio));
    }

    #[test]
    fn date_text_reads_back(days in 0_i64..109_000) {
        let day = date(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
    }

    #[test]
    fn nothing_typed_panics(text in "\\PC*") {
        let _ = parse_money(&text, MoneyUnit::Wan, Quantity::Amount);
        let _ = parse_percent(&text, Quantity::Share);
        let _ = parse_count(&text, Quantity::Count);
        let _ = parse_date(&text);
    }
}
