//! Other income methods: excess earnings 超额收益法, incremental income 增量收益法, with and without 有无对比法.

use super::ValuationError;
use super::income::{IncomeBasis, IncomeProblem, Timing, present_value};

/// Excess earnings (MPEEM) with explicit inputs; whole years, growth from the base year (F5).
///
/// Use it for one primary asset of a business only.
#[derive(Clone, Debug, PartialEq)]
pub struct ExcessEarningsProblem {
    /// Revenue of the base year, yuan.
    pub base_revenue: f64,
    /// Growth per year.
    pub growth: f64,
    /// Customers or products lost per year; half of a year's loss falls in the first year.
    pub attrition: f64,
    /// EBITA margin.
    pub margin: f64,
    /// Rate of income tax.
    pub tax: f64,
    /// Charges of contributory assets 贡献资产回报, each a share of revenue: working capital, fixed assets, workforce,
    /// other rights.
    pub charges: Vec<f64>,
    /// Discount rate per year.
    pub discount_rate: f64,
    /// Years.
    pub years: u32,
    /// Mid or end of year.
    pub timing: Timing,
}

/// The value of the excess earnings.
///
/// # Errors
/// As [`present_value`].
pub fn excess_earnings(problem: &ExcessEarningsProblem) -> Result<f64, ValuationError> {
    let charges: f64 = problem.charges.iter().sum();
    let net = problem.margin * (1.0 - problem.tax) - charges;
    let base = (1..=problem.years)
        .map(|year| {
            let grown = problem.base_revenue * libm::pow(1.0 + problem.growth, f64::from(year));
            grown * libm::pow(1.0 - problem.attrition, f64::from(year) - 0.5)
        })
        .collect();
    let mut income = IncomeProblem::revenue_share(base, net, problem.discount_rate);
    income.conventions.timing = problem.timing;
    present_value(&income)
}

/// Incremental income with explicit inputs; whole years (F4).
#[derive(Clone, Debug, PartialEq)]
pub struct IncrementalProblem {
    /// Units sold a year.
    pub units: Vec<f64>,
    /// Price premium a unit, yuan.
    pub premium: f64,
    /// Cost saved a unit, yuan.
    pub saving: f64,
    /// Advantage still left each year, 0–1; the last goes on.
    pub advantage: Vec<f64>,
    /// Rate of income tax.
    pub tax: f64,
    /// Discount rate per year.
    pub discount_rate: f64,
    /// Mid or end of year.
    pub timing: Timing,
}

/// The value of the incremental income.
///
/// # Errors
/// As [`present_value`].
pub fn incremental_income(problem: &IncrementalProblem) -> Result<f64, ValuationError> {
    let left = |year: usize| problem.advantage.get(year).or(problem.advantage.last()).copied().unwrap_or(1.0);
    let flows = problem
        .units
        .iter()
        .enumerate()
        .map(|(year, units)| units * (problem.premium + problem.saving) * left(year) * (1.0 - problem.tax))
        .collect();
    flow_value(flows, problem.discount_rate, problem.timing)
}

/// Present value of plain yearly flows.
///
/// # Errors
/// As [`present_value`].
pub fn flow_value(flows: Vec<f64>, discount_rate: f64, timing: Timing) -> Result<f64, ValuationError> {
    let mut problem = IncomeProblem::revenue_share(flows, 1.0, discount_rate);
    problem.income = IncomeBasis::ProfitShare { rate: 1.0 };
    problem.conventions.timing = timing;
    present_value(&problem)
}

/// With and without 有无对比法: the difference of two present values (F7).
///
/// # Errors
/// As [`present_value`].
pub fn with_and_without(
    with: Vec<f64>,
    without: Vec<f64>,
    discount_rate: f64,
    timing: Timing,
) -> Result<f64, ValuationError> {
    Ok(flow_value(with, discount_rate, timing)? - flow_value(without, discount_rate, timing)?)
}
