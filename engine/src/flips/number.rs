//! The numbers of a dossier that can be moved, each on a grid of whole places: fen, 0.01 percentage point, months, points.

use std::sync::Arc;

use crate::dossier::{Dossier, Product};
use crate::rules::Unit;
use crate::{Assessment, Money, Ratio};

/// Products whose numbers are moved, the first of the list.
const PRODUCTS: usize = 4;

/// Places of a ratio in one.
const RATIO: f64 = 10_000.0;

/// Puts a number at a place.
type Set = Box<dyn Fn(&mut Dossier, i64)>;

/// A number that can be moved.
pub(super) struct Moved {
    pub path: String,
    pub unit: Unit,
    /// Place of the answer.
    pub base: i64,
    /// The answer itself, where it lies between two places.
    exact: Option<f64>,
    /// Lowest and highest place searched.
    pub least: i64,
    pub most: i64,
    places: f64,
    set: Set,
}

impl Moved {
    /// The dossier with the number at a place.
    pub(super) fn moved(&self, dossier: &Dossier, place: i64) -> Dossier {
        let mut moved = dossier.clone();
        if place != self.base || self.exact.is_none() {
            (self.set)(&mut moved, place);
        }
        moved
    }

    /// The number at a place.
    pub(super) fn value(&self, place: i64) -> f64 {
        match self.exact {
            Some(exact) if place == self.base => exact,
            _ => place as f64 / self.places,
        }
    }

    /// Width of the range searched.
    pub(super) fn range(&self) -> f64 {
        libm::fmax((self.most - self.least) as f64, 1.0) / self.places
    }
}

/// Every number that can be moved: those of the last accounts, of the products, of the need and of the enterprise that
/// are answered, then the scores of the most valuable right.
pub(super) fn numbers(dossier: &Dossier, assessment: &Assessment, right: Option<&str>) -> Vec<Moved> {
    let mut found = Vec::new();
    of_accounts(dossier, &mut found);
    for (place, product) in dossier.products.iter().enumerate().take(PRODUCTS) {
        of_product(place, product, &mut found);
    }
    let need = &dossier.need;
    if let Some(amount) = need.amount.filter(|amount| amount.fen() > 0) {
        let set = |dossier: &mut Dossier, amount| dossier.need.amount = Some(amount);
        found.push(money("need.amount".to_owned(), amount, scaled(amount), set));
    }
    if let Some(growth) = need.expected_growth {
        let set = |dossier: &mut Dossier, ratio| dossier.need.expected_growth = ratio;
        found.push(ratio("need.expected_growth".to_owned(), Unit::RatePerYear, growth, [-0.3, 0.6], set));
    }
    if let Some(months) = need.tenor_months {
        found.push(Moved {
            path: "need.tenor_months".to_owned(),
            unit: Unit::Month,
            base: i64::from(months),
            exact: None,
            least: 1,
            most: i64::from(months.max(120)),
            places: 1.0,
            set: Box::new(|dossier, place| dossier.need.tenor_months = u32::try_from(place).ok()),
        });
    }
    if let Some(amount) = dossier.enterprise.pre_money.filter(|amount| amount.fen() > 0) {
        let set = |dossier: &mut Dossier, amount| dossier.enterprise.pre_money = Some(amount);
        found.push(money("enterprise.pre_money".to_owned(), amount, scaled(amount), set));
    }
    if let Some(id) = right {
        of_right(dossier, assessment, id, &mut found);
    }
    found
}

/// A fifth and five times of an amount, fen.
fn scaled(amount: Money) -> [i64; 2] {
    [amount.fen() / 5, amount.fen().saturating_mul(5)]
}

fn money(path: String, amount: Money, [least, most]: [i64; 2], set: impl Fn(&mut Dossier, Money) + 'static) -> Moved {
    Moved {
        path,
        unit: Unit::Yuan,
        base: amount.fen(),
        exact: None,
        least,
        most,
        places: 100.0,
        set: Box::new(move |dossier, place| set(dossier, Money::from_fen(place))),
    }
}

