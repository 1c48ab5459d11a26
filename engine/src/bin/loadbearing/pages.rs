//! `pages`: what the app fetches or holds of what the engine says: texts in one JSON object, a report as bytes.

use loadbearing_engine::{
    assignment_texts, calculators_described, first_design, first_report, packed, pages, rules, template_texts,
};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "pages",
    usage: "[templates | assignments | calculators | first-design | first-report | rule-ids]",
    about: "What the app shows of the engine: pages of rules and kinds, templates, assignments or calculators as JSON, the first report as bytes.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let text = match input::words(arguments, &[])?.plain.as_slice() {
        [] => pages(),
        ["templates"] => template_texts(),
        ["assignments"] => assignment_texts(),
        ["calculators"] => calculators_described(),
        ["rule-ids"] => {
            let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
            return Ok(Answer::bytes((ids.join("\n") + "\n").into_bytes()));
        }
        ["first-design"] => return Ok(Answer::bytes(packed::pack(&first_design()))),
        ["first-report"] => return Ok(Answer::bytes(packed::pack(&first_report()))),
        [other, ..] => {
            let known = "nothing, templates, assignments, calculators, first-design or first-report";
            return Err(format!("expected {known}, found {other:?}").into());
        }
    };
    text.map(Answer::text).map_err(|problem| Refusal(format!("it cannot be written: {problem}")))
}
