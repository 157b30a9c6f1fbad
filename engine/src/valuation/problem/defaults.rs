//! What a problem may take from the rule pack when asked to.

use super::Problem;
use super::score::{Indicators, Levels};
use crate::rules::{Note, NoteKind, RuleError, Rules};
use crate::valuation::Scene;

impl Problem {
    /// Fills in what scores and the renewal programme leave open: weights, scenes, bonus and grades of the patent score,
    /// weights of the patent value degree, steps and roles of the IPscore factors, annual fees. Other methods have no
    /// defaults, and what is stated stays.
    ///
    /// # Errors
    /// A record is missing or of another kind.
    pub fn with_rules(mut self, rules: &Rules) -> Result<Self, RuleError> {
        match &mut self {
            Problem::PatentScore(score) => {
                let list = |id: &str| rules.list(id).map(<[f64]>::to_vec);
                if score.weights.is_none() {
                    score.weights = Some(Levels {
                        legal: list("valuation.score.weights.legal")?,
                        technical: list("valuation.score.weights.technical")?,
                        economic: list("valuation.score.weights.economic")?,
                    });
                }
                if score.scenes.is_empty() {
                    for scene in Scene::ALL {
                        score.scenes.insert(
                            scene.code().to_owned(),
                            array(rules, &format!("valuation.scene.{}", scene.code()))?,
                        );
                    }
                }
                score.bonus = Some(score.bonus.map_or_else(|| rules.number("valuation.score.bonus"), Ok)?);
                score.assumed = Some(score.assumed.map_or_else(|| rules.number("valuation.score.assumed"), Ok)?);
                score.grades = Some(score.grades.map_or_else(|| array(rules, "valuation.score.grades"), Ok)?);
            }
            Problem::PatentValueDegree(degree) => {
                fill(&mut degree.legal, "L", rules);
                fill(&mut degree.technical, "T", rules);
                fill(&mut degree.economic, "E", rules);
            }
            Problem::IpScore(score) => {
                let (risk, opportunity) = (score.risk.is_empty(), score.opportunity.is_empty());
                for note in rules.notes(NoteKind::Remark, "ipscore") {
                    let Some(code) = note.codes("code").first() else { continue };
                    let role = |name: &str| note.codes("role").iter().any(|role| role == name);
                    if risk && role("risk") {
                        score.risk.push(code.to_string());
                    }
                    if opportunity && role("opportunity") {
                        score.opportunity.push(code.to_string());
                    }
                    if let Some(steps) = steps(note) {
                        score.steps.entry(code.to_string()).or_insert(steps);
                    }
                }
            }
            Problem::Renewal(renewal) => {
                if let (true, Some(right)) = (renewal.schedule.is_empty(), renewal.right) {
                    renewal.schedule = rules.list(right.record())?.to_vec();
                }
            }
            _ => {}
        }
        Ok(self)
    }
}

/// A list of the right length.
fn array<const N: usize>(rules: &Rules, id: &str) -> Result<[f64; N], RuleError> {
    let list = rules.list(id)?;
    list.try_into().map_err(|_| RuleError::WrongKind { id: id.to_owned(), expected: "list of the right length" })
}

/// Weights of the patent value degree in the order of the manual.
fn fill(indicators: &mut Indicators, degree: &str, rules: &Rules) {
    if indicators.weights.is_empty() {
        let of = |note: &&Note| note.codes("degree").iter().any(|code| code == degree);
        indicators.weights =
            rules.notes(NoteKind::Remark, "pvd").filter(of).filter_map(|note| note.number("weight")).collect();
    }
}

/// Numbers that score 1 to 5.
fn steps(note: &Note) -> Option<[f64; 5]> {
    let mut steps = [0.0; 5];
    for (place, step) in steps.iter_mut().enumerate() {
        *step = note.number(&format!("step-{}", place + 1))?;
    }
    Some(steps)
}
