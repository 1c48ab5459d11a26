//! `pages`: what the app fetches or holds of what the engine says: texts in one JSON object, a report as bytes.

use std::collections::BTreeMap;

use loadbearing_engine::{
    assignment_texts, calculators_described, first_design, first_report, knowledge, packed, pages, practice, reference,
    rules, template_texts,
};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "pages",
    usage: "[templates | assignments | calculators | knowledge | practice | documents | first-design | first-report | rule-ids]",
    about: "What the app shows of the engine: pages of rules and kinds, templates, assignments, calculators or the reference as JSON, the first report as bytes.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let text = match input::words(arguments, &[])?.plain.as_slice() {
        [] => pages(),
        ["templates"] => template_texts(),
        ["assignments"] => assignment_texts(),
        ["calculators"] => calculators_described(),
        ["knowledge"] => return Ok(Answer::text(reference()?)),
        ["practice"] => return Ok(Answer::text(practice()?)),
        ["documents"] => return Ok(Answer::bytes(in_a_row(&knowledge::documents()?))),
        ["rule-ids"] => {
            let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
            return Ok(Answer::bytes((ids.join("\n") + "\n").into_bytes()));
        }
        ["first-design"] => return Ok(Answer::bytes(packed::pack(&first_design()))),
        ["first-report"] => return Ok(Answer::bytes(packed::pack(&first_report()))),
        [other, ..] => {
            let known = "nothing, templates, assignments, calculators, knowledge, practice, documents, first-design or first-report";
            return Err(format!("expected {known}, found {other:?}").into());
        }
    };
    text.map(Answer::text).map_err(|problem| Refusal(format!("it cannot be written: {problem}")))
}

/// Files one after another: before each a line with its length in bytes and its name.
fn in_a_row(files: &BTreeMap<String, String>) -> Vec<u8> {
    let file = |(name, text): (&String, &String)| format!("{} {name}\n{text}", text.len()).into_bytes();
    files.iter().flat_map(file).collect()
}
