//! Pledge loan 知识产权质押贷款 (PL), and the pricing that the other secured loans share.

use super::assemble::{Draft, days, flag, flag_on};
use super::context::{Context, rule_cell};
use super::cost::{Loan, all_in_cost};
use super::criteria::{ChannelMeasures, Screen, screen};
use super::fees::AppraisalTariff;
use super::sizing::{Advance, Case, Collateral, CommonLimits, amount_of, by_case, collateral_of};
use super::subsidy::{Costs, LoanSupport, loan_support, scenario, support_cells};
use super::{Channel, ChannelDetails, CreditDetails, Figure, FigureRange, FinancingError, Limit, LimitKind, RedFlag};
use crate::dossier::{AssetKind, Guarantee, SizeClass, UseOfFunds};
use crate::rules::{RuleError, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Interest of a secured loan on a sheet: LPR, spread, what a micro firm without guarantee adds, what the channel adds.
pub(super) fn interest_cell(sheet: &mut Sheet, context: &Context, extra: Option<&str>) -> Result<Cell, FinancingError> {
    let rules = context.rules;
    let base = sheet.rule(Term::LOAN_PRIME_RATE, rules.parameter("financing.lpr-1y")?);
    let spread = rule_cell(sheet, rules, Term::LOAN_SPREAD, "financing.spread", 1)?;
    let mut rate = base + spread;
    let micro = context.dossier.enterprise.size_class == Some(SizeClass::Micro);
    if micro && context.guarantee() == Guarantee::None {
        rate = rate + rule_cell(sheet, rules, Term::MICRO_SPREAD, "financing.spread-micro", 1)?;
    }
    if let Some(extra) = extra {
        rate = rate + rule_cell(sheet, rules, Term::CHANNEL_SPREAD, extra, 1)?;
    }
    Ok(sheet.compute(Term::INTEREST_RATE, Unit::RatePerYear, rate))
}

/// Guarantee fee of the chosen guarantee on a sheet; zero without one.
pub(super) fn guarantee_cell(sheet: &mut Sheet, context: &Context) -> Result<Cell, FinancingError> {
    let id = match context.guarantee() {
        Guarantee::None => {
            return Ok(sheet.given(Term::GUARANTEE_RATE, 0.0, Unit::RatePerYear, Origin::answered("need.guarantee")));
        }
        Guarantee::CityFund => "financing.guarantee.city",
        Guarantee::Commercial => "financing.guarantee.commercial",
        Guarantee::Insurance => "financing.guarantee.insurance",
    };
    rule_cell(sheet, context.rules, Term::GUARANTEE_RATE, id, 1)
}

/// A priced loan.
#[derive(Clone, Debug)]
pub(super) struct Price {
    pub interest: Figure,
    pub upfront: Option<Figure>,
    pub cost: Option<Figure>,
    pub after_subsidy: Option<Figure>,
    pub in_scenario: Option<Figure>,
    pub in_high_scenario: Option<Figure>,
}

/// What a loan is priced from.
pub(super) struct Terms<'t> {
    pub code: &'t str,
    pub principal: &'t Figure,
    /// Record of the channel's own spread.
    pub extra: Option<&'t str>,
    /// One-off costs, yuan.
    pub fees: f64,
    /// The appraisal fee among them, yuan.
    pub appraisal: f64,
    /// Records behind the one-off costs.
    pub fee_rules: &'t [&'static str],
}

