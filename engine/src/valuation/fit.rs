//! Which method fits which pool 方法适用性, for the methods that were not tried: a reader sees all eleven, each with its
//! value or with why it has none.

use super::result::{Method, MethodOutcome, MethodResult, NotApplied, PoolClass};

/// Why a method that nobody tried has no value for a pool.
///
/// # Source
/// Valuation specification §2.2 (when each method fits) and §2.12 (rules by kind of right).
fn untried(class: PoolClass, method: Method) -> NotApplied {
    use Method as M;
    use NotApplied::{DoesNotFit, NoCost, NoData, NoMargin, NoRevenue, SameIncome, TooFewComparables};
    match (class, method) {
        (PoolClass::Technology | PoolClass::Brand | PoolClass::Reserve, M::Cost) => NoCost,
        (PoolClass::Technology | PoolClass::Brand | PoolClass::Reserve, M::Market) => TooFewComparables,
        // A royalty saved and a share of revenue are two names of one income, and so is the income of a contract.
        (PoolClass::Technology, M::ReliefFromRoyalty) | (PoolClass::Brand, M::RevenueShare) => SameIncome,
        (PoolClass::Licence, M::RevenueShare | M::ReliefFromRoyalty | M::ProfitShare) => SameIncome,
        (PoolClass::Licence, M::LicenceIncome) => NoRevenue,
        (PoolClass::Technology, M::RevenueShare) | (PoolClass::Brand, M::ReliefFromRoyalty) => NoRevenue,
        (PoolClass::Technology, M::ProfitShare) => NoMargin,
        // Price premium or cost saving; margins of the whole business and its other assets; costs of all assets that earn
        // the profit; the business without the right. The check-up asks none of them.
        (PoolClass::Technology | PoolClass::Brand, M::IncrementalIncome | M::ExcessEarnings) => NoData,
        (PoolClass::Technology, M::EquivalentInvestment) => NoData,
        (PoolClass::Technology | PoolClass::Brand | PoolClass::Reserve, M::WithAndWithout) => NoData,
        _ => DoesNotFit,
    }
}

/// Adds the methods that were not tried.
pub(super) fn complete(class: PoolClass, methods: &mut Vec<MethodResult>) {
    for method in Method::ALL {
        if methods.iter().all(|found| found.method != method) {
            methods
                .push(MethodResult { method, outcome: MethodOutcome::NotApplied { reason: untried(class, method) } });
        }
    }
}
