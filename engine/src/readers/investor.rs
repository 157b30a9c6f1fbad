//! The dossier as an investor or a sponsor reads it 投资人、保荐人视角: concentration, ownership, what the value and the
//! verdicts rest on. Value range, methods, warrant, contribution and STAR verdict are those of the assessment.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::question::{Answer, Fact, Finding, Question, count, granted, of_each, questions};
use crate::Assessment;
use crate::dossier::{
    AssetKind, Encumbrance, Licence, LicenceDirection, LicenceExclusivity, PracticeItem, RightDispute, Sector,
};
use crate::financing::FinancingError;
use crate::financing::context::{Context, Item};
use crate::rules::Unit;
use crate::star::result::AttributeVerdict;
use crate::working::{Expr, Figure, Origin, Sheet, Term, Workings};

/// The dossier as an investor reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvestorView {
    /// What hangs on few things 集中度.
    pub concentration: Vec<Concentration>,
    /// Doubts about who owns the rights 权属风险, those without any left out.
    pub ownership: Vec<OwnershipRisk>,
    /// Questions 尽调问题.
    pub questions: Vec<Question>,
}

/// How much hangs on how few.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concentration {
    /// Of what.
    pub kind: ConcentrationKind,
    /// The share; `None` is not known.
    pub share: Option<Figure>,
    /// The line above which it gives pause, 0–1.
    pub line: f64,
    /// Ids of the rights, product or licence it is of.
    pub of: Vec<String>,
}

impl Concentration {
    /// Settled at or below the line.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match &self.share {
            Some(share) if share.value > self.line => Finding::Concern,
            Some(_) => Finding::Settled,
            None => Finding::Open,
        }
    }
}

/// What may be concentrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcentrationKind {
    /// Value in the most valuable right 第一大权利占组合价值.
    Right,
    /// Value in the three most valuable rights 前三项权利占组合价值.
    ThreeRights,
    /// Revenue from the largest product 第一大产品占收入.
    Product,
    /// Royalties from the largest licensee 第一大被许可人占许可收入.
    Licensee,
    /// Patents with the most frequent inventor 参与最多的发明人占专利件数.
    Inventor,
}

impl ConcentrationKind {
    fn code(self) -> &'static str {
        match self {
            ConcentrationKind::Right => "right",
            ConcentrationKind::ThreeRights => "three-rights",
            ConcentrationKind::Product => "product",
            ConcentrationKind::Licensee => "licensee",
            ConcentrationKind::Inventor => "inventor",
        }
    }
}

/// A doubt about ownership.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnershipRisk {
    /// Which.
    pub kind: OwnershipKind,
    /// Ids of the rights.
    pub rights: Vec<String>,
    /// Their share of the value of the portfolio; `None` when nothing has a value.
    pub value_share: Option<f64>,
}

/// Kinds of doubts about ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnershipKind {
    /// Another is registered as owner 登记权利人非本企业.
    NotRegistered,
    /// Co-owned without the consent of all 共有且未取得同意.
    CoOwned,
    /// Acquired, not filed by the enterprise 受让取得.
    Acquired,
    /// Pledged, preserved, leased back, contributed, in a trust or a pool 存在负担.
    Burdened,
    /// Licensed out exclusively 已独占许可.
    ExclusivelyLicensed,
    /// In dispute 存在争议.
    Disputed,
    /// Employment of the inventors not checked 职务发明未核查.
    InventorsUnchecked,
}

impl OwnershipKind {
    /// All, gravest first.
    pub const ALL: [OwnershipKind; 7] = [
        OwnershipKind::NotRegistered,
        OwnershipKind::Disputed,
        OwnershipKind::Burdened,
        OwnershipKind::CoOwned,
        OwnershipKind::ExclusivelyLicensed,
        OwnershipKind::InventorsUnchecked,
        OwnershipKind::Acquired,
    ];

