//! Python with packages from its registry, in an environment below the tools: for measuring against, never for building.

use std::path::PathBuf;

use crate::steps::{output_of, run};
use crate::tools;

/// The graph library that the engine is measured against; it brings numpy.
const RUSTWORKX: &str = "0.17.1";
/// Sparse equations, which solve the traffic as well.
const SCIPY: &str = "1.17.1";

/// An interpreter that has rustworkx. `None`, with a word about it, where Python, its registry or the network is
/// missing.
pub fn with_rustworkx() -> Option<PathBuf> {
    let folder = tools::folder().join("python");
    let python = folder.join("bin/python");
    let has = || {
        let version = output_of(tools::command(&python.to_string_lossy()).args(["-c", PRINT_VERSION]));
        version.is_some_and(|version| version == format!("{RUSTWORKX} {SCIPY}"))
    };
    if has() {
        println!("   rustworkx {RUSTWORKX} and SciPy {SCIPY}: there");
        return Some(python);
    }
    println!("   rustworkx {RUSTWORKX} and SciPy {SCIPY}: installing into {}", folder.display());
    let environment = run(tools::command("python3").args(["-m", "venv"]).arg(&folder));
    let packages = [format!("rustworkx=={RUSTWORKX}"), format!("scipy=={SCIPY}")];
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &packages[0], &packages[1]];
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

const PRINT_VERSION: &str = "import rustworkx, scipy; print(rustworkx.__version__, scipy.__version__)";
