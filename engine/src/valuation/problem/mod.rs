//! One valuation method with explicit inputs: `value(problem)`, and the inverse question `solve_for`.
//!
//! A [`Problem`] states a method and every convention it is computed by; the [`Solution`] has the value, the periods,
//! the figures on the way and the working. Nothing is taken from a rule pack unless
//! [`Problem::with_rules`] is called, so a case of a court, a textbook or a deal can be computed as it stands. Amounts
//! may be in any unit of money as long as a problem keeps to one.
//!
//! Problems are JSON objects with `method` and the fields of the method's type, in kebab-case:
//!
//! ```
//! use ip_health_engine::valuation::problem::{Problem, Unknown, solve_for, value};
//!
//! let problem = Problem::from_json(
//!     r#"{
//!         "method": "revenue-share",
//!         "revenue": [12000000, 27000000, 32000000, 36000000, 38000000, 38000000, 35000000],
//!         "share": 0.0223165,
//!         "decay": 0.1,
//!         "periods": {"first": 0.5},
//!         "discount": {"rate": 0.1276, "timing": "mid"}
//!     }"#,
//! )?;
//! let solution = value(&problem)?;
//! assert!((solution.value - 2_425_028.10).abs() < 0.005);
//! // Which share is worth three million?
//! let inverse = solve_for(&problem, Unknown::ShareRate, 3_000_000.0, None)?;
//! assert!((inverse.solution.value - 3_000_000.0).abs() < 1e-3);
//! # Ok::<(), ip_health_engine::valuation::problem::ProblemError>(())
//! ```
//!
//! An example of every method is in `engine/tests/data/problems/`; `cargo run -p ip-health-engine --example value --
//! FILE` computes one.

mod amounts;
mod cost;
mod defaults;
mod discount;
mod earnings;
mod error;
mod frame;
mod growth;
mod income;
mod ip_score;
mod least_charge;
mod licence;
mod loss;
mod market;
mod option;
mod periods;
mod rate;
mod read;
mod score;
mod series;
mod share;
mod solution;
mod solve;
mod terminal;
mod upkeep;
mod writer;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::amounts::{Amounts, Built, Difference, Margin, Product};
pub use self::cost::{
    Cost, CostBase, CreativeLabour, Indexed, LossCombination, PastOutlay, ProfitOn, Replacement, Reproduction, Spending,
};
pub use self::discount::{Discount, Factors, Timing};
pub use self::earnings::{Attrition, Charge, ExcessEarnings, IncrementalIncome, NamedCharge, ReturnOn, WithAndWithout};
pub use self::error::ProblemError;
pub use self::frame::{Deduction, Status};
pub use self::growth::{BaseYear, Growth, Path, Phase, Phases};
pub use self::income::{IncomeStream, Pool, PoolRight, ProfitShare, ReliefFromRoyalty, RevenueShare};
pub use self::ip_score::{IpScore, PatentAccount, Quadrant};
pub use self::least_charge::{Apportionment, Capacity, LeastCharge};
pub use self::licence::{Combination, LicenceIncome};
pub use self::loss::{ExcessCost, Loss, NamedLoss, PerformanceLoss, TimeLoss};
pub use self::market::{Adjustment, Comparable, Market, PriceCombination, ScorePair};
pub use self::option::{Binomial, Compounding, OptionModel, RealOption, Stage, StagedProject};
pub use self::periods::{Payment, Periods};
pub use self::rate::{
    AssetReturn, Bridge, BuildUp, Capm, DiscountRate, Factor, Nominal, PreTaxEquivalent, Premium, RateMethod,
    RateSource, ReturnSplit, Rounded, ScoredPremium, Unlevered, Wacc,
};
pub use self::read::from_json;
pub use self::score::{Indicators, Levels, PatentScore, PatentValueDegree, ScoreCap, ScoreInput};
pub use self::series::Series;
pub use self::share::{
    Adjusted, Capped, Composite, EquivalentInvestment, Group, Investment, MarginalProfit, OfMargin, Pooled, Scores,
    ShareMethod, ShareRate, ShareSource,
};
pub use self::solution::{PeriodRow, Quantity, Solution};
pub use self::solve::{Inverse, Unknown, solve_for};
pub use self::terminal::{Amortisation, Annuity, Discounted, Perpetuity, Terminal};
pub use self::upkeep::{Pledge, Reconciliation, Reduction, Renewal, ScheduledRight, WeightedValue};

