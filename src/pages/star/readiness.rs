//! Gates and the seven dimensions, with every deduction named.

use ip_health_engine::rules::Unit;
use ip_health_engine::star::result::{Dimension, Gate};
use yew::prelude::*;

use super::severity_word;
use crate::fields::{path_name, route_of};
use crate::format::quantity;
use crate::pages::report::{Reading, SectionProps, head, line, outcome_word};

/// The card.
#[component]
pub fn Readiness(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let readiness = &reading.assessment.star.readiness;
    html! {
        <section class="report__card" id="star-readiness">
            { head(texts.star_readiness_title(), texts.star_readiness_remark()) }
            <h3>{ texts.star_gates() }</h3>
            <ul class="lines">
                for gate in &readiness.gates {
                    { line(gate.outcome.into(), outcome_word(gate.outcome, texts), gate_body(gate, reading)) }
                }
            </ul>
            <div class="dimension-list">
                for dimension in &readiness.dimensions {
                    { dimension_view(dimension, reading) }
                }
            </div>
        </section>
    }
}

fn gate_body(gate: &Gate, reading: &Reading) -> Html {
    let texts = reading.texts;
    let issues: Vec<String> = gate.issues.iter().map(|code| reading.issue_name(code)).collect();
    html! {
        <>
            <span>
                { reading.star_name(gate.code.code()) }{ " " }<small class="star__id">{ gate.code.code() }</small>
            </span>
            if !issues.is_empty() {
                <small>{ issues.join(texts.list_separator()) }</small>
            }
            for path in &gate.missing {
                <small><a href={route_of(path).to_string()}>{ path_name(path, texts) }</a></small>
            }
        </>
    }
}

fn dimension_view(dimension: &Dimension, reading: &Reading) -> Html {
    let texts = reading.texts;
    let points = |points: f64| quantity(points, Unit::Point, texts);
    html! {
        <details class="fold">
            <summary>
                <strong>{ reading.star_name(dimension.code) }</strong>
                <small class="report__quiet">{ texts.star_dimension_weight() }{ " " }{ points(dimension.weight) }</small>
                <span class="is-end">{ points(dimension.score.value) }</span>
            </summary>
            <div class="fold__body">
                <dl class="pairs">
                    <dt>{ texts.star_dimension_score() }</dt>
                    <dd>{ reading.figure(&dimension.score) }</dd>
                    for part in &dimension.parts {
                        <dt>{ reading.star_name(part.code) }</dt>
                        <dd>
                            if let Some(figure) = &part.points {
                                { reading.figure(figure) }
                            } else {
                                <span class="report__quiet">{ texts.star_dimension_part_unknown() }</span>
                            }
                        </dd>
                    }
                </dl>
                if dimension.parts.is_empty() {
                    <p class="report__quiet report__small">{ texts.star_dimension_full() }</p>
                }
                if dimension.penalties.is_empty() {
                    <p class="report__quiet report__small">{ texts.star_penalties_none() }</p>
                } else {
                    <ul class="lines">
                        for penalty in &dimension.penalties {
                            <li>
                                <span class="lines__mark lines__mark--bad" aria-hidden="true">{ "−" }</span>
                                <span>
                                    { reading.issue_name(&penalty.issue) }{ " " }
                                    <small>
                                        { severity_word(penalty.severity, texts) }{ " · " }
                                        { texts.star_penalty(&points(penalty.points)) }
                                    </small>
                                </span>
                            </li>
                        }
                    </ul>
                }
            </div>
        </details>
    }
}
