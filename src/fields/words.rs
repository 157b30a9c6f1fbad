//! Answers in words, for reading rather than typing.

use super::{Answer, Choice, Kind};
use crate::format;
use crate::texts::Texts;

/// An answer in words; `None` when nothing is known.
#[must_use]
pub fn words(kind: Kind, answer: &Answer, texts: Texts) -> Option<String> {
    let choice = |choices: &'static [Choice], place: usize| choices.get(place).map(|choice| (choice.label)(texts));
    Some(match answer {
        Answer::Unknown => return None,
        Answer::Text(text) => text.clone(),
        Answer::Money(money) => format::money(money.to_yuan(), texts),
        Answer::Ratio(ratio) => format::percent(ratio.get()),
        Answer::Count(count) => format::decimal(f64::from(*count), 0),
        Answer::Number(number) => format::decimal(*number, 2),
        Answer::Date(date) => format::date(*date),
        Answer::Flag(flag) => if *flag { texts.yes() } else { texts.no() }.to_owned(),
        Answer::One(place) => match kind {
            Kind::One(choices) => choice(choices, *place)?.to_owned(),
            _ => return None,
        },
        Answer::Any(0) => texts.none_of_these().to_owned(),
        Answer::Any(bits) => match kind {
            Kind::Any(choices) => {
                let chosen = (0..choices.len()).filter(|place| bits & (1 << place) != 0);
                let names: Vec<&str> = chosen.filter_map(|place| choice(choices, place)).collect();
                names.join(texts.list_separator())
            }
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use ip_health_engine::Money;
    use ip_health_engine::dossier::{Certificate, SizeClass};
    use ip_health_engine::rules::Language;

    use super::super::Coded;
    use super::*;

    const ZH: Texts = Texts::new(Language::Chinese);

    #[test]
    fn answers_read_as_people_write_them() {
        let check = |kind, answer, expected: Option<&str>| assert_eq!(words(kind, &answer, ZH).as_deref(), expected);
        check(Kind::Money, Answer::Money(Money::from_wan(4_180)), Some("4,180 万元"));
        check(Kind::Flag, Answer::Flag(false), Some("否"));
        check(Kind::One(SizeClass::CHOICES), SizeClass::answer(Some(SizeClass::Micro)), Some("微型"));
        check(Kind::Any(Certificate::CHOICES), Answer::Any(0), Some("都没有"));
        check(Kind::Count, Answer::Unknown, None);
    }
}
