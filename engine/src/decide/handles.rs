//! Which answer each lever moves 杠杆与答案: what it reads and what it writes.

use crate::dossier::{Certificate, Dossier, FiscalYear, Guarantee, IssueState};
use crate::rules::Unit;
use crate::{Money, Ratio};

/// What a lever reads and writes.
pub(super) struct Handle {
    pub id: &'static str,
    pub unit: Unit,
    pub read: fn(&Dossier) -> Option<f64>,
    write: fn(&mut Dossier, f64),
    /// Whether the valuation reads what it changes.
    pub values: bool,
}

const fn handle(
    id: &'static str,
    unit: Unit,
    read: fn(&Dossier) -> Option<f64>,
    write: fn(&mut Dossier, f64),
) -> Handle {
    Handle { id, unit, read, write, values: true }
}

/// As [`handle`], of what no value and no score of a right reads.
const fn aside(
    id: &'static str,
    unit: Unit,
    read: fn(&Dossier) -> Option<f64>,
    write: fn(&mut Dossier, f64),
) -> Handle {
    Handle { values: false, ..handle(id, unit, read, write) }
}

/// Every lever, in the order of `rules/decide/levers.toml`.
pub(super) const HANDLES: [Handle; 25] = [
    handle(
        "LV-GROWTH",
        Unit::PercentagePoint,
        |dossier| {
            let plan = !dossier.star.plan.growth.is_empty() || dossier.need.expected_growth.is_some();
            (plan || dossier.products.iter().any(|product| product.growth.is_some())).then_some(0.0)
        },
        |dossier, shift| {
            dossier.products.iter_mut().filter_map(|product| product.growth.as_mut()).for_each(|rate| add(rate, shift));
            dossier.need.expected_growth.iter_mut().for_each(|rate| add(rate, shift));
            dossier.star.plan.growth.iter_mut().for_each(|rate| add(rate, shift));
        },
    ),
    handle(
        "LV-MARGIN",
        Unit::PercentagePoint,
        |dossier| dossier.products.iter().any(|product| product.operating_margin.is_some()).then_some(0.0),
        |dossier, shift| {
            let margins = dossier.products.iter_mut().filter_map(|product| product.operating_margin.as_mut());
            margins.for_each(|rate| add(rate, shift));
        },
    ),
    handle("LV-REVENUE", Unit::Yuan, |dossier| yuan(dossier.last_year()?.revenue), set_revenue),
    aside(
        "LV-EBITDA",
        Unit::Yuan,
        |dossier| yuan(dossier.last_year()?.ebitda),
        |dossier, value| put_last(dossier, "ebitda", value),
    ),
    handle(
        "LV-DEBT",
        Unit::Yuan,
        |dossier| yuan(dossier.last_year()?.debt),
        |dossier, value| with_last(dossier, |year| repay(year, value)),
    ),
    handle(
        "LV-RD",
        Unit::Yuan,
        |dossier| yuan(dossier.last_year()?.rd),
        |dossier, value| put_last(dossier, "rd", value),
    ),
    aside(
        "LV-RD-STAFF",
        Unit::Count,
        |dossier| dossier.last_year()?.rd_employees.filter(|staff| *staff > 0).map(f64::from),
        |dossier, value| {
            with_last(dossier, |year| {
                let before = year.rd_employees.unwrap_or(0);
                year.rd_employees = Some(whole(value));
                year.employees = year.employees.map(|all| all.saturating_add(whole(value)).saturating_sub(before));
            });
        },
    ),
    aside(
        "LV-NEED",
        Unit::Yuan,
        |dossier| yuan(dossier.need.amount),
        |dossier, value| dossier.need.amount = money(value),
    ),
    aside(
        "LV-TENOR",
        Unit::Month,
        |dossier| dossier.need.tenor_months.map(f64::from),
        |dossier, value| dossier.need.tenor_months = Some(whole(value)),
    ),
    aside(
        "LV-DAYS",
        Unit::Day,
        |dossier| dossier.need.days_available.map(f64::from),
        |dossier, value| dossier.need.days_available = Some(whole(value)),
    ),
    aside(
        "LV-DILUTION",
        Unit::Ratio,
        |dossier| dossier.need.dilution_cap.map(Ratio::get),
        |dossier, value| dossier.need.dilution_cap = Ratio::new(value),
    ),
    aside(
        "LV-UPFRONT",
        Unit::Yuan,
        |dossier| yuan(dossier.need.upfront_budget),
        |dossier, value| dossier.need.upfront_budget = money(value),
    ),
    aside(
        "LV-GUARANTEE",
        Unit::None,
        |dossier| {
            let stands = dossier.need.guarantee?;
            GUARANTEES.iter().position(|guarantee| *guarantee == stands).map(|place| place as f64)
        },
        |dossier, value| dossier.need.guarantee = GUARANTEES.get(whole(value) as usize).copied(),
    ),
    aside(
        "LV-FLOOR-PRICE",
        Unit::Ratio,
        |dossier| dossier.need.floor_price.map(Ratio::get),
        |dossier, value| dossier.need.floor_price = Ratio::new(value),
    ),
    aside(
        "LV-INTERNAL-VALUATION",
        Unit::None,
        |dossier| flag(dossier.need.internal_valuation),
        |dossier, value| dossier.need.internal_valuation = Some(value > 0.5),
    ),
    certificate(
        "LV-HIGH-TECH",
        |dossier| held(dossier, Certificate::HighTech),
        |dossier, value| hold(dossier, Certificate::HighTech, value),
    ),
    certificate(
        "LV-TECH-SME",
        |dossier| held(dossier, Certificate::TechSme),
        |dossier, value| hold(dossier, Certificate::TechSme, value),
    ),
    certificate(
        "LV-SPECIALISED",
        |dossier| held(dossier, Certificate::Specialised),
        |dossier, value| hold(dossier, Certificate::Specialised, value),
    ),
    aside(
        "LV-CREDIT",
        Unit::None,
        |dossier| dossier.enterprise.credit_overdue_24m.map(|overdue| f64::from(u8::from(overdue == 0))),
        |dossier, value| {
            if value > 0.5 {
                dossier.enterprise.credit_overdue_24m = Some(0);
            }
        },
    ),
    aside(
        "LV-DOCUMENTS",
        Unit::None,
        |dossier| {
            let papers = &dossier.need.documents;
            (!papers.is_empty()).then(|| f64::from(u8::from(papers.values().all(|held| *held))))
        },
        |dossier, value| {
            if value > 0.5 {
                dossier.need.documents.values_mut().for_each(|held| *held = true);
            }
        },
    ),
    aside(
        "LV-STAR-RD",
        Unit::PercentagePoint,
        |dossier| (!dossier.star.plan.growth.is_empty() && dossier.star.plan.rd_amount.is_empty()).then_some(0.0),
        |dossier, shift| {
            let started = dossier.last_year().and_then(|year| yuan(year.rd).zip(yuan(year.revenue)));
            let share =
                started.filter(|(_, revenue)| *revenue > 0.0).and_then(|(rd, revenue)| Ratio::new(rd / revenue));
            let plan = &mut dossier.star.plan;
            if plan.rd_ratio.is_empty() {
                plan.rd_ratio.extend(share);
            }
            plan.rd_ratio.iter_mut().for_each(|rate| add(rate, shift));
        },
    ),
    aside(
        "LV-STAR-HIRES",
        Unit::Count,
        |dossier| dossier.star.plan.rd_hires.map(f64::from),
        |dossier, value| {
            let plan = &mut dossier.star.plan;
            let others = plan.hires.unwrap_or(0).saturating_sub(plan.rd_hires.unwrap_or(0));
            plan.rd_hires = Some(whole(value));
            plan.hires = Some(whole(value).saturating_add(others));
        },
    ),
    aside(
        "LV-STAR-FILINGS",
        Unit::Count,
        |dossier| dossier.star.plan.filings.map(f64::from),
        |dossier, value| dossier.star.plan.filings = Some(whole(value)),
    ),
    aside(
        "LV-STAR-ISSUES",
        Unit::None,
        |dossier| {
            let answers = &dossier.star.issues;
            let open = |state| matches!(state, Some(IssueState::Open | IssueState::Mitigated));
            (!answers.is_empty()).then(|| f64::from(u8::from(!answers.values().any(|answer| open(answer.state)))))
        },
        |dossier, value| {
            let open =
                dossier.star.issues.values_mut().filter(|answer| {
                    value > 0.5 && matches!(answer.state, Some(IssueState::Open | IssueState::Mitigated))
                });
            open.for_each(|answer| answer.state = Some(IssueState::Closed));
        },
    ),
    aside(
        "LV-STAR-CAP",
        Unit::Yuan,
        |dossier| yuan(dossier.star.expected_market_cap),
        |dossier, value| dossier.star.expected_market_cap = money(value),
    ),
];

