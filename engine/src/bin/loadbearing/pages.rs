//! `pages`: what the app fetches or holds of the engine's texts, each in one JSON object.

use loadbearing_engine::{first_report, pages, template_texts};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "pages",
    usage: "[templates | first-report]",
    about: "What the app shows of the engine, as JSON: pages of rules and kinds, templates, the report of a first visit.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let text = match input::words(arguments, &[])?.plain.as_slice() {
        [] => pages(),
        ["templates"] => template_texts(),
        ["first-report"] => first_report(),
        [other, ..] => return Err(format!("expected nothing, templates or first-report, found {other:?}").into()),
    };
    text.map(Answer::text).map_err(|problem| Refusal(format!("it cannot be written: {problem}")))
}
