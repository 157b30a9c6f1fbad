//! The park desk 园区工作台: many check-up files beside each other. Each firm in a row ([`read_firm`]), screened for the
//! white list with reasons; which rows are the same firm twice ([`duplicates`]); totals and distributions ([`totals`]);
//! and a pool of tickets for securitisation ([`build_pool`]).
//!
//! A row is small: it holds results, not the file. What is not known stays not known in every count and sum.

mod duplicate;
mod firm;
mod limits;
mod pool;
mod screening;
mod totals;

pub use self::duplicate::{Duplicate, duplicates};
pub use self::firm::{Candidate, Firm, FirmFile, Remark, Unread, UnreadReason, read_firm};
pub use self::limits::{LimitKind, PoolLimit, TakeOut};
pub use self::pool::{
    Group, IssueFlow, LeftOut, LeftOutReason, Pool, PoolEntry, PoolOptions, PoolRules, build_pool, largest_cap,
};
pub use self::screening::{OpenCriterion, PartState, Screening, ScreeningPart};
pub use self::totals::{Count, Spread, Totals, quartiles, totals};

/// Ids of the rule records that the desk shows figures of: the white list and the pool, for its sheet of sources.
pub const RECORDS: [&str; 21] = [
    "financing.white-list.points",
    "financing.white-list.inventions",
    "financing.white-list.rd",
    "financing.white-list.growth",
    "financing.white-list.line",
    "financing.securitisation.advance.invention",
    "financing.securitisation.advance.utility-model",
    "financing.securitisation.advance.trademark",
    "financing.securitisation.advance.software-copyright",
    "financing.securitisation.pool-debtors",
    "financing.securitisation.pool-share",
    "financing.securitisation.pool-top3",
    "financing.securitisation.pool-sector",
    "financing.securitisation.senior",
    "financing.securitisation.overcollateral",
    "financing.securitisation.coupon",
    "financing.securitisation.spread",
    "financing.securitisation.tenor-months",
    "financing.securitisation.pool",
    "financing.securitisation.mean-firm",
    "PL-R1",
];

/// The letters that stand for a masked name: A to Z, then AA, AB, as columns of a spreadsheet are named.
#[must_use]
pub fn letters(place: usize) -> String {
    let mut left = place + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let letter = (left - 1) % 26;
        letters.push(char::from(b'A' + letter as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}
