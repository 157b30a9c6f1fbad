//! Days to watch, and what could not be verified.

use ip_health_engine::rules::{Note, NoteKind, RulePack};
use jiff::civil::Date;
use yew::prelude::*;

use crate::texts::Texts;

/// Remarks of the policy register that carry a code, in force on a day.
fn remarks<'a>(rules: &'a RulePack, day: Date, code: &'static str) -> impl Iterator<Item = &'a Note> {
    rules.pack().notes.iter().filter(move |note| {
        note.kind == NoteKind::Remark && !note.codes(code).is_empty() && note.provenance.valid.holds_on(day)
    })
}

/// The days on which a rule or measure ends or changes, the next first; those that are over stay and say so.
pub fn dates(rules: &RulePack, today: Date, texts: Texts) -> Html {
    let language = texts.language();
    let mut dated: Vec<(Date, &Note)> = remarks(rules, today, "date")
        .filter_map(|note| Some((note.codes("date").first()?.parse().ok()?, note)))
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    if dated.is_empty() {
        return Html::default();
    }
    let left = |day: Date| match today.until(day).map_or(0, |span| span.get_days()) {
        days if days < 0 => texts.watch_over().to_owned(),
        days => texts.watch_days_left(&days.to_string()),
    };
    html! {
        <section class="card" id="rules-watch">
            <h2>{ texts.watch_title() }</h2>
            <p>{ texts.watch_lede() }</p>
            <ul class="rules__dates">
                for (day, note) in dated {
                    <li key={note.id.as_str()}>
                        <strong>{ day.to_string() }</strong>{ " " }{ note.title.get(language).to_owned() }
                        <small>
                            { left(day) }
                            if let Some(body) = &note.body { { " · " }{ body.get(language).to_owned() } }
                        </small>
                    </li>
                }
            </ul>
        </section>
    }
}

/// What we looked for and did not find in a text that we could rely on.
pub fn gaps(rules: &RulePack, today: Date, texts: Texts) -> Html {
    let language = texts.language();
    let open: Vec<&Note> = remarks(rules, today, "gap").collect();
    if open.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" id="rules-gaps">
            <h2>{ texts.gaps_title() }</h2>
            <p>{ texts.gaps_lede() }</p>
            <ul>
                for note in open {
                    <li key={note.id.as_str()}>
                        { note.title.get(language).to_owned() }
                        if let Some(body) = &note.body { { " " }<small>{ body.get(language).to_owned() }</small> }
                    </li>
                }
            </ul>
        </section>
    }
}
