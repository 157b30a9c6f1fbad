//! Which sheet a working belongs to.

use super::words::{Word, channel};
use crate::financing::Channel;

/// A sheet of workings, in the order of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Portfolio,
    Reconcile,
    Allocation,
    Income,
    Cost,
    Market,
    Option,
    ShareRate,
    DiscountRate,
    Life,
    Score,
    Deadlines,
    Limits,
    Channel(Channel),
    Health,
    Star,
}

impl Group {
    /// The name of the sheet.
    pub fn word(self) -> Word {
        match self {
            Group::Portfolio => Word::SHEET_PORTFOLIO,
            Group::Reconcile => Word::SHEET_RECONCILE,
            Group::Allocation => Word::SHEET_ALLOCATION,
            Group::Income => Word::SHEET_INCOME,
            Group::Cost => Word::SHEET_COST,
            Group::Market => Word::SHEET_MARKET,
            Group::Option => Word::SHEET_OPTION,
            Group::ShareRate => Word::SHEET_SHARE_RATE,
            Group::DiscountRate => Word::SHEET_DISCOUNT_RATE,
            Group::Life => Word::SHEET_LIFE,
            Group::Score => Word::SHEET_SCORE,
            Group::Deadlines => Word::SHEET_DEADLINES,
            Group::Limits => Word::SHEET_LIMITS,
            Group::Channel(code) => channel(code),
            Group::Health => Word::SHEET_HEALTH,
            Group::Star => Word::SHEET_STAR,
        }
    }
}

/// The group of a figure by its id.
pub(super) fn group_of(id: &str) -> Group {
    let mut steps = id.split('.');
    let (module, part) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    match module {
        "financing" => financing(part),
        "deadlines" => Group::Deadlines,
        "health" => Group::Health,
        "star" => Group::Star,
        _ if part == "portfolio" => Group::Portfolio,
        _ => valuation(part, id.rsplit('.').next().unwrap_or_default()),
    }
}

fn valuation(part: &str, last: &str) -> Group {
    match last {
        "value" if part == "asset" => Group::Allocation,
        "value" | "p10" | "p90" => Group::Reconcile,
        "score" => Group::Score,
        "rate" => Group::ShareRate,
        "discount-rate" => Group::DiscountRate,
        "life" => Group::Life,
        "cost" => Group::Cost,
        "market" => Group::Market,
        "delay-option" => Group::Option,
        _ => Group::Income,
    }
}

/// `PL`, `EQ-T1` and `IN-D` belong to their channels, `limit` to all of them.
fn financing(part: &str) -> Group {
    let code = part.split('-').next().unwrap_or_default();
    match Channel::from_code(code) {
        Some(channel) => Group::Channel(channel),
        None if part == "policy" => Group::Channel(Channel::Policy),
        None => Group::Limits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_working_stands_where_its_method_is() {
        for (id, group) in [
            ("valuation.portfolio.value", Group::Portfolio),
            ("valuation.pool.pmic.technology.value", Group::Reconcile),
            ("valuation.pool.pmic.technology.p10", Group::Reconcile),
            ("valuation.pool.pmic.technology.revenue-share", Group::Income),
            ("valuation.licence.l1.saving", Group::Income),
            ("deadlines.fee.inv-1.10", Group::Deadlines),
            ("deadlines.outlook.inv-1", Group::Deadlines),
            ("financing.EQ-T1.nominal", Group::Channel(Channel::Equity)),
            ("financing.limit.band", Group::Limits),
        ] {
            assert!(group_of(id) == group, "{id}");
        }
    }
}
