//! One file as one row.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::screening::{Screening, screen};
use crate::Assessment;
use crate::assess::estimate;
use crate::decide::{DEBT, Outlook, lent};
use crate::dossier::{FileError, Sector, checksum, read_file};
use crate::financing::{Channel, ChannelDetails, LimitKind, PoolCollateral, Verdict};
use crate::readers::WITHHELD;
use crate::rules::{Measured, RulePack};
use crate::valuation::Range;

/// A file before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmFile<'a> {
    /// Its name, with the folders it came in.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// The day it was last saved, as the browser says.
    pub modified: Option<Date>,
}

/// A firm of the desk: the headline figures of its file, the same that its report shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Firm {
    /// Name of the file.
    pub file: String,
    /// The day the file was last saved.
    pub modified: Option<Date>,
    /// The day for which the file was last looked at.
    pub stamp: Option<Date>,
    /// Checksum of the content: equal for the same file.
    pub content: u64,
    /// Name of the enterprise; empty while not given.
    pub name: String,
    /// Unified social credit code 统一社会信用代码.
    pub code: Option<String>,
    /// Main industry.
    pub sector: Option<Sector>,
    /// District by GB/T 2260 code.
    pub district: Option<String>,
    /// Last fiscal year with revenue.
    pub last_year: Option<i16>,
    /// Rights in the portfolio.
    pub rights: usize,
    /// Answered share of the questions, 0–1.
    pub completeness: f64,
    /// Value of the portfolio, yuan; `None` while nothing can be valued.
    pub value: Option<Range>,
    /// Most that one open channel lends, yuan, and which. Rights secure one loan at a time, so channels are not added.
    /// 0 when every lending channel is closed; `None` while none is open and one waits for answers.
    pub debt: Option<f64>,
    /// The open cash channel that ranks first.
    pub best: Option<Channel>,
    /// Grade, score, channels, STAR Market.
    pub outlook: Outlook,
    /// Scores of the six dimensions of the portrait, 0–100, in the order of [`Dimension::ALL`](crate::health::Dimension).
    pub dimensions: Vec<Option<f64>>,
    /// White-list screening 白名单.
    pub screening: Screening,
    /// What it brings into a pool.
    pub candidate: Candidate,
    /// What whoever reads the row must know of the file.
    pub remarks: Vec<Remark>,
}

/// What a firm brings into a pool for securitisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its rights that can enter, by kind.
    pub collateral: Vec<PoolCollateral>,
    /// What it needs, yuan.
    pub need: Option<f64>,
    /// Debt-service cover of the year, times.
    pub cover: Option<f64>,
    /// Ids of hard criteria that fail. That a pool organiser exists is not asked: whoever builds the pool is one.
    pub failed: Vec<String>,
    /// Ids of criteria that cannot be judged yet.
    pub open: Vec<String>,
}

/// Something about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// A newer version of the program wrote it; so many values are not known to this one.
    Newer {
        /// Values left out.
        left_out: usize,
    },
    /// Parts are withheld 隐去: they count as not known, amounts in bands as the middle of the band.
    Redacted,
    /// Another than the program wrote: changed by hand or damaged.
    Altered,
    /// An invented sample.
    Sample,
    /// Without a credit code, so that a second file of the same firm is not noticed.
    NoCode,
    /// Without any right.
    NoRights,
}

/// A file that gave no row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    /// Name of the file.
    pub file: String,
    /// Why.
    pub reason: UnreadReason,
}

/// Why a file gave no row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum UnreadReason {
    /// It is no sound check-up file.
    File(FileError),
    /// The browser could not read it: it is gone, or a folder.
    Unreadable,
    /// Larger than any check-up file.
    TooLarge,
    /// The program failed over it, as where the rule pack lacks what the assessment needs: a defect.
    Failed(String),
}

/// The id of the criterion that whoever builds the pool answers.
const ORGANISER: &str = "AB-H01";

