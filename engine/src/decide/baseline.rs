//! The baseline 基准情形: a dossier as it stands, valued once. A change to it is then assessed by what it touches.

use std::sync::Arc;

use super::handles::HANDLES;
use super::outlook::Outlook;
use super::under;
use crate::assess::{AssessError, asset_values};
use crate::dossier::{Asset, Dossier, Scenario};
use crate::financing::{AssetValues, assess_channels};
use crate::health::{action_changes_values, overall_grade, overall_score};
use crate::rules::Rules;
use crate::star::assess_star;
use crate::valuation::{Before, Kept, PortfolioValuation, value_again, value_and_keep};
use crate::working::Workings;

/// A dossier as it stands, with what its valuation keeps for the next. Levers and actions are laid over it, never over each
/// other: each answer is of the dossier under one scenario, whatever was asked before.
///
/// Rules are an argument throughout; they must be those that it was made under.
#[derive(Debug)]
pub struct Baseline {
    dossier: Dossier,
    assets: Vec<Arc<Asset>>,
    kept: Kept,
    valued: Valued,
}

/// What the rights are worth, and what financing reads of it.
pub(super) type Valued = (PortfolioValuation, AssetValues);

impl Baseline {
    /// Values a dossier.
    ///
    /// # Errors
    /// As [`crate::assess`].
    pub fn new(dossier: &Dossier, rules: &Rules<'_>) -> Result<Self, AssessError> {
        let (valuation, kept) = value_and_keep(dossier, rules, &mut Workings::unkept())?;
        let values = asset_values(&valuation);
        Ok(Baseline { dossier: dossier.clone(), assets: dossier.portfolio(), kept, valued: (valuation, values) })
    }

    /// What is decided by, under a scenario: as [`Outlook::of`] its whole assessment says, without the rest of it. For every
    /// step of a slider.
    ///
    /// # Errors
    /// As [`crate::assess`].
    pub fn outlook(&self, scenario: &Scenario, rules: &Rules<'_>) -> Result<Outlook, AssessError> {
        let changed = under(&self.dossier, scenario);
        let again = if changes_values(scenario) { Some(self.valued(&changed, rules)?) } else { None };
        let (valuation, values) = again.as_ref().unwrap_or(&self.valued);
        let financing = assess_channels(&changed, values, rules, &mut Workings::unkept())?;
        let star = assess_star(&changed, rules, &mut Workings::unkept())?;
        let score = overall_score(&changed, valuation, rules, &[])?;
        let grade = overall_grade(score, rules)?;
        Ok(Outlook::of_parts(valuation.range, &financing, &star, (score, grade)))
    }

    /// What the rights are worth in a changed dossier: those that did not change keep their scores.
    pub(super) fn valued(&self, changed: &Dossier, rules: &Rules<'_>) -> Result<Valued, AssessError> {
        let before = Before { assets: &self.assets, valuation: &self.valued.0, kept: &self.kept };
        let valuation = value_again(changed, rules, before)?;
        let values = asset_values(&valuation);
        Ok((valuation, values))
    }
}

/// Whether the valuation reads anything that a scenario changes.
fn changes_values(scenario: &Scenario) -> bool {
    let lever = |id: &String| lever_changes_values(id);
    scenario.levers.keys().any(lever) || scenario.actions.iter().any(|id| action_changes_values(id))
}

/// Whether the valuation reads what a lever changes.
pub(super) fn lever_changes_values(id: &str) -> bool {
    HANDLES.iter().any(|handle| handle.id == id && handle.values)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use jiff::civil::{Date, date};

    use super::super::lever::levers;
    use super::*;
    use crate::assess::{assess, estimate};
    use crate::rules::RulePack;
    use crate::samples::samples;
    use crate::varied;

    const DAY: Date = date(2026, 11, 23);

    fn with_levers(levers: &[(&str, f64)]) -> Scenario {
        let levers = levers.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect();
        Scenario { levers, ..Scenario::default() }
    }

    fn check(dossier: &Dossier, baseline: &Baseline, scenario: &Scenario, pack: &RulePack) {
        let whole = estimate(&under(dossier, scenario), pack, DAY).unwrap();
        assert_eq!(baseline.outlook(scenario, &pack.on(DAY)).unwrap(), Outlook::of(&whole), "{scenario:?}");
    }

    /// Each lever at both ends and on its way, each action, all of them: one baseline, asked in turn.
    #[test]
    fn an_outlook_says_what_the_whole_assessment_of_the_changed_dossier_says() {
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(DAY);
        let generated = (0..4).map(|number| varied::dossier(number, varied::Answers::All));
        let firms = samples().map(|(_, dossier)| dossier);
        for dossier in firms.into_iter().chain(generated).chain([Dossier::default()]) {
            let baseline = Baseline::new(&dossier, &rules).unwrap();
            check(&dossier, &baseline, &Scenario::default(), &pack);
            let mut all = Scenario::default();
            for lever in levers(&dossier, &rules).unwrap() {
                for value in [lever.low, lever.high, lever.at(lever.steps() / 2)] {
                    check(&dossier, &baseline, &with_levers(&[(&lever.id, value)]), &pack);
                }
                all.levers.insert(lever.id.clone(), lever.far);
            }
            for action in assess(&dossier, &pack, DAY).unwrap().actions {
                let alone = Scenario { actions: [action.id.clone()].into(), ..Scenario::default() };
                check(&dossier, &baseline, &alone, &pack);
                all.actions.insert(action.id);
            }
            check(&dossier, &baseline, &all, &pack);
        }
    }

    /// What is asked twice is answered the same, whatever was asked in between.
    #[test]
    fn no_answer_depends_on_what_was_asked_before() {
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(DAY);
        let [_, (_, chip), ..] = samples();
        let baseline = Baseline::new(&chip, &rules).unwrap();
        let growth = with_levers(&[("LV-GROWTH", 0.05)]);
        let first = baseline.outlook(&growth, &rules).unwrap();
        let other = baseline.outlook(&with_levers(&[("LV-MARGIN", -0.05), ("LV-GROWTH", 0.1)]), &rules).unwrap();
        assert_ne!(first, other);
        assert_eq!(baseline.outlook(&growth, &rules).unwrap(), first);
    }
}
