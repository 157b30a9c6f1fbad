//! The document being worked on, and every way to change it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetCounts, CheckUp, Comparable, Decisions, Dispute, Dossier, Enterprise, Exception, FieldError,
    FinancingNeed, FiscalYear, IssueAnswer, IssueState, Licence, PracticeItem, Product, ProductUse, Reader,
    ReaderNotes, Redaction, Scenario, StarAnswers, StatedInput, YearAmount,
};
use jiff::civil::Date;
use yew::AttrValue;

use super::file::{Carried, write_carried};
use super::{Content, Placed};
use crate::fields::{Answer, Coded, Field, Kind, Say, read, show};
use crate::texts::Texts;

/// The dossier together with what was typed word for word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What is understood. Keeps its address as long as no answer changes.
    pub dossier: Rc<Dossier>,
    /// What was typed, by field path, while it differs from how the answer would be shown. So no keystroke is lost,
    /// whether it can be read or not.
    pub typed: Rc<BTreeMap<String, AttrValue>>,
    /// What its file carries beside the dossier.
    pub carried: Rc<Carried>,
}

/// A field and the record it is asked of.
#[derive(Clone)]
pub enum Place {
    /// Of the enterprise.
    Enterprise(&'static Field<Enterprise>),
    /// Of a fiscal year.
    Year(i16, &'static Field<FiscalYear>),
    /// Of the rough counts.
    Counts(&'static Field<AssetCounts>),
    /// Of the financing need.
    Need(&'static Field<FinancingNeed>),
    /// Of the STAR answers.
    Star(&'static Field<StarAnswers>),
    /// Of a right, by id.
    Asset(AttrValue, &'static Field<Asset>),
    /// Of a product, by id.
    Product(AttrValue, &'static Field<Product>),
    /// A year of a product's revenue.
    Stream(AttrValue, Stream, i16),
    /// How much of a product a right covers: id of the right, id of the product.
    Coverage(AttrValue, AttrValue),
    /// Of a deal that is compared with a right: id of the right, place of the deal.
    Comparable(AttrValue, usize, &'static Field<Comparable>),
    /// Of a licence, by id.
    Licence(AttrValue, &'static Field<Licence>),
    /// Of a dispute, by id.
    Dispute(AttrValue, &'static Field<Dispute>),
    /// A practice that is in place or not.
    Practice(PracticeItem),
    /// An exceptional situation of the STAR attribute.
    Exception(Exception),
    /// The state of a question of the issue list, by code.
    Issue(AttrValue),
    /// Of the cure of an issue, by code.
    Cure(AttrValue, &'static Field<IssueAnswer>),
    /// Of what readers add.
    Readers(&'static Field<ReaderNotes>),
    /// A fact that only a reader or a channel asks to be confirmed, by its code.
    Confirmation(AttrValue),
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.path() == other.path()
    }
}

/// Revenue of a product, year by year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// 历史收入.
    History,
    /// 预测收入.
    Forecast,
}

impl Stream {
    const fn key(self) -> &'static str {
        match self {
            Stream::History => "history",
            Stream::Forecast => "forecast",
        }
    }

    const fn of(self, product: &Product) -> &Vec<YearAmount> {
        match self {
            Stream::History => &product.history,
            Stream::Forecast => &product.forecast,
        }
    }

    const fn of_mut(self, product: &mut Product) -> &mut Vec<YearAmount> {
        match self {
            Stream::History => &mut product.history,
            Stream::Forecast => &mut product.forecast,
        }
    }
}

/// How a field is asked.
struct Asked {
    kind: Kind,
    label: Say,
    hint: Option<Say>,
    why: Option<Say>,
}

impl<R> From<&Field<R>> for Asked {
    fn from(field: &Field<R>) -> Self {
        Asked { kind: field.kind, label: field.label, hint: field.hint, why: field.why }
    }
}

/// What a user does to a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The whole text of the box after a keystroke.
    Typed(AttrValue),
    /// A choice among few.
    Chosen(Answer),
    /// 不清楚, or taken back.
    Unsure(bool),
}

/// A record of a list that can be added or removed.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// 产品.
    Product(Product),
    /// 许可合同.
    Licence(Licence),
    /// 纠纷.
    Dispute(Dispute),
}

/// What a user says of an issue beside its state.
#[derive(Clone, Debug, PartialEq)]
pub enum IssueChange {
    /// How grave it is, as the letter of a trigger; `None` leaves it to the rules.
    Severity(Option<&'static str>),
    /// Whether the piece of evidence at a place of the tick list is held.
    Evidence(usize, bool),
    /// Whether it concerns a right, by id.
    Asset(String, bool),
}

/// What is said of a channel's papers and requirements.
#[derive(Clone, Debug, PartialEq)]
pub enum NeedChange {
    /// Whether a document of the catalogue is held: its id; `None` takes the answer back.
    Document(AttrValue, Option<bool>),
    /// A yes-or-no fact that only one channel asks: its name; `None` takes the answer back.
    Confirmation(AttrValue, Option<bool>),
    /// Whether what waives a conditional requirement is in writing: id of the criterion.
    Waiver(AttrValue, bool),
}

/// What the owner decides.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Keeps a scenario under its name.
    Save(Scenario),
    /// Forgets the scenario of a name.
    Forget(AttrValue),
    /// Keeps the results of a check-up.
    Keep(Box<CheckUp>),
    /// Keeps them without being asked, beside those kept by hand.
    KeepLast(Box<CheckUp>),
    /// Ticks an action off on a day; `None` takes it back.
    Done(AttrValue, Option<Date>),
}

/// A change of the document.
#[derive(Clone)]
pub enum Edit {
    /// One field.
    Field(Place, Input),
    /// The same field of many rights.
    Assets(Rc<BTreeSet<String>>, &'static Field<Asset>, Answer),
    /// Puts rights in: new ids are added, known ids replaced.
    Put(Rc<Vec<Arc<Asset>>>),
    /// Takes rights out.
    Remove(Rc<BTreeSet<String>>),
    /// Adds a product, licence or dispute.
    Add(Box<Row>),
    /// Removes the product, licence or dispute of this id.
    Drop(AttrValue),
    /// Adds an empty deal to compare with the right of this id.
    AddComparable(AttrValue),
    /// Takes a deal out: id of the right, place of the deal.
    DropComparable(AttrValue, usize),
    /// Ties a right to a product, licence or dispute, or unties it: id of the record, id of the right.
    Tie(AttrValue, String, bool),
    /// Ties many rights to a product: its id, their ids.
    TieAll(AttrValue, Rc<BTreeSet<String>>),
    /// What is said of an issue beside its state.
    Issue(AttrValue, IssueChange),
    /// What is said of a channel's papers and requirements.
    Need(NeedChange),
    /// What is withheld from a reader.
    Redact(Reader, Redaction),
    /// What is stated of the inputs of the simulation, all of them.
    Uncertainty(BTreeMap<String, StatedInput>),
    /// What the owner decides.
    Decide(Decision),
    /// Another state in its place, as one step.
    Replace(Rc<Document>),
}

impl Place {
    /// The field path, as in workings and validation: `accounts.2025.revenue`.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Place::Enterprise(field) => ["enterprise.", field.key].concat(),
            Place::Year(year, field) => ["accounts.", &year.to_string(), ".", field.key].concat(),
            Place::Counts(field) => ["counts.", field.key].concat(),
            Place::Need(field) => ["need.", field.key].concat(),
            Place::Star(field) => ["star.", field.key].concat(),
            Place::Asset(id, field) => ["assets.", id, ".", field.key].concat(),
            Place::Product(id, field) => ["products.", id, ".", field.key].concat(),
            Place::Stream(id, stream, year) => ["products.", id, ".", stream.key(), ".", &year.to_string()].concat(),
            Place::Coverage(asset, product) => ["assets.", asset, ".uses.", product, ".coverage"].concat(),
            Place::Comparable(id, at, field) => {
                ["assets.", id, ".comparables.", &at.to_string(), ".", field.key].concat()
            }
            Place::Licence(id, field) => ["licences.", id, ".", field.key].concat(),
            Place::Dispute(id, field) => ["disputes.", id, ".", field.key].concat(),
            Place::Practice(item) => ["practice.", &practice_code(*item)].concat(),
            Place::Exception(exception) => ["star.exceptions.", exception_code(*exception)].concat(),
            Place::Issue(code) => ["star.issues.", code, ".state"].concat(),
            Place::Cure(code, field) => ["star.issues.", code, ".", field.key].concat(),
            Place::Readers(field) => ["readers.", field.key].concat(),
            Place::Confirmation(code) => ["need.confirmations.", code].concat(),
        }
    }

    /// How the field is asked; `None` where the rules have the words.
    fn asked(&self) -> Option<Asked> {
        Some(match self {
            Place::Enterprise(field) => (*field).into(),
            Place::Year(_, field) => (*field).into(),
            Place::Counts(field) => (*field).into(),
            Place::Need(field) => (*field).into(),
            Place::Star(field) => (*field).into(),
            Place::Asset(_, field) => (*field).into(),
            Place::Product(_, field) => (*field).into(),
            Place::Comparable(_, _, field) => (*field).into(),
            Place::Licence(_, field) => (*field).into(),
            Place::Dispute(_, field) => (*field).into(),
            Place::Cure(_, field) => (*field).into(),
            Place::Readers(field) => (*field).into(),
            Place::Practice(_)
            | Place::Exception(_)
            | Place::Issue(_)
            | Place::Stream(..)
            | Place::Coverage(..)
            | Place::Confirmation(_) => return None,
        })
    }

    /// How the field is typed.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Place::Issue(_) => Kind::One(IssueState::CHOICES),
            Place::Stream(..) => Kind::Money,
            Place::Coverage(..) => Kind::Percent,
            _ => self.asked().map_or(Kind::Flag, |asked| asked.kind),
        }
    }

    /// The question or its name. Exceptional situations and issues are named by the rules; here they show their code.
    #[must_use]
    pub fn label(&self, texts: Texts) -> AttrValue {
        match (self, self.asked()) {
            (_, Some(asked)) => (asked.label)(texts).into(),
            (Place::Practice(item), None) => item.label(texts).into(),
            (Place::Exception(exception), None) => exception_code(*exception).into(),
            (Place::Issue(code), None) => code.clone(),
            (Place::Stream(_, _, year), None) => year.to_string().into(),
            (Place::Coverage(..), None) => texts.assets_coverage().into(),
            (_, None) => self.path().into(),
        }
    }

    /// What helps to answer.
    #[must_use]
    pub fn hint(&self, texts: Texts) -> Option<&'static str> {
        self.asked().and_then(|asked| asked.hint).map(|say| say(texts))
    }

    /// Why we ask.
    #[must_use]
    pub fn why(&self, texts: Texts) -> Option<&'static str> {
        self.asked().and_then(|asked| asked.why).map(|say| say(texts))
    }

    /// The answer in a dossier.
    #[must_use]
    pub fn answer(&self, dossier: &Dossier) -> Answer {
        fn of<R>(record: Option<&R>, field: &Field<R>) -> Answer {
            record.map_or(Answer::Unknown, field.get)
        }
        match self {
            Place::Enterprise(field) => (field.get)(&dossier.enterprise),
            Place::Year(year, field) => of(dossier.accounts.iter().find(|record| record.year == *year), field),
            Place::Counts(field) => (field.get)(&dossier.counts),
            Place::Need(field) => (field.get)(&dossier.need),
            Place::Star(field) => (field.get)(&dossier.star),
            Place::Asset(id, field) => of(dossier.assets.iter().map(|asset| &**asset).find(|a| a.id == **id), field),
            Place::Product(id, field) => of(dossier.products.iter().find(|record| record.id == **id), field),
            Place::Stream(id, stream, year) => {
                let product = dossier.product(id);
                let found = product.and_then(|product| stream.of(product).iter().find(|known| known.year == *year));
                found.map(|known| known.amount).into()
            }
            Place::Coverage(asset, product) => {
                let right = dossier.assets.iter().find(|right| right.id == **asset);
                let used = right.and_then(|right| right.uses.iter().find(|used| used.product == **product));
                used.and_then(|used| used.coverage).into()
            }
            Place::Comparable(id, at, field) => {
                let right = dossier.assets.iter().find(|right| right.id == **id);
                of(right.and_then(|right| right.comparables.get(*at)), field)
            }
            Place::Licence(id, field) => of(dossier.licences.iter().find(|record| record.id == **id), field),
            Place::Dispute(id, field) => of(dossier.disputes.iter().find(|record| record.id == **id), field),
            Place::Practice(item) => dossier.practice.get(item).copied().into(),
            Place::Exception(exception) => dossier.star.exceptions.get(exception).copied().into(),
            Place::Cure(code, field) => of(dossier.star.issues.get(&**code), field),
            Place::Readers(field) => (field.get)(&dossier.readers),
            Place::Confirmation(code) => dossier.need.confirmations.get(&**code).copied().into(),
            Place::Issue(code) => IssueState::answer(dossier.star.issues.get(&**code).and_then(|issue| issue.state)),
        }
    }

    fn store(&self, dossier: &mut Dossier, answer: Answer) {
        match self {
            Place::Enterprise(field) => (field.set)(&mut dossier.enterprise, answer),
            Place::Year(year, field) => (field.set)(year_mut(dossier, *year), answer),
            Place::Counts(field) => (field.set)(&mut dossier.counts, answer),
            Place::Need(field) => (field.set)(&mut dossier.need, answer),
            Place::Star(field) => (field.set)(&mut dossier.star, answer),
            Place::Asset(id, field) => {
                if let Some(asset) = dossier.assets.iter_mut().find(|asset| asset.id == **id) {
                    (field.set)(Arc::make_mut(asset), answer);
                }
            }
            Place::Product(id, field) => {
                if let Some(record) = dossier.products.iter_mut().find(|record| record.id == **id) {
                    (field.set)(record, answer);
                }
            }
            Place::Stream(id, stream, year) => {
                if let Some(product) = dossier.products.iter_mut().find(|record| record.id == **id) {
                    store_amount(stream.of_mut(product), *year, answer);
                }
            }
            Place::Coverage(asset, product) => {
                let right = dossier.assets.iter_mut().find(|right| right.id == **asset).map(Arc::make_mut);
                let used = right.and_then(|right| right.uses.iter_mut().find(|used| used.product == **product));
                if let Some(used) = used {
                    used.coverage = answer.ratio();
                }
            }
            Place::Comparable(id, at, field) => {
                let right = dossier.assets.iter_mut().find(|right| right.id == **id).map(Arc::make_mut);
                if let Some(deal) = right.and_then(|right| right.comparables.get_mut(*at)) {
                    (field.set)(deal, answer);
                }
            }
            Place::Licence(id, field) => {
                if let Some(record) = dossier.licences.iter_mut().find(|record| record.id == **id) {
                    (field.set)(record, answer);
                }
            }
            Place::Dispute(id, field) => {
                if let Some(record) = dossier.disputes.iter_mut().find(|record| record.id == **id) {
                    (field.set)(record, answer);
                }
            }
            Place::Practice(item) => {
                match answer.flag() {
                    Some(flag) => dossier.practice.insert(*item, flag),
                    None => dossier.practice.remove(item),
                };
            }
            Place::Exception(exception) => {
                match answer.flag() {
                    Some(flag) => dossier.star.exceptions.insert(*exception, flag),
                    None => dossier.star.exceptions.remove(exception),
                };
            }
            Place::Cure(code, field) => {
                (field.set)(dossier.star.issues.entry(code.to_string()).or_default(), answer);
            }
            Place::Issue(code) => {
                dossier.star.issues.entry(code.to_string()).or_default().state = IssueState::chosen(answer);
            }
            Place::Readers(field) => (field.set)(&mut dossier.readers, answer),
            Place::Confirmation(code) => {
                match answer.flag() {
                    Some(flag) => dossier.need.confirmations.insert(code.to_string(), flag),
                    None => dossier.need.confirmations.remove(&**code),
                };
            }
        }
    }
}

/// Keeps the amount of a year; years stay sorted.
fn store_amount(amounts: &mut Vec<YearAmount>, year: i16, answer: Answer) {
    amounts.retain(|known| known.year != year);
    if let Some(amount) = answer.money() {
        let at = amounts.partition_point(|known| known.year < year);
        amounts.insert(at, YearAmount { year, amount });
    }
}

/// The code of a practice in files and paths.
fn practice_code(item: PracticeItem) -> String {
    let code = serde_json::to_value(item).ok();
    code.as_ref().and_then(|code| code.as_str()).unwrap_or_default().to_owned()
}

const fn exception_code(exception: Exception) -> &'static str {
    match exception {
        Exception::E1 => "E1",
        Exception::E2 => "E2",
        Exception::E3 => "E3",
        Exception::E4 => "E4",
    }
}

/// The record of a fiscal year, made when it is not there; years stay sorted.
fn year_mut(dossier: &mut Dossier, year: i16) -> &mut FiscalYear {
    let at = dossier.accounts.partition_point(|record| record.year < year);
    if dossier.accounts.get(at).is_none_or(|record| record.year != year) {
        dossier.accounts.insert(at, FiscalYear { year, ..FiscalYear::default() });
    }
    &mut dossier.accounts[at]
}

impl Placed for Edit {
    fn place(&self) -> Option<String> {
        match self {
            Edit::Field(place, _) => Some(place.path()),
            _ => None,
        }
    }
}

impl Document {
    /// A document of a dossier.
    #[must_use]
    pub fn new(dossier: Dossier) -> Self {
        Document { dossier: Rc::new(dossier), ..Document::default() }
    }

