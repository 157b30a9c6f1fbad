//! Contribution to capital 知识产权作价入股 (EQ): shares, liability, tax.

use super::assemble::{Draft, days, flag, flag_on};
use super::context::{Context, Item, rule_cell};
use super::criteria::{ChannelMeasures, screen};
use super::equity_tax::{Instalments, TaxCase, TaxTerms, amortisation_shield, is_technology, payments};
use super::{
    Channel, ChannelDetails, EquityDetails, Figure, FigureRange, FinancingError, LimitKind, RedFlag, TaxPath,
    TaxPathResult, TaxPayment,
};
use crate::dossier::{Certificate, Contributor, Encumbrance, RightDispute};
use crate::rules::{NoteKind, RuleError, Unit, Value};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Shares after a contribution: `Post = Pre + V + C`; `V/Post`, `C/Post`, `Pre/Post`.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// Post-money value.
    pub post: Cell,
    /// Share of the contributed right.
    pub right: Cell,
    /// Share of the cash beside it.
    pub cash: Cell,
    /// Share that the present owners keep.
    pub kept: Cell,
}

/// The shares after a contribution.
pub fn shares(sheet: &mut Sheet, pre: Cell, right: Cell, cash: Cell) -> Shares {
    let post = sheet.compute(Term::POST_MONEY, Unit::Yuan, pre + right + cash);
    let right = sheet.compute(Term::RIGHT_SHARE, Unit::Ratio, right / post);
    let cash = sheet.compute(Term::CASH_SHARE, Unit::Ratio, cash / post);
    let kept = sheet.compute(Term::KEPT_SHARE, Unit::Ratio, pre / post);
    Shares { post, right, cash, kept }
}

/// Largest contribution, no cash beside it, within a dilution cap: `D · Pre / (1 − D)`.
#[must_use]
pub fn largest_contribution(pre: Cell, cap: Cell) -> Expr {
    cap * pre / (1.0 - cap)
}

/// What present owners hold after further rounds: `own · Π Pre_k / (Pre_k + A_k) · (1 − pool)`.
#[must_use]
pub fn after_rounds(own: f64, rounds: &[(f64, f64)], pool: f64) -> f64 {
    rounds.iter().fold(own * (1.0 - pool), |held, (pre, amount)| held * pre / (pre + amount))
}

/// Worst case of joint liability: `max(0, subscribed − actual value)`.
#[must_use]
pub fn shortfall(subscribed: Cell, actual: Cell) -> Expr {
    (subscribed - actual).max(0.0)
}

/// What the contribution is measured by.
struct Plan {
    low: f64,
    base: f64,
    value: f64,
    value_origin: Origin,
    technology: bool,
}

/// The rights that are contributed. Technology results first: marks have neither deferral nor relief.
fn chosen(context: &Context, usable: &[usize]) -> Vec<usize> {
    let technology = |place: &usize| context.items.get(*place).is_some_and(|item| is_technology(item.asset.kind));
    let first: Vec<usize> = usable.iter().copied().filter(technology).collect();
    if first.is_empty() { usable.to_vec() } else { first }
}

/// The rights of a planned contribution by place, and its value, yuan.
#[cfg(feature = "mix")]
pub(super) fn contributed(context: &Context, usable: &[usize]) -> (Vec<usize>, f64) {
    (chosen(context, usable), plan(context, usable).map_or(0.0, |plan| plan.value))
}

fn plan(context: &Context, usable: &[usize]) -> Option<Plan> {
    let chosen: Vec<&Item> = chosen(context, usable).into_iter().filter_map(|place| context.items.get(place)).collect();
    let is_tech = chosen.iter().any(|item| is_technology(item.asset.kind));
    let sum = |pick: fn(&super::AssetValue) -> f64| chosen.iter().filter_map(|item| item.value.map(pick)).sum::<f64>();
    let (low, base) = (sum(|value| value.low), sum(|value| value.base));
    let stated = context.dossier.need.contribution_value.map(crate::Money::to_yuan);
    let value = stated.unwrap_or(base);
    let path = if stated.is_some() { "need.contribution_value" } else { "assets" };
    (value > 0.0).then(|| Plan {
        low,
        base,
        value,
        value_origin: Origin::Answered { path: path.into() },
        technology: is_tech,
    })
}

