//! The sample firms by name.

use ip_health_engine::dossier::{Dossier, read_file};

/// A sample firm, as the page offers it.
fn sample(bytes: &[u8]) -> Dossier {
    read_file(bytes).expect("the sample is a dossier").file.dossier
}

/// Five of them, each of another sector.
pub fn samples() -> [(&'static str, Dossier); 5] {
    [
        ("biotech", sample(include_bytes!("../../../tests/data/samples/biotech.iphc.json"))),
        ("chip", sample(include_bytes!("../../../tests/data/samples/chip.iphc.json"))),
        ("food", sample(include_bytes!("../../../tests/data/samples/food.iphc.json"))),
        ("machinery", sample(include_bytes!("../../../tests/data/samples/machinery.iphc.json"))),
        ("software", sample(include_bytes!("../../../tests/data/samples/software.iphc.json"))),
    ]
}
