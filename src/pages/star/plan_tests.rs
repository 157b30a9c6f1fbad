//! The Gantt chart, its table and the calendar tell every row of the plan, in both languages.

use ip_health_engine::assess;
use ip_health_engine::dossier::{Dossier, read_file};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::star::result::{PlanEventKind, PlanKind};
use jiff::civil::date as day;

use super::super::export::calendar_events;
use super::{Reading, gantt, task_name};
use crate::charts::{ChartSpec, Gantt};
use crate::state::Shared;
use crate::texts::Texts;

fn reading(dossier: Dossier, language: Language) -> Reading {
    let rules = RulePack::built_in().unwrap();
    let assessment = assess(&dossier, &rules, day(2026, 11, 26)).unwrap();
    Reading {
        texts: Texts::new(language),
        assessment: Shared::new(assessment),
        dossier: Shared::new(dossier),
        rules: Shared::new(rules),
    }
}

fn sample() -> Dossier {
    read_file(include_bytes!("../../../tests/data/samples/chip.iphc.json")).unwrap().file.dossier
}

fn chart(reading: &Reading) -> Gantt {
    match gantt(reading) {
        ChartSpec::Gantt(gantt) => gantt,
        other => panic!("no Gantt chart: {other:?}"),
    }
}

#[test]
fn every_row_of_the_plan_stands_in_the_chart() {
    for language in [Language::Chinese, Language::English] {
        for dossier in [sample(), Dossier::default()] {
            let reading = reading(dossier, language);
            let chart = chart(&reading);
            let plan = &reading.assessment.star.plan;
            assert!(plan.rows.iter().any(|row| row.kind == PlanKind::Evidence));
            for row in &plan.rows {
                let name = match row.kind {
                    PlanKind::Evidence => reading.issue_name(&row.issue),
                    _ => task_name(row, &reading),
                };
                assert!(chart.rows.iter().any(|shown| shown.name.contains(&name)), "{name}");
            }
            // Evidence of the same days shares a row; cures and steps have one each.
            let shown = chart.rows.len();
            let cures = plan.rows.iter().filter(|row| row.kind != PlanKind::Evidence).count();
            assert!(cures + plan.steps.len() < shown && shown <= plan.rows.len() + plan.steps.len());
            let (first, last) = chart.days;
            for (from, to) in chart.rows.iter().filter_map(|row| row.days) {
                assert!(first <= from && from <= to && to <= last);
            }
        }
    }
}

#[test]
fn every_row_of_the_plan_stands_in_the_calendar() {
    let reading = reading(sample(), Language::Chinese);
    let events = calendar_events(&reading);
    let mut ids: Vec<&str> = events.iter().map(|event| event.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands for one day");
    let plan = &reading.assessment.star.plan;
    for row in &plan.rows {
        let kind = if row.kind == PlanKind::Evidence { "evidence" } else { "start" };
        let id = ["star.", &row.issue, ".", kind].concat();
        assert!(ids.contains(&id.as_str()), "{id}");
    }
    let dated = plan.events(reading.assessment.as_of);
    assert!(dated.iter().any(|event| event.kind == PlanEventKind::EvidenceDone));
}