/// The contribution of the enterprise's rights.
pub(super) fn assess(context: &Context, workings: &mut Workings) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("EQ")?;
    let first = screen(context, "EQ", &|_| false, &kinds, &no_measures())?;
    let usable = first.usable();
    let plan = plan(context, &usable);
    let cash = context.dossier.need.cash_investor.map(crate::Money::to_yuan);
    let contributor = context.dossier.need.contributor;
    // The enterprise that contributes to a venture does not dilute its own owners.
    let dilutes = contributor != Some(Contributor::Enterprise);
    let mut details = empty_details(context);
    let mut dilution = None;
    if let (Some(plan), Some(pre)) = (&plan, context.pre_money()) {
        dilution = Some(dilution_figures(context, workings, plan, pre, cash.unwrap_or(0.0), &mut details)?);
    }
    if let Some(plan) = plan.as_ref().filter(|_| context.in_whole()) {
        tax_and_liability(context, workings, plan, contributor, &mut details)?;
    }
    let measures = plan.as_ref().map_or_else(no_measures, |plan| measures(context, plan, dilution.as_ref()));
    let screened = screen(context, "EQ", &|_| false, &kinds, &measures)?;
    let mut draft = Draft::new(Channel::Equity, screened, days(context, "EQ")?);
    draft.dilution_unknown = dilutes && dilution.is_none();
    draft.dilution = dilution.filter(|_| dilutes);
    draft.limits = details
        .largest_within_cap
        .iter()
        .map(|figure| super::Limit { kind: LimitKind::Dilution, figure: figure.clone() })
        .collect();
    if let Some(cash) = cash.filter(|cash| *cash > 0.0) {
        let mut sheet = Sheet::new();
        sheet.given(Term::INVESTOR_CASH, cash, Unit::Yuan, Origin::answered("need.cash_investor"));
        let figure = workings.file("financing.EQ.amount", sheet);
        draft.amount = Some(FigureRange { low: figure.clone(), base: figure.clone(), high: figure });
    }
    let mut sheet = Sheet::new();
    rule_cell(&mut sheet, context.rules, Term::COST_OF_EQUITY, "financing.equity.cost", 1)?;
    draft.cost = Some(workings.file("financing.EQ.cost", sheet));
    let mut sheet = Sheet::new();
    rule_cell(&mut sheet, context.rules, Term::UPFRONT, "financing.equity.setup-cost", 1)?;
    draft.upfront = Some(workings.file("financing.EQ.upfront", sheet));
    draft.red_flags = red_flags(context, &usable, plan.as_ref())?;
    for (missing, path) in [
        (context.pre_money().is_none(), "enterprise.pre_money"),
        (contributor.is_none(), "need.contributor"),
        (context.dossier.need.contribution_basis.is_none(), "need.contribution_basis"),
    ] {
        if missing {
            draft.data_needed.push(path.to_owned());
        }
    }
    draft.details = ChannelDetails::Equity(details);
    Ok(draft)
}

fn no_measures() -> ChannelMeasures {
    use crate::rules::Measured::Unknown;
    ChannelMeasures::from([
        ("channel.contribution_over_value", Unknown),
        ("channel.ip_share_of_capital", Unknown),
        ("channel.dilution_over_cap", Unknown),
    ])
}

fn measures(context: &Context, plan: &Plan, dilution: Option<&Figure>) -> ChannelMeasures {
    let capital = context.dossier.enterprise.registered_capital.map(crate::Money::to_yuan);
    let cap = context.dossier.need.dilution_cap.map(crate::Ratio::get).filter(|cap| *cap > 0.0);
    ChannelMeasures::from([
        ("channel.contribution_over_value", (plan.base > 0.0).then(|| plan.value / plan.base).into()),
        ("channel.ip_share_of_capital", capital.map(|capital| plan.value / (capital + plan.value)).into()),
        ("channel.dilution_over_cap", dilution.zip(cap).map(|(dilution, cap)| dilution.value / cap).into()),
    ])
}

