//! Discount rates 折现率: stated, by period, or found by build-up, capital market or return split.

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_not_negative, ensure_share};
use super::read::{Forms, deserialize_forms, is_default};
use super::series::Census;
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Term};

/// A discount rate: a number, a list by period, or a method: `{"build-up": {…}}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RateSource {
    /// Stated.
    Stated(f64),
    /// One for each period; each holds over its own period, the last one goes on.
    Each(Vec<f64>),
    /// Found by a method.
    By(Box<RateMethod>),
}

/// Ways to find a discount rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RateMethod {
    /// Build-up 风险累加法.
    BuildUp(BuildUp),
    /// Capital asset pricing model 资本资产定价模型.
    Capm(Capm),
    /// Weighted average cost of capital 加权平均资本成本, with a premium for intangibles.
    Wacc(Wacc),
    /// Return split 回报率拆分 (weighted average return on assets, WARA).
    ReturnSplit(ReturnSplit),
    /// Nominal rate of a real one: `(1 + real)·(1 + inflation) − 1`.
    Nominal(Nominal),
    /// Pre-tax rate of a post-tax one 税前折现率.
    PreTaxEquivalent(PreTaxEquivalent),
    /// Rounded to decimals: 4 for 0.01 %.
    Rounded(Rounded),
}

/// Build-up 风险累加法: the risk-free rate plus a premium for each family of risk.
///
/// # Source
/// Families of risk: valuation.s27; weights and steps: common practice of Chinese reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BuildUp {
    /// Risk-free rate 无风险利率.
    pub risk_free: f64,
    /// Premiums 风险报酬率: `0.03`, or `{"cap": 0.08, "score": 24}`, or `{"cap": 0.08, "factors": [{"weight": 0.3,
    /// "score": 20}, …]}` with scores of 0–100.
    pub premiums: Vec<Premium>,
}

/// A risk premium.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Premium {
    /// Stated.
    Stated(f64),
    /// By scores.
    Scored(ScoredPremium),
}

/// A premium by scores: `cap·score/100`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScoredPremium {
    /// Premium at a score of 100.
    pub cap: f64,
    /// Weighted score of the family, 0–100; left out where `factors` are stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Risks of the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Factor>,
}

/// A factor with its weight and score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Factor {
    /// Weight in its group.
    pub weight: f64,
    /// Score, 0–100.
    pub score: f64,
}

/// Cost of equity `r_f + β·premium + specific`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Capm {
    /// Risk-free rate.
    pub risk_free: f64,
    /// β 贝塔系数, with the debt of the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beta: Option<f64>,
    /// β without debt, to be levered; instead of `beta`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlevered: Option<Unlevered>,
    /// Equity risk premium 市场风险溢价.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equity_premium: Option<f64>,
    /// Return of the market 市场平均收益率; instead of `equity-premium`, which is then its excess over the risk-free rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market_return: Option<f64>,
    /// Size and specific premium ε 个别风险.
    #[serde(default, skip_serializing_if = "is_default")]
    pub specific: f64,
}

/// A β without debt: `β·[1 + (1 − T)·D/E]` is the levered one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Unlevered {
    /// β without debt.
    pub beta: f64,
    /// D/E.
    pub debt_to_equity: f64,
    /// Rate of income tax T.
    pub tax: f64,
}

/// `Re·E/(D+E) + Rd·(1−T)·D/(D+E) + premium`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wacc {
    /// Cost of equity, a number or a method.
    pub equity: RateSource,
    /// Cost of debt before tax.
    pub debt: f64,
    /// D/(D+E).
    pub debt_share: f64,
    /// Rate of income tax; 0 for a pre-tax cost of debt.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tax: f64,
    /// Premium of intangibles over the whole company.
    #[serde(default, skip_serializing_if = "is_default")]
    pub premium: f64,
}

/// What intangibles must earn: `(wacc − Σ share·return)/intangible-share`, all of one calibre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReturnSplit {
    /// Return of all assets together.
    pub wacc: RateSource,
    /// Working capital, fixed assets, other identified assets.
    pub assets: Vec<AssetReturn>,
    /// Share of the intangibles in the assets.
    pub intangible_share: f64,
}

/// Share and return of a class of assets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AssetReturn {
    /// Share in all assets.
    pub share: f64,
    /// Return per year.
    #[serde(rename = "return")]
    pub rate: f64,
}

/// A real rate with inflation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Nominal {
    /// Rate without inflation.
    pub real: f64,
    /// Inflation per year.
    pub inflation: f64,
}

