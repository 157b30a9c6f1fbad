//! The checks themselves: a single wrong bit is found by the comparison of machines.
#![cfg(feature = "simulation")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]

#[path = "support/differences.rs"]
mod differences;
mod support;

use differences::differences;
use ip_health_engine::assess;
use ip_health_engine::rules::RulePack;
use jiff::civil::date;
use support::digest::{digest, line};

#[test]
fn one_bit_of_one_number_changes_the_digest() {
    let pack = RulePack::built_in().unwrap();
    let [(_, dossier), ..] = support::samples();
    let assessment = assess(&dossier, &pack, date(2026, 11, 23)).unwrap();
    let whole = digest(&assessment);
    assert_eq!(digest(&assessment.clone()), whole);
    let next = |number: f64| f64::from_bits(number.to_bits() ^ 1);
    let mut other = assessment.clone();
    other.valuation.range.p50 = next(other.valuation.range.p50);
    assert_ne!(digest(&other), whole);
    let mut other = assessment.clone();
    let pool = other.valuation.pools.last_mut().unwrap();
    pool.members[0].share = next(pool.members[0].share);
    assert_ne!(digest(&other), whole);
    let mut other = assessment;
    other.health.overall.as_mut().unwrap().value = next(other.health.overall.as_ref().unwrap().value);
    assert_ne!(digest(&other), whole);
}

#[test]
fn a_line_that_differs_is_told() {
    let pack = RulePack::built_in().unwrap();
    let here: Vec<String> = (0..3).map(|number| line(number, &pack)).collect();
    let same: Vec<&str> = here.iter().map(String::as_str).collect();
    assert!(differences(here.iter().cloned(), &same).is_empty());
    // The last digit of one digest.
    let last = here[1].chars().last().unwrap();
    let wrong = format!("{}{}", &here[1][..here[1].len() - 1], if last == '0' { '1' } else { '0' });
    let there = [same[0], &wrong, same[2]];
    let told = differences(here.iter().cloned(), &there);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(&here[1]) && told[0].contains(&wrong));
}
