//! The plan for 30, 60 and 90 days, and the data still needed.

use yew::prelude::*;

use super::part;
use crate::fields::path_name;
use crate::pages::report::{Reading, serves, worth};

/// What is not known and what answering is worth.
pub fn needed(reading: &Reading) -> Html {
    let texts = reading.texts;
    let needed = &reading.assessment.completeness.needed;
    if needed.is_empty() {
        return Html::default();
    }
    let content = html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.needed_question() }</th>
                    <th scope="col">{ texts.needed_serves() }</th>
                    <th scope="col">{ texts.needed_worth() }</th>
                </tr>
            </thead>
            <tbody>
                for item in needed {
                    <tr>
                        <th scope="row">{ path_name(&item.path, texts) }</th>
                        <td>{ serves(item, texts) }</td>
                        <td>{ worth(item, reading) }</td>
                    </tr>
                }
            </tbody>
        </table>
    };
    part(texts.print_numeral_8(), texts.report_needed_title(), content)
}
