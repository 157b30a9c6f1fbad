//! Cost approach 成本法: replacement cost in several forms, less obsolescence.

use serde::{Deserialize, Serialize};

use super::discount::check_rate;
use super::error::{ensure, ensure_not_negative, ensure_positive};
use super::loss::{Loss, Written};
use super::read::is_default;
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::valuation::cost::{CostConventions, CostOrigins, CostProblem, FunctionalObsolescence, write_reproduction};
use crate::working::{Cell, Expr, Term};

/// Cost approach 成本法: `{"method": "cost", "base": {"stated": 1200000}, "functional": {"time": {…}}}`.
///
/// Figures: `reproduction-cost`, `functional-obsolescence`, `economic-obsolescence`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cost {
    /// Replacement cost new 重置成本.
    pub base: CostBase,
    /// Functional obsolescence 功能性贬值; alone, it is the one rate 贬值率 of textbooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub functional: Option<Loss>,
    /// Economic obsolescence 经济性贬值.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub economic: Option<Loss>,
    /// How the two go together.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combination: LossCombination,
}

/// How two obsolescences go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LossCombination {
    /// `(1 − f)·(1 − e)`.
    #[default]
    Multiplied,
    /// `1 − f − e`.
    Added,
}

/// Replacement cost new.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CostBase {
    /// Stated.
    Stated(f64),
    /// Reproduction from parts 核算法: `C = (parts)·index·(1 + overhead) + filing`, then cost of capital and profit.
    Reproduction(Reproduction),
    /// Replacement by size 参数法: `size·unit-cost`, such as function points of software × rate.
    Replacement(Replacement),
    /// Historical outlays brought to today 物价指数法: `Σ amount·index·(1 + capital-rate)^years`.
    Indexed(Indexed),
    /// Creative-labour multiplier 倍加系数法: `(materials + labour·b)/(1 − risk)·(1 + profit)`.
    CreativeLabour(CreativeLabour),
}

/// Reproduction cost from its parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reproduction {
    /// Labour.
    #[serde(default)]
    pub labour: f64,
    /// Materials.
    #[serde(default)]
    pub materials: f64,
    /// Use of equipment.
    #[serde(default)]
    pub equipment: f64,
    /// Tests.
    #[serde(default)]
    pub tests: f64,
    /// Filing, examination and agency; neither indexed nor with overhead.
    #[serde(default)]
    pub filing: f64,
    /// Price index from spending to the valuation date.
    #[serde(default = "one")]
    pub index: f64,
    /// Overhead rate 间接费用率.
    #[serde(default)]
    pub overhead: f64,
    /// Cost of capital per year.
    #[serde(default)]
    pub capital_rate: f64,
    /// Development time, years.
    #[serde(default)]
    pub development_years: f64,
    /// When it was spent.
    #[serde(default)]
    pub spending: Spending,
    /// Reasonable profit 合理利润率.
    #[serde(default)]
    pub profit: f64,
    /// What the profit is earned on.
    #[serde(default)]
    pub profit_on: ProfitOn,
}

/// When the cost of development is spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Spending {
    /// Evenly 均匀投入: tied up for half the time.
    #[default]
    Even,
    /// At the start 期初投入: tied up for all of it.
    AtStart,
}

/// What the reasonable profit is earned on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProfitOn {
    /// The cost.
    #[default]
    Cost,
    /// The cost and its cost of capital.
    CostAndCapital,
}

/// Replacement cost by size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Replacement {
    /// Size: function points, person-months, lines.
    pub size: f64,
    /// Cost of a unit of size.
    pub unit_cost: f64,
    /// Factor for complexity or price level.
    #[serde(default = "one")]
    pub factor: f64,
    /// Reasonable profit.
    #[serde(default)]
    pub profit: f64,
}

/// Historical outlays brought to today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Indexed {
    /// The outlays.
    pub outlays: Vec<PastOutlay>,
    /// Cost of capital per year, compounded over the years since the outlay.
    #[serde(default)]
    pub capital_rate: f64,
    /// Reasonable profit on the sum.
    #[serde(default)]
    pub profit: f64,
}

