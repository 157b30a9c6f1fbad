//! What a public terminal of a station is like 站点终端配置: the file `station.json` beside the page, read and checked.
//!
//! Its schema is [`DeskFile`], published as `station` by [`schemas`](crate::schema::schemas). What is wrong is told by field,
//! and everything else is used: a terminal with a wrong logo still wipes after its own time.

use serde_json::{Map, Value};

use crate::rules::Text;

/// The shortest and longest time without input before the terminal asks, in seconds.
pub const IDLE_SECONDS: (u32, u32) = (30, 600);
/// The shortest and longest time to answer, in seconds; WCAG 2.2.1 wants twenty at least.
pub const ANSWER_SECONDS: (u32, u32) = (20, 120);
/// The most letters of a name in one language.
pub const LONGEST_NAME: usize = 60;
/// The longest picture, in bytes. `web/boot.js` has the same limit for one beside the page.
pub const LONGEST_LOGO: usize = 262_144;
/// Forms of pictures that every browser shows, by the end of the file's name and by media type.
const PICTURES: [(&str, &str); 4] =
    [("png", "image/png"), ("svg", "image/svg+xml"), ("jpg", "image/jpeg"), ("webp", "image/webp")];
/// All fields.
const FIELDS: [&str; 8] =
    ["$schema", "name", "logo", "rules", "idle_seconds", "answer_seconds", "printer", "usb_export"];

/// A public terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Name of the station; none where it has none of its own.
    pub name: Option<Text>,
    /// Its mark: a `data:` address, or the name of a picture beside the page.
    pub logo: Option<String>,
    /// Name of its rule pack beside the page.
    pub rules: Option<String>,
    /// Seconds without input before it asks whether anybody is there.
    pub idle_seconds: u32,
    /// Seconds to answer.
    pub answer_seconds: u32,
    /// There is a printer.
    pub printer: bool,
    /// Files may be saved to a stick.
    pub usb_export: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Desk {
            name: None,
            logo: None,
            rules: None,
            idle_seconds: 90,
            answer_seconds: ANSWER_SECONDS.0,
            printer: false,
            usb_export: false,
        }
    }
}

/// A field that is wrong. The terminal works as if it were not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskError {
    /// Its name, as `name.zh`; empty for the file as a whole.
    pub field: String,
    /// What is wrong.
    pub problem: DeskProblem,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskProblem {
    /// The file is no JSON from this place on.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// There is no such field.
    Unknown,
    /// Not an object with fields.
    NotAnObject,
    /// Not a text, or an empty one.
    NotAText,
    /// Neither true nor false.
    NotAFlag,
    /// Not a whole number between these.
    OutOfRange {
        /// The least.
        low: u32,
        /// The greatest.
        high: u32,
    },
    /// More letters than this.
    TooLong {
        /// The most.
        most: usize,
    },
    /// Not the name of a file in the folder of the page.
    NotBeside,
    /// Not a picture of a known form.
    NotAPicture,
    /// Not there, or too long a file.
    NotLoaded,
}

/// Reads a terminal and tells what is wrong with its file.
#[must_use]
pub fn read_desk(text: &str) -> (Desk, Vec<DeskError>) {
    let mut reader = Reader { errors: Vec::new() };
    let desk = match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => reader.desk(&fields),
        Ok(_) => {
            reader.note("", DeskProblem::NotAnObject);
            Desk::default()
        }
        Err(error) => {
            reader.note("", DeskProblem::NotJson { line: error.line(), column: error.column() });
            Desk::default()
        }
    };
    (desk, reader.errors)
}

struct Reader {
    errors: Vec<DeskError>,
}

impl Reader {
    fn note(&mut self, field: &str, problem: DeskProblem) {
        self.errors.push(DeskError { field: field.to_owned(), problem });
    }

