//! The projection: each indicator over its threshold by year, first years, sensitivity, what must be true.

use std::rc::Rc;

use ip_health_engine::rules::Unit;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::{FirstYears, IndicatorCode, Projection, WhatMustBeTrue};
use yew::prelude::*;

use crate::charts::{Chart, ChartSpec, LineSeries, Lines, Marker, Reading as Plotted};
use crate::fields::route_of;
use crate::format::{decimal, quantity};
use crate::pages::report::{Reading, SectionProps, chart_labels, head, indicator_words, state};

/// Ratios above this are drawn here; the table and the tick say the true number.
const DRAWN_AT_MOST: f64 = 3.0;

/// The card.
#[component]
pub fn Outlook(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    html! {
        <section class="report__card" id="star-outlook">
            { head(texts.star_outlook_title(), texts.star_outlook_remark()) }
            if let Some(projection) = &star.projection {
                <Chart
                    spec={Rc::new(lines(projection, reading))}
                    summary={summary(projection, reading)}
                    labels={chart_labels(texts)}
                    file_name={texts.star_outlook_file()}
                />
                <div class="report__pair star__outlook">
                    { first_years(projection, reading) }
                    if let Some(must) = &projection.must {
                        { must_be_true(must, star, reading) }
                    }
                </div>
                { years(projection, reading) }
            } else {
                <p>
                    { texts.star_outlook_none() }{ " " }
                    <a href={route_of("star.plan.growth").to_string()}>{ texts.star_go_interview() }</a>
                </p>
            }
        </section>
    }
}

/// Each indicator over its threshold, year by year.
pub fn lines(projection: &Projection, reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let series = IndicatorCode::ALL.into_iter().enumerate().map(|(place, code)| LineSeries {
        name: reading.star_name(code.code()).into(),
        readings: projection
            .years
            .iter()
            .map(|row| match row.headroom.get(place).copied().flatten() {
                Some(ratio) => Plotted::known(ratio.clamp(0.0, DRAWN_AT_MOST), decimal(ratio, 2)),
                None => Plotted::unknown("—"),
            })
            .collect(),
        dashed: false,
    });
    let ticks = [0.0, 1.0, 2.0, DRAWN_AT_MOST].map(|ratio| {
        let label = decimal(ratio, 0);
        Marker::new(ratio, if ratio < DRAWN_AT_MOST { label } else { ["≥", &label].concat() })
    });
    ChartSpec::Lines(Lines {
        series: series.collect(),
        bands: Vec::new(),
        limits: vec![Marker::new(1.0, texts.star_outlook_threshold())],
        columns: projection.years.iter().map(|row| Marker::new(f64::from(row.year), row.year.to_string())).collect(),
        ticks: ticks.to_vec(),
        column_heading: texts.star_outlook_year().into(),
    })
}

fn year_word(year: Option<i16>, reading: &Reading) -> String {
    year.map_or_else(|| reading.texts.star_outlook_never().to_owned(), |year| year.to_string())
}

fn summary(projection: &Projection, reading: &Reading) -> String {
    let word = |year: Option<i16>| year_word(year, reading);
    let [i1, i2, i3, i4] = projection.first.indicators;
    reading.texts.star_outlook_summary(
        &word(i1),
        &word(i2),
        &word(i3),
        &word(i4),
        &word(projection.first.attribute),
        &word(projection.first.all),
    )
}

