//! One side of the comparison: which file or scenario, which day, which rules.

use ip_health_engine::EARLIEST_DAY;
use ip_health_engine::dossier::{Dossier, Scenario, parse_date};
use jiff::civil::Date;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::format;
use crate::hooks::use_pack;
use crate::state::{Shared, read_file, today};
use crate::texts::Texts;

/// Whose answers are compared.
#[derive(Clone, PartialEq)]
pub enum Source {
    /// The document at hand.
    Current,
    /// It under the scenario of this name.
    Scenario(String),
    /// A file that was opened for this: its name and dossier.
    File(String, Shared<Dossier>),
}

/// What stands on one side.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    /// Whose answers.
    pub source: Source,
    /// The day.
    pub day: Date,
    /// Under the rules of this build, whatever pack lies over them.
    pub built_in: bool,
}

impl Chosen {
    /// Dossier, day, scenario and rules, with the document at hand.
    pub fn side(&self, current: &Shared<Dossier>) -> (Shared<Dossier>, Date, Scenario, bool) {
        let named = |name: &String| current.decisions.scenarios.iter().find(|kept| kept.name == *name).cloned();
        let (dossier, scenario) = match &self.source {
            Source::Current => (current.clone(), Scenario::default()),
            Source::Scenario(name) => (current.clone(), named(name).unwrap_or_default()),
            Source::File(_, dossier) => (dossier.clone(), Scenario::default()),
        };
        (dossier, self.day, scenario, self.built_in)
    }

    /// What stands here, in words.
    pub fn word(&self, texts: Texts) -> String {
        let source = match &self.source {
            Source::Current => texts.compare_source_current().to_owned(),
            Source::Scenario(name) => texts.compare_source_scenario(name),
            Source::File(name, _) => texts.compare_source_file(name),
        };
        [&source, " · ", &format::date(self.day)].concat()
    }
}

/// Properties of [`SidePicker`].
#[derive(Properties, PartialEq)]
pub struct SidePickerProps {
    /// `a` or `b`, for ids.
    pub id: &'static str,
    /// Name of the side.
    pub name: &'static str,
    /// Words.
    pub texts: Texts,
    /// What stands here now.
    pub chosen: Chosen,
    /// The document at hand.
    pub current: Shared<Dossier>,
    /// The user chooses something else.
    pub on_choose: Callback<Chosen>,
}

/// The choices of one side.
#[component]
pub fn SidePicker(props: &SidePickerProps) -> Html {
    let SidePickerProps { id, name, texts, chosen, current, on_choose } = props;
    let texts = *texts;
    let unreadable = use_state_eq(|| None::<String>);
    let wrong_day = use_state_eq(|| false);
    let laid = use_pack().is_some_and(|pack| pack.active.is_some());
    let ids = |part: &str| ["compare-", id, "-", part].concat();
    let mut sources = vec![Source::Current];
    sources.extend(current.decisions.scenarios.iter().map(|kept| Source::Scenario(kept.name.clone())));
    if let Source::File(..) = chosen.source {
        sources.push(chosen.source.clone());
    }
    let words: Vec<String> = sources
        .iter()
        .map(|source| match source {
            Source::Current => texts.compare_source_current().to_owned(),
            Source::Scenario(name) => texts.compare_source_scenario(name),
            Source::File(name, _) => texts.compare_source_file(name),
        })
        .collect();
    let pick = {
        let (on_choose, chosen, sources) = (on_choose.clone(), chosen.clone(), sources.clone());
        Callback::from(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(source) = usize::try_from(place).ok().and_then(|place| sources.get(place)) {
                on_choose.emit(Chosen { source: source.clone(), ..chosen.clone() });
            }
        })
    };
    let open = {
        let (on_choose, chosen, unreadable) = (on_choose.clone(), chosen.clone(), unreadable.setter());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (on_choose, chosen, unreadable) = (on_choose.clone(), chosen.clone(), unreadable.clone());
            spawn_local(async move {
                let name = file.name();
                let bytes = JsFuture::from(file.array_buffer())
                    .await
                    .ok()
                    .map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec());
                match bytes.and_then(|bytes| read_file(&bytes).ok()) {
                    Some((dossier, _)) => {
                        unreadable.set(None);
                        on_choose.emit(Chosen { source: Source::File(name, Shared::new(dossier)), ..chosen });
                    }
                    None => unreadable.set(Some(name)),
                }
            });
        })
    };
    let date = {
        let (on_choose, chosen, wrong) = (on_choose.clone(), chosen.clone(), wrong_day.setter());
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let day = parse_date(&text).ok().filter(|day| (EARLIEST_DAY..=today()).contains(day));
            wrong.set(day.is_none());
            if let Some(day) = day {
                on_choose.emit(Chosen { day, ..chosen.clone() });
            }
        })
    };
    let rules = {
        let (on_choose, chosen) = (on_choose.clone(), chosen.clone());
        Callback::from(move |event: Event| {
            let built_in = event.target_unchecked_into::<HtmlSelectElement>().selected_index() == 1;
            on_choose.emit(Chosen { built_in, ..chosen.clone() });
        })
    };
    html! {
        <section class="report__card compare__side" aria-label={*name}>
            <h2>{ *name }</h2>
            <div class="field">
                <label class="field__label" for={ids("source")}>{ texts.compare_source() }</label>
                <div class="field__box">
                    <select id={ids("source")} onchange={pick}>
                        for (place, word) in words.into_iter().enumerate() {
                            <option value={place.to_string()} selected={sources.get(place) == Some(&chosen.source)}>{ word }</option>
                        }
                    </select>
                </div>
            </div>
            <label class="button button--small compare__open file-button">
                { texts.compare_open() }<span class="unseen">{ ": " }{ *name }</span>
                <input class="unseen" id={ids("file")} type="file" accept=".json" onchange={open} />
            </label>
            if let Some(name) = &*unreadable {
                <p class="field__error" role="alert">{ texts.compare_unreadable(name) }</p>
            }
            <div class={classes!("field", wrong_day.then_some("field--bad"))}>
                <label class="field__label" for={ids("day")}>{ texts.compare_day() }</label>
                if *wrong_day {
                    <p class="field__error" id={ids("day-error")} role="alert">{ texts.compare_day_wrong(&format::date(EARLIEST_DAY)) }</p>
                }
                <div class="field__box">
                    <input id={ids("day")} type="date" min={EARLIEST_DAY.to_string()} max={today().to_string()} value={chosen.day.to_string()}
                        onchange={date} aria-invalid={wrong_day.then_some("true")} aria-describedby={wrong_day.then(|| ids("day-error"))} />
                </div>
            </div>
            if laid {
                <div class="field">
                    <label class="field__label" for={ids("rules")}>{ texts.compare_rules() }</label>
                    <div class="field__box">
                        <select id={ids("rules")} onchange={rules}>
                            <option value="0" selected={!chosen.built_in}>{ texts.compare_rules_used() }</option>
                            <option value="1" selected={chosen.built_in}>{ texts.compare_rules_built_in() }</option>
                        </select>
                    </div>
                </div>
            }
        </section>
    }
}
