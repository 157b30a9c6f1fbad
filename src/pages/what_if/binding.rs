//! Words of goal seek: what was proven, what the combination borrows, what stands in the way.

use ip_health_engine::decide::{Binding, Proof, RaiseBound, Raised};
use ip_health_engine::rules::Unit;

use super::super::report::{Reading, bound_name, dimension_word, limit_word, quantity_of};
use crate::format::{money, percent, quantity};
use crate::texts::Texts;

/// What a search has shown, said no wider than it holds.
pub fn proof_word(proof: Proof, found: bool, texts: Texts) -> &'static str {
    match (proof, found) {
        (Proof::Every, true) => texts.seek_proof_every(),
        (Proof::Bounded, true) => texts.seek_proof_bounded(),
        (Proof::Tried, true) => texts.seek_proof_tried(),
        (Proof::Every, false) => texts.seek_never_every(),
        (Proof::Bounded, false) => texts.seek_never_bounded(),
        (Proof::Tried, false) => texts.seek_never_tried(),
    }
}

/// The combination of loans in one line: its channels with their amounts, the sum, the weighted cost.
pub fn parts_word(raised: &Raised, reading: &Reading) -> String {
    let texts = reading.texts;
    let part = |(channel, amount): &(_, f64)| [reading.channel(*channel), " ", &money(*amount, texts)].concat();
    let parts: Vec<String> = raised.parts.iter().map(part).collect();
    let cost = raised.cost.map_or_else(|| "—".to_owned(), |cost| quantity(cost, Unit::RatePerYear, texts));
    if parts.is_empty() {
        return texts.bind_nothing_lent().to_owned();
    }
    texts.seek_parts(&parts.join(" + "), &money(raised.amount, texts), &cost)
}

/// What stands in the way, as a sentence.
pub fn binding_word(binding: &Binding, reading: &Reading) -> String {
    let texts = reading.texts;
    match binding {
        Binding::Limit { channel, amount, limit } => {
            let limit = limit.map_or_else(|| texts.limit_other(), |limit| limit_word(limit, texts)).to_lowercase();
            texts.bind_limit(reading.channel(*channel), &money(*amount, texts), &limit)
        }
        Binding::Bound(RaiseBound { bound, limit, frees }) => {
            texts.bind_bound(&bound_name(*bound, reading), &quantity_of(*bound, *limit, reading), &money(*frees, texts))
        }
        Binding::CombinedPrice { cost, parts } => {
            let names: Vec<&str> = parts.iter().map(|(channel, _)| reading.channel(*channel)).collect();
            let cost = quantity(*cost, Unit::RatePerYear, texts);
            texts.bind_combined_price(&names.join(texts.list_separator()), &cost)
        }
        Binding::NothingLent => texts.bind_nothing_lent().to_owned(),
        Binding::NoNeed => texts.bind_no_need().to_owned(),
        Binding::Closed { channel, failed, unknown } => {
            const NAMED: usize = 2;
            let reasons = if failed.is_empty() { unknown } else { failed };
            let words: Vec<String> = reasons.iter().take(NAMED).map(|id| reading.requirement(id)).collect();
            texts.bind_closed(reading.channel(*channel), &words.join(texts.list_separator()))
        }
        Binding::Price { channel, cost } => {
            texts.bind_price(reading.channel(*channel), &quantity(*cost, Unit::RatePerYear, texts))
        }
        Binding::Indicator { indicator, headroom: Some(part) } => {
            texts.bind_indicator(&reading.star_name(indicator.code()), &percent(*part))
        }
        Binding::Indicator { indicator, headroom: None } => {
            texts.bind_indicator_unknown(&reading.star_name(indicator.code()))
        }
        Binding::NotProjected { until: Some(year) } => texts.bind_not_projected(&year.to_string()),
        Binding::NotProjected { until: None } => texts.bind_no_projection().to_owned(),
        Binding::Dimension { dimension, score } => {
            texts.bind_dimension(dimension_word(*dimension, texts), &format!("{score:.0}"))
        }
        Binding::NoScore => texts.bind_no_score().to_owned(),
    }
}
