//! The messages, one type each.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Outcome;
use super::read::{Misread, fields};
use crate::rules::Language;

/// Version of the protocol; a message of another version is refused.
pub const PROTOCOL: u32 = 1;

/// Writes the messages of a direction once: type of the message, Rust type.
macro_rules! messages {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident($kind:literal, $type:ty),)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[$each])* $variant($type),)*
        }

        impl $name {
            /// The types of messages there are.
            pub const TYPES: &'static [&'static str] = &[$($kind),*];

            /// The message as JSON.
            #[must_use]
            pub fn to_value(&self) -> Value {
                let (kind, body) = match self {
                    $($name::$variant(message) => ($kind, serde_json::to_value(message)),)*
                };
                // Records of texts and numbers; there is nothing in them that could not be written.
                let mut fields = match body { Ok(Value::Object(fields)) => fields, _ => Map::new() };
                fields.insert("protocol".to_owned(), PROTOCOL.into());
                fields.insert("type".to_owned(), kind.into());
                Value::Object(fields)
            }

            /// The message of a type with these fields.
            pub(super) fn of(kind: &str, body: Map<String, Value>) -> Result<Self, Misread> {
                match kind {
                    $($kind => fields(body).map($name::$variant),)*
                    _ => Err(Misread::unknown_type(kind, Self::TYPES)),
                }
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let each = [$(tagged(<$type as schemars::JsonSchema>::json_schema(generator), $kind)),*];
                schemars::json_schema!({ "oneOf": each })
            }
        }
    };
}

/// The schema of a body with what stands around it in a message.
#[cfg(feature = "schema")]
fn tagged(mut body: schemars::Schema, kind: &str) -> Value {
    let around =
        [("type", serde_json::json!({ "const": kind })), ("protocol", serde_json::json!({ "const": PROTOCOL }))];
    let object = body.ensure_object();
    for (name, schema) in around {
        let properties = object.entry("properties").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(properties) = properties {
            properties.insert(name.to_owned(), schema);
        }
        let required = object.entry("required").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(required) = required {
            required.push(name.into());
        }
    }
    object.insert("type".to_owned(), "object".into());
    body.to_value()
}

messages! {
    /// What the host says.
    FromHost {
        /// How the check-up looks and what it tells. The first one binds frame and host to each other.
        Configure("iphc:configure", Configure),
        /// The document to work on.
        Load("iphc:load", Load),
        /// Asks for the document as it is now.
        Save("iphc:save", Save),
        /// Asks for a file made from the document.
        Export("iphc:export", Export),
    }
}

messages! {
    /// What the embedded page says.
    FromPage {
        /// It listens. The one message that any page may hear: it tells nothing of the document.
        Ready("iphc:ready", Ready),
        /// The document differs from what the host has, or does so no more.
        Change("iphc:change", Change),
        /// The document after a pause of the person, where the host asked for it.
        Autosave("iphc:autosave", Autosave),
        /// The document: the person saved, or the host asked.
        Save("iphc:save", Saved),
        /// What the check-up says, where the host asked for it.
        Result("iphc:result", Outcome),
        /// The file that the host asked for.
        Export("iphc:export", Exported),
        /// The person is done.
        Exit("iphc:exit", Exit),
        /// The page has become higher or lower.
        Resize("iphc:resize", Resize),
        /// A message was refused, or what it asked for failed.
        Error("iphc:error", Refused),
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system of the person says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A part of the check-up that a host may leave out. The proof that nothing leaves and the glossary always stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The start page with its examples.
    Start,
    /// 填报.
    Interview,
    /// 清单.
    Portfolio,
    /// 报告.
    Report,
    /// 估值分布.
    Value,
    /// 假设分析.
    WhatIf,
    /// 对比.
    Compare,
    /// 科创板.
    Star,
    /// 读者视角.
    Readers,
    /// 打印.
    Print,
    /// 规则包.
    Rules,
    /// The menu of files.
    Files,
}

impl Part {
    /// All, in the order of the screens.
    pub const ALL: [Part; 12] = [
        Part::Start,
        Part::Interview,
        Part::Portfolio,
        Part::Report,
        Part::Value,
        Part::WhatIf,
        Part::Compare,
        Part::Star,
        Part::Readers,
        Part::Print,
        Part::Rules,
        Part::Files,
    ];
}

/// How the check-up looks and what it tells the host. Each message states all of it: what is left out has its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Configure {
    /// By which the answer is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
    pub request: Option<String>,
    /// Light or dark.
    #[serde(default)]
    pub theme: Theme,
    /// Language; left out, it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The text of a station's rule pack, TOML or JSON, laid over the built-in rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Parts that are not shown.
    #[serde(default)]
    pub hidden: Vec<Part>,
    /// The document may be read, not changed.
    #[serde(default)]
    pub read_only: bool,
    /// Send the document after each pause of the person. Without it the host gets it when the person saves.
    #[serde(default)]
    pub autosave: bool,
    /// Send what the check-up says after each change.
    #[serde(default)]
    pub results: bool,
    /// Offer the person to close the check-up.
    #[serde(default)]
    pub closable: bool,
}

