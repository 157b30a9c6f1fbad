//! The screens, one folder each.

mod compare;
mod coverage;
mod glossary;
mod hand_over;
mod interview;
mod portfolio;
mod print;
mod privacy;
mod readers;
pub mod report;
mod rules;
mod scan;
mod star;
mod start;
mod valuation;
mod verify;
mod versions;
mod what_if;

pub use self::compare::Compare;
pub use self::coverage::Coverage;
pub use self::glossary::Glossary;
pub use self::hand_over::HandOver;
pub use self::interview::Interview;
pub use self::portfolio::Portfolio;
pub use self::print::Print;
pub use self::privacy::Privacy;
pub use self::readers::{HandOut, Readers};
pub use self::report::Report;
pub use self::rules::Rules;
pub use self::scan::Scan;
pub use self::star::Star;
pub use self::start::{Start, sample, sample_names};
pub use self::valuation::Valuation;
pub use self::verify::Verify;
pub use self::versions::Versions;
pub use self::what_if::WhatIf;