/// The pre-tax rate that goes with a post-tax one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PreTaxEquivalent {
    /// Post-tax rate.
    pub post_tax: RateSource,
    /// Rate of income tax.
    pub tax: f64,
    /// How the two go together.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bridge: Bridge,
}

/// Ways from a post-tax rate to a pre-tax one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Bridge {
    /// The rate at which the pre-tax income of the problem has the value of its post-tax income, by bisection. Only
    /// as the rate of a method that discounts income.
    #[default]
    Exact,
    /// `r/(1 − T)`; too high for short lives.
    GrossUp,
}

/// A rate to so many decimals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rounded {
    /// The rate.
    pub rate: RateSource,
    /// Decimals, 0–12; 4 rounds to 0.01 %.
    pub decimals: u8,
}

/// The problem of a discount rate: `{"method": "discount-rate", "rate": {"wacc": {…}}}`.
///
/// Figures: `risk-premium` (list), `cost-of-equity`, `wacc`; the value is the rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DiscountRate {
    /// How it is found.
    pub rate: RateSource,
    /// Rate of income tax: shows `pre-tax-approximation` = r/(1 − T).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<f64>,
}

impl DiscountRate {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut w = Writer::plain();
        let rate = self.rate.write_one(&mut w, "rate")?;
        if let Some(tax) = self.tax {
            ensure(tax < 1.0, "tax", "lies in 0–1, 1 left out")?;
            ensure_share(tax, "tax")?;
            let tax = w.given(Term::TAX_RATE, tax, Unit::Ratio, "tax")?;
            let gross = w.compute(Term::PRE_TAX_RATE, Unit::RatePerYear, rate / (1.0 - tax));
            w.show("pre-tax-approximation", gross);
        }
        w.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, rate);
        w.finish(method)
    }
}

impl Forms for RateSource {
    const EXPECTS: &'static str = "a rate, a list with a rate for each period, or one of build-up, capm, wacc, \
                                   return-split, nominal, pre-tax-equivalent, rounded";
    type Object = RateMethod;

    fn number(rate: f64) -> Option<Self> {
        Some(RateSource::Stated(rate))
    }

    fn list(rates: Vec<f64>) -> Option<Self> {
        Some(RateSource::Each(rates))
    }

    fn object(method: RateMethod) -> Option<Self> {
        Some(RateSource::By(Box::new(method)))
    }
}

impl Forms for Premium {
    const EXPECTS: &'static str = "a premium, or its cap with a score or factors";
    type Object = ScoredPremium;

    fn number(premium: f64) -> Option<Self> {
        Some(Premium::Stated(premium))
    }

    fn object(scored: ScoredPremium) -> Option<Self> {
        Some(Premium::Scored(scored))
    }
}

deserialize_forms!(RateSource, Premium);

impl RateSource {
    pub(super) fn census(&self, path: &str, census: &mut Census) {
        if let RateSource::Each(rates) = self {
            census.add(path, rates.len());
        }
    }

    /// Writes a rate that holds throughout.
    pub(super) fn write_one(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        match self {
            RateSource::Stated(rate) => {
                ensure(*rate > -1.0 && rate.is_finite(), path, "is a finite rate above −100 %")?;
                w.given(Term::DISCOUNT_RATE, *rate, Unit::RatePerYear, path)
            }
            RateSource::Each(_) => {
                Err(ProblemError::Kind { path: path.to_owned(), reason: "is one rate here, no list".to_owned() })
            }
            RateSource::By(method) => method.write(w, path),
        }
    }
}

