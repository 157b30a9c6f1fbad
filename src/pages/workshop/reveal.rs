//! The result: how far the vote was from it, the channels in order, what is refused and why, what is to be learnt.

use std::rc::Rc;

use ip_health_engine::workshop::{CaseResult, Refusal, Surprise};
use yew::prelude::*;

use super::super::report::{Tone, channel_word, chart_labels, head, line, status_words};
use super::words::Verdict;
use super::{View, ViewProps, words};
use crate::charts::Chart;
use crate::components::sources;
use crate::format::date;
use crate::state::workshop::{Act, Shown, act};

/// The card of the result.
#[component]
pub(super) fn RevealCard(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let (Some(case), Some(found)) = (view.case(), view.workshop.found.clone()) else { return Html::default() };
    let result = &found.result;
    let edges = words::edges(&view.rules, view.as_of);
    let shows = |shown: Shown, name: &'static str| {
        html! {
            <button type="button" class="button button--small" aria-pressed={(view.workshop.shown == shown).to_string()} onclick={move |_: MouseEvent| act(Act::Show(shown))}>{ name }</button>
        }
    };
    html! {
        <section class="report__card" id="workshop-result" tabindex="-1" aria-label={texts.workshop_result()}>
            { head(texts.workshop_result(), texts.workshop_result_remark(&date(view.as_of))) }
            <div class="workshop__verdicts">
                for verdict in words::verdicts(&case, &view.workshop.ballots, result, &edges, texts) {
                    { verdict_view(&verdict, view) }
                }
            </div>
            if !found.surprises.is_empty() {
                <p class="report__notice" role="status">{ texts.workshop_surprise(&surprise_words(&found.surprises, view)) }</p>
            }
            <div class="workshop__pair">
                <div>
                    <h3>{ texts.workshop_ranking() }</h3>
                    <div class="report__scroll" tabindex="0" role="region" aria-label={texts.workshop_ranking()}>
                        { words::ranking(result, texts) }
                    </div>
                    <h3>{ texts.workshop_refused() }</h3>
                    <ul class="lines">
                        for refusal in &result.refused {
                            { refusal_view(refusal, view) }
                        }
                    </ul>
                </div>
                <div>
                    <h3>{ texts.workshop_star() }</h3>
                    { star_view(result, view) }
                    <Chart
                        spec={Rc::new(words::case_radar(result, texts))}
                        summary={words::case_radar_summary(result, texts)}
                        labels={chart_labels(texts)}
                        file_name={texts.workshop_file_radar()}
                    />
                </div>
            </div>
            <h3>{ texts.workshop_points() }</h3>
            <ol class="workshop__points">
                for point in &case.points {
                    <li>
                        <strong>{ point.title.get(texts.language()) }</strong>
                        if let Some(body) = &point.body {
                            <p>{ body.get(texts.language()) }</p>
                        }
                        <details class="park__source"><summary>{ texts.park_source() }</summary>{ sources(&point.provenance, &view.rules, texts) }</details>
                    </li>
                }
            </ol>
            <div class="workshop__go">
                { shows(Shown::Reveal, texts.workshop_show_result()) }
                { shows(Shown::Points, texts.workshop_show_points()) }
            </div>
        </section>
    }
}

fn verdict_view(verdict: &Verdict, view: &View) -> Html {
    let texts = view.texts;
    html! {
        <dl class={classes!("workshop__verdict", words::tone_class(verdict.tone))}>
            <dt>{ words::question_word(verdict.question, texts) }{ " " }{ words::tag((verdict.tone, verdict.word)) }</dt>
            <dd><span>{ texts.workshop_voted() }</span><strong>{ if verdict.voted.is_empty() { "—" } else { &verdict.voted } }</strong></dd>
            <dd><span>{ texts.workshop_found() }</span><strong>{ &verdict.found }</strong></dd>
            <dd class="report__quiet report__small">{ &verdict.gap }</dd>
        </dl>
    }
}

/// A refused channel with what closes it.
pub(super) fn refusal_view(refusal: &Refusal, view: &View) -> Html {
    let texts = view.texts;
    line(
        Tone::Bad,
        texts.verdict_blocked(),
        html! {
            <div>
                <strong>{ channel_word(refusal.channel, texts) }</strong>
                <p class="report__quiet">{ words::closed_words(&refusal.reason, &view.rules, texts) }</p>
            </div>
        },
    )
}

/// The attribute, the indicators that fail, the readiness.
pub(super) fn star_view(result: &CaseResult, view: &View) -> Html {
    let texts = view.texts;
    let star = match result.star {
        Some(answer) => words::star_word(answer, texts),
        None => (Tone::Unknown, texts.workshop_star_unknown()),
    };
    let names: Vec<String> = result.failing.iter().map(|code| indicator(code.code(), view)).collect();
    html! {
        <p class="workshop__star">
            { words::tag(star) }{ " " }{ words::tag(status_words(result.status, texts)) }
            if !names.is_empty() {
                <span class="report__quiet">{ texts.workshop_failing(&names.join(texts.list_separator())) }</span>
            }
        </p>
    }
}

fn indicator(code: &str, view: &View) -> String {
    let id = ip_health_engine::star::result::note_id(code);
    let note = view.rules.pack().notes.iter().find(|note| note.id == id);
    note.map_or_else(|| code.to_owned(), |note| note.title.get(view.texts.language()).to_owned())
}

/// Where the result is not the expected one, by the names of what differs.
fn surprise_words(surprises: &[Surprise], view: &View) -> String {
    let texts = view.texts;
    let mut names: Vec<String> = surprises
        .iter()
        .map(|surprise| match surprise {
            Surprise::NotFirst(channel) | Surprise::NotNext(channel) | Surprise::NotBound(channel, _) => {
                channel_word(*channel, texts).to_owned()
            }
            Surprise::NotRefused(refusal) => channel_word(refusal.channel, texts).to_owned(),
            Surprise::NotExcluded(criterion, _) => words::requirement(criterion, &view.rules, texts),
            Surprise::Star(_) | Surprise::Failing(_) | Surprise::Status(_) => texts.workshop_star().to_owned(),
        })
        .collect();
    names.dedup();
    names.join(texts.list_separator())
}
