//! Guideline version, sector, indicators, exceptional situations, patent counts.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Limb;
use crate::code::Code;
use crate::dossier::StarSector;
use crate::rules::{Outcome, Unit};
use crate::working::Figure;

/// Version of 《科创属性评价指引（试行）》.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum GuidelineVersion {
    /// Before 2020-03-20: a principle without figures.
    #[serde(rename = "NONE")]
    None,
    /// 公告〔2020〕21号, "3+5".
    V2020,
    /// 公告〔2021〕8号, "4+5".
    V2021,
    /// 公告〔2022〕48号.
    V2022,
    /// 公告〔2024〕6号.
    V2024,
}

impl GuidelineVersion {
    /// All versions with figures, oldest first.
    pub const WITH_FIGURES: [GuidelineVersion; 4] =
        [GuidelineVersion::V2020, GuidelineVersion::V2021, GuidelineVersion::V2022, GuidelineVersion::V2024];

    /// The code in files: `V2024`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            GuidelineVersion::None => "NONE",
            GuidelineVersion::V2020 => "V2020",
            GuidelineVersion::V2021 => "V2021",
            GuidelineVersion::V2022 => "V2022",
            GuidelineVersion::V2024 => "V2024",
        }
    }

    /// The version with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [GuidelineVersion::None].into_iter().chain(Self::WITH_FIGURES).find(|version| version.code() == code)
    }
}

impl fmt::Display for GuidelineVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a version was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VersionReason {
    /// The user chose it.
    Override,
    /// In force on the acceptance date 受理日.
    AcceptanceDate,
    /// In force on the target filing date, acceptance being unknown.
    TargetFiling,
    /// In force on the day of the assessment.
    AssessmentDay,
}

/// The version applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionChoice {
    /// Version.
    pub version: GuidelineVersion,
    /// Why.
    pub reason: VersionReason,
    /// The day that chose it, or the day of the assessment under an override.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub day: Date,
    /// First day the version is in force.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub in_force: Option<Date>,
}

/// A threshold of a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionLimit {
    /// `rd-share`, `rd-sum`, `rd-staff-share`, `patents`, `cagr`, `last-revenue`, `core-patents`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// The threshold, in `unit`.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Id of the rule.
    pub rule: String,
}

/// What one version of the guideline says of the company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionVerdict {
    /// Version.
    pub version: GuidelineVersion,
    /// First day in force.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub in_force: Date,
    /// The version applied in this assessment.
    pub applied: bool,
    /// I1 to I4 with risks.
    pub indicators: Vec<(IndicatorCode, Verdict)>,
    /// Its thresholds for this company.
    pub limits: Vec<VersionLimit>,
    /// Qualifying inventions for certain, and at most: versions ask different evidence of use.
    pub legal: (u32, Option<u32>),
    /// Of them in the strict count.
    pub strict: (u32, Option<u32>),
    /// Of them core technology.
    pub core: (u32, Option<u32>),
    /// Some exceptional situation is met.
    pub exceptional: Outcome,
    /// Combined verdict.
    pub verdict: AttributeVerdict,
}

/// Verdict of the sector gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SectorVerdict {
    /// One of the six supported fields.
    Supported,
    /// 符合科创板定位的其他领域.
    Other,
    /// 限制类: expert review.
    Restricted,
    /// 禁止类: not eligible.
    Prohibited,
    /// Not answered.
    Unknown,
}

/// The sector gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectorResult {
    /// Verdict.
    pub verdict: SectorVerdict,
    /// The field answered.
    pub sector: Option<StarSector>,
    /// Codes of remarks: `resale-share`, `sector-relabelled`.
    #[serde(deserialize_with = "crate::code::many")]
    pub flags: Vec<Code>,
    /// Fields still needed.
    pub missing: Vec<String>,
}

/// Result of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// Met.
    Pass,
    /// Met on the figures, but a risk was triggered 压线或依赖争议项.
    PassAtRisk,
    /// Not met.
    Fail,
    /// Does not apply 不适用.
    NaExempt,
    /// Cannot be said; never a pass.
    InsufficientData,
}

