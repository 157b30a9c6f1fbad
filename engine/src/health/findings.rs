//! What stands out 异常指标. The words, severity and source of a finding are its note in `rules/health/findings.toml`;
//! here is only when it arises and on what evidence.

use super::dimensions::lacks_report;
use super::portfolio::{Portfolio, Right};
use super::{Dimension, Evidence, Finding, Severity};
use crate::dossier::{
    AssetKind, AssetStatus, DisputeRole, Dossier, Encumbrance, EvaluationReport, Exploitation, PracticeItem,
    RightDispute, Sector,
};
use crate::rules::{Note, RuleError, Rules, Unit};
use crate::valuation::PortfolioValuation;
use crate::working::Term;

/// All findings, gravest first. Missing answers cause none: they are listed under data still needed.
///
/// # Errors
/// [`RuleError`] when the pack lacks the note of a finding.
///
/// # Source
/// Guidance 沪知局〔2021〕53号 arts 4, 12 and 15 (check-up, self-review, early warning); triggers as commented.
pub fn findings(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules<'_>,
) -> Result<Vec<Finding>, RuleError> {
    let portfolio = Portfolio::new(dossier, valuation);
    let mut list = List { rules, findings: Vec::new() };
    of_title(&portfolio, &mut list)?;
    of_law(&portfolio, &mut list)?;
    of_use(dossier, &portfolio, &mut list)?;
    of_risk(dossier, &portfolio, &mut list)?;
    of_practice(dossier, &mut list)?;
    of_credit(dossier, &mut list)?;
    let mut findings = list.findings;
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    Ok(findings)
}

struct List<'a, 'b> {
    rules: &'b Rules<'a>,
    findings: Vec<Finding>,
}

impl List<'_, '_> {
    fn add(&mut self, id: &str, evidence: Vec<Evidence>) -> Result<(), RuleError> {
        let note = self.rules.note(id)?;
        let wrong = |expected| RuleError::WrongKind { id: id.to_owned(), expected };
        let severity = severity(note).ok_or_else(|| wrong("severity"))?;
        let dimension = dimension(note).ok_or_else(|| wrong("dimension"))?;
        self.findings.push(Finding { id: id.to_owned(), severity, dimension, evidence });
        Ok(())
    }

    fn assets(&mut self, id: &str, ids: Vec<String>) -> Result<(), RuleError> {
        if ids.is_empty() { Ok(()) } else { self.add(id, vec![Evidence::Assets { ids }]) }
    }

    fn answer(&mut self, id: &str, arises: bool, path: &str) -> Result<(), RuleError> {
        if arises { self.add(id, vec![Evidence::Answer { path: path.to_owned() }]) } else { Ok(()) }
    }

    fn above(&mut self, id: &str, term: Term, value: f64, limit: f64, unit: Unit) -> Result<(), RuleError> {
        if value > limit {
            self.add(id, vec![Evidence::Number { term, value, limit: Some(limit), unit }])
        } else {
            Ok(())
        }
    }
}

