//! IP Health Check 知识产权体检: the app.

mod app;
pub mod boot;
pub mod charts;
mod components;
mod fields;
mod format;
mod hooks;
mod mode;
mod pages;
mod rest;
mod route;
mod state;
mod texts;
pub mod worker;

pub use self::app::App;
