//! What the table says of each right, worked out once for each change and not for each row drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use ip_health_engine::Assessment;
use ip_health_engine::deadlines::{Deadline, DeadlineKind, DeadlineState};
use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, Encumbrance, EvaluationReport, NumberError, NumberWarning, RightDispute,
    number_of,
};
use ip_health_engine::valuation::AssetValuation;
use jiff::civil::Date;

use super::sort::Column;

/// A right with what the table says of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The right.
    pub asset: Arc<Asset>,
    /// What its own record says.
    pub facts: Rc<Facts>,
    /// Place of its valuation in the assessment.
    pub valued: Option<usize>,
    /// How many rights have its number.
    pub repeats: u32,
    /// How many rights are of its family.
    pub family: u32,
    /// Its next deadline, overdue ones first.
    pub next: Option<Date>,
    /// The first thing to know.
    pub hint: Hint,
}

/// What the record of a right says by itself; kept from change to change while the record stays.
#[derive(Debug, Default)]
pub struct Facts {
    /// What its number is.
    pub mark: NumberMark,
    /// Number in its normal form, for finding repetitions.
    number: Option<String>,
    /// What a search looks at, in lower case.
    search: String,
}

/// What the check of a number found.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum NumberMark {
    /// There is none, or its kind of right has no known form.
    #[default]
    None,
    /// The form and, where there is one, the check digit are right.
    Good,
    /// Read, with something odd.
    Odd(NumberWarning),
    /// No number of this kind of right.
    Bad(NumberError),
}

/// The first thing to know of a right, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// The period of grace of a fee is over.
    Lapsed,
    /// The company is not the registered owner.
    NotOwner,
    /// Who owns it is in dispute.
    Dispute,
    /// A fee is late, in this month of the period of grace.
    Late(u32),
    /// A renewal is late.
    RenewalLate,
    /// A fee by its day is past; whether it was paid is not known.
    Unconfirmed,
    /// A fee is unpaid, since when is not known.
    Arrears,
    /// The number is none.
    Number,
    /// The number is that of another right too.
    Repeated,
    /// Pledged or seized.
    Encumbered,
    /// A utility model without evaluation report.
    NoReport,
    /// Applied for.
    Pending,
    /// A mark that can be renewed now.
    RenewalOpen,
    /// A fee falls due within two months.
    FeeSoon,
    /// Granted, the company's, free.
    Pledgeable,
    /// Nothing.
    None,
}

impl Hint {
    /// Whether something must be put right.
    #[must_use]
    pub fn is_problem(self) -> bool {
        self <= Hint::NoReport
    }
}

/// Days before a fee in which it is called soon.
const SOON_DAYS: i32 = 60;

/// Facts of the rights of the last change.
pub type FactsCache = RefCell<Vec<(Arc<Asset>, Rc<Facts>)>>;

/// The rows of a dossier, in its order.
pub fn rows(dossier: &Dossier, assessment: Option<&Assessment>, cache: &FactsCache) -> Vec<Row> {
    let known = cache.take();
    let facts: Vec<Rc<Facts>> = dossier
        .assets
        .iter()
        .enumerate()
        .map(|(place, asset)| match known.get(place) {
            Some((same, facts)) if Arc::ptr_eq(same, asset) => Rc::clone(facts),
            _ => Rc::new(Facts::of(asset)),
        })
        .collect();
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut families: BTreeMap<&str, u32> = BTreeMap::new();
    for (asset, facts) in dossier.assets.iter().zip(&facts) {
        if let Some(number) = &facts.number {
            *numbers.entry(number).or_default() += 1;
        }
        if let Some(family) = asset.family.as_deref().filter(|family| !family.is_empty()) {
            *families.entry(family).or_default() += 1;
        }
    }
    let valued: BTreeMap<&str, usize> = assessment
        .iter()
        .flat_map(|assessment| assessment.valuation.assets.iter().enumerate())
        .map(|(place, valued)| (valued.asset.as_str(), place))
        .collect();
    let mut due: BTreeMap<&str, &Deadline> = BTreeMap::new();
    if let Some(assessment) = assessment {
        // Overdue ones come first, and each list by day, so the first of a right is its gravest.
        for deadline in assessment.deadlines.overdue.iter().chain(&assessment.deadlines.coming) {
            due.entry(&deadline.subject).or_insert(deadline);
        }
    }
    let day = assessment.map(|assessment| assessment.as_of);
    let rows = dossier
        .assets
        .iter()
        .zip(&facts)
        .map(|(asset, facts)| {
            let count = |counts: &BTreeMap<&str, u32>, key: Option<&str>| {
                key.and_then(|key| counts.get(key)).copied().unwrap_or(0)
            };
            let repeats = count(&numbers, facts.number.as_deref());
            let deadline = due.get(asset.id.as_str()).copied();
            Row {
                asset: Arc::clone(asset),
                facts: Rc::clone(facts),
                valued: valued.get(asset.id.as_str()).copied(),
                repeats,
                family: count(&families, asset.family.as_deref()),
                next: deadline.map(|deadline| deadline.due),
                hint: hint(asset, facts, repeats, deadline, day),
            }
        })
        .collect();
    cache.replace(dossier.assets.iter().cloned().zip(facts).collect());
    rows
}

