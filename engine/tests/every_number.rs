//! Every number in the JSON of a report: each opens by its path to a working that gives it, or is no result, for one of
//! a few reasons.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod formula;

use std::collections::{BTreeMap, BTreeSet};

use formula::judge::judge;
use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::Design;
use loadbearing_engine::report::paths::{Opens, Plain, opens};
use loadbearing_engine::report::supposed::Supposed;
use loadbearing_engine::report::workings::{At, Number};
use loadbearing_engine::report::{Report, WhatIf};
use loadbearing_engine::{DesignFile, Evaluation, templates, write};
use serde_json::Value;

/// As a file holds it.
fn file(design: &Design) -> Value {
    serde_json::from_str(&write(&DesignFile { design: design.clone(), ..DesignFile::default() })).unwrap()
}

/// The numbers below a value, each with its path.
fn numbers(value: &Value, path: &str, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => found.push((path.to_owned(), number.as_f64().unwrap())),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, one)| numbers(one, &format!("{path}[{at}]"), found));
        }
        Value::Object(fields) => fields.iter().for_each(|(name, one)| {
            numbers(one, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, found);
        }),
        _ => {}
    }
}

/// Puts another value at a place of a design: `components[api].settings.rps_capacity`.
fn put(design: &Value, path: &str, value: f64) -> Value {
    let mut design = design.clone();
    let mut at = &mut design;
    let steps: Vec<&str> = path.split(['[', ']', '.']).filter(|step| !step.is_empty()).collect();
    for step in steps {
        at = match at {
            Value::Array(list) => {
                let name = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
                let named = list.iter().position(|one| {
                    name(one, "id") == step || format!("{}->{}", name(one, "from"), name(one, "to")) == step
                });
                let place = named.or_else(|| step.parse().ok()).unwrap();
                &mut list[place]
            }
            other => other.as_object_mut().unwrap().entry(step).or_insert(Value::Object(Default::default())),
        };
    }
    *at = value.into();
    design
}

/// A number of what follows from a scenario: its path, what is shown, and its name.
type Shown = (String, f64, Supposed);

/// What numbers of a report came to.
#[derive(Default)]
struct Tally {
    opened: usize,
    plain: BTreeMap<Plain, BTreeSet<String>>,
    closed: BTreeMap<String, String>,
}

/// A path without the places of lists, to name what does not open once.
fn shape(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in path.chars() {
        inside &= letter != ']';
        if !inside {
            text.push(letter);
        }
        inside |= letter == '[';
    }
    text
}

