//! Self-review 自主评议: risk, then value, then credit.

use serde::{Deserialize, Serialize};

use crate::dossier::{AssetStatus, RightDispute};
use crate::financing::context::{Context, Item};
use crate::financing::sizing::{Advance, Case, lending_values};
use crate::financing::{Channel, ChannelAssessment, ChannelDetails, FinancingAssessment, FinancingError, Verdict};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings};

/// The chain of a bank's own review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelfReview {
    /// Risk card 风险评测, 0–100 with what is unknown at nought; higher is safer.
    pub risk: Figure,
    /// The card if everything unknown turned out well, 0–100.
    pub risk_at_best: f64,
    /// Parts of the card 0–1: title, stability, disputes, life and fees, marketability; `None` is not known.
    pub parts: [Option<f64>; 5],
    /// Value the bank lends on 价值评估, yuan.
    pub value: Figure,
    /// Grade of the enterprise; `None` when nothing is known of it.
    pub grade: Option<Grade>,
    /// Limit 授信额度, yuan; `None` without EBITDA or a loan to bound.
    pub limit: Option<Figure>,
    /// What follows.
    pub decision: Decision,
    /// What the decision stands on.
    pub grounds: Grounds,
}

/// What a decision stands on 评议依据.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// Risk card from which a loan may be approved, and from which it is referred.
    pub risk_lines: [f64; 2],
    /// Debt-service cover 偿债覆盖倍数; `None` is not known.
    pub cover: Option<f64>,
    /// Cover required.
    pub cover_line: f64,
    /// Every requirement of the loan is met; `None` is not known.
    pub requirements: Option<bool>,
    /// Ids of the criteria that fail.
    pub failed: Vec<String>,
    /// Ids of the criteria still unknown.
    pub open: Vec<String>,
}

/// Grade of an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Best.
    A,
    /// Middle.
    B,
    /// Lowest.
    C,
}

impl Grade {
    /// The grade of a score 0–100 with the lines of A and B.
    #[must_use]
    pub fn of(score: f64, [a, b]: [f64; 2]) -> Grade {
        if score >= a {
            Grade::A
        } else if score >= b {
            Grade::B
        } else {
            Grade::C
        }
    }
}

/// What the review ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// 同意.
    Approve,
    /// 提交复议.
    Refer,
    /// 不同意.
    Decline,
    /// 资料不足: what is unknown decides.
    NeedsData,
}

/// Lines of the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DecisionLines {
    /// Risk card from which a loan may be approved.
    pub approve: f64,
    /// Risk card from which it is referred.
    pub refer: f64,
    /// Debt-service cover required.
    pub cover: f64,
}

/// Approve with a risk card from the first line, cover and no failed requirement; refer from the second line; else
/// decline. `None` is not known and approves nothing.
#[must_use]
pub fn decide(
    risk: f64,
    risk_at_best: f64,
    cover: Option<f64>,
    no_failure: Option<bool>,
    lines: &DecisionLines,
) -> Decision {
    let covered = cover.map(|cover| cover >= lines.cover);
    if no_failure == Some(false) || covered == Some(false) || risk_at_best < lines.refer {
        return Decision::Decline;
    }
    match (covered, no_failure) {
        (Some(true), Some(true)) if risk >= lines.approve => Decision::Approve,
        (Some(true), Some(true)) if risk >= lines.refer && risk_at_best < lines.approve => Decision::Refer,
        _ => Decision::NeedsData,
    }
}

/// What a bank lends on: `min(V_low, ½ (V_cost + V_income))` where `both` is 1, else `V_low · discount`, right by right.
#[must_use]
pub fn bank_value(low: Cell, cost: Cell, income: Cell, both: Cell, discount: Cell) -> Expr {
    let mean = (cost + income) * 0.5;
    Expr::from(both).if_at_most(0.5, low * discount, Expr::from(low).min(mean))
}

