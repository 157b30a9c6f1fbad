//! How cells look: one format for each unit and role.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::rules::Unit;

/// What a number is, told by colour and, in the column of origins, by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// May be changed: blue on yellow.
    Input,
    /// Comes from the program: on grey.
    Carried,
    /// Formula over this sheet: black.
    Formula,
    /// Formula that takes its number from another sheet: green.
    Link,
    /// A value of a list that is no part of a working.
    Plain,
}

impl Role {
    const ALL: [Role; 5] = [Role::Input, Role::Carried, Role::Formula, Role::Link, Role::Plain];
}

const UNITS: [Unit; 11] = [
    Unit::Yuan,
    Unit::Ratio,
    Unit::RatePerYear,
    Unit::PercentagePoint,
    Unit::Year,
    Unit::Month,
    Unit::Day,
    Unit::Count,
    Unit::Point,
    Unit::Factor,
    Unit::None,
];

const INK: Color = Color::RGB(0x1F_29_37);
const BLUE: Color = Color::RGB(0x1D_4E_D8);
const GREEN: Color = Color::RGB(0x16_6B_34);
const QUIET: Color = Color::RGB(0x5B_65_73);
const YELLOW: Color = Color::RGB(0xFF_F8_DC);
const GREY: Color = Color::RGB(0xEC_EE_F1);
const BAND: Color = Color::RGB(0x1F_3A_5F);
const LINE: Color = Color::RGB(0xD5_DA_E1);

/// All formats of a workbook.
pub(super) struct Styles {
    /// Name of the workbook.
    pub title: Format,
    /// Heading of a section or a working.
    pub heading: Format,
    /// Head of a column.
    pub head: Format,
    /// Head of a column of numbers.
    pub number_head: Format,
    /// Text.
    pub text: Format,
    /// Text that a person typed: never read as a formula, not even when the cell is edited.
    pub typed: Format,
    /// Secondary text, over several lines.
    pub quiet: Format,
    /// Text over several lines.
    pub wrapped: Format,
    numbers: Vec<(Unit, Role, Format)>,
    plain: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let base = || Format::new().set_font_name("Arial").set_font_size(10).set_font_color(INK);
        let text = || base().set_align(FormatAlign::Top).set_indent(1);
        let head = || {
            base()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(BAND)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
        };
        let mut numbers = Vec::new();
        for unit in UNITS {
            for role in Role::ALL {
                numbers.push((
                    unit,
                    role,
                    role_format(base().set_align(FormatAlign::Top), role).set_num_format(pattern(unit)),
                ));
            }
        }
        Styles {
            title: base().set_font_size(16).set_bold(),
            heading: base().set_bold().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE),
            number_head: head().set_align(FormatAlign::Right),
            head: head(),
            text: text(),
            typed: text().set_quote_prefix(),
            quiet: text().set_font_color(QUIET).set_text_wrap(),
            wrapped: text().set_text_wrap(),
            numbers,
            plain: base(),
        }
    }

    /// The format of a number.
    pub fn number(&self, unit: Unit, role: Role) -> &Format {
        let found = self.numbers.iter().find(|(of, as_role, _)| *of == unit && *as_role == role);
        found.map_or(&self.plain, |(_, _, format)| format)
    }
}

fn role_format(format: Format, role: Role) -> Format {
    match role {
        Role::Input => format.set_font_color(BLUE).set_background_color(YELLOW),
        Role::Carried => format.set_background_color(GREY),
        Role::Link => format.set_font_color(GREEN),
        Role::Formula | Role::Plain => format,
    }
}

/// Number format of a unit.
fn pattern(unit: Unit) -> &'static str {
    match unit {
        Unit::Yuan => "#,##0.00",
        Unit::Ratio | Unit::RatePerYear | Unit::PercentagePoint => "0.00%",
        Unit::Year | Unit::Month | Unit::Point => "0.00",
        Unit::Day => "0",
        Unit::Factor => "#,##0.0000",
        Unit::Count | Unit::None => "General",
    }
}
