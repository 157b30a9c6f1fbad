//! Check answers 核对: every question with its answer and the way to change it.

use yew::prelude::*;

use super::questions::{Asking, Block, Group, Question};
use super::section_words;
use crate::fields::words;
use crate::route::{Route, Section};
use crate::state::{Document, Place};

/// Sections that ask, without the quick start, whose questions are asked again in them.
const ASKING: [Section; 6] =
    [Section::Enterprise, Section::Rights, Section::Accounts, Section::Risk, Section::Need, Section::Star];

/// All answers.
pub fn answers(asking: &Asking, document: &Document) -> Html {
    html! {
        <>
            for section in ASKING {
                { section_answers(asking, document, section) }
            }
        </>
    }
}

fn section_answers(asking: &Asking, document: &Document, section: Section) -> Html {
    let title = section_words(section, asking.texts).title;
    let mut groups = asking.groups(section);
    if section == Section::Enterprise && asking.dossier.assets.is_empty() {
        // Only the quick start asks for these.
        groups.extend(
            asking.groups(Section::Quick).into_iter().filter(|group| group.title == asking.texts.group_counts()),
        );
    }
    html! {
        <section class="group" aria-label={title}>
            <h2>{ title }</h2>
            for group in &groups {
                if group.folded {
                    <details class="group--folded">
                        <summary>{ group.title }</summary>
                        { rows(asking, document, section, group) }
                    </details>
                } else {
                    <h3>{ group.title }</h3>
                    { rows(asking, document, section, group) }
                }
            }
        </section>
    }
}

fn rows(asking: &Asking, document: &Document, section: Section, group: &Group) -> Html {
    let texts = asking.texts;
    match &group.block {
        Block::Issues => question_rows(asking, document, section, &asking.issues()),
        Block::Questions(questions) => question_rows(asking, document, section, questions),
        Block::Years(fields) => html! {
            <dl class="answers">
                for field in fields.iter().copied() {
                    { year_row(asking, document, section, field) }
                }
            </dl>
        },
        Block::Records(records) => {
            let ids = records.ids(asking.dossier);
            html! {
                if ids.is_empty() {
                    <p class="interview__quiet">{ texts.not_given() }{ " " }
                        <a href={Route::Interview(section, None).to_string()}>{ texts.edit() }<span class="unseen">{ " " }{ group.title }</span></a>
                    </p>
                } else {
                    for (number, (id, own)) in ids.into_iter().enumerate() {
                        <h4>{ records.name(&own, number, texts) }</h4>
                        <dl class="answers">
                            for place in records.places(&id, asking.day) {
                                { row(asking, place.label(texts), answer(asking, document, &place), target(section, &place)) }
                            }
                        </dl>
                    }
                }
            }
        }
        Block::Rights => html! {
            <dl class="answers">
                { row(
                    asking,
                    texts.group_rights().into(),
                    (!asking.dossier.assets.is_empty()).then(|| texts.rights_count(&asking.dossier.assets.len().to_string())),
                    Route::Portfolio,
                ) }
            </dl>
        },
    }
}

fn year_row(
    asking: &Asking,
    document: &Document,
    section: Section,
    field: &'static crate::fields::Field<ip_health_engine::dossier::FiscalYear>,
) -> Html {
    let texts = asking.texts;
    let places: Vec<(i16, Place)> = asking.years().into_iter().map(|year| (year, Place::Year(year, field))).collect();
    let given: Vec<String> = places
        .iter()
        .filter_map(|(year, place)| Some(texts.check_of_year(&year.to_string(), &answer(asking, document, place)?)))
        .collect();
    // The way leads to the first year that is not answered, else to the last.
    let open = places.iter().find(|(_, place)| answer(asking, document, place).is_none()).or_else(|| places.last());
    let route = open.map_or(Route::Interview(section, None), |(_, place)| target(section, place));
    row(asking, (field.label)(texts).into(), (!given.is_empty()).then(|| given.join(" · ")), route)
}

fn row(asking: &Asking, label: AttrValue, answer: Option<String>, route: Route) -> Html {
    let texts = asking.texts;
    let class = classes!("answers__value", answer.is_none().then_some("answers__value--none"));
    html! {
        <div class="answers__row">
            <dt>{ label.clone() }</dt>
            <dd {class}>{ answer.unwrap_or_else(|| texts.not_given().to_owned()) }</dd>
            <dd><a href={route.to_string()}>{ texts.edit() }<span class="unseen">{ " " }{ label }</span></a></dd>
        </div>
    }
}

/// The answer in words; what was typed and cannot be read stands as it was typed.
fn answer(asking: &Asking, document: &Document, place: &Place) -> Option<String> {
    let texts = asking.texts;
    if document.is_unsure(place) {
        return Some(texts.unsure().to_owned());
    }
    if document.error(place).is_some() {
        return Some(texts.check_unread(&document.text(place)));
    }
    words(place.kind(), &place.answer(asking.dossier), texts)
}

/// Where a question is asked.
fn target(section: Section, place: &Place) -> Route {
    let section = if matches!(place, Place::Counts(_)) { Section::Quick } else { section };
    Route::Interview(section, Some(place.path().into()))
}

fn question_rows(asking: &Asking, document: &Document, section: Section, questions: &[Question]) -> Html {
    html! {
        <dl class="answers">
            for question in questions {
                { row(
                    asking,
                    question.label.clone().unwrap_or_else(|| question.place.label(asking.texts)),
                    answer(asking, document, &question.place),
                    target(section, &question.place),
                ) }
            }
        </dl>
    }
}
