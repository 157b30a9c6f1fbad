//! The list of rights, in short, with the way to it.

use std::collections::BTreeMap;

use ip_health_engine::dossier::AssetKind;
use yew::prelude::*;

use crate::fields::Coded;
use crate::hooks::{use_dossier, use_texts};
use crate::route::Route;

/// How many rights of each kind are listed.
#[component]
pub fn RightsSummary() -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let assets = &document.dossier.assets;
    let mut kinds: BTreeMap<AssetKind, usize> = BTreeMap::new();
    for asset in assets {
        *kinds.entry(asset.kind).or_default() += 1;
    }
    let unused = assets.iter().filter(|asset| asset.uses.is_empty() && asset.revenue_share.is_none()).count();
    html! {
        <div class="rights">
            if assets.is_empty() {
                <p class="interview__quiet">{ texts.rights_empty() }</p>
            } else {
                <dl class="rights__kinds">
                    for (kind, count) in kinds {
                        <div>
                            <dt>{ kind.label(texts) }</dt>
                            <dd>{ texts.rights_count(&count.to_string()) }</dd>
                        </div>
                    }
                </dl>
                if unused > 0 {
                    <p class="interview__quiet">{ texts.rights_unused(&unused.to_string()) }</p>
                }
            }
            <a class="button" href={Route::Portfolio.to_string()}>
                { if assets.is_empty() { texts.rights_import() } else { texts.rights_open() } }
            </a>
        </div>
    }
}
