//! The domain of IP Health Check 知识产权体检: what a company's intellectual property is worth, which finance it opens,
//! what stands in the way, and how ready it is for the STAR Market.
//!
//! Pure: no browser, no clock, no randomness from outside. Same inputs, same bytes out, natively and in wasm.

// So that the generator of dossiers serves the tests inside and outside of the crate.
#[cfg(test)]
extern crate self as ip_health_engine;

mod assess;
mod code;
pub mod deadlines;
pub mod decide;
pub mod dossier;
pub mod exchange;
pub mod financing;
pub mod flips;
pub mod health;
pub mod park;
pub mod readers;
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
pub mod star;
pub mod station;
mod units;
pub mod valuation;
pub mod working;
pub mod workshop;

pub use assess::{AssessError, Assessment, PackName, assess, estimate, right_of_working, right_workings};
#[cfg(feature = "mix")]
pub use assess::{combine, combine_in};
pub use code::Code;
pub use units::{Money, Ratio};

/// The first day for which an assessment can be asked 规则可回溯的最早日期: the day of the guidance 沪知局〔2021〕53号. The
/// built-in rules are whole on every day from then on.
pub const EARLIEST_DAY: jiff::civil::Date = jiff::civil::date(2021, 9, 16);

#[cfg(test)]
#[path = "../tests/support/samples.rs"]
mod samples;
#[cfg(test)]
#[path = "../tests/support/varied.rs"]
mod varied;
