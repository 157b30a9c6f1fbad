//! What differs: answers, rule numbers, results, the biggest first.

use ip_health_engine::decide::{Change, Comparison, Input};
use ip_health_engine::rules::Unit;
use yew::prelude::*;

use super::super::report::{Reading, head};
use crate::fields::path_name;
use crate::format::{decimal, quantity};
use crate::texts::Texts;

/// Rows before the fold, and at most behind it.
const SHOWN: usize = 15;
const MOST: usize = 300;

/// The three cards.
pub fn cards(comparison: &Comparison, reading: &Reading) -> Html {
    let texts = reading.texts;
    let Comparison { inputs, rules, results, .. } = comparison;
    let count = |count: usize| count.to_string();
    html! {
        <>
            { card("compare-inputs", &texts.compare_inputs(&count(inputs.len())), texts.compare_inputs_remark(), inputs, |input| of_input(input, reading), texts) }
            { card("compare-rules-changed", &texts.compare_rules_changed(&count(rules.len())), "", rules, |change| of_rule(change, reading), texts) }
            { card("compare-results", &texts.compare_results(&count(results.len())), texts.compare_results_remark(), results, |change| of_result(change, reading), texts) }
        </>
    }
}

/// A row: what it is, more about it, here, there, the difference.
#[derive(Default)]
pub struct Row {
    pub name: String,
    pub about: String,
    pub before: String,
    pub after: String,
    /// Whether `after` stands out.
    pub stressed: bool,
    pub change: String,
}

fn card<T>(id: &'static str, title: &str, remark: &str, found: &[T], row: impl Fn(&T) -> Row, texts: Texts) -> Html {
    let rest = found.get(SHOWN..found.len().min(MOST)).unwrap_or_default();
    html! {
        <section class="report__card" {id}>
            { head(title, remark.to_owned()) }
            if found.is_empty() {
                <p>{ texts.compare_none() }</p>
            } else {
                { table(title, found.iter().take(SHOWN).map(&row), texts) }
            }
            if !rest.is_empty() {
                <details class="fold">
                    <summary><strong>{ texts.compare_more(&(found.len() - SHOWN).to_string()) }</strong></summary>
                    { table(title, rest.iter().map(&row), texts) }
                </details>
            }
        </section>
    }
}

/// Rows as a table.
pub fn table(title: &str, rows: impl Iterator<Item = Row>, texts: Texts) -> Html {
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={title.to_owned()}>
            <table class="report__table report__table--dense report__table--cards">
                <thead>
                    <tr>
                        <th scope="col">{ texts.compare_item() }</th>
                        <th scope="col" class="is-number">{ texts.compare_side_a() }</th>
                        <th scope="col" class="is-number">{ texts.compare_side_b() }</th>
                        <th scope="col" class="is-number">{ texts.compare_change() }</th>
                    </tr>
                </thead>
                <tbody>
                    for Row { name, about, before, after, stressed, change } in rows {
                        <tr>
                            <th scope="row" class="is-wide">
                                { name }
                                if !about.is_empty() {
                                    <small>{ about }</small>
                                }
                            </th>
                            <td class="is-number" data-name={texts.compare_side_a()}>{ before }</td>
                            <td class="is-number" data-name={texts.compare_side_b()}>
                                if stressed { <strong>{ after }</strong> } else { { after } }
                            </td>
                            <td class="is-number" data-name={texts.compare_change()}>{ change }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// An answer as it stands in the file, read as far as it says what it is.
fn answer(text: Option<&String>, texts: Texts) -> String {
    match text.map(String::as_str) {
        None => texts.compare_absent().to_owned(),
        Some("true") => texts.yes().to_owned(),
        Some("false") => texts.no().to_owned(),
        Some(text) => text.parse::<f64>().map_or_else(|_| text.to_owned(), |number| number_word(text, number)),
    }
}

/// Years stay as they are; other numbers are grouped.
fn number_word(text: &str, number: f64) -> String {
    if text.len() == 4 && number.fract() == 0.0 { text.to_owned() } else { decimal(number, 6) }
}

fn of_input(input: &Input, reading: &Reading) -> Row {
    let texts = reading.texts;
    let numbers = input.before.as_ref().zip(input.after.as_ref());
    let numbers = numbers.and_then(|(before, after)| Some((before.parse::<f64>().ok()?, after.parse::<f64>().ok()?)));
    Row {
        name: path_name(&input.path, texts),
        about: record_name(&input.path, reading),
        before: answer(input.before.as_ref(), texts),
        after: answer(input.after.as_ref(), texts),
        change: numbers.map_or_else(String::new, |(before, after)| signed(after - before, |size| decimal(size, 6))),
        ..Row::default()
    }
}

/// The record that a path leads into: a right or a product by its name.
fn record_name(path: &str, reading: &Reading) -> String {
    let mut parts = path.split('.');
    let (record, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match record {
        "assets" => reading.asset_name(id),
        "products" => reading.dossier.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone()),
        "licences" | "disputes" => id.to_owned(),
        _ => String::new(),
    }
}

fn signed(difference: f64, word: impl Fn(f64) -> String) -> String {
    let sign = if difference < 0.0 { "−" } else { "+" };
    [sign, &word(difference.abs())].concat()
}

fn pair(change: &Change, texts: Texts) -> (String, String, String) {
    let word = |value: Option<f64>| match value {
        Some(value) => quantity(value, change.unit, texts),
        None => texts.compare_absent().to_owned(),
    };
    let difference = change.before.zip(change.after).map(|(before, after)| {
        let unit = match change.unit {
            Unit::Ratio | Unit::RatePerYear => Unit::PercentagePoint,
            unit => unit,
        };
        signed(after - before, |size| quantity(size, unit, texts))
    });
    (word(change.before), word(change.after), difference.unwrap_or_default())
}

fn of_rule(change: &Change, reading: &Reading) -> Row {
    let texts = reading.texts;
    let label = reading.rules.pack().parameters.iter().find(|found| found.id == change.id);
    let name = label.map_or_else(|| change.id.clone(), |found| found.label.get(texts.language()).to_owned());
    let (before, after, difference) = pair(change, texts);
    Row { name, about: change.id.clone(), before, after, change: difference, ..Row::default() }
}

fn of_result(change: &Change, reading: &Reading) -> Row {
    let texts = reading.texts;
    let name = change.term.map_or_else(|| change.id.clone(), |term| term.name(texts.language()).to_owned());
    let (before, after, difference) = pair(change, texts);
    Row { name, about: owner_name(&change.id, reading), before, after, change: difference, ..Row::default() }
}

/// What a result belongs to: a right, a channel; else its id.
fn owner_name(id: &str, reading: &Reading) -> String {
    let right = ip_health_engine::right_of_working(&reading.dossier, id);
    if let Some(right) = right {
        return reading.asset_name(&right);
    }
    let channel = id
        .strip_prefix("financing.")
        .and_then(|rest| ip_health_engine::financing::Channel::from_code(rest.split('.').next().unwrap_or_default()));
    match channel {
        Some(channel) => [reading.channel(channel), " · ", id].concat(),
        None => id.to_owned(),
    }
}
