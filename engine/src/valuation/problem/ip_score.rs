//! The IPscore factors: opportunity and risk, and the patent account 专利账户.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_finite, ensure_not_negative, ensure_share};
use super::frame::{Earned, Framed, conclude, income_method};
use super::read::is_default;
use super::series::Census;
use super::solution::Quantity;
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Term};

/// Opportunity–risk matrix of the IPscore factors, each 1 (weak) to 5 (strong).
///
/// Risk is 6 less the mean of the risk factors, opportunity the mean of the others; factors without a score do not
/// count. Figures: `risk`, `opportunity`, `scores` in the order of the codes; label `quadrant`. The value is opportunity
/// less risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IpScore {
    /// Scores by code: `{"A1": 4}`.
    #[serde(default)]
    pub scores: BTreeMap<String, f64>,
    /// Numbers to be placed between the steps of their factor: `{"A3": 9.5}` years.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, f64>,
    /// Numbers that score 1 to 5 by code, monotone; from the rule pack where left open.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<String, [f64; 5]>,
    /// Codes of the risk factors; from the rule pack where left open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risk: Vec<String>,
    /// Codes of the opportunity factors; from the rule pack where left open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opportunity: Vec<String>,
}

impl IpScore {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut w = Writer::plain();
        let mut cells: BTreeMap<&str, Cell> = BTreeMap::new();
        for (code, score) in &self.scores {
            let path = format!("scores.{code}");
            ensure((1.0..=5.0).contains(score), &path, "lies in 1–5")?;
            cells.insert(code, w.given(Term::FACTOR_SCORE, *score, Unit::Point, &path)?);
        }
        for (code, measure) in &self.measures {
            let path = format!("measures.{code}");
            ensure(!self.scores.contains_key(code), &path, "is left out where the score is stated")?;
            let steps = self.steps.get(code);
            let steps = steps.ok_or_else(|| ProblemError::Missing { path: format!("steps.{code}") })?;
            cells.insert(code, write_step_score(&mut w, *measure, *steps, code)?);
        }
        let scores = cells.values().map(|cell| w.sheet.value(*cell)).collect();
        w.show_number("scores", Quantity::Many(scores));
        let risk = mean(&cells, &self.risk).ok_or_else(|| ProblemError::Missing { path: "risk".to_owned() })?;
        let opportunity =
            mean(&cells, &self.opportunity).ok_or_else(|| ProblemError::Missing { path: "opportunity".to_owned() })?;
        let risk = w.compute(Term::RISK_LEVEL, Unit::Point, 6.0 - risk);
        let opportunity = w.compute(Term::OPPORTUNITY_LEVEL, Unit::Point, opportunity);
        w.show("risk", risk);
        w.show("opportunity", opportunity);
        let quadrant = Quadrant::of(w.sheet.value(risk), w.sheet.value(opportunity));
        w.label("quadrant", quadrant.code());
        w.compute(Term::OPPORTUNITY_LESS_RISK, Unit::Point, opportunity - risk);
        w.finish(method)
    }
}

/// Mean of the factors that have a score.
fn mean(cells: &BTreeMap<&str, Cell>, codes: &[String]) -> Option<Expr> {
    let known: Vec<Cell> = codes.iter().filter_map(|code| cells.get(code.as_str()).copied()).collect();
    let (first, rest) = known.split_first()?;
    let sum = rest.iter().fold(Expr::from(*first), |sum, cell| sum + *cell);
    Some(sum / known.len() as f64)
}

/// `1 + Σ clamp((x − xᵢ)/(xᵢ₊₁ − xᵢ), 0, 1)`: the place between monotone steps, piecewise linear.
fn write_step_score(w: &mut Writer, measure: f64, steps: [f64; 5], code: &str) -> Result<Cell, ProblemError> {
    let path = format!("steps.{code}");
    let monotone = steps.is_sorted_by(|a, b| a < b) || steps.is_sorted_by(|a, b| a > b);
    ensure(monotone, &path, "rise or fall throughout")?;
    let measure = w.given(Term::FACTOR_MEASURE, measure, Unit::Factor, &format!("measures.{code}"))?;
    let line = w.given_list(Term::FACTOR_STEPS, &steps, Unit::Factor, &path)?;
    let at = |place: usize| Expr::from(line).at(place);
    let score = (0..4).fold(Expr::Number(1.0), |score, place| {
        score + ((measure - at(place)) / (at(place + 1) - at(place))).clamp(0.0, 1.0)
    });
    Ok(w.compute(Term::FACTOR_SCORE, Unit::Point, score))
}

