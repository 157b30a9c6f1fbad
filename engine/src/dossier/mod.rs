//! The dossier 体检档案: everything the enterprise tells us.
//!
//! Every answer can be missing. `None` means not known, whether not yet asked or answered 不清楚; the paths answered
//! 不清楚 are kept in [`Dossier::unsure`], so that the interview does not ask twice.

mod accounts;
mod asset;
mod decisions;
mod enterprise;
mod file;
mod fingerprint;
mod licence;
mod need;
mod numbers;
mod parse;
mod practice;
mod product;
mod readers;
mod star;
mod text;
mod uncertainty;
mod validate;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::accounts::FiscalYear;
pub use self::asset::{
    Asset, AssetKind, AssetStatus, Comparable, DevelopmentCost, Encumbrance, EvaluationReport, Exploitation, MarkFacts,
    MarkKind, ProductUse, RightDispute,
};
pub use self::decisions::{CheckUp, Decisions, Scenario};
pub use self::enterprise::{Certificate, Enterprise, LegalForm, Sector, SizeClass};
pub use self::file::{
    DossierFile, FORMAT, FileError, Loss, OpenedFile, Original, RulesStamp, checksum, read_file, salvage_file,
    write_file,
};
pub use self::fingerprint::{SCHEME as FINGERPRINT_SCHEME, fingerprint, read_fingerprint};
pub use self::licence::{Dispute, DisputeKind, DisputeRole, Licence, LicenceDirection, LicenceExclusivity};
pub use self::need::{Contributor, FinancingNeed, Guarantee, UseOfFunds};
pub use self::numbers::{
    CreditCode, NumberError, NumberForm, NumberWarning, RightNumber, credit_code, nice_classes, number_of, right_number,
};
pub use self::parse::{
    Bounds, FieldError, MoneyUnit, Quantity, money_text, number_text, parse_count, parse_date, parse_money,
    parse_number, parse_percent, percent_text,
};
pub use self::practice::PracticeItem;
pub use self::product::{Product, Stage, YearAmount};
pub use self::readers::{AmountDetail, LoanClass, Reader, ReaderNotes, Redaction};
pub use self::star::{
    AuditOpinion, BusinessModel, Exception, IssueAnswer, IssueState, ListingStage, RedChip, StarAnswers, StarPlan,
    StarSector,
};
pub use self::text::{fold, fold_compact, fold_name};
pub use self::uncertainty::{DistributionForm, StatedInput};
pub use self::validate::{FieldProblem, ProblemKind, Severity, validate};

/// The version of the file format that this build writes.
pub const FORMAT_VERSION: u32 = 1;

/// Everything the enterprise tells us. One file: `*.iphc.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Dossier {
    /// Who.
    pub enterprise: Enterprise,
    /// Fiscal years, oldest first; the assessment uses the last three.
    pub accounts: Vec<FiscalYear>,
    /// Products and services that earn the revenue.
    pub products: Vec<Product>,
    /// Intellectual property rights.
    pub assets: Vec<Arc<Asset>>,
    /// Rough counts from the quick start; used only while `assets` is empty.
    pub counts: AssetCounts,
    /// Licences in and out.
    pub licences: Vec<Licence>,
    /// Disputes of the last three years and pending ones.
    pub disputes: Vec<Dispute>,
    /// Management practice: item → whether it is in place. Missing items are unknown.
    pub practice: BTreeMap<PracticeItem, bool>,
    /// What finance is wanted for.
    pub need: FinancingNeed,
    /// STAR Market answers.
    pub star: StarAnswers,
    /// What bank, insurer and investor add, and what is withheld from them.
    pub readers: ReaderNotes,
    /// Distributions that a person states for inputs of the simulation, by id of the input: `p1.technology.revenue`.
    pub uncertainty: BTreeMap<String, StatedInput>,
    /// Scenarios tried, check-ups kept, actions ticked off.
    pub decisions: Decisions,
    /// Field paths answered 不清楚.
    pub unsure: BTreeSet<String>,
    /// Marked as an invented sample case.
    pub sample: Option<String>,
    /// What a newer version wrote and this one does not know; kept so that it survives a round trip.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Rough counts of rights, for the quick start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AssetCounts {
    /// Granted inventions 发明专利（授权）.
    pub inventions: Option<u32>,
    /// Invention applications pending 发明专利（在审）.
    pub pending_inventions: Option<u32>,
    /// Utility models and designs 实用新型、外观设计.
    pub utility_models: Option<u32>,
    /// Registered trademarks 注册商标.
    pub trademarks: Option<u32>,
    /// Software copyrights 软件著作权.
    pub software: Option<u32>,
    /// IC layout designs 集成电路布图设计.
    pub layout_designs: Option<u32>,
}

impl AssetCounts {
    /// The most rights of one kind that are counted without a list. Each becomes a right of its own to be assessed; who has
    /// more has a list, which is read faster than a slip of the hand is computed.
    pub const MOST: u32 = 5_000;
}

impl Dossier {
    /// The rights to assess: the listed ones or, while none is listed, nameless stand-ins for the quick-start counts,
    /// about which nothing but kind and status is known. Their ids start with `count-`. A count above
    /// [`AssetCounts::MOST`], which validation reports as an error, stands for that many.
    #[must_use]
    pub fn portfolio(&self) -> Vec<Arc<Asset>> {
        if !self.assets.is_empty() {
            return self.assets.clone();
        }
        let counts = &self.counts;
        let groups = [
            (counts.inventions, AssetKind::Invention, AssetStatus::Granted),
            (counts.pending_inventions, AssetKind::Invention, AssetStatus::Pending),
            (counts.utility_models, AssetKind::UtilityModel, AssetStatus::Granted),
            (counts.trademarks, AssetKind::Trademark, AssetStatus::Granted),
            (counts.software, AssetKind::SoftwareCopyright, AssetStatus::Granted),
            (counts.layout_designs, AssetKind::LayoutDesign, AssetStatus::Granted),
        ];
        let mut assets = Vec::new();
        for (count, kind, status) in groups {
            for number in 1..=count.unwrap_or(0).min(AssetCounts::MOST) {
                let id =
                    format!("count-{}-{}{number}", kind.code(), if status == AssetStatus::Pending { "p" } else { "" });
                assets.push(Arc::new(Asset { id, kind, status: Some(status), ..Asset::default() }));
            }
        }
        assets
    }

    /// The last fiscal year with any figure, Y0.
    #[must_use]
    pub fn last_year(&self) -> Option<&FiscalYear> {
        self.accounts.iter().filter(|year| year.revenue.is_some()).max_by_key(|year| year.year)
    }

    /// As [`Dossier::last_year`], to be changed.
    pub fn last_year_mut(&mut self) -> Option<&mut FiscalYear> {
        self.accounts.iter_mut().filter(|year| year.revenue.is_some()).max_by_key(|year| year.year)
    }

    /// The product named `id`.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }
}