impl Facts {
    fn of(asset: &Asset) -> Facts {
        let text = asset.number.as_deref().filter(|text| !text.trim().is_empty());
        let read = text.map(|text| number_of(asset.kind, text));
        let mark = match &read {
            None => NumberMark::None,
            Some(Ok(number)) => number.warnings.first().map_or(NumberMark::Good, |odd| NumberMark::Odd(odd.clone())),
            Some(Err(error)) if has_form(asset.kind) => NumberMark::Bad(error.clone()),
            Some(Err(_)) => NumberMark::None,
        };
        let own = || text.map(|text| text.trim().to_owned());
        let number = read.and_then(Result::ok).map(|number| number.text).or_else(own);
        let parts = [asset.title.as_str(), text.unwrap_or_default(), asset.publication_number.as_deref().unwrap_or("")];
        let people = asset.inventors.iter().chain(&asset.owners).map(String::as_str);
        let search = parts.into_iter().chain(people).collect::<Vec<_>>().join("\n").to_lowercase();
        Facts { mark, number, search }
    }

    /// Whether a search, in lower case, finds it.
    pub fn matches(&self, wanted: &str) -> bool {
        wanted.is_empty() || self.search.contains(wanted)
    }
}

/// Kinds whose numbers have a form that can be checked.
fn has_form(kind: AssetKind) -> bool {
    kind.is_patent() || matches!(kind, AssetKind::Trademark | AssetKind::SoftwareCopyright | AssetKind::LayoutDesign)
}

fn hint(asset: &Asset, facts: &Facts, repeats: u32, deadline: Option<&Deadline>, day: Option<Date>) -> Hint {
    let renewal = deadline.is_some_and(|deadline| matches!(deadline.kind, DeadlineKind::Renewal { .. }));
    let by_deadline = deadline.and_then(|deadline| match deadline.state {
        DeadlineState::Lapsed => Some(Hint::Lapsed),
        DeadlineState::Late { .. } if renewal => Some(Hint::RenewalLate),
        DeadlineState::Late { month } => Some(Hint::Late(month)),
        DeadlineState::Unconfirmed => Some(Hint::Unconfirmed),
        DeadlineState::Open => Some(Hint::RenewalOpen),
        DeadlineState::Coming => {
            let left = day?.until(deadline.due).ok()?.get_days();
            (matches!(deadline.kind, DeadlineKind::AnnualFee { .. }) && left <= SOON_DAYS).then_some(Hint::FeeSoon)
        }
    });
    let held = |burden| asset.encumbrances.as_ref().is_some_and(|held| held.contains(&burden));
    let granted = asset.status == Some(AssetStatus::Granted);
    let bad_number = match &facts.mark {
        NumberMark::Bad(_) => true,
        NumberMark::Odd(odd) => !matches!(odd, NumberWarning::CheckDigitMissing { .. }),
        NumberMark::None | NumberMark::Good => false,
    };
    let model = asset.kind == AssetKind::UtilityModel && granted;
    let all = [
        by_deadline,
        (asset.registered_owner == Some(false)).then_some(Hint::NotOwner),
        (asset.dispute == Some(RightDispute::Ownership)).then_some(Hint::Dispute),
        (asset.fee_arrears == Some(true)).then_some(Hint::Arrears),
        bad_number.then_some(Hint::Number),
        (repeats > 1).then_some(Hint::Repeated),
        (held(Encumbrance::Pledged) || held(Encumbrance::Preserved)).then_some(Hint::Encumbered),
        (model && asset.evaluation_report == Some(EvaluationReport::None)).then_some(Hint::NoReport),
        (asset.status == Some(AssetStatus::Pending)).then_some(Hint::Pending),
        (granted && asset.registered_owner == Some(true)).then_some(Hint::Pledgeable),
    ];
    all.into_iter().flatten().min().unwrap_or(Hint::None)
}

/// Places of the rows in the order of a column; what has no value comes last either way.
pub fn sorted(
    rows: &[Row],
    mut places: Vec<usize>,
    values: &[AssetValuation],
    sort: Option<(Column, bool)>,
) -> Vec<usize> {
    let Some((column, ascending)) = sort else { return places };
    let valued = |row: &Row| row.valued.and_then(|place| values.get(place));
    let number = |row: &Row| -> Option<f64> {
        match column {
            Column::Life => valued(row)?.remaining_years,
            Column::Score => Some(valued(row)?.score.index.value),
            Column::Value => Some(valued(row)?.value?.p50),
            _ => None,
        }
    };
    let text = |row: &Row| -> Option<String> {
        match column {
            Column::Title => Some(row.asset.title.clone()),
            Column::Number => row.asset.number.clone(),
            _ => None,
        }
        .filter(|text| !text.is_empty())
    };
    let rank = |row: &Row| -> Option<i64> {
        match column {
            Column::Kind => Some(row.asset.kind as i64),
            Column::Status => row.asset.status.map(|status| status as i64),
            Column::Next => row.next.map(|day| i64::from(day.year()) * 400 + i64::from(day.day_of_year())),
            Column::Hint => Some(match row.hint {
                Hint::Lapsed => 0,
                Hint::NotOwner => 1,
                Hint::Dispute => 2,
                Hint::Late(_) => 3,
                other if other.is_problem() => 4,
                Hint::Pledgeable => 8,
                Hint::None => 9,
                _ => 6,
            }),
            _ => None,
        }
    };
    match column {
        Column::Life | Column::Score | Column::Value => {
            order(rows, &mut places, ascending, number, |a, b| a.total_cmp(b));
        }
        Column::Title | Column::Number => order(rows, &mut places, ascending, text, Ord::cmp),
        _ => order(rows, &mut places, ascending, rank, Ord::cmp),
    }
    places
}

