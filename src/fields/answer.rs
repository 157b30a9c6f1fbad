//! An answer between the box on screen and the dossier.

use ip_health_engine::dossier::{
    FieldError, MoneyUnit, Quantity, parse_count, parse_date, parse_money, parse_number, parse_percent,
};
use ip_health_engine::{Money, Ratio};
use jiff::civil::Date;

use super::Kind;
use crate::format::decimal;

/// An answer of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Not known.
    Unknown,
    /// A name or number that is text.
    Text(String),
    /// An amount.
    Money(Money),
    /// A share or rate.
    Ratio(Ratio),
    /// A whole number.
    Count(u32),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// Position among the choices.
    One(usize),
    /// Positions among the choices, bit by bit; none set is the answer "none of these".
    Any(u32),
}

macro_rules! variant {
    ($name:ident, $variant:ident, $type:ty) => {
        impl From<Option<$type>> for Answer {
            fn from(value: Option<$type>) -> Answer {
                value.map_or(Answer::Unknown, Answer::$variant)
            }
        }

        impl Answer {
            /// The answer, when it is of this kind.
            #[must_use]
            pub fn $name(self) -> Option<$type> {
                match self {
                    Answer::$variant(value) => Some(value),
                    _ => None,
                }
            }
        }
    };
}

variant!(text, Text, String);
variant!(money, Money, Money);
variant!(ratio, Ratio, Ratio);
variant!(count, Count, u32);
variant!(number, Number, f64);
variant!(date, Date, Date);
variant!(flag, Flag, bool);
variant!(one, One, usize);

impl Answer {
    /// A name; empty is unknown.
    #[must_use]
    pub fn name(name: &str) -> Answer {
        if name.is_empty() { Answer::Unknown } else { Answer::Text(name.to_owned()) }
    }

    /// Several names as one text.
    #[must_use]
    pub fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> Answer {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        Answer::name(&names.join("；"))
    }

    /// The names of a text, separated by semicolons, bars or the enumeration comma.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let text = self.text().unwrap_or_default();
        text.split(['；', ';', '|', '、']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// Whether anything is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        *self != Answer::Unknown
    }
}

/// Any number. What a field can hold is the validator's to say, beside the field and with the bounds of its quantity.
const ANY: Quantity = Quantity::SignedAmount;

/// Reads what was typed into a field. Empty is unknown. An amount without unit is in 万元.
///
/// # Errors
/// Why the text is no answer of this kind.
pub fn read(kind: Kind, typed: &str) -> Result<Answer, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Answer::Unknown);
    }
    match kind {
        Kind::Money => parse_money(typed, MoneyUnit::Wan, Quantity::SignedAmount).map(Answer::Money),
        Kind::Percent => parse_percent(typed, ANY).map(Answer::Ratio),
        Kind::Count => parse_count(typed, Quantity::Count).map(Answer::Count),
        Kind::Number => parse_number(typed, ANY).map(Answer::Number),
        Kind::Date => parse_date(typed).map(Answer::Date),
        Kind::Text | Kind::CreditCode | Kind::RightNumber => Ok(Answer::Text(typed.to_owned())),
        Kind::Flag | Kind::One(_) | Kind::Any(_) => Ok(Answer::Unknown),
    }
}

/// An answer as it stands in its box. Amounts are in 万元, shares in percent.
#[must_use]
pub fn show(answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Money(money) => decimal(money.to_yuan() / 10_000.0, 6),
        Answer::Ratio(ratio) => decimal(ratio.get() * 100.0, 4),
        Answer::Count(count) => count.to_string(),
        Answer::Number(number) => decimal(*number, 6),
        Answer::Date(date) => date.to_string(),
        Answer::Unknown | Answer::Flag(_) | Answer::One(_) | Answer::Any(_) => String::new(),
    }
}