    /// The value that `check` lets pass; what it refuses is noted.
    fn checked<T>(
        &mut self,
        field: &str,
        value: Option<&Value>,
        check: impl Fn(&Value) -> Result<T, DeskProblem>,
    ) -> Option<T> {
        match check(value?) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.note(field, problem);
                None
            }
        }
    }

    fn desk(&mut self, fields: &Map<String, Value>) -> Desk {
        for field in fields.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
            self.note(field, DeskProblem::Unknown);
        }
        let get = |field: &str| fields.get(field);
        let plain = Desk::default();
        Desk {
            name: get("name").and_then(|value| self.name(value)),
            logo: self.checked("logo", get("logo"), logo),
            rules: self.checked("rules", get("rules"), beside),
            idle_seconds: self
                .checked("idle_seconds", get("idle_seconds"), within(IDLE_SECONDS))
                .unwrap_or(plain.idle_seconds),
            answer_seconds: self
                .checked("answer_seconds", get("answer_seconds"), within(ANSWER_SECONDS))
                .unwrap_or(plain.answer_seconds),
            printer: self.checked("printer", get("printer"), flag).unwrap_or(plain.printer),
            usb_export: self.checked("usb_export", get("usb_export"), flag).unwrap_or(plain.usb_export),
        }
    }

    /// The name in both languages; one that is wrong in one of them is none.
    fn name(&mut self, value: &Value) -> Option<Text> {
        let Value::Object(languages) = value else {
            self.note("name", DeskProblem::NotAnObject);
            return None;
        };
        for field in languages.keys().filter(|field| !["zh", "en"].contains(&field.as_str())) {
            self.note(&format!("name.{field}"), DeskProblem::Unknown);
        }
        let [zh, en] = ["zh", "en"].map(|language| {
            let given = languages.get(language).unwrap_or(&Value::Null);
            self.checked(&format!("name.{language}"), Some(given), |value| {
                let words = words(value)?;
                let fits = words.chars().count() <= LONGEST_NAME;
                if fits { Ok(words.to_owned()) } else { Err(DeskProblem::TooLong { most: LONGEST_NAME }) }
            })
        });
        Some(Text { zh: zh?.into(), en: en?.into() })
    }
}

fn words(value: &Value) -> Result<&str, DeskProblem> {
    let words = value.as_str().map(str::trim).filter(|words| !words.is_empty());
    words.ok_or(DeskProblem::NotAText)
}

fn flag(value: &Value) -> Result<bool, DeskProblem> {
    value.as_bool().ok_or(DeskProblem::NotAFlag)
}

fn within((low, high): (u32, u32)) -> impl Fn(&Value) -> Result<u32, DeskProblem> {
    move |value| {
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.filter(|number| (low..=high).contains(number)).ok_or(DeskProblem::OutOfRange { low, high })
    }
}

/// The name of a file in the folder of the page.
fn beside(value: &Value) -> Result<String, DeskProblem> {
    let name = words(value)?;
    let plain = !name.starts_with('.') && name.chars().all(|letter| letter.is_alphanumeric() || "._-".contains(letter));
    if plain { Ok(name.to_owned()) } else { Err(DeskProblem::NotBeside) }
}

fn logo(value: &Value) -> Result<String, DeskProblem> {
    let address = words(value)?;
    if let Some(data) = address.strip_prefix("data:") {
        let known =
            PICTURES.iter().any(|(_, form)| data.strip_prefix(form).is_some_and(|rest| rest.starts_with(";base64,")));
        let fits = data.len() <= LONGEST_LOGO / 3 * 4 + 64;
        return match (known, fits) {
            (false, _) => Err(DeskProblem::NotAPicture),
            (true, false) => Err(DeskProblem::NotLoaded),
            (true, true) => Ok(address.to_owned()),
        };
    }
    let name = beside(value)?;
    let form = name.rsplit_once('.').map(|(_, form)| form.to_ascii_lowercase());
    let known = form.is_some_and(|form| PICTURES.iter().any(|(end, _)| *end == form) || form == "jpeg");
    if known { Ok(name) } else { Err(DeskProblem::NotAPicture) }
}

