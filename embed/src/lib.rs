//! The engine for JavaScript: the npm package `ip-health-check`.
//!
//! This crate converts and calls; it computes nothing. Everything goes over as JSON text or as bytes, and what goes wrong
//! comes out as an `Error` with a stable `code`, see [`fault`]. The JavaScript beside it (`embed/js`) turns objects into
//! text and back, so that the API has the shape that JavaScript expects.

#[cfg(feature = "bench")]
pub mod bench;
mod dossier;
pub mod fault;
mod options;
mod portfolio;
mod simulation;
mod valuation;

pub use self::dossier::{assess, write_workbook};
pub use self::portfolio::read_portfolio;
pub use self::simulation::{flip_points, simulate, simulation_problem, tornado};
pub use self::valuation::{solve_for, value};

use serde::Serialize;

use self::fault::Fault;

/// As the page's worker has it.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What is answered, as JSON text.
fn answer<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::internal(&error))
}
