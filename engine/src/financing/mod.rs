//! Financing 知识产权金融: which channels are open, how much they bring, at what cost, how soon, and what is missing.
//!
//! One file per channel; what they share: measures, criteria, sizing, cost, subsidies, ranking.

mod input;
mod result;

pub use self::input::{AssetValue, AssetValues};
pub use self::result::*;
