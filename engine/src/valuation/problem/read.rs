//! Reading problems: errors that name the path, and fields that are a number, a list or an object.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};

use super::ProblemError;

/// Reads an object that is no problem itself, such as the options of a call, with the errors of a problem.
///
/// # Errors
/// Names the field that is unknown, missing or of the wrong kind.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, ProblemError> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => fields(object),
        Ok(_) => Err(ProblemError::Syntax { reason: "expected an object".to_owned() }),
        Err(error) => Err(ProblemError::Syntax { reason: error.to_string() }),
    }
}

/// Reads the fields of a method or of another object.
pub(super) fn fields<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, ProblemError> {
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        let path = error.path().to_string();
        explain(if path == "." { "" } else { &path }, &error.into_inner().to_string())
    })
}

/// Turns a message of the reader into a case of its own; unknown and missing fields are named in its text only.
fn explain(path: &str, message: &str) -> ProblemError {
    let named = |start: &str| {
        let (name, rest) = message.strip_prefix(start)?.split_once('`')?;
        let same = path == name || path.ends_with(&format!(".{name}"));
        let full = match (path.is_empty(), same) {
            (_, true) => path.to_owned(),
            (true, false) => name.to_owned(),
            (false, false) => format!("{path}.{name}"),
        };
        Some((full, rest.trim_start_matches(", ").to_owned()))
    };
    if let Some((path, expected)) = named("unknown field `").or_else(|| named("unknown variant `")) {
        return ProblemError::UnknownField { path, expected };
    }
    if let Some((path, _)) = named("missing field `") {
        return ProblemError::Missing { path };
    }
    ProblemError::Kind { path: path.to_owned(), reason: message.to_owned() }
}

/// A field with several written forms.
pub(super) trait Forms: Sized {
    /// What the field takes, for the message.
    const EXPECTS: &'static str;
    /// The form with names.
    type Object: for<'de> Deserialize<'de>;

    /// From one number.
    fn number(_: f64) -> Option<Self> {
        None
    }

    /// From a list of numbers.
    fn list(_: Vec<f64>) -> Option<Self> {
        None
    }

    /// From the form with names.
    fn object(_: Self::Object) -> Option<Self> {
        None
    }
}

/// Stands for the form with names where a field has none.
#[derive(serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct NoObject {}

/// Reads a field by its forms.
pub(super) fn forms<'de, T: Forms, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(FormsVisitor(PhantomData))
}

struct FormsVisitor<T>(PhantomData<T>);

impl<'de, T: Forms> Visitor<'de> for FormsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTS)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        T::number(number).ok_or_else(|| E::invalid_type(Unexpected::Float(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_f64(number as f64)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
        let mut numbers = Vec::new();
        while let Some(number) = list.next_element()? {
            numbers.push(number);
        }
        T::list(numbers).ok_or_else(|| A::Error::invalid_type(Unexpected::Seq, &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let object = T::Object::deserialize(MapAccessDeserializer::new(map))?;
        T::object(object).ok_or_else(|| A::Error::invalid_type(Unexpected::Map, &self))
    }
}

/// `Deserialize` by [`Forms`].
macro_rules! deserialize_forms {
    ($($type:ty),+ $(,)?) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::valuation::problem::read::forms(deserializer)
            }
        })+
    };
}
pub(super) use deserialize_forms;

/// For fields that are left out of the file when they say nothing.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
