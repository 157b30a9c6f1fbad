//! A problem prepared: checked, its names resolved to places, ready to value a trial without allocating.

use super::correlation::Copula;
use super::model::{Carry, IncomeComponent};
use super::quantile::Draws;
use super::{Component, Input, Quantity, SimulationError, SimulationProblem};
use crate::valuation::ValuationError;
use crate::valuation::income::{
    Conventions, IncomeBasis, IncomeProblem, TaxAmortisation, TaxBasis, Terminal, amortisation_factor,
};
#[cfg(feature = "simulation")]
use crate::valuation::income_sampler::Lanes;
use crate::valuation::income_sampler::{Beyond, Draw, IncomeSampler};

/// A problem prepared.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    draws: Vec<Draws>,
    bases: Vec<f64>,
    copula: Option<Copula>,
    parts: Vec<Prepared>,
}

/// A component prepared.
#[derive(Clone, Debug)]
enum Prepared {
    Amount(Slot),
    Income(Box<PreparedIncome>),
}

#[derive(Clone, Debug)]
struct PreparedIncome {
    sampler: IncomeSampler,
    revenue: Slot,
    growth: Slot,
    rate: Slot,
    decay: Slot,
    discount_rate: Slot,
    life: Slot,
    tax: Slot,
    terminal_growth: Slot,
    probability: Slot,
    amortisation: Option<TaxAmortisation>,
    carry: Option<Carry>,
}

/// Where a quantity comes from.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Number(f64),
    Input(usize),
}

impl Slot {
    fn of(self, inputs: &[f64]) -> f64 {
        match self {
            Slot::Number(number) => number,
            Slot::Input(place) => inputs.get(place).copied().unwrap_or(f64::NAN),
        }
    }

    fn lanes<const N: usize>(self, inputs: &[[f64; N]]) -> [f64; N] {
        match self {
            Slot::Number(number) => [number; N],
            Slot::Input(place) => inputs.get(place).copied().unwrap_or([f64::NAN; N]),
        }
    }
}

impl Plan {
    /// Checks a problem and prepares it.
    pub(super) fn new(problem: &SimulationProblem) -> Result<Self, SimulationError> {
        let inputs = &problem.inputs;
        unique(inputs.iter().map(|input| input.id.as_str()))?;
        unique(problem.components.iter().map(Component::id))?;
        if problem.components.is_empty() {
            return Err(SimulationError::NoComponents);
        }
        let draws = inputs
            .iter()
            .map(|input| {
                let fault = |fault| SimulationError::Distribution { input: input.id.clone(), fault };
                Draws::new(input).map_err(fault)
            })
            .collect::<Result<Vec<Draws>, SimulationError>>()?;
        let copula = problem.correlation.as_ref().map(|correlation| Copula::new(correlation, inputs)).transpose()?;
        let bases: Vec<f64> = inputs.iter().map(Input::base).collect();
        let names = Names { inputs, draws: &draws, bases: &bases };
        let parts =
            problem.components.iter().map(|component| names.prepare(component)).collect::<Result<Vec<_>, _>>()?;
        Ok(Plan { draws, bases, copula, parts })
    }

    /// Inputs at their base.
    pub(super) fn bases(&self) -> &[f64] {
        &self.bases
    }

    /// Inputs.
    pub(super) fn draws(&self) -> &[Draws] {
        &self.draws
    }

    /// Draws every input for trials side by side: `uniforms` become correlated, `drawn` gets the values.
    #[cfg(feature = "simulation")]
    pub(super) fn draw(&self, uniforms: &mut [Lanes], normals: &mut Vec<Lanes>, drawn: &mut [Lanes]) {
        if let Some(copula) = &self.copula {
            copula.join(uniforms, normals);
        }
        for ((drawn, draws), uniforms) in drawn.iter_mut().zip(&self.draws).zip(uniforms.iter()) {
            *drawn = draws.lanes(uniforms);
        }
    }

