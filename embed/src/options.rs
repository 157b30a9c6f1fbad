//! Options that several functions share: the day, the language, a station's own rules.

use ip_health_engine::dossier::{Dossier, read_file};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::valuation::problem::from_json;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::fault::Fault;

/// What `assess`, `value` and others take beside their subject.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// Valuation date and day of the rules; the JavaScript side fills in today.
    as_of: Option<Date>,
    /// A station's pack, laid over the built-in one.
    rules: Option<Value>,
    /// Takes what a problem leaves open from the rules.
    pub fill: bool,
    /// Language of a workbook.
    pub language: Language,
    /// Series longer than this are shown by their figure alone in a workbook.
    pub longest_series: Option<usize>,
    /// Where an inverse question looks.
    pub range: Option<[f64; 2]>,
    /// The pool whose simulation is wanted.
    pub pool: Option<String>,
}

impl Options {
    /// From JSON text.
    pub fn read(text: &str) -> Result<Self, Fault> {
        object(text).map_err(|fault| fault.within("options"))
    }

    /// The day.
    pub fn day(&self) -> Result<Date, Fault> {
        self.as_of.ok_or_else(|| Fault::option("options.asOf", "is missing"))
    }

    /// The rules: the built-in ones, with the station's laid over them.
    pub fn pack(&self) -> Result<RulePack, Fault> {
        let pack = RulePack::built_in()?;
        let Some(rules) = &self.rules else { return Ok(pack) };
        let overlaid = pack.overlaid_with_json(&rules.to_string());
        overlaid.map_err(|error| {
            let fault = Fault::from(error);
            Fault {
                message: format!("options.rules: {}", fault.message),
                field: Some("options.rules".to_owned()),
                ..fault
            }
        })
    }
}

/// Reads an object; errors name the field.
pub fn object<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    from_json(text).map_err(Fault::from)
}

/// The most rights that the counts of a quick start may stand for: each becomes one in memory.
const MOST_COUNTED: u64 = 100_000;

/// The dossier of a file. A file of a newer version is read as far as this one knows it.
pub fn dossier_of(file: &[u8]) -> Result<Dossier, Fault> {
    let dossier = read_file(file)?.file.dossier;
    let counts = &dossier.counts;
    let groups = [
        counts.inventions,
        counts.pending_inventions,
        counts.utility_models,
        counts.trademarks,
        counts.software,
        counts.layout_designs,
    ];
    let counted: u64 = groups.into_iter().flatten().map(u64::from).sum();
    if counted > MOST_COUNTED {
        let message = format!("stand for {counted} rights, more than {MOST_COUNTED}");
        return Err(Fault::option("counts", message).with_code("too-many-rights"));
    }
    Ok(dossier)
}
