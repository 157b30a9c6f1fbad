//! How much a secured loan can be: collateral, need, cash flow and the product's cap.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::context::{Context, Item, smallest};
use super::{Figure, FigureRange, FinancingError, Limit, LimitKind};
use crate::dossier::{AssetKind, Encumbrance, EvaluationReport, Exploitation, RightDispute, UseOfFunds};
use crate::rules::{Rules, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Which end of the range is sized: place in the triples of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Low = 0,
    Base = 1,
    High = 2,
}

impl Case {
    pub fn place(self) -> usize {
        self as usize
    }

    pub fn code(self) -> &'static str {
        match self {
            Case::Low => "low",
            Case::Base => "base",
            Case::High => "high",
        }
    }
}

/// An amount in every case that `context` asks for: of what is only open or not nobody looks at the low end, and the base
/// amount stands there.
pub(super) fn by_case(
    context: &Context,
    mut of: impl FnMut(Case) -> Result<Figure, FinancingError>,
) -> Result<FigureRange, FinancingError> {
    let low = if context.in_whole() { Some(of(Case::Low)?) } else { None };
    let (base, high) = (of(Case::Base)?, of(Case::High)?);
    Ok(FigureRange { low: low.unwrap_or_else(|| base.clone()), base, high })
}

/// The factors by which a lender marks down one right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Haircuts {
    /// Sole or co-owned 权属.
    pub ownership: f64,
    /// Exclusive licence outstanding 独占许可.
    pub licence: f64,
    /// Stability of the right 稳定性.
    pub stability: f64,
    /// Disputes 纠纷.
    pub dispute: f64,
    /// Use 使用.
    pub usage: f64,
}

/// Advance rates and haircuts of pledged rights, read once.
#[derive(Clone, Debug)]
pub(super) struct Advance {
    rates: BTreeMap<AssetKind, ([f64; 3], SmolStr)>,
    lives: BTreeMap<AssetKind, f64>,
    margin: f64,
    co_owned: f64,
    exclusive: f64,
    no_evaluation: f64,
    invalidation: f64,
    plaintiff: f64,
    defendant: f64,
    used: f64,
    unused: f64,
    full_use: f64,
    unknown: [[f64; 3]; 5],
    easing: f64,
}

impl Advance {
    /// `table` is `ltv` for bank loans.
    pub fn load(rules: &Rules, table: &str, kinds: &[AssetKind]) -> Result<Self, FinancingError> {
        let mut rates = BTreeMap::new();
        let mut lives = BTreeMap::new();
        for kind in kinds {
            let id = joined(&["financing.", table, ".", kind.code()]);
            rates.insert(*kind, (rules.triple(&id)?, id));
            if let Ok(life) = rules.number(&joined(&["financing.life-reference.", kind.code()])) {
                lives.insert(*kind, life);
            }
        }
        Ok(Advance {
            rates,
            lives,
            margin: rules.number("financing.life-margin")?,
            co_owned: rules.number("financing.haircut.co-owned")?,
            exclusive: rules.number("financing.haircut.exclusive-licence")?,
            no_evaluation: rules.number("financing.haircut.no-evaluation")?,
            invalidation: rules.number("financing.haircut.invalidation")?,
            plaintiff: rules.number("financing.haircut.plaintiff")?,
            defendant: rules.number("financing.haircut.defendant")?,
            used: rules.number("financing.haircut.used")?,
            unused: rules.number("financing.haircut.unused")?,
            full_use: rules.number("financing.haircut.full-use-share")?,
            unknown: [
                rules.triple("financing.unknown.ownership")?,
                rules.triple("financing.unknown.licence")?,
                rules.triple("financing.unknown.dispute")?,
                rules.triple("financing.unknown.use")?,
                rules.triple("financing.unknown.life")?,
            ],
            easing: rules.number("financing.insurance.ltv-easing")?,
        })
    }

    fn unknown(&self, which: usize, case: Case) -> f64 {
        self.unknown.get(which).and_then(|triple| triple.get(case.place())).copied().unwrap_or(0.0)
    }