/// Prices a loan without support, with the support that holds today, and with the scenario.
pub(super) fn price(context: &Context, workings: &mut Workings, terms: &Terms) -> Result<Price, FinancingError> {
    let code = terms.code;
    let mut sheet = Sheet::new();
    interest_cell(&mut sheet, context, terms.extra)?;
    let interest = workings.file(joined(&["financing.", code, ".interest"]), sheet);
    let guarantee = {
        let mut sheet = Sheet::new();
        let cell = guarantee_cell(&mut sheet, context)?;
        sheet.value(cell)
    };
    let insured = context.guarantee() == Guarantee::Insurance;
    let costs = Costs {
        principal: terms.principal.value,
        interest: interest.value,
        guarantee,
        insured,
        appraisal: terms.appraisal,
        ..Costs::default()
    };
    let support = loan_support(context, &costs)?;
    let bounds = bounds(context)?;
    let lag = context.rules.number("financing.subsidy-lag")?;
    let mut of = |name: &str, support: Option<&LoanSupport>| -> Result<Option<Figure>, FinancingError> {
        let mut sheet = Sheet::new();
        let principal = principal_cell(&mut sheet, terms.principal);
        let interest = interest_cell(&mut sheet, context, terms.extra)?;
        let mut guarantee = guarantee_cell(&mut sheet, context)?;
        if let Some(support) = support.filter(|support| support.guarantee > 0.0) {
            let origin = Origin::Rule { id: support.policies.first().map(Into::into).unwrap_or_default() };
            let paid = sheet.given(Term::SUBSIDISED_SHARE, support.guarantee, Unit::Ratio, origin);
            guarantee = sheet.compute(Term::GUARANTEE_RATE, Unit::RatePerYear, guarantee * (1.0 - paid));
        }
        let fees = fees_cell(&mut sheet, terms);
        let support = support.map(|support| support_cells(&mut sheet, support, lag));
        let loan = Loan { principal, interest, guarantee, fees, years: context.tenor, support };
        let solved = all_in_cost(&mut sheet, &loan, bounds);
        Ok(solved.map(|_| workings.file(joined(&["financing.", code, ".", name]), sheet)))
    };
    let cost = of("cost", None)?;
    let after_subsidy = match &support {
        Some(support) => of("cost-after-subsidy", Some(support))?,
        None => None,
    };
    if !context.in_whole() {
        return Ok(Price { interest, upfront: None, cost, after_subsidy, in_scenario: None, in_high_scenario: None });
    }
    let low = scenario(context, "financing.subsidy-scenario-low", insured)?;
    let in_scenario = of("cost-in-scenario", Some(&low))?;
    let high = scenario(context, "financing.subsidy-scenario-high", insured)?;
    let in_high_scenario = of("cost-in-high-scenario", Some(&high))?;
    let mut sheet = Sheet::new();
    let principal = principal_cell(&mut sheet, terms.principal);
    let guarantee = guarantee_cell(&mut sheet, context)?;
    let fees = fees_cell(&mut sheet, terms);
    sheet.compute(Term::UPFRONT, Unit::Yuan, fees + guarantee * principal);
    let upfront = Some(workings.file(joined(&["financing.", code, ".upfront"]), sheet));
    Ok(Price { interest, upfront, cost, after_subsidy, in_scenario, in_high_scenario })
}

fn principal_cell(sheet: &mut Sheet, principal: &Figure) -> Cell {
    sheet.given(Term::LOAN_AMOUNT, principal.value, Unit::Yuan, Origin::Figure { id: principal.working.clone() })
}

fn fees_cell(sheet: &mut Sheet, terms: &Terms) -> Cell {
    let given = sheet.given(Term::FEES_PARTS, terms.fees, Unit::Yuan, Origin::Stated);
    sheet.compute_by(Term::FEES, Unit::Yuan, given, terms.fee_rules)
}

/// The interval in which a cost is sought.
pub(super) fn bounds(context: &Context) -> Result<[f64; 2], FinancingError> {
    let id = "financing.aic-bounds";
    context.rules.list(id)?.try_into().map_err(|_| FinancingError::Shape { id: id.to_owned() })
}

/// A guess of the yearly rate of a secured loan, for the cash-flow bound.
pub(super) fn total_rate(context: &Context) -> Result<f64, FinancingError> {
    let mut sheet = Sheet::new();
    let interest = interest_cell(&mut sheet, context, None)?;
    let guarantee = guarantee_cell(&mut sheet, context)?;
    Ok(sheet.value(interest) + sheet.value(guarantee))
}

