//! Scores 评分: GB/T 42748 by scene, and the patent value degree of 2012 专利价值度.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_not_negative, ensure_share};
use super::frame::Status;
use super::solution::Quantity;
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::valuation::score::INDICATORS;
use crate::working::{Cell, Expr, Term};

/// Composite score of a patent by scene (GB/T 42748-2023 专利评估指引): `V = αL + βT + γE`, 1–10.
///
/// Weights, scenes, bonus and grades come from the rule pack with [`Problem::with_rules`](super::Problem::with_rules)
/// where the problem leaves them open. Figures: `legal`, `technical`, `economic`, `index` (10·V), `scene.…` for each
/// scene, `assumed-indicators`; label `grade` where grades are stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PatentScore {
    /// The scores.
    pub scores: ScoreInput,
    /// Weights of the second level inside each first level; not read with `levels`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Levels<Vec<f64>>>,
    /// Weights α, β, γ of the scenes by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scenes: BTreeMap<String, [f64; 3]>,
    /// The scene whose score is the value.
    pub scene: String,
    /// Extension indicators 扩展指标 met.
    #[serde(default)]
    pub extensions: u32,
    /// Points for each of them; at most five count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<f64>,
    /// Score of an indicator that is not answered; left out, all must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<f64>,
    /// Least index of the grades A, B, C and D.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<[f64; 4]>,
    /// Conditions of the right that cap its score 门槛, such as an application or an unpaid fee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<ScoreCap>,
    /// State of the right; one that is not in force scores 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// A condition that caps a score: an application `{"legal": {"most": 4}}`, an overdue fee `{"legal": {"most": 5}}`, a
/// dispute, seizure or pledge `{"scene": {"scene": "finance", "most": 4}}`, co-owners without consent
/// `{"scene": {"scene": "finance", "factor": 0.8}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScoreCap {
    /// The legal value is at most so much.
    Legal {
        /// Points, 0–10.
        most: f64,
    },
    /// The composite of one scene, bonus included.
    Scene {
        /// Name of the scene.
        scene: String,
        /// At most so many points, 0–10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<f64>,
        /// Times so much, 0–1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        factor: Option<f64>,
    },
}

/// Something for each first level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Levels<T> {
    /// Legal 法律价值.
    pub legal: T,
    /// Technical 技术价值.
    pub technical: T,
    /// Economic 经济价值.
    pub economic: T,
}

impl<T> Levels<T> {
    fn named(&self) -> [(&'static str, &T); 3] {
        [("legal", &self.legal), ("technical", &self.technical), ("economic", &self.economic)]
    }
}

/// Scores of 1–10 at one of three depths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScoreInput {
    /// First level: L, T and E.
    Levels(Levels<f64>),
    /// Second level: L1–L4, T1–T6, E1–E4.
    SecondLevel(Levels<Vec<f64>>),
    /// Third level by code: `{"L1.1": 8, …}`.
    Indicators(BTreeMap<String, f64>),
}

