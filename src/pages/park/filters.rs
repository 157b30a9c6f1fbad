//! Which firms are listed, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use ip_health_engine::dossier::Sector;
use ip_health_engine::financing::Channel;
use ip_health_engine::park::Firm;
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::Status;
use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

use super::super::report::{channel_word, status_words};
use super::View;
use super::words::listed;
use crate::components::{Sort, SortHead};
use crate::fields;
use crate::texts::Texts;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filter {
    /// Only this outcome of the white list.
    pub listed: Option<Outcome>,
    /// Only this industry.
    pub sector: Option<Sector>,
    /// Only this best channel; the inner `None` is without one.
    pub channel: Option<Option<Channel>>,
    /// Only this readiness.
    pub status: Option<Status>,
    /// Only files with a remark, or that do not count.
    pub remarked: bool,
    /// Only what contains this, in lower case.
    pub search: String,
}

impl Filter {
    /// Whether a row is listed. A masked desk is not searched by what it masks.
    pub fn keeps(&self, view: &View, place: usize, firm: &Firm) -> bool {
        let found = |text: &str| text.to_lowercase().contains(&self.search);
        let texts = || match view.desk.masked {
            true => found(&view.name(place)),
            false => found(&firm.name) || found(&firm.file) || firm.code.as_deref().is_some_and(found),
        };
        self.listed.is_none_or(|outcome| firm.screening.listed == outcome)
            && self.sector.is_none_or(|sector| firm.sector == Some(sector))
            && self.channel.is_none_or(|channel| firm.best == channel)
            && self.status.is_none_or(|status| firm.outlook.status == status)
            && (!self.remarked || !firm.remarks.is_empty() || view.twins.get(place).copied().flatten().is_some())
            && (self.search.is_empty() || texts())
    }
}

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Firm,
    Sector,
    Value,
    Debt,
    Channel,
    Score,
    Status,
    Listed,
    Completeness,
}

impl Column {
    /// All, from left to right.
    pub const ALL: [Column; 9] = [
        Column::Firm,
        Column::Sector,
        Column::Value,
        Column::Debt,
        Column::Channel,
        Column::Score,
        Column::Status,
        Column::Listed,
        Column::Completeness,
    ];

    pub fn label(self, texts: Texts) -> &'static str {
        match self {
            Column::Firm => texts.park_head_firm(),
            Column::Sector => texts.park_head_sector(),
            Column::Value => texts.park_head_value(),
            Column::Debt => texts.park_head_debt(),
            Column::Channel => texts.park_head_channel(),
            Column::Score => texts.park_head_score(),
            Column::Status => texts.park_head_status(),
            Column::Listed => texts.park_head_listed(),
            Column::Completeness => texts.park_head_completeness(),
        }
    }

    /// Class of its cells.
    pub const fn class(self) -> &'static str {
        match self {
            Column::Firm => "is-title",
            Column::Sector => "is-sector",
            Column::Value => "is-worth is-number",
            Column::Debt => "is-debt is-number",
            Column::Channel => "is-channel",
            Column::Score => "is-grade is-number",
            Column::Status => "is-star",
            Column::Listed => "is-listed",
            Column::Completeness => "is-share is-number",
        }
    }

    /// What stands over it.
    pub fn head(self, texts: Texts) -> SortHead {
        let falls_first = !matches!(self, Column::Firm | Column::Sector | Column::Channel);
        SortHead { label: self.label(texts), class: self.class(), falls_first }
    }

    /// The order of two rows; what is not known comes last whichever way the column is sorted.
    fn order(self, view: &View, (a, b): (usize, usize), rising: bool) -> Ordering {
        let (Some(one), Some(other)) = (view.firm(a), view.firm(b)) else { return Ordering::Equal };
        let turned = |order: Ordering| if rising { order } else { order.reverse() };
        let numbers = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => turned(a.total_cmp(&b)),
            _ => b.is_some().cmp(&a.is_some()),
        };
        let keys = |a: Option<usize>, b: Option<usize>| match (a, b) {
            (Some(a), Some(b)) => turned(a.cmp(&b)),
            _ => b.is_some().cmp(&a.is_some()),
        };
        let sector = |firm: &Firm| Sector::ALL.iter().position(|known| Some(*known) == firm.sector);
        let channel = |firm: &Firm| Channel::ALL.iter().position(|known| Some(*known) == firm.best);
        match self {
            Column::Firm if view.desk.masked => turned(a.cmp(&b)),
            Column::Firm => turned(one.name.cmp(&other.name)),
            Column::Sector => keys(sector(one), sector(other)),
            Column::Value => numbers(one.value.map(|range| range.p50), other.value.map(|range| range.p50)),
            Column::Debt => numbers(one.debt, other.debt),
            Column::Channel => keys(channel(one), channel(other)),
            Column::Score => numbers(one.outlook.score, other.outlook.score),
            Column::Status => {
                let rank = |firm: &Firm| (firm.outlook.status, firm.outlook.readiness);
                turned(rank(one).partial_cmp(&rank(other)).unwrap_or(Ordering::Equal))
            }
            Column::Listed => {
                // Listed above open above not listed, then by points.
                let rank = |firm: &Firm| match firm.screening.listed {
                    Outcome::Pass => 2,
                    Outcome::Unknown => 1,
                    Outcome::Fail => 0,
                };
                let points = one.screening.score.total_cmp(&other.screening.score);
                turned(rank(one).cmp(&rank(other)).then(points))
            }
            Column::Completeness => turned(one.completeness.total_cmp(&other.completeness)),
        }
    }
}

