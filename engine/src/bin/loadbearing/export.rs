//! `export`: a design as a drawing of another program.

use loadbearing_engine::DesignFile;
use loadbearing_engine::formats::{d2, drawio_out, mermaid_out};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "export",
    usage: "mermaid|d2|drawio DESIGN.json",
    about: "The design as a drawing of another program.",
    run,
};

/// What writes a drawing.
type Writer = fn(&DesignFile) -> String;

/// Programs by their words.
const WRITERS: [(&str, Writer); 3] = [
    ("mermaid", |file| mermaid_out::write(&file.design)),
    ("d2", |file| d2::write(&file.design)),
    ("drawio", drawio_out::write),
];

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let names = || WRITERS.iter().map(|(name, _)| *name);
    let known = names().collect::<Vec<_>>().join(", ");
    let Some((name, rest)) = arguments.split_first() else { return Err(format!("expected one of {known}").into()) };
    let writer = WRITERS.iter().find(|(word, _)| word == name).map(|(_, writer)| writer).ok_or_else(|| {
        let near = input::did_you_mean(name, names()).unwrap_or_default();
        format!("nothing is written for {name:?}, only for {known}{near}")
    })?;
    let file = input::design_file(input::one(rest, "a design file, or - for standard input")?)?;
    Ok(Answer::text(writer(&file)))
}
