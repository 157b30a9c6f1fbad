//! Valuation 价值评估: what the rights are worth, by several methods side by side, as ranges.
//!
//! Rights are pooled by the product whose income they earn, the pool is valued, and the value is shared out, so that no
//! income counts twice.

mod result;

pub use self::result::{
    AssetScore, AssetValuation, Extension, Gate, Grade, IndicatorScore, Method, MethodOutcome, MethodResult,
    MethodTotal, Missing, MissingAnswer, NoValue, NotApplied, PoolClass, PoolShare, PoolValuation, PortfolioValuation,
    Range, RangeBasis, Scene, ScoreOrigin, ValuationError, ValuationNote,
};