/// The document to work on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Load {
    /// By which the answer is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
    pub request: Option<String>,
    /// The text of a file `*.iphc.json`.
    pub file: String,
    /// Valuation date 评估基准日 and day of the rules; today where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub as_of: Option<Date>,
    /// The part to show; the report where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<Part>,
}

/// Asks for the document as it is now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Save {
    /// By which the answer is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
    pub request: Option<String>,
}

/// A file that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// The check-up file, `*.iphc.json`.
    File,
    /// The workings as a workbook with live formulas, `.xlsx`.
    Workbook,
    /// Everything computed, as JSON.
    Assessment,
}

/// Asks for a file made from the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Export {
    /// By which the answer is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
    pub request: Option<String>,
    /// Which.
    pub format: ExportFormat,
}

/// What the embedded page can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Capability {
    /// See [`Configure::rules`].
    Rules,
    /// See [`Configure::hidden`].
    Hidden,
    /// See [`Configure::read_only`].
    ReadOnly,
    /// See [`Configure::autosave`].
    Autosave,
    /// See [`Configure::results`].
    Results,
    /// See [`ExportFormat::Workbook`].
    Workbook,
    /// See [`ExportFormat::Assessment`].
    Assessment,
}

/// It listens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ready {
    /// Version of the program.
    pub version: String,
    /// What it can do.
    pub capabilities: Vec<Capability>,
}

impl Ready {
    /// This program.
    #[must_use]
    pub fn new() -> Self {
        use Capability::{Assessment, Autosave, Hidden, ReadOnly, Results, Rules, Workbook};
        Ready {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            capabilities: vec![Rules, Hidden, ReadOnly, Autosave, Results, Workbook, Assessment],
        }
    }
}

impl Default for Ready {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether the document differs from what the host has. Tells nothing of its contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// The `request` of the message that is answered: the document was loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// It differs from what was loaded or saved last.
    pub dirty: bool,
    /// Fingerprint of answers, day and rules, 64 hexadecimal digits, as on the printed report.
    pub hash: String,
}

/// The document after a pause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Autosave {
    /// The text of the file.
    pub file: String,
    /// As in [`Change::hash`].
    pub hash: String,
}

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Saved {
    /// The `request` of the message that is answered; none where the person saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The text of the file.
    pub file: String,
    /// As in [`Change::hash`].
    pub hash: String,
}

/// A file made from the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exported {
    /// The `request` of the message that is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Which.
    pub format: ExportFormat,
    /// A name for it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes in base64.
    #[cfg_attr(feature = "schema", schemars(extend("contentEncoding" = "base64")))]
    pub bytes: String,
}

/// How the person left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The host has the newest state.
    Saved,
    /// There are changes that the host does not have.
    Unsaved,
}

/// The person is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exit {
    /// How.
    pub reason: Ending,
}

/// The page has become higher or lower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resize {
    /// Its height in CSS pixels.
    pub height: u32,
}

/// Why a message was refused, or what it asked for failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Refused {
    /// The `request` of the message, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Stable: `syntax`, `protocol`, `unknown-type`, `unknown-field`, `missing`, `kind`, `value`, `too-large`,
    /// `not-configured`, `not-ready`, `rules`, `export`, or the code of a file that does not open, such as `truncated`.
    pub code: String,
    /// Path of the field at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// For developers.
    pub message: String,
}
