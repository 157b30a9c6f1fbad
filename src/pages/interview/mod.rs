//! Interview 填报: sections with their questions, and beside them what the answers come to.

mod check;
mod estimate;
mod form;
mod issues;
mod product_details;
mod questions;
mod records;
mod rights;
mod ties;
mod years;

use std::collections::BTreeSet;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use self::estimate::Estimate;
pub use self::issues::lead_words;

use self::questions::Asking;
use crate::components::{ERROR_SUMMARY, ErrorSummary, Problems, Task, TaskList, WorkingProvider, field_id, focus};
use crate::hooks::{use_assessment, use_dossier, use_rules, use_session, use_texts};
use crate::route::{Route, Section, go};
use crate::state::Place;
use crate::texts::Texts;

/// Id of the heading, to move the focus to it.
const TITLE: &str = "interview-title";

/// Properties of [`Interview`].
#[derive(Properties, PartialEq)]
pub struct InterviewProps {
    /// The section asked.
    pub section: Section,
    /// The field to go to.
    pub field: Option<AttrValue>,
}

/// The questions.
#[component]
pub fn Interview(props: &InterviewProps) -> Html {
    let InterviewProps { section, field } = props;
    let section = *section;
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let rules = use_rules();
    let session = use_session().session;
    // Problems of a section are shown from the first Continue on, and then follow each keystroke.
    let shown = use_state_eq(BTreeSet::<Section>::new);
    let from_check = use_state_eq(|| false);

    let asking = Asking { dossier: &document.dossier, rules: &rules, day: session.as_of, texts };
    let groups = asking.groups(section);
    let places: Vec<Place> = if section == Section::Check {
        Section::ALL.into_iter().flat_map(|section| asking.section_places(section)).collect()
    } else {
        groups.iter().flat_map(|group| asking.places(group)).collect()
    };
    let wanted = section == Section::Check || shown.contains(&section);
    let problems = if wanted { Problems::of(&document, &places, texts) } else { Problems::default() };
    use_title(section, problems.has_errors(), texts);
    let sought = field.as_deref().and_then(|path| questions::sought(&places, path));
    use_arrival(section, field.clone(), sought.clone());
    {
        let from_check = from_check.clone();
        // A field gone to from the check leads back to it.
        use_effect_with((section, field.is_some()), move |(section, has_field)| match section {
            Section::Check => from_check.set(true),
            _ if !has_field => from_check.set(false),
            _ => {}
        });
    }
    let before = use_before(section, &session.id, session.restored, assessment.as_ref().map(|a| a.valuation.range.p50));

    let next = if *from_check && section != Section::Check { Some(Section::Check) } else { neighbour(section, 1) };
    let onsubmit = {
        let (shown, document, places) = (shown.clone(), document.clone(), places.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = Problems::of(&document, &places, texts);
            // Doubts stop once; whoever goes on has seen them.
            let seen = shown.contains(&section) && !found.has_errors();
            if found.is_empty() || seen {
                go(&next.map_or(Route::Report, |next| Route::Interview(next, None)));
                return;
            }
            let mut all = (*shown).clone();
            all.insert(section);
            shown.set(all);
            focus(ERROR_SUMMARY);
        })
    };
    let words = section_words(section, texts);
    let tasks = Section::ALL.map(|of| task(of, section, &asking, &document)).to_vec();
    let previous = neighbour(section, -1);

    html! {
        <div class="interview">
            <TaskList {tasks} />
            <form class="interview__form" novalidate=true {onsubmit} key={words.title}>
                <h1 id={TITLE} tabindex="-1">{ words.title }</h1>
                <p class="interview__lede">{ words.lede }</p>
                <ErrorSummary problems={problems.clone()} />
                <ContextProvider<Problems> context={problems.clone()}>
                    if section == Section::Check {
                        { check::answers(&asking, &document) }
                    }
                    for group in &groups {
                        { form::group(&asking, group, &problems, sought.as_deref()) }
                    }
                </ContextProvider<Problems>>
                <div class="interview__go">
                    if let Some(previous) = previous {
                        <a class="button" href={Route::Interview(previous, None).to_string()}>
                            <span aria-hidden="true">{ "← " }</span>{ texts.interview_previous() }
                        </a>
                    }
                    if section == Section::Quick {
                        <a class="button" href={Route::Report.to_string()}>{ texts.interview_report_now() }</a>
                    }
                    if section == Section::Check {
                        <a class="button button--first" href={Route::Report.to_string()}>{ texts.interview_report() }</a>
                    } else {
                        <button type="submit" class="button button--first">
                            { next.map_or_else(|| texts.interview_report().to_owned(), |next| {
                                texts.interview_continue(section_words(next, texts).title)
                            }) }
                            <span aria-hidden="true">{ " →" }</span>
                        </button>
                    }
                </div>
            </form>
            <aside class="interview__aside" aria-label={texts.estimate_title()}>
                if let Some(assessment) = assessment {
                    <WorkingProvider assessment={assessment.clone()} rules={rules.clone()}>
                        <Estimate {section} {assessment} {before} />
                    </WorkingProvider>
                }
            </aside>
        </div>
    }
}

