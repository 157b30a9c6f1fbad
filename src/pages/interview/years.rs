//! A question asked of each fiscal year, the years side by side.

use ip_health_engine::dossier::{Dossier, FiscalYear};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::Field as FieldView;
use crate::fields::{Field, accounts};
use crate::format;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::{Edit, Input, Place};

/// Properties of [`YearRow`].
#[derive(Properties)]
pub struct YearRowProps {
    /// The question.
    pub field: &'static Field<FiscalYear>,
    /// The years, oldest first.
    pub years: Vec<i16>,
}

impl PartialEq for YearRowProps {
    fn eq(&self, other: &Self) -> bool {
        self.field.key == other.field.key && self.years == other.years
    }
}

/// A question with a box for each year.
#[component]
pub fn YearRow(props: &YearRowProps) -> Html {
    let YearRowProps { field, years } = props;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let places: Vec<Place> = years.iter().map(|year| Place::Year(*year, field)).collect();
    // 不清楚 of a row is that of its years without an answer.
    let open = |place: &&Place| !place.answer(&document.dossier).is_known();
    let unknown: Vec<Place> = places.iter().filter(open).cloned().collect();
    let unsure = !unknown.is_empty() && unknown.iter().all(|place| document.is_unsure(place));
    let onchange = {
        let unknown = unknown.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            for place in &unknown {
                edit.emit(Edit::Field(place.clone(), Input::Unsure(input.checked())));
            }
        }
    };
    let growth = (field.key == accounts::REVENUE.key).then(|| growth(&document.dossier)).flatten();
    let id = ["year-row-", field.key].concat();
    let hint_id = [&id, "-hint"].concat();
    html! {
        <fieldset class="years" aria-describedby={field.hint.map(|_| hint_id.clone())}>
            <legend class="field__label">{ (field.label)(texts) }</legend>
            if let Some(hint) = field.hint {
                <p id={hint_id} class="field__hint">{ hint(texts) }</p>
            }
            <div class="years__row">
                for (place, year) in places.into_iter().zip(years) {
                    <FieldView key={year.to_string()} {place} label={texts.years_of(&year.to_string())} bare=true />
                }
            </div>
            <div class="field__foot">
                if let Some(growth) = growth {
                    <span>{ texts.years_growth(&format::percent(growth)) }</span>
                }
                if !unknown.is_empty() {
                    <label class="field__unsure" for={id.clone()}>
                        <input {id} type="checkbox" checked={unsure} {disabled} {onchange} />
                        { texts.unsure() }<span class="unseen">{ ": " }{ (field.label)(texts) }</span>
                    </label>
                }
                if let Some(why) = field.why {
                    <details class="field__why">
                        <summary>{ texts.field_why() }<span class="unseen">{ ": " }{ (field.label)(texts) }</span></summary>
                        <p>{ why(texts) }</p>
                    </details>
                }
            </div>
        </fieldset>
    }
}

/// Compound growth of revenue a year over the last three years, when all three are known and the first is not nothing.
fn growth(dossier: &Dossier) -> Option<f64> {
    let last = dossier.last_year()?;
    let first = dossier.accounts.iter().find(|year| year.year == last.year - 2)?;
    let (from, to) = (first.revenue?.to_yuan(), last.revenue?.to_yuan());
    (from > 0.0 && to > 0.0).then(|| (to / from).sqrt() - 1.0)
}
