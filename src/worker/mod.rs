//! Heavy work off the page's own thread: spreadsheets, simulation, whatever takes longer than a frame or two.
//!
//! The page calls [`run`] and keeps the [`Handle`]; dropping it cancels. The other side is the program `worker`,
//! with its own wasm, so that what only a task needs is not in the first screen's download.
//!
//! A `Worker` of the platform, not of gloo-worker: that one can neither be ended while it computes, which is what
//! cancelling means for a parser, nor tell that it died, and it costs the first screen more than all of this.

pub mod codec;
mod codes;
mod deciding;
mod flips;
pub mod messages;
mod page;
mod park;
pub mod progressive;
mod sealing;
#[cfg(feature = "worker")]
mod simulating;
mod simulation;
#[cfg(feature = "worker")]
mod tasks;
#[cfg(feature = "worker")]
mod thread;
#[cfg(feature = "worker")]
mod trying;

pub use messages::{
    Assess, CodesRead, Compare, ComparedSide, Effects, FindFlips, Mix, NoWorkbook, Read, ReadCodes, ReadFirm, ReadPack,
    ReadPortfolio, RightWorkings, Seek, Simulate, SimulateError, SimulateSides, Simulated, WhatIf, WhatIfAbout,
    WriteCodes, WriteDesk, WriteRegister, WriteWorkbook,
};
pub use page::{Broken, Crew, Handle, crew_size, end_idle, run, work_under};
#[cfg(feature = "worker")]
pub use thread::serve;
