//! Listing standards 上市标准.
//!
//! # Source
//! 《上海证券交易所科创板股票上市规则》 2.1.1 (structure), 2.1.2 (five standards), 2.1.3 (red chips), 2.1.4 (weighted voting).

use super::StarError;
use super::exact::{Threshold, fen, parts, yuan};
use super::facts::{Desk, Facts, Told, answered};
use super::indicators::{growth_limb, rd_share_limb};
use super::numeric::{Figures, Growth, all, any, growth, total};
use super::result::{ExactComparison, GrowthTier, Limb, ListingResult, MarketCapHint, Standard};
use crate::Money;
use crate::dossier::{FiscalYear, RedChip, StarSector};
use crate::rules::{Outcome, Unit};
use crate::working::{Expr, Origin, Sheet, Term, joined};

/// Net profit as the rule reads it: the lower of before and after non-recurring items. With one of the two unknown the
/// known one is an upper bound, which can fail a test but never pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LowerProfit {
    /// The lower of both; `None` while one is unknown.
    pub exact: Option<i128>,
    /// What it can be at most, fen.
    pub most: Option<i128>,
}

impl LowerProfit {
    /// Of a fiscal year.
    pub fn of(year: Option<&FiscalYear>) -> Self {
        let before = year.and_then(|year| year.net_profit).map(fen);
        let after = year.and_then(|year| year.net_profit_recurring).map(fen);
        match (before, after) {
            (Some(before), Some(after)) => {
                let lower = before.min(after);
                LowerProfit { exact: Some(lower), most: Some(lower) }
            }
            (one, other) => LowerProfit { exact: None, most: one.or(other) },
        }
    }
}

/// Everything about listing standards.
pub(super) fn assess(
    facts: &Facts<'_>,
    figures: &Figures,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<ListingResult, StarError> {
    let answers = &facts.dossier.star;
    let red_chip = answers.red_chip.unwrap_or(RedChip::No);
    let weighted = answers.weighted_voting == Some(true);
    let ordinary = red_chip == RedChip::No && !weighted;
    let mut maker = Maker { facts, figures, desk };

    let mut standards = Vec::new();
    maker.five(ordinary, &mut standards)?;
    maker.red_chips(red_chip, &mut standards)?;
    maker.weighted_voting(weighted, &mut standards)?;
    let met = |prefix: &str| {
        any(standards
            .iter()
            .filter(|standard| standard.applicable && standard.code.starts_with(prefix))
            .map(|standard| standard.outcome))
    };
    let outcome = match (red_chip, weighted) {
        (RedChip::No, false) => met("S"),
        (RedChip::No, true) => met("WVR"),
        (_, false) => met("RC"),
        // A red chip with weighted voting meets both sets.
        (_, true) => all([met("RC"), met("WVR")]),
    };
    let structure = maker.structure()?;
    let cap_hint = match answers.expected_market_cap {
        Some(_) => None,
        None => maker.cap_hint()?,
    };
    Ok(ListingResult {
        chosen: if outcome == Outcome::Pass { choose(&standards) } else { None },
        nearest: if outcome == Outcome::Pass { None } else { nearest(&standards) },
        outcome,
        standards,
        structure,
        cap_hint,
        growth_tier: growth_tier(facts),
        growth_tier_exit: maker.growth_tier_exit()?,
        milestones: milestones(answers.sector).to_vec(),
        senior_investor: answers.senior_investor,
    })
}

/// Standard 5 alone, for the exemption from I4 before the indicators are assessed.
pub(super) fn standard_five(facts: &Facts<'_>, desk: &mut Desk<'_, '_, '_>) -> Result<Standard, StarError> {
    let answers = &facts.dossier.star;
    let cap = Threshold::read(desk.rules, "star.s5.cap")?;
    let limbs = vec![
        cap_limb("star.s5", answers.expected_market_cap, &cap, desk),
        answered("milestone", answers.standard_five_milestone, "star.standard_five_milestone"),
    ];
    Ok(standard("S5", true, limbs))
}

/// The widest margin on the tightest limb among the standards met; ties go to the earlier one, S5 is the last resort.
fn choose(standards: &[Standard]) -> Option<&'static str> {
    let met = || standards.iter().filter(|standard| standard.applicable && standard.outcome == Outcome::Pass);
    let mut best: Option<(&'static str, f64)> = None;
    for standard in met().filter(|standard| standard.code != "S5") {
        let margin = standard.margin.unwrap_or(0.0);
        if best.is_none_or(|(_, widest)| widest < margin) {
            best = Some((standard.code, margin));
        }
    }
    best.map(|(code, _)| code).or_else(|| met().map(|standard| standard.code).next())
}

/// The unmet standard with the fewest limbs that fail; among equals the one whose tightest limb comes nearest.
pub(super) fn nearest(standards: &[Standard]) -> Option<&'static str> {
    let unmet = standards.iter().filter(|standard| standard.applicable && standard.outcome != Outcome::Pass);
    let failing = |standard: &Standard| standard.limbs.iter().filter(|limb| limb.outcome == Outcome::Fail).count();
    let known = unmet.filter(|standard| standard.margin.is_some());
    let best = known.min_by(|a, b| {
        let margin = |standard: &Standard| standard.margin.unwrap_or(0.0);
        failing(a).cmp(&failing(b)).then(margin(b).total_cmp(&margin(a)))
    });
    best.map(|standard| standard.code)
}

