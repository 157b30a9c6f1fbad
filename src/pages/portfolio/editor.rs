//! All questions of one right, in a dialog.

use std::rc::Rc;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, Dossier};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::deals::Deals;
use super::questions::GROUPS;
use super::row::{grade_letter, title_of};
use super::scores::{Factors, Scores};
use super::uses::Uses;
use crate::components::{Field, Problems};
use crate::fields::{Field as Question, Say, cost};
use crate::format::{decimal, range};
use crate::hooks::{use_assessment, use_dossier, use_edit, use_session, use_texts};
use crate::state::{Document, Edit, Place};
use crate::texts::Texts;

/// Properties of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// Id of the right.
    pub id: AttrValue,
    /// Ids of the rights listed, in their order: the ways to the next and the one before.
    pub listed: Rc<Vec<AttrValue>>,
    /// Another right is opened.
    pub on_open: Callback<AttrValue>,
    /// The dialog was closed.
    pub on_close: Callback<()>,
}

/// All questions of one right. Every answer counts at once and can be undone.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let EditorProps { id, listed, on_open, on_close } = props;
    let texts = use_texts();
    let document = use_dossier();
    let assessment = use_assessment();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            // Already open is as good.
            let _ = dialog.show_modal();
        }
    });
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let Some(asset) = document.dossier.assets.iter().find(|asset| asset.id == **id).cloned() else {
        // Taken back by undo while open.
        return html! {};
    };
    let at = listed.iter().position(|known| known == id);
    let step = |place: Option<usize>, label: &'static str, sign: &'static str| {
        let goal = place.and_then(|place| listed.get(place)).cloned();
        let off = goal.is_none();
        let onclick = on_open.reform(move |_: MouseEvent| goal.clone().unwrap_or_default());
        html! {
            <button type="button" title={label} aria-label={label} disabled={off} {onclick}>
                <span aria-hidden="true">{ sign }</span>
            </button>
        }
    };
    let remove = {
        let (close, edit, id) = (close.clone(), edit.clone(), id.to_string());
        move |_: MouseEvent| {
            close.emit(());
            edit.emit(Edit::Remove(Rc::new([id.clone()].into())));
        }
    };
    let places: Vec<Place> = GROUPS
        .iter()
        .flat_map(|group| group.fields)
        .map(|field| Place::Asset(id.clone(), field))
        .chain(Deals::places(&asset))
        .collect();
    let problems = problems(&document, &asset, &places, texts);
    let valued =
        assessment.as_ref().and_then(|a| a.valuation.assets.iter().find(|valued| valued.asset == **id)).cloned();

    html! {
        <dialog ref={dialog} class="working editor" aria-labelledby="right-title" onclose={on_close.reform(|_: Event| ())}>
            <div class="working__bar">
                <div class="editor__title">
                    <h2 id="right-title">{ texts.portfolio_edit_title(&title_of(&asset.title, texts)) }</h2>
                    if let Some(valued) = &valued {
                        <p class="portfolio__quiet">
                            { texts.assets_score_now(&decimal(valued.score.index.value, 0), grade_letter(valued.score.grade, texts)) }
                            if let Some(ends) = valued.value.filter(|_| valued.reason.is_none()) {
                                { " · " }{ texts.assets_value_now(&range(ends.p10, ends.p90, texts)) }
                            }
                        </p>
                    }
                </div>
                <div class="editor__ways">
                    { step(at.and_then(|at| at.checked_sub(1)), texts.assets_previous(), "↑") }
                    { step(at.map(|at| at + 1), texts.assets_next(), "↓") }
                    <button type="button" onclick={close.reform(|_: MouseEvent| ())}>{ texts.close() }</button>
                </div>
            </div>
            <div class="working__body editor__body" key={id.to_string()} tabindex="-1">
                <ContextProvider<Problems> context={problems}>
                    for group in GROUPS.iter().filter(|group| !group.folded) {
                        { fields(id, &asset, group.title, (group.concerns)(asset.kind), group.fields, texts) }
                    }
                    <Uses asset={id.clone()} />
                    if let Some(valued) = valued {
                        <Scores asset={id.clone()} score={valued.score} />
                    }
                    <Factors asset={id.clone()} />
                    <Folded title={texts.assets_group_cost()} known={known(&asset, &cost::ALL)} of={cost::ALL.len()}>
                        <div class="editor__fields">
                            for field in cost::ALL {
                                <Field key={field.key} place={Place::Asset(id.clone(), field)} />
                            }
                        </div>
                    </Folded>
                    <Deals asset={id.clone()} />
                </ContextProvider<Problems>>
                <button type="button" class="button button--small button--danger editor__remove" {disabled} onclick={remove}>
                    { texts.assets_delete_one() }
                </button>
            </div>
        </dialog>
    }
}

/// What is wrong with the answers of this right. Only it is checked, not the thousands beside it.
fn problems(document: &Document, asset: &Arc<Asset>, places: &[Place], texts: Texts) -> Problems {
    let products = document.dossier.products.clone();
    let alone = Dossier { assets: vec![Arc::clone(asset)], products, ..Dossier::default() };
    let alone = Document { dossier: Rc::new(alone), typed: Rc::clone(&document.typed), ..Document::default() };
    Problems::of(&alone, places, texts)
}

fn known(asset: &Asset, fields: &[&Question<Asset>]) -> usize {
    fields.iter().filter(|field| (field.get)(asset).is_known()).count()
}

/// A group of questions. One that does not concern the kind shows what is answered all the same, so that it can be
/// taken back.
fn fields(
    id: &AttrValue,
    asset: &Asset,
    title: Say,
    concerns: bool,
    fields: &'static [&'static Question<Asset>],
    texts: Texts,
) -> Html {
    let shown: Vec<_> = fields.iter().copied().filter(|field| concerns || (field.get)(asset).is_known()).collect();
    if shown.is_empty() {
        return html! {};
    }
    html! {
        <section class="editor__group" aria-label={title(texts)}>
            <h3>{ title(texts) }</h3>
            <div class="editor__fields">
                for field in shown {
                    <Field key={field.key} place={Place::Asset(id.clone(), field)} />
                }
            </div>
        </section>
    }
}

/// Properties of [`Folded`].
#[derive(Properties, PartialEq)]
pub struct FoldedProps {
    /// What is in it.
    pub title: AttrValue,
    /// Questions answered.
    pub known: usize,
    /// Questions asked; 0 counts nothing.
    #[prop_or_default]
    pub of: usize,
    /// The questions; drawn once it was opened.
    pub children: Html,
}

/// A group that opens when wanted. Its questions are drawn only then: a right has over a hundred.
#[component]
pub fn Folded(props: &FoldedProps) -> Html {
    let FoldedProps { title, known, of, children } = props;
    let texts = use_texts();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: web_sys::Element = event.target_unchecked_into();
            if details.has_attribute("open") {
                open.set(true);
            }
        })
    };
    html! {
        <details class="fold editor__fold" {ontoggle}>
            <summary>
                <strong>{ title }</strong>
                if *of > 0 {
                    <span class="is-end">{ texts.assets_answered(&known.to_string(), &of.to_string()) }</span>
                }
            </summary>
            if *open {
                <div class="editor__opened">{ children.clone() }</div>
            }
        </details>
    }
}
