//! What goes wrong, as JavaScript sees it: an `Error` with `code`, `field` where one is at fault, and `details`.

use std::fmt::Display;

use ip_health_engine::AssessError;
use ip_health_engine::dossier::FileError;
use ip_health_engine::exchange::{ImportError, WorkbookError};
use ip_health_engine::rules::RuleError;
use ip_health_engine::valuation::problem::ProblemError;
use ip_health_engine::valuation::simulation::SimulationError;
use js_sys::{Error, JSON, Reflect};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Stable: programs tell cases apart by it.
    pub code: String,
    /// Path of the field at fault.
    pub field: Option<String>,
    /// For developers; names the field.
    pub message: String,
    /// What a program may want to show: the losses of a damaged file, the layout of an unknown list.
    pub details: Option<Value>,
}

impl Fault {
    fn new(code: impl Into<String>, message: impl Display) -> Self {
        Fault { code: code.into(), field: None, message: message.to_string(), details: None }
    }

    fn at(self, field: impl Into<String>) -> Self {
        Fault { field: Some(field.into()), ..self }
    }

    /// A defect of this package.
    pub fn internal(error: &dyn Display) -> Self {
        Fault::new("internal", error)
    }

    /// An option that cannot be read; `field` is its path.
    pub fn option(field: &str, message: impl Display) -> Self {
        Fault::new("range", format!("{field}: {message}")).at(field)
    }

    /// The same fault with a code of its own.
    #[must_use]
    pub fn with_code(self, code: &str) -> Self {
        Fault { code: code.to_owned(), ..self }
    }

    /// The same fault, one level further in: `options.` before the field and the message.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        match &mut self.field {
            Some(field) => {
                self.message = format!("{outer}.{}", self.message);
                *field = format!("{outer}.{field}");
            }
            None => self.message = format!("{outer}: {}", self.message),
        }
        self
    }
}

/// The case of an error that is an enum without a code of its own, and what it carries.
fn case<E: Serialize>(error: &E) -> (String, Option<Value>) {
    match serde_json::to_value(error) {
        Ok(Value::String(name)) => (name, None),
        Ok(Value::Object(fields)) => match fields.into_iter().next() {
            Some((name, content)) => (name, Some(content)),
            None => ("internal".to_owned(), None),
        },
        _ => ("internal".to_owned(), None),
    }
}

impl From<ProblemError> for Fault {
    fn from(error: ProblemError) -> Self {
        let fault = Fault::new(error.code(), &error);
        match error.path() {
            Some(path) if !path.is_empty() => fault.at(path),
            _ => fault,
        }
    }
}

impl From<SimulationError> for Fault {
    fn from(error: SimulationError) -> Self {
        let (code, _) = case(&error);
        let fault = Fault::new(code, &error);
        match error {
            SimulationError::Trials { .. } => fault.at("trials"),
            SimulationError::NoComponents => fault.at("components"),
            SimulationError::UnknownInput { field, .. } => fault.at(field),
            SimulationError::Distribution { input, .. } => fault.at(format!("inputs.{input}")),
            SimulationError::Correlation(_) => fault.at("correlation"),
            SimulationError::Component { component, field, .. } => fault.at(format!("components.{component}.{field}")),
            _ => fault,
        }
    }
}

impl From<FileError> for Fault {
    fn from(error: FileError) -> Self {
        let (code, details) = case(&error);
        let fault = Fault::new(code, &error);
        match error {
            FileError::WrongFormat { .. } => {
                Fault { message: "format: not a file of this program".to_owned(), ..fault }.at("format")
            }
            FileError::Incomplete { field } => fault.at(field),
            FileError::Values { losses } => {
                let first = losses.first().map(|loss| loss.path.clone()).unwrap_or_default();
                let message = format!("{first}: {}", fault.message);
                Fault { message, details, ..fault }.at(first)
            }
            _ => fault,
        }
    }
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        let (code, details) = case(&error);
        Fault { details, ..Fault::new(code, &error) }
    }
}

impl From<WorkbookError> for Fault {
    fn from(error: WorkbookError) -> Self {
        let (code, details) = case(&error);
        Fault { details, ..Fault::new(code, &error) }
    }
}

impl From<RuleError> for Fault {
    fn from(error: RuleError) -> Self {
        let message = match &error {
            RuleError::Records(records) => records.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            other => other.to_string(),
        };
        Fault::new("rules", message)
    }
}

impl From<AssessError> for Fault {
    fn from(error: AssessError) -> Self {
        Fault::new("rules", error)
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        let error = Error::new(&fault.message);
        error.set_name("IpHealthCheckError");
        // Setting a field of an object made here cannot fail.
        let set = |name: &str, value: &JsValue| drop(Reflect::set(&error, &name.into(), value));
        set("code", &fault.code.as_str().into());
        if let Some(field) = &fault.field {
            set("field", &field.as_str().into());
        }
        if let Some(details) = fault.details.and_then(|details| JSON::parse(&details.to_string()).ok()) {
            set("details", &details);
        }
        error.into()
    }
}