    /// This document with typed texts, as [`Document::typed_texts`] gave them; anything else adds none.
    #[must_use]
    pub fn with_typed(mut self, json: &str) -> Self {
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
        self.typed = Rc::new(texts.into_iter().map(|(path, text)| (path, text.into())).collect());
        self
    }

    /// Typed texts that no file holds, as JSON.
    #[must_use]
    pub fn typed_texts(&self) -> String {
        let texts: BTreeMap<&str, &str> =
            self.typed.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        serde_json::to_string(&texts).unwrap_or_default()
    }

    /// This document with what its file carries beside the dossier.
    #[must_use]
    pub fn with_carried(mut self, carried: Carried) -> Self {
        self.carried = Rc::new(carried);
        self
    }

    /// As it is kept in this browser.
    #[must_use]
    pub fn content(&self) -> Content {
        Content { file: write_carried(&self.dossier, &self.carried), typed: self.typed_texts() }
    }

    /// Whether nothing was ever entered.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Document::default()
    }

    /// The text that stands in the box of a field.
    #[must_use]
    pub fn text(&self, place: &Place) -> AttrValue {
        match self.typed.get(&place.path()) {
            Some(typed) => typed.clone(),
            None => show(&place.answer(&self.dossier)).into(),
        }
    }

    /// Why the text in the box cannot be read, if it cannot.
    #[must_use]
    pub fn error(&self, place: &Place) -> Option<FieldError> {
        self.typed.get(&place.path()).and_then(|typed| read(place.kind(), typed).err())
    }

