//! Policy support 政策支持: which records hold, whom they reach, what they are worth.

use jiff::civil::Date;

use super::context::Context;
use super::{FinancingError, PolicyMatch, PolicyStatus};
use crate::dossier::UseOfFunds;
use crate::rules::{Confidence, Note, NoteKind, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings};

/// Support of one loan.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LoanSupport {
    /// Share of the interest refunded.
    pub share: f64,
    /// Most interest refunded a year, yuan.
    pub cap: f64,
    /// Share of the guarantee fee that somebody else pays.
    pub guarantee: f64,
    /// Records behind it.
    pub policies: Vec<String>,
}

/// What a subsidy pays: `min(rate · base, cap)`, never above the base.
#[must_use]
pub fn benefit(rate: f64, base: f64, cap: Option<f64>) -> f64 {
    libm::fmin(libm::fmin(rate, 1.0) * base, cap.unwrap_or(f64::INFINITY))
}

/// The benefits of several records on one base: the largest within a group, summed over groups, at most the base.
#[must_use]
pub fn stacked(benefits: &[(&str, f64)], base: f64) -> f64 {
    let mut groups: std::collections::BTreeMap<&str, f64> = std::collections::BTreeMap::new();
    for (group, amount) in benefits {
        let best = groups.entry(group).or_insert(0.0);
        *best = libm::fmax(*best, *amount);
    }
    libm::fmin(groups.values().sum(), base)
}

fn code<'n>(note: &'n Note, name: &str) -> Option<&'n str> {
    note.codes(name).first().map(String::as_str)
}

fn day(note: &Note, name: &str) -> Option<Date> {
    code(note, name).and_then(|text| text.parse().ok())
}

fn status(context: &Context, note: &Note) -> Result<PolicyStatus, FinancingError> {
    let stale = context.rules.number("financing.policy-stale-months")?;
    let months = |from: Date| -f64::from(context.days_until(from)) / 30.4375;
    Ok(match (code(note, "level"), day(note, "from"), day(note, "to")) {
        (Some("reference"), _, _) => PolicyStatus::Reference,
        (_, _, Some(to)) if to < context.day => PolicyStatus::Expired,
        (_, Some(from), None) if months(from) > stale => PolicyStatus::Stale,
        (Some("district"), _, _) if note.numbers.is_empty() => PolicyStatus::Unverified,
        _ if note.provenance.confidence == Confidence::Unverified => PolicyStatus::Unverified,
        _ if note.codes("scenario").iter().any(|flag| flag == "yes") => PolicyStatus::Unverified,
        _ => PolicyStatus::Active,
    })
}

/// Whether the enterprise meets one requirement of a record.
fn meets(context: &Context, requirement: &str, unsecured: Option<bool>) -> Option<bool> {
    let enterprise = &context.dossier.enterprise;
    match requirement {
        "private" => enterprise.private,
        "sme" => context.is_sme(),
        "srdi" => context.specialised(),
        "tech-sme" => enterprise.holds(crate::dossier::Certificate::TechSme),
        "capital-expenditure" => {
            context.dossier.need.use_of_funds.map(|purpose| purpose == UseOfFunds::CapitalExpenditure)
        }
        "credit-loan" => unsecured,
        "named-chain" | "first-loan" => context.confirmed(requirement),
        _ => None,
    }
}

/// Requirements not met or not known; first whether all are met.
fn conditions(context: &Context, note: &Note, unsecured: Option<bool>) -> (Option<bool>, Vec<String>) {
    let mut open = Vec::new();
    let mut all = Some(true);
    let mut add = |met: Option<bool>, name: &str| {
        if met != Some(true) {
            open.push(name.to_owned());
        }
        all = super::measures::both(all, met);
    };
    let districts = note.codes("district");
    if !districts.is_empty() {
        add(context.dossier.enterprise.district.as_ref().map(|district| districts.contains(district)), "district");
    }
    if let Some(area) = code(note, "area") {
        add(context.confirmed(area), area);
    }
    if code(note, "level") == Some("city") {
        add(context.dossier.enterprise.registered_in_shanghai(), "registered-in-shanghai");
    }
    for requirement in note.codes("requires") {
        add(meets(context, requirement, unsecured), requirement);
    }
    (all, open)
}

/// The policy register against the enterprise.
pub(super) fn register(context: &Context, workings: &mut Workings) -> Result<Vec<PolicyMatch>, FinancingError> {
    let soon = context.rules.number("financing.policy-warning-days")?;
    let mut matches = Vec::new();
    for note in context.rules.notes_of(NoteKind::Policy) {
        let status = status(context, note)?;
        let (eligible, open_conditions) = conditions(context, note, None);
        let (begins, ends) = (day(note, "from"), day(note, "to"));
        let expires_in_days = ends
            .filter(|to| *to >= context.day)
            .map(|to| context.days_until(to))
            .filter(|days| f64::from(*days) <= soon);
        let (annual_benefit, scenario_benefit) = match (status, eligible) {
            (PolicyStatus::Active, Some(true)) => (yearly_benefit(context, note, workings)?, None),
            // What an answer still missing may open is shown as well, as what it would bring.
            (PolicyStatus::Stale | PolicyStatus::Unverified, Some(true) | None) | (PolicyStatus::Active, None) => {
                (None, yearly_benefit(context, note, workings)?)
            }
            _ => (None, None),
        };
        matches.push(PolicyMatch {
            policy: note.id.clone(),
            status,
            eligible,
            open_conditions,
            annual_benefit,
            scenario_benefit,
            begins,
            ends,
            expires_in_days,
        });
    }
    Ok(matches)
}

