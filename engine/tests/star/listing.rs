//! Every limb of every listing standard one yuan below, on and above its line. The expectation restates the rule's own
//! figures, independently of the rule pack.

use ip_health_engine::Money;
use ip_health_engine::Ratio;
use ip_health_engine::dossier::{Dossier, FiscalYear, RedChip, StarSector};
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{GrowthTier, StarAssessment};

use super::{M, TODAY, assess, standard};

/// What the standards read: market capitalisation, lower net profits of Y-1 and Y0, revenues, R&D and cash flows of the
/// three years.
#[derive(Clone, Copy, Debug)]
struct Company {
    cap: i64,
    profit: [i64; 2],
    revenue: [i64; 3],
    rd: [i64; 3],
    flow: [i64; 3],
}

/// Far above every line.
const LARGE: Company =
    Company { cap: 50_000 * M, profit: [900 * M; 2], revenue: [900 * M; 3], rd: [300 * M; 3], flow: [900 * M; 3] };

fn dossier(company: Company) -> Dossier {
    let mut dossier = Dossier::default();
    let profits = [900 * M, company.profit[0], company.profit[1]];
    for (place, year) in (2023..=2025).enumerate() {
        let profit = Some(Money::from_yuan(profits[place]));
        dossier.accounts.push(FiscalYear {
            year,
            revenue: Some(Money::from_yuan(company.revenue[place])),
            rd: Some(Money::from_yuan(company.rd[place])),
            net_profit: profit,
            net_profit_recurring: profit,
            operating_cash_flow: Some(Money::from_yuan(company.flow[place])),
            ..FiscalYear::default()
        });
    }
    dossier.star.expected_market_cap = Some(Money::from_yuan(company.cap));
    dossier
}

/// One limb around its line: the standard is met from `line` on, all else being far above.
fn check_line(code: &str, line: i64, set: impl Fn(&mut Company, i64), prepare: impl Fn(&mut Dossier)) {
    for value in line - 1..=line + 1 {
        let mut company = LARGE;
        set(&mut company, value);
        let mut dossier = dossier(company);
        prepare(&mut dossier);
        let expected = Outcome::from(line <= value);
        assert_eq!(standard(&assess(&dossier), code), expected, "{code} at {value}, line {line}");
    }
}

fn plain(_: &mut Dossier) {}

#[test]
fn market_capitalisation_of_each_standard() {
    let lines = [("S1a", 1_000), ("S1b", 1_000), ("S2", 1_500), ("S3", 2_000), ("S4", 3_000)];
    for (code, line) in lines {
        check_line(code, line * M, |company, cap| company.cap = cap, plain);
    }
    check_line(
        "S5",
        4_000 * M,
        |company, cap| company.cap = cap,
        |dossier| {
            dossier.star.standard_five = Some(true);
            dossier.star.standard_five_milestone = Some(true);
        },
    );
}

#[test]
fn revenue_of_the_last_year() {
    for (code, line) in [("S1b", 100), ("S2", 200), ("S3", 300), ("S4", 300)] {
        check_line(code, line * M, |company, revenue| company.revenue[2] = revenue, plain);
    }
}

#[test]
fn profit_of_standard_one() {
    // Each year above zero, both together 50 million.
    check_line("S1a", 1, |company, profit| company.profit[0] = profit, plain);
    check_line("S1a", 1, |company, profit| company.profit[1] = profit, plain);
    check_line("S1b", 1, |company, profit| company.profit[1] = profit, plain);
    check_line("S1a", 50 * M, |company, sum| company.profit = [20 * M, sum - 20 * M], plain);
}

#[test]
fn research_share_of_standard_two() {
    // 15 % of three years' revenue of 1,300 million is 195 million.
    let revenue = [400 * M, 400 * M, 500 * M];
    let set = |company: &mut Company, sum: i64| {
        company.revenue = revenue;
        company.rd = [60 * M, 60 * M, sum - 120 * M];
    };
    check_line("S2", 195 * M, set, plain);
}

#[test]
fn cash_flow_of_standard_three() {
    check_line("S3", 100 * M, |company, sum| company.flow = [-30 * M, 60 * M, sum - 30 * M], plain);
}

#[test]
fn weighted_voting() {
    let weighted = |dossier: &mut Dossier| dossier.star.weighted_voting = Some(true);
    check_line("WVR-1", 10_000 * M, |company, cap| company.cap = cap, weighted);
    check_line("WVR-2", 5_000 * M, |company, cap| company.cap = cap, weighted);
    check_line("WVR-2", 500 * M, |company, revenue| company.revenue[2] = revenue, weighted);
}

