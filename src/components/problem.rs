//! What is wrong with answers, as one list that the error summary, the fields and the page title read.

use std::rc::Rc;

use ip_health_engine::dossier::{Dossier, FieldError, NumberError, NumberWarning, ProblemKind, Severity, validate};
use yew::AttrValue;

use crate::fields::{Kind, path_name, words};
use crate::format;
use crate::state::{Document, Place};
use crate::texts::Texts;

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Path of the field.
    pub path: String,
    /// How bad.
    pub severity: Severity,
    /// The question.
    pub label: AttrValue,
    /// What is wrong and how to put it right.
    pub text: AttrValue,
}

/// Problems to be shown; fields find theirs in their context.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems(Rc<Vec<Problem>>);

impl Problems {
    /// The problems of `places`: texts that cannot be read and answers that cannot be.
    #[must_use]
    pub fn of(document: &Document, places: &[Place], texts: Texts) -> Self {
        let mut found = Vec::new();
        for place in places {
            if let Some(error) = document.error(place) {
                found.push(Problem {
                    path: place.path(),
                    severity: Severity::Error,
                    label: path_name(&place.path(), texts).into(),
                    text: field_error_words(&error, place.kind(), texts).into(),
                });
            }
        }
        let dossier = &document.dossier;
        for problem in validate(dossier) {
            let path = place_path(dossier, &problem.path, &problem.kind);
            let Some(place) = places.iter().find(|place| place.path() == path) else { continue };
            let text = problem_words(&problem.kind, place.kind(), dossier, places, texts);
            found.push(Problem {
                label: path_name(&path, texts).into(),
                path,
                severity: problem.severity,
                text: text.into(),
            });
        }
        // As the fields stand on the page, so that the first link leads to the first field.
        found.sort_by_key(|problem| places.iter().position(|place| place.path() == problem.path));
        Problems(Rc::new(found))
    }

    /// All, in the order of the page.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an answer cannot be; else there are only doubts.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// The worst problem of a field.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Problem> {
        self.0.iter().filter(|problem| problem.path == path).max_by_key(|problem| problem.severity)
    }
}

/// The path of a field from the path that validation gives, which counts records instead of naming them.
fn place_path(dossier: &Dossier, path: &str, kind: &ProblemKind) -> String {
    match (path, kind) {
        ("accounts", ProblemKind::MissingYear { year }) => {
            return ["accounts.", &year.to_string(), ".revenue"].concat();
        }
        ("products", ProblemKind::SharesExceedOne { .. }) => {
            let last = dossier.products.iter().rev().find(|product| product.revenue_share.is_some());
            return last.map_or_else(|| path.to_owned(), |last| ["products.", &last.id, ".revenue_share"].concat());
        }
        _ => {}
    }
    let mut parts = path.splitn(3, '.');
    let (Some(record), Some(index), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return path.to_owned();
    };
    let Ok(index) = index.parse::<usize>() else { return path.to_owned() };
    let id = match record {
        "accounts" => dossier.accounts.get(index).map(|year| year.year.to_string()),
        "products" => dossier.products.get(index).map(|record| record.id.clone()),
        "assets" => dossier.assets.get(index).map(|record| record.id.clone()),
        "licences" => dossier.licences.get(index).map(|record| record.id.clone()),
        "disputes" => dossier.disputes.get(index).map(|record| record.id.clone()),
        _ => None,
    };
    id.map_or_else(|| path.to_owned(), |id| [record, ".", &id, ".", rest].concat())
}

/// Why a typed text is no answer.
fn field_error_words(error: &FieldError, kind: Kind, texts: Texts) -> String {
    let number = |value: f64| match kind {
        Kind::Money => format::money(value, texts),
        Kind::Percent => format::percent(value),
        _ => format::decimal(value, 2),
    };
    match error {
        FieldError::UnknownUnit { unit } => texts.problem_unknown_unit(unit),
        FieldError::NotWhole => texts.problem_not_whole().to_owned(),
        FieldError::TooSmall { minimum } => texts.problem_too_small(&number(*minimum)),
        FieldError::TooLarge { maximum } => texts.problem_too_large(&number(*maximum)),
        FieldError::DayMissing { .. } => texts.problem_day_missing().to_owned(),
        FieldError::NoSuchDay { .. } => texts.problem_no_such_day().to_owned(),
        FieldError::NotADate => texts.problem_not_a_date().to_owned(),
        _ => match kind {
            Kind::Money => texts.problem_not_money(),
            Kind::Percent => texts.problem_not_percent(),
            Kind::Date => texts.problem_not_a_date(),
            _ => texts.problem_not_a_number(),
        }
        .to_owned(),
    }
}

