//! Above the page who offers the terminal and which step this is, for the eye; below it, within reach, what is touched:
//! the steps, the language, the end.

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::Station;
use super::wipe::wipe;
use crate::components::{LanguageSwitch, Mark};
use crate::hooks::{use_dossier, use_texts};
use crate::route::{Route, Section};
use crate::texts::Texts;

/// Which of the three steps a screen belongs to, from 1.
const fn step(route: &Route) -> usize {
    match route {
        Route::Interview(..) | Route::Portfolio => 1,
        Route::HandOver | Route::Print => 3,
        _ => 2,
    }
}

fn steps(texts: Texts) -> [(Route, &'static str); 3] {
    [
        (Route::Interview(Section::Quick, None), texts.kiosk_step_answers()),
        (Route::Report, texts.kiosk_step_result()),
        (Route::HandOver, texts.kiosk_step_take()),
    ]
}

/// Properties of [`Head`].
#[derive(Properties, PartialEq)]
pub struct HeadProps {
    /// The screen shown.
    pub route: Route,
    /// Who offers the terminal.
    pub station: Rc<Station>,
}

/// The strip on top.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let texts = use_texts();
    let step = step(&props.route);
    let (_, name) = steps(texts)[step - 1].clone();
    html! {
        <header class="kiosk-head">
            <span class="kiosk-head__who">
                { mark(&props.station) }
                { name_of(&props.station, texts) }
            </span>
            <span class="kiosk-head__step">{ texts.kiosk_step(&step.to_string(), name) }</span>
        </header>
    }
}

/// The station's mark, else ours. The name stands beside it.
pub fn mark(station: &Station) -> Html {
    match &station.logo {
        Some(logo) => html! { <img class="kiosk-logo" src={logo.clone()} alt="" /> },
        None => html! { <Mark /> },
    }
}

/// The station's name, else ours.
pub fn name_of(station: &Station, texts: Texts) -> String {
    station.desk.name.as_ref().map_or(texts.app_name(), |name| name.get(texts.language())).to_owned()
}

/// Properties of [`Dock`].
#[derive(Properties, PartialEq)]
pub struct DockProps {
    /// The screen shown.
    pub route: Route,
}

/// The strip below.
#[component]
pub fn Dock(props: &DockProps) -> Html {
    let texts = use_texts();
    let blank = use_dossier().is_blank();
    let dialog = use_node_ref();
    let current = step(&props.route);
    let ask = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            // Nothing to lose, nothing to ask.
            match dialog.cast::<HtmlDialogElement>().filter(|_| !blank) {
                // Refused only where it is open already.
                Some(dialog) => drop(dialog.show_modal()),
                None => wipe(),
            }
        })
    };
    let stay = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    html! {
        <footer class="dock">
            <nav class="dock__steps" aria-label={texts.nav_label()}>
                for (place, (route, name)) in steps(texts).into_iter().enumerate() {
                    <a href={route.to_string()} aria-current={(place + 1 == current).then_some("step")}>
                        <span class="dock__number" aria-hidden="true">{ place + 1 }</span>{ name }
                    </a>
                }
            </nav>
            <LanguageSwitch />
            <button type="button" id="kiosk-end" class="button button--danger" onclick={ask}>{ texts.kiosk_end() }</button>
            <dialog id="end" class="kiosk-dialog" ref={dialog} aria-labelledby="end-title" aria-describedby="end-why">
                <h2 id="end-title">{ texts.end_title() }</h2>
                <p id="end-why">{ texts.end_why() }</p>
                <div class="kiosk-dialog__go">
                    <button type="button" id="end-stay" class="button" onclick={stay}>{ texts.end_stay() }</button>
                    <button type="button" id="end-wipe" class="button button--first" onclick={|_: MouseEvent| wipe()}>
                        { texts.end_wipe() }
                    </button>
                </div>
            </dialog>
            <small class="dock__note">{ texts.footer_disclaimer() }{ " " }{ texts.kiosk_nothing_kept() }</small>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_leads_to_a_screen_of_its_own() {
        let texts = Texts::default();
        for (place, (route, _)) in steps(texts).into_iter().enumerate() {
            assert_eq!(step(&route), place + 1);
        }
    }
}