    /// The factors of one right. What is unknown takes the cautious end in the low case.
    pub fn haircuts(&self, item: &Item, case: Case) -> Haircuts {
        let asset = item.asset;
        let ownership = match (item.sole, item.ownership_clear) {
            (Some(true), _) => 1.0,
            (_, Some(true)) => self.co_owned,
            (_, Some(false)) => 0.0,
            _ => self.unknown(0, case),
        };
        let licence = match item.burdened(Encumbrance::ExclusiveLicence) {
            Some(true) => self.exclusive,
            Some(false) => 1.0,
            None => self.unknown(1, case),
        };
        let unexamined = matches!(asset.kind, AssetKind::UtilityModel | AssetKind::Design)
            && asset.evaluation_report != Some(EvaluationReport::Favourable)
            && !(asset.evaluation_report.is_none() && case == Case::High);
        let stability = match asset.dispute {
            Some(RightDispute::InvalidationPending) => self.invalidation,
            _ if unexamined => self.no_evaluation,
            _ => 1.0,
        };
        let dispute = match asset.dispute {
            Some(RightDispute::None | RightDispute::Upheld | RightDispute::InvalidationPending) => 1.0,
            Some(RightDispute::InfringementPlaintiff) => self.plaintiff,
            Some(RightDispute::InfringementDefendant) => self.defendant,
            Some(RightDispute::Ownership) => 0.0,
            None => self.unknown(2, case),
        };
        let usage = match (item.revenue_share, asset.exploitation) {
            (Some(share), _) if share >= self.full_use => 1.0,
            (Some(share), _) if share > 0.0 => self.used,
            (_, Some(Exploitation::CoreProduct)) => 1.0,
            (_, Some(Exploitation::Sold | Exploitation::Pilot)) => self.used,
            (Some(_), _) | (_, Some(Exploitation::Unused | Exploitation::Defensive)) => self.unused,
            (None, None) => self.unknown(3, case),
        };
        Haircuts { ownership, licence, stability, dispute, usage }
    }

    /// Life factor of a right beyond a tenor, years; `None` when its life is not known.
    pub fn life(&self, item: &Item, tenor: f64) -> Option<f64> {
        if Self::renewable(item.asset.kind) {
            return Some(1.0);
        }
        let reference = self.lives.get(&item.asset.kind).copied().unwrap_or(1.0);
        Some(((item.remaining_years? - tenor - self.margin) / reference).clamp(0.0, 1.0))
    }

    /// Renewable marks outlive any loan.
    fn renewable(kind: AssetKind) -> bool {
        matches!(kind, AssetKind::Trademark | AssetKind::GeographicalIndication | AssetKind::TradeSecret)
    }
}

/// Series of a set of rights on a sheet, one place a right.
#[derive(Clone, Copy, Debug)]
pub struct CollateralSeries {
    /// Cautious values, yuan.
    pub value: Cell,
    /// Loan to value by kind.
    pub rate: Cell,
    /// Years of protection left; 0 where the life factor is stated.
    pub remaining: Cell,
    /// Reference life, years, above 0.
    pub reference: Cell,
    /// Stated life factor, for renewable or unknown lives; 0 where it is computed.
    pub stated_life: Cell,
    /// Ownership factor.
    pub ownership: Cell,
    /// Licence factor.
    pub licence: Cell,
    /// Stability factor.
    pub stability: Cell,
    /// Dispute factor.
    pub dispute: Cell,
    /// Use factor.
    pub usage: Cell,
}

/// Cells of the collateral limit.
#[derive(Clone, Copy, Debug)]
pub struct Collateral {
    /// Effective loan to value of each right.
    pub rate: Cell,
    /// Limit of each right, yuan.
    pub each: Cell,
    /// Sum, yuan.
    pub total: Cell,
}

