//! Which products use a right, and how much of each it covers.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::Field;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::route::{Route, Section};
use crate::state::{Edit, Place};

/// Properties of [`Uses`].
#[derive(Properties, PartialEq)]
pub struct UsesProps {
    /// Id of the right.
    pub asset: AttrValue,
}

/// The products, to be ticked, each with the share that the right covers.
#[component]
pub fn Uses(props: &UsesProps) -> Html {
    let id = &props.asset;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let dossier = &document.dossier;
    let used =
        dossier.assets.iter().find(|asset| asset.id == **id).map(|asset| asset.uses.as_slice()).unwrap_or_default();
    html! {
        <section class="editor__group" aria-label={texts.assets_uses()}>
            <h3>{ texts.assets_uses() }</h3>
            if dossier.products.is_empty() {
                <p class="portfolio__quiet">
                    { texts.assets_no_products() }{ " " }
                    <a href={Route::Interview(Section::Rights, None).to_string()}>{ texts.assets_products_open() }</a>
                </p>
            }
            for (number, product) in dossier.products.iter().enumerate() {
                <div class="uses" key={product.id.clone()}>
                    {{
                        let tied = used.iter().any(|used| used.product == product.id);
                        let own = product.name.trim();
                        let name = if own.is_empty() { texts.records_product(&(number + 1).to_string()) } else { own.to_owned() };
                        let onchange = {
                            let (product, asset) = (AttrValue::from(product.id.clone()), id.to_string());
                            edit.reform(move |event: Event| {
                                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                                Edit::Tie(product.clone(), asset.clone(), on)
                            })
                        };
                        let place = Place::Coverage(id.clone(), product.id.clone().into());
                        html! {
                            <>
                                <label class={classes!("segment", tied.then_some("segment--on"))}>
                                    <input type="checkbox" checked={tied} {disabled} {onchange} />{ name }
                                </label>
                                if tied {
                                    <Field {place} bare=true />
                                }
                            </>
                        }
                    }}
                </div>
            }
        </section>
    }
}