    fn concerns(self, item: &Item) -> bool {
        let asset = item.asset;
        match self {
            OwnershipKind::NotRegistered => asset.registered_owner == Some(false),
            OwnershipKind::CoOwned => item.sole == Some(false) && item.ownership_clear != Some(true),
            OwnershipKind::Acquired => asset.self_filed == Some(false),
            OwnershipKind::Burdened => asset
                .encumbrances
                .as_ref()
                .is_some_and(|burdens| burdens.iter().any(|burden| *burden != Encumbrance::ExclusiveLicence)),
            OwnershipKind::ExclusivelyLicensed => item.burdened(Encumbrance::ExclusiveLicence) == Some(true),
            OwnershipKind::Disputed => {
                asset.dispute.is_some_and(|dispute| !matches!(dispute, RightDispute::None | RightDispute::Upheld))
            }
            OwnershipKind::InventorsUnchecked => {
                asset.kind.is_patent() && asset.inventor_employment_checked == Some(false)
            }
        }
    }
}

/// Reads a dossier as an investor does.
pub(super) fn investor(
    context: &Context,
    assessment: &Assessment,
    workings: &mut Workings,
) -> Result<InvestorView, FinancingError> {
    let concentration = concentration(context, assessment, workings)?;
    let months = context.rules.number("readers.investor.licence-months")?;
    let limits = Limits {
        core_years: context.rules.number("readers.investor.core-years")?,
        // A station may set any number; beyond a century the date says no more.
        licences_end: context.day.saturating_add((months.clamp(0.0, 1_200.0) as i32).months()),
    };
    let answer = |id: &str| answer(context, assessment, &concentration, &limits, id);
    let questions = questions(context.rules, "INVESTOR", "IVQ-", answer);
    let values = values(assessment);
    let whole: f64 = values.iter().map(|(_, value, _)| value).sum();
    let risk = |kind: OwnershipKind| {
        let concerned = context.items.iter().filter(|item| item.asset.status.is_none_or(|status| status.is_alive()));
        let rights: Vec<String> =
            concerned.filter(|item| kind.concerns(item)).map(|item| item.asset.id.clone()).collect();
        let part: f64 = values.iter().filter(|(id, ..)| rights.contains(id)).map(|(_, value, _)| value).sum();
        OwnershipRisk { kind, value_share: (whole > 0.0).then(|| part / whole), rights }
    };
    let ownership = OwnershipKind::ALL.map(risk).into_iter().filter(|risk| !risk.rights.is_empty()).collect();
    Ok(InvestorView { concentration, ownership, questions })
}

/// Rights with a value: id, median, id of the working; the most valuable first.
fn values(assessment: &Assessment) -> Vec<(String, f64, SmolStr)> {
    let valued = assessment.valuation.assets.iter().filter_map(|asset| {
        let figure = asset.figure.as_ref().filter(|figure| figure.value > 0.0)?;
        Some((asset.asset.clone(), figure.value, figure.working.clone()))
    });
    let mut valued: Vec<_> = valued.collect();
    valued.sort_by(|a, b| b.1.total_cmp(&a.1));
    valued
}

/// One part of a whole, with where each number came from.
struct Part {
    parts: Vec<f64>,
    parts_from: Origin,
    all: Vec<f64>,
    all_from: Origin,
    unit: Unit,
}

fn share(kind: ConcentrationKind, part: Part, workings: &mut Workings) -> Option<Figure> {
    if part.all.iter().sum::<f64>() <= 0.0 || part.parts.is_empty() {
        return None;
    }
    let mut sheet = Sheet::new();
    let largest = sheet.given_series(Term::LARGEST_PARTS, part.parts, part.unit, part.parts_from);
    let all = sheet.given_series(Term::PART_AMOUNT, part.all, part.unit, part.all_from);
    // Summed each in a line of its own: in one formula the shorter series would be stretched to the longer.
    let top = sheet.compute(Term::LARGEST_TOTAL, part.unit, Expr::from(largest).sum());
    let whole = sheet.compute(Term::ALL_PARTS, part.unit, Expr::from(all).sum());
    sheet.compute(Term::CONCENTRATION, Unit::Ratio, top / whole);
    Some(workings.file(format!("readers.investor.{}", kind.code()), sheet))
}

