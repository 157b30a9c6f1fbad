//! What the user sets: scope, trials, seed, points; for the expert correlations.

use ip_health_engine::rules::Confidence;
use ip_health_engine::valuation::simulation::{Correlations, Sampler, SimulationOptions};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::report::{Reading, head, pool_name};
use super::words::sampler_word;
use crate::components::confidence_tag;
use crate::format::decimal;
use crate::hooks::Asked;
use crate::state::Shared;
use crate::worker::Simulated;

/// Numbers of trials to choose from; powers of two suit Sobol points best.
pub const TRIALS: [u32; 6] = [1_000, 4_096, 16_384, 65_536, 262_144, 1_000_000];

/// Correlations to choose from.
const CORRELATIONS: [f64; 9] = [-0.5, -0.3, 0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// What to read.
    pub reading: Reading,
    /// What is simulated now.
    pub asked: Asked,
    /// The inputs, once known.
    pub beside: Option<Shared<Simulated>>,
    /// The user wants another simulation.
    pub on_change: Callback<Asked>,
}

/// The card of the settings.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { reading, beside, .. } = props;
    let texts = reading.texts;
    html! {
        <section class="report__card value__settings" id="value-settings">
            { head(texts.value_settings_title(), "") }
            { scope(props) }
            { trials(props) }
            { sampler(props) }
            <Seed reading={reading.clone()} asked={props.asked.clone()} beside={beside.clone()} on_change={props.on_change.clone()} />
        </section>
    }
}

/// The card for experts: correlations, closed until it is wanted.
#[component]
pub fn Expert(props: &CardProps) -> Html {
    let CardProps { reading, beside, .. } = props;
    let texts = reading.texts;
    let Some(beside) = beside else { return Html::default() };
    html! {
        <section class="report__card value__expert">
            <details class="fold" id="value-expert">
                <summary><strong>{ texts.value_expert() }</strong></summary>
                <div class="fold__body fold__body--flush">
                    <p class="report__quiet report__small">
                        { texts.value_expert_remark() }{ " " }{ confidence_tag(Confidence::Assumption, texts) }
                    </p>
                    { correlations(&props.asked.settings.correlations.unwrap_or(beside.correlations), props) }
                </div>
            </details>
        </section>
    }
}

/// A labelled list of choices; `choose` gets the place of the choice.
fn choice(id: &str, label: &str, options: Vec<(String, bool)>, choose: Callback<usize>) -> Html {
    let onchange = choose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        usize::try_from(select.selected_index()).unwrap_or(0)
    });
    html! {
        <div class="field">
            <label class="field__label" for={id.to_owned()}>{ label.to_owned() }</label>
            <div class="field__box">
                <select id={id.to_owned()} {onchange}>
                    for (place, (text, selected)) in options.into_iter().enumerate() {
                        <option value={place.to_string()} {selected}>{ text }</option>
                    }
                </select>
            </div>
        </div>
    }
}

fn scope(props: &CardProps) -> Html {
    let CardProps { reading, asked, on_change, .. } = props;
    let texts = reading.texts;
    let pools = &reading.assessment.valuation.pools;
    let ids: Vec<Option<String>> =
        std::iter::once(None).chain(pools.iter().map(|pool| Some(pool.id.clone()))).collect();
    let names =
        std::iter::once(texts.value_scope_all().to_owned()).chain(pools.iter().map(|pool| pool_name(pool, texts)));
    let options = names.zip(&ids).map(|(name, id)| (name, *id == asked.pool)).collect();
    let (asked, on_change) = (asked.clone(), on_change.clone());
    let choose = Callback::from(move |place: usize| {
        let pool = ids.get(place).cloned().flatten();
        on_change.emit(Asked { pool, ..asked.clone() });
    });
    choice("value-scope", texts.value_scope(), options, choose)
}

/// Changes one of the options.
fn with_options(props: &CardProps, change: impl Fn(&mut SimulationOptions, usize) + 'static) -> Callback<usize> {
    let (asked, on_change) = (props.asked.clone(), props.on_change.clone());
    Callback::from(move |place| {
        let mut next = asked.clone();
        change(&mut next.options, place);
        on_change.emit(next);
    })
}