    /// What bends the value at its median: nothing, or the carry of the only component. An error where a bent
    /// component is one of several, since a sum cannot be straightened.
    #[cfg(feature = "simulation")]
    pub(super) fn bend(&self) -> Result<Option<&Carry>, ()> {
        fn carry(part: &Prepared) -> Option<&Carry> {
            match part {
                Prepared::Income(income) => income.carry.as_ref().filter(|carry| carry.is_bent()),
                Prepared::Amount(_) => None,
            }
        }
        match self.parts.as_slice() {
            [only] => Ok(carry(only)),
            parts if parts.iter().all(|part| carry(part).is_none()) => Ok(None),
            _ => Err(()),
        }
    }

    /// The value with the inputs as given, yuan.
    pub(super) fn value(&self, inputs: &[f64]) -> f64 {
        let inputs: Vec<[f64; 1]> = inputs.iter().map(|input| [*input]).collect();
        let [value] = self.values(&inputs);
        value
    }

    /// The values of trials side by side with the inputs as given, yuan. Does not allocate.
    pub(super) fn values<const N: usize>(&self, inputs: &[[f64; N]]) -> [f64; N] {
        let mut total = [0.0; N];
        for part in &self.parts {
            let values = match part {
                Prepared::Amount(value) => value.lanes(inputs),
                Prepared::Income(income) => income.values(inputs),
            };
            for (total, value) in total.iter_mut().zip(values) {
                *total += value;
            }
        }
        total
    }
}

impl PreparedIncome {
    fn values<const N: usize>(&self, inputs: &[[f64; N]]) -> [f64; N] {
        let draws = Draw {
            revenue: self.revenue.lanes(inputs),
            rate: self.rate.lanes(inputs),
            discount_rate: self.discount_rate.lanes(inputs),
            decay: self.decay.lanes(inputs),
            life: self.life.lanes(inputs),
        };
        let mut kept = self.tax.lanes(inputs);
        kept.iter_mut().for_each(|kept| *kept = 1.0 - *kept);
        let beyond =
            Beyond { growth: self.growth.lanes(inputs), kept, terminal_growth: self.terminal_growth.lanes(inputs) };
        let mut values = self.sampler.values(&draws, &beyond, None);
        for (value, probability) in values.iter_mut().zip(self.probability.lanes(inputs)) {
            *value *= probability;
        }
        if let Some(benefit) = self.amortisation {
            for (value, rate) in values.iter_mut().zip(self.sampler.discount_rates(&draws, &beyond)) {
                *value *= amortisation_factor(benefit, rate);
            }
        }
        if let Some(carry) = &self.carry {
            values.iter_mut().for_each(|value| *value = carry.apply(*value));
        }
        values
    }
}

/// What components may refer to.
struct Names<'a> {
    inputs: &'a [Input],
    draws: &'a [Draws],
    bases: &'a [f64],
}