    /// Whether a field was answered 不清楚.
    #[must_use]
    pub fn is_unsure(&self, place: &Place) -> bool {
        self.dossier.unsure.contains(&place.path())
    }

    fn set_field(&mut self, place: &Place, input: Input) {
        let path = place.path();
        match input {
            Input::Typed(text) => {
                let answer = read(place.kind(), &text).unwrap_or(Answer::Unknown);
                self.set_answer(place, answer.clone());
                self.set_unsure(&path, false);
                if *text == show(&answer) {
                    self.forget_typed(&path);
                } else {
                    Rc::make_mut(&mut self.typed).insert(path, text);
                }
            }
            Input::Chosen(answer) => {
                self.set_answer(place, answer);
                self.set_unsure(&path, false);
                self.forget_typed(&path);
            }
            Input::Unsure(unsure) => {
                self.set_unsure(&path, unsure);
                if unsure {
                    self.set_answer(place, Answer::Unknown);
                    self.forget_typed(&path);
                }
            }
        }
    }

    fn set_answer(&mut self, place: &Place, answer: Answer) {
        if place.answer(&self.dossier) != answer {
            place.store(Rc::make_mut(&mut self.dossier), answer);
        }
    }

    fn set_unsure(&mut self, path: &str, unsure: bool) {
        if self.dossier.unsure.contains(path) != unsure {
            let set = &mut Rc::make_mut(&mut self.dossier).unsure;
            if unsure {
                set.insert(path.to_owned());
            } else {
                set.remove(path);
            }
        }
    }