impl PatentScore {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut w = Writer::plain();
        let levels = self.write_levels(&mut w)?;
        let levels = self.write_legal_caps(&mut w, levels)?;
        for ((name, _), cell) in levels_named().iter().zip(levels) {
            w.show(*name, cell);
        }
        let Some(chosen) = self.scenes.get(&self.scene) else {
            return Err(ProblemError::Missing { path: format!("scenes.{}", self.scene) });
        };
        let bonus = match (self.extensions, self.bonus) {
            (0, _) => None,
            (count, Some(bonus)) => {
                ensure_not_negative(bonus, "bonus")?;
                let count = w.given(Term::EXTENSIONS_MET, f64::from(count.min(5)), Unit::Count, "extensions")?;
                let bonus = w.given(Term::BONUS_EACH, bonus, Unit::Point, "bonus")?;
                Some(w.compute(Term::EXTENSION_BONUS, Unit::Point, count * bonus))
            }
            (_, None) => return Err(ProblemError::Missing { path: "bonus".to_owned() }),
        };
        let alive = self.status.is_none_or(Status::alive);
        let alive = match self.status {
            Some(_) => Some(w.given(Term::IN_FORCE, f64::from(u8::from(alive)), Unit::None, "status")?),
            None => None,
        };
        let others = self.scenes.iter().filter(|(name, _)| **name != self.scene);
        let mut value = None;
        for (name, weights) in others.chain([(&self.scene, chosen)]) {
            let path = format!("scenes.{name}");
            let sum: f64 = weights.iter().sum();
            ensure(libm::fabs(sum - 1.0) < 1e-6, &path, "add to 1")?;
            let weights = w.given_list(Term::SCENE_WEIGHTS, weights, Unit::Ratio, &path)?;
            let at = |place: usize| Expr::from(weights).at(place);
            let [legal, technical, economic] = levels;
            let mut composite = at(0) * legal + at(1) * technical + at(2) * economic;
            if let Some(bonus) = bonus {
                composite = (composite + bonus).min(10.0);
            }
            composite = self.write_scene_caps(&mut w, name, composite)?;
            if let Some(alive) = alive {
                composite = composite * alive;
            }
            let composite = w.compute(Term::COMPOSITE_SCORE, Unit::Point, composite);
            w.show(format!("scene.{name}"), composite);
            value = Some(composite);
        }
        let value = value.ok_or_else(|| ProblemError::Missing { path: "scenes".to_owned() })?;
        let index = w.sheet.value(value) * 10.0;
        w.show_number("index", Quantity::One(index));
        if let Some(grades) = self.grades {
            let grade = ["A", "B", "C", "D"].into_iter().zip(grades).find(|(_, least)| index >= *least);
            let void = self.status.is_some_and(|status| !status.alive());
            w.label("grade", if void { "void" } else { grade.map_or("E", |(grade, _)| grade) });
        }
        w.finish(method)
    }

    /// The legal value under its caps.
    fn write_legal_caps(&self, w: &mut Writer, levels: [Cell; 3]) -> Result<[Cell; 3], ProblemError> {
        let [mut legal, technical, economic] = levels;
        for (place, cap) in self.caps.iter().enumerate() {
            let ScoreCap::Legal { most } = cap else { continue };
            let path = format!("caps[{place}].legal.most");
            ensure_score(*most, &path)?;
            let most = w.given(Term::SCORE_CEILING, *most, Unit::Point, &path)?;
            legal = w.compute(Term::LEGAL_VALUE, Unit::Point, Expr::from(legal).min(most));
        }
        Ok([legal, technical, economic])
    }

    /// The composite of a scene under its caps.
    fn write_scene_caps(&self, w: &mut Writer, name: &str, mut composite: Expr) -> Result<Expr, ProblemError> {
        for (place, cap) in self.caps.iter().enumerate() {
            let ScoreCap::Scene { scene, most, factor } = cap else { continue };
            let path = format!("caps[{place}].scene");
            ensure(self.scenes.contains_key(scene), &format!("{path}.scene"), "is one of the scenes")?;
            if scene != name {
                continue;
            }
            if let Some(most) = most {
                ensure_score(*most, &format!("{path}.most"))?;
                composite = composite.min(w.given(Term::SCORE_CEILING, *most, Unit::Point, &format!("{path}.most"))?);
            }
            if let Some(factor) = factor {
                ensure_share(*factor, &format!("{path}.factor"))?;
                composite =
                    composite * w.given(Term::CONSENT_FACTOR, *factor, Unit::Factor, &format!("{path}.factor"))?;
            }
        }
        Ok(composite)
    }

    /// Lines of L, T and E.
    fn write_levels(&self, w: &mut Writer) -> Result<[Cell; 3], ProblemError> {
        let mut cells = Vec::new();
        match &self.scores {
            ScoreInput::Levels(levels) => {
                for ((name, term), (_, score)) in levels_named().into_iter().zip(levels.named()) {
                    let path = format!("scores.levels.{name}");
                    ensure_score(*score, &path)?;
                    cells.push(w.given(term, *score, Unit::Point, &path)?);
                }
            }
            ScoreInput::SecondLevel(levels) => {
                let weights = self.weights()?;
                let all = levels_named().into_iter().zip(levels.named()).zip(weights.named());
                for (((name, term), (_, scores)), (_, weights)) in all {
                    let path = format!("scores.second-level.{name}");
                    cells.push(write_weighted(w, term, weights, scores, &path)?);
                }
            }
            ScoreInput::Indicators(indicators) => {
                let weights = self.weights()?;
                if let Some(code) = indicators.keys().find(|code| INDICATORS.iter().all(|known| known.0 != **code)) {
                    let expected = "the indicators are L1.1–L4.1, T1.1–T6.2, E1.1–E4.3".to_owned();
                    return Err(ProblemError::UnknownField { path: format!("scores.indicators.{code}"), expected });
                }
                let assumed = INDICATORS.len() - indicators.len();
                w.show_number("assumed-indicators", Quantity::One(assumed as f64));
                for (place, (name, term)) in levels_named().into_iter().enumerate() {
                    let list = weights.named().get(place).map_or(&[] as &[f64], |(_, list)| list);
                    cells.push(self.write_indicators(w, term, indicators, place, list, name)?);
                }
            }
        }
        cells.try_into().map_err(|_| ProblemError::Missing { path: "scores".to_owned() })
    }

    fn weights(&self) -> Result<&Levels<Vec<f64>>, ProblemError> {
        self.weights.as_ref().ok_or_else(|| ProblemError::Missing { path: "weights".to_owned() })
    }

    /// A first level from the third: the mean of each second level, then the weighted sum.
    fn write_indicators(
        &self,
        w: &mut Writer,
        term: Term,
        indicators: &BTreeMap<String, f64>,
        level: usize,
        weights: &[f64],
        name: &str,
    ) -> Result<Cell, ProblemError> {
        let second = [0..4, 4..10, 10..14].into_iter().nth(level).unwrap_or(0..0);
        ensure(weights.len() == second.len(), &format!("weights.{name}"), "has a weight for each second level")?;
        let mut sum: Option<Expr> = None;
        for (group, weight) in second.zip(weights) {
            let mut scores = Vec::new();
            for (code, _) in INDICATORS.iter().filter(|(_, of)| *of == group) {
                let path = format!("scores.indicators.{code}");
                let score = indicators.get(*code).copied().or(self.assumed);
                let score = score.ok_or_else(|| ProblemError::Missing { path: path.clone() })?;
                ensure_score(score, &path)?;
                scores.push(score);
            }
            let count = scores.len() as f64;
            let scores = w.given_list(Term::INDICATOR_SCORES, &scores, Unit::Point, "scores.indicators")?;
            let mean = w.compute(Term::SECOND_LEVEL_SCORE, Unit::Point, Expr::from(scores).sum() / count);
            let weight = w.given(Term::FACTOR_WEIGHTS, *weight, Unit::Ratio, &format!("weights.{name}"))?;
            sum = Some(sum.map_or_else(|| weight * mean, |sum| sum + weight * mean));
        }
        Ok(w.compute(term, Unit::Point, sum.unwrap_or(Expr::Number(0.0))))
    }
}

