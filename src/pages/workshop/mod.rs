//! The workshop 工作坊: the trainer's window, and what the projector shows ([`Projector`]).

mod clock;
mod compare;
mod poll;
mod projector;
mod reveal;
mod words;

use ip_health_engine::rules::RulePack;
use ip_health_engine::workshop::{Case, cases};
use jiff::civil::Date;
use yew::prelude::*;

use self::clock::ScriptCard;
use self::compare::CompareCard;
use self::poll::PollCard;
pub use self::projector::Projector;
use self::reveal::RevealCard;
use super::report::{Tone, head, state};
use super::start::{sample, sample_names};
use crate::hooks::{use_rules, use_session, use_texts, use_workshop};
use crate::mode::Mode;
use crate::route::Route;
use crate::state::Shared;
use crate::state::channel::has_channel;
use crate::state::workshop::{self, Act, Shown, Workshop as State, act};
use crate::texts::Texts;

/// What every part of the screen reads.
#[derive(Clone, PartialEq)]
struct View {
    texts: Texts,
    workshop: Shared<State>,
    rules: Shared<RulePack>,
    /// The day the cases are computed for.
    as_of: Date,
}

impl View {
    /// The case at hand.
    fn case(&self) -> Option<Case<'_>> {
        let code = self.workshop.case.as_deref()?;
        cases(&self.rules, self.as_of).into_iter().find(|case| case.code == code)
    }
}

/// Properties of the parts of the screen.
#[derive(Properties, PartialEq)]
struct ViewProps {
    view: View,
}

/// The trainer's window.
#[component]
pub fn Workshop() -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let workshop = use_workshop();
    let as_of = use_session().session.as_of;
    let here = Mode::here() == Mode::Page;
    use_effect_with(texts, move |texts| {
        if here {
            workshop::connect(texts.language());
        }
    });
    if !here {
        return html! { <h1>{ texts.workshop_not_here() }</h1> };
    }
    let view = View { texts, workshop, rules, as_of };
    let revealed = view.workshop.revealed && view.workshop.found.is_some();
    html! {
        <div class="report workshop">
            <Desk view={view.clone()} />
            <ScriptCard view={view.clone()} />
            <Cases view={view.clone()} />
            if view.workshop.case.is_some() {
                <PollCard view={view.clone()} />
            }
            if revealed {
                <RevealCard view={view.clone()} />
            }
            <CompareCard {view} />
        </div>
    }
}

/// What it is, the projector, the reset.
#[component]
fn Desk(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let wiped = use_state_eq(|| false);
    let used = view.workshop.is_used();
    let open = |event: MouseEvent| {
        // A window of its own can be dragged to the projector; where it is refused, the link opens a tab.
        let address = Route::Projector.to_string();
        let opened = web_sys::window().and_then(|window| {
            window
                .open_with_url_and_target_and_features(&address, "iphc-projector", "popup,width=1280,height=720")
                .ok()
                .flatten()
        });
        if opened.is_some() {
            event.prevent_default();
        }
    };
    let reset = {
        let wiped = wiped.setter();
        move |_: MouseEvent| {
            let sure =
                web_sys::window().and_then(|window| window.confirm_with_message(texts.workshop_reset_question()).ok());
            if sure == Some(true) {
                workshop::reset();
                wiped.set(true);
                // The button goes with what it wiped.
                crate::components::focus("content");
            }
        }
    };
    let (tone, word) = if view.workshop.connected {
        (Tone::Good, texts.workshop_screen_there())
    } else {
        (Tone::Unknown, texts.workshop_screen_none())
    };
    html! {
        <section class="report__card" aria-label={texts.workshop_title()}>
            <div class="workshop__desk">
                <div>
                    <h1>{ texts.workshop_title() }</h1>
                    <p class="report__quiet">{ texts.workshop_remark() }{ " " }{ texts.workshop_memory() }</p>
                </div>
                <div class="workshop__acts">
                    if has_channel() {
                        <a id="workshop-open" class="button button--first" href={Route::Projector.to_string()} target="iphc-projector" onclick={open}>{ texts.workshop_open_screen() }</a>
                    }
                    if used {
                        <button type="button" id="workshop-reset" class="button button--danger" onclick={reset}>{ texts.workshop_reset() }</button>
                    }
                </div>
            </div>
            if has_channel() {
                <p class="workshop__screen">
                    <span id="workshop-screen" role="status">{ state(tone, word) }</span>
                    <span class="report__quiet">{ texts.workshop_screen_shows(&shown_words(view)) }</span>
                    if view.workshop.shown != Shown::Title {
                        <button type="button" class="button button--small" onclick={|_: MouseEvent| act(Act::Show(Shown::Title))}>{ texts.workshop_show_title() }</button>
                    }
                </p>
            } else {
                <p class="report__notice" role="status">{ texts.workshop_screen_missing() }</p>
            }
            <p class="report__quiet report__small" role="status" id="workshop-wiped">{ if *wiped && !used { texts.workshop_reset_done() } else { "" } }</p>
        </section>
    }
}

/// What the projector shows, in words.
fn shown_words(view: &View) -> String {
    let texts = view.texts;
    let case = || view.case().map(|case| case.note.title.get(texts.language()).to_owned());
    let of_case = |part: &str| [case().as_deref().unwrap_or_default(), part].join(" · ");
    match view.workshop.shown {
        Shown::Title => texts.workshop_title().to_owned(),
        Shown::Case => case().unwrap_or_default(),
        Shown::Question => of_case(words::question_word(view.workshop.question, texts)),
        Shown::Reveal => of_case(texts.workshop_result()),
        Shown::Points => of_case(texts.workshop_points()),
        Shown::Compare => texts.workshop_compare().to_owned(),
    }
}

/// The eight cases.
#[component]
fn Cases(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let chosen = view.workshop.case.as_deref();
    let choose = |code: &str| {
        let (code, rules, as_of) = (code.to_owned(), view.rules.clone(), view.as_of);
        Callback::from(move |_: MouseEvent| {
            // A sample that does not open is caught by the test of the sample files.
            if let Some((dossier, _)) = sample(&code) {
                workshop::choose(&code, dossier, rules.clone(), as_of);
                crate::components::focus("workshop-poll");
            }
        })
    };
    html! {
        <section class="report__card" id="workshop-cases">
            { head(texts.workshop_cases(), texts.workshop_cases_remark()) }
            <ul class="workshop__cases">
                for (place, case) in cases(&view.rules, view.as_of).iter().enumerate() {
                    <li>
                        <button type="button" class="sample workshop__case" data-case={case.code.to_owned()} aria-pressed={(chosen == Some(case.code)).to_string()} onclick={choose(case.code)}>
                            <span class="sample__sector">{ sector(case.code, texts) }</span>
                            <strong><span class="workshop__number">{ place + 1 }</span>{ case.note.title.get(texts.language()) }</strong>
                        </button>
                    </li>
                }
            </ul>
        </section>
    }
}

/// The sector of a sample.
fn sector(code: &str, texts: Texts) -> &'static str {
    sample_names(texts).find(|(known, ..)| *known == code).map(|(_, sector, _)| sector).unwrap_or_default()
}
