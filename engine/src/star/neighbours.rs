//! Neighbouring boards 其他板块: ChiNext 创业板, Beijing 北交所, main board 主板. For comparison, never as advice.
//!
//! # Source
//! Listing rules of the three boards as tabled by a third party in 2026-07; growth indicators of ChiNext are not
//! covered.

use super::StarError;
use super::exact::{Threshold, fen, parts, yuan};
use super::indicators::{growth_limb, rd_share_limb};
use super::listing::{Maker, nearest, standard};
use super::numeric::{any, share_of, total};
use super::result::{
    AttributeResult, ExactComparison, IndicatorCode, Limb, ListingResult, Neighbour, Readiness, Standard, Status,
};
use crate::Money;
use crate::rules::{Outcome, Unit};
use crate::working::{Expr, Origin, Sheet, Term};

/// The boards, with a hint where STAR is out of reach only for growth or size and the board's profit test is met.
pub(super) fn assess(
    maker: &mut Maker<'_, '_, '_, '_, '_>,
    readiness: &Readiness,
    attribute: &AttributeResult,
    listing: &ListingResult,
) -> Result<Vec<Neighbour>, StarError> {
    let only_growth_or_size = readiness.status == Status::Gap
        && readiness.holding_back.iter().all(|code| matches!(*code, "G2" | "G3"))
        && attribute.failing.iter().all(|code| *code == IndicatorCode::I4)
        && (listing.outcome != Outcome::Fail || cap_alone_fails(listing));
    let boards = [("chinext", maker.chinext()?, "CHI-1"), ("bse", maker.bse()?, "BSE-1"), ("main", maker.main()?, "")];
    Ok(boards
        .into_iter()
        .map(|(board, standards, profit)| {
            let outcome = any(standards.iter().map(|standard| standard.outcome));
            let by_profit = !profit.is_empty()
                && standards
                    .iter()
                    .any(|standard| standard.code.starts_with(profit) && standard.outcome == Outcome::Pass);
            let nearest = if outcome == Outcome::Pass { None } else { nearest(&standards) };
            Neighbour { board, standards, outcome, nearest, hint: only_growth_or_size && by_profit }
        })
        .collect())
}

/// Some standard fails in nothing but market capitalisation.
fn cap_alone_fails(listing: &ListingResult) -> bool {
    listing.standards.iter().filter(|standard| standard.applicable).any(|standard| {
        let mut failing = standard.limbs.iter().filter(|limb| limb.outcome == Outcome::Fail).peekable();
        failing.peek().is_some() && failing.all(|limb| limb.code == "cap")
    })
}

