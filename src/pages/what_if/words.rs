//! Words of levers, measures and limits.

use ip_health_engine::decide::{GUARANTEES, Goal, Lever, LeverForm, Measure, Move, Outlook, Sense, Variant};
use ip_health_engine::dossier::Guarantee;
use ip_health_engine::rules::Unit;

use super::super::report::Reading;
use crate::fields::{Answer, Kind, read, show};
use crate::format::{decimal, difference, money, quantity, range, signed};
use crate::texts::Texts;

/// How a lever's value is typed.
pub fn kind(lever: &Lever) -> Kind {
    match lever.unit {
        Unit::Yuan => Kind::Money,
        Unit::Ratio | Unit::RatePerYear | Unit::PercentagePoint => Kind::Percent,
        _ => Kind::Number,
    }
}

/// The unit beside the box.
pub fn unit_word(lever: &Lever, texts: Texts) -> Option<&'static str> {
    match lever.unit {
        Unit::Yuan => Some(texts.unit_wan()),
        Unit::Ratio | Unit::RatePerYear => Some(texts.unit_percent()),
        Unit::PercentagePoint => Some(texts.what_if_points_of_percent()),
        Unit::Month => Some(texts.what_if_months()),
        Unit::Day => Some(texts.what_if_days()),
        _ => None,
    }
}

/// A lever's value as it stands in its box.
pub fn box_text(lever: &Lever, value: f64) -> String {
    let answer = match kind(lever) {
        Kind::Money => ip_health_engine::Money::from_yuan_f64(value).into(),
        Kind::Percent => ip_health_engine::Ratio::new(value).into(),
        _ => Answer::Number(value),
    };
    show(&answer)
}

/// What was typed, within the range of the lever.
pub fn typed(lever: &Lever, text: &str) -> Option<f64> {
    let value = match read(kind(lever), text).ok()? {
        Answer::Money(amount) => amount.to_yuan(),
        Answer::Ratio(ratio) => ratio.get(),
        Answer::Number(number) => number,
        _ => return None,
    };
    (lever.within(value) == value).then_some(value)
}

/// A lever's value in words.
pub fn value_word(lever: &Lever, value: f64, texts: Texts) -> String {
    match lever.form {
        LeverForm::Flag if value > 0.5 => texts.yes().to_owned(),
        LeverForm::Flag => texts.no().to_owned(),
        LeverForm::Choice => stand_word(value, texts).to_owned(),
        // A shift, no level.
        LeverForm::Number if lever.unit == Unit::PercentagePoint && value != 0.0 => {
            difference(value, lever.unit, texts)
        }
        LeverForm::Number => quantity(value, lever.unit, texts),
    }
}

/// Who stands behind a loan, by place among the stands.
pub fn stand_word(place: f64, texts: Texts) -> &'static str {
    match GUARANTEES.get(place as usize) {
        Some(Guarantee::CityFund) => texts.stand_city(),
        Some(Guarantee::Commercial) => texts.stand_commercial(),
        Some(Guarantee::Insurance) => texts.stand_insurance(),
        Some(Guarantee::None) | None => texts.stand_none(),
    }
}

/// The name of a measure.
pub fn measure_word(measure: Measure, texts: Texts) -> &'static str {
    match measure {
        Measure::Value => texts.measure_value(),
        Measure::Debt => texts.measure_debt(),
        Measure::Cost => texts.measure_cost(),
        Measure::Score => texts.measure_score(),
        Measure::Readiness => texts.measure_readiness(),
    }
}

/// A measured number in words.
pub fn measured(measure: Measure, value: Option<f64>, texts: Texts) -> String {
    let Some(value) = value else { return texts.word_unknown().to_owned() };
    match measure {
        Measure::Value | Measure::Debt => money(value, texts),
        Measure::Cost => quantity(value, Unit::RatePerYear, texts),
        Measure::Score | Measure::Readiness => decimal(value, 1),
    }
}

/// A difference with its sign; `None` when there is none that shows.
pub fn change(measure: Measure, before: Option<f64>, after: Option<f64>, texts: Texts) -> Option<String> {
    let change = after? - before?;
    let seen = match measure {
        Measure::Value | Measure::Debt => 0.5,
        Measure::Cost => 5e-5,
        Measure::Score | Measure::Readiness => 0.05,
    };
    (change.abs() >= seen).then(|| match measure {
        Measure::Cost => difference(change, Unit::RatePerYear, texts),
        _ => signed(change, |size| measured(measure, Some(size), texts)),
    })
}

/// By what an answer is the best.
pub fn variant_word(variant: Variant, texts: Texts) -> &'static str {
    match variant {
        Variant::Smallest => texts.seek_variant_smallest(),
        Variant::Cheapest => texts.seek_variant_cheapest(),
        Variant::Fastest => texts.seek_variant_fastest(),
        Variant::Surest => texts.seek_variant_surest(),
    }
}

/// Whether the combination of channels is meant or one of them.
pub fn sense_word(sense: Sense, texts: Texts) -> &'static str {
    match sense {
        Sense::Combined => texts.seek_sense_combined(),
        Sense::OneChannel => texts.seek_sense_channel(),
    }
}

/// A goal in words.
pub fn goal_word(goal: &Goal, texts: Texts) -> String {
    match goal {
        Goal::Debt { amount, sense } => {
            texts.seek_goal_in(sense_word(*sense, texts), texts.seek_goal_debt(), &money(amount.to_yuan(), texts))
        }
        Goal::Cost { rate, sense } => {
            let rate = quantity(*rate, Unit::RatePerYear, texts);
            texts.seek_goal_in(sense_word(*sense, texts), texts.seek_goal_cost(), &rate)
        }
        Goal::Attribute { year } => [texts.seek_goal_attribute(), " ", &year.to_string()].concat(),
        Goal::Grade { grade } => {
            [texts.seek_goal_grade(), " ", super::super::report::grade_words(*grade, texts).1].concat()
        }
    }
}

/// What a change changes, from and to.
pub fn move_word(change: &Move, texts: Texts) -> String {
    match (&change.lever, change.to) {
        (Some(lever), Some(to)) => {
            texts.seek_from_to(&value_word(lever, lever.now, texts), &value_word(lever, to, texts))
        }
        _ => texts.seek_do().to_owned(),
    }
}

/// From, to, as one amount; nothing at all where both are nothing.
pub fn cost_word([low, high]: [f64; 2], texts: Texts) -> String {
    if high < 1.0 {
        texts.seek_no_cost().to_owned()
    } else if low + 1.0 > high {
        money(high, texts)
    } else {
        range(low, high, texts)
    }
}

/// The results of an answer in one line.
pub fn outlook_line(outlook: &Outlook, reading: &Reading) -> String {
    let texts = reading.texts;
    let word = |measure: Measure| measured(measure, outlook.measure(measure), texts);
    texts.seek_result_line(&word(Measure::Value), &word(Measure::Debt), &word(Measure::Cost), &word(Measure::Score))
}
