//! The plan back from the filing date: tasks and steps on a calendar, routes of examination, days for the calendar file.

use std::rc::Rc;

use ip_health_engine::rules::Unit;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::{PlanKind, PlanRow, RouteOption};
use jiff::civil::Date;
use yew::prelude::*;

use super::export::CalendarButton;
use crate::charts::{Chart, ChartSpec, Gantt, GanttRow, Marker, State, Verdict};
use crate::format::{date, quantity};
use crate::pages::report::{Reading, SectionProps, Tone, chart_labels, head, state};

/// The card.
#[component]
pub fn Plan(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let rules = reading.rules.on(reading.assessment.as_of);
    let buffer = rules.number("star.plan.buffer").map(|months| quantity(months, Unit::Month, texts));
    let routes = star.plan.rows.iter().find_map(|row| match &row.kind {
        PlanKind::Patents { routes, route, .. } => Some((routes, *route)),
        PlanKind::Cure | PlanKind::Evidence => None,
    });
    html! {
        <section class="report__card" id="star-plan">
            { head(texts.star_plan_title(), texts.star_plan_remark(&buffer.unwrap_or_default())) }
            <p>{ summary(star, reading) }</p>
            <Chart
                spec={Rc::new(gantt(reading))}
                summary={summary(star, reading)}
                labels={chart_labels(texts)}
                file_name={texts.star_plan_file()}
            />
            if let Some((routes, chosen)) = routes {
                { routes_table(routes, chosen, reading) }
            }
            <CalendarButton reading={reading.clone()} />
        </section>
    }
}

/// Tasks that cure something.
fn cures(star: &StarAssessment) -> impl Iterator<Item = &PlanRow> {
    star.plan.rows.iter().filter(|row| row.kind != PlanKind::Evidence)
}

fn summary(star: &StarAssessment, reading: &Reading) -> String {
    let [_, late_listing] = star.plan.listing;
    let late = cures(star).filter(|row| row.earliest_filing.is_some()).count();
    let proofs = star.plan.rows.iter().filter(|row| row.kind == PlanKind::Evidence).count();
    reading.texts.star_plan_summary(
        &date(star.plan.filing),
        &date(late_listing),
        &cures(star).count().to_string(),
        &late.to_string(),
        &proofs.to_string(),
    )
}

/// Rows of the chart: every cure by itself, evidence of the same days together. Their order is that of the plan.
fn tasks(star: &StarAssessment) -> Vec<Vec<&PlanRow>> {
    let mut tasks: Vec<Vec<&PlanRow>> = Vec::new();
    let proof = |row: &PlanRow| row.kind == PlanKind::Evidence;
    for row in &star.plan.rows {
        let alike = |task: &&mut Vec<&PlanRow>| {
            let days = |row: &PlanRow| (row.latest_start, row.done_by);
            task.first().is_some_and(|first| proof(first) && proof(row) && days(first) == days(row))
        };
        match tasks.iter_mut().find(alike) {
            Some(task) => task.push(row),
            None => tasks.push(vec![row]),
        }
    }
    tasks
}

/// Name of a row: the issue, or the patents to file.
pub fn task_name(row: &PlanRow, reading: &Reading) -> String {
    match &row.kind {
        PlanKind::Patents { needed, applications, route, .. } => reading.texts.star_plan_patents(
            &needed.to_string(),
            &applications.to_string(),
            &reading.star_name(route.code()),
        ),
        PlanKind::Cure => reading.issue_name(&row.issue),
        PlanKind::Evidence => reading.texts.star_plan_proof(&reading.issue_name(&row.issue)),
    }
}

/// Name of the rows of one task.
fn tasks_name(rows: &[&PlanRow], reading: &Reading) -> String {
    match rows {
        [row] => task_name(row, reading),
        rows => {
            let names: Vec<String> = rows.iter().map(|row| reading.issue_name(&row.issue)).collect();
            reading.texts.star_plan_proofs(&rows.len().to_string(), &names.join(reading.texts.list_separator()))
        }
    }
}

