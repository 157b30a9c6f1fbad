//! Reading messages: whatever comes, a message or a fault with code and field.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::messages::{FromHost, FromPage, PROTOCOL, Refused};

/// The longest message that is read, in bytes of JSON.
pub const LONGEST_MESSAGE: usize = 64 << 20;
/// The longest `request`, in characters.
const LONGEST_REQUEST: usize = 64;

/// Why a message is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Misread {
    /// The `request` of the message, where it could be read.
    pub request: Option<String>,
    /// Stable, see [`Refused::code`].
    pub code: &'static str,
    /// Path of the field at fault.
    pub field: Option<String>,
    /// For developers; names the field.
    pub message: String,
}

impl Misread {
    fn new(code: &'static str, field: Option<&str>, message: impl Into<String>) -> Self {
        Misread { request: None, code, field: field.map(str::to_owned), message: message.into() }
    }

    pub(super) fn unknown_type(found: &str, known: &[&str]) -> Self {
        // What was sent may be long; its beginning tells which it is.
        let found: String = found.chars().take(LONGEST_REQUEST).collect();
        Misread::new("unknown-type", Some("type"), format!("type: {found:?} is none of {}", known.join(", ")))
    }
}

impl From<Misread> for Refused {
    fn from(misread: Misread) -> Self {
        let Misread { request, code, field, message } = misread;
        Refused { request, code: code.to_owned(), field, message }
    }
}

/// A message of the host, from its JSON.
///
/// # Errors
/// What is wrong with it, with code and field.
pub fn read_from_host(json: &str) -> Result<FromHost, Misread> {
    read(json, FromHost::of)
}

/// A message of the embedded page, from its JSON.
///
/// # Errors
/// What is wrong with it, with code and field.
pub fn read_from_page(json: &str) -> Result<FromPage, Misread> {
    read(json, FromPage::of)
}

fn read<M>(json: &str, of: fn(&str, Map<String, Value>) -> Result<M, Misread>) -> Result<M, Misread> {
    if json.len() > LONGEST_MESSAGE {
        return Err(Misread::new("too-large", None, format!("longer than {LONGEST_MESSAGE} bytes")));
    }
    let mut body = match serde_json::from_str(json) {
        Ok(Value::Object(body)) => body,
        Ok(_) => return Err(Misread::new("syntax", None, "a message is an object")),
        Err(error) => return Err(Misread::new("syntax", None, format!("not JSON: {error}"))),
    };
    let request = body.get("request").and_then(Value::as_str).map(str::to_owned);
    let request = request.filter(|request| request.chars().count() <= LONGEST_REQUEST);
    opened(&mut body, of).map_err(|misread| Misread { request, ..misread })
}

fn opened<M>(
    body: &mut Map<String, Value>,
    of: fn(&str, Map<String, Value>) -> Result<M, Misread>,
) -> Result<M, Misread> {
    let kind = match body.remove("type") {
        Some(Value::String(kind)) => kind,
        Some(_) => return Err(Misread::new("kind", Some("type"), "type: expected a text")),
        None => return Err(Misread::new("missing", Some("type"), "type: is missing")),
    };
    match body.remove("protocol") {
        Some(version) if version.as_f64() == Some(f64::from(PROTOCOL)) => {}
        Some(_) => {
            return Err(Misread::new("protocol", Some("protocol"), format!("protocol: this page speaks {PROTOCOL}")));
        }
        None => return Err(Misread::new("missing", Some("protocol"), "protocol: is missing")),
    }
    let long = body.get("request").and_then(Value::as_str).is_some_and(|text| text.chars().count() > LONGEST_REQUEST);
    if long {
        return Err(Misread::new(
            "value",
            Some("request"),
            format!("request: longer than {LONGEST_REQUEST} characters"),
        ));
    }
    of(&kind, std::mem::take(body))
}

/// The fields of one type of message.
pub(super) fn fields<T: DeserializeOwned>(body: Map<String, Value>) -> Result<T, Misread> {
    serde_path_to_error::deserialize(Value::Object(body)).map_err(|error| {
        let path = error.path().to_string();
        explained(if path == "." { "" } else { &path }, &error.into_inner().to_string())
    })
}

