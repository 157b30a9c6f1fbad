//! A missing answer never narrows a range.
//!
//! An answer does two things: it says what is so, which moves the value, and it is known. Only the second is looked at
//! here: what a range loses or gains because the value is another one is no narrowing by ignorance. So each answer about
//! products, rights and accounts that is given is taken away, one at a time, and
//!
//! * against the same dossier in which the stand-in, that is what the tool assumes, is answered: no right, no pool and
//!   not the portfolio has a smaller relative spread P90 ÷ P10 without the answer. The medians are the same, so this
//!   holds exactly;
//! * against the dossier as it is: no method with weight drops out of a pool, and missing answers add no less to the
//!   exponent of a pool;
//! * and in the sample cases the spread itself is no smaller than with the true answer, but for answers that say how
//!   much, when, or which rights: their stand-in is the value of something else.
//!
//! Deals and a year's revenue are data of a method, not answers with a stand-in, and so is the last amount known of a
//! cost: without any of it the method must be listed with its reason, and a pool without a method must be listed without
//! a value.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, Exploitation, ProductUse, Sector, Stage};
use ip_health_engine::rules::{RulePack, Rules};
use ip_health_engine::valuation::{
    Method, MethodOutcome, PoolValuation, PortfolioValuation, Range, RangeBasis, value_portfolio,
};
use ip_health_engine::working::{Term, Workings};
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;
use support::unanswered::without_each_answer;
use support::varied::{Answers, dossier};

/// Data of a method, and what only says which rights are there.
const DATA: [&str; 6] =
    ["/comparables", "/history", "/forecast", "/revenue", "/registered_owner", "/mark/last_use_years"];

/// Answers that say how much, when, or which: their stand-in is the value of something else.
const CONTENT: [&str; 10] = [
    "/consumer",
    "/growth",
    "/first_sale",
    "/end_of_life",
    "/uses",
    "/exploitation",
    "/status",
    "/filing_date",
    "/grant_date",
    "/cost/",
];

fn value(dossier: &Dossier, rules: &Rules) -> (PortfolioValuation, Workings) {
    let mut workings = Workings::default();
    (value_portfolio(dossier, rules, &mut workings).unwrap(), workings)
}

fn named(path: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| path.contains(part))
}

/// Logarithm of P90 ÷ P10.
fn spread(range: Range) -> f64 {
    libm::log(range.p90 / range.p10)
}

/// Every range that is shown, by name; those of nothing left out.
fn ranges(valuation: &PortfolioValuation) -> BTreeMap<String, Range> {
    let portfolio = [("portfolio".to_owned(), valuation.range)];
    let pools = valuation.pools.iter().map(|pool| (format!("pool {}", pool.id), pool.range));
    let rights = valuation.assets.iter().filter_map(|right| Some((format!("right {}", right.asset), right.value?)));
    portfolio.into_iter().chain(pools).chain(rights).filter(|(_, range)| range.p10 > 100.0).collect()
}

/// Methods of a pool that carry weight.
fn weighted(pool: &PoolValuation) -> Vec<Method> {
    let weighs = |outcome: &MethodOutcome| matches!(outcome, MethodOutcome::Applied { weight, .. } if *weight > 0.0);
    pool.methods.iter().filter(|method| weighs(&method.outcome)).map(|method| method.method).collect()
}

fn exponent(pool: &PoolValuation) -> Option<f64> {
    match pool.basis {
        RangeBasis::Simulated { widening, .. } => Some(widening),
        _ => None,
    }
}

/// Record and field of `/products/2/stage`.
fn parts(path: &str) -> (&str, usize, &str) {
    let mut parts = path.splitn(4, '/').skip(1);
    let room = parts.next().unwrap();
    (room, parts.next().unwrap().parse().unwrap(), parts.next().unwrap())
}

