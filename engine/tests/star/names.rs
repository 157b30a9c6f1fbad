//! Every code that the module returns has a name in the rule pack, every issue its words.

use ip_health_engine::rules::NoteKind;
use ip_health_engine::star::result::{Reason, StarAssessment, note_id};

use super::{ISSUES, PACK, TODAY, assess, g01};

fn codes(result: &StarAssessment) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for indicator in &result.indicators {
        codes.push(indicator.code.code().to_owned());
        codes.extend(indicator.arms.iter().map(|limb| limb.code.to_owned()));
        codes.extend(indicator.risks.iter().chain(&indicator.remarks).map(|code| (*code).to_owned()));
    }
    codes.extend(result.sector.flags.iter().map(|code| (*code).to_owned()));
    codes.extend(result.exceptions.iter().map(|exception| exception.code.to_owned()));
    let boards = result.neighbours.iter().flat_map(|board| &board.standards);
    for standard in result.listing.standards.iter().chain(boards) {
        codes.push(standard.code.to_owned());
        codes.extend(standard.limbs.iter().map(|limb| limb.code.to_owned()));
    }
    codes.extend(result.listing.structure.iter().map(|limb| limb.code.to_owned()));
    codes.extend(result.neighbours.iter().map(|board| board.board.to_owned()));
    codes.extend(result.readiness.gates.iter().map(|gate| gate.code.code().to_owned()));
    for dimension in &result.readiness.dimensions {
        codes.push(dimension.code.to_owned());
        codes.extend(dimension.parts.iter().map(|part| part.code.to_owned()));
    }
    codes.extend(result.readiness.holding_back.iter().map(|code| (*code).to_owned()));
    codes.extend(result.plan.steps.iter().map(|step| step.code.to_owned()));
    codes.extend(result.issues.iter().filter_map(|issue| issue.training.as_ref().map(ToString::to_string)));
    codes
}

#[test]
fn every_code_has_a_name() {
    let rules = PACK.on(TODAY);
    let mut all = codes(&assess(&g01()));
    let fixed = [
        "i1-margin",
        "i1-disputed-items",
        "i2-margin",
        "i2-recent-growth",
        "i3-strict",
        "i3-strict-unknown",
        "i4-concentrated",
        "not-in-version",
        "software",
        "red-chip-listed-abroad",
        "standard-five",
        "non-software-route",
        "resale-share",
        "sector-relabelled",
        "score",
        "high-issue",
        "at-risk",
        "unknown-issue",
        "unknown-gate",
        "insufficient-data",
        "restricted-sector",
        "exception-fragile",
        "bridge-interval",
        "bridge-insurance",
        "bridge-collateral",
        "GT-1",
        "GT-2",
        "s5.drugs",
        "s5.devices",
        "s5.models",
        "s5.rockets",
        "s5.others",
        "ordinary",
        "priority",
        "centre",
    ];
    all.extend(fixed.map(str::to_owned));
    let reasons = [
        Reason::NotGranted,
        Reason::NotInForce,
        Reason::NotOwned,
        Reason::NotMainBusiness,
        Reason::NotIndustrialised,
        Reason::SameFamily,
        Reason::RecentlyAcquired,
        Reason::CoOwned,
        Reason::InvalidationPending,
        Reason::ShortLife,
        Reason::OpenIssue,
        Reason::NotCore,
    ];
    for reason in reasons {
        let code = serde_json::to_value(reason).expect("a unit variant");
        assert_eq!(code, reason.code());
        all.push(reason.code().to_owned());
    }
    for code in all {
        assert!(rules.note(&note_id(&code)).is_ok(), "no note star.{code}");
    }
}

#[test]
fn the_issue_list_is_whole() {
    let listed: Vec<String> = PACK.on(TODAY).notes(NoteKind::Issue, "STAR").map(|note| note.id.to_string()).collect();
    let mut expected = ISSUES.map(str::to_owned).to_vec();
    expected.sort();
    let mut found = listed;
    found.sort();
    assert_eq!(found, expected);
    for issue in assess(&g01()).issues {
        assert!(!issue.evidence.is_empty() && !issue.triggers.is_empty(), "{}", issue.code);
        assert!(0.0 < issue.lead_months[0] && issue.lead_months[0] <= issue.lead_months[1], "{}", issue.code);
        let texts = issue.evidence.iter().chain(issue.triggers.iter().map(|trigger| &trigger.text));
        for text in texts {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", issue.code);
        }
    }
}
