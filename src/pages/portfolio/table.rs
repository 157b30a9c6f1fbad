//! The rights in rows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus};
use ip_health_engine::valuation::AssetValuation;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::fields::Coded;
use crate::format::{decimal, money};
use crate::hooks::{use_assessment, use_dossier, use_texts};
use crate::texts::Texts;

/// Rows drawn at first and added at each wish: a page of ten thousand rows would stall every keystroke.
const PAGE: usize = 100;

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// Ids of the chosen rights.
    pub chosen: Rc<BTreeSet<String>>,
    /// A right is chosen or let go.
    pub on_choose: Callback<(String, bool)>,
    /// A right is opened.
    pub on_edit: Callback<AttrValue>,
}

/// The rights in rows, with filter and search.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let kind = use_state_eq(|| None::<AssetKind>);
    let search = use_state_eq(String::new);
    let shown = use_state_eq(|| PAGE);
    let assets = &document.dossier.assets;
    let values: BTreeMap<&str, &AssetValuation> = assessment
        .iter()
        .flat_map(|assessment| &assessment.valuation.assets)
        .map(|valued| (valued.asset.as_str(), valued))
        .collect();
    let kinds: BTreeSet<AssetKind> = assets.iter().map(|asset| asset.kind).collect();
    let found: Vec<&Asset> = assets
        .iter()
        .map(|asset| &**asset)
        .filter(|asset| kind.is_none_or(|kind| asset.kind == kind))
        .filter(|asset| {
            let number = asset.number.as_deref().unwrap_or("");
            search.is_empty() || asset.title.contains(search.as_str()) || number.contains(search.as_str())
        })
        .collect();
    let filter = |value: Option<AssetKind>| {
        let (kind, shown) = (kind.clone(), shown.clone());
        Callback::from(move |_: MouseEvent| {
            kind.set(value);
            shown.set(PAGE);
        })
    };
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            search.set(event.target_unchecked_into::<HtmlInputElement>().value().trim().to_owned());
        })
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + PAGE))
    };
    let count = |kind: AssetKind| assets.iter().filter(|asset| asset.kind == kind).count().to_string();

    html! {
        <>
            <div class="portfolio__filters">
                <button type="button" class="portfolio__chip" aria-pressed={kind.is_none().to_string()} onclick={filter(None)}>
                    { texts.portfolio_all() }{ " " }{ assets.len() }
                </button>
                for one in kinds {
                    <button type="button" class="portfolio__chip" aria-pressed={(*kind == Some(one)).to_string()} onclick={filter(Some(one))}>
                        { one.label(texts) }{ " " }{ count(one) }
                    </button>
                }
                <input type="search" class="portfolio__search" aria-label={texts.portfolio_search()} placeholder={texts.portfolio_search()} {oninput} />
            </div>
            <div class="portfolio__scroll" tabindex="0" role="region" aria-label={texts.portfolio_title()}>
                <table class="portfolio__table">
                    <thead>
                        <tr>
                            <th><span class="unseen">{ texts.portfolio_select() }</span></th>
                            <th>{ texts.portfolio_kind() }</th><th>{ texts.portfolio_name() }</th><th>{ texts.portfolio_number() }</th>
                            <th>{ texts.portfolio_state() }</th><th>{ texts.portfolio_life() }</th><th>{ texts.portfolio_products() }</th>
                            <th class="is-number">{ texts.portfolio_score() }</th><th class="is-number">{ texts.portfolio_value() }</th><th>{ texts.portfolio_hint() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for asset in found.iter().take(*shown) {
                            { row(texts, props, &document.dossier, asset, values.get(asset.id.as_str()).copied()) }
                        }
                    </tbody>
                </table>
            </div>
            <p class="portfolio__quiet">
                { texts.portfolio_shown(&found.len().min(*shown).to_string(), &found.len().to_string()) }
                if found.len() > *shown {
                    { " " }<button type="button" class="button button--small" onclick={more}>{ texts.portfolio_more() }</button>
                }
            </p>
        </>
    }
}

fn row(
    texts: Texts,
    props: &TableProps,
    dossier: &ip_health_engine::dossier::Dossier,
    asset: &Asset,
    valued: Option<&AssetValuation>,
) -> Html {
    let title = if asset.title.is_empty() { texts.portfolio_untitled().to_owned() } else { asset.title.clone() };
    let onchange = {
        let (on_choose, id) = (props.on_choose.clone(), asset.id.clone());
        Callback::from(move |event: Event| {
            on_choose.emit((id.clone(), event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    let open = {
        let (on_edit, id) = (props.on_edit.clone(), AttrValue::from(asset.id.clone()));
        Callback::from(move |_: MouseEvent| on_edit.emit(id.clone()))
    };
    let products: Vec<&str> = asset
        .uses
        .iter()
        .filter_map(|used| dossier.product(&used.product))
        .map(|product| product.name.as_str())
        .collect();
    let life = valued.and_then(|valued| valued.remaining_years).map(|years| texts.unit_years(&decimal(years, 1)));
    let value = valued.and_then(|valued| valued.value);
    let range = value.map(|range| [money(range.p10, texts), money(range.p90, texts)].join(" – "));
    let (class, hint) = hint(texts, asset);

    html! {
        <tr key={asset.id.clone()}>
            <td><input type="checkbox" aria-label={texts.portfolio_select_one(&title)} checked={props.chosen.contains(&asset.id)} {onchange} /></td>
            <td><span class="portfolio__kind">{ asset.kind.label(texts) }</span></td>
            <td class="portfolio__title"><button type="button" class="button--link" onclick={open}>{ title }</button></td>
            <td>{ asset.number.clone().unwrap_or_default() }</td>
            <td>{ asset.status.map_or_else(|| texts.unsure(), |status| status.label(texts)) }</td>
            <td>{ life.unwrap_or_default() }</td>
            <td>{ products.join("、") }</td>
            <td class="is-number">{ valued.map(|valued| decimal(valued.score.index.value, 0)).unwrap_or_default() }</td>
            <td class="is-number">{ range.unwrap_or_default() }</td>
            <td><span {class}>{ hint }</span></td>
        </tr>
    }
}

/// The first thing to know of a right.
fn hint(texts: Texts, asset: &Asset) -> (&'static str, String) {
    let say = |class, mark: &str, text: &str| (class, [mark, text].concat());
    if asset.status == Some(AssetStatus::Pending) {
        say("state state--bad", "■ ", texts.portfolio_hint_pending())
    } else if asset.registered_owner == Some(false) {
        say("state state--bad", "■ ", texts.portfolio_hint_owner())
    } else if asset.fee_arrears == Some(true) {
        say("state state--watch", "▲ ", texts.portfolio_hint_arrears())
    } else if asset.status == Some(AssetStatus::Granted) && asset.registered_owner == Some(true) {
        say("state state--good", "✓ ", texts.portfolio_hint_pledgeable())
    } else {
        ("", String::new())
    }
}
