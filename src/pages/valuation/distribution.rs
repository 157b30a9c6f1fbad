//! The distribution: histogram, percentiles, how far the simulation is, how it settled.

use std::rc::Rc;

use ip_health_engine::valuation::simulation::{Lean, SimulationResult};
use ip_health_engine::valuation::{Method, MethodOutcome, Range};
use yew::prelude::*;

use super::super::report::{Reading, chart_labels, distribution_of, head};
use super::words::{input_name, sampler_word, value_of};
use crate::charts::{Bin, Chart, ChartSpec, LineSeries, Lines, Marker, Reading as Plotted, nice_ticks};
use crate::format::decimal;
use crate::hooks::{Progress, Standing};
use crate::texts::Texts;
use crate::worker::{SimulateError, Simulated};

/// Part of the base value from which a distance of the median is explained.
const LEAST_OFF: f64 = 0.05;

/// Part of the value from which an input is named as a cause, and how many are.
const NAMED_LEAN: f64 = 0.01;
const MOST_LEANS: usize = 3;

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// What to read.
    pub reading: Reading,
    /// Id of the pool simulated; all of them without.
    pub pool: Option<String>,
    /// The simulation.
    pub progress: Progress,
    /// Breaks it off.
    pub stop: Callback<MouseEvent>,
    /// Starts it again.
    pub again: Callback<MouseEvent>,
}

/// The card of the distribution.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { reading, pool, progress, stop, again } = props;
    let texts = reading.texts;
    let result = progress.picture.as_ref().map(|picture| &*picture.result);
    let remark = result.map(|found| {
        texts.value_distribution_remark(
            &decimal(f64::from(found.trials), 0),
            sampler_word(found.sampler, texts),
            &found.seed,
        )
    });
    html! {
        <section class="report__card" id="value-distribution">
            { head(texts.value_distribution_title(), remark.unwrap_or_default()) }
            { status(progress, stop, again, texts) }
            if let Some(found) = result {
                <Chart
                    spec={Rc::new(histogram(found, pool.as_deref(), reading))}
                    summary={summary(found, reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.value_file_distribution()}
                />
                { percentiles(found, reading) }
                if let Some(beside) = progress.picture.as_ref().map(|picture| &picture.beside) {
                    { why_off(found, beside, reading) }
                }
                if pool.is_none() && reading.assessment.valuation.pools.len() > 1 {
                    <p class="report__quiet report__small">{ texts.value_sum_note() }</p>
                }
                <details class="fold">
                    <summary><strong>{ texts.value_convergence_title() }</strong></summary>
                    <div class="fold__body">
                        <Chart
                            spec={Rc::new(convergence(found, reading))}
                            summary={convergence_summary(found, reading)}
                            labels={chart_labels(texts)}
                            file_name={texts.value_file_convergence()}
                        />
                        <p class="report__quiet report__small">{ texts.value_error_remark() }</p>
                    </div>
                </details>
            }
        </section>
    }
}

/// How far it is, and the button to break it off or to go on. Its height never changes, so that nothing below moves.
fn status(progress: &Progress, stop: &Callback<MouseEvent>, again: &Callback<MouseEvent>, texts: Texts) -> Html {
    let count = |trials: u32| decimal(f64::from(trials), 0);
    let done = texts.value_progress(&count(progress.done), &count(progress.total));
    let (state, said) = match &progress.standing {
        Standing::Running => ("running", texts.value_running().to_owned()),
        Standing::Done => ("done", texts.value_done(&count(progress.total))),
        Standing::Stopped => ("stopped", texts.value_stopped().to_owned()),
        Standing::Refused(error) => ("refused", refusal(error, texts)),
        Standing::Broken(reason) => ("broken", texts.value_broken(reason)),
    };
    let running = progress.standing == Standing::Running;
    html! {
        <div class="value__status" data-state={state}>
            <progress aria-label={texts.value_progress_label()} value={progress.done.to_string()} max={progress.total.max(1).to_string()}></progress>
            <span class="value__count">{ if running { done } else { String::new() } }</span>
            <span class="value__said" role="status">{ said }</span>
            if running {
                <button type="button" class="button button--small" id="value-stop" onclick={stop}>{ texts.cancel() }</button>
            } else {
                <button type="button" class="button button--small" id="value-again" onclick={again}>{ texts.value_again() }</button>
            }
        </div>
    }
}

/// Why nothing was simulated. What else the engine refuses cannot be set on this page.
fn refusal(error: &SimulateError, texts: Texts) -> String {
    use ip_health_engine::valuation::simulation::SimulationError;
    match error {
        SimulateError::NothingValued => texts.report_value_unknown().to_owned(),
        SimulateError::Simulation(SimulationError::Correlation(_)) => texts.value_contradiction().to_owned(),
        other => texts.value_refused(&other.to_string()),
    }
}

