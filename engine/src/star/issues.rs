//! Questions examiners raise 审核关注问题: state, severity, and what follows from other fields of the dossier.
//!
//! An answer of the user stands. Where there is none, the dossier may say it: a pending suit, a co-owned core patent, a
//! practice in place. Nothing else is inferred; the state stays unknown.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::StarError;
use super::exact::{Threshold, small};
use super::facts::Facts;
use super::result::{Issue, IssueOrigin, PatentCounts, Reason, Severity, TrainingModule, Trigger, stated_severity};
use crate::dossier::{
    Asset, AssetKind, AssetStatus, DisputeKind, DisputeRole, Encumbrance, IssueState, PracticeItem, RightDispute,
};
use crate::rules::{Note, NoteKind, Outcome, Rules, Text};

/// The channel code of the module's notes.
const CHANNEL: &str = "STAR";

/// What the dossier says of an issue without being asked.
#[derive(Clone, Debug, Default, PartialEq)]
struct Derived {
    state: Option<IssueState>,
    severity: Option<Severity>,
    assets: Vec<String>,
}

impl Derived {
    fn absent() -> Self {
        Derived { state: Some(IssueState::Absent), ..Derived::default() }
    }

    fn open(severity: Severity, assets: Vec<String>) -> Self {
        Derived { state: Some(IssueState::Open), severity: Some(severity), assets }
    }
}

/// All issues, before the patents are counted.
pub(super) fn assess(facts: &Facts<'_>, rules: &Rules<'_>) -> Result<Vec<Issue>, StarError> {
    let bands = Bands::read(rules)?;
    rules.notes(NoteKind::Issue, CHANNEL).map(|note| issue(note, derive(&note.id, facts, &bands), facts)).collect()
}

/// Patents that live issues take out of the strict count: see `drops` of the records.
pub(super) fn dropped(issues: &[Issue], rules: &Rules<'_>) -> BTreeSet<String> {
    let mut assets = BTreeSet::new();
    for issue in issues.iter().filter(|issue| issue.is_live()) {
        let drops = rules.note(&issue.code).map_or(&[] as &[SmolStr], |note| note.codes("drops"));
        let takes = drops.iter().any(|when| when == "all" || (when == "H" && Severity::H <= issue.severity));
        if takes {
            assets.extend(issue.assets.iter().cloned());
        }
    }
    assets
}

/// The user or the list says that no invalidation request is pending.
pub(super) fn invalidation_free(issues: &[Issue]) -> bool {
    issues
        .iter()
        .any(|issue| issue.code == "LIT-2" && matches!(issue.state, Some(IssueState::Absent | IssueState::Closed)))
}

/// Issues that follow from the counts and from the risk overlay.
pub(super) fn complete(
    issues: &mut [Issue],
    facts: &Facts<'_>,
    counts: &PatentCounts,
    least: Option<u32>,
    disputed_items: bool,
    rules: &Rules<'_>,
) -> Result<(), StarError> {
    let warn = Threshold::read(rules, "star.bought-share-warn")?;
    let short = least.is_some_and(|least| counts.strict.high.is_some_and(|high| high < least));
    for issue in issues {
        let derived = match issue.code.as_str() {
            "PUR-1" => purchases(facts, counts, short, &warn),
            "EXP-1" => short_lives(counts),
            "LIT-2" if issue.is_live() && short => Derived::open(Severity::H, Vec::new()),
            "RDA-1" if disputed_items => Derived::open(Severity::H, Vec::new()),
            _ => continue,
        };
        let answer = facts.dossier.star.issues.get(issue.code.as_str());
        let known = |severity| issue.triggers.iter().any(|trigger| trigger.severity == severity);
        let stated_severity = answer.and_then(|answer| stated_severity(answer, known));
        if issue.state.is_none() && derived.state.is_some() {
            issue.state = derived.state;
            issue.origin = IssueOrigin::Derived;
            issue.assets.clone_from(&derived.assets);
        }
        if let (Some(severity), None, true) = (derived.severity, stated_severity, issue.is_live()) {
            issue.severity = severity;
        }
    }
    Ok(())
}