fn ratio(
    path: String,
    unit: Unit,
    answer: Ratio,
    [low, high]: [f64; 2],
    set: impl Fn(&mut Dossier, Option<Ratio>) + 'static,
) -> Moved {
    let place = |number: f64| libm::round(number * RATIO) as i64;
    let base = place(answer.get());
    Moved {
        path,
        unit,
        base,
        exact: Some(answer.get()),
        least: place(low).min(base),
        most: place(high).max(base),
        places: RATIO,
        set: Box::new(move |dossier, place| set(dossier, Ratio::new(place as f64 / RATIO))),
    }
}

/// Amounts of a fiscal year: key, whether it may fall below zero.
const AMOUNTS: [(&str, bool); 11] = [
    ("revenue", false),
    ("rd", false),
    ("operating_profit", true),
    ("net_profit", true),
    ("ebitda", true),
    ("operating_cash_flow", true),
    ("cash", false),
    ("total_assets", false),
    ("total_liabilities", false),
    ("debt", false),
    ("debt_service", false),
];

fn of_accounts(dossier: &Dossier, found: &mut Vec<Moved>) {
    let Some(mut last) = dossier.last_year().cloned() else { return };
    let revenue = last.revenue.map_or(0, Money::fen);
    for (key, signed) in AMOUNTS {
        let Some(amount) = last.amount_mut(key).and_then(|slot| *slot) else { continue };
        let reach = amount.fen().saturating_abs().max(revenue / 10).saturating_mul(4);
        let ends = if signed {
            [amount.fen().saturating_sub(reach), amount.fen().saturating_add(reach)]
        } else {
            scaled(amount)
        };
        if ends[0] < ends[1] {
            let path = format!("accounts.{}.{key}", last.year);
            found.push(money(path, amount, ends, move |dossier, amount| {
                if let Some(slot) = dossier.last_year_mut().and_then(|year| year.amount_mut(key)) {
                    *slot = Some(amount);
                }
            }));
        }
    }
}

fn of_product(place: usize, product: &Product, found: &mut Vec<Moved>) {
    let path = |field: &str| format!("products.{}.{field}", product.id);
    if let Some(answer) = product.growth {
        found.push(ratio(path("growth"), Unit::RatePerYear, answer, [-0.3, 0.6], move |dossier, ratio| {
            if let Some(product) = dossier.products.get_mut(place) {
                product.growth = ratio;
            }
        }));
    }
    if let Some(answer) = product.operating_margin {
        found.push(ratio(path("operating_margin"), Unit::Ratio, answer, [0.0, 0.6], move |dossier, ratio| {
            if let Some(product) = dossier.products.get_mut(place) {
                product.operating_margin = ratio;
            }
        }));
    }
    let last = product.history.iter().enumerate().max_by_key(|(_, known)| known.year);
    if let Some((at, known)) = last.filter(|(_, known)| known.amount.fen() > 0) {
        let path = format!("products.{}.history.{}", product.id, known.year);
        found.push(money(path, known.amount, scaled(known.amount), move |dossier, amount| {
            if let Some(known) = dossier.products.get_mut(place).and_then(|product| product.history.get_mut(at)) {
                known.amount = amount;
            }
        }));
    }
    if let Some(cost) = product.development_cost.filter(|cost| cost.fen() > 0) {
        found.push(money(path("development_cost"), cost, scaled(cost), move |dossier, amount| {
            if let Some(product) = dossier.products.get_mut(place) {
                product.development_cost = Some(amount);
            }
        }));
    }
}

/// The 27 indicators of a right, in whole points.
fn of_right(dossier: &Dossier, assessment: &Assessment, id: &str, found: &mut Vec<Moved>) {
    let Some(place) = dossier.assets.iter().position(|asset| asset.id == id) else { return };
    let Some(valued) = assessment.valuation.assets.iter().find(|right| right.asset == id) else { return };
    for indicator in &valued.score.indicators {
        let code = indicator.code;
        found.push(Moved {
            path: format!("assets.{id}.scores.{code}"),
            unit: Unit::Point,
            base: libm::round(indicator.score) as i64,
            exact: Some(indicator.score),
            least: 1,
            most: 10,
            places: 1.0,
            set: Box::new(move |dossier, points| {
                if let Some(asset) = dossier.assets.get_mut(place) {
                    Arc::make_mut(asset).scores.insert(code.to_owned(), points as f64);
                }
            }),
        });
    }
}
