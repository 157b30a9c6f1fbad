//! Every threshold one yuan, one person, one patent below, on and above its line, in every version; and the truth table
//! of the regular route. The expectation restates the rule in its own fractions, independently of the engine.

use ip_health_engine::dossier::Exception;
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{AttributeVerdict, IndicatorCode, Verdict};

use super::{M, assess, case, g01};

/// The four versions with the thresholds of the published texts: amount, patents, growth as last/first.
const VERSIONS: [(&str, i64, u32, (i128, i128)); 4] = [
    ("V2020", 60 * M, 5, (36, 25)),
    ("V2021", 60 * M, 5, (36, 25)),
    ("V2022", 60 * M, 5, (36, 25)),
    ("V2024", 80 * M, 7, (25, 16)),
];

fn base(dossier: &ip_health_engine::dossier::Dossier, code: IndicatorCode) -> Verdict {
    assess(dossier).indicator(code).expect("four indicators").base
}

fn verdict(met: bool) -> Verdict {
    if met { Verdict::Pass } else { Verdict::Fail }
}

#[test]
fn research_by_share_and_amount() {
    for (version, amount, ..) in VERSIONS {
        // Revenue is chosen so that 5 % lies below, on and above the amount.
        for revenue in [400 * M, 20 * amount, 2_000 * M + 1] {
            for software in [false, true] {
                let share = |rd: i64| if software { 10 * rd >= revenue } else { 20 * rd >= revenue };
                for line in [revenue / 20, revenue / 10, amount] {
                    for rd in line - 2..=line + 2 {
                        let split = [revenue / 3, revenue / 3, revenue - 2 * (revenue / 3)];
                        let mut dossier = case(split, [rd / 2, rd - rd / 2, 0], (10, 100), 7);
                        dossier.star.software = Some(software);
                        dossier.star.guideline_version = Some(version.to_owned());
                        let met = share(rd) || (!software && rd >= amount);
                        let found = base(&dossier, IndicatorCode::I1);
                        assert_eq!(found, verdict(met), "{version} software {software} R&D {rd} of {revenue}");
                    }
                }
            }
        }
    }
}

#[test]
fn staff_by_person() {
    for (version, ..) in VERSIONS {
        for all in [1_u32, 9, 10, 11, 99, 100, 101, 399, 400, 4_001] {
            for rd in (all / 10).saturating_sub(1)..=(all / 10 + 2).min(all) {
                let mut dossier = g01();
                dossier.accounts[2].employees = Some(all);
                dossier.accounts[2].rd_employees = Some(rd);
                dossier.star.guideline_version = Some(version.to_owned());
                let expected = if version == "V2020" { Verdict::NaExempt } else { verdict(10 * rd >= all) };
                assert_eq!(base(&dossier, IndicatorCode::I2), expected, "{version}: {rd} of {all}");
            }
        }
        let mut nobody = g01();
        nobody.accounts[2].employees = Some(0);
        nobody.accounts[2].rd_employees = Some(0);
        nobody.star.guideline_version = Some(version.to_owned());
        let expected = if version == "V2020" { Verdict::NaExempt } else { Verdict::InsufficientData };
        assert_eq!(base(&nobody, IndicatorCode::I2), expected);
    }
}

#[test]
fn patents_by_one() {
    for (version, _, least, _) in VERSIONS {
        for count in 0..=60 {
            let mut dossier = g01();
            dossier.star.guideline_version = Some(version.to_owned());
            dossier.star.qualifying_patents = Some(count);
            dossier.star.strict_patents = Some(count);
            dossier.star.core_patents = Some(count);
            let result = assess(&dossier);
            let found = result.indicator(IndicatorCode::I3).expect("I3").base;
            assert_eq!(found, verdict(count >= least), "{version}: {count}");
            let exceptional = result.exceptions.iter().find(|held| held.code == "E5").expect("E5").outcome;
            assert_eq!(exceptional, Outcome::from(count >= 50), "{version}: {count}");
        }
    }
}

