//! Levers 杠杆: answers that a person can move, each with its range, step and effort from the rule pack.

use serde::{Deserialize, Serialize};

use super::handles::{HANDLES, Handle, whole};
use crate::dossier::Dossier;
use crate::rules::{Note, RuleError, Rules, Unit};

/// How an answer moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LeverForm {
    /// By steps over a range.
    Number,
    /// From no (0) to yes (1).
    Flag,
    /// To one of the stands of [`Guarantee`], counted from 0.
    Choice,
}

/// A lever as a dossier stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lever {
    /// Id of the note that names it.
    pub id: String,
    /// How it moves.
    pub form: LeverForm,
    /// Unit of its values.
    pub unit: Unit,
    /// As answered, or what stands for no answer.
    pub now: f64,
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
    /// Step of box, buttons and slider.
    pub step: f64,
    /// The value all the way in the plausible direction.
    pub far: f64,
    /// Goal seek may move it.
    pub seek: bool,
}

/// The levers of a dossier: those whose answer is there, or that begin at nothing.
///
/// # Errors
/// [`RuleError`] when the pack lacks a lever of `rules/decide/levers.toml`.
pub fn levers(dossier: &Dossier, rules: &Rules<'_>) -> Result<Vec<Lever>, RuleError> {
    let mut found = Vec::new();
    for handle in &HANDLES {
        let note = rules.note(handle.id)?;
        if let Some(now) = (handle.read)(dossier).or_else(|| note.number("otherwise")) {
            found.extend(lever(handle, note, now));
        }
    }
    Ok(found)
}

fn lever(handle: &Handle, note: &Note, now: f64) -> Option<Lever> {
    let number = |name: &str| note.number(name);
    let is = |name: &str| number(name).is_some_and(|value| value > 0.0);
    let seek = number("seek").is_none_or(|seek| seek > 0.0);
    let toward = number("toward").unwrap_or(1.0);
    let whole = Lever {
        id: handle.id.to_owned(),
        form: LeverForm::Flag,
        unit: handle.unit,
        now,
        low: 0.0,
        high: 1.0,
        step: 1.0,
        far: 1.0,
        seek,
    };
    if is("flag") {
        return Some(whole);
    }
    let (low, high) = (number("low")?, number("high")?);
    if is("choices") {
        return Some(Lever { form: LeverForm::Choice, high, far: number("best")?, ..whole });
    }
    let (low, high, step) = if is("relative") {
        let step = nice((high - low) * now / STEPS);
        let step = if is("whole") { libm::fmax(step, 1.0) } else { step };
        let down = |value: f64| libm::floor(value / step) * step;
        (down(low * now), -down(-high * now), step)
    } else {
        (libm::fmin(low, now), libm::fmax(high, now), number("step")?)
    };
    let far = if toward < 0.0 { low } else { high };
    Some(Lever { form: LeverForm::Number, low, high, step, far, ..whole })
}

/// About how many steps the range of a relative lever has.
const STEPS: f64 = 40.0;

/// The next of 1, 2, 5 times a power of ten.
fn nice(step: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(step)));
    let times = step / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|round| times <= *round * (1.0 + 1e-9)).unwrap_or(10.0);
    round * power
}

