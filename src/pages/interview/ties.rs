//! Which rights a product uses, a licence covers, a dispute is about.

use ip_health_engine::dossier::{Asset, Dossier};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::route::Route;
use crate::state::{Edit, IssueChange};

/// Rights shown at once; a longer list is filtered.
const MOST_SHOWN: usize = 60;

/// Lists longer than this have a filter.
const FILTER_FROM: usize = 12;

/// Properties of [`Ties`].
#[derive(Properties, PartialEq)]
pub struct TiesProps {
    /// Id of the product, licence or dispute.
    pub record: AttrValue,
    /// What the list is.
    pub title: AttrValue,
    /// The record is an issue of the STAR list, by code.
    #[prop_or_default]
    pub issue: bool,
}

/// The rights of a record, to be ticked.
#[component]
pub fn Ties(props: &TiesProps) -> Html {
    let TiesProps { record, title, issue } = props;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let filter = use_state_eq(String::new);
    let dossier = &document.dossier;
    if dossier.assets.is_empty() {
        return html! {
            <p class="interview__quiet">
                { texts.ties_none() }{ " " }<a href={Route::Portfolio.to_string()}>{ texts.rights_open() }</a>
            </p>
        };
    }
    let tied = dossier.assets.iter().filter(|asset| is_tied(dossier, record, asset)).count();
    let wanted = filter.trim().to_lowercase();
    let matching: Vec<&Asset> = dossier
        .assets
        .iter()
        .map(|asset| &**asset)
        .filter(|asset| {
            let number = asset.number.as_deref().unwrap_or_default();
            wanted.is_empty() || asset.title.to_lowercase().contains(&wanted) || number.to_lowercase().contains(&wanted)
        })
        .collect();
    let oninput = {
        let filter = filter.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            filter.set(input.value());
        }
    };
    // Enter would send the form that the filter stands in.
    let onkeydown = |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let group = ["ties-", record].concat();
    let filter_id = [&group, "-filter"].concat();
    html! {
        <details class="ties">
            <summary>{ texts.ties_summary(title, &tied.to_string()) }</summary>
            if dossier.assets.len() > FILTER_FROM {
                <label class="ties__filter" for={filter_id.clone()}>
                    { texts.ties_filter() }
                    <input id={filter_id} type="text" autocomplete="off" value={(*filter).clone()} {oninput} {onkeydown} />
                </label>
            }
            <fieldset>
                <legend class="unseen">{ title }</legend>
                for asset in matching.iter().take(MOST_SHOWN) {
                    { tick((record, *issue), asset, is_tied(dossier, record, asset), disabled, &edit) }
                }
            </fieldset>
            if matching.len() > MOST_SHOWN {
                <p class="interview__quiet">{ texts.ties_more(&MOST_SHOWN.to_string(), &matching.len().to_string()) }</p>
            }
        </details>
    }
}

fn tick(
    (record, issue): (&AttrValue, bool),
    asset: &Asset,
    checked: bool,
    disabled: bool,
    edit: &Callback<Edit>,
) -> Html {
    let onchange = {
        let (record, asset) = (record.clone(), asset.id.clone());
        edit.reform(move |_: Event| {
            if issue {
                Edit::Issue(record.clone(), IssueChange::Asset(asset.clone(), !checked))
            } else {
                Edit::Tie(record.clone(), asset.clone(), !checked)
            }
        })
    };
    let number = asset.number.clone().unwrap_or_default();
    html! {
        <label class="ties__right" key={asset.id.clone()}>
            <input type="checkbox" {checked} {disabled} {onchange} />
            <span>{ asset.title.clone() }{ " " }<small>{ number }</small></span>
        </label>
    }
}

fn is_tied(dossier: &Dossier, record: &str, asset: &Asset) -> bool {
    asset.uses.iter().any(|used| used.product == record)
        || dossier.licences.iter().any(|licence| licence.id == record && licence.assets.contains(&asset.id))
        || dossier.disputes.iter().any(|dispute| dispute.id == record && dispute.assets.contains(&asset.id))
        || dossier.star.issues.get(record).is_some_and(|issue| issue.assets.contains(&asset.id))
}
