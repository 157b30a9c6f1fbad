//! The rights in rows. Only the rows in sight are in the page: ten thousand would stall every keystroke.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use gloo_events::EventListener;
use ip_health_engine::dossier::AssetStatus;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, MouseEvent};
use yew::prelude::*;

use super::filters::{Filter, Filters};
use super::row::{Drawing, cells, title_of};
use super::rows::{FactsCache, Row, rows, sorted};
use super::sort::{Column, head};
use crate::hooks::{use_assessment, use_dossier, use_texts};
use crate::state::Shared;
use crate::texts::Texts;

/// Rows drawn above and below those in sight, so that moving on shows no gap.
const BEYOND: usize = 8;

/// Height of a row and of the window until they are measured, in pixels.
const FIRST_GUESS: (f64, f64) = (48.0, 640.0);

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
    let sort = use_state_eq(|| None::<(Column, bool)>);
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
    let window = use_window(found.len(), (*filter).clone(), *sort);
    let anchor = use_mut_ref(|| None::<usize>);

    let ids: Rc<Vec<AttrValue>> =
        Rc::new(found.iter().filter_map(|place| all.get(*place)).map(|row| row.asset.id.clone().into()).collect());
    let choose =
        Choose { found: Rc::clone(&ids), chosen: Rc::clone(&props.chosen), emit: props.on_choose.clone(), anchor };
    let every = !ids.is_empty() && ids.iter().all(|id| props.chosen.contains(&**id));
    let on_every = {
        let choose = choose.clone();
        move |_: Event| choose.every(!every)
    };
    let onkeydown = {
        let (window, choose) = (window.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| on_key(&event, &window, &choose))
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
                                { head(column, &sort, texts) }
                            }
                            for column in [Column::Next, Column::Score, Column::Value, Column::Hint] {
                                { head(column, &sort, texts) }
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
    choose: &Choose,
    on_open: &Callback<(AttrValue, Rc<Vec<AttrValue>>)>,
) -> Html {
    let texts: Texts = drawing.texts;
    let id = &row.asset.id;
    let checked = choose.chosen.contains(id);
    let onclick = {
        let choose = choose.clone();
        move |event: MouseEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            choose.one(index, input.checked(), event.shift_key());
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

fn pick_id(index: usize) -> String {
    ["pick-", &index.to_string()].concat()
}

/// Choosing rights.
#[derive(Clone)]
struct Choose {
    found: Rc<Vec<AttrValue>>,
    chosen: Rc<BTreeSet<String>>,
    emit: Callback<Rc<BTreeSet<String>>>,
    /// The row chosen last: where a run begins.
    anchor: Rc<std::cell::RefCell<Option<usize>>>,
}

impl Choose {
    /// Chooses a row, or lets it go; with `run`, all from the row chosen last to this one.
    fn one(&self, index: usize, on: bool, run: bool) {
        let from = self.anchor.replace(Some(index)).filter(|_| run).unwrap_or(index);
        let mut chosen = BTreeSet::clone(&self.chosen);
        for id in self.found.iter().take(from.max(index) + 1).skip(from.min(index)) {
            if on {
                chosen.insert(id.to_string());
            } else {
                chosen.remove(&**id);
            }
        }
        self.emit.emit(Rc::new(chosen));
    }

    /// Chooses all listed, or lets them go.
    fn every(&self, on: bool) {
        let mut chosen = BTreeSet::clone(&self.chosen);
        for id in self.found.iter() {
            if on {
                chosen.insert(id.to_string());
            } else {
                chosen.remove(&**id);
            }
        }
        self.emit.emit(Rc::new(chosen));
    }
}

/// Which rows are in the page.
#[derive(Clone)]
struct Window {
    /// Place of the first row drawn.
    first: usize,
    /// Rows drawn.
    count: usize,
    scroller: NodeRef,
    body: NodeRef,
    onscroll: Callback<Event>,
    show: Callback<usize>,
    /// The row that takes the focus once it is drawn.
    sought: Rc<RefCell<Option<usize>>>,
}

impl Window {
    fn end(&self, found: usize) -> usize {
        (self.first + self.count).min(found)
    }
}

/// Follows scrolling: tells which rows to draw, and makes room for those that are not.
#[hook]
fn use_window(found: usize, filter: Filter, sort: Option<(Column, bool)>) -> Window {
    let scroller = use_node_ref();
    let body = use_node_ref();
    let sizes = use_state_eq(|| FIRST_GUESS);
    let top = use_state_eq(|| 0_usize);
    let (height, view) = *sizes;
    let count = (view / height).ceil() as usize + 2 * BEYOND;
    let first = top.saturating_sub(BEYOND).min(found.saturating_sub(1));

    let look = {
        let (scroller, top) = (scroller.clone(), top.clone());
        move || {
            if let Some(scroller) = scroller.cast::<HtmlElement>() {
                top.set((f64::from(scroller.scroll_top()) / height) as usize);
            }
        }
    };
    let onscroll = Callback::from(move |_: Event| look());
    let show = {
        let (scroller, top) = (scroller.clone(), top.clone());
        Callback::from(move |index: usize| {
            let Some(scroller) = scroller.cast::<HtmlElement>() else { return };
            let (above, below) = (index as f64 * height, (index + 2) as f64 * height);
            let now = f64::from(scroller.scroll_top());
            let wanted = if above < now {
                above
            } else if below > now + view {
                below - view
            } else {
                return;
            };
            scroller.set_scroll_top(wanted as i32);
            top.set((wanted / height) as usize);
        })
    };
    // Another list begins at its top.
    {
        let (scroller, top) = (scroller.clone(), top.clone());
        use_effect_with((filter, sort), move |_| {
            if let Some(scroller) = scroller.cast::<HtmlElement>() {
                scroller.set_scroll_top(0);
            }
            top.set(0);
        });
    }
    // The room of rows that are not drawn. Through the object model: the policy of the page allows no style attribute.
    let after = found.saturating_sub(first + count);
    use_effect_with((body.clone(), first, after, height.to_bits()), move |(body, first, after, _)| {
        if let Some(body) = body.cast::<HtmlElement>() {
            let pixels = |rows: usize| [&(rows as f64 * height).to_string(), "px"].concat();
            // Setting a custom property cannot fail.
            let _ = body.style().set_property("--before", &pixels(*first));
            let _ = body.style().set_property("--after", &pixels(*after));
        }
    });
    // The height of a row differs between table and cards, and changes with the width of the page.
    {
        let (scroller, body, sizes) = (scroller.clone(), body.clone(), sizes.clone());
        use_effect_with((found > 0, scroller.clone()), move |_| {
            let measure = move || {
                let row = body.cast::<Element>().and_then(|body| body.query_selector("tr[data-index]").ok().flatten());
                if let (Some(row), Some(scroller)) = (row, scroller.cast::<HtmlElement>()) {
                    let height = row.get_bounding_client_rect().height();
                    let view = f64::from(scroller.client_height());
                    if height > 0.0 && view > 0.0 {
                        sizes.set((height, view));
                    }
                }
            };
            measure();
            let listener = web_sys::window().map(|window| EventListener::new(&window, "resize", move |_| measure()));
            move || drop(listener)
        });
    }
    // After every rendering: the row that the keyboard went to may be drawn only now.
    let sought = use_mut_ref(|| None::<usize>);
    {
        let sought = Rc::clone(&sought);
        use_effect(move || {
            let index = *sought.borrow();
            if index.is_some_and(focus_row) {
                sought.replace(None);
            }
        });
    }
    Window { first, count, scroller, body, onscroll, show, sought }
}

/// Keys in the rows: up and down, page up and down, first and last, a run of rows with Shift and Space, all with Ctrl
/// and A.
fn on_key(event: &KeyboardEvent, window: &Window, choose: &Choose) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let row = target.and_then(|target| target.closest("tr[data-index]").ok().flatten());
    let Some(index) = row.and_then(|row| row.get_attribute("data-index")).and_then(|text| text.parse::<usize>().ok())
    else {
        return;
    };
    let last = choose.found.len().saturating_sub(1);
    let page = window.count.saturating_sub(2 * BEYOND + 1).max(1);
    let goal = match event.key().as_str() {
        "ArrowDown" => (index + 1).min(last),
        "ArrowUp" => index.saturating_sub(1),
        "PageDown" => (index + page).min(last),
        "PageUp" => index.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        "a" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            choose.every(true);
            return;
        }
        _ => return,
    };
    event.prevent_default();
    window.show.emit(goal);
    // A row that is not drawn yet takes the focus when it is.
    if !focus_row(goal) {
        window.sought.replace(Some(goal));
    }
}

/// Puts the focus on a row's box; `false` while the row is not drawn.
fn focus_row(index: usize) -> bool {
    let page = web_sys::window().and_then(|window| window.document());
    let input = page.and_then(|page| page.get_element_by_id(&pick_id(index)));
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) else { return false };
    // A box that cannot take the focus leaves it where it was.
    let _ = input.focus();
    true
}