/// Opens every number of the report of a design, with what a scenario does to it. Of those at paths of the same shape one
/// in so many is recomputed; the others have to lead to something too.
fn open_all(
    (place, one_in): (&str, usize),
    design: &Design,
    scenario: &dyn Fn(&Evaluation<'_>) -> Scenario,
    tally: &mut Tally,
) {
    let mut design_file = file(design);
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let scenario = scenario(&evaluation);
    let mut report = loadbearing_engine::evaluate_in_full(design);
    report.outcome = Some(evaluation.outcome(&scenario));
    let written = serde_json::to_value(&report).unwrap();
    // What holds together is an end: that of callers, and of retries among them.
    design_file["report"] = serde_json::json!({ "balance": written["balance"], "components": written["components"] });
    let mut all = Vec::new();
    numbers(&written, "", &mut all);
    let mut judge_one = |path: &str, shown: f64, working: Option<_>, file: &Value| {
        let place = format!("{place}: {path}");
        let Some(working) = working else {
            tally.closed.entry(shape(path)).or_insert(format!("{place} = {shown} has no working"));
            return;
        };
        let value = judge(&serde_json::to_value(&working).unwrap(), file, &place);
        // A share of nearly 1 leaves few digits to what is missing, and a year has many minutes.
        let least = if path.ends_with("minutes_per_year") { 525_600.0 } else { 1.0 };
        assert!((value - shown).abs() <= 1e-9 * shown.abs() + 1e-13 * least, "{place}: {value}, shown {shown}");
        tally.opened += 1;
    };
    let mut supposed: Vec<(Scenario, Vec<Shown>)> = Vec::new();
    let mut plain = Vec::new();
    let mut closed = Vec::new();
    let mut of_shape: BTreeMap<String, usize> = BTreeMap::new();
    for (path, shown) in all {
        let opened = opens(&graph, &report, &written, &path);
        let count = of_shape.entry(shape(&path)).or_default();
        *count += 1;
        if opened.is_some() && *count % one_in != 1 % one_in {
            continue;
        }
        match opened {
            None => closed.push((path, shown)),
            Some(Opens::Plain(why)) => plain.push((why, path)),
            Some(Opens::Supposed(scenario, number)) => {
                let one = (path, shown, number);
                match supposed.iter_mut().find(|(known, _)| *known == *scenario) {
                    Some((_, numbers)) => numbers.push(one),
                    None => supposed.push((*scenario, vec![one])),
                }
            }
            Some(Opens::Number(number)) => {
                let mut file = design_file.clone();
                if let Number::AtEnd { setting, at, .. } = &number {
                    let end = if *at == At::Low { "low" } else { "high" };
                    let influence = report.sensitivity.iter().flatten().find(|one| one.setting == *setting).unwrap();
                    let written = serde_json::to_value(influence).unwrap();
                    if let Some(value) = written[end]["value"].as_f64() {
                        file["supposed"] = put(&design_file, setting, value);
                    }
                }
                if let Number::Factor(setting) = &number {
                    let influence = report.sensitivity.iter().flatten().find(|one| one.setting == *setting).unwrap();
                    let written = serde_json::to_value(influence).unwrap();
                    let both = ["low", "high"].map(|end| written[end]["value"].as_f64());
                    let holds = |value: f64| {
                        let mut file = design_file.clone();
                        file["supposed"] = put(&design_file, setting, value);
                        file
                    };
                    let working = evaluation.working(&number);
                    // It is known from which end the factor is by the value that its leaves say.
                    let text = serde_json::to_string(&working).unwrap();
                    let leaf = |value: &f64| text.contains(&format!("\"value\":{value:?},\"from\":\"supposed."));
                    let end = both.into_iter().flatten().find(leaf);
                    file = end.map_or(file, holds);
                    judge_one(&path, shown, working, &file);
                    continue;
                }
                judge_one(&path, shown, evaluation.working(&number), &file);
            }
            Some(other) => judge_one(&path, shown, evaluation.opened(&other), &design_file),
        }
    }
    for (scenario, numbers) in supposed {
        let mut file = design_file.clone();
        file["scenario"] = serde_json::to_value(&scenario).unwrap();
        file["outcome"] = serde_json::to_value(evaluation.outcome(&scenario)).unwrap();
        let supposition = evaluation.suppose(&scenario);
        for (path, shown, number) in numbers {
            judge_one(&path, shown, supposition.working(&number), &file);
        }
    }
    for (path, shown) in closed {
        tally.closed.entry(shape(&path)).or_insert(format!("{place}: {path} = {shown} opens to nothing"));
    }
    for (why, path) in plain {
        tally.plain.entry(why).or_default().insert(shape(&path));
    }
}

/// Twice the load, and the first of what can be lost is lost.
fn a_loss(evaluation: &Evaluation<'_>) -> Scenario {
    let mut table = WhatIf::begin(evaluation);
    table.step(evaluation);
    let down: Vec<Down> = table.losses.iter().flat_map(|loss| loss.scenario.down.clone()).collect();
    Scenario { down, load: 2.0, ..Scenario::default() }
}

/// Nothing but half as much again.
fn more_load(_: &Evaluation<'_>) -> Scenario {
    Scenario { load: 1.5, ..Scenario::default() }
}

#[test]
fn every_number_of_a_report_opens_or_is_no_result() {
    let mut tally = Tally::default();
    let worked = templates::find("url-shortener-worked").unwrap().design;
    open_all(("worked", 1), &worked, &a_loss, &mut tally);
    open_all(("worked, more of it", 1), &worked, &more_load, &mut tally);
    for id in ["chat-worked", "news-feed-twitter", "multi-region", "cascade-failure", "ticketmaster"] {
        let design = templates::find(id).unwrap().design;
        open_all((id, 3), &design, &a_loss, &mut tally);
    }
    let Tally { opened, plain, closed } = tally;
    let closed: Vec<&String> = closed.values().collect();
    assert!(closed.is_empty(), "{opened} open, {plain:#?}; but {closed:#?}");
    assert!(opened > 2_000, "only {opened} numbers");
}

/// A pool that scales itself, one of fixed size that is too small by day, and a store.
const A_DAY: &str = r#"{"format": "loadbearing/1", "workload": {"peak_minutes": 30, "journeys": [
      {"id": "read", "entry": "client", "operation": "read", "rate": {"per_second": 400}, "daily_curve":
        [1, 1, 1, 1, 1, 1, 2, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5, 6, 7, 4, 3, 2, 1, 1]},
      {"id": "write", "entry": "client", "operation": "write", "rate": {"per_day": 864000}}]},
    "requirements": {"target_utilization": 0.8, "cost_per_month": 500}, "prices": {"per_month": {"service": 70}},
    "components": [{"id": "client", "kind": "client-web"},
      {"id": "api", "kind": "service", "instances": 2, "settings": {"rps_capacity": 100, "autoscaling_max": 30,
        "autoscaling_delay_minutes": 45}},
      {"id": "job", "kind": "service", "instances": 3, "settings": {"rps_capacity": 150, "queue_limit": 20}}],
    "connections": [{"from": "client", "to": "api"}, {"from": "client", "to": "job", "mode": "async"}]}"#;

