//! Keep or prune 续费或放弃: whether a patent is worth its fees.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::result::{Advice, AdviceReason, Outlook};
use super::{Book, NextFee};
use crate::dossier::{Asset, AssetKind, Certificate, Dossier, Encumbrance};
use crate::rules::{RuleError, Rules, Unit};
use crate::valuation::renewal::renewal_programme;
use crate::valuation::{AssetValuation, Grade, NoValue, PortfolioValuation};
use crate::working::{Expr, Figure, Origin, Sheet, Term, joined};

/// Most years of benefit that are looked at.
const MOST_YEARS: usize = 100;

/// Numbers of the rule pack, read once.
#[derive(Clone, Debug)]
pub(super) struct OutlookRules {
    decay: f64,
    /// What is left of a benefit after 0, 1, 2, … years.
    declines: Vec<f64>,
    rate: f64,
    years: f64,
    review_multiple: f64,
}

impl OutlookRules {
    pub fn read(rules: &Rules) -> Result<Self, RuleError> {
        let decay = rules.number("valuation.renewal.decay")?;
        Ok(OutlookRules {
            decay,
            declines: (0..=MOST_YEARS).map(|k| libm::pow(1.0 - decay, k as f64)).collect(),
            rate: rules.number("valuation.renewal.discount-rate")?,
            years: rules.number("valuation.renewal.years")?,
            review_multiple: rules.number("valuation.renewal.review-multiple")?,
        })
    }
}

/// Discount factors of the years from now, by rate. The rights of a pool share its rate, and powers are dear.
#[derive(Debug, Default)]
pub(super) struct Discounts(Vec<Discount>);

#[derive(Debug)]
struct Discount {
    rate: f64,
    /// From the middle of each year.
    middle: Vec<f64>,
    /// From its start.
    start: Vec<f64>,
}

impl Discounts {
    /// Of at least so many years.
    fn of(&mut self, rate: f64, years: usize) -> &Discount {
        let place = self.0.iter().position(|known| known.rate == rate).unwrap_or_else(|| {
            self.0.push(Discount { rate, middle: Vec::new(), start: Vec::new() });
            self.0.len() - 1
        });
        let Discount { middle, start, .. } = &mut self.0[place];
        let from = |k: usize, part: f64| libm::pow(1.0 + rate, -(k as f64 + part));
        middle.extend((middle.len()..years).map(|k| from(k, 0.5)));
        start.extend((start.len()..years).map(|k| from(k, 0.0)));
        &self.0[place]
    }
}

/// What binds rights to something that would be lost with them, and the pool each earns in.
pub(super) struct Ties<'a> {
    licensed: BTreeSet<&'a str>,
    listing: bool,
    high_tech: bool,
    pools: FxHashMap<&'a str, PoolOf<'a>>,
}

/// The pool that holds most of a right's value.
#[derive(Clone, Copy)]
struct PoolOf<'a> {
    part: f64,
    rate: Option<&'a Figure>,
    years: Option<&'a Figure>,
}

impl<'a> Ties<'a> {
    pub fn new(dossier: &'a Dossier, valuation: &'a PortfolioValuation, day: Date) -> Self {
        let running = dossier.licences.iter().filter(|licence| licence.to.is_none_or(|end| day <= end));
        let licensed = running.flat_map(|licence| licence.assets.iter().map(String::as_str)).collect();
        let mut pools: FxHashMap<&str, PoolOf> = FxHashMap::default();
        for pool in &valuation.pools {
            for member in &pool.members {
                let part = member.range.p50;
                if pools.get(member.asset.as_str()).is_none_or(|known| known.part < part) {
                    let own = PoolOf { part, rate: pool.discount_rate.as_ref(), years: pool.life.as_ref() };
                    pools.insert(&member.asset, own);
                }
            }
        }
        Ties {
            licensed,
            listing: dossier.star.intends == Some(true),
            high_tech: dossier.enterprise.holds(Certificate::HighTech) == Some(true),
            pools,
        }
    }

