//! The window on the projector: shows what the trainer's window tells, and nothing of its own.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::rules::Text;
use ip_health_engine::workshop::{Ballot, Case, CaseResult, Masked, Message, Question, Scene, Slide, cases, script};
use yew::prelude::*;

use super::super::report::{channel_word, chart_labels, verdict_words};
use super::clock::use_seconds;
use super::poll::bar;
use super::words::{self, minutes};
use super::{View, reveal};
use crate::charts::Chart;
use crate::format::{money, percent};
use crate::hooks::{use_rules, use_texts};
use crate::mode::Mode;
use crate::state::channel::{Line, has_channel};
use crate::state::today;
use crate::state::workshop::Clock;
use crate::texts::Texts;

/// When nobody answers, what to do is said, in milliseconds.
const PATIENCE_MS: u32 = 3_000;
/// Ranks that a room can read.
const RANKS: usize = 5;

/// The scene that the trainer's window tells, with the clock as of now; and that nobody has told one for a while.
#[hook]
fn use_scene() -> (Option<Rc<(Scene, Clock)>>, bool) {
    let scene = use_state(|| None::<Rc<(Scene, Clock)>>);
    let lonely = use_state_eq(|| false);
    {
        let (scene, lonely) = (scene.setter(), lonely.setter());
        use_effect_with((), move |()| {
            let told = lonely.clone();
            // A question of another projector is passed over.
            let line = Line::open(move |message| match message {
                Message::Show(shown) => {
                    let clock = shown.clock.map(Clock::heard).unwrap_or_default();
                    scene.set(Some(Rc::new((*shown, clock))));
                    told.set(false);
                    Some(Message::Shown)
                }
                Message::Ask | Message::Shown => None,
            });
            if let Some(line) = &line {
                line.say(&Message::Ask);
            }
            let waiting = Timeout::new(PATIENCE_MS, move || lonely.set(true));
            move || drop((line, waiting))
        });
    }
    ((*scene).clone(), *lonely)
}

/// The window on the projector.
#[component]
pub fn Projector() -> Html {
    let own = use_texts();
    let rules = use_rules();
    let (scene, lonely) = use_scene();
    if Mode::here() != Mode::Page {
        return html! { <h1>{ own.workshop_not_here() }</h1> };
    }
    let texts = scene.as_ref().map_or(own, |scene| Texts::new(scene.0.language));
    let clock = scene.as_ref().map(|scene| scene.1).unwrap_or_default();
    let slide = scene.as_ref().map(|scene| scene.0.slide.clone()).unwrap_or_default();
    let view = View { texts, workshop: crate::state::workshop::workshop(), rules, as_of: today() };
    let all = cases(&view.rules, view.as_of);
    let case = slide.case().and_then(|code| all.iter().enumerate().find(|(_, case)| case.code == code));
    let body = match (&slide, case) {
        (Slide::Case { .. }, Some((_, case))) => told(case, &view),
        (Slide::Question { question, ballot, .. }, Some(_)) => asked(*question, ballot, &view),
        (Slide::Reveal { ballots, result, .. }, Some((_, case))) => revealed(case, ballots, result, &view),
        (Slide::Points { .. }, Some((_, case))) => points(case, &view),
        (Slide::Compare { firms }, _) => compared(firms, &view),
        _ => title(scene.is_none() && lonely, &view),
    };
    html! {
        <div class="projector" lang={texts.tag()} data-slide={kind(&slide)}>
            <header class="projector__head">
                <span>{ texts.app_name() }{ " · " }{ texts.workshop_title() }</span>
                if let Some((place, case)) = case {
                    <span>{ texts.workshop_case_place(&(place + 1).to_string()) }{ " · " }{ case.note.title.get(texts.language()) }</span>
                }
                <Timer {clock} {view} />
            </header>
            { body }
        </div>
    }
}

fn kind(slide: &Slide) -> &'static str {
    match slide {
        Slide::Title => "title",
        Slide::Case { .. } => "case",
        Slide::Question { .. } => "question",
        Slide::Reveal { .. } => "reveal",
        Slide::Points { .. } => "points",
        Slide::Compare { .. } => "compare",
    }
}

/// Properties of the timer.
#[derive(Properties, PartialEq)]
struct TimerProps {
    clock: Clock,
    view: View,
}

/// The time that is left.
#[component]
fn Timer(props: &TimerProps) -> Html {
    let seconds = use_seconds(props.clock);
    if !props.clock.is_started() {
        return Html::default();
    }
    let whole = script(&props.view.rules, props.view.as_of).last().map_or(0.0, |last| last.to * 60.0);
    html! { <span class="projector__time" role="timer">{ minutes(seconds) }<small>{ " / " }{ minutes(whole) }</small></span> }
}

fn text(text: Option<&Text>, view: &View) -> String {
    text.map(|text| text.get(view.texts.language()).to_owned()).unwrap_or_default()
}

