//! Turns `locales/{zh-CN,en}/*.ftl` into one typed Rust function a message.
//!
//! A message missing in one language, an argument that only one language uses, or a construct this file does not know
//! is a build error with the file and the message. The texts become string literals: nothing is parsed when the page
//! starts, and a sentence without arguments is a `&'static str`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// The languages, first the one that people write first; each with its variant of `Language`.
const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "Chinese"), ("en", "English")];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() && env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        // What lets a linked program be taken apart again: who refers to whom.
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    let mut problems = Vec::new();
    let [first, second] = LANGUAGES.map(|(folder, _)| read_locale(folder, &mut problems));
    let code = generate(&first, &second, &mut problems);
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    if !problems.is_empty() {
        return ExitCode::FAILURE;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(out, code).expect("OUT_DIR can be written");
    ExitCode::SUCCESS
}

/// A message of one language.
struct Message {
    file: String,
    pattern: Pattern<String>,
}

type Locale = BTreeMap<String, Message>;

fn read_locale(language: &str, problems: &mut Vec<String>) -> Locale {
    let folder = Path::new("locales").join(language);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    files.sort();
    let mut locale = Locale::new();
    for path in files {
        let file = path.display().to_string();
        let text = fs::read_to_string(&path).unwrap_or_default();
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.iter().map(|error| format!("{file}: {error}")));
            resource
        });
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    let Some(pattern) = message.value.filter(|_| message.attributes.is_empty()) else {
                        problems.push(format!("{file}: {id}: a message is a text without attributes"));
                        continue;
                    };
                    let message = Message { file: file.clone(), pattern };
                    if locale.insert(id.clone(), message).is_some() {
                        problems.push(format!("{file}: {id}: the message is there twice"));
                    }
                }
                Entry::Term(term) => problems.push(format!("{file}: -{}: terms are not used here", term.id.name)),
                Entry::Junk { content } => problems.push(format!("{file}: cannot be read: {content:?}")),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    locale
}

/// What an argument is: a number chooses among variants, a text is only inserted.
#[derive(Clone, Copy, PartialEq)]
enum Argument {
    Text,
    Number,
}

fn arguments(pattern: &Pattern<String>, found: &mut Vec<(String, Argument)>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => note(found, &id.name, Argument::Text),
            Expression::Inline(_) => {}
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    let is_number = variants.iter().any(|variant| match &variant.key {
                        VariantKey::NumberLiteral { .. } => true,
                        VariantKey::Identifier { name } => name == "one",
                    });
                    note(found, &id.name, if is_number { Argument::Number } else { Argument::Text });
                }
                variants.iter().for_each(|variant| arguments(&variant.value, found));
            }
        }
    }
}

fn note(found: &mut Vec<(String, Argument)>, name: &str, argument: Argument) {
    match found.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) if argument == Argument::Number => *known = Argument::Number,
        Some(_) => {}
        None => found.push((name.to_owned(), argument)),
    }
}

fn generate(first: &Locale, second: &Locale, problems: &mut Vec<String>) -> String {
    let mut code = String::from("impl Texts {\n");
    for (id, message) in second {
        if !first.contains_key(id) {
            problems.push(format!("{}: {id}: missing in {}", message.file, LANGUAGES[0].0));
        }
    }
    for (id, message) in first {
        let Some(other) = second.get(id) else {
            problems.push(format!("{}: {id}: missing in {}", message.file, LANGUAGES[1].0));
            continue;
        };
        let mut named = Vec::new();
        arguments(&message.pattern, &mut named);
        let mut others = Vec::new();
        arguments(&other.pattern, &mut others);
        if named.len() != others.len() || others.iter().any(|(name, _)| named.iter().all(|(known, _)| known != name)) {
            problems.push(format!("{}: {id}: the two languages use different arguments", other.file));
            continue;
        }
        for (name, kind) in &others {
            note(&mut named, name, *kind);
        }
        function(&mut code, id, [message, other], &named, problems);
    }
    code.push_str("}\n");
    code
}

fn function(
    code: &mut String,
    id: &str,
    messages: [&Message; 2],
    named: &[(String, Argument)],
    problems: &mut Vec<String>,
) {
    let name = snake(id);
    let mut line = |text: std::fmt::Arguments| writeln!(code, "{text}").expect("a string takes everything");
    line(format_args!("    /// `{id}`"));
    line(format_args!("    #[must_use]"));
    let list: String = named
        .iter()
        .map(|(name, kind)| format!(", {}: {}", snake(name), if *kind == Argument::Number { "usize" } else { "&str" }))
        .collect();
    let result = if named.is_empty() { "&'static str" } else { "String" };
    line(format_args!("    pub(crate) fn {name}(self{list}) -> {result} {{"));
    for (name, _) in named.iter().filter(|(_, kind)| *kind == Argument::Number) {
        line(format_args!("        let {0}_text: &str = &{0}.to_string();", snake(name)));
    }
    line(format_args!("        match self.language() {{"));
    for (message, (_, variant)) in messages.iter().zip(LANGUAGES) {
        let body = if named.is_empty() {
            plain(&message.pattern).map(|text| format!("{text:?}"))
        } else {
            concat(&message.pattern, named)
        };
        match body {
            Ok(body) => line(format_args!("            Language::{variant} => {body},")),
            Err(problem) => problems.push(format!("{}: {id}: {problem}", message.file)),
        }
    }
    line(format_args!("        }}\n    }}"));
}

/// The text of a pattern without arguments.
fn plain(pattern: &Pattern<String>) -> Result<String, String> {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => Ok(value.clone()),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                Ok(value.clone())
            }
            PatternElement::Placeable { .. } => Err("only variables, text and selectors are used here".to_owned()),
        })
        .collect()
}

/// A Rust expression of type `String`.
fn concat(pattern: &Pattern<String>, named: &[(String, Argument)]) -> Result<String, String> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        pieces.push(match element {
            PatternElement::TextElement { value } => format!("{value:?}"),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => format!("{value:?}"),
                Expression::Inline(InlineExpression::VariableReference { id }) => shown(&id.name, named),
                Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                    select(&id.name, variants, named)?
                }
                _ => return Err("only variables, text and selectors are used here".to_owned()),
            },
        });
    }
    Ok(format!("[{}].concat()", pieces.join(", ")))
}

fn shown(name: &str, named: &[(String, Argument)]) -> String {
    let is_number = named.iter().any(|(known, kind)| known == name && *kind == Argument::Number);
    if is_number { format!("{}_text", snake(name)) } else { snake(name) }
}

fn select(name: &str, variants: &[Variant<String>], named: &[(String, Argument)]) -> Result<String, String> {
    let is_number = named.iter().any(|(known, kind)| known == name && *kind == Argument::Number);
    let mut arms = String::new();
    for variant in variants {
        let key = match &variant.key {
            _ if variant.default => "_".to_owned(),
            VariantKey::NumberLiteral { value } => value.clone(),
            // Both languages count whole things, so `one` is exactly 1.
            VariantKey::Identifier { name } if is_number && name == "one" => "1".to_owned(),
            VariantKey::Identifier { name } => format!("{name:?}"),
        };
        let _ = write!(arms, "{key} => {}, ", concat(&variant.value, named)?);
    }
    Ok(format!("&*match {} {{ {arms} }}", snake(name)))
}

fn snake(id: &str) -> String {
    id.replace('-', "_")
}
