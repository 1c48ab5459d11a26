//! `cargo xtask build`: the folder `dist`, ready for any static host and any sub-path.

use crate::steps::{run, timed};
use crate::tools;

/// Installs what is missing and builds.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    release()?;
    println!("\nThe page is in `dist`: copy it to any static host.");
    Ok(())
}

/// Builds `dist` with tools that are already installed.
pub fn release() -> Result<(), String> {
    timed("building the page for release", || {
        let mut trunk = tools::trunk("build");
        // Relative, so that the folder works wherever it is put.
        trunk.args(["--public-url", "./", "--dist", "dist"]);
        if tools::install_optimizer()? {
            trunk.arg("--release");
        } else {
            println!("   no npm, hence no wasm-opt: the page works, but is larger than it could be");
            // With `--release`, trunk insists on wasm-opt; the profile is the same.
            trunk.args(["--cargo-profile", "web"]);
        }
        run(&mut trunk)
    })
}
