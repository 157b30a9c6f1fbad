//! A station's own product and policy pack 站点产品与政策包: read, checked against the published schema, laid over the
//! built-in rules, compared with them, and tried out before anything is computed under it.
//!
//! The schema is `rules/station-pack.schema.json`. Reading needs the feature `station`.

mod desk;
#[cfg(feature = "station")]
mod difference;
#[cfg(feature = "station")]
mod form;
#[cfg(feature = "station")]
mod read;
mod result;
#[cfg(feature = "station")]
mod trial;

#[cfg(feature = "schema")]
pub use self::desk::DeskFile;
pub use self::desk::{Desk, DeskError, DeskProblem, read_desk};
#[cfg(feature = "station")]
pub use self::read::{lay_station_pack, read_station_pack};
pub use self::result::{
    Difference, FieldChange, FieldForm, FieldValue, PackError, PackFault, PackProblem, RecordChange, RecordKind,
    StationPack,
};

/// The published schema of a station's pack, JSON Schema 2020-12.
pub const SCHEMA: &str = include_str!("../../../rules/station-pack.schema.json");
