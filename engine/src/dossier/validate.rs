//! Checks a dossier for what cannot be or is hardly likely: every problem at once, each with the path of its field.
//!
//! A path is the chain of field names with positions from 0: `accounts.1.rd`, `assets.3.number`. Missing answers are no
//! problem here.

mod assets;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AssetCounts, Dispute, Dossier, Enterprise, FieldError, FinancingNeed, FiscalYear, Licence, NumberError,
    NumberWarning, Product, Quantity, StarAnswers, YearAmount, credit_code,
};
use crate::{Money, Ratio};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Unlikely; to be confirmed.
    Warning,
    /// Cannot be; figures that rest on it are wrong.
    Error,
}

/// A problem of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field.
    pub path: String,
    /// How bad.
    pub severity: Severity,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Out of the bounds of its quantity.
    Bounds(FieldError),
    /// Not a number of this kind of right, not a credit code.
    Number(NumberError),
    /// A number that is odd: check digit, kind.
    NumberOdd(NumberWarning),
    /// A part is larger than its whole: R&D staff than staff.
    ExceedsWhole {
        /// Path of the whole.
        whole: String,
    },
    /// Shares of one whole add up to more than 100 %.
    SharesExceedOne {
        /// Their sum, 1 is 100 %.
        sum: Ratio,
    },
    /// About 10,000 times another figure of its kind: 元 and 万元 were probably confused.
    ImplausibleUnit {
        /// Path of the figure it was compared with.
        compared_with: String,
    },
    /// Before a date that must come first.
    BeforeItsCause {
        /// Path of the date that must come first.
        first: String,
    },
    /// A year that the list already has.
    RepeatedYear {
        /// The year.
        year: i16,
    },
    /// A year is missing between the first and the last.
    MissingYear {
        /// The year.
        year: i16,
    },
    /// No id.
    MissingId,
    /// An id that an earlier entry of the list has.
    RepeatedId {
        /// The id.
        id: String,
    },
    /// The official number of another right in the list.
    RepeatedNumber {
        /// Path of the other right's number.
        other: String,
    },
    /// An id that nothing in the dossier has.
    UnknownReference {
        /// The id.
        id: String,
    },
    /// Numbered or published as granted (ZL, kind codes B, U, S), but stated as pending.
    GrantedNumberButPending,
    /// Says the opposite of another field.
    Contradicts {
        /// Path of the other field.
        other: String,
    },
}

/// Every problem of a dossier, in the order of its fields.
#[must_use]
pub fn validate(dossier: &Dossier) -> Vec<FieldProblem> {
    let mut check = Checker { problems: Vec::new() };
    check.enterprise(&dossier.enterprise);
    check.accounts(&dossier.accounts);
    check.counts(&dossier.counts);
    check.products(dossier);
    check.assets(dossier);
    check.licences(dossier, &dossier.licences);
    check.disputes(dossier, &dossier.disputes);
    check.need(&dossier.need, dossier);
    check.star(&dossier.star, dossier);
    check.uncertainty(dossier);
    check.problems
}

struct Checker {
    problems: Vec<FieldProblem>,
}

impl Checker {
    fn error(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(FieldProblem { path: path.into(), severity: Severity::Error, kind });
    }

    fn warn(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(FieldProblem { path: path.into(), severity: Severity::Warning, kind });
    }

    fn bounds(&mut self, path: &str, value: Option<f64>, quantity: Quantity) {
        if let Some(Err(error)) = value.map(|value| quantity.check(value)) {
            self.error(path, ProblemKind::Bounds(error));
        }
    }

    /// Low, mode and high of what is stated of the simulation's inputs.
    fn uncertainty(&mut self, dossier: &Dossier) {
        for (id, stated) in &dossier.uncertainty {
            let path = |point: &str| format!("uncertainty.{id}.{point}");
            let points = [("low", stated.low), ("mode", stated.mode), ("high", stated.high)];
            self.bounds(&path("low_chance"), stated.low_chance, Quantity::Share);
            self.bounds(&path("high_chance"), stated.high_chance, Quantity::Share);
            let mut before: Option<(&str, f64)> = None;
            for (name, point) in points.into_iter().filter_map(|(name, point)| Some((name, point?))) {
                if let Some((lower, _)) = before.filter(|(_, least)| *least > point) {
                    self.error(path(name), ProblemKind::Contradicts { other: path(lower) });
                }
                before = Some((name, point));
            }
        }
    }

    fn amount(&mut self, path: &str, value: Option<Money>) {
        self.bounds(path, value.map(Money::to_yuan), Quantity::Amount);
    }

    fn ratio(&mut self, path: &str, value: Option<Ratio>, quantity: Quantity) {
        self.bounds(path, value.map(Ratio::get), quantity);
    }

