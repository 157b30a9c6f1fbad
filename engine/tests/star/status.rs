//! Status and score in full: every combination of what decides the status, every issue with every severity and state. The
//! expectations restate the reference, independently of the engine.

use ip_health_engine::dossier::IssueState;
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{Gate, GateCode, SectorVerdict, Severity, Status, Verdict};
use ip_health_engine::star::{StatusInput, decide_status};

use super::{AtRisk, Fail, Pass, all_absent, answer, assess, g01, gates_pass};

const OUTCOMES: [Outcome; 3] = [Outcome::Pass, Outcome::Fail, Outcome::Unknown];
const CODES: [GateCode; 7] =
    [GateCode::G1, GateCode::G2, GateCode::G3, GateCode::G4, GateCode::G5, GateCode::G6, GateCode::G7];

/// First match wins, top to bottom.
fn expected(input: &StatusInput<'_>) -> Status {
    let gate = |code: GateCode| input.gates.iter().find(|gate| gate.code == code).expect("seven gates").outcome;
    let fails = |codes: &[GateCode]| codes.iter().any(|code| gate(*code) == Outcome::Fail);
    let shows = |verdict: Verdict| input.indicators.contains(&verdict);
    if input.sector == SectorVerdict::Prohibited {
        Status::NotEligible
    } else if fails(&[GateCode::G4, GateCode::G7]) {
        Status::Blocked
    } else if fails(&[GateCode::G2, GateCode::G3, GateCode::G5, GateCode::G6])
        || input.sector == SectorVerdict::Restricted
        || shows(Verdict::InsufficientData)
        || input.exception_fragile
    {
        Status::Gap
    } else if input.score < 80.0
        || input.high_open
        || input.high_unknown
        || shows(AtRisk)
        || CODES.iter().any(|code| gate(*code) == Outcome::Unknown)
    {
        Status::Near
    } else {
        Status::Ready
    }
}

#[test]
fn status_of_every_combination() {
    let mut seen = [0_usize; 5];
    let sectors = [
        SectorVerdict::Supported,
        SectorVerdict::Other,
        SectorVerdict::Restricted,
        SectorVerdict::Prohibited,
        SectorVerdict::Unknown,
    ];
    for number in 0..3_usize.pow(7) {
        let gates: Vec<Gate> = CODES
            .iter()
            .enumerate()
            .map(|(place, code)| Gate {
                code: *code,
                outcome: OUTCOMES[number / 3_usize.pow(place as u32) % 3],
                issues: Vec::new(),
                missing: Vec::new(),
            })
            .collect();
        for sector in sectors {
            for shown in [Pass, AtRisk, Verdict::InsufficientData, Fail, Verdict::NaExempt] {
                for score in [0.0, 79.99, 80.0, 100.0] {
                    for flags in 0..8_u8 {
                        let input = StatusInput {
                            sector,
                            gates: &gates,
                            indicators: &[Pass, Pass, shown, Pass],
                            exception_fragile: flags & 1 != 0,
                            score,
                            ready_score: 80.0,
                            high_open: flags & 2 != 0,
                            high_unknown: flags & 4 != 0,
                        };
                        let (status, holding) = decide_status(&input);
                        let wanted = expected(&input);
                        assert_eq!(status, wanted, "{input:?}");
                        // Whatever is not ready says why.
                        assert_eq!(holding.is_empty(), status == Status::Ready, "{input:?}");
                        seen[wanted as usize] += 1;
                    }
                }
            }
        }
    }
    assert!(seen.iter().all(|count| 0 < *count), "{seen:?}");
}

/// The dimension that an issue weighs on; the others show in gates, counts and indicators.
const WEIGHS: [(&str, &[&str]); 3] = [
    ("D3", &["OWN-1", "OWN-2", "OWN-3", "OWN-4", "OWN-5", "OWN-6", "PUR-1", "REL-1"]),
    ("D4", &["LIT-1", "LIT-2", "LIT-3", "LIT-4", "FTO-1", "TM-1", "LIC-1", "LIC-2"]),
    ("D6", &["PPL-1", "PPL-2", "TS-1", "OSS-1", "DATA-1"]),
];