#[test]
fn growth_by_yuan() {
    for (version, _, _, (up, down)) in VERSIONS {
        for first in [1, 7, 16 * M, 99_999_999, 100 * M, 191_999_999, 192 * M, 250 * M, 300 * M] {
            let line = i64::try_from(i128::from(first) * up / down).expect("small");
            let by_size = 300 * M;
            for last in (line - 2..=line + 2).chain(by_size - 2..=by_size + 2) {
                let mut dossier = case([first, first, last], [M; 3], (10, 100), 7);
                dossier.star.guideline_version = Some(version.to_owned());
                let met = down * i128::from(last) >= up * i128::from(first) || last >= by_size;
                let found = base(&dossier, IndicatorCode::I4);
                assert_eq!(found, verdict(met), "{version}: from {first} to {last}");
            }
        }
        // Without revenue in the first year only the size arm is left.
        for (last, met) in [(300 * M, true), (300 * M - 1, false)] {
            let mut dossier = case([0, M, last], [M; 3], (10, 100), 7);
            dossier.star.guideline_version = Some(version.to_owned());
            assert_eq!(base(&dossier, IndicatorCode::I4), verdict(met));
        }
    }
}

/// Before there were figures nothing is met and nothing fails, whatever the company.
#[test]
fn no_figures_no_verdict() {
    for patents in [0, 4, 5, 6, 7, 8] {
        let mut dossier = case([160 * M, 200 * M, 250 * M], [80 * M; 3], (90, 100), patents);
        dossier.star.guideline_version = Some("NONE".to_owned());
        for code in IndicatorCode::ALL {
            assert_eq!(base(&dossier, code), Verdict::InsufficientData, "{code:?}");
        }
    }
}

/// Exemptions from I4: standard 5 in every version, red chips listed abroad from 2022 on. One yuan of market
/// capitalisation decides the former.
#[test]
fn exemptions_from_growth() {
    use ip_health_engine::Money;
    use ip_health_engine::dossier::RedChip;
    for (version, ..) in VERSIONS {
        for cap in [4_000 * M - 1, 4_000 * M, 4_000 * M + 1] {
            let mut dossier = case([100 * M; 3], [90 * M; 3], (90, 100), 9);
            dossier.star.guideline_version = Some(version.to_owned());
            dossier.star.standard_five = Some(true);
            dossier.star.standard_five_milestone = Some(true);
            dossier.star.expected_market_cap = Some(Money::from_yuan(cap));
            let expected = if 4_000 * M <= cap { Verdict::NaExempt } else { Verdict::Fail };
            assert_eq!(base(&dossier, IndicatorCode::I4), expected, "{version} at {cap}");
        }
        for (state, since) in [(RedChip::No, None), (RedChip::Unlisted, None), (RedChip::ListedAbroad, Some("V2022"))] {
            let mut dossier = case([100 * M; 3], [90 * M; 3], (90, 100), 9);
            dossier.star.guideline_version = Some(version.to_owned());
            dossier.star.red_chip = Some(state);
            let exempt = since.is_some_and(|since| since <= version);
            let expected = if exempt { Verdict::NaExempt } else { Verdict::Fail };
            assert_eq!(base(&dossier, IndicatorCode::I4), expected, "{version} {state:?}");
        }
        // Software needs no patents in any version.
        for count in [0, 4, 7] {
            let mut dossier = g01();
            dossier.star.guideline_version = Some(version.to_owned());
            dossier.star.software = Some(true);
            dossier.star.qualifying_patents = Some(count);
            assert_eq!(base(&dossier, IndicatorCode::I3), Verdict::NaExempt, "{version}");
        }
    }
}

#[test]
fn a_fen_decides_too() {
    let mut dossier = case([160 * M, 200 * M, 250 * M], [8 * M, 10 * M, 12_500_000], (10, 100), 7);
    dossier.accounts[2].rd = Some(ip_health_engine::Money::from_fen(1_249_999_999));
    assert_eq!(base(&dossier, IndicatorCode::I1), Verdict::Fail);
}

