//! White-list screening 白名单 of one firm, with the reason of each part. The rule is
//! [`WhiteList`](crate::financing::WhiteList); what is unknown never passes here either.

use serde::{Deserialize, Serialize};

use crate::financing::{Channel, FinancingAssessment};
use crate::rules::Outcome;

/// The screening of one firm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// Listed: both conditions are met.
    pub listed: Outcome,
    /// First condition: the points reach the line.
    pub points: Outcome,
    /// Second condition: one right passes every hard criterion of a pledge.
    pub right: Outcome,
    /// Points of what is known.
    pub score: f64,
    /// Points if all that is unknown turned out well.
    pub possible: f64,
    /// The line.
    pub line: f64,
    /// The six parts, in the order of the rule: status, inventions, R&D, growth, credit, stability.
    pub parts: Vec<ScreeningPart>,
    /// Criteria of a pledge that fail or are open on a right, the most telling first; empty once a right passes.
    pub obstacles: Vec<OpenCriterion>,
}

/// A part of the points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScreeningPart {
    /// Points; `None` is not known.
    pub points: Option<f64>,
    /// Full mark.
    pub most: f64,
    /// What was measured: yes is 1, inventions are counted, the others are shares.
    pub measured: Option<f64>,
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartState {
    /// Full mark.
    Full,
    /// Some of the points.
    Partly,
    /// No points.
    Nothing,
    /// Not known.
    Unknown,
}

impl ScreeningPart {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> PartState {
        match self.points {
            None => PartState::Unknown,
            Some(points) if points >= self.most => PartState::Full,
            Some(points) if points > 0.0 => PartState::Partly,
            Some(_) => PartState::Nothing,
        }
    }
}

/// A criterion of a pledge that keeps rights from passing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCriterion {
    /// Its id: `PL-H04`.
    pub criterion: String,
    /// Rights that fail it.
    pub fail: usize,
    /// Rights about which it cannot be said.
    pub unknown: usize,
}

/// How many obstacles are named.
const NAMED: usize = 6;

pub(super) fn screen(financing: &FinancingAssessment, rights: usize) -> Screening {
    let found = &financing.white_list;
    let outcome = |answer: Option<bool>| answer.map_or(Outcome::Unknown, Outcome::from);
    let score = found.score.value;
    let unknown: f64 = found.parts.iter().filter(|part| part.points.is_none()).map(|part| part.most).sum();
    let possible = score + unknown;
    let points = if score >= found.line {
        Outcome::Pass
    } else if possible < found.line {
        Outcome::Fail
    } else {
        Outcome::Unknown
    };
    let right = outcome(found.has_pledgeable);
    let mut obstacles = Vec::new();
    if right != Outcome::Pass && rights > 0 {
        let pledge = financing.channel(Channel::Pledge);
        let tallies = pledge.into_iter().flat_map(|channel| &channel.asset_criteria);
        obstacles.extend(tallies.filter(|tally| tally.fail + tally.unknown > 0).map(|tally| OpenCriterion {
            criterion: tally.criterion.to_string(),
            fail: tally.fail,
            unknown: tally.unknown,
        }));
        obstacles.sort_by_key(|found| std::cmp::Reverse((found.fail, found.unknown)));
        obstacles.truncate(NAMED);
    }
    Screening {
        listed: outcome(found.listed),
        points,
        right,
        score,
        possible,
        line: found.line,
        parts: found
            .parts
            .iter()
            .map(|part| ScreeningPart { points: part.points, most: part.most, measured: part.measured })
            .collect(),
        obstacles,
    }
}
