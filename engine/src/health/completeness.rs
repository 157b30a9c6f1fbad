//! How much is known, and what is still needed.

use serde::{Deserialize, Serialize};

use crate::dossier::{AssetKind, Dossier, Exploitation};
use crate::rules::{RuleError, Rules};

/// What an answer serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// 估值.
    Valuation,
    /// 质押贷款.
    Pledge,
    /// 保险.
    Insurance,
    /// 作价入股.
    Equity,
    /// 融资租赁.
    Leasing,
    /// 科创板.
    Star,
    /// 健康画像.
    Health,
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataNeeded {
    /// Field path; for rights, of the first one that lacks it.
    pub path: String,
    /// How many rights or years lack it.
    pub count: usize,
    /// What the answer serves.
    pub areas: Vec<Area>,
    /// Points of completeness the answer adds, 0–1.
    pub gain: f64,
    /// The user answered 不清楚.
    pub unsure: bool,
}

/// Completeness 资料完整度.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Completeness {
    /// Answered weight ÷ weight of all questions that apply, 0–1.
    pub share: f64,
    /// What is missing, the most valuable answer first.
    pub needed: Vec<DataNeeded>,
}

/// How much an answer matters; selects the weight in `health.answer-weights`.
#[derive(Clone, Copy)]
enum Weight {
    /// No result without it.
    Essential,
    /// Decides a channel or a method.
    Deciding,
    /// Refines.
    Useful,
}

struct Tally<'a> {
    dossier: &'a Dossier,
    weights: &'a [f64],
    known: f64,
    all: f64,
    needed: Vec<DataNeeded>,
}

impl Tally<'_> {
    fn ask(&mut self, path: impl Into<String>, weight: Weight, known: bool, areas: &[Area]) {
        self.ask_many(path, weight, usize::from(!known), 1, areas);
    }

    /// One question asked of `of` things, of which `missing` lack it.
    fn ask_many(&mut self, path: impl Into<String>, weight: Weight, missing: usize, of: usize, areas: &[Area]) {
        if of == 0 {
            return;
        }
        let weight = self.weights.get(weight as usize).copied().unwrap_or(1.0);
        let gap = weight * missing as f64 / of as f64;
        self.all += weight;
        self.known += weight - gap;
        if missing > 0 {
            let path = path.into();
            let unsure = self.dossier.unsure.contains(&path);
            self.needed.push(DataNeeded { path, count: missing, areas: areas.to_vec(), gain: gap, unsure });
        }
    }
}