impl Lever {
    /// Whether it stands in the plausible direction already.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        match self.form {
            LeverForm::Number => libm::fabs(self.far - self.now) < self.step * 0.5,
            LeverForm::Flag | LeverForm::Choice => libm::fabs(self.far - self.now) < 0.5,
        }
    }

    /// How many steps it is from now to all the way.
    #[must_use]
    pub fn steps(&self) -> u32 {
        match self.form {
            LeverForm::Number => whole(libm::ceil(libm::fabs(self.far - self.now) / self.step - 1e-9)),
            LeverForm::Flag | LeverForm::Choice => 1,
        }
    }

    /// How many places a slider over its range has, counted from 0.
    #[must_use]
    pub fn places(&self) -> u32 {
        whole(libm::ceil((self.high - self.low) / self.step - 1e-9))
    }

    /// The place of a value on such a slider.
    #[must_use]
    pub fn place(&self, value: f64) -> u32 {
        whole((value - self.low) / self.step).min(self.places())
    }

    /// The value at a place of such a slider.
    #[must_use]
    pub fn placed(&self, place: u32) -> f64 {
        self.within(self.round(self.low + f64::from(place) * self.step))
    }

    /// The value a step down (`-1`) or up (`1`) from a value.
    #[must_use]
    pub fn stepped(&self, value: f64, steps: i32) -> f64 {
        self.within(self.round(value + f64::from(steps) * self.step))
    }

    /// The nearest value within the range.
    #[must_use]
    pub fn within(&self, value: f64) -> f64 {
        value.clamp(self.low, libm::fmax(self.low, self.high))
    }

    /// Onto the grid of the step, so that values read well: 0.3, not 0.30000000000000004.
    fn round(&self, value: f64) -> f64 {
        let grid = libm::round(value / self.step) * self.step;
        libm::round(grid * 1e6) / 1e6
    }

    /// The value after so many steps towards all the way. Values lie on the grid of the step, so that they read well.
    #[must_use]
    pub fn at(&self, steps: u32) -> f64 {
        if self.steps() <= steps {
            return self.far;
        }
        if steps == 0 {
            return self.now;
        }
        let toward = if self.far < self.now { -1.0 } else { 1.0 };
        self.round(self.now + toward * f64::from(steps) * self.step)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use jiff::civil::date;

    use super::super::handles::set;
    use super::*;
    use crate::rules::{NoteKind, RulePack};
    use crate::samples::samples;

    fn chip() -> Dossier {
        let [_, (_, chip), ..] = samples();
        chip
    }

    #[test]
    fn every_lever_of_the_rules_has_a_handle_and_every_handle_its_note() {
        let pack = RulePack::built_in().unwrap();
        let notes: Vec<&str> =
            pack.pack().notes.iter().filter(|note| note.kind == NoteKind::Lever).map(|note| note.id.as_str()).collect();
        let handles: Vec<&str> = HANDLES.iter().map(|handle| handle.id).collect();
        assert_eq!(notes, handles);
    }

    #[test]
    fn a_lever_set_where_it_stands_changes_nothing_and_reads_back_what_is_set() {
        let pack = RulePack::built_in().unwrap();
        let dossier = chip();
        let rules = pack.on(date(2026, 11, 23));
        let found = levers(&dossier, &rules).unwrap();
        assert!(found.len() > 12, "{}", found.len());
        for lever in found {
            let handle = HANDLES.iter().find(|handle| handle.id == lever.id).unwrap();
            // A lever that begins at nothing answers a question.
            if (handle.read)(&dossier).is_some() && lever.id != "LV-STAR-RD" {
                let mut same = dossier.clone();
                set(&mut same, &lever.id, lever.now);
                assert_eq!(same, dossier, "{}", lever.id);
            }
            let shift = lever.unit == Unit::PercentagePoint;
            if !lever.is_spent() && !shift {
                let mut moved = dossier.clone();
                set(&mut moved, &lever.id, lever.far);
                let read = (handle.read)(&moved);
                let nothing = lever.far == 0.0 && read.is_none();
                assert!(nothing || read == Some(lever.far), "{} {read:?} {}", lever.id, lever.far);
            }
        }
    }

    #[test]
    fn steps_are_round_and_the_last_is_all_the_way() {
        assert_eq!([nice(0.9), nice(1.0), nice(1.2), nice(23.0), nice(600_000.0)], [1.0, 1.0, 2.0, 50.0, 1_000_000.0]);
        let lever = Lever {
            id: "LV-FLOOR-PRICE".to_owned(),
            form: LeverForm::Number,
            unit: Unit::Ratio,
            now: 0.0,
            low: 0.0,
            high: 0.8,
            step: 0.05,
            far: 0.8,
            seek: true,
        };
        assert_eq!((lever.steps(), lever.at(6), lever.at(16), lever.at(99)), (16, 0.3, 0.8, 0.8));
        assert_eq!((lever.places(), lever.place(0.31), lever.placed(6)), (16, 6, 0.3));
        assert_eq!((lever.stepped(0.25, 1), lever.stepped(0.0, -1), lever.within(2.0)), (0.3, 0.0, 0.8));
    }
}
