//! Indicator scores read from the portfolio data.

use std::collections::BTreeSet;

use crate::dossier::{Asset, AssetKind, AssetStatus, Encumbrance, EvaluationReport, Exploitation, RightDispute};
use crate::rules::{RuleError, Rules};

/// What is known of a right beside its own record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    /// Years of legal protection left; `None` not known.
    pub remaining_years: Option<f64>,
    /// Protection can be renewed without end.
    pub renewable: bool,
    /// Years since grant, while in force.
    pub kept_years: Option<f64>,
    /// Years of technology life left.
    pub technology_years: Option<f64>,
    /// Years of sales of its main product.
    pub sales_years: Option<f64>,
    /// Licences of the right to others, when any licence is listed.
    pub licence: Option<LicenceFacts>,
}

/// Licences of a right to others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LicenceFacts {
    /// A licence is recorded.
    pub recorded: bool,
    /// Income a year from unrelated parties, yuan.
    pub income: f64,
}

/// Steps of the pre-fill, read once.
#[derive(Clone, Debug)]
pub(super) struct PrefillRules {
    claims: Vec<f64>,
    features: Vec<f64>,
    citations: Vec<f64>,
    offices: Vec<f64>,
    fields: Vec<f64>,
    technology_life: Vec<f64>,
    sales_years: Vec<f64>,
    history: Vec<f64>,
    claim_kind: Vec<f64>,
    freedom: Vec<f64>,
    use_steps: Vec<f64>,
    remaining: Vec<f64>,
    licence: Vec<f64>,
    licence_income: f64,
    pledge: Vec<f64>,
    award: Vec<f64>,
}

impl PrefillRules {
    pub(super) fn read(rules: &Rules) -> Result<Self, RuleError> {
        let list = |id: &str| rules.list(id).map(<[f64]>::to_vec);
        Ok(PrefillRules {
            claims: list("valuation.prefill.claims")?,
            features: list("valuation.prefill.claim-features")?,
            citations: list("valuation.prefill.citations")?,
            offices: list("valuation.prefill.offices")?,
            fields: list("valuation.prefill.fields")?,
            technology_life: list("valuation.prefill.technology-life")?,
            sales_years: list("valuation.prefill.sales-years")?,
            history: list("valuation.prefill.history")?,
            claim_kind: list("valuation.prefill.claim-kind")?,
            freedom: list("valuation.prefill.freedom")?,
            use_steps: list("valuation.prefill.use")?,
            remaining: list("valuation.prefill.remaining")?,
            licence: list("valuation.prefill.licence")?,
            licence_income: rules.number("valuation.prefill.licence-income")?,
            pledge: list("valuation.prefill.pledge")?,
            award: list("valuation.prefill.award")?,
        })
    }
}

/// The fields of a right, or `sales` and `licences` beside it, that an indicator is read from while it is not answered;
/// empty for those that only a person can answer.
#[must_use]
pub fn prefill_basis(code: &str) -> &'static [&'static str] {
    match code {
        "L1.1" => &["dispute", "status", "kind", "evaluation_report"],
        "L1.3" => &["family_offices"],
        "L2.1" => &["claim_features"],
        "L2.2" => &["claims"],
        "L3.1" => &["product_claim"],
        "L4.1" => &["fto_clear"],
        "T1.2" => &["citations"],
        "T3.1" => &["ipc"],
        "T5.1" => &["trl"],
        "T5.2" => &["sales"],
        "E1.1" => &["filing_date", "kind"],
        "E1.2" => &["life"],
        "E3.1" => &["exploitation"],
        "E4.1" => &["licences"],
        "E4.2" => &["encumbrances"],
        "E4.3" => &["award"],
        _ => &[],
    }
}

/// The score at the first upper bound that `value` does not pass: `[score, bound, score, bound, …, score]`.
fn stepped(steps: &[f64], value: f64) -> Option<f64> {
    for pair in steps.chunks(2) {
        match pair {
            [score, bound] if value <= *bound => return Some(*score),
            [score] => return Some(*score),
            _ => {}
        }
    }
    None
}

