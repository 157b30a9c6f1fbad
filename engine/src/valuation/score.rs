//! Score of a right 评分: 27 indicators, three levels, gates, scenes, bonus.

use super::prefill::{Facts, prefill};
use super::result::{AssetScore, Extension, Gate, Grade, IndicatorScore, Scene, ScoreOrigin};
use super::score_steps::{FINANCE, Steps};
use crate::dossier::{Asset, AssetKind, AssetStatus, Encumbrance, EvaluationReport, RightDispute, Sector};
use crate::rules::{RuleError, Rules, Unit};
use crate::working::{Figure, Workings, joined};

/// The third-level indicators with the second level each belongs to, counted from 0 over L1–L4, T1–T6, E1–E4.
pub(super) const INDICATORS: [(&str, usize); 27] = [
    ("L1.1", 0),
    ("L1.2", 0),
    ("L1.3", 0),
    ("L2.1", 1),
    ("L2.2", 1),
    ("L3.1", 2),
    ("L3.2", 2),
    ("L4.1", 3),
    ("T1.1", 4),
    ("T1.2", 4),
    ("T2.1", 5),
    ("T3.1", 6),
    ("T4.1", 7),
    ("T5.1", 8),
    ("T5.2", 8),
    ("T6.1", 9),
    ("T6.2", 9),
    ("E1.1", 10),
    ("E1.2", 10),
    ("E2.1", 11),
    ("E2.2", 11),
    ("E3.1", 12),
    ("E3.2", 12),
    ("E3.3", 12),
    ("E4.1", 13),
    ("E4.2", 13),
    ("E4.3", 13),
];

/// The codes of the third-level indicators, in order; the notes `indicator.L1.1` … of the rule pack are their words.
pub const INDICATOR_CODES: [&str; 27] = {
    let mut codes = [""; 27];
    let mut place = 0;
    while place < codes.len() {
        codes[place] = INDICATORS[place].0;
        place += 1;
    }
    codes
};

/// Numbers of the rule pack that the score reads, read once.
#[derive(Clone, Debug)]
pub struct ScoreRules {
    pub(super) weights: [Vec<f64>; 3],
    pub(super) scenes: Vec<[f64; 3]>,
    assumed: f64,
    grades: Vec<f64>,
    bonus: f64,
    bonus_limit: f64,
    least_coverage: f64,
    band: f64,
    pub(super) gate_encumbered: f64,
    pub(super) gate_fee: f64,
    pub(super) gate_pending: f64,
    gate_report: f64,
    pub(super) gate_consent: f64,
    validity: [f64; 2],
    validity_limits: Vec<f64>,
    pub(super) prefill: super::prefill::PrefillRules,
}

impl ScoreRules {
    /// Reads the records.
    ///
    /// # Errors
    /// A record is missing or of another kind.
    pub fn read(rules: &Rules) -> Result<Self, RuleError> {
        let list = |id: &str| rules.list(id).map(<[f64]>::to_vec);
        let mut scenes = Vec::new();
        for scene in Scene::ALL {
            let id = format!("valuation.scene.{}", scene.code());
            let weights = rules.list(&id)?;
            let weights = weights.try_into().map_err(|_| RuleError::WrongKind { id, expected: "list of three" })?;
            scenes.push(weights);
        }
        Ok(ScoreRules {
            weights: [
                list("valuation.score.weights.legal")?,
                list("valuation.score.weights.technical")?,
                list("valuation.score.weights.economic")?,
            ],
            scenes,
            assumed: rules.number("valuation.score.assumed")?,
            grades: list("valuation.score.grades")?,
            bonus: rules.number("valuation.score.bonus")?,
            bonus_limit: rules.number("valuation.score.bonus-limit")?,
            least_coverage: rules.number("valuation.score.least-coverage")?,
            band: rules.number("valuation.score.band")?,
            gate_encumbered: rules.number("valuation.gate.encumbered")?,
            gate_fee: rules.number("valuation.gate.fee-overdue")?,
            gate_pending: rules.number("valuation.gate.pending")?,
            gate_report: rules.number("valuation.gate.no-report")?,
            gate_consent: rules.number("valuation.gate.no-consent")?,
            validity: [rules.number("valuation.validity.base")?, rules.number("valuation.validity.slope")?],
            validity_limits: list("valuation.validity.limits")?,
            prefill: super::prefill::PrefillRules::read(rules)?,
        })
    }

