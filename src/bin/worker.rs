//! Starts the worker: everything the page asks of it is in [`ip_health_check::worker`].

/// A twentieth of an assessment's time less than with the one that the target brings.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    ip_health_check::worker::serve();
}
