//! The search against all sets there are, and every answer tried again.

#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

use jiff::civil::date;

use super::*;
use crate::Money;
use crate::dossier::read_file;
use crate::valuation::Grade;
use crate::varied;

const DAY: Date = date(2026, 11, 23);

fn samples() -> Vec<(&'static str, Dossier)> {
    let read = |bytes: &[u8]| read_file(bytes).unwrap().file.dossier;
    vec![
        ("chip", read(include_bytes!("../../../tests/data/samples/chip.iphc.json"))),
        ("biotech", read(include_bytes!("../../../tests/data/samples/biotech.iphc.json"))),
        ("food", read(include_bytes!("../../../tests/data/samples/food.iphc.json"))),
        ("machinery", read(include_bytes!("../../../tests/data/samples/machinery.iphc.json"))),
        ("software", read(include_bytes!("../../../tests/data/samples/software.iphc.json"))),
    ]
}

fn now(dossier: &Dossier, pack: &RulePack) -> Outlook {
    Outlook::of(&estimate(dossier, pack, DAY).unwrap())
}

/// Goals somewhat beyond where a dossier stands.
fn goals(outlook: &Outlook) -> Vec<Goal> {
    let more = |factor: f64| Money::from_yuan_f64(outlook.debt * factor + 10_000.0).unwrap();
    let mut goals = vec![
        Goal::Debt { amount: more(1.02) },
        Goal::Debt { amount: more(1.3) },
        Goal::Attribute { year: 2026 },
        Goal::Attribute { year: 2028 },
        Goal::Grade { grade: Grade::A },
        Goal::Grade { grade: Grade::B },
    ];
    goals.extend(outlook.cost.map(|cost| Goal::Cost { rate: cost - 0.002 }));
    goals
}

/// Keeps the first `count` candidates that do anything alone.
fn with_candidates<'a>(dossier: &'a Dossier, pack: &'a RulePack, goal: Goal, count: usize) -> Bench<'a> {
    let mut bench = Bench::new(dossier, pack.on(DAY), goal).unwrap();
    let none = bench.standing(&Made::new()).unwrap().level;
    let telling = |bench: &mut Bench, place: usize| {
        let steps = bench.candidates[place].steps;
        bench.standing(&vec![(place, steps)]).unwrap().level != none
    };
    let places: Vec<usize> = (0..bench.candidates.len()).filter(|place| telling(&mut bench, *place)).collect();
    let mut fresh = Bench::new(dossier, pack.on(DAY), goal).unwrap();
    let mut place = 0;
    fresh.candidates.retain(|_| {
        place += 1;
        places.iter().take(count).any(|kept| *kept == place - 1)
    });
    fresh
}

/// Least size of a set that reaches the goal, by trying all.
fn least_by_trying_all(bench: &mut Bench) -> Option<usize> {
    let count = bench.candidates.len();
    let sets = (0..1u32 << count).filter(|set| {
        let made: Made = (0..count)
            .filter(|place| set >> place & 1 == 1)
            .map(|place| (place, bench.candidates[place].steps))
            .collect();
        bench.standing(&made).unwrap().reached
    });
    sets.map(u32::count_ones).min().map(|least| least as usize)
}

#[test]
fn no_set_is_smaller_than_the_one_found_and_the_greedy_one_is_never_smaller() {
    let pack = RulePack::built_in().unwrap();
    let (mut compared, mut same) = (0, 0);
    for (name, dossier) in samples() {
        for goal in goals(&now(&dossier, &pack)) {
            let mut all = with_candidates(&dossier, &pack, goal, 6);
            let least = least_by_trying_all(&mut all);
            let mut quiet = |_| {};
            let bench = with_candidates(&dossier, &pack, goal, 6);
            let mut search = Search { bench, most: 100_000, largest: 8, report: &mut quiet, concordant: true };
            let found = search.run().unwrap();
            match (least, found) {
                (Some(0), Found::Already) => {}
                (None, Found::Never(_)) => {}
                (Some(least), Found::Sets { sets, exact }) => {
                    let smallest = sets.iter().map(Vec::len).min().unwrap();
                    assert!(exact, "{name} {goal:?}");
                    assert_eq!(smallest, least, "{name} {goal:?}");
                    let places: Vec<usize> = (0..search.bench.candidates.len()).collect();
                    let greedy = search.greedy(Variant::Smallest, &places).unwrap();
                    assert!(search.reaches(&greedy).unwrap(), "{name} {goal:?}");
                    assert!(least <= greedy.len(), "{name} {goal:?}");
                    compared += 1;
                    same += usize::from(least == greedy.len());
                }
                (least, _) => panic!("{name} {goal:?}: {least:?}"),
            }
        }
    }
    assert!(compared >= 8, "{compared}");
    assert!(compared <= same + 2, "{same} of {compared}");
}

