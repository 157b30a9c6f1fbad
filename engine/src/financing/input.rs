//! What the financing module needs to know of the value of each right.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Values of the rights, by asset id. Rights without an entry have no value yet and secure nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetValues {
    values: FxHashMap<String, AssetValue>,
    /// Years of protection left of rights without a value.
    terms: FxHashMap<String, f64>,
}

/// The value of one right, yuan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetValue {
    /// Cautious value; financing lends on this one.
    pub low: f64,
    /// Most likely value.
    pub base: f64,
    /// Optimistic value.
    pub high: f64,
    /// Years of protection left on the day; `None` when unlimited or not known.
    pub remaining_years: Option<f64>,
    /// Stability of the right 权利稳定性, 0–1; `None` is unknown.
    pub stability: Option<f64>,
    /// Value by the cost approach.
    pub cost: Option<f64>,
    /// Value by the income approach.
    pub income: Option<f64>,
    /// The right's parts of the royalty rates that the income approach took on products' revenues.
    pub royalties: Vec<RoyaltyPart>,
}

/// A right's part of the rate of one pool 资产池: the pool has one rate for all its rights, whatever their number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoyaltyPart {
    /// Id of the product whose revenue bears it; empty for the revenue of the enterprise as a whole.
    pub product: SmolStr,
    /// Id of the pool.
    pub pool: SmolStr,
    /// The pool's rate times the right's share of the pool.
    pub rate: f64,
}

impl AssetValues {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value of a right.
    pub fn insert(&mut self, asset: impl Into<String>, value: AssetValue) {
        self.values.insert(asset.into(), value);
    }

    /// Sets the years of protection left of a right without a value: whoever gave its dates is not asked for them again.
    pub fn insert_term(&mut self, asset: impl Into<String>, years: f64) {
        self.terms.insert(asset.into(), years);
    }

    /// Years of protection left of a right, with a value or without; `None` when unlimited or not known.
    #[must_use]
    pub fn remaining_years(&self, asset: &str) -> Option<f64> {
        match self.values.get(asset) {
            Some(value) => value.remaining_years,
            None => self.terms.get(asset).copied(),
        }
    }

    /// The value of a right.
    #[must_use]
    pub fn get(&self, asset: &str) -> Option<&AssetValue> {
        self.values.get(asset)
    }
}

impl FromIterator<(String, AssetValue)> for AssetValues {
    fn from_iter<I: IntoIterator<Item = (String, AssetValue)>>(values: I) -> Self {
        AssetValues { values: values.into_iter().collect(), terms: FxHashMap::default() }
    }
}
