//! `schema`: the JSON Schema of design files.

use loadbearing_engine::schema;

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command { name: "schema", usage: "", about: "The JSON Schema of design files.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    Ok(Answer::text(schema()))
}