#[test]
fn every_penalty_of_every_issue() {
    let mut clean = g01();
    all_absent(&mut clean);
    gates_pass(&mut clean);
    let base = assess(&clean).readiness.score.value;
    let mut compared = 0;
    for issue in assess(&clean).issues {
        let dimension = WEIGHS.iter().find(|(_, issues)| issues.contains(&issue.code.as_str())).map(|(code, _)| *code);
        for severity in issue.triggers.iter().map(|trigger| trigger.severity) {
            for state in [IssueState::Open, IssueState::Mitigated, IssueState::Closed, IssueState::Absent] {
                let mut dossier = clean.clone();
                answer(&mut dossier, &issue.code, state, Some(severity.code()));
                let points = match severity {
                    Severity::B => 60.0,
                    Severity::H => 30.0,
                    Severity::M => 15.0,
                    Severity::L => 5.0,
                };
                let factor = match state {
                    IssueState::Open => 1.0,
                    IssueState::Mitigated => 0.5,
                    IssueState::Closed | IssueState::Absent => 0.0,
                };
                let readiness = assess(&dossier).readiness;
                for (code, weight) in [("D3", 0.15), ("D4", 0.15), ("D6", 0.08)] {
                    let found = readiness.dimension(code).expect("seven dimensions");
                    let lost = if dimension == Some(code) { points * factor } else { 0.0 };
                    assert_eq!(found.score.value, 100.0 - lost, "{} {severity:?} {state:?}", issue.code);
                    // Each penalty is traceable to its issue.
                    let named: f64 = found.penalties.iter().map(|penalty| penalty.points).sum();
                    assert_eq!(named, lost);
                    assert!(found.penalties.iter().all(|penalty| penalty.issue == issue.code));
                    if lost > 0.0 {
                        assert!((base - readiness.score.value - weight * lost).abs() < 1e-9, "{}", issue.code);
                    }
                    compared += 1;
                }
            }
        }
        // No answer costs nothing.
        let mut unknown = clean.clone();
        unknown.star.issues.remove(issue.code.as_str());
        let readiness = assess(&unknown).readiness;
        let kept = readiness.dimensions.iter().flat_map(|one| &one.penalties).all(|one| one.issue != issue.code);
        assert!(kept || assess(&unknown).issue(&issue.code).is_some_and(|one| one.state.is_some()), "{}", issue.code);
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn penalties_never_go_below_nothing() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    for (_, issues) in WEIGHS {
        for code in issues {
            answer(&mut dossier, code, IssueState::Open, Some("H"));
        }
    }
    let readiness = assess(&dossier).readiness;
    for (code, _) in WEIGHS {
        assert_eq!(readiness.dimension(code).expect("seven dimensions").score.value, 0.0, "{code}");
    }
}

/// D1 is the mean of h over four indicators: 0 below half the line, 60 on it, 100 at one and a half.
#[test]
fn headroom_of_the_attribute() {
    let h = |q: f64| {
        if q < 0.5 {
            0.0
        } else if q < 1.0 {
            120.0 * (q - 0.5)
        } else if q < 1.5 {
            60.0 + 80.0 * (q - 1.0)
        } else {
            100.0
        }
    };
    for patents in 0..=14_u32 {
        let mut dossier = g01();
        dossier.star.qualifying_patents = Some(patents);
        dossier.star.strict_patents = Some(patents);
        let found = assess(&dossier).readiness.dimension("D1").expect("D1").score.value;
        // I1, I2 and I4 of G01 stand exactly on their lines.
        let expected = (3.0 * 60.0 + h(f64::from(patents) / 7.0)) / 4.0;
        assert!((found - expected).abs() < 1e-9, "{patents}: {found} instead of {expected}");
    }
    for staff in 0..=20_u32 {
        let mut dossier = g01();
        dossier.accounts[2].rd_employees = Some(staff);
        let found = assess(&dossier).readiness.dimension("D1").expect("D1").score.value;
        let expected = (3.0 * 60.0 + h(f64::from(staff) / 10.0)) / 4.0;
        assert!((found - expected).abs() < 1e-9, "{staff}: {found} instead of {expected}");
    }
}