/// The file `station.json` beside the page: what a public terminal of a station is like. The page reads it field by field,
/// so that one wrong field does not take the others along; this is its form.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "Station", deny_unknown_fields)]
#[expect(dead_code, reason = "the form of a file, never a value")]
pub struct DeskFile {
    /// For editors that complete by it.
    #[serde(rename = "$schema")]
    schema: Option<String>,
    /// Name of the station, shown on the first screen, in the bar and on the printed report.
    name: Option<DeskName>,
    /// Its mark: a picture beside the page (PNG, SVG, JPEG, WebP; at most 256 KB), or the picture itself as a `data:`
    /// address in Base64.
    #[schemars(regex(
        pattern = r"^(data:image/(png|svg\+xml|jpeg|webp);base64,|[^./\\:?#%][^/\\:?#%]*\.(png|svg|jpe?g|webp|PNG|SVG|JPE?G|WEBP)$)"
    ))]
    logo: Option<String>,
    /// Name of the rule pack beside the page with the station's products and policies, as `?rules=` names one.
    #[schemars(regex(pattern = r"^[^./\\:?#%][^/\\:?#%]*$"))]
    rules: Option<String>,
    /// Seconds without input before the terminal asks whether anybody is there. 90 if not given.
    #[schemars(range(min = 30, max = 600))]
    idle_seconds: Option<u32>,
    /// Seconds to answer before everything is wiped. 20 if not given.
    #[schemars(range(min = 20, max = 120))]
    answer_seconds: Option<u32>,
    /// There is a printer. False if not given.
    printer: Option<bool>,
    /// Files may be saved, as to a stick. False if not given.
    usb_export: Option<bool>,
}

/// A name in both languages.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "StationName", deny_unknown_fields)]
#[expect(dead_code, reason = "the form of a file, never a value")]
pub struct DeskName {
    /// Chinese.
    #[schemars(length(min = 1, max = 60))]
    zh: String,
    /// English.
    #[schemars(length(min = 1, max = 60))]
    en: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<(String, DeskProblem)> {
        read_desk(text).1.into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_whole_file_is_read() {
        let (desk, errors) = read_desk(
            r#"{"$schema": "station.json", "name": {"zh": "临江科技园", "en": "Linjiang Park"}, "logo": "logo.svg",
                "rules": "park-desk.toml", "idle_seconds": 30, "answer_seconds": 45, "printer": true, "usb_export": true}"#,
        );
        assert_eq!(errors, []);
        let name = Some(Text { zh: "临江科技园".into(), en: "Linjiang Park".into() });
        let (logo, rules) = (Some("logo.svg".to_owned()), Some("park-desk.toml".to_owned()));
        let expected =
            Desk { name, logo, rules, idle_seconds: 30, answer_seconds: 45, printer: true, usb_export: true };
        assert_eq!(desk, expected);
    }

    #[test]
    fn the_example_of_the_manual_is_sound() {
        let (desk, errors) = read_desk(include_str!("../../../tests/data/packs/station.json"));
        assert_eq!(errors, []);
        assert!(desk.name.is_some() && desk.rules.is_some());
    }

    #[test]
    fn without_fields_it_asks_after_ninety_seconds_and_gives_nothing_out() {
        let (desk, errors) = read_desk("{}");
        assert_eq!((desk, errors), (Desk::default(), Vec::new()));
        let Desk { idle_seconds, answer_seconds, printer, usb_export, .. } = Desk::default();
        assert_eq!((idle_seconds, answer_seconds, printer, usb_export), (90, 20, false, false));
    }

