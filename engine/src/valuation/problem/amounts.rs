//! Amounts of the periods: figures, a level, a growth path, or arithmetic on such.

use serde::{Deserialize, Serialize};

use super::growth::Path;
use super::read::{Forms, deserialize_forms};
use super::series::Census;
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Quantity times price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Product {
    /// Units sold 销量.
    pub quantity: Amounts,
    /// Price, profit or saving a unit; it is not divided in a part of a year.
    pub price: Amounts,
}

/// A part of other amounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Margin {
    /// The amounts, such as revenue.
    pub of: Amounts,
    /// The part, such as a profit margin 利润率.
    pub rate: Series,
}

/// One amount less others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

deserialize_forms!(Amounts);

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
            Built::Product(product) => {
                let Product { quantity, price } = product;
                quantity.path_mut().or_else(|| price.path_mut())
            }
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
                let whole_years = vec![1.0; w.count()];
                let lengths = std::mem::replace(&mut w.lengths, whole_years);
                let price = product.price.write(w, Term::UNIT_AMOUNT, Unit::Yuan, &format!("{at}.price"));
                w.lengths = lengths;
                let price = price?;
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
