//! The job of finding where conclusions change: hundreds of estimates, so it tells how far it is.

use std::rc::Rc;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::flips::AnswerFlips;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages::{Stage, job};

/// Finds at which numbers of the answers the grade and the best channel change.
#[derive(Debug, Serialize, Deserialize)]
pub struct FindFlips {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

// Numbers done, and of how many.
// The flips; or what the rule pack lacks, which is a defect of the build.
job!(FindFlips -> Result<Box<AnswerFlips>, String>, telling (u32, u32): Stage::FindFlips(done, total) => (done, total));
