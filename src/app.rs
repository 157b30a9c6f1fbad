//! The whole app: providers outside, header and page inside.

use std::rc::Rc;

use ip_health_engine::rules::Language;
use yew::prelude::*;

use crate::components::{AppFooter, AppHeader, AssessmentProvider, ImportProvider, pending};
use crate::hooks::{HiddenContext, LanguageChoice, use_hidden, use_route};
use crate::mode::Mode;
use crate::pages::Start;
use crate::rest::use_rest;
use crate::route::Route;
use crate::state::{DossierProvider, memory};
use crate::texts::Texts;

/// The whole app.
#[component]
pub fn App() -> Html {
    let language = use_state_eq(first_language);
    let hidden = use_state_eq(Rc::default);
    let texts = Texts::new(*language);
    use_effect_with(texts, |texts| name_document(*texts));
    let choose = {
        let language = language.clone();
        use_callback((), move |chosen: Language, ()| {
            memory::remember(memory::LANGUAGE, Texts::new(chosen).tag());
            language.set(chosen);
        })
    };

    // Language outermost: what the document's provider says must be readable too. The assessment reads the document.
    html! {
        <ContextProvider<LanguageChoice> context={LanguageChoice { texts, choose }}>
            <ContextProvider<HiddenContext> context={HiddenContext(hidden)}>
                <DossierProvider>
                    <AssessmentProvider>
                        <ImportProvider><Shell /></ImportProvider>
                    </AssessmentProvider>
                </DossierProvider>
            </ContextProvider<HiddenContext>>
        </ContextProvider<LanguageChoice>>
    }
}

/// Header, the page of the address, footer.
#[component]
fn Shell() -> Html {
    let texts = crate::hooks::use_texts();
    let route = use_route();
    let rest = use_rest();
    let hidden = use_hidden();
    if Mode::here() == Mode::Kiosk {
        return match rest {
            Some(rest) => (rest.kiosk)(&route),
            None => {
                html! { <main id="content" class="page">{ pending(texts.app_name(), texts.app_loading()) }</main> }
            }
        };
    }
    let is_hidden = route.part().is_some_and(|part| hidden.contains(&part));
    let page = match (&route, rest) {
        _ if is_hidden => html! { <h1>{ texts.embed_hidden() }</h1> },
        (Route::Start, _) => html! { <Start /> },
        (route, Some(rest)) => (rest.screen)(route),
        (_, None) => pending(texts.app_name(), texts.app_loading()),
    };

    // Nothing but the picture: no document, no way out of it, nothing kept.
    if route == Route::Projector {
        return html! { <main id="content" class="page page--projector" tabindex="-1">{ page }</main> };
    }

    html! {
        <>
            <a class="skip" href="#content" onclick={skip}>{ texts.app_skip() }</a>
            <AppHeader route={route.clone()} />
            <main id="content" class="page" tabindex="-1">{ page }</main>
            <AppFooter />
            { rest.map(|rest| (rest.background)()).unwrap_or_default() }
        </>
    }
}

/// Moves the focus without touching the address, which names the screen.
fn skip(event: MouseEvent) {
    event.prevent_default();
    crate::components::focus("content");
}

/// The language of the last visit, else of the address, else of the browser.
fn first_language() -> Language {
    let asked = web_sys::window().and_then(|window| {
        let query = window.location().search().unwrap_or_default();
        let named = query.contains("lang=").then(|| if query.contains("lang=en") { "en" } else { "zh-CN" });
        named.map(str::to_owned).or_else(|| memory::recall(memory::LANGUAGE)).or_else(|| window.navigator().language())
    });
    match asked {
        Some(tag) if !tag.starts_with("zh") => Language::English,
        _ => Language::Chinese,
    }
}

/// Tells the browser and screen readers which language the page is in.
fn name_document(texts: Texts) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(texts.app_name());
        if let Some(root) = document.document_element() {
            // Setting an attribute of this name cannot fail.
            let _ = root.set_attribute("lang", texts.tag());
        }
    }
}
