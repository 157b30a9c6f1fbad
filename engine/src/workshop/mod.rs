//! The workshop 工作坊: cases to teach with, what a practitioner expects of each ([`Case`]), how a group votes ([`Ballot`])
//! and how far that is from the result ([`CaseResult`]), participants' firms under letters ([`Masked`]), and what the
//! trainer's window tells the one on the projector ([`Message`]).
//!
//! Cases, teaching points and the script are records of the rule pack (`rules/workshop/`).

mod ballot;
mod case;
mod masked;
mod message;
mod result;

pub use self::ballot::{Ballot, Gap, LARGEST_COUNT, Question, bands};
pub use self::case::{Case, Closed, Expectation, Refusal, ScriptStep, StarAnswer, cases, script};
pub use self::masked::{MOST_FIRMS, Masked, compare, names_nobody};
pub use self::message::{CHANNEL, LONGEST_MESSAGE, Message, Scene, ScriptClock, Slide};
pub use self::result::{CaseResult, Place, Surprise, surprises};
