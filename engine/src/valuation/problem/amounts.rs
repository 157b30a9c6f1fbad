//! Amounts of the periods: figures, a level, a growth path, or arithmetic on such.

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_finite};
use super::read::{Forms, deserialize_forms, is_default};
use super::series::{Census, MOST_PERIODS};
use super::writer::Writer;
use super::{ProblemError, Series};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Term};

/// Amounts of the periods.
///
/// | JSON | Meaning |
/// |---|---|
/// | `[12e6, 27e6]` | figures of the periods as they stand: a first period of half a year has its half year's amount |
/// | `500000` | the same yearly amount throughout; a part of a year has its part |
/// | `{"annual": [24e6, 27e6]}` | figures of whole years; a part of a year has its part |
/// | `{"path": {"base": 8e7, "growth": 0.05, "years": 5}}` | growth from a base, see [`Path`] |
/// | `{"product": {"quantity": …, "price": …}}` | quantity × price, each of them amounts or a number |
/// | `{"margin": {"of": …, "rate": 0.2}}` | a part of other amounts: profit as a margin of revenue |
/// | `{"sum": […]}`, `{"difference": {"from": …, "less": […]}}` | of other amounts |
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Amounts {
    /// The same yearly amount in every period.
    Level(f64),
    /// The figures of the periods.
    Figures(Vec<f64>),
    /// Any other form.
    Built(Box<Built>),
}

/// Amounts in a form with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Built {
    /// Figures of whole years.
    Annual(Vec<f64>),
    /// Growth from a base.
    Path(Path),
    /// Quantity times price.
    Product(Product),
    /// A part of other amounts.
    Margin(Margin),
    /// Sum of amounts.
    Sum(Vec<Amounts>),
    /// One less others.
    Difference(Difference),
}

/// A growth path 增长路径.
///
/// `base·Π(1+gᵢ)^(years of phase i so far)`, a part of a year having its part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Path {
    /// Amount of the base year.
    pub base: f64,
    /// Which year the base is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub base_year: BaseYear,
    /// Growth per year: a number, a list by year, or `{"phases": [{"growth": 0.1, "years": 3}, {"growth": 0.02}]}`.
    pub growth: Growth,
    /// Number of periods; needed when the growth does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<usize>,
}

/// Which year the base of a path is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BaseYear {
    /// The year before the first period 基期: the first period has grown once.
    #[default]
    Before,
    /// The first period 首年.
    First,
}

/// Growth per year.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Growth {
    /// One rate.
    Same(f64),
    /// A rate for each year that grows.
    Each(Vec<f64>),
    /// Rates in phases.
    Phases {
        /// The phases in order.
        phases: Vec<Phase>,
    },
}

/// Years of one growth rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Phase {
    /// Growth per year.
    pub growth: f64,
    /// Years; the last phase goes on when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<usize>,
}

/// Growth in phases as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Phases {
    phases: Vec<Phase>,
}

/// Quantity times price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Product {
    /// Units sold 销量.
    pub quantity: Amounts,
    /// Price, profit or saving a unit, one number or one a period.
    pub price: Series,
}

/// A part of other amounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Margin {
    /// The amounts, such as revenue.
    pub of: Amounts,
    /// The part, such as a profit margin 利润率.
    pub rate: Series,
}

/// One amount less others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Difference {
    /// From what.
    pub from: Amounts,
    /// What goes off.
    pub less: Vec<Amounts>,
}

impl Forms for Amounts {
    const EXPECTS: &'static str =
        "an amount, a list with one for each period, or one of annual, path, product, margin, sum, difference";
    type Object = Built;

    fn number(value: f64) -> Option<Self> {
        Some(Amounts::Level(value))
    }

    fn list(values: Vec<f64>) -> Option<Self> {
        Some(Amounts::Figures(values))
    }

    fn object(built: Built) -> Option<Self> {
        Some(Amounts::Built(Box::new(built)))
    }
}