/// First years on the plan and with growth shifted.
fn first_years(projection: &Projection, reading: &Reading) -> Html {
    let texts = reading.texts;
    let slower = projection.sensitivity.iter().find(|case| case.shift < 0.0).map(|case| &case.first);
    let faster = projection.sensitivity.iter().find(|case| case.shift > 0.0).map(|case| &case.first);
    let row = |name: String, of: &dyn Fn(&FirstYears) -> Option<i16>| {
        let cell = |first: Option<&FirstYears>| first.map_or_else(String::new, |first| year_word(of(first), reading));
        html! {
            <tr key={name.clone()}>
                <th scope="row">{ name }</th>
                <td>{ cell(slower) }</td>
                <td><strong>{ cell(Some(&projection.first)) }</strong></td>
                <td>{ cell(faster) }</td>
            </tr>
        }
    };
    html! {
        <div>
            <h3>{ texts.star_outlook_first() }</h3>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.star_outlook_first()}>
                <table class="report__table report__table--dense">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.report_indicator() }</th>
                            <th scope="col">{ texts.star_outlook_slower() }</th>
                            <th scope="col">{ texts.star_outlook_plan() }</th>
                            <th scope="col">{ texts.star_outlook_faster() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for (place, code) in IndicatorCode::ALL.into_iter().enumerate() {
                            { row(reading.star_name(code.code()), &|first| first.indicators.get(place).copied().flatten()) }
                        }
                        { row(texts.star_outlook_attribute().to_owned(), &|first| first.attribute) }
                        { row(texts.star_outlook_all().to_owned(), &|first| first.all) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// What must be true at the end of next year.
fn must_be_true(must: &WhatMustBeTrue, star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let exempt = |code: IndicatorCode| star.indicator(code).is_some_and(|indicator| indicator.arms.is_empty());
    html! {
        <div>
            <h3>{ texts.star_outlook_must() }</h3>
            <ul class="lines star__must">
                if let Some(rd) = &must.rd {
                    <li>
                        <span class="star__id">{ "I1" }</span>
                        <span>
                            if rd.value > 0.0 {
                                { texts.star_outlook_must_rd() }{ " " }{ reading.figure(rd) }
                            } else {
                                { texts.star_outlook_must_rd_none() }
                            }
                        </span>
                    </li>
                }
                if let Some(staff) = &must.rd_staff {
                    <li>
                        <span class="star__id">{ "I2" }</span>
                        <span>{ texts.star_outlook_must_staff() }{ " " }{ reading.figure(staff) }</span>
                    </li>
                }
                if let Some(patents) = &must.patents {
                    <li>
                        <span class="star__id">{ "I3" }</span>
                        <span>{ texts.star_outlook_must_patents() }{ " " }{ reading.figure(patents) }</span>
                    </li>
                }
                if !exempt(IndicatorCode::I4) {
                    <li>
                        <span class="star__id">{ "I4" }</span>
                        <span>
                            { texts.star_outlook_must_growth() }{ " " }{ reading.figure(&must.growth) }
                        </span>
                        <small>
                            { texts.star_outlook_must_or() }{ " " }{ reading.figure(&must.revenue_by_growth) }{ " / " }
                            { reading.figure(&must.revenue_by_size) }
                        </small>
                    </li>
                }
            </ul>
        </div>
    }
}

/// The years in numbers.
fn years(projection: &Projection, reading: &Reading) -> Html {
    let texts = reading.texts;
    let share =
        |share: Option<f64>, unit: Unit| share.map_or_else(|| "—".to_owned(), |share| quantity(share, unit, texts));
    html! {
        <>
            <div class="report__scroll star__years" tabindex="0" role="region" aria-label={texts.star_outlook_title()}>
                <table class="report__table report__table--dense report__table--middle">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.star_outlook_year() }</th>
                            <th scope="col" class="is-number">{ texts.star_outlook_revenue() }</th>
                            <th scope="col" class="is-number">{ texts.star_outlook_rd_share() }</th>
                            <th scope="col" class="is-number">{ texts.star_outlook_staff() }</th>
                            <th scope="col" class="is-number">{ texts.star_outlook_patents() }</th>
                            <th scope="col" class="is-number">{ texts.star_outlook_cagr() }</th>
                            for code in IndicatorCode::ALL {
                                <th scope="col" class="is-mark">{ code.code() }</th>
                            }
                            <th scope="col">{ texts.star_outlook_standards() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for row in &projection.years {
                            <tr key={row.year}>
                                <th scope="row">
                                    { row.year }
                                    if row.actual {
                                        { " " }<small class="star__inline">{ texts.star_outlook_actual() }</small>
                                    }
                                </th>
                                <td class="is-number">{ reading.money(row.revenue) }</td>
                                <td class="is-number">{ share(row.rd_share, Unit::Ratio) }</td>
                                <td class="is-number">{ share(row.staff_share, Unit::Ratio) }</td>
                                <td class="is-number">{ row.patents }</td>
                                <td class="is-number">{ share(row.cagr, Unit::RatePerYear) }</td>
                                for verdict in row.indicators {
                                    <td class="is-mark">{ {
                                        let (tone, word) = indicator_words(verdict, texts);
                                        html! {
                                            <span class={classes!("lines__mark", tone.mark_class())} role="img" aria-label={word}>
                                                { tone.mark() }
                                            </span>
                                        }
                                    } }</td>
                                }
                                <td>{ if row.standards.is_empty() { "—".to_owned() } else { row.standards.join(texts.list_separator()) } }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <p class="report__quiet report__small">
                { texts.star_outlook_exact() }{ " " }{ texts.star_outlook_held() }{ " " }
                for (place, verdict) in LEGEND.into_iter().enumerate() {
                    if place > 0 { { " " } }
                    { {
                        let (tone, word) = indicator_words(verdict, texts);
                        state(tone, word)
                    } }
                }
            </p>
        </>
    }
}

/// The marks of the table in words.
const LEGEND: [ip_health_engine::star::result::Verdict; 3] = [
    ip_health_engine::star::result::Verdict::Pass,
    ip_health_engine::star::result::Verdict::Fail,
    ip_health_engine::star::result::Verdict::InsufficientData,
];
