//! Dossiers for tests that look at many.

#![expect(dead_code, reason = "every test takes what it needs, none takes all")]

#[cfg(feature = "simulation")]
pub mod digest;
pub mod unanswered;
pub mod varied;

use ip_health_engine::dossier::{Dossier, read_file};

/// The three sample cases by name.
pub fn samples() -> [(&'static str, Dossier); 3] {
    let read = |bytes: &[u8]| read_file(bytes).expect("the sample is a dossier").file.dossier;
    [
        ("biotech", read(include_bytes!("../../../tests/data/samples/biotech.iphc.json"))),
        ("chip", read(include_bytes!("../../../tests/data/samples/chip.iphc.json"))),
        ("food", read(include_bytes!("../../../tests/data/samples/food.iphc.json"))),
    ]
}
