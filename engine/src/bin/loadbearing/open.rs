//! `open`: the design file in a link.

use loadbearing_engine::{link, write};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command =
    Command { name: "open", usage: "LINK", about: "The design file in a link or fragment.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    Ok(Answer::text(write(&link::decode(input::one(arguments, "a link")?)?)))
}
