//! One-off costs of a loan: appraisal and registration.

use crate::rules::{RuleError, Rules};

/// Tariff of appraisal 评估收费, progressive on the value.
#[derive(Clone, Debug, PartialEq)]
pub struct AppraisalTariff {
    floor: f64,
    bands: Vec<f64>,
    rates: Vec<f64>,
}

impl AppraisalTariff {
    /// Reads the tariff.
    ///
    /// # Errors
    /// [`RuleError`] when a record is missing or of another kind.
    pub fn load(rules: &Rules) -> Result<Self, RuleError> {
        Ok(AppraisalTariff {
            floor: rules.number("financing.appraisal-floor")?,
            bands: rules.list("financing.appraisal-bands")?.to_vec(),
            rates: rules.list("financing.appraisal-rates")?.to_vec(),
        })
    }

    /// The fee on a value, yuan: each band of the value at its rate, at least the floor.
    ///
    /// # Source
    /// Parameters `financing.appraisal-bands`, `-rates`, `-floor`, shaped on the former government tariff.
    #[must_use]
    pub fn fee(&self, value: f64) -> f64 {
        let mut below = 0.0;
        let mut fee = 0.0;
        for (place, rate) in self.rates.iter().enumerate() {
            let top = self.bands.get(place).copied().unwrap_or(f64::INFINITY);
            fee += libm::fmax(0.0, libm::fmin(value, top) - below) * rate;
            below = top;
        }
        libm::fmax(self.floor, fee)
    }
}