#[test]
fn red_chips_listed_abroad() {
    for (code, line) in [("RC-L1", 200_000 * M), ("RC-L2", 20_000 * M)] {
        for value in line - 1..=line + 1 {
            let mut dossier = dossier(LARGE);
            dossier.star.red_chip = Some(RedChip::ListedAbroad);
            dossier.star.leading_technology = Some(true);
            dossier.star.overseas_market_value = Some(Money::from_yuan(value));
            assert_eq!(standard(&assess(&dossier), code), Outcome::from(line <= value), "{code} at {value}");
        }
    }
}

#[test]
fn red_chips_not_listed() {
    let unlisted = |dossier: &mut Dossier| {
        dossier.star.red_chip = Some(RedChip::Unlisted);
        dossier.star.leading_technology = Some(true);
        dossier.star.growth_test_exempt = Some(true);
    };
    check_line("RC-U1", 10_000 * M, |company, cap| company.cap = cap, unlisted);
    check_line("RC-U2", 5_000 * M, |company, cap| company.cap = cap, unlisted);
    check_line("RC-U2", 500 * M, |company, revenue| company.revenue[2] = revenue, unlisted);
    // Fast growth: 10 % from 500 million of revenue on, 20 % below: 605 = 500 · 1.1², 432 = 300 · 1.2².
    let growing = |dossier: &mut Dossier| {
        dossier.star.red_chip = Some(RedChip::Unlisted);
        dossier.star.leading_technology = Some(true);
        dossier.star.growth_test_exempt = Some(false);
        dossier.star.beats_peers_in_downturn = Some(false);
    };
    let from = |first: i64| move |company: &mut Company, last: i64| company.revenue = [first, first, last];
    check_line("RC-U1", 605 * M, from(500 * M), growing);
    check_line("RC-U1", 432 * M, from(300 * M), growing);
}

#[test]
fn red_chips_with_weighted_voting_meet_both() {
    let mut dossier = dossier(LARGE);
    dossier.star.red_chip = Some(RedChip::ListedAbroad);
    dossier.star.leading_technology = Some(true);
    dossier.star.overseas_market_value = Some(Money::from_yuan(200_000 * M));
    assert_eq!(assess(&dossier).listing.outcome, Outcome::Pass);
    dossier.star.weighted_voting = Some(true);
    assert_eq!(assess(&dossier).listing.outcome, Outcome::Pass);
    dossier.star.expected_market_cap = Some(Money::from_yuan(4_999 * M));
    assert_eq!(assess(&dossier).listing.outcome, Outcome::Fail);
}

fn structure(set: impl Fn(&mut Dossier)) -> impl Fn(&str) -> Outcome {
    let mut dossier = dossier(LARGE);
    dossier.enterprise.founded = Some(jiff::civil::date(2015, 1, 1));
    dossier.star.capital_after_issue = Some(Money::from_yuan(400 * M));
    dossier.star.public_share = Ratio::new(0.25);
    set(&mut dossier);
    let limbs = assess(&dossier).listing.structure;
    move |code| limbs.iter().find(|limb| limb.code == code).expect("a structural limb").outcome
}

#[test]
fn capital_and_public_share() {
    for (capital, expected) in [(30 * M - 1, Outcome::Fail), (30 * M, Outcome::Pass)] {
        let found = structure(|dossier| dossier.star.capital_after_issue = Some(Money::from_yuan(capital)));
        assert_eq!(found("capital-after-issue"), expected);
    }
    // A quarter up to 400 million of capital, a tenth above.
    let shares =
        [(400 * M, 0.25, true), (400 * M, 0.2499, false), (400 * M + 1, 0.10, true), (400 * M + 1, 0.0999, false)];
    for (capital, share, met) in shares {
        let found = structure(|dossier| {
            dossier.star.capital_after_issue = Some(Money::from_yuan(capital));
            dossier.star.public_share = Ratio::new(share);
        });
        assert_eq!(found("public-share"), Outcome::from(met), "{share} of {capital}");
    }
}

