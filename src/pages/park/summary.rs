//! Totals and distributions, each chart with its table.

use std::rc::Rc;

use ip_health_engine::financing::Channel;
use ip_health_engine::park::{Spread, Totals, totals};
use ip_health_engine::rules::Outcome;
use ip_health_engine::valuation::Grade;
use yew::prelude::*;

use super::super::report::{channel_word, chart_labels, grade_words, head, status_words};
use super::ViewProps;
use crate::charts::{Bin, Chart, ChartSpec, CountRow, Counts, Distribution, Figure, Reading};
use crate::fields;
use crate::format::{decimal, money, percent};
use crate::texts::Texts;

/// The card.
#[component]
pub(super) fn Summary(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let found = use_memo(view.desk.clone(), |_| totals(view.counted().map(|(_, firm)| firm)));
    let count = found.firms.to_string();
    let listed = |outcome: Outcome| {
        found.listed.iter().find(|(key, _)| *key == outcome).map_or(0, |(_, count)| *count).to_string()
    };
    let middle = |spread: &Spread, words: &dyn Fn(f64) -> String| {
        spread.quartiles.map_or_else(|| "—".to_owned(), |[_, median, _]| words(median))
    };
    let yuan = |value: f64| money(value, texts);
    let points = |value: f64| decimal(value, 0);
    let cards = [
        (texts.park_firms(), count.clone(), texts.park_files_of(&view.desk.firms.len().to_string())),
        (
            texts.park_listed_now(),
            listed(Outcome::Pass),
            texts.park_listed_rest(&listed(Outcome::Fail), &listed(Outcome::Unknown)),
        ),
        (
            texts.park_total_value(),
            yuan(found.value.total),
            texts.park_total_value_remark(&middle(&found.value, &yuan)),
        ),
        (texts.park_total_debt(), yuan(found.debt.total), texts.park_total_debt_remark(&found.debt.known.to_string())),
        (
            texts.park_median_score(),
            middle(&found.score, &points),
            found
                .score
                .quartiles
                .map_or_else(String::new, |[low, _, high]| texts.park_quartiles(&points(low), &points(high))),
        ),
    ];
    html! {
        <section class="report__card" id="park-totals">
            { head(texts.park_totals(), texts.park_totals_remark(&count)) }
            <dl class="park__figures">
                for (name, value, remark) in cards {
                    <div><dt>{ name }</dt><dd><strong>{ value }</strong><small>{ remark }</small></dd></div>
                }
            </dl>
            <Charts found={found.clone()} {texts} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ChartsProps {
    found: Rc<Totals>,
    texts: Texts,
}

/// Drawn anew only when the totals change.
#[component]
fn Charts(props: &ChartsProps) -> Html {
    let (found, texts) = (&props.found, props.texts);
    let spreads = [
        (texts.park_chart_value(), &found.value, Texts::park_chart_value_summary as Summarise, texts.park_file_value()),
        (texts.park_chart_debt(), &found.debt, Texts::park_chart_debt_summary as Summarise, texts.park_file_debt()),
    ];
    let counts = [
        (
            texts.park_chart_sector(),
            texts.park_file_sector(),
            named(&found.sectors, texts, |sector| fields::sector_name(*sector, texts).to_owned()),
        ),
        (
            texts.park_chart_grade(),
            texts.park_file_grade(),
            named(&found.grades, texts, |grade: &Grade| {
                let (_, letter, word) = grade_words(*grade, texts);
                [letter, " ", word].concat()
            }),
        ),
        (
            texts.park_chart_channel(),
            texts.park_file_channel(),
            found
                .channels
                .iter()
                .map(|(key, count)| {
                    (
                        key.map_or(texts.park_no_channel(), |channel: Channel| channel_word(channel, texts)).to_owned(),
                        *count,
                    )
                })
                .collect(),
        ),
        (
            texts.park_chart_status(),
            texts.park_file_status(),
            found.statuses.iter().map(|(status, count)| (status_words(*status, texts).1.to_owned(), *count)).collect(),
        ),
    ];
    html! {
        <div class="park__charts">
            for (title, spread, summary, file) in spreads {
                { distribution(title, spread, summary, file, texts) }
            }
            for (title, file, groups) in counts {
                <div>
                    <h3>{ title }</h3>
                    { bars(&groups, found.firms, file, texts) }
                </div>
            }
        </div>
    }
}

/// A sentence of four blanks: count, median, low, high.
type Summarise = fn(Texts, &str, &str, &str, &str) -> String;

fn named<K>(groups: &[(Option<K>, usize)], texts: Texts, word: impl Fn(&K) -> String) -> Vec<(String, usize)> {
    groups
        .iter()
        .map(|(key, count)| (key.as_ref().map_or_else(|| texts.park_unknown().to_owned(), &word), *count))
        .collect()
}

fn distribution(title: &str, spread: &Spread, summary: Summarise, file: &'static str, texts: Texts) -> Html {
    let Some([low, median, high]) = spread.quartiles else {
        return html! { <div><h3>{ title.to_owned() }</h3><p class="report__quiet">{ texts.park_chart_nothing() }</p></div> };
    };
    let figure = |name: &'static str, at: f64| Figure::new(name, at, money(at, texts));
    let spec = ChartSpec::Distribution(Distribution {
        bins: spread.bins.iter().map(|(from, to, count)| Bin { from: *from, to: *to, count: *count as f64 }).collect(),
        low: figure(texts.park_quartile_low(), low),
        middle: figure(texts.park_quartile_middle(), median),
        high: figure(texts.park_quartile_high(), high),
        methods: Vec::new(),
        headings: [texts.park_group().into(), texts.park_amount().into()],
    });
    let [low, median, high] = [low, median, high].map(|value| money(value, texts));
    html! {
        <div>
            <h3>{ title.to_owned() }</h3>
            <Chart
                spec={Rc::new(spec)}
                summary={summary(texts, &spread.known.to_string(), &median, &low, &high)}
                labels={chart_labels(texts)}
                file_name={file}
            />
        </div>
    }
}

fn bars(groups: &[(String, usize)], all: usize, file: &'static str, texts: Texts) -> Html {
    let row = |(name, count): &(String, usize)| {
        let share = if all > 0 { *count as f64 / all as f64 } else { 0.0 };
        let text = texts.park_count_share(&count.to_string(), &percent(share));
        CountRow { name: name.as_str().into(), count: Reading::known(*count as f64, text) }
    };
    let most = groups.iter().max_by_key(|(_, count)| *count);
    let summary = most.map_or_else(
        || texts.park_chart_nothing().to_owned(),
        |(name, count)| texts.park_chart_summary(name, &count.to_string()),
    );
    let headings = [texts.park_group().into(), texts.park_count().into()];
    let spec = ChartSpec::Counts(Counts { rows: groups.iter().map(row).collect(), headings });
    html! { <Chart spec={Rc::new(spec)} {summary} labels={chart_labels(texts)} file_name={file} /> }
}
