//! Counts of invention patents, one per family: legal, strict, core.
//!
//! # Source
//! 《科创属性评价指引（试行）》 一(三), 二(五); the strict count is our own, after the review topics named with each reason.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::StarError;
use super::exact::small;
use super::facts::{Facts, add_months};
use super::numeric::all;
use super::result::{GrantOffices, PatentCounts, PatentReview, Reason, StrictLoss, Tally};
use crate::dossier::{
    Asset, AssetKind, AssetStatus, DisputeKind, Dossier, Exploitation, NumberForm, RightDispute, right_number,
};
use crate::rules::{Outcome, Rules, Unit};
use crate::working::{Origin, Sheet, Term, Workings};

/// What the counts depend on besides the dossier.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CountRules {
    /// Level of evidence of industrialisation needed, 0–4.
    pub industrialisation: u8,
    /// Look-back for purchases, months.
    pub acquired_window: i32,
    /// Least remaining life, months.
    pub remaining_life: i32,
    /// Term of an invention, months.
    pub term: i32,
}

impl CountRules {
    /// Reads them; `industrialisation` comes with the version of the guideline.
    pub fn read(industrialisation: u8, rules: &Rules<'_>) -> Result<Self, StarError> {
        Ok(CountRules {
            industrialisation,
            acquired_window: i32::from(small(rules, "star.acquired-window-months")?),
            remaining_life: i32::from(small(rules, "star.remaining-life-min-years")?) * 12,
            term: i32::from(small(rules, "valuation.life.term.invention")?) * 12,
        })
    }
}

/// Counts the inventions of the dossier. `named` are patents that an issue takes out of the strict count;
/// `invalidation_free` says that no invalidation request is pending against any of them.
pub(super) fn count(
    facts: &Facts<'_>,
    rules: &CountRules,
    named: &BTreeSet<String>,
    invalidation_free: bool,
    workings: &mut Workings,
) -> PatentCounts {
    let dossier = facts.dossier;
    let portfolio = dossier.portfolio();
    let inventions: Vec<&Arc<Asset>> = portfolio.iter().filter(|asset| asset.kind == AssetKind::Invention).collect();
    let listed = !dossier.assets.is_empty();
    let mut reviews: Vec<PatentReview> =
        inventions.iter().map(|asset| review(asset, dossier, facts.filing, rules, named, invalidation_free)).collect();
    one_per_family(&inventions, &mut reviews);

    let answers = &dossier.star;
    let bounded = listed || dossier.counts.inventions.is_some();
    let legal = tally(&reviews, |review| review.legal, bounded, answers.qualifying_patents);
    let strict = tally(&reviews, |review| review.strict, bounded, answers.strict_patents);
    // The strict and the core count are parts of the legal one.
    let part = |(low, high): (u32, Option<u32>)| {
        let high = match (high, legal.1) {
            (Some(part), Some(whole)) => Some(part.min(whole)),
            (part, whole) => part.or(whole),
        };
        (high.map_or(low, |high| low.min(high)), high)
    };
    let strict = part(strict);
    let core = part(tally(&reviews, |review| review.core, bounded, answers.core_patents));
    let called_in_question =
        reviews.iter().filter(|review| review.core == Outcome::Pass && in_question(review)).count();
    let stated = [answers.qualifying_patents, answers.strict_patents, answers.core_patents];

    let mut figure = |id: &str, term: Term, (low, high): (u32, Option<u32>), path: &str| {
        let path = if listed { "assets" } else { path };
        let mut sheet = Sheet::new();
        sheet.given(term, f64::from(low), Unit::Count, Origin::Answered { path: path.into() });
        Tally { low, high, figure: workings.file(id, sheet) }
    };
    PatentCounts {
        legal: figure("star.patents.legal", Term::QUALIFYING_PATENTS, legal, "star.qualifying_patents"),
        strict: figure("star.patents.strict", Term::STRICT_PATENTS, strict, "star.strict_patents"),
        core: figure("star.patents.core", Term::CORE_PATENTS, core, "star.core_patents"),
        core_in_question: u32::try_from(called_in_question).unwrap_or(u32::MAX),
        offices: listed.then(|| offices(&reviews)),
        losses: if listed { losses(&reviews) } else { Vec::new() },
        reviews: if listed { reviews } else { Vec::new() },
        stated: stated.iter().any(Option::is_some),
    }
}

/// Reasons that keep a patent of the legal count out of the strict one, in the order of the review.
const STRICT_REASONS: [Reason; 5] =
    [Reason::RecentlyAcquired, Reason::CoOwned, Reason::InvalidationPending, Reason::ShortLife, Reason::OpenIssue];

fn counted(reviews: &[PatentReview]) -> impl Iterator<Item = &PatentReview> {
    reviews.iter().filter(|review| review.legal == Outcome::Pass)
}

