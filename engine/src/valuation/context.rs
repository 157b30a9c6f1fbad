//! What the valuation of a dossier reads once: rules, products, rights.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use super::RIGHTS_WITH_WORKINGS;
use super::forecast::Forecast;
use super::life::{Protection, Terms, years_between};
use super::memo::Memo;
use super::option::{Exercise, OptionProblem, binomial};
use super::prefill::{Facts, LicenceFacts};
use super::range::Design;
use super::result::{NoValue, PortfolioValuation};
use super::score::{ScoreRules, Scored, score};
use crate::dossier::{
    Asset, AssetKind, AssetStatus, Certificate, Dossier, LicenceDirection, LicenceExclusivity, Product, Sector, Stage,
};
use crate::rules::{RuleError, Rules};
use crate::working::{Workings, joined};

/// Numbers of the rule pack that pools read, read once.
#[derive(Clone, Debug)]
pub(super) struct PoolRules {
    pub increment: f64,
    pub correlation: f64,
    pub coverage_unstated: f64,
    pub coverage_implied: f64,
    pub margin_cap: f64,
    pub layout_factor: f64,
    pub layout_limit: f64,
    pub forecast_limit: f64,
    pub life_floor: f64,
    pub life_unknown: f64,
    pub life_spread: [f64; 3],
    pub decay_spread: [f64; 3],
    pub largest_ratio: f64,
    pub near: f64,
    pub least_known: f64,
    pub least_comparables: f64,
    pub largest_variation: f64,
    pub grant: [f64; 4],
    pub non_use_years: f64,
    pub seed: u64,
}

impl PoolRules {
    fn read(rules: &Rules) -> Result<Self, RuleError> {
        Ok(PoolRules {
            increment: rules.number("valuation.pool.increment")?,
            correlation: rules.number("valuation.pool.correlation")?,
            coverage_unstated: rules.number("valuation.pool.coverage-unstated")?,
            coverage_implied: rules.number("valuation.pool.coverage-implied")?,
            margin_cap: rules.number("valuation.share.margin-cap")?,
            layout_factor: rules.number("valuation.share.layout-factor")?,
            layout_limit: rules.number("valuation.life.layout-limit")?,
            forecast_limit: rules.number("valuation.life.forecast-limit")?,
            life_floor: rules.number("valuation.life.floor")?,
            life_unknown: rules.number("valuation.life.unknown-share")?,
            life_spread: rules.triple("valuation.uncertainty.life")?,
            decay_spread: rules.triple("valuation.uncertainty.decay")?,
            largest_ratio: rules.number("valuation.weight.largest-ratio")?,
            near: rules.number("valuation.weight.near")?,
            least_known: rules.number("valuation.weight.least-known")?,
            least_comparables: rules.number("valuation.market.least-comparables")?,
            largest_variation: rules.number("valuation.market.largest-variation")?,
            grant: [
                rules.number("valuation.grant.invention")?,
                rules.number("valuation.grant.utility-model")?,
                rules.number("valuation.grant.design")?,
                rules.number("valuation.grant.other")?,
            ],
            non_use_years: rules.number("valuation.life.mark-non-use-years")?,
            seed: rules.number("valuation.uncertainty.seed")? as u64,
        })
    }

    /// Probability of grant of an application.
    pub(super) fn grant(&self, kind: AssetKind) -> f64 {
        let [invention, utility_model, design, other] = self.grant;
        match kind {
            AssetKind::Invention => invention,
            AssetKind::UtilityModel => utility_model,
            AssetKind::Design => design,
            _ => other,
        }
    }
}

/// A product with what follows from it.
#[derive(Clone, Debug)]
pub(super) struct ProductContext<'a> {
    pub product: Cow<'a, Product>,
    /// Stand-in for a dossier without products.
    pub implied: bool,
    pub sector: Option<Sector>,
    pub stage: Stage,
    pub forecast: Forecast,
    /// Years of life left, and whether they were answered.
    pub years: f64,
    pub years_answered: bool,
    /// Years since the first sale; negative while it lies ahead.
    pub elapsed: Option<f64>,
    /// Technology life of the sector.
    pub technology_life: f64,
}

