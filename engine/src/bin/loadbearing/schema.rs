//! `schema`: the JSON Schemas of design files, assignments and submissions.

use loadbearing_engine::{assignment, schema};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "schema",
    usage: "[--assignment | --submission]",
    about: "The JSON Schema of design files, of assignments, or of what is handed in.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--assignment", "--submission"])?;
    match (words.plain.as_slice(), words.options.as_slice()) {
        ([], []) => Ok(Answer::text(schema())),
        ([], ["--assignment"]) => Ok(Answer::text(assignment::schema())),
        ([], ["--submission"]) => Ok(Answer::text(assignment::submission_schema())),
        ([], _) => Err("expected one schema at a time".into()),
        ([word, ..], _) => Err(format!("expected nothing more, found {word:?}").into()),
    }
}
