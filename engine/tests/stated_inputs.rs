//! What a person states about the inputs of the simulation.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

mod support;

use std::ops::ControlFlow;

use ip_health_engine::dossier::{
    DistributionForm, Dossier, DossierFile, ProblemKind, Redaction, StatedInput, read_file, validate, write_file,
};
use ip_health_engine::readers::redact;
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    Distribution, DossierInput, DossierProblem, DossierSettings, Sampler, SimulationOptions, SimulationResult,
    StatedFault, dossier_problem, flip_questions, leans, simulate, tornado,
};
use jiff::civil::date;

const RATE: &str = "pmic.technology.rate";

fn chip() -> Dossier {
    let [_, (_, chip), _] = support::samples();
    chip
}

fn problem(dossier: &Dossier) -> DossierProblem {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    dossier_problem(dossier, &rules, None, &DossierSettings::default()).unwrap().unwrap()
}

fn run(problem: &DossierProblem) -> SimulationResult {
    let options = SimulationOptions {
        trials: 16_384,
        seed: 7,
        sampler: Sampler::Sobol,
        percentiles: Default::default(),
        thresholds: Vec::new(),
    };
    simulate(&problem.problem, &options, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn input<'a>(problem: &'a DossierProblem, id: &str) -> &'a DossierInput {
    problem.inputs.iter().find(|input| input.id == id).unwrap()
}

fn stating(id: &str, stated: StatedInput) -> Dossier {
    let mut dossier = chip();
    dossier.uncertainty.insert(id.to_owned(), stated);
    dossier
}

#[test]
fn stated_points_are_those_drawn() {
    let before = problem(&chip());
    let stated = StatedInput {
        form: Some(DistributionForm::Uniform),
        low: Some(0.031),
        mode: Some(0.032),
        high: Some(0.033),
        ..StatedInput::default()
    };
    let after = problem(&stating(RATE, stated));
    let found = input(&after, RATE);
    assert!(found.stated && found.fault.is_none() && found.form == DistributionForm::Uniform);
    assert_eq!(found.points, [0.031, 0.032, 0.033]);
    assert_eq!(found.assumed, input(&before, RATE).assumed);
    let drawn = after.problem.inputs.iter().find(|input| input.id == RATE).unwrap();
    assert_eq!(drawn.distribution, Distribution::Uniform { low: 0.031, high: 0.033 });
    assert_eq!(drawn.base, Some(0.032), "the deterministic value takes what is most likely");
    // Nothing else is touched.
    for (one, other) in before.problem.inputs.iter().zip(&after.problem.inputs).filter(|(one, _)| one.id != RATE) {
        assert_eq!(one, other);
    }
    // A rate known within a hair moves the value less.
    let swing = |found: &DossierProblem| {
        tornado(&found.problem).unwrap().iter().find(|bar| bar.input == RATE).map(|bar| bar.swing).unwrap()
    };
    assert!(swing(&after) < swing(&before) / 4.0);
}

#[test]
fn a_point_left_out_stays_as_assumed_and_gives_way() {
    let assumed = input(&problem(&chip()), RATE).assumed;
    let mode = |mode: f64| StatedInput { mode: Some(mode), ..StatedInput::default() };
    let inside = (assumed[1] + assumed[2]) / 2.0;
    assert_eq!(input(&problem(&stating(RATE, mode(inside))), RATE).points, [assumed[0], inside, assumed[2]]);
    let above = assumed[2] + 0.01;
    assert_eq!(input(&problem(&stating(RATE, mode(above))), RATE).points, [assumed[0], above, above]);
    let high = StatedInput { high: Some(assumed[0] / 2.0), ..StatedInput::default() };
    let low = assumed[0] / 2.0;
    assert_eq!(input(&problem(&stating(RATE, high)), RATE).points, [low, low, low]);
}