impl ProductContext<'_> {
    /// Prefix of the ids of its pools.
    pub(super) fn key(&self) -> &str {
        if self.implied { "whole" } else { &self.product.id }
    }

    /// Stages that it may be in: the answered one, or those that fit what is known of its sales.
    pub(super) fn stages(&self) -> &[Stage] {
        match &self.product.stage {
            Some(stage) => std::slice::from_ref(stage),
            None if self.forecast.is_sold() => &[Stage::SmallBatch, Stage::Volume, Stage::Mature],
            None => &[Stage::Laboratory, Stage::Pilot, Stage::SmallBatch],
        }
    }

    /// The sector whose bands and lives are used.
    pub(super) fn sector_or_other(&self) -> Sector {
        self.sector.unwrap_or(Sector::OtherManufacturing)
    }
}

/// Which rights file their workings.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Detail<'a> {
    /// Every right.
    All,
    /// None: pools and totals only.
    Pools,
    /// One.
    Right(&'a str),
}

impl Detail<'_> {
    /// Every right of a portfolio of a size that people open one by one.
    pub(crate) fn of_size(rights: usize) -> Self {
        if rights <= RIGHTS_WITH_WORKINGS { Detail::All } else { Detail::Pools }
    }

    /// Whether the workings of a right are filed.
    pub(crate) fn files(&self, asset: &str) -> bool {
        match self {
            Detail::All => true,
            Detail::Pools => false,
            Detail::Right(id) => *id == asset,
        }
    }
}

/// A valuation of nearly the same dossier by the same rules: rights that are the same there are not scored again.
///
/// Products and licences must be the same but for what no score reads.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    pub assets: &'a [Arc<Asset>],
    pub valuation: &'a PortfolioValuation,
    pub kept: &'a Kept,
}

/// What a valuation finds and does not tell, for the next one.
#[derive(Debug)]
pub(crate) struct Kept {
    rights: Vec<KeptRight>,
    records: Records,
    /// With the ranges it found.
    design: Rc<Design>,
    options: Rc<Memo<(OptionProblem, u32), f64>>,
}

/// What is read of the rule pack for all rights and pools.
#[derive(Clone, Debug)]
struct Records {
    pool: Rc<PoolRules>,
    terms: Rc<Terms>,
    score: Rc<ScoreRules>,
}

impl Records {
    fn read(rules: &Rules) -> Result<Self, RuleError> {
        Ok(Records {
            pool: Rc::new(PoolRules::read(rules)?),
            terms: Rc::new(Terms::read(rules)?),
            score: Rc::new(ScoreRules::read(rules)?),
        })
    }
}

/// Of a right.
#[derive(Clone, Copy, Debug)]
struct KeptRight {
    protection: Protection,
    worth: f64,
}

impl Before<'_> {
    /// Protection and score of the right at a place, if it is the same right.
    fn right(&self, place: usize, asset: &Arc<Asset>) -> Option<(Protection, Scored)> {
        self.assets.get(place).filter(|before| Arc::ptr_eq(before, asset))?;
        let (kept, score) = (self.kept.rights.get(place)?, &self.valuation.assets.get(place)?.score);
        Some((kept.protection, Scored { score: score.clone(), worth: kept.worth }))
    }
}

/// A right with what follows from it.
#[derive(Clone, Debug)]
pub(super) struct Right<'a> {
    pub asset: &'a Asset,
    pub protection: Protection,
    pub scored: Scored,
    /// Probability that it stands, or is granted.
    pub validity: f64,
    /// Why it has no part in any pool.
    pub void: Option<NoValue>,
    /// Licensed out exclusively: no part in product pools.
    pub exclusive: bool,
    /// Products that use it: place and coverage.
    pub uses: Vec<(usize, f64)>,
    /// The uses were not answered.
    pub uses_assumed: bool,
}

/// Everything the pools read.
pub(super) struct Context<'a> {
    pub dossier: &'a Dossier,
    pub rules: &'a Rules<'a>,
    pub day: Date,
    pub pool: Rc<PoolRules>,
    records: Records,
    pub products: Vec<ProductContext<'a>>,
    pub rights: Vec<Right<'a>>,
    pub design: Rc<Design>,
    options: Rc<Memo<(OptionProblem, u32), f64>>,
    /// Rate of income tax and the record or answer it comes from.
    pub tax: (f64, crate::working::Origin),
}

