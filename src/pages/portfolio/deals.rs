//! Deals of similar rights 可比交易, for the market approach.

use ip_health_engine::dossier::Asset;
use yew::prelude::*;

use super::editor::Folded;
use crate::components::Field;
use crate::fields::comparable;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::{Edit, Place};

/// Properties of [`Deals`].
#[derive(Properties, PartialEq)]
pub struct DealsProps {
    /// Id of the right.
    pub asset: AttrValue,
}

/// The deals, to be added and removed.
#[component]
pub fn Deals(props: &DealsProps) -> Html {
    let id = &props.asset;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let count =
        document.dossier.assets.iter().find(|asset| asset.id == **id).map_or(0, |asset| asset.comparables.len());
    let add = {
        let id = id.clone();
        edit.reform(move |_: MouseEvent| Edit::AddComparable(id.clone()))
    };
    html! {
        <Folded title={texts.assets_group_deals()} known={count}>
            for at in 0..count {
                <section class="record" key={at} aria-label={texts.comparable_of(&(at + 1).to_string())}>
                    <div class="record__head">
                        <h4>{ texts.comparable_of(&(at + 1).to_string()) }</h4>
                        <button type="button" class="button button--small" {disabled} onclick={{
                            let id = id.clone();
                            edit.reform(move |_: MouseEvent| Edit::DropComparable(id.clone(), at))
                        }}>
                            { texts.remove() }<span class="unseen">{ " " }{ texts.comparable_of(&(at + 1).to_string()) }</span>
                        </button>
                    </div>
                    <div class="editor__fields">
                        for field in comparable::ALL {
                            <Field key={field.key} place={Place::Comparable(id.clone(), at, field)} />
                        }
                    </div>
                </section>
            }
            <button type="button" class="button button--small" {disabled} onclick={add}>{ texts.comparable_add() }</button>
        </Folded>
    }
}

impl Deals {
    /// Every question about the deals of a right.
    pub fn places(asset: &Asset) -> impl Iterator<Item = Place> {
        let id = AttrValue::from(asset.id.clone());
        (0..asset.comparables.len()).flat_map(move |at| {
            let id = id.clone();
            comparable::ALL.iter().map(move |field| Place::Comparable(id.clone(), at, field))
        })
    }
}