    fn forget_typed(&mut self, path: &str) {
        if self.typed.contains_key(path) {
            Rc::make_mut(&mut self.typed).remove(path);
        }
    }
}

impl Document {
    /// The document after an edit; itself where nothing changes.
    pub(super) fn edited(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut next = Document::clone(&self);
        match edit {
            Edit::Field(place, input) => next.set_field(&place, input),
            Edit::Assets(ids, field, answer) => {
                for asset in &mut Rc::make_mut(&mut next.dossier).assets {
                    if ids.contains(&asset.id) {
                        (field.set)(Arc::make_mut(asset), answer.clone());
                    }
                }
            }
            Edit::Put(assets) => put(&mut Rc::make_mut(&mut next.dossier).assets, &assets),
            Edit::Remove(ids) => Rc::make_mut(&mut next.dossier).assets.retain(|asset| !ids.contains(&asset.id)),
            Edit::Add(row) => {
                let dossier = Rc::make_mut(&mut next.dossier);
                match *row {
                    Row::Product(product) => dossier.products.push(product),
                    Row::Licence(licence) => dossier.licences.push(licence),
                    Row::Dispute(dispute) => dossier.disputes.push(dispute),
                }
            }
            Edit::Drop(id) => {
                let dossier = Rc::make_mut(&mut next.dossier);
                dossier.products.retain(|record| record.id != *id);
                dossier.licences.retain(|record| record.id != *id);
                dossier.disputes.retain(|record| record.id != *id);
                for asset in &mut dossier.assets {
                    if asset.uses.iter().any(|used| used.product == *id) {
                        Arc::make_mut(asset).uses.retain(|used| used.product != *id);
                    }
                }
            }
            Edit::AddComparable(id) => {
                let dossier = Rc::make_mut(&mut next.dossier);
                if let Some(right) = dossier.assets.iter_mut().find(|right| right.id == *id) {
                    Arc::make_mut(right).comparables.push(Comparable::default());
                }
            }
            Edit::DropComparable(id, at) => {
                let dossier = Rc::make_mut(&mut next.dossier);
                let right = dossier.assets.iter_mut().find(|right| right.id == *id);
                if let Some(right) = right.filter(|right| at < right.comparables.len()) {
                    Arc::make_mut(right).comparables.remove(at);
                    // Texts typed for later deals would stand at the wrong one.
                    let prefix = ["assets.", &id, ".comparables."].concat();
                    Rc::make_mut(&mut next.typed).retain(|path, _| !path.starts_with(&prefix));
                }
            }
            Edit::TieAll(product, assets) => {
                for right in &mut Rc::make_mut(&mut next.dossier).assets {
                    if assets.contains(&right.id) && right.uses.iter().all(|used| used.product != *product) {
                        let used = ProductUse { product: product.to_string(), coverage: None };
                        Arc::make_mut(right).uses.push(used);
                    }
                }
            }
            Edit::Issue(code, change) => {
                let issues = &mut Rc::make_mut(&mut next.dossier).star.issues;
                say_of_issue(issues.entry(code.to_string()).or_default(), change);
            }
            Edit::Need(change) => say_of_need(&mut Rc::make_mut(&mut next.dossier).need, change),
            Edit::Redact(reader, redaction) => {
                Rc::make_mut(&mut next.dossier).readers.redactions.insert(reader, redaction);
            }
            Edit::Uncertainty(stated) => {
                if next.dossier.uncertainty != stated {
                    Rc::make_mut(&mut next.dossier).uncertainty = stated;
                }
            }
            Edit::Decide(decision) => decide(&mut Rc::make_mut(&mut next.dossier).decisions, decision),
            Edit::Replace(document) => return if *document == *self { self } else { document },
            Edit::Tie(record, asset, tied) => tie(Rc::make_mut(&mut next.dossier), &record, asset, tied),
        }
        // What changed has a new address, so two addresses tell all.
        let same = Rc::ptr_eq(&self.dossier, &next.dossier) && Rc::ptr_eq(&self.typed, &next.typed);
        if same { self } else { Rc::new(next) }
    }
}