impl Verdict {
    /// As a limb of the regular route: passing and exempt count as met.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Verdict::Pass | Verdict::PassAtRisk | Verdict::NaExempt => Outcome::Pass,
            Verdict::Fail => Outcome::Fail,
            Verdict::InsufficientData => Outcome::Unknown,
        }
    }
}

/// The four regular indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum IndicatorCode {
    /// R&D investment 研发投入.
    I1,
    /// R&D staff 研发人员占比.
    I2,
    /// Invention patents 发明专利.
    I3,
    /// Growth 成长性.
    I4,
}

impl IndicatorCode {
    /// All, in order.
    pub const ALL: [IndicatorCode; 4] = [IndicatorCode::I1, IndicatorCode::I2, IndicatorCode::I3, IndicatorCode::I4];

    /// `I1`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            IndicatorCode::I1 => "I1",
            IndicatorCode::I2 => "I2",
            IndicatorCode::I3 => "I3",
            IndicatorCode::I4 => "I4",
        }
    }
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Indicator {
    /// Which.
    pub code: IndicatorCode,
    /// On the figures alone.
    pub base: Verdict,
    /// After the risk overlay: a base PASS may become PASS_AT_RISK.
    pub verdict: Verdict,
    /// The arms 或; one that is met suffices. Empty when the indicator does not apply.
    pub arms: Vec<Limb>,
    /// The arms of I1 once share-based pay, pay of executives booked by percentage and outsourced R&D above its limit are
    /// removed; empty where nothing of the kind is told, and for the other indicators.
    pub stressed: Vec<Limb>,
    /// Codes of the risks triggered: `i1-margin`, `i1-disputed-items`, `i2-margin`, `i2-recent-growth`, `i3-strict`,
    /// `i3-strict-unknown`, `i4-concentrated`.
    #[serde(deserialize_with = "crate::code::many")]
    pub risks: Vec<Code>,
    /// Codes of remarks: the ground of an exemption, `non-software-route`.
    #[serde(deserialize_with = "crate::code::many")]
    pub remarks: Vec<Code>,
    /// What would cure a FAIL or a risk.
    pub cures: Vec<Cure>,
    /// Fields still needed.
    pub missing: Vec<String>,
}

/// What would bring an indicator to its threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cure {
    /// More R&D investment within the three years, yuan.
    MoreRd {
        /// Lacking amount.
        amount: Figure,
    },
    /// Let persons who really do R&D at least half of their time be counted.
    ReassignStaff {
        /// Persons.
        persons: Figure,
    },
    /// Hire R&D staff, who enter both sides of the ratio.
    HireStaff {
        /// Persons.
        persons: Figure,
    },
    /// More qualifying patents in the strict count.
    MorePatents {
        /// Patents lacking.
        needed: Figure,
        /// Applications to file, at the probability of grant.
        applications: Figure,
    },
    /// Revenue of Y0 that would have met the nearer arm, yuan.
    MoreRevenue {
        /// Revenue needed.
        revenue: Figure,
    },
}

/// One of the five exceptional situations 例外情形.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExceptionResult {
    /// `E1` … `E5`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// Declared or counted; unknown while not answered.
    pub outcome: Outcome,
    /// For E5, the count against the threshold.
    pub limb: Option<Limb>,
}

/// A count of which some patents are not yet known.
///
/// A stated number fills what the list leaves open, but never contradicts what the list says for certain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tally {
    /// Patents that count for certain.
    pub low: u32,
    /// Patents that count if every open answer is favourable; `None` while not even the number of patents is known.
    pub high: Option<u32>,
    /// The count shown; equals `low`.
    pub figure: Figure,
}

/// Why a patent is left out of a count, or is not certain to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No grant yet 审查中.
    NotGranted,
    /// Lapsed, terminated or declared invalid 失效.
    NotInForce,
    /// Registered owner is outside the group 权利人不在集团内.
    NotOwned,
    /// Not applied to the main business 未应用于主营业务.
    NotMainBusiness,
    /// Evidence that it can be industrialised falls short 产业化证据不足.
    NotIndustrialised,
    /// Another member of the family is counted 同族已计.
    SameFamily,
    /// Bought within the window before filing 突击受让.
    RecentlyAcquired,
    /// Co-owned without free exploitation 共有且无自由实施约定.
    CoOwned,
    /// Invalidation request pending 无效宣告审理中.
    InvalidationPending,
    /// Too little remaining life 剩余保护期过短.
    ShortLife,
    /// Named in an open issue 被列入未决问题.
    OpenIssue,
    /// Not core technology 非核心技术.
    NotCore,
}