#[test]
fn the_growth_tier_and_the_two_ways_out() {
    let tier = |profit: [i64; 2], revenue: i64| -> StarAssessment {
        assess(&dossier(Company { profit, revenue: [revenue; 3], ..LARGE }))
    };
    let out = |result: &StarAssessment, code: &str| {
        result.listing.growth_tier_exit.iter().find(|way| way.code == code).map(|way| way.outcome)
    };
    let loss = tier([5 * M, 0], 900 * M);
    assert_eq!(loss.listing.growth_tier, GrowthTier::Enters);
    assert_eq!((out(&loss, "GT-1"), out(&loss, "GT-2")), (Some(Outcome::Fail), Some(Outcome::Fail)));
    let profit = tier([-M, 1], 900 * M);
    assert_eq!(profit.listing.growth_tier, GrowthTier::DoesNotEnter);
    assert!(profit.listing.growth_tier_exit.is_empty());
    // Without the figure after non-recurring items nothing is certain.
    let mut unclear = dossier(LARGE);
    unclear.accounts[2].net_profit_recurring = None;
    assert_eq!(assess(&unclear).listing.growth_tier, GrowthTier::Unknown);
    assert_eq!(out(&assess(&unclear), "GT-2"), Some(Outcome::Unknown));
}

#[test]
fn the_milestone_follows_the_sector() {
    let milestones = |sector: Option<StarSector>| {
        let mut dossier = dossier(LARGE);
        dossier.star.sector = sector;
        assess(&dossier).listing.milestones
    };
    assert_eq!(milestones(Some(StarSector::Biomedicine)), ["s5.drugs", "s5.devices"]);
    assert_eq!(milestones(Some(StarSector::InformationTechnology)), ["s5.models", "s5.others"]);
    assert_eq!(milestones(Some(StarSector::Equipment)), ["s5.rockets", "s5.others"]);
    assert_eq!(milestones(None).len(), 5);
}

#[test]
fn the_widest_margin_is_chosen_and_standard_five_last() {
    // S1b: cap 2.0, revenue 3.0; S3 and S4 are out of reach; S2: revenue 1.5, cap 1.33, share 1.33.
    let company =
        Company { cap: 2_000 * M, profit: [-M, 30 * M], revenue: [300 * M; 3], rd: [60 * M; 3], flow: [0; 3] };
    let mut dossier = dossier(company);
    assert_eq!(assess(&dossier).listing.chosen, Some("S1b"));
    dossier.star.expected_market_cap = Some(Money::from_yuan(4_000 * M));
    dossier.star.standard_five = Some(true);
    dossier.star.standard_five_milestone = Some(true);
    assert_eq!(standard(&assess(&dossier), "S5"), Outcome::Pass);
    assert_ne!(assess(&dossier).listing.chosen, Some("S5"));
}

#[test]
fn structure_of_three_years() {
    let on = |founded: jiff::civil::Date, filing: Option<jiff::civil::Date>| {
        structure(move |dossier| {
            dossier.enterprise.founded = Some(founded);
            dossier.star.target_filing = filing;
        })("operating-years")
    };
    use jiff::civil::date;
    assert_eq!(TODAY, date(2026, 11, 23));
    assert_eq!(on(date(2023, 11, 22), None), Outcome::Pass);
    assert_eq!(on(date(2023, 11, 23), None), Outcome::Pass);
    assert_eq!(on(date(2023, 11, 24), None), Outcome::Fail);
    // Three years without a leap day are 1,095 days, and three years all the same.
    let filing = Some(date(2028, 1, 1));
    assert_eq!(on(date(2025, 1, 1), filing), Outcome::Pass);
    assert_eq!(on(date(2025, 1, 2), filing), Outcome::Fail);
    let told = |years: f64| {
        structure(move |dossier| {
            dossier.enterprise.founded = None;
            dossier.enterprise.years_operating = Some(years);
        })("operating-years")
    };
    assert_eq!((told(2.9), told(3.0)), (Outcome::Fail, Outcome::Pass));
}

/// Standard 5 in full: market capitalisation, milestone, claim. It passes only when all three do, and never on an unknown.
#[test]
fn standard_five_in_full() {
    let line = 4_000 * M;
    let flags = [None, Some(false), Some(true)];
    for cap in [None, Some(line - 1), Some(line), Some(line + 1)] {
        for milestone in flags {
            for claimed in flags {
                let mut dossier = dossier(LARGE);
                dossier.star.expected_market_cap = cap.map(Money::from_yuan);
                dossier.star.standard_five_milestone = milestone;
                dossier.star.standard_five = claimed;
                let result = assess(&dossier);
                let met = cap.map(|cap| line <= cap);
                let expected = match (met, milestone) {
                    (Some(false), _) | (_, Some(false)) => Outcome::Fail,
                    (Some(true), Some(true)) => Outcome::Pass,
                    _ => Outcome::Unknown,
                };
                assert_eq!(standard(&result, "S5"), expected, "{cap:?} {milestone:?} {claimed:?}");
                let applicable = result.listing.standard("S5").expect("S5").applicable;
                assert_eq!(applicable, claimed != Some(false));
            }
        }
    }
    // Every sector has a milestone to show.
    for sector in [
        StarSector::InformationTechnology,
        StarSector::Equipment,
        StarSector::NewMaterials,
        StarSector::NewEnergy,
        StarSector::Environment,
        StarSector::Biomedicine,
        StarSector::Other,
    ] {
        let mut dossier = dossier(LARGE);
        dossier.star.sector = Some(sector);
        assert!(!assess(&dossier).listing.milestones.is_empty(), "{sector:?}");
    }
}

