//! `import`: a design made of a drawing of another program, or the one that a picture holds.

use loadbearing_engine::formats::{self, Imported};
use loadbearing_engine::{read, write};

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
    let found = match formats::own_text(path, &bytes) {
        // A design is taken over as it is, and where it is none, its reader says where.
        Ok(Some(text)) => read(text)
            .map(|file| Imported { file, is_exact: true, notes: Vec::new() })
            .map_err(|problem| format!("{path}: {problem}"))?,
        Ok(None) => formats::import(&bytes, read).map_err(|problem| format!("{path}: {problem}"))?,
        Err(problem) => return Err(format!("{path}: {problem}").into()),
    };
    let remarks = found.notes.iter().map(|note| format!("{note}\n")).collect();
    Ok(Answer { remarks, ..Answer::text(write(&found.file)) })
}
