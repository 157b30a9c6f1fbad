//! The rest of the app: all that the first screen does without, in a wasm of its own.
//!
//! `cargo xtask build` cuts the linked program in two at [`cut`] (see `xtask/src/split.rs`). What only it reaches goes to
//! `app_rest.wasm`, which `web/boot.js` loads right after the first screen and before it seals the page; memory and
//! function table are shared, so the pointers in [`Rest`] can be called like any other. Without the feature `split`, as
//! in development and in tests, nothing is cut and the rest is there at once.
//!
//! So whatever the first screen calls directly is part of its download: a page, a file's text, the assessment belong
//! behind a field of [`Rest`].

use std::cell::Cell;

use ip_health_engine::dossier::Dossier;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Background, Desk, FileMenu, Palette, RulesAlone, RulesInUse, WithRules};
use crate::hooks::{ImportRequest, open_kept};
use crate::kiosk::Kiosk;
use crate::pages::{
    Compare, Coverage, Glossary, HandOut, HandOver, Interview, Park, Portfolio, Print, Privacy, Projector, Readers,
    Report, Rules, Scan, Star, Valuation, Verify, Versions, WhatIf, Workshop, sample,
};
use crate::route::Route;
use crate::state::{Dispatch, SessionDispatch};

/// What the first screen may ask of the rest.
pub struct Rest {
    /// The screen of a route; nothing for the start, which is the first screen.
    pub screen: fn(&Route) -> Html,
    /// What runs beside every screen: restoring, saving, assessing.
    pub background: fn() -> Html,
    /// The export menu.
    pub file_menu: fn() -> Html,
    /// All of a public terminal.
    pub kiosk: fn(&Route) -> Html,
    /// The search box and its button.
    pub palette: fn() -> Html,
    /// The rules in use, where they are not those of this build or not of today.
    pub rules_in_use: fn() -> Html,
    /// See [`open_kept`].
    pub open_kept: fn(AttrValue, Dispatch, SessionDispatch),
    /// See [`sample`].
    pub sample: fn(&str) -> Option<(Dossier, bool)>,
    /// See [`Desk::act`].
    pub import: fn(&Desk, ImportRequest),
}

static REST: Rest = Rest {
    screen,
    background: || html! { <Background /> },
    file_menu: || html! { <FileMenu /> },
    kiosk: |route| html! { <Kiosk route={route.clone()} page={screen(route)} /> },
    palette: || html! { <Palette /> },
    rules_in_use: || html! { <RulesInUse /> },
    open_kept,
    sample,
    import: Desk::act,
};

thread_local! {
    /// The rest, once it has come.
    static COME: Cell<Option<&'static Rest>> = const { Cell::new(None) };
}

/// Where the program is cut. The macro makes it an asynchronous function that first loads the wasm called `rest`.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(rest))]
fn cut() -> &'static Rest {
    &REST
}

/// Waits for the rest. If its file is missing, `web/boot.js` has replaced the page by the notice of failure.
pub async fn rest() -> &'static Rest {
    #[cfg(feature = "split")]
    let rest = cut().await;
    #[cfg(not(feature = "split"))]
    let rest = cut();
    COME.set(Some(rest));
    rest
}

/// The rest; nothing in the first moments of a visit.
#[hook]
pub fn use_rest() -> Option<&'static Rest> {
    let come = use_state(|| COME.get());
    {
        let come = come.clone();
        use_effect_with((), move |()| {
            if come.is_none() {
                spawn_local(async move { come.set(Some(rest().await)) });
            }
        });
    }
    *come
}

fn screen(route: &Route) -> Html {
    match route {
        Route::Start => Html::default(),
        Route::Interview(section, field) => {
            html! { <WithRules><Interview section={*section} field={field.clone()} /></WithRules> }
        }
        Route::Portfolio => html! { <WithRules><Portfolio /></WithRules> },
        Route::Report => html! { <WithRules><Report /></WithRules> },
        Route::Value => html! { <WithRules><Valuation /></WithRules> },
        Route::WhatIf => html! { <WithRules><WhatIf /></WithRules> },
        Route::Compare => html! { <WithRules><Compare /></WithRules> },
        Route::Verify => html! { <WithRules><Verify /></WithRules> },
        Route::Glossary(term) => html! { <WithRules><Glossary term={term.clone()} /></WithRules> },
        Route::Star => html! { <WithRules><Star /></WithRules> },
        Route::Print => html! { <WithRules><Print /></WithRules> },
        Route::Privacy => html! { <Privacy /> },
        Route::Versions => html! { <Versions /> },
        Route::HandOver => html! { <WithRules><HandOver /></WithRules> },
        Route::Scan => html! { <Scan /> },
        Route::Coverage => html! { <WithRules><Coverage /></WithRules> },
        Route::Rules => html! { <WithRules><Rules /></WithRules> },
        Route::Park => html! { <WithRules><Park /></WithRules> },
        Route::Workshop => html! { <WithRules><Workshop /></WithRules> },
        Route::Projector => html! { <><RulesAlone /><WithRules><Projector /></WithRules></> },
        Route::Readers(reader) => html! { <WithRules><Readers reader={*reader} /></WithRules> },
        Route::HandOut(reader) => html! { <WithRules><HandOut reader={*reader} /></WithRules> },
    }
}
