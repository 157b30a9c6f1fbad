//! Dossiers for tests that look at many.

#![expect(dead_code, reason = "every test takes what it needs, none takes all")]

#[cfg(feature = "simulation")]
pub mod digest;
pub mod samples;
pub mod unanswered;
pub mod varied;

use ip_health_engine::dossier::Dossier;

/// Three of the sample firms by name.
pub fn samples() -> [(&'static str, Dossier); 3] {
    let [biotech, chip, food, ..] = samples::samples();
    [biotech, chip, food]
}
