//! The screens, one folder each.

mod interview;
mod portfolio;
mod privacy;
mod start;

pub use self::interview::Interview;
pub use self::portfolio::Portfolio;
pub use self::privacy::Privacy;
pub use self::start::Start;
