//! `evaluate`: the report of a design, with what happens when something breaks.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::Design;
use loadbearing_engine::report::{Down, Scenario};
use loadbearing_engine::{evaluate_in_full, evaluate_scenario, read};

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command = Command {
    name: "evaluate",
    usage: "DESIGN.json | --template ID [--json] [SCENARIO]",
    about: "The report, to read or as JSON. Scenario: --down ID|zone:1/3 --cold ID --load TIMES --spike ID=TIMES --slow ID=TIMES|+MS.",
    run,
};

/// Options that suppose something; each may be given several times.
pub const SUPPOSING: &[&str] = &["--down", "--cold", "--load", "--spike", "--slow"];

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let valued = input::valued(arguments, SUPPOSING)?;
    let words =
        input::words(&valued.rest, &["--json", "--template", "--down", "--cold", "--load", "--spike", "--slow"])?;
    let file = match (words.plain.as_slice(), words.options.contains(&"--template")) {
        ([id], true) => read(&input::template(id)?)?,
        ([path], false) => input::design_file(path)?,
        ([], true) => return Err("expected the id of a template behind --template".into()),
        ([], false) => return Err("expected a design file, - for standard input, or --template ID".into()),
        ([_, more, ..], _) => return Err(format!("expected one design, found also {more:?}").into()),
    };
    let scenario = scenario(&file.design, &valued.pairs)?;
    let mut report = evaluate_in_full(&file.design);
    if !scenario.is_empty() {
        report.outcome = Some(evaluate_scenario(&file.design, &scenario));
    }
    let text = if words.options.contains(&"--json") {
        serde_json::to_string_pretty(&report)? + "\n"
    } else {
        readable::report(&file.design, &report)
    };
    let errors = report.findings.iter().any(|finding| finding.severity == "error");
    Ok(Answer { errors, ..Answer::text(text) })
}

/// What those options suppose.
pub fn scenario(design: &Design, supposed: &[(&str, &str)]) -> Result<Scenario, Refusal> {
    let graph = Graph::new(design);
    let mut scenario = Scenario::default();
    for &(option, value) in supposed {
        match option {
            "--down" => scenario.down.push(Down::named(&graph, value).ok_or_else(|| nothing(&graph, value))?),
            "--cold" => scenario.cold.push(component(&graph, value)?),
            "--load" => scenario.load *= times(value)?,
            "--spike" => {
                let (id, factor) = pair(option, value)?;
                let ids = design.workload.journeys.iter().map(|journey| journey.id.as_str());
                if !ids.clone().any(|known| known == id) {
                    let rest = input::did_you_mean(id, ids).unwrap_or_default();
                    return Err(format!("there is no journey {id:?}{rest}").into());
                }
                scenario.journeys.insert(id.to_owned(), factor);
            }
            _ => match value.rsplit_once("=+") {
                Some((id, delay)) => {
                    let delay = times(delay.trim_end_matches("ms"))?;
                    scenario.delay_ms.insert(component(&graph, id)?, delay);
                }
                None => {
                    let (id, factor) = pair(option, value)?;
                    scenario.slow.insert(component(&graph, id)?, factor);
                }
            },
        }
    }
    // What is there may still have no such copies, no content or no time that it takes.
    let (_, unknown) = scenario.resolve(&graph);
    match unknown.as_slice() {
        [] => Ok(scenario),
        unknown => {
            Err(format!("the design has nothing like that to lose, empty or slow down: {}", unknown.join(", ")).into())
        }
    }
}

fn nothing(graph: &Graph<'_>, word: &str) -> Refusal {
    let places = graph.fates.iter().map(|fate| fate.place.id.as_str());
    let rest = input::did_you_mean(word, graph.nodes.iter().map(|node| node.id()).chain(places));
    let rest = rest.unwrap_or_else(|| {
        "; it takes the id of a component or place, FROM->TO, or ID:replica, ID:primary, ID:copies".to_owned()
    });
    format!("nothing is called {word:?}{rest}").into()
}

fn component(graph: &Graph<'_>, id: &str) -> Result<String, Refusal> {
    if graph.find(id).is_none() {
        let rest = input::did_you_mean(id, graph.nodes.iter().map(|node| node.id())).unwrap_or_default();
        return Err(format!("there is no component {id:?}{rest}").into());
    }
    Ok(id.to_owned())
}

fn pair<'a>(option: &str, value: &'a str) -> Result<(&'a str, f64), Refusal> {
    let (id, factor) = value.rsplit_once('=').ok_or_else(|| Refusal(format!("expected ID=TIMES behind {option}")))?;
    Ok((id, times(factor)?))
}

fn times(text: &str) -> Result<f64, Refusal> {
    let factor = text.parse::<f64>().ok().filter(|factor| factor.is_finite() && *factor >= 0.0);
    factor.ok_or_else(|| Refusal(format!("expected a number of times, found {text:?}")))
}