    /// Probability that a granted right stands: `clamp(base + slope·L1)`.
    #[must_use]
    pub fn validity(&self, stability: f64) -> f64 {
        let [base, slope] = self.validity;
        let low = self.validity_limits.first().copied().unwrap_or(0.0);
        let high = self.validity_limits.last().copied().unwrap_or(1.0);
        libm::fmin(libm::fmax(base + slope * stability, low), high)
    }
}

/// Weighted sum of second-level scores.
#[must_use]
pub fn level(weights: &[f64], scores: &[f64]) -> f64 {
    weights.iter().zip(scores).fold(0.0, |sum, (weight, score)| sum + weight * score)
}

/// Composite `V = α·L + β·T + γ·E`.
#[must_use]
pub fn composite(weights: [f64; 3], legal: f64, technical: f64, economic: f64) -> f64 {
    weights[0] * legal + weights[1] * technical + weights[2] * economic
}

/// The score and what the pools need beside it.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub score: AssetScore,
    /// Composite in the finance scene before the gates of transfer: the weight in a pool.
    pub worth: f64,
}

/// Scores a right. `alive` is false for a right that is not in force; `file` files the working of the index.
pub(super) fn score(
    asset: &Asset,
    facts: &Facts,
    alive: bool,
    sector: Option<Sector>,
    rules: &ScoreRules,
    file: Option<&mut Workings>,
) -> Scored {
    let indicators = indicator_scores(asset, facts, rules);
    let mut second = second_level(&indicators);
    let mut gates = Vec::new();
    if asset.kind == AssetKind::UtilityModel
        && matches!(asset.evaluation_report, Some(EvaluationReport::None | EvaluationReport::Unfavourable))
    {
        gates.push(Gate::NoEvaluationReport);
        if let Some(stability) = second.first_mut() {
            *stability = libm::fmin(*stability, rules.gate_report);
        }
    }
    if asset.status == Some(AssetStatus::Pending) {
        gates.push(Gate::Pending);
    }
    if asset.fee_arrears == Some(true) && alive {
        gates.push(Gate::FeeOverdue);
    }
    if is_encumbered(asset) {
        gates.push(Gate::Encumbered);
    }
    if is_shared(asset) && asset.coowners_consent != Some(true) {
        gates.push(Gate::NoConsent);
    }
    if !alive {
        gates = vec![Gate::NotInForce];
    }
    let extensions = extensions(asset, facts, sector);
    let bonus = rules.bonus * libm::fmin(extensions.len() as f64, rules.bonus_limit);
    let steps = Steps::new(rules, second, &gates, bonus);
    let id = joined(&["valuation.asset.", &asset.id, ".score"]);
    let index = match file {
        Some(workings) => workings.file(id, steps.sheet(rules, &asset.id)),
        None => Figure { value: steps.index, unit: Unit::Point, working: id },
    };
    let mut scenes = [0.0; 6];
    for (place, (slot, weights)) in scenes.iter_mut().zip(&rules.scenes).enumerate() {
        let [legal, technical, economic] = steps.levels;
        *slot = match (alive, place) {
            (false, _) => 0.0,
            (true, FINANCE) => steps.value,
            (true, _) => libm::fmin(composite(*weights, legal, technical, economic) + bonus, 10.0),
        };
    }
    let (levels, value, worth) = (steps.levels, steps.value, steps.worth);
    let coverage = coverage(&indicators, rules);
    let band = if coverage < rules.least_coverage { (1.0 - coverage) * rules.band } else { 0.0 };
    let [legal, technical, economic] = levels;
    let score = AssetScore {
        legal,
        technical,
        economic,
        stability: second.first().copied().unwrap_or(rules.assumed),
        composite: value,
        grade: if alive { grade(index.value, &rules.grades) } else { Grade::Void },
        index,
        scenes,
        coverage,
        band,
        gates,
        extensions,
        indicators,
    };
    Scored { score, worth: if alive { worth } else { 0.0 } }
}

