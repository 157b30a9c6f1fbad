//! Health portrait 健康画像: the six dimensions as a radar and as numbers that open.

use std::rc::Rc;

use ip_health_engine::health::Dimension;
use yew::prelude::*;

use super::reading::{Reading, SectionProps, head};
use crate::charts::{Chart, ChartLabels, ChartSpec, Radar, RadarSeries, Reading as Plotted};
use crate::texts::Texts;

/// The word of a dimension.
pub fn dimension_word(dimension: Dimension, texts: Texts) -> &'static str {
    match dimension {
        Dimension::LegalStrength => texts.dimension_legal_strength(),
        Dimension::Technology => texts.dimension_technology(),
        Dimension::MarketUse => texts.dimension_market_use(),
        Dimension::ClearTitle => texts.dimension_clear_title(),
        Dimension::Management => texts.dimension_management(),
        Dimension::RiskProtection => texts.dimension_risk_protection(),
    }
}

/// Words around every chart.
pub fn chart_labels(texts: Texts) -> ChartLabels {
    ChartLabels { table: texts.chart_table().into(), save: texts.chart_save().into() }
}

/// The radar of the dimensions.
pub fn radar(reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let dimensions = &reading.assessment.health.dimensions;
    let plotted = |score: Option<f64>| match score {
        Some(score) => Plotted::known(score, format!("{score:.0}")),
        None => Plotted::unknown(texts.word_unknown()),
    };
    let decisions = &reading.dossier.decisions;
    let earlier = decisions.before(reading.assessment.as_of).map(|kept| RadarSeries {
        name: texts.check_up_earlier(&crate::format::date(kept.day)).into(),
        readings: kept.dimensions.iter().map(|score| plotted(*score)).collect(),
        dashed: true,
    });
    let now = RadarSeries {
        name: texts.report_score().into(),
        readings: dimensions.iter().map(|found| plotted(found.score.as_ref().map(|score| score.value))).collect(),
        dashed: false,
    };
    ChartSpec::Radar(Radar {
        axes: dimensions.iter().map(|found| dimension_word(found.dimension, texts).into()).collect(),
        series: std::iter::once(now).chain(earlier.filter(|kept| kept.readings.len() == dimensions.len())).collect(),
        axis_heading: texts.report_dimension().into(),
    })
}

/// The message of the radar in a sentence: strongest and weakest side.
pub fn radar_summary(reading: &Reading) -> String {
    let texts = reading.texts;
    let known = || {
        reading
            .assessment
            .health
            .dimensions
            .iter()
            .filter_map(|found| Some((found.dimension, found.score.as_ref()?.value)))
    };
    let best = known().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = known().min_by(|a, b| a.1.total_cmp(&b.1));
    match (best, worst) {
        (Some((best, high)), Some((worst, low))) => texts.report_radar_summary(
            dimension_word(best, texts),
            &format!("{high:.0}"),
            dimension_word(worst, texts),
            &format!("{low:.0}"),
        ),
        _ => texts.report_radar_unknown().to_owned(),
    }
}

/// The card.
#[component]
pub fn Portrait(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let health = &reading.assessment.health;
    html! {
        <section class="report__card" id="report-portrait">
            { head(texts.report_portrait(), texts.report_portrait_scale()) }
            <Chart
                spec={Rc::new(radar(reading))}
                summary={radar_summary(reading)}
                labels={chart_labels(texts)}
                file_name={texts.file_radar()}
            />
            <dl class="dimensions">
                for found in &health.dimensions {
                    <div>
                        <dt>{ dimension_word(found.dimension, texts) }</dt>
                        <dd>
                            if let Some(score) = &found.score {
                                { reading.figure(score) }
                            } else {
                                <span class="report__quiet">{ texts.word_unknown() }</span>
                            }
                        </dd>
                    </div>
                }
            </dl>
        </section>
    }
}
