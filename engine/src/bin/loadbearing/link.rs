//! `link`: a design, an assignment or what is handed in, as a fragment that links carry.

use loadbearing_engine::assignment;
use loadbearing_engine::design::words::Word;
use loadbearing_engine::share::{Manner, Shown};
use loadbearing_engine::{link, read, read_assignment, read_submission};

use super::{Answer, Command, Refusal, input, lengths};

pub const COMMAND: Command = Command {
    name: "link",
    usage: "DESIGN.json [--view | --present | --embed] | --lengths",
    about: "The design (or assignment, or submission) as a link fragment; or how long links get.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--lengths", "--view", "--present", "--embed"])?;
    if words.options == ["--lengths"] && words.plain.is_empty() {
        return Ok(Answer::text(lengths::table()));
    }
    let manner = match words.options.as_slice() {
        [] => Manner::default(),
        [option] => Manner::from_word(option.trim_start_matches('-')).ok_or("expected --lengths alone")?,
        _ => return Err("expected one kind of link".into()),
    };
    let path: Vec<String> = words.plain.iter().map(|&word| word.to_owned()).collect();
    let text = input::text_file(input::one(&path, "a design file, or - for standard input")?)?;
    // The file says what it is; one that says nothing of that is read as a design, and refused as one.
    let fragment = match assignment::kind_of_file(&text) {
        Some(assignment::FileKind::Assignment) => link::encode_assignment(&read_assignment(&text)?),
        Some(assignment::FileKind::Submission) => link::encode_submission(&read_submission(&text)?),
        None => link::encode_shown(&read(&text)?, &Shown { manner, ..Shown::default() }),
    };
    Ok(Answer::text(fragment + "\n"))
}
