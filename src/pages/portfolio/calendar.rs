//! Deadlines as events of a calendar.

use std::collections::BTreeMap;

use ip_health_engine::deadlines::{Deadline, DeadlineKind, Deadlines};
use ip_health_engine::dossier::{Asset, Dossier};
use ip_health_engine::exchange::CalendarEvent;

use super::deadlines::kind_words;
use super::row::title_of;
use crate::format::{date, money};
use crate::texts::Texts;

/// Days before a deadline on which the calendar reminds.
const REMINDERS: [u16; 2] = [30, 7];

/// All deadlines, overdue ones on the last day on which something can still be done.
pub fn events(deadlines: &Deadlines, dossier: &Dossier, texts: Texts) -> Vec<CalendarEvent> {
    let rights: BTreeMap<&str, &Asset> = dossier.assets.iter().map(|asset| (asset.id.as_str(), &**asset)).collect();
    let all = deadlines.overdue.iter().chain(&deadlines.coming);
    all.map(|deadline| event(deadline, deadlines, rights.get(deadline.subject.as_str()).copied(), dossier, texts))
        .collect()
}

fn event(
    deadline: &Deadline,
    deadlines: &Deadlines,
    right: Option<&Asset>,
    dossier: &Dossier,
    texts: Texts,
) -> CalendarEvent {
    let licence = dossier.licences.iter().find(|licence| licence.id == deadline.subject);
    let name = match (right, licence) {
        (Some(right), _) => title_of(&right.title, texts),
        (None, Some(licence)) => licence.party.clone(),
        (None, None) => String::new(),
    };
    let kind = kind_words(deadline.kind, texts);
    let number = right.and_then(|right| right.number.as_deref());
    let parts = [
        deadline.amount.as_ref().map(|amount| texts.deadlines_event_amount(&money(amount.value, texts))),
        deadline.last_day.map(|last| texts.deadlines_last_day(&date(last))),
        number.map(|number| texts.deadlines_event_number(number)),
    ];
    let overdue = deadline.due < deadlines.day;
    let day = deadline.last_day.filter(|last| overdue && deadlines.day <= *last).unwrap_or(deadline.due);
    let fee = matches!(deadline.kind, DeadlineKind::AnnualFee { .. });
    CalendarEvent {
        id: deadline.id.clone(),
        day,
        until: None,
        summary: if name.is_empty() { kind.clone() } else { [&kind, " · ", &name].concat() },
        description: parts.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        category: if fee { texts.deadlines_open().to_owned() } else { texts.deadlines_title().to_owned() },
        reminders: REMINDERS.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ip_health_engine::assess;
    use ip_health_engine::dossier::AssetStatus;
    use ip_health_engine::rules::{Language, RulePack};
    use jiff::civil::date as day;

    use super::*;

    fn check(arrears: Option<bool>, expected: (&str, jiff::civil::Date, &str)) {
        let right = Asset {
            id: "a1".to_owned(),
            title: "稳压器".to_owned(),
            number: Some("201810123456.7".to_owned()),
            status: Some(AssetStatus::Granted),
            filing_date: Some(day(2018, 9, 30)),
            grant_date: Some(day(2021, 3, 1)),
            fee_arrears: arrears,
            ..Asset::default()
        };
        let dossier = Dossier { assets: vec![Arc::new(right)], ..Dossier::default() };
        let found = assess(&dossier, &RulePack::built_in().unwrap(), day(2026, 11, 25)).unwrap().deadlines;
        let events = events(&found, &dossier, Texts::new(Language::Chinese));
        let (summary, on, description) = expected;
        assert_eq!((events[0].summary.as_str(), events[0].day), (summary, on));
        assert_eq!(events[0].description, description);
    }

    #[test]
    fn a_fee_names_right_amount_and_last_day() {
        let description = "应缴 4,000 元\n最迟 2028-03-30\n号码 201810123456.7";
        check(None, ("第 10 年度年费 · 稳压器", day(2027, 9, 30), description));
    }

    #[test]
    fn a_late_fee_stands_on_the_last_day_of_grace() {
        let description = "应缴 2,100 元\n最迟 2027-03-30\n号码 201810123456.7";
        check(Some(true), ("第 9 年度年费 · 稳压器", day(2027, 3, 30), description));
    }
}