fn offices(reviews: &[PatentReview]) -> GrantOffices {
    let mut offices = GrantOffices::default();
    for review in counted(reviews) {
        let place = match review.abroad {
            Some(false) => &mut offices.home,
            Some(true) => &mut offices.abroad,
            None => &mut offices.unknown,
        };
        *place += 1;
    }
    offices
}

fn losses(reviews: &[PatentReview]) -> Vec<StrictLoss> {
    let lost = |reason: Reason| {
        let patents = counted(reviews).filter(|review| review.excluded.contains(&reason)).count();
        StrictLoss { reason, patents: u32::try_from(patents).unwrap_or(u32::MAX) }
    };
    STRICT_REASONS.into_iter().map(lost).filter(|loss| 0 < loss.patents).collect()
}

/// The office that granted it, by its numbers, else by the offices of its family.
fn abroad(asset: &Asset) -> Option<bool> {
    let numbers = [&asset.number, &asset.publication_number].into_iter().flatten();
    let office = |text: &String| {
        let number = right_number(text).ok()?;
        match number.form {
            NumberForm::Application => Some(false),
            NumberForm::Publication | NumberForm::ForeignApplication => number.office.map(|office| office != "CN"),
            _ => None,
        }
    };
    let family = || match asset.family_offices.is_empty() {
        true => None,
        false => Some(!asset.family_offices.contains("CN")),
    };
    numbers.filter_map(office).next().or_else(family)
}

