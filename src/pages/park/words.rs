//! Words of the desk.

use ip_health_engine::park::{PartState, Remark, ScreeningPart, UnreadReason};
use ip_health_engine::rules::{Outcome, RulePack};

use super::super::report::Tone;
use super::View;
use crate::components::checkup_text;
use crate::format::{decimal, percent};
use crate::texts::Texts;

/// Tone and word of the white list.
pub(super) fn listed(outcome: Outcome, texts: Texts) -> (Tone, &'static str) {
    let word = match outcome {
        Outcome::Pass => texts.park_listed(),
        Outcome::Fail => texts.park_not_listed(),
        Outcome::Unknown => texts.park_open(),
    };
    (outcome.into(), word)
}

/// Why a file gave no row.
pub(super) fn unread(reason: &UnreadReason, texts: Texts) -> String {
    match reason {
        UnreadReason::File(error) => checkup_text(texts, error),
        UnreadReason::Unreadable => texts.park_unread_unreadable().to_owned(),
        UnreadReason::TooLarge => texts.park_unread_large().to_owned(),
        UnreadReason::Failed(reason) => texts.park_unread_failed(reason),
    }
}

/// What is to be known of a file, one sentence each; that another counts in its place first.
pub(super) fn remarks(view: &View, place: usize) -> Vec<String> {
    let texts = view.texts;
    let Some(firm) = view.firm(place) else { return Vec::new() };
    let twin = view.twins.get(place).copied().flatten().map(|twin| {
        let other = view.name(twin.of);
        if twin.same_file { texts.park_same_file(&other) } else { texts.park_same_firm(&other) }
    });
    let remarks = firm.remarks.iter().map(|remark| match remark {
        Remark::Newer { left_out } => texts.park_remark_newer(&left_out.to_string()),
        Remark::Redacted => texts.park_remark_redacted().to_owned(),
        Remark::Altered => texts.park_remark_altered().to_owned(),
        Remark::Sample => texts.park_remark_sample().to_owned(),
        Remark::NoCode => texts.park_remark_no_code().to_owned(),
        Remark::NoRights => texts.park_remark_no_rights().to_owned(),
    });
    twin.into_iter().chain(remarks).collect()
}

/// Names of the parts of the white list, in the order of the rule.
pub(super) fn parts(texts: Texts) -> [&'static str; 6] {
    [
        texts.park_part_status(),
        texts.park_part_inventions(),
        texts.park_part_research(),
        texts.park_part_growth(),
        texts.park_part_credit(),
        texts.park_part_stability(),
    ]
}

/// What was measured of a part.
pub(super) fn measured(place: usize, part: &ScreeningPart, texts: Texts) -> String {
    let Some(value) = part.measured else { return texts.park_unknown().to_owned() };
    match (place, value > 0.0) {
        (0, true) => texts.park_part_yes().to_owned(),
        (0, false) => texts.park_part_no().to_owned(),
        (1, _) => texts.park_part_count(&decimal(value, 0)),
        (4, true) => texts.park_part_clean().to_owned(),
        (4, false) => texts.park_part_not_clean().to_owned(),
        _ => percent(value),
    }
}

/// The tone of a part.
pub(super) fn part_tone(state: PartState) -> Tone {
    match state {
        PartState::Full => Tone::Good,
        PartState::Partly => Tone::Watch,
        PartState::Nothing => Tone::Bad,
        PartState::Unknown => Tone::Unknown,
    }
}

/// A requirement in words, by the id of its criterion.
pub(super) fn requirement(id: &str, rules: &RulePack, texts: Texts) -> String {
    let found = rules.pack().criteria.iter().find(|criterion| criterion.id == id);
    found.map_or_else(|| id.to_owned(), |criterion| criterion.text.get(texts.language()).to_owned())
}
