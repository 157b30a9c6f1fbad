//! What the deadlines return: what falls due, what it costs, what expires, and which rights are worth their fees.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::working::Figure;

/// Fees and deadlines of the portfolio 期限与年费, as of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadlines {
    /// As-of day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub day: Date,
    /// Whether fees are reckoned with the reduction 费用减缴.
    pub reduction: Reduction,
    /// Past their day and neither paid nor lost beyond doubt, the oldest first.
    pub overdue: Vec<Deadline>,
    /// Due from the as-of day to the end of [`Deadlines::months`], by day.
    pub coming: Vec<Deadline>,
    /// The calendar month of the as-of day and the eleven after it.
    pub months: Vec<MonthTotal>,
    /// Payable in those months, what is overdue included, yuan.
    pub total: Figure,
    /// Yuan that the reduction would save in those months if it were recorded; 0 when it is, or cannot be had.
    pub saving: f64,
    /// Every granted patent with a fee still to come: what going on is worth.
    pub outlooks: Vec<Outlook>,
    /// Next fees of the rights that [`Advice::Prune`] names, yuan.
    pub prunable: Figure,
    /// Rights in force and their value by the calendar year in which their protection ends, terms that can be renewed
    /// left out; the first ten years that have any.
    pub expiries: Vec<ExpiryYear>,
}

/// Whether annual fees are paid reduced.
///
/// # Source
/// 专利收费减缴办法: taxable income of the previous year below a limit, and recorded with the office 费减备案.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reduction {
    /// Recorded: fees are reckoned reduced.
    Recorded,
    /// The income qualifies, the record is missing or not known: fees are reckoned in full.
    Open,
    /// The income passes the limit.
    Barred,
    /// Neither is known: fees are reckoned in full.
    Unknown,
}

/// A day by which something must be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// Id that stays the same from one assessment to the next: `fee.a7.9`.
    pub id: String,
    /// Id of the right, or of the licence.
    pub subject: String,
    /// What.
    pub kind: DeadlineKind,
    /// Last day without consequence.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub due: Date,
    /// First day on which it can be done, where there is one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub opens: Option<Date>,
    /// Last day at extra cost 滞纳期、宽展期.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub last_day: Option<Date>,
    /// How it stands.
    pub state: DeadlineState,
    /// The day follows from dates of the right, it was not answered.
    pub derived: bool,
    /// Payable if done on the as-of day, or on the due day when that is later, yuan; `None` where nothing is payable or
    /// the amount is not known.
    pub amount: Option<Figure>,
}

/// What must be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineKind {
    /// 年费.
    AnnualFee {
        /// Year of the patent from filing 年度; `None` while the filing date is not known.
        year: Option<u32>,
    },
    /// 商标续展.
    Renewal {
        /// Nice classes; `None` not known, one is reckoned.
        classes: Option<u32>,
    },
    /// Protection ends and cannot be renewed 保护期届满.
    Expiry,
    /// A licence contract ends 许可到期.
    LicenceEnd,
}

/// How a deadline stands on the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// Ahead.
    Coming,
    /// Ahead, and can be done now.
    Open,
    /// Past its day, within the period of grace.
    Late {
        /// Month of the period of grace, from 1.
        month: u32,
    },
    /// Past its day by the date given; whether it was paid was not answered.
    Unconfirmed,
    /// The period of grace is over: the right ends, restoration 恢复权利 may still be had.
    Lapsed,
}

/// What a calendar month costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthTotal {
    /// Its first day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub month: Date,
    /// Deadlines in it.
    pub count: u32,
    /// Payable, yuan.
    pub amount: f64,
}

/// Whether a patent is worth its fees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outlook {
    /// Id of the right.
    pub asset: String,
    /// Patent year of the next fee.
    pub next_year: u32,
    /// Next fee, yuan, as it would be paid.
    pub next_fee: f64,
    /// All fees to the end of the term, yuan, as they would be paid.
    pub fees_left: f64,
    /// Worth of going on at the next fee, yuan, by the renewal programme; `None` when the value is not known.
    pub worth: Option<Figure>,
    /// Last patent year worth its fee; `None` when none is, or the value is not known.
    pub keep_until: Option<u32>,
    /// What to do.
    pub advice: Advice,
    /// Why.
    pub reason: AdviceReason,
}

/// What to do about the next fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// 续费.
    Keep,
    /// 复核.
    Review,
    /// 可放弃.
    Prune,
    /// Not enough is known 尚不能判断.
    Unknown,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AdviceReason {
    /// Pledged, contributed, leased back or in a trust or pool: the contract binds.
    Bound,
    /// Declared essential to a standard.
    StandardEssential,
    /// In a licence that runs.
    Licensed,
    /// Counts for the STAR attribute 科创属性.
    ListingCount,
    /// An invention held for the high-tech certificate 高新技术企业.
    HighTechCount,
    /// Worth more than its fees.
    Worth,
    /// Worth hardly more than its next fee.
    SmallMargin,
    /// Grade E.
    LowGrade,
    /// Grade D and not worth its next fee.
    NotWorthFee,
    /// Better than grade D, yet not worth its next fee by its value.
    GradeAgainstValue,
    /// Its value is not known.
    ValueUnknown,
}

/// What ends in a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpiryYear {
    /// Calendar year.
    pub year: i16,
    /// Rights.
    pub rights: u32,
    /// Their value today (P50), yuan.
    pub value: f64,
    /// Share of the value of all rights in force, 0–1.
    pub share: f64,
}