/// Certain and possible count; a stated number settles what is open between them.
fn tally(
    reviews: &[PatentReview],
    of: impl Fn(&PatentReview) -> Outcome,
    bounded: bool,
    stated: Option<u32>,
) -> (u32, Option<u32>) {
    let count = |wanted: &[Outcome]| {
        let found = reviews.iter().filter(|review| wanted.contains(&of(review))).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    let low = count(&[Outcome::Pass]);
    let high = bounded.then(|| count(&[Outcome::Pass, Outcome::Unknown]));
    match stated {
        Some(stated) => {
            let settled = stated.max(low).min(high.unwrap_or(u32::MAX));
            (settled, Some(settled))
        }
        None => (low, high),
    }
}

/// Last day of protection: stated, else the term from filing.
pub(super) fn expiry(asset: &Asset, term_months: i32) -> Option<Date> {
    asset.expiry_date.or_else(|| add_months(asset.filing_date?, term_months))
}

fn review(
    asset: &Asset,
    dossier: &Dossier,
    filing: Date,
    rules: &CountRules,
    named: &BTreeSet<String>,
    invalidation_free: bool,
) -> PatentReview {
    let ends = expiry(asset, rules.term);
    let legal = [
        (granted(asset), Reason::NotGranted),
        (in_force(asset, ends, filing), Reason::NotInForce),
        (owned(asset, &dossier.enterprise.name), Reason::NotOwned),
        (main_business(asset), Reason::NotMainBusiness),
        (industrialised(asset, rules.industrialisation), Reason::NotIndustrialised),
    ];
    let strict = [
        (own_or_old(asset, filing, rules.acquired_window), Reason::RecentlyAcquired),
        (freely_used(asset), Reason::CoOwned),
        (uncontested(asset, dossier, invalidation_free), Reason::InvalidationPending),
        (long_lived(ends, filing, rules.remaining_life), Reason::ShortLife),
        (Outcome::from(!named.contains(&asset.id)), Reason::OpenIssue),
    ];
    let core = (asset.core.map_or(Outcome::Unknown, Outcome::from), Reason::NotCore);

    let legal_outcome = all(legal.iter().map(|(outcome, _)| *outcome));
    let strict_outcome = all(strict.iter().map(|(outcome, _)| *outcome).chain([legal_outcome]));
    let core_outcome = all([legal_outcome, core.0]);
    let with = |wanted: Outcome| -> Vec<Reason> {
        legal
            .iter()
            .chain(&strict)
            .chain([&core])
            .filter(|(outcome, _)| *outcome == wanted)
            .map(|(_, reason)| *reason)
            .collect()
    };
    PatentReview {
        asset: asset.id.clone(),
        legal: legal_outcome,
        strict: strict_outcome,
        core: core_outcome,
        excluded: with(Outcome::Fail),
        open: with(Outcome::Unknown),
        abroad: abroad(asset),
    }
}

/// An issue takes the patent out of the strict count: bought late, under invalidation, or named in an open issue.
fn in_question(review: &PatentReview) -> bool {
    let calls = [Reason::RecentlyAcquired, Reason::InvalidationPending, Reason::OpenIssue];
    calls.iter().any(|reason| review.excluded.contains(reason))
}

fn granted(asset: &Asset) -> Outcome {
    asset.status.map_or(Outcome::Unknown, |status| Outcome::from(status != AssetStatus::Pending))
}

fn in_force(asset: &Asset, ends: Option<Date>, filing: Date) -> Outcome {
    match asset.status {
        None => Outcome::Unknown,
        Some(AssetStatus::Granted) => Outcome::from(ends.is_none_or(|ends| filing < ends)),
        Some(AssetStatus::Pending) => Outcome::Pass,
        Some(AssetStatus::Terminated | AssetStatus::Invalidated | AssetStatus::Lapsed) => Outcome::Fail,
    }
}

/// Owner in the group: co-owned patents count. Another name than the enterprise's may be a subsidiary, so it stays open.
fn owned(asset: &Asset, enterprise: &str) -> Outcome {
    if let Some(registered) = asset.registered_owner {
        return Outcome::from(registered);
    }
    if let Some(share) = asset.owner_share {
        return Outcome::from(0.0 < share.get());
    }
    let named = !enterprise.is_empty() && asset.owners.iter().any(|owner| owner == enterprise);
    if named { Outcome::Pass } else { Outcome::Unknown }
}

/// 应用于主营业务: said so, or products are named that use it.
fn main_business(asset: &Asset) -> Outcome {
    match asset.main_business {
        Some(applied) => Outcome::from(applied),
        None if !asset.uses.is_empty() || asset.exploitation == Some(Exploitation::CoreProduct) => Outcome::Pass,
        None => Outcome::Unknown,
    }
}

/// Evidence ladder 0–4. Use in sold products is at least level 3 (order income), a tested sample level 2.
fn industrialised(asset: &Asset, needed: u8) -> Outcome {
    let shown = match asset.exploitation {
        Some(Exploitation::CoreProduct | Exploitation::Sold) => Some(3),
        Some(Exploitation::Pilot) => Some(2),
        _ => None,
    };
    match (asset.industrialisation, shown) {
        _ if needed == 0 => Outcome::Pass,
        (Some(level), _) => Outcome::from(needed <= level),
        (None, Some(level)) if needed <= level => Outcome::Pass,
        (None, _) => Outcome::Unknown,
    }
}

fn own_or_old(asset: &Asset, filing: Date, window_months: i32) -> Outcome {
    match (asset.acquired_date, asset.self_filed) {
        (Some(day), _) => match add_months(day, window_months) {
            Some(end) => Outcome::from(end <= filing),
            None => Outcome::Unknown,
        },
        (None, Some(true)) => Outcome::Pass,
        (None, _) => Outcome::Unknown,
    }
}

fn freely_used(asset: &Asset) -> Outcome {
    let sole = match asset.owner_share {
        Some(share) => Some(share.get() >= 1.0),
        None => match asset.owners.len() {
            0 => None,
            count => Some(count == 1),
        },
    };
    match (sole, asset.free_exploitation) {
        (Some(true), _) | (_, Some(true)) => Outcome::Pass,
        (Some(false), Some(false)) => Outcome::Fail,
        _ => Outcome::Unknown,
    }
}

fn uncontested(asset: &Asset, dossier: &Dossier, invalidation_free: bool) -> Outcome {
    let attacked = dossier.disputes.iter().any(|dispute| {
        matches!(dispute.kind, Some(DisputeKind::Invalidation | DisputeKind::Ownership))
            && dispute.pending != Some(false)
            && dispute.assets.contains(&asset.id)
    });
    match asset.dispute {
        _ if attacked => Outcome::Fail,
        Some(RightDispute::InvalidationPending | RightDispute::Ownership) => Outcome::Fail,
        Some(_) => Outcome::Pass,
        None if invalidation_free => Outcome::Pass,
        None => Outcome::Unknown,
    }
}

fn long_lived(ends: Option<Date>, filing: Date, months: i32) -> Outcome {
    match (ends, add_months(filing, months)) {
        (Some(ends), Some(needed)) => Outcome::from(needed <= ends),
        _ => Outcome::Unknown,
    }
}

/// Keeps the best member of each family in the counts; among equals one granted in China, so that a family counts as
/// granted abroad only when nothing else is.
fn one_per_family(assets: &[&Arc<Asset>], reviews: &mut [PatentReview]) {
    let mut best: BTreeMap<String, usize> = BTreeMap::new();
    for (place, (asset, review)) in assets.iter().zip(reviews.iter()).enumerate() {
        let Some(family) = &asset.family else { continue };
        let rank = |review: &PatentReview| {
            let [strict, legal, core] = [review.strict, review.legal, review.core].map(certainty);
            [strict, legal, core, u8::from(review.abroad == Some(false))]
        };
        let better = match best.get(family).and_then(|kept| reviews.get(*kept)) {
            Some(kept) => rank(kept) < rank(review),
            None => true,
        };
        if better {
            best.insert(family.clone(), place);
        }
    }
    for (place, (asset, review)) in assets.iter().zip(reviews.iter_mut()).enumerate() {
        let counted = asset.family.as_ref().and_then(|family| best.get(family));
        if counted.is_some_and(|kept| *kept != place) {
            review.legal = Outcome::Fail;
            review.strict = Outcome::Fail;
            review.core = Outcome::Fail;
            review.excluded.push(Reason::SameFamily);
        }
    }
}

fn certainty(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => 2,
        Outcome::Unknown => 1,
        Outcome::Fail => 0,
    }
}