    #[test]
    fn every_wrong_field_is_named_and_the_others_hold() {
        let (desk, found) = read_desk(
            r#"{"name": {"zh": "园", "en": " ", "fr": "x"}, "logo": "https://example.org/a.png", "rules": "../a.toml",
                "idle_seconds": 29, "answer_seconds": 19.5, "printer": "yes", "usb_export": true, "colour": "red"}"#,
        );
        let found: Vec<_> = found.iter().map(|error| (error.field.as_str(), error.problem)).collect();
        assert_eq!(
            found,
            [
                ("colour", DeskProblem::Unknown),
                ("name.fr", DeskProblem::Unknown),
                ("name.en", DeskProblem::NotAText),
                ("logo", DeskProblem::NotBeside),
                ("rules", DeskProblem::NotBeside),
                ("idle_seconds", DeskProblem::OutOfRange { low: 30, high: 600 }),
                ("answer_seconds", DeskProblem::OutOfRange { low: 20, high: 120 }),
                ("printer", DeskProblem::NotAFlag),
            ]
        );
        assert_eq!(desk, Desk { usb_export: true, ..Desk::default() });
    }

    #[test]
    fn the_bounds_themselves_hold() {
        for text in [r#"{"idle_seconds": 30, "answer_seconds": 20}"#, r#"{"idle_seconds": 600, "answer_seconds": 120}"#]
        {
            assert_eq!(errors(text), []);
        }
        assert_eq!(errors(r#"{"idle_seconds": 601}"#).len(), 1);
        let name = |letters: usize| format!(r#"{{"name": {{"zh": "{0}", "en": "{0}"}}}}"#, "园".repeat(letters));
        assert_eq!(errors(&name(60)), []);
        assert_eq!(errors(&name(61))[0], ("name.zh".to_owned(), DeskProblem::TooLong { most: 60 }));
    }

    #[test]
    fn a_picture_is_beside_the_page_or_in_the_file() {
        let of =
            |logo: &str| errors(&serde_json::json!({ "logo": logo }).to_string()).pop().map(|(_, problem)| problem);
        for sound in ["logo.PNG", "园徽.svg", "a-b_c.jpeg", "data:image/png;base64,AAAA"] {
            assert_eq!(of(sound), None, "{sound}");
        }
        for elsewhere in ["//x/a.png", "a/b.png", "..\\a.png", ".a.png", "blob:a.png", "a.png?x"] {
            assert_eq!(of(elsewhere), Some(DeskProblem::NotBeside), "{elsewhere}");
        }
        for other in ["logo.txt", "logo", "data:text/html;base64,AAAA", "data:image/png,AAAA"] {
            assert_eq!(of(other), Some(DeskProblem::NotAPicture), "{other}");
        }
        let long = format!("data:image/png;base64,{}", "A".repeat(LONGEST_LOGO / 3 * 4 + 100));
        assert_eq!(of(&long), Some(DeskProblem::NotLoaded));
    }

    #[test]
    fn what_is_no_object_is_refused_as_a_whole() {
        assert_eq!(errors("{\n  \"printer\": yes\n}"), [(String::new(), DeskProblem::NotJson { line: 2, column: 14 })]);
        assert_eq!(errors("[]"), [(String::new(), DeskProblem::NotAnObject)]);
        assert_eq!(errors(r#"{"name": "园"}"#), [("name".to_owned(), DeskProblem::NotAnObject)]);
    }

    #[cfg(feature = "schema")]
    #[test]
    fn the_schema_has_the_fields_and_bounds_of_the_reader() {
        let schema = &crate::schema::schemas()["station"];
        let fields = schema["properties"].as_object().unwrap();
        let mut known: Vec<_> = fields.keys().map(String::as_str).collect();
        let mut expected = FIELDS.to_vec();
        known.sort_unstable();
        expected.sort_unstable();
        assert_eq!(known, expected);
        let bounds = |field: &str| (fields[field]["minimum"].as_u64(), fields[field]["maximum"].as_u64());
        let of = |(low, high): (u32, u32)| (Some(u64::from(low)), Some(u64::from(high)));
        assert_eq!(bounds("idle_seconds"), of(IDLE_SECONDS));
        assert_eq!(bounds("answer_seconds"), of(ANSWER_SECONDS));
        assert_eq!(schema["additionalProperties"], false);
    }
}
