//! Combined credit 组合授信 (CC): one line secured by rights of several kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Draft, days, flag, flag_on};
use super::context::Context;
use super::criteria::{ChannelMeasures, Screen, screen};
use super::pledge::{
    FEE_RULES, Terms, Uplift, appraisal_figure, fill, is_bank_criterion, missing, one_off_fees, price, size,
    trademark_law, unusual, used_kinds,
};
use super::sizing::{Advance, Case, CommonLimits, collateral_of, lending_values};
use super::{Channel, ChannelDetails, CreditDetails, Figure, FinancingError, RedFlag};
use crate::dossier::AssetKind;
use crate::rules::{Measured, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings};

/// Portfolio uplift `min(max, step · (kinds − 1) + line · 1[same product line])`.
#[must_use]
pub fn uplift(kinds: Cell, same_line: Cell, step: Cell, line: Cell, max: Cell) -> Expr {
    (step * (kinds - 1.0) + line * same_line).min(max)
}

/// The factor that keeps summed royalty rates within a share of the operating margin, at most 1.
#[must_use]
pub fn overlap_scale(rates: f64, margin: f64, share: f64) -> f64 {
    let pool = share * libm::fmax(margin, 0.0);
    if rates > pool && rates > 0.0 { pool / rates } else { 1.0 }
}

/// Combined credit, built on the rights that pass the pledge criteria.
pub(super) fn assess(
    context: &Context,
    pledge: &Screen,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let usable = context.valued(pledge.usable());
    let values = lending_values(context, &usable)?;
    let measures = measures(context, &usable, &values);
    let mut screened = screen(context, "CC", &is_bank_criterion, &context.kinds("PL")?, &measures)?;
    for (standing, pledged) in screened.standings.iter_mut().zip(&pledge.standings) {
        *standing = (*standing).max(*pledged);
    }
    let kinds = used_kinds(context, &usable);
    let mut draft = Draft::new(Channel::CombinedCredit, screened, days(context, "CC-external")?);
    if kinds.len() >= 2 {
        let advance = Advance::load(context.rules, "ltv", &kinds)?;
        let line = context.threshold("CC-S03")?;
        let same_line =
            matches!(measures.get("channel.same_product_line"), Some(Measured::Number(share)) if *share >= line);
        let scales = overlap_scales(context, &usable)?;
        let overlapping = scales.iter().any(|scale| *scale < 1.0);
        let raise: Uplift = &|sheet, collateral, _| {
            let factor = uplift_cell(sheet, context, kinds.len(), same_line)?;
            let scale =
                sheet.given_series(Term::OVERLAP_SCALE, scales.clone(), Unit::Factor, Origin::answered("products"));
            let limit = (collateral.each * scale).sum() * (1.0 + factor);
            Ok(sheet.compute_by(Term::PACKAGE_LIMIT, Unit::Yuan, limit, &["financing.royalty-pool"]))
        };
        let mut sheet = Sheet::new();
        uplift_cell(&mut sheet, context, kinds.len(), same_line)?;
        let factor = workings.file("financing.CC.uplift", sheet);
        let deducted = if overlapping && context.in_whole() {
            Some(deduction(context, workings, &advance, &usable, &scales, &factor)?)
        } else {
            None
        };
        let sized = size(context, workings, "CC", &advance, &usable, common, raise)?;
        let (fees, appraisal, internal) =
            one_off_fees(context, &kinds, sized.value.value, sized.amount.base.value, true)?;
        let terms =
            Terms { code: "CC", principal: &sized.amount.base, extra: None, fees, appraisal, fee_rules: &FEE_RULES };
        let priced = price(context, workings, &terms)?;
        draft.internal_valuation = internal;
        draft.days = days(context, if internal { "CC" } else { "CC-external" })?;
        draft.details = ChannelDetails::Credit(CreditDetails {
            value: sized.value.clone(),
            blended_ltv: sized.blended.clone(),
            appraisal_fee: Some(appraisal_figure(workings, "CC", appraisal)),
            internal_valuation: internal,
            interest: priced.interest.clone(),
            with_floor_price: super::floor_price::improved(
                context,
                workings,
                "CC",
                &advance,
                &usable,
                common,
                Some(&factor),
            )?,
            uplift: Some(factor),
            overlap: deducted,
            contract_only: false,
        });
        draft.red_flags = red_flags(context, &usable, overlapping)?;
        draft.red_flags.extend(unusual(context, sized.amount.base.value)?);
        fill(&mut draft, sized, priced);
    }
    missing(&mut draft, context, common);
    Ok(draft)
}

/// What the guard against counting one revenue twice takes off the limit of the package, yuan.
fn deduction(
    context: &Context,
    workings: &mut Workings,
    advance: &Advance,
    usable: &[usize],
    scales: &[f64],
    uplift: &Figure,
) -> Result<Figure, FinancingError> {
    let mut sheet = Sheet::new();
    let collateral = collateral_of(&mut sheet, context, advance, usable, Case::Base)?;
    let scale = sheet.given_series(Term::OVERLAP_SCALE, scales.to_vec(), Unit::Factor, Origin::answered("products"));
    let origin = Origin::Figure { id: uplift.working.clone() };
    let factor = sheet.given(Term::PACKAGE_UPLIFT, uplift.value, Unit::Ratio, origin);
    let lost = (collateral.each * (1.0 - scale)).sum() * (1.0 + factor);
    sheet.compute_by(Term::OVERLAP_DEDUCTION, Unit::Yuan, lost, &["financing.royalty-pool"]);
    Ok(workings.file("financing.CC.overlap", sheet))
}

