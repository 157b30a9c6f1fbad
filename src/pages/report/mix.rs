//! The best combination of channels 融资组合: what to take, why, the frontier, and what would make the next one win.

use std::rc::Rc;

use ip_health_engine::financing::mix::{
    BoundUse, FrontierMix, LeftOut, MixBound, MixChoice, MixError, MixResult, RunnerUp, SubsidyScenario, Worth,
};
use yew::prelude::*;

use super::channels::verdict_words;
use super::portrait::chart_labels;
use super::reading::{Reading, head, tag};
use crate::charts::{Chart, ChartSpec, LineSeries, Lines, Marker, Reading as Plotted, nice_ticks};
use crate::fields::{path_name, route_of};
use crate::hooks::Combined;
use crate::texts::Texts;

/// Properties of [`Mix`].
#[derive(Properties, PartialEq)]
pub struct MixProps {
    /// What to read.
    pub reading: Reading,
    /// The combination, or why there is none; `None` while it is sought.
    pub found: Option<Combined>,
    /// The support that it is priced with.
    pub scenario: UseStateHandle<SubsidyScenario>,
}

/// The card. The workings of its figures are those that [`WorkingProvider`](crate::components::WorkingProvider) has
/// beside the assessment.
#[component]
pub fn Mix(props: &MixProps) -> Html {
    let MixProps { reading, found, scenario } = props;
    let texts = reading.texts;
    let content = match found {
        None => html! { <p role="status">{ texts.mix_pending() }</p> },
        Some(Err(MixError::NoNeed)) => html! {
            <p>{ texts.mix_no_need() }{ " " }<a href={route_of("need.amount").to_string()}>{ texts.mix_answer() }</a></p>
        },
        Some(Err(error)) => html! { <p role="alert">{ texts.mix_failed(&error.to_string()) }</p> },
        Some(Ok(found)) => body(&found.mix, reading),
    };
    html! {
        <section class="report__card" id="report-mix">
            { head(texts.mix_title(), texts.mix_remark()) }
            { scenarios(scenario, texts) }
            { content }
        </section>
    }
}

/// The choice of the support that the combination is priced with.
fn scenarios(chosen: &UseStateHandle<SubsidyScenario>, texts: Texts) -> Html {
    let word = |scenario: SubsidyScenario| match scenario {
        SubsidyScenario::Today => texts.mix_scenario_today(),
        SubsidyScenario::None => texts.mix_scenario_none(),
        SubsidyScenario::Low => texts.mix_scenario_low(),
        SubsidyScenario::High => texts.mix_scenario_high(),
    };
    let choose = |scenario: SubsidyScenario| {
        let setter = chosen.setter();
        Callback::from(move |_: Event| setter.set(scenario))
    };
    html! {
        <fieldset class="mix__scenarios">
            <legend>{ texts.mix_scenario() }</legend>
            for (place, scenario) in SubsidyScenario::ALL.into_iter().enumerate() {
                <label key={place}>
                    <input type="radio" name="mix-scenario" value={place.to_string()} checked={**chosen == scenario} onchange={choose(scenario)} />
                    { word(scenario) }
                </label>
            }
            if matches!(**chosen, SubsidyScenario::Low | SubsidyScenario::High) {
                <p class="report__notice">{ texts.mix_scenario_assumed() }</p>
            }
        </fieldset>
    }
}

fn body(mix: &MixResult, reading: &Reading) -> Html {
    let texts = reading.texts;
    if mix.choices.is_empty() {
        return html! { <><p>{ texts.mix_nothing() }</p>{ left_out(mix, reading) }</> };
    }
    html! {
        <>
            { totals(mix, reading) }
            { choices(&mix.choices, texts.mix_title(), reading) }
            if !mix.unbounded.is_empty() {
                <p class="report__notice">
                    { texts.mix_unbounded() }{ " " }
                    for path in &mix.unbounded {
                        <a key={path.clone()} href={route_of(path).to_string()}>{ path_name(path, texts) }</a>{ " " }
                    }
                </p>
            }
            if mix.grouped_rights > 0 {
                <p class="report__quiet">{ texts.mix_grouped(&mix.grouped_rights.to_string(), &mix.dropped_rights.to_string()) }</p>
            }
            <h3>{ texts.mix_why() }</h3>
            { bounds(&mix.bounds, reading) }
            if let Some(second) = &mix.runner_up {
                { runner_up(second, reading) }
            }
            { frontier(&mix.frontier, reading) }
            { left_out(mix, reading) }
        </>
    }
}