/// The stands of [`LeverForm::Choice`].
pub const GUARANTEES: [Guarantee; 4] =
    [Guarantee::None, Guarantee::CityFund, Guarantee::Commercial, Guarantee::Insurance];

/// Certificates change the tax rate, which the valuation reads.
const fn certificate(id: &'static str, read: fn(&Dossier) -> Option<f64>, write: fn(&mut Dossier, f64)) -> Handle {
    handle(id, Unit::None, read, write)
}

fn with_last(dossier: &mut Dossier, change: impl FnOnce(&mut FiscalYear)) {
    if let Some(year) = dossier.last_year_mut() {
        change(year);
    }
}

/// Puts an amount of the last accounts, by its key.
fn put_last(dossier: &mut Dossier, key: &str, value: f64) {
    if let Some(slot) = dossier.last_year_mut().and_then(|year| year.amount_mut(key)) {
        *slot = money(value);
    }
}

fn yuan(amount: Option<Money>) -> Option<f64> {
    amount.map(Money::to_yuan).filter(|amount| *amount > 0.0)
}

fn money(yuan: f64) -> Option<Money> {
    Money::from_yuan_f64(yuan)
}

fn flag(answer: Option<bool>) -> Option<f64> {
    answer.map(|answer| f64::from(u8::from(answer)))
}

