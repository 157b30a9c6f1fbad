//! The search against all sets there are, and every answer tried again.

#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

use jiff::civil::{Date, date};

use super::super::answer::{Answer, SeekOutcome};
use super::super::goal::{Binding, Goal};
use super::super::outlook::Outlook;
use super::super::raise::{Sense, program};
use super::super::seek::seek;
use super::super::under;
use super::*;
use crate::Money;
use crate::assess::{Assessment, assess, asset_values, estimate};
use crate::dossier::Dossier;
use crate::financing::mix::ROUNDING;
use crate::rules::RulePack;
use crate::samples::samples;
use crate::valuation::Grade;
use crate::varied;

const DAY: Date = date(2026, 11, 23);

fn now(dossier: &Dossier, pack: &RulePack) -> Outlook {
    Outlook::of(&estimate(dossier, pack, DAY).unwrap())
}

/// Goals somewhat beyond where a dossier stands.
fn goals(dossier: &Dossier, pack: &RulePack) -> Vec<Goal> {
    let assessment = estimate(dossier, pack, DAY).unwrap();
    let outlook = Outlook::of(&assessment);
    let (one, all) = (Sense::OneChannel, Sense::Combined);
    let more = |most: f64, factor: f64| Money::from_yuan_f64(most * factor + 10_000.0).unwrap();
    let mut goals = vec![
        Goal::Debt { amount: more(outlook.debt, 1.02), sense: one },
        Goal::Debt { amount: more(outlook.debt, 1.3), sense: one },
        Goal::Attribute { year: 2026 },
        Goal::Attribute { year: 2028 },
        Goal::Grade { grade: Grade::A },
        Goal::Grade { grade: Grade::B },
    ];
    goals.extend(outlook.cost.map(|cost| Goal::Cost { rate: cost - 0.002, sense: one }));
    let most = combined_most(dossier, &assessment, pack);
    goals.push(Goal::Debt { amount: more(most, 1.1), sense: all });
    let values = asset_values(&assessment.valuation);
    let best = program(dossier, None, &values, &pack.on(DAY)).unwrap().map(|program| program.best().unwrap());
    let cost = best.and_then(|best| best.cost);
    goals.extend(cost.map(|cost| Goal::Cost { rate: cost - 0.002, sense: all }));
    goals
}

