//! The first screen of a terminal 待机屏: whose it is, what comes out, as the assessments of sample firms show it one after
//! another, and the way in, language first.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use ip_health_engine::rules::Language;
use yew::prelude::*;

use super::dock::mark;
use super::{Station, desk_errors};
use crate::format;
use crate::hooks::{use_language, use_loaded_rules, use_pack, use_session, use_texts};
use crate::pages::report::{Reading, Tone, grade_words, open_now, star_count, state};
use crate::pages::{sample, sample_names};
use crate::route::{Route, Section, go};
use crate::state::{Shared, today};
use crate::texts::Texts;
use crate::worker::{Assess, Handle, run};

/// How long a firm is shown, in milliseconds.
const TURN_MS: u32 = 8_000;

/// Properties of [`Attract`].
#[derive(Properties, PartialEq)]
pub struct AttractProps {
    /// Who offers the terminal.
    pub station: Rc<Station>,
}

/// The first screen.
#[component]
pub fn Attract(props: &AttractProps) -> Html {
    let station = &props.station;
    let texts = use_texts();
    let language = use_language();
    let session = use_session();
    let refused = use_pack().and_then(|pack| pack.refused.as_ref().map(|(name, _)| name.clone()));
    let begin = |chosen: Language| {
        let (choose, session) = (language.choose.clone(), session.clone());
        Callback::from(move |_: MouseEvent| {
            choose.emit(chosen);
            session.open_new(ip_health_engine::dossier::Dossier::default(), false);
            go(&Route::Interview(Section::Quick, None));
        })
    };
    let names = station.desk.name.as_ref();
    let [zh, en] = [Language::Chinese, Language::English].map(Texts::new);
    html! {
        <>
            <header class="attract__head">
                if let Some(names) = names {
                    <p class="attract__station">
                        { mark(station) }
                        <span><span lang="zh-CN">{ names.get(Language::Chinese).to_owned() }</span>
                        <small lang="en">{ names.get(Language::English).to_owned() }</small></span>
                    </p>
                }
                <h1>
                    <span lang="zh-CN">{ zh.start_title_worth() }{ "，" }{ zh.start_title_finance() }</span>
                    <small lang="en">{ en.kiosk_title() }</small>
                </h1>
            </header>
            <Demo />
            <div class="attract__go">
                for (texts, chosen) in [(zh, Language::Chinese), (en, Language::English)] {
                    <button type="button" class="attract__begin" lang={texts.tag()} data-language={texts.tag()} onclick={begin(chosen)}>
                        <strong>{ texts.kiosk_language() }</strong>
                        <span>{ texts.start_begin() }{ " →" }</span>
                    </button>
                }
            </div>
            <div class="attract__facts">
                <p lang="zh-CN">{ zh.kiosk_facts() }</p>
                <p lang="en">{ en.kiosk_facts() }</p>
            </div>
            if !station.errors.is_empty() || refused.is_some() {
                <section class="attract__faults" role="alert" aria-label={texts.desk_title()}>
                    <h2>{ texts.desk_title() }</h2>
                    <ul>
                        for error in &station.errors {
                            <li>{ desk_errors::words(error, texts) }</li>
                        }
                        if let Some(name) = refused {
                            <li>{ texts.rules_badge_refused(&name) }</li>
                        }
                    </ul>
                </section>
            }
        </>
    }
}

/// What came out for a sample firm.
#[derive(Clone, PartialEq)]
struct Shown {
    sample: &'static str,
    reading: Reading,
}

