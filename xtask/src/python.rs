//! Python with packages from its registry, in an environment below the tools: for measuring against, never for building.

use std::path::PathBuf;

use crate::steps::{output_of, run};
use crate::tools;

/// The graph library that the engine is measured against; it brings numpy.
const RUSTWORKX: &str = "0.17.1";

/// An interpreter that has rustworkx. `None`, with a word about it, where Python, its registry or the network is
/// missing.
pub fn with_rustworkx() -> Option<PathBuf> {
    let folder = tools::folder().join("python");
    let python = folder.join("bin/python");
    let has = || {
        let version = output_of(tools::command(&python.to_string_lossy()).args(["-c", PRINT_VERSION]));
        version.as_deref() == Some(RUSTWORKX)
    };
    if has() {
        println!("   rustworkx {RUSTWORKX}: there");
        return Some(python);
    }
    println!("   rustworkx {RUSTWORKX}: installing into {}", folder.display());
    let environment = run(tools::command("python3").args(["-m", "venv"]).arg(&folder));
    let package = format!("rustworkx=={RUSTWORKX}");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &package];
    let installed = environment.and_then(|()| run(tools::command(&python.to_string_lossy()).args(install)));
    match installed {
        Ok(()) if has() => Some(python),
        Ok(()) => None,
        Err(problem) => {
            println!("   no rustworkx here, so nothing is measured against it: {problem}");
            None
        }
    }
}

const PRINT_VERSION: &str = "import rustworkx; print(rustworkx.__version__)";
