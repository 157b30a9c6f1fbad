//! The rule pack 规则包.
pub mod authoring;
pub mod schema;