impl Maker<'_, '_, '_, '_, '_> {
    fn chinext(&mut self) -> Result<Vec<Standard>, StarError> {
        let last = Threshold::read(self.desk.rules, "star.chinext-1.profit-last")?;
        let first = vec![
            self.profit_positive("star.chinext-1", "profit-y1", 1),
            self.profit_positive("star.chinext-1", "profit-y0", 2),
            self.profit_sum("star.chinext-1")?,
            self.profit_of("star.chinext-1.profit-last", "profit-last", 2, &last),
        ];
        let second = vec![
            self.cap("star.chinext-2")?,
            self.profit_positive("star.chinext-2", "profit-y0", 2),
            self.revenue("star.chinext-2")?,
        ];
        let third = vec![self.cap("star.chinext-3")?, self.revenue("star.chinext-3")?];
        let cagr = Threshold::read(self.desk.rules, "star.chinext-4a.cagr")?;
        let growth = growth_limb("star.chinext-4a.cagr", self.facts, self.figures, &cagr, self.desk);
        let fourth = vec![self.cap("star.chinext-4a")?, self.revenue("star.chinext-4a")?, growth];
        let share = Threshold::read(self.desk.rules, "star.chinext-4b.rd-share")?;
        let missing = self.facts.missing("rd", &self.figures.rd);
        let share = rd_share_limb("star.chinext-4b.rd-share", self.facts, self.figures, &share, missing, self.desk);
        let rd = self.sum_limb("star.chinext-4b.rd-sum", "rd-sum", "rd", &self.figures.rd.clone())?;
        let fifth = vec![self.cap("star.chinext-4b")?, self.revenue("star.chinext-4b")?, rd, share];
        Ok(vec![
            standard("CHI-1", true, first),
            standard("CHI-2", true, second),
            standard("CHI-3", true, third),
            standard("CHI-4a", true, fourth),
            standard("CHI-4b", true, fifth),
        ])
    }

    fn bse(&mut self) -> Result<Vec<Standard>, StarError> {
        let each = Threshold::read(self.desk.rules, "star.bse-1a.profit-each")?;
        let first = vec![
            self.cap("star.bse-1a")?,
            self.profit_of("star.bse-1a.profit-y1", "profit-each", 1, &each),
            self.profit_of("star.bse-1a.profit-y0", "profit-each", 2, &each),
            self.return_on_equity("star.bse-1a.roe")?,
        ];
        let last = Threshold::read(self.desk.rules, "star.bse-1b.profit-last")?;
        let first_b = vec![
            self.cap("star.bse-1b")?,
            self.profit_of("star.bse-1b.profit-last", "profit-last", 2, &last),
            self.return_on_equity("star.bse-1b.roe")?,
        ];
        let second = vec![self.cap("star.bse-2")?, self.mean_revenue()?, self.last_growth()?, self.cash_positive()];
        let third = vec![self.cap("star.bse-3")?, self.revenue("star.bse-3")?, self.two_year_share()?];
        let [_, before, last] = self.figures.rd;
        let fourth =
            vec![self.cap("star.bse-4")?, self.sum_limb("star.bse-4.rd-sum", "rd-sum", "rd", &[before, last])?];
        Ok(vec![
            standard("BSE-1a", true, first),
            standard("BSE-1b", true, first_b),
            standard("BSE-2", true, second),
            standard("BSE-3", true, third),
            standard("BSE-4", true, fourth),
        ])
    }

    fn main(&mut self) -> Result<Vec<Standard>, StarError> {
        let sum = Threshold::read(self.desk.rules, "star.main-1.profit-sum")?;
        let last = Threshold::read(self.desk.rules, "star.main-1.profit-last")?;
        let flows = self.facts.years.map(|year| year.and_then(|year| year.operating_cash_flow));
        let by_cash = self.sum_limb("star.main-1.cash-flow-sum", "cash-flow-sum", "operating_cash_flow", &flows)?;
        let by_revenue =
            self.sum_limb("star.main-1.revenue-sum", "revenue-sum", "revenue", &self.figures.revenue.clone())?;
        // Cash flow or revenue: the better arm stands for the limb.
        let either = if by_cash.outcome == Outcome::Pass { by_cash.clone() } else { by_revenue.clone() };
        let either = Limb { outcome: any([by_cash.outcome, by_revenue.outcome]), ..either };
        let first = vec![
            self.profit_positive("star.main-1", "profit-y2", 0),
            self.profit_positive("star.main-1", "profit-y1", 1),
            self.profit_positive("star.main-1", "profit-y0", 2),
            self.three_year_profit(&sum),
            self.profit_of("star.main-1.profit-last", "profit-last", 2, &last),
            either,
        ];
        let second = vec![
            self.cap("star.main-2")?,
            self.profit_positive("star.main-2", "profit-y0", 2),
            self.revenue("star.main-2")?,
            self.sum_limb("star.main-2.cash-flow-sum", "cash-flow-sum", "operating_cash_flow", &flows)?,
        ];
        let third = vec![
            self.cap("star.main-3")?,
            self.profit_positive("star.main-3", "profit-y0", 2),
            self.revenue("star.main-3")?,
        ];
        Ok(vec![standard("MAIN-1", true, first), standard("MAIN-2", true, second), standard("MAIN-3", true, third)])
    }

    /// Sum of a field over the last years, as many as amounts are given, against the threshold named by the limb's id.
    fn sum_limb(
        &mut self,
        id: &str,
        code: &'static str,
        field: &str,
        amounts: &[Option<Money>],
    ) -> Result<Limb, StarError> {
        let threshold = Threshold::read(self.desk.rules, id)?;
        let places = (3_usize.saturating_sub(amounts.len())..3).zip(amounts);
        let missing: Vec<String> =
            places.filter(|(_, amount)| amount.is_none()).map(|(place, _)| self.facts.path(place, field)).collect();
        let sum = total(amounts);
        let value = sum.map(|_| {
            let mut sheet = Sheet::new();
            let values = amounts.iter().flatten().map(|amount| amount.to_yuan()).collect();
            let (single, whole) = match field {
                "rd" => (Term::RD_INVESTMENT, Term::CUMULATIVE_RD),
                "operating_cash_flow" => (Term::OPERATING_CASH_FLOW, Term::OPERATING_CASH_TOTAL),
                _ => (Term::REVENUE, Term::REVENUE_TOTAL),
            };
            let line = sheet.given_series(single, values, Unit::Yuan, self.facts.series_origin(field));
            sheet.compute(whole, Unit::Yuan, Expr::from(line).sum());
            self.desk.workings.file(id, sheet)
        });
        let comparison = sum.map(|sum| threshold.amount(sum));
        Ok(self.desk.limb(id, code, value, &threshold, comparison, missing))
    }

    fn three_year_profit(&mut self, threshold: &Threshold) -> Limb {
        let profits: Option<Vec<i128>> = (0..3).map(|place| self.profit(place).exact).collect();
        let id = "star.main-1.profit-sum";
        let sum: Option<i128> = profits.as_ref().map(|profits| profits.iter().sum());
        let value = profits.map(|profits| {
            let mut sheet = Sheet::new();
            let values = profits.into_iter().map(yuan).collect();
            let origin = self.facts.series_origin("net_profit");
            let line = sheet.given_series(Term::NET_PROFIT_LOWER, values, Unit::Yuan, origin);
            sheet.compute(Term::NET_PROFIT_TOTAL, Unit::Yuan, Expr::from(line).sum());
            self.desk.workings.file(id, sheet)
        });
        let missing = if sum.is_none() { self.facts.paths("net_profit_recurring") } else { Vec::new() };
        self.desk.limb(id, "profit-sum", value, threshold, sum.map(|sum| threshold.amount(sum)), missing)
    }

    fn return_on_equity(&mut self, id: &str) -> Result<Limb, StarError> {
        let threshold = Threshold::read(self.desk.rules, id)?;
        let value = self.facts.dossier.star.return_on_equity.map(crate::Ratio::get);
        let told = super::facts::Told { term: Term::NET_RETURN_ON_EQUITY, value, path: "star.return_on_equity" };
        // Told in percent with two decimals at most: basis points are exact.
        let comparison = value.map(|value| threshold.share(parts(value, 10_000.0), 10_000));
        Ok(self.desk.told(id, "return-on-equity", told, &threshold, comparison))
    }

    fn mean_revenue(&mut self) -> Result<Limb, StarError> {
        let id = "star.bse-2.mean-revenue";
        let threshold = Threshold::read(self.desk.rules, id)?;
        let [_, before, last] = self.figures.revenue;
        let value = before.zip(last).map(|(before, last)| {
            let mut sheet = Sheet::new();
            let values = vec![before.to_yuan(), last.to_yuan()];
            let origin = self.facts.series_origin("revenue");
            let line = sheet.given_series(Term::REVENUE, values, Unit::Yuan, origin);
            sheet.compute(Term::REVENUE_MEAN, Unit::Yuan, Expr::from(line).sum() / 2.0);
            self.desk.workings.file(id, sheet)
        });
        let comparison = total(&[before, last]).map(|sum| threshold.share(sum, 200));
        let missing = if comparison.is_none() { self.facts.paths("revenue") } else { Vec::new() };
        Ok(self.desk.limb(id, "mean-revenue", value, &threshold, comparison, missing))
    }

    fn last_growth(&mut self) -> Result<Limb, StarError> {
        let id = "star.bse-2.growth";
        let threshold = Threshold::read(self.desk.rules, id)?;
        let [_, before, last] = self.figures.revenue.map(|amount| amount.map(fen));
        let known = before.zip(last).filter(|(before, _)| 0 < *before);
        let value = known.map(|(before, last)| {
            let mut sheet = Sheet::new();
            let origin = |place: usize| Origin::Answered { path: self.facts.path(place, "revenue").into() };
            let before = sheet.given(Term::BASE_REVENUE, yuan(before), Unit::Yuan, origin(1));
            let last = sheet.given(Term::LAST_YEAR_REVENUE, yuan(last), Unit::Yuan, origin(2));
            sheet.compute(Term::ANNUAL_GROWTH, Unit::RatePerYear, last / before - 1.0);
            self.desk.workings.file(id, sheet)
        });
        let comparison = known.map(|(before, last)| threshold.share(last - before, before));
        let missing = if known.is_none() { self.facts.paths("revenue") } else { Vec::new() };
        Ok(self.desk.limb(id, "annual-growth", value, &threshold, comparison, missing))
    }

    fn cash_positive(&mut self) -> Limb {
        let [_, _, last] = self.facts.years;
        let flow = last.and_then(|year| year.operating_cash_flow).map(fen);
        let path = self.facts.path(2, "operating_cash_flow");
        let value = flow.map(|flow| {
            let origin = Origin::Answered { path: path.as_str().into() };
            self.desk.number("star.bse-2.cash-flow", Term::OPERATING_CASH_FLOW, yuan(flow), Unit::Yuan, origin)
        });
        let comparison = flow.map(|flow| ExactComparison { left: flow, right: 0, strict: true });
        Limb {
            code: "cash-positive",
            outcome: super::numeric::outcome(comparison),
            value,
            threshold: None,
            comparison,
            missing: if flow.is_none() { vec![path] } else { Vec::new() },
        }
    }

    fn two_year_share(&mut self) -> Result<Limb, StarError> {
        let id = "star.bse-3.rd-share";
        let threshold = Threshold::read(self.desk.rules, id)?;
        let [_, rd_before, rd_last] = self.figures.rd;
        let [_, before, last] = self.figures.revenue;
        let sums = total(&[rd_before, rd_last]).zip(total(&[before, last]));
        let value = sums.filter(|(_, revenue)| 0 < *revenue).map(|(rd, revenue)| {
            let mut sheet = Sheet::new();
            let rd = sheet.given(Term::CUMULATIVE_RD, yuan(rd), Unit::Yuan, self.facts.series_origin("rd"));
            let whole = self.facts.series_origin("revenue");
            let revenue = sheet.given(Term::REVENUE_TOTAL, yuan(revenue), Unit::Yuan, whole);
            sheet.compute(Term::RD_SHARE, Unit::Ratio, rd / revenue);
            self.desk.workings.file(id, sheet)
        });
        let comparison = sums.map(|(rd, revenue)| share_of(rd, revenue, &threshold));
        let mut missing = Vec::new();
        if sums.is_none() {
            missing.extend(self.facts.paths("rd"));
            missing.extend(self.facts.paths("revenue"));
        }
        Ok(self.desk.limb(id, "rd-share", value, &threshold, comparison, missing))
    }
}
