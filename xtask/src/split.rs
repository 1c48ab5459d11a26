//! Takes the modules of the page and of its worker apart: into what the drawing needs, or the verdict, and what comes
//! behind it.
//!
//! Trunk knows no modules in parts, so the parts are made here from what cargo built, and put in the place of the whole.

mod worker;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use loadbearing_tests::source;

use crate::steps::run;
use crate::tools;

/// What the page's program is called, and what trunk's names for it begin with.
const PROGRAM: &str = "loadbearing-app";
/// The script that fetches parts, as `wasm-split` calls it.
const LOADER: &str = "__wasm_split.js";

/// Takes apart what trunk has just built into a folder, if it was built to be.
pub fn take_apart(staging: &Path) -> Result<(), String> {
    worker::take_apart(staging)?;
    let script = script_in(staging)?;
    let text = read(&script)?;
    if !text.contains("__wasm_split") {
        // One module: a build for development.
        return Ok(());
    }
    let stem = script.file_stem().and_then(OsStr::to_str).unwrap_or(PROGRAM).to_owned();
    let work = target().join("split");
    // What an earlier build left would be taken for a part of this one; where there is nothing, nothing is removed.
    let _ = fs::remove_dir_all(&work);
    let whole = target().join("wasm32-unknown-unknown/web").join(format!("{PROGRAM}.wasm"));
    let parts = make_parts(&whole, &work, &stem)?;
    put(&work, staging, &stem, &parts)
}

/// Makes the parts of a module, and gives the names of those that come later. The first has its script, as trunk would
/// have given it one; both lie in the folder `bound`.
fn make_parts(whole: &Path, work: &Path, stem: &str) -> Result<Vec<String>, String> {
    tools::install_splitter()?;
    run(tools::command("wasm-split-cli").arg(whole).arg(work).args(["--out-name", stem]))?;
    run(tools::command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", stem, "--out-dir"])
        .arg(work.join("bound"))
        .arg(work.join(format!("{stem}.wasm"))))?;
    let files = fs::read_dir(work).map_err(|problem| format!("{}: {problem}", work.display()))?;
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    Ok(names.filter(|name| name.starts_with("split_") && name.ends_with(".wasm")).collect())
}

/// Puts the parts where the whole lies. All names carry the hash of the whole, so no cache mixes two builds.
fn put(work: &Path, staging: &Path, stem: &str, parts: &[String]) -> Result<(), String> {
    let hash = stem.strip_prefix(PROGRAM).unwrap_or_default();
    let bound = work.join("bound");
    let module = format!("{stem}_bg.wasm");
    shrink(&bound.join(&module), &staging.join(&module))?;
    let loader = format!("later{hash}.js");
    let mut script = read(&work.join(LOADER))?;
    for part in parts {
        let name = format!("{}{hash}.wasm", name_of(part));
        shrink(&work.join(part), &staging.join(&name))?;
        script = script.replace(part.as_str(), &name);
    }
    write(&staging.join(&loader), &script)?;
    // Where the script fetches the loader from changes; what the module calls it by does not.
    let main = read(&bound.join(format!("{stem}.js")))?;
    let main = main.replace(&format!("from \"./{LOADER}\""), &format!("from \"./{loader}\""));
    write(&staging.join(format!("{stem}.js")), &main)
}

/// What a part is called in the code.
fn name_of(part: &str) -> &str {
    part.trim_start_matches("split_").trim_end_matches(".wasm")
}

/// Makes a module as small as it can be, or takes it as it is where nothing is there that could.
pub fn shrink(from: &Path, to: &Path) -> Result<(), String> {
    shrink_with(&["-Oz"], from, to)
}

/// The same for a module that is packed: what was written out for several types stands together, and packs better.
pub fn shrink_for_packing(from: &Path, to: &Path) -> Result<(), String> {
    shrink_with(&["-Oz", "--reorder-functions-by-name"], from, to)
}

/// The same for a module that is quick before it is small.
fn quicken(from: &Path, to: &Path) -> Result<(), String> {
    shrink_with(&["-O3"], from, to)
}

fn shrink_with(options: &[&str], from: &Path, to: &Path) -> Result<(), String> {
    if !tools::install_optimizer()? {
        return fs::copy(from, to).map(|_| ()).map_err(|problem| format!("{}: {problem}", to.display()));
    }
    run(tools::command("wasm-opt").args(options).args(features()?).arg(from).arg("-o").arg(to))
}

/// The features of WebAssembly that may be used: those that `index.html` names for the worker.
fn features() -> Result<Vec<String>, String> {
    let page = read(&source::root().join("index.html"))?;
    let named = page.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (features, _) = named.ok_or("index.html names no features for wasm-opt")?;
    Ok(features.split_whitespace().map(str::to_owned).collect())
}

/// The script of the page's program.
fn script_in(staging: &Path) -> Result<PathBuf, String> {
    let files = fs::read_dir(staging).map_err(|problem| format!("{}: {problem}", staging.display()))?;
    let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
    let is_script = |path: &PathBuf| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        name.starts_with(PROGRAM) && name.ends_with(".js")
    };
    paths.find(is_script).ok_or_else(|| format!("there is no script of {PROGRAM} in {}", staging.display()))
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| source::root().join("target"), PathBuf::from)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|problem| format!("{}: {problem}", path.display()))
}
