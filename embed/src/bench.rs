//! What `cargo xtask report` times: the same calls natively and in the browser, without JSON at the border.

#[path = "../../engine/benches/support/mod.rs"]
mod support;

use std::ops::ControlFlow;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::{Flow, ImportOptions, WorkbookOptions, read_portfolio, write_workbook};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{SimulationOptions, SimulationProblem, simulate};
use ip_health_engine::{Assessment, assess, estimate};
use jiff::civil::{Date, date};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::options::object;

const DAY: Date = date(2026, 11, 23);

/// A task as it is stated, `{"kind": "assess", "rights": 30}`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
enum Stated {
    /// The assessment of a dossier with so many rights.
    Assess { rights: usize },
    /// The same without the action plan: what every keystroke costs.
    Estimate { rights: usize },
    /// The workbook of a dossier with so many rights, its assessment included.
    Workbook { rights: usize },
    /// A simulation.
    Simulate { problem: SimulationProblem, options: SimulationOptions },
    /// The import of the list.
    Import,
}

/// A task that is ready to be timed.
#[wasm_bindgen]
pub struct Bench {
    task: Task,
    pack: RulePack,
}

enum Task {
    Assess(Dossier),
    Estimate(Dossier),
    Workbook(Dossier),
    Simulate(Box<SimulationProblem>, SimulationOptions),
    Import(Vec<u8>),
}

#[wasm_bindgen]
impl Bench {
    /// Prepares a task; `list` is the workbook to be imported.
    ///
    /// # Errors
    /// A task that is not stated as this file has it.
    #[wasm_bindgen(constructor)]
    pub fn new(task: &str, list: &[u8]) -> Result<Bench, Fault> {
        let task = match object(task)? {
            Stated::Assess { rights } => Task::Assess(support::dossier(rights)),
            Stated::Estimate { rights } => Task::Estimate(support::dossier(rights)),
            Stated::Workbook { rights } => Task::Workbook(support::dossier(rights)),
            Stated::Simulate { problem, options } => Task::Simulate(Box::new(problem), options),
            Stated::Import => Task::Import(list.to_vec()),
        };
        Ok(Bench { task, pack: RulePack::built_in()? })
    }

    /// Does it so many times. The number depends on the outcome, so that two builds can be compared.
    ///
    /// # Errors
    /// Those of the task.
    pub fn run(&self, times: u32) -> Result<f64, Fault> {
        let mut outcome = 0.0;
        for _ in 0..times {
            outcome = self.once()?;
        }
        Ok(outcome)
    }

    fn once(&self) -> Result<f64, Fault> {
        let pack = &self.pack;
        let median = |assessment: &Assessment| assessment.valuation.range.p50;
        Ok(match &self.task {
            Task::Assess(dossier) => median(&assess(dossier, pack, DAY)?),
            Task::Estimate(dossier) => median(&estimate(dossier, pack, DAY)?),
            Task::Workbook(dossier) => {
                let assessment = assess(dossier, pack, DAY)?;
                write_workbook(dossier, &assessment, pack, &WorkbookOptions::default())?.len() as f64
            }
            Task::Simulate(problem, options) => {
                let result = simulate(problem, options, &mut |_| ControlFlow::Continue(()))?;
                result.mean + result.percentiles.p50
            }
            Task::Import(list) => {
                let options = ImportOptions::default();
                read_portfolio(list, "list.xlsx", &options, &mut |_| Flow::Continue)?.assets.len() as f64
            }
        })
    }
}