/// The lines of the two ways out of the growth tier. Whoever would enter made no profit, so the way as a whole is closed
/// and its limbs tell how far.
#[test]
fn the_lines_of_the_way_out_of_the_growth_tier() {
    let limb = |profit: [i64; 2], revenue: i64, way: &str, code: &str| {
        let result = assess(&dossier(Company { profit, revenue: [revenue; 3], ..LARGE }));
        let way = result.listing.growth_tier_exit.iter().find(|one| one.code == way).expect("enters").clone();
        way.limbs.iter().find(|limb| limb.code == code).expect("a limb of the way").outcome
    };
    for sum in 50 * M - 1..=50 * M + 1 {
        assert_eq!(limb([sum, 0], 900 * M, "GT-1", "profit-sum"), Outcome::from(50 * M <= sum), "{sum}");
    }
    for revenue in 100 * M - 1..=100 * M + 1 {
        let found = limb([0, 0], revenue, "GT-2", "last-revenue");
        assert_eq!(found, Outcome::from(100 * M <= revenue), "{revenue}");
    }
    for (before, met) in [(-1, false), (0, false), (1, true)] {
        assert_eq!(limb([before, 0], 900 * M, "GT-1", "profit-y1"), Outcome::from(met));
    }
    // One yuan of profit and the company does not enter.
    for (profit, tier) in [(-1, GrowthTier::Enters), (0, GrowthTier::Enters), (1, GrowthTier::DoesNotEnter)] {
        let result = assess(&dossier(Company { profit: [0, profit], ..LARGE }));
        assert_eq!(result.listing.growth_tier, tier, "{profit}");
    }
}

/// Fast growth of red chips: 10 % from 500 million of revenue on, 20 % below it; a down-cycle or an exemption stands in.
#[test]
fn fast_growth_of_red_chips() {
    let outcome = |first: i64, last: i64, downturn: Option<bool>, exempt: Option<bool>| {
        let mut dossier = dossier(Company { revenue: [first, first, last], ..LARGE });
        dossier.star.red_chip = Some(RedChip::Unlisted);
        dossier.star.leading_technology = Some(true);
        dossier.star.beats_peers_in_downturn = downturn;
        dossier.star.growth_test_exempt = exempt;
        standard(&assess(&dossier), "RC-U1")
    };
    let no = Some(false);
    // 15 % a year from 378,071,834: enough at 500 million and above, not one yuan below.
    let first = 378_071_834;
    for last in [500 * M - 1, 500 * M, 500 * M + 1] {
        assert_eq!(outcome(first, last, no, no), Outcome::from(500 * M <= last), "{last}");
    }
    let slow = (400 * M, 401 * M);
    for downturn in [None, no, Some(true)] {
        for exempt in [None, no, Some(true)] {
            let expected = match (downturn, exempt) {
                (Some(true), _) | (_, Some(true)) => Outcome::Pass,
                (Some(false), Some(false)) => Outcome::Fail,
                _ => Outcome::Unknown,
            };
            assert_eq!(outcome(slow.0, slow.1, downturn, exempt), expected, "{downturn:?} {exempt:?}");
        }
    }
    // Without leading technology no red chip passes but by the largest value abroad.
    for (code, state, met) in [
        ("RC-L1", RedChip::ListedAbroad, true),
        ("RC-L2", RedChip::ListedAbroad, false),
        ("RC-U1", RedChip::Unlisted, false),
        ("RC-U2", RedChip::Unlisted, false),
    ] {
        let mut dossier = dossier(LARGE);
        dossier.star.red_chip = Some(state);
        dossier.star.overseas_market_value = Some(Money::from_yuan(200_000 * M));
        dossier.star.growth_test_exempt = Some(true);
        dossier.star.leading_technology = Some(false);
        assert_eq!(standard(&assess(&dossier), code), Outcome::from(met), "{code}");
    }
}
