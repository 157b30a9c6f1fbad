//! Policy support 政策支持: which records hold, whom they reach, what they are worth.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::assemble::Draft;
use super::context::{Context, rule_cell};
use super::cost::Support;
use super::{
    Channel, ChannelDetails, Figure, FinancingError, InsuranceAdvice, InsuranceProduct, PolicyMatch, PolicyStatus,
};
use crate::dossier::{Guarantee, UseOfFunds};
use crate::rules::{Confidence, Note, NoteKind, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Insurance that a loan is repaid 质押融资保证保险, id of its product.
const GUARANTEE_INSURANCE: &str = "IN-G";

/// Support of one loan.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LoanSupport {
    /// Share of the interest refunded.
    pub share: f64,
    /// Most interest refunded a year, yuan.
    pub cap: f64,
    /// Share of the guarantee fee, or of the premium of guarantee insurance, that somebody else pays.
    pub guarantee: f64,
    /// What of the one-off costs is refunded, yuan.
    pub fees: f64,
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
    note.codes(name).first().map(SmolStr::as_str)
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
        add(
            context
                .dossier
                .enterprise
                .district
                .as_ref()
                .map(|district| districts.iter().any(|listed| listed == district)),
            "district",
        );
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

/// What records on fees and premiums are measured against, from the channels as assessed.
#[derive(Clone, Debug, Default)]
pub(super) struct FeesPaid {
    /// Appraisal of the pledged rights 评估费, yuan once.
    pub appraisal: Option<Figure>,
    /// Premiums of the insurance that is recommended 建议投保, or where none is, of what may be considered 可以考虑: by id of
    /// the product, yuan a year.
    pub premiums: Vec<(String, Figure)>,
}

impl FeesPaid {
    pub fn of(drafts: &[Draft]) -> Self {
        let mut fees = FeesPaid::default();
        for draft in drafts {
            match &draft.details {
                ChannelDetails::Credit(credit) if draft.channel == Channel::Pledge => {
                    fees.appraisal = credit.appraisal_fee.clone().filter(|fee| fee.value > 0.0);
                }
                ChannelDetails::Insurance(insurance) => fees.premiums = premiums(&insurance.products),
                _ => {}
            }
        }
        fees
    }
}

fn premiums(products: &[InsuranceProduct]) -> Vec<(String, Figure)> {
    let advised = |advice: InsuranceAdvice| {
        let advised = products.iter().filter(move |product| product.advice == advice);
        advised.filter_map(|product| Some((product.product.clone(), product.premium.clone()?)))
    };
    let recommended: Vec<_> = advised(InsuranceAdvice::Recommend).collect();
    if recommended.is_empty() { advised(InsuranceAdvice::Consider).collect() } else { recommended }
}

/// The policy register against the enterprise.
pub(super) fn register(
    context: &Context,
    fees: &FeesPaid,
    workings: &mut Workings,
) -> Result<Vec<PolicyMatch>, FinancingError> {
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
            (PolicyStatus::Active, Some(true)) => (yearly_benefit(context, note, fees, workings)?, None),
            // What an answer still missing may open is shown as well, as what it would bring.
            (PolicyStatus::Stale | PolicyStatus::Unverified, Some(true) | None) | (PolicyStatus::Active, None) => {
                (None, yearly_benefit(context, note, fees, workings)?)
            }
            _ => (None, None),
        };
        matches.push(PolicyMatch {
            policy: note.id.to_string(),
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

/// A year's benefit of a record: on the interest, guarantee or issue of the amount wanted, at the reference rate of a pledge
/// loan; on the appraisal fee and on premiums as the channels have them.
fn yearly_benefit(
    context: &Context,
    note: &Note,
    fees: &FeesPaid,
    workings: &mut Workings,
) -> Result<Option<Figure>, FinancingError> {
    let mut sheet = Sheet::new();
    let own = || Origin::Rule { id: note.id.as_str().into() };
    if let Some(points) = note.number("rate-points") {
        let Some(amount) = wanted(&mut sheet, context) else { return Ok(None) };
        let points = sheet.given(Term::SUBSIDY_POINTS, points, Unit::RatePerYear, own());
        let reached = match note.number("loan-ceiling") {
            Some(ceiling) => Expr::from(amount).min(sheet.given(Term::LOAN_CEILING, ceiling, Unit::Yuan, own())),
            None => Expr::from(amount),
        };
        sheet.compute(Term::SUBSIDY_BENEFIT, Unit::Yuan, reached * points);
    } else if let (Some(rate), Some(base)) = (note.number("rate"), code(note, "base")) {
        let Some(cost) = cost_borne(&mut sheet, context, note, fees, base)? else { return Ok(None) };
        let rate = sheet.given(Term::SUBSIDISED_SHARE, rate, Unit::Ratio, own());
        let paid = cost * rate;
        let benefit = match note.number("cap-year") {
            Some(cap) => paid.min(sheet.given(Term::SUBSIDY_CAP, cap, Unit::Yuan, own())),
            None => paid,
        };
        sheet.compute(Term::SUBSIDY_BENEFIT, Unit::Yuan, benefit);
    } else {
        return Ok(None);
    }
    Ok(Some(workings.file(joined(&["financing.policy.", &note.id]), sheet)))
}

fn wanted(sheet: &mut Sheet, context: &Context) -> Option<Cell> {
    context.need().map(|amount| sheet.given(Term::AMOUNT_WANTED, amount, Unit::Yuan, Origin::answered("need.amount")))
}

/// What the enterprise would bear of the cost that a record names; `None` where it does not arise or is not known.
fn cost_borne(
    sheet: &mut Sheet,
    context: &Context,
    note: &Note,
    fees: &FeesPaid,
    base: &str,
) -> Result<Option<Expr>, FinancingError> {
    let insured = context.guarantee() == Guarantee::Insurance;
    let of_loan = |sheet: &mut Sheet, rate: &dyn Fn(&mut Sheet) -> Result<Cell, FinancingError>| {
        let Some(amount) = wanted(sheet, context) else { return Ok(None) };
        rate(sheet).map(|rate| Some(amount * rate))
    };
    match base {
        "interest" => of_loan(sheet, &|sheet| super::pledge::interest_cell(sheet, context, None)),
        "guarantee" if !insured => of_loan(sheet, &|sheet| super::pledge::guarantee_cell(sheet, context)),
        "issue" => {
            let rules = context.rules;
            of_loan(sheet, &|sheet| rule_cell(sheet, rules, Term::ISSUE_COST, "financing.securitisation.issue", 1))
        }
        "appraisal" => Ok(fees.appraisal.as_ref().map(|fee| {
            let origin = Origin::Figure { id: fee.working.clone() };
            sheet.given(Term::APPRAISAL_FEE, fee.value, Unit::Yuan, origin).into()
        })),
        "premium" => {
            let guarantee = match insured && concerns(note, GUARANTEE_INSURANCE) {
                true => of_loan(sheet, &|sheet| super::pledge::guarantee_cell(sheet, context))?,
                false => None,
            };
            // The guarantee's premium follows from the loan; the others from their products.
            let taken = fees.premiums.iter();
            let taken = taken.filter(|(product, _)| product != GUARANTEE_INSURANCE && concerns(note, product));
            let (ids, values): (Vec<SmolStr>, Vec<f64>) =
                taken.map(|(_, premium)| (premium.working.clone(), premium.value)).unzip();
            let others = (!values.is_empty())
                .then(|| sheet.given_series(Term::PREMIUM, values, Unit::Yuan, Origin::Figures { ids }))
                .map(|premiums| Expr::from(premiums).sum());
            Ok(match (guarantee, others) {
                (Some(guarantee), Some(others)) => Some(guarantee + others),
                (guarantee, others) => guarantee.or(others),
            })
        }
        _ => Ok(None),
    }
}

/// What a loan costs, for the records that bear a part of it; yuan and rates per year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Costs {
    pub principal: f64,
    /// Interest, rate.
    pub interest: f64,
    /// Guarantee fee or premium, rate.
    pub guarantee: f64,
    /// The guarantee is an insurance 保证保险: what is paid for it is a premium.
    pub insured: bool,
    /// Appraisal fee, yuan.
    pub appraisal: f64,
    /// Cost of the issue, yuan.
    pub issue: f64,
    /// Nothing is pledged.
    pub unsecured: bool,
}

/// What the records that hold today and that the enterprise is known to meet pay on one base 补贴基数, yuan a year or once,
/// and which records do. `of` is the amount that a record concerns, `whole` the most that can be paid.
pub(super) fn paid_on(
    context: &Context,
    base: &str,
    of: &dyn Fn(&Note) -> f64,
    whole: f64,
    unsecured: Option<bool>,
) -> Result<(f64, Vec<String>), FinancingError> {
    let mut benefits = Vec::new();
    let mut policies = Vec::new();
    if whole <= 0.0 {
        return Ok((0.0, policies));
    }
    for note in context.rules.notes_of(NoteKind::Policy).filter(|note| code(note, "base") == Some(base)) {
        let reached =
            status(context, note)? == PolicyStatus::Active && conditions(context, note, unsecured).0 == Some(true);
        let amount = match (note.number("rate-points"), note.number("rate")) {
            _ if !reached => continue,
            (Some(points), _) => points * of(note),
            (None, Some(share)) => benefit(share, of(note), note.number("cap-year")),
            (None, None) => continue,
        };
        benefits.push((code(note, "group").unwrap_or(note.id.as_str()), amount));
        policies.push(note.id.to_string());
    }
    Ok((stacked(&benefits, whole), policies))
}

/// Support of a loan from the records that hold today and that the enterprise is known to meet: on its interest, on what
/// its guarantee costs, on its appraisal and on the cost of an issue.
pub(super) fn loan_support(context: &Context, costs: &Costs) -> Result<Option<LoanSupport>, FinancingError> {
    let interest = costs.principal * costs.interest;
    let secured = Some(costs.unsecured);
    // Points are paid on the principal up to a ceiling, shares on the interest.
    let of_interest = |note: &Note| match note.number("rate-points") {
        Some(_) => libm::fmin(costs.principal, note.number("loan-ceiling").unwrap_or(f64::INFINITY)),
        None => interest,
    };
    let (on_interest, mut policies) = paid_on(context, "interest", &of_interest, interest, secured)?;
    let fee = costs.principal * costs.guarantee;
    let base = if costs.insured { "premium" } else { "guarantee" };
    let of_guarantee = |note: &Note| if concerns(note, GUARANTEE_INSURANCE) { fee } else { 0.0 };
    let (on_guarantee, more) = paid_on(context, base, &of_guarantee, fee, secured)?;
    policies.extend(more);
    let mut fees = 0.0;
    for (base, amount) in [("appraisal", costs.appraisal), ("issue", costs.issue)] {
        let (paid, more) = paid_on(context, base, &|_| amount, amount, secured)?;
        fees += paid;
        policies.extend(more);
    }
    if on_interest <= 0.0 && on_guarantee <= 0.0 && fees <= 0.0 {
        return Ok(None);
    }
    let share = |paid: f64, whole: f64| if whole > 0.0 { paid / whole } else { 0.0 };
    Ok(Some(LoanSupport {
        share: share(on_interest, interest),
        cap: on_interest,
        guarantee: share(on_guarantee, fee),
        fees,
        policies,
    }))
}

/// Whether a record on premiums concerns a kind of insurance; one that names none concerns all.
pub(super) fn concerns(note: &Note, product: &str) -> bool {
    let named = note.codes("products");
    named.is_empty() || named.iter().any(|name| name == product)
}

/// A scenario shown while no district rule is verified, by its record: `[share of interest, yearly cap]`, and the premium
/// of guarantee insurance 保证保险 at the share of other cities.
pub(super) fn scenario(context: &Context, id: &str, insured: bool) -> Result<LoanSupport, FinancingError> {
    let premium = "financing.insurance.subsidy-scenario";
    let guarantee = if insured { context.rules.number(premium)? } else { 0.0 };
    match context.rules.list(id)? {
        [share, cap] => {
            Ok(LoanSupport { share: *share, cap: *cap, guarantee, fees: 0.0, policies: vec![id.to_owned()] })
        }
        _ => Err(FinancingError::Shape { id: id.to_owned() }),
    }
}

/// Puts a support on a sheet; the guarantee's part is taken off where the guarantee is priced.
pub(super) fn support_cells(sheet: &mut Sheet, support: &LoanSupport, lag: f64) -> Support {
    let origin = || Origin::Rule { id: support.policies.first().map(Into::into).unwrap_or_default() };
    let interest_share = sheet.given(Term::SUBSIDY_RATE, support.share, Unit::Ratio, origin());
    let yearly_cap = sheet.given(Term::SUBSIDY_CAP, support.cap, Unit::Yuan, origin());
    let award = sheet.given(Term::AWARD, 0.0, Unit::Yuan, Origin::Stated);
    let fees = (support.fees > 0.0).then(|| sheet.given(Term::FEES_REFUNDED, support.fees, Unit::Yuan, origin()));
    Support { interest_share, yearly_cap, award, fees, lag }
}