fn levels_named() -> [(&'static str, Term); 3] {
    [("legal", Term::LEGAL_VALUE), ("technical", Term::TECHNICAL_VALUE), ("economic", Term::ECONOMIC_VALUE)]
}

fn ensure_score(score: f64, path: &str) -> Result<(), ProblemError> {
    ensure((0.0..=10.0).contains(&score), path, "lies in 0–10")
}

/// Weighted sum of a list of scores.
fn write_weighted(
    w: &mut Writer,
    term: Term,
    weights: &[f64],
    scores: &[f64],
    path: &str,
) -> Result<Cell, ProblemError> {
    if weights.len() != scores.len() {
        return Err(ProblemError::Periods {
            path: path.to_owned(),
            found: scores.len(),
            other: "its list of weights".to_owned(),
            expected: weights.len(),
        });
    }
    let sum: f64 = weights.iter().sum();
    ensure(libm::fabs(sum - 1.0) < 1e-6, path, "has weights that add to 1")?;
    let weights = w.given_list(Term::INDICATOR_WEIGHTS, weights, Unit::Ratio, path)?;
    let scores = w.given_list(Term::INDICATOR_SCORES, scores, Unit::Point, path)?;
    Ok(w.compute(term, Unit::Point, (weights * scores).sum()))
}

/// Patent value degree 专利价值度 of the CNIPA manual of 2012: `PVD = α·LVD + β·TVD + γ·EVD`, with
/// `LVD = stability/scale × Σ weight·score`.
///
/// Figures: `legal`, `technical`, `economic`.
///
/// # Source
/// Form of the sum: valuation.s47; the rest is background knowledge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PatentValueDegree {
    /// α, β, γ; add to 1.
    pub weights: [f64; 3],
    /// Stability of the right 稳定性, the multiplier of the legal degree; left out, it does not multiply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// Top of the scale of scores: 10 or 100.
    #[serde(default = "ten")]
    pub scale: f64,
    /// Legal indicators.
    pub legal: Indicators,
    /// Technical indicators.
    pub technical: Indicators,
    /// Economic indicators.
    pub economic: Indicators,
    /// Points added to the sum in later versions of the manual.
    #[serde(default)]
    pub bonus: f64,
}

