//! The commands of this project. Each does all of its own set-up and says what it is doing.
//!
//! One file a command; this one only lists them.

use std::process::ExitCode;

mod bench;
mod build;
mod bundle;
mod debian;
mod docs;
mod finish;
mod fuzz;
mod hash;
mod journeys;
mod lists;
mod offline;
mod policy;
mod python;
mod release;
mod serve;
mod split;
mod steps;
mod styles;
mod test;
mod tools;

/// A command: its name, what it does, and the doing. Fails with a sentence for the terminal.
type Entry = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

const COMMANDS: &[Entry] = &[
    ("serve", "build the page and serve it on this machine", serve::run_command),
    ("test", "run every check, with all of its set-up", test::run_command),
    ("build", "build the folder `dist` for any static host", build::run_command),
    ("bundle", "build the folder, and the page as one file [ADDRESS]", bundle::run_command),
    ("release", "build all, and pack it with licences and checksums", release::run_command),
    ("journeys", "build, then drive the page in a real browser [NAME …]", journeys::run_command),
    ("lists", "write the lists of kinds, rules, templates …", lists::run_command),
    ("docs", "write the reference as documents into docs/reference", docs::run_command),
    ("finish", "finish the built page; trunk calls it", finish::run_command),
    ("fuzz", "throw bytes at the readers of files and links [SECONDS] [TARGET …]", fuzz::run_command),
    ("bench", "measure [native|browser|rustworkx|check|canvas] [KEY …]", bench::run_command),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = arguments.first().and_then(|name| COMMANDS.iter().find(|(command, ..)| command == name));
    let Some((.., run)) = chosen else {
        eprintln!("usage: cargo xtask COMMAND\n");
        for (name, summary, _) in COMMANDS {
            eprintln!("  {name:<8} {summary}");
        }
        return ExitCode::from(2);
    };
    match run(&arguments[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
