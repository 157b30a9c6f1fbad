//! What the criteria measure. A measure that is not known is [`Measured::Unknown`]; a measure that does not exist is an
//! error when the pack is used, so a typing mistake in a rule cannot pass for a missing answer.

use std::borrow::Cow;

use super::FinancingError;
use super::context::{Context, Item};
use crate::dossier::{AssetStatus, DisputeRole, Encumbrance, Licence, MarkKind, RightDispute};
use crate::rules::Measured;

/// A measure of one right.
pub(super) type AssetMeasure = fn(&Item, &Context) -> Measured;

/// The measure of a right named in a criterion.
pub(super) fn asset_measure(name: &str) -> Option<AssetMeasure> {
    Some(match name {
        "asset.registered_owner" => |item, _| item.asset.registered_owner.into(),
        "asset.status" => |item, _| code(item.asset.status.map(status)),
        "asset.fee_arrears" => |item, _| item.asset.fee_arrears.into(),
        "asset.burdens" => |item, _| match (encumbrances(item), item.asset.dispute) {
            (Some(mut codes), Some(dispute)) => {
                codes.push(dispute_code(dispute).into());
                Measured::Codes(codes)
            }
            // One known bar is enough to fail, whatever the other answer is.
            (Some(codes), None) if codes.iter().any(|code| code == "preserved") => Measured::Codes(codes),
            (None, Some(RightDispute::Ownership)) => Measured::Codes(vec!["ownership".into()]),
            _ => Measured::Unknown,
        },
        "asset.years_beyond_tenor" => |item, context| item.years_beyond(context.tenor).into(),
        "asset.remaining_years" => |item, _| item.remaining_years.into(),
        "asset.ownership_clear" => |item, _| item.ownership_clear.into(),
        "asset.pledged" => |item, _| item.burdened(Encumbrance::Pledged).into(),
        "asset.encumbrances" => |item, _| encumbrances(item).map_or(Measured::Unknown, Measured::Codes),
        "asset.same_day_dual" => |item, _| item.asset.same_day_dual.into(),
        "asset.dispute" => |item, _| code(item.asset.dispute.map(dispute_code)),
        "asset.in_term" => |item, context| in_term(item, context.renewal_margin).into(),
        "asset.similar_marks_included" => |item, _| item.asset.mark.similar_included.into(),
        "asset.last_use_years" => |item, _| item.asset.mark.last_use_years.into(),
        "asset.mark_kind" => |item, _| code(item.asset.mark.kind.map(mark_kind)),
        "asset.registered" => |item, _| item.asset.registered.into(),
        "asset.revenue_share" => |item, _| item.revenue_share.into(),
        "asset.taped_out" => |item, _| item.asset.taped_out.into(),
        "asset.core" => |item, _| item.asset.core.into(),
        "asset.inventor_employment_checked" => |item, _| item.asset.inventor_employment_checked.into(),
        "asset.holder_joined" => |item, context| match item.asset.registered_owner {
            Some(true) => Measured::Flag(true),
            _ => context.confirmed("holder-joined").or(item.asset.registered_owner).into(),
        },
        "asset.data_lawful" => |item, context| both(item.asset.registered, context.confirmed("data-lawful")).into(),
        "asset.clear_title" => |item, _| {
            let unburdened = item.asset.encumbrances.as_ref().map(std::collections::BTreeSet::is_empty);
            let undisputed = item.asset.dispute.map(|dispute| dispute == RightDispute::None);
            both(both(item.ownership_clear, unburdened), undisputed).into()
        },
        "asset.transfer_free" => |item, context| match item.burdened(Encumbrance::Pledged) {
            Some(true) => Measured::Flag(context.confirmed("pledgee-consents-to-sale") == Some(true)),
            other => other.map(|pledged| !pledged).into(),
        },
        _ => return None,
    })
}

/// A measure of an outward licence.
pub(super) type LicenceMeasure = fn(&Licence, &Context) -> Measured;

/// The measure of a licence named in a criterion.
pub(super) fn licence_measure(name: &str) -> Option<LicenceMeasure> {
    Some(match name {
        "licence.signed_owned" => |licence, context| {
            let owned: Option<bool> = licence
                .assets
                .iter()
                .map(|id| context.items.iter().find(|item| item.asset.id == *id)?.asset.registered_owner)
                .try_fold(true, |all, owned| Some(all && owned?));
            both(licence.signed, owned.filter(|_| !licence.assets.is_empty())).into()
        },
        "licence.assignable" => |licence, _| licence.assignment_barred.map(|barred| !barred).into(),
        "licence.debtor_confirmed" => |licence, _| licence.debtor_confirmed.into(),
        "licence.pledgee_consented" => |licence, context| {
            let pledged: Option<bool> = licence
                .assets
                .iter()
                .map(|id| context.items.iter().find(|item| item.asset.id == *id)?.burdened(Encumbrance::Pledged))
                .try_fold(false, |any, pledged| Some(any || pledged?));
            match pledged {
                Some(false) if !licence.assets.is_empty() => Measured::Flag(true),
                _ => licence.pledgee_consented.into(),
            }
        },
        "licence.debtor_quality" => |licence, context| {
            let punctual = licence.payment_history_years.map(|years| years >= context.payment_history);
            both(licence.unrelated_party, punctual).into()
        },
        "licence.years_beyond_tenor" => {
            |licence, context| licence.to.map(|to| f64::from(context.days_until(to)) / 365.25 - context.tenor).into()
        }
        _ => return None,
    })
}

