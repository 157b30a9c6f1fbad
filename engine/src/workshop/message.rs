//! What the trainer's window and the one on the projector say to each other. Both are pages of this program in one browser;
//! what comes is read as strictly as if they were not, and whatever is no sound message is no message.

use serde::{Deserialize, Serialize};

use super::ballot::{Ballot, Question};
use super::masked::{MOST_FIRMS, Masked, names_nobody};
use super::result::CaseResult;
use crate::rules::Language;

/// Name of the broadcast channel.
pub const CHANNEL: &str = "iphc-workshop";
/// The longest message that is read, in bytes.
pub const LONGEST_MESSAGE: usize = 64 * 1024;

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Message {
    /// The projector has just opened and asks what to show.
    Ask,
    /// The projector shows what it was told.
    Shown,
    /// The trainer says what to show.
    Show(Box<Scene>),
}

/// What is on the projector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// The language of the trainer's window.
    pub language: Language,
    /// The picture.
    pub slide: Slide,
    /// The clock of the script; `None` before it is started.
    pub clock: Option<ScriptClock>,
}

/// The clock of the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptClock {
    /// Seconds since the start, without the pauses.
    pub seconds: u32,
    /// It runs.
    pub runs: bool,
}

/// A picture on the projector. What is not to be seen yet is not in it: there is no result before the trainer reveals it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Slide {
    /// The name of the workshop.
    #[default]
    Title,
    /// A case: what the group is told.
    Case {
        /// Its code.
        case: String,
    },
    /// A question, with the votes so far.
    Question {
        /// Code of the case.
        case: String,
        /// Which.
        question: Question,
        /// The votes.
        ballot: Ballot,
    },
    /// The result beside the votes.
    Reveal {
        /// Code of the case.
        case: String,
        /// The votes on each question, in the order of [`Question::ALL`].
        ballots: [Ballot; 3],
        /// The result.
        result: Box<CaseResult>,
    },
    /// What is to be remembered.
    Points {
        /// Code of the case.
        case: String,
    },
    /// Participants' firms under letters.
    Compare {
        /// Best first.
        firms: Vec<Masked>,
    },
}

impl Message {
    /// The message of a text; `None` for everything that is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST_MESSAGE {
            return None;
        }
        let message: Message = serde_json::from_str(text).ok()?;
        message.is_sound().then_some(message)
    }

    /// The message as a text; `None` for one that could not be read again.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        self.is_sound().then(|| serde_json::to_string(self).ok()).flatten().filter(|text| text.len() <= LONGEST_MESSAGE)
    }

    fn is_sound(&self) -> bool {
        match self {
            Message::Ask | Message::Shown => true,
            Message::Show(scene) => scene.slide.is_sound(),
        }
    }
}

/// More options than any pack gives an amount.
const MOST_OPTIONS: usize = 24;
/// More than there are.
const MOST_CHANNELS: usize = 12;

impl Slide {
    /// The code of the case it is about.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        match self {
            Slide::Case { case }
            | Slide::Question { case, .. }
            | Slide::Reveal { case, .. }
            | Slide::Points { case } => Some(case),
            Slide::Title | Slide::Compare { .. } => None,
        }
    }

    fn is_sound(&self) -> bool {
        let named = self.case().is_none_or(|code| {
            code.len() <= 32
                && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit())
        });
        named
            && match self {
                Slide::Title | Slide::Case { .. } | Slide::Points { .. } => true,
                Slide::Question { ballot, .. } => ballot.is_sound(MOST_OPTIONS),
                Slide::Reveal { ballots, result, .. } => {
                    ballots.iter().all(|ballot| ballot.is_sound(MOST_OPTIONS)) && result.is_sound()
                }
                Slide::Compare { firms } => firms.len() <= MOST_FIRMS && firms.iter().all(Masked::is_sound),
            }
    }
}

fn are_scores(scores: &[Option<f64>]) -> bool {
    scores.len() <= 6 && scores.iter().flatten().all(|score| (0.0..=100.0).contains(score))
}

/// Whether a text can be the id of a criterion, and so no name: `PL-H01`.
fn is_id(text: &str) -> bool {
    text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
}

impl CaseResult {
    fn is_sound(&self) -> bool {
        let amounts = self.ranking.iter().flat_map(|place| place.amount.iter().flatten().chain(&place.cost));
        self.ranking.len() <= MOST_CHANNELS
            && self.refused.len() <= MOST_CHANNELS
            && self.failing.len() <= 4
            && are_scores(&self.dimensions)
            && amounts.into_iter().all(|amount| amount.is_finite())
            && self.refused.iter().all(|refusal| match &refusal.reason {
                super::Closed::Criterion(id) => is_id(id),
                _ => true,
            })
    }
}

impl Masked {
    fn is_sound(&self) -> bool {
        names_nobody(&self.letter)
            && are_scores(&self.dimensions)
            && self.score.is_none_or(|score| (0.0..=100.0).contains(&score))
            && self.weak.iter().all(|place| *place < 6)
            && self.weak.len() <= 6
            && self.indicators <= 4
            && self.lacks.len() <= MOST_CHANNELS
            && self.lacks.iter().all(|id| is_id(id))
    }
}
