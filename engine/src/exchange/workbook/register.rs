//! The bank's register of loans 贷款台账 as a sheet: numbers are numbers, days are days, so that it sorts and sums.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::WorkbookError;
use super::style::{Role, Styles};
use crate::financing::bank::{LoanRecord, REGISTER_HEADINGS, RegisterCell, register_row};
use crate::rules::{Language, Unit};
use jiff::civil::Date;

/// Widths of the columns, in the order of the headings.
const WIDTHS: [f64; 20] = [
    18.0, 20.0, 24.0, 24.0, 10.0, 18.0, 10.0, 18.0, 10.0, 10.0, 9.0, 12.0, 20.0, 13.0, 13.0, 13.0, 18.0, 12.0, 12.0,
    18.0,
];

/// The register as an `.xlsx` workbook of one sheet. Same inputs, same bytes out.
///
/// # Errors
/// [`WorkbookError`] when the register does not fit the format.
pub fn write_register(loans: &[LoanRecord], day: Date, language: Language) -> Result<Vec<u8>, WorkbookError> {
    let place = usize::from(language == Language::English);
    let name = ["贷款台账", "Register"][place];
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&moment(day)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 1)?;
    for (column, (heading, width)) in (0u16..).zip(REGISTER_HEADINGS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading[place], &styles.head)?;
    }
    for (row, loan) in (1u32..).zip(loans) {
        for (column, cell) in (0u16..).zip(register_row(loan, language)) {
            write(sheet, row, column, &cell, &styles)?;
        }
    }
    let last = u32::try_from(loans.len()).map_err(|_| WorkbookError::TooManyRows { rows: loans.len() })?;
    sheet.autofilter(0, 0, last, 19)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(workbook.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &RegisterCell, styles: &Styles) -> Result<(), XlsxError> {
    match cell {
        RegisterCell::Nothing => return Ok(()),
        RegisterCell::Typed(text) => sheet.write_string_with_format(row, column, text, &styles.typed)?,
        RegisterCell::Word(text) => sheet.write_string_with_format(row, column, text, &styles.text)?,
        RegisterCell::Amount(amount) => {
            sheet.write_number_with_format(row, column, amount.to_yuan(), styles.number(Unit::Yuan, Role::Plain))?
        }
        RegisterCell::Number(number, unit) => {
            sheet.write_number_with_format(row, column, *number, styles.number(*unit, Role::Plain))?
        }
        RegisterCell::Day(day) => {
            let format = styles.text.clone().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(row, column, moment(*day)?, &format)?
        }
    };
    Ok(())
}

fn moment(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::date;

    use super::*;
    use crate::Money;
    use crate::dossier::LoanClass;

    #[test]
    fn numbers_and_days_come_back_as_such() {
        let loan = LoanRecord {
            id: "=1+1".to_owned(),
            principal: Money::from_wan(500),
            value: Some(Money::from_wan(2000)),
            rate: Some(0.0345),
            balance: Money::from_fen(123_456_789),
            filed: Some(date(2026, 11, 2)),
            class: LoanClass::Substandard,
            ..LoanRecord::default()
        };
        let bytes = write_register(&[loan], date(2026, 11, 23), Language::Chinese).unwrap();
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("贷款台账").unwrap();
        let cell = |column: u32| sheet.get_value((1, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(sheet.get_value((0, 16)), Some(&Data::String("贷款余额（元）".to_owned())));
        // A text stays a text, whatever it begins with.
        assert_eq!(cell(0), Data::String("=1+1".to_owned()));
        assert_eq!((cell(6), cell(7), cell(8)), (Data::Float(0.25), Data::Float(5_000_000.0), Data::Float(0.0345)));
        assert_eq!(
            (cell(16), cell(17), cell(18)),
            (Data::Float(1_234_567.89), Data::String("次级".to_owned()), Data::String("是".to_owned()))
        );
        assert!(matches!(cell(13), Data::DateTime(day) if (day.as_f64() - 46_328.0).abs() < 1e-9), "{:?}", cell(13));
        assert_eq!(cell(1), Data::Empty);
    }
}
