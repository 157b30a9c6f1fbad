//! The best combination: worked instances, agreement with complete enumeration, whole dossiers.

mod by_hand;
#[path = "../companies/mod.rs"]
mod companies;
mod dossiers;
mod enumeration;
mod worked;

use ip_health_engine::financing::Channel;
use ip_health_engine::financing::mix::{MixProblem, MixProduct, MixRight};

fn wan(value: f64) -> f64 {
    value * 10_000.0
}

/// A product of the worked instance: tickets in 万元, rates per year.
fn product(channel: Channel, ticket: [f64; 2], terms: [f64; 7]) -> MixProduct {
    let [rate, fixed, upfront, days, risk, equity, service] = terms;
    MixProduct {
        channel,
        least: wan(ticket[0]),
        most: wan(ticket[1]),
        rate,
        fixed: wan(fixed),
        upfront,
        days,
        risk,
        equity,
        equity_fixed: 0.0,
        service,
        trial: false,
        secured: false,
        takes_all: false,
        advance: Vec::new(),
        kinds: 0,
        family: None,
        cover: None,
    }
}

fn right(id: &str, kind: &str, value: f64) -> MixRight {
    MixRight { members: vec![id.to_owned()], kind: kind.to_owned(), value: wan(value) }
}

/// Prices of the worked instance; nothing bounded.
fn program() -> MixProblem {
    MixProblem {
        over_raise: 1.0,
        count: 6,
        horizon: 1.0,
        shortfall_price: 0.5,
        risk_price: 0.01,
        binding_price: 1e-5,
        ..MixProblem::default()
    }
}
