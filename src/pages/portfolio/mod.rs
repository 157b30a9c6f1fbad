//! The list of rights 知识产权清单: import, look, edit, deadlines.

mod bulk;
mod calendar;
mod deadlines;
mod deals;
mod editor;
mod filters;
mod import;
mod questions;
mod row;
mod rows;
mod scores;
mod sort;
mod table;
mod uses;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, AssetStatus};
use yew::prelude::*;

use self::bulk::Bulk;
use self::deadlines::{DEADLINES, DeadlineSection};
use self::editor::Editor;
use self::import::ImportPanel;
use self::table::Table;
use crate::components::{WorkingProvider, focus_now};
use crate::format::money;
use crate::hooks::{use_assessment, use_dossier, use_edit, use_rules, use_session, use_texts};
use crate::state::{Edit, new_id};

/// The list of rights.
#[component]
pub fn Portfolio() -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let rules = use_rules();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let chosen = use_state_eq(|| Rc::new(BTreeSet::<String>::new()));
    let editing = use_state_eq(|| None::<(AttrValue, Rc<Vec<AttrValue>>)>);
    let assets = &document.dossier.assets;
    let alive = assets.iter().filter(|asset| asset.status.is_none_or(AssetStatus::is_alive)).count();
    // Not known before the first assessment, which is not the same as nothing.
    let value = assessment.as_ref().map_or_else(|| "—".to_owned(), |it| money(it.valuation.range.p50, texts));

    let add = {
        let (edit, editing) = (edit.clone(), editing.clone());
        Callback::from(move |_: MouseEvent| {
            let id = new_id();
            edit.emit(Edit::Put(Rc::new(vec![Arc::new(Asset { id: id.to_string(), ..Asset::default() })])));
            editing.set(Some((id, Rc::default())));
        })
    };
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |next| chosen.set(next))
    };
    let on_open = {
        let editing = editing.clone();
        Callback::from(move |opened| editing.set(Some(opened)))
    };
    let on_next = {
        let editing = editing.clone();
        Callback::from(move |id: AttrValue| {
            let listed = editing.as_ref().map(|(_, listed)| Rc::clone(listed)).unwrap_or_default();
            editing.set(Some((id, listed)));
        })
    };
    let on_close = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(None))
    };
    let on_clear = on_choose.reform(|()| Rc::default());
    // Ids of rights that were taken out since mean nothing.
    let present: BTreeSet<&str> = assets.iter().map(|asset| asset.id.as_str()).collect();
    let still: Rc<BTreeSet<String>> = if chosen.iter().all(|id| present.contains(id.as_str())) {
        Rc::clone(&chosen)
    } else {
        Rc::new(chosen.iter().filter(|id| present.contains(id.as_str())).cloned().collect())
    };

    html! {
        <WorkingProvider assessment={assessment.clone()} {rules}>
            <div class="portfolio">
                <header class="portfolio__head">
                    <div>
                        <h1>{ texts.portfolio_title() }</h1>
                        <p>{ texts.portfolio_summary(&assets.len().to_string(), &alive.to_string(), &value) }</p>
                    </div>
                    <div class="portfolio__acts">
                        if !assets.is_empty() {
                            <button type="button" class="button" onclick={|_: MouseEvent| focus_now(DEADLINES)}>{ texts.deadlines_open() }</button>
                        }
                        <button type="button" class="button button--first" id="add-right" {disabled} onclick={add}>
                            <span aria-hidden="true">{ "＋ " }</span>{ texts.portfolio_add() }
                        </button>
                    </div>
                </header>
                <ImportPanel />
                if assets.is_empty() {
                    <p class="portfolio__quiet">{ texts.portfolio_empty() }</p>
                } else {
                    if !still.is_empty() {
                        <Bulk chosen={Rc::clone(&still)} {on_clear} />
                    }
                    <Table chosen={still} {on_choose} {on_open} />
                    if let Some(assessment) = &assessment {
                        <DeadlineSection assessment={assessment.clone()} />
                    }
                }
                if let Some((id, listed)) = &*editing {
                    <Editor id={id.clone()} listed={Rc::clone(listed)} on_open={on_next} {on_close} />
                }
            </div>
        </WorkingProvider>
    }
}
