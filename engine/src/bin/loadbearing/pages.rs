//! `pages`: the pages of all rules and kinds in one JSON object, as the app fetches them.

use loadbearing_engine::pages;

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command =
    Command { name: "pages", usage: "", about: "The pages of all rules and kinds, as JSON.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    pages().map(Answer::text).map_err(|problem| Refusal(format!("the pages cannot be written: {problem}")))
}
