//! What the sheets of the workbook are made from.

use super::WorkbookOptions;
use super::inputs::too_long;
use super::lookup::subject;
use super::words::Word;
use crate::Assessment;
use crate::dossier::Dossier;
use crate::rules::{Language, RulePack, Rules};
use crate::working::Working;

/// A working and how it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Itself.
    pub working: &'a Working,
    /// It has too many places to be written out: only its figure is.
    pub figure_only: bool,
}

/// Everything that is read, by name.
pub(super) struct Book<'a> {
    pub dossier: &'a Dossier,
    pub assessment: &'a Assessment,
    pub pack: &'a RulePack,
    pub rules: Rules<'a>,
    pub language: Language,
    /// All workings by id.
    pub workings: Vec<Entry<'a>>,
}

impl<'a> Book<'a> {
    pub fn new(
        dossier: &'a Dossier,
        assessment: &'a Assessment,
        pack: &'a RulePack,
        options: &WorkbookOptions,
    ) -> Self {
        let workings = assessment
            .workings
            .iter()
            .map(|(id, working)| Entry { id, working, figure_only: too_long(working, options.longest_series) })
            .collect();
        let rules = pack.on(assessment.as_of);
        Book { dossier, assessment, pack, rules, language: options.language, workings }
    }

    /// A word of the workbook.
    pub fn word(&self, word: Word) -> &'static str {
        word.text(self.language)
    }

    /// The working named `id` and its position.
    pub fn working(&self, id: &str) -> Option<(usize, &Entry<'a>)> {
        let position = self.workings.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
        Some((position, self.workings.get(position)?))
    }

    /// What the working named `id` is about: the product, the right; empty for the enterprise as a whole.
    pub fn about(&self, id: &str) -> String {
        let Some(rest) = id.strip_prefix("valuation.pool.") else { return subject(self.dossier, id) };
        let pool = self
            .assessment
            .valuation
            .pools
            .iter()
            .find(|pool| rest.strip_prefix(pool.id.as_str()).is_some_and(|rest| rest.starts_with('.')));
        let Some(pool) = pool else { return subject(self.dossier, id) };
        let class = self.word(super::words::pool(pool.class));
        if pool.name.is_empty() { class.to_owned() } else { [&pool.name, " · ", class].concat() }
    }
}
