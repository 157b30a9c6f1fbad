//! Totals and distributions over the firms that count 汇总与分布.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Firm;
use crate::dossier::Sector;
use crate::financing::Channel;
use crate::rules::Outcome;
use crate::star::result::Status;
use crate::valuation::Grade;

/// A quantity over the firms that have it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Firms that have it.
    pub known: usize,
    /// Sum over them.
    pub total: f64,
    /// First quartile, median, third quartile; `None` when no firm has it.
    pub quartiles: Option<[f64; 3]>,
    /// Firms in adjoining intervals of equal width from the least to the largest: from, to, count.
    pub bins: Vec<(f64, f64, usize)>,
}

/// How many firms are in a group; `None` is the group of which it is not known.
pub type Count<K> = (Option<K>, usize);

/// What the firms come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Firms that count.
    pub firms: usize,
    /// Median values of the portfolios, yuan. Their sum is no median of the sum: it serves comparison.
    pub value: Spread,
    /// Most that one channel lends, yuan.
    pub debt: Spread,
    /// Overall score, 0–100.
    pub score: Spread,
    /// White-list points.
    pub points: Spread,
    /// Completeness, 0–1.
    pub completeness: Spread,
    /// White list: listed, not listed, not to be said.
    pub listed: Vec<(Outcome, usize)>,
    /// By main industry.
    pub sectors: Vec<Count<Sector>>,
    /// By district code.
    pub districts: Vec<Count<String>>,
    /// By grade.
    pub grades: Vec<Count<Grade>>,
    /// By best open channel; `None` is without one.
    pub channels: Vec<Count<Channel>>,
    /// By STAR readiness.
    pub statuses: Vec<(Status, usize)>,
}

/// Sums up the firms that count.
pub fn totals<'a>(firms: impl IntoIterator<Item = &'a Firm>) -> Totals {
    let firms: Vec<&Firm> = firms.into_iter().collect();
    let spread = |of: &dyn Fn(&Firm) -> Option<f64>| spread(firms.iter().filter_map(|firm| of(firm)).collect());
    let listed = [Outcome::Pass, Outcome::Fail, Outcome::Unknown];
    let statuses = [Status::Ready, Status::Near, Status::Gap, Status::Blocked, Status::NotEligible];
    Totals {
        firms: firms.len(),
        value: spread(&|firm| firm.value.map(|range| range.p50)),
        debt: spread(&|firm| firm.debt),
        score: spread(&|firm| firm.outlook.score),
        points: spread(&|firm| Some(firm.screening.score)),
        completeness: spread(&|firm| Some(firm.completeness)),
        listed: listed
            .into_iter()
            .map(|outcome| (outcome, firms.iter().filter(|firm| firm.screening.listed == outcome).count()))
            .collect(),
        sectors: counts(firms.iter().map(|firm| firm.sector)),
        districts: counts(firms.iter().map(|firm| firm.district.clone())),
        grades: counts(firms.iter().map(|firm| firm.outlook.grade)),
        channels: counts(firms.iter().map(|firm| firm.best)),
        statuses: statuses
            .into_iter()
            .map(|status| (status, firms.iter().filter(|firm| firm.outlook.status == status).count()))
            .collect(),
    }
}

/// The groups in their order, the unknown last; a group without a firm is left out.
fn counts<K: Ord>(keys: impl Iterator<Item = Option<K>>) -> Vec<Count<K>> {
    let mut found: BTreeMap<(bool, Option<K>), usize> = BTreeMap::new();
    for key in keys {
        *found.entry((key.is_none(), key)).or_default() += 1;
    }
    found.into_iter().map(|((_, key), count)| (key, count)).collect()
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    Spread { known: values.len(), total: values.iter().sum(), quartiles: quartiles(&values), bins: bins(&values) }
}

/// Intervals of a distribution: enough for its shape, few enough to be seen.
const BINS: usize = 24;

fn bins(ascending: &[f64]) -> Vec<(f64, f64, usize)> {
    let (Some(least), Some(most)) = (ascending.first(), ascending.last()) else { return Vec::new() };
    let width = (most - least) / BINS as f64;
    if width <= 0.0 {
        return Vec::new();
    }
    let mut counts = [0; BINS];
    for value in ascending {
        // The largest belongs to the last interval.
        let place = (((value - least) / width) as usize).min(BINS - 1);
        counts[place] += 1;
    }
    let from = |place: usize| least + width * place as f64;
    counts.into_iter().enumerate().map(|(place, count)| (from(place), from(place + 1), count)).collect()
}

/// First quartile, median and third quartile of ascending values: between neighbours in proportion, as `QUARTILE` of
/// spreadsheets does (type 7 of Hyndman and Fan, 1996). `None` of nothing.
#[must_use]
pub fn quartiles(ascending: &[f64]) -> Option<[f64; 3]> {
    let last = ascending.len().checked_sub(1)?;
    let at = |quarter: usize| {
        // Exact: the place is a whole number of quarters.
        let (below, rest) = (quarter * last / 4, quarter * last % 4);
        let low = ascending.get(below).copied().unwrap_or_default();
        let high = ascending.get((below + 1).min(last)).copied().unwrap_or_default();
        low + (high - low) * rest as f64 / 4.0
    };
    Some([at(1), at(2), at(3)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_a_spreadsheet() {
        // QUARTILE over 1, 2, 4, 7, 11 and over 1, 2, 4, 7, by hand.
        assert_eq!(quartiles(&[1.0, 2.0, 4.0, 7.0, 11.0]), Some([2.0, 4.0, 7.0]));
        assert_eq!(quartiles(&[1.0, 2.0, 4.0, 7.0]), Some([1.75, 3.0, 4.75]));
        assert_eq!(quartiles(&[5.0]), Some([5.0, 5.0, 5.0]));
        assert_eq!(quartiles(&[]), None);
    }

    #[test]
    fn the_unknown_is_a_group_of_its_own_and_last() {
        assert_eq!(counts([None, Some(2), Some(1), None].into_iter()), [(Some(1), 1), (Some(2), 1), (None, 2)]);
    }
}