/// The dossier in which the tool's assumption is answered; `None` where it assumes nothing that can be said.
fn stand_in(path: &str, less: &Dossier, valuation: &PortfolioValuation, rules: &Rules) -> Option<Dossier> {
    let (room, place, field) = parts(path);
    let mut answered = less.clone();
    match (room, field) {
        ("products", field) => {
            let product = answered.products.get_mut(place)?;
            let pool = valuation.pools.iter().find(|pool| pool.product.as_deref() == Some(&product.id))?;
            match field {
                "stage" => product.stage = Some(pool.stage),
                "sector" => product.sector = less.enterprise.sector.or(Some(Sector::OtherManufacturing)),
                "consumer" => product.consumer = Some(false),
                // Above the ceilings of all bands, so that no rate is cut; before volume sales the option's assumption.
                "operating_margin" if matches!(pool.stage, Stage::Laboratory | Stage::Pilot) => {
                    product.operating_margin = Ratio::new(rules.number("valuation.option.margin-unknown").unwrap());
                }
                "operating_margin" => product.operating_margin = Ratio::new(0.9),
                "growth" => {
                    let (_, workings) = value(less, rules);
                    let income = workings.get(&format!("valuation.pool.{}.revenue-share", pool.id))?;
                    let line = income.lines.iter().find(|line| line.term == Term::GROWTH)?;
                    product.growth = Ratio::new(line.values[0]);
                }
                _ => {
                    let code = field.strip_prefix("risk_scores/")?;
                    product.risk_scores.insert(code.to_owned(), 50.0);
                }
            }
        }
        ("assets", field) => {
            let products: Vec<String> = less.products.iter().map(|product| product.id.clone()).collect();
            let asset: &mut Asset = Arc::make_mut(answered.assets.get_mut(place)?);
            match field {
                "status" => asset.status = Some(AssetStatus::Granted),
                field if field.starts_with("cost/") => {
                    let (_, workings) = value(less, rules);
                    let working = workings.get(&format!("valuation.asset.{}.cost", asset.id))?;
                    let line =
                        |term: Term| working.lines.iter().rfind(|line| line.term == term).map(|line| line.values[0]);
                    let cost = asset.cost.as_mut()?;
                    let amount = |term: Term| line(term).and_then(Money::from_yuan_f64);
                    match field.strip_prefix("cost/")? {
                        "labour" => cost.labour = amount(Term::LABOUR),
                        "materials" => cost.materials = amount(Term::MATERIALS),
                        "equipment" => cost.equipment = amount(Term::EQUIPMENT),
                        "tests" => cost.tests = amount(Term::TESTS),
                        "filing" => cost.filing = amount(Term::FILING_COST),
                        "years" => cost.years = line(Term::DEVELOPMENT_YEARS),
                        "price_index" => cost.price_index = line(Term::PRICE_INDEX),
                        "economic_obsolescence" => {
                            cost.economic_obsolescence = Ratio::new(line(Term::ECONOMIC_OBSOLESCENCE)?);
                        }
                        "used_years" => cost.used_years = line(Term::YEARS_USED),
                        _ => return None,
                    }
                }
                // A right that is said to be unused is used by nothing.
                "uses" if matches!(asset.exploitation, Some(Exploitation::Unused | Exploitation::Defensive)) => {
                    return None;
                }
                "uses" => {
                    let brand = matches!(asset.kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
                    let name = if brand { "coverage-unstated" } else { "coverage-implied" };
                    let coverage = Ratio::new(rules.number(&format!("valuation.pool.{name}")).unwrap());
                    asset.uses = products.into_iter().map(|product| ProductUse { product, coverage }).collect();
                }
                _ => {
                    let code = field.strip_prefix("scores/")?;
                    asset.scores.insert(code.to_owned(), rules.number("valuation.score.assumed").unwrap());
                }
            }
        }
        (_, "rd") => {
            let known: Vec<i64> = less.accounts.iter().filter_map(|year| year.rd).map(|rd| rd.fen()).collect();
            if known.is_empty() {
                return None;
            }
            let mean = known.iter().sum::<i64>() / known.len() as i64;
            answered.accounts[place].rd = Some(Money::from_fen(mean));
        }
        _ => return None,
    }
    Some(answered)
}

/// What a search found.
#[derive(Default)]
struct Found {
    narrowed: Vec<String>,
    /// Ranges compared with those of a stand-in.
    compared: usize,
}

impl Found {
    fn search(&mut self, name: &str, dossier: &Dossier, rules: &Rules, is_sample: bool) {
        let (whole, _) = value(dossier, rules);
        for (path, less) in without_each_answer(dossier) {
            let (without, _) = value(&less, rules);
            let mut tell = |what: String| self.narrowed.push(format!("{name} {path} {what}"));
            if let Some(answered) = stand_in(&path, &less, &without, rules) {
                let (answered, _) = value(&answered, rules);
                let open = ranges(&without);
                for (what, known) in ranges(&answered) {
                    // Another median is another value: the stand-in could not be said exactly.
                    let Some(open) = open.get(&what).filter(|open| (open.p50 / known.p50 - 1.0).abs() < 1e-6) else {
                        continue;
                    };
                    self.compared += 1;
                    // Parts are shared out in whole fen.
                    if spread(*open) < spread(known) - 1e-4 {
                        tell(format!("{what}: {:.4} of the stand-in's {:.4}", spread(*open), spread(known)));
                    }
                }
            }
            let last_year = path.ends_with("/rd") && less.accounts.iter().all(|year| year.rd.is_none());
            let costless = |dossier: &Dossier| {
                let (room, place, _) = parts(&path);
                let cost = (room == "assets").then(|| dossier.assets[place].cost.clone()).flatten().unwrap_or_default();
                [cost.labour, cost.materials, cost.equipment, cost.tests, cost.filing].iter().all(Option::is_none)
            };
            let last_cost = path.contains("/cost/") && costless(&less);
            let data = named(&path, &DATA) || last_year || last_cost;
            for pool in &whole.pools {
                match without.pools.iter().find(|other| other.id == pool.id) {
                    Some(other) => {
                        let lost = weighted(pool).into_iter().find(|method| !weighted(other).contains(method));
                        let same_stage = pool.stage == other.stage;
                        if let Some(method) = lost.filter(|_| same_stage && !data) {
                            let whose = pool.members.len() == other.members.len() || method == Method::DelayOption;
                            if whose {
                                tell(format!("pool {} loses {}", pool.id, method.code()));
                            }
                        }
                        let same_members = pool.members.len() == other.members.len();
                        let exponents = exponent(other).zip(exponent(pool)).filter(|_| same_members && !data);
                        if let Some((open, known)) = exponents.filter(|(open, known)| *open < known - 0.02) {
                            tell(format!("pool {}: exponent {open} of {known}", pool.id));
                        }
                    }
                    None => {
                        let listed = without.unvalued.iter().any(|other| other.id == pool.id);
                        if !listed && named(&path, &["/products", "/accounts"]) {
                            tell(format!("pool {} is gone without a word", pool.id));
                        }
                    }
                }
            }
            if is_sample && !data && !named(&path, &CONTENT) {
                let after = ranges(&without);
                for (what, range) in ranges(&whole) {
                    let open = after.get(&what).map_or(f64::INFINITY, |range| spread(*range));
                    // A right's parts of several pools weigh otherwise in their sum when one of them moves.
                    if open < spread(range) * 0.98 {
                        tell(format!("{what}: {open:.4} of {:.4}", spread(range)));
                    }
                }
            }
        }
    }

    fn check(self, least: usize) {
        let Found { narrowed, compared } = self;
        assert!(narrowed.is_empty(), "{} narrowed:\n{}", narrowed.len(), narrowed.join("\n"));
        assert!(compared >= least, "only {compared} ranges were compared with their stand-in");
    }
}

#[test]
fn in_the_sample_cases() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let mut found = Found::default();
    for (name, dossier) in support::samples() {
        found.search(name, &dossier, &rules, true);
    }
    found.check(500);
}

