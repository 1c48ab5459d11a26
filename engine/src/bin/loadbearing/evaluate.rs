//! `evaluate`: the report of a design.

use loadbearing_engine::{evaluate_in_full, read};

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command = Command {
    name: "evaluate",
    usage: "DESIGN.json | --template ID [--json]",
    about: "The report, to read or as JSON.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--json", "--template"])?;
    let file = match (words.plain.as_slice(), words.options.contains(&"--template")) {
        ([id], true) => read(input::template(id)?)?,
        ([path], false) => input::design_file(path)?,
        ([], true) => return Err("expected the id of a template behind --template".into()),
        ([], false) => return Err("expected a design file, - for standard input, or --template ID".into()),
        ([_, more, ..], _) => return Err(format!("expected one design, found also {more:?}").into()),
    };
    let report = evaluate_in_full(&file.design);
    let text = if words.options.contains(&"--json") {
        serde_json::to_string_pretty(&report)? + "\n"
    } else {
        readable::report(&file.design, &report)
    };
    Ok(Answer { text, errors: report.findings.iter().any(|finding| finding.severity == "error") })
}
