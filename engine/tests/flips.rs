//! Where a conclusion changes: both sides of every flip point are computed anew.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

mod support;

use std::sync::Arc;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::financing::Verdict;
use ip_health_engine::flips::{AnswerFlip, AnswerFlips, Conclusions, Turn, answer_flips};
use ip_health_engine::rules::{RulePack, Unit};
use ip_health_engine::{Money, Ratio, estimate};
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 23);

/// The dossier with a number typed into the field of a path, as a person would.
fn typed(dossier: &Dossier, path: &str, number: f64) -> Dossier {
    let mut dossier = dossier.clone();
    let money = || Money::from_yuan_f64(number);
    let parts: Vec<&str> = path.splitn(4, '.').collect();
    match parts.as_slice() {
        ["accounts", year, field] => {
            let year: i16 = year.parse().unwrap();
            let year = dossier.accounts.iter_mut().find(|known| known.year == year).unwrap();
            let slot = match *field {
                "revenue" => &mut year.revenue,
                "rd" => &mut year.rd,
                "operating_profit" => &mut year.operating_profit,
                "net_profit" => &mut year.net_profit,
                "ebitda" => &mut year.ebitda,
                "operating_cash_flow" => &mut year.operating_cash_flow,
                "cash" => &mut year.cash,
                "total_assets" => &mut year.total_assets,
                "total_liabilities" => &mut year.total_liabilities,
                "debt" => &mut year.debt,
                "debt_service" => &mut year.debt_service,
                other => panic!("{other}"),
            };
            *slot = money();
        }
        ["need", "amount"] => dossier.need.amount = money(),
        ["need", "expected_growth"] => dossier.need.expected_growth = Ratio::new(number),
        ["need", "tenor_months"] => dossier.need.tenor_months = Some(number as u32),
        ["enterprise", "pre_money"] => dossier.enterprise.pre_money = money(),
        ["products", id, field, rest @ ..] => {
            let product = dossier.products.iter_mut().find(|product| product.id == *id).unwrap();
            match *field {
                "growth" => product.growth = Ratio::new(number),
                "operating_margin" => product.operating_margin = Ratio::new(number),
                "development_cost" => product.development_cost = money(),
                "history" => {
                    let year: i16 = rest[0].parse().unwrap();
                    product.history.iter_mut().find(|known| known.year == year).unwrap().amount = money().unwrap();
                }
                other => panic!("{other}"),
            }
        }
        ["assets", id, "scores", code] => {
            let asset = dossier.assets.iter_mut().find(|asset| asset.id == *id).unwrap();
            Arc::make_mut(asset).scores.insert((*code).to_owned(), number);
        }
        other => panic!("{other:?}"),
    }
    dossier
}

fn conclusions(dossier: &Dossier, pack: &RulePack, now: &Conclusions) -> Conclusions {
    let assessment = estimate(dossier, pack, DAY).unwrap();
    let right = now.right.as_ref().map(|(id, _)| {
        let found = assessment.valuation.assets.iter().find(|right| right.asset == *id).unwrap();
        (id.clone(), found.score.grade)
    });
    let open = assessment.financing.channels.iter().find(|channel| {
        let brings = channel.amount.as_ref().is_some_and(|amount| amount.base.value > 0.0);
        channel.verdict == Verdict::Available && channel.rank.is_some() && brings
    });
    Conclusions { grade: assessment.health.grade, channel: open.map(|open| open.channel), right }
}

fn check(flip: &AnswerFlip, dossier: &Dossier, pack: &RulePack, found: &AnswerFlips) {
    let there = conclusions(&typed(dossier, &flip.path, flip.at), pack, &found.now);
    let before = conclusions(&typed(dossier, &flip.path, flip.last), pack, &found.now);
    let now = &found.now;
    match &flip.turn {
        Turn::Grade(to) => {
            assert_eq!(there.grade, *to, "{flip:?}");
            assert!(there.grade != now.grade && before.grade == now.grade, "{flip:?}");
        }
        Turn::Channel(to) => {
            assert_eq!(there.channel, *to, "{flip:?}");
            assert!(there.channel != now.channel && before.channel == now.channel, "{flip:?}");
        }
        Turn::Right(to) => {
            let grade = |found: &Conclusions| found.right.as_ref().unwrap().1;
            assert_eq!(grade(&there), *to, "{flip:?}");
            assert!(grade(&there) != grade(now) && grade(&before) == grade(now), "{flip:?}");
        }
    }
    // Neighbours on the grid of the unit: nothing lies between the two.
    let step = match flip.unit {
        Unit::Yuan => 0.01,
        Unit::Ratio | Unit::RatePerYear => 0.000_1,
        Unit::Month | Unit::Point => 1.0,
        other => panic!("{other:?}"),
    };
    assert!((flip.at - flip.last).abs() <= step * 1.000_1, "{flip:?}");
}

#[test]
fn both_sides_of_every_flip_conclude_as_said() {
    let pack = RulePack::built_in().unwrap();
    let (mut channels, mut grades) = (0, 0);
    for (name, dossier) in support::samples() {
        let mut heard = Vec::new();
        let found = answer_flips(&dossier, &pack, DAY, &mut |done, total| heard.push((done, total))).unwrap();
        assert!(heard.is_sorted() && heard.last().is_some_and(|(done, total)| done == total), "{name}");
        assert_eq!(heard.len(), found.moved.len() + 1);
        for flip in &found.flips {
            check(flip, &dossier, &pack, &found);
            match flip.turn {
                Turn::Channel(_) => channels += 1,
                Turn::Grade(_) | Turn::Right(_) => grades += 1,
            }
        }
    }
    assert!(channels >= 3 && grades >= 3, "{channels} of channels, {grades} of grades");
}

#[test]
fn a_dossier_without_answers_has_nothing_to_move() {
    let pack = RulePack::built_in().unwrap();
    let found = answer_flips(&Dossier::default(), &pack, DAY, &mut |_, _| {}).unwrap();
    assert_eq!((found.flips.len(), found.moved.len()), (0, 0));
}
