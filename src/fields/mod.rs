//! The catalogue of questions: what each field of the dossier is called, how it is typed and where it is kept.
//!
//! A page lists fields; the reducer parses and stores by the same table, so a question is defined once.

mod answer;
mod catalogue;
mod choices;
mod districts;
mod path;
mod words;

pub use self::answer::{Answer, read, show};
pub use self::catalogue::*;
pub use self::choices::{Choice, Coded, sector_name};
pub use self::districts::district_name;

pub use self::path::{change_word, path_name, questions, route_of, value_word};
pub use self::words::words;

use crate::texts::Texts;

/// A sentence in the chosen language.
pub type Say = fn(Texts) -> &'static str;

/// How a field is typed and checked.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A name or sentence.
    Text,
    /// A unified social credit code 统一社会信用代码.
    CreditCode,
    /// An application or registration number.
    RightNumber,
    /// An amount, shown in 万元.
    Money,
    /// A share or rate, shown in percent.
    Percent,
    /// A whole number.
    Count,
    /// A number with decimals.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// One of a few.
    One(&'static [Choice]),
    /// Any of a few.
    Any(&'static [Choice]),
}

/// One question about a record `R`.
pub struct Field<R: 'static> {
    /// Last part of the field path: `revenue` in `accounts.2025.revenue`.
    pub key: &'static str,
    /// How it is typed.
    pub kind: Kind,
    /// The question or its name.
    pub label: Say,
    /// What helps to answer.
    pub hint: Option<Say>,
    /// Why we ask.
    pub why: Option<Say>,
    /// Reads it.
    pub get: fn(&R) -> Answer,
    /// Writes it.
    pub set: fn(&mut R, Answer),
}
