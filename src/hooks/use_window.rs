//! A long table of which only the rows in sight are in the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Rows drawn above and below those in sight, so that moving on shows no gap.
const BEYOND: usize = 8;

/// So many rows fill any window: more of them change its height no further.
const FULL: usize = 64;

/// Height of a row and of the window until they are measured, in pixels.
const FIRST_GUESS: (f64, f64) = (48.0, 640.0);

/// Id of the box that chooses a row.
#[must_use]
pub fn pick_id(index: usize) -> String {
    ["pick-", &index.to_string()].concat()
}

/// Which rows are in the page.
#[derive(Clone)]
pub struct Window {
    /// Place of the first row drawn.
    pub first: usize,
    /// Rows drawn.
    pub count: usize,
    /// The element that scrolls.
    pub scroller: NodeRef,
    /// The body of the table; `--before` and `--after` are the room of rows that are not drawn.
    pub body: NodeRef,
    /// To be heard by the scroller.
    pub onscroll: Callback<Event>,
    /// Brings a row into sight.
    pub show: Callback<usize>,
    /// The row that takes the focus once it is drawn.
    sought: Rc<RefCell<Option<usize>>>,
}

impl Window {
    /// One past the last row drawn.
    #[must_use]
    pub fn end(&self, found: usize) -> usize {
        (self.first + self.count).min(found)
    }
}

/// Follows scrolling: tells which of `found` rows to draw, and makes room for those that are not. Another `list`, by
/// filter or order, begins at its top.
#[hook]
pub fn use_window<L: PartialEq + 'static>(found: usize, list: L) -> Window {
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
    {
        let (scroller, top) = (scroller.clone(), top.clone());
        use_effect_with(list, move |_| {
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
        // A list that grows while it is read is as high as its window only after some rows.
        use_effect_with((found.min(FULL), scroller.clone()), move |_| {
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

/// Keys in `found` rows, each with a box of [`pick_id`]: up and down, page up and down, first and last, a run of rows with Shift and Space, all with Ctrl
/// and A.
pub fn keys_in_rows(event: &KeyboardEvent, window: &Window, found: usize, every: &dyn Fn()) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let row = target.and_then(|target| target.closest("tr[data-index]").ok().flatten());
    let Some(index) = row.and_then(|row| row.get_attribute("data-index")).and_then(|text| text.parse::<usize>().ok())
    else {
        return;
    };
    let last = found.saturating_sub(1);
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
            every();
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