/// Sample firms one after another, each as it was assessed just now under the rules in use. It can be stopped; whoever
/// wants no motion sees the first.
#[component]
fn Demo() -> Html {
    let texts = use_texts();
    let shown = use_assessed();
    let turn = use_state_eq(|| 0_usize);
    let runs = use_state_eq(wants_motion);
    let many = shown.len();
    {
        let turn = turn.clone();
        use_effect_with((*runs && many > 1, *turn), move |(runs, now)| {
            let now = *now;
            let interval = runs.then(|| Interval::new(TURN_MS, move || turn.set(now + 1)));
            move || drop(interval)
        });
    }
    let Some(Shown { sample, reading }) = (many > 0).then(|| &shown[*turn % many]) else {
        return html! { <section class="attract__demo"><p role="status">{ texts.app_loading() }</p></section> };
    };
    let (_, sector, name) = sample_names(texts).find(|(code, ..)| code == sample).unwrap_or_default();
    let reading = Reading { texts, ..reading.clone() };
    let toggle = {
        let runs = runs.clone();
        Callback::from(move |_: MouseEvent| runs.set(!*runs))
    };
    html! {
        <section class="attract__demo" aria-label={texts.kiosk_demo()}>
            <header>
                <p><span class="sample__sector">{ texts.kiosk_demo() }{ " · " }{ sector }</span></p>
                <h2>{ name }</h2>
            </header>
            <dl class="attract__figures" key={[*sample, texts.tag()].concat()}>
                for (label, figure, note) in figures(&reading) {
                    <div><dt>{ label }</dt><dd><strong>{ figure }</strong><small>{ note }</small></dd></div>
                }
            </dl>
            <footer>
                <p>{ texts.report_as_of(&format::date(reading.assessment.as_of)) }{ " · " }{ texts.start_samples_note() }</p>
                <button type="button" id="demo-toggle" class="button" aria-pressed={(!*runs).to_string()} onclick={toggle}>
                    <span aria-hidden="true">{ if *runs { "❚❚" } else { "▶" } }</span>
                    { if *runs { texts.kiosk_demo_stop() } else { texts.kiosk_demo_run() } }
                </button>
            </footer>
        </section>
    }
}

/// Label, figure and remark of what a visitor will get.
fn figures(reading: &Reading) -> Vec<(&'static str, Html, String)> {
    let texts = reading.texts;
    let assessment = &reading.assessment;
    let range = assessment.valuation.range;
    let (met, of) = star_count(&assessment.star);
    let grade = assessment.health.grade.map_or_else(
        || state(Tone::Unknown, texts.report_no_grade()),
        |grade| {
            let (tone, letter, word) = grade_words(grade, texts);
            state(tone, texts.report_grade(letter, word))
        },
    );
    let mut figures = vec![(
        texts.report_portfolio_value(),
        reading.show(&assessment.valuation.value).into(),
        [texts.report_range(), " ", &format::range(range.p10, range.p90, texts)].concat(),
    )];
    if let Some((channel, amount)) = open_now(reading).and_then(|open| Some((open, open.amount.as_ref()?))) {
        let note = [reading.channel(channel.channel), " · ", &texts.report_fastest(&reading.days(channel.days.low))];
        figures.push((texts.report_open_now(), reading.show(&amount.base).into(), note.concat()));
    }
    let star = html! { { texts.report_met_of(&met.to_string(), &of.to_string()) } };
    figures.push((texts.report_star_readiness(), star, String::new()));
    figures.push((texts.print_grade(), grade, String::new()));
    figures
}

/// The samples, assessed one after another in the worker.
#[hook]
fn use_assessed() -> Rc<Vec<Shown>> {
    let shown = use_state(|| Rc::new(Vec::<Shown>::new()));
    let running = use_mut_ref(|| None::<Handle>);
    let rules = use_loaded_rules();
    let next = sample_names(Texts::default()).nth(shown.len()).map(|(code, ..)| code);
    {
        let shown = shown.clone();
        use_effect_with((next, rules), move |(next, rules)| {
            let (Some(code), Some(rules)) = (*next, rules.clone()) else { return };
            // A sample that does not open is caught by the test of the sample files.
            let Some((dossier, _)) = sample(code) else { return };
            let dossier = Shared::new(dossier);
            let job = Assess { dossier: dossier.to_rc(), as_of: today(), with_plan: false };
            let done = move |outcome: Result<Result<Box<_>, String>, _>| {
                // Without its figures the screen is poorer, not broken.
                if let Ok(Ok(assessment)) = outcome {
                    let reading =
                        Reading { texts: Texts::default(), assessment: Shared::new(*assessment), dossier, rules };
                    let mut all = (**shown).clone();
                    all.push(Shown { sample: code, reading });
                    shown.set(Rc::new(all));
                }
            };
            running.replace(Some(run(job, |_| {}, done)));
        });
    }
    (*shown).clone()
}

fn wants_motion() -> bool {
    let query =
        web_sys::window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    !query.is_some_and(|query| query.matches())
}
