//! The firms in rows; only those in sight are in the page.

use std::rc::Rc;

use ip_health_engine::park::Firm;
use web_sys::{HtmlInputElement, MouseEvent};
use yew::prelude::*;

use super::super::report::{channel_word, grade_words, head as card_head, state, status_words};
use super::filters::{Column, Filter, Filters, listing};
use super::{View, words};
use crate::components::{Sort, sort_head};
use crate::fields;
use crate::format::{decimal, money, percent};
use crate::hooks::{Choose, keys_in_rows, pick_id, use_window};
use crate::state::park::{ParkEdit, edit};

/// Columns, the box to choose a row among them.
const COLUMNS: &str = "10";

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub(super) struct TableProps {
    pub view: View,
    /// A row is opened.
    pub on_open: Callback<usize>,
    /// Other rows are listed.
    pub on_shown: Callback<Rc<Vec<usize>>>,
}

/// The firms in rows, with filter, search and order.
#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let TableProps { view, on_open, on_shown } = props;
    let texts = view.texts;
    let filter = use_state_eq(Filter::default);
    let sort = use_state_eq(Sort::<Column>::default);
    let found = use_memo((view.clone(), (*filter).clone(), *sort), |(view, filter, sort)| listing(view, filter, *sort));
    use_effect_with((found.clone(), on_shown.clone()), |(found, on_shown)| on_shown.emit(Rc::clone(found)));
    let window = use_window(found.len(), ((*filter).clone(), *sort));
    let anchor = use_mut_ref(|| None::<usize>);
    let emit = Callback::from(|chosen| edit(ParkEdit::Choose(chosen)));
    let choose = Choose { found: Rc::clone(&found), chosen: Rc::clone(&view.desk.chosen), emit, anchor };
    let every = !found.is_empty() && found.iter().all(|place| view.desk.chosen.contains(place));
    let on_every = {
        let choose = choose.clone();
        move |_: Event| choose.every::<usize>(!every)
    };
    let onkeydown = {
        let (window, choose) = (window.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            keys_in_rows(&event, &window, choose.found.len(), &|| choose.every::<usize>(true));
        })
    };
    let drawn = found.get(window.first..window.end(found.len())).unwrap_or_default();
    let counts = [view.desk.firms.len(), found.len(), view.desk.chosen.len()].map(|count| count.to_string());

    html! {
        <section class="report__card" id="park-list">
            { card_head(texts.park_list(), "") }
            <Filters view={view.clone()} filter={filter.clone()} />
            <p class="unseen" id="park-keys">{ texts.park_keys() }</p>
            <div class="portfolio__scroll park__scroll" ref={window.scroller.clone()} onscroll={window.onscroll.clone()} tabindex="0"
                role="region" aria-label={texts.park_list()} aria-describedby="park-keys">
                <table class="portfolio__table park__table" role="table" aria-label={texts.park_list()}
                    aria-rowcount={(found.len() + 1).to_string()} aria-colcount={COLUMNS}>
                    <thead role="rowgroup">
                        <tr role="row" aria-rowindex="1">
                            <th scope="col" role="columnheader" class="is-pick">
                                <input type="checkbox" id="pick-all" checked={every} onchange={on_every}
                                    aria-label={if every { texts.park_pick_none() } else { texts.park_pick_all() }} />
                            </th>
                            for column in Column::ALL {
                                { sort_head(column, &column.head(texts), &sort, texts) }
                            }
                        </tr>
                    </thead>
                    <tbody role="rowgroup" ref={window.body.clone()} {onkeydown}>
                        <tr class="portfolio__before" aria-hidden="true"></tr>
                        for (offset, place) in drawn.iter().enumerate() {
                            if let Some(firm) = view.firm(*place) {
                                { line(view, firm, *place, window.first + offset, &choose, on_open) }
                            }
                        }
                        <tr class="portfolio__after" aria-hidden="true"></tr>
                    </tbody>
                </table>
                if found.is_empty() {
                    <p class="portfolio__nothing">{ texts.park_nothing() }</p>
                }
            </div>
            <p class="portfolio__quiet" id="park-shown" role="status">{ texts.park_shown(&counts[0], &counts[1], &counts[2]) }</p>
        </section>
    }
}

fn line(
    view: &View,
    firm: &Firm,
    place: usize,
    index: usize,
    choose: &Choose<usize, usize>,
    on_open: &Callback<usize>,
) -> Html {
    let texts = view.texts;
    let checked = choose.chosen.contains(&place);
    let onclick = {
        let choose = choose.clone();
        move |event: MouseEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            choose.one::<usize>(index, input.checked(), event.shift_key());
        }
    };
    let over = view.twins.get(place).copied().flatten().is_some();
    let name = view.name(place);
    let remarks = words::remarks(view, place);
    let unknown = || html! { <span class="report__quiet">{ texts.park_unknown() }</span> };
    let score = match (firm.outlook.grade, firm.outlook.score) {
        (Some(grade), Some(score)) => {
            html! { <>{ decimal(score, 0) }{ " " }<span class="portfolio__grade">{ grade_words(grade, texts).1 }</span></> }
        }
        _ => unknown(),
    };
    let (tone, listed) = words::listed(firm.screening.listed, texts);
    html! {
        <tr key={place} role="row" class={classes!(checked.then_some("is-chosen"), over.then_some("is-over"))}
            data-index={index.to_string()} aria-rowindex={(index + 2).to_string()} aria-selected={checked.to_string()}>
            <td role="cell" class="is-pick">
                <input type="checkbox" id={pick_id(index)} {checked} {onclick} aria-label={texts.park_pick(&name)} />
            </td>
            <td role="cell" class={Column::Firm.class()}>
                <button type="button" class="button--link" title={name.clone()} onclick={on_open.reform(move |_: MouseEvent| place)}>{ name }</button>
                if !remarks.is_empty() {
                    <span class="portfolio__mark" role="img" title={remarks.join(" ")} aria-label={remarks.join(" ")}>{ "!" }</span>
                }
            </td>
            <td role="cell" class={Column::Sector.class()}>
                { firm.sector.map_or_else(unknown, |sector| html! { { fields::sector_name(sector, texts) } }) }
            </td>
            <td role="cell" class={Column::Value.class()}>{ firm.value.map_or_else(unknown, |range| html! { { money(range.p50, texts) } }) }</td>
            <td role="cell" class={Column::Debt.class()}>{ firm.debt.map_or_else(unknown, |debt| html! { { money(debt, texts) } }) }</td>
            <td role="cell" class={Column::Channel.class()}>{ firm.best.map_or(texts.park_no_channel(), |channel| channel_word(channel, texts)) }</td>
            <td role="cell" class={Column::Score.class()}>{ score }</td>
            <td role="cell" class={Column::Status.class()}>{ status_words(firm.outlook.status, texts).1 }</td>
            <td role="cell" class={Column::Listed.class()}>
                { state(tone, listed) }{ " " }<span class="portfolio__grade">{ decimal(firm.screening.score, 0) }</span>
            </td>
            <td role="cell" class={Column::Completeness.class()}>{ percent(firm.completeness) }</td>
        </tr>
    }
}
