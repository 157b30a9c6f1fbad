//! Which rights are listed.

use std::collections::BTreeMap;

use ip_health_engine::dossier::{AssetKind, AssetStatus};
use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

use super::rows::Row;
use crate::fields::Coded;
use crate::hooks::use_texts;
use crate::state::Shared;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<AssetKind>,
    /// Only this status.
    pub status: Option<AssetStatus>,
    /// Only these.
    pub about: About,
    /// Only what contains this, in lower case.
    pub search: String,
}

/// Rights with something to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Any.
    #[default]
    Any,
    /// Something must be put right.
    Problem,
    /// A deadline within the look ahead, or behind.
    Soon,
    /// Another right has the number.
    Repeated,
}

impl About {
    fn keeps(self, row: &Row) -> bool {
        match self {
            About::Any => true,
            About::Problem => row.hint.is_problem(),
            About::Soon => row.next.is_some(),
            About::Repeated => row.repeats > 1,
        }
    }
}

impl Filter {
    /// Whether a row is listed.
    pub fn keeps(&self, row: &Row) -> bool {
        self.kind.is_none_or(|kind| row.asset.kind == kind)
            && self.status.is_none_or(|status| row.asset.status == Some(status))
            && self.about.keeps(row)
            && row.facts.matches(&self.search)
    }
}

/// Properties of [`Filters`].
#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    /// What is looked for.
    pub filter: UseStateHandle<Filter>,
    /// All rows, for the counts.
    pub rows: Shared<Vec<Row>>,
}

/// Kinds, what is to be done, status, search.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { filter, rows } = props;
    let texts = use_texts();
    let mut kinds: BTreeMap<AssetKind, usize> = BTreeMap::new();
    for row in rows.iter() {
        *kinds.entry(row.asset.kind).or_default() += 1;
    }
    let set = |change: fn(&mut Filter, Option<AssetKind>, About), kind, about| {
        let filter = filter.clone();
        Callback::from(move |_: MouseEvent| {
            let mut next = (*filter).clone();
            change(&mut next, kind, about);
            filter.set(next);
        })
    };
    let chip = |pressed: bool, word: String, count: usize, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="portfolio__chip" aria-pressed={pressed.to_string()} {onclick}>
                { word }{ " " }<span class="portfolio__count">{ count }</span>
            </button>
        }
    };
    let of_kind = |kind: Option<AssetKind>| {
        set(
            |filter, kind, _| {
                filter.kind = kind;
                filter.about = About::Any;
            },
            kind,
            About::Any,
        )
    };
    // Pressed again, it lets go.
    let of_about = |about: About| {
        set(|filter, _, about| filter.about = if filter.about == about { About::Any } else { about }, None, about)
    };
    let about = |about: About, word: &str| {
        let count = rows.iter().filter(|row| about.keeps(row)).count();
        if count == 0 && filter.about != about {
            return html! {};
        }
        chip(filter.about == about, word.to_owned(), count, of_about(about))
    };
    let oninput = {
        let filter = filter.clone();
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            filter.set(Filter { search: text.trim().to_lowercase(), ..(*filter).clone() });
        }
    };
    let onchange = {
        let filter = filter.clone();
        move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>().ok();
            let status = place.and_then(|place| AssetStatus::ALL.get(place).copied());
            filter.set(Filter { status, ..(*filter).clone() });
        }
    };
    html! {
        <div class="portfolio__filters">
            <div class="portfolio__chips" role="group" aria-label={texts.portfolio_kind()}>
                { chip(filter.kind.is_none() && filter.about == About::Any, texts.table_all().to_owned(), rows.len(), of_kind(None)) }
                for (kind, count) in kinds {
                    { chip(filter.kind == Some(kind), kind.label(texts).to_owned(), count, of_kind(Some(kind))) }
                }
                { about(About::Problem, texts.table_problems()) }
                { about(About::Soon, texts.table_soon()) }
                { about(About::Repeated, texts.table_repeated()) }
            </div>
            <select class="portfolio__status" aria-label={texts.table_status()} {onchange}>
                <option value="" selected={filter.status.is_none()}>{ texts.table_any_status() }</option>
                for (place, status) in AssetStatus::ALL.iter().enumerate() {
                    <option value={place.to_string()} selected={filter.status == Some(*status)}>{ status.label(texts) }</option>
                }
            </select>
            <input type="search" class="portfolio__search" aria-label={texts.portfolio_search()}
                placeholder={texts.portfolio_search()} {oninput} />
        </div>
    }
}
