//! Participants' firms beside each other, under letters. What names a firm is not part of it.

use serde::{Deserialize, Serialize};

use super::case::StarAnswer;
use crate::financing::Channel;
use crate::park::{Firm, letters};
use crate::rules::Outcome;
use crate::star::result::Status;
use crate::valuation::{Grade, Range};

/// As many as there are letters of one sign, and as many as a chart and a room can take in.
pub const MOST_FIRMS: usize = 26;

/// A firm under a letter 蒙面企业: results only, no name, code, file or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Masked {
    /// `A` to `Z`, in the order in which the files came.
    pub letter: String,
    /// Overall score, 0–100.
    pub score: Option<f64>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Scores of the six dimensions, 0–100.
    pub dimensions: Vec<Option<f64>>,
    /// Value of the portfolio, yuan.
    pub value: Option<Range>,
    /// The open cash channel that ranks first.
    pub best: Option<Channel>,
    /// Most that one channel lends, yuan.
    pub debt: Option<f64>,
    /// STAR attribute: met, not met, or not known.
    pub attribute: Outcome,
    /// Its indicators that are met.
    pub indicators: u32,
    /// Readiness for filing.
    pub status: Status,
    /// Places of the dimensions that are weak: below the line, weakest first.
    pub weak: Vec<usize>,
    /// Criteria that keep rights from a pledge, most telling first.
    pub lacks: Vec<String>,
}

impl Masked {
    /// A firm under the letter of its place.
    #[must_use]
    pub fn of(firm: &Firm, place: usize) -> Self {
        let mut weak: Vec<(usize, f64)> = firm
            .dimensions
            .iter()
            .enumerate()
            .filter_map(|(place, score)| Some((place, score.filter(|score| *score < WEAK)?)))
            .collect();
        weak.sort_by(|a, b| a.1.total_cmp(&b.1));
        // A second obstacle of the same pool says what the pledge said already.
        let mut lacks: Vec<String> = firm.screening.obstacles.iter().map(|open| open.criterion.clone()).collect();
        lacks.extend(firm.candidate.failed.iter().filter(|id| !lacks.contains(id)).cloned().collect::<Vec<_>>());
        lacks.truncate(NAMED);
        Masked {
            letter: letters(place),
            score: firm.outlook.score,
            grade: firm.outlook.grade,
            dimensions: firm.dimensions.clone(),
            value: firm.value,
            best: firm.best,
            debt: firm.debt,
            attribute: firm.outlook.attribute,
            indicators: firm.outlook.indicators,
            status: firm.outlook.status,
            weak: weak.into_iter().map(|(place, _)| place).collect(),
            lacks,
        }
    }

    /// What a group would call its STAR answer; not known is none of the three.
    #[must_use]
    pub fn star(&self) -> Option<StarAnswer> {
        match self.attribute {
            Outcome::Pass => Some(StarAnswer::Meets),
            Outcome::Fail => Some(StarAnswer::Fails),
            Outcome::Unknown => None,
        }
    }
}

/// The line of a weak dimension, points: what the grades call less than good.
const WEAK: f64 = 60.0;
/// How many lacks are named.
const NAMED: usize = 3;

/// The firms, best score first; those without a score last.
#[must_use]
pub fn compare<'a>(firms: impl Iterator<Item = &'a Firm>) -> Vec<Masked> {
    let mut masked: Vec<Masked> =
        firms.take(MOST_FIRMS).enumerate().map(|(place, firm)| Masked::of(firm, place)).collect();
    let score = |firm: &Masked| firm.score.unwrap_or(f64::NEG_INFINITY);
    masked.sort_by(|a, b| score(b).total_cmp(&score(a)));
    masked
}

/// Whether a letter is one: nobody is named by it.
#[must_use]
pub fn names_nobody(letter: &str) -> bool {
    letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase())
}