/// The bank's view of the enterprise, asked again in every secured loan.
pub(super) fn is_bank_criterion(criterion: &crate::rules::Criterion) -> bool {
    criterion.channel == "PL" && criterion.id.starts_with("PL-E")
}

/// Sizes of a secured loan on a set of rights, low, base, high.
pub(super) struct Sized {
    pub amount: FigureRange,
    pub limits: Vec<Limit>,
    pub binding: LimitKind,
    /// Value of the rights and their blended loan to value in the base case.
    pub value: Figure,
    pub blended: Option<Figure>,
}

/// How a channel turns the collateral on the sheet into its first bound.
pub(super) type Uplift<'u> = &'u dyn Fn(&mut Sheet, &Collateral, Case) -> Result<Cell, FinancingError>;

/// Sizes a secured loan.
pub(super) fn size(
    context: &Context,
    workings: &mut Workings,
    code: &str,
    advance: &Advance,
    chosen: &[usize],
    common: &CommonLimits,
    uplift: Uplift,
) -> Result<Sized, FinancingError> {
    let mut whole = Sheet::new();
    let values = super::sizing::lending_values(context, chosen)?;
    let series = whole.given_series(Term::LENDING_VALUE, values, Unit::Yuan, Origin::answered("assets"));
    whole.compute(Term::COLLATERAL_VALUE, Unit::Yuan, Expr::from(series).sum());
    let value = workings.file(joined(&["financing.", code, ".value"]), whole);
    let mut limits = Vec::new();
    let mut binding = LimitKind::Collateral;
    let mut blended = None;
    let amount = by_case(context, |case| {
        let mut sheet = Sheet::new();
        let collateral = collateral_of(&mut sheet, context, advance, chosen, case)?;
        let first = uplift(&mut sheet, &collateral, case)?;
        if case == Case::Base {
            let filed = workings.file_copy(joined(&["financing.", code, ".collateral"]), &sheet);
            limits.push(Limit { kind: LimitKind::Collateral, figure: filed });
            if context.in_whole() {
                let mut sheet = sheet.clone();
                let origin = Origin::Figure { id: value.working.clone() };
                let total = sheet.given(Term::COLLATERAL_VALUE, value.value, Unit::Yuan, origin);
                sheet.compute(Term::BLENDED_LTV, Unit::Ratio, collateral.total / Expr::from(total).max(1.0));
                blended = Some(workings.file(joined(&["financing.", code, ".blended-ltv"]), sheet));
            }
        }
        let (_, bound) = amount_of(&mut sheet, (LimitKind::Collateral, first), &common.limits())?;
        if case == Case::Base {
            binding = bound;
        }
        Ok(workings.file(joined(&["financing.", code, ".amount.", case.code()]), sheet))
    })?;
    limits.extend(common.limits());
    Ok(Sized { amount, limits, binding, value, blended })
}

/// Appraisal, registration and legal cost, with the records behind them.
pub(super) fn one_off_fees(
    context: &Context,
    kinds: &[AssetKind],
    value: f64,
    principal: f64,
    package: bool,
) -> Result<(f64, f64, bool), FinancingError> {
    let rules = context.rules;
    let limit = rules.number("financing.internal-valuation-limit")?;
    let internal = context.dossier.need.internal_valuation == Some(true) && principal < limit;
    let mut appraisal = if internal { 0.0 } else { AppraisalTariff::load(rules)?.fee(value) };
    if package {
        appraisal *= 1.0 - rules.number("financing.appraisal-package-discount")?;
    }
    let mut fees = appraisal + rules.number("financing.legal-fee")?;
    if kinds.iter().any(|kind| kind.is_patent()) {
        fees += rules.number("financing.registration.patent")?;
    }
    if kinds.contains(&AssetKind::Trademark) {
        fees += rules.number("financing.registration.trademark")?;
    }
    if kinds.iter().any(|kind| matches!(kind, AssetKind::SoftwareCopyright | AssetKind::OtherCopyright)) {
        fees += rules.number("financing.registration.copyright")?;
    }
    Ok((fees, appraisal, internal))
}

