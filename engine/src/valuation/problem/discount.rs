//! How income is discounted: rate, timing in the period, writing of the factors.

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_finite};
use super::read::is_default;
use super::writer::Writer;
use super::{ProblemError, RateSource};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Term};

/// How income is discounted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Discount {
    /// Discount rate per year.
    pub rate: RateSource,
    /// When in its period income arrives.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timing: Timing,
    /// How the factors are written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub factors: Factors,
}

/// When in a period income arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// In the middle 期中.
    #[default]
    Mid,
    /// At the end 期末.
    End,
    /// At the start 期初, as royalties paid in advance.
    Start,
}

impl Timing {
    /// Part of the period before the income.
    pub(super) fn part(self) -> f64 {
        match self {
            Timing::Start => 0.0,
            Timing::Mid => 0.5,
            Timing::End => 1.0,
        }
    }
}

/// How discount factors are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Factors {
    /// Not rounded.
    #[default]
    Exact,
    /// Rounded to four decimals, as in tables and many reports.
    FourDecimals,
    /// Rounded to so many decimals, 0–12.
    Decimals(u8),
}

/// Lines of the discount rates with the times between which each holds.
#[derive(Clone, Debug)]
pub(super) struct Rates {
    spans: Vec<(Cell, f64, f64)>,
    factors: Factors,
}

impl Discount {
    pub(super) fn write(&self, w: &mut Writer, path: &str) -> Result<Rates, ProblemError> {
        if let Factors::Decimals(decimals) = self.factors {
            ensure(decimals <= 12, &format!("{path}.factors.decimals"), "lies in 0–12")?;
        }
        let at = format!("{path}.rate");
        let mut spans: Vec<(Cell, f64, f64)> = Vec::new();
        if let RateSource::Each(rates) = &self.rate {
            let ahead = w.starts.first().is_none_or(|start| *start >= 0.0);
            ensure(ahead, "periods.delay", "is not below zero with rates by period")?;
            let mut last = f64::NAN;
            for (place, rate) in rates.iter().enumerate() {
                let at = format!("{at}[{place}]");
                ensure(*rate > -1.0 && rate.is_finite(), &at, "is a finite rate above −100 %")?;
                let end = w.starts.get(place).copied().unwrap_or(0.0) + w.lengths.get(place).copied().unwrap_or(1.0);
                if *rate == last {
                    if let Some(span) = spans.last_mut() {
                        span.2 = end;
                    }
                    continue;
                }
                last = *rate;
                let start = spans.last().map_or(0.0, |span| span.2);
                spans.push((w.given(Term::DISCOUNT_RATE, *rate, Unit::RatePerYear, &at)?, start, end));
            }
        } else {
            spans.push((self.rate.write_one(w, &at)?, 0.0, f64::INFINITY));
        }
        Ok(Rates { spans, factors: self.factors })
    }
}

impl Rates {
    /// The rate that holds after the forecast.
    pub(super) fn last(&self) -> Option<Cell> {
        self.spans.last().map(|span| span.0)
    }

    /// The rate, when it is one throughout.
    pub(super) fn only(&self) -> Option<Cell> {
        if let [span] = self.spans.as_slice() { Some(span.0) } else { None }
    }

    /// Discount factor over `time` years: `Π(1+rᵢ)^(−years under rᵢ)`.
    pub(super) fn factor(&self, time: impl Into<Expr>) -> Expr {
        let time: Expr = time.into();
        let mut product: Option<Expr> = None;
        for (place, (rate, start, end)) in self.spans.iter().enumerate() {
            let mut years = if *start > 0.0 { (time.clone() - *start).max(0.0) } else { time.clone() };
            if place + 1 < self.spans.len() {
                years = years.min(end - start);
            }
            let part = (1.0 + *rate).pow(-years);
            product = Some(product.map_or_else(|| part.clone(), |product| product * part.clone()));
        }
        let factor = product.unwrap_or(Expr::Number(1.0));
        match self.factors {
            Factors::Exact => factor,
            Factors::FourDecimals => factor.round(4),
            Factors::Decimals(decimals) => factor.round(decimals.into()),
        }
    }
}

/// A rate that is not read by [`Discount`], such as the one of minimum royalties.
pub(super) fn check_rate(rate: f64, path: &str) -> Result<(), ProblemError> {
    ensure_finite(rate, path)?;
    ensure(rate > -1.0, path, "is a rate above −100 %")
}