impl<'a> Context<'a> {
    pub(super) fn new(
        dossier: &'a Dossier,
        assets: &'a [Arc<Asset>],
        rules: &'a Rules<'a>,
        detail: Detail,
        before: Option<Before>,
        workings: &mut Workings,
    ) -> Result<Self, RuleError> {
        let day = rules.day();
        let records = match before {
            Some(before) => before.kept.records.clone(),
            None => Records::read(rules)?,
        };
        let Records { pool, terms, score: score_rules } = &records;
        let products = products(dossier, day, pool, rules)?;
        let licences = licences(dossier);
        let draws = rules.number("valuation.uncertainty.draws")? as u32;
        let places: BTreeMap<&str, usize> =
            products.iter().enumerate().map(|(place, product)| (product.product.id.as_str(), place)).collect();
        let mut families: BTreeMap<&str, ()> = BTreeMap::new();
        let mut rights = Vec::with_capacity(assets.len());
        for (place, asset) in assets.iter().enumerate() {
            let same = before.and_then(|before| before.right(place, asset));
            let protection = same.as_ref().map_or_else(|| terms.protection(asset, day), |(protection, _)| *protection);
            let alive = terms.in_force(asset, &protection, day);
            let (uses, uses_assumed) = uses(asset, &products, &places, pool);
            let main = uses.first().and_then(|(place, _)| products.get(*place));
            let licence = licences.get(asset.id.as_str());
            let scored = match same {
                Some((_, scored)) => scored,
                None => {
                    let facts = Facts {
                        remaining_years: protection.years_left,
                        renewable: protection.renewable,
                        kept_years: asset.grant_date.filter(|_| alive).map(|grant| years_between(grant, day)),
                        technology_years: main.filter(|main| main.years_answered).map(|main| main.years),
                        sales_years: main.and_then(|main| {
                            let history = main.product.history.iter().filter(|year| year.amount.fen() > 0).count();
                            main.elapsed.map(|years| libm::fmax(years, 0.0)).or((history > 0).then_some(history as f64))
                        }),
                        licence: licence
                            .map(|(facts, _)| *facts)
                            .or((!dossier.licences.is_empty()).then(LicenceFacts::default)),
                    };
                    let sector = main.and_then(|main| main.sector).or(dossier.enterprise.sector);
                    let file = detail.files(&asset.id).then_some(&mut *workings);
                    score(asset, &facts, alive, sector, score_rules, file)
                }
            };
            let pending = asset.status == Some(AssetStatus::Pending);
            let validity = if pending { pool.grant(asset.kind) } else { score_rules.validity(scored.score.stability) };
            let repeated = asset.family.as_deref().is_some_and(|family| alive && families.insert(family, ()).is_some());
            let void = if !alive {
                Some(NoValue::NotInForce)
            } else if asset.registered_owner == Some(false) {
                Some(NoValue::NotOwned)
            } else if asset.kind == AssetKind::Trademark
                && asset.mark.last_use_years.is_some_and(|years| years >= pool.non_use_years)
            {
                Some(NoValue::MarkUnused)
            } else if asset.kind == AssetKind::GeographicalIndication && asset.registered_owner != Some(true) {
                Some(NoValue::AssociationOwned)
            } else if repeated {
                Some(NoValue::SameFamily)
            } else {
                None
            };
            let exclusive = licence.is_some_and(|(_, exclusive)| *exclusive);
            rights.push(Right { asset, protection, scored, validity, void, exclusive, uses, uses_assumed });
        }
        let seed = pool.seed;
        Ok(Context {
            dossier,
            rules,
            day,
            pool: Rc::clone(pool),
            records,
            products,
            rights,
            design: match before {
                Some(before) => Rc::clone(&before.kept.design),
                None => Rc::new(Design::latin_hypercube(draws, seed)),
            },
            options: before.map(|before| Rc::clone(&before.kept.options)).unwrap_or_default(),
            tax: tax(dossier, rules)?,
        })
    }

    /// The value of an American option by a tree of so many steps.
    pub(super) fn american(&self, problem: &OptionProblem, steps: u32) -> f64 {
        let asked = (*problem, steps);
        self.options.answer(|known| *known == asked, || (asked, binomial(problem, steps, Exercise::American)))
    }

    /// What a later valuation may use, and the rights.
    pub(super) fn part(self) -> (Kept, Vec<Right<'a>>) {
        let of = |right: &Right| KeptRight { protection: right.protection, worth: right.scored.worth };
        (
            Kept {
                rights: self.rights.iter().map(of).collect(),
                records: self.records,
                design: self.design,
                options: self.options,
            },
            self.rights,
        )
    }
}

