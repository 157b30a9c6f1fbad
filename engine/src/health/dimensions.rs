//! The six dimensions of the health portrait 健康画像.

use super::portfolio::{Portfolio, Right};
use super::{Dimension, DimensionScore};
use crate::dossier::{DisputeRole, Dossier, Encumbrance, EvaluationReport, PracticeItem, RightDispute};
use crate::rules::{RuleError, Rules, Unit};
use crate::valuation::PortfolioValuation;
use crate::working::{Expr, Figure, Origin, Sheet, Term, Workings};

/// Scores the six dimensions, each 0–100 with its working.
///
/// Legal strength, technology and market use are the value-weighted means of the scores of the rights; clear title and
/// risk protection start at 100 and lose points by the share of value concerned; management counts practices in place.
///
/// # Errors
/// [`RuleError`] when the pack lacks a record of `rules/health/`.
///
/// # Source
/// Guidance 沪知局〔2021〕53号 art. 4 asks for an IP check-up; the scale is our own (rule records `health.*`).
pub fn health_dimensions(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules<'_>,
    workings: &mut Workings,
) -> Result<Vec<DimensionScore>, RuleError> {
    scored(dossier, valuation, rules, &[], workings)
}

/// As [`health_dimensions`]; those in `known` are taken as they are.
pub(super) fn scored(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules<'_>,
    known: &[&DimensionScore],
    workings: &mut Workings,
) -> Result<Vec<DimensionScore>, RuleError> {
    let portfolio = Portfolio::new(dossier, valuation);
    let mut scores = Vec::with_capacity(Dimension::ALL.len());
    for dimension in Dimension::ALL {
        if let Some(known) = known.iter().find(|known| known.dimension == dimension) {
            scores.push((*known).clone());
            continue;
        }
        let id = format!("health.{}", dimension.code());
        let (score, coverage) = match dimension {
            Dimension::LegalStrength => {
                rated(&portfolio, id, Term::LEGAL_VALUE, |right| right.valuation.score.legal, workings)
            }
            Dimension::Technology => {
                rated(&portfolio, id, Term::TECHNICAL_VALUE, |right| right.valuation.score.technical, workings)
            }
            Dimension::MarketUse => {
                rated(&portfolio, id, Term::ECONOMIC_VALUE, |right| right.valuation.score.economic, workings)
            }
            Dimension::ClearTitle => {
                let (losses, coverage) = title_losses(&portfolio);
                deducted(
                    id,
                    rules.list("health.title-penalties")?,
                    "health.title-penalties",
                    losses,
                    coverage,
                    workings,
                )
            }
            Dimension::Management => management(dossier, id, workings),
            Dimension::RiskProtection => {
                let (losses, coverage) = risk_losses(dossier, &portfolio, rules)?;
                deducted(id, rules.list("health.risk-penalties")?, "health.risk-penalties", losses, coverage, workings)
            }
        };
        scores.push(DimensionScore { dimension, score, coverage });
    }
    Ok(scores)
}

/// The weighted mean of the dimensions that are known; `None` when none is.
pub(super) fn overall(
    dimensions: &[DimensionScore],
    rules: &Rules<'_>,
    workings: &mut Workings,
) -> Result<Option<Figure>, RuleError> {
    let weights = rules.list("health.dimension-weights")?;
    let mut sheet = Sheet::new();
    let mut points: Option<Expr> = None;
    let mut total: Option<Expr> = None;
    for (dimension, weight) in dimensions.iter().zip(weights) {
        let Some(score) = &dimension.score else { continue };
        let origin = Origin::Figure { id: score.working.clone() };
        let value = sheet.given(Term::DIMENSION_SCORE, score.value, Unit::Point, origin);
        let origin = Origin::rule("health.dimension-weights");
        let weight = sheet.given(Term::DIMENSION_WEIGHT, *weight, Unit::Ratio, origin);
        points = Some(points.map_or(value * weight, |sum| sum + value * weight));
        total = Some(total.map_or(weight.into(), |sum| sum + weight));
    }
    let (Some(points), Some(total)) = (points, total) else { return Ok(None) };
    sheet.compute(Term::OVERALL_SCORE, Unit::Point, points / total);
    Ok(Some(workings.file("health.overall", sheet)))
}

/// Ten times the value-weighted mean of a 1–10 score.
fn rated(
    portfolio: &Portfolio,
    id: String,
    term: Term,
    score: impl Fn(&Right) -> f64,
    workings: &mut Workings,
) -> (Option<Figure>, f64) {
    let rights = &portfolio.rights;
    if rights.is_empty() {
        return (None, 0.0);
    }
    let mut sheet = Sheet::new();
    let points = rights.iter().map(score).collect();
    let ids = rights.iter().map(|right| right.valuation.score.index.working.clone()).collect();
    let points = sheet.given_series(term, points, Unit::Point, Origin::Figures { ids });
    let shares = rights.iter().map(|right| right.share).collect();
    let shares = sheet.given_series(Term::VALUE_WEIGHT, shares, Unit::Ratio, Origin::figure("valuation.portfolio"));
    sheet.compute(Term::DIMENSION_SCORE, Unit::Point, 10.0 * (points * shares).sum());
    let coverage = rights.iter().map(|right| right.share * right.valuation.score.coverage).sum();
    (Some(workings.file(id, sheet)), coverage)
}