impl RateMethod {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        match self {
            RateMethod::BuildUp(build_up) => build_up.write(w, &format!("{path}.build-up")),
            RateMethod::Capm(capm) => capm.write(w, &format!("{path}.capm")),
            RateMethod::Wacc(wacc) => wacc.write(w, &format!("{path}.wacc")),
            RateMethod::ReturnSplit(split) => split.write(w, &format!("{path}.return-split")),
            RateMethod::Nominal(nominal) => {
                let at = format!("{path}.nominal");
                let real = w.given(Term::REAL_RATE, nominal.real, Unit::RatePerYear, &format!("{at}.real"))?;
                let inflation =
                    w.given(Term::INFLATION, nominal.inflation, Unit::RatePerYear, &format!("{at}.inflation"))?;
                Ok(w.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, (1.0 + real) * (1.0 + inflation) - 1.0))
            }
            RateMethod::PreTaxEquivalent(equivalent) => {
                let at = format!("{path}.pre-tax-equivalent");
                ensure(
                    equivalent.bridge == Bridge::GrossUp,
                    &format!("{at}.bridge"),
                    "is exact only as the rate of a method that discounts income",
                )?;
                equivalent.check(&at)?;
                let post = equivalent.post_tax.write_one(w, &format!("{at}.post-tax"))?;
                let tax = w.given(Term::TAX_RATE, equivalent.tax, Unit::Ratio, &format!("{at}.tax"))?;
                Ok(w.compute(Term::PRE_TAX_RATE, Unit::RatePerYear, post / (1.0 - tax)))
            }
            RateMethod::Rounded(rounded) => {
                let at = format!("{path}.rounded");
                ensure(rounded.decimals <= 12, &format!("{at}.decimals"), "lies in 0–12")?;
                let rate = rounded.rate.write_one(w, &format!("{at}.rate"))?;
                Ok(w.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, Expr::from(rate).round(rounded.decimals.into())))
            }
        }
    }
}

impl PreTaxEquivalent {
    pub(super) fn check(&self, path: &str) -> Result<(), ProblemError> {
        ensure(self.tax >= 0.0 && self.tax < 1.0, &format!("{path}.tax"), "lies in 0–1, 1 left out")
    }
}

impl BuildUp {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let free = w.given(Term::RISK_FREE, self.risk_free, Unit::RatePerYear, &format!("{path}.risk-free"))?;
        let mut rate: Expr = free.into();
        let mut premiums = Vec::new();
        for (place, premium) in self.premiums.iter().enumerate() {
            let at = format!("{path}.premiums[{place}]");
            let premium = match premium {
                Premium::Stated(premium) => w.given(Term::RISK_PREMIUM, *premium, Unit::PercentagePoint, &at)?,
                Premium::Scored(scored) => scored.write(w, &at)?,
            };
            premiums.push(w.sheet.value(premium));
            rate = rate + premium;
        }
        w.show_number("risk-premium", super::Quantity::Many(premiums));
        Ok(w.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, rate))
    }
}

impl ScoredPremium {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let cap = w.given(Term::PREMIUM_CAP, self.cap, Unit::PercentagePoint, &format!("{path}.cap"))?;
        let score = match (self.score, self.factors.is_empty()) {
            (Some(score), true) => {
                ensure((0.0..=100.0).contains(&score), &format!("{path}.score"), "lies in 0–100")?;
                w.given(Term::RISK_SCORE, score, Unit::Point, &format!("{path}.score"))?
            }
            (None, false) => write_factors(w, &self.factors, Term::RISK_SCORE, &format!("{path}.factors"))?,
            (None, true) => return Err(ProblemError::Missing { path: format!("{path}.score") }),
            (Some(_), false) => {
                ensure(false, &format!("{path}.score"), "is left out where factors are stated")?;
                return Err(ProblemError::Missing { path: format!("{path}.score") });
            }
        };
        Ok(w.compute(Term::RISK_PREMIUM, Unit::PercentagePoint, cap * score / 100.0))
    }
}

/// Weighted score `Σ weight·score` of factors scored 0–100.
pub(super) fn write_factors(w: &mut Writer, factors: &[Factor], term: Term, path: &str) -> Result<Cell, ProblemError> {
    let sum: f64 = factors.iter().map(|factor| factor.weight).sum();
    ensure(libm::fabs(sum - 1.0) < 1e-6, path, "has weights that add to 1")?;
    for (place, factor) in factors.iter().enumerate() {
        ensure((0.0..=100.0).contains(&factor.score), &format!("{path}[{place}].score"), "lies in 0–100")?;
        ensure_share(factor.weight, &format!("{path}[{place}].weight"))?;
    }
    let weights: Vec<f64> = factors.iter().map(|factor| factor.weight).collect();
    let scores: Vec<f64> = factors.iter().map(|factor| factor.score).collect();
    let weights = w.given_list(Term::FACTOR_WEIGHTS, &weights, Unit::Ratio, path)?;
    let scores = w.given_list(Term::FACTOR_SCORES, &scores, Unit::Point, path)?;
    Ok(w.compute(term, Unit::Point, (weights * scores).sum()))
}