/// A standard of limbs that are all needed.
pub(super) fn standard(code: &'static str, applicable: bool, limbs: Vec<Limb>) -> Standard {
    let outcome = all(limbs.iter().map(|limb| limb.outcome));
    let margin = limbs.iter().filter_map(Limb::ratio).reduce(libm::fmin);
    Standard { code, outcome, applicable, limbs, margin }
}

fn cap_limb(id: &str, cap: Option<Money>, threshold: &Threshold, desk: &mut Desk<'_, '_, '_>) -> Limb {
    let id = format!("{id}.cap");
    desk.told_amount(&id, "cap", Term::EXPECTED_MARKET_CAP, cap, "star.expected_market_cap", threshold)
}

/// Notes that say what standard 5 asks of a sector.
fn milestones(sector: Option<StarSector>) -> &'static [&'static str] {
    match sector {
        Some(StarSector::Biomedicine) => &["s5.drugs", "s5.devices"],
        Some(StarSector::InformationTechnology) => &["s5.models", "s5.others"],
        Some(StarSector::Equipment) => &["s5.rockets", "s5.others"],
        Some(_) => &["s5.others"],
        None => &["s5.drugs", "s5.devices", "s5.models", "s5.rockets", "s5.others"],
    }
}

fn growth_tier(facts: &Facts<'_>) -> GrowthTier {
    let [_, _, last] = facts.years;
    match LowerProfit::of(last) {
        LowerProfit { exact: Some(profit), .. } if 0 < profit => GrowthTier::DoesNotEnter,
        LowerProfit { most: Some(profit), .. } if profit <= 0 => GrowthTier::Enters,
        _ => GrowthTier::Unknown,
    }
}

/// Makes limbs of the standards from the facts. Ids of limbs: `star.<standard>.<limb>`.
pub(super) struct Maker<'m, 'a, 'd, 'r, 'p> {
    /// Facts of the dossier.
    pub facts: &'m Facts<'a>,
    /// Figures of the window.
    pub figures: &'m Figures,
    /// Where figures go.
    pub desk: &'m mut Desk<'d, 'r, 'p>,
}

