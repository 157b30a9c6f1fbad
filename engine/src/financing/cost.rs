//! All-in annual cost 综合融资成本: exact, from the cash flows, and the quick form for lists.

use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// A bullet loan on a sheet; every cell is one number.
#[derive(Clone, Copy, Debug)]
pub struct Loan {
    /// Principal, yuan.
    pub principal: Cell,
    /// Interest on the principal, per year, paid at the end of each year.
    pub interest: Cell,
    /// Guarantee fee or premium on the principal, per year, paid at the start of each year.
    pub guarantee: Cell,
    /// One-off cost at the start, yuan.
    pub fees: Cell,
    /// Years to repayment, above zero.
    pub years: f64,
    /// Support, if any.
    pub support: Option<Support>,
}

/// What somebody else bears of a loan's cost.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    /// Share of the interest refunded.
    pub interest_share: Cell,
    /// Most that is refunded a year, yuan.
    pub yearly_cap: Cell,
    /// Award on the amount at the end of the first year, yuan.
    pub award: Cell,
    /// Part of the one-off costs that is refunded, yuan; `None` when nothing is.
    pub fees: Option<Cell>,
    /// Years between paying and being refunded.
    pub lag: f64,
}

/// The two forms of the cost.
#[derive(Clone, Copy, Debug)]
pub struct AllIn {
    /// For lists and the linear program.
    pub quick: Cell,
    /// The rate that brings the cash flows to zero.
    pub exact: Cell,
}

/// One point in time of a loan: what accrues up to it or from it, in years.
#[derive(Clone, Copy, Debug, Default)]
struct Event {
    time: f64,
    /// +1 paid out, −1 repaid.
    principal: f64,
    interest_years: f64,
    guarantee_years: f64,
    fee: f64,
    refund_years: f64,
    award: f64,
    /// Refund of one-off costs.
    fee_refund: f64,
}

fn schedule(years: f64, lag: Option<f64>, refunded: bool) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut add = |event: Event| match events.iter_mut().find(|other| libm::fabs(other.time - event.time) < 1e-9) {
        Some(other) => {
            other.principal += event.principal;
            other.interest_years += event.interest_years;
            other.guarantee_years += event.guarantee_years;
            other.fee += event.fee;
            other.refund_years += event.refund_years;
            other.award += event.award;
            other.fee_refund += event.fee_refund;
        }
        None => events.push(event),
    };
    add(Event { principal: 1.0, fee: 1.0, ..Event::default() });
    let mut start = 0.0;
    while start < years - 1e-9 {
        let end = libm::fmin(start + 1.0, years);
        add(Event { time: start, guarantee_years: end - start, ..Event::default() });
        add(Event { time: end, interest_years: end - start, ..Event::default() });
        if let Some(lag) = lag {
            add(Event { time: end + lag, refund_years: end - start, ..Event::default() });
        }
        start = end;
    }
    if let Some(lag) = lag {
        // An award comes once, a year after the money, or with the refund when that is later.
        add(Event { time: libm::fmax(1.0, lag), award: 1.0, ..Event::default() });
        if refunded {
            add(Event { time: lag, fee_refund: 1.0, ..Event::default() });
        }
    }
    add(Event { time: years, principal: -1.0, ..Event::default() });
    events.sort_by(|a, b| a.time.total_cmp(&b.time));
    events
}

