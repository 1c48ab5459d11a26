//! `cargo xtask bench`: how long the engine takes, and what the canvas costs beside others. Figures, never a verdict: a timed test would fail on a busy machine.

use std::fs;
use std::process::Stdio;
use std::time::Instant;

use loadbearing_tests::source;

use crate::steps::{output_of, run, timed};
use crate::{build, debian, journeys, python, tools};

/// A bench by word and name, and how it is run.
type Bench = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

const BENCHES: &[Bench] = &[
    ("native", "the engine, natively", native),
    ("browser", "the engine, in a real browser", in_the_browser),
    ("rustworkx", "the engine against rustworkx", against_rustworkx),
    ("check", "a class of 500 graded by the command line", of_a_class),
    ("canvas", "the canvas beside others, in a real browser", of_the_canvas),
    ("opening", "links to their verdict beside the page without one, in a real browser", of_opening),
];

/// Runs all benches, or those that arguments name; the other arguments are keys of what is measured.
pub fn run_command(arguments: &[String]) -> Result<(), String> {
    let is_bench = |argument: &&String| BENCHES.iter().any(|(word, ..)| word == argument);
    let (named, keys): (Vec<&String>, Vec<&String>) = arguments.iter().partition(is_bench);
    let keys: Vec<String> = keys.into_iter().cloned().collect();
    for (word, name, bench) in BENCHES {
        if named.is_empty() || named.iter().any(|named| named == word) {
            timed(name, || bench(&keys))?;
        }
    }
    Ok(())
}

fn native(arguments: &[String]) -> Result<(), String> {
    let benches = ["bench", "--package", "loadbearing-speed", "--bench", "native", "--"];
    run(tools::cargo(&benches).args(arguments))
}

/// The same graphs for a library of graphs that people call from Python. It asks the engine in turns with itself.
fn against_rustworkx(_: &[String]) -> Result<(), String> {
    let Some(python) = python::with_rustworkx() else { return Ok(()) };
    let folder = source::root().join("target/speed");
    fs::create_dir_all(&folder).map_err(|problem| format!("target/speed: {problem}"))?;
    native(&[format!("graphs={}", folder.display())])?;
    run(tools::command(&python.to_string_lossy())
        .arg("tests/speed/peer.py")
        .args([1, 10].map(|thousands| folder.join(format!("graph-{thousands}.txt")))))
}

/// How many hand something in.
const CLASS: usize = 500;
/// Times that they are graded.
const RUNS: usize = 5;

/// What `loadbearing check` takes for a folder of submissions, each a variant of the worked URL shortener, on all
/// processors: the best of a few runs, with the start of the program and the reading of all files.
fn of_a_class(_: &[String]) -> Result<(), String> {
    run(&mut tools::cargo(&["build", "--release", "--package", "loadbearing-engine", "--features", "cli"]))?;
    let folder = source::root().join("target/speed/class");
    fs::create_dir_all(&folder).map_err(|problem| format!("target/speed/class: {problem}"))?;
    let template = "engine/src/templates/url-shortener-worked.json";
    let design =
        fs::read_to_string(source::root().join(template)).map_err(|problem| format!("{template}: {problem}"))?;
    for number in 0..CLASS {
        let variant = design.replace("\"shards\": 3", &format!("\"shards\": {}", 3 + number % 20));
        let file = folder.join(format!("{number:03}.json"));
        fs::write(&file, variant).map_err(|problem| format!("{}: {problem}", file.display()))?;
    }
    let mut fastest = f64::INFINITY;
    for _ in 0..RUNS {
        let began = Instant::now();
        // It exits with 1, because not everybody has full marks.
        tools::command(&source::root().join("target/release/loadbearing").to_string_lossy())
            .arg("check")
            .arg(&folder)
            .args(["--against", "hold-the-url-shortener"])
            .stdout(Stdio::null())
            .status()
            .map_err(|problem| format!("loadbearing check: {problem}"))?;
        fastest = fastest.min(began.elapsed().as_secs_f64());
    }
    println!("{CLASS} submissions read and graded (goal 5 s on two cores)   best {fastest:.2} s of {RUNS}");
    Ok(())
}

/// Built as the worker is: the same profile, the same optimiser, the same features.
fn in_the_browser(arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    let target = source::root().join("target/speed");
    fs::create_dir_all(&target).map_err(|problem| format!("target/speed: {problem}"))?;
    let build = ["build", "--package", "loadbearing-speed", "--lib", "--profile", "web-worker", "--target"];
    run(tools::cargo(&build).args(["wasm32-unknown-unknown", "--target-dir", "target"]))?;
    run(tools::command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&target)
        .arg("target/wasm32-unknown-unknown/web-worker/loadbearing_speed.wasm"))?;
    if tools::install_optimizer()? {
        let module = target.join("loadbearing_speed_bg.wasm");
        run(tools::command("wasm-opt").arg("-O3").args(features()?).arg(&module).arg("--output").arg(&module))?;
    }
    let browser = debian::chromium()?;
    run(tools::command("node")
        .arg("speed.mjs")
        .args(arguments)
        .env("LOADBEARING_CHROMIUM", browser)
        .env("LOADBEARING_SPEED", &target)
        .current_dir(journeys::installed_folder()?))
}

/// The page as it is built for release and other canvases, under the same gestures. They come from npm, in the versions
/// of the lock file of `bench/canvas`.
fn of_the_canvas(arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    build::release()?;
    let folder = journeys::installed(source::root().join("bench/canvas"))?;
    let browser = debian::chromium()?;
    run(tools::command("node")
        .arg("measure.mjs")
        .args(arguments)
        .env("LOADBEARING_CHROMIUM", browser)
        .current_dir(folder))
}

/// Templates whose links are opened.
const OPENED: [&str; 3] = ["url-shortener-worked", "chat-worked", "kv-store"];

/// The page as it is built for release: how long a link takes to its verdict, and the page without one.
fn of_opening(arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    build::release()?;
    let link = |template: &str| {
        let file = format!("engine/src/templates/{template}.json");
        let write = ["run", "--quiet", "--package", "loadbearing-engine", "--features", "cli", "--", "link"];
        let said = output_of(tools::cargo(&write).arg(&file)).ok_or(format!("{file} gives no link"))?;
        Ok::<_, String>(said.lines().last().unwrap_or_default().to_owned())
    };
    let links = OPENED.into_iter().map(link).collect::<Result<Vec<_>, _>>()?;
    let browser = debian::chromium()?;
    run(tools::command("node")
        .arg("opening.mjs")
        .args(arguments)
        .args(links)
        .env("LOADBEARING_CHROMIUM", browser)
        .current_dir(journeys::installed_folder()?))
}

/// The features that the page's own module may use, from the page's own file.
fn features() -> Result<Vec<String>, String> {
    let index = fs::read_to_string(source::root().join("index.html")).map_err(|problem| problem.to_string())?;
    let named = index.split("data-wasm-opt-params=\"").nth(1).and_then(|rest| rest.split('"').next());
    let named = named.ok_or("index.html names no features for wasm-opt")?;
    Ok(named.split_whitespace().map(str::to_owned).collect())
}
