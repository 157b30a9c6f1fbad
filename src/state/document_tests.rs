//! The list of rights under every change: adding, one answer, one answer for many, removing, and the way back.

use ip_health_engine::Money;
use ip_health_engine::Ratio;

use yew::Reducible;

use super::*;
use crate::fields::{asset, comparable, cost, issue, readers, scale};
use crate::state::{Step, Undo};

/// Two rights, one product.
fn start() -> Undo<Document> {
    let right = |id: &str| Arc::new(Asset { id: id.to_owned(), ..Asset::default() });
    let product = Product { id: "p".to_owned(), ..Product::default() };
    Undo::new(Rc::new(Document::new(Dossier {
        assets: vec![right("a"), right("b")],
        products: vec![product],
        ..Dossier::default()
    })))
}

fn done(history: Undo<Document>, edit: Edit) -> Rc<Undo<Document>> {
    Rc::new(history).reduce(Step::Do(edit.into(), 0.0))
}

/// Does `edit`, looks, takes it back, finds everything as it was, and does it again.
fn check(edit: Edit, look: impl Fn(&Dossier)) {
    let before = Document::clone(start().present());
    let changed = done(start(), edit);
    look(&changed.present().dossier);
    let back = changed.reduce(Step::Undo);
    assert_eq!(**back.present(), before);
    look(&back.reduce(Step::Redo).present().dossier);
}

fn both() -> Rc<BTreeSet<String>> {
    Rc::new(["a", "b"].map(str::to_owned).into())
}

fn choose(place: Place, answer: Answer) -> Edit {
    Edit::Field(place, Input::Chosen(answer))
}

#[test]
fn a_right_is_added() {
    let right = Arc::new(Asset { id: "c".to_owned(), ..Asset::default() });
    check(Edit::Put(Rc::new(vec![right])), |dossier| assert_eq!(dossier.assets.len(), 3));
}

#[test]
fn rights_are_removed() {
    check(Edit::Remove(both()), |dossier| assert!(dossier.assets.is_empty()));
}

#[test]
fn a_score_is_kept_under_its_code() {
    let (code, field) = &scale::INDICATORS[1];
    check(choose(Place::Asset("a".into(), field), Answer::Number(8.0)), |dossier| {
        assert_eq!(dossier.assets[0].scores.get(*code), Some(&8.0));
        assert!(dossier.assets[1].scores.is_empty());
    });
}

#[test]
fn many_are_scored_at_once() {
    let (code, field) = &scale::INDICATORS[0];
    check(Edit::Assets(both(), field, Answer::Number(6.0)), |dossier| {
        assert!(dossier.assets.iter().all(|right| right.scores.get(*code) == Some(&6.0)));
    });
}

#[test]
fn a_score_not_known_any_more_leaves_the_map() {
    let (_, field) = &scale::SHARE_FACTORS[0];
    let place = Place::Asset("a".into(), field);
    let scored = done(start(), choose(place.clone(), Answer::Number(40.0)));
    assert_eq!(scored.present().dossier.assets[0].share_factors.len(), 1);
    let unsure = scored.reduce(Step::Do(Edit::Field(place.clone(), Input::Unsure(true)).into(), 1e6));
    assert!(unsure.present().dossier.assets[0].share_factors.is_empty());
    assert!(unsure.present().is_unsure(&place));
}

#[test]
fn many_are_tied_to_a_product_and_its_coverage_is_kept() {
    check(Edit::TieAll("p".into(), both()), |dossier| {
        assert!(dossier.assets.iter().all(|right| right.uses.len() == 1));
    });
    let tied = done(start(), Edit::TieAll("p".into(), both()));
    let half = Answer::from(Ratio::new(0.5));
    let covered = tied.reduce(Step::Do(choose(Place::Coverage("a".into(), "p".into()), half.clone()).into(), 1e6));
    assert_eq!(Place::Coverage("a".into(), "p".into()).answer(&covered.present().dossier), half);
    // Tied again, the coverage stays.
    let again = covered.reduce(Step::Do(Edit::TieAll("p".into(), both()).into(), 2e6));
    assert_eq!(again.present().dossier.assets[0].uses.len(), 1);
    assert_eq!(Place::Coverage("a".into(), "p".into()).answer(&again.present().dossier), half);
}

#[test]
fn revenue_by_year_stays_in_order() {
    let place = |year| Place::Stream("p".into(), Stream::History, year);
    let amount = |year, wan| choose(place(year), Answer::Money(Money::from_wan(wan)));
    let later = done(start(), amount(2025, 300)).reduce(Step::Do(amount(2023, 100).into(), 1e6));
    let years: Vec<i16> = later.present().dossier.products[0].history.iter().map(|year| year.year).collect();
    assert_eq!(years, [2023, 2025]);
    let gone = later.reduce(Step::Do(choose(place(2025), Answer::Unknown).into(), 2e6));
    assert_eq!(gone.present().dossier.products[0].history.len(), 1);
}

#[test]
fn the_cost_record_goes_with_its_last_answer() {
    let place = || Place::Asset("a".into(), &cost::LABOUR);
    let known = done(start(), choose(place(), Answer::Money(Money::from_wan(12))));
    assert!(known.present().dossier.assets[0].cost.is_some());
    let gone = known.reduce(Step::Do(choose(place(), Answer::Unknown).into(), 1e6));
    assert_eq!(gone.present().dossier.assets[0].cost, None);
}

