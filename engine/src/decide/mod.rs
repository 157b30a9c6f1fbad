//! From report to decision 决策: what a change would do 假设分析, which changes reach a goal 目标求解, when the
//! actions of the plan can be done 行动日程, and what differs between two check-ups 对比.
//!
//! Nothing here has formulas of its own: a change is made to the dossier and the dossier assessed again.

mod answer;
mod baseline;
#[cfg(feature = "mix")]
mod bench;
mod compare;
#[cfg(feature = "mix")]
mod cuts;
mod difference;
mod effects;
mod goal;
mod handles;
mod lever;
mod outlook;
mod place;
mod raise;
mod schedule;
#[cfg(feature = "mix")]
mod search;
#[cfg(feature = "mix")]
mod seek;
#[cfg(feature = "mix")]
mod standing;

pub use self::answer::{Answer, Effort, Move, Proof, SeekOutcome, SeekProgress, Variant};
pub use self::baseline::Baseline;
pub use self::compare::{Change, Comparison, Input, ResultChange, RuleChange, Side, compare};
pub use self::difference::{Difference, differences};
pub use self::effects::{Effect, LeverEffect, effects};
pub use self::goal::{Binding, Goal};
pub use self::handles::GUARANTEES;
pub use self::lever::{Lever, LeverForm, levers};
pub use self::outlook::{ChannelOutlook, DEBT, Measure, Outlook, check_up};
pub(crate) use self::outlook::{cheapest, lent};
pub use self::place::{Detail, Place};
pub use self::raise::{RaiseBound, Raised, Sense};
pub use self::schedule::{ScheduledAction, Stage, schedule};
#[cfg(feature = "mix")]
pub use self::seek::seek;

use crate::dossier::{Dossier, Scenario};
use crate::health;

/// The dossier under a scenario: its actions carried out, then its levers set. Ids that say nothing are passed over.
#[must_use]
pub fn under(dossier: &Dossier, scenario: &Scenario) -> Dossier {
    let mut changed = dossier.clone();
    for action in &scenario.actions {
        if let Some(after) = health::carried_out(action, &changed) {
            changed = after;
        }
    }
    for (id, value) in &scenario.levers {
        handles::set(&mut changed, id, *value);
    }
    changed
}
