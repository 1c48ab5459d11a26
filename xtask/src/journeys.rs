//! `cargo xtask journeys`: drives the built page in a real browser. The journeys themselves and
//! their runner live in `tests/journeys`.

use std::fs;
use std::path::{Path, PathBuf};

use loadbearing_tests::source;

use crate::steps::{Tally, run, run_counting, timed};
use crate::{build, debian, tools};

/// Builds the page and runs the journeys whose names hold one of the arguments, or all.
pub fn run_command(arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    build::release()?;
    let tally = drive(arguments)?;
    if tally.failed == 0 { Ok(()) } else { Err(format!("{} journeys failed", tally.failed)) }
}

/// Runs the journeys against the folder `dist` as it is.
pub fn drive(names: &[String]) -> Result<Tally, String> {
    timed("journeys in a real browser", || {
        let folder = installed_folder()?;
        let browser = debian::chromium()?;
        run_counting(
            tools::command("node").arg("run.mjs").args(names).env("LOADBEARING_CHROMIUM", browser).current_dir(folder),
        )
    })
}

/// The folder of the journeys, with Node and the packages that they import.
pub fn installed_folder() -> Result<PathBuf, String> {
    installed(source::root().join("tests/journeys"))
}

/// A folder with Node and the packages that its lock file names.
pub fn installed(folder: PathBuf) -> Result<PathBuf, String> {
    debian::node()?;
    if !is_installed(&folder) {
        run(tools::command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    Ok(folder)
}

/// Whether the packages are those of the lock file: npm notes in the folder what it installed.
fn is_installed(folder: &Path) -> bool {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|file| file.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(locked)) => installed >= locked,
        _ => false,
    }
}
