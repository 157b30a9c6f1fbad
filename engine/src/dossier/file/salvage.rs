//! What can be saved of a damaged file: first of its text, then of its values.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Loss;

/// How deep structures may nest; ours are five deep.
const DEPTH: usize = 64;

/// Reads JSON that may be cut off or damaged. After damage inside an object or list, reading goes on at the next line,
/// for our files have one field a line.
pub(super) fn lenient(text: &str, losses: &mut Vec<Loss>) -> Option<Value> {
    let mut reader = Reader { text, at: 0, line: (1, 0), losses };
    let value = reader.value(0, "")?;
    reader.skip_space();
    if !reader.rest().is_empty() {
        reader.lose("");
    }
    Some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Number of a line already counted and a place in it: counting from the top at every loss would take hours in a file
    /// that is all damage.
    line: (usize, usize),
    losses: &'a mut Vec<Loss>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, mark: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        found
    }

    /// Notes what cannot be read from here to the end of the line, and goes on behind it.
    fn lose(&mut self, path: &str) {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let (known, from) = self.line;
        let line = known + self.text.get(from..self.at).unwrap_or("").matches('\n').count();
        self.line = (line, self.at);
        self.losses.push(Loss {
            path: path.to_owned(),
            text: shortened(rest.get(..end).unwrap_or("")),
            line: Some(line),
        });
        self.at += end;
    }

    fn value(&mut self, depth: usize, path: &str) -> Option<Value> {
        self.skip_space();
        match self.rest().chars().next()? {
            '{' if depth < DEPTH => Some(self.object(depth, path)),
            '[' if depth < DEPTH => Some(self.list(depth, path)),
            _ => self.scalar(),
        }
    }

    fn object(&mut self, depth: usize, path: &str) -> Value {
        let mut fields = Map::new();
        self.take('{');
        loop {
            if self.take('}') || self.rest().is_empty() {
                return Value::Object(fields);
            }
            if self.take(',') {
                continue;
            }
            let field = match self.scalar() {
                Some(Value::String(name)) if self.take(':') => {
                    let inner = joined(path, &name);
                    self.value(depth + 1, &inner).map(|value| (name, value))
                }
                _ => None,
            };
            match field {
                Some((name, value)) => {
                    fields.insert(name, value);
                }
                None => self.lose(path),
            }
        }
    }

    fn list(&mut self, depth: usize, path: &str) -> Value {
        let mut entries = Vec::new();
        self.take('[');
        loop {
            if self.take(']') || self.rest().is_empty() {
                return Value::Array(entries);
            }
            if self.take(',') {
                continue;
            }
            let inner = joined(path, &entries.len().to_string());
            match self.value(depth + 1, &inner) {
                Some(value) => entries.push(value),
                None => self.lose(path),
            }
        }
    }

    /// A string, number or word, by the strict parser.
    fn scalar(&mut self) -> Option<Value> {
        self.skip_space();
        let rest = self.rest();
        let length = if let Some(inner) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = inner.find(|letter| {
                let ends = letter == '\n' || (letter == '"' && !escaped);
                escaped = letter == '\\' && !escaped;
                ends
            })?;
            end + 2
        } else {
            rest.find(|letter: char| matches!(letter, ',' | '}' | ']' | ':') || letter.is_whitespace())
                .unwrap_or(rest.len())
        };
        let value = serde_json::from_str(rest.get(..length)?).ok()?;
        self.at += length;
        Some(value)
    }
}

/// Reads a value as `T`, leaving out and noting the parts that do not fit. `None` when nothing fits at all.
pub(super) fn fitting<T: DeserializeOwned>(value: Value, losses: &mut Vec<Loss>) -> Option<T> {
    if let Ok(whole) = T::deserialize(&value) {
        return Some(whole);
    }
    let kept = keep(value, "", &|part: &Value| T::deserialize(part).is_ok(), losses)?;
    serde_json::from_value(kept).ok()
}

/// The largest part of `value` that passes `fits`. Each field is tried on its own, which works because every struct of
/// the dossier fills missing fields.
fn keep(value: Value, path: &str, fits: &dyn Fn(&Value) -> bool, losses: &mut Vec<Loss>) -> Option<Value> {
    if fits(&value) {
        return Some(value);
    }
    let mut inner = Vec::new();
    let kept = match &value {
        Value::Object(fields) => {
            let mut kept = Map::new();
            for (name, field) in fields {
                let alone = |part: &Value| fits(&Value::Object(Map::from_iter([(name.clone(), part.clone())])));
                if let Some(part) = keep(field.clone(), &joined(path, name), &alone, &mut inner) {
                    kept.insert(name.clone(), part);
                }
            }
            Some(Value::Object(kept))
        }
        Value::Array(entries) => {
            let alone = |part: &Value| fits(&Value::Array(vec![part.clone()]));
            let mut kept = Vec::new();
            for (index, entry) in entries.iter().enumerate() {
                if let Some(part) = keep(entry.clone(), &joined(path, &index.to_string()), &alone, &mut inner) {
                    kept.push(part);
                }
            }
            Some(Value::Array(kept))
        }
        _ => None,
    };
    match kept.filter(|kept| fits(kept)) {
        Some(kept) => {
            losses.append(&mut inner);
            Some(kept)
        }
        None => {
            losses.push(Loss { path: path.to_owned(), text: shortened(&value.to_string()), line: None });
            None
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(80).collect()
}
