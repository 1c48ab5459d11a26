//! `kinds`: what kinds of components there are.

use loadbearing_engine::kinds::catalogue;

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command =
    Command { name: "kinds", usage: "", about: "The kinds of components: id and title, a line each.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    let rows = catalogue::ALL.iter().map(|kind| [kind.id.to_owned(), kind.name.to_owned()]);
    Ok(Answer::text(readable::table(rows, "")))
}
