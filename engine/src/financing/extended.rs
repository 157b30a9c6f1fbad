//! Extended collateral 扩展担保物 (XC): layout designs, geographical indications, data, plant varieties.

use super::assemble::{Draft, days, flag, flag_on};
use super::context::Context;
use super::criteria::{ChannelMeasures, screen};
use super::pledge::{
    FEE_RULES, Terms, Uplift, appraisal_figure, fill, is_bank_criterion, missing, one_off_fees, price, size, used_kinds,
};
use super::sizing::{Advance, CommonLimits};
use super::{Channel, ChannelDetails, CreditDetails, FinancingError, RedFlag};
use crate::dossier::AssetKind;
use crate::rules::Unit;
use crate::working::{Expr, Origin, Term, Workings};

const SPREAD: &str = "financing.extended.spread";

/// A loan on rights beyond patents, trademarks and copyright.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("XC")?;
    let second = |criterion: &crate::rules::Criterion| {
        is_bank_criterion(criterion) || matches!(criterion.id.as_str(), "PL-H08" | "PL-H11")
    };
    let has_data = context.items.iter().any(|item| item.asset.kind == AssetKind::DataIp);
    let mut measures = ChannelMeasures::new();
    if !has_data {
        // The second security is asked for data only.
        measures.insert("confirm.second-security", crate::rules::Measured::Flag(true));
    }
    let screened = screen(context, "XC", &second, &kinds, &measures)?;
    let usable = context.valued(screened.usable());
    let used = used_kinds(context, &usable);
    let key = match used.as_slice() {
        [AssetKind::LayoutDesign] => "XC-layout",
        kinds if kinds.iter().any(|kind| matches!(kind, AssetKind::DataIp | AssetKind::GeographicalIndication)) => {
            "XC-data"
        }
        _ => "XC",
    };
    let mut draft = Draft::new(Channel::ExtendedCollateral, screened, days(context, key)?);
    if !usable.is_empty() {
        let advance = Advance::load(context.rules, "ltv", &kinds)?;
        let data_revenue = data_revenue(context, &usable);
        let bound: Uplift = &|sheet, collateral, _| {
            let Some(revenue) = data_revenue else { return Ok(collateral.total) };
            let data = usable.iter().filter_map(|place| context.items.get(*place));
            let data = data.map(|item| if item.asset.kind == AssetKind::DataIp { 1.0 } else { 0.0 }).collect();
            let path = || Origin::answered("products");
            let data = sheet.given_series(Term::DATA_RIGHTS, data, Unit::Count, path());
            let revenue = sheet.given(Term::DATA_REVENUE, revenue, Unit::Yuan, path());
            let share =
                sheet.rule(Term::DATA_REVENUE_SHARE, context.rules.parameter("financing.extended.data-revenue-share")?);
            // What the product's revenue bounds is the part that the data secure.
            let secured = sheet.compute(Term::DATA_COLLATERAL, Unit::Yuan, (collateral.each * data).sum());
            let limited = collateral.total - secured + Expr::from(secured).min(revenue * share);
            Ok(sheet.compute(Term::COLLATERAL_LIMIT, Unit::Yuan, limited))
        };
        let sized = size(context, workings, "XC", &advance, &usable, common, bound)?;
        let (fees, appraisal, internal) =
            one_off_fees(context, &used, sized.value.value, sized.amount.base.value, false)?;
        let (principal, fee_rules) = (&sized.amount.base, &FEE_RULES);
        let terms = Terms { code: "XC", principal, extra: Some(SPREAD), fees, appraisal, fee_rules };
        let priced = price(context, workings, &terms)?;
        draft.internal_valuation = internal;
        draft.details = ChannelDetails::Credit(CreditDetails {
            value: sized.value.clone(),
            blended_ltv: sized.blended.clone(),
            appraisal_fee: Some(appraisal_figure(workings, "XC", appraisal)),
            internal_valuation: internal,
            interest: priced.interest.clone(),
            uplift: None,
            overlap: None,
            with_floor_price: None,
            contract_only: used.contains(&AssetKind::DataIp),
        });
        draft.red_flags = red_flags(context, &usable);
        fill(&mut draft, sized, priced);
        missing(&mut draft, context, common);
    }
    Ok(draft)
}

/// Revenue of the products that use data rights; `None` when not known.
fn data_revenue(context: &Context, usable: &[usize]) -> Option<f64> {
    let share = usable
        .iter()
        .filter_map(|place| context.items.get(*place))
        .filter(|item| item.asset.kind == AssetKind::DataIp)
        .map(|item| item.revenue_share)
        .try_fold(0.0, |largest, share| Some(libm::fmax(largest, share?)))?;
    context.revenue().map(|revenue| revenue * share)
}

fn red_flags(context: &Context, usable: &[usize]) -> Vec<RedFlag> {
    let mut flags = Vec::new();
    let data = |item: &super::context::Item| item.asset.kind == AssetKind::DataIp;
    if context.confirmed("data-lawful") != Some(true) {
        flags.extend(flag_on(context, "XC-R1", usable, data));
    }
    flags.extend(flag_on(context, "XC-R3", usable, data));
    let mismatch = context
        .items
        .iter()
        .any(|item| item.asset.kind == AssetKind::GeographicalIndication && item.asset.registered_owner == Some(false));
    if mismatch {
        flags.push(flag("XC-R2"));
    }
    flags
}