#[test]
fn a_deal_is_added_answered_and_removed() {
    check(Edit::AddComparable("a".into()), |dossier| assert_eq!(dossier.assets[0].comparables.len(), 1));
    let added = done(start(), Edit::AddComparable("a".into()));
    let place = Place::Comparable("a".into(), 0, &comparable::TIME);
    let answered = added.reduce(Step::Do(choose(place.clone(), Answer::Number(1.1)).into(), 1e6));
    assert_eq!(place.answer(&answered.present().dossier), Answer::Number(1.1));
    let removed = answered.reduce(Step::Do(Edit::DropComparable("a".into(), 0).into(), 2e6));
    assert!(removed.present().dossier.assets[0].comparables.is_empty());
}

#[test]
fn nice_classes_are_read_however_they_are_listed() {
    let place = Place::Asset("a".into(), &asset::MARK_CLASSES);
    let typed = done(start(), Edit::Field(place, Input::Typed("第9、42类".into())));
    assert_eq!(typed.present().dossier.assets[0].mark.classes, [9, 42]);
}

fn after(document: &Rc<Document>, change: IssueChange) -> Rc<Document> {
    Rc::clone(document).reduce(Edit::Issue("OWN-2".into(), change).into())
}

fn answer(document: &Document) -> IssueAnswer {
    document.dossier.star.issues.get("OWN-2").cloned().unwrap_or_default()
}

#[test]
fn evidence_is_kept_by_its_place() {
    let document = after(&Rc::default(), IssueChange::Evidence(2, true));
    assert_eq!(answer(&document).evidence, [false, false, true]);
    let document = after(&document, IssueChange::Evidence(0, true));
    let document = after(&document, IssueChange::Evidence(2, false));
    assert_eq!(answer(&document).evidence, [true, false, false]);
}

#[test]
fn severity_and_rights_are_said_and_taken_back() {
    let document = after(&Rc::default(), IssueChange::Severity(Some("H")));
    let document = after(&document, IssueChange::Asset("a1".to_owned(), true));
    let document = after(&document, IssueChange::Asset("a1".to_owned(), true));
    assert_eq!((answer(&document).severity.as_deref(), answer(&document).assets), (Some("H"), vec!["a1".to_owned()]));
    let document = after(&document, IssueChange::Severity(None));
    let document = after(&document, IssueChange::Asset("a1".to_owned(), false));
    assert_eq!(answer(&document), IssueAnswer::default());
}

#[test]
fn who_cures_an_issue_is_typed_beside_its_state() {
    let place = Place::Cure("OWN-2".into(), &issue::COST);
    let document = Rc::<Document>::default().reduce(Edit::Field(place.clone(), Input::Typed("12".into())).into());
    // Amounts are typed in 万元.
    assert_eq!(answer(&document).cost.map(|cost| cost.to_yuan()), Some(120_000.0));
    assert_eq!(place.path(), "star.issues.OWN-2.cost");
    let state = Place::Issue("OWN-2".into());
    let document = document.reduce(Edit::Field(state, Input::Chosen(Answer::One(1))).into());
    assert_eq!((answer(&document).state, answer(&document).cost.is_some()), (Some(IssueState::Open), true));
}

#[test]
fn papers_and_requirements_of_a_channel_are_said_and_taken_back() {
    let document = Rc::new(Document::default());
    let say = |document: &Rc<Document>, change| Rc::clone(document).edited(Edit::Need(change));
    let held = say(&document, NeedChange::Document("D07".into(), Some(true)));
    assert_eq!(held.dossier.need.documents.get("D07"), Some(&true));
    let confirmed = say(&held, NeedChange::Confirmation("second-security".into(), Some(false)));
    assert_eq!(confirmed.dossier.need.confirmations.get("second-security"), Some(&false));
    let waived = say(&confirmed, NeedChange::Waiver("PL-C10".into(), true));
    assert!(waived.dossier.need.waivers.contains("PL-C10"));
    let back = say(&waived, NeedChange::Waiver("PL-C10".into(), false));
    let back = say(&back, NeedChange::Confirmation("second-security".into(), None));
    let back = say(&back, NeedChange::Document("D07".into(), None));
    assert_eq!(back.dossier, document.dossier);
}

#[test]
fn what_readers_add_is_kept_and_taken_back() {
    let typed = Edit::Field(Place::Readers(&readers::ALL_LOANS), Input::Typed("5,000,000".into()));
    check(typed, |dossier| assert_eq!(dossier.readers.all_loans, Some(Money::from_wan(5_000_000))));
    let place = Place::Confirmation("EX-06".into());
    assert_eq!(place.path(), "need.confirmations.EX-06");
    let ticked = Edit::Field(place, Input::Chosen(Answer::Flag(true)));
    check(ticked, |dossier| assert_eq!(dossier.need.confirmations.get("EX-06"), Some(&true)));
    let nothing = Redaction::default();
    check(Edit::Redact(Reader::Bank, nothing), |dossier| {
        assert_eq!(dossier.readers.redaction(Reader::Bank), nothing);
        assert_eq!(dossier.readers.redaction(Reader::Insurer), Redaction::usual(Reader::Insurer));
    });
}