fn totals(mix: &MixResult, reading: &Reading) -> Html {
    let texts = reading.texts;
    let totals = &mix.totals;
    let missing = (totals.missing.value >= 1.0).then_some(&totals.missing);
    let items = [
        (texts.report_amount(), Some(&totals.amount)),
        (texts.mix_missing(), missing),
        (texts.report_all_in_cost(), totals.cost.as_ref()),
        (texts.mix_yearly_cost(), Some(&totals.yearly_cost)),
        (texts.report_dilution(), totals.dilution.as_ref()),
        (texts.report_time(), Some(&totals.days)),
        (texts.mix_upfront(), Some(&totals.upfront)),
        (texts.mix_service(), Some(&totals.service)),
    ];
    html! {
        <dl class="dimensions">
            for (name, figure) in items.into_iter().filter_map(|(name, figure)| Some((name, figure?))) {
                <div key={name}><dt>{ name }</dt><dd>{ reading.figure(figure) }</dd></div>
            }
        </dl>
    }
}

fn choices(choices: &[MixChoice], label: &'static str, reading: &Reading) -> Html {
    let texts = reading.texts;
    let row = |choice: &MixChoice| {
        html! {
            <tr key={choice.channel.code()}>
                <th scope="row">{ reading.channel(choice.channel) }</th>
                <td class="is-number" data-name={texts.report_amount()}>{ reading.money(choice.amount) }</td>
                <td class="is-number" data-name={texts.mix_rate()}>{ reading.percent(choice.rate) }</td>
                <td class="is-number" data-name={texts.mix_upfront()}>{ reading.money(choice.upfront) }</td>
                <td class="is-number" data-name={texts.report_time()}>{ reading.days(choice.days) }</td>
                <td data-name={texts.mix_rights()}>{ rights(choice, reading) }</td>
                <td data-name={texts.report_verdict()}>{ tag(verdict_words(choice.verdict, texts)) }</td>
            </tr>
        }
    };
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={label}>
            <table class="report__table report__table--middle report__table--cards">
                <thead>
                    <tr>
                        <th scope="col">{ texts.report_channel() }</th>
                        <th scope="col" class="is-number">{ texts.report_amount() }</th>
                        <th scope="col" class="is-number">{ texts.mix_rate() }</th>
                        <th scope="col" class="is-number">{ texts.mix_upfront() }</th>
                        <th scope="col" class="is-number">{ texts.report_time() }</th>
                        <th scope="col">{ texts.mix_rights() }</th>
                        <th scope="col">{ texts.report_verdict() }</th>
                    </tr>
                </thead>
                <tbody>
                    for choice in choices { { row(choice) } }
                </tbody>
            </table>
        </div>
    }
}

fn rights(choice: &MixChoice, reading: &Reading) -> String {
    if choice.rights.is_empty() { "—".to_owned() } else { reading.asset_names(&choice.rights) }
}

/// What a bound of the combination is called.
pub fn bound_name(bound: MixBound, reading: &Reading) -> String {
    let texts = reading.texts;
    match bound {
        MixBound::Need => texts.mix_bound_need().to_owned(),
        MixBound::Dilution => texts.mix_bound_dilution().to_owned(),
        MixBound::Budget => texts.mix_bound_budget().to_owned(),
        MixBound::Days => texts.mix_bound_days().to_owned(),
        MixBound::CashFlow => texts.mix_bound_cash_flow().to_owned(),
        MixBound::Count => texts.mix_bound_count().to_owned(),
        MixBound::Trial => texts.mix_bound_trial().to_owned(),
        MixBound::Ceiling(channel) => texts.mix_bound_ceiling(reading.channel(channel)),
        MixBound::Rights(channel) => texts.mix_bound_rights(reading.channel(channel)),
    }
}

/// A quantity in the unit of its bound.
pub fn quantity_of(bound: MixBound, value: f64, reading: &Reading) -> String {
    match bound {
        MixBound::Dilution | MixBound::Trial => reading.percent(value),
        MixBound::Days => reading.days(value),
        MixBound::Count => format!("{value:.0}"),
        _ => reading.money(value),
    }
}