/// Weighs what is known against what the assessment can use.
///
/// # Errors
/// [`RuleError`] when the pack lacks `health.answer-weights`.
pub fn completeness(dossier: &Dossier, rules: &Rules<'_>) -> Result<Completeness, RuleError> {
    use Area::{Equity, Health, Insurance, Leasing, Pledge, Star, Valuation};
    let mut tally =
        Tally { dossier, weights: rules.list("health.answer-weights")?, known: 0.0, all: 0.0, needed: Vec::new() };
    let enterprise = &dossier.enterprise;
    tally.ask("enterprise.sector", Weight::Essential, enterprise.sector.is_some(), &[Valuation, Star]);
    tally.ask("enterprise.district", Weight::Useful, enterprise.district.is_some(), &[Pledge]);
    tally.ask("enterprise.size_class", Weight::Useful, enterprise.size_class.is_some(), &[Pledge]);
    tally.ask("enterprise.certificates", Weight::Deciding, enterprise.certificates.is_some(), &[Pledge, Star]);
    let age = enterprise.founded.is_some() || enterprise.years_operating.is_some();
    tally.ask("enterprise.founded", Weight::Useful, age, &[Pledge, Star]);
    tally.ask("enterprise.dishonest_list", Weight::Deciding, enterprise.dishonest_list.is_some(), &[Pledge, Insurance]);
    tally.ask("enterprise.credit_overdue_24m", Weight::Deciding, enterprise.credit_overdue_24m.is_some(), &[Pledge]);
    tally.ask("enterprise.export_share", Weight::Useful, enterprise.export_share.is_some(), &[Insurance]);
    tally.ask("enterprise.pre_money", Weight::Useful, enterprise.pre_money.is_some(), &[Equity]);

    accounts(&mut tally);

    let margin = dossier.products.iter().filter(|product| product.operating_margin.is_none()).count();
    let stage = dossier.products.iter().filter(|product| product.stage.is_none()).count();
    tally.ask("products", Weight::Essential, !dossier.products.is_empty(), &[Valuation]);
    tally.ask_many("products.stage", Weight::Deciding, stage, dossier.products.len(), &[Valuation]);
    tally.ask_many("products.operating_margin", Weight::Deciding, margin, dossier.products.len(), &[Valuation]);

    assets(&mut tally);

    let need = &dossier.need;
    tally.ask("need.amount", Weight::Deciding, need.amount.is_some(), &[Pledge, Leasing, Equity]);
    tally.ask("need.tenor_months", Weight::Useful, need.tenor_months.is_some(), &[Pledge]);
    tally.ask("need.days_available", Weight::Useful, need.days_available.is_some(), &[Pledge]);
    tally.ask("need.dilution_cap", Weight::Useful, need.dilution_cap.is_some(), &[Equity]);
    let practice = crate::dossier::PracticeItem::ALL;
    let missing = practice.iter().filter(|item| !dossier.practice.contains_key(item)).count();
    tally.ask_many("practice", Weight::Essential, missing, practice.len(), &[Health, Star]);
    if dossier.star.intends != Some(false) {
        let star = &dossier.star;
        tally.ask("star.sector", Weight::Useful, star.sector.is_some(), &[Star]);
        tally.ask("star.expected_market_cap", Weight::Useful, star.expected_market_cap.is_some(), &[Star]);
        tally.ask("star.core_revenue_share", Weight::Useful, star.core_revenue_share.is_some(), &[Star]);
        tally.ask("star.audit_opinion", Weight::Useful, star.audit_opinion.is_some(), &[Star]);
        tally.ask("star.stable_two_years", Weight::Useful, star.stable_two_years.is_some(), &[Star]);
    }

    let Tally { known, all, mut needed, .. } = tally;
    for item in &mut needed {
        item.gain /= all;
    }
    needed.sort_by(|a, b| b.gain.total_cmp(&a.gain).then_with(|| a.path.cmp(&b.path)));
    Ok(Completeness { share: known / all, needed })
}

fn accounts(tally: &mut Tally<'_>) {
    use Area::{Pledge, Star, Valuation};
    let dossier = tally.dossier;
    let mut years: Vec<_> = dossier.accounts.iter().collect();
    years.sort_by_key(|year| year.year);
    let last = years.len().saturating_sub(3);
    let window = years.get(last..).unwrap_or_default();
    let lacking = |known: &dyn Fn(&crate::dossier::FiscalYear) -> bool| {
        3 - window.iter().filter(|year| known(year)).count().min(3)
    };
    tally.ask_many(
        "accounts.revenue",
        Weight::Essential,
        lacking(&|year| year.revenue.is_some()),
        3,
        &[Valuation, Pledge, Star],
    );
    tally.ask_many("accounts.rd", Weight::Deciding, lacking(&|year| year.rd.is_some()), 3, &[Star]);
    tally.ask_many(
        "accounts.net_profit",
        Weight::Useful,
        lacking(&|year| year.net_profit.is_some()),
        3,
        &[Pledge, Star],
    );
    let y0 = window.last();
    let has = |known: &dyn Fn(&crate::dossier::FiscalYear) -> bool| y0.is_some_and(|year| known(year));
    tally.ask("accounts.employees", Weight::Useful, has(&|year| year.employees.is_some()), &[Star]);
    tally.ask("accounts.rd_employees", Weight::Useful, has(&|year| year.rd_employees.is_some()), &[Star]);
    tally.ask("accounts.ebitda", Weight::Deciding, has(&|year| year.ebitda.is_some()), &[Pledge]);
    tally.ask("accounts.debt_service", Weight::Deciding, has(&|year| year.debt_service.is_some()), &[Pledge]);
    let sheet = has(&|year| year.total_assets.is_some() && year.total_liabilities.is_some());
    tally.ask("accounts.total_liabilities", Weight::Useful, sheet, &[Pledge]);
    tally.ask("accounts.operating_cash_flow", Weight::Useful, has(&|year| year.operating_cash_flow.is_some()), &[Star]);
}

