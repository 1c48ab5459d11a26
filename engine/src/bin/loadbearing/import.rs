//! `import`: a design made of a drawing of another program, or the one that a picture holds.

use loadbearing_engine::{formats, read, write};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "import",
    usage: "DRAWING",
    about: "A drawing of Mermaid, draw.io or Excalidraw, or a picture made here, as a design.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let path = input::one(arguments, "a drawing, or - for standard input")?;
    let bytes = input::bytes_of_file(path, formats::MOST_BYTES as u64 + 1)?;
    let found = formats::import(&bytes, read).map_err(|problem| format!("{path}: {problem}"))?;
    let remarks = found.notes.iter().map(|note| format!("{note}\n")).collect();
    Ok(Answer { remarks, ..Answer::text(write(&found.file)) })
}
