//! The mark of the product.

use yew::prelude::*;

/// The mark: a pulse on a tile.
#[component]
pub fn Mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
            <rect class="mark__tile" width="28" height="28" rx="7" />
            <path class="mark__pulse" d="M5 15h4l3-8 4 14 3-6h4" />
        </svg>
    }
}
