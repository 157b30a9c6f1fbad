//! At which number of an answer a conclusion changes 答案的翻转点: the grade, the best channel, the grade of the most
//! valuable right.
//!
//! One number moves at a time, the others stay as answered. Every step is an [`estimate`](crate::estimate) of the whole
//! dossier, so what is said here is what the report would say: with `at` in place of the answer the conclusion is
//! another, with `last` it is still the same, and no number lies between the two.

mod number;

use serde::{Deserialize, Serialize};

use self::number::{Moved, numbers};
use crate::dossier::Dossier;
use crate::financing::{Channel, Verdict};
use crate::rules::{RulePack, Unit};
use crate::valuation::Grade;
use crate::{AssessError, Assessment, estimate};

/// Steps on each side of an answer in which a change is looked for.
const STEPS: u32 = 8;

/// The conclusions that are watched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conclusions {
    /// Overall grade of the check-up; `None` while too little is known.
    pub grade: Option<Grade>,
    /// The channel that is open now, brings cash and ranks first, as the report's headline; `None` when none is.
    pub channel: Option<Channel>,
    /// The most valuable right and its grade.
    pub right: Option<(String, Grade)>,
}

/// A conclusion that a flip changes, with what it becomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// The overall grade.
    Grade(Option<Grade>),
    /// The best channel.
    Channel(Option<Channel>),
    /// The grade of the most valuable right.
    Right(Grade),
}

/// The number of an answer nearest to the one given at which a conclusion changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerFlip {
    /// The field: `accounts.2025.revenue`, `assets.a3.scores.L1.2`.
    pub path: String,
    /// Its unit; amounts are in yuan.
    pub unit: Unit,
    /// The answer; for a score that nobody gave, what is read from the data or assumed.
    pub base: f64,
    /// The first number with another conclusion.
    pub at: f64,
    /// The number before it, one fen, 0.01 percentage point, month or point nearer to the answer.
    pub last: f64,
    /// What changes, and to what.
    pub turn: Turn,
}

/// Where the conclusions of a dossier change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerFlips {
    /// The conclusions as answered.
    pub now: Conclusions,
    /// The flips, the one that needs the smallest part of its range first.
    pub flips: Vec<AnswerFlip>,
    /// The numbers that were moved, by path. Those without a flip change nothing within the range searched.
    pub moved: Vec<String>,
}

/// Moves every number of a dossier within its range: amounts to a fifth and to five times of what they are, growth and
/// margin between fixed ends, scores of the most valuable right from 1 to 10. `on_progress` hears how many of how many
/// numbers are done.
///
/// Two changes within one of eight steps to a side of the answer go unseen.
///
/// # Errors
/// As [`estimate`].
pub fn answer_flips(
    dossier: &Dossier,
    pack: &RulePack,
    as_of: jiff::civil::Date,
    on_progress: &mut dyn FnMut(u32, u32),
) -> Result<AnswerFlips, AssessError> {
    let assessment = estimate(dossier, pack, as_of)?;
    let right = most_valuable(&assessment);
    let asker = Asker { dossier, pack, as_of, right: right.as_deref() };
    let now = asker.conclusions(&assessment);
    let numbers = numbers(dossier, &assessment, right.as_deref());
    let total = count(numbers.len());
    let mut found: Vec<(f64, AnswerFlip)> = Vec::new();
    for (done, number) in numbers.iter().enumerate() {
        on_progress(count(done), total);
        asker.search(number, &now, &mut found)?;
    }
    on_progress(total, total);
    found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Ok(AnswerFlips {
        now,
        flips: found.into_iter().map(|(_, flip)| flip).collect(),
        moved: numbers.into_iter().map(|number| number.path).collect(),
    })
}

fn count(numbers: usize) -> u32 {
    u32::try_from(numbers).unwrap_or(u32::MAX)
}

/// The right with the largest value, the first of equals.
fn most_valuable(assessment: &Assessment) -> Option<String> {
    let mut best: Option<(&str, f64)> = None;
    for right in &assessment.valuation.assets {
        let value = right.value.map_or(0.0, |range| range.p50);
        if value > 0.0 && best.is_none_or(|(_, most)| value > most) {
            best = Some((&right.asset, value));
        }
    }
    best.map(|(id, _)| id.to_owned())
}

