//! What is wrong with a pack: record, field, what, and what to do.

use ip_health_engine::station::{FieldForm, PackError, PackFault, PackProblem};
use yew::prelude::*;

use super::difference::kind_word;
use crate::boot::NotHosted;
use crate::hooks::Refusal;
use crate::texts::Texts;

/// Why a pack is not in use.
pub fn refusal(reason: &Refusal, texts: Texts) -> Html {
    match reason {
        Refusal::NotHosted(NotHosted::Address) => html! { <p>{ texts.rules_fault_address() }</p> },
        Refusal::NotHosted(NotHosted::Load) => html! { <p>{ texts.rules_fault_load() }</p> },
        Refusal::Fault(PackFault::Records(errors)) => table(errors, texts),
        Refusal::Fault(PackFault::Syntax { line, column, message }) => html! {
            <>
                <p>{ texts.rules_fault_syntax(&line.to_string(), &column.to_string()) }</p>
                <p lang="en"><code>{ message.clone() }</code></p>
            </>
        },
        Refusal::Fault(PackFault::Empty) => html! { <p>{ texts.rules_fault_empty() }</p> },
        Refusal::Fault(PackFault::TooLong { most }) => {
            html! { <p>{ texts.rules_fault_long(&(most / 1024).to_string()) }</p> }
        }
        Refusal::Fault(other) => html! { <p>{ other.to_string() }</p> },
    }
}

fn table(errors: &[PackError], texts: Texts) -> Html {
    html! {
        <>
            <p>{ texts.rules_fault_count(&errors.len().to_string()) }</p>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.rules_faults()}>
                <table class="report__table report__table--dense rules__faults">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.rules_record() }</th>
                            <th scope="col">{ texts.rules_field() }</th>
                            <th scope="col">{ texts.rules_wrong() }</th>
                            <th scope="col">{ texts.rules_remedy() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for (place, error) in errors.iter().enumerate() {
                            { row(place, error, texts) }
                        }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn row(place: usize, error: &PackError, texts: Texts) -> Html {
    let (wrong, remedy) = words(error, texts);
    html! {
        <tr key={place}>
            <th scope="row">
                <code>{ error.record.clone() }</code>
                <small>{ error.kind.map(|kind| kind_word(kind, texts)) }</small>
            </th>
            <td>if error.field.is_empty() { { "—" } } else { <code>{ error.field.clone() }</code> }</td>
            <td>{ wrong }</td>
            <td>{ remedy }</td>
        </tr>
    }
}

/// What is wrong and what to do.
fn words(error: &PackError, texts: Texts) -> (String, String) {
    let list = |words: &[String]| words.join(texts.list_separator());
    match &error.problem {
        PackProblem::UnknownField { known } => {
            (texts.rules_wrong_unknown_field().to_owned(), texts.rules_remedy_known(&list(known)))
        }
        PackProblem::Missing => (texts.rules_wrong_missing().to_owned(), texts.rules_remedy_missing().to_owned()),
        PackProblem::WrongForm { expected } => {
            (texts.rules_wrong_form().to_owned(), texts.rules_remedy_form(form(*expected, texts)))
        }
        PackProblem::NotOneOf { found, allowed } => {
            (texts.rules_wrong_not_one_of(found), texts.rules_remedy_one_of(&list(allowed)))
        }
        PackProblem::Empty => (texts.rules_wrong_empty().to_owned(), texts.rules_remedy_empty().to_owned()),
        PackProblem::UnknownSource { id } => (texts.rules_wrong_source(id), texts.rules_remedy_source().to_owned()),
        PackProblem::NoReason => (texts.rules_wrong_reason().to_owned(), texts.rules_remedy_reason().to_owned()),
        PackProblem::Duplicate => (texts.rules_wrong_duplicate().to_owned(), texts.rules_remedy_duplicate().to_owned()),
        PackProblem::EmptyPeriod => (texts.rules_wrong_period().to_owned(), texts.rules_remedy_period().to_owned()),
        PackProblem::OutOfRange => (texts.rules_wrong_range().to_owned(), texts.rules_remedy_range().to_owned()),
        PackProblem::Weight => (texts.rules_wrong_weight().to_owned(), texts.rules_remedy_weight().to_owned()),
        PackProblem::UnlikeBuiltIn { expected } => {
            (texts.rules_wrong_unlike().to_owned(), texts.rules_remedy_unlike(expected))
        }
        PackProblem::UnknownMeasure { name } => {
            (texts.rules_wrong_measure(name), texts.rules_remedy_measure().to_owned())
        }
        PackProblem::NotThere => (texts.rules_wrong_not_there().to_owned(), texts.rules_remedy_not_there().to_owned()),
        PackProblem::Needed => (texts.rules_wrong_needed().to_owned(), texts.rules_remedy_needed().to_owned()),
        PackProblem::Calculation { message } => {
            (texts.rules_wrong_calculation(message), texts.rules_remedy_calculation().to_owned())
        }
        other => (other.to_string(), String::new()),
    }
}

fn form(form: FieldForm, texts: Texts) -> &'static str {
    match form {
        FieldForm::Text => texts.rules_form_text(),
        FieldForm::Number => texts.rules_form_number(),
        FieldForm::Flag => texts.rules_form_flag(),
        FieldForm::List => texts.rules_form_list(),
        FieldForm::Table => texts.rules_form_table(),
        FieldForm::Day => texts.rules_form_day(),
        FieldForm::Value => texts.rules_form_value(),
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;
    use ip_health_engine::station::RecordKind;

    use super::*;

    #[test]
    fn every_problem_says_what_is_wrong_and_what_to_do_in_both_languages() {
        let problems = [
            PackProblem::UnknownField { known: vec!["id".to_owned(), "title".to_owned()] },
            PackProblem::Missing,
            PackProblem::WrongForm { expected: FieldForm::Day },
            PackProblem::NotOneOf { found: "wan".to_owned(), allowed: vec!["yuan".to_owned()] },
            PackProblem::Empty,
            PackProblem::UnknownSource { id: "desk.x".to_owned() },
            PackProblem::NoReason,
            PackProblem::Duplicate,
            PackProblem::EmptyPeriod,
            PackProblem::OutOfRange,
            PackProblem::Weight,
            PackProblem::UnlikeBuiltIn { expected: "ratio".to_owned() },
            PackProblem::UnknownMeasure { name: "asset.colour".to_owned() },
            PackProblem::NotThere,
            PackProblem::Needed,
            PackProblem::Calculation { message: "no".to_owned() },
        ];
        for language in [Language::Chinese, Language::English] {
            for problem in &problems {
                let kind = Some(RecordKind::Note);
                let (record, field) = ("PO-1".to_owned(), "title".to_owned());
                let error = PackError { kind, record, field, problem: problem.clone() };
                let (wrong, remedy) = words(&error, Texts::new(language));
                assert!(!wrong.is_empty() && !remedy.is_empty(), "{problem:?}");
            }
        }
    }
}