/// The measure of the enterprise, the need or a document named in a criterion.
pub(super) fn enterprise_measure(name: &str, context: &Context) -> Result<Option<Measured>, FinancingError> {
    let enterprise = &context.dossier.enterprise;
    if let Some(what) = name.strip_prefix("confirm.") {
        return Ok(Some(context.confirmed(what).into()));
    }
    if let Some(id) = name.strip_prefix("document.") {
        return Ok(Some(context.document(id).into()));
    }
    Ok(Some(match name {
        "enterprise.dishonest_list" => enterprise.dishonest_list.into(),
        "enterprise.years_operating" => enterprise.years_operating_on(context.day).into(),
        "enterprise.profit_years" => profit_years(context, context.threshold("PL-E03")?).into(),
        "enterprise.credit_overdue_24m" => enterprise.credit_overdue_24m.map(f64::from).into(),
        "enterprise.liability_ratio" => liability_ratio(context).into(),
        "enterprise.debt_service_cover" => context.debt_service_cover()?.into(),
        "enterprise.tech_status" => context.tech_status().into(),
        "enterprise.litigation_as_defendant_36m" => defendant_cases(context).into(),
        "enterprise.revenue_12m" => context.revenue().into(),
        "enterprise.revenue_growth" => context.revenue_growth().into(),
        "enterprise.last_round_months" => enterprise.last_round_months.into(),
        "enterprise.clean_record" => {
            let clean = enterprise.credit_overdue_24m.map(|count| count == 0);
            both(clean, enterprise.dishonest_list.map(|listed| !listed)).into()
        }
        "enterprise.search_report" => {
            let clear = context.items.iter().any(|item| item.asset.fto_clear == Some(true)).then_some(true);
            clear.or(context.document("D19")).into()
        }
        "need.local_lessor" => context.dossier.need.local_lessor.into(),
        "need.leasing_basis" => context.dossier.need.leasing_basis.into(),
        _ => return Ok(None),
    }))
}

/// Both answers; one known no is a no.
pub(super) fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn code(code: Option<&'static str>) -> Measured {
    code.map_or(Measured::Unknown, |code| Measured::Code(code.into()))
}

/// Code of a status in the criteria.
fn status(status: AssetStatus) -> &'static str {
    match status {
        AssetStatus::Granted => "granted",
        AssetStatus::Pending => "pending",
        AssetStatus::Terminated => "terminated",
        AssetStatus::Invalidated => "invalidated",
        AssetStatus::Lapsed => "lapsed",
    }
}

fn dispute_code(dispute: RightDispute) -> &'static str {
    match dispute {
        RightDispute::None => "none",
        RightDispute::Ownership => "ownership",
        RightDispute::InvalidationPending => "invalidation-pending",
        RightDispute::Upheld => "upheld",
        RightDispute::InfringementPlaintiff => "infringement-plaintiff",
        RightDispute::InfringementDefendant => "infringement-defendant",
    }
}

fn encumbrance_code(encumbrance: Encumbrance) -> &'static str {
    match encumbrance {
        Encumbrance::Pledged => "pledged",
        Encumbrance::Preserved => "preserved",
        Encumbrance::Leaseback => "leaseback",
        Encumbrance::Contributed => "contributed",
        Encumbrance::Trust => "trust",
        Encumbrance::AbsPool => "abs-pool",
        Encumbrance::ExclusiveLicence => "exclusive-licence",
    }
}

fn mark_kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Ordinary => "ordinary",
        MarkKind::Collective => "collective",
        MarkKind::Certification => "certification",
    }
}

fn encumbrances(item: &Item) -> Option<Vec<Cow<'static, str>>> {
    let burdens = item.asset.encumbrances.as_ref()?;
    Some(burdens.iter().map(|burden| encumbrance_code(*burden).into()).collect())
}

/// Granted and with time left, or renewal filed.
fn in_term(item: &Item, margin: f64) -> Option<bool> {
    if item.asset.status? != AssetStatus::Granted {
        return Some(false);
    }
    match (item.remaining_years, item.asset.mark.renewal_filed) {
        (_, Some(true)) => Some(true),
        (Some(years), _) if years >= margin => Some(true),
        (Some(_), Some(false)) => Some(false),
        _ => None,
    }
}

/// Profitable years among the last three; growing revenue counts as enough.
fn profit_years(context: &Context, enough: f64) -> Option<f64> {
    let last = context.year?.year;
    let recent: Vec<_> = context.dossier.accounts.iter().filter(|year| year.year > last - 3).collect();
    let profitable = recent.iter().filter(|year| year.net_profit.is_some_and(|profit| profit.fen() > 0)).count();
    let known = recent.iter().any(|year| year.net_profit.is_some());
    let growing = context.revenue_growth().is_some_and(|growth| growth > 0.0);
    if growing {
        return Some(libm::fmax(enough, profitable as f64));
    }
    known.then_some(profitable as f64)
}

fn liability_ratio(context: &Context) -> Option<f64> {
    let year = context.year?;
    let (liabilities, assets) = year.total_liabilities.zip(year.total_assets)?;
    (assets.fen() > 0).then(|| liabilities.to_yuan() / assets.to_yuan())
}

/// Cases as defendant; no entry at all is unknown until the question has been answered.
fn defendant_cases(context: &Context) -> Option<f64> {
    if !context.dossier.disputes.is_empty() {
        return Some(context.cases(DisputeRole::Defendant) as f64);
    }
    (context.confirmed("no-disputes") == Some(true)).then_some(0.0)
}