/// Records behind [`one_off_fees`].
pub(super) const FEE_RULES: [&str; 6] = [
    "financing.appraisal-bands",
    "financing.appraisal-rates",
    "financing.appraisal-floor",
    "financing.legal-fee",
    "financing.registration.copyright",
    "financing.internal-valuation-limit",
];

/// The pledge loan, and its screen and sizes for the channels that build on it.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<(Draft, Screen), FinancingError> {
    let kinds = context.kinds("PL")?;
    let screen = screen(context, "PL", &|_| false, &kinds, &ChannelMeasures::new())?;
    let usable = context.valued(screen.usable());
    let used = used_kinds(context, &usable);
    let mut draft = Draft::new(Channel::Pledge, screen.clone(), days(context, "PL-external")?);
    if !usable.is_empty() {
        let advance = Advance::load(context.rules, "ltv", &kinds)?;
        let uplift: Uplift = &|_, collateral, _| Ok(collateral.total);
        let sized = size(context, workings, "PL", &advance, &usable, common, uplift)?;
        let (fees, appraisal, internal) =
            one_off_fees(context, &used, sized.value.value, sized.amount.base.value, false)?;
        let terms =
            Terms { code: "PL", principal: &sized.amount.base, extra: None, fees, appraisal, fee_rules: &FEE_RULES };
        let priced = price(context, workings, &terms)?;
        draft.internal_valuation = internal;
        draft.days = days(context, if internal { "PL" } else { "PL-external" })?;
        draft.details = ChannelDetails::Credit(CreditDetails {
            value: sized.value.clone(),
            blended_ltv: sized.blended.clone(),
            appraisal_fee: Some(appraisal_figure(workings, "PL", appraisal)),
            internal_valuation: internal,
            interest: priced.interest.clone(),
            uplift: None,
            overlap: None,
            with_floor_price: super::floor_price::improved(context, workings, "PL", &advance, &usable, common, None)?,
            contract_only: false,
        });
        draft.red_flags = red_flags(context, &usable, &sized)?;
        fill(&mut draft, sized, priced);
    }
    missing(&mut draft, context, common);
    Ok((draft, screen))
}

/// The appraisal fee as a figure.
pub(super) fn appraisal_figure(workings: &mut Workings, code: &str, fee: f64) -> Figure {
    let mut sheet = Sheet::new();
    let parts = sheet.given(Term::FEES_PARTS, fee, Unit::Yuan, Origin::Stated);
    sheet.compute_by(Term::APPRAISAL_FEE, Unit::Yuan, parts, &FEE_RULES);
    workings.file(joined(&["financing.", code, ".appraisal"]), sheet)
}

/// Moves sizes and prices into a draft.
pub(super) fn fill(draft: &mut Draft, sized: Sized, priced: Price) {
    draft.amount = Some(sized.amount);
    draft.limits = sized.limits;
    draft.binding = Some(sized.binding);
    fill_price(draft, priced);
}

/// Moves a price into a draft.
pub(super) fn fill_price(draft: &mut Draft, priced: Price) {
    draft.cost = priced.cost;
    draft.cost_after_subsidy = priced.after_subsidy;
    draft.cost_in_scenario = priced.in_scenario;
    draft.cost_in_high_scenario = priced.in_high_scenario;
    draft.upfront = priced.upfront;
}

/// Names the answers without which a bound could not be looked at.
pub(super) fn missing(draft: &mut Draft, context: &Context, common: &CommonLimits) {
    let no_value = draft.on_assets && context.items.iter().all(|item| item.value.is_none());
    let mut need = |missing: bool, path: &str| {
        if missing {
            draft.data_needed.push(path.to_owned());
        }
    };
    need(no_value, "products");
    need(context.dossier.need.amount.is_none(), "need.amount");
    need(context.dossier.need.days_available.is_none(), "need.days_available");
    need(context.tenor_assumed, "need.tenor_months");
    need(common.need.is_none(), "accounts.revenue");
    need(common.cash.is_none(), "accounts.ebitda");
}