/// The words of a section.
pub struct SectionWords {
    /// Its name.
    pub title: &'static str,
    /// What to know before answering.
    pub lede: &'static str,
    /// What its answers decide.
    pub affects: Option<&'static str>,
}

/// The words of a section.
pub fn section_words(section: Section, texts: Texts) -> SectionWords {
    let (title, lede, affects) = match section {
        Section::Quick => (texts.section_quick(), texts.section_quick_lede(), Some(texts.section_quick_affects())),
        Section::Enterprise => {
            (texts.section_enterprise(), texts.section_enterprise_lede(), Some(texts.section_enterprise_affects()))
        }
        Section::Rights => (texts.section_rights(), texts.section_rights_lede(), Some(texts.section_rights_affects())),
        Section::Accounts => {
            (texts.section_accounts(), texts.section_accounts_lede(), Some(texts.section_accounts_affects()))
        }
        Section::Risk => (texts.section_risk(), texts.section_risk_lede(), Some(texts.section_risk_affects())),
        Section::Need => (texts.section_need(), texts.section_need_lede(), Some(texts.section_need_affects())),
        Section::Star => (texts.section_star(), texts.section_star_lede(), Some(texts.section_star_affects())),
        Section::Check => (texts.section_check(), texts.section_check_lede(), None),
    };
    SectionWords { title, lede, affects }
}

fn neighbour(section: Section, step: isize) -> Option<Section> {
    let place = Section::ALL.iter().position(|known| *known == section)?;
    Section::ALL.get(place.checked_add_signed(step)?).copied()
}

fn task(of: Section, on_screen: Section, asking: &Asking, document: &crate::state::Document) -> Task {
    let texts = asking.texts;
    let rights = asking.dossier.assets.len();
    let (answered, all) = asking.progress(of, document);
    let (note, done) = match of {
        Section::Rights => (texts.rights_count(&rights.to_string()), rights > 0 && answered == all),
        Section::Check => (String::new(), false),
        _ => ([answered.to_string(), all.to_string()].join("/"), all > 0 && answered == all),
    };
    Task {
        href: Route::Interview(of, None).to_string(),
        label: section_words(of, texts).title,
        note,
        done,
        current: of == on_screen,
    }
}

/// Names the page after its section, with what is wrong first.
#[hook]
fn use_title(section: Section, has_errors: bool, texts: Texts) {
    use_effect_with((section, has_errors, texts), |(section, has_errors, texts)| {
        let name = [section_words(*section, *texts).title, " · ", texts.app_name()].concat();
        let name = if *has_errors { texts.problem_page_title(&name) } else { name };
        // The app names the document when the language changes; the section's name comes after.
        let timer = Timeout::new(0, move || set_title(&name));
        let plain = texts.app_name();
        move || {
            drop(timer);
            set_title(plain);
        }
    });
}

fn set_title(name: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(name);
    }
}

/// Goes to the field of the address, else to the heading when the section changes.
#[hook]
fn use_arrival(section: Section, field: Option<AttrValue>, sought: Option<String>) {
    let first = use_mut_ref(|| true);
    use_effect_with((section, field), move |_| {
        let is_first = first.replace(false);
        match sought {
            Some(path) => focus(&field_id(&path)),
            None if is_first => {}
            None => focus(TITLE),
        }
    });
}

/// The value when the section was opened: what this page changes is counted from there. The first value to arrive
/// counts, since the worker computes it a moment after the section is shown.
#[hook]
fn use_before(section: Section, id: &AttrValue, restored: bool, value: Option<f64>) -> f64 {
    let opened = use_mut_ref(|| None::<((Section, AttrValue, bool), f64)>);
    let Some(value) = value else { return 0.0 };
    let key = (section, id.clone(), restored);
    let mut opened = opened.borrow_mut();
    match &*opened {
        Some((known, before)) if *known == key => *before,
        _ => {
            *opened = Some((key, value));
            value
        }
    }
}
