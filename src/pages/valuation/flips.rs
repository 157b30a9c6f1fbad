//! Where outcomes change 翻转点: the value of an input at which the pledge suffices, or two methods change places.

use ip_health_engine::valuation::simulation::{FlipPoint, FlipTarget};
use yew::prelude::*;

use super::super::report::{Reading, Tone, head, line, method_word, pool_name};
use super::PictureProps;
use super::words::{input, input_name, kind_word, value_of};
use crate::route::Route;
use crate::worker::Simulated;
use crate::worker::messages::Flip;

/// Inputs without a flip point that are named.
const NAMED: usize = 4;

/// The card of the flip points.
#[component]
pub fn Card(props: &PictureProps) -> Html {
    let PictureProps { reading, picture } = props;
    let texts = reading.texts;
    let beside = &*picture.beside;
    html! {
        <section class="report__card" id="value-flips">
            { head(texts.value_flips_title(), texts.value_flips_remark()) }
            if beside.flips.is_empty() {
                <p>{ texts.value_flips_none() }</p>
            }
            for (place, flip) in beside.flips.iter().enumerate() {
                <details class="fold" open={place == 0} key={place}>
                    <summary>
                        <strong>{ title(flip, reading) }</strong>
                        <span class="is-end">{ texts.value_threshold(&reading.money(flip.threshold)) }</span>
                    </summary>
                    <div class="fold__body">{ body(flip, beside, reading) }</div>
                </details>
            }
            <p class="report__quiet report__small value__after">
                { texts.value_flips_note() }{ " " }
                <a href={Route::Report.to_string()}>{ texts.nav_report() }</a>
            </p>
        </section>
    }
}

fn title(flip: &Flip, reading: &Reading) -> String {
    let texts = reading.texts;
    match &flip.target {
        FlipTarget::Pledge { wanted, rate } => {
            texts.value_flip_pledge(&reading.money(*wanted), &reading.percent(*rate))
        }
        FlipTarget::Ranking { pool: id, income, other } => {
            let pools = &reading.assessment.valuation.pools;
            let name =
                pools.iter().find(|pool| pool.id == *id).map_or_else(|| id.clone(), |pool| pool_name(pool, texts));
            texts.value_flip_ranking(&name, method_word(*income, texts), method_word(*other, texts))
        }
    }
}

fn body(flip: &Flip, beside: &Simulated, reading: &Reading) -> Html {
    let texts = reading.texts;
    let (turning, firm): (Vec<&FlipPoint>, Vec<&FlipPoint>) = flip.points.iter().partition(|point| point.at.is_some());
    let reached = flip.points.first().is_some_and(|point| point.reached);
    let said = match (&flip.target, reached) {
        (FlipTarget::Pledge { .. }, true) => texts.value_pledge_enough(),
        (FlipTarget::Pledge { .. }, false) => texts.value_pledge_short(),
        (FlipTarget::Ranking { .. }, true) => texts.value_income_above(),
        (FlipTarget::Ranking { .. }, false) => texts.value_income_below(),
    };
    if turning.is_empty() {
        let said = match (&flip.target, reached) {
            (FlipTarget::Pledge { .. }, true) => texts.value_pledge_always(),
            (FlipTarget::Pledge { .. }, false) => texts.value_pledge_never(),
            (FlipTarget::Ranking { .. }, true) => texts.value_income_always(),
            (FlipTarget::Ranking { .. }, false) => texts.value_income_never(),
        };
        return html! { <p class="value__said-now">{ said }</p> };
    }
    // Inputs that the value does not rest on at all are not worth a name.
    let moves = |point: &&&FlipPoint| beside.tornado.iter().any(|bar| bar.input == point.input && bar.swing > 0.0);
    // A pool that the title names is not named again.
    let name = |id: &str| match (&flip.target, input(id, beside)) {
        (FlipTarget::Ranking { .. }, Some(found)) => kind_word(found.kind, texts).to_owned(),
        _ => input_name(id, beside, reading),
    };
    let names: Vec<String> = firm.iter().filter(moves).map(|point| name(&point.input)).collect();
    let names = match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => {
            texts.report_and_more(&first.join(texts.list_separator()), &names.len().to_string())
        }
        _ => names.join(texts.list_separator()),
    };
    html! {
        <>
            <p class="value__said-now">{ said }</p>
            <ul class="lines">
                for point in turning {
                    { line(Tone::Watch, texts.word_watch(), html! {
                        <span>{ texts.value_flip_at(
                            &name(&point.input),
                            &value_of(&point.input, point.base, beside, texts),
                            &value_of(&point.input, point.at.unwrap_or(point.base), beside, texts),
                        ) }</span>
                    }) }
                }
            </ul>
            if !names.is_empty() {
                <p class="report__quiet report__small">{ texts.value_flip_firm(&names) }</p>
            }
        </>
    }
}
