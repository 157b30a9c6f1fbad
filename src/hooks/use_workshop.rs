//! The workshop, for the screen that shows it.

use yew::prelude::*;

use crate::state::Shared;
use crate::state::workshop::{Workshop, forget, listen, workshop};

/// The workshop; the caller renders anew when it changes.
#[hook]
pub fn use_workshop() -> Shared<Workshop> {
    let shown = use_state_eq(workshop);
    {
        let shown = shown.setter();
        use_effect_with((), move |()| {
            // A case may have been computed between the first rendering and now.
            shown.set(workshop());
            let number = listen(move |workshop| shown.set(workshop));
            move || forget(number)
        });
    }
    (*shown).clone()
}