fn empty_details(context: &Context) -> EquityDetails {
    let structures = context.rules.notes(NoteKind::Product, "EQ").filter(|note| !note.codes("contributor").is_empty());
    EquityDetails {
        post_money: None,
        ip_share: None,
        cash_share: None,
        kept_share: None,
        largest_within_cap: None,
        shortfall: None,
        registered_part: None,
        structures: structures.map(|note| note.id.to_string()).collect(),
        tax_paths: Vec::new(),
        amortisation_shield: None,
    }
}

fn dilution_figures(
    context: &Context,
    workings: &mut Workings,
    plan: &Plan,
    pre: f64,
    cash: f64,
    details: &mut EquityDetails,
) -> Result<Figure, FinancingError> {
    let start = |sheet: &mut Sheet| {
        let pre = sheet.given(Term::PRE_MONEY, pre, Unit::Yuan, Origin::answered("enterprise.pre_money"));
        let right = sheet.given(Term::CONTRIBUTION, plan.value, Unit::Yuan, plan.value_origin.clone());
        let cash = sheet.given(Term::INVESTOR_CASH, cash, Unit::Yuan, Origin::answered("need.cash_investor"));
        shares(sheet, pre, right, cash)
    };
    let mut of = |name: &str, pick: fn(Shares) -> Expr, term: Term, unit: Unit| {
        let mut sheet = Sheet::new();
        let shares = start(&mut sheet);
        sheet.compute(term, unit, pick(shares));
        workings.file(joined(&["financing.EQ.", name]), sheet)
    };
    details.post_money = Some(of("post-money", |shares| shares.post.into(), Term::POST_MONEY, Unit::Yuan));
    details.ip_share = Some(of("ip-share", |shares| shares.right.into(), Term::RIGHT_SHARE, Unit::Ratio));
    details.cash_share = Some(of("cash-share", |shares| shares.cash.into(), Term::CASH_SHARE, Unit::Ratio));
    details.kept_share = Some(of("kept-share", |shares| shares.kept.into(), Term::KEPT_SHARE, Unit::Ratio));
    let dilution = of("dilution", |shares| 1.0 - shares.kept, Term::DILUTION, Unit::Ratio);
    if let Some(cap) = context.dossier.need.dilution_cap.map(crate::Ratio::get).filter(|cap| *cap < 1.0) {
        let mut sheet = Sheet::new();
        let pre = sheet.given(Term::PRE_MONEY, pre, Unit::Yuan, Origin::answered("enterprise.pre_money"));
        let cap = sheet.given(Term::DILUTION_CAP, cap, Unit::Ratio, Origin::answered("need.dilution_cap"));
        sheet.compute(Term::DILUTION_LIMIT, Unit::Yuan, largest_contribution(pre, cap));
        details.largest_within_cap = Some(workings.file("financing.EQ.largest", sheet));
    }
    Ok(dilution)
}

