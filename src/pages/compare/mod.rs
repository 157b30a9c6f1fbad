//! Comparison 对比: two files, days, scenarios or rule packs side by side.

mod differences;
mod names;
mod side;

use std::rc::Rc;

use ip_health_engine::decide::{Comparison, Measure, Outlook};
use ip_health_engine::valuation::simulation::SimulationResult;
use yew::prelude::*;

use self::differences::{Row, table};
use self::side::{Chosen, SidePicker, Source};
use super::report::{Reading, chart_labels, dimension_word, grade_words, head, status_words, use_reading};
use super::what_if::{change, measured};
use crate::charts::{
    Bin, Chart, ChartSpec, Figure, Marker, MethodRow, Methods, Overlay, OverlaySeries, Radar, RadarSeries,
    Reading as Plotted, nice_ticks,
};
use crate::components::pending;
use crate::format::{date, decimal, money};
use crate::hooks::{Compared, use_comparison, use_distributions, use_session, use_texts};

/// The comparison page.
#[component]
pub fn Compare() -> Html {
    let texts = use_texts();
    match use_reading() {
        Some(reading) => html! { <Sides {reading} /> },
        None => pending(texts.compare_title(), texts.report_pending()),
    }
}

/// Properties of the sides.
#[derive(Properties, PartialEq)]
struct SidesProps {
    reading: Reading,
}

#[component]
fn Sides(props: &SidesProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let day = use_session().session.as_of;
    let current = &reading.dossier;
    let before = use_state_eq(|| Chosen { source: Source::Current, day, built_in: false });
    let after = use_state_eq(|| {
        let last = current.decisions.scenarios.last();
        let source = last.map_or(Source::Current, |kept| Source::Scenario(kept.name.clone()));
        Chosen { source, day, built_in: false }
    });
    let sides = (*before != *after).then(|| [before.side(current), after.side(current)]);
    let compared = use_comparison(sides.clone());
    let spreads = use_distributions(sides);
    let choose = |state: &UseStateHandle<Chosen>| {
        let state = state.setter();
        Callback::from(move |chosen: Chosen| state.set(chosen))
    };
    html! {
        <div class="report compare">
            <section class="report__card" aria-label={texts.compare_title()}>
                <h1>{ texts.compare_title() }</h1>
                <p class="report__quiet">{ texts.compare_remark() }</p>
            </section>
            <div class="compare__sides">
                <SidePicker id="a" name={texts.compare_side_a()} {texts} chosen={(*before).clone()} current={current.clone()} on_choose={choose(&before)} />
                <SidePicker id="b" name={texts.compare_side_b()} {texts} chosen={(*after).clone()} current={current.clone()} on_choose={choose(&after)} />
            </div>
            if *before == *after {
                <p role="status">{ texts.compare_equal() }</p>
            } else if let Some(compared) = compared {
                { found(&compared, spreads.as_deref(), [&before, &after], reading) }
            } else {
                <p role="status">{ texts.compare_pending() }</p>
            }
        </div>
    }
}

fn found(
    compared: &Compared,
    spreads: Option<&[Option<SimulationResult>; 2]>,
    sides: [&Chosen; 2],
    reading: &Reading,
) -> Html {
    let texts = reading.texts;
    let comparison = &*compared.comparison;
    let names = [
        [texts.compare_side_a(), " · ", &sides[0].word(texts)].concat(),
        [texts.compare_side_b(), " · ", &sides[1].word(texts)].concat(),
    ];
    html! {
        <>
            { outlooks(comparison, reading) }
            <div class="report__pair report__pair--narrow-left">
                <section class="report__card" id="compare-radar">
                    { head(texts.compare_radar(), texts.report_portrait_scale()) }
                    <Chart
                        spec={Rc::new(radar(comparison, &names, reading))}
                        summary={radar_summary(comparison, reading)}
                        labels={chart_labels(texts)}
                        file_name={texts.compare_file_radar()}
                    />
                </section>
                <div class="compare__stack">
                <section class="report__card" id="compare-ranges">
                    { head(texts.compare_ranges(), [date(compared.days[0]), date(compared.days[1])].join(" – ")) }
                    <Chart
                        spec={Rc::new(ranges(comparison, &names, reading))}
                        summary={texts.compare_ranges_summary(&reading.money(comparison.outlooks[0].value.p50), &reading.money(comparison.outlooks[1].value.p50))}
                        labels={chart_labels(texts)}
                        file_name={texts.compare_file_ranges()}
                    />
                </section>
                { distributions(spreads, &names, reading) }
                </div>
            </div>
            { differences::cards(comparison, reading) }
        </>
    }
}

