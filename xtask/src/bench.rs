//! `cargo xtask bench`: how long the engine takes. Figures, never a verdict: a timed test would
//! fail on a busy machine.

use crate::steps::{run, timed};
use crate::tools;

/// A bench by name and how it is run; one that measures in the browser stands here as well.
type Bench = (&'static str, fn(&[String]) -> Result<(), String>);

const BENCHES: &[Bench] = &[("the engine, natively", native)];

/// Runs all benches; arguments choose among their cases.
pub fn run_command(arguments: &[String]) -> Result<(), String> {
    for (name, bench) in BENCHES {
        timed(name, || bench(arguments))?;
    }
    Ok(())
}

fn native(arguments: &[String]) -> Result<(), String> {
    run(tools::cargo(&["bench", "--package", "loadbearing-engine", "--benches", "--"]).args(arguments))
}