fn problem_words(kind: &ProblemKind, asked: Kind, dossier: &Dossier, places: &[Place], texts: Texts) -> String {
    let name = |path: &str| path_name(&place_path(dossier, path, kind), texts);
    match kind {
        ProblemKind::Bounds(error) => field_error_words(error, asked, texts),
        ProblemKind::Number(error) => number_error_words(error, texts),
        ProblemKind::NumberOdd(warning) => number_warning_words(warning, texts),
        ProblemKind::ExceedsWhole { whole } => {
            let path = place_path(dossier, whole, kind);
            let place = places.iter().find(|place| place.path() == path);
            let value = place.and_then(|place| words(place.kind(), &place.answer(dossier), texts));
            texts.problem_exceeds(&name(whole), &value.unwrap_or_default())
        }
        ProblemKind::SharesExceedOne { sum } => texts.problem_shares(&format::percent(sum.get())),
        ProblemKind::ImplausibleUnit { compared_with } => texts.problem_unit(&name(compared_with)),
        ProblemKind::BeforeItsCause { first } => texts.problem_before(&name(first)),
        ProblemKind::MissingYear { year } => texts.problem_missing_year(&year.to_string()),
        ProblemKind::RepeatedYear { .. } | ProblemKind::RepeatedId { .. } | ProblemKind::RepeatedNumber { .. } => {
            texts.problem_repeated().to_owned()
        }
        ProblemKind::GrantedNumberButPending => texts.problem_granted_number().to_owned(),
        ProblemKind::Contradicts { other } => texts.problem_contradicts(&name(other)),
        _ => texts.problem_other().to_owned(),
    }
}

fn number_error_words(error: &NumberError, texts: Texts) -> String {
    match error {
        NumberError::Length { found, expected } => {
            texts.problem_number_length(&expected.to_string(), &found.to_string())
        }
        NumberError::Character { position, character, suggestion } => {
            let (position, character) = (position.to_string(), character.to_string());
            match suggestion {
                Some(meant) => texts.problem_number_character_meant(&character, meant, &position),
                None => texts.problem_number_character(&character, &position),
            }
        }
        NumberError::DigitsLost => texts.problem_number_digits_lost().to_owned(),
        _ => texts.problem_number_form().to_owned(),
    }
}

fn number_warning_words(warning: &NumberWarning, texts: Texts) -> String {
    match warning {
        NumberWarning::CheckDigit { expected, .. } | NumberWarning::OrganisationCheckDigit { expected, .. } => {
            texts.problem_check_digit(&expected.to_string())
        }
        NumberWarning::CheckDigitMissing { expected } => texts.problem_check_digit_missing(&expected.to_string()),
        NumberWarning::Year { year } => texts.problem_number_year(&year.to_string()),
        NumberWarning::PublicationNumber => texts.problem_publication_number().to_owned(),
        NumberWarning::CertificateNumber => texts.problem_certificate_number().to_owned(),
        _ => texts.problem_number_kind().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::Money;
    use ip_health_engine::Ratio;
    use ip_health_engine::dossier::{FiscalYear, Product};
    use ip_health_engine::rules::Language;
    use yew::Reducible;

    use super::*;
    use crate::fields::{accounts, enterprise, need};
    use crate::state::{Edit, Input};

    const ZH: Texts = Texts::new(Language::Chinese);

    fn check(dossier: Dossier, places: &[Place], expected: &[(&str, Severity, &str)]) {
        let problems = Problems::of(&Document::new(dossier), places, ZH);
        let found: Vec<_> = problems.iter().map(|found| (&*found.path, found.severity, &*found.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_kept_and_reported() {
        let place = Place::Need(&need::AMOUNT);
        let edit = Edit::Field(place.clone(), Input::Typed("一千来万".into()));
        let document = Rc::new(Document::default()).reduce(edit.into());
        let problems = Problems::of(&document, std::slice::from_ref(&place), ZH);
        assert_eq!(&*document.text(&place), "一千来万");
        assert!(problems.has_errors() && problems.at("need.amount").is_some());
    }

    #[test]
    fn a_year_is_named_where_validation_counts() {
        let money = |wan| Some(Money::from_wan(wan));
        let year = FiscalYear { year: 2025, revenue: money(9_980), rd: money(10_800), ..FiscalYear::default() };
        let places = [Place::Year(2025, &accounts::REVENUE), Place::Year(2025, &accounts::RD)];
        let text = "超过营业收入（2025） 9,980 万元，请核对单位";
        let dossier = Dossier { accounts: vec![year], ..Dossier::default() };
        check(dossier, &places, &[("accounts.2025.rd", Severity::Warning, text)]);
    }

    #[test]
    fn shares_over_the_whole_are_reported_at_the_last_product() {
        let product = |id: &str| Product { id: id.to_owned(), revenue_share: Ratio::new(0.7), ..Product::default() };
        let dossier = Dossier { products: vec![product("a"), product("b")], ..Dossier::default() };
        let place = Place::Product("b".into(), &crate::fields::product::REVENUE_SHARE);
        let text = "各产品占比合计 140%，超过 100%";
        check(dossier, &[place], &[("products.b.revenue_share", Severity::Error, text)]);
    }

    #[test]
    fn problems_of_other_pages_are_not_shown() {
        let mut dossier = Dossier::default();
        dossier.enterprise.credit_code = Some("123".to_owned());
        check(dossier.clone(), &[Place::Need(&need::AMOUNT)], &[]);
        let text = "应为 18 位，现为 3 位";
        let place = Place::Enterprise(&enterprise::CREDIT_CODE);
        check(dossier, &[place], &[("enterprise.credit_code", Severity::Error, text)]);
    }
}
