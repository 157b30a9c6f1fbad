//! What the memory of the page holds beside the document, for the screens that show it: the park desk and the workshop.

use yew::prelude::*;

use crate::state::Shared;
use crate::state::park::{self, ParkDesk};
use crate::state::workshop::{self, Workshop};

/// The desk; the caller renders anew when it changes.
#[hook]
pub fn use_park() -> Shared<ParkDesk> {
    use_held(park::desk, |heard| park::listen(move |desk| heard.emit(desk)), park::forget)
}

/// The workshop; the caller renders anew when it changes.
#[hook]
pub fn use_workshop() -> Shared<Workshop> {
    use_held(workshop::workshop, |heard| workshop::listen(move |workshop| heard.emit(workshop)), workshop::forget)
}

/// What is held now, by how it is read, heard of and no longer heard of.
#[hook]
fn use_held<T: 'static>(
    read: fn() -> Shared<T>,
    listen: fn(Callback<Shared<T>>) -> usize,
    forget: fn(usize),
) -> Shared<T> {
    let shown = use_state_eq(read);
    {
        let shown = shown.setter();
        use_effect_with((), move |()| {
            // It may have changed between the first rendering and now.
            shown.set(read());
            let number = listen(Callback::from(move |held| shown.set(held)));
            move || forget(number)
        });
    }
    (*shown).clone()
}
