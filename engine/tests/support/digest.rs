//! What the engine makes of a thousand dossiers, in one number each: to compare machines bit for bit.

use std::ops::ControlFlow;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    Sampler, SimulationOptions, WithinPool, portfolio_problem, simulate, tornado,
};
use jiff::civil::date;
use serde::Serialize;

use super::varied::{Answers, dossier};

/// Dossiers that are compared.
pub const DOSSIERS: u64 = 1_000;

/// Every so many are simulated as well.
const SIMULATED: u64 = 10;

/// One line a dossier: its number and the digests of its assessment and its simulations, in hexadecimal.
pub fn line(number: u64, pack: &RulePack) -> String {
    let dossier = dossier(number, if number % 10 == 3 { Answers::All } else { Answers::Some });
    let day = date(2026, 11, 23);
    let assessment = ip_health_engine::assess(&dossier, pack, day).expect("the pack is whole");
    let mut line = format!("{number} {:016x}", digest(&assessment));
    if number.is_multiple_of(SIMULATED) {
        for sampler in [Sampler::SplitMix64, Sampler::Sobol] {
            line += &format!(" {:016x}", simulated(&dossier, pack, sampler));
        }
    }
    line
}

/// Distribution and tornado of the whole portfolio.
fn simulated(dossier: &Dossier, pack: &RulePack, sampler: Sampler) -> u64 {
    let rules = pack.on(date(2026, 11, 23));
    let problem = portfolio_problem(dossier, &rules, WithinPool::Independent).expect("the pack is whole");
    if problem.components.is_empty() {
        return 0;
    }
    let options = SimulationOptions::of_rules(&rules).expect("the pack is whole");
    let options = SimulationOptions { trials: 512, sampler, ..options };
    let result = simulate(&problem, &options, &mut |_| ControlFlow::Continue(())).map_err(|error| error.to_string());
    let bars = tornado(&problem).map_err(|error| error.to_string());
    digest(&(result, bars))
}

/// FNV-1a over the bytes of what is sent between page and worker: every bit of every number counts.
pub fn digest(value: &impl Serialize) -> u64 {
    let bytes = postcard::to_allocvec(value).expect("it is sent to the page as it is");
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
