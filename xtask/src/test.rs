//! `cargo xtask test`: everything that must hold before a change goes in, with its set-up.

use crate::steps::{Tally, run, run_counting, timed};
use crate::{build, journeys, lists, tools};

/// A check by name; what it finds is counted, what keeps it from running is an error.
type Check = (&'static str, fn() -> Result<Tally, String>);

const CHECKS: &[Check] = &[
    ("formatting", formatting),
    ("lints", lints),
    ("lints of the page as it is built", lints_of_the_page),
    ("house tests", house_tests),
    ("native tests", native_tests),
];

/// Runs all checks, also after one has failed, and ends with how many passed.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    tools::install()?;
    let written = lists::write()?;
    if !written.is_empty() {
        return Err("the lists above were out of date and are written now: run this again".into());
    }
    let mut total = Tally::default();
    let mut failed = Vec::new();
    let mut note = |name: &str, tally: Tally| {
        total = total.and(tally);
        if tally.failed > 0 {
            failed.push(name.to_owned());
        }
    };
    for (name, check) in CHECKS {
        note(name, timed(name, check).unwrap_or_else(reported));
    }
    let built = build::release().map(|()| Tally::of_one(true)).unwrap_or_else(reported);
    note("release build", built);
    if built.failed == 0 {
        note("journeys", journeys::drive(&[]).unwrap_or_else(reported));
    }
    if !failed.is_empty() {
        println!("\nfailed: {}", failed.join(", "));
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    // The count is the last line, so what went wrong is said above it and nothing follows.
    if total.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

fn reported(problem: String) -> Tally {
    println!("   {problem}");
    Tally::of_one(false)
}

fn formatting() -> Result<Tally, String> {
    run(&mut tools::cargo(&["fmt", "--all", "--check"]))?;
    Ok(Tally::of_one(true))
}

fn lints() -> Result<Tally, String> {
    run(&mut tools::cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Tally::of_one(true))
}

fn lints_of_the_page() -> Result<Tally, String> {
    let page = ["clippy", "--quiet", "--package", "loadbearing-app", "--package", "loadbearing-worker", "--target"];
    run(tools::cargo(&page).args(["wasm32-unknown-unknown", "--", "-D", "warnings"]))?;
    Ok(Tally::of_one(true))
}

fn house_tests() -> Result<Tally, String> {
    run_counting(&mut tools::cargo(&["test", "--quiet", "--package", "loadbearing-tests"]))
}

fn native_tests() -> Result<Tally, String> {
    run_counting(&mut tools::cargo(&[
        "test",
        "--quiet",
        "--workspace",
        "--exclude",
        "loadbearing-tests",
        "--all-features",
        "--no-fail-fast",
    ]))
}