#[test]
fn every_number_of_a_day_opens() {
    let mut tally = Tally::default();
    let design = loadbearing_engine::read(A_DAY).unwrap().design;
    open_all(("a day", 1), &design, &more_load, &mut tally);
    assert!(tally.closed.is_empty(), "{:#?}", tally.closed);
    let places = &tally.plain[&Plain::Place];
    assert!(places.contains("day.pools.api.peak_shortage_minute"), "{places:?}");
}

/// Sixty components: eight services behind one gateway, each with a cache, a store, a search, and a queue with workers
/// that write to another store; all of them ask one for identities.
fn sixty() -> Design {
    let mut components = vec![
        r#"{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"},
           {"id": "gateway", "kind": "gateway", "instances": 2, "places": ["a", "b"]},
           {"id": "identity", "kind": "service", "instances": 3, "settings": {"rps_capacity": 9000}}"#
            .to_owned(),
    ];
    let mut connections = vec![r#"{"from": "client", "to": "lb"}, {"from": "lb", "to": "gateway"}"#.to_owned()];
    let mut journeys = Vec::new();
    for at in 0..8 {
        let operation = if at % 2 == 0 { "read" } else { "write" };
        journeys.push(format!(
            r#"{{"id": "j{at}", "entry": "client", "operation": "{operation}", "rate": {{"per_second": {}}},
                "response_bytes": 2000, "stored_bytes": 300}}"#,
            100 + 150 * at
        ));
        components.push(format!(
            r#"{{"id": "s{at}", "kind": "service", "instances": {}, "places": ["a", "b"]}},
               {{"id": "c{at}", "kind": "cache-distributed", "shards": 2}},
               {{"id": "d{at}", "kind": "sql", "replicas": 1, "places": ["a", "b"], "settings": {{"write_capacity": 400}}}},
               {{"id": "f{at}", "kind": "search"}}, {{"id": "q{at}", "kind": "queue"}},
               {{"id": "w{at}", "kind": "worker", "instances": 2}}, {{"id": "o{at}", "kind": "wide-column"}}"#,
            1 + at % 3
        ));
        connections.push(format!(
            r#"{{"from": "gateway", "to": "s{at}", "journeys": ["j{at}"]}},
               {{"from": "s{at}", "to": "c{at}"}}, {{"from": "s{at}", "to": "d{at}", "after_miss_in": "c{at}"}},
               {{"from": "s{at}", "to": "f{at}", "calls": 0.5, "required": false}}, {{"from": "s{at}", "to": "q{at}"}},
               {{"from": "q{at}", "to": "w{at}"}}, {{"from": "w{at}", "to": "o{at}"}},
               {{"from": "s{at}", "to": "identity"}}"#
        ));
    }
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{}]}}, "requirements": {{"availability": 0.999}},
           "places": [{{"id": "a", "kind": "zone"}}, {{"id": "b", "kind": "zone"}}],
           "components": [{}], "connections": [{}]}}"#,
        journeys.join(","),
        components.join(","),
        connections.join(",")
    );
    loadbearing_engine::read(&text).unwrap().design
}