/// Training modules with at least one high or two medium live issues.
pub(super) fn training(issues: &[Issue], rules: &Rules<'_>) -> Result<Vec<TrainingModule>, StarError> {
    let high = usize::from(small(rules, "star.training.high")?);
    let medium = usize::from(small(rules, "star.training.medium")?);
    let mut codes: Vec<&str> = issues.iter().filter_map(|issue| issue.training.as_deref()).collect();
    codes.sort_unstable();
    codes.dedup();
    let modules = codes.into_iter().filter_map(|code| {
        let live: Vec<&Issue> = issues
            .iter()
            .filter(|issue| issue.is_live() && issue.training.as_deref() == Some(code))
            .filter(|issue| Severity::M <= issue.severity)
            .collect();
        let grave = live.iter().filter(|issue| Severity::H <= issue.severity).count();
        (high <= grave || medium <= live.len()).then(|| TrainingModule {
            code: code.to_owned(),
            issues: live.iter().map(|issue| issue.code.to_string()).collect(),
        })
    });
    Ok(modules.collect())
}

fn issue(note: &Note, derived: Derived, facts: &Facts<'_>) -> Result<Issue, StarError> {
    let bad = || StarError::BadRecord { id: note.id.to_string() };
    let severities: Vec<Severity> =
        note.codes("severity").iter().map(|code| Severity::from_code(code)).collect::<Option<_>>().ok_or_else(bad)?;
    let default = note.codes("default").first().and_then(|code| Severity::from_code(code)).ok_or_else(bad)?;
    let gravest = severities.iter().copied().max().ok_or_else(bad)?;
    let lead = |name: &str| note.number(name).ok_or_else(bad);

    let answer = facts.dossier.star.issues.get(note.id.as_str());
    let stated = answer.and_then(|answer| answer.state);
    let stated_severity = answer.and_then(|answer| stated_severity(answer, |severity| severities.contains(&severity)));
    let origin = match (stated, derived.state) {
        (Some(_), _) => IssueOrigin::Answered,
        (None, Some(_)) => IssueOrigin::Derived,
        (None, None) => IssueOrigin::None,
    };
    let state = stated.or(derived.state);
    let severity = match state {
        Some(IssueState::Open | IssueState::Mitigated) => stated_severity.or(derived.severity).unwrap_or(default),
        _ => gravest,
    };
    let named = answer.map(|answer| answer.assets.clone()).unwrap_or_default();
    Ok(Issue {
        code: note.id.clone(),
        title: note.title.clone(),
        question: note.body.clone().ok_or_else(bad)?,
        evidence: texts(note, "evidence-zh", "evidence-en").ok_or_else(bad)?,
        held: answer.map(|answer| answer.evidence.clone()).unwrap_or_default(),
        triggers: texts(note, "trigger-zh", "trigger-en")
            .filter(|texts| texts.len() == severities.len())
            .ok_or_else(bad)?
            .into_iter()
            .zip(severities)
            .map(|(text, severity)| Trigger { severity, text })
            .collect(),
        remedy: note.action.clone().ok_or_else(bad)?,
        state,
        severity,
        origin,
        lead_months: [lead("lead-p50")?, lead("lead-p80")?],
        clauses: note.codes("clause").to_vec(),
        training: note.codes("training").first().cloned(),
        history: note.codes("history").to_vec(),
        assets: if named.is_empty() { derived.assets } else { named },
        owner: answer.and_then(|answer| answer.owner.clone()).filter(|owner| !owner.trim().is_empty()),
        cost: answer.and_then(|answer| answer.cost).map(crate::Money::to_yuan),
    })
}

/// The parallel lists of these names in the two languages; `None` when their lengths differ.
fn texts(note: &Note, chinese: &str, english: &str) -> Option<Vec<Text>> {
    let (zh, en) = (note.codes(chinese), note.codes(english));
    (zh.len() == en.len())
        .then(|| zh.iter().zip(en).map(|(zh, en)| Text { zh: zh.clone().into(), en: en.clone().into() }).collect())
}

/// Bands that turn a share into a severity.
#[derive(Clone, Debug)]
struct Bands {
    at_risk: [f64; 2],
    overseas: [f64; 2],
    core_warn: f64,
    core_high: f64,
}

impl Bands {
    fn read(rules: &Rules<'_>) -> Result<Self, StarError> {
        let pair = |id: &str| match rules.list(id)? {
            [low, high] => Ok([*low, *high]),
            _ => Err(StarError::BadRecord { id: id.to_owned() }),
        };
        Ok(Bands {
            at_risk: pair("star.revenue-at-risk")?,
            overseas: pair("star.overseas-share")?,
            core_warn: Threshold::read(rules, "star.core-revenue-warn")?.decimal(),
            core_high: Threshold::read(rules, "star.core-revenue-high")?.decimal(),
        })
    }
}