impl Capm {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let rate = Unit::RatePerYear;
        let free = w.given(Term::RISK_FREE, self.risk_free, rate, &format!("{path}.risk-free"))?;
        let beta = match (self.beta, self.unlevered) {
            (Some(beta), None) => w.given(Term::BETA, beta, Unit::Factor, &format!("{path}.beta"))?,
            (None, Some(unlevered)) => {
                let at = format!("{path}.unlevered");
                ensure_not_negative(unlevered.debt_to_equity, &format!("{at}.debt-to-equity"))?;
                ensure_share(unlevered.tax, &format!("{at}.tax"))?;
                let beta = w.given(Term::UNLEVERED_BETA, unlevered.beta, Unit::Factor, &format!("{at}.beta"))?;
                let debt = w.given(Term::DEBT_TO_EQUITY, unlevered.debt_to_equity, Unit::Factor, &at)?;
                let tax = w.given(Term::TAX_RATE, unlevered.tax, Unit::Ratio, &at)?;
                w.compute(Term::BETA, Unit::Factor, beta * (1.0 + (1.0 - tax) * debt))
            }
            (None, None) => return Err(ProblemError::Missing { path: format!("{path}.beta") }),
            (Some(_), Some(_)) => return Err(twice(&format!("{path}.beta"), "is left out where unlevered is stated")),
        };
        let premium = match (self.equity_premium, self.market_return) {
            (Some(premium), None) => w.given(Term::EQUITY_PREMIUM, premium, rate, &format!("{path}.equity-premium"))?,
            (None, Some(market)) => {
                let market = w.given(Term::MARKET_RETURN, market, rate, &format!("{path}.market-return"))?;
                w.compute(Term::EQUITY_PREMIUM, rate, market - free)
            }
            (None, None) => return Err(ProblemError::Missing { path: format!("{path}.equity-premium") }),
            (Some(_), Some(_)) => {
                return Err(twice(&format!("{path}.equity-premium"), "is left out where market-return is stated"));
            }
        };
        let specific = w.given(Term::SPECIFIC_PREMIUM, self.specific, rate, &format!("{path}.specific"))?;
        let equity = w.compute(Term::EQUITY_COST, rate, free + beta * premium + specific);
        w.show("cost-of-equity", equity);
        Ok(equity)
    }
}

fn twice(path: &str, rule: &'static str) -> ProblemError {
    ProblemError::Range { path: path.to_owned(), rule }
}

impl Wacc {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let rate = Unit::RatePerYear;
        ensure_share(self.debt_share, &format!("{path}.debt-share"))?;
        ensure_share(self.tax, &format!("{path}.tax"))?;
        let equity = self.equity.write_one(w, &format!("{path}.equity"))?;
        let debt = w.given(Term::DEBT_COST, self.debt, rate, &format!("{path}.debt"))?;
        let share = w.given(Term::DEBT_SHARE, self.debt_share, Unit::Ratio, &format!("{path}.debt-share"))?;
        let tax = w.given(Term::TAX_RATE, self.tax, Unit::Ratio, &format!("{path}.tax"))?;
        let average = equity * (1.0 - share) + debt * (1.0 - tax) * share;
        let average = w.compute(Term::CAPITAL_COST_AVERAGE, rate, average);
        w.show("wacc", average);
        if self.premium == 0.0 {
            return Ok(average);
        }
        let premium = w.given(Term::INTANGIBLE_PREMIUM, self.premium, rate, &format!("{path}.premium"))?;
        Ok(w.compute(Term::DISCOUNT_RATE, rate, average + premium))
    }
}

impl ReturnSplit {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let rate = Unit::RatePerYear;
        ensure(self.intangible_share > 0.0, &format!("{path}.intangible-share"), "is above zero")?;
        ensure_share(self.intangible_share, &format!("{path}.intangible-share"))?;
        let all = self.wacc.write_one(w, &format!("{path}.wacc"))?;
        let mut rest: Expr = all.into();
        let mut total = self.intangible_share;
        for (place, asset) in self.assets.iter().enumerate() {
            let at = format!("{path}.assets[{place}]");
            ensure_share(asset.share, &format!("{at}.share"))?;
            total += asset.share;
            let share = w.given(Term::ASSET_SHARE, asset.share, Unit::Ratio, &format!("{at}.share"))?;
            let earned = w.given(Term::ASSET_RETURN, asset.rate, rate, &format!("{at}.return"))?;
            rest = rest - share * earned;
        }
        ensure(libm::fabs(total - 1.0) < 1e-6, &format!("{path}.intangible-share"), "adds to 1 with the other shares")?;
        let own = w.given(Term::INTANGIBLE_SHARE, self.intangible_share, Unit::Ratio, path)?;
        Ok(w.compute(Term::DISCOUNT_RATE, rate, rest / own))
    }
}