/// The collateral limit `Σ V_low · LTV · h_life · h_own · h_lic · h_stab · h_disp · h_use`.
///
/// `h_life = clamp((R − T − margin) / R_ref, 0, 1)`; `easing` raises an effective rate above zero by so much, at most to
/// the rate of the kind.
///
/// # Source
/// Parameters `financing.ltv.*`, `financing.haircut.*`, `financing.life-*`.
pub fn collateral(
    sheet: &mut Sheet,
    series: &CollateralSeries,
    tenor: Cell,
    margin: Cell,
    easing: Cell,
    rules: Vec<SmolStr>,
) -> Collateral {
    let life = ((series.remaining - tenor - margin) / series.reference).clamp(0.0, 1.0).max(series.stated_life);
    let life = sheet.compute(Term::LIFE_FACTOR, Unit::Factor, life);
    let haircut =
        series.rate * life * series.ownership * series.licence * series.stability * series.dispute * series.usage;
    let plain = sheet.compute_by_ids(Term::MARKED_DOWN_RATE, Unit::Ratio, haircut, rules);
    let eased = Expr::from(plain).if_at_most(0.0, 0.0, (plain + easing).min(series.rate));
    let rate = sheet.compute(Term::EFFECTIVE_LTV, Unit::Ratio, eased);
    let each = sheet.compute(Term::COLLATERAL_EACH, Unit::Yuan, series.value * rate);
    let total = sheet.compute(Term::COLLATERAL_LIMIT, Unit::Yuan, Expr::from(each).sum());
    Collateral { rate, each, total }
}

/// Annuity factor `r / (1 − (1 + r)^−k)`: yearly debt service per yuan borrowed.
#[must_use]
pub fn annuity(rate: impl Into<Expr>, years: impl Into<Expr>) -> Expr {
    let rate = rate.into();
    let years = years.into();
    rate.clone() / (1.0 - (1.0 + rate).pow(-years))
}

/// Working capital needed: `sales · (1 − margin) · (1 + growth) / turns`.
#[must_use]
pub fn working_capital(sales: Cell, margin: Cell, growth: Cell, turns: Cell) -> Expr {
    sales * (1.0 - margin) * (1.0 + growth) / turns
}

/// Debt capacity `(EBITDA / cover − service) / annuity`, never below zero.
#[must_use]
pub fn cash_limit(ebitda: Cell, cover: Cell, service: Cell, annuity: Cell) -> Expr {
    ((ebitda / cover - service) / annuity).max(0.0)
}

/// Cautious values of the rights, with the bound of an unsupported value.
pub(super) fn lending_values(context: &Context, chosen: &[usize]) -> Result<Vec<f64>, FinancingError> {
    let flag = context.rules.note("PL-R1")?;
    let bound = flag.number("multiple").zip(flag.number("years")).map(|(multiple, years)| multiple * years);
    let value = |item: &Item| {
        let value = item.value.map_or(0.0, |value| value.low);
        let supported = context.revenue().zip(item.revenue_share).filter(|(_, share)| *share > 0.0);
        match (supported, bound) {
            (Some((revenue, share)), Some(bound)) => libm::fmin(value, revenue * share * bound),
            _ => value,
        }
    };
    Ok(chosen.iter().filter_map(|place| context.items.get(*place)).map(value).collect())
}

/// Values of rights on a sheet, for channels that lend on plain value.
pub(super) fn value_series(sheet: &mut Sheet, values: Vec<f64>) -> Cell {
    sheet.given_series(Term::LENDING_VALUE, values, Unit::Yuan, Origin::answered("assets"))
}