#[test]
fn in_generated_dossiers() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let mut found = Found::default();
    for number in 0..24 {
        found.search(&format!("generated {number}"), &dossier(number, Answers::All), &rules, false);
    }
    found.check(1_000);
}

#[test]
fn a_project_keeps_its_option_without_margin_or_capital() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let [(_, biotech), ..] = support::samples();
    let (whole, _) = value(&biotech, &rules);
    let edits: [fn(&mut Dossier); 3] = [
        |dossier| dossier.products[0].operating_margin = None,
        |dossier| dossier.products[0].development_cost = None,
        |dossier| {
            dossier.products[0].operating_margin = None;
            dossier.products[0].development_cost = None;
        },
    ];
    for edit in edits {
        let mut less = biotech.clone();
        edit(&mut less);
        let (found, workings) = value(&less, &rules);
        assert!(weighted(&found.pools[0]).contains(&Method::DelayOption));
        assert!(spread(found.pools[0].range) >= spread(whole.pools[0].range));
        assert!(spread(found.range) >= spread(whole.range));
        // Each end opens to a working that names what is missing.
        for figure in [&found.pools[0].low, &found.pools[0].high] {
            let working = workings.get(&figure.working).unwrap();
            assert_eq!(working.value().to_bits(), figure.value.to_bits());
            assert!(working.rules().iter().any(|id| id.starts_with("valuation.widening.")));
        }
    }
}

