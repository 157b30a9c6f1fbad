//! The five factors behind the need for insurance: exposure, litigation, value at stake, weakness, fragility.

use super::FinancingError;
use super::context::Context;
use crate::dossier::DisputeRole;
use crate::rules::Note;

/// Figures of the enterprise that the factors read, gathered once.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    pub export_share: Option<f64>,
    pub cash: Option<f64>,
    revenue: Option<f64>,
    loan: Option<f64>,
    cases: Option<f64>,
    royalties: Option<f64>,
    sale: Option<f64>,
    competitors: Option<f64>,
    largest_share: Option<f64>,
    stability: Option<f64>,
    exposure: [f64; 5],
    competitors_unknown: f64,
    cases_scale: f64,
    value_scale: f64,
    loss_share: [f64; 3],
    enforcement: [f64; 3],
    fair: [f64; 3],
    damages_cap: f64,
}

/// The factors of one product, with the loss if it happens: usual, and bad (75th percentile).
pub(super) struct Factors {
    pub values: [Option<f64>; 5],
    pub loss: Option<(f64, f64)>,
}

impl Needs {
    pub fn load(context: &Context, loan: Option<f64>) -> Result<Self, FinancingError> {
        let rules = context.rules;
        let id = "financing.insurance.exposure-scale";
        let shape = |_| FinancingError::Shape { id: id.to_owned() };
        let cases = context.cases(DisputeRole::Defendant) + context.cases(DisputeRole::Plaintiff);
        let asked = !context.dossier.disputes.is_empty() || context.confirmed("no-disputes") == Some(true);
        let shares = context.items.iter().filter(|item| item.asset.kind.is_patent()).filter_map(|i| i.revenue_share);
        let damages = rules.list("financing.insurance.damages.patent")?;
        Ok(Needs {
            export_share: context.dossier.enterprise.export_share.map(crate::Ratio::get),
            cash: context.cash(),
            revenue: context.revenue(),
            loan,
            cases: asked.then_some(cases as f64),
            royalties: royalties(context),
            sale: context.dossier.need.sale_price.map(crate::Money::to_yuan),
            competitors: context.dossier.enterprise.competitor_patents.map(f64::from),
            largest_share: shares.reduce(libm::fmax),
            stability: stability(context),
            exposure: rules.list(id)?.try_into().map_err(shape)?,
            competitors_unknown: rules.number("financing.insurance.competitors-unknown")?,
            cases_scale: rules.number("financing.insurance.cases-scale")?,
            value_scale: rules.number("financing.insurance.value-scale")?,
            loss_share: rules.triple("financing.insurance.loss-share")?,
            enforcement: rules.triple("financing.insurance.enforcement-cost")?,
            fair: rules.triple("financing.insurance.fair-cost")?,
            damages_cap: damages.last().copied().unwrap_or(f64::INFINITY),
        })
    }
}

/// Royalties of a year from all outward licences; unknown when one of them is.
fn royalties(context: &Context) -> Option<f64> {
    if context.licences.is_empty() {
        return (context.confirmed("no-licences") == Some(true)).then_some(0.0);
    }
    context
        .licences
        .iter()
        .map(|licence| licence.annual_royalty)
        .try_fold(0.0, |sum, royalty| Some(sum + royalty?.to_yuan()))
}

/// Stability of the portfolio, by value.
fn stability(context: &Context) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for value in context.items.iter().filter_map(|item| item.value) {
        let Some(stability) = value.stability else { continue };
        let share = libm::fmax(value.base, 1.0);
        sum += share * stability;
        weight += share;
    }
    (weight > 0.0).then(|| sum / weight)
}

/// The factors of a product.
pub(super) fn factors(context: &Context, note: &Note, needs: &Needs) -> Factors {
    let [export_scale, competitor_scale, share_scale, loan_scale, royalty_scale] = needs.exposure;
    let unit = |value: f64| value.clamp(0.0, 1.0);
    let exports = needs.export_share.map(|share| unit(share / export_scale));
    let over = |scale: f64| move |value: f64| unit(value / scale);
    let exposure = match note.id.as_str() {
        "IN-E" | "IN-L" => needs.largest_share.map(over(share_scale)),
        "IN-D" => Some(needs.competitors.map_or(needs.competitors_unknown, over(competitor_scale))),
        "IN-O" | "IN-X" => exports,
        "IN-G" => match (needs.loan, needs.cash) {
            (Some(loan), Some(cash)) => Some(f64::from(u8::from(loan > loan_scale * cash))),
            (Some(_), None) => None,
            (None, _) => Some(0.0),
        },
        "IN-T" => Some(f64::from(u8::from(needs.sale.is_some()))),
        "IN-C" => match (needs.royalties, needs.revenue) {
            (Some(royalties), _) if royalties <= 0.0 => Some(0.0),
            (Some(royalties), Some(revenue)) if revenue > 0.0 => Some(unit(royalties / revenue / royalty_scale)),
            _ => None,
        },
        _ => None,
    };
    let loss = loss(context, note, needs);
    let mid = loss.map(|(mid, _)| mid);
    let at_stake = mid.zip(needs.revenue).map(|(loss, revenue)| share_of(loss, needs.value_scale * revenue));
    let fragility = mid.zip(needs.cash).map(|(loss, cash)| share_of(loss, cash));
    let litigation = needs.cases.map(|cases| unit(cases / needs.cases_scale));
    let weakness = needs.stability.map(|stability| unit(1.0 - stability));
    Factors { values: [exposure, litigation, at_stake, weakness, fragility], loss }
}

/// A share, full when there is nothing to share.
fn share_of(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 1.0 }
}

/// The loss if it happens, usual and bad.
fn loss(context: &Context, note: &Note, needs: &Needs) -> Option<(f64, f64)> {
    let [_, usual, bad] = needs.loss_share;
    let [_, enforcement, bad_enforcement] = needs.enforcement;
    let [_, fair, bad_fair] = needs.fair;
    let revenue = needs.revenue.filter(|revenue| *revenue > 0.0);
    let of = |base: f64| (base * usual, base * bad);
    match note.id.as_str() {
        "IN-E" => Some((enforcement, bad_enforcement)),
        "IN-X" => Some((fair, bad_fair)),
        "IN-L" => {
            let (usual, bad) = of(revenue? * needs.largest_share?);
            Some((libm::fmin(usual, needs.damages_cap), libm::fmin(bad, needs.damages_cap)))
        }
        "IN-D" => revenue.map(of),
        "IN-O" => Some(of(revenue? * needs.export_share?)),
        "IN-G" => needs.loan.map(|loan| {
            let share = note.number("insured-share").unwrap_or(1.0);
            (loan * share, loan * share)
        }),
        "IN-T" => needs.sale.map(|price| (price, price)),
        "IN-C" => needs.royalties.map(|royalties| (royalties, royalties * libm::fmax(1.0, context.tenor))),
        _ => None,
    }
}