fn ten() -> f64 {
    10.0
}

/// Scores with their weights, in the order of the manual; the weights come from the rule pack where left open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Indicators {
    /// Scores.
    pub scores: Vec<f64>,
    /// Weights; add to 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<f64>,
}

impl PatentValueDegree {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure(self.scale > 0.0, "scale", "is above zero")?;
        let sum: f64 = self.weights.iter().sum();
        ensure(libm::fabs(sum - 1.0) < 1e-6, "weights", "add to 1")?;
        let mut w = Writer::plain();
        let mut degrees = Vec::new();
        let parts = [&self.legal, &self.technical, &self.economic];
        for ((name, term), part) in levels_named().into_iter().zip(parts) {
            for (place, score) in part.scores.iter().enumerate() {
                let path = format!("{name}.scores[{place}]");
                ensure(*score >= 0.0 && *score <= self.scale, &path, "lies in 0 and the top of the scale")?;
            }
            if part.weights.is_empty() {
                return Err(ProblemError::Missing { path: format!("{name}.weights") });
            }
            let mut degree = write_weighted(&mut w, term, &part.weights, &part.scores, &format!("{name}.scores"))?;
            if let (Some(stability), "legal") = (self.stability, name) {
                ensure(stability >= 0.0 && stability <= self.scale, "stability", "lies in 0 and the top of the scale")?;
                let stability = w.given(Term::STABILITY, stability, Unit::Point, "stability")?;
                let scale = w.given(Term::SCALE_TOP, self.scale, Unit::Point, "scale")?;
                degree = w.compute(term, Unit::Point, stability / scale * degree);
            }
            w.show(name, degree);
            degrees.push(degree);
        }
        let weights = w.given_list(Term::SCENE_WEIGHTS, &self.weights, Unit::Ratio, "weights")?;
        let mut value = degrees
            .iter()
            .enumerate()
            .fold(Expr::Number(0.0), |sum, (place, degree)| sum + Expr::from(weights).at(place) * *degree);
        if self.bonus != 0.0 {
            value = value + w.given(Term::EXTENSION_BONUS, self.bonus, Unit::Point, "bonus")?;
        }
        w.compute(Term::VALUE_DEGREE, Unit::Point, value);
        w.finish(method)
    }
}