/// Kinds among some rights.
pub(super) fn used_kinds(context: &Context, chosen: &[usize]) -> Vec<AssetKind> {
    let kinds: std::collections::BTreeSet<AssetKind> =
        chosen.iter().filter_map(|place| context.items.get(*place)).map(|item| item.asset.kind).collect();
    kinds.into_iter().collect()
}

fn red_flags(context: &Context, usable: &[usize], sized: &Sized) -> Result<Vec<RedFlag>, FinancingError> {
    let rules = context.rules;
    let need = &context.dossier.need;
    let number = |note: &str, name: &str| -> Result<f64, FinancingError> {
        rules.note(note)?.number(name).ok_or_else(|| FinancingError::Shape { id: note.to_owned() })
    };
    let bound = number("PL-R1", "multiple")? * number("PL-R1", "years")?;
    let inflated = flag_on(context, "PL-R1", usable, |item| {
        let supported = context.revenue().zip(item.revenue_share).filter(|(_, share)| *share > 0.0);
        item.value.zip(supported).is_some_and(|(value, (revenue, share))| value.base > revenue * share * bound)
    });
    let mut flags: Vec<RedFlag> = inflated.into_iter().collect();
    let values = super::sizing::lending_values(context, usable)?;
    let weak: f64 = usable
        .iter()
        .zip(&values)
        .filter(|(place, _)| {
            context
                .items
                .get(**place)
                .is_some_and(|item| matches!(item.asset.kind, AssetKind::UtilityModel | AssetKind::Design))
        })
        .map(|(_, value)| value)
        .sum();
    if weak > number("PL-R2", "share")? * sized.value.value {
        flags.push(flag("PL-R2"));
    }
    let soon = number("PL-R3", "days")?;
    flags.extend(flag_on(context, "PL-R3", usable, |item| {
        item.asset.next_fee_due.is_some_and(|due| f64::from(context.days_until(due)) < soon)
    }));
    if context.confirmed("licence-planned") == Some(true) {
        flags.push(flag("PL-R4"));
    }
    if need.plans_contribution == Some(true) {
        flags.push(flag("PL-R5"));
    }
    if context.confirmed("secures-old-debt") == Some(true) {
        flags.push(flag("PL-R6"));
    }
    let long_use = matches!(need.use_of_funds, Some(UseOfFunds::CapitalExpenditure | UseOfFunds::Research));
    if long_use && context.tenor * 12.0 <= number("PL-R7", "months")? {
        flags.push(flag("PL-R7"));
    }
    flags.extend(trademark_law(context, usable)?);
    flags.extend(unusual(context, sized.amount.base.value)?);
    Ok(flags)
}

/// An amount that loans of small and medium enterprises seldom have.
pub(super) fn unusual(context: &Context, amount: f64) -> Result<Option<RedFlag>, FinancingError> {
    let id = "financing.usual-amounts";
    let [least, most]: [f64; 2] =
        context.rules.list(id)?.try_into().map_err(|_| FinancingError::Shape { id: id.to_owned() })?;
    let outside = amount > 0.0 && !(least..=most).contains(&amount);
    Ok((outside && context.is_sme() != Some(false)).then(|| flag("PL-R9")))
}

/// The switch of the Trademark Law: a trademark is pledged on or after the first day of the new law.
pub(super) fn trademark_law(context: &Context, usable: &[usize]) -> Result<Option<RedFlag>, FinancingError> {
    let first = context.rules.parameter("financing.trademark-law-day")?;
    let crate::rules::Value::Day(first) = first.value else {
        return Err(RuleError::WrongKind { id: first.id.clone(), expected: "day" }.into());
    };
    let marks = |item: &super::context::Item| item.asset.kind == AssetKind::Trademark;
    Ok((context.day >= first).then(|| flag_on(context, "PL-R8", usable, marks)).flatten())
}