/// Every answer is tried anew: it reaches the goal, and without any one change it does not.
fn check_answers(name: &str, goal: Goal, dossier: &Dossier, pack: &RulePack, most: Option<u32>) -> usize {
    let outcome = match most {
        None => seek(goal, dossier, pack, DAY, &mut |_| {}).unwrap(),
        // As `seek` does when the trials run out.
        Some(most) => {
            let mut quiet = |_| {};
            let bench = Bench::new(dossier, pack.on(DAY), goal).unwrap();
            let mut search = Search { bench, most, largest: 12, report: &mut quiet, concordant: true };
            match search.run().unwrap() {
                Found::Sets { sets, .. } => {
                    let answers = sets.iter().map(|made| Answer {
                        variants: Vec::new(),
                        moves: search.bench.moves(made),
                        scenario: search.bench.scenario(made),
                        effort: search.bench.effort(made),
                        outlook: now(&under(dossier, &search.bench.scenario(made)), pack),
                    });
                    SeekOutcome::Reached { answers: answers.collect(), exact: false, tried: 0 }
                }
                Found::Already | Found::Never(_) => return 0,
            }
        }
    };
    let SeekOutcome::Reached { answers, .. } = outcome else { return 0 };
    assert!(!answers.is_empty(), "{name} {goal:?}");
    for answer in &answers {
        let whole = assess(&under(dossier, &answer.scenario), pack, DAY).unwrap();
        assert!(goal.reached_in(&whole), "{name} {goal:?} {:?}", answer.scenario);
        assert_eq!(answer.moves.len(), answer.scenario.len());
        for change in &answer.moves {
            let mut less = answer.scenario.clone();
            less.levers.remove(&change.id);
            less.actions.remove(&change.id);
            let after = estimate(&under(dossier, &less), pack, DAY).unwrap();
            assert!(!goal.reached_in(&after), "{name} {goal:?}: {} can be spared", change.id);
        }
    }
    answers.len()
}

#[test]
fn every_answer_reaches_the_goal_and_needs_each_of_its_changes() {
    let pack = RulePack::built_in().unwrap();
    let mut checked = 0;
    for (name, dossier) in samples() {
        for goal in goals(&now(&dossier, &pack)) {
            checked += check_answers(name, goal, &dossier, &pack, None);
        }
    }
    assert!(checked >= 15, "{checked}");
}

#[test]
fn greedy_answers_reach_the_goal_and_need_each_of_their_changes() {
    let pack = RulePack::built_in().unwrap();
    let mut checked = 0;
    for (name, dossier) in samples() {
        for goal in goals(&now(&dossier, &pack)) {
            checked += check_answers(name, goal, &dossier, &pack, Some(1));
        }
    }
    assert!(checked >= 8, "{checked}");
}

#[test]
fn answers_of_generated_dossiers_reach_their_goals_too() {
    let pack = RulePack::built_in().unwrap();
    let mut checked = 0;
    for number in 0..6 {
        let dossier = varied::dossier(number, varied::Answers::All);
        let outlook = now(&dossier, &pack);
        for goal in goals(&outlook).into_iter().take(1).chain([Goal::Grade { grade: Grade::B }]) {
            checked += check_answers(&number.to_string(), goal, &dossier, &pack, Some(60));
        }
    }
    assert!(checked > 0);
}

#[test]
fn the_cheapest_costs_least_the_fastest_is_first_the_surest_is_surest() {
    let pack = RulePack::built_in().unwrap();
    for (name, dossier) in samples() {
        let goal = goals(&now(&dossier, &pack))[0];
        let SeekOutcome::Reached { answers, .. } = seek(goal, &dossier, &pack, DAY, &mut |_| {}).unwrap() else {
            continue;
        };
        let by = |variant: Variant| answers.iter().find(|answer| answer.variants.contains(&variant)).unwrap();
        for other in &answers {
            assert!(by(Variant::Smallest).moves.len() <= other.moves.len(), "{name}");
            assert!(by(Variant::Cheapest).effort.middle() <= other.effort.middle(), "{name}");
            assert!(by(Variant::Fastest).effort.days <= other.effort.days, "{name}");
            assert!(by(Variant::Surest).effort.certainty >= other.effort.certainty, "{name}");
        }
    }
}

#[test]
fn what_cannot_be_reached_names_what_binds() {
    let pack = RulePack::built_in().unwrap();
    let (_, chip) = samples().into_iter().next().unwrap();
    let bindings = |goal| match seek(goal, &chip, &pack, DAY, &mut |_| {}).unwrap() {
        SeekOutcome::Impossible { bindings, .. } => bindings,
        other => panic!("{other:?}"),
    };
    let found = bindings(Goal::Debt { amount: Money::from_wan(1_000_000) });
    assert!(matches!(found.first(), Some(Binding::Limit { limit: Some(_), amount, .. }) if *amount > 0.0), "{found:?}");
    let found = bindings(Goal::Cost { rate: 0.001 });
    assert!(matches!(found.first(), Some(Binding::Price { cost, .. }) if *cost > 0.001), "{found:?}");
    let found = bindings(Goal::Attribute { year: 2060 });
    assert!(matches!(found.first(), Some(Binding::NotProjected { until: Some(_) })), "{found:?}");
    let blank = Dossier::default();
    let outcome = seek(Goal::Grade { grade: Grade::A }, &blank, &pack, DAY, &mut |_| {}).unwrap();
    let SeekOutcome::Impossible { bindings, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(bindings, [Binding::NoScore]);
}

#[test]
fn a_goal_that_is_met_needs_nothing() {
    let pack = RulePack::built_in().unwrap();
    for (name, dossier) in samples() {
        let goal = Goal::Debt { amount: Money::from_yuan(0) };
        assert_eq!(seek(goal, &dossier, &pack, DAY, &mut |_| {}).unwrap(), SeekOutcome::Already, "{name}");
    }
}
