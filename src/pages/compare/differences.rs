//! What differs: answers, rule numbers, results, the biggest first.

use ip_health_engine::decide::{Change, Comparison, Input, ResultChange, RuleChange};
use yew::prelude::*;

use super::super::report::{Reading, head};
use super::names::Naming;
use crate::fields::change_word;
use crate::format::{difference, quantity};
use crate::texts::Texts;

/// Rows before the fold, and at most behind it.
const SHOWN: usize = 15;
const MOST: usize = 300;

/// The three cards.
pub fn cards(comparison: &Comparison, reading: &Reading) -> Html {
    let texts = reading.texts;
    let naming = Naming { texts, pack: &reading.rules };
    let Comparison { inputs, rules, results, .. } = comparison;
    let inputs = lines(inputs.iter().map(|input| of_input(input, naming)), inputs.len());
    let rules = lines(rules.iter().map(|rule| of_rule(rule, texts)), rules.len());
    let results = lines(results.iter().map(|result| of_result(result, naming)), results.len());
    html! {
        <>
            { card("compare-inputs", |count| texts.compare_inputs(count), texts.compare_inputs_remark(), inputs, texts) }
            { card("compare-rules-changed", |count| texts.compare_rules_changed(count), "", rules, texts) }
            { card("compare-results", |count| texts.compare_results(count), texts.compare_results_remark(), results, texts) }
        </>
    }
}

/// Rows of which none is shown twice, and how many lines there are with those that are not shown.
struct Lines {
    rows: Vec<Row>,
    count: usize,
}

/// Numbers that differ by less than is shown make rows that look alike: one of them, with how many there are.
fn lines(found: impl Iterator<Item = Row>, all: usize) -> Lines {
    let mut rows: Vec<Row> = Vec::new();
    for row in found.take(MOST) {
        // What shows as the same on both sides is no difference to a reader.
        if row.before == row.after {
            continue;
        }
        let alike = |other: &&mut Row| {
            (&other.name, &other.about, &other.before, &other.after) == (&row.name, &row.about, &row.before, &row.after)
        };
        match rows.iter_mut().find(alike) {
            Some(other) => other.times += 1,
            None => rows.push(Row { times: 1, ..row }),
        }
    }
    Lines { count: rows.len() + all.saturating_sub(MOST), rows }
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
    /// How many rows look just like this one; 0 where that is not counted.
    pub times: usize,
}

fn card(id: &'static str, title: impl Fn(&str) -> String, remark: &str, lines: Lines, texts: Texts) -> Html {
    let Lines { mut rows, count } = lines;
    let title = title(&count.to_string());
    let rest = rows.split_off(rows.len().min(SHOWN));
    html! {
        <section class="report__card" {id}>
            { head(&title, remark.to_owned()) }
            if rows.is_empty() {
                <p>{ texts.compare_none() }</p>
            } else {
                { table(&title, rows.into_iter(), texts) }
            }
            if !rest.is_empty() {
                <details class="fold">
                    <summary><strong>{ texts.compare_more(&(count - SHOWN).to_string()) }</strong></summary>
                    { table(&title, rest.into_iter(), texts) }
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
                    for Row { name, about, before, after, stressed, change, times } in rows {
                        <tr>
                            <th scope="row" class="is-wide">
                                { name }
                                if times > 1 {
                                    { " " }<span class="report__quiet">{ texts.compare_times(&times.to_string()) }</span>
                                }
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

fn of_input(input: &Input, naming: Naming) -> Row {
    let change = input.before.as_ref().zip(input.after.as_ref()).and_then(|(before, after)| same_change(before, after));
    Row {
        name: naming.input(input),
        about: naming.listed(&input.records, if input.count > 1 { input.count } else { 0 }),
        before: naming.answer(input, input.before.as_ref()),
        after: naming.answer(input, input.after.as_ref()),
        change: change.map_or_else(String::new, |change| change_word(&input.path, change, naming.texts)),
        ..Row::default()
    }
}

/// By how much a number changes, or each number of a list by as much.
fn same_change(before: &str, after: &str) -> Option<f64> {
    let numbers = |text: &str| text.split(", ").map(|number| number.parse().ok()).collect::<Option<Vec<f64>>>();
    let (before, after) = (numbers(before)?, numbers(after)?);
    let mut changes = before.iter().zip(&after).map(|(before, after)| after - before);
    let first = changes.next().filter(|_| before.len() == after.len())?;
    changes.all(|change| (change - first).abs() < 1e-9).then_some(first)
}

fn pair(change: &Change, texts: Texts) -> (String, String, String) {
    let word = |value: Option<f64>| match value {
        Some(value) => quantity(value, change.unit, texts),
        None => texts.compare_absent().to_owned(),
    };
    let numbers = change.before.zip(change.after);
    let difference = numbers.map(|(before, after)| difference(after - before, change.unit, texts));
    (word(change.before), word(change.after), difference.unwrap_or_default())
}

fn of_rule(rule: &RuleChange, texts: Texts) -> Row {
    let (before, after, change) = pair(&rule.change, texts);
    Row { name: rule.label.get(texts.language()).to_owned(), before, after, change, ..Row::default() }
}

fn of_result(result: &ResultChange, naming: Naming) -> Row {
    let (before, after, change) = pair(&result.change, naming.texts);
    Row { name: naming.result(result), about: naming.places(result), before, after, change, ..Row::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_changes_by_as_much_as_each_of_its_numbers() {
        let close = |before, after, expected: f64| (same_change(before, after).unwrap() - expected).abs() < 1e-12;
        assert!(close("0.25", "0.2", -0.05) && close("0.26, 0.24", "0.31, 0.29", 0.05));
        let none = [("0.26, 0.24", "0.31, 0.28"), ("0.26", "0.31, 0.31"), ("yes", "no"), ("0.2", "")];
        assert!(none.iter().all(|(before, after)| same_change(before, after).is_none()));
    }
}
