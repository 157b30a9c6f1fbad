//! Dossiers of every kind and size, the same on every machine.

use std::collections::BTreeSet;
use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetCounts, AssetKind, AssetStatus, AuditOpinion, Certificate, Comparable, DevelopmentCost, Dossier,
    Encumbrance, EvaluationReport, Exception, Exploitation, FiscalYear, IssueAnswer, IssueState, LegalForm, Licence,
    LicenceDirection, LicenceExclusivity, PracticeItem, Product, ProductUse, RightDispute, Sector, SizeClass, Stage,
    StarSector, UseOfFunds, YearAmount,
};
use ip_health_engine::valuation::range::SplitMix64;
use ip_health_engine::{Money, Ratio};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// How much of a dossier is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Every question that the valuation asks.
    All,
    /// From nearly none to nearly all, by dossier.
    Some,
}

/// The dossier with this number: one of endlessly many.
pub fn dossier(number: u64, answers: Answers) -> Dossier {
    let mut draw = Draw { random: SplitMix64::new(0x1b4e_0000 ^ (number << 8)), missing: 0 };
    if answers == Answers::Some {
        draw.missing = [0, 10, 30, 60, 90][(number % 5) as usize];
    }
    draw.dossier(number, answers)
}

/// The questions of the discount-rate build-up.
const RISKS: [&str; 14] = [
    "conversion",
    "substitution",
    "rights",
    "integration",
    "capacity",
    "existing-competition",
    "scale-economy",
    "switching-cost",
    "sales-network",
    "fixed-capital",
    "working-capital",
    "sales-service",
    "quality-control",
    "technical-development",
];

/// Answers at random.
struct Draw {
    random: SplitMix64,
    /// Of a hundred answers, how many are missing.
    missing: u64,
}