/// The results in short, each with its change.
fn outlooks(comparison: &Comparison, reading: &Reading) -> Html {
    let texts = reading.texts;
    let [before, after] = &comparison.outlooks;
    let ends = |outlook: &Outlook| [outlook.value.p10, outlook.value.p50, outlook.value.p90];
    let names = [texts.compare_value_low(), texts.compare_value_middle(), texts.compare_value_high()];
    let values = names.into_iter().zip(ends(before)).zip(ends(after)).map(|((name, here), there)| {
        (name, money(here, texts), money(there, texts), change(Measure::Value, Some(here), Some(there), texts))
    });
    let measure = |measure: Measure, name: &'static str| {
        let (here, there) = (before.measure(measure), after.measure(measure));
        (name, measured(measure, here, texts), measured(measure, there, texts), change(measure, here, there, texts))
    };
    let grade = |outlook: &Outlook| outlook.grade.map_or("—", |grade| grade_words(grade, texts).1).to_owned();
    let status = |outlook: &Outlook| status_words(outlook.status, texts).1.to_owned();
    let met = |outlook: &Outlook| outlook.indicators.to_string();
    let first = |outlook: &Outlook| {
        outlook.first_year.map_or_else(String::new, |year| texts.what_if_first_year(&year.to_string()))
    };
    let star = |outlook: &Outlook| {
        let first = first(outlook);
        if first.is_empty() { met(outlook) } else { [&met(outlook), " · ", &first].concat() }
    };
    let rows = values
        .chain([
            measure(Measure::Debt, texts.what_if_debt()),
            measure(Measure::Cost, texts.what_if_cost()),
            measure(Measure::Score, texts.what_if_score()),
            (texts.compare_grade(), grade(before), grade(after), None),
            (texts.what_if_attribute(), star(before), star(after), None),
            measure(Measure::Readiness, texts.what_if_readiness()),
            (texts.compare_status(), status(before), status(after), None),
        ])
        .map(|(name, before, after, moved)| {
            let stressed = before != after;
            let change = moved.unwrap_or_else(|| if stressed { "≠" } else { texts.what_if_same() }.to_owned());
            Row { name: name.to_owned(), before, after, stressed, change, ..Row::default() }
        });
    html! {
        <section class="report__card" id="compare-outlooks">
            { head(texts.compare_outlooks(), "") }
            { table(texts.compare_outlooks(), rows, texts) }
        </section>
    }
}

