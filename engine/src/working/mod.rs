//! Workings 计算过程: a number together with its formula, its inputs and where each came from.
//!
//! A [`Sheet`] is a small spreadsheet. A module states its formula once, as an [`Expr`] over named lines; the sheet
//! evaluates it. The number on screen, the formula a person reads and the formula of the exported workbook therefore
//! come from one definition.

mod expr;
mod influence;
mod joined;
mod print;
mod sheet;
mod term;

pub use expr::Expr;
pub use influence::{Influence, influences};
pub(crate) use joined::joined;
pub use print::{Step, StepKind, explain, formula, headline};
pub use sheet::{Cell, Figure, Line, LineKind, Origin, Sheet, Values, Working, Workings};
pub use term::Term;
