//! What each lever does alone 单因素影响: moved to either end with all else as it is, and assessed again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::baseline::Baseline;
use super::lever::{Lever, LeverForm, levers};
use super::outlook::Measure;
use crate::assess::AssessError;
use crate::dossier::{Dossier, Scenario};
use crate::rules::RulePack;

/// A measure at both ends of a lever; `None` where it cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effect {
    /// What is measured.
    pub measure: Measure,
    /// With nothing changed.
    pub now: Option<f64>,
    /// At the least value.
    pub at_low: Option<f64>,
    /// At the greatest value.
    pub at_high: Option<f64>,
}

impl Effect {
    /// The larger distance from now, as it is.
    #[must_use]
    pub fn swing(&self) -> f64 {
        let Some(now) = self.now else { return 0.0 };
        let ends = [self.at_low, self.at_high].into_iter().flatten();
        ends.map(|end| libm::fabs(end - now)).fold(0.0, libm::fmax)
    }

    /// The swing over what it is measured on: the present value, or the whole of a score.
    fn weight(&self) -> f64 {
        let whole = match self.measure {
            Measure::Value | Measure::Debt => self.now.unwrap_or(0.0),
            // A percentage point of cost weighs as a tenth of the amount.
            Measure::Cost => 0.1,
            Measure::Score | Measure::Readiness => 100.0,
        };
        if whole > 0.0 { self.swing() / whole } else { f64::from(u8::from(self.swing() > 0.0)) }
    }
}

/// A lever and what it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeverEffect {
    /// The lever.
    pub lever: Lever,
    /// In the order of [`Measure::ALL`].
    pub effects: Vec<Effect>,
    /// By how much it matters in all: the sum of its swings, each over what it is measured on.
    pub weight: f64,
}

/// The levers of a dossier, those that matter most first. `report` hears how many of how many are done.
///
/// # Errors
/// As [`crate::assess`].
pub fn effects(
    dossier: &Dossier,
    pack: &RulePack,
    as_of: Date,
    report: &mut dyn FnMut(u32, u32),
) -> Result<Vec<LeverEffect>, AssessError> {
    let rules = pack.on(as_of);
    let found = levers(dossier, &rules)?;
    let baseline = Baseline::new(dossier, &rules)?;
    let now = baseline.outlook(&Scenario::default(), &rules)?;
    let most = found.len() as u32;
    let mut measured = Vec::with_capacity(found.len());
    for (done, lever) in found.into_iter().enumerate() {
        report(done as u32, most);
        let at = |value: f64| {
            let scenario = Scenario { levers: [(lever.id.clone(), value)].into(), ..Scenario::default() };
            baseline.outlook(&scenario, &rules)
        };
        let (low, high) = match lever.form {
            LeverForm::Number | LeverForm::Flag => (lever.low, lever.high),
            LeverForm::Choice => (lever.low, lever.far),
        };
        let (at_low, at_high) = (at(low)?, at(high)?);
        let effects: Vec<Effect> = Measure::ALL
            .iter()
            .map(|measure| Effect {
                measure: *measure,
                now: now.measure(*measure),
                at_low: at_low.measure(*measure),
                at_high: at_high.measure(*measure),
            })
            .collect();
        let weight = effects.iter().map(Effect::weight).sum();
        measured.push(LeverEffect { lever, effects, weight });
    }
    measured.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.lever.id.cmp(&b.lever.id)));
    Ok(measured)
}
