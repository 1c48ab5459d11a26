//! `assignments`: those that are ready, and the file of one.

use loadbearing_engine::assignment::{write, write_sealed};
use loadbearing_engine::design::words::Word;
use loadbearing_engine::{assignments, link};

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command = Command {
    name: "assignments",
    usage: "[ID | TASK.json [--sealed | --link]]",
    about: "Assignments that are ready; or the file of one, with hidden checks open, or to be given away.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--sealed", "--link"])?;
    match (words.plain.as_slice(), words.options.as_slice()) {
        ([], []) => {
            let rows = assignments::ALL.iter().filter_map(|(id, _)| {
                let found = assignments::find(id)?;
                let level = found.level.map_or("", Word::word);
                Some([(*id).to_owned(), format!("{level:<7} {}", found.title)])
            });
            Ok(Answer::text(readable::table(rows, "")))
        }
        ([word], options) => {
            let assignment = input::assignment(word)?;
            Ok(Answer::text(match options {
                [] => write(&assignment),
                ["--sealed"] => write_sealed(&assignment),
                ["--link"] => link::encode_assignment(&assignment) + "\n",
                _ => return Err("expected one of --sealed and --link".into()),
            }))
        }
        _ => Err("expected the id or the file of one assignment".into()),
    }
}
