//! A station's own product and policy pack 站点产品与政策包: read, checked against the published schema, laid over the
//! built-in rules, compared with them, and tried out before anything is computed under it.
//!
//! The schema is `rules/station-pack.schema.json`. Reading TOML needs the feature `station`; JSON alone does not.

#[cfg(feature = "station")]
mod difference;
mod form;
#[cfg(feature = "station")]
mod read;
mod result;
#[cfg(feature = "station")]
mod trial;

pub use self::form::SCHEMA;
#[cfg(feature = "station")]
pub use self::read::{lay_station_pack, read_station_pack};
pub use self::result::{
    Difference, FieldChange, FieldForm, FieldValue, PackError, PackFault, PackProblem, RecordChange, RecordKind,
    StationPack,
};
