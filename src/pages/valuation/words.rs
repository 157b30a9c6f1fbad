//! What inputs, forms and samplers are called, and their numbers in words.

use ip_health_engine::dossier::DistributionForm;
use ip_health_engine::rules::Unit;
use ip_health_engine::valuation::PoolValuation;
use ip_health_engine::valuation::simulation::{DossierInput, InputKind, Sampler};

use super::super::report::{Reading, pool_name};
use crate::format::quantity;
use crate::texts::Texts;
use crate::worker::Simulated;

/// The word of a kind of input.
pub fn kind_word(kind: InputKind, texts: Texts) -> &'static str {
    match kind {
        InputKind::Revenue => texts.value_input_revenue(),
        InputKind::Rate => texts.report_share_rate(),
        InputKind::Decay => texts.value_input_decay(),
        InputKind::Life => texts.report_life(),
        InputKind::DiscountRate => texts.report_discount_rate(),
        InputKind::Value => texts.value_input_value(),
    }
}

/// The word of a form.
pub fn form_word(form: DistributionForm, texts: Texts) -> &'static str {
    match form {
        DistributionForm::Triangular => texts.value_form_triangular(),
        DistributionForm::Pert => texts.value_form_pert(),
        DistributionForm::Uniform => texts.value_form_uniform(),
        DistributionForm::Lognormal => texts.value_form_lognormal(),
        DistributionForm::Scenarios => texts.value_form_scenarios(),
    }
}

/// The word of a sampler.
pub fn sampler_word(sampler: Sampler, texts: Texts) -> &'static str {
    match sampler {
        Sampler::Sobol => texts.value_sampler_sobol(),
        Sampler::SplitMix64 => texts.value_sampler_random(),
    }
}

/// The input of an id.
pub fn input<'a>(id: &str, beside: &'a Simulated) -> Option<&'a DossierInput> {
    beside.inputs.iter().find(|input| input.id == id)
}

/// The pool of an input.
pub fn pool_of<'a>(input: &DossierInput, reading: &'a Reading) -> Option<&'a PoolValuation> {
    reading.assessment.valuation.pools.iter().find(|pool| pool.id == input.pool)
}

/// The name of an input: its kind, and its pool where there are several.
pub fn input_name(id: &str, beside: &Simulated, reading: &Reading) -> String {
    let texts = reading.texts;
    let Some(found) = input(id, beside) else { return id.to_owned() };
    let kind = kind_word(found.kind, texts);
    let several = beside.inputs.iter().any(|other| other.pool != found.pool);
    match pool_of(found, reading).filter(|_| several) {
        Some(pool) => texts.value_input_of(&pool_name(pool, texts), kind),
        None => kind.to_owned(),
    }
}

/// A value of an input in words.
pub fn input_value(value: f64, kind: InputKind, texts: Texts) -> String {
    match kind {
        InputKind::Revenue => texts.value_times(&crate::format::decimal(value, 2)),
        InputKind::Rate | InputKind::DiscountRate | InputKind::Decay => quantity(value, Unit::RatePerYear, texts),
        InputKind::Life => quantity(value, Unit::Year, texts),
        InputKind::Value => quantity(value, Unit::Yuan, texts),
    }
}

/// The same for an input of an id.
pub fn value_of(id: &str, value: f64, beside: &Simulated, texts: Texts) -> String {
    input(id, beside).map_or_else(|| format!("{value}"), |input| input_value(value, input.kind, texts))
}
