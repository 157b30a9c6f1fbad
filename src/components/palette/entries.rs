//! What can be found: screens, questions, rights, terms; by Chinese, pinyin initials and English.

use ip_health_engine::dossier::{Dossier, Reader};
use ip_health_engine::rules::{Language, RulePack};

use super::initials::initials;
use crate::fields::{questions, route_of};
use crate::route::{Route, Section};
use crate::texts::Texts;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Screen,
    Term,
    Question,
    Right,
}

/// Something that can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub kind: EntryKind,
    /// In the language of the page.
    pub name: String,
    /// In the other language, or the number of a right.
    pub also: String,
    pub route: Route,
    /// Lower-case names, and the initials of the Chinese one.
    keys: Vec<String>,
}

impl Entry {
    fn new(kind: EntryKind, name: String, also: String, route: Route) -> Self {
        let mut keys = vec![name.to_lowercase(), also.to_lowercase()];
        keys.extend([&name, &also].into_iter().filter(|text| !text.is_ascii()).map(|text| initials(text)));
        Entry { kind, name, also, route, keys }
    }

    /// How well it fits, the less the better; `None` when it does not.
    fn fit(&self, wanted: &str) -> Option<usize> {
        let of = |key: &String| match key.find(wanted)? {
            0 if key.len() == wanted.len() => Some(0),
            0 => Some(1),
            at if key.get(..at).is_some_and(|before| before.ends_with(' ')) => Some(2),
            _ => Some(3),
        };
        self.keys.iter().filter_map(of).min()
    }
}

/// How many entries are shown.
const SHOWN: usize = 12;
/// How many rights are looked through: more would make typing slow.
const RIGHTS: usize = 2_000;

/// Everything that can be found.
pub fn entries(texts: Texts, dossier: &Dossier, rules: &RulePack) -> Vec<Entry> {
    let other = Texts::new(match texts.language() {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    });
    let mut found: Vec<Entry> = screens(texts)
        .into_iter()
        .zip(screens(other))
        .map(|((name, route), (also, _))| Entry::new(EntryKind::Screen, name.to_owned(), also.to_owned(), route))
        .collect();
    for note in rules.pack().notes.iter().filter(|note| note.id.starts_with("term.")) {
        let term = note.id.trim_start_matches("term.").to_owned();
        let [name, also] = [texts, other].map(|texts| note.title.get(texts.language()).to_owned());
        found.push(Entry::new(EntryKind::Term, name, also, Route::Glossary(Some(term.into()))));
    }
    let year = dossier.last_year().map(|year| year.year);
    let asked = questions(texts, year).into_iter().zip(questions(other, year));
    found.extend(asked.map(|((path, name), (_, also))| Entry::new(EntryKind::Question, name, also, route_of(&path))));
    found.extend(dossier.assets.iter().take(RIGHTS).map(|right| {
        let number = right.number.clone().unwrap_or_default();
        let (name, also) = if right.title.is_empty() { (number, String::new()) } else { (right.title.clone(), number) };
        Entry::new(EntryKind::Right, name, also, Route::Portfolio)
    }));
    found
}

/// The screens with their names.
fn screens(texts: Texts) -> Vec<(&'static str, Route)> {
    vec![
        (texts.palette_start(), Route::Start),
        (texts.nav_interview(), Route::Interview(Section::Quick, None)),
        (texts.palette_check(), Route::Interview(Section::Check, None)),
        (texts.nav_portfolio(), Route::Portfolio),
        (texts.nav_report(), Route::Report),
        (texts.value_title(), Route::Value),
        (texts.what_if_title(), Route::WhatIf),
        (texts.compare_title(), Route::Compare),
        (texts.nav_star(), Route::Star),
        (texts.reader_bank(), Route::Readers(Reader::Bank)),
        (texts.reader_insurer(), Route::Readers(Reader::Insurer)),
        (texts.reader_investor(), Route::Readers(Reader::Investor)),
        (texts.print(), Route::Print),
        (texts.verify_title(), Route::Verify),
        (texts.glossary_title(), Route::Glossary(None)),
        (texts.rules_title(), Route::Rules),
        (texts.park_title(), Route::Park),
        (texts.workshop_title(), Route::Workshop),
        (texts.footer_coverage(), Route::Coverage),
        (texts.footer_privacy(), Route::Privacy),
    ]
}

/// The entries that fit best; with nothing typed the screens.
pub fn matching<'a>(entries: &'a [Entry], typed: &str) -> Vec<&'a Entry> {
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() {
        return entries.iter().filter(|entry| entry.kind == EntryKind::Screen).take(SHOWN).collect();
    }
    let mut found: Vec<(usize, &Entry)> =
        entries.iter().filter_map(|entry| Some((entry.fit(&wanted)?, entry))).collect();
    found.sort_by_key(|(fit, entry)| (*fit, entry.kind, entry.name.chars().count()));
    found.into_iter().take(SHOWN).map(|(_, entry)| entry).collect()
}
