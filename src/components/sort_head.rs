//! The head of a column that can be sorted by.

use yew::prelude::*;

use crate::texts::Texts;

/// The column sorted by, and whether it rises.
pub type Sort<C> = Option<(C, bool)>;

/// What stands over a column.
pub struct SortHead {
    /// Its name.
    pub label: &'static str,
    /// Class of its cells.
    pub class: &'static str,
    /// Whether the first click shows the largest first.
    pub falls_first: bool,
}

/// A button that sorts, turns round, and lets go.
pub fn sort_head<C: Copy + PartialEq + 'static>(
    column: C,
    head: &SortHead,
    sort: &UseStateHandle<Sort<C>>,
    texts: Texts,
) -> Html {
    let SortHead { label, class, falls_first } = *head;
    let now = sort.filter(|(by, _)| *by == column).map(|(_, rising)| rising);
    let (order, arrow) = match now {
        Some(true) => ("ascending", " ↑"),
        Some(false) => ("descending", " ↓"),
        None => ("none", ""),
    };
    let onclick = {
        let sort = sort.clone();
        move |_: MouseEvent| {
            let first = !falls_first;
            sort.set(match now {
                None => Some((column, first)),
                Some(rising) if rising == first => Some((column, !first)),
                Some(_) => None,
            });
        }
    };
    html! {
        <th scope="col" role="columnheader" {class} aria-sort={order}>
            <button type="button" class="portfolio__sort" title={texts.table_sort(label)} {onclick}>
                { label }<span aria-hidden="true">{ arrow }</span>
            </button>
        </th>
    }
}