/// An outlay of the past.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PastOutlay {
    /// The amount 历史成本.
    pub amount: f64,
    /// Price index of today over that of the outlay 物价指数之比.
    #[serde(default = "one")]
    pub index: f64,
    /// Years since.
    #[serde(default)]
    pub years: f64,
}

/// Creative-labour multiplier.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CreativeLabour {
    /// Materials 物化劳动.
    pub materials: f64,
    /// Labour 活劳动.
    pub labour: f64,
    /// Multiplier b 创造性劳动倍加系数.
    pub multiplier: f64,
    /// Average risk of research 科研平均风险系数, below 1.
    #[serde(default)]
    pub risk: f64,
    /// Return on research 无形资产投资报酬率.
    #[serde(default)]
    pub profit: f64,
}

pub(super) fn one() -> f64 {
    1.0
}

impl Cost {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut w = Writer::plain();
        self.write(&mut w, "")?;
        w.finish(method)
    }

    /// Writes the value below `prefix`, which is empty or ends with a dot.
    pub(super) fn write(&self, w: &mut Writer, prefix: &str) -> Result<Cell, ProblemError> {
        let base = self.base.write(w, &format!("{prefix}base"))?;
        w.show("reproduction-cost", base);
        let mut amounts: Vec<Cell> = Vec::new();
        let mut kept: Vec<Cell> = Vec::new();
        for (loss, name, term) in [
            (&self.functional, "functional", Term::FUNCTIONAL_OBSOLESCENCE),
            (&self.economic, "economic", Term::ECONOMIC_OBSOLESCENCE),
        ] {
            let Some(loss) = loss else { continue };
            let written = loss.write(w, term, &format!("{prefix}{name}"))?;
            let shown = if name == "functional" { "functional-obsolescence" } else { "economic-obsolescence" };
            match written {
                Written::Share(cell) => {
                    w.show(shown, cell);
                    kept.push(cell);
                }
                Written::Amount(cell) => {
                    w.show(shown, cell);
                    amounts.push(cell);
                }
            }
        }
        let mut value: Expr = base.into();
        match self.combination {
            LossCombination::Multiplied => {
                for loss in kept {
                    value = value * (1.0 - loss);
                }
            }
            LossCombination::Added => {
                let left = kept.into_iter().fold(Expr::Number(1.0), |left, loss| left - loss);
                value = value * left.max(0.0);
            }
        }
        for amount in amounts {
            value = value - amount;
        }
        Ok(w.compute(Term::VALUE, Unit::Yuan, value))
    }
}

impl CostBase {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let yuan = Unit::Yuan;
        match self {
            CostBase::Stated(cost) => {
                ensure_not_negative(*cost, &format!("{path}.stated"))?;
                w.given(Term::REPRODUCTION_COST, *cost, yuan, path)
            }
            CostBase::Reproduction(parts) => parts.write(w, &format!("{path}.reproduction")),
            CostBase::Replacement(replacement) => {
                let at = format!("{path}.replacement");
                let Replacement { size, unit_cost, factor, profit } = *replacement;
                for (value, name) in [(size, "size"), (unit_cost, "unit-cost"), (factor, "factor"), (profit, "profit")]
                {
                    ensure_not_negative(value, &format!("{at}.{name}"))?;
                }
                let size = w.given(Term::SIZE, size, Unit::Count, &at)?;
                let unit_cost = w.given(Term::UNIT_COST, unit_cost, yuan, &at)?;
                let factor = w.given(Term::COST_FACTOR, factor, Unit::Factor, &at)?;
                let profit = w.given(Term::PROFIT_RATE, profit, Unit::Ratio, &at)?;
                Ok(w.compute(Term::REPRODUCTION_COST, yuan, size * unit_cost * factor * (1.0 + profit)))
            }
            CostBase::Indexed(indexed) => indexed.write(w, &format!("{path}.indexed")),
            CostBase::CreativeLabour(creative) => {
                let at = format!("{path}.creative-labour");
                let CreativeLabour { materials, labour, multiplier, risk, profit } = *creative;
                ensure((0.0..1.0).contains(&risk), &format!("{at}.risk"), "lies in 0–1, 1 left out")?;
                ensure_not_negative(multiplier, &format!("{at}.multiplier"))?;
                let materials = w.given(Term::MATERIALS, materials, yuan, &at)?;
                let labour = w.given(Term::LABOUR, labour, yuan, &at)?;
                let multiplier = w.given(Term::LABOUR_MULTIPLIER, multiplier, Unit::Factor, &at)?;
                let risk = w.given(Term::RESEARCH_RISK, risk, Unit::Ratio, &at)?;
                let profit = w.given(Term::PROFIT_RATE, profit, Unit::Ratio, &at)?;
                let cost = (materials + labour * multiplier) / (1.0 - risk) * (1.0 + profit);
                Ok(w.compute(Term::REPRODUCTION_COST, yuan, cost))
            }
        }
    }
}

