//! A text as a QR code.

use fast_qr::{ECL, QRBuilder};
use yew::prelude::*;

/// Modules of white around the code that readers need 静区.
const QUIET: usize = 4;

/// The code as one path: sharp on any printer and screen. Nothing where the text is too long for a code.
pub fn code_picture(class: &'static str, text: &str, name: &str) -> Html {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return Html::default() };
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            if code[y][x].value() {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    let size = code.size + 2 * QUIET;
    html! {
        <svg {class} viewBox={format!("0 0 {size} {size}")} role="img" aria-label={name.to_owned()} shape-rendering="crispEdges">
            <rect width={size.to_string()} height={size.to_string()} fill="#ffffff" />
            <path d={path} fill="#000000" />
        </svg>
    }
}
