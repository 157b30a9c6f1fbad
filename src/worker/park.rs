//! Messages of the park desk: one file at a time becomes a row, and the rows become a workbook.

use std::rc::Rc;

use ip_health_engine::park::{Firm, PoolOptions, Unread};
use ip_health_engine::rules::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::messages::{NoWorkbook, job};

/// Reads a check-up file into a row of the desk. The page gets the row, not the assessment.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadFirm {
    /// Name of the file, with its folders.
    pub file: String,
    /// Its content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// The day it was last saved.
    pub modified: Option<Date>,
    /// The day it is assessed for.
    pub as_of: Date,
}

job!(ReadFirm -> Result<Box<Firm>, Unread>);

/// Writes the desk as a workbook, `.xlsx`.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteDesk {
    /// The rows.
    pub firms: Vec<Rc<Firm>>,
    /// Files that gave no row.
    pub unread: Vec<Unread>,
    /// Rows chosen for the pool.
    pub chosen: Vec<usize>,
    /// How the pool is put together.
    pub options: PoolOptions,
    /// Names are masked.
    pub masked: bool,
    /// Day of the assessments.
    pub as_of: Date,
    /// Language of the workbook.
    pub language: Language,
}

job!(WriteDesk -> Result<ByteBuf, NoWorkbook>);