/// Days from a common origin, for positions on the chart.
fn position(day: Date) -> f64 {
    f64::from(Date::new(2000, 1, 1).map_or(0, |origin| origin.until(day).map_or(0, |span| span.get_days())))
}

fn period(from: Date, to: Date) -> String {
    if from == to { date(from) } else { [date(from), date(to)].join(" – ") }
}

/// The tasks and steps on a calendar.
pub fn gantt(reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let today = reading.assessment.as_of;
    let filing = position(star.plan.filing);
    let tasks = tasks(star).into_iter().filter_map(|rows| {
        let row = *rows.first()?;
        let (state, word) = if row.earliest_filing.is_some() {
            (State::Bad, texts.star_plan_late())
        } else if row.tight {
            (State::Warn, texts.star_plan_tight())
        } else {
            (State::Good, texts.star_plan_fine())
        };
        Some(GanttRow {
            name: tasks_name(&rows, reading).into(),
            days: Some((position(row.latest_start), position(row.done_by))),
            text: period(row.latest_start, row.done_by).into(),
            verdict: Verdict::new(state, word),
            deadlines: vec![filing],
        })
    });
    let steps = star.plan.steps.iter().map(|step| GanttRow {
        name: reading.star_name(step.code).into(),
        days: Some((position(step.from), position(step.to_p80))),
        text: period(step.from, step.to_p80).into(),
        verdict: Verdict::new(State::Unknown, texts.star_plan_step()),
        deadlines: if step.code == "filing" { vec![filing] } else { Vec::new() },
    });
    let rows: Vec<GanttRow> = tasks.chain(steps).collect();
    let dated = || star.plan.rows.iter();
    let first = dated().map(|row| row.latest_start).chain(star.plan.steps.iter().map(|step| step.from)).min();
    let last = dated().map(|row| row.done_by).chain(star.plan.steps.iter().map(|step| step.to_p80)).max();
    let (first, last) = (first.unwrap_or(today).min(today), last.unwrap_or(today).max(today));
    ChartSpec::Gantt(Gantt {
        days: (position(first), position(last)),
        rows,
        ticks: year_starts(first, last),
        now: Some(Marker::new(position(today), texts.star_plan_today())),
        headings: [texts.star_plan_task().into(), texts.star_plan_period().into(), texts.star_plan_state().into()],
    })
}

/// The first days of the years shown.
fn year_starts(first: Date, last: Date) -> Vec<Marker> {
    let years = first.year()..=last.year();
    let days = years.filter_map(|year| Date::new(year, 1, 1).ok()).filter(|day| first <= *day && *day <= last);
    days.map(|day| Marker::new(position(day), day.year().to_string())).collect()
}

fn routes_table(routes: &[RouteOption], chosen: ip_health_engine::star::result::Route, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <>
            <h3 class="star__sub">{ texts.star_plan_routes() }</h3>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.star_plan_routes()}>
                <table class="report__table report__table--dense">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.star_plan_route() }</th>
                            <th scope="col">{ texts.star_plan_route_start() }</th>
                            <th scope="col">{ texts.star_plan_state() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for option in routes {
                            <tr key={option.route.code()}>
                                <th scope="row">{ reading.star_name(option.route.code()) }</th>
                                <td>{ date(option.latest_start) }</td>
                                <td>
                                    if option.feasible {
                                        { state(Tone::Good, texts.star_plan_route_feasible()) }
                                    } else {
                                        { state(Tone::Bad, texts.star_plan_route_past()) }
                                    }
                                    if option.route == chosen {
                                        { " " }<small class="report__quiet">{ texts.star_plan_route_chosen() }</small>
                                    }
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <p class="report__quiet report__small">{ texts.star_plan_route_note() }</p>
        </>
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
