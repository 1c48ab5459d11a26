//! `template`: the design file of a template.

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command { name: "template", usage: "ID", about: "The design file of a template.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    Ok(Answer::text(input::template(input::one(arguments, "the id of a template")?)?))
}
