//! Files under a passphrase: trying one costs a second by design, so it is done in the worker.

use ip_health_engine::exchange::{SealError, SealRandom};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::messages::job;

/// Seals a file with a passphrase.
#[derive(Serialize, Deserialize)]
pub struct Seal {
    /// The file.
    #[serde(with = "serde_bytes")]
    pub plain: Vec<u8>,
    /// The passphrase.
    pub passphrase: String,
    /// Fresh randomness.
    pub random: SealRandom,
}

/// Opens a file that was sealed with a passphrase.
#[derive(Serialize, Deserialize)]
pub struct Unseal {
    /// The file.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
    /// The passphrase.
    pub passphrase: String,
}

// What is secret stays out of every message of a fault.
impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal { … }")
    }
}

impl std::fmt::Debug for Unseal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unseal { … }")
    }
}

job!(Seal -> Result<ByteBuf, SealError>);
job!(Unseal -> Result<ByteBuf, SealError>);