/// 100 less each penalty times the share concerned, not below 0. Nothing known gives no score.
fn deducted(
    id: String,
    penalties: &[f64],
    rule: &str,
    losses: Vec<f64>,
    coverage: f64,
    workings: &mut Workings,
) -> (Option<Figure>, f64) {
    if coverage <= 0.0 {
        return (None, 0.0);
    }
    let mut sheet = Sheet::new();
    let penalties = penalties.iter().copied().take(losses.len()).collect();
    let penalties = sheet.given_series(Term::PENALTY, penalties, Unit::Point, Origin::Rule { id: rule.into() });
    let shares = sheet.given_series(Term::AFFECTED_SHARE, losses, Unit::Ratio, Origin::answered("assets"));
    sheet.compute(Term::DIMENSION_SCORE, Unit::Point, (100.0 - (penalties * shares).sum()).max(0.0));
    (Some(workings.file(id, sheet)), coverage)
}

/// Shares of value concerned, in the order of `health.title-penalties`, and how much of the questions is answered.
fn title_losses(portfolio: &Portfolio) -> (Vec<f64>, f64) {
    let burdened =
        |right: &Right| {
            right.asset.encumbrances.as_ref().is_some_and(|burdens| {
                burdens.contains(&Encumbrance::Preserved) || burdens.contains(&Encumbrance::Pledged)
            })
        };
    let co_owned = |right: &Right| right.asset.owner_share.is_some_and(|share| share.get() < 1.0);
    let losses = vec![
        portfolio.share(|right| right.asset.registered_owner == Some(false)),
        portfolio.share(|right| co_owned(right) && right.asset.coowners_consent == Some(false)),
        portfolio.share(|right| right.asset.dispute == Some(RightDispute::Ownership)),
        portfolio.share(burdened),
        portfolio.share(|right| right.asset.kind.is_patent() && right.asset.inventor_employment_checked == Some(false)),
    ];
    let answered = |right: &Right| {
        let known =
            [right.asset.registered_owner.is_some(), right.asset.encumbrances.is_some(), right.asset.dispute.is_some()];
        known.iter().filter(|known| **known).count() as f64 / known.len() as f64
    };
    (losses, portfolio.rights.iter().map(|right| right.share * answered(right)).sum())
}

/// Shares concerned, in the order of `health.risk-penalties`; 0 or 1 where the question is of the enterprise.
fn risk_losses(dossier: &Dossier, portfolio: &Portfolio, rules: &Rules<'_>) -> Result<(Vec<f64>, f64), RuleError> {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let sued = dossier
        .disputes
        .iter()
        .any(|dispute| dispute.role == Some(DisputeRole::Defendant) && dispute.pending != Some(false));
    let limit = rules.number("health.concentration-limit")?;
    let soon = rules.number("health.expiry-watch-years")?;
    let exports = dossier.enterprise.export_share.map(crate::Ratio::get);
    let fto = dossier.practice.get(&PracticeItem::FreedomToOperate);
    let largest = portfolio.rights.iter().map(|right| right.share).fold(0.0, libm::fmax);
    let concentrated = portfolio.rights.len() > 1 && largest > limit;
    let losses = vec![
        flag(sued),
        portfolio.share(|right| right.asset.dispute == Some(RightDispute::InvalidationPending)),
        flag(concentrated),
        portfolio.share(|right| right.valuation.remaining_years.is_some_and(|years| years < soon)),
        flag(exports.is_some_and(|share| share > 0.0) && fto == Some(&false)),
        portfolio.share(|right| right.asset.fee_arrears == Some(true)),
    ];
    let known = [exports.is_some(), fto.is_some(), dossier.practice.contains_key(&PracticeItem::Watch)];
    let of_enterprise = known.iter().filter(|known| **known).count() as f64 / known.len() as f64;
    let of_rights = portfolio.share(|right| right.asset.dispute.is_some());
    Ok((losses, f64::midpoint(of_enterprise, of_rights)))
}

/// Share of answered practices that are in place.
fn management(dossier: &Dossier, id: String, workings: &mut Workings) -> (Option<Figure>, f64) {
    let answered = dossier.practice.len();
    if answered == 0 {
        return (None, 0.0);
    }
    let in_place = dossier.practice.values().filter(|there| **there).count();
    let mut sheet = Sheet::new();
    let path = || Origin::answered("practice");
    let in_place = sheet.given(Term::PRACTICE_IN_PLACE, in_place as f64, Unit::Count, path());
    let all = sheet.given(Term::PRACTICE_ANSWERED, answered as f64, Unit::Count, path());
    sheet.compute(Term::DIMENSION_SCORE, Unit::Point, 100.0 * in_place / all);
    (Some(workings.file(id, sheet)), answered as f64 / PracticeItem::ALL.len() as f64)
}

/// A patent without examination in substance that has no favourable report.
pub(super) fn lacks_report(right: &Right) -> bool {
    use crate::dossier::AssetKind::{Design, UtilityModel};
    matches!(right.asset.kind, UtilityModel | Design) && right.asset.evaluation_report == Some(EvaluationReport::None)
}