impl Draw {
    /// A whole number below `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        self.random.next_bits() % bound.max(1)
    }

    fn yes(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random.next_uniform()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// The answer, or nothing. The number is drawn either way, so that what follows stays the same.
    fn maybe<T>(&mut self, answer: T) -> Option<T> {
        let lacks = self.missing;
        (!self.yes(lacks)).then_some(answer)
    }

    fn flag(&mut self, of_hundred: u64) -> Option<bool> {
        let answer = self.yes(of_hundred);
        self.maybe(answer)
    }

    fn ratio(&mut self, low: f64, high: f64) -> Option<Ratio> {
        let value = self.between(low, high);
        self.maybe(value).and_then(Ratio::new)
    }

    /// An amount of so many ten thousand yuan, with a few fen.
    fn wan(&mut self, low: i64, high: i64) -> Option<Money> {
        let wan = low + self.below((high - low + 1) as u64) as i64;
        let fen = self.below(100) as i64;
        self.maybe(Money::from_fen(wan * 1_000_000 + fen))
    }

    fn day(&mut self, from: Date, days: u64) -> Date {
        let days = self.below(days) as i64;
        from.saturating_add(days.days())
    }

    fn dossier(&mut self, number: u64, answers: Answers) -> Dossier {
        let mut dossier = Dossier::default();
        self.enterprise(&mut dossier);
        self.accounts(&mut dossier);
        let products = if answers == Answers::All { 1 + self.below(3) } else { self.below(4) };
        for place in 0..products {
            let product = self.product(place, answers);
            dossier.products.push(product);
        }
        // Most are small, a few are odd: none at all, one, or some dozens.
        let rights = match (answers, number % 20) {
            (Answers::All, _) => 2 + self.below(5),
            (_, 0) => 0,
            (_, 1) => 1,
            (_, 2) => 40 + self.below(40),
            _ => 2 + self.below(14),
        };
        for place in 0..rights {
            let right = self.right(place, &dossier, answers);
            dossier.assets.push(Arc::new(right));
        }
        if rights == 0 {
            let mut count = |most: u64| {
                let count = self.below(most) as u32;
                self.maybe(count)
            };
            dossier.counts = AssetCounts {
                inventions: count(20),
                pending_inventions: count(6),
                utility_models: count(12),
                trademarks: count(4),
                software: count(5),
                layout_designs: count(3),
            };
        }
        self.licences(&mut dossier);
        self.practice_and_need(&mut dossier);
        self.star(&mut dossier);
        dossier
    }

    fn enterprise(&mut self, dossier: &mut Dossier) {
        let held = [Certificate::HighTech, Certificate::TechSme, Certificate::Specialised, Certificate::LittleGiant];
        let certificates: BTreeSet<Certificate> = held.into_iter().filter(|_| self.yes(40)).collect();
        let enterprise = &mut dossier.enterprise;
        enterprise.name = "某科技（上海）有限公司".to_owned();
        let sector = self.one(&Sector::ALL);
        enterprise.sector = self.maybe(sector);
        let district = self.one(&["310115", "310104", "310112", "320500"]).to_owned();
        enterprise.district = self.maybe(district);
        let size = self.one(&[SizeClass::Micro, SizeClass::Small, SizeClass::Medium, SizeClass::Large]);
        enterprise.size_class = self.maybe(size);
        enterprise.certificates = self.maybe(certificates);
        let founded = self.day(date(2008, 1, 1), 15 * 365);
        enterprise.founded = self.maybe(founded);
        let form = self.one(&[LegalForm::LimitedLiability, LegalForm::JointStock]);
        enterprise.legal_form = self.maybe(form);
        enterprise.private = self.flag(80);
        let overdue = u32::from(self.yes(10));
        enterprise.credit_overdue_24m = self.maybe(overdue);
        enterprise.dishonest_list = self.flag(3);
        enterprise.export_share = self.ratio(0.0, 0.4);
        if self.yes(30) {
            enterprise.pre_money = self.wan(20_000, 300_000);
        }
        if self.yes(20) {
            enterprise.income_tax_rate = self.ratio(0.05, 0.25);
        }
    }

    fn accounts(&mut self, dossier: &mut Dossier) {
        let years = self.below(4) as i16;
        let mut revenue = self.between(300.0, 60_000.0);
        for year in 2026 - years..2026 {
            revenue *= self.between(0.9, 1.4);
            let of = |part: f64| Money::from_wan((revenue * part) as i64);
            let parts: Vec<f64> = (0..12).map(|_| self.random.next_uniform()).collect();
            let part = |place: usize, low: f64, high: f64| of(low + (high - low) * parts[place]);
            let employees = 10 + self.below(300) as u32;
            dossier.accounts.push(FiscalYear {
                year,
                audited: self.flag(80),
                revenue: self.maybe(of(1.0)),
                rd: self.maybe(part(0, 0.03, 0.3)),
                operating_profit: self.maybe(part(1, -0.1, 0.25)),
                net_profit: self.maybe(part(2, -0.1, 0.2)),
                net_profit_recurring: self.maybe(part(3, -0.1, 0.2)),
                ebitda: self.maybe(part(4, -0.05, 0.3)),
                depreciation: self.maybe(part(5, 0.01, 0.05)),
                operating_cash_flow: self.maybe(part(6, -0.1, 0.2)),
                cash: self.maybe(part(7, 0.05, 0.5)),
                total_assets: self.maybe(part(8, 0.8, 2.0)),
                total_liabilities: self.maybe(part(9, 0.1, 0.8)),
                fixed_assets: self.maybe(part(10, 0.05, 0.4)),
                working_capital: self.maybe(part(11, 0.05, 0.4)),
                debt: self.maybe(part(0, 0.0, 0.4)),
                debt_service: self.maybe(part(1, 0.0, 0.2)),
                employees: self.maybe(employees),
                rd_employees: self.maybe(employees / 3),
                ..FiscalYear::default()
            });
        }
    }

    fn product(&mut self, place: u64, answers: Answers) -> Product {
        let stage = self.one(&Stage::ALL);
        let early = matches!(stage, Stage::Laboratory | Stage::Pilot);
        let amount = self.between(100.0, 20_000.0);
        let growth = self.between(-0.1, 0.5);
        let yearly = |from: i16, count: i16| -> Vec<YearAmount> {
            let amount_of = |k: i16| Money::from_wan((amount * (1.0 + 0.1 * f64::from(k))) as i64);
            (0..count).map(|k| YearAmount { year: from + k, amount: amount_of(k) }).collect()
        };
        let sector = self.one(&Sector::ALL);
        let (own_sector, has_forecast, has_history) = (self.yes(30), self.yes(40), self.yes(75));
        let forecast = if early || has_forecast { yearly(if early { 2028 } else { 2027 }, 4) } else { Vec::new() };
        let history = if early { Vec::new() } else { yearly(2024, 2) };
        let first_sale = if early { date(2028, 7, 1) } else { self.day(date(2019, 1, 1), 6 * 365) };
        let end_of_life = self.day(date(2029, 1, 1), 7 * 365);
        let ends = self.yes(30);
        let all_risks = self.yes(30) || answers == Answers::All;
        let scores = RISKS.map(|code| (code.to_owned(), self.one(&[0.0, 20.0, 40.0, 60.0, 80.0])));
        Product {
            id: format!("p{place}"),
            name: format!("产品{place}"),
            sector: self.maybe(sector).filter(|_| own_sector),
            stage: self.maybe(stage),
            revenue_share: self.ratio(0.1, 0.5).filter(|_| !early),
            history: if has_history || answers == Answers::All { history } else { Vec::new() },
            forecast,
            growth: self.maybe(growth).and_then(Ratio::new),
            operating_margin: self.ratio(0.05, 0.4),
            first_sale: self.maybe(first_sale),
            end_of_life: self.maybe(end_of_life).filter(|_| ends),
            consumer: self.flag(40),
            development_cost: self.wan(100, 20_000).filter(|_| early),
            risk_scores: if all_risks { scores.into() } else { Default::default() },
            ..Product::default()
        }
    }

    fn right(&mut self, place: u64, dossier: &Dossier, answers: Answers) -> Asset {
        let kind = match (answers, self.below(3)) {
            (Answers::All, 0..=1) => AssetKind::Invention,
            _ => self.one(&AssetKind::ALL),
        };
        let status = match self.below(20) {
            0 if answers == Answers::Some => AssetStatus::Terminated,
            1 if answers == Answers::Some => AssetStatus::Invalidated,
            2..=5 => AssetStatus::Pending,
            _ => AssetStatus::Granted,
        };
        let filed = self.day(date(2012, 1, 1), 13 * 365);
        let granted = filed.saturating_add((300 + self.below(700) as i64).days());
        let mut uses = Vec::new();
        for product in &dossier.products {
            let coverage = self.ratio(0.1, 1.0);
            if self.yes(60) {
                uses.push(ProductUse { product: product.id.clone(), coverage });
            }
        }
        let exploitation = self.one(&[
            Exploitation::Unused,
            Exploitation::Defensive,
            Exploitation::Pilot,
            Exploitation::Sold,
            Exploitation::CoreProduct,
        ]);
        let offices: BTreeSet<String> =
            ["CN", "US", "EP", "JP"].into_iter().filter(|_| self.yes(40)).map(str::to_owned).collect();
        let codes = ["L1.2", "L3.2", "T1.1", "T2.1", "T4.1", "T6.1", "E2.1", "E2.2", "E3.2", "E3.3"];
        let scored = self.yes(60);
        let mut scores = std::collections::BTreeMap::new();
        for code in codes {
            let score = 1.0 + self.below(10) as f64;
            if scored && self.yes(70) {
                scores.insert(code.to_owned(), score);
            }
        }
        let mut asset = Asset {
            id: format!("a{place}"),
            kind,
            title: format!("一种测量装置{place}"),
            status: self.maybe(status),
            filing_date: self.maybe(filed),
            grant_date: self.maybe(granted).filter(|_| status != AssetStatus::Pending),
            registered_owner: self.flag(95),
            owner_share: self.ratio(0.4, 1.0),
            coowners_consent: self.flag(50),
            self_filed: self.flag(85),
            inventor_employment_checked: self.flag(60),
            fee_arrears: self.flag(8),
            same_day_dual: self.flag(5),
            family_offices: offices,
            uses,
            exploitation: self.maybe(exploitation),
            core: self.flag(40),
            main_business: self.flag(80),
            fto_clear: self.flag(50),
            registered: self.flag(70),
            taped_out: self.flag(70),
            award: self.flag(5),
            product_claim: self.flag(60),
            scores,
            ..Asset::default()
        };
        let claims = 1 + self.below(25) as u32;
        asset.claims = self.maybe(claims);
        let features = 3 + self.below(20) as u32;
        asset.claim_features = self.maybe(features);
        let citations = self.below(30) as u32;
        asset.citations = self.maybe(citations);
        let trl = 1 + self.below(9) as u8;
        asset.trl = self.maybe(trl);
        let industrialisation = self.below(5) as u8;
        asset.industrialisation = self.maybe(industrialisation);
        if self.yes(60) {
            asset.ipc = vec!["G01F1/66".to_owned(), "G05B19/04".to_owned()];
        }
        let burdens: BTreeSet<Encumbrance> =
            [Encumbrance::Pledged, Encumbrance::Preserved].into_iter().filter(|_| self.yes(6)).collect();
        asset.encumbrances = self.maybe(burdens);
        let dispute =
            if self.yes(90) { RightDispute::None } else { self.one(&[RightDispute::Ownership, RightDispute::Upheld]) };
        asset.dispute = self.maybe(dispute);
        let report = self.one(&[EvaluationReport::None, EvaluationReport::Favourable, EvaluationReport::Unfavourable]);
        asset.evaluation_report = self.maybe(report);
        let last_use = self.one(&[0.0, 0.0, 1.0, 4.0]);
        asset.mark.last_use_years = self.maybe(last_use);
        asset.mark.similar_included = self.flag(70);
        if self.yes(30) && answers == Answers::Some {
            asset.cost = Some(DevelopmentCost {
                labour: self.wan(20, 800),
                materials: self.wan(0, 100),
                tests: self.wan(0, 100),
                years: self.maybe(2.0),
                ..DevelopmentCost::default()
            });
        }
        if self.yes(10) && answers == Answers::Some {
            asset.comparables = (0..1 + self.below(4))
                .map(|_| Comparable { price: self.wan(20, 600), ..Comparable::default() })
                .collect();
        }
        asset
    }

    fn licences(&mut self, dossier: &mut Dossier) {
        let Some(first) = dossier.assets.first().map(|asset| asset.id.clone()) else { return };
        if !self.yes(25) {
            return;
        }
        let exclusivity = self.one(&[
            LicenceExclusivity::Exclusive,
            LicenceExclusivity::Sole,
            LicenceExclusivity::Ordinary,
            LicenceExclusivity::Ordinary,
        ]);
        let to = self.day(date(2026, 6, 1), 6 * 365);
        dossier.licences.push(Licence {
            id: "l0".to_owned(),
            party: "某公司".to_owned(),
            direction: Some(LicenceDirection::Out),
            exclusivity: self.maybe(exclusivity),
            assets: vec![first],
            annual_royalty: self.wan(5, 400),
            fixed: self.flag(50),
            to: self.maybe(to),
            recorded: self.flag(60),
            signed: self.flag(80),
            unrelated_party: self.flag(80),
            debtor_confirmed: self.flag(40),
            ..Licence::default()
        });
    }

    fn practice_and_need(&mut self, dossier: &mut Dossier) {
        for item in PracticeItem::ALL {
            if let Some(answer) = self.flag(55) {
                dossier.practice.insert(item, answer);
            }
        }
        dossier.need.amount = self.wan(50, 5_000);
        let months = self.one(&[12, 24, 36]);
        dossier.need.tenor_months = self.maybe(months);
        let days = 10 + self.below(200) as u32;
        dossier.need.days_available = self.maybe(days);
        let purpose = self.one(&[UseOfFunds::WorkingCapital, UseOfFunds::Research, UseOfFunds::CapitalExpenditure]);
        dossier.need.use_of_funds = self.maybe(purpose);
        dossier.need.dilution_cap = self.ratio(0.05, 0.3);
    }

    fn star(&mut self, dossier: &mut Dossier) {
        let sectors = [
            StarSector::InformationTechnology,
            StarSector::Equipment,
            StarSector::Biomedicine,
            StarSector::NewMaterials,
            StarSector::Other,
        ];
        let sector = self.one(&sectors);
        let star = &mut dossier.star;
        star.intends = self.flag(60);
        star.sector = self.maybe(sector);
        star.software = self.flag(20);
        star.expected_market_cap = self.wan(50_000, 800_000);
        star.standard_five = self.flag(10);
        star.core_revenue_share = self.ratio(0.3, 1.0);
        let opinion = self.one(&[AuditOpinion::Unqualified, AuditOpinion::NotAudited]);
        star.audit_opinion = self.maybe(opinion);
        star.stable_two_years = self.flag(80);
        for exception in [Exception::E1, Exception::E3] {
            if let Some(answer) = self.flag(10) {
                star.exceptions.insert(exception, answer);
            }
        }
        for code in ["OWN-1", "OWN-2"] {
            let state = self.one(&[IssueState::Absent, IssueState::Open, IssueState::Mitigated, IssueState::Closed]);
            let state = self.maybe(state);
            star.issues.insert(code.to_owned(), IssueAnswer { state, ..IssueAnswer::default() });
        }
    }
}