/// The best-ranked channel that is open now and brings cash.
fn best_channel(assessment: &Assessment) -> Option<Channel> {
    let open = assessment.financing.channels.iter().find(|channel| {
        let brings = channel.amount.as_ref().is_some_and(|amount| amount.base.value > 0.0);
        channel.verdict == Verdict::Available && channel.rank.is_some() && brings
    });
    open.map(|open| open.channel)
}

/// What is asked again and again.
struct Asker<'a> {
    dossier: &'a Dossier,
    pack: &'a RulePack,
    as_of: jiff::civil::Date,
    right: Option<&'a str>,
}

/// Which conclusion.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Grade,
    Channel,
    Right,
}

impl Asker<'_> {
    fn conclusions(&self, assessment: &Assessment) -> Conclusions {
        let right = self.right.and_then(|id| {
            let found = assessment.valuation.assets.iter().find(|right| right.asset == id)?;
            Some((id.to_owned(), found.score.grade))
        });
        Conclusions { grade: assessment.health.grade, channel: best_channel(assessment), right }
    }

    /// The conclusions with a number at a place.
    fn at(&self, number: &Moved, place: i64) -> Result<Conclusions, AssessError> {
        let assessment = estimate(&number.moved(self.dossier, place), self.pack, self.as_of)?;
        Ok(self.conclusions(&assessment))
    }

    /// The nearest change of each conclusion to either side; of the two, the nearer one.
    fn search(&self, number: &Moved, now: &Conclusions, found: &mut Vec<(f64, AnswerFlip)>) -> Result<(), AssessError> {
        let mut nearest: Vec<(Target, f64, AnswerFlip)> = Vec::new();
        for end in [number.least, number.most] {
            let mut before = number.base;
            let mut open = vec![Target::Grade, Target::Channel, Target::Right];
            for place in steps(number.base, end) {
                let there = self.at(number, place)?;
                let mut turned: Vec<Target> = Vec::new();
                for target in &open {
                    if turn(*target, now, &there).is_some() {
                        turned.push(*target);
                    }
                }
                for target in turned {
                    open.retain(|other| *other != target);
                    let flip = self.narrow(number, target, now, [before, place])?;
                    let part = libm::fabs((flip.at - flip.base) / number.range());
                    let slot = nearest.iter_mut().find(|(other, ..)| *other == target);
                    match slot {
                        Some(slot) if part < slot.1 => *slot = (target, part, flip),
                        Some(_) => {}
                        None => nearest.push((target, part, flip)),
                    }
                }
                before = place;
            }
        }
        found.extend(nearest.into_iter().map(|(_, part, flip)| (part, flip)));
        Ok(())
    }

    /// Halves the gap between a place with the same conclusion and one with another until they are neighbours.
    fn narrow(
        &self,
        number: &Moved,
        target: Target,
        now: &Conclusions,
        [mut same, mut other]: [i64; 2],
    ) -> Result<AnswerFlip, AssessError> {
        let mut there = self.at(number, other)?;
        while (other - same).abs() > 1 {
            let middle = same + (other - same) / 2;
            let found = self.at(number, middle)?;
            if turn(target, now, &found).is_some() {
                other = middle;
                there = found;
            } else {
                same = middle;
            }
        }
        Ok(AnswerFlip {
            path: number.path.clone(),
            unit: number.unit,
            base: number.value(number.base),
            at: number.value(other),
            last: number.value(same),
            // The loop keeps `there` a place at which it turned.
            turn: turn(target, now, &there).unwrap_or(Turn::Grade(there.grade)),
        })
    }
}

/// What a conclusion has become, if it is another one.
fn turn(target: Target, now: &Conclusions, there: &Conclusions) -> Option<Turn> {
    match target {
        Target::Grade => (there.grade != now.grade).then_some(Turn::Grade(there.grade)),
        Target::Channel => (there.channel != now.channel).then_some(Turn::Channel(there.channel)),
        Target::Right => {
            let ((_, before), (_, after)) = (now.right.as_ref()?, there.right.as_ref()?);
            (before != after).then_some(Turn::Right(*after))
        }
    }
}

/// Places from a base to an end, the end last, closer together near the base.
fn steps(base: i64, end: i64) -> Vec<i64> {
    let whole = (end - base) as f64;
    let mut places: Vec<i64> = Vec::new();
    for step in 1..=STEPS {
        let part = f64::from(step) / f64::from(STEPS);
        let place = if step == STEPS { end } else { base + libm::round(whole * part * part) as i64 };
        if place != base && places.last() != Some(&place) {
            places.push(place);
        }
    }
    places
}
