//! `calculators`: what calculators there are.

use loadbearing_engine::calculators;

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command =
    Command { name: "calculators", usage: "", about: "The calculators: id and title, a line each.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    let rows = calculators::ALL.iter().map(|calculator| [calculator.id.to_owned(), calculator.title.to_owned()]);
    Ok(Answer::text(readable::table(rows, "")))
}
