//! The public terminal of a park or service station 公共终端 (`?mode=kiosk`): touch, nothing kept, wiped when left.

mod attract;
mod desk_errors;
mod dock;
mod exits;
mod idle;
mod number_pad;
mod station;
mod wipe;

use yew::prelude::*;

use self::attract::Attract;
use self::dock::{Dock, Head};
use self::exits::use_no_exits;
use self::idle::Idle;
use self::number_pad::NumberPad;
use self::station::use_station;
pub use self::station::{Station, station};
use crate::components::{Background, WithRules, pending};
use crate::hooks::use_texts;
use crate::route::Route;
use crate::state::disk;

/// Properties of [`Kiosk`].
#[derive(Properties, PartialEq)]
pub struct KioskProps {
    /// What the address names.
    pub route: Route,
    /// Its screen.
    pub page: Html,
}

/// All of a public terminal: the first screen, or bar, page and dock, with the watch that wipes it.
#[component]
pub fn Kiosk(props: &KioskProps) -> Html {
    let texts = use_texts();
    use_no_exits();
    let Some(station) = use_station() else {
        return html! { <main id="content" class="page">{ pending(texts.app_name(), texts.app_loading()) }</main> };
    };
    disk::give_files(station.desk.usb_export);
    let refused = !is_open(&props.route, &station);
    html! {
        <>
            if props.route == Route::Start {
                <main id="content" class="attract" tabindex="-1"><Attract station={station.clone()} /></main>
            } else {
                <Head route={props.route.clone()} station={station.clone()} />
                <main id="content" class="page kiosk" tabindex="-1">
                    if refused {
                        <WithRules><h1>{ texts.kiosk_not_here() }</h1></WithRules>
                    } else {
                        { props.page.clone() }
                    }
                </main>
                <NumberPad />
                <Dock route={props.route.clone()} />
                <Idle desk={station.desk.clone()} />
            }
            <Background />
        </>
    }
}

/// Whether a terminal has this screen: what opens files, what looks at other work and what only the station's own people
/// need stays away.
fn is_open(route: &Route, station: &Station) -> bool {
    match route {
        Route::Start
        | Route::Interview(..)
        | Route::Portfolio
        | Route::Report
        | Route::Value
        | Route::WhatIf
        | Route::Star
        | Route::Glossary(_)
        | Route::Privacy
        | Route::HandOver => true,
        Route::Print => station.desk.printer,
        Route::Compare
        | Route::Verify
        | Route::Versions
        | Route::Coverage
        | Route::Rules
        | Route::Park
        | Route::Workshop
        | Route::Projector
        | Route::Readers(_)
        | Route::HandOut(_)
        | Route::Scan => false,
    }
}
