//! Parts that the host of an embedded check-up leaves out.

use std::rc::Rc;

use ip_health_engine::exchange::frame::Part;
use yew::prelude::*;

/// The parts that are not shown, and where a host puts them.
#[derive(Clone, PartialEq)]
pub struct HiddenContext(pub UseStateHandle<Rc<[Part]>>);

/// The parts that are not shown; none outside the page of a host.
#[hook]
pub fn use_hidden() -> Rc<[Part]> {
    use_context::<HiddenContext>().map(|context| Rc::clone(&context.0)).unwrap_or_default()
}
