//! `cargo xtask fuzz [SECONDS] [TARGET…]`: throws bytes at the readers of files and links for a while each, all of them or
//! those that are named. It begins with all templates, keeps what led to new code in `target/fuzz/corpus`, and stops where
//! something does not hold. What it found goes into the tests of the reader, as the smallest text that shows it.
//!
//! libFuzzer, as `cargo fuzz` drives it, but without a sanitizer: the engine has no unsafe code, and so the pinned compiler
//! is enough. What must hold stands in `fuzz/src/lib.rs`.

use std::fs;
use std::path::Path;

use loadbearing_tests::source;

use crate::steps::{output_of, run, timed};
use crate::{split, tools};

const TARGETS: [&str; 5] = ["link", "design", "mermaid", "drawio", "excalidraw"];
/// How long each target runs where nothing else is said, in seconds.
const SECONDS: u32 = 120;
/// The largest input, in bytes: larger ones take longer and say nothing new.
const LONGEST: u32 = 8_192;
/// Counts which code an input reaches, as `cargo fuzz` has it done.
const COUNTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// Builds the targets and runs them one after another.
pub fn run_command(arguments: &[String]) -> Result<(), String> {
    let (numbers, names): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| word.parse::<u32>().is_ok());
    let seconds = numbers.first().and_then(|word| word.parse().ok()).unwrap_or(SECONDS);
    if let Some(unknown) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        return Err(format!("there is no target {unknown}; there are {}", TARGETS.join(", ")));
    }
    let target = split::target().join("fuzz");
    // Said to be built for another machine, it is built with these flags, and what builds it without.
    let host = output_of(tools::command("rustc").args(["--print", "host-tuple"])).ok_or("rustc does not answer")?;
    let host = host.trim();
    let build = ["build", "--release", "--target", host, "--manifest-path", "fuzz/Cargo.toml", "--target-dir"];
    run(tools::cargo(&build).arg(&target).env("RUSTFLAGS", COUNTED))?;
    let built = target.join(host).join("release");
    let corpus = target.join("corpus");
    run(tools::command(&place(&built.join("seeds"))).arg("-runs=0").env("LOADBEARING_SEEDS", &corpus))?;
    for name in TARGETS.into_iter().filter(|name| names.is_empty() || names.iter().any(|named| named == name)) {
        timed(&format!("throwing bytes at the reader: {name}"), || throw(name, seconds, &built, &corpus))?;
    }
    Ok(())
}

fn throw(name: &str, seconds: u32, built: &Path, corpus: &Path) -> Result<(), String> {
    let found = corpus.with_file_name("found").join(name);
    fs::create_dir_all(&found).map_err(|problem| format!("{}: {problem}", found.display()))?;
    run(tools::command(&place(&built.join(name)))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={LONGEST}"))
        .args(["-timeout=20", "-rss_limit_mb=4096", "-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(corpus.join(name)))
}

fn place(program: &Path) -> String {
    source::root().join(program).display().to_string()
}
