//! Insurance 知识产权保险 (IN): which products are needed, for how much, and whether they pay. Brings no cash.

use std::collections::BTreeMap;

use super::assemble::{Draft, days, flag, flag_on};
use super::context::Context;
use super::criteria::{ChannelMeasures, Screen, screen};
use super::insurance_need::{Needs, factors};
use super::subsidy::{concerns, paid_on};
use super::{
    Channel, ChannelDetails, Figure, FinancingError, InsuranceAdvice, InsuranceDetails, InsuranceProduct, Verdict,
};
use crate::dossier::{AssetKind, RightDispute};
use crate::rules::{Note, NoteKind, Outcome, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Need score `100 · Σ w·f / Σ w` over the factors that are known; lines are series.
#[must_use]
pub fn need_score(weights: Cell, factors: Cell) -> Expr {
    100.0 * ((weights * factors).sum() / Expr::from(weights).sum())
}

/// A policy on a sheet; money in yuan.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Probability of a claim a year.
    pub probability: Cell,
    /// Loss if it happens.
    pub loss: Cell,
    /// Sum insured.
    pub sum: Cell,
    /// Deductible.
    pub deductible: Cell,
    /// Co-insurance, share of the loss that the insured keeps.
    pub coinsurance: Cell,
    /// Net premium a year.
    pub premium: Cell,
}

/// Expected benefit a year `p · (1 − c) · max(0, min(S, X − d))`.
#[must_use]
pub fn expected_benefit(policy: &Policy) -> Expr {
    let paid = (policy.loss - policy.deductible).min(policy.sum).max(0.0);
    policy.probability * (1.0 - policy.coinsurance) * paid
}

/// Sum to insure `min(S_max, d + q75(X))`, at least the smallest sum on offer.
#[must_use]
pub fn sum_to_insure(least: Cell, most: Cell, deductible: Cell, bad_loss: Cell) -> Expr {
    Expr::from(least).max((deductible + bad_loss).min(most))
}

/// Lines of advice, read once.
struct Lines {
    recommend: f64,
    consider: f64,
    buy: f64,
    tail: f64,
    check: f64,
    subsidy: f64,
    /// Weight of known factors below which there is no score.
    low_coverage: f64,
}

/// Insurance of the portfolio; `loan` is the pledge loan that guarantee insurance would cover, yuan.
pub(super) fn assess(context: &Context, loan: Option<f64>, workings: &mut Workings) -> Result<Draft, FinancingError> {
    let patents: Vec<AssetKind> = AssetKind::ALL.into_iter().filter(|kind| kind.is_patent()).collect();
    let screened = screen(context, "IN", &|_| false, &patents, &ChannelMeasures::new())?;
    let lines = Lines {
        recommend: context.rules.number("financing.insurance.recommend")?,
        consider: context.rules.number("financing.insurance.consider")?,
        buy: context.rules.number("financing.insurance.buy-ratio")?,
        tail: context.rules.number("financing.insurance.tail-ratio")?,
        check: context.rules.number("financing.insurance.check-ratio")?,
        subsidy: context.rules.number("financing.insurance.subsidy-shanghai")?,
        low_coverage: context.rules.number("financing.fit.low-coverage")?,
    };
    let needs = Needs::load(context, loan)?;
    let mut products = Vec::new();
    for note in context.rules.notes(NoteKind::Product, "IN") {
        products.push(product(context, note, &screened, &needs, &lines, workings)?);
    }
    let mut draft = Draft::new(Channel::Insurance, whole(screened, &products), days(context, "IN")?);
    draft.on_assets = false;
    draft.barred = products.iter().all(|product| product.verdict == Verdict::Blocked);
    draft.red_flags = vec![flag("IN-R1"), flag("IN-R2"), flag("IN-R3")];
    let all: Vec<usize> = (0..context.items.len()).collect();
    draft.red_flags.extend(flag_on(context, "IN-R4", &all, |item| {
        item.asset.kind.is_patent()
            && item.asset.dispute.is_some_and(|dispute| !matches!(dispute, RightDispute::None | RightDispute::Upheld))
    }));
    let net = total(context, &products, lines.subsidy, "total", workings)?;
    let assumed = context.rules.number("financing.insurance.subsidy-scenario")?;
    let scenario = total(context, &products, libm::fmax(assumed, lines.subsidy), "total-in-scenario", workings)?;
    draft.upfront.clone_from(&net);
    draft.details =
        ChannelDetails::Insurance(InsuranceDetails { annual_premium: net, premium_in_scenario: scenario, products });
    Ok(draft)
}