/// The review over the rights that the bank would take.
pub(super) fn review(
    context: &Context,
    assessment: &FinancingAssessment,
    workings: &mut Workings,
) -> Result<Option<SelfReview>, FinancingError> {
    let loans = [Channel::CombinedCredit, Channel::Pledge].map(|channel| assessment.channel(channel));
    let size = |channel: &&ChannelAssessment| channel.amount.as_ref().map_or(0.0, |amount| amount.base.value);
    let open = loans.into_iter().flatten().filter(|channel| channel.verdict != Verdict::Blocked);
    let Some(loan) = open.max_by(|a, b| size(a).total_cmp(&size(b))).or(assessment.channel(Channel::Pledge)) else {
        return Ok(None);
    };
    let ids = &loan.eligible_assets;
    let items = context.items.iter().enumerate();
    let places = items.filter(|(_, item)| ids.contains(&item.asset.id)).map(|(place, _)| place).collect();
    let places = context.valued(places);
    if places.is_empty() {
        return Ok(None);
    }
    let values = lending_values(context, &places)?;
    let parts = risk_parts(context, &places, &values)?;
    let points = context.rules.list("financing.bank.risk-points")?;
    let known = parts.map(|part| part.unwrap_or(0.0));
    let mut sheet = Sheet::new();
    let path = || Origin::answered("assets");
    let reached = sheet.given_series(Term::RISK_PART, known.to_vec(), Unit::Ratio, path());
    let all =
        sheet.given_series(Term::RISK_POINTS, points.to_vec(), Unit::Point, Origin::rule("financing.bank.risk-points"));
    sheet.compute(Term::RISK_CARD, Unit::Point, (reached * all).sum());
    let risk = workings.file("financing.bank.risk", sheet);
    let risk_at_best = parts.iter().zip(points).map(|(part, points)| part.unwrap_or(1.0) * points).sum();
    let value = value_figure(context, &places, values, workings)?;
    let grade = match loan.fit {
        Some(fit) => {
            let id = "financing.bank.grade-lines";
            let lines = context.rules.list(id)?;
            let lines = lines.try_into().map_err(|_| FinancingError::Shape { id: id.to_owned() })?;
            Some(Grade::of(fit, lines))
        }
        None => None,
    };
    let limit = limit_figure(context, loan, grade, &value, workings)?;
    let lines = DecisionLines {
        approve: context.rules.number("financing.bank.risk-approve")?,
        refer: context.rules.number("financing.bank.risk-refer")?,
        cover: context.rules.number("financing.dscr-min")?,
    };
    let no_failure = match loan.verdict {
        Verdict::Blocked | Verdict::NeedsWaiver => Some(false),
        Verdict::NeedsData => None,
        Verdict::Available | Verdict::Experimental | Verdict::TooSlow => Some(true),
    };
    let cover = context.debt_service_cover()?;
    let decision = decide(risk.value, risk_at_best, cover, no_failure, &lines);
    let grounds = Grounds {
        risk_lines: [lines.approve, lines.refer],
        cover,
        cover_line: lines.cover,
        requirements: no_failure,
        failed: loan.failed.clone(),
        open: loan.data_needed.clone(),
    };
    Ok(Some(SelfReview { risk, risk_at_best, parts, value, grade, limit, decision, grounds }))
}

/// The parts of the card, weighed by value; a part is known when it is known of every right.
fn risk_parts(context: &Context, places: &[usize], values: &[f64]) -> Result<[Option<f64>; 5], FinancingError> {
    let kinds = crate::financing::pledge::used_kinds(context, places);
    let advance = Advance::load(context.rules, "ltv", &kinds)?;
    let number = |id: &str| context.rules.number(&format!("financing.haircut.{id}"));
    let disputes = [number("plaintiff")?, number("defendant")?, number("invalidation")?];
    let whole: f64 = values.iter().sum();
    let weighed = |part: &dyn Fn(&Item) -> Option<f64>| {
        let items = places.iter().filter_map(|place| context.items.get(*place)).zip(values);
        let sum = items.map(|(item, value)| Some(part(item)? * value)).try_fold(0.0, |sum, part| Some(sum + part?))?;
        (whole > 0.0).then(|| sum / whole)
    };
    let share = |yes: bool| f64::from(u8::from(yes));
    let title = |item: &Item| Some(share(item.asset.registered_owner? && item.ownership_clear?));
    let stability = |item: &Item| {
        let granted = item.asset.status? == AssetStatus::Granted;
        Some(if granted { item.value?.stability? } else { 0.0 })
    };
    let dispute = |item: &Item| {
        let [plaintiff, defendant, invalidation] = disputes;
        Some(match item.asset.dispute? {
            RightDispute::None | RightDispute::Upheld => 1.0,
            RightDispute::InfringementPlaintiff => plaintiff,
            RightDispute::InfringementDefendant => defendant,
            RightDispute::InvalidationPending => invalidation,
            RightDispute::Ownership => 0.0,
        })
    };
    let life = |item: &Item| {
        let paid = !item.asset.kind.is_patent() || !item.asset.fee_arrears?;
        let life = advance.life(item, context.tenor)?;
        Some(if paid { life } else { 0.0 })
    };
    let market = |item: &Item| {
        let known = item.revenue_share.is_some() || item.asset.exploitation.is_some();
        known.then(|| advance.haircuts(item, Case::Base).usage)
    };
    Ok([weighed(&title), weighed(&stability), weighed(&dispute), weighed(&life), weighed(&market)])
}