    /// Why a right is kept whatever it earns.
    fn reason(&self, asset: &Asset) -> Option<AdviceReason> {
        let binds = |burden: &Encumbrance| !matches!(burden, Encumbrance::ExclusiveLicence);
        let bound = asset.encumbrances.as_ref().is_some_and(|held| held.iter().any(binds));
        let invention = asset.kind == AssetKind::Invention;
        let main_business = asset.main_business != Some(false);
        let exclusive = asset.encumbrances.as_ref().is_some_and(|held| held.contains(&Encumbrance::ExclusiveLicence));
        let reasons = [
            (bound, AdviceReason::Bound),
            (asset.standard_essential == Some(true), AdviceReason::StandardEssential),
            (exclusive || self.licensed.contains(asset.id.as_str()), AdviceReason::Licensed),
            (self.listing && invention && main_business, AdviceReason::ListingCount),
            (self.high_tech && invention && main_business, AdviceReason::HighTechCount),
        ];
        reasons.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
    }
}

/// The outlook of a patent; `None` when the year of its next fee is not known or past the schedule.
pub(super) fn outlook(
    asset: &Asset,
    valued: &AssetValuation,
    next: NextFee,
    ties: &Ties,
    rules: &OutlookRules,
    book: &mut Book,
) -> Option<Outlook> {
    let first = next.year?;
    let last = u32::try_from(book.fees.schedule(asset.kind).len()).ok()?;
    let fees: Vec<f64> = (first..=last).map_while(|year| book.fees.fee(asset, year, book.reduction)).collect();
    let next_fee = *fees.first()?;
    // A right counted with another of its family has a value, only not one of its own.
    let known = valued.reason.is_none() || valued.reason == Some(NoValue::NotInForce);
    let value = valued.value.filter(|_| known).map(|range| range.p50);
    let programme = value.map(|value| programme(asset, valued, value, first, &fees, ties, rules, book));
    let (worth, keep_until) = match programme {
        Some((worth, until)) => (Some(worth), until),
        None => (None, None),
    };
    let own = worth.as_ref().map(|figure| figure.value);
    let grade = valued.score.grade;
    let (advice, reason) = match (ties.reason(asset), own) {
        (Some(reason), _) => (Advice::Keep, reason),
        (None, _) if grade == Grade::E => (Advice::Prune, AdviceReason::LowGrade),
        (None, None) => (Advice::Unknown, AdviceReason::ValueUnknown),
        (None, Some(worth)) if worth <= 0.0 && grade == Grade::D => (Advice::Prune, AdviceReason::NotWorthFee),
        (None, Some(worth)) if worth <= 0.0 => (Advice::Review, AdviceReason::GradeAgainstValue),
        (None, Some(worth)) if worth < rules.review_multiple * next_fee => (Advice::Review, AdviceReason::SmallMargin),
        (None, Some(_)) => (Advice::Keep, AdviceReason::Worth),
    };
    Some(Outlook {
        asset: asset.id.clone(),
        next_year: first,
        next_fee,
        fees_left: fees.iter().sum(),
        worth,
        keep_until,
        advice,
        reason,
    })
}

