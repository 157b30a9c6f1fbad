//! JSON Schemas of what goes in and what comes out, made from the types themselves.
//!
//! Only the tool that writes the schemas turns the feature on; no wasm carries it.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::dossier::{Dossier, FORMAT, FORMAT_VERSION, Original};
use crate::exchange::frame::{FromHost, FromPage};
use crate::exchange::{Import, ImportOptions, Progress, UnknownLayout};
use crate::rules::authoring::RawPack;
use crate::station::DeskFile;
use crate::valuation::problem::{Inverse, Problem, Solution, Unknown};
use crate::valuation::simulation::{
    FlipPoint, SimulationOptions, SimulationProblem, SimulationProgress, SimulationResult, TornadoBar,
};
use crate::working::Term;
use crate::{Assessment, Money};

/// A day, `2026-11-23`: stands for `jiff`'s type in the schemas.
pub struct Day(());

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "description": "A day: 2026-11-23." })
    }
}

impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "An amount in yuan 元, exact to the fen 分." })
    }
}

impl JsonSchema for Term {
    fn schema_name() -> Cow<'static, str> {
        "Term".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "Id of a quantity: `discount-rate`." })
    }
}

/// The file `*.iphc.json`. The engine reads it field by field, so that it can salvage a damaged one; this is its form.
#[derive(JsonSchema)]
#[schemars(rename = "DossierFile")]
#[expect(dead_code, reason = "the form of a file, never a value")]
struct File {
    /// By which our files are known.
    #[schemars(extend("const" = FORMAT))]
    format: String,
    /// Version of the format.
    #[schemars(range(min = 1, max = FORMAT_VERSION))]
    version: u32,
    /// By which this program notices damage, 16 hexadecimal digits; other programs leave it out.
    checksum: Option<String>,
    /// Program and version that wrote the file.
    written_by: Option<String>,
    /// Everything the enterprise tells us.
    dossier: Dossier,
    /// The dossier as an older version wrote it.
    original: Option<Original>,
}

/// What is read, so that each type is defined once.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a list of types, never a value")]
struct Inputs {
    dossier_file: File,
    problem: Problem,
    unknown: Unknown,
    simulation_problem: SimulationProblem,
    simulation_options: SimulationOptions,
    import_options: ImportOptions,
    rule_pack: RawPack,
    from_host: FromHost,
}

/// What is answered.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a list of types, never a value")]
struct Outputs {
    assessment: Assessment,
    solution: Solution,
    inverse: Inverse,
    simulation_problem: SimulationProblem,
    simulation_progress: SimulationProgress,
    simulation_result: SimulationResult,
    tornado_bar: TornadoBar,
    flip_point: FlipPoint,
    import: Import,
    import_progress: Progress,
    unknown_layout: UnknownLayout,
    from_page: FromPage,
}

/// JSON Schema (draft 2020-12) of one kind of input.
fn of<T: JsonSchema>(settings: SchemaSettings) -> Value {
    plain(settings.into_generator().into_root_schema_for::<T>().to_value())
}

/// Schemas by name: the file of a dossier, problems of `value`, problems of `simulate`, a station's rule pack, its
/// terminal's `station.json`, the messages between a host and the embedded page.
#[must_use]
pub fn schemas() -> Value {
    let read = || SchemaSettings::draft2020_12().for_deserialize();
    serde_json::json!({
        "dossier": of::<File>(read()),
        "problem": of::<Problem>(read()),
        "simulation": of::<SimulationProblem>(read()),
        "rules": of::<RawPack>(read()),
        "station": of::<DeskFile>(read()),
        "from-host": of::<FromHost>(read()),
        "from-page": of::<FromPage>(read()),
    })
}

/// All types, what is read as it may be written and what is answered as it is: the source of the package's TypeScript.
#[must_use]
pub fn types() -> Value {
    serde_json::json!({
        "input": of::<Inputs>(SchemaSettings::draft2020_12().for_deserialize()),
        "output": of::<Outputs>(SchemaSettings::draft2020_12().for_serialize()),
    })
}

/// Leaves out what says nothing to a validator: widths of whole numbers, defaults.
fn plain(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(fields) => {
            // A field of ours may be called `format` too; its schema is no text.
            let format = fields.get("format").and_then(Value::as_str);
            if format.is_some_and(|format| format != "date") && fields.contains_key("type") {
                fields.remove("format");
            }
            if fields.contains_key("type") || fields.contains_key("$ref") || fields.contains_key("anyOf") {
                fields.remove("default");
            }
            fields.values_mut().for_each(|value| *value = plain(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| *value = plain(value.take())),
        _ => {}
    }
    schema
}