    /// `later` must not lie before `first`.
    fn order(&mut self, first: (&str, Option<Date>), later: (&str, Option<Date>)) {
        if let (Some(cause), Some(effect)) = (first.1, later.1)
            && effect < cause
        {
            self.error(later.0, ProblemKind::BeforeItsCause { first: first.0.to_owned() });
        }
    }

    /// Ids are there and differ. Returns them.
    fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut known = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            let path = format!("{list}.{index}.id");
            if id.is_empty() {
                self.error(path, ProblemKind::MissingId);
            } else if !known.insert(id) {
                self.error(path, ProblemKind::RepeatedId { id: id.to_owned() });
            }
        }
        known
    }

    fn assets_exist(&mut self, dossier: &Dossier, path: &str, ids: &[String]) {
        for (index, id) in ids.iter().enumerate() {
            if dossier.assets.iter().all(|asset| asset.id != *id) {
                self.error(format!("{path}.{index}"), ProblemKind::UnknownReference { id: id.clone() });
            }
        }
    }

    fn enterprise(&mut self, enterprise: &Enterprise) {
        if let Some(code) = enterprise.credit_code.as_deref().filter(|code| !code.trim().is_empty()) {
            let path = "enterprise.credit_code";
            match credit_code(code) {
                Ok(code) => {
                    for warning in code.warnings {
                        self.warn(path, ProblemKind::NumberOdd(warning));
                    }
                }
                Err(error) => self.error(path, ProblemKind::Number(error)),
            }
        }
        self.bounds("enterprise.years_operating", enterprise.years_operating, Quantity::Years);
        self.ratio("enterprise.export_share", enterprise.export_share, Quantity::Share);
        self.ratio("enterprise.income_tax_rate", enterprise.income_tax_rate, Quantity::Rate);
        self.amount("enterprise.pre_money", enterprise.pre_money);
        self.amount("enterprise.registered_capital", enterprise.registered_capital);
    }

    fn counts(&mut self, counts: &AssetCounts) {
        let kinds = [
            ("inventions", counts.inventions),
            ("pending_inventions", counts.pending_inventions),
            ("utility_models", counts.utility_models),
            ("trademarks", counts.trademarks),
            ("software", counts.software),
            ("layout_designs", counts.layout_designs),
        ];
        for (key, count) in kinds {
            if count.is_some_and(|count| AssetCounts::MOST < count) {
                let maximum = f64::from(AssetCounts::MOST);
                self.error(format!("counts.{key}"), ProblemKind::Bounds(FieldError::TooLarge { maximum }));
            }
        }
    }

    fn accounts(&mut self, years: &[FiscalYear]) {
        let mut seen = BTreeSet::new();
        for (index, year) in years.iter().enumerate() {
            self.fiscal_year(&format!("accounts.{index}"), year);
            if !seen.insert(year.year) {
                self.error(format!("accounts.{index}.year"), ProblemKind::RepeatedYear { year: year.year });
            }
        }
        if let (Some(first), Some(last)) = (seen.first(), seen.last())
            && last.saturating_sub(*first) < 50
        {
            for year in (*first..=*last).filter(|year| !seen.contains(year)) {
                self.warn("accounts", ProblemKind::MissingYear { year });
            }
        }
        for (index, pair) in years.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let path = |at: usize| format!("accounts.{at}.revenue");
            self.unit(&path(index + 1), after.revenue, &path(index), before.revenue);
        }
    }

    /// A figure about 10,000 times another of its kind, or a ten-thousandth of it: 元 for 万元 or the reverse.
    fn unit(&mut self, path: &str, figure: Option<Money>, other_path: &str, other: Option<Money>) {
        let (Some(figure), Some(other)) = (figure, other) else { return };
        let (low, high) = (figure.fen().min(other.fen()), figure.fen().max(other.fen()));
        // 1 万 is 10,000; real figures of one kind differ on top of that by up to a few times.
        if low > 0 && (2_000..=50_000).contains(&(high / low)) {
            self.warn(path, ProblemKind::ImplausibleUnit { compared_with: other_path.to_owned() });
        }
    }

    fn fiscal_year(&mut self, path: &str, year: &FiscalYear) {
        let at = |field: &str| format!("{path}.{field}");
        self.bounds(&at("year"), Some(f64::from(year.year)), Quantity::CalendarYear);
        for (field, amount) in [
            ("revenue", year.revenue),
            ("rd", year.rd),
            ("rd_capitalised", year.rd_capitalised),
            ("rd_share_based", year.rd_share_based),
            ("rd_executive_pay", year.rd_executive_pay),
            ("rd_outsourced", year.rd_outsourced),
            ("depreciation", year.depreciation),
            ("cash", year.cash),
            ("total_assets", year.total_assets),
            ("total_liabilities", year.total_liabilities),
            ("fixed_assets", year.fixed_assets),
            ("debt", year.debt),
            ("debt_service", year.debt_service),
        ] {
            self.amount(&at(field), amount);
        }
        for (field, part, whole_field, whole, severity) in [
            ("rd_capitalised", year.rd_capitalised, "rd", year.rd, Severity::Error),
            ("rd_share_based", year.rd_share_based, "rd", year.rd, Severity::Error),
            ("rd_executive_pay", year.rd_executive_pay, "rd", year.rd, Severity::Error),
            ("rd_outsourced", year.rd_outsourced, "rd", year.rd, Severity::Error),
            ("cash", year.cash, "total_assets", year.total_assets, Severity::Error),
            ("fixed_assets", year.fixed_assets, "total_assets", year.total_assets, Severity::Error),
            ("debt", year.debt, "total_liabilities", year.total_liabilities, Severity::Error),
            // True of companies before their first sale, and of insolvent ones; a slip for most others.
            ("rd", year.rd, "revenue", year.revenue, Severity::Warning),
            ("net_profit", year.net_profit, "revenue", year.revenue, Severity::Warning),
            ("operating_profit", year.operating_profit, "revenue", year.revenue, Severity::Warning),
            ("total_liabilities", year.total_liabilities, "total_assets", year.total_assets, Severity::Warning),
        ] {
            if let (Some(part), Some(whole)) = (part, whole)
                && whole < part
            {
                let kind = ProblemKind::ExceedsWhole { whole: at(whole_field) };
                self.problems.push(FieldProblem { path: at(field), severity, kind });
            }
        }
        if let (Some(part), Some(whole)) = (year.rd_employees, year.employees)
            && whole < part
        {
            self.error(at("rd_employees"), ProblemKind::ExceedsWhole { whole: at("employees") });
        }
        self.unit(&at("rd"), year.rd, &at("revenue"), year.revenue);
        for (field, count) in [("employees", year.employees), ("rd_employees", year.rd_employees)] {
            self.bounds(&at(field), count.map(f64::from), Quantity::Count);
        }
    }

    fn products(&mut self, dossier: &Dossier) {
        self.ids("products", dossier.products.iter().map(|product| product.id.as_str()));
        for (index, product) in dossier.products.iter().enumerate() {
            self.product(&format!("products.{index}"), product, dossier);
        }
        let sum: f64 = dossier.products.iter().filter_map(|product| product.revenue_share).map(Ratio::get).sum();
        self.shares("products", sum);
    }

    /// Shares of one whole; a sum within a ten-thousandth of 1 is rounding.
    fn shares(&mut self, path: &str, sum: f64) {
        if let Some(sum) = Ratio::new(sum).filter(|sum| 1.0001 < sum.get()) {
            self.error(path, ProblemKind::SharesExceedOne { sum });
        }
    }

    fn product(&mut self, path: &str, product: &Product, dossier: &Dossier) {
        let at = |field: &str| format!("{path}.{field}");
        self.ratio(&at("revenue_share"), product.revenue_share, Quantity::Share);
        self.ratio(&at("growth"), product.growth, Quantity::Growth);
        self.ratio(&at("operating_margin"), product.operating_margin, Quantity::Margin);
        self.amount(&at("development_cost"), product.development_cost);
        self.order((&at("first_sale"), product.first_sale), (&at("end_of_life"), product.end_of_life));
        for (field, years) in [("history", &product.history), ("forecast", &product.forecast)] {
            self.year_amounts(&at(field), years);
        }
        for (index, amount) in product.history.iter().enumerate() {
            let Some((at_year, year)) = dossier.accounts.iter().enumerate().find(|(_, year)| year.year == amount.year)
            else {
                continue;
            };
            let (own, whole) = (format!("{path}.history.{index}.amount"), format!("accounts.{at_year}.revenue"));
            if let Some(revenue) = year.revenue.filter(|revenue| *revenue < amount.amount) {
                self.unit(&own, Some(amount.amount), &whole, Some(revenue));
                self.error(own, ProblemKind::ExceedsWhole { whole });
            }
        }
        for (code, score) in &product.risk_scores {
            self.bounds(&format!("{path}.risk_scores.{code}"), Some(*score), Quantity::HundredScore);
        }
    }

    fn year_amounts(&mut self, path: &str, years: &[YearAmount]) {
        let mut seen = BTreeSet::new();
        for (index, year) in years.iter().enumerate() {
            self.bounds(&format!("{path}.{index}.year"), Some(f64::from(year.year)), Quantity::CalendarYear);
            self.amount(&format!("{path}.{index}.amount"), Some(year.amount));
            if !seen.insert(year.year) {
                self.error(format!("{path}.{index}.year"), ProblemKind::RepeatedYear { year: year.year });
            }
        }
    }

    fn licences(&mut self, dossier: &Dossier, licences: &[Licence]) {
        self.ids("licences", licences.iter().map(|licence| licence.id.as_str()));
        for (index, licence) in licences.iter().enumerate() {
            let at = |field: &str| format!("licences.{index}.{field}");
            self.amount(&at("annual_royalty"), licence.annual_royalty);
            self.ratio(&at("royalty_rate"), licence.royalty_rate, Quantity::Share);
            self.amount(&at("licensed_sales"), licence.licensed_sales);
            self.ratio(&at("market_royalty_rate"), licence.market_royalty_rate, Quantity::Share);
            self.order((&at("from"), licence.from), (&at("to"), licence.to));
            self.bounds(&at("payment_history_years"), licence.payment_history_years, Quantity::Years);
            self.assets_exist(dossier, &at("assets"), &licence.assets);
        }
    }

    fn disputes(&mut self, dossier: &Dossier, disputes: &[Dispute]) {
        self.ids("disputes", disputes.iter().map(|dispute| dispute.id.as_str()));
        for (index, dispute) in disputes.iter().enumerate() {
            let at = |field: &str| format!("disputes.{index}.{field}");
            self.amount(&at("amount"), dispute.amount);
            self.ratio(&at("revenue_at_risk"), dispute.revenue_at_risk, Quantity::Share);
            self.assets_exist(dossier, &at("assets"), &dispute.assets);
        }
    }

    fn need(&mut self, need: &FinancingNeed, dossier: &Dossier) {
        for (field, amount) in [
            ("amount", need.amount),
            ("upfront_budget", need.upfront_budget),
            ("own_funds", need.own_funds),
            ("existing_working_capital_loans", need.existing_working_capital_loans),
            ("cash_investor", need.cash_investor),
            ("contribution_value", need.contribution_value),
            ("contribution_basis", need.contribution_basis),
            ("sale_price", need.sale_price),
        ] {
            self.amount(&format!("need.{field}"), amount);
        }
        self.bounds("need.days_available", need.days_available.map(f64::from), Quantity::Days);
        self.bounds("need.tenor_months", need.tenor_months.map(f64::from), Quantity::Months);
        self.ratio("need.dilution_cap", need.dilution_cap, Quantity::Share);
        self.ratio("need.expected_growth", need.expected_growth, Quantity::Growth);
        self.ratio("need.floor_price", need.floor_price, Quantity::Share);
        let last = dossier.accounts.iter().enumerate().max_by_key(|(_, year)| year.year);
        if let Some((index, year)) = last
            && need.amount > year.revenue
        {
            self.unit("need.amount", need.amount, &format!("accounts.{index}.revenue"), year.revenue);
        }
    }

    fn star(&mut self, star: &StarAnswers, dossier: &Dossier) {
        self.amount("star.expected_market_cap", star.expected_market_cap);
        self.amount("star.overseas_market_value", star.overseas_market_value);
        self.amount("star.capital_after_issue", star.capital_after_issue);
        self.ratio("star.core_revenue_share", star.core_revenue_share, Quantity::Share);
        self.ratio("star.resale_share", star.resale_share, Quantity::Share);
        self.ratio("star.public_share", star.public_share, Quantity::Share);
        if let (Some(strict), Some(all)) = (star.strict_patents, star.qualifying_patents)
            && all < strict
        {
            let whole = "star.qualifying_patents".to_owned();
            self.error("star.strict_patents", ProblemKind::ExceedsWhole { whole });
        }
        for (code, answer) in &star.issues {
            self.assets_exist(dossier, &format!("star.issues.{code}.assets"), &answer.assets);
        }
        for (index, growth) in star.plan.growth.iter().enumerate() {
            // The first year is the one the form asks for.
            let path = if index == 0 { "star.plan.growth".to_owned() } else { format!("star.plan.growth.{index}") };
            self.ratio(&path, Some(*growth), Quantity::Growth);
        }
        for (index, ratio) in star.plan.rd_ratio.iter().enumerate() {
            let path = if index == 0 { "star.plan.rd_ratio".to_owned() } else { format!("star.plan.rd_ratio.{index}") };
            self.ratio(&path, Some(*ratio), Quantity::Growth);
        }
        if let (Some(part), Some(whole)) = (star.plan.rd_hires, star.plan.hires)
            && whole < part
        {
            self.error("star.plan.rd_hires", ProblemKind::ExceedsWhole { whole: "star.plan.hires".to_owned() });
        }
        self.ratio("star.plan.grant_probability", star.plan.grant_probability, Quantity::Share);
    }
}

#[cfg(test)]
mod tests;