fn histogram(found: &SimulationResult, pool: Option<&str>, reading: &Reading) -> ChartSpec {
    let valuation = &reading.assessment.valuation;
    let bins = found.histogram.bins().map(|(from, to, count)| Bin { from, to, count: f64::from(count) }).collect();
    let percentiles = found.percentiles;
    let range = Range { p10: percentiles.p10, p50: percentiles.p50, p90: percentiles.p90 };
    let methods: Vec<(Method, f64)> = match pool.and_then(|id| valuation.pools.iter().find(|pool| pool.id == id)) {
        Some(pool) => pool
            .methods
            .iter()
            .filter_map(|result| match &result.outcome {
                MethodOutcome::Applied { value, .. } => Some((result.method, value.value)),
                MethodOutcome::NotApplied { .. } => None,
            })
            .collect(),
        // Totals of methods that serve some of the pools are no values of the portfolio, so they stand in no picture of it.
        None => Vec::new(),
    };
    distribution_of(range, bins, methods.into_iter(), reading)
}

fn summary(found: &SimulationResult, reading: &Reading) -> String {
    let p = found.percentiles;
    reading.texts.value_distribution_summary(
        &decimal(f64::from(found.trials), 0),
        &reading.money(p.p50),
        &reading.money(p.p10),
        &reading.money(p.p90),
        &reading.percent(found.below_base),
    )
}

fn percentiles(found: &SimulationResult, reading: &Reading) -> Html {
    let texts = reading.texts;
    let p = found.percentiles;
    let points =
        [("P5", p.p5), ("P10", p.p10), ("P25", p.p25), ("P50", p.p50), ("P75", p.p75), ("P90", p.p90), ("P95", p.p95)];
    let moments = [
        (texts.value_mean(), reading.money(found.mean)),
        (texts.value_standard_error(), reading.money(found.standard_error)),
        (texts.value_deviation(), reading.money(found.standard_deviation)),
        (texts.value_base(), reading.money(found.base)),
        (texts.value_below_base(), reading.percent(found.below_base)),
    ];
    html! {
        <dl class="dimensions value__points">
            for (name, yuan) in points {
                <div key={name}><dt>{ name }</dt><dd>{ reading.money(yuan) }</dd></div>
            }
            for (name, text) in moments {
                <div key={name}><dt>{ name }</dt><dd>{ text }</dd></div>
            }
        </dl>
    }
}

/// Why the median lies off the value at the most likely inputs, in a sentence with the inputs that cause it.
fn why_off(found: &SimulationResult, beside: &Simulated, reading: &Reading) -> Html {
    let texts = reading.texts;
    let median = found.percentiles.p50;
    let off = if found.base > 0.0 { median / found.base - 1.0 } else { 0.0 };
    let same_way = |lean: &&Lean| lean.change.signum() == off.signum() && lean.change.abs() >= NAMED_LEAN;
    let causes: Vec<String> = beside
        .leans
        .iter()
        .filter(same_way)
        .take(MOST_LEANS)
        .map(|lean| {
            texts.value_lean(
                &input_name(&lean.input, beside, reading),
                &value_of(&lean.input, lean.base, beside, texts),
                &value_of(&lean.input, lean.median, beside, texts),
                &reading.percent(lean.change.abs()),
            )
        })
        .collect();
    if off.abs() < LEAST_OFF || causes.is_empty() {
        return Html::default();
    }
    let (base, median, off) = (reading.money(found.base), reading.money(median), reading.percent(off.abs()));
    let causes = causes.join(texts.list_separator());
    let said = if found.percentiles.p50 < found.base {
        texts.value_median_below(&median, &base, &off, &causes)
    } else {
        texts.value_median_above(&median, &base, &off, &causes)
    };
    html! { <p class="report__small value__after" id="value-median">{ said }</p> }
}

/// P10, P50 and P90 after more and more trials; every column has twice as many.
fn convergence(found: &SimulationResult, reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let path = &found.convergence;
    let line =
        |name: &'static str, of: fn(&ip_health_engine::valuation::simulation::ConvergencePoint) -> f64, dashed| {
            let readings = path.iter().map(|point| Plotted::known(of(point), reading.money(of(point)))).collect();
            LineSeries { name: name.into(), readings, dashed }
        };
    let ends = || path.iter().flat_map(|point| [point.p10, point.p90]);
    let (least, most) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
    ChartSpec::Lines(Lines {
        series: vec![
            line("P90", |point| point.p90, true),
            line("P50", |point| point.p50, false),
            line("P10", |point| point.p10, true),
        ],
        bands: Vec::new(),
        limits: Vec::new(),
        columns: path
            .iter()
            .enumerate()
            .map(|(place, point)| Marker::new(place as f64, decimal(f64::from(point.trials), 0)))
            .collect(),
        ticks: nice_ticks(least, most, 5).into_iter().map(|at| Marker::new(at, reading.money(at))).collect(),
        column_heading: texts.value_trials().into(),
    })
}

fn convergence_summary(found: &SimulationResult, reading: &Reading) -> String {
    let first = found.convergence.first().map_or(found.percentiles.p50, |point| point.p50);
    reading.texts.value_convergence_summary(&reading.money(first), &reading.money(found.percentiles.p50))
}