fn trials(props: &CardProps) -> Html {
    let texts = props.reading.texts;
    let now = props.asked.options.trials;
    let mut all = TRIALS.to_vec();
    // The rule pack's own number, whatever it is.
    if !all.contains(&now) {
        all.push(now);
        all.sort_unstable();
    }
    let options = all.iter().map(|count| (decimal(f64::from(*count), 0), *count == now)).collect();
    let choose = with_options(props, move |options, place| {
        options.trials = all.get(place).copied().unwrap_or(options.trials);
    });
    choice("value-trials", texts.value_trials(), options, choose)
}

fn sampler(props: &CardProps) -> Html {
    const ALL: [Sampler; 2] = [Sampler::Sobol, Sampler::SplitMix64];
    let texts = props.reading.texts;
    let options = ALL.map(|sampler| (sampler_word(sampler, texts).to_owned(), sampler == props.asked.options.sampler));
    let choose = with_options(props, |options, place| {
        options.sampler = ALL.get(place).copied().unwrap_or(options.sampler);
    });
    choice("value-sampler", texts.value_sampler(), options.into(), choose)
}

/// The seed: a box, and a button for the next one.
#[component]
fn Seed(props: &CardProps) -> Html {
    let CardProps { reading, asked, on_change, .. } = props;
    let texts = reading.texts;
    let wrong = use_state_eq(|| false);
    let change = {
        let (asked, on_change, wrong) = (asked.clone(), on_change.clone(), wrong.setter());
        Callback::from(move |seed: Option<u64>| {
            wrong.set(seed.is_none());
            if let Some(seed) = seed {
                let options = SimulationOptions { seed, ..asked.options.clone() };
                on_change.emit(Asked { options, ..asked.clone() });
            }
        })
    };
    let onchange = change.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value().trim().parse().ok()
    });
    let seed = asked.options.seed;
    let next = change.reform(move |_: MouseEvent| Some(seed.wrapping_add(1)));
    html! {
        <div class={classes!("field", (*wrong).then_some("field--bad"))}>
            <label class="field__label" for="value-seed">{ texts.value_seed() }</label>
            <p class="field__hint" id="value-seed-hint">{ texts.value_seed_hint() }</p>
            if *wrong {
                <p class="field__error" id="value-seed-error">{ texts.value_seed_wrong() }</p>
            }
            <div class="value__seed">
                <div class="field__box">
                    <input id="value-seed" class="field__number" type="text" inputmode="numeric" autocomplete="off"
                        value={seed.to_string()} {onchange} aria-invalid={wrong.then_some("true")}
                        aria-describedby={if *wrong { "value-seed-error" } else { "value-seed-hint" }} />
                </div>
                <button type="button" class="button button--small" id="value-seed-next" onclick={next}>{ texts.value_seed_next() }</button>
            </div>
        </div>
    }
}

fn correlations(now: &Correlations, props: &CardProps) -> Html {
    let texts = props.reading.texts;
    let one = |id: &str, label: &str, value: f64, set: fn(&mut Correlations, f64)| {
        let mut all: Vec<f64> = CORRELATIONS.to_vec();
        if !all.contains(&value) {
            all.push(value);
            all.sort_by(f64::total_cmp);
        }
        let options = all.iter().map(|number| (decimal(*number, 2), *number == value)).collect();
        let (asked, on_change, now) = (props.asked.clone(), props.on_change.clone(), *now);
        let choose = Callback::from(move |place: usize| {
            let mut next = asked.clone();
            let mut changed = now;
            set(&mut changed, all.get(place).copied().unwrap_or(value));
            next.settings.correlations = Some(changed);
            on_change.emit(next);
        });
        choice(id, label, options, choose)
    };
    html! {
        <div class="value__choices">
            { one("value-between", texts.value_between(), now.between, |found, value| found.between = value) }
            { one("value-revenue-rate", texts.value_revenue_rate(), now.revenue_rate, |found, value| found.revenue_rate = value) }
            { one("value-revenue-life", texts.value_revenue_life(), now.revenue_life, |found, value| found.revenue_life = value) }
        </div>
    }
}
