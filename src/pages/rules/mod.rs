//! Rules and packs 规则与产品包: which rules are in use and for which day, a station's own pack, what it changes, what
//! is to be watched and what could not be verified.

mod difference;
mod faults;
mod intake;
mod watch;

use ip_health_engine::EARLIEST_DAY;
use jiff::civil::Date;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::difference::changes;
use self::faults::refusal;
use self::intake::Intake;
use crate::hooks::{PackOrigin, PackState, use_pack, use_pack_switch, use_rules, use_session, use_texts};
use crate::state::{SessionEdit, disk, today};
use crate::texts::Texts;

/// The annotated example of a pack.
const EXAMPLE: &str = include_str!("../../../tests/data/packs/park-desk.toml");

/// The screen.
#[component]
pub fn Rules() -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let switch = use_pack_switch();
    let Some(state) = use_pack() else { return Html::default() };
    let language = texts.language();
    let pack = rules.pack();
    let built_in = state.built_in.clone();
    let back = Callback::from(move |_: MouseEvent| switch.forget(built_in.clone()));
    let count = |count: usize| count.to_string();

    html! {
        <div class="rules">
            <header>
                <h1>{ texts.rules_title() }</h1>
                <p>{ texts.rules_lede() }</p>
            </header>
            <section class="card" id="rules-in-use" tabindex="-1">
                <h2>{ texts.rules_in_use() }</h2>
                <p class="rules__name"><strong>{ pack.title.get(language).to_owned() }</strong>{ " " }{ pack.version.clone() }</p>
                <p>{ origin(&state, texts) }</p>
                <p class="rules__quiet">
                    { texts.rules_counts(
                        &count(pack.parameters.len()),
                        &count(pack.criteria.len()),
                        &count(pack.notes.len()),
                        &count(pack.sources.len()),
                    ) }
                </p>
                if state.active.is_some() {
                    <p><button type="button" class="button" onclick={back}>{ texts.rules_back() }</button></p>
                }
                <AsOf />
            </section>
            if let Some((name, reason)) = &state.refused {
                <section class="card" role="alert">
                    <h2>{ texts.rules_refused(name) }</h2>
                    { refusal(reason, texts) }
                    <p>{ texts.rules_refused_built_in() }</p>
                </section>
            }
            <section class="card">
                <h2>{ texts.rules_load() }</h2>
                <p>{ texts.rules_load_lede() }</p>
                <Intake built_in={state.built_in.clone()} />
                <p class="rules__links">
                    <button type="button" class="button button--small" onclick={|_| give("station-pack.toml", EXAMPLE, "application/toml")}>
                        { texts.rules_example() }
                    </button>
                    <button type="button" class="button button--small"
                        onclick={|_| give("station-pack.schema.json", ip_health_engine::station::SCHEMA, "application/schema+json")}>
                        { texts.rules_schema() }
                    </button>
                </p>
                <p class="rules__quiet">{ texts.rules_address() }</p>
            </section>
            if let Some(active) = &state.active {
                <section class="card" id="rules-difference">
                    <h2>{ texts.rules_difference() }</h2>
                    { changes(&active.difference, texts) }
                </section>
            }
            { watch::dates(&rules, today(), texts) }
            { watch::gaps(&rules, today(), texts) }
        </div>
    }
}

/// Gives the user a file; a browser that refuses it says so itself.
fn give(name: &str, text: &str, media_type: &str) {
    let _ = disk::download(name, text, media_type);
}

/// Where the rules in use come from.
fn origin(state: &PackState, texts: Texts) -> String {
    let Some(active) = &state.active else { return texts.rules_built_in().to_owned() };
    let built_in = state.built_in.pack();
    let base = [built_in.title.get(texts.language()), &built_in.version].join(" ");
    let name = &active.source.name;
    match (active.source.origin, active.kept) {
        (PackOrigin::Address, _) => texts.rules_from_address(name, &base),
        (PackOrigin::Host, _) => texts.rules_from_host(&base),
        (PackOrigin::File, true) => texts.rules_from_file(name, &base),
        (PackOrigin::File, false) => texts.rules_from_file_unkept(name, &base),
    }
}

/// The day for which everything is computed, and under whose rules.
#[component]
fn AsOf() -> Html {
    let texts = use_texts();
    let session = use_session();
    let as_of = session.session.as_of;
    let latest = today().checked_add(jiff::Span::new().years(10)).unwrap_or(Date::MAX);
    let wrong = use_state_eq(|| false);
    let onchange = {
        let (session, wrong) = (session.clone(), wrong.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let day = input.value().parse::<Date>().ok().filter(|day| EARLIEST_DAY <= *day && *day <= latest);
            wrong.set(day.is_none());
            if let Some(day) = day {
                session.change(SessionEdit::AsOf(day));
            }
        })
    };
    let back = {
        let wrong = wrong.clone();
        Callback::from(move |_: MouseEvent| {
            wrong.set(false);
            session.change(SessionEdit::AsOf(today()));
        })
    };
    html! {
        <div class="rules__day">
            <label for="as-of">{ texts.rules_as_of() }</label>
            <input id="as-of" type="date" value={as_of.to_string()} min={EARLIEST_DAY.to_string()} max={latest.to_string()}
                aria-describedby="as-of-hint" aria-invalid={wrong.to_string()} {onchange} />
            if as_of != today() {
                <button type="button" class="button button--small" onclick={back}>{ texts.rules_as_of_today() }</button>
            }
            <p id="as-of-hint" class="rules__quiet">
                if *wrong {
                    <strong role="alert">{ texts.rules_as_of_wrong(&EARLIEST_DAY.to_string(), &latest.to_string()) }</strong>{ " " }
                }
                { texts.rules_as_of_hint() }
            </p>
        </div>
    }
}