#[test]
fn every_number_of_sixty_components_opens() {
    let mut tally = Tally::default();
    let design = sixty();
    assert_eq!(design.components.len(), 60);
    open_all(("sixty", 40), &design, &a_loss, &mut tally);
    assert!(tally.closed.is_empty(), "{} open; {:#?}", tally.opened, tally.closed.values());
    assert!(tally.opened > 200, "only {} numbers", tally.opened);
}

/// Three layers of twenty, each of which takes one of two of the next: too wide to be worked out exactly.
fn wide() -> Design {
    let (mut components, mut connections) = (Vec::new(), Vec::new());
    for layer in 0..3 {
        for at in 0..20 {
            let kind = if layer == 2 { "sql" } else { "service" };
            components.push(format!(r#"{{"id": "s{layer}-{at}", "kind": "{kind}"}}"#));
            if layer == 0 {
                connections.push(format!(r#"{{"from": "lb", "to": "s0-{at}"}}"#));
            }
            if layer < 2 {
                for next in [at, (at * 5 + 3) % 20] {
                    let to = format!("s{}-{next}", layer + 1);
                    connections.push(format!(r#"{{"from": "s{layer}-{at}", "to": "{to}", "group": "g"}}"#));
                }
            }
        }
    }
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "lb", "operation": "read",
             "rate": {{"per_second": 100}}}}]}},
           "components": [{{"id": "lb", "kind": "lb-l7"}}, {}], "connections": [{}]}}"#,
        components.join(","),
        connections.join(",")
    );
    loadbearing_engine::read(&text).unwrap().design
}

#[test]
fn what_is_drawn_at_random_opens_with_its_bounds_and_what_contributes() {
    let design = wide();
    let graph = Graph::new(&design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let report = Report { causes: Some(evaluation.all_causes()), ..evaluation.report() };
    assert_eq!(report.journeys["j"].method, "simulated");
    let written = serde_json::to_value(&report).unwrap();
    let file = file(&design);
    for path in [
        "journeys.j.availability",
        "journeys.j.interval",
        "journeys.j.unavailability_bounds.least",
        "journeys.j.unavailability_bounds.most",
        "causes.j.contributions[0].gain",
        "causes.j.contributions[0].interval",
    ] {
        let shown = written.pointer(&format!("/{}", path.replace(['.', '['], "/").replace(']', ""))).unwrap();
        let shown = shown.as_f64().unwrap();
        let opened = opens(&graph, &report, &written, path).and_then(|opens| evaluation.opened(&opens));
        let working = opened.unwrap_or_else(|| panic!("{path} = {shown} opens to nothing"));
        let value = judge(&serde_json::to_value(&working).unwrap(), &file, path);
        assert!((value - shown).abs() <= 1e-9 * shown.abs(), "{path}: {value}, shown {shown}");
    }
}
