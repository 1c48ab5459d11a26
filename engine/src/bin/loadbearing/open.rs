//! `open`: the file in a link.

use loadbearing_engine::assignment::{write_sealed, write_submission};
use loadbearing_engine::share::Shared;
use loadbearing_engine::{link, write};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "open",
    usage: "LINK",
    about: "The design file (or assignment, or submission) in a link or fragment.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    Ok(Answer::text(match link::open(input::one(arguments, "a link")?)? {
        Shared::Design { file, .. } => write(&file),
        Shared::Assignment(assignment) => write_sealed(&assignment),
        Shared::Submission(submission) => write_submission(&submission),
    }))
}