/// The criteria of the channel without the hard failures that concern single products only.
fn whole(mut screened: Screen, products: &[InsuranceProduct]) -> Screen {
    screened.failed.retain(|id| products.iter().all(|product| product.failed.contains(id)));
    screened
}

fn product(
    context: &Context,
    note: &Note,
    screened: &Screen,
    needs: &Needs,
    lines: &Lines,
    workings: &mut Workings,
) -> Result<InsuranceProduct, FinancingError> {
    let (verdict, failed, data_needed) = eligibility(note, screened);
    let factors = factors(context, note, needs);
    let mut assessed = InsuranceProduct {
        product: note.id.to_string(),
        verdict,
        failed,
        data_needed,
        need_score: score(note, lines.low_coverage, &factors.values, workings)?,
        factors: factors.values,
        advice: InsuranceAdvice::Unknown,
        loss: None,
        sum_insured: None,
        premium: None,
        expected_benefit: None,
        benefit_ratio: None,
        check_inputs: false,
    };
    if let Some((loss, bad_loss)) = factors.loss {
        price(context, note, (loss, bad_loss), needs, lines, workings, &mut assessed)?;
    }
    assessed.advice = advice(&assessed, factors.loss.map(|(loss, _)| loss), needs, lines);
    Ok(assessed)
}

/// The verdict of one product from the criteria it asks.
fn eligibility(note: &Note, screened: &Screen) -> (Verdict, Vec<String>, Vec<String>) {
    let asked = note.codes("criteria");
    let mut failed = Vec::new();
    let mut unknown = Vec::new();
    for result in screened.criteria.iter().filter(|result| asked.contains(&result.criterion)) {
        match result.outcome {
            Outcome::Fail => failed.push(result.criterion.to_string()),
            Outcome::Unknown => unknown.push(result.criterion.to_string()),
            Outcome::Pass => {}
        }
    }
    let on_assets = asked.iter().any(|id| screened.asset_criteria.iter().any(|tally| tally.criterion == *id));
    if on_assets {
        for tally in screened.asset_criteria.iter().filter(|tally| asked.contains(&tally.criterion)) {
            if tally.pass + tally.unknown == 0 {
                failed.push(tally.criterion.to_string());
            } else if tally.pass == 0 {
                unknown.push(tally.criterion.to_string());
            }
        }
    } else if asked.iter().any(|id| id == "IN-H03") {
        // No patent at all: nothing to enforce.
        failed.push("IN-H03".to_owned());
    }
    if on_assets && screened.usable().is_empty() && failed.is_empty() {
        failed.push("IN-H03".to_owned());
    }
    let verdict = if !failed.is_empty() {
        Verdict::Blocked
    } else if !unknown.is_empty() {
        Verdict::NeedsData
    } else {
        Verdict::Available
    };
    (verdict, failed, unknown)
}