impl Maker<'_, '_, '_, '_, '_> {
    fn five(&mut self, applicable: bool, standards: &mut Vec<Standard>) -> Result<(), StarError> {
        let limbs = vec![
            self.cap("star.s1a")?,
            self.profit_positive("star.s1a", "profit-y1", 1),
            self.profit_positive("star.s1a", "profit-y0", 2),
            self.profit_sum("star.s1a")?,
        ];
        standards.push(standard("S1a", applicable, limbs));
        let limbs =
            vec![self.cap("star.s1b")?, self.profit_positive("star.s1b", "profit-y0", 2), self.revenue("star.s1b")?];
        standards.push(standard("S1b", applicable, limbs));
        let limbs = vec![self.cap("star.s2")?, self.revenue("star.s2")?, self.rd_share("star.s2")?];
        standards.push(standard("S2", applicable, limbs));
        let limbs = vec![self.cap("star.s3")?, self.revenue("star.s3")?, self.cash_flow("star.s3")?];
        standards.push(standard("S3", applicable, limbs));
        let limbs = vec![self.cap("star.s4")?, self.revenue("star.s4")?];
        standards.push(standard("S4", applicable, limbs));
        let five = standard_five(self.facts, self.desk)?;
        // Whoever says that standard 5 is not claimed is not asked for its milestone.
        let claimed = self.facts.dossier.star.standard_five != Some(false);
        standards.push(Standard { applicable: applicable && claimed, ..five });
        Ok(())
    }

    fn red_chips(&mut self, state: RedChip, standards: &mut Vec<Standard>) -> Result<(), StarError> {
        let answers = &self.facts.dossier.star;
        let leading = || answered("leading-technology", answers.leading_technology, "star.leading_technology");
        for code in ["RC-L1", "RC-L2"] {
            let id = format!("star.{}", code.to_lowercase());
            let threshold = Threshold::read(self.desk.rules, &joined(&[&id, ".value"]))?;
            let value = self.desk.told_amount(
                &joined(&[&id, ".value"]),
                "market-value-abroad",
                Term::MARKET_VALUE_ABROAD,
                answers.overseas_market_value,
                "star.overseas_market_value",
                &threshold,
            );
            let mut limbs = vec![value];
            if code == "RC-L2" {
                limbs.push(leading());
            }
            standards.push(standard(code, state == RedChip::ListedAbroad, limbs));
        }
        for code in ["RC-U1", "RC-U2"] {
            let id = format!("star.{}", code.to_lowercase());
            let mut limbs = vec![self.cap(&id)?];
            if code == "RC-U2" {
                limbs.push(self.revenue(&id)?);
            }
            limbs.push(self.fast_growth(&id)?);
            limbs.push(leading());
            standards.push(standard(code, state == RedChip::Unlisted, limbs));
        }
        Ok(())
    }

    fn weighted_voting(&mut self, applicable: bool, standards: &mut Vec<Standard>) -> Result<(), StarError> {
        let limbs = vec![self.cap("star.wvr-1")?];
        standards.push(standard("WVR-1", applicable, limbs));
        let limbs = vec![self.cap("star.wvr-2")?, self.revenue("star.wvr-2")?];
        standards.push(standard("WVR-2", applicable, limbs));
        Ok(())
    }

    /// The two ways out of the growth tier, for companies that would enter it or may.
    fn growth_tier_exit(&mut self) -> Result<Vec<Standard>, StarError> {
        if growth_tier(self.facts) == GrowthTier::DoesNotEnter {
            return Ok(Vec::new());
        }
        let two_years = vec![
            self.profit_positive("star.gt-1", "profit-y1", 1),
            self.profit_positive("star.gt-1", "profit-y0", 2),
            self.profit_sum("star.gt-1")?,
        ];
        let last_year = vec![self.profit_positive("star.gt-2", "profit-y0", 2), self.revenue("star.gt-2")?];
        Ok(vec![standard("GT-1", true, two_years), standard("GT-2", true, last_year)])
    }

    /// Expected market capitalisation 预计市值.
    pub fn cap(&mut self, id: &str) -> Result<Limb, StarError> {
        let threshold = Threshold::read(self.desk.rules, &joined(&[id, ".cap"]))?;
        Ok(cap_limb(id, self.facts.dossier.star.expected_market_cap, &threshold, self.desk))
    }

    /// Revenue of Y0.
    pub fn revenue(&mut self, id: &str) -> Result<Limb, StarError> {
        let id = format!("{id}.revenue");
        let threshold = Threshold::read(self.desk.rules, &id)?;
        let path = self.facts.path(2, "revenue");
        let last = self.figures.last_revenue();
        Ok(self.desk.told_amount(&id, "last-revenue", Term::LAST_YEAR_REVENUE, last, &path, &threshold))
    }

    fn rd_share(&mut self, id: &str) -> Result<Limb, StarError> {
        let id = format!("{id}.rd-share");
        let threshold = Threshold::read(self.desk.rules, &id)?;
        let mut missing = self.facts.missing("rd", &self.figures.rd);
        missing.extend(self.facts.missing("revenue", &self.figures.revenue));
        Ok(rd_share_limb(&id, self.facts, self.figures, &threshold, missing, self.desk))
    }

    fn cash_flow(&mut self, id: &str) -> Result<Limb, StarError> {
        let id = format!("{id}.cash-flow-sum");
        let threshold = Threshold::read(self.desk.rules, &id)?;
        let flows = self.facts.years.map(|year| year.and_then(|year| year.operating_cash_flow));
        let sum = total(&flows);
        let value = sum.map(|_| {
            let mut sheet = Sheet::new();
            let values = flows.iter().flatten().map(|flow| flow.to_yuan()).collect();
            let origin = self.facts.series_origin("operating_cash_flow");
            let line = sheet.given_series(Term::OPERATING_CASH_FLOW, values, Unit::Yuan, origin);
            sheet.compute(Term::OPERATING_CASH_TOTAL, Unit::Yuan, Expr::from(line).sum());
            self.desk.workings.file(&id, sheet)
        });
        let missing = self.facts.missing("operating_cash_flow", &flows);
        let comparison = sum.map(|sum| threshold.amount(sum));
        Ok(self.desk.limb(&id, "cash-flow-sum", value, &threshold, comparison, missing))
    }

    /// Net profit above zero in the year at `place`.
    pub fn profit_positive(&mut self, id: &str, code: &'static str, place: usize) -> Limb {
        let profit = self.profit(place);
        let above = |fen: i128| ExactComparison { left: fen, right: 0, strict: true };
        let value = profit.exact.map(|fen| {
            let origin = Origin::Answered { path: self.facts.path(place, "net_profit").into() };
            self.desk.number(&joined(&[id, ".", code]), Term::NET_PROFIT_LOWER, yuan(fen), Unit::Yuan, origin)
        });
        let comparison = decisive(profit, above);
        Limb {
            code,
            outcome: super::numeric::outcome(comparison),
            value,
            threshold: None,
            comparison,
            missing: self.profit_missing(place),
        }
    }

    /// Net profit of Y-1 and Y0 together.
    pub fn profit_sum(&mut self, id: &str) -> Result<Limb, StarError> {
        let id = format!("{id}.profit-sum");
        let threshold = Threshold::read(self.desk.rules, &id)?;
        let (before, last) = (self.profit(1), self.profit(2));
        let sum = |a: Option<i128>, b: Option<i128>| Some(a? + b?);
        let both = LowerProfit { exact: sum(before.exact, last.exact), most: sum(before.most, last.most) };
        let value = match (before.exact, last.exact) {
            (Some(before), Some(last)) => {
                let mut sheet = Sheet::new();
                let origin = Origin::Answered {
                    path: [self.facts.path(1, "net_profit"), self.facts.path(2, "net_profit")].join(" ").into(),
                };
                let values = vec![yuan(before), yuan(last)];
                let line = sheet.given_series(Term::NET_PROFIT_LOWER, values, Unit::Yuan, origin);
                sheet.compute(Term::NET_PROFIT_TOTAL, Unit::Yuan, Expr::from(line).sum());
                Some(self.desk.workings.file(&id, sheet))
            }
            _ => None,
        };
        let mut missing = self.profit_missing(1);
        missing.extend(self.profit_missing(2));
        let comparison = decisive(both, |fen| threshold.amount(fen));
        Ok(self.desk.limb(&id, "profit-sum", value, &threshold, comparison, missing))
    }

    /// Net profit of a year against a threshold.
    pub fn profit_of(&mut self, id: &str, code: &'static str, place: usize, threshold: &Threshold) -> Limb {
        let profit = self.profit(place);
        let value = profit.exact.map(|fen| {
            let origin = Origin::Answered { path: self.facts.path(place, "net_profit").into() };
            self.desk.number(id, Term::NET_PROFIT_LOWER, yuan(fen), Unit::Yuan, origin)
        });
        let comparison = decisive(profit, |fen| threshold.amount(fen));
        let missing = self.profit_missing(place);
        self.desk.limb(id, code, value, threshold, comparison, missing)
    }

    /// Lower net profit of the year at `place`.
    pub fn profit(&self, place: usize) -> LowerProfit {
        LowerProfit::of(self.facts.years.get(place).copied().flatten())
    }

    /// Fields that the lower net profit of a year still needs.
    fn profit_missing(&self, place: usize) -> Vec<String> {
        let year = self.facts.years.get(place).copied().flatten();
        let mut missing = Vec::new();
        if year.and_then(|year| year.net_profit).is_none() {
            missing.push(self.facts.path(place, "net_profit"));
        }
        if year.and_then(|year| year.net_profit_recurring).is_none() {
            missing.push(self.facts.path(place, "net_profit_recurring"));
        }
        missing
    }

    /// 营业收入快速增长 of red chips.
    fn fast_growth(&mut self, id: &str) -> Result<Limb, StarError> {
        let answers = &self.facts.dossier.star;
        let rules = self.desk.rules;
        let size = Threshold::read(rules, "star.rc.growth-size")?;
        let large = Threshold::read(rules, "star.rc.growth-large")?;
        let small = Threshold::read(rules, "star.rc.growth-small")?;
        let last = self.figures.last_revenue();
        let threshold = if last.is_some_and(|last| size.amount(fen(last)).holds()) { large } else { small };
        let on_figures = match last {
            Some(_) => growth(self.figures, &threshold),
            None => Growth::Unknown,
        };
        let limb = growth_limb(&joined(&[id, ".cagr"]), self.facts, self.figures, &threshold, self.desk);
        let told = |answer: Option<bool>| answer.map_or(Outcome::Unknown, Outcome::from);
        let otherwise = [told(answers.beats_peers_in_downturn), told(answers.growth_test_exempt)];
        let outcome = any([on_figures.outcome()].into_iter().chain(otherwise));
        let mut missing = limb.missing.clone();
        if outcome == Outcome::Unknown {
            missing.push("star.beats_peers_in_downturn".to_owned());
            missing.push("star.growth_test_exempt".to_owned());
        }
        Ok(Limb { code: "fast-growth", outcome, missing, ..limb })
    }

    fn structure(&mut self) -> Result<Vec<Limb>, StarError> {
        let answers = &self.facts.dossier.star;
        let rules = self.desk.rules;
        let capital = Threshold::read(rules, "star.structure.capital")?;
        let large = Threshold::read(rules, "star.structure.large-capital")?;
        let is_large = answers.capital_after_issue.map(|capital| {
            let compared = large.amount(fen(capital));
            compared.right < compared.left
        });
        let name =
            if is_large == Some(true) { "star.structure.public-share-large" } else { "star.structure.public-share" };
        let public = Threshold::read(rules, name)?;
        let least_years = Threshold::read(rules, "star.structure.years")?;
        let share = answers.public_share.map(crate::Ratio::get);
        let months = self.facts.operating_months();
        let capital = self.desk.told_amount(
            "star.structure.capital",
            "capital-after-issue",
            Term::CAPITAL_AFTER_ISSUE,
            answers.capital_after_issue,
            "star.capital_after_issue",
            &capital,
        );
        let told = Told { term: Term::PUBLIC_OFFER_SHARE, value: share, path: "star.public_share" };
        // A share is told as a decimal and compares on basis points: it is told no finer.
        let comparison = share.map(|share| public.share(parts(share, 10_000.0), 10_000));
        let public = self.desk.told("star.structure.public-share", "public-share", told, &public, comparison);
        let value = months.map(|months| months as f64 / 12.0);
        let told = Told { term: Term::OPERATING_YEARS, value, path: "enterprise.founded" };
        let comparison = months.map(|months| least_years.share(months, 12));
        let years = self.desk.told("star.structure.years", "operating-years", told, &least_years, comparison);
        Ok(vec![capital, public, years])
    }

    fn cap_hint(&mut self) -> Result<Option<MarketCapHint>, StarError> {
        let profit = self.profit(2).exact.map(yuan);
        let revenue = self.figures.last_revenue().map(Money::to_yuan);
        if profit.is_none() && revenue.is_none() {
            return Ok(None);
        }
        let rules = self.desk.rules;
        let mut sheet = Sheet::new();
        let pe = sheet.rule(Term::EARNINGS_MULTIPLE, rules.parameter("star.cap-hint-pe")?);
        let ps = sheet.rule(Term::SALES_MULTIPLE, rules.parameter("star.cap-hint-ps")?);
        let origin = |field: &str| Origin::Answered { path: self.facts.path(2, field).into() };
        let by_profit = profit.map(|profit| {
            let line = sheet.given(Term::NET_PROFIT_LOWER, profit, Unit::Yuan, origin("net_profit"));
            pe * line
        });
        let by_revenue = revenue.map(|revenue| {
            let line = sheet.given(Term::LAST_YEAR_REVENUE, revenue, Unit::Yuan, origin("revenue"));
            ps * line
        });
        let estimate = match (by_profit, by_revenue) {
            (Some(profit), Some(revenue)) => profit.max(revenue),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return Ok(None),
        };
        sheet.compute(Term::EXPECTED_MARKET_CAP, Unit::Yuan, estimate);
        Ok(Some(MarketCapHint { estimate: self.desk.workings.file("star.cap-hint", sheet) }))
    }
}

/// The comparison on the exact figure, or on the upper bound when that already fails.
fn decisive(profit: LowerProfit, compare: impl Fn(i128) -> ExactComparison) -> Option<ExactComparison> {
    match profit {
        LowerProfit { exact: Some(fen), .. } => Some(compare(fen)),
        LowerProfit { most: Some(fen), .. } => Some(compare(fen)).filter(|comparison| !comparison.holds()),
        _ => None,
    }
}
