//! A case before the group: what it is told, what it is asked, how it votes.

use ip_health_engine::workshop::{Ballot, LARGEST_COUNT, Question};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::report::head;
use super::{View, ViewProps, words};
use crate::format::percent;
use crate::state::workshop::{Act, Shown, act};
use crate::texts::Texts;

/// The card of a case.
#[component]
pub(super) fn PollCard(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let Some(case) = view.case() else { return Html::default() };
    let told = |text: &Option<ip_health_engine::rules::Text>| {
        text.as_ref().map(|text| text.get(texts.language()).to_owned()).unwrap_or_default()
    };
    let asked = view.workshop.question;
    let ready = view.workshop.found.is_some();
    html! {
        <section class="report__card" id="workshop-poll" tabindex="-1" aria-label={case.note.title.get(texts.language()).to_owned()}>
            { head(case.note.title.get(texts.language()), super::sector(case.code, texts)) }
            <div class="workshop__told">
                <div>
                    <p class="workshop__brief">{ told(&case.note.body) }</p>
                    <button type="button" class="button button--small" aria-pressed={(view.workshop.shown == Shown::Case).to_string()} onclick={|_: MouseEvent| act(Act::Show(Shown::Case))}>{ texts.workshop_show_case() }</button>
                </div>
                <aside class="workshop__note" aria-label={texts.workshop_lead()}>
                    <h3>{ texts.workshop_lead() }</h3>
                    <p>{ told(&case.note.action) }</p>
                    <details class="workshop__answer">
                        <summary>{ texts.workshop_answer() }</summary>
                        <p>{ texts.workshop_expected_first(&words::channels(&case.expected.first, texts)) }</p>
                        if !case.expected.next.is_empty() {
                            <p>{ texts.workshop_expected_next(&words::channels(&case.expected.next, texts)) }</p>
                        }
                        <ul>
                            for point in &case.points {
                                <li>{ point.title.get(texts.language()) }</li>
                            }
                        </ul>
                    </details>
                </aside>
            </div>
            <h3 class="workshop__asks">{ texts.workshop_questions() }</h3>
            <div class="workshop__questions" role="group" aria-label={texts.workshop_questions()}>
                for (place, question) in Question::ALL.into_iter().enumerate() {
                    <button type="button" data-question={place.to_string()} aria-pressed={(question == asked).to_string()} onclick={move |_: MouseEvent| act(Act::Ask(question))}>
                        <span class="workshop__number">{ place + 1 }</span>{ words::question_word(question, texts) }
                        <small>{ voted(view.workshop.ballots.get(place), texts) }</small>
                    </button>
                }
            </div>
            <Votes view={view.clone()} />
            <div class="workshop__go">
                <button type="button" class="button" aria-pressed={(view.workshop.shown == Shown::Question).to_string()} onclick={move |_: MouseEvent| act(Act::Ask(asked))}>{ texts.workshop_show_question() }</button>
                <button type="button" id="workshop-reveal" class="button button--first" disabled={!ready} onclick={|_: MouseEvent| { act(Act::Reveal); crate::components::focus("workshop-result"); }}>{ texts.workshop_reveal() }</button>
                if !ready {
                    <span class="report__quiet" role="status">{ texts.workshop_pending() }</span>
                }
            </div>
        </section>
    }
}

/// How many have voted; nothing while nobody has.
fn voted(ballot: Option<&Ballot>, texts: Texts) -> String {
    match ballot.map(|ballot| (ballot.total(), ballot.single)) {
        None | Some((0, _)) => String::new(),
        Some((_, true)) => texts.workshop_answered().to_owned(),
        Some((count, false)) => texts.workshop_votes(count as usize),
    }
}

/// The votes on the question at hand, by number boxes, or one answer.
#[component]
fn Votes(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let question = view.workshop.question;
    let ballot = view.workshop.ballot();
    let options = words::options(question, &words::edges(&view.rules, view.as_of), texts);
    let single = |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        act(Act::Single(input.checked()));
    };
    html! {
        <fieldset class="workshop__votes">
            <legend class="unseen">{ words::question_word(question, texts) }</legend>
            <ul class={classes!("workshop__options", (options.len() > 5).then_some("workshop__options--many"))}>
                for (option, name) in options.into_iter().enumerate() {
                    { row(view, ballot, option, name) }
                }
            </ul>
            <p class="workshop__sum">
                <label><input type="checkbox" id="workshop-single" checked={ballot.single} onchange={single} />{ texts.workshop_single() }</label>
                if !ballot.single {
                    <span role="status">{ texts.workshop_total(&ballot.total().to_string()) }</span>
                }
            </p>
        </fieldset>
    }
}

fn row(view: &View, ballot: &Ballot, option: usize, name: String) -> Html {
    let texts = view.texts;
    let count = ballot.count(option);
    let id = format!("vote-{option}");
    if ballot.single {
        let chosen = move |_: Event| act(Act::Vote(option, 1));
        return html! {
            <li key={option}>
                <label class="workshop__one"><input type="radio" name="vote" {id} checked={count > 0} onchange={chosen} />{ name }</label>
            </li>
        };
    }
    let typed = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        // Whatever is no number counts nothing, and the box says so.
        let votes = input.value().trim().parse::<u32>().unwrap_or_default().min(LARGEST_COUNT);
        input.set_value(&votes.to_string());
        act(Act::Vote(option, votes));
    };
    let share = ballot.share(option);
    html! {
        <li key={option}>
            <label for={id.clone()}>{ &name }</label>
            { bar(share) }
            <span class="workshop__count">
                <button type="button" aria-label={texts.workshop_less(&name)} disabled={count == 0} onclick={move |_: MouseEvent| act(Act::Vote(option, count.saturating_sub(1)))}>{ "−" }</button>
                <input {id} type="text" inputmode="numeric" autocomplete="off" maxlength="3" aria-label={texts.workshop_votes_of(&name)} value={count.to_string()} onchange={typed} />
                <button type="button" aria-label={texts.workshop_more(&name)} onclick={move |_: MouseEvent| act(Act::Vote(option, count + 1))}>{ "+" }</button>
            </span>
            <span class="workshop__share">{ share.filter(|share| *share > 0.0).map(percent).unwrap_or_default() }</span>
        </li>
    }
}

/// A share as a bar; the number stands beside it.
pub(super) fn bar(share: Option<f64>) -> Html {
    let width = format!("{:.1}", share.unwrap_or_default() * 100.0);
    html! {
        <svg class="workshop__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect {width} height="8" rx="2" /></svg>
    }
}