fn tax_and_liability(
    context: &Context,
    workings: &mut Workings,
    plan: &Plan,
    contributor: Option<Contributor>,
    details: &mut EquityDetails,
) -> Result<(), FinancingError> {
    let given = |sheet: &mut Sheet| {
        let value = sheet.given(Term::CONTRIBUTION, plan.value, Unit::Yuan, plan.value_origin.clone());
        let low = sheet.given(Term::LENDING_VALUE, plan.low, Unit::Yuan, Origin::answered("assets"));
        (value, low)
    };
    let mut sheet = Sheet::new();
    let (value, low) = given(&mut sheet);
    sheet.compute(Term::SHORTFALL, Unit::Yuan, shortfall(value, low));
    details.shortfall = Some(workings.file("financing.EQ.shortfall", sheet));
    let mut sheet = Sheet::new();
    let (value, low) = given(&mut sheet);
    sheet.compute(Term::REGISTERED_PART, Unit::Ratio, (low / value).min(1.0));
    details.registered_part = Some(workings.file("financing.EQ.registered-part", sheet));
    details.tax_paths = tax_paths(context, workings, plan, contributor)?;
    let mut sheet = Sheet::new();
    let value = sheet.given(Term::CONTRIBUTION, plan.value, Unit::Yuan, plan.value_origin.clone());
    let years = sheet.rule(Term::AMORTISATION_PERIOD, context.rules.parameter("financing.equity.amortisation-years")?);
    let rate = company_rate(&mut sheet, context)?;
    let discount = sheet.rule(Term::DISCOUNT_RATE, context.rules.parameter("financing.tax.discount")?);
    let shield = amortisation_shield(value, years, rate, discount);
    sheet.compute(Term::AMORTISATION_SHIELD, Unit::Yuan, shield);
    details.amortisation_shield = Some(workings.file("financing.EQ.amortisation", sheet));
    Ok(())
}

fn company_rate(sheet: &mut Sheet, context: &Context) -> Result<Cell, FinancingError> {
    let enterprise = &context.dossier.enterprise;
    if let Some(rate) = enterprise.income_tax_rate {
        return Ok(sheet.given(
            Term::INCOME_TAX_RATE,
            rate.get(),
            Unit::Ratio,
            Origin::answered("enterprise.income_tax_rate"),
        ));
    }
    let high_tech = enterprise.holds(Certificate::HighTech) == Some(true);
    let id = if high_tech { "financing.tax.high-tech" } else { "financing.tax.corporate" };
    rule_cell(sheet, context.rules, Term::INCOME_TAX_RATE, id, 1)
}