fn derive(code: &str, facts: &Facts<'_>, bands: &Bands) -> Derived {
    let answers = &facts.dossier.star;
    let practice = |item: PracticeItem| facts.dossier.practice.get(&item).copied();
    let unknown = Derived::default();
    match code {
        "OWN-1" => every(facts, |asset| asset.inventor_employment_checked == Some(true)),
        "OWN-2" => co_owned(facts),
        "LIT-1" => sued(facts, bands),
        "LIT-2" => invalidation(facts),
        "LIT-3" => ownership(facts),
        "LIT-4" => match disputes(facts, DisputeKind::TradeSecret, Some(DisputeRole::Defendant)).next() {
            Some(dispute) => Derived::open(Severity::H, dispute.assets.clone()),
            None => unknown,
        },
        "PLG-1" => pledged(facts),
        "MAP-1" => match answers.core_revenue_share.map(crate::Ratio::get) {
            Some(share) if share < bands.core_high => Derived::open(Severity::H, Vec::new()),
            Some(share) if share < bands.core_warn => Derived::open(Severity::M, Vec::new()),
            Some(_) => Derived::absent(),
            None => unknown,
        },
        "PPL-2" => match (practice(PracticeItem::StaffAgreements), practice(PracticeItem::InventorReward)) {
            (Some(false), _) => Derived::open(Severity::M, Vec::new()),
            (Some(true), Some(false)) => Derived::open(Severity::L, Vec::new()),
            (Some(true), Some(true)) => Derived::absent(),
            _ => unknown,
        },
        "TS-1" => match practice(PracticeItem::TradeSecrets) {
            Some(true) => Derived::absent(),
            Some(false) => Derived::open(Severity::M, Vec::new()),
            None => unknown,
        },
        // A scan or a register in place answers the question; its absence does not say what it would have found.
        "OSS-1" if practice(PracticeItem::OpenSource) == Some(true) => Derived::absent(),
        "DATA-1" if practice(PracticeItem::DataRights) == Some(true) => Derived::absent(),
        "FTO-1" => overseas(facts, bands, practice(PracticeItem::FreedomToOperate)),
        _ => unknown,
    }
}

fn inventions<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Asset> + use<'a> {
    let granted = |asset: &&Asset| asset.kind == AssetKind::Invention && asset.status == Some(AssetStatus::Granted);
    facts.dossier.assets.iter().map(AsRef::as_ref).filter(granted)
}

/// Absent when the condition is known to hold for every granted invention, and there is one.
fn every(facts: &Facts<'_>, holds: impl Fn(&Asset) -> bool) -> Derived {
    let mut any = false;
    for asset in inventions(facts) {
        if !holds(asset) {
            return Derived::default();
        }
        any = true;
    }
    if any { Derived::absent() } else { Derived::default() }
}

fn disputes<'a>(
    facts: &Facts<'a>,
    kind: DisputeKind,
    role: Option<DisputeRole>,
) -> impl Iterator<Item = &'a crate::dossier::Dispute> + use<'a> {
    facts.dossier.disputes.iter().filter(move |dispute| {
        let pending = dispute.pending != Some(false);
        pending && dispute.kind == Some(kind) && (role.is_none() || dispute.role.is_none() || dispute.role == role)
    })
}

fn co_owned(facts: &Facts<'_>) -> Derived {
    let shared = |asset: &Asset| match asset.owner_share {
        Some(share) => Some(share.get() < 1.0),
        None => (!asset.owners.is_empty()).then_some(1 < asset.owners.len()),
    };
    let co_owned: Vec<&Asset> = inventions(facts).filter(|asset| shared(asset) == Some(true)).collect();
    let bare: Vec<String> = co_owned
        .iter()
        .filter(|asset| asset.free_exploitation == Some(false) && asset.core != Some(false))
        .map(|asset| asset.id.clone())
        .collect();
    if !bare.is_empty() {
        return Derived::open(Severity::H, bare);
    }
    if co_owned.is_empty() {
        return every(facts, |asset| shared(asset) == Some(false));
    }
    if co_owned.iter().all(|asset| asset.free_exploitation == Some(true)) {
        return Derived::open(Severity::L, co_owned.iter().map(|asset| asset.id.clone()).collect());
    }
    Derived::default()
}

fn sued(facts: &Facts<'_>, bands: &Bands) -> Derived {
    let suits: Vec<_> = disputes(facts, DisputeKind::Infringement, Some(DisputeRole::Defendant))
        .filter(|dispute| dispute.role == Some(DisputeRole::Defendant))
        .collect();
    if suits.is_empty() {
        return Derived::default();
    }
    let [medium, high] = bands.at_risk;
    let severity = suits.iter().map(|suit| match suit.revenue_at_risk.map(crate::Ratio::get) {
        Some(share) if high <= share => Severity::B,
        Some(share) if share < medium => Severity::M,
        // Also while the share is unknown.
        _ => Severity::H,
    });
    let assets = suits.iter().flat_map(|suit| suit.assets.iter().cloned()).collect();
    Derived::open(severity.max().unwrap_or(Severity::H), assets)
}

