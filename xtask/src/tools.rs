//! The programs that build the page, in pinned versions, and how they get here.
//!
//! They are installed into `target/tools`, or into the folder that `LOADBEARING_TOOLS` names, so
//! that several checkouts can share them. What is already there, or on the `PATH`, in the right
//! version is used as it is. Browsers and Node are not here but in `debian`.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use loadbearing_tests::source;

use crate::steps::{output_of, run, say};

/// A newer one (0.22.1) wants a newer Rust than the one pinned in `rust-toolchain.toml`.
const TRUNK: &str = "0.21.14";
/// Has to equal the version of the crate `wasm-bindgen` in `Cargo.lock`.
const WASM_BINDGEN: &str = "0.2.129";
/// Takes the module of the page apart. It says no version of its own; what cargo installed it tells.
const WASM_SPLIT: &str = "0.2.4";
/// The npm package that brings `wasm-opt`.
const BINARYEN: &str = "132.0.0";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs what a build needs, unless it is there.
pub fn install() -> Result<(), String> {
    say("looking for the tools that build the page");
    add_wasm_target()?;
    install_from_crates("trunk", "trunk", TRUNK)?;
    install_from_crates("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN)
}

/// Installs what takes a module apart, unless it is there.
pub fn install_splitter() -> Result<(), String> {
    let installed = std::fs::read_to_string(folder().join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("wasm_split_cli_support {WASM_SPLIT} ")) {
        return Ok(());
    }
    println!("   wasm-split {WASM_SPLIT}: installing into {} (a minute, once)", folder().display());
    let words = ["install", "--locked", "--version", WASM_SPLIT, "--features", "build-binary", "--root"];
    run(cargo(&words).arg(folder()).arg("wasm_split_cli_support"))
}

/// Installs `wasm-opt` where npm can; tells whether it is there.
pub fn install_optimizer() -> Result<bool, String> {
    let wanted = format!("wasm-opt version {}", BINARYEN.split('.').next().unwrap_or(BINARYEN));
    let present = || output_of(command("wasm-opt").arg("--version")).is_some_and(|is| is.starts_with(&wanted));
    if present() {
        println!("   wasm-opt {BINARYEN}: there");
        return Ok(true);
    }
    if output_of(command("npm").arg("--version")).is_none() {
        return Ok(false);
    }
    println!("   wasm-opt {BINARYEN}: installing from npm");
    run(command("npm")
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(npm_folder())
        .arg(format!("binaryen@{BINARYEN}")))?;
    Ok(present())
}

/// A program with the installed tools before all others on its `PATH`, run in the project's root.
#[must_use]
pub fn command(program: &str) -> Command {
    let mut command = Command::new(located(program));
    command.current_dir(source::root()).env("PATH", path_with_tools());
    // Trunk takes `NO_COLOR=1` for a malformed flag of its own and stops.
    if env::var_os("NO_COLOR").is_some() && program == "trunk" {
        command.env("NO_COLOR", "true");
    }
    command
}

/// Trunk, told to use the programs that are here and to ask no one for newer ones.
#[must_use]
pub fn trunk(verb: &str) -> Command {
    let mut trunk = command("trunk");
    trunk.args([verb, "--offline", "--skip-version-check"]);
    trunk
}

/// Cargo, run in the project's root.
#[must_use]
pub fn cargo(words: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(words);
    cargo
}

fn add_wasm_target() -> Result<(), String> {
    let installed = output_of(command("rustup").args(["target", "list", "--installed"]))
        .ok_or("rustup is needed: see https://rustup.rs")?;
    if installed.lines().any(|target| target == WASM_TARGET) {
        println!("   {WASM_TARGET}: there");
        return Ok(());
    }
    println!("   {WASM_TARGET}: adding");
    run(command("rustup").args(["target", "add", WASM_TARGET]))
}

/// Fetches what the standard library is made of, for builds that make it anew.
pub fn add_library_source() -> Result<(), String> {
    run(command("rustup").args(["component", "add", "rust-src"]))
}

fn install_from_crates(package: &str, program: &str, version: &str) -> Result<(), String> {
    let found = output_of(command(program).arg("--version"));
    if found.as_deref().and_then(|line| line.split_whitespace().nth(1)) == Some(version) {
        println!("   {program} {version}: there");
        return Ok(());
    }
    println!("   {program} {version}: installing into {} (minutes, once)", folder().display());
    run(cargo(&["install", "--locked", "--version", version, "--root"]).arg(folder()).arg(package))
}

/// Where the tools are installed.
#[must_use]
pub fn folder() -> PathBuf {
    env::var_os("LOADBEARING_TOOLS").map_or_else(|| source::root().join("target/tools"), PathBuf::from)
}

fn npm_folder() -> PathBuf {
    folder().join("npm")
}

fn path_with_tools() -> OsString {
    let mut folders = vec![folder().join("bin"), npm_folder().join("node_modules/.bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    // Joining fails only when a folder's name holds the separator; the old path is then all there is.
    env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
}

/// The program's own file, because a search uses the parent's `PATH` and not the child's.
fn located(program: &str) -> PathBuf {
    env::split_paths(&path_with_tools())
        .flat_map(|folder| {
            // Node's programs are scripts with this ending on Windows.
            ["", ".exe", ".cmd"].map(|ending| folder.join(format!("{program}{ending}")))
        })
        .find(|place| place.is_file())
        .unwrap_or_else(|| PathBuf::from(program))
}