/// Reads a file into a row, by the same estimate as the report.
///
/// # Errors
/// [`Unread`], with the reason.
pub fn read_firm(file: &FirmFile, pack: &RulePack, as_of: Date) -> Result<Firm, Unread> {
    let unread = |reason| Unread { file: file.name.to_owned(), reason };
    let opened = read_file(file.bytes).map_err(|error| unread(UnreadReason::File(error)))?;
    let dossier = &opened.file.dossier;
    let assessment = estimate(dossier, pack, as_of).map_err(|error| unread(UnreadReason::Failed(error.to_string())))?;
    let enterprise = &dossier.enterprise;
    let rights = dossier.portfolio().len();
    let mut remarks = Vec::new();
    if opened.read_only {
        remarks.push(Remark::Newer { left_out: opened.losses.len() });
    }
    if std::str::from_utf8(file.bytes).is_ok_and(|text| text.contains(WITHHELD)) {
        remarks.push(Remark::Redacted);
    }
    if opened.altered {
        remarks.push(Remark::Altered);
    }
    if dossier.sample.is_some() {
        remarks.push(Remark::Sample);
    }
    if enterprise.credit_code.is_none() {
        remarks.push(Remark::NoCode);
    }
    if rights == 0 {
        remarks.push(Remark::NoRights);
    }
    let valuation = &assessment.valuation;
    let dimensions = &assessment.health.dimensions;
    Ok(Firm {
        file: file.name.to_owned(),
        modified: file.modified,
        stamp: opened.file.rules.as_ref().map(|stamp| stamp.as_of),
        content: checksum(file.bytes.iter().copied()),
        name: enterprise.name.trim().to_owned(),
        code: enterprise.credit_code.clone().filter(|code| !code.is_empty()),
        sector: enterprise.sector,
        district: enterprise.district.clone(),
        last_year: dossier.last_year().map(|year| year.year),
        rights,
        completeness: assessment.completeness.share,
        value: (!valuation.pools.is_empty()).then_some(valuation.range),
        debt: debt(&assessment),
        best: best(&assessment),
        outlook: Outlook::of(&assessment),
        dimensions: dimensions.iter().map(|found| found.score.as_ref().map(|score| score.value)).collect(),
        screening: screen(&assessment.financing, rights),
        candidate: candidate(&assessment),
        remarks,
    })
}

fn debt(assessment: &Assessment) -> Option<f64> {
    let lending = |channel: Channel| DEBT.contains(&channel);
    let most = lent(assessment.financing.open_now()).map(|(_, amount)| amount);
    let channels = &assessment.financing.channels;
    let waits = channels.iter().any(|found| lending(found.channel) && found.verdict == Verdict::NeedsData);
    most.or(if waits { None } else { Some(0.0) })
}

fn best(assessment: &Assessment) -> Option<Channel> {
    let ranked = assessment.open_channels().filter_map(|found| Some((found.rank?.base, found.channel)));
    ranked.min().map(|(_, channel)| channel)
}

fn candidate(assessment: &Assessment) -> Candidate {
    let Some(found) = assessment.financing.channel(Channel::Securitisation) else { return Candidate::default() };
    let asked = |ids: &[String]| ids.iter().filter(|id| *id != ORGANISER).cloned().collect();
    let cover = found.criteria.iter().find(|result| result.criterion == "AB-H03");
    let need = found.limits.iter().find(|limit| limit.kind == LimitKind::Need);
    Candidate {
        collateral: match &found.details {
            ChannelDetails::Securitisation(details) => details.collateral.clone(),
            _ => Vec::new(),
        },
        need: need.map(|limit| limit.figure.value),
        cover: match cover.map(|result| &result.measured) {
            Some(Measured::Number(cover)) => Some(*cover),
            _ => None,
        },
        failed: asked(&found.failed),
        open: asked(&found.data_needed),
    }
}