impl Reproduction {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let amounts = [
            (self.labour, "labour"),
            (self.materials, "materials"),
            (self.equipment, "equipment"),
            (self.tests, "tests"),
            (self.filing, "filing"),
            (self.index, "index"),
            (self.overhead, "overhead"),
            (self.development_years, "development-years"),
            (self.profit, "profit"),
        ];
        for (amount, name) in amounts {
            ensure_not_negative(amount, &format!("{path}.{name}"))?;
        }
        check_rate(self.capital_rate, &format!("{path}.capital-rate"))?;
        let problem = CostProblem {
            labour: self.labour,
            materials: self.materials,
            equipment: self.equipment,
            tests: self.tests,
            filing: self.filing,
            price_index: self.index,
            overhead: self.overhead,
            capital_rate: self.capital_rate,
            development_years: self.development_years,
            profit: self.profit,
            functional: FunctionalObsolescence::Stated(0.0),
            economic: 0.0,
        };
        let conventions = CostConventions {
            tied_up: if self.spending == Spending::Even { 0.5 } else { 1.0 },
            profit_on_capital: self.profit_on == ProfitOn::CostAndCapital,
        };
        Ok(write_reproduction(&mut w.sheet, &problem, &CostOrigins::default(), conventions))
    }
}

impl Indexed {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        ensure(!self.outlays.is_empty(), &format!("{path}.outlays"), "has at least one outlay")?;
        check_rate(self.capital_rate, &format!("{path}.capital-rate"))?;
        ensure_not_negative(self.profit, &format!("{path}.profit"))?;
        for (place, outlay) in self.outlays.iter().enumerate() {
            let at = format!("{path}.outlays[{place}]");
            ensure_not_negative(outlay.amount, &format!("{at}.amount"))?;
            ensure_positive(outlay.index, &format!("{at}.index"))?;
            ensure_not_negative(outlay.years, &format!("{at}.years"))?;
        }
        let list = |pick: fn(&PastOutlay) -> f64| self.outlays.iter().map(pick).collect::<Vec<f64>>();
        let amounts = w.given_list(Term::PAST_OUTLAY, &list(|outlay| outlay.amount), Unit::Yuan, path)?;
        let index = w.given_list(Term::PRICE_INDEX, &list(|outlay| outlay.index), Unit::Factor, path)?;
        let years = w.given_list(Term::YEARS_SINCE, &list(|outlay| outlay.years), Unit::Year, path)?;
        let rate = w.given(Term::CAPITAL_RATE, self.capital_rate, Unit::RatePerYear, path)?;
        let profit = w.given(Term::PROFIT_RATE, self.profit, Unit::Ratio, path)?;
        let today = w.compute(Term::OUTLAY_TODAY, Unit::Yuan, amounts * index * (1.0 + rate).pow(years));
        Ok(w.compute(Term::REPRODUCTION_COST, Unit::Yuan, Expr::from(today).sum() * (1.0 + profit)))
    }
}