fn say_of_need(need: &mut FinancingNeed, change: NeedChange) {
    let (answers, name, answer) = match change {
        NeedChange::Document(id, held) => (&mut need.documents, id, held),
        NeedChange::Confirmation(name, answer) => (&mut need.confirmations, name, answer),
        NeedChange::Waiver(id, true) => {
            need.waivers.insert(id.to_string());
            return;
        }
        NeedChange::Waiver(id, false) => {
            need.waivers.remove(&*id);
            return;
        }
    };
    match answer {
        Some(answer) => answers.insert(name.to_string(), answer),
        None => answers.remove(&*name),
    };
}

fn decide(decisions: &mut Decisions, decision: Decision) {
    match decision {
        Decision::Save(scenario) => decisions.save(scenario),
        Decision::Forget(name) => decisions.scenarios.retain(|kept| kept.name != *name),
        Decision::Keep(check_up) => decisions.keep(*check_up),
        Decision::KeepLast(check_up) => decisions.keep_last(*check_up),
        Decision::Done(action, Some(day)) => {
            decisions.done.insert(action.to_string(), day);
        }
        Decision::Done(action, None) => {
            decisions.done.remove(&*action);
        }
    }
}

fn say_of_issue(answer: &mut IssueAnswer, change: IssueChange) {
    match change {
        IssueChange::Severity(letter) => answer.severity = letter.map(str::to_owned),
        IssueChange::Evidence(place, held) => {
            if answer.evidence.len() <= place {
                answer.evidence.resize(place + 1, false);
            }
            if let Some(slot) = answer.evidence.get_mut(place) {
                *slot = held;
            }
        }
        IssueChange::Asset(id, concerned) => {
            answer.assets.retain(|known| *known != id);
            if concerned {
                answer.assets.push(id);
            }
        }
    }
}

