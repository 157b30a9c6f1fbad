//! The domain of IP Health Check 知识产权体检: what a company's intellectual property is worth, which finance it opens,
//! what stands in the way, and how ready it is for the STAR Market.
//!
//! Pure: no browser, no clock, no randomness from outside. Same inputs, same bytes out, natively and in wasm.

mod assess;
mod code;
pub mod deadlines;
pub mod dossier;
pub mod exchange;
pub mod financing;
pub mod health;
pub mod readers;
pub mod rules;
pub mod star;
mod units;
pub mod valuation;
pub mod working;

#[cfg(feature = "mix")]
pub use assess::combine;
pub use assess::{AssessError, Assessment, PackName, assess, estimate};
pub use code::Code;
pub use units::{Money, Ratio};
