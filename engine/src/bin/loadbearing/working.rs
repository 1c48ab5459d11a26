//! `working`: how a figure of the report comes about, by its path in the report as `evaluate --json` writes it.

use std::fmt::Write as _;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::working::{InputOrigin, Working};
use loadbearing_engine::report::paths::{Opens, opens};
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{Report, WhatIf};
use loadbearing_engine::{Evaluation, read};

use super::calculate::{exact, explained};
use super::readable::{Names, unbounded};
use super::{Answer, Command, Refusal, evaluate, input};

pub const COMMAND: Command = Command {
    name: "working",
    usage: "FIGURE DESIGN.json | FIGURE --template ID [--json] [SCENARIO]",
    about: "How a figure comes about, by its path in `evaluate --json`: journeys.read.latency_ms.p99.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let valued = input::valued(arguments, evaluate::SUPPOSING)?;
    let words = input::words(&valued.rest, &["--json", "--template"])?;
    let (path, file) = match (words.plain.as_slice(), words.options.contains(&"--template")) {
        ([path, id], true) => (*path, read(&input::template(id)?)?),
        ([path, file], false) => (*path, input::design_file(file)?),
        _ => return Err("expected a figure such as journeys.read.latency_ms.p99, and one design".into()),
    };
    let scenario = evaluate::scenario(&file.design, &valued.pairs)?;
    let graph = Graph::new(&file.design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let report = Report {
        outcome: (!scenario.is_empty()).then(|| evaluation.outcome(&scenario)),
        ..with_part(&evaluation, path)
    };
    let opened = opens(&graph, &report, &serde_json::to_value(&report)?, path);
    let opened = opened.ok_or_else(|| Refusal(format!("no figure opens at {path:?}{}", hint(&report, path))))?;
    if let Opens::Plain(plain) = opened {
        return Err(format!("{path}: there is nothing to open: {}", plain.reason()).into());
    }
    let working = evaluation.opened(&opened).ok_or_else(|| {
        let why = "it is not known, or takes too many steps to write out; `evaluate` says which";
        Refusal(format!("{path}: there is no number to open: {why}"))
    })?;
    if words.options.contains(&"--json") {
        return Ok(Answer::text(serde_json::to_string_pretty(&working)? + "\n"));
    }
    let journey = match &opened {
        Opens::Number(Number::Latency(id) | Number::Percentile(id, _)) => report.journeys.get(id),
        _ => None,
    };
    let because = journey.and_then(|journey| unbounded(&Names::of(&file.design), &report, journey));
    let headline =
        because.map_or_else(|| format!("{path} = {}", exact(working.value)), |why| format!("{path} is {why}"));
    Ok(Answer::text(readable(&headline, &working)))
}

/// The report, with the part that a path leads into where that is not made unasked.
fn with_part(evaluation: &Evaluation<'_>, path: &str) -> Report {
    let mut report = evaluation.report_in_full();
    match path.split(['.', '[']).next() {
        Some("causes") => report.causes = Some(evaluation.all_causes()),
        Some("sensitivity" | "sensitivity_left_out") => {
            let (influences, left_out) = evaluation.sensitivity();
            (report.sensitivity, report.sensitivity_left_out) = (Some(influences), left_out);
        }
        Some("what_if" | "what_if_left_out") => {
            let mut table = WhatIf::begin(evaluation);
            while table.step(evaluation) {}
            (report.what_if, report.what_if_left_out) = (Some(table.losses), table.left_out);
        }
        _ => {}
    }
    report
}

/// What could be meant.
fn hint(report: &Report, path: &str) -> String {
    if path.starts_with("outcome") && report.outcome.is_none() {
        return "; an outcome takes a scenario, such as --load 2 or --down ID".to_owned();
    }
    "; any number does that `evaluate --json` prints, by its path: journeys.ID.latency_ms.p99, \
     components.ID.peak.total, queues[0].backlog, findings[0].limit, causes.ID.contributions[0].gain, \
     sensitivity[0].low.load_factor_at_saturation, what_if[1].over_capacity[0].utilization"
        .to_owned()
}

fn readable(headline: &str, working: &Working) -> String {
    let mut text = format!("{headline}\n");
    explained(&mut text, working, 1, &mut Vec::new(), &|origin| match origin {
        InputOrigin::Design { from } if from == "above" => " (as above)".to_owned(),
        InputOrigin::Design { from } if from == "constant" => String::new(),
        InputOrigin::Design { from } => format!(" ({from})"),
        InputOrigin::Own { from, source } => format!(" ({from}: {source})"),
        InputOrigin::Default { source } => format!(" (default, {source})"),
        InputOrigin::Working { working } if working.varies => " on average".to_owned(),
        InputOrigin::Working { .. } => String::new(),
    });
    let _ = writeln!(text, "\nTimes that vary are told by their mean.");
    text
}