/// Ties a right to the product, licence or dispute of an id, or unties it.
fn tie(dossier: &mut Dossier, record: &str, asset: String, tied: bool) {
    let lists = dossier
        .licences
        .iter_mut()
        .map(|licence| (&licence.id, &mut licence.assets))
        .chain(dossier.disputes.iter_mut().map(|dispute| (&dispute.id, &mut dispute.assets)));
    for (_, list) in lists.filter(|(id, _)| *id == record) {
        list.retain(|known| *known != asset);
        if tied {
            list.push(asset.clone());
        }
    }
    if dossier.products.iter().any(|product| product.id == record)
        && let Some(right) = dossier.assets.iter_mut().find(|right| right.id == asset)
    {
        let uses = &mut Arc::make_mut(right).uses;
        // What the right covers of the product stays when it was tied before.
        if !tied {
            uses.retain(|used| used.product != record);
        } else if uses.iter().all(|used| used.product != record) {
            uses.push(ProductUse { product: record.to_owned(), coverage: None });
        }
    }
}

fn put(assets: &mut Vec<Arc<Asset>>, incoming: &[Arc<Asset>]) {
    let places: BTreeMap<String, usize> =
        assets.iter().enumerate().map(|(place, asset)| (asset.id.clone(), place)).collect();
    for asset in incoming {
        match places.get(&asset.id).and_then(|place| assets.get_mut(*place)) {
            Some(known) => *known = Arc::clone(asset),
            None => assets.push(Arc::clone(asset)),
        }
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