pub(super) fn whole(value: f64) -> u32 {
    libm::round(value).clamp(0.0, f64::from(u32::MAX)) as u32
}

fn add(rate: &mut Ratio, shift: f64) {
    *rate = Ratio::new(rate.get() + shift).unwrap_or(*rate);
}

fn held(dossier: &Dossier, certificate: Certificate) -> Option<f64> {
    flag(dossier.enterprise.holds(certificate))
}

fn hold(dossier: &mut Dossier, certificate: Certificate, value: f64) {
    let certificates = dossier.enterprise.certificates.get_or_insert_default();
    if value > 0.5 {
        certificates.insert(certificate);
    } else {
        certificates.remove(&certificate);
    }
}

/// Revenue of the last year; the last year of each product's history moves in proportion.
fn set_revenue(dossier: &mut Dossier, value: f64) {
    let before = dossier.last_year().and_then(|year| Some((year.year, yuan(year.revenue)?)));
    let Some((last, before)) = before else { return };
    put_last(dossier, "revenue", value);
    let histories = dossier.products.iter_mut().flat_map(|product| product.history.iter_mut());
    for entry in histories.filter(|entry| entry.year == last) {
        entry.amount = money(entry.amount.to_yuan() * value / before).unwrap_or(entry.amount);
    }
}

/// Debt brought to an amount from equity.
fn repay(year: &mut FiscalYear, value: f64) {
    let Some(before) = yuan(year.debt) else { return };
    year.debt = money(value);
    year.debt_service = year.debt_service.and_then(|service| money(service.to_yuan() * value / before));
    year.total_liabilities =
        year.total_liabilities.and_then(|owed| money(libm::fmax(owed.to_yuan() - before + value, 0.0)));
}

/// Sets the lever of an id; unknown ids change nothing.
pub(super) fn set(dossier: &mut Dossier, id: &str, value: f64) {
    if let Some(handle) = HANDLES.iter().find(|handle| handle.id == id) {
        (handle.write)(dossier, value);
    }
}