/// The all-in annual cost of a bullet loan.
///
/// Exact: the effective rate `q` with `Σ CF(t)·(1+q)^(−t) = 0`; quick:
/// `r·(1−σ) + g + (fees − refunded) / (principal · years)`. `None` when no rate within `bounds` solves it, as for a loan of zero.
///
/// # Source
/// Parameter `financing.aic-bounds`; timing convention: fees and first guarantee fee at the start, interest at the end
/// of each year, principal at maturity, refunds after their lag.
#[must_use]
pub fn all_in_cost(sheet: &mut Sheet, loan: &Loan, bounds: [f64; 2]) -> Option<AllIn> {
    if sheet.value(loan.principal) <= 0.0 || loan.years <= 0.0 {
        return None;
    }
    let years = sheet.given(Term::LOAN_YEARS, loan.years, Unit::Year, Origin::Stated);
    let fees = loan.fees / (loan.principal * years);
    let quick = match loan.support {
        Some(support) => {
            let yearly = loan.principal * loan.interest;
            let share = sheet.compute(
                Term::SUBSIDISED_SHARE,
                Unit::Ratio,
                Expr::from(support.interest_share).min(support.yearly_cap / yearly.max(1e-9)),
            );
            let mut rate =
                loan.interest * (1.0 - share) + loan.guarantee + fees - support.award / (loan.principal * years);
            if let Some(refunded) = support.fees {
                rate = rate - refunded / (loan.principal * years);
            }
            sheet.compute(Term::QUICK_COST, Unit::RatePerYear, rate)
        }
        None => sheet.compute(Term::QUICK_COST, Unit::RatePerYear, loan.interest + loan.guarantee + fees),
    };

    let refunded = loan.support.is_some_and(|support| support.fees.is_some());
    let events = schedule(loan.years, loan.support.map(|support| support.lag), refunded);
    let mut series = |term: Term, value: fn(&Event) -> f64| {
        sheet.given_series(term, events.iter().map(value).collect(), Unit::Year, Origin::Stated)
    };
    let times = series(Term::FLOW_TIME, |event| event.time);
    let principal = series(Term::PRINCIPAL_FLOW, |event| event.principal);
    let interest = series(Term::INTEREST_YEARS, |event| event.interest_years);
    let guarantee = series(Term::GUARANTEE_YEARS, |event| event.guarantee_years);
    let fee = series(Term::FEE_FLOW, |event| event.fee);
    let mut flow =
        loan.principal * (principal - loan.interest * interest - loan.guarantee * guarantee) - loan.fees * fee;
    if let Some(support) = loan.support {
        let mut series = |term: Term, value: fn(&Event) -> f64| {
            sheet.given_series(term, events.iter().map(value).collect(), Unit::Year, Origin::Stated)
        };
        let refund = series(Term::REFUND_YEARS, |event| event.refund_years);
        let award = series(Term::AWARD_FLOW, |event| event.award);
        let yearly = (loan.principal * loan.interest * support.interest_share).min(support.yearly_cap);
        flow = flow + yearly * refund + support.award * award;
        if let Some(refunded) = support.fees {
            let refund = series(Term::FEE_REFUND_FLOW, |event| event.fee_refund);
            flow = flow + refunded * refund;
        }
    }
    let flows = sheet.compute(Term::NET_CASH_FLOW, Unit::Yuan, flow);
    let exact = internal_rate(sheet, times, flows, Term::ALL_IN_COST, bounds)?;
    Some(AllIn { quick, exact })
}

/// Adds the rate that brings a series of cash flows to zero.
///
/// The rate is sought within the bounds and stands on the sheet as the trial rate; the line itself is one Newton step from it,
/// so the formula is complete and a reader who changes a flow can step on. `None` when the bounds hold no root.
#[must_use]
pub fn internal_rate(sheet: &mut Sheet, times: Cell, flows: Cell, term: Term, bounds: [f64; 2]) -> Option<Cell> {
    let root = solve(sheet.values(times), sheet.values(flows), bounds)?;
    let trial = sheet.given(Term::TRIAL_RATE, root, Unit::RatePerYear, Origin::Stated);
    let present = sheet.compute(Term::NET_PRESENT_VALUE, Unit::Yuan, (flows * (1.0 + trial).pow(-times)).sum());
    let slope =
        sheet.compute(Term::PRESENT_VALUE_SLOPE, Unit::Yuan, (flows * -times * (1.0 + trial).pow(-times - 1.0)).sum());
    Some(sheet.compute(term, Unit::RatePerYear, trial - present / slope))
}

/// Root to 1e-12 of `Σ flow·(1+q)^(−time)` on `bounds`, by Newton's steps; a step that would leave what still holds the
/// root, or is more than half as long as the one before, halves that interval instead.
fn solve(times: &[f64], flows: &[f64], [low, high]: [f64; 2]) -> Option<f64> {
    // From one flow to the next the factor falls by that of the time between, mostly the same: powers are dear. The
    // product strays by some 1e-14 over a hundred periods, and the line itself is a Newton step by powers from the root.
    let present = |rate: f64| -> [f64; 2] {
        let (mut last, mut factor) = (0.0, 1.0);
        let (mut step, mut fall) = (0.0, 1.0);
        times.iter().zip(flows).fold([0.0, 0.0], |[value, slope], (time, flow)| {
            if time - last != step {
                step = time - last;
                fall = libm::pow(1.0 + rate, -step);
            }
            factor *= fall;
            last = *time;
            let part = flow * factor;
            [value + part, slope - time * part / (1.0 + rate)]
        })
    };
    let (mut low, mut high) = (low, high);
    let ([at_low, _], [at_high, _]) = (present(low), present(high));
    if !(at_low.is_finite() && at_high.is_finite()) || (at_low > 0.0) == (at_high > 0.0) {
        return None;
    }
    let (mut rate, mut step) = (0.5 * (low + high), high - low);
    while step.abs() > 1e-12 {
        let [value, slope] = present(rate);
        if (value > 0.0) == (at_low > 0.0) {
            low = rate
        } else {
            high = rate
        }
        let newton = rate - value / slope;
        let shorter = (newton - rate).abs() <= 0.5 * step.abs();
        let next = if low <= newton && newton <= high && shorter { newton } else { 0.5 * (low + high) };
        (step, rate) = (next - rate, next);
    }
    Some(rate)
}
