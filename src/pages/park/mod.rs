//! The park desk 园区工作台: hundreds of check-up files beside each other, a pool out of them, one workbook.

mod detail;
mod export;
mod filters;
mod intake;
mod limits;
mod pool;
mod summary;
mod table;
mod words;

use std::borrow::Borrow;
use std::rc::Rc;

use ip_health_engine::park::{Duplicate, Firm, duplicates};
use ip_health_engine::rules::RulePack;
use yew::prelude::*;

use self::detail::Detail;
use self::export::Export;
use self::intake::Intake;
use self::pool::PoolCard;
use self::summary::Summary;
use self::table::Table;
use crate::hooks::{use_park, use_rules, use_texts};
use crate::state::Shared;
use crate::state::park::ParkDesk;
use crate::texts::Texts;

/// What every part of the screen reads.
#[derive(Clone, PartialEq)]
struct View {
    texts: Texts,
    desk: Shared<ParkDesk>,
    rules: Shared<RulePack>,
    /// For each row whether another one counts in its place.
    twins: Rc<Vec<Option<Duplicate>>>,
}

impl View {
    fn firm(&self, place: usize) -> Option<&Rc<Firm>> {
        self.desk.firms.get(place)
    }

    /// The name of a firm, or the letters that stand for it.
    fn name(&self, place: usize) -> String {
        match self.firm(place) {
            Some(firm) if !self.desk.masked && firm.name.is_empty() => firm.file.clone(),
            Some(firm) if !self.desk.masked => firm.name.clone(),
            _ => ip_health_engine::park::letters(place),
        }
    }

    /// The first names, and that there are more.
    fn names(&self, places: &[usize]) -> String {
        const SHOWN: usize = 5;
        let mut names: Vec<String> = places.iter().take(SHOWN).map(|place| self.name(*place)).collect();
        if places.len() > SHOWN {
            names.push("…".to_owned());
        }
        names.join(self.texts.list_separator())
    }

    /// The firms that count.
    fn counted(&self) -> impl Iterator<Item = (usize, &Firm)> {
        let counts = |place: &usize| self.twins.get(*place).copied().flatten().is_none();
        self.desk.firms.iter().enumerate().filter(move |(place, _)| counts(place)).map(|(place, firm)| (place, &**firm))
    }
}

/// Properties of the parts of the screen.
#[derive(Properties, PartialEq)]
struct ViewProps {
    view: View,
}

/// The park desk.
#[component]
pub fn Park() -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let desk = use_park();
    let twins = use_memo(desk.clone(), |desk| {
        let firms: Vec<&Firm> = desk.firms.iter().map(Borrow::borrow).collect();
        duplicates(&firms)
    });
    let opened = use_state_eq(|| None::<usize>);
    let shown = use_state_eq(|| Rc::new(Vec::<usize>::new()));
    let view = View { texts, desk, rules, twins };
    let filled = !view.desk.firms.is_empty();
    let on_open = {
        let opened = opened.setter();
        use_callback((), move |place: usize, ()| opened.set(Some(place)))
    };
    let on_close = {
        let opened = opened.setter();
        use_callback((), move |(): (), ()| opened.set(None))
    };
    let on_shown = {
        let shown = shown.setter();
        use_callback((), move |places: Rc<Vec<usize>>, ()| shown.set(places))
    };

    html! {
        <div class="report park">
            <section class="report__card" aria-label={texts.park_title()}>
                <h1>{ texts.park_title() }</h1>
                <p class="report__quiet">{ texts.park_remark() }{ " " }{ texts.park_memory() }</p>
                <Intake view={view.clone()} />
                if filled {
                    <Export view={view.clone()} />
                }
            </section>
            if filled {
                <Summary view={view.clone()} />
                <Table view={view.clone()} {on_open} {on_shown} />
                <PoolCard view={view.clone()} shown={(*shown).clone()} />
            }
            if let Some(place) = *opened {
                if view.firm(place).is_some() {
                    <Detail {view} {place} {on_close} />
                }
            }
        </div>
    }
}
