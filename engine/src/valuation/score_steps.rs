//! The steps from second-level scores to the index, and their working.

use super::result::Gate;
use super::score::{ScoreRules, composite, level};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term, joined};

/// Place of the finance scene among the scenes.
pub(super) const FINANCE: usize = 1;

/// From second-level scores to the index in the finance scene. The working does the same operations in the same order.
#[derive(Clone, Debug)]
pub(super) struct Steps<'a> {
    second: [f64; 14],
    gates: &'a [Gate],
    bonus: f64,
    /// L, T and E after gates.
    pub levels: [f64; 3],
    /// Composite before the gates of transfer.
    pub worth: f64,
    /// Composite after all gates.
    pub value: f64,
    /// Ten times the composite.
    pub index: f64,
}

impl<'a> Steps<'a> {
    pub(super) fn new(rules: &ScoreRules, second: [f64; 14], gates: &'a [Gate], bonus: f64) -> Self {
        let part = |from: usize, to: usize| second.get(from..to).unwrap_or(&[]);
        let [legal, technical, economic] = &rules.weights;
        let mut legal = level(legal, part(0, 4));
        let technical = level(technical, part(4, 10));
        let economic = level(economic, part(10, 14));
        for gate in gates {
            if let Some((limit, _)) = legal_ceiling(rules, *gate) {
                legal = libm::fmin(legal, limit);
            }
        }
        let weights = rules.scenes.get(FINANCE).copied().unwrap_or_default();
        let mut value = composite(weights, legal, technical, economic);
        if bonus > 0.0 {
            value = libm::fmin(value + bonus, 10.0);
        }
        let worth = value;
        for gate in gates {
            match gate {
                Gate::Encumbered => value = libm::fmin(value, rules.gate_encumbered),
                Gate::NoConsent => value *= rules.gate_consent,
                Gate::NotInForce => value *= 0.0,
                _ => {}
            }
        }
        Steps { second, gates, bonus, levels: [legal, technical, economic], worth, value, index: value * 10.0 }
    }

    /// The working of the index.
    pub(super) fn sheet(&self, rules: &ScoreRules, asset: &str) -> Sheet {
        let mut sheet = Sheet::new();
        let path = || Origin::Answered { path: joined(&["assets.", asset]) };
        let part = |from: usize, to: usize| self.second.get(from..to).unwrap_or(&[]);
        let block = |sheet: &mut Sheet, term, scores: &[f64], weights: &[f64], id: &'static str| {
            let scores = sheet.given_series(Term::INDICATOR_SCORES, scores.to_vec(), Unit::Point, path());
            let weights = sheet.given_series(Term::INDICATOR_WEIGHTS, weights.to_vec(), Unit::Ratio, Origin::rule(id));
            sheet.compute(term, Unit::Point, (weights * scores).sum())
        };
        let [legal, technical, economic] = &rules.weights;
        let mut legal = block(&mut sheet, Term::LEGAL_VALUE, part(0, 4), legal, "valuation.score.weights.legal");
        let technical =
            block(&mut sheet, Term::TECHNICAL_VALUE, part(4, 10), technical, "valuation.score.weights.technical");
        let economic =
            block(&mut sheet, Term::ECONOMIC_VALUE, part(10, 14), economic, "valuation.score.weights.economic");
        for gate in self.gates {
            if let Some((limit, id)) = legal_ceiling(rules, *gate) {
                let limit = sheet.given(Term::SCORE_CEILING, limit, Unit::Point, Origin::rule(id));
                legal = sheet.compute(Term::LEGAL_VALUE, Unit::Point, Expr::from(legal).min(limit));
            }
        }
        let weights = rules.scenes.get(FINANCE).map_or_else(Vec::new, |scene| scene.to_vec());
        let weights =
            sheet.given_series(Term::SCENE_WEIGHTS, weights, Unit::Ratio, Origin::rule("valuation.scene.finance"));
        let weight = |place| Expr::from(weights).at(place);
        let sum = weight(0) * legal + weight(1) * technical + weight(2) * economic;
        let step = |sheet: &mut Sheet, formula: Expr| sheet.compute(Term::COMPOSITE_SCORE, Unit::Point, formula);
        let mut value: Cell = step(&mut sheet, sum);
        if self.bonus > 0.0 {
            let bonus =
                sheet.given(Term::EXTENSION_BONUS, self.bonus, Unit::Point, Origin::rule("valuation.score.bonus"));
            value = step(&mut sheet, (value + bonus).min(10.0));
        }
        for gate in self.gates {
            value = match gate {
                Gate::Encumbered => {
                    let id = Origin::rule("valuation.gate.encumbered");
                    let limit = sheet.given(Term::SCORE_CEILING, rules.gate_encumbered, Unit::Point, id);
                    step(&mut sheet, Expr::from(value).min(limit))
                }
                Gate::NoConsent => {
                    let id = Origin::rule("valuation.gate.no-consent");
                    let factor = sheet.given(Term::CONSENT_FACTOR, rules.gate_consent, Unit::Factor, id);
                    step(&mut sheet, value * factor)
                }
                Gate::NotInForce => {
                    let state = sheet.given(Term::IN_FORCE, 0.0, Unit::Factor, path());
                    step(&mut sheet, value * state)
                }
                _ => value,
            };
        }
        sheet.compute(Term::SCORE_INDEX, Unit::Point, value * 10.0);
        sheet
    }
}

/// Ceiling of L that a gate sets, with its record.
fn legal_ceiling(rules: &ScoreRules, gate: Gate) -> Option<(f64, &'static str)> {
    match gate {
        Gate::Pending => Some((rules.gate_pending, "valuation.gate.pending")),
        Gate::FeeOverdue => Some((rules.gate_fee, "valuation.gate.fee-overdue")),
        _ => None,
    }
}