/// Sorts places by a key read once for each; equal rows keep their order.
fn order<K>(
    rows: &[Row],
    places: &mut [usize],
    ascending: bool,
    key: impl Fn(&Row) -> Option<K>,
    compare: impl Fn(&K, &K) -> std::cmp::Ordering,
) {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let keys: Vec<Option<K>> = rows.iter().map(key).collect();
    let of = |place: usize| keys.get(place).and_then(Option::as_ref);
    places.sort_by(|a, b| match (of(*a), of(*b)) {
        (Some(a), Some(b)) if ascending => compare(a, b),
        (Some(a), Some(b)) => compare(b, a),
        (Some(_), None) => Less,
        (None, Some(_)) => Greater,
        (None, None) => Equal,
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ip_health_engine::assess;
    use ip_health_engine::rules::RulePack;
    use jiff::civil::date;

    use super::*;

    fn asset(id: &str) -> Asset {
        Asset {
            id: id.to_owned(),
            title: id.to_owned(),
            status: Some(AssetStatus::Granted),
            registered_owner: Some(true),
            filing_date: Some(date(2018, 9, 30)),
            grant_date: Some(date(2021, 3, 1)),
            ..Asset::default()
        }
    }

    fn of(assets: Vec<Asset>) -> Dossier {
        Dossier { assets: assets.into_iter().map(Arc::new).collect(), ..Dossier::default() }
    }

    fn found(dossier: &Dossier) -> Vec<Row> {
        let assessment = assess(dossier, &RulePack::built_in().unwrap(), date(2026, 11, 25)).unwrap();
        rows(dossier, Some(&assessment), &FactsCache::default())
    }

    fn check_hint(asset: Asset, expected: Hint) {
        assert_eq!(found(&of(vec![asset]))[0].hint, expected);
    }

    #[test]
    fn the_gravest_hint_is_shown() {
        let plain = asset("a");
        check_hint(plain.clone(), Hint::Pledgeable);
        let late = Asset { fee_arrears: Some(true), next_fee_due: Some(date(2026, 9, 30)), ..plain.clone() };
        check_hint(late.clone(), Hint::Late(2));
        check_hint(Asset { registered_owner: Some(false), ..late }, Hint::NotOwner);
        let pledged = Asset { encumbrances: Some(BTreeSet::from([Encumbrance::Pledged])), ..plain.clone() };
        check_hint(pledged, Hint::Encumbered);
        check_hint(Asset { status: Some(AssetStatus::Pending), ..plain.clone() }, Hint::Pending);
        check_hint(Asset { number: Some("202110333395.8".to_owned()), ..plain }, Hint::Number);
    }

    #[test]
    fn a_repeated_number_is_found_in_any_writing() {
        let written = |id: &str, number: &str| Asset { number: Some(number.to_owned()), ..asset(id) };
        let rows = found(&of(vec![written("a", "ZL 2021 1 0333395.7"), written("b", "202110333395.7"), asset("c")]));
        assert_eq!(rows.iter().map(|row| row.repeats).collect::<Vec<_>>(), [2, 2, 0]);
        assert_eq!(rows[0].facts.mark, NumberMark::Good);
    }

    #[test]
    fn facts_of_a_record_that_did_not_change_are_kept() {
        let mut dossier = of(vec![asset("a"), asset("b")]);
        let cache = FactsCache::default();
        let before = rows(&dossier, None, &cache);
        Arc::make_mut(&mut dossier.assets[1]).title = "changed".to_owned();
        let after = rows(&dossier, None, &cache);
        assert!(Rc::ptr_eq(&before[0].facts, &after[0].facts));
        assert!(after[1].facts.matches("changed") && !before[1].facts.matches("changed"));
    }

    #[test]
    fn what_has_no_value_comes_last_in_either_order() {
        let numbered = |id: &str, number: Option<&str>| Asset { number: number.map(str::to_owned), ..asset(id) };
        let rows = found(&of(vec![numbered("a", None), numbered("b", Some("2")), numbered("c", Some("1"))]));
        let order = |ascending| sorted(&rows, vec![0, 1, 2], &[], Some((Column::Number, ascending)));
        assert_eq!(order(true), [2, 1, 0]);
        assert_eq!(order(false), [1, 2, 0]);
    }
}
