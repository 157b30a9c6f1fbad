//! A real listed company, from public figures: the verdict must come out as history did. Sources beside every figure in
//! `tests/data/real/`.

use ip_health_engine::dossier::read_file;
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{AttributeVerdict, IndicatorCode, Verdict};

use super::{assess, value};

#[test]
fn loongson_listed_in_2022() {
    let opened = read_file(include_bytes!("../../../tests/data/real/loongson.iphc.json")).expect("a whole file");
    let mut dossier = opened.file.dossier;
    let result = assess(&dossier);
    assert_eq!(result.attribute.verdict, AttributeVerdict::MeetsRegular);
    let verdicts: Vec<Verdict> = result.indicators.iter().map(|indicator| indicator.verdict).collect();
    assert_eq!(verdicts, [Verdict::Pass, Verdict::Pass, Verdict::PassAtRisk, Verdict::Pass]);
    // Published by the company itself: growth 136.66 %, R&D staff above 65 %.
    let growth = value(&result, IndicatorCode::I4, "cagr");
    assert_eq!(format!("{:.2}", 100.0 * growth), "136.66");
    assert!(0.65 < value(&result, IndicatorCode::I2, "rd-staff-share"));
    // Standard 4 holds on the issue price; what asks for profit after non-recurring items stays unknown.
    assert_eq!(result.listing.standard("S4").expect("S4").outcome, Outcome::Pass);
    assert_eq!(result.listing.standard("S1a").expect("S1a").outcome, Outcome::Unknown);
    assert!(result.listing.structure.iter().all(|limb| limb.outcome == Outcome::Pass));

    dossier.star.guideline_version = Some("V2020".to_owned());
    assert_eq!(assess(&dossier).attribute.verdict, AttributeVerdict::MeetsRegular);
}

#[test]
fn the_samples_are_assessed() {
    let samples = [
        include_bytes!("../../../tests/data/samples/chip.iphc.json").as_slice(),
        include_bytes!("../../../tests/data/samples/biotech.iphc.json").as_slice(),
        include_bytes!("../../../tests/data/samples/food.iphc.json").as_slice(),
    ];
    for sample in samples {
        let dossier = read_file(sample).expect("a whole file").file.dossier;
        let result = assess(&dossier);
        assert!(result.readiness.score.value <= result.readiness.best, "{}", dossier.enterprise.name);
    }
}

#[test]
fn ten_thousand_patents_are_counted() {
    let patents = (0..10_000).map(super::counted);
    let dossier = super::with_list(super::g01(), patents);
    let result = assess(&dossier);
    assert_eq!(result.patents.strict.low, 10_000);
}
