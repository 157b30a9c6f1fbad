//! The list of rights 知识产权清单: import, look, edit.

mod editor;
mod import;
mod table;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, AssetStatus};
use yew::prelude::*;

use self::editor::Editor;
use self::import::ImportPanel;
use self::table::Table;
use crate::fields::{Answer, asset};
use crate::format::money;
use crate::hooks::{use_assessment, use_dossier, use_edit, use_texts};
use crate::state::{Edit, new_id};

/// The list of rights.
#[component]
pub fn Portfolio() -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let edit = use_edit();
    let chosen = use_state_eq(|| Rc::new(BTreeSet::<String>::new()));
    let editing = use_state_eq(|| None::<AttrValue>);
    let assets = &document.dossier.assets;
    let alive = assets.iter().filter(|asset| asset.status.is_none_or(AssetStatus::is_alive)).count();
    let value = assessment.as_ref().map_or(0.0, |assessment| assessment.valuation.range.p50);

    let add = {
        let (edit, editing) = (edit.clone(), editing.clone());
        Callback::from(move |_: MouseEvent| {
            let id = new_id();
            edit.emit(Edit::Put(Rc::new(vec![Arc::new(Asset { id: id.to_string(), ..Asset::default() })])));
            editing.set(Some(id));
        })
    };
    let bulk = |field, answer: Answer| {
        let (edit, chosen) = (edit.clone(), Rc::clone(&chosen));
        Callback::from(move |_: MouseEvent| edit.emit(Edit::Assets(Rc::clone(&chosen), field, answer.clone())))
    };
    let remove = {
        let (edit, chosen) = (edit.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| {
            edit.emit(Edit::Remove(Rc::clone(&chosen)));
            chosen.set(Rc::default());
        })
    };
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |(id, on): (String, bool)| {
            let mut set = BTreeSet::clone(&chosen);
            if on {
                set.insert(id)
            } else {
                set.remove(&id)
            };
            chosen.set(Rc::new(set));
        })
    };
    let on_edit = {
        let editing = editing.clone();
        Callback::from(move |id: AttrValue| editing.set(Some(id)))
    };
    let on_close = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(None))
    };

    html! {
        <div class="portfolio">
            <header class="portfolio__head">
                <div>
                    <h1>{ texts.portfolio_title() }</h1>
                    <p>{ texts.portfolio_summary(&assets.len().to_string(), &alive.to_string(), &money(value, texts)) }</p>
                </div>
                <button type="button" class="button" onclick={add}>{ texts.portfolio_add() }</button>
            </header>
            <ImportPanel />
            if !chosen.is_empty() {
                <div class="portfolio__bulk" role="group" aria-label={texts.portfolio_select()}>
                    <span>{ texts.portfolio_chosen(&chosen.len().to_string()) }</span>
                    <button type="button" class="button button--small" onclick={bulk(&asset::REGISTERED_OWNER, Some(true).into())}>{ texts.portfolio_bulk_owner() }</button>
                    <button type="button" class="button button--small" onclick={bulk(&asset::ENCUMBRANCES, Answer::Any(0))}>{ texts.portfolio_bulk_clear() }</button>
                    <button type="button" class="button button--small" onclick={bulk(&asset::FEE_ARREARS, Some(false).into())}>{ texts.portfolio_bulk_paid() }</button>
                    <button type="button" class="button button--small button--danger" onclick={remove}>{ texts.remove() }</button>
                </div>
            }
            if assets.is_empty() {
                <p class="portfolio__quiet">{ texts.portfolio_empty() }</p>
            } else {
                <Table chosen={Rc::clone(&chosen)} {on_choose} {on_edit} />
            }
            if let Some(id) = &*editing {
                <Editor id={id.clone()} {on_close} />
            }
        </div>
    }
}