fn concentration(
    context: &Context,
    assessment: &Assessment,
    workings: &mut Workings,
) -> Result<Vec<Concentration>, FinancingError> {
    let values = values(assessment);
    let figures = |values: &[(String, f64, SmolStr)]| Origin::Figures {
        ids: values.iter().map(|(_, _, working)| working.clone()).collect(),
    };
    let of_rights = |number: usize| {
        let top = values.get(..number.min(values.len())).unwrap_or_default();
        let numbers = |values: &[(String, f64, SmolStr)]| values.iter().map(|(_, value, _)| *value).collect();
        let part = Part {
            parts: numbers(top),
            parts_from: figures(top),
            all: numbers(&values),
            all_from: figures(&values),
            unit: Unit::Yuan,
        };
        (Some(part), top.iter().map(|(id, ..)| id.clone()).collect())
    };
    let mut rows = Vec::new();
    for kind in [
        ConcentrationKind::Right,
        ConcentrationKind::ThreeRights,
        ConcentrationKind::Product,
        ConcentrationKind::Licensee,
        ConcentrationKind::Inventor,
    ] {
        let (part, of): (Option<Part>, Vec<String>) = match kind {
            ConcentrationKind::Right => of_rights(1),
            ConcentrationKind::ThreeRights => of_rights(3),
            ConcentrationKind::Product => {
                let largest = context.products_by_share().into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
                let of = largest.map(|(id, _)| vec![id.to_owned()]).unwrap_or_default();
                (single(largest.map(|(_, share)| share), vec![1.0], "products", Unit::Ratio), of)
            }
            ConcentrationKind::Licensee => licensee(context),
            ConcentrationKind::Inventor => {
                let patents: Vec<&Item> = context.items.iter().filter(|item| item.asset.kind.is_patent()).collect();
                let mut taken: BTreeMap<&str, f64> = BTreeMap::new();
                for name in patents.iter().flat_map(|item| &item.asset.inventors) {
                    *taken.entry(name.trim()).or_default() += 1.0;
                }
                // A patent without inventors in the list would make the share too small.
                let all_named = patents.iter().all(|item| !item.asset.inventors.is_empty());
                let largest = taken.values().copied().reduce(libm::fmax).filter(|_| all_named);
                (single(largest, vec![patents.len() as f64], "assets", Unit::Count), Vec::new())
            }
        };
        let line = context.rules.number(&format!("readers.investor.{}", kind.code()))?;
        let figure = part.and_then(|part| share(kind, part, workings));
        rows.push(Concentration { kind, of: if figure.is_some() { of } else { Vec::new() }, share: figure, line });
    }
    Ok(rows)
}

/// The largest of some answers over all of them.
fn single(largest: Option<f64>, all: Vec<f64>, path: &str, unit: Unit) -> Option<Part> {
    let answered = || Origin::Answered { path: path.into() };
    largest.map(|largest| Part { parts: vec![largest], parts_from: answered(), all, all_from: answered(), unit })
}

/// The largest licensee: royalties by party, known only when all are.
fn licensee(context: &Context) -> (Option<Part>, Vec<String>) {
    let mut by_party: BTreeMap<&str, f64> = BTreeMap::new();
    for licence in &context.licences {
        let Some(royalty) = licence.annual_royalty else { return (None, Vec::new()) };
        // Two licences without a name are of two licensees.
        let name = if licence.party.is_empty() { &licence.id } else { &licence.party };
        *by_party.entry(name).or_default() += royalty.to_yuan();
    }
    let Some((name, largest)) = by_party.iter().max_by(|a, b| a.1.total_cmp(b.1)) else { return (None, Vec::new()) };
    let theirs = context.licences.iter().filter(|licence| licence.party == *name || licence.id == *name);
    let ids = theirs.map(|licence| licence.id.clone()).collect();
    (single(Some(*largest), by_party.values().copied().collect(), "licences", Unit::Yuan), ids)
}

/// Where an investor's concern begins.
struct Limits {
    /// Years that core rights should last.
    core_years: f64,
    /// A licence from others that ends before this day ends soon.
    licences_end: Date,
}

