//! What leaves the page as a file: the candidate record for the service station, the days of the plan for a calendar. And
//! the training the issues call for.

use ip_health_engine::exchange::{CalendarEvent, write_calendar};
use ip_health_engine::star::candidate_record;
use ip_health_engine::star::result::{PlanEvent, PlanEventKind, note_id};
use yew::prelude::*;

use crate::components::sources;
use crate::pages::report::{Reading, SectionProps, head};
use crate::state::disk;

/// Days before the last day to start on which the calendar reminds.
const REMIND_BEFORE_START: [u16; 2] = [30, 7];
/// Days before any other day.
const REMIND_BEFORE: [u16; 1] = [7];

/// The card: training, station, candidate record.
#[component]
pub fn Export(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let onclick = {
        let reading = reading.clone();
        Callback::from(move |_: MouseEvent| save_candidate(&reading))
    };
    let station = reading.note("star.station");
    html! {
        <section class="report__card" id="star-station">
            { head(texts.star_training_title(), "") }
            if star.training.is_empty() {
                <p>{ texts.star_training_none() }</p>
            } else {
                <ul class="lines">
                    for module in &star.training {
                        <li key={module.code.clone()}>
                            <span class="lines__mark" aria-hidden="true">{ "▪" }</span>
                            <strong>{ reading.title(&note_id(&module.code)) }</strong>
                            <small>
                                { texts.star_training_because(
                                    &module.issues.iter().map(|code| reading.issue_name(code)).collect::<Vec<_>>()
                                        .join(texts.list_separator()),
                                ) }
                            </small>
                        </li>
                    }
                </ul>
            }
            <h3 class="star__sub">{ texts.star_station_title() }</h3>
            if let Some(note) = station {
                <p>
                    <strong>{ note.title.get(texts.language()).to_owned() }</strong>{ " " }
                    { note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }
                </p>
                { sources(&note.provenance, &reading.rules, texts) }
            }
            <p class="star__act">
                <button type="button" class="button" id="star-candidate" {onclick}>{ texts.star_candidate_export() }</button>
            </p>
            <p class="report__quiet report__small">{ texts.star_candidate_note() }</p>
        </section>
    }
}

fn save_candidate(reading: &Reading) {
    let as_of = reading.assessment.as_of;
    let record = candidate_record(&reading.dossier, &reading.assessment.star, as_of);
    // A plain record of texts and numbers; there is nothing in it that could not be written.
    if let Ok(text) = serde_json::to_string_pretty(&record) {
        let name = [reading.texts.star_candidate_file(), "_", &as_of.to_string(), ".json"].concat();
        // A browser that refuses a download says so itself.
        let _ = disk::download(&name, &text, "application/json");
    }
}

/// Saves the days of the plan as a calendar file.
#[component]
pub fn CalendarButton(props: &SectionProps) -> Html {
    let texts = props.reading.texts;
    let onclick = {
        let reading = props.reading.clone();
        Callback::from(move |_: MouseEvent| {
            let texts = reading.texts;
            let as_of = reading.assessment.as_of;
            let events = calendar_events(&reading);
            let text = write_calendar(texts.star_plan_title(), as_of, &events);
            let _ = disk::download(texts.star_plan_calendar_file(), &text, "text/calendar");
        })
    };
    html! {
        <p class="star__act">
            <button type="button" class="button" id="star-calendar" {onclick}>{ texts.star_plan_calendar() }</button>
        </p>
    }
}

/// The days of the plan as events, named in the user's language.
pub fn calendar_events(reading: &Reading) -> Vec<CalendarEvent> {
    let events = reading.assessment.star.plan.events(reading.assessment.as_of);
    events.iter().map(|event| calendar_event(event, reading)).collect()
}

fn calendar_event(event: &PlanEvent, reading: &Reading) -> CalendarEvent {
    let texts = reading.texts;
    let name = reading.issue_name(&event.code);
    let (kind, summary, reminders) = match event.kind {
        PlanEventKind::StartBy => ("start", texts.star_event_start(&name), &REMIND_BEFORE_START[..]),
        PlanEventKind::EvidenceBy => ("evidence", texts.star_event_evidence(&name), &REMIND_BEFORE[..]),
        PlanEventKind::DoneBy => ("done", texts.star_event_done(&name), &REMIND_BEFORE[..]),
        PlanEventKind::EvidenceDone => ("evidenced", texts.star_event_evidence_done(&name), &REMIND_BEFORE[..]),
        PlanEventKind::StepBegins => ("begins", texts.star_event_begins(&name), &REMIND_BEFORE[..]),
        PlanEventKind::StepEnds => ("ends", texts.star_event_ends(&name), &REMIND_BEFORE[..]),
    };
    CalendarEvent {
        id: ["star.", &event.code, ".", kind].concat(),
        day: event.day,
        until: None,
        summary,
        description: texts.star_event_note().to_owned(),
        category: texts.nav_star().to_owned(),
        reminders: reminders.to_vec(),
    }
}