/// A year's benefit of a record on the amount wanted, at the reference rate of a pledge loan.
fn yearly_benefit(
    context: &Context,
    note: &Note,
    workings: &mut Workings,
) -> Result<Option<super::Figure>, FinancingError> {
    let Some(amount) = context.need() else { return Ok(None) };
    let mut sheet = Sheet::new();
    let own = || Origin::Rule { id: note.id.clone() };
    let amount =
        sheet.given(Term::AMOUNT_WANTED, amount, Unit::Yuan, Origin::Answered { path: "need.amount".to_owned() });
    if let Some(points) = note.number("rate-points") {
        let points = sheet.given(Term::SUBSIDY_POINTS, points, Unit::RatePerYear, own());
        let reached = match note.number("loan-ceiling") {
            Some(ceiling) => Expr::from(amount).min(sheet.given(Term::LOAN_CEILING, ceiling, Unit::Yuan, own())),
            None => Expr::from(amount),
        };
        sheet.compute(Term::SUBSIDY_BENEFIT, Unit::Yuan, reached * points);
    } else if let (Some(rate), Some(base @ ("interest" | "guarantee"))) = (note.number("rate"), code(note, "base")) {
        let interest = if base == "interest" {
            super::pledge::interest_cell(&mut sheet, context, None)?
        } else {
            super::pledge::guarantee_cell(&mut sheet, context)?
        };
        let rate = sheet.given(Term::SUBSIDISED_SHARE, rate, Unit::Ratio, own());
        let paid = amount * interest * rate;
        let benefit = match note.number("cap-year") {
            Some(cap) => paid.min(sheet.given(Term::SUBSIDY_CAP, cap, Unit::Yuan, own())),
            None => paid,
        };
        sheet.compute(Term::SUBSIDY_BENEFIT, Unit::Yuan, benefit);
    } else {
        return Ok(None);
    }
    Ok(Some(workings.file(format!("financing.policy.{}", note.id), sheet)))
}

/// Support of a loan from the records that hold today and that the enterprise is known to meet: on its interest, at `rate`,
/// and on its guarantee fee, at `guarantee`, both per year.
pub(super) fn loan_support(
    context: &Context,
    principal: f64,
    rate: f64,
    guarantee: f64,
    unsecured: bool,
) -> Result<Option<LoanSupport>, FinancingError> {
    let (interest, fee) = (principal * rate, principal * guarantee);
    if interest <= 0.0 {
        return Ok(None);
    }
    let mut benefits = Vec::new();
    let mut fee_benefits = Vec::new();
    let mut policies = Vec::new();
    for note in context.rules.notes_of(NoteKind::Policy) {
        let reached = status(context, note)? == PolicyStatus::Active
            && matches!(code(note, "base"), Some("interest" | "guarantee"))
            && conditions(context, note, Some(unsecured)).0 == Some(true);
        if !reached {
            continue;
        }
        let group = code(note, "group").unwrap_or(note.id.as_str());
        if code(note, "base") == Some("guarantee") {
            if let Some(share) = note.number("rate").filter(|_| fee > 0.0) {
                fee_benefits.push((group, benefit(share, fee, note.number("cap-year"))));
                policies.push(note.id.clone());
            }
            continue;
        }
        let amount = match (note.number("rate-points"), note.number("rate")) {
            (Some(points), _) => libm::fmin(principal, note.number("loan-ceiling").unwrap_or(f64::INFINITY)) * points,
            (None, Some(share)) => benefit(share, interest, note.number("cap-year")),
            (None, None) => continue,
        };
        benefits.push((group, amount));
        policies.push(note.id.clone());
    }
    let total = stacked(&benefits, interest);
    let guarantee = if fee > 0.0 { stacked(&fee_benefits, fee) / fee } else { 0.0 };
    let any = total > 0.0 || guarantee > 0.0;
    Ok(any.then_some(LoanSupport { share: total / interest, cap: total, guarantee, policies }))
}

/// A scenario shown while no district rule is verified, by its record: `[share, yearly cap]`.
pub(super) fn scenario(context: &Context, id: &str) -> Result<LoanSupport, FinancingError> {
    match context.rules.list(id)? {
        [share, cap] => Ok(LoanSupport { share: *share, cap: *cap, guarantee: 0.0, policies: vec![id.to_owned()] }),
        _ => Err(FinancingError::Shape { id: id.to_owned() }),
    }
}

/// Puts a support on a sheet.
pub(super) fn support_cells(sheet: &mut Sheet, support: &LoanSupport) -> (Cell, Cell) {
    let origin = || Origin::Rule { id: support.policies.first().cloned().unwrap_or_default() };
    (
        sheet.given(Term::SUBSIDY_RATE, support.share, Unit::Ratio, origin()),
        sheet.given(Term::SUBSIDY_CAP, support.cap, Unit::Yuan, origin()),
    )
}