/// A dossier whose four indicators have the states asked: met, not met, not known.
fn shaped(states: [Outcome; 4]) -> ip_health_engine::dossier::Dossier {
    let mut dossier = g01();
    let [research, staff, patents, growth] = states;
    if growth != Outcome::Pass {
        dossier.accounts[2].revenue = Some(ip_health_engine::Money::from_yuan(240 * M));
    }
    if growth == Outcome::Unknown {
        // Standard 5 is claimed, its milestone not answered: the exemption is open.
        dossier.star.standard_five = Some(true);
        dossier.star.expected_market_cap = Some(ip_health_engine::Money::from_yuan(4_000 * M));
    }
    match research {
        Outcome::Pass => dossier.accounts[2].rd = Some(ip_health_engine::Money::from_yuan(90 * M)),
        Outcome::Fail => dossier.accounts[2].rd = Some(ip_health_engine::Money::from_yuan(M)),
        Outcome::Unknown => dossier.accounts[2].rd = None,
    }
    match staff {
        Outcome::Pass => dossier.accounts[2].rd_employees = Some(30),
        Outcome::Fail => dossier.accounts[2].rd_employees = Some(9),
        Outcome::Unknown => dossier.accounts[2].rd_employees = None,
    }
    let count = match patents {
        Outcome::Pass => Some(12),
        Outcome::Fail => Some(6),
        Outcome::Unknown => None,
    };
    dossier.star.qualifying_patents = count;
    dossier.star.strict_patents = count;
    dossier
}

#[test]
fn truth_table_of_the_regular_route() {
    let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::Unknown];
    let mut seen = 0;
    for i1 in outcomes {
        for i2 in outcomes {
            for i3 in outcomes {
                for i4 in outcomes {
                    let states = [i1, i2, i3, i4];
                    for exceptional in outcomes {
                        let mut dossier = shaped(states);
                        match exceptional {
                            Outcome::Pass => dossier.star.exceptions.insert(Exception::E2, true),
                            Outcome::Fail => None,
                            Outcome::Unknown => dossier.star.exceptions.remove(&Exception::E2),
                        };
                        let result = assess(&dossier);
                        let found: Vec<Outcome> =
                            result.indicators.iter().map(|indicator| indicator.verdict.outcome()).collect();
                        assert_eq!(found, states);
                        let regular = if states.contains(&Outcome::Fail) {
                            Outcome::Fail
                        } else if states.contains(&Outcome::Unknown) {
                            Outcome::Unknown
                        } else {
                            Outcome::Pass
                        };
                        assert_eq!(result.attribute.regular, regular, "{states:?}");
                        let verdict = match (regular, exceptional) {
                            (Outcome::Pass, _) => AttributeVerdict::MeetsRegular,
                            (_, Outcome::Pass) => AttributeVerdict::MeetsExceptional,
                            (Outcome::Fail, Outcome::Fail) => AttributeVerdict::DoesNotMeet,
                            (Outcome::Fail, Outcome::Unknown) => AttributeVerdict::DoesNotMeetOnFigures,
                            (Outcome::Unknown, _) => AttributeVerdict::InsufficientData,
                        };
                        assert_eq!(result.attribute.verdict, verdict, "{states:?} {exceptional:?}");
                        seen += 1;
                    }
                }
            }
        }
    }
    assert_eq!(seen, 243);
}

#[test]
fn an_empty_dossier_passes_nothing() {
    let result = assess(&ip_health_engine::dossier::Dossier::default());
    for indicator in &result.indicators {
        assert_eq!(indicator.verdict, Verdict::InsufficientData, "{:?}", indicator.code);
    }
    assert_eq!(result.attribute.verdict, AttributeVerdict::InsufficientData);
    for standard in &result.listing.standards {
        assert_eq!(standard.outcome, Outcome::Unknown, "{}", standard.code);
    }
    for gate in &result.readiness.gates {
        assert_ne!(gate.outcome, Outcome::Pass, "{:?}", gate.code);
    }
    assert_eq!(result.projection, None);
}

