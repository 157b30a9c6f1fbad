//! What the changes do: headline, ranking and STAR verdict, now and under the scenario.

use ip_health_engine::decide::{ChannelOutlook, Measure, Outlook};
use ip_health_engine::rules::{Outcome, Unit};
use yew::prelude::*;

use super::super::report::{Reading, grade_words, head, status_words, tag, verdict_words};
use super::words::{change, measured};
use crate::format::{money, quantity, range};
use crate::state::Shared;

/// Properties of the results.
#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    /// What to read.
    pub reading: Reading,
    /// The results with nothing changed.
    pub now: Shared<Outlook>,
    /// The results under the scenario.
    pub outlook: Shared<Outlook>,
}

/// The headline figures.
#[component]
pub fn Headline(props: &ResultsProps) -> Html {
    let ResultsProps { reading, now, outlook } = props;
    let texts = reading.texts;
    let figure = |measure: Measure, name: &'static str, more: Option<String>| {
        let (before, after) = (now.measure(measure), outlook.measure(measure));
        let moved = change(measure, before, after, texts);
        let class = moved.as_ref().map(|_| "what-if__figure--moved");
        html! {
            <div class={classes!("report__figure", class)} data-measure={format!("{measure:?}")}>
                <span>{ name }</span>
                <strong>{ measured(measure, after, texts) }</strong>
                <span>
                    if let Some(moved) = moved {
                        <em>{ moved }</em>{ " · " }{ texts.what_if_was(&measured(measure, before, texts)) }
                    } else {
                        { texts.what_if_same() }
                    }
                    if let Some(more) = more {
                        <br />{ more }
                    }
                </span>
            </div>
        }
    };
    let spread = [texts.report_range(), &range(outlook.value.p10, outlook.value.p90, texts)].join(" ");
    let grade = |outlook: &Outlook| outlook.grade.map_or("—", |grade| grade_words(grade, texts).1);
    html! {
        <section class="report__card what-if__results" id="what-if-results" aria-label={texts.what_if_results()} aria-live="polite">
            { figure(Measure::Value, texts.measure_value(), Some(spread)) }
            { figure(Measure::Debt, texts.what_if_debt(), None) }
            { figure(Measure::Cost, texts.what_if_cost(), None) }
            { star(reading, now, outlook) }
            <div class={classes!("report__figure", (now.score != outlook.score).then_some("what-if__figure--moved"))} data-measure="Score">
                <span>{ texts.what_if_score() }</span>
                <strong>{ grade(outlook) }</strong>
                <span>
                    { measured(Measure::Score, outlook.score, texts) }{ " · " }
                    if let Some(moved) = change(Measure::Score, now.score, outlook.score, texts) {
                        <em>{ moved }</em>{ " · " }{ texts.what_if_was(grade(now)) }
                    } else {
                        { texts.what_if_same() }
                    }
                </span>
            </div>
        </section>
    }
}

fn star(reading: &Reading, now: &Outlook, outlook: &Outlook) -> Html {
    let texts = reading.texts;
    let count = |outlook: &Outlook| {
        texts.report_met_of(&outlook.indicators.to_string(), &reading.assessment.star.indicators.len().to_string())
    };
    let moved =
        (now.indicators, now.first_year, now.status) != (outlook.indicators, outlook.first_year, outlook.status);
    let readiness = change(Measure::Readiness, Some(now.readiness), Some(outlook.readiness), texts);
    let met = outlook.attribute == Outcome::Pass;
    html! {
        <div class={classes!("report__figure", (!met).then_some("report__figure--watch"), moved.then_some("what-if__figure--moved"))} data-measure="Star">
            <span>{ texts.what_if_attribute() }</span>
            <strong>{ count(outlook) }</strong>
            <span>
                { tag(status_words(outlook.status, texts)) }{ " " }
                if let Some(year) = outlook.first_year {
                    <em>{ texts.what_if_first_year(&year.to_string()) }</em>{ " · " }
                }
                { texts.what_if_readiness() }{ " " }{ measured(Measure::Readiness, Some(outlook.readiness), texts) }
                if let Some(readiness) = readiness {
                    { " " }<em>{ readiness }</em>
                }
                if now.indicators != outlook.indicators {
                    { " · " }{ texts.what_if_was(&count(now)) }
                }
            </span>
        </div>
    }
}

/// The ranking of the channels.
#[component]
pub fn Ranking(props: &ResultsProps) -> Html {
    let ResultsProps { reading, now, outlook } = props;
    let texts = reading.texts;
    let cash = outlook.channels.iter().filter(|found| found.rank.is_some());
    html! {
        <section class="report__card" id="what-if-ranking">
            { head(texts.what_if_ranking(), texts.what_if_ranking_remark()) }
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.what_if_ranking()}>
                <table class="report__table report__table--dense report__table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.report_channel() }</th>
                            <th scope="col">{ texts.what_if_rank() }</th>
                            <th scope="col">{ texts.report_verdict() }</th>
                            <th scope="col" class="is-number">{ texts.report_amount() }</th>
                            <th scope="col" class="is-number">{ texts.report_all_in_cost() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for found in cash {
                            { row(found, now.channels.iter().find(|before| before.channel == found.channel), reading) }
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn row(after: &ChannelOutlook, before: Option<&ChannelOutlook>, reading: &Reading) -> Html {
    let texts = reading.texts;
    let places = (before.and_then(|found| found.rank), after.rank);
    let rank = match places {
        (Some(before), Some(after)) if before != after => {
            let arrow = if after < before { " ↑" } else { " ↓" };
            [&texts.what_if_rank_move(&before.to_string(), &after.to_string()), arrow].concat()
        }
        (_, Some(after)) => texts.what_if_rank_stay(&after.to_string()),
        (_, None) => String::new(),
    };
    let amount = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| money(value, texts));
    let cost =
        |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| quantity(value, Unit::RatePerYear, texts));
    // Only what shows as another number is another number.
    let pair = |before: String, after: String| match before == after {
        true => html! { { after } },
        false => html! { <><span class="report__quiet">{ before }{ " → " }</span><strong>{ after }</strong></> },
    };
    let was = before.filter(|before| before.verdict != after.verdict);
    html! {
        <tr key={after.channel.code()}>
            <th scope="row" class="is-wide">{ reading.channel(after.channel) }</th>
            <td data-name={texts.what_if_rank()}>{ rank }</td>
            <td data-name={texts.report_verdict()}>
                if let Some(was) = was {
                    <span class="report__quiet">{ verdict_words(was.verdict, texts).1 }{ " → " }</span>
                }
                { tag(verdict_words(after.verdict, texts)) }
            </td>
            <td class="is-number" data-name={texts.report_amount()}>
                { pair(amount(before.and_then(|found| found.amount)), amount(after.amount)) }
            </td>
            <td class="is-number" data-name={texts.report_all_in_cost()}>
                { pair(cost(before.and_then(|found| found.cost)), cost(after.cost)) }
            </td>
        </tr>
    }
}