#[test]
fn chances_of_scenarios_are_those_stated_and_the_middle_has_the_rest() {
    let scenarios = |low: Option<f64>, high: Option<f64>| {
        let found = problem(&stating(
            RATE,
            StatedInput {
                form: Some(DistributionForm::Scenarios),
                low: Some(0.01),
                mode: Some(0.02),
                high: Some(0.05),
                low_chance: low,
                high_chance: high,
            },
        ));
        let known = input(&found, RATE);
        let drawn = found.problem.inputs.iter().find(|input| input.id == RATE).unwrap().distribution.clone();
        (known.chances, known.fault, drawn)
    };
    let near =
        |found: [f64; 3], wanted: [f64; 3]| found.iter().zip(wanted).all(|(one, other)| (one - other).abs() < 1e-12);
    let (chances, fault, drawn) = scenarios(Some(0.6), Some(0.1));
    assert!(near(chances, [0.6, 0.3, 0.1]) && fault.is_none(), "{chances:?}");
    let Distribution::Discrete { values, weights } = drawn else { panic!("{drawn:?}") };
    assert_eq!(values, [0.01, 0.02, 0.05]);
    assert!(near(weights.try_into().unwrap(), [0.6, 0.3, 0.1]));
    // Unstated: the assumption; one alone leaves the other as assumed, as far as it goes.
    assert!(near(scenarios(None, None).0, [0.25, 0.5, 0.25]));
    assert!(near(scenarios(Some(0.0), None).0, [0.0, 0.75, 0.25]));
    assert!(near(scenarios(Some(0.9), None).0, [0.9, 0.0, 0.1]));
    for (low, high) in [(0.6, 0.5), (-0.1, 0.2), (1.2, 0.0)] {
        assert_eq!(scenarios(Some(low), Some(high)).1, Some(StatedFault::Chances), "{low} {high}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_the_assumption_stays() {
    let check = |id: &str, low: f64, high: f64, form: Option<DistributionForm>, fault: StatedFault| {
        let stated = StatedInput { form, low: Some(low), mode: None, high: Some(high), ..StatedInput::default() };
        let dossier = stating(id, stated);
        let found = problem(&dossier);
        let found = input(&found, id);
        assert_eq!(found.fault, Some(fault), "{id}");
        assert!(!found.stated && found.points == found.assumed);
        dossier
    };
    let dossier = check(RATE, 0.05, 0.01, None, StatedFault::Order);
    assert!(validate(&dossier).iter().any(|found| {
        found.path == "uncertainty.pmic.technology.rate.high" && matches!(found.kind, ProblemKind::Contradicts { .. })
    }));
    check(RATE, 0.01, 1.5, None, StatedFault::Limits { least: 0.0, most: 1.0 });
    check("pmic.technology.decay", 0.1, 1.0, None, StatedFault::Limits { least: 0.0, most: 0.99 });
    check("pmic.technology.decay", 0.1, 0.2, Some(DistributionForm::Lognormal), StatedFault::Form);
    check(RATE, 0.0, 0.2, Some(DistributionForm::Lognormal), StatedFault::Form);
    // An id of nothing changes nothing.
    assert_eq!(problem(&stating("p9.technology.rate", StatedInput::default())), problem(&chip()));
}

#[test]
fn a_life_reaches_as_far_as_the_rights_and_no_farther() {
    let life = "pmic.technology.life";
    let before = problem(&chip());
    let assumed = input(&before, life);
    let stated = |years: f64| StatedInput { mode: Some(years), high: Some(years), ..StatedInput::default() };
    let longer = problem(&stating(life, stated(assumed.limits[1] + 1.0)));
    let found = input(&longer, life);
    // Either the rights last as long, or the years are refused with the limit named.
    match found.fault {
        None => assert!(run(&longer).base > run(&before).base),
        Some(fault) => assert!(matches!(fault, StatedFault::Limits { most, .. } if most >= assumed.limits[1])),
    }
    let far = problem(&stating(life, stated(99.0)));
    assert!(matches!(input(&far, life).fault, Some(StatedFault::Limits { most, .. }) if most <= 20.0));
}

#[test]
fn every_form_can_be_stated() {
    use DistributionForm::{Lognormal, Pert, Scenarios, Triangular, Uniform};
    let mut medians = Vec::new();
    for form in [Triangular, Pert, Lognormal, Uniform, Scenarios] {
        let stated = StatedInput {
            form: Some(form),
            low: Some(0.01),
            mode: Some(0.03),
            high: Some(0.06),
            ..StatedInput::default()
        };
        let found = problem(&stating(RATE, stated));
        assert_eq!(input(&found, RATE).form, form);
        medians.push(run(&found).percentiles.p50);
    }
    medians.sort_by(f64::total_cmp);
    medians.dedup();
    assert_eq!(medians.len(), 5, "each form is a distribution of its own");
}

#[test]
fn questions_of_flip_points_know_of_it() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let stated =
        StatedInput { low: Some(0.02), mode: Some(0.025), high: Some(0.03), form: None, ..StatedInput::default() };
    let questions = flip_questions(&stating(RATE, stated), &rules, None).unwrap();
    assert!(!questions.is_empty());
    for question in questions.iter().filter(|question| question.problem.inputs.iter().any(|input| input.id == RATE)) {
        let input = question.problem.inputs.iter().find(|input| input.id == RATE).unwrap();
        assert_eq!(input.distribution, Distribution::Triangular { low: 0.02, mode: 0.025, high: 0.03 });
    }
}

#[test]
fn a_file_keeps_it_and_a_redacted_one_names_no_product() {
    let stated = StatedInput {
        form: Some(DistributionForm::Pert),
        low: Some(0.9),
        mode: None,
        high: Some(1.4),
        ..StatedInput::default()
    };
    let dossier = stating("pmic.technology.revenue", stated);
    let file = DossierFile { dossier: dossier.clone(), ..DossierFile::default() };
    let read = read_file(write_file(&file).as_bytes()).unwrap().file.dossier;
    assert_eq!(read.uncertainty, dossier.uncertainty);
    let mut with_stranger = dossier.clone();
    with_stranger.uncertainty.insert("secret project.technology.rate".to_owned(), stated);
    let copy = redact(&with_stranger, &Redaction { titles: true, ..Redaction::default() });
    let ids: Vec<&str> = copy.uncertainty.keys().map(String::as_str).collect();
    assert_eq!(ids, [format!("{}.technology.revenue", copy.products[0].id)]);
    assert_eq!(copy.uncertainty.values().next(), Some(&stated));
    assert_ne!(copy.products[0].id, "pmic");
}

#[test]
fn the_median_lies_off_the_base_for_inputs_that_lean() {
    // Triangular from 1 to 4 per cent with the mode at the upper end: median 1 + 3·√½ per cent, by hand.
    let stated =
        StatedInput { low: Some(0.01), mode: Some(0.04), high: Some(0.04), form: None, ..StatedInput::default() };
    let found = problem(&stating(RATE, stated));
    let leans = leans(&found.problem).unwrap();
    assert!(leans.is_sorted_by(|a, b| a.change.abs() >= b.change.abs()));
    let rate = leans.iter().find(|lean| lean.input == RATE).unwrap();
    assert_eq!(rate.base, 0.04);
    assert!((rate.median - 0.031_213_203_435_596_43).abs() < 1e-12);
    assert!(rate.change < 0.0);
    // With every input symmetrical about its base, nothing leans.
    let mut even = found.problem.clone();
    for input in &mut even.inputs {
        let base = input.base.unwrap_or_else(|| input.distribution.base());
        input.base = None;
        input.distribution = Distribution::Constant { value: base };
    }
    assert_eq!(ip_health_engine::valuation::simulation::leans(&even).unwrap(), []);
}

/// A statement without anything in it states nothing.
#[test]
fn nothing_stated_is_nothing_changed() {
    let before = problem(&chip());
    assert_eq!(problem(&stating(RATE, StatedInput::default())), before);
}
