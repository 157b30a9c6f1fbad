//! The domain of IP Health Check 知识产权体检.
pub mod rules;
mod units;
pub use units::{Money, Ratio};
