//! The assessment of a dossier with 1 to 10,000 rights.

mod support;

use divan::{Bencher, black_box};
use ip_health_engine::rules::RulePack;
use ip_health_engine::{assess, estimate};
use jiff::civil::{Date, date};

const SIZES: [usize; 4] = [1, 30, 1_000, 10_000];
const DAY: Date = date(2026, 11, 23);

fn main() {
    divan::main();
}

/// With the action plan.
#[divan::bench(name = "assess", args = SIZES, max_time = 10)]
fn whole(bencher: Bencher, rights: usize) {
    let (dossier, pack) = (support::dossier(rights), RulePack::built_in().expect("the pack is built in"));
    bencher.bench_local(|| assess(black_box(&dossier), &pack, DAY).expect("the pack is whole"));
}

/// Without it: what every keystroke costs.
#[divan::bench(name = "estimate", args = SIZES, max_time = 5)]
fn quick(bencher: Bencher, rights: usize) {
    let (dossier, pack) = (support::dossier(rights), RulePack::built_in().expect("the pack is built in"));
    bencher.bench_local(|| estimate(black_box(&dossier), &pack, DAY).expect("the pack is whole"));
}
