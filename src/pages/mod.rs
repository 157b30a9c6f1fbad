//! The screens, one folder each.

mod compare;
mod coverage;
mod glossary;
mod interview;
mod park;
mod portfolio;
mod print;
mod privacy;
mod readers;
mod report;
mod rules;
mod star;
mod start;
mod valuation;
mod verify;
mod versions;
mod what_if;

pub use self::compare::Compare;
pub use self::coverage::Coverage;
pub use self::glossary::Glossary;
pub use self::interview::Interview;
pub use self::park::Park;
pub use self::portfolio::Portfolio;
pub use self::print::Print;
pub use self::privacy::Privacy;
pub use self::readers::{HandOut, Readers};
pub use self::report::Report;
pub use self::rules::Rules;
pub use self::star::Star;
pub use self::start::{Start, sample};
pub use self::valuation::Valuation;
pub use self::verify::Verify;
pub use self::versions::Versions;
pub use self::what_if::WhatIf;