use self::frame::{FrameMut, Framed};

/// Writes the methods once: variant, type, name in JSON.
macro_rules! methods {
    ($($(#[$doc:meta])* $variant:ident($name:literal),)*) => {
        /// A valuation problem: a method with explicit inputs and every convention stated.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "method")]
        pub enum Problem {
            $($(#[$doc])* #[serde(rename = $name)] $variant($variant),)*
        }

        impl Problem {
            /// Names of all methods.
            pub const METHODS: &'static [&'static str] = &[$($name),*];

            /// Name of the method.
            #[must_use]
            pub fn method(&self) -> &'static str {
                match self {
                    $(Problem::$variant(_) => $name,)*
                }
            }

            fn from_fields(method: &str, fields: serde_json::Map<String, Value>) -> Result<Self, ProblemError> {
                match method {
                    $($name => read::fields(fields).map(Problem::$variant),)*
                    found => Err(ProblemError::UnknownMethod { found: found.to_owned(), known: Self::METHODS }),
                }
            }

            fn compute(&self) -> Result<Solution, ProblemError> {
                match self {
                    $(Problem::$variant(problem) => problem.solve($name),)*
                }
            }
        }
    };
}

methods! {
    /// Revenue share 收入分成法.
    RevenueShare("revenue-share"),
    /// Relief from royalty 许可费节省法.
    ReliefFromRoyalty("relief-from-royalty"),
    /// Profit share 利润分成法, also by equivalent investment 约当投资分成法.
    ProfitShare("profit-share"),
    /// Any stream of income: excess profit 超额利润, additional profit 追加利润.
    IncomeStream("income-stream"),
    /// Incremental income 增量收益法.
    IncrementalIncome("incremental-income"),
    /// Excess earnings 超额收益法.
    ExcessEarnings("excess-earnings"),
    /// With and without 有无对比法.
    WithAndWithout("with-and-without"),
    /// Licence income 许可收益.
    LicenceIncome("licence-income"),
    /// Several rights on one stream 资产池.
    Pool("pool"),
    /// Cost approach 成本法.
    Cost("cost"),
    /// Least charge of a transfer 最低收费额.
    LeastCharge("least-charge"),
    /// Market approach 市场法.
    Market("market"),
    /// Delay or abandonment option 实物期权.
    RealOption("real-option"),
    /// A project in stages 分阶段研发.
    StagedProject("staged-project"),
    /// Share rate 分成率.
    ShareRate("share-rate"),
    /// Discount rate 折现率.
    DiscountRate("discount-rate"),
    /// Composite score of a patent 专利评分.
    PatentScore("patent-score"),
    /// Patent value degree 专利价值度.
    PatentValueDegree("patent-value-degree"),
    /// Opportunity–risk matrix 机会—风险矩阵.
    IpScore("ip-score"),
    /// Patent account 专利账户.
    PatentAccount("patent-account"),
    /// Renewal programme 续费或放弃.
    Renewal("renewal"),
    /// From value to loan 质押测算.
    Pledge("pledge"),
    /// One value from several 结果协调.
    Reconciliation("reconciliation"),
}

impl Problem {
    /// Reads a problem.
    ///
    /// # Errors
    /// Names the field that is unknown, missing or of the wrong kind.
    pub fn from_json(text: &str) -> Result<Self, ProblemError> {
        let value = serde_json::from_str(text).map_err(|error| ProblemError::Syntax { reason: error.to_string() })?;
        Self::from_value(value)
    }

    /// As [`Problem::from_json`], from a parsed value.
    ///
    /// # Errors
    /// As [`Problem::from_json`].
    pub fn from_value(value: Value) -> Result<Self, ProblemError> {
        let Value::Object(mut fields) = value else {
            return Err(ProblemError::Syntax { reason: "expected an object".to_owned() });
        };
        let method = fields.remove("method").unwrap_or_default();
        let found = match method {
            Value::String(method) => method,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        Self::from_fields(&found, fields)
    }

    fn frame_mut(&mut self) -> Option<FrameMut<'_>> {
        Some(match self {
            Problem::RevenueShare(problem) => problem.frame_mut(),
            Problem::ReliefFromRoyalty(problem) => problem.frame_mut(),
            Problem::ProfitShare(problem) => problem.frame_mut(),
            Problem::IncomeStream(problem) => problem.frame_mut(),
            Problem::IncrementalIncome(problem) => problem.frame_mut(),
            Problem::ExcessEarnings(problem) => problem.frame_mut(),
            Problem::WithAndWithout(problem) => problem.frame_mut(),
            Problem::LicenceIncome(problem) => problem.frame_mut(),
            Problem::Pool(problem) => problem.frame_mut(),
            Problem::PatentAccount(problem) => problem.frame_mut(),
            _ => return None,
        })
    }

    fn share_mut(&mut self) -> Option<&mut ShareSource> {
        match self {
            Problem::RevenueShare(problem) => Some(&mut problem.share),
            Problem::ReliefFromRoyalty(problem) => Some(&mut problem.royalty),
            Problem::ProfitShare(problem) => Some(&mut problem.share),
            Problem::Pool(problem) => Some(&mut problem.share),
            Problem::LicenceIncome(problem) => problem.royalty.as_mut(),
            _ => None,
        }
    }

    fn rate_mut(&mut self) -> Option<&mut RateSource> {
        match self {
            Problem::StagedProject(problem) => Some(&mut problem.rate),
            Problem::Renewal(problem) => Some(&mut problem.rate),
            other => other.frame_mut().map(|frame| &mut frame.discount.rate),
        }
    }

    /// The amounts that the method starts from.
    fn amounts_mut(&mut self) -> Option<&mut Amounts> {
        match self {
            Problem::RevenueShare(problem) => Some(&mut problem.revenue),
            Problem::ReliefFromRoyalty(problem) => Some(&mut problem.revenue),
            Problem::ProfitShare(problem) => Some(&mut problem.profit),
            Problem::IncomeStream(problem) => Some(&mut problem.income),
            Problem::IncrementalIncome(problem) => Some(&mut problem.units),
            Problem::ExcessEarnings(problem) => problem.revenue.as_mut().or(problem.profit.as_mut()),
            Problem::WithAndWithout(problem) => Some(&mut problem.with),
            Problem::LicenceIncome(problem) => problem.base.as_mut().or(problem.minimum.as_mut()),
            Problem::Pool(problem) => Some(&mut problem.revenue),
            Problem::Renewal(problem) => Some(&mut problem.benefit),
            _ => None,
        }
    }

    fn decay_mut(&mut self) -> Option<&mut f64> {
        match self {
            Problem::RevenueShare(problem) => Some(&mut problem.decay),
            Problem::ReliefFromRoyalty(problem) => Some(&mut problem.decay),
            Problem::ProfitShare(problem) => Some(&mut problem.decay),
            Problem::Pool(problem) => Some(&mut problem.decay),
            _ => None,
        }
    }
}

/// Computes a problem.
///
/// # Errors
/// Names the field that is missing, out of range, or contradicts another.
pub fn value(problem: &Problem) -> Result<Solution, ProblemError> {
    let Some((bridged, rate)) = solve::bridge(problem)? else { return problem.compute() };
    let mut solution = bridged.compute()?;
    solution.figures.insert("pre-tax-rate".to_owned(), Quantity::One(rate));
    Ok(solution)
}
