//! What moves the value most 敏感性: each input at its low and its high case, the others at their base.

use std::rc::Rc;

use ip_health_engine::valuation::simulation::{InputKind, TornadoBar};
use yew::prelude::*;

use super::super::report::{Reading, chart_labels, head};
use super::PictureProps;
use super::words::{input, input_name, pool_of, value_of};
use crate::charts::{Chart, ChartSpec, Marker, Reading as Plotted, Tornado, TornadoRow};
use crate::format::decimal;
use crate::worker::Simulated;

/// Bars of the picture, and rows of the table before the fold.
const DRAWN: usize = 10;

/// The card of the sensitivity.
#[component]
pub fn Card(props: &PictureProps) -> Html {
    let PictureProps { reading, picture } = props;
    let texts = reading.texts;
    let beside = &*picture.beside;
    if beside.tornado.is_empty() {
        return Html::default();
    }
    let shown = beside.tornado.len().min(DRAWN);
    html! {
        <section class="report__card" id="value-tornado">
            { head(texts.value_tornado_title(), texts.value_tornado_remark()) }
            <Chart
                spec={Rc::new(chart(beside, reading))}
                summary={summary(beside, reading)}
                labels={chart_labels(texts)}
                file_name={texts.value_file_tornado()}
            />
            { table(beside.tornado.get(..shown).unwrap_or_default(), props) }
            if let Some(rest) = beside.tornado.get(shown..).filter(|rest| !rest.is_empty()) {
                <details class="fold">
                    <summary><strong>{ texts.value_more_inputs(&rest.len().to_string()) }</strong></summary>
                    <div class="fold__body fold__body--flush">{ table(rest, props) }</div>
                </details>
            }
            <p class="report__quiet report__small value__after">{ texts.value_tornado_note() }</p>
        </section>
    }
}

fn chart(beside: &Simulated, reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let row = |bar: &TornadoBar| {
        let value = |at: f64| value_of(&bar.input, at, beside, texts);
        TornadoRow {
            name: texts
                .value_from_to(&input_name(&bar.input, beside, reading), &value(bar.low), &value(bar.high))
                .into(),
            low: Plotted::known(bar.at_low, reading.money(bar.at_low)),
            high: Plotted::known(bar.at_high, reading.money(bar.at_high)),
        }
    };
    let base = beside.result.base;
    ChartSpec::Tornado(Tornado {
        base: Marker::new(base, texts.value_base_of(&reading.money(base))),
        rows: beside.tornado.iter().take(DRAWN).map(row).collect(),
        settings: [texts.value_low_case().into(), texts.value_high_case().into()],
        heading: texts.value_input().into(),
    })
}

fn summary(beside: &Simulated, reading: &Reading) -> String {
    let texts = reading.texts;
    let Some(bar) = beside.tornado.first() else { return String::new() };
    let value = |at: f64| value_of(&bar.input, at, beside, texts);
    texts.value_tornado_summary(
        &input_name(&bar.input, beside, reading),
        &value(bar.low),
        &value(bar.high),
        &reading.money(bar.at_low),
        &reading.money(bar.at_high),
    )
}

/// The base of an input: the figure that opens its working where it is the assessment's own.
fn base(bar: &TornadoBar, beside: &Simulated, reading: &Reading) -> Html {
    let shown = value_of(&bar.input, bar.base, beside, reading.texts);
    let figure = input(&bar.input, beside).and_then(|found| {
        let pool = pool_of(found, reading)?;
        match found.kind {
            InputKind::Rate => pool.rate.as_ref(),
            InputKind::DiscountRate => pool.discount_rate.as_ref(),
            InputKind::Life => pool.life.as_ref(),
            InputKind::Value => Some(&pool.value),
            InputKind::Revenue | InputKind::Decay => None,
        }
    });
    match figure.filter(|figure| figure.value == bar.base) {
        Some(figure) => reading.figure(figure),
        None => html! { { shown } },
    }
}

fn table(bars: &[TornadoBar], props: &PictureProps) -> Html {
    let PictureProps { reading, picture } = props;
    let texts = reading.texts;
    let beside = &*picture.beside;
    let row = |bar: &TornadoBar| {
        let value = |at: f64| value_of(&bar.input, at, beside, texts);
        let share = picture.result.contributions.iter().find(|found| found.input == bar.input);
        html! {
            <tr key={bar.input.clone()}>
                <th scope="row" class="is-wide">{ input_name(&bar.input, beside, reading) }</th>
                <td class="is-number" data-name={texts.value_base_case()}>{ base(bar, beside, reading) }</td>
                <td class="is-number" data-name={texts.value_low_case()}>{ value(bar.low) }{ " → " }{ reading.money(bar.at_low) }</td>
                <td class="is-number" data-name={texts.value_high_case()}>{ value(bar.high) }{ " → " }{ reading.money(bar.at_high) }</td>
                <td class="is-number" data-name={texts.value_swing()}>{ reading.money(bar.swing) }</td>
                <td class="is-number" data-name={texts.value_elasticity()}>
                    { bar.elasticity.map_or_else(|| "—".to_owned(), |elasticity| decimal(elasticity, 2)) }
                </td>
                <td class="is-number" data-name={texts.value_share()}>
                    { share.map_or_else(|| "—".to_owned(), |found| reading.percent(found.share)) }
                </td>
            </tr>
        }
    };
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.value_tornado_title()}>
            <table class="report__table report__table--dense report__table--cards">
                <thead>
                    <tr>
                        <th scope="col">{ texts.value_input() }</th>
                        <th scope="col" class="is-number">{ texts.value_base_case() }</th>
                        <th scope="col" class="is-number">{ texts.value_low_case() }</th>
                        <th scope="col" class="is-number">{ texts.value_high_case() }</th>
                        <th scope="col" class="is-number">{ texts.value_swing() }</th>
                        <th scope="col" class="is-number">{ texts.value_elasticity() }</th>
                        <th scope="col" class="is-number">{ texts.value_share() }</th>
                    </tr>
                </thead>
                <tbody>
                    for bar in bars { { row(bar) } }
                </tbody>
            </table>
        </div>
    }
}