/// The most that a combination borrows, whatever is asked.
fn combined_most(dossier: &Dossier, assessment: &Assessment, pack: &RulePack) -> f64 {
    let values = asset_values(&assessment.valuation);
    let much = Some(Money::from_wan(100_000));
    program(dossier, much, &values, &pack.on(DAY)).unwrap().map_or(0.0, |program| program.most().unwrap())
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
        for goal in goals(&dossier, &pack) {
            let mut all = with_candidates(&dossier, &pack, goal, 6);
            let least = least_by_trying_all(&mut all);
            let mut quiet = |_| {};
            let bench = with_candidates(&dossier, &pack, goal, 6);
            let mut search = Search::new(bench, 100_000, 8, &mut quiet);
            let found = search.run().unwrap();
            match (least, found) {
                (Some(0), Found::Already) => {}
                // With so few changes each set is tried, whatever works against what.
                (None, Found::Never { proof, .. }) => assert_eq!(proof, Proof::Every, "{name} {goal:?}"),
                (Some(least), Found::Sets { sets, proof, .. }) => {
                    let smallest = sets.iter().map(Vec::len).min().unwrap();
                    assert_eq!(proof, Proof::Every, "{name} {goal:?}");
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
            let mut search = Search::new(bench, most, 12, &mut quiet);
            match search.run().unwrap() {
                Found::Sets { sets, .. } => {
                    let answers = sets.iter().map(|made| Answer {
                        variants: Vec::new(),
                        moves: search.bench.moves(made),
                        scenario: search.bench.scenario(made),
                        effort: search.bench.effort(made),
                        outlook: now(&under(dossier, &search.bench.scenario(made)), pack),
                        raised: None,
                    });
                    SeekOutcome::Reached { answers: answers.collect(), proof: Proof::Tried, compared: 0, tried: 0 }
                }
                Found::Already | Found::Never { .. } => return 0,
            }
        }
    };
    let SeekOutcome::Reached { answers, .. } = outcome else { return 0 };
    assert!(!answers.is_empty(), "{name} {goal:?}");
    for answer in &answers {
        let changed = under(dossier, &answer.scenario);
        let whole = assess(&changed, pack, DAY).unwrap();
        assert!(goal.reached_in(&whole, &changed, &pack.on(DAY)).unwrap(), "{name} {goal:?} {:?}", answer.scenario);
        if let (Goal::Debt { amount, .. }, Some(raised)) = (goal, &answer.raised) {
            let parts: f64 = raised.parts.iter().map(|(_, amount)| amount).sum();
            assert!(amount.to_yuan() <= raised.amount + ROUNDING, "{name} {raised:?}");
            assert!((parts - raised.amount).abs() < 1.0, "{name} {raised:?}");
        }
        assert_eq!(answer.moves.len(), answer.scenario.len());
        for change in &answer.moves {
            let mut less = answer.scenario.clone();
            less.levers.remove(&change.id);
            less.actions.remove(&change.id);
            let changed = under(dossier, &less);
            let after = estimate(&changed, pack, DAY).unwrap();
            let reached = goal.reached_in(&after, &changed, &pack.on(DAY)).unwrap();
            assert!(!reached, "{name} {goal:?}: {} can be spared", change.id);
        }
    }
    answers.len()
}

#[test]
fn every_answer_reaches_the_goal_and_needs_each_of_its_changes() {
    let pack = RulePack::built_in().unwrap();
    let mut checked = 0;
    for (name, dossier) in samples() {
        for goal in goals(&dossier, &pack) {
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
        for goal in goals(&dossier, &pack) {
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
        for goal in goals(&dossier, &pack).into_iter().take(1).chain([Goal::Grade { grade: Grade::B }]) {
            checked += check_answers(&number.to_string(), goal, &dossier, &pack, Some(60));
        }
    }
    assert!(checked > 0);
}

#[test]
fn the_cheapest_costs_least_the_fastest_is_first_the_surest_is_surest() {
    let pack = RulePack::built_in().unwrap();
    for (name, dossier) in samples() {
        let goal = goals(&dossier, &pack)[0];
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
    let [_, (_, chip), ..] = samples();
    let bindings = |goal| match seek(goal, &chip, &pack, DAY, &mut |_| {}).unwrap() {
        SeekOutcome::Impossible { bindings, .. } => bindings,
        other => panic!("{other:?}"),
    };
    let much = Money::from_wan(1_000_000);
    let found = bindings(Goal::Debt { amount: much, sense: Sense::OneChannel });
    assert!(matches!(found.first(), Some(Binding::Limit { limit: Some(_), amount, .. }) if *amount > 0.0), "{found:?}");
    let found = bindings(Goal::Cost { rate: 0.001, sense: Sense::OneChannel });
    assert!(matches!(found.first(), Some(Binding::Price { cost, .. }) if *cost > 0.001), "{found:?}");
    // Without what binds the combination more is borrowed.
    let found = bindings(Goal::Debt { amount: much, sense: Sense::Combined });
    assert!(matches!(found.first(), Some(Binding::Bound(bound)) if bound.frees > 10_000.0), "{found:?}");
    let found = bindings(Goal::Cost { rate: 0.001, sense: Sense::Combined });
    assert!(matches!(found.first(), Some(Binding::CombinedPrice { cost, .. }) if *cost > 0.001), "{found:?}");
    let unknown = Dossier { need: crate::dossier::FinancingNeed::default(), ..chip.clone() };
    let goal = Goal::Cost { rate: 0.001, sense: Sense::Combined };
    let SeekOutcome::Impossible { bindings: found, .. } = seek(goal, &unknown, &pack, DAY, &mut |_| {}).unwrap() else {
        panic!("no need, no combination");
    };
    assert_eq!(found.first(), Some(&Binding::NoNeed));
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
        let goal = Goal::Debt { amount: Money::from_yuan(0), sense: Sense::OneChannel };
        assert_eq!(seek(goal, &dossier, &pack, DAY, &mut |_| {}).unwrap(), SeekOutcome::Already, "{name}");
    }
}

#[test]
fn a_combination_borrows_at_least_what_its_best_channel_does() {
    let pack = RulePack::built_in().unwrap();
    let mut more = 0;
    for (name, dossier) in samples() {
        let assessment = estimate(&dossier, &pack, DAY).unwrap();
        let all = combined_most(&dossier, &assessment, &pack);
        // A channel alone may be open that comes too late for the combination, or waits for a waiver.
        let days = dossier.need.days_available.map_or(f64::INFINITY, f64::from);
        let alone = assessment.financing.channels.iter().filter(|channel| {
            channel.verdict == crate::financing::Verdict::Available
                && channel.days.base <= days
                && super::super::outlook::DEBT.contains(&channel.channel)
        });
        let alone = alone.filter_map(|channel| Some(channel.amount.as_ref()?.base.value)).fold(0.0, f64::max);
        assert!(alone <= all + ROUNDING, "{name}: {alone} {all}");
        more += usize::from(alone + 10_000.0 < all);
    }
    assert!(more > 0);
}

#[test]
fn what_is_asked_in_full_is_borrowed_up_to_the_most_and_not_beyond() {
    let pack = RulePack::built_in().unwrap();
    let [_, (_, chip), ..] = samples();
    let assessment = estimate(&chip, &pack, DAY).unwrap();
    let values = asset_values(&assessment.valuation);
    let rules = pack.on(DAY);
    for wan in [100, 500, 1_000] {
        let program = program(&chip, Some(Money::from_wan(wan)), &values, &rules).unwrap().unwrap();
        let (most, best) = (program.most().unwrap(), program.best().unwrap());
        assert!((most - best.amount).abs() <= ROUNDING, "{most} {best:?}");
        assert!(best.amount <= best.wanted + ROUNDING);
        assert_eq!(best.is_whole(), most + ROUNDING >= wan as f64 * 1e4);
    }
}

/// Goals of the combination from a little beyond where a dossier stands to far beyond.
fn combined_goals(dossier: &Dossier, pack: &RulePack) -> Vec<Goal> {
    let sense = Sense::Combined;
    let assessment = estimate(dossier, pack, DAY).unwrap();
    let most = combined_most(dossier, &assessment, pack);
    let amounts = [1.1, 1.3, 2.0, 5.0].map(|factor| Money::from_yuan_f64(most * factor + 10_000.0).unwrap());
    let mut goals: Vec<Goal> = amounts.map(|amount| Goal::Debt { amount, sense }).into();
    let values = asset_values(&assessment.valuation);
    let program = program(dossier, None, &values, &pack.on(DAY)).unwrap();
    let cost = program.and_then(|program| program.best().unwrap().cost);
    goals.extend(cost.into_iter().flat_map(|cost| [0.002, 0.01].map(|less| Goal::Cost { rate: cost - less, sense })));
    goals
}

/// None of them runs out of trials: an answer is known to be the smallest, or it is known that there is none. Without the
/// firm with the largest combination, each trial of which takes ten times as long.
#[test]
fn combined_goals_of_the_samples_end_with_a_proof() {
    let pack = RulePack::built_in().unwrap();
    let (mut reached, mut of_several) = (0, 0);
    for (name, dossier) in samples().into_iter().filter(|(name, _)| *name != "biotech") {
        for goal in combined_goals(&dossier, &pack) {
            match seek(goal, &dossier, &pack, DAY, &mut |_| {}).unwrap() {
                SeekOutcome::Already => {}
                SeekOutcome::Reached { answers, proof, compared, tried } => {
                    assert!(proof < Proof::Tried && tried < 500, "{name} {goal:?} {proof:?} {tried}");
                    let smallest = answers.iter().map(|answer| answer.moves.len()).min().unwrap();
                    assert!(smallest < compared as usize, "{name} {goal:?}");
                    reached += 1;
                    of_several += usize::from(smallest > 1);
                }
                SeekOutcome::Impossible { proof, .. } => assert!(proof < Proof::Tried, "{name} {goal:?}"),
            }
        }
    }
    assert!(reached >= 6 && of_several >= 2, "{reached} {of_several}");
}

/// Changes of which all sets are tried.
const COMPARED: usize = 7;

/// Every set that trying all finds, of which nothing can be spared, the cuts find too, and no other.
#[test]
fn cuts_find_the_sets_that_trying_all_finds() {
    let pack = RulePack::built_in().unwrap();
    let (mut compared, mut of_several) = (0, 0);
    for (name, dossier) in samples().into_iter().filter(|(name, _)| ["chip", "food"].contains(name)) {
        for goal in combined_goals(&dossier, &pack).into_iter().skip(1).take(2) {
            let mut bench = with_candidates(&dossier, &pack, goal, COMPARED);
            let all: Vec<usize> = (0..bench.candidates.len()).collect();
            let subsets = (0..1_u32 << all.len())
                .map(|set| all.iter().filter(|place| set >> *place & 1 == 1).copied().collect::<Vec<usize>>());
            let mut reaching: Vec<Vec<usize>> = subsets
                .filter(|set| {
                    let made: Made = set.iter().map(|place| (*place, bench.candidates[*place].steps)).collect();
                    bench.standing(&made).unwrap().reached
                })
                .collect();
            reaching.sort_by_key(Vec::len);
            let mut least: Vec<Vec<usize>> = Vec::new();
            for set in reaching {
                if !least.iter().any(|known| known.iter().all(|place| set.contains(place))) {
                    least.push(set);
                }
            }
            let Some(size) = least.first().map(Vec::len).filter(|size| *size > 0) else { continue };
            least.retain(|set| set.len() <= size + 1);
            let mut quiet = |_| {};
            let mut search = Search::new(with_candidates(&dossier, &pack, goal, COMPARED), 100_000, 8, &mut quiet);
            search.contrary = search.contrary(&all).unwrap();
            let mut found = Vec::new();
            for size in 1..=size + 1 {
                assert!(search.of_size(size, &all, &mut found).unwrap(), "{name} {goal:?}");
            }
            found.sort();
            least.sort();
            assert_eq!(found, least, "{name} {goal:?}");
            compared += 1;
            of_several += usize::from(size > 1);
        }
    }
    assert!(compared >= 3 && of_several > 0, "{compared} {of_several}");
}