impl Forms for Growth {
    const EXPECTS: &'static str = "a rate, a list of rates by year, or phases";
    type Object = Phases;

    fn number(value: f64) -> Option<Self> {
        Some(Growth::Same(value))
    }

    fn list(values: Vec<f64>) -> Option<Self> {
        Some(Growth::Each(values))
    }

    fn object(object: Phases) -> Option<Self> {
        Some(Growth::Phases { phases: object.phases })
    }
}

deserialize_forms!(Amounts, Growth);

impl Amounts {
    pub(super) fn census(&self, path: &str, census: &mut Census) {
        match self {
            Amounts::Level(_) => {}
            Amounts::Figures(figures) => census.add(path, figures.len()),
            Amounts::Built(built) => match &**built {
                Built::Annual(figures) => census.add(&format!("{path}.annual"), figures.len()),
                Built::Path(growth) => {
                    if let Some(count) = growth.count() {
                        census.add(&format!("{path}.path"), count);
                    }
                }
                Built::Product(product) => {
                    product.quantity.census(&format!("{path}.product.quantity"), census);
                    product.price.census(&format!("{path}.product.price"), census);
                }
                Built::Margin(margin) => {
                    margin.of.census(&format!("{path}.margin.of"), census);
                    margin.rate.census(&format!("{path}.margin.rate"), census);
                }
                Built::Sum(parts) => {
                    for (place, part) in parts.iter().enumerate() {
                        part.census(&format!("{path}.sum[{place}]"), census);
                    }
                }
                Built::Difference(difference) => {
                    difference.from.census(&format!("{path}.difference.from"), census);
                    for (place, part) in difference.less.iter().enumerate() {
                        part.census(&format!("{path}.difference.less[{place}]"), census);
                    }
                }
            },
        }
    }

    /// Writes the amounts as a line named `term`.
    pub(super) fn write(&self, w: &mut Writer, term: Term, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        match self {
            Amounts::Level(amount) => {
                let yearly = vec![*amount; w.count()];
                yearly_figures(w, term, unit, &yearly, path)
            }
            Amounts::Figures(figures) => w.given_list(term, figures, unit, path),
            Amounts::Built(built) => built.write(w, term, unit, path),
        }
    }

    /// Multiplies the amounts.
    pub(super) fn scale(&mut self, by: f64) {
        match self {
            Amounts::Level(amount) => *amount *= by,
            Amounts::Figures(figures) => figures.iter_mut().for_each(|figure| *figure *= by),
            Amounts::Built(built) => match &mut **built {
                Built::Annual(figures) => figures.iter_mut().for_each(|figure| *figure *= by),
                Built::Path(path) => path.base *= by,
                Built::Product(product) => product.quantity.scale(by),
                Built::Margin(margin) => margin.of.scale(by),
                Built::Sum(parts) => parts.iter_mut().for_each(|part| part.scale(by)),
                Built::Difference(difference) => {
                    difference.from.scale(by);
                    difference.less.iter_mut().for_each(|part| part.scale(by));
                }
            },
        }
    }

    /// The first growth path in the amounts.
    pub(super) fn path_mut(&mut self) -> Option<&mut Path> {
        let Amounts::Built(built) = self else { return None };
        match &mut **built {
            Built::Annual(_) => None,
            Built::Path(path) => Some(path),
            Built::Product(product) => product.quantity.path_mut(),
            Built::Margin(margin) => margin.of.path_mut(),
            Built::Sum(parts) => parts.iter_mut().find_map(Amounts::path_mut),
            Built::Difference(difference) => {
                let Difference { from, less } = difference;
                from.path_mut().or_else(|| less.iter_mut().find_map(Amounts::path_mut))
            }
        }
    }
}

