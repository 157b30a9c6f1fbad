//! The bar on top: mark, screens, proof, saved status, language.

use ip_health_engine::exchange::frame::Part;
use yew::prelude::*;

use super::{HistoryButtons, LanguageSwitch, Mark, SavedStatus, Shield};
use crate::hooks::{use_hidden, use_texts};
use crate::mode::Mode;
use crate::rest::use_rest;
use crate::route::{Route, Section};

/// Properties of [`AppHeader`].
#[derive(Properties, PartialEq)]
pub struct AppHeaderProps {
    /// The screen shown.
    pub route: Route,
}

/// The bar on top.
#[component]
pub fn AppHeader(props: &AppHeaderProps) -> Html {
    let texts = use_texts();
    let rest = use_rest();
    let hidden = use_hidden();
    let shown = |part: Option<Part>| part.is_none_or(|part| !hidden.contains(&part));
    let home = if shown(Some(Part::Start)) { Route::Start } else { Route::Report };
    // In the page of a host there may be no way through the start.
    let at_start = props.route == Route::Start && Mode::here() != Mode::Embed;
    let steps = [
        (Route::Interview(Section::Quick, None), texts.nav_interview(), matches!(props.route, Route::Interview(..))),
        (Route::Portfolio, texts.nav_portfolio(), props.route == Route::Portfolio),
        (Route::Report, texts.nav_report(), props.route == Route::Report),
        (Route::Value, texts.nav_value(), props.route == Route::Value),
        (Route::WhatIf, texts.nav_what_if(), matches!(props.route, Route::WhatIf | Route::Compare)),
        (Route::Star, texts.nav_star(), props.route == Route::Star),
    ];

    html! {
        <header class="bar">
            <a class="bar__home" href={home.to_string()}><Mark />{ texts.app_name() }</a>
            if !at_start {
                <nav class="bar__steps" aria-label={texts.nav_label()}>
                    for (route, label, current) in steps.into_iter().filter(|(route, ..)| shown(route.part())) {
                        <a href={route.to_string()} aria-current={current.then_some("page")}>{ label }</a>
                    }
                </nav>
            }
            <div class="bar__state">
                if let Some(rest) = rest {
                    { (rest.palette)() }
                    { (rest.rules_in_use)() }
                }
                <Shield />
                <SavedStatus quiet={at_start} />
                if !at_start {
                    <HistoryButtons />
                }
                <LanguageSwitch />
                if let Some(rest) = rest.filter(|_| !at_start && shown(Some(Part::Files))) {
                    { (rest.file_menu)() }
                }
            </div>
        </header>
    }
}