fn title(lonely: bool, view: &View) -> Html {
    let texts = view.texts;
    html! {
        <section class="projector__title">
            <h1>{ texts.workshop_screen_title() }</h1>
            <p>{ texts.workshop_screen_lede() }</p>
            if !has_channel() {
                <p class="projector__wait" role="status">{ texts.workshop_screen_missing() }</p>
            } else if lonely {
                <p class="projector__wait" role="status">{ texts.workshop_screen_waiting() }</p>
            } else {
                <p class="projector__wait">{ texts.workshop_screen_full() }</p>
            }
        </section>
    }
}

fn told(case: &Case, view: &View) -> Html {
    html! {
        <section class="projector__case">
            <p class="projector__kicker">{ super::sector(case.code, view.texts) }</p>
            <h1>{ case.note.title.get(view.texts.language()) }</h1>
            <p class="projector__brief">{ text(case.note.body.as_ref(), view) }</p>
        </section>
    }
}

fn asked(question: Question, ballot: &Ballot, view: &View) -> Html {
    let texts = view.texts;
    let place = Question::ALL.iter().position(|known| *known == question).unwrap_or_default() + 1;
    let names = words::options(question, &words::edges(&view.rules, view.as_of), texts);
    let many = names.len() > 5;
    html! {
        <section class="projector__question">
            <p class="projector__kicker">{ texts.workshop_screen_question(&place.to_string()) }</p>
            <h1>{ words::question_word(question, texts) }</h1>
            <ol class={classes!("projector__options", many.then_some("projector__options--many"))}>
                for (option, name) in names.into_iter().enumerate() {
                    <li class={classes!((ballot.count(option) > 0).then_some("is-voted"))}>
                        <span>{ name }</span>
                        { bar(ballot.share(option)) }
                        <strong>{ votes(ballot, option, texts) }</strong>
                    </li>
                }
            </ol>
        </section>
    }
}

fn votes(ballot: &Ballot, option: usize, texts: Texts) -> String {
    match (ballot.count(option), ballot.single) {
        (0, _) => String::new(),
        (_, true) => "●".to_owned(),
        (count, false) => {
            let share = ballot.share(option).map(percent).unwrap_or_default();
            [texts.workshop_votes(count as usize), share].join(" · ")
        }
    }
}

fn revealed(case: &Case, ballots: &[Ballot; 3], result: &CaseResult, view: &View) -> Html {
    let texts = view.texts;
    let edges = words::edges(&view.rules, view.as_of);
    html! {
        <section class="projector__reveal">
            <h1 class="unseen">{ texts.workshop_result() }</h1>
            <div class="projector__verdicts">
                for verdict in words::verdicts(case, ballots, result, &edges, texts) {
                    <dl class={classes!("projector__verdict", words::tone_class(verdict.tone))}>
                        <dt>{ words::question_word(verdict.question, texts) }</dt>
                        <dd class="projector__found">{ &verdict.found }</dd>
                        <dd>{ words::tag((verdict.tone, verdict.word)) }
                            if !verdict.voted.is_empty() { { " " }{ texts.workshop_voted() }{ " " }{ &verdict.voted } }
                        </dd>
                        <dd class="projector__gap">{ &verdict.gap }</dd>
                    </dl>
                }
            </div>
            <div class="projector__pair">
                <div>
                    <h2>{ texts.workshop_ranking() }</h2>
                    <ol class="projector__ranks">
                        for place in result.ranking.iter().take(RANKS) {
                            <li>
                                <span>{ channel_word(place.channel, texts) }</span>
                                { words::tag(verdict_words(place.verdict, texts)) }
                                <strong>{ place.amount.map_or_else(|| "—".to_owned(), |[_, base, _]| money(base, texts)) }</strong>
                            </li>
                        }
                    </ol>
                    <h2>{ texts.workshop_refused() }</h2>
                    <ul class="lines projector__refused">
                        for refusal in &result.refused {
                            { reveal::refusal_view(refusal, view) }
                        }
                    </ul>
                </div>
                <div class="projector__radar">
                    { reveal::star_view(result, view) }
                    <Chart
                        spec={Rc::new(words::case_radar(result, texts))}
                        summary={words::case_radar_summary(result, texts)}
                        labels={chart_labels(texts)}
                        file_name={texts.workshop_file_radar()}
                    />
                </div>
            </div>
        </section>
    }
}

fn points(case: &Case, view: &View) -> Html {
    html! {
        <section class="projector__points">
            <p class="projector__kicker">{ view.texts.workshop_points() }</p>
            <h1>{ view.texts.workshop_screen_remember() }</h1>
            <ol>
                for point in &case.points {
                    <li>{ point.title.get(view.texts.language()) }</li>
                }
            </ol>
        </section>
    }
}

fn compared(firms: &[Masked], view: &View) -> Html {
    let texts = view.texts;
    html! {
        <section class="projector__compare">
            <h1>{ texts.workshop_compare() }</h1>
            <div class="projector__pair projector__pair--firms">
                <div class="projector__table" tabindex="0" role="region" aria-label={texts.workshop_compare()}>{ words::firms_table(firms, &view.rules, texts) }</div>
                <div class="projector__radar">
                    <Chart
                        spec={Rc::new(words::firms_radar(firms, texts))}
                        summary={words::firms_radar_summary(firms, texts)}
                        labels={chart_labels(texts)}
                        file_name={texts.workshop_compare_file()}
                    />
                </div>
            </div>
        </section>
    }
}