fn indicator_scores(asset: &Asset, facts: &Facts, rules: &ScoreRules) -> Vec<IndicatorScore> {
    INDICATORS
        .iter()
        .map(|(code, _)| {
            let answered = asset.scores.get(*code).map(|score| (score.clamp(1.0, 10.0), ScoreOrigin::Answered));
            let derived = || prefill(code, asset, facts, &rules.prefill).map(|score| (score, ScoreOrigin::Derived));
            let (score, from) = answered.or_else(derived).unwrap_or((rules.assumed, ScoreOrigin::Assumed));
            IndicatorScore { code, score, from }
        })
        .collect()
}

/// Means of the third level.
fn second_level(indicators: &[IndicatorScore]) -> [f64; 14] {
    let mut sums = [(0.0, 0.0); 14];
    for (indicator, (_, group)) in indicators.iter().zip(INDICATORS) {
        if let Some((sum, count)) = sums.get_mut(group) {
            *sum += indicator.score;
            *count += 1.0;
        }
    }
    sums.map(|(sum, count)| sum / count)
}

/// Share of the weight that is known: second-level weight over its indicators, a third for each first level.
fn coverage(indicators: &[IndicatorScore], rules: &ScoreRules) -> f64 {
    let mut counts = [0.0; 14];
    for (_, group) in INDICATORS {
        if let Some(count) = counts.get_mut(group) {
            *count += 1.0;
        }
    }
    let weights = rules.weights.iter().flatten().zip(counts).map(|(weight, count)| weight / count);
    let weights: Vec<f64> = weights.collect();
    let known = indicators.iter().zip(INDICATORS).filter(|(indicator, _)| indicator.from != ScoreOrigin::Assumed);
    known.map(|(_, (_, group))| weights.get(group).copied().unwrap_or(0.0)).sum::<f64>() / 3.0
}

fn grade(index: f64, bounds: &[f64]) -> Grade {
    let steps = [Grade::A, Grade::B, Grade::C, Grade::D];
    steps.into_iter().zip(bounds).find(|(_, bound)| index >= **bound).map_or(Grade::E, |(grade, _)| grade)
}

fn is_encumbered(asset: &Asset) -> bool {
    let burdened = asset
        .encumbrances
        .as_ref()
        .is_some_and(|held| [Encumbrance::Pledged, Encumbrance::Preserved].iter().any(|burden| held.contains(burden)));
    burdened || asset.dispute == Some(RightDispute::Ownership)
}

fn is_shared(asset: &Asset) -> bool {
    asset.owners.len() > 1 || asset.owner_share.is_some_and(|share| share.get() < 1.0)
}

fn extensions(asset: &Asset, facts: &Facts, sector: Option<Sector>) -> Vec<Extension> {
    let mut met = Vec::new();
    let mut add = |holds: bool, extension| {
        if holds {
            met.push(extension);
        }
    };
    let emerging = sector.is_some_and(|sector| !matches!(sector, Sector::ConsumerGoods | Sector::OtherManufacturing));
    let invention = asset.kind == AssetKind::Invention;
    add(asset.standard_essential == Some(true), Extension::StandardEssential);
    add(invention && emerging && asset.core == Some(true), Extension::EmergingIndustry);
    add(asset.family_offices.iter().any(|office| office != "CN"), Extension::ForeignFamily);
    add(facts.kept_years.is_some_and(|years| years >= 10.0), Extension::KeptTenYears);
    add(asset.award == Some(true), Extension::LargePledgeOrAward);
    met
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ratio;

    #[test]
    fn shared_is_what_several_own() {
        let alone = Asset { owners: vec!["甲".to_owned()], owner_share: Ratio::new(1.0), ..Asset::default() };
        assert!(!is_shared(&alone));
        let owners = vec!["甲".to_owned(), "乙".to_owned(), "丙".to_owned()];
        assert!(is_shared(&Asset { owners, ..alone.clone() }));
        assert!(is_shared(&Asset { owner_share: Ratio::new(0.99), ..alone }));
    }
}