/// What a loosening is worth, in words.
fn worth_words(worth: &Worth, reading: &Reading) -> String {
    let texts = reading.texts;
    let (raised, saved) = (worth.raised, worth.saved);
    if raised > 0.0 && saved < 0.0 {
        texts.mix_more_for(&reading.money(raised), &reading.money(saved.abs()))
    } else if raised > 0.0 {
        texts.mix_more(&reading.money(raised))
    } else if saved > 0.0 {
        texts.mix_saved(&reading.money(saved))
    } else {
        texts.mix_no_change().to_owned()
    }
}

/// Bounds that bind or whose loosening would save money, the dearest first.
fn bounds(bounds: &[BoundUse], reading: &Reading) -> Html {
    let texts = reading.texts;
    let most =
        |of: fn(&Worth) -> f64, found: &BoundUse| of(&found.with_step).max(found.without.as_ref().map_or(0.0, of));
    let worth = |found: &BoundUse| most(|worth| worth.raised, found).max(most(|worth| worth.saved, found));
    let mut shown: Vec<&BoundUse> = bounds.iter().filter(|found| found.binding || worth(found) > 0.0).collect();
    shown.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    let row = |found: &BoundUse| {
        let bound = found.bound;
        let saved = if found.step > 0.0 {
            texts.mix_loosened(&quantity_of(bound, found.step, reading), &worth_words(&found.with_step, reading))
        } else {
            "—".to_owned()
        };
        html! {
            <tr key={bound_name(bound, reading)}>
                <th scope="row">{ bound_name(bound, reading) }</th>
                <td data-name={texts.mix_used()}>
                    { texts.mix_used_of(&quantity_of(bound, found.used, reading), &quantity_of(bound, found.limit, reading)) }
                    { " " }
                    if found.binding { <small>{ texts.mix_binding() }</small> }
                </td>
                <td data-name={texts.mix_step()}>{ saved }</td>
                <td class="is-number" data-name={texts.mix_without()}>
                    { found.without.map_or_else(|| "—".to_owned(), |worth| worth_words(&worth, reading)) }
                </td>
            </tr>
        }
    };
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.mix_why()}>
            <table class="report__table report__table--middle report__table--cards">
                <thead>
                    <tr>
                        <th scope="col">{ texts.mix_bound() }</th>
                        <th scope="col">{ texts.mix_used() }</th>
                        <th scope="col">{ texts.mix_step() }</th>
                        <th scope="col" class="is-number">{ texts.mix_without() }</th>
                    </tr>
                </thead>
                <tbody>
                    for found in shown { { row(found) } }
                </tbody>
            </table>
        </div>
    }
}

fn runner_up(second: &RunnerUp, reading: &Reading) -> Html {
    let texts = reading.texts;
    let flips = second.flips.iter().filter(|flip| flip.wins);
    html! {
        <>
            <h3>{ texts.mix_runner_up() }</h3>
            if second.raised_less > 1.0 {
                <p>{ texts.mix_raises_less(&reading.money(second.raised_less)) }</p>
            } else {
                <p>{ texts.mix_dearer(&reading.money(second.dearer)) }</p>
            }
            { choices(&second.choices, texts.mix_runner_up(), reading) }
            <ul>
                for flip in flips {
                    <li key={flip.channel.code()}>
                        { texts.mix_flip(
                            reading.channel(flip.channel),
                            &reading.percent(flip.rate),
                            &reading.percent(flip.flips_at),
                        ) }
                    </li>
                }
            </ul>
        </>
    }
}

