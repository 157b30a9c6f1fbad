//! A check-up handed over by QR codes.

use ip_health_engine::exchange::{CodesError, Gathering, Taken};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::messages::job;

/// Writes a file as the texts of QR codes.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteCodes {
    /// The text of the file.
    pub file: String,
}

job!(WriteCodes -> Result<Vec<String>, CodesError>);

/// Reads the codes in a picture and adds them to those gathered before.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadCodes {
    /// What is there so far.
    pub gathering: Gathering,
    /// Grey values of the picture, row by row from the top.
    #[serde(with = "serde_bytes")]
    pub grey: Vec<u8>,
    /// Pixels in a row.
    pub width: u32,
}

/// What the codes of a picture brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodesRead {
    /// What is there now.
    pub gathering: Gathering,
    /// What each code of the picture was; empty where none was found.
    pub taken: Vec<Taken>,
    /// The file, once every code is there.
    pub file: Option<Result<ByteBuf, CodesError>>,
}

job!(ReadCodes -> Box<CodesRead>);
