//! What each lever does alone 单因素影响: bars and a table, for the result that the user looks at.

use std::rc::Rc;

use ip_health_engine::decide::{Effect, LeverEffect, Measure};
use yew::prelude::*;

use super::super::report::{Reading, chart_labels, head};
use super::words::{measure_word, measured, value_word};
use crate::charts::{Chart, ChartSpec, Marker, Reading as Plotted, Tornado, TornadoRow};
use crate::route::Route;
use crate::state::Shared;

/// Bars of the picture.
const DRAWN: usize = 10;

/// Properties of [`Effects`].
#[derive(Properties, PartialEq)]
pub struct EffectsProps {
    /// What to read.
    pub reading: Reading,
    /// What was measured.
    pub effects: Shared<Vec<LeverEffect>>,
}

/// The card.
#[component]
pub fn Effects(props: &EffectsProps) -> Html {
    let EffectsProps { reading, effects } = props;
    let texts = reading.texts;
    let measure = use_state_eq(|| Measure::Value);
    let mut rows: Vec<(&LeverEffect, &Effect)> = effects
        .iter()
        .filter_map(|found| Some((found, found.effects.iter().find(|effect| effect.measure == *measure)?)))
        .filter(|(_, effect)| effect.swing() > 0.0)
        .collect();
    rows.sort_by(|a, b| b.1.swing().total_cmp(&a.1.swing()));
    let choose = |chosen: Measure| {
        let measure = measure.setter();
        move |_: Event| measure.set(chosen)
    };
    html! {
        <section class="report__card" id="what-if-effects">
            { head(texts.what_if_effects(), texts.what_if_effects_remark()) }
            <fieldset class="what-if__measures">
                <legend class="unseen">{ texts.what_if_measure() }</legend>
                <div class="segments">
                    for found in Measure::ALL {
                        <label class={classes!("segment", (found == *measure).then_some("segment--on"))}>
                            <input type="radio" name="measure" checked={found == *measure} onchange={choose(found)} />
                            <span>{ measure_word(found, texts) }</span>
                        </label>
                    }
                </div>
            </fieldset>
            if rows.is_empty() {
                <p>{ texts.what_if_effects_none(measure_word(*measure, texts)) }</p>
            } else {
                <Chart
                    spec={Rc::new(chart(&rows, *measure, reading))}
                    summary={summary(&rows, *measure, reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.what_if_effects_file()}
                />
            }
            <p class="report__more"><a href={Route::Value.to_string()}>{ texts.what_if_flips() }</a></p>
        </section>
    }
}

fn chart(rows: &[(&LeverEffect, &Effect)], measure: Measure, reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let now = rows.first().and_then(|(_, effect)| effect.now).unwrap_or_default();
    let plotted = |value: Option<f64>| match value {
        Some(number) => Plotted::known(number, measured(measure, value, texts)),
        None => Plotted::unknown(texts.word_unknown()),
    };
    let row = |(found, effect): &(&LeverEffect, &Effect)| {
        let lever = &found.lever;
        let (low, high) = (value_word(lever, lever.low, texts), value_word(lever, lever.high, texts));
        TornadoRow {
            name: texts.what_if_span(&reading.title(&lever.id), &low, &high).into(),
            low: plotted(effect.at_low),
            high: plotted(effect.at_high),
        }
    };
    ChartSpec::Tornado(Tornado {
        base: Marker::new(now, texts.what_if_was(&measured(measure, Some(now), texts))),
        rows: rows.iter().take(DRAWN).map(row).collect(),
        settings: [texts.what_if_at_low().into(), texts.what_if_at_high().into()],
        heading: texts.what_if_lever().into(),
    })
}

fn summary(rows: &[(&LeverEffect, &Effect)], measure: Measure, reading: &Reading) -> String {
    let texts = reading.texts;
    let Some((found, effect)) = rows.first() else { return String::new() };
    texts.what_if_effects_summary(
        measure_word(measure, texts),
        &reading.title(&found.lever.id),
        &measured(measure, effect.at_low, texts),
        &measured(measure, effect.at_high, texts),
    )
}