impl Names<'_> {
    fn prepare(&self, component: &Component) -> Result<Prepared, SimulationError> {
        match component {
            Component::Amount(amount) => {
                let value = self.slot(&amount.id, "value", &amount.value)?;
                let finite = value.of(self.bases).is_finite();
                hold(finite, &amount.id, "value", "is a finite amount").map(|()| Prepared::Amount(value))
            }
            Component::Income(income) => self.income(income).map(|income| Prepared::Income(Box::new(income))),
        }
    }

    fn income(&self, income: &IncomeComponent) -> Result<PreparedIncome, SimulationError> {
        let id = &income.id;
        let slot = |field: &str, quantity: &Quantity| self.slot(id, field, quantity);
        let optional = |field: &str, quantity: &Option<Quantity>, otherwise: f64| match quantity {
            Some(quantity) => slot(field, quantity),
            None => Ok(Slot::Number(otherwise)),
        };
        let rate = slot("rate", &income.rate)?;
        let decay = slot("decay", &income.decay)?;
        let discount_rate = slot("discount_rate", &income.discount_rate)?;
        let revenue = slot("revenue", &income.revenue)?;
        let growth = slot("growth", &income.growth)?;
        let life = optional("life", &income.life, f64::INFINITY)?;
        let tax = optional("tax", &income.tax, 0.0)?;
        let terminal_growth = optional("terminal_growth", &income.terminal_growth, 0.0)?;
        let probability = slot("probability", &income.probability)?;

        let within = |field: &str, slot: Slot, low: f64, high: f64, problem: &str| {
            let (least, most) = self.bounds(slot);
            hold(least >= low && most <= high, id, field, problem)
        };
        within("decay", decay, 0.0, BELOW_ONE, "lies in 0–1, 1 left out")?;
        within("discount_rate", discount_rate, -BELOW_ONE, f64::INFINITY, "lies above −100 %")?;
        within("growth", growth, -1.0, f64::INFINITY, "lies at or above −100 %")?;
        within("tax", tax, 0.0, 1.0, "lies in 0–1")?;
        within("probability", probability, 0.0, 1.0, "lies in 0–1")?;
        within("life", life, 0.0, f64::INFINITY, "is not below zero")?;
        hold(income.upkeep.is_finite(), id, "upkeep", "is a finite rate")?;
        hold(income.least_gap >= 0.0 && income.least_gap.is_finite(), id, "least_gap", "is not below zero")?;

        let base = |slot: Slot| slot.of(self.bases);
        let terminal = income.terminal_growth.is_some().then(|| Terminal { growth: base(terminal_growth) });
        let bound = terminal.map_or(f64::NEG_INFINITY, |terminal| terminal.growth + income.least_gap);
        let problem = IncomeProblem {
            base: income.base.clone(),
            first_period: income.first_period,
            last_period: income.last_period,
            income: IncomeBasis::Royalty { rate: base(rate), upkeep: income.upkeep },
            decay: base(decay),
            discount_rate: libm::fmax(base(discount_rate), bound),
            conventions: Conventions {
                timing: income.timing,
                tax: TaxBasis::PostTax { rate: base(tax) },
                ..Conventions::default()
            },
            terminal,
            amortisation: None,
        };
        let of_problem = |error: ValuationError| match error {
            ValuationError::Problem { field, problem } => fault(id, field, problem),
            ValuationError::Rule(error) => fault(id, "rules", &error.to_string()),
        };
        problem.check().map_err(of_problem)?;
        if let Some(benefit) = income.amortisation {
            let sound = benefit.years > 0.0 && (0.0..1.0).contains(&benefit.tax);
            hold(sound, id, "amortisation", "has years above zero and a tax rate below 1")?;
        }
        let carry = match income.calibration {
            None => None,
            Some(calibration) => {
                let carry = calibration.prepare();
                hold(carry.is_some(), id, "calibration", "has positive points that ascend")?;
                carry
            }
        };
        Ok(PreparedIncome {
            sampler: IncomeSampler::new(&problem, income.least_gap).map_err(of_problem)?,
            revenue,
            growth,
            rate,
            decay,
            discount_rate,
            life,
            tax,
            terminal_growth,
            probability,
            amortisation: income.amortisation,
            carry,
        })
    }

    fn slot(&self, component: &str, field: &str, quantity: &Quantity) -> Result<Slot, SimulationError> {
        match quantity {
            Quantity::Number(number) => {
                hold(number.is_finite(), component, field, "is a finite number").map(|()| Slot::Number(*number))
            }
            Quantity::Input(name) => match self.inputs.iter().position(|input| input.id == *name) {
                Some(place) => Ok(Slot::Input(place)),
                None => Err(SimulationError::UnknownInput {
                    field: format!("components.{component}.{field}"),
                    input: name.clone(),
                }),
            },
        }
    }

    /// The least and the greatest value a quantity can take, as far as it is bounded; base and bounds of an input.
    fn bounds(&self, slot: Slot) -> (f64, f64) {
        let base = slot.of(self.bases);
        let Slot::Input(place) = slot else { return (base, base) };
        let (least, most) = self.draws.get(place).map_or((base, base), Draws::bounds);
        let known = |end: f64| if end.is_finite() { end } else { base };
        (libm::fmin(known(least), base), libm::fmax(known(most), base))
    }
}

/// The largest number below 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

fn unique<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), SimulationError> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    match ids.iter().zip(ids.iter().skip(1)).find(|(one, next)| one == next) {
        Some((id, _)) => Err(SimulationError::Repeated { id: (*id).to_owned() }),
        None => Ok(()),
    }
}

fn fault(component: &str, field: &str, problem: &str) -> SimulationError {
    SimulationError::Component { component: component.to_owned(), field: field.to_owned(), problem: problem.to_owned() }
}

fn hold(condition: bool, component: &str, field: &str, problem: &str) -> Result<(), SimulationError> {
    if condition { Ok(()) } else { Err(fault(component, field, problem)) }
}