/// The cost method of the first right that states a cost, with one part of it taken away.
fn without_cost_part(edit: impl Fn(&mut ip_health_engine::dossier::DevelopmentCost)) -> (f64, f64, Range, Range) {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let [(_, mut whole), ..] = support::samples();
    // The right alone, so that its own cost speaks for the pool.
    whole.assets.retain(|asset| asset.cost.is_some());
    let place = 0;
    Arc::make_mut(&mut whole.assets[place]).cost.as_mut().unwrap().economic_obsolescence = Ratio::new(0.05);
    let mut less = whole.clone();
    edit(Arc::make_mut(&mut less.assets[place]).cost.as_mut().unwrap());
    let method = |dossier: &Dossier| {
        let (found, _) = value(dossier, &rules);
        let id = &dossier.assets[place].id;
        let pool = found.pools.iter().find(|pool| pool.members.iter().any(|member| member.asset == *id)).unwrap();
        let cost = pool.methods.iter().find(|method| method.method == Method::Cost).unwrap();
        match &cost.outcome {
            MethodOutcome::Applied { value, range, .. } => (value.value, range.unwrap()),
            MethodOutcome::NotApplied { reason } => panic!("{reason:?}"),
        }
    };
    let ((before, known), (after, open)) = (method(&whole), method(&less));
    (before, after, known, open)
}

#[test]
fn an_unknown_part_of_a_cost_is_no_zero() {
    // Labour is 18 of 57.6 million: as a zero the method would lose almost a third.
    let (before, after, known, open) = without_cost_part(|cost| cost.labour = None);
    assert!(after > before * 0.9, "{after} of {before}");
    assert!(spread(open) > spread(known) * 1.2);
    // At the low end the part may be nothing, at the high end twice what is assumed.
    assert!(open.p10 < known.p10 && open.p90 > known.p90);
    // Tests are the largest part; what is left is still taken for a part.
    let (before, after, known, open) = without_cost_part(|cost| cost.tests = None);
    assert!(after > (before - before * 26.0 / 57.6) * 1.01, "{after} of {before}");
    assert!(spread(open) > spread(known));
    let (_, _, known, open) = without_cost_part(|cost| cost.price_index = None);
    assert!(spread(open) > spread(known));
}

#[test]
fn unknown_obsolescence_is_no_zero() {
    let (before, after, known, open) = without_cost_part(|cost| cost.used_years = None);
    assert!(after < before * 1.5, "use is taken from the filing date: {after} of {before}");
    assert!(spread(open) >= spread(known) - 1e-9);
    let (before, after, known, open) = without_cost_part(|cost| cost.economic_obsolescence = None);
    assert!((after / before - 1.0).abs() < 1e-9, "the assumption is the five per cent that were answered");
    assert!(spread(open) > spread(known));
}

#[test]
fn the_range_of_a_cost_by_accounts_cites_its_own_record() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let [(_, mut biotech), ..] = support::samples();
    for asset in &mut biotech.assets {
        Arc::make_mut(asset).cost = None;
    }
    // At this stage the cost method leads.
    biotech.products[0].stage = Some(Stage::Laboratory);
    let (found, workings) = value(&biotech, &rules);
    let by_accounts = |pool: &&PoolValuation| {
        let working = workings.get(&format!("valuation.pool.{}.cost", pool.id));
        working.is_some_and(|working| working.lines.iter().any(|line| line.term == Term::RESEARCH_SPENDING))
    };
    let pool = found.pools.iter().find(by_accounts).expect("a project whose cost follows from R&D spending");
    let ends = [&pool.low, &pool.high].map(|figure| workings.get(&figure.working).unwrap().rules());
    for cited in ends {
        assert!(!cited.iter().any(|id| id.ends_with("spread.cost")), "{cited:?}");
        assert!(cited.iter().any(|id| id.ends_with("spread.research")), "{cited:?}");
    }
}