/// Puts the rights at `chosen` on a sheet and computes their collateral limit.
pub(super) fn collateral_of(
    sheet: &mut Sheet,
    context: &Context,
    advance: &Advance,
    chosen: &[usize],
    case: Case,
) -> Result<Collateral, FinancingError> {
    let items: Vec<&Item> = chosen.iter().filter_map(|place| context.items.get(*place)).collect();
    let path = || Origin::answered("assets");
    let haircuts: Vec<Haircuts> = items.iter().map(|item| advance.haircuts(item, case)).collect();
    let life = |item: &&Item| match (Advance::renewable(item.asset.kind), item.remaining_years) {
        (true, _) => (0.0, 1.0),
        (false, Some(years)) => (years, 0.0),
        (false, None) => (0.0, advance.unknown(4, case)),
    };
    let rate = |item: &&Item| {
        advance.rates.get(&item.asset.kind).and_then(|(triple, _)| triple.get(case.place())).copied().unwrap_or(0.0)
    };
    let reference = |item: &&Item| advance.lives.get(&item.asset.kind).copied().unwrap_or(1.0);
    let used: std::collections::BTreeSet<AssetKind> = items.iter().map(|item| item.asset.kind).collect();
    let records: Vec<SmolStr> =
        used.iter().filter_map(|kind| advance.rates.get(kind)).map(|(_, id)| id.clone()).collect();
    let values = lending_values(context, chosen)?;
    let mut series = |term, values: Vec<f64>, unit| sheet.given_series(term, values, unit, path());
    let given = CollateralSeries {
        value: series(Term::LENDING_VALUE, values, Unit::Yuan),
        rate: series(Term::LTV_BY_KIND, items.iter().map(rate).collect(), Unit::Ratio),
        remaining: series(Term::REMAINING_YEARS, items.iter().map(|item| life(item).0).collect(), Unit::Year),
        reference: series(Term::REFERENCE_LIFE, items.iter().map(reference).collect(), Unit::Year),
        stated_life: series(Term::STATED_LIFE_FACTOR, items.iter().map(|item| life(item).1).collect(), Unit::Factor),
        ownership: series(Term::OWNERSHIP_FACTOR, haircuts.iter().map(|h| h.ownership).collect(), Unit::Factor),
        licence: series(Term::LICENCE_FACTOR, haircuts.iter().map(|h| h.licence).collect(), Unit::Factor),
        stability: series(Term::STABILITY_FACTOR, haircuts.iter().map(|h| h.stability).collect(), Unit::Factor),
        dispute: series(Term::DISPUTE_FACTOR, haircuts.iter().map(|h| h.dispute).collect(), Unit::Factor),
        usage: series(Term::USE_FACTOR, haircuts.iter().map(|h| h.usage).collect(), Unit::Factor),
    };
    let tenor = tenor_cell(sheet, context);
    let margin = sheet.given(Term::LIFE_MARGIN, advance.margin, Unit::Year, Origin::rule("financing.life-margin"));
    let insured = context.confirmed("enforcement-insurance-in-force") == Some(true);
    let easing = sheet.given(
        Term::LTV_EASING,
        if insured { advance.easing } else { 0.0 },
        Unit::Ratio,
        Origin::rule("financing.insurance.ltv-easing"),
    );
    Ok(collateral(sheet, &given, tenor, margin, easing, records))
}

/// The tenor of the loan on a sheet.
pub(super) fn tenor_cell(sheet: &mut Sheet, context: &Context) -> Cell {
    let origin = if context.tenor_assumed {
        Origin::rule("financing.tenor-default")
    } else {
        Origin::answered("need.tenor_months")
    };
    sheet.given(Term::TENOR, context.tenor, Unit::Year, origin)
}

/// The bounds that do not depend on the collateral: need, cash flow, product cap. `None` where not known.
#[derive(Clone, Debug, Default)]
pub(super) struct CommonLimits {
    pub need: Option<Figure>,
    pub cash: Option<Figure>,
    pub cap: Option<Figure>,
}

impl CommonLimits {
    /// Computes and files them once for all channels. `rate` is the total yearly rate of the loan.
    pub fn compute(context: &Context, rate: f64, workings: &mut Workings) -> Result<Self, FinancingError> {
        Ok(CommonLimits {
            need: need_limit(context, workings)?,
            cash: cash_bound(context, rate, workings)?,
            cap: {
                let mut sheet = Sheet::new();
                sheet.rule(Term::PRODUCT_CAP, context.rules.parameter("financing.cap")?);
                Some(workings.file("financing.limit.cap", sheet))
            },
        })
    }