#[test]
fn the_acceptance_date_chooses_the_version() {
    use jiff::civil::date;
    let days = [
        (date(2019, 6, 13), "NONE"),
        (date(2020, 3, 19), "NONE"),
        (date(2020, 3, 20), "V2020"),
        (date(2021, 4, 15), "V2020"),
        (date(2021, 4, 16), "V2021"),
        (date(2022, 12, 29), "V2021"),
        (date(2022, 12, 30), "V2022"),
        (date(2024, 4, 29), "V2022"),
        (date(2024, 4, 30), "V2024"),
        (date(2029, 1, 1), "V2024"),
    ];
    for (day, expected) in days {
        let mut dossier = g01();
        dossier.star.acceptance_date = Some(day);
        assert_eq!(assess(&dossier).version.version.code(), expected, "{day}");
    }
}

#[test]
fn interim_years_never_count() {
    let mut dossier = g01();
    let mut running = dossier.accounts[2].clone();
    running.year = 2026;
    running.revenue = Some(ip_health_engine::Money::from_yuan(900 * M));
    dossier.accounts.push(running);
    assert_eq!(assess(&dossier).window, Some([2023, 2024, 2025]));
    // A filing accepted in 2025 rests on 2022 to 2024.
    dossier.star.acceptance_date = Some(jiff::civil::date(2025, 6, 1));
    assert_eq!(assess(&dossier).window, None);
}

/// The sector comes first: every sector verdict with every state of the regular and the exceptional route.
#[test]
fn truth_table_of_the_sector() {
    use ip_health_engine::dossier::{BusinessModel, StarSector};
    let sectors = [
        (Some(BusinessModel::Technology), Some(StarSector::Biomedicine), None),
        (Some(BusinessModel::Technology), Some(StarSector::Other), None),
        (
            Some(BusinessModel::FinancialTechnology),
            Some(StarSector::InformationTechnology),
            Some(AttributeVerdict::ExpertReview),
        ),
        (Some(BusinessModel::ModelInnovation), None, Some(AttributeVerdict::ExpertReview)),
        (Some(BusinessModel::RealEstate), Some(StarSector::Other), Some(AttributeVerdict::NotEligible)),
        (Some(BusinessModel::FinanceInvestment), None, Some(AttributeVerdict::NotEligible)),
        (None, Some(StarSector::NewEnergy), None),
        (None, None, None),
    ];
    let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::Unknown];
    for (model, sector, gated) in sectors {
        for regular in outcomes {
            for exceptional in outcomes {
                let mut dossier = shaped([Outcome::Pass, Outcome::Pass, Outcome::Pass, regular]);
                match exceptional {
                    Outcome::Pass => dossier.star.exceptions.insert(Exception::E3, true),
                    Outcome::Fail => None,
                    Outcome::Unknown => dossier.star.exceptions.remove(&Exception::E3),
                };
                dossier.star.business_model = model;
                dossier.star.sector = sector;
                let open = match (regular, exceptional) {
                    (Outcome::Pass, _) => AttributeVerdict::MeetsRegular,
                    (_, Outcome::Pass) => AttributeVerdict::MeetsExceptional,
                    (Outcome::Fail, Outcome::Fail) => AttributeVerdict::DoesNotMeet,
                    (Outcome::Fail, Outcome::Unknown) => AttributeVerdict::DoesNotMeetOnFigures,
                    (Outcome::Unknown, _) => AttributeVerdict::InsufficientData,
                };
                let result = assess(&dossier);
                assert_eq!(
                    result.attribute.verdict,
                    gated.unwrap_or(open),
                    "{model:?} {sector:?} {regular:?} {exceptional:?}"
                );
                // Neither list without an answer nor a bare sector passes the gate.
                let gate = result.readiness.gate(ip_health_engine::star::result::GateCode::G1).expect("G1").outcome;
                let passes = model == Some(BusinessModel::Technology) && sector.is_some();
                assert_eq!(gate == Outcome::Pass, passes, "{model:?} {sector:?}");
            }
        }
    }
}