fn severity(note: &Note) -> Option<Severity> {
    match note.codes("severity").first()?.as_str() {
        "blocking" => Some(Severity::Blocking),
        "abnormal" => Some(Severity::Abnormal),
        "watch" => Some(Severity::Watch),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

fn dimension(note: &Note) -> Option<Dimension> {
    let code = note.codes("dimension").first()?;
    Dimension::ALL.into_iter().find(|dimension| dimension.code() == code)
}

fn burdened(right: &Right, burden: Encumbrance) -> bool {
    right.asset.encumbrances.as_ref().is_some_and(|burdens| burdens.contains(&burden))
}

fn of_title(portfolio: &Portfolio, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    // A geographical indication belongs to an association by nature; that is no defect of title.
    let differs = |right: &Right| {
        right.asset.registered_owner == Some(false) && right.asset.kind != AssetKind::GeographicalIndication
    };
    list.assets("HF-OWNER", portfolio.ids(differs))?;
    let no_consent = |right: &Right| {
        right.asset.owner_share.is_some_and(|share| share.get() < 1.0) && right.asset.coowners_consent == Some(false)
    };
    list.assets("HF-COOWNER", portfolio.ids(no_consent))?;
    list.assets("HF-OWNDISP", portfolio.ids(|right| right.asset.dispute == Some(RightDispute::Ownership)))?;
    list.assets("HF-PRESERVED", portfolio.ids(|right| burdened(right, Encumbrance::Preserved)))?;
    list.assets("HF-PLEDGED", portfolio.ids(|right| burdened(right, Encumbrance::Pledged)))?;
    let unchecked =
        |right: &Right| right.asset.core == Some(true) && right.asset.inventor_employment_checked == Some(false);
    list.assets("HF-INVENTOR", portfolio.ids(unchecked))
}

fn of_law(portfolio: &Portfolio, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    list.assets("HF-ARREARS", portfolio.ids(|right| right.asset.fee_arrears == Some(true)))?;
    let today = list.rules.day();
    let days = list.rules.number("health.fee-watch-days")?;
    let due = |right: &Right| {
        right.asset.fee_arrears != Some(true)
            && right.asset.next_fee_due.is_some_and(|due| {
                let left = today.until(due).map_or(i32::MAX, |span| span.get_days());
                left >= 0 && f64::from(left) <= days
            })
    };
    list.assets("HF-FEEDUE", portfolio.ids(due))?;
    let soon = list.rules.number("health.expiry-watch-years")?;
    let ending = |right: &Right| {
        right.asset.status != Some(AssetStatus::Pending)
            && right.valuation.remaining_years.is_some_and(|left| left < soon)
    };
    list.assets("HF-EXPIRY", portfolio.ids(ending))?;
    list.assets("HF-NOREPORT", portfolio.ids(lacks_report))?;
    let unfavourable = |right: &Right| right.asset.evaluation_report == Some(EvaluationReport::Unfavourable);
    list.assets("HF-UNFAVOURABLE", portfolio.ids(unfavourable))?;
    list.assets("HF-SIMILAR", portfolio.ids(|right| right.asset.mark.similar_included == Some(false)))
}

fn of_use(dossier: &Dossier, portfolio: &Portfolio, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    let patents: Vec<&Right> = portfolio.rights.iter().filter(|right| right.asset.kind.is_patent()).collect();
    let granted: Vec<&&Right> =
        patents.iter().filter(|right| right.asset.status == Some(AssetStatus::Granted)).collect();
    let part = |some: usize, all: usize| if all == 0 { 0.0 } else { some as f64 / all as f64 };
    let unused = granted.iter().filter(|right| right.asset.exploitation == Some(Exploitation::Unused)).count();
    let limit = list.rules.number("health.unused-limit")?;
    list.above("HF-UNUSED", Term::UNUSED_SHARE, part(unused, granted.len()), limit, Unit::Ratio)?;
    let pending = patents.len() - granted.len();
    list.above("HF-PENDING", Term::PENDING_SHARE, part(pending, patents.len()), limit, Unit::Ratio)?;
    if !dossier.assets.is_empty() {
        let unmapped = portfolio.rights.iter().filter(|right| {
            let idle = matches!(right.asset.exploitation, Some(Exploitation::Unused | Exploitation::Defensive));
            right.asset.uses.is_empty() && right.asset.revenue_share.is_none() && !idle
        });
        let share = part(unmapped.count(), portfolio.rights.len());
        list.above("HF-MAPPING", Term::UNMAPPED_SHARE, share, limit, Unit::Ratio)?;
    }
    let consumer = dossier.products.iter().any(|product| product.consumer == Some(true));
    let branded = portfolio.rights.iter().any(|right| right.asset.kind == AssetKind::Trademark);
    list.answer("HF-BRAND", consumer && !branded && !dossier.assets.is_empty(), "assets")?;
    let years = list.rules.number("health.mark-use-limit")?;
    let idle = |right: &Right| right.asset.mark.last_use_years.is_some_and(|idle| idle >= years);
    list.assets("HF-MARKUSE", portfolio.ids(idle))
}

fn of_risk(dossier: &Dossier, portfolio: &Portfolio, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    list.assets("HF-INVALID", portfolio.ids(|right| right.asset.dispute == Some(RightDispute::InvalidationPending)))?;
    let sued = |pending: Option<bool>, role: Option<DisputeRole>| {
        role == Some(DisputeRole::Defendant) && pending != Some(false)
    };
    let pending = dossier.disputes.iter().any(|dispute| sued(dispute.pending, dispute.role));
    list.answer("HF-DEFENDANT", pending, "disputes")?;
    let limit = list.rules.number("health.concentration-limit")?;
    let largest = portfolio.rights.iter().map(|right| right.share).fold(0.0, libm::fmax);
    if portfolio.rights.len() > 1 {
        list.above("HF-CONCENTRATION", Term::LARGEST_SHARE, largest, limit, Unit::Ratio)?;
    }
    let exports = dossier.enterprise.export_share.map_or(0.0, crate::Ratio::get);
    let no_search = dossier.practice.get(&PracticeItem::FreedomToOperate) == Some(&false);
    if no_search {
        list.above("HF-EXPORTFTO", Term::EXPORT_SHARE, exports, 0.0, Unit::Ratio)?;
    }
    list.answer("HF-NOFTO", no_search && exports <= 0.0, "practice.freedom-to-operate")
}

fn of_practice(dossier: &Dossier, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    let lacks = |item: PracticeItem| dossier.practice.get(&item) == Some(&false);
    list.answer("HF-SECRETS", lacks(PracticeItem::TradeSecrets), "practice.trade-secrets")?;
    let software = dossier.enterprise.sector == Some(Sector::Software)
        || dossier.assets.iter().any(|asset| asset.kind == AssetKind::SoftwareCopyright);
    list.answer("HF-OPENSOURCE", software && lacks(PracticeItem::OpenSource), "practice.open-source")?;
    list.answer("HF-AGREEMENTS", lacks(PracticeItem::StaffAgreements), "practice.staff-agreements")?;
    let nobody = lacks(PracticeItem::Policy) || lacks(PracticeItem::Officer);
    list.answer("HF-POLICY", nobody, "practice.policy")?;
    list.answer("HF-LEDGER", lacks(PracticeItem::ProjectLedger), "practice.project-ledger")
}

fn of_credit(dossier: &Dossier, list: &mut List<'_, '_>) -> Result<(), RuleError> {
    list.answer("HF-DISHONEST", dossier.enterprise.dishonest_list == Some(true), "enterprise.dishonest_list")?;
    if let Some(overdue) = dossier.enterprise.credit_overdue_24m {
        list.above("HF-OVERDUE", Term::OVERDUE_COUNT, f64::from(overdue), 0.0, Unit::Count)?;
    }
    let sheet = dossier.last_year().and_then(|year| Some((year.total_liabilities?, year.total_assets?)));
    if let Some((liabilities, assets)) = sheet
        && assets.fen() > 0
    {
        let limit = list.rules.number("health.leverage-limit")?;
        list.above("HF-LEVERAGE", Term::LEVERAGE, liabilities.to_yuan() / assets.to_yuan(), limit, Unit::Ratio)?;
    }
    Ok(())
}