/// The score that the data implies; `None` when it says nothing.
pub(super) fn prefill(code: &str, asset: &Asset, facts: &Facts, rules: &PrefillRules) -> Option<f64> {
    let nth = |list: &[f64], place: usize| list.get(place).copied();
    match code {
        "L1.1" => {
            let place = if asset.dispute == Some(RightDispute::Upheld) {
                4
            } else if asset.status? == AssetStatus::Pending {
                3
            } else if matches!(asset.kind, AssetKind::UtilityModel | AssetKind::Design) {
                if asset.evaluation_report == Some(EvaluationReport::Favourable) { 1 } else { 2 }
            } else {
                0
            };
            nth(&rules.history, place)
        }
        "L1.3" if !asset.family_offices.is_empty() => stepped(&rules.offices, asset.family_offices.len() as f64),
        "L2.1" => stepped(&rules.features, f64::from(asset.claim_features?)),
        "L2.2" => stepped(&rules.claims, f64::from(asset.claims?)),
        "L3.1" => nth(&rules.claim_kind, usize::from(!asset.product_claim?)),
        "L4.1" => nth(&rules.freedom, usize::from(!asset.fto_clear?)),
        "T1.2" => stepped(&rules.citations, f64::from(asset.citations?)),
        "T3.1" if !asset.ipc.is_empty() => {
            let subclasses: BTreeSet<String> =
                asset.ipc.iter().map(|class| class.chars().filter(|c| !c.is_whitespace()).take(4).collect()).collect();
            stepped(&rules.fields, subclasses.len() as f64)
        }
        "T5.1" => Some(libm::fmax(libm::round(f64::from(asset.trl?) * 10.0 / 9.0), 1.0)),
        "T5.2" => stepped(&rules.sales_years, facts.sales_years?),
        "E1.1" if facts.renewable => Some(10.0),
        "E1.1" => {
            let (base, slope) = (nth(&rules.remaining, 0)?, nth(&rules.remaining, 1)?);
            Some(libm::fmin(base + slope * libm::fmax(facts.remaining_years?, 0.0), 10.0))
        }
        "E1.2" => stepped(&rules.technology_life, facts.technology_years?),
        "E3.1" => {
            let place = match asset.exploitation? {
                Exploitation::Unused | Exploitation::Defensive => 0,
                Exploitation::Pilot => 1,
                Exploitation::Sold => 2,
                Exploitation::CoreProduct => 3,
            };
            nth(&rules.use_steps, place)
        }
        "E4.1" => {
            let licence = facts.licence?;
            let place = if licence.income > rules.licence_income { 2 } else { usize::from(licence.recorded) };
            nth(&rules.licence, place)
        }
        "E4.2" => {
            let held = asset.encumbrances.as_ref()?;
            nth(&rules.pledge, usize::from(held.contains(&Encumbrance::Pledged)))
        }
        "E4.3" => nth(&rules.award, usize::from(asset.award?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::score::INDICATOR_CODES;
    use super::*;
    use crate::rules::RulePack;

    #[test]
    fn every_indicator_that_data_can_fill_says_from_what() {
        let pack = RulePack::built_in().unwrap();
        let rules = PrefillRules::read(&pack.on(date(2026, 11, 23))).unwrap();
        let asset = Asset {
            status: Some(AssetStatus::Granted),
            family_offices: BTreeSet::from(["CN".to_owned()]),
            claim_features: Some(8),
            claims: Some(8),
            product_claim: Some(true),
            fto_clear: Some(true),
            citations: Some(3),
            ipc: vec!["G05F1/56".to_owned()],
            trl: Some(9),
            exploitation: Some(Exploitation::Sold),
            encumbrances: Some(BTreeSet::new()),
            award: Some(false),
            ..Asset::default()
        };
        let facts = Facts {
            remaining_years: Some(10.0),
            technology_years: Some(5.0),
            sales_years: Some(2.0),
            licence: Some(LicenceFacts::default()),
            ..Facts::default()
        };
        for code in INDICATOR_CODES {
            let filled = prefill(code, &asset, &facts, &rules).is_some();
            assert_eq!(filled, !prefill_basis(code).is_empty(), "{code}");
            assert_eq!(prefill(code, &Asset::default(), &Facts::default(), &rules), None, "{code} of nothing known");
        }
    }
}
