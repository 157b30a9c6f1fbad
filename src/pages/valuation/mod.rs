//! Value 估值分布与敏感性: the distribution of the value by simulation, what it depends on, where outcomes change, and
//! the methods side by side.

mod answers;
mod distribution;
mod flips;
mod inputs;
mod settings;
mod tornado;
mod words;

use ip_health_engine::valuation::simulation::{DossierSettings, SimulationOptions};
use yew::prelude::*;

use super::report::{Pools, Reading, SectionProps, head, pool_name, totals};
use crate::components::{WorkingProvider, pending};
use crate::format;
use crate::hooks::{
    Asked, Picture, Progress, Simulation, Standing, use_assessment, use_dossier, use_rules, use_simulation, use_texts,
};
use crate::state::Shared;

/// Properties of a section that shows a picture.
#[derive(Properties, PartialEq)]
pub struct PictureProps {
    /// What to read.
    pub reading: Reading,
    /// What was simulated.
    pub picture: Picture,
}

/// The value page of the document at hand.
#[component]
pub fn Valuation() -> Html {
    let texts = use_texts();
    let assessment = use_assessment();
    let document = use_dossier();
    let rules = use_rules();
    let Some(assessment) = assessment else {
        return pending(texts.value_title(), texts.report_pending());
    };
    let dossier = Shared::from(document.dossier.clone());
    let reading = Reading { texts, assessment: assessment.clone(), dossier, rules: rules.clone() };
    html! {
        <WorkingProvider {assessment} {rules}><Sections {reading} /></WorkingProvider>
    }
}

/// What the rule pack says to simulate.
fn first_asked(reading: &Reading) -> Asked {
    let rules = reading.rules.on(reading.assessment.as_of);
    let options = SimulationOptions::of_rules(&rules).unwrap_or_else(|_| SimulationOptions {
        trials: settings::TRIALS[2],
        seed: 0,
        sampler: ip_health_engine::valuation::simulation::Sampler::Sobol,
        percentiles: Default::default(),
        thresholds: Vec::new(),
    });
    Asked { pool: None, settings: DossierSettings::default(), options }
}

#[component]
fn Sections(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let asked = use_state_eq(|| first_asked(reading));
    let Simulation { progress, stop, again } = use_simulation(&asked);
    let ask = asked.setter();
    let change = Callback::from(move |next: Asked| ask.set(next));
    let picture = progress.picture.clone();
    let beside = picture.as_ref().map(|picture| picture.beside.clone());
    let nothing = matches!(progress.standing, Standing::Refused(crate::worker::SimulateError::NothingValued));
    html! {
        <div class="report value">
            { lede(reading, &asked, &progress) }
            if nothing {
                <section class="report__card"><p>{ texts.report_value_unknown() }</p></section>
            } else {
                <div class="report__pair report__pair--narrow-right value__pair">
                    <distribution::Card reading={reading.clone()} pool={asked.pool.clone()} {progress} {stop} {again} />
                    <settings::Card
                        reading={reading.clone()}
                        asked={(*asked).clone()}
                        beside={beside.clone()}
                        on_change={change.clone()}
                    />
                </div>
                if let Some(beside) = beside.clone() {
                    <inputs::Card reading={reading.clone()} {beside} />
                }
                <settings::Expert reading={reading.clone()} asked={(*asked).clone()} {beside} on_change={change} />
            }
            if let Some(picture) = picture {
                <tornado::Card reading={reading.clone()} picture={picture.clone()} />
                <flips::Card reading={reading.clone()} {picture} />
            }
            <answers::Card reading={reading.clone()} />
            { methods(reading) }
            <Pools reading={reading.clone()} />
            <p class="report__notice">{ texts.report_not_appraisal() }</p>
        </div>
    }
}

/// What is simulated, in words.
fn scope_name(pool: Option<&str>, reading: &Reading) -> String {
    let pools = &reading.assessment.valuation.pools;
    match pool.and_then(|id| pools.iter().find(|pool| pool.id == id)) {
        Some(pool) => pool_name(pool, reading.texts),
        None => reading.texts.value_scope_all().to_owned(),
    }
}

fn lede(reading: &Reading, asked: &Asked, progress: &Progress) -> Html {
    let texts = reading.texts;
    let range = reading.assessment.valuation.range;
    let result = progress.picture.as_ref().map(|picture| picture.result.clone());
    let strongest = progress.picture.as_ref().and_then(|picture| {
        let bar = picture.beside.tornado.first()?;
        Some((words::input_name(&bar.input, &picture.beside, reading), bar.swing))
    });
    html! {
        <section class="report__card report__lede" aria-label={texts.value_title()}>
            <div>
                <h1>{ texts.value_title() }</h1>
                <p>{ texts.value_remark() }</p>
            </div>
            <div class="report__figure">
                <span>{ texts.report_portfolio_value() }</span>
                <strong>{ reading.figure(&reading.assessment.valuation.value) }</strong>
                <span>{ texts.report_range() }{ " " }<em>{ format::range(range.p10, range.p90, texts) }</em></span>
            </div>
            <div class="report__figure">
                <span>{ texts.value_simulated(&scope_name(asked.pool.as_deref(), reading)) }</span>
                <strong>{ result.as_ref().map_or_else(|| "—".to_owned(), |found| reading.money(found.percentiles.p50)) }</strong>
                <span>
                    if let Some(found) = &result {
                        { texts.report_range() }{ " " }
                        <em>{ format::range(found.percentiles.p10, found.percentiles.p90, texts) }</em>
                    }
                </span>
            </div>
            <div class="report__figure">
                <span>{ texts.value_strongest() }</span>
                if let Some((name, swing)) = strongest {
                    <strong class="value__strongest">{ name }</strong>
                    <span>{ texts.value_strongest_swing(&reading.money(swing)) }</span>
                } else {
                    <strong>{ "—" }</strong>
                }
            </div>
        </section>
    }
}

/// The methods over all pools; each opens its working.
fn methods(reading: &Reading) -> Html {
    let texts = reading.texts;
    if reading.assessment.valuation.methods.is_empty() {
        return Html::default();
    }
    html! {
        <section class="report__card" id="value-methods">
            { head(texts.value_methods_title(), texts.value_methods_remark()) }
            { totals(reading) }
        </section>
    }
}