/// The products, or one implied by the revenue of last year.
fn products<'a>(
    dossier: &'a Dossier,
    day: Date,
    pool: &PoolRules,
    rules: &Rules,
) -> Result<Vec<ProductContext<'a>>, RuleError> {
    let listed: Vec<(Cow<'a, Product>, bool)> = if dossier.products.is_empty() {
        vec![(Cow::Owned(Product::default()), true)]
    } else {
        dossier.products.iter().map(|product| (Cow::Borrowed(product), false)).collect()
    };
    let mut products = Vec::with_capacity(listed.len());
    for (product, implied) in listed {
        let forecast = Forecast::new(dossier, &product, implied, day, rules)?;
        let sector = product.sector.or(dossier.enterprise.sector);
        let code = sector.unwrap_or(Sector::OtherManufacturing).code();
        let technology_life = rules.number(&joined(&["valuation.life.technology.", code]))?;
        let elapsed = product.first_sale.map(|first| years_between(first, day));
        let (years, years_answered) = match (product.end_of_life, elapsed) {
            (Some(end), _) => (libm::fmax(years_between(day, end), 0.0), true),
            (None, Some(elapsed)) => (libm::fmax(technology_life - elapsed, pool.life_floor), true),
            (None, None) => (technology_life * pool.life_unknown, false),
        };
        let stage = product.stage.unwrap_or(if forecast.is_sold() { Stage::Volume } else { Stage::Pilot });
        products.push(ProductContext {
            product,
            implied,
            sector,
            stage,
            forecast,
            years,
            years_answered,
            elapsed,
            technology_life,
        });
    }
    Ok(products)
}

/// Which products use a right, and whether that had to be assumed.
fn uses(
    asset: &Asset,
    products: &[ProductContext],
    places: &BTreeMap<&str, usize>,
    pool: &PoolRules,
) -> (Vec<(usize, f64)>, bool) {
    use crate::dossier::Exploitation::{Defensive, Unused};
    if asset.kind == AssetKind::LicenceRevenue {
        return (Vec::new(), false);
    }
    if !asset.uses.is_empty() {
        let stated = asset.uses.iter().filter_map(|stated| {
            let place = places.get(stated.product.as_str())?;
            Some((*place, stated.coverage.map_or(pool.coverage_unstated, |coverage| coverage.get().clamp(0.0, 1.0))))
        });
        return (stated.collect(), false);
    }
    if matches!(asset.exploitation, Some(Unused | Defensive)) {
        return (Vec::new(), false);
    }
    let brand = matches!(asset.kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
    let coverage = match asset.revenue_share {
        Some(share) => share.get().clamp(0.0, 1.0),
        None if brand => pool.coverage_unstated,
        None => pool.coverage_implied,
    };
    ((0..products.len()).map(|place| (place, coverage)).collect(), asset.revenue_share.is_none())
}

/// Licences to others by asset: facts for the score, and whether one of them is exclusive.
fn licences(dossier: &Dossier) -> BTreeMap<&str, (LicenceFacts, bool)> {
    let mut found: BTreeMap<&str, (LicenceFacts, bool)> = BTreeMap::new();
    for licence in dossier.licences.iter().filter(|licence| licence.direction == Some(LicenceDirection::Out)) {
        for asset in &licence.assets {
            let (facts, exclusive) = found.entry(asset).or_default();
            facts.recorded |= licence.recorded == Some(true);
            if licence.unrelated_party == Some(true) {
                facts.income += licence.annual_royalty.map_or(0.0, crate::Money::to_yuan);
            }
            *exclusive |= licence.exclusivity == Some(LicenceExclusivity::Exclusive);
        }
    }
    found
}

/// Rate of income tax: answered, by certificate, or standard.
fn tax(dossier: &Dossier, rules: &Rules) -> Result<(f64, crate::working::Origin), RuleError> {
    use crate::working::Origin;
    if let Some(rate) = dossier.enterprise.income_tax_rate {
        return Ok((rate.get(), Origin::answered("enterprise.income_tax_rate")));
    }
    let high_tech = dossier.enterprise.holds(Certificate::HighTech) == Some(true);
    let id = if high_tech { "valuation.tax.high-tech" } else { "valuation.tax.standard" };
    Ok((rules.number(id)?, Origin::Rule { id: id.into() }))
}