    pub fn limits(&self) -> Vec<Limit> {
        let limit = |kind, figure: &Option<Figure>| figure.clone().map(|figure| Limit { kind, figure });
        [
            limit(LimitKind::Need, &self.need),
            limit(LimitKind::CashFlow, &self.cash),
            limit(LimitKind::ProductCap, &self.cap),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn need_limit(context: &Context, workings: &mut Workings) -> Result<Option<Figure>, FinancingError> {
    let need = &context.dossier.need;
    let mut sheet = Sheet::new();
    let answered = |field: &str| Origin::Answered { path: joined(&["need.", field]) };
    if need.use_of_funds.is_some_and(|purpose| purpose != UseOfFunds::WorkingCapital) {
        // The working-capital formula does not fit other uses: what is asked for is the need.
        let Some(amount) = context.need() else { return Ok(None) };
        sheet.given(Term::AMOUNT_WANTED, amount, Unit::Yuan, answered("amount"));
        return Ok(Some(workings.file("financing.limit.need", sheet)));
    }
    let Some(sales) = context.answer(&mut sheet, Term::REVENUE, "revenue", |year| year.revenue) else {
        return Ok(None);
    };
    let margin = context
        .answer(&mut sheet, Term::OPERATING_PROFIT, "operating_profit", |year| year.operating_profit)
        .filter(|_| sheet.value(sales) > 0.0);
    let known = (margin, need.expected_growth, need.working_capital_turnover, need.own_funds);
    if let (Some(profit), Some(growth), Some(turns), Some(own)) = known
        && let Some(loans) = need.existing_working_capital_loans
        && turns > 0.0
    {
        let margin = sheet.compute(Term::SALES_MARGIN, Unit::Ratio, profit / sales);
        let growth = sheet.given(Term::EXPECTED_GROWTH, growth.get(), Unit::Ratio, answered("expected_growth"));
        let turns = sheet.given(Term::CAPITAL_TURNS, turns, Unit::Factor, answered("working_capital_turnover"));
        let capital =
            sheet.compute(Term::WORKING_CAPITAL_NEED, Unit::Yuan, working_capital(sales, margin, growth, turns));
        let own = sheet.given(Term::OWN_FUNDS, own.to_yuan(), Unit::Yuan, answered("own_funds"));
        let loans =
            sheet.given(Term::EXISTING_LOANS, loans.to_yuan(), Unit::Yuan, answered("existing_working_capital_loans"));
        sheet.compute_by(
            Term::NEED_LIMIT,
            Unit::Yuan,
            (capital - own - loans).max(0.0),
            &["financing.working-capital-method"],
        );
    } else {
        let share = sheet.rule(Term::NEED_SHARE, context.rules.parameter("financing.need-fallback")?);
        sheet.compute(Term::NEED_LIMIT, Unit::Yuan, sales * share);
    }
    Ok(Some(workings.file("financing.limit.need", sheet)))
}

fn cash_bound(context: &Context, rate: f64, workings: &mut Workings) -> Result<Option<Figure>, FinancingError> {
    let mut sheet = Sheet::new();
    let Some((ebitda, service)) = context.ebitda(&mut sheet).zip(context.debt_service(&mut sheet)) else {
        return Ok(None);
    };
    let cover = sheet.rule(Term::COVER_REQUIRED, context.rules.parameter("financing.dscr-min")?);
    let years = sheet.rule(Term::NOTIONAL_YEARS, context.rules.parameter("financing.notional-years")?);
    let rate = sheet.given(Term::TOTAL_RATE, rate, Unit::RatePerYear, Origin::figure("financing.PL.interest"));
    let factor = sheet.compute(Term::ANNUITY_FACTOR, Unit::Factor, annuity(rate, years));
    sheet.compute(Term::CASH_LIMIT, Unit::Yuan, cash_limit(ebitda, cover, service, factor));
    Ok(Some(workings.file("financing.limit.cash", sheet)))
}

/// The amount: the smallest of a first bound on the sheet and the common ones. Returns it with the bound that binds.
pub(super) fn amount_of(
    sheet: &mut Sheet,
    first: (LimitKind, Cell),
    common: &[Limit],
) -> Result<(Cell, LimitKind), FinancingError> {
    let mut cells = vec![first.1];
    let mut binding = (first.0, sheet.value(first.1));
    for limit in common {
        let cell = sheet.given(
            limit_term(limit.kind),
            limit.figure.value,
            Unit::Yuan,
            Origin::Figure { id: limit.figure.working.clone() },
        );
        if limit.figure.value < binding.1 {
            binding = (limit.kind, limit.figure.value);
        }
        cells.push(cell);
    }
    let least = smallest(&cells).unwrap_or(Expr::Number(0.0));
    Ok((sheet.compute(Term::LOAN_AMOUNT, Unit::Yuan, least), binding.0))
}

fn limit_term(kind: LimitKind) -> Term {
    match kind {
        LimitKind::Collateral => Term::COLLATERAL_LIMIT,
        LimitKind::Need => Term::NEED_LIMIT,
        LimitKind::CashFlow => Term::CASH_LIMIT,
        LimitKind::ProductCap => Term::PRODUCT_CAP,
        LimitKind::LicenceIncome => Term::LICENCE_LIMIT,
        LimitKind::Dilution => Term::DILUTION_LIMIT,
        LimitKind::PoolShare => Term::POOL_LIMIT,
    }
}