fn score(
    note: &Note,
    low: f64,
    factors: &[Option<f64>; 5],
    workings: &mut Workings,
) -> Result<Option<Figure>, FinancingError> {
    let mut weights = Vec::new();
    let mut known = Vec::new();
    for (place, factor) in factors.iter().enumerate() {
        let name = format!("w{}", place + 1);
        let weight = note.number(&name).ok_or_else(|| FinancingError::Shape { id: note.id.to_string() })?;
        if let Some(factor) = factor {
            weights.push(weight);
            known.push(*factor);
        }
    }
    if weights.iter().sum::<f64>() < low {
        return Ok(None);
    }
    let mut sheet = Sheet::new();
    let rule = Origin::Rule { id: note.id.as_str().into() };
    let weights = sheet.given_series(Term::FACTOR_WEIGHT, weights, Unit::Ratio, rule);
    let known = sheet.given_series(Term::NEED_FACTOR, known, Unit::Ratio, Origin::answered("enterprise"));
    sheet.compute(Term::NEED_SCORE, Unit::Point, need_score(weights, known));
    Ok(Some(workings.file(joined(&["financing.", &note.id, ".need"]), sheet)))
}

/// The share of a product's premium that is subsidised, and the record behind it.
fn borne(context: &Context, product: &Note, share: f64, premium: f64) -> Result<(f64, Origin), FinancingError> {
    let of = |note: &Note| if concerns(note, &product.id) { premium } else { 0.0 };
    let (paid, policies) = paid_on(context, "premium", &of, premium, None)?;
    Ok(match policies.into_iter().next() {
        Some(id) if paid > share * premium => (paid / premium, Origin::Rule { id: id.into() }),
        _ => (share, Origin::rule("financing.insurance.subsidy-shanghai")),
    })
}

fn price(
    context: &Context,
    note: &Note,
    (loss, bad_loss): (f64, f64),
    needs: &Needs,
    lines: &Lines,
    workings: &mut Workings,
    assessed: &mut InsuranceProduct,
) -> Result<(), FinancingError> {
    let mut sheet = Sheet::new();
    let path = || Origin::answered("enterprise");
    let mut of = |term: Term, name: &str, unit: Unit| -> Result<Cell, FinancingError> {
        let value = note.number(name).ok_or_else(|| FinancingError::Shape { id: note.id.to_string() })?;
        Ok(sheet.given(term, value, unit, Origin::Rule { id: note.id.as_str().into() }))
    };
    let least = of(Term::SMALLEST_SUM, "sum-low", Unit::Yuan)?;
    let most = of(Term::LARGEST_SUM, "sum-high", Unit::Yuan)?;
    let deductible = of(Term::DEDUCTIBLE, "deductible", Unit::Yuan)?;
    let coinsurance = of(Term::COINSURANCE, "coinsurance", Unit::Ratio)?;
    let rate = of(Term::RATE_ON_LINE, "rate", Unit::RatePerYear)?;
    let mut probability = of(Term::CLAIM_PROBABILITY, "probability", Unit::Ratio)?;
    if let Some((base, share)) = note.number("probability-export-base").zip(needs.export_share) {
        let base = sheet.given(Term::EXPORT_BASE, base, Unit::Ratio, Origin::Rule { id: note.id.as_str().into() });
        let share = sheet.given(Term::EXPORT_SHARE, share, Unit::Ratio, path());
        probability = sheet.compute(Term::CLAIM_PROBABILITY, Unit::Ratio, probability * share / base);
    }
    let loss_cell = sheet.given(Term::LOSS, loss, Unit::Yuan, path());
    let bad = sheet.given(Term::BAD_LOSS, bad_loss, Unit::Yuan, path());
    let sum = sheet.compute(Term::SUM_INSURED, Unit::Yuan, sum_to_insure(least, most, deductible, bad));
    let premium = sheet.compute(Term::PREMIUM, Unit::Yuan, sum * rate);
    let (borne, origin) = borne(context, note, lines.subsidy, sheet.value(premium))?;
    let subsidy = sheet.given(Term::PREMIUM_SUBSIDY, borne, Unit::Ratio, origin);
    let net = sheet.compute(Term::NET_PREMIUM, Unit::Yuan, premium * (1.0 - subsidy));
    let policy = Policy { probability, loss: loss_cell, sum, deductible, coinsurance, premium: net };
    let benefit = sheet.compute(Term::EXPECTED_BENEFIT, Unit::Yuan, expected_benefit(&policy));
    let ratio = sheet.compute(Term::BENEFIT_RATIO, Unit::Factor, benefit / Expr::from(net).max(1.0));
    let mut file = |name: &str, term: Term, unit: Unit, cell: Cell| {
        workings.file_line(joined(&["financing.", &note.id, ".", name]), &sheet, term, unit, cell)
    };
    assessed.loss = Some(file("loss", Term::LOSS, Unit::Yuan, loss_cell));
    assessed.sum_insured = Some(file("sum", Term::SUM_INSURED, Unit::Yuan, sum));
    assessed.premium = Some(file("premium", Term::PREMIUM, Unit::Yuan, premium));
    assessed.expected_benefit = Some(file("benefit", Term::EXPECTED_BENEFIT, Unit::Yuan, benefit));
    let ratio = file("benefit-ratio", Term::BENEFIT_RATIO, Unit::Factor, ratio);
    assessed.check_inputs = ratio.value > lines.check;
    assessed.benefit_ratio = Some(ratio);
    Ok(())
}