/// Worth of going on and the last year worth its fee.
///
/// The value of the right is spread over its years of benefit, each a stated share below the one before, so that their
/// present value is the value; then the renewal programme decides year by year.
#[expect(clippy::too_many_arguments, reason = "the parts of one working")]
fn programme(
    asset: &Asset,
    valued: &AssetValuation,
    value: f64,
    first: u32,
    fees: &[f64],
    ties: &Ties,
    rules: &OutlookRules,
    book: &mut Book,
) -> (Figure, Option<u32>) {
    let pool = ties.pools.get(asset.id.as_str());
    let rule = |name: &str| Origin::Rule { id: joined(&["valuation.renewal.", name]) };
    let of = |figure: Option<&Figure>, own: f64, name: &str| match figure {
        Some(figure) => (figure.value, Origin::Figure { id: figure.working.clone() }),
        None => (own, rule(name)),
    };
    let (rate, rate_origin) = of(pool.and_then(|pool| pool.rate), rules.rate, "discount-rate");
    let (years, years_origin) = of(pool.and_then(|pool| pool.years), rules.years, "years");
    let years = libm::fmin(years, valued.remaining_years.unwrap_or(years));
    let benefit_years = (libm::ceil(years).clamp(1.0, MOST_YEARS as f64)) as usize;
    let discount = book.discounts.of(rate, benefit_years.max(fees.len()));
    let declines = rules.declines.get(..benefit_years).unwrap_or(&[]);
    let factor = declines.iter().zip(&discount.middle).fold(0.0, |sum, (left, factor)| sum + left * factor);
    let start = if factor > 0.0 { value / factor } else { 0.0 };
    let plan: Vec<(u32, f64, f64)> = (first..)
        .zip(fees)
        .enumerate()
        .map(|(k, (year, fee))| (year, *fee, declines.get(k).map_or(0.0, |left| start * left)))
        .collect();
    let plan = renewal_programme(&plan, rate);
    let kept: Vec<_> = plan.iter().take_while(|year| year.renew()).collect();
    let until = kept.last().map(|year| year.patent_year);
    let id = joined(&["deadlines.outlook.", &asset.id]);
    if !book.detail.files(&asset.id) {
        // As the working below, number by number.
        let value = match kept.first() {
            None => {
                let [first, fee] = [&discount.middle, fees].map(|of| of.first().copied().unwrap_or(0.0));
                libm::fmax(start * first - fee, 0.0)
            }
            Some(_) => {
                let years = kept.iter().zip(&discount.middle).zip(&discount.start);
                years.fold(0.0, |sum, ((year, middle), start)| sum + (year.benefit * middle - year.fee * start))
            }
        };
        return (Figure { value, unit: Unit::Yuan, working: id }, until);
    }

    let figure_id = valued.figure.as_ref().map(|figure| figure.working.clone()).unwrap_or_default();
    let mut sheet = Sheet::new();
    let worth = sheet.given(Term::RIGHT_VALUE, value, Unit::Yuan, Origin::Figure { id: figure_id });
    let rate = sheet.given(Term::DISCOUNT_RATE, rate, Unit::RatePerYear, rate_origin);
    sheet.given(Term::BENEFIT_YEARS, years, Unit::Year, years_origin);
    let decay = sheet.given(Term::YEARLY_DECLINE, rules.decay, Unit::Ratio, rule("decay"));
    let series = |count: usize| (0..count).map(|k| k as f64).collect::<Vec<f64>>();
    let spread = sheet.given_series(Term::TIMING, series(benefit_years), Unit::Year, Origin::Stated);
    let factor = ((1.0 - decay).pow(spread) * (1.0 + rate).pow(-(spread + 0.5))).sum();
    let factor = sheet.compute(Term::SPREAD_FACTOR, Unit::Factor, factor);
    let start = sheet.compute(Term::FIRST_BENEFIT, Unit::Yuan, worth / factor);
    if kept.is_empty() {
        // Nothing is kept: the programme starts at its first fee and stops there.
        let fee = sheet.given(Term::YEARLY_FEES, fees.first().copied().unwrap_or(0.0), Unit::Yuan, fee_origin(asset));
        let keep = (start * (1.0 + rate).pow(-0.5) - fee).max(0.0);
        sheet.compute(Term::WORTH_OF_RENEWAL, Unit::Yuan, keep);
    } else {
        let time = sheet.given_series(Term::YEARS_FROM_NOW, series(kept.len()), Unit::Year, Origin::Stated);
        let paid = kept.iter().map(|year| year.fee).collect();
        let paid = sheet.given_series(Term::YEARLY_FEES, paid, Unit::Yuan, fee_origin(asset));
        let earned = kept.iter().map(|year| year.benefit).collect();
        let earned = sheet.given_series(Term::YEARLY_BENEFITS, earned, Unit::Yuan, Origin::Stated);
        let worth = earned * (1.0 + rate).pow(-(time + 0.5)) - paid * (1.0 + rate).pow(-Expr::from(time));
        sheet.compute(Term::WORTH_OF_RENEWAL, Unit::Yuan, worth.sum());
    }
    (book.workings.file(id, sheet), until)
}

fn fee_origin(asset: &Asset) -> Origin {
    Origin::Rule { id: joined(&["valuation.fee.", asset.kind.code()]) }
}