fn value_figure(
    context: &Context,
    places: &[usize],
    low: Vec<f64>,
    workings: &mut Workings,
) -> Result<Figure, FinancingError> {
    let path = || Origin::answered("assets");
    let of = |pick: fn(&crate::financing::AssetValue) -> Option<f64>| -> Vec<Option<f64>> {
        let items = places.iter().filter_map(|place| context.items.get(*place));
        items.map(|item| item.value.and_then(pick)).collect()
    };
    let (cost, income) = (of(|value| value.cost), of(|value| value.income));
    let both = cost.iter().zip(&income).map(|(cost, income)| f64::from(u8::from(cost.is_some() && income.is_some())));
    let both: Vec<f64> = both.collect();
    let plain = |values: Vec<Option<f64>>| values.into_iter().map(|value| value.unwrap_or(0.0)).collect();
    let mut sheet = Sheet::new();
    let low = sheet.given_series(Term::LENDING_VALUE, low, Unit::Yuan, path());
    let cost = sheet.given_series(Term::COST_VALUE_EACH, plain(cost), Unit::Yuan, path());
    let income = sheet.given_series(Term::INCOME_VALUE_EACH, plain(income), Unit::Yuan, path());
    let both = sheet.given_series(Term::BOTH_METHODS, both, Unit::Count, path());
    let discount = sheet.rule(Term::ONE_METHOD_DISCOUNT, context.rules.parameter("financing.bank.value-discount")?);
    let each = sheet.compute(Term::BANK_VALUE_EACH, Unit::Yuan, bank_value(low, cost, income, both, discount));
    sheet.compute(Term::BANK_VALUE, Unit::Yuan, Expr::from(each).sum());
    Ok(workings.file("financing.bank.value", sheet))
}

/// `min(L_max, blended loan to value · V_bank, multiple of the grade · EBITDA)`.
fn limit_figure(
    context: &Context,
    loan: &ChannelAssessment,
    grade: Option<Grade>,
    value: &Figure,
    workings: &mut Workings,
) -> Result<Option<Figure>, FinancingError> {
    let mut sheet = Sheet::new();
    let (Some(amount), Some(grade)) = (&loan.amount, grade) else { return Ok(None) };
    let ChannelDetails::Credit(credit) = &loan.details else { return Ok(None) };
    let Some(blended) = &credit.blended_ltv else { return Ok(None) };
    let Some(ebitda) = context.ebitda(&mut sheet) else { return Ok(None) };
    let id = "financing.bank.multiples";
    let place = grade as usize;
    let Some(multiple) = context.rules.list(id)?.get(place).copied() else {
        return Err(FinancingError::Shape { id: id.to_owned() });
    };
    let figure = |figure: &Figure| Origin::Figure { id: figure.working.clone() };
    let largest = sheet.given(Term::LOAN_AMOUNT, amount.base.value, Unit::Yuan, figure(&amount.base));
    let ltv = sheet.given(Term::BLENDED_LTV, blended.value, Unit::Ratio, figure(blended));
    let value = sheet.given(Term::BANK_VALUE, value.value, Unit::Yuan, figure(value));
    let multiple = sheet.given(Term::EBITDA_MULTIPLE, multiple, Unit::Factor, Origin::Rule { id: id.into() });
    let limit = Expr::from(largest).min(ltv * value).min((multiple * ebitda).max(0.0));
    sheet.compute(Term::REVIEW_LIMIT, Unit::Yuan, limit);
    Ok(Some(workings.file("financing.bank.limit", sheet)))
}
