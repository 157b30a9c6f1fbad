//! All fields by record, in the order of the engine's types.

pub mod accounts;
pub mod asset;
pub mod comparable;
pub mod cost;
pub mod counts;
pub mod dispute;
pub mod enterprise;
pub mod issue;
pub mod licence;
pub mod need;
pub mod product;
pub mod readers;
pub mod scale;
pub mod star;
