//! `rules`: what rules there are.

use loadbearing_engine::rules;

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command = Command { name: "rules", usage: "", about: "The rules: id and title, a line each.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    let rows = rules::all().map(|rule| [rule.id.to_owned(), rule.title.to_owned()]);
    Ok(Answer::text(readable::table(rows, "")))
}
