//! Valuation 价值评估: what the rights are worth, by several methods side by side, as ranges.
//!
//! Rights are pooled by the product whose income they earn, the pool is valued, and the value is shared out, so that no
//! income counts twice. Every method is also a function of explicit inputs with its conventions as arguments.

mod by_asset;
mod context;
pub mod cost;
mod draft;
mod fit;
mod forecast;
pub mod income;
mod income_sampler;
mod licence;
mod licensed_in;
pub mod life;
pub mod market;
mod memo;
pub mod option;
pub mod pool;
mod portfolio;
mod prefill;
mod present;
pub mod problem;
mod product_pool;
mod project;
pub mod range;
mod rates;
pub mod reconcile;
pub mod renewal;
mod reserve;
mod result;
mod right_cost;
pub mod score;
mod score_steps;
pub mod share_rate;
pub mod simulation;

pub(crate) use self::context::{Before, Detail, Kept};
pub use self::portfolio::{RIGHTS_WITH_WORKINGS, value_portfolio};
pub(crate) use self::portfolio::{value_again, value_and_keep, value_in_detail};
pub use self::prefill::prefill_basis;
pub use self::result::{
    AssetScore, AssetValuation, Extension, Gate, Grade, IndicatorScore, LicensedIn, Method, MethodOutcome,
    MethodResult, MethodTotal, Missing, MissingAnswer, NoSaving, NoValue, NotApplied, PoolClass, PoolShare,
    PoolValuation, PortfolioValuation, Range, RangeBasis, Scene, ScoreOrigin, UnvaluedPool, ValuationError,
    ValuationNote,
};
