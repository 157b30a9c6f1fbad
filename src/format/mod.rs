//! Numbers, money, shares and days as people write them. Both languages group by thousands with a comma and mark
//! decimals with a point, so nothing is asked of the browser; words and scale follow the language.

mod quantity;
mod time;

pub use self::quantity::{decimal, difference, money, percent, quantity, range, short_money, signed};
pub use self::time::{clock, date};