fn invalidation(facts: &Facts<'_>) -> Derived {
    let mut assets: Vec<String> = disputes(facts, DisputeKind::Invalidation, None)
        .filter(|dispute| dispute.role != Some(DisputeRole::Plaintiff))
        .flat_map(|dispute| dispute.assets.iter().cloned())
        .collect();
    let attacked = inventions(facts).filter(|asset| asset.dispute == Some(RightDispute::InvalidationPending));
    assets.extend(attacked.map(|asset| asset.id.clone()));
    assets.sort();
    assets.dedup();
    if assets.is_empty() {
        return every(facts, |asset| asset.dispute.is_some());
    }
    Derived::open(Severity::M, assets)
}

fn ownership(facts: &Facts<'_>) -> Derived {
    let mut assets: Vec<String> =
        disputes(facts, DisputeKind::Ownership, None).flat_map(|dispute| dispute.assets.iter().cloned()).collect();
    let any = disputes(facts, DisputeKind::Ownership, None).next().is_some();
    let contested = inventions(facts).filter(|asset| asset.dispute == Some(RightDispute::Ownership));
    assets.extend(contested.map(|asset| asset.id.clone()));
    assets.sort();
    assets.dedup();
    if !any && assets.is_empty() {
        return Derived::default();
    }
    // Core unless every patent named is known not to be.
    let known_aside =
        |id: &String| facts.dossier.assets.iter().any(|asset| asset.id == *id && asset.core == Some(false));
    let aside = !assets.is_empty() && assets.iter().all(known_aside);
    Derived::open(if aside { Severity::H } else { Severity::B }, assets)
}

fn pledged(facts: &Facts<'_>) -> Derived {
    let burdened = |asset: &Asset| {
        asset
            .encumbrances
            .as_ref()
            .map(|burdens| burdens.contains(&Encumbrance::Pledged) || burdens.contains(&Encumbrance::AbsPool))
    };
    let assets: Vec<String> =
        inventions(facts).filter(|asset| burdened(asset) == Some(true)).map(|asset| asset.id.clone()).collect();
    if assets.is_empty() {
        return every(facts, |asset| burdened(asset) == Some(false));
    }
    Derived::open(Severity::M, assets)
}

fn overseas(facts: &Facts<'_>, bands: &Bands, cleared: Option<bool>) -> Derived {
    let [medium, high] = bands.overseas;
    match (facts.dossier.enterprise.export_share.map(crate::Ratio::get), cleared) {
        (Some(share), _) if share < medium => Derived::absent(),
        (_, Some(true)) => Derived::absent(),
        (Some(share), Some(false)) if high <= share => Derived::open(Severity::H, Vec::new()),
        (Some(_), Some(false)) => Derived::open(Severity::M, Vec::new()),
        _ => Derived::default(),
    }
}

/// 突击受让: high when the strict count falls short, medium when the bought share is large. Whether an older purchase
/// fits the company's own research only the user can say.
fn purchases(facts: &Facts<'_>, counts: &PatentCounts, short: bool, warn: &Threshold) -> Derived {
    let legal = || counts.reviews.iter().filter(|review| review.legal == Outcome::Pass);
    let bought: Vec<String> = legal()
        .filter(|review| review.excluded.contains(&Reason::RecentlyAcquired))
        .map(|review| review.asset.clone())
        .collect();
    if bought.is_empty() {
        return every(facts, |asset| asset.self_filed == Some(true) && asset.acquired_date.is_none());
    }
    if short {
        return Derived::open(Severity::H, bought);
    }
    let share = warn.share(bought.len() as i128, legal().count() as i128);
    if share.right < share.left { Derived::open(Severity::M, bought) } else { Derived::default() }
}

fn short_lives(counts: &PatentCounts) -> Derived {
    let legal = || counts.reviews.iter().filter(|review| review.legal == Outcome::Pass);
    let short: Vec<String> = legal()
        .filter(|review| review.excluded.contains(&Reason::ShortLife))
        .map(|review| review.asset.clone())
        .collect();
    if !short.is_empty() {
        return Derived::open(Severity::M, short);
    }
    let known = legal().next().is_some() && legal().all(|review| !review.open.contains(&Reason::ShortLife));
    if known { Derived::absent() } else { Derived::default() }
}
