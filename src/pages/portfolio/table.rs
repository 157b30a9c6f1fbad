//! The rights in rows. Only the rows in sight are in the page: ten thousand would stall every keystroke.

use std::collections::BTreeSet;
use std::rc::Rc;

use ip_health_engine::dossier::AssetStatus;
use web_sys::{HtmlInputElement, MouseEvent};
use yew::prelude::*;

use super::filters::{Filter, Filters};
use super::row::{Drawing, cells, title_of};
use super::rows::{FactsCache, Row, rows, sorted};
use super::sort::Column;
use crate::components::{Sort, sort_head};
use crate::hooks::{Choose, keys_in_rows, pick_id, use_assessment, use_dossier, use_texts, use_window};
use crate::state::Shared;
use crate::texts::Texts;

/// Columns, the box to choose a row among them.
const COLUMNS: &str = "10";

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// Ids of the chosen rights.
    pub chosen: Rc<BTreeSet<String>>,
    /// Other rights are chosen.
    pub on_choose: Callback<Rc<BTreeSet<String>>>,
    /// A right is opened: its id, and the ids of all listed, in their order.
    pub on_open: Callback<(AttrValue, Rc<Vec<AttrValue>>)>,
}

/// The rights in rows, with filter, search and order.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let filter = use_state_eq(Filter::default);
    let sort = use_state_eq(Sort::<Column>::default);
    let cache = use_mut_ref(Vec::new);
    let dossier = Shared::from(document.dossier.clone());
    let all = use_memo((dossier.clone(), assessment.clone()), |(dossier, assessment)| {
        let cache: &FactsCache = &cache;
        rows(dossier, assessment.as_deref(), cache)
    });
    let all = Shared::from(all);
    let found =
        use_memo((all.clone(), assessment.clone(), (*filter).clone(), *sort), |(all, assessment, filter, sort)| {
            let places = (0..all.len()).filter(|place| all.get(*place).is_some_and(|row| filter.keeps(row))).collect();
            let values = assessment.as_ref().map_or(&[][..], |assessment| &assessment.valuation.assets);
            sorted(all, places, values, *sort)
        });
    let window = use_window(found.len(), ((*filter).clone(), *sort));
    let anchor = use_mut_ref(|| None::<usize>);

    let ids: Rc<Vec<AttrValue>> =
        Rc::new(found.iter().filter_map(|place| all.get(*place)).map(|row| row.asset.id.clone().into()).collect());
    let choose =
        Choose { found: Rc::clone(&ids), chosen: Rc::clone(&props.chosen), emit: props.on_choose.clone(), anchor };
    let every = !ids.is_empty() && ids.iter().all(|id| props.chosen.contains(&**id));
    let on_every = {
        let choose = choose.clone();
        move |_: Event| choose.every::<str>(!every)
    };
    let onkeydown = {
        let (window, choose) = (window.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            keys_in_rows(&event, &window, choose.found.len(), &|| choose.every::<str>(true))
        })
    };
    let drawing = Drawing { texts, dossier: &document.dossier, assessment: assessment.as_deref() };
    let drawn = found.get(window.first..window.end(found.len())).unwrap_or_default();

    html! {
        <>
            <Filters filter={filter.clone()} rows={all.clone()} />
            <p class="unseen" id="portfolio-keys">{ texts.table_keys() }</p>
            <div class="portfolio__scroll" ref={window.scroller.clone()} onscroll={window.onscroll.clone()} tabindex="0"
                role="region" aria-label={texts.portfolio_title()} aria-describedby="portfolio-keys">
                <table class="portfolio__table" role="table" aria-label={texts.portfolio_title()}
                    aria-rowcount={(found.len() + 1).to_string()} aria-colcount={COLUMNS}>
                    <thead role="rowgroup">
                        <tr role="row" aria-rowindex="1">
                            <th scope="col" role="columnheader" class="is-pick">
                                <input type="checkbox" id="pick-all" checked={every} onchange={on_every}
                                    aria-label={if every { texts.table_choose_none() } else { texts.table_choose_all() }} />
                            </th>
                            for column in [Column::Kind, Column::Title, Column::Number, Column::Status, Column::Life] {
                                { sort_head(column, &column.head(texts), &sort, texts) }
                            }
                            for column in [Column::Next, Column::Score, Column::Value, Column::Hint] {
                                { sort_head(column, &column.head(texts), &sort, texts) }
                            }
                        </tr>
                    </thead>
                    <tbody role="rowgroup" ref={window.body.clone()} {onkeydown}>
                        <tr class="portfolio__before" aria-hidden="true"></tr>
                        for (offset, place) in drawn.iter().enumerate() {
                            if let Some(row) = all.get(*place) {
                                { line(row, window.first + offset, &drawing, &choose, &props.on_open) }
                            }
                        }
                        <tr class="portfolio__after" aria-hidden="true"></tr>
                    </tbody>
                </table>
                if found.is_empty() {
                    <p class="portfolio__nothing">{ texts.table_nothing() }</p>
                }
            </div>
            <p class="portfolio__quiet" role="status">
                { texts.table_shown(&all.len().to_string(), &found.len().to_string()) }
            </p>
        </>
    }
}

/// A row: the box to choose it and its cells.
fn line(
    row: &Row,
    index: usize,
    drawing: &Drawing,
    choose: &Choose<AttrValue, String>,
    on_open: &Callback<(AttrValue, Rc<Vec<AttrValue>>)>,
) -> Html {
    let texts: Texts = drawing.texts;
    let id = &row.asset.id;
    let checked = choose.chosen.contains(id);
    let onclick = {
        let choose = choose.clone();
        move |event: MouseEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            choose.one::<str>(index, input.checked(), event.shift_key());
        }
    };
    let onopen = {
        let (on_open, id, found) = (on_open.clone(), AttrValue::from(id.clone()), Rc::clone(&choose.found));
        Callback::from(move |_: MouseEvent| on_open.emit((id.clone(), Rc::clone(&found))))
    };
    let over = row.asset.status.is_some_and(|status: AssetStatus| !status.is_alive());
    html! {
        <tr key={id.clone()} role="row" class={classes!(checked.then_some("is-chosen"), over.then_some("is-over"))}
            data-index={index.to_string()} aria-rowindex={(index + 2).to_string()} aria-selected={checked.to_string()}>
            <td role="cell" class="is-pick">
                <input type="checkbox" id={pick_id(index)} {checked} {onclick}
                    aria-label={texts.portfolio_select_one(&title_of(&row.asset.title, texts))} />
            </td>
            { cells(row, drawing, onopen) }
        </tr>
    }
}