/// The fault of a message of the reader, which names unknown and missing fields in its text only.
fn explained(path: &str, message: &str) -> Misread {
    let named = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split_once('`')).map(|(name, _)| name);
    let below = |name: &str| match path {
        "" => name.to_owned(),
        _ if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        _ => format!("{path}.{name}"),
    };
    let (code, field) = if let Some(name) = named("unknown field `") {
        ("unknown-field", below(name))
    } else if let Some(name) = named("missing field `") {
        ("missing", below(name))
    } else if message.starts_with("unknown variant `") {
        ("value", path.to_owned())
    } else {
        ("kind", path.to_owned())
    };
    Misread::new(code, Some(&field), format!("{field}: {message}"))
}

#[cfg(test)]
mod tests {
    use super::super::messages::{Configure, Export, ExportFormat, Part, Ready, Resize, Theme};
    use super::*;

    fn fault(json: &str) -> (&'static str, Option<String>) {
        let misread = read_from_host(json).expect_err("is refused");
        (misread.code, misread.field)
    }

    fn at(field: &str) -> Option<String> {
        Some(field.to_owned())
    }

    #[test]
    fn a_configuration_states_all_of_itself() {
        let json = r#"{"protocol":1,"type":"iphc:configure","theme":"dark","language":"en","hidden":["what-if","star"],
            "readOnly":true}"#;
        let expected = Configure {
            theme: Theme::Dark,
            language: Some(crate::rules::Language::English),
            hidden: vec![Part::WhatIf, Part::Star],
            read_only: true,
            ..Configure::default()
        };
        assert_eq!(read_from_host(json), Ok(FromHost::Configure(expected)));
    }

    #[test]
    fn a_fault_names_code_and_field() {
        assert_eq!(fault(""), ("syntax", None));
        assert_eq!(fault("[]"), ("syntax", None));
        assert_eq!(fault("\"iphc:load\""), ("syntax", None));
        assert_eq!(fault("{}"), ("missing", at("type")));
        assert_eq!(fault(r#"{"type":1}"#), ("kind", at("type")));
        assert_eq!(fault(r#"{"type":"iphc:save"}"#), ("missing", at("protocol")));
        assert_eq!(fault(r#"{"type":"iphc:save","protocol":2}"#), ("protocol", at("protocol")));
        assert_eq!(fault(r#"{"type":"iphc:save","protocol":"1"}"#), ("protocol", at("protocol")));
        assert_eq!(fault(r#"{"type":"iphc:wipe","protocol":1}"#), ("unknown-type", at("type")));
        // What only the page says.
        assert_eq!(fault(r#"{"type":"iphc:ready","protocol":1}"#), ("unknown-type", at("type")));
        assert_eq!(fault(r#"{"type":"iphc:load","protocol":1}"#), ("missing", at("file")));
        assert_eq!(fault(r#"{"type":"iphc:load","protocol":1,"file":{}}"#), ("kind", at("file")));
        assert_eq!(fault(r#"{"type":"iphc:save","protocol":1,"all":true}"#), ("unknown-field", at("all")));
        assert_eq!(fault(r#"{"type":"iphc:export","protocol":1,"format":"pdf"}"#), ("value", at("format")));
        let hidden = r#"{"type":"iphc:configure","protocol":1,"hidden":["star","everything"]}"#;
        assert_eq!(fault(hidden), ("value", at("hidden[1]")));
        let day = r#"{"type":"iphc:load","protocol":1,"file":"","asOf":"31.12.2026"}"#;
        assert_eq!(fault(day), ("kind", at("asOf")));
        let request = format!(r#"{{"type":"iphc:save","protocol":1,"request":"{}"}}"#, "x".repeat(65));
        assert_eq!(fault(&request), ("value", at("request")));
    }

    #[test]
    fn a_fault_is_answered_under_its_request() {
        let misread = read_from_host(r#"{"type":"iphc:save","protocol":3,"request":"7"}"#).expect_err("is refused");
        let refused = Refused::from(misread);
        assert_eq!((refused.request.as_deref(), refused.code.as_str()), (Some("7"), "protocol"));
    }

    #[test]
    fn what_is_written_is_read() {
        let told = [
            FromPage::Ready(Ready::new()),
            FromPage::Resize(Resize { height: 720 }),
            FromPage::Error(Refused { request: None, code: "kind".to_owned(), field: None, message: "x".to_owned() }),
        ];
        for message in told {
            assert_eq!(read_from_page(&message.to_value().to_string()), Ok(message));
        }
        let asked = FromHost::Export(Export { request: Some("1".to_owned()), format: ExportFormat::Workbook });
        assert_eq!(read_from_host(&asked.to_value().to_string()), Ok(asked));
    }
}
