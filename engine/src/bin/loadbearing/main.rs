//! The command line over the engine: one file a command. The only part of the engine that touches files.
//!
//! A command gives back text or a refusal; nothing prints but `main`. Exit codes: 0, 1 where an evaluation has error
//! findings, a submission lacks points or one design falls short of another, 2 where something cannot be read or is not known.

mod assignments;
mod calculate;
mod calculators;
mod causes;
mod check;
mod compare;
mod cost;
mod day;
mod evaluate;
mod explain;
mod export;
mod fix;
mod import;
mod input;
mod kinds;
mod lengths;
mod link;
mod losses;
mod open;
mod pages;
mod pressure;
mod readable;
mod rules;
mod schema;
mod sensitivity;
mod template;
mod templates;
mod visible;
mod working;

use std::io::{self, Write};
use std::process::ExitCode;

use visible::visible;

/// Something that can be asked for.
struct Command {
    /// First word after the program's name.
    name: &'static str,
    /// What follows it.
    usage: &'static str,
    /// One sentence.
    about: &'static str,
    /// Does it.
    run: fn(&[String]) -> Result<Answer, Refusal>,
}

/// What a command says.
struct Answer {
    text: String,
    /// In place of the text: what is not for people to read.
    bytes: Vec<u8>,
    /// What people should know beside, on the error stream.
    remarks: String,
    /// Whether the design has error findings.
    errors: bool,
}

/// Why a command cannot do what it should, in one line.
struct Refusal(String);

const COMMANDS: &[Command] = &[
    evaluate::COMMAND,
    working::COMMAND,
    template::COMMAND,
    templates::COMMAND,
    kinds::COMMAND,
    rules::COMMAND,
    calculators::COMMAND,
    calculate::COMMAND,
    explain::COMMAND,
    fix::COMMAND,
    compare::COMMAND,
    check::COMMAND,
    assignments::COMMAND,
    link::COMMAND,
    open::COMMAND,
    import::COMMAND,
    export::COMMAND,
    schema::COMMAND,
    pages::COMMAND,
];

impl Answer {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), bytes: Vec::new(), remarks: String::new(), errors: false }
    }

    fn bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::text("") }
    }
}

impl<T: std::fmt::Display> From<T> for Refusal {
    fn from(reason: T) -> Self {
        Self(reason.to_string())
    }
}

fn main() -> ExitCode {
    // A pipe that was closed early (`| head`) is no failure of ours.
    match answer() {
        Ok(answer) => {
            // Between the strings of JSON stand no other control characters, so it means the same afterwards.
            let _ = io::stderr().lock().write_all(visible(&answer.remarks, "\n").as_bytes());
            let mut out = io::stdout().lock();
            let _ = out.write_all(visible(&answer.text, "\n").as_bytes()).and_then(|()| out.write_all(&answer.bytes));
            ExitCode::from(u8::from(answer.errors))
        }
        Err(Refusal(reason)) => {
            let _ = writeln!(io::stderr().lock(), "{}", visible(&reason, "\n"));
            ExitCode::from(2)
        }
    }
}

fn answer() -> Result<Answer, Refusal> {
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let Some((name, rest)) = arguments.split_first() else { return Err(help().trim_end().into()) };
    match name.as_str() {
        "help" | "--help" | "-h" => return Ok(Answer::text(help())),
        "version" | "--version" | "-V" => {
            return Ok(Answer::text(concat!("loadbearing ", env!("CARGO_PKG_VERSION"), "\n")));
        }
        _ => {}
    }
    let command = COMMANDS.iter().find(|command| command.name == name).ok_or_else(|| {
        let names = COMMANDS.iter().map(|command| command.name);
        let rest = input::did_you_mean(name, names).unwrap_or_else(|| "; `loadbearing help` lists them".to_owned());
        Refusal(format!("unknown command {name:?}{rest}"))
    })?;
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Answer::text(format!("{}\n\n{}\n", usage(command), command.about)));
    }
    (command.run)(rest)
}

fn usage(command: &Command) -> String {
    format!("loadbearing {} {}", command.name, command.usage).trim_end().to_owned()
}

fn help() -> String {
    let mut text = String::from("What a system design can carry, and what it falls without.\n\n");
    for command in COMMANDS {
        text.push_str(&format!("  {:<58} {}\n", usage(command), command.about));
    }
    text.push_str("\nA design is a file, or - for standard input. Exit code 1: error findings, or points\nlacking; 2: cannot be read.\n");
    text
}