impl Reason {
    /// The code in files and note ids: `recently-acquired`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Reason::NotGranted => "not-granted",
            Reason::NotInForce => "not-in-force",
            Reason::NotOwned => "not-owned",
            Reason::NotMainBusiness => "not-main-business",
            Reason::NotIndustrialised => "not-industrialised",
            Reason::SameFamily => "same-family",
            Reason::RecentlyAcquired => "recently-acquired",
            Reason::CoOwned => "co-owned",
            Reason::InvalidationPending => "invalidation-pending",
            Reason::ShortLife => "short-life",
            Reason::OpenIssue => "open-issue",
            Reason::NotCore => "not-core",
        }
    }
}

/// One invention of the list and the counts it enters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PatentReview {
    /// Id of the asset.
    pub asset: String,
    /// In the legal count of I3.
    pub legal: Outcome,
    /// In the strict count.
    pub strict: Outcome,
    /// In the count of E5.
    pub core: Outcome,
    /// Reasons that keep it out for certain.
    pub excluded: Vec<Reason>,
    /// Reasons that would keep it out; the answer is missing.
    pub open: Vec<Reason>,
    /// Granted by the office of another country, as its number says; `None` when nothing says it.
    pub abroad: Option<bool>,
}

/// Where the patents of the legal count were granted. The guideline does not say whether grants abroad count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrantOffices {
    /// In China; a family granted in China and abroad is here.
    pub home: u32,
    /// Abroad alone.
    pub abroad: u32,
    /// Not known from number or family.
    pub unknown: u32,
}

/// Patents of the legal count that one reason keeps out of the strict count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StrictLoss {
    /// Which.
    pub reason: Reason,
    /// How many; a patent with two reasons counts under each.
    pub patents: u32,
}

/// Counts of invention patents, one per family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PatentCounts {
    /// `n_legal`: gate of I3.
    pub legal: Tally,
    /// `n_strict`: survives acquisition window, co-ownership, invalidation, life and open issues.
    pub strict: Tally,
    /// `n_map50`: gate of E5.
    pub core: Tally,
    /// Of `core`, patents that an issue calls in question for certain: bought late, under invalidation, or named in an
    /// open issue.
    pub core_in_question: u32,
    /// Offices of the patents certain in `legal`; `None` when counted without a list.
    pub offices: Option<GrantOffices>,
    /// Why `strict` is smaller than `legal`, by reason; empty when counted without a list.
    pub losses: Vec<StrictLoss>,
    /// Each invention listed; empty when only counts were given.
    pub reviews: Vec<PatentReview>,
    /// The counts come from stated numbers instead of a list, in whole or in part.
    pub stated: bool,
}

/// Combined verdict shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AttributeVerdict {
    /// 符合（常规指标）.
    MeetsRegular,
    /// 符合（例外情形）.
    MeetsExceptional,
    /// 不符合.
    DoesNotMeet,
    /// Not met on figures; the exceptional route is not answered.
    DoesNotMeetOnFigures,
    /// 限制类: expert review.
    ExpertReview,
    /// 禁止类.
    NotEligible,
    /// 数据不足.
    InsufficientData,
}

/// REG, EXC and ATTR.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttributeResult {
    /// REG: every indicator passes or does not apply.
    pub regular: Outcome,
    /// EXC: any exceptional situation.
    pub exceptional: Outcome,
    /// ATTR = REG or EXC.
    pub attribute: Outcome,
    /// What to show.
    pub verdict: AttributeVerdict,
    /// Some indicator is PASS_AT_RISK.
    pub at_risk: bool,
    /// E5 is the only route, and falls below its threshold without the patents that issues call in question.
    pub exception_fragile: bool,
    /// Exceptional situations that are met.
    #[serde(deserialize_with = "crate::code::many")]
    pub by: Vec<Code>,
    /// Indicators that fail.
    pub failing: Vec<IndicatorCode>,
}
