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
//! Costs, deals and a year's revenue are data of a method, not answers with a stand-in: without any of it the method
//! must be listed with its reason, and a pool without a method must be listed without a value.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use ip_health_engine::Ratio;
use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, Exploitation, ProductUse, Sector, Stage};
use ip_health_engine::rules::{RulePack, Rules};
use ip_health_engine::valuation::{
    Method, MethodOutcome, PoolValuation, PortfolioValuation, Range, RangeBasis, value_portfolio,
};
use ip_health_engine::working::{Term, Workings};
use jiff::civil::date;
use support::unanswered::without_each_answer;
use support::varied::{Answers, dossier};

/// Data of a method, and what only says which rights are there.
const DATA: [&str; 7] =
    ["/cost/", "/comparables", "/history", "/forecast", "/revenue", "/registered_owner", "/mark/last_use_years"];

/// Answers that say how much, when, or which: their stand-in is the value of something else.
const CONTENT: [&str; 9] = [
    "/consumer",
    "/growth",
    "/first_sale",
    "/end_of_life",
    "/uses",
    "/exploitation",
    "/status",
    "/filing_date",
    "/grant_date",
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
            answered.accounts[place].rd = Some(ip_health_engine::Money::from_fen(mean));
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
            let data = named(&path, &DATA) || last_year;
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
