//! The park desk, for the screen that shows it.

use yew::prelude::*;

use crate::state::Shared;
use crate::state::park::{ParkDesk, desk, forget, listen};

/// The desk; the caller renders anew when it changes.
#[hook]
pub fn use_park() -> Shared<ParkDesk> {
    let shown = use_state_eq(desk);
    {
        let shown = shown.setter();
        use_effect_with((), move |()| {
            // Files may have been read between the first rendering and now.
            shown.set(desk());
            let number = listen(move |desk| shown.set(desk));
            move || forget(number)
        });
    }
    (*shown).clone()
}