/// The simulated distributions over each other; room for them while they are drawn.
fn distributions(spreads: Option<&[Option<SimulationResult>; 2]>, names: &[String; 2], reading: &Reading) -> Html {
    let texts = reading.texts;
    let known: Vec<(usize, &SimulationResult)> =
        spreads.into_iter().flatten().enumerate().filter_map(|(side, found)| Some((side, found.as_ref()?))).collect();
    let remark = known
        .first()
        .map(|(_, found)| texts.compare_distributions_remark(&decimal(f64::from(found.trials), 0)))
        .unwrap_or_default();
    html! {
        <section class="report__card" id="compare-distributions">
            { head(texts.compare_distributions(), remark) }
            if spreads.is_none() {
                <p class="compare__waits" role="status">{ texts.compare_simulating() }</p>
            } else if known.is_empty() {
                <p>{ texts.report_value_unknown() }</p>
            } else {
                <Chart
                    spec={Rc::new(overlay(&known, names, reading))}
                    summary={overlay_summary(&known, reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.compare_file_distributions()}
                />
            }
        </section>
    }
}

fn overlay(known: &[(usize, &SimulationResult)], names: &[String; 2], reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let series = |(side, found): &(usize, &SimulationResult)| {
        let points = found.percentiles;
        let figure = |name: &str, yuan: f64| Figure::new(name, yuan, reading.money(yuan));
        OverlaySeries {
            name: names[*side].as_str().into(),
            bins: found.histogram.bins().map(|(from, to, count)| Bin { from, to, count: f64::from(count) }).collect(),
            figures: [figure("P10", points.p10), figure("P50", points.p50), figure("P90", points.p90)],
            // What one looks at is drawn full, what it is held against dashed.
            dashed: *side == 0,
        }
    };
    // In the order of the radar, so that a side has the same colour in both.
    let series: Vec<OverlaySeries> = known.iter().rev().map(series).collect();
    let ends = || series.iter().flat_map(|series| &series.bins).flat_map(|bin| [bin.from, bin.to]);
    let (least, most) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
    ChartSpec::Overlay(Overlay {
        ticks: nice_ticks(least, most, 5).into_iter().map(|at| Marker::new(at, reading.money(at))).collect(),
        heading: texts.report_quantity().into(),
        series,
    })
}

/// Where the middle lies on both sides, and how far the ranges share ground.
fn overlay_summary(known: &[(usize, &SimulationResult)], reading: &Reading) -> String {
    let texts = reading.texts;
    let [(_, before), (_, after)] = known else { return texts.compare_one_distribution().to_owned() };
    let (here, there) = (before.percentiles, after.percentiles);
    let money = |yuan: f64| reading.money(yuan);
    let middles = texts.compare_distributions_summary(&money(here.p50), &money(there.p50));
    let apart = here.p90 < there.p10 || there.p90 < here.p10;
    let ground = if apart { texts.compare_ranges_apart() } else { texts.compare_ranges_overlap() };
    [&middles, ground].concat()
}

fn radar(comparison: &Comparison, names: &[String; 2], reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let plotted = |score: &Option<f64>| match score {
        Some(score) => Plotted::known(*score, format!("{score:.0}")),
        None => Plotted::unknown(texts.word_unknown()),
    };
    let series = |side: usize, dashed: bool| RadarSeries {
        name: names[side].as_str().into(),
        readings: comparison.dimensions[side].iter().map(plotted).collect(),
        dashed,
    };
    ChartSpec::Radar(Radar {
        axes: ip_health_engine::health::Dimension::ALL
            .iter()
            .map(|found| dimension_word(*found, texts).into())
            .collect(),
        // What one looks at is drawn full, what it is held against dashed.
        series: vec![series(1, false), series(0, true)],
        axis_heading: texts.report_dimension().into(),
    })
}

fn radar_summary(comparison: &Comparison, reading: &Reading) -> String {
    let texts = reading.texts;
    let [before, after] = &comparison.dimensions;
    let pairs = ip_health_engine::health::Dimension::ALL.into_iter().zip(before).zip(after);
    let known = pairs.filter_map(|((dimension, here), there)| Some((dimension, (*here)?, (*there)?)));
    let widest = known.max_by(|a, b| (a.1 - a.2).abs().total_cmp(&(b.1 - b.2).abs()));
    match widest {
        Some((dimension, here, there)) if here != there => {
            texts.compare_radar_summary(dimension_word(dimension, texts), &format!("{here:.0}"), &format!("{there:.0}"))
        }
        _ => texts.compare_radar_same().to_owned(),
    }
}

fn ranges(comparison: &Comparison, names: &[String; 2], reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let known = |value: f64| Plotted::known(value, money(value, texts));
    let row = |(outlook, name): (&Outlook, &String)| MethodRow {
        name: name.as_str().into(),
        low: known(outlook.value.p10),
        point: known(outlook.value.p50),
        high: known(outlook.value.p90),
        note: "".into(),
        counts: true,
    };
    ChartSpec::Methods(Methods {
        rows: comparison.outlooks.iter().zip(names).map(row).collect(),
        conclusion: None,
        ticks: Vec::new(),
        headings: [texts.compare_method().into(), "P10".into(), texts.compare_point().into(), "P90".into(), "".into()],
    })
}