/// Places of the rows that are listed, in their order.
pub(super) fn listing(view: &View, filter: &Filter, sort: Sort<Column>) -> Vec<usize> {
    let all = view.desk.firms.iter().enumerate();
    let mut places: Vec<usize> =
        all.filter(|(place, firm)| filter.keeps(view, *place, firm)).map(|(place, _)| place).collect();
    if let Some((column, rising)) = sort {
        places.sort_by(|a, b| column.order(view, (*a, *b), rising));
    }
    places
}

/// Properties of [`Filters`].
#[derive(Properties, PartialEq)]
pub(super) struct FiltersProps {
    pub view: View,
    pub filter: UseStateHandle<Filter>,
}

/// White list, industry, channel, readiness, search.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { view, filter } = props;
    let texts = view.texts;
    let firms = &view.desk.firms;
    let sectors: BTreeSet<Sector> = firms.iter().filter_map(|firm| firm.sector).collect();
    let channels: BTreeSet<Option<Channel>> = firms.iter().map(|firm| firm.best).collect();
    let statuses: BTreeSet<Status> = firms.iter().map(|firm| firm.outlook.status).collect();
    let (sectors, channels, statuses) = (Vec::from_iter(sectors), Vec::from_iter(channels), Vec::from_iter(statuses));
    let set = |change: Box<dyn Fn(&mut Filter)>| {
        let filter = filter.clone();
        Callback::from(move |_: MouseEvent| {
            let mut next = (*filter).clone();
            change(&mut next);
            filter.set(next);
        })
    };
    let chip = |pressed: bool, word: &str, count: usize, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="portfolio__chip" aria-pressed={pressed.to_string()} {onclick}>
                { word.to_owned() }{ " " }<span class="portfolio__count">{ count }</span>
            </button>
        }
    };
    let outcomes = [Outcome::Pass, Outcome::Unknown, Outcome::Fail];
    let count = |outcome: Outcome| firms.iter().filter(|firm| firm.screening.listed == outcome).count();
    let remarked = (0..firms.len()).filter(|place| {
        firms.get(*place).is_some_and(|firm| Filter { remarked: true, ..Filter::default() }.keeps(view, *place, firm))
    });
    let select = |id: &'static str,
                  label: &'static str,
                  any: &'static str,
                  names: Vec<String>,
                  chosen: Option<usize>,
                  choose: fn(&mut Filter, Option<usize>, &View)| {
        let (filter, view) = (filter.clone(), view.clone());
        let onchange = move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>().ok();
            let mut next = (*filter).clone();
            choose(&mut next, place, &view);
            filter.set(next);
        };
        html! {
            <select {id} class="portfolio__status" aria-label={label} {onchange}>
                <option value="" selected={chosen.is_none()}>{ any }</option>
                for (place, name) in names.into_iter().enumerate() {
                    <option value={place.to_string()} selected={chosen == Some(place)}>{ name }</option>
                }
            </select>
        }
    };
    let oninput = {
        let filter = filter.clone();
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            filter.set(Filter { search: text.trim().to_lowercase(), ..(*filter).clone() });
        }
    };
    html! {
        <div class="portfolio__filters">
            <div class="portfolio__chips" role="group" aria-label={texts.park_filter_listed()}>
                { chip(filter.listed.is_none() && !filter.remarked, texts.table_all(), firms.len(), set(Box::new(|filter| {
                    filter.listed = None;
                    filter.remarked = false;
                }))) }
                for outcome in outcomes {
                    { chip(filter.listed == Some(outcome), listed(outcome, texts).1, count(outcome), set(Box::new(move |filter| {
                        filter.listed = if filter.listed == Some(outcome) { None } else { Some(outcome) };
                    }))) }
                }
                { chip(filter.remarked, texts.park_only_remarks(), remarked.count(), set(Box::new(|filter| filter.remarked = !filter.remarked))) }
            </div>
            { select(
                "park-sector", texts.park_filter_sector(), texts.park_any_sector(),
                sectors.iter().map(|sector| fields::sector_name(*sector, texts).to_owned()).collect(),
                filter.sector.and_then(|sector| sectors.iter().position(|known| *known == sector)),
                |filter, place, view| {
                    let known: BTreeSet<Sector> = view.desk.firms.iter().filter_map(|firm| firm.sector).collect();
                    filter.sector = place.and_then(|place| known.into_iter().nth(place));
                },
            ) }
            { select(
                "park-channel", texts.park_filter_channel(), texts.park_any_channel(),
                channels.iter().map(|channel| channel.map_or(texts.park_no_channel(), |found| channel_word(found, texts)).to_owned()).collect(),
                filter.channel.and_then(|channel| channels.iter().position(|known| *known == channel)),
                |filter, place, view| {
                    let known: BTreeSet<Option<Channel>> = view.desk.firms.iter().map(|firm| firm.best).collect();
                    filter.channel = place.and_then(|place| known.into_iter().nth(place));
                },
            ) }
            { select(
                "park-star", texts.park_filter_status(), texts.park_any_status(),
                statuses.iter().map(|status| status_words(*status, texts).1.to_owned()).collect(),
                filter.status.and_then(|status| statuses.iter().position(|known| *known == status)),
                |filter, place, view| {
                    let known: BTreeSet<Status> = view.desk.firms.iter().map(|firm| firm.outlook.status).collect();
                    filter.status = place.and_then(|place| known.into_iter().nth(place));
                },
            ) }
            <input type="search" id="park-search" class="portfolio__search" aria-label={texts.park_search()}
                placeholder={texts.park_search()} {oninput} />
        </div>
    }
}