/// Cost and dilution of each choice of the frontier, the quickest first.
fn frontier_chart(mixes: &[&FrontierMix], reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let column = |(place, mix): (usize, &&FrontierMix)| Marker::new(place as f64, reading.days(mix.days));
    let plotted = |share: Option<f64>| match share {
        Some(share) => Plotted::known(share, reading.percent(share)),
        None => Plotted::unknown(texts.word_unknown()),
    };
    let shares = || mixes.iter().flat_map(|mix| [Some(mix.cost), mix.dilution]).flatten();
    let top = shares().fold(0.01, f64::max);
    let line = |name: &'static str, readings: Vec<Plotted>, dashed| LineSeries { name: name.into(), readings, dashed };
    ChartSpec::Lines(Lines {
        series: vec![
            line(texts.report_all_in_cost(), mixes.iter().map(|mix| plotted(Some(mix.cost))).collect(), false),
            line(texts.report_dilution(), mixes.iter().map(|mix| plotted(mix.dilution)).collect(), true),
        ],
        bands: Vec::new(),
        limits: Vec::new(),
        columns: mixes.iter().enumerate().map(column).collect(),
        ticks: nice_ticks(0.0, top, 5).into_iter().map(|at| Marker::new(at, reading.percent(at))).collect(),
        column_heading: texts.report_time().into(),
    })
}

fn frontier(mixes: &[FrontierMix], reading: &Reading) -> Html {
    let texts = reading.texts;
    if mixes.len() < 2 {
        return Html::default();
    }
    let mut by_time: Vec<&FrontierMix> = mixes.iter().collect();
    by_time.sort_by(|a, b| a.days.total_cmp(&b.days).then(a.yearly_cost.total_cmp(&b.yearly_cost)));
    let parts = |mix: &FrontierMix| {
        let parts = mix.parts.iter();
        let parts = parts.map(|(channel, amount)| format!("{} {}", reading.channel(*channel), reading.money(*amount)));
        parts.collect::<Vec<_>>().join(" + ")
    };
    let row = |mix: &FrontierMix| {
        html! {
            <tr key={parts(mix)}>
                <th scope="row">
                    { parts(mix) }
                    if mix.best { { " " }<small>{ texts.mix_best() }</small> }
                </th>
                <td class="is-number" data-name={texts.report_amount()}>{ reading.money(mix.amount) }</td>
                <td class="is-number" data-name={texts.mix_yearly_cost()}>{ reading.money(mix.yearly_cost) }</td>
                <td class="is-number" data-name={texts.report_all_in_cost()}>{ reading.percent(mix.cost) }</td>
                <td class="is-number" data-name={texts.report_dilution()}>
                    { mix.dilution.map_or_else(|| texts.word_unknown().to_owned(), |share| reading.percent(share)) }
                </td>
                <td class="is-number" data-name={texts.report_time()}>{ reading.days(mix.days) }</td>
            </tr>
        }
    };
    html! {
        <>
            <h3>{ texts.mix_frontier() }</h3>
            <p>{ texts.mix_frontier_remark() }</p>
            <Chart
                spec={Rc::new(frontier_chart(&by_time, reading))}
                summary={texts.mix_frontier_summary(&mixes.len().to_string())}
                labels={chart_labels(texts)}
                file_name={texts.file_mix()}
            />
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.mix_frontier()}>
                <table class="report__table report__table--middle report__table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.mix_parts() }</th>
                            <th scope="col" class="is-number">{ texts.report_amount() }</th>
                            <th scope="col" class="is-number">{ texts.mix_yearly_cost() }</th>
                            <th scope="col" class="is-number">{ texts.report_all_in_cost() }</th>
                            <th scope="col" class="is-number">{ texts.report_dilution() }</th>
                            <th scope="col" class="is-number">{ texts.report_time() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for mix in by_time { { row(mix) } }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn left_out(mix: &MixResult, reading: &Reading) -> Html {
    let texts = reading.texts;
    if mix.left_out.is_empty() {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary>{ texts.mix_left_out() }</summary>
            <ul class="fold__body">
                for (channel, reason) in &mix.left_out {
                    <li key={channel.code()}>
                        { texts.mix_left_out_because(reading.channel(*channel), reason_words(*reason, texts)) }
                    </li>
                }
            </ul>
        </details>
    }
}

fn reason_words(reason: LeftOut, texts: Texts) -> &'static str {
    match reason {
        LeftOut::Blocked => texts.mix_out_blocked(),
        LeftOut::NeedsWaiver => texts.mix_out_waiver(),
        LeftOut::NoAmount => texts.mix_out_amount(),
        LeftOut::NoCost => texts.mix_out_cost(),
        LeftOut::DilutionUnknown => texts.mix_out_dilution(),
        LeftOut::CashElsewhere => texts.mix_out_elsewhere(),
    }
}