fn assets(tally: &mut Tally<'_>) {
    use Area::{Equity, Health, Insurance, Pledge, Star, Valuation};
    let dossier = tally.dossier;
    tally.ask("assets", Weight::Essential, !dossier.assets.is_empty(), &[Valuation, Pledge, Star]);
    let alive: Vec<_> =
        dossier.assets.iter().filter(|asset| asset.status.is_none_or(|status| status.is_alive())).collect();
    let lacking = |known: &dyn Fn(&crate::dossier::Asset) -> bool| alive.iter().filter(|asset| !known(asset)).count();
    let patents: Vec<_> = alive.iter().filter(|asset| asset.kind.is_patent()).collect();
    let patents_lacking =
        |known: &dyn Fn(&crate::dossier::Asset) -> bool| patents.iter().filter(|asset| !known(asset)).count();
    let dated =
        lacking(&|asset| asset.filing_date.is_some() || asset.grant_date.is_some() || asset.first_use_date.is_some());
    tally.ask_many("assets.filing_date", Weight::Deciding, dated, alive.len(), &[Valuation, Pledge, Star]);
    tally.ask_many(
        "assets.status",
        Weight::Deciding,
        lacking(&|asset| asset.status.is_some()),
        alive.len(),
        &[Valuation, Pledge],
    );
    let used = |asset: &crate::dossier::Asset| {
        !asset.uses.is_empty()
            || asset.revenue_share.is_some()
            || matches!(asset.exploitation, Some(Exploitation::Unused | Exploitation::Defensive))
    };
    tally.ask_many("assets.uses", Weight::Essential, lacking(&used), alive.len(), &[Valuation, Pledge, Star]);
    let owned = lacking(&|asset| asset.registered_owner.is_some());
    tally.ask_many("assets.registered_owner", Weight::Deciding, owned, alive.len(), &[Pledge, Equity, Health]);
    let burdens = lacking(&|asset| asset.encumbrances.is_some());
    tally.ask_many("assets.encumbrances", Weight::Deciding, burdens, alive.len(), &[Pledge, Equity, Health]);
    let disputes = lacking(&|asset| asset.dispute.is_some());
    tally.ask_many("assets.dispute", Weight::Useful, disputes, alive.len(), &[Pledge, Insurance, Health]);
    let fees = patents_lacking(&|asset| asset.fee_arrears.is_some());
    tally.ask_many("assets.fee_arrears", Weight::Useful, fees, patents.len(), &[Pledge, Health]);
    let scored = patents_lacking(&|asset| !asset.scores.is_empty());
    tally.ask_many("assets.scores", Weight::Deciding, scored, patents.len(), &[Valuation, Health]);
    let checked = patents_lacking(&|asset| asset.inventor_employment_checked.is_some());
    tally.ask_many("assets.inventor_employment_checked", Weight::Useful, checked, patents.len(), &[Equity, Star]);
    let marks: Vec<_> = alive.iter().filter(|asset| asset.kind == AssetKind::Trademark).collect();
    let unused = marks.iter().filter(|asset| asset.mark.last_use_years.is_none()).count();
    tally.ask_many("assets.mark.last_use_years", Weight::Useful, unused, marks.len(), &[Pledge, Valuation]);
}