impl Built {
    fn write(&self, w: &mut Writer, term: Term, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        match self {
            Built::Annual(figures) => yearly_figures(w, term, unit, figures, &format!("{path}.annual")),
            Built::Path(growth) => growth.write(w, term, unit, &format!("{path}.path")),
            Built::Product(product) => {
                let at = format!("{path}.product");
                let quantity = product.quantity.write(w, Term::QUANTITY, Unit::Count, &format!("{at}.quantity"))?;
                let price = w.series(Term::UNIT_AMOUNT, &product.price, Unit::Yuan, &format!("{at}.price"))?;
                Ok(w.compute(term, unit, quantity * price))
            }
            Built::Margin(margin) => {
                let at = format!("{path}.margin");
                let of = margin.of.write(w, Term::BASE_AMOUNT, unit, &format!("{at}.of"))?;
                let rate = w.series(Term::MARGIN_RATE, &margin.rate, Unit::Ratio, &format!("{at}.rate"))?;
                Ok(w.compute(term, unit, of * rate))
            }
            Built::Sum(parts) => {
                let mut sum: Option<Expr> = None;
                for (place, part) in parts.iter().enumerate() {
                    let part = part.write(w, Term::SUMMAND, unit, &format!("{path}.sum[{place}]"))?;
                    sum = Some(sum.map_or_else(|| part.into(), |sum| sum + part));
                }
                let sum = sum.ok_or_else(|| ProblemError::Missing { path: format!("{path}.sum[0]") })?;
                Ok(w.compute(term, unit, sum))
            }
            Built::Difference(difference) => {
                let at = format!("{path}.difference");
                let mut rest: Expr = difference.from.write(w, Term::BASE_AMOUNT, unit, &format!("{at}.from"))?.into();
                for (place, part) in difference.less.iter().enumerate() {
                    rest = rest - part.write(w, Term::SUBTRAHEND, unit, &format!("{at}.less[{place}]"))?;
                }
                Ok(w.compute(term, unit, rest))
            }
        }
    }
}

impl Path {
    /// Number of periods, when the path tells.
    pub(super) fn count(&self) -> Option<usize> {
        let first = usize::from(self.base_year == BaseYear::First);
        let by_growth = match &self.growth {
            Growth::Same(_) => None,
            Growth::Each(rates) => Some(rates.len() + first),
            Growth::Phases { phases } => {
                let years: Option<Vec<usize>> = phases.iter().map(|phase| phase.years).collect();
                years.map(|years| years.iter().fold(first, |sum, years| sum.saturating_add(*years)))
            }
        };
        self.years.or(by_growth)
    }

    fn write(&self, w: &mut Writer, term: Term, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        let count = w.count();
        let steps = count - usize::from(self.base_year == BaseYear::First).min(count);
        let phases = self.phases(steps, path)?;
        let base = w.given(Term::BASE_AMOUNT, self.base, unit, &format!("{path}.base"))?;
        let mut amount: Expr = base.into();
        let mut before = 0;
        for (growth, years) in phases {
            let rate = w.given(Term::GROWTH, growth, Unit::RatePerYear, &format!("{path}.growth"))?;
            let so_far: Vec<f64> = (0..count)
                .map(|place| (place + 1 - (count - steps).min(place + 1)).saturating_sub(before).min(years) as f64)
                .collect();
            let so_far = w.sheet.given_series(Term::GROWTH_STEPS, so_far, Unit::Year, Origin::Stated);
            amount = amount * (1.0 + rate).pow(so_far);
            before += years;
        }
        if w.lengths.iter().all(|length| *length == 1.0) {
            return Ok(w.compute(term, unit, amount));
        }
        let annual = w.compute(Term::ANNUAL_AMOUNT, unit, amount);
        let length = w.lengths.clone();
        let length = w.sheet.given_series(Term::PERIOD_LENGTH, length, Unit::Year, Origin::Stated);
        Ok(w.compute(term, unit, annual * length))
    }

