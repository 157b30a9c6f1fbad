//! Licences beside a sale 许可与转让对照: what the contracts of the dossier are worth, and what the rights on offer may
//! earn as an exclusive, a sole or an ordinary licence.

use super::context::{Context, Item, rule_cell};
use super::licence_revenue::{present_cell, royalties};
use super::measures::asset_measure;
use super::sale::licence_value;
use super::{Figure, FinancingError, LicenceForm};
use crate::dossier::{Encumbrance, Licence, LicenceExclusivity};
use crate::rules::{CriterionKind, Outcome, Scope, Unit, evaluate};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings};

/// Exclusive, sole, ordinary, in the order shown.
const FORMS: [LicenceExclusivity; 3] =
    [LicenceExclusivity::Exclusive, LicenceExclusivity::Sole, LicenceExclusivity::Ordinary];

fn code(exclusivity: Option<LicenceExclusivity>) -> &'static str {
    match exclusivity {
        Some(LicenceExclusivity::Exclusive) => "exclusive",
        Some(LicenceExclusivity::Sole) => "sole",
        Some(LicenceExclusivity::Ordinary) => "ordinary",
        None => "unknown",
    }
}

/// The forms: contracts first, then estimates for the rights on offer.
pub(super) fn forms(
    context: &Context,
    offered: &[usize],
    workings: &mut Workings,
) -> Result<Vec<LicenceForm>, FinancingError> {
    let mut found = Vec::new();
    for exclusivity in FORMS.map(Some).into_iter().chain([None]) {
        found.extend(contracts(context, exclusivity, workings)?);
    }
    for exclusivity in FORMS {
        found.extend(estimate(context, offered, exclusivity, workings)?);
    }
    Ok(found)
}

/// The outward licences of one form with a known royalty.
fn contracts(
    context: &Context,
    exclusivity: Option<LicenceExclusivity>,
    workings: &mut Workings,
) -> Result<Option<LicenceForm>, FinancingError> {
    let counted: Vec<&Licence> = context
        .licences
        .iter()
        .copied()
        .filter(|licence| licence.exclusivity == exclusivity && licence.annual_royalty.is_some())
        .collect();
    let years = royalties(context, &counted)?;
    if years.is_empty() {
        return Ok(None);
    }
    let mut assets: Vec<String> = counted.iter().flat_map(|licence| licence.assets.iter().cloned()).collect();
    assets.sort();
    assets.dedup();
    let licences = counted.iter().map(|licence| licence.id.clone()).collect();
    let mut sheet = Sheet::new();
    let present = present_cell(&mut sheet, context, &years)?;
    form(context, workings, Of { exclusivity, licences, assets }, sheet, present).map(Some)
}

/// What the rights on offer may earn: their value is the present value of the royalties that an exclusive licensee would
/// pay (许可费节省法), a sole or ordinary licence brings a part of it.
fn estimate(
    context: &Context,
    offered: &[usize],
    exclusivity: LicenceExclusivity,
    workings: &mut Workings,
) -> Result<Option<LicenceForm>, FinancingError> {
    let mut rights: Vec<(&Item, f64, f64)> = offered
        .iter()
        .filter_map(|place| context.items.get(*place))
        .filter(|item| item.burdened(Encumbrance::ExclusiveLicence) != Some(true))
        .filter_map(|item| Some((item, item.value?.base, 1.0)))
        .collect();
    if exclusivity == LicenceExclusivity::Ordinary {
        for item in context.items.iter().filter(|item| item.asset.core == Some(false)) {
            let part = item.value.zip(item.asset.owner_share);
            if let Some((value, share)) = part.filter(|_| without_consent(context, item)) {
                rights.push((item, value.base, share.get()));
            }
        }
    }
    if rights.iter().map(|(_, value, _)| value).sum::<f64>() <= 0.0 {
        return Ok(None);
    }
    let assets = rights.iter().map(|(item, ..)| item.asset.id.clone()).collect();
    let answered = || Origin::answered("assets");
    let mut sheet = Sheet::new();
    let values = rights.iter().map(|(_, value, _)| *value).collect();
    let values = sheet.given_series(Term::VALUE, values, Unit::Yuan, answered());
    let parts = rights.iter().map(|(.., part)| *part).collect();
    let parts = sheet.given_series(Term::OWNER_SHARE, parts, Unit::Ratio, answered());
    let id = format!("valuation.market.terms.{}", code(Some(exclusivity)));
    let share = sheet.rule(Term::LICENCE_SHARE, context.rules.parameter(&id)?);
    let present = sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, (values * parts).sum() * share);
    let of = Of { exclusivity: Some(exclusivity), licences: Vec::new(), assets };
    form(context, workings, of, sheet, present).map(Some)
}

/// A co-owned patent that fails nothing but the consent of its co-owners: each of them may grant ordinary licences alone
/// and shares what they earn.
///
/// # Source
/// 专利法 14.
fn without_consent(context: &Context, item: &Item) -> bool {
    let asked = |criterion: &&crate::rules::Criterion| {
        criterion.scope == Scope::Asset
            && criterion.id != "SL-H02"
            && (criterion.channel == "SL" || criterion.id == "PL-H11")
            && matches!(criterion.kind, CriterionKind::Hard | CriterionKind::Conditional)
    };
    let passes = |criterion: &crate::rules::Criterion| match asset_measure(&criterion.measure) {
        Some(measure) => evaluate(criterion, &measure(item, context)) != Outcome::Fail,
        None => true,
    };
    item.asset.kind.is_patent()
        && item.ownership_clear == Some(false)
        && context.rules.all_criteria().filter(asked).all(passes)
}

/// What a form is of.
struct Of {
    exclusivity: Option<LicenceExclusivity>,
    licences: Vec<String>,
    assets: Vec<String>,
}

/// Files the figures of a form from the present value of its royalties.
fn form(
    context: &Context,
    workings: &mut Workings,
    of: Of,
    sheet: Sheet,
    present: Cell,
) -> Result<LicenceForm, FinancingError> {
    let what = if of.licences.is_empty() { "estimate" } else { "contract" };
    let id = |name: &str| format!("financing.SL.{what}.{}.{name}", code(of.exclusivity));
    let royalties: Figure = workings.file_copy(id("royalties"), &sheet);
    let mut after = sheet;
    let fee = rule_cell(&mut after, context.rules, Term::SALE_FEE, "financing.sale.fee", 1)?;
    after.compute(Term::LICENCE_NET, Unit::Yuan, licence_value(present, fee));
    let net = workings.file(id("net"), after);
    let mut lent = Sheet::new();
    if of.exclusivity == Some(LicenceExclusivity::Exclusive) {
        let record = context.rules.parameter("financing.haircut.exclusive-licence")?;
        let factor = lent.rule(Term::LICENCE_FACTOR, record);
        lent.compute(Term::LICENCE_FACTOR, Unit::Factor, Expr::from(factor));
    } else {
        lent.given(Term::LICENCE_FACTOR, 1.0, Unit::Factor, Origin::Stated);
    }
    let pledge_factor = workings.file(id("pledge-factor"), lent);
    let Of { exclusivity, licences, assets } = of;
    Ok(LicenceForm { exclusivity, licences, assets, royalties, net, pledge_factor })
}
