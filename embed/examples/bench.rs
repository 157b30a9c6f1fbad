//! Times the engine natively for `cargo xtask report`: `bench LIST.xlsx` reads lines `TIMES TASK` and answers each with
//! milliseconds a run and the outcome.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::time::Instant;

use ip_health_embed::bench::Bench;

fn main() -> std::io::Result<()> {
    let list = std::fs::read(std::env::args().nth(1).unwrap_or_default())?;
    let mut tasks: BTreeMap<String, Bench> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (times, stated) = line.split_once(' ').unwrap_or(("1", &line));
        let times: u32 = times.parse().map_err(std::io::Error::other)?;
        if !tasks.contains_key(stated) {
            let task = Bench::new(stated, &list).map_err(|fault| std::io::Error::other(fault.message))?;
            tasks.insert(stated.to_owned(), task);
        }
        let Some(task) = tasks.get(stated) else { continue };
        let start = Instant::now();
        let outcome = task.run(times).map_err(|fault| std::io::Error::other(fault.message))?;
        let milliseconds = start.elapsed().as_secs_f64() * 1e3 / f64::from(times);
        let mut out = std::io::stdout().lock();
        writeln!(out, "{milliseconds} {outcome}")?;
        out.flush()?;
    }
    Ok(())
}