fn answer(
    context: &Context,
    assessment: &Assessment,
    concentration: &[Concentration],
    limits: &Limits,
    id: &str,
) -> Answer {
    let dossier = context.dossier;
    let any = || granted(context, |_| true);
    let of = |kind: ConcentrationKind| concentration.iter().find(|row| row.kind == kind);
    let concentrated = |kind: ConcentrationKind, path: &str| {
        let row = of(kind).filter(|row| row.share.is_some());
        let share = row.and_then(|row| row.share.as_ref()).map(|share| Fact::Share(share.value));
        Answer::of(row.map(|row| row.finding() == Finding::Settled), share).at(path)
    };
    match id {
        "IVQ-01" => of_each(&any(), |item| item.asset.registered_owner),
        "IVQ-02" => {
            let patents = granted(context, |asset| asset.kind.is_patent());
            let checked = of_each(&patents, |item| item.asset.inventor_employment_checked);
            match dossier.practice.get(&PracticeItem::StaffAgreements) {
                Some(false) => Answer::of(Some(false), None).at("practice.staff-agreements"),
                _ => checked,
            }
        }
        "IVQ-03" => of_each(&any(), |item| item.ownership_clear),
        "IVQ-04" => of_each(&granted(context, |asset| asset.core == Some(true)), |item| item.asset.self_filed),
        "IVQ-05" => of_each(&any(), |item| item.asset.encumbrances.as_ref().map(|burdens| burdens.is_empty())),
        "IVQ-06" => of_each(&any(), |item| {
            item.asset.dispute.map(|dispute| matches!(dispute, RightDispute::None | RightDispute::Upheld))
        }),
        "IVQ-07" => concentrated(ConcentrationKind::Right, "assets"),
        "IVQ-08" => concentrated(ConcentrationKind::Product, "products"),
        "IVQ-09" => {
            let core = granted(context, |asset| asset.core == Some(true));
            let years = core.iter().filter_map(|item| item.remaining_years).reduce(libm::fmin);
            Answer::of(years.map(|years| years >= limits.core_years), years.map(Fact::Years)).at("assets")
        }
        "IVQ-10" => concentrated(ConcentrationKind::Inventor, "assets"),
        "IVQ-11" => {
            let searched = dossier.practice.get(&PracticeItem::FreedomToOperate).copied();
            Answer::of(searched, None).at("practice.freedom-to-operate")
        }
        "IVQ-12" => licensed_in(context, limits.licences_end),
        "IVQ-13" => {
            let software = dossier.enterprise.sector == Some(Sector::Software)
                || dossier.assets.iter().any(|asset| asset.kind == AssetKind::SoftwareCopyright);
            let scanned = dossier.practice.get(&PracticeItem::OpenSource).copied();
            Answer::of(if software { scanned } else { Some(true) }, None).at("practice.open-source")
        }
        "IVQ-14" => {
            let verdict = assessment.star.attribute.verdict;
            let meets = match verdict {
                AttributeVerdict::MeetsRegular | AttributeVerdict::MeetsExceptional => Some(true),
                AttributeVerdict::InsufficientData => None,
                _ => Some(false),
            };
            let live = assessment.star.issues.iter().filter(|issue| issue.is_live()).count();
            Answer::of(meets, Some(count(live))).at("star.intends")
        }
        "IVQ-15" => {
            let pre = context.pre_money();
            Answer::of(pre.map(|_| true), pre.map(Fact::Amount)).at("enterprise.pre_money")
        }
        "IVQ-16" => {
            Answer::of(context.revenue_growth().map(|growth| growth > 0.0), context.revenue_growth().map(Fact::Share))
                .at("accounts.revenue")
        }
        _ => Answer::to_ask(),
    }
}

/// What the enterprise uses of others: a concern where they may end it at will, or it ends soon. One that has ended is
/// used no more.
fn licensed_in(context: &Context, soon: Date) -> Answer {
    let runs = |licence: &&Licence| licence.to.is_none_or(|to| context.day <= to);
    let into = |licence: &&Licence| licence.direction == Some(LicenceDirection::In);
    let of_others: Vec<&Licence> = context.dossier.licences.iter().filter(into).filter(runs).collect();
    let ends = |licence: &&&Licence| licence.terminable_at_will == Some(true) || licence.to.is_some_and(|to| to < soon);
    let loose = of_others.iter().filter(ends).count();
    let exclusive = of_others.iter().filter(|licence| licence.exclusivity == Some(LicenceExclusivity::Exclusive));
    let known = of_others.iter().all(|licence| licence.terminable_at_will.is_some() && licence.to.is_some());
    let good = if loose > 0 {
        Some(false)
    } else if of_others.is_empty() {
        context.confirmed("no-licences")
    } else {
        (known || exclusive.count() == of_others.len()).then_some(true)
    };
    Answer::of(good, good.map(|_| count(of_others.len()))).at("licences")
}