fn tax_paths(
    context: &Context,
    workings: &mut Workings,
    plan: &Plan,
    contributor: Option<Contributor>,
) -> Result<Vec<TaxPathResult>, FinancingError> {
    let rules = context.rules;
    let individual = contributor == Some(Contributor::Individual);
    let paths: &[TaxPath] = if individual {
        &[TaxPath::Immediate, TaxPath::Deferral, TaxPath::Instalments]
    } else {
        &[TaxPath::Immediate, TaxPath::Spread, TaxPath::Deferral, TaxPath::TransferRelief]
    };
    let holding = libm::round(rules.number("financing.equity.holding-years")?);
    let spread = libm::round(rules.number("financing.tax.spread-years")?);
    let mut results = Vec::new();
    for path in paths {
        let mut sheet = Sheet::new();
        let value = sheet.given(Term::CONTRIBUTION, plan.value, Unit::Yuan, plan.value_origin.clone());
        let basis = match context.dossier.need.contribution_basis {
            Some(basis) => {
                sheet.given(Term::TAX_BASIS, basis.to_yuan(), Unit::Yuan, Origin::answered("need.contribution_basis"))
            }
            None => sheet.rule(Term::TAX_BASIS, rules.parameter("financing.equity.basis-default")?),
        };
        let multiple = sheet.rule(Term::EXIT_MULTIPLE, rules.parameter("financing.equity.exit-multiple")?);
        let sale = sheet.compute(Term::SALE_PRICE, Unit::Yuan, value * multiple);
        let rate = if individual {
            rule_cell(&mut sheet, rules, Term::INCOME_TAX_RATE, "financing.tax.individual", 1)?
        } else {
            company_rate(&mut sheet, context)?
        };
        let discount = sheet.rule(Term::DISCOUNT_RATE, rules.parameter("financing.tax.discount")?);
        let exempt = sheet.rule(Term::EXEMPT_GAIN, rules.parameter("financing.tax.relief-exempt")?);
        let relief_rate = sheet.rule(Term::RELIEF_RATE, rules.parameter("financing.tax.relief-rate")?);
        let case = TaxCase { value, basis, sale, rate, discount, holding: holding as u32 };
        let terms = TaxTerms { exempt, relief_rate, spread_years: spread as u32 };
        let cells = payments(&mut sheet, *path, &case, &terms, Instalments::Even);
        let amounts: Vec<TaxPayment> = (0..)
            .zip(sheet.values(cells.payments))
            .filter(|(_, amount)| **amount > 0.0)
            .map(|(year, amount)| TaxPayment { year, amount: *amount })
            .collect();
        let code = path.note();
        results.push(TaxPathResult {
            path: *path,
            allowed: allowed(context, *path, plan.technology, contributor),
            payments: amounts,
            nominal: workings.file_line(
                joined(&["financing.", code, ".nominal"]),
                &sheet,
                Term::TAX_NOMINAL,
                Unit::Yuan,
                cells.nominal,
            ),
            present_value: workings.file(joined(&["financing.", code, ".present-value"]), sheet),
            best: false,
        });
    }
    let rank = |result: &TaxPathResult| match result.allowed {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    results.sort_by(|a, b| {
        rank(a).cmp(&rank(b)).then(a.present_value.value.total_cmp(&b.present_value.value)).then(a.path.cmp(&b.path))
    });
    if let Some(first) = results.first_mut() {
        first.best = first.allowed == Some(true);
    }
    Ok(results)
}

/// Whether a path is open. The choice between relief and deferral for share contributions is to be confirmed with the tax
/// office, so relief is never more than possible.
fn allowed(context: &Context, path: TaxPath, technology: bool, contributor: Option<Contributor>) -> Option<bool> {
    contributor?;
    match path {
        TaxPath::Immediate => Some(true),
        TaxPath::Spread => context.dossier.enterprise.book_audited_taxpayer,
        TaxPath::Deferral if !technology => Some(false),
        TaxPath::Deferral => context.confirmed("consideration-all-shares"),
        TaxPath::TransferRelief if !technology => Some(false),
        TaxPath::TransferRelief => match context.confirmed("transfer-to-wholly-held") {
            Some(true) => Some(false),
            _ => context.confirmed("tax-office-accepts-relief"),
        },
        TaxPath::Instalments => context.confirmed("instalment-plan-filed"),
    }
}

fn red_flags(context: &Context, usable: &[usize], plan: Option<&Plan>) -> Result<Vec<RedFlag>, FinancingError> {
    let mut flags = Vec::new();
    let most = context.rules.number("financing.equity.flag-overvalue")?;
    if plan.is_some_and(|plan| plan.base > 0.0 && plan.value > plan.base * most) {
        flags.push(flag("EQ-R1"));
    }
    flags.extend(flag_on(context, "EQ-R2", usable, |item| item.asset.inventor_employment_checked != Some(true)));
    flags.extend(flag_on(context, "EQ-R3", usable, |item| {
        item.asset.dispute == Some(RightDispute::InvalidationPending)
    }));
    let pledged = |item: &Item| item.burdened(Encumbrance::Pledged) == Some(true);
    let all: Vec<usize> = (0..context.items.len()).collect();
    flags.extend(flag_on(context, "EQ-R4", &all, pledged));
    if context.dossier.star.intends == Some(true) {
        flags.push(flag("EQ-R5"));
    }
    let filed = context.confirmed("state-appraisal-filed") == Some(true);
    if context.dossier.enterprise.state_owned == Some(true) && !filed {
        flags.push(flag("EQ-R6"));
    }
    let day = |id: &str| match context.rules.parameter(id)?.value {
        Value::Day(day) => Ok(day),
        _ => Err(RuleError::WrongKind { id: id.to_owned(), expected: "day" }),
    };
    let (last, deadline) = (day("financing.equity.legacy-founded")?, day("financing.equity.legacy-deadline")?);
    let legacy = context.dossier.enterprise.founded.is_some_and(|founded| founded <= last);
    if legacy && context.day <= deadline {
        flags.push(flag("EQ-R7"));
    }
    Ok(flags)
}
