//! The portfolio as the health module looks at it: each living right with its value and scores.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dossier::{Asset, Dossier};
use crate::valuation::{AssetValuation, PortfolioValuation};

/// A right that is alive, with what the valuation says of it.
pub(super) struct Right<'a> {
    pub asset: Arc<Asset>,
    pub valuation: &'a AssetValuation,
    /// Share of the portfolio value; equal shares while nothing has a value.
    pub share: f64,
}

pub(super) struct Portfolio<'a> {
    pub rights: Vec<Right<'a>>,
}

impl<'a> Portfolio<'a> {
    pub fn new(dossier: &Dossier, valuation: &'a PortfolioValuation) -> Self {
        let by_id: FxHashMap<&str, &'a AssetValuation> =
            valuation.assets.iter().map(|asset| (asset.asset.as_str(), asset)).collect();
        let mut rights: Vec<Right<'a>> = dossier
            .portfolio()
            .into_iter()
            .filter(|asset| asset.status.is_none_or(|status| status.is_alive()))
            .filter_map(|asset| {
                let valuation = *by_id.get(asset.id.as_str())?;
                Some(Right { asset, valuation, share: 0.0 })
            })
            .collect();
        let worth = |right: &Right| right.valuation.value.map_or(0.0, |range| range.p50);
        let total: f64 = rights.iter().map(worth).sum();
        let count = rights.len() as f64;
        for right in &mut rights {
            right.share = if total > 0.0 { worth(right) / total } else { 1.0 / count };
        }
        Portfolio { rights }
    }

    /// Ids of the rights for which `concerned` holds.
    pub fn ids(&self, concerned: impl Fn(&Right) -> bool) -> Vec<String> {
        self.rights.iter().filter(|right| concerned(right)).map(|right| right.asset.id.clone()).collect()
    }

    /// Share of value of the rights for which `concerned` holds.
    pub fn share(&self, concerned: impl Fn(&Right) -> bool) -> f64 {
        self.rights.iter().filter(|right| concerned(right)).map(|right| right.share).sum()
    }
}