/// Recommend when the score is high and the policy pays, or the loss would hurt; consider in between.
fn advice(product: &InsuranceProduct, loss: Option<f64>, needs: &Needs, lines: &Lines) -> InsuranceAdvice {
    if product.verdict == Verdict::Blocked || product.factors.first() == Some(&Some(0.0)) {
        return InsuranceAdvice::NotApplicable;
    }
    let Some(score) = product.need_score.as_ref().map(|score| score.value) else { return InsuranceAdvice::Unknown };
    let pays = product.benefit_ratio.as_ref().is_some_and(|ratio| ratio.value >= lines.buy);
    let hurts = loss.zip(needs.cash).is_some_and(|(loss, cash)| cash <= 0.0 || loss / cash >= lines.tail);
    if score >= lines.recommend && (pays || hurts) {
        InsuranceAdvice::Recommend
    } else if score >= lines.consider {
        InsuranceAdvice::Consider
    } else {
        InsuranceAdvice::Optional
    }
}

/// Yearly premiums of the recommended products less what is subsidised: a share of all, or what the measures that hold
/// today pay where that is more.
fn total(
    context: &Context,
    products: &[InsuranceProduct],
    share: f64,
    name: &str,
    workings: &mut Workings,
) -> Result<Option<Figure>, FinancingError> {
    let taken: BTreeMap<&str, f64> = products
        .iter()
        .filter(|product| product.advice == InsuranceAdvice::Recommend)
        .filter_map(|product| Some((product.product.as_str(), product.premium.as_ref()?.value)))
        .collect();
    if taken.is_empty() {
        return Ok(None);
    }
    let whole: f64 = taken.values().sum();
    let of = |note: &Note| taken.iter().filter(|(id, _)| concerns(note, id)).map(|(_, premium)| premium).sum();
    let (paid, policies) = paid_on(context, "premium", &of, whole, None)?;
    let mut sheet = Sheet::new();
    let premiums = sheet.given_series(
        Term::PREMIUM,
        taken.values().copied().collect(),
        Unit::Yuan,
        Origin::figure("financing.IN.premium"),
    );
    let gross = Expr::from(premiums).sum();
    let (borne, origin) = match policies.into_iter().next() {
        Some(id) if paid > share * whole => (paid / whole, Origin::Rule { id: id.into() }),
        _ => {
            let id = if name == "total" { "subsidy-shanghai" } else { "subsidy-scenario" };
            (share, Origin::Rule { id: joined(&["financing.insurance.", id]) })
        }
    };
    let borne = sheet.given(Term::PREMIUM_SUBSIDY, borne, Unit::Ratio, origin);
    sheet.compute(Term::TOTAL_PREMIUM, Unit::Yuan, gross * (1.0 - borne));
    Ok(Some(workings.file(joined(&["financing.IN.", name]), sheet)))
}
