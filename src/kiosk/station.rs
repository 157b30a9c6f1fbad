//! What this terminal is like: its station's file, once it is read.

use std::cell::RefCell;
use std::rc::Rc;

use ip_health_engine::station::{Desk, DeskError, DeskProblem, read_desk};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::boot::{self, HostedStation};

/// A terminal with what is wrong with its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Station {
    /// What it is like.
    pub desk: Desk,
    /// Address of its mark in this page's own memory.
    pub logo: Option<AttrValue>,
    /// What is wrong with its file.
    pub errors: Vec<DeskError>,
}

thread_local! {
    static STATION: RefCell<Option<Rc<Station>>> = const { RefCell::new(None) };
}

/// The station of this terminal; nothing before its file is read, and anywhere but at a terminal.
#[must_use]
pub fn station() -> Option<Rc<Station>> {
    STATION.with_borrow(Clone::clone)
}

/// As [`station`]; the caller renders anew when the file is read.
#[hook]
pub fn use_station() -> Option<Rc<Station>> {
    let known = use_state(station);
    {
        let known = known.clone();
        use_effect_with((), move |()| {
            if known.is_none() {
                spawn_local(async move {
                    // Without boot.js there is no file, as where the host has none.
                    let hosted = boot::station().await.ok().flatten();
                    let station = Rc::new(hosted.map(read).unwrap_or_default());
                    STATION.set(Some(Rc::clone(&station)));
                    known.set(Some(station));
                });
            }
        });
    }
    (*known).clone()
}

fn read(hosted: HostedStation) -> Station {
    let Some(text) = hosted.text else {
        let error = DeskError { field: String::new(), problem: DeskProblem::NotLoaded };
        return Station { errors: vec![error], ..Station::default() };
    };
    let (desk, mut errors) = read_desk(&text);
    let logo = hosted.logo.filter(|_| desk.logo.is_some());
    if desk.logo.is_some() && logo.is_none() {
        errors.push(DeskError { field: "logo".to_owned(), problem: DeskProblem::NotLoaded });
    }
    Station { desk, logo: logo.map(AttrValue::from), errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosted(text: &str, logo: Option<&str>) -> Station {
        read(HostedStation { text: Some(text.to_owned()), logo: logo.map(str::to_owned) })
    }

    #[test]
    fn a_picture_that_is_not_there_is_told() {
        assert_eq!(hosted(r#"{"logo": "logo.png"}"#, Some("blob:1")).errors, []);
        let missing = hosted(r#"{"logo": "logo.png", "printer": true}"#, None);
        assert_eq!(missing.errors, [DeskError { field: "logo".to_owned(), problem: DeskProblem::NotLoaded }]);
        assert!(missing.desk.printer);
    }

    #[test]
    fn a_picture_that_the_file_does_not_soundly_name_is_not_shown() {
        assert_eq!(hosted(r#"{"logo": "data:text/html;base64,AA"}"#, Some("data:text/html;base64,AA")).logo, None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        assert_eq!(read(HostedStation { text: None, logo: None }).errors.len(), 1);
    }
}