    /// Growth and years of each phase; together `steps` years.
    fn phases(&self, steps: usize, path: &str) -> Result<Vec<(f64, usize)>, ProblemError> {
        let at = format!("{path}.growth");
        let above = |growth: f64, path: &str| {
            ensure(growth > -1.0 && growth.is_finite(), path, "is a finite rate above −100 %")
        };
        match &self.growth {
            Growth::Same(growth) => {
                above(*growth, &at)?;
                Ok(vec![(*growth, steps)])
            }
            Growth::Each(rates) => {
                if rates.len() != steps {
                    let other = "the number of years that grow".to_owned();
                    return Err(ProblemError::Periods { path: at, found: rates.len(), other, expected: steps });
                }
                for (place, rate) in rates.iter().enumerate() {
                    above(*rate, &format!("{at}[{place}]"))?;
                }
                Ok(rates.iter().map(|rate| (*rate, 1)).collect())
            }
            Growth::Phases { phases } => {
                let mut left = steps;
                let mut written = Vec::new();
                for (place, phase) in phases.iter().enumerate() {
                    let at = format!("{at}.phases[{place}]");
                    above(phase.growth, &format!("{at}.growth"))?;
                    let last = place + 1 == phases.len();
                    ensure(phase.years.is_some() || last, &format!("{at}.years"), "only the last phase goes on")?;
                    let years = phase.years.unwrap_or(left);
                    ensure(years <= left, &format!("{at}.years"), "the phases are no longer than the forecast")?;
                    left -= years;
                    written.push((phase.growth, years));
                }
                ensure(left == 0, &format!("{at}.phases"), "the phases cover the forecast")?;
                Ok(written)
            }
        }
    }
}

/// Figures of whole years; a part of a year has its part.
fn yearly_figures(w: &mut Writer, term: Term, unit: Unit, yearly: &[f64], path: &str) -> Result<Cell, ProblemError> {
    if w.lengths.iter().all(|length| *length == 1.0) {
        return w.given_list(term, yearly, unit, path);
    }
    let annual = w.given_list(Term::ANNUAL_AMOUNT, yearly, unit, path)?;
    let length = w.lengths.clone();
    let length = w.sheet.given_series(Term::PERIOD_LENGTH, length, Unit::Year, Origin::Stated);
    Ok(w.compute(term, unit, annual * length))
}

/// The periods of a forecast.
///
/// The number of periods comes from the lists of the problem; `count` states it where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Periods {
    /// Number of periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Length of the first period, years, above 0 and at most 1: 0.5 from 30 June.
    pub first: f64,
    /// Length of the last period, years, above 0 and at most 1; not read with a single period.
    pub last: f64,
    /// Years from the valuation date 评估基准日 to the start of the first period.
    pub delay: f64,
}

impl Default for Periods {
    fn default() -> Self {
        Periods { count: None, first: 1.0, last: 1.0, delay: 0.0 }
    }
}

impl Periods {
    /// A writer that knows its periods.
    pub(super) fn writer(&self, mut census: Census) -> Result<Writer, ProblemError> {
        let part =
            |length: f64, path: &str| ensure(length > 0.0 && length <= 1.0, path, "lies in 0–1 year, 0 left out");
        part(self.first, "periods.first")?;
        part(self.last, "periods.last")?;
        ensure(self.delay >= 0.0 && self.delay.is_finite(), "periods.delay", "is a finite number, not negative")?;
        if let Some(count) = self.count {
            ensure(count <= MOST_PERIODS, "periods.count", "is at most 1,000")?;
            census.add("periods.count", count);
        }
        let count = census.count()?;
        let starts = (0..count).map(|place| self.delay + crate::valuation::income::start(self.first, place)).collect();
        let lengths = crate::valuation::income::lengths(count, self.first, self.last);
        Ok(Writer::with_periods(starts, lengths))
    }
}

/// A payment at a time 一次性款项.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Payment {
    /// The amount.
    pub amount: f64,
    /// Years after the valuation date.
    #[serde(default)]
    pub time: f64,
}

impl Payment {
    pub(super) fn check(&self, path: &str) -> Result<(), ProblemError> {
        ensure_finite(self.amount, &format!("{path}.amount"))?;
        ensure(self.time >= 0.0 && self.time.is_finite(), &format!("{path}.time"), "is a finite number, not negative")
    }
}