income_method! {
    /// Patent account 专利账户 of the IPscore factors:
    /// `turnover·(1+growth)^k·[extra·margin + (1 − surviving)·margin + (1 − cost-index)·cost-ratio]` in each year after
    /// `periods.delay`, less `development·turnover + (investment-index − 1)·investment` today.
    ///
    /// Figures: `initial-outlay` beside those of an income stream.
    PatentAccount {
        /// Turnover of the business area today.
        turnover: f64,
        /// Market growth per year (C2).
        growth: f64,
        /// Extra turnover in the business area (C6).
        #[serde(default)]
        extra: f64,
        /// Profit margin.
        margin: f64,
        /// Share of output that survives without the patent (D1).
        #[serde(default = "all")]
        surviving: f64,
        /// Index of production cost (D3), 1 is no change.
        #[serde(default = "all")]
        cost_index: f64,
        /// Cost of goods sold as a part of turnover.
        #[serde(default)]
        cost_ratio: f64,
        /// Future development cost as a part of turnover (D2).
        #[serde(default)]
        development: f64,
        /// Index of production investment (D4), 1 is no change.
        #[serde(default = "all")]
        investment_index: f64,
        /// Production investment.
        #[serde(default)]
        investment: f64,
    }
}

fn all() -> f64 {
    1.0
}

impl PatentAccount {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        ensure_not_negative(self.turnover, "turnover")?;
        ensure(self.growth > -1.0, "growth", "is above −100 %")?;
        ensure_share(self.surviving, "surviving")?;
        ensure_finite(self.margin, "margin")?;
        let (yuan, ratio) = (Unit::Yuan, Unit::Ratio);
        let turnover = w.given(Term::BASE_AMOUNT, self.turnover, yuan, "turnover")?;
        let growth = w.given(Term::GROWTH, self.growth, Unit::RatePerYear, "growth")?;
        let years = (0..w.count()).map(|place| place as f64 + 1.0).collect();
        let years = w.sheet.given_series(Term::GROWTH_STEPS, years, Unit::Year, Origin::Stated);
        let extra = w.given(Term::EXTRA_TURNOVER, self.extra, ratio, "extra")?;
        let margin = w.given(Term::MARGIN_RATE, self.margin, ratio, "margin")?;
        let surviving = w.given(Term::SURVIVING_SHARE, self.surviving, ratio, "surviving")?;
        let index = w.given(Term::PRODUCTION_COST_INDEX, self.cost_index, Unit::Factor, "cost-index")?;
        let cost = w.given(Term::COST_RATIO, self.cost_ratio, ratio, "cost-ratio")?;
        let part = extra * margin + (1.0 - surviving) * margin + (1.0 - index) * cost;
        let part = w.compute(Term::BENEFIT_PART, ratio, part);
        let length = w.lengths.clone();
        let length = w.sheet.given_series(Term::PERIOD_LENGTH, length, Unit::Year, Origin::Stated);
        let income = w.compute(Term::INCOME, yuan, turnover * (1.0 + growth).pow(years) * part * length);
        let value = conclude(&mut w, self.frame(), Earned::new(income))?;
        let development = w.given(Term::DEVELOPMENT_PART, self.development, ratio, "development")?;
        let more = w.given(Term::INVESTMENT_INDEX, self.investment_index, Unit::Factor, "investment-index")?;
        let investment = w.given(Term::INVESTMENT, self.investment, yuan, "investment")?;
        let outlay = w.compute(Term::OUTLAY, yuan, development * turnover + (more - 1.0) * investment);
        w.show("initial-outlay", outlay);
        w.compute(Term::NET_VALUE, yuan, value - outlay);
        w.finish(method)
    }
}

/// Quadrant of the opportunity–risk matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Low risk, high opportunity: invest and pledge 投入并质押.
    Invest,
    /// High risk, high opportunity: de-risk first 先降风险.
    Derisk,
    /// Low risk, low opportunity: licence, or keep cheap 许可或低成本维持.
    Licence,
    /// High risk, low opportunity: prune 放弃.
    Prune,
}

impl Quadrant {
    /// The quadrant of risk and opportunity, 1–5 each; 3 counts as low.
    #[must_use]
    pub fn of(risk: f64, opportunity: f64) -> Self {
        match (risk > 3.0, opportunity > 3.0) {
            (false, true) => Quadrant::Invest,
            (true, true) => Quadrant::Derisk,
            (false, false) => Quadrant::Licence,
            (true, false) => Quadrant::Prune,
        }
    }

    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Quadrant::Invest => "invest",
            Quadrant::Derisk => "de-risk",
            Quadrant::Licence => "licence",
            Quadrant::Prune => "prune",
        }
    }
}
