//! `link`: a design as a fragment that links carry.

use loadbearing_engine::link;

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command =
    Command { name: "link", usage: "DESIGN.json", about: "The design as a link fragment.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let file = input::design_file(input::one(arguments, "a design file, or - for standard input")?)?;
    Ok(Answer::text(link::encode(&file) + "\n"))
}