fn uplift_cell(sheet: &mut Sheet, context: &Context, kinds: usize, same_line: bool) -> Result<Cell, FinancingError> {
    let answered = || Origin::answered("assets");
    let kinds = sheet.given(Term::KINDS_IN_PACKAGE, kinds as f64, Unit::Count, answered());
    let line = sheet.given(Term::SAME_PRODUCT_LINE, if same_line { 1.0 } else { 0.0 }, Unit::Count, answered());
    let rules = context.rules;
    let step = sheet.rule(Term::UPLIFT_PER_KIND, rules.parameter("financing.uplift.kind")?);
    let per_line = sheet.rule(Term::UPLIFT_PER_LINE, rules.parameter("financing.uplift.line")?);
    let max = sheet.rule(Term::UPLIFT_MAX, rules.parameter("financing.uplift.max")?);
    Ok(sheet.compute(Term::PACKAGE_UPLIFT, Unit::Ratio, uplift(kinds, line, step, per_line, max)))
}

/// What only a package has: kinds, owners, overlap of products, largest kind.
fn measures(context: &Context, usable: &[usize], values: &[f64]) -> ChannelMeasures {
    let mut by_kind: BTreeMap<AssetKind, f64> = BTreeMap::new();
    for (place, value) in usable.iter().zip(values) {
        if let Some(item) = context.items.get(*place) {
            *by_kind.entry(item.asset.kind).or_insert(0.0) += value;
        }
    }
    let whole: f64 = by_kind.values().sum();
    let largest = by_kind.values().copied().fold(0.0, libm::fmax);
    let items = || usable.iter().filter_map(|place| context.items.get(*place));
    let owned: Option<bool> =
        items().map(|item| item.asset.registered_owner).try_fold(true, |all, owner| Some(all && owner?));
    let one_owner = owned.filter(|_| !usable.is_empty());
    let single = match one_owner {
        Some(true) => Some(true),
        other => context.document("D02").filter(|held| *held).or(other),
    };
    ChannelMeasures::from([
        ("channel.distinct_kinds", Measured::Number(by_kind.len() as f64)),
        ("channel.single_owner", single.into()),
        ("channel.same_product_line", overlap(&context.products_by_kind(usable)).into()),
        ("channel.largest_kind_share", (whole > 0.0).then(|| largest / whole).into()),
    ])
}

/// Products shared by all kinds over products of any kind (Jaccard); unknown when a kind names no product.
fn overlap(products: &BTreeMap<AssetKind, BTreeSet<&str>>) -> Option<f64> {
    if products.len() < 2 || products.values().any(BTreeSet::is_empty) {
        return None;
    }
    let all: BTreeSet<&str> = products.values().flatten().copied().collect();
    let shared = all.iter().filter(|product| products.values().all(|set| set.contains(*product))).count();
    Some(shared as f64 / all.len() as f64)
}

/// For each right the factor that keeps the royalty rates on its products within the margin: 1 where nothing overlaps or
/// rates or margins are not known.
///
/// One revenue is counted twice only where several pools 资产池 live on it, such as patents, brand and software: within a
/// pool the rate is one for all its rights, however many they are.
pub(super) fn overlap_scales(context: &Context, usable: &[usize]) -> Result<Vec<f64>, FinancingError> {
    let share = context.rules.number("financing.royalty-pool")?;
    let whole = context.year.and_then(|year| {
        let (profit, revenue) = year.operating_profit.zip(year.revenue)?;
        (revenue.fen() > 0).then(|| profit.to_yuan() / revenue.to_yuan())
    });
    let items = || usable.iter().filter_map(|place| context.items.get(*place));
    let mut rates: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for part in items().flat_map(super::context::Item::royalties) {
        *rates.entry(&part.product).or_default().entry(&part.pool).or_insert(0.0) += part.rate;
    }
    let scale = |product: &str, pools: &BTreeMap<&str, f64>| {
        if pools.len() < 2 {
            return 1.0;
        }
        let stated = context.dossier.product(product).and_then(|product| product.operating_margin);
        let margin = stated.map(crate::Ratio::get).or(whole);
        margin.map_or(1.0, |margin| overlap_scale(pools.values().sum(), margin, share))
    };
    let scales: BTreeMap<&str, f64> = rates.iter().map(|(product, pools)| (*product, scale(product, pools))).collect();
    let of = |item: &super::context::Item| {
        let known = item.royalties().iter().filter_map(|part| scales.get(part.product.as_str()));
        known.copied().fold(1.0, libm::fmin)
    };
    Ok(items().map(of).collect())
}

fn red_flags(context: &Context, usable: &[usize], overlapping: bool) -> Result<Vec<RedFlag>, FinancingError> {
    let mut flags = vec![flag("CC-R1")];
    flags.extend(flag_on(context, "CC-R2", usable, |item| item.asset.mark.similar_included == Some(false)));
    if context.confirmed("partial-release") != Some(true) {
        flags.push(flag("CC-R3"));
    }
    if overlapping {
        flags.push(flag("CC-R4"));
    }
    flags.extend(trademark_law(context, usable)?);
    Ok(flags)
}
