//! Starts the app inside the page's static shell.

use ip_health_check::{App, boot};

fn main() {
    yew::set_custom_panic_hook(Box::new(|panic| boot::fail(&panic.to_string())));
    yew::Renderer::<App>::with_root(boot::root()).render();
}
