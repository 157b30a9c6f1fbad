//! An assessment in the compact form in which the page gets it from its worker.

use ip_health_engine::dossier::{Dossier, read_file};
use ip_health_engine::rules::RulePack;
use ip_health_engine::{Assessment, assess};
use jiff::civil::date;

const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../tests/data/samples/chip.iphc.json"),
    include_bytes!("../../tests/data/samples/food.iphc.json"),
    include_bytes!("../../tests/data/samples/biotech.iphc.json"),
];

/// Every number to the last bit: derived equality compares them all.
fn check_round_trip(dossier: &Dossier) {
    let pack = RulePack::built_in().unwrap();
    let dossier: Dossier = postcard::from_bytes(&postcard::to_allocvec(dossier).unwrap()).unwrap();
    let assessment = assess(&dossier, &pack, date(2026, 11, 23)).unwrap();
    assert!(assessment.workings.iter().next().is_some());
    let bytes = postcard::to_allocvec(&assessment).unwrap();
    let read: Assessment = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(read, assessment);
}

#[test]
fn samples_come_back_the_same() {
    for sample in SAMPLES {
        check_round_trip(&read_file(sample).unwrap().file.dossier);
    }
}

#[test]
fn a_blank_dossier_comes_back_the_same() {
    check_round_trip(&Dossier::default());
}

#[test]
fn a_dossier_arrives_as_it_was_sent() {
    for sample in SAMPLES {
        let dossier = read_file(sample).unwrap().file.dossier;
        let read: Dossier = postcard::from_bytes(&postcard::to_allocvec(&dossier).unwrap()).unwrap();
        assert_eq!(read, dossier);
    }
}
