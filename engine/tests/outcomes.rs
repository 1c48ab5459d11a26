//! Every number of the outcome of a scenario, recomputed as those of the report are: each formula is worked out over its
//! inputs, down to the leaves, and each leaf is looked up: in the design, in what was supposed, in the outcome.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod formula;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/uneven.rs"]
mod uneven;

use std::collections::BTreeMap;

use formula::judge::{assert_close, judge};
use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::capacity::Role;
use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::analysis::stations::service_time;
use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::report::supposed::{OfCall, OfStrain, Supposed};
use loadbearing_engine::report::workings::{Number, OfQueue, When, Which};
use loadbearing_engine::report::{JourneyOutcome, WhatIf};
use loadbearing_engine::{DesignFile, Evaluation, templates, write};
use serde_json::Value;

/// A number of an outcome with what is shown: as it is then, and as it was before.
enum Shown {
    Then(Supposed, f64),
    Before(Number, f64),
}

fn which(name: &str) -> Which {
    match name {
        "reads" => Which::Reads,
        "writes" => Which::Writes,
        "total" => Which::Both,
        other => panic!("{other} is no rate"),
    }
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn role(word: &str) -> Role {
    Role::of_word(word).unwrap()
}

fn over(found: &mut Vec<(Shown, Value)>, over: &Value, wave: usize) {
    for one in over.as_array().unwrap() {
        let component = one["component"].as_str().unwrap().to_owned();
        let role = role(one["role"].as_str().unwrap());
        let then = Supposed::Over { component: component.clone(), role, wave };
        found.push((Shown::Then(then, 0.0), one["utilization"].clone()));
        found.push((Shown::Then(Supposed::OverBefore { component, role }, 0.0), one["before"].clone()));
    }
}

/// What callers make of a component.
fn strain(found: &mut Vec<(Shown, Value)>, id: &str, strain: &Value) {
    let number = |of, before| Shown::Then(Supposed::Strain { component: id.to_owned(), of, before }, 0.0);
    for (field, value) in fields(strain) {
        let of = match field {
            "takes_ms" | "takes_ms_before" => OfStrain::Takes,
            "attempts" | "attempts_before" => OfStrain::Attempts,
            "utilization" => OfStrain::Utilization,
            "places" => {
                found.push((number(OfStrain::Wanted, false), value["wanted"].clone()));
                found.push((number(OfStrain::Wanted, true), value["wanted_before"].clone()));
                found.push((number(OfStrain::Room, false), value["room"].clone()));
                continue;
            }
            // What the balance gives: inputs of others.
            "stays_ms" | "stays_ms_before" | "attempted" => continue,
            other => panic!("components.{id}.strain.{other}: say here what its working is"),
        };
        found.push((number(of, field.ends_with("_before")), value.clone()));
    }
}

/// What becomes of the calls over a connection.
fn calls(found: &mut Vec<(Shown, Value)>, graph: &Graph<'_>, call: &Value) {
    let is_it = |of: &loadbearing_engine::design::Connection| {
        of.from == call["from"] && of.to == call["to"] && of.id.as_deref() == call["id"].as_str()
    };
    let edges: Vec<usize> = graph.edges.iter().filter(|edge| is_it(edge.connection)).map(|edge| edge.index).collect();
    // Parallel ones without a name are not told apart.
    let [place] = edges[..] else { return };
    let number = |of, before| Shown::Then(Supposed::Call { place, of, before }, 0.0);
    for (field, value) in fields(call) {
        let of = match field {
            "late" | "late_before" => OfCall::Late,
            "attempts" | "attempts_before" => OfCall::Attempts,
            "held_ms" | "held_ms_before" => OfCall::Held,
            "failure" => OfCall::Failure,
            "probes" => OfCall::Probes,
            "probe_failure" => OfCall::ProbeFailure,
            "open_share" => OfCall::OpenShare,
            "pool" => {
                found.push((number(OfCall::Wanted, false), value["wanted"].clone()));
                found.push((number(OfCall::Wanted, true), value["wanted_before"].clone()));
                found.push((number(OfCall::Room, false), value["room"].clone()));
                continue;
            }
            // What the balance gives: an input of others.
            "calls" | "calls_before" | "from" | "to" | "id" | "breaker_open" => continue,
            other => panic!("calls: {other}: say here what its working is"),
        };
        found.push((number(of, field.ends_with("_before")), value.clone()));
    }
}

/// The numbers of an outcome. A field that is new stops here until it is named.
fn numbers(graph: &Graph<'_>, outcome: &Value) -> Vec<Shown> {
    let mut found: Vec<(Shown, Value)> = Vec::new();
    let then = |number| Shown::Then(Supposed::Then(number), 0.0);
    for (id, journey) in fields(&outcome["journeys"]) {
        for (field, value) in fields(journey) {
            let number = match field {
                "peak" => then(Number::Journey(id.to_owned(), When::Peak)),
                "carried" | "carried_before" => {
                    Shown::Then(Supposed::Carried { journey: id.to_owned(), before: field != "carried" }, 0.0)
                }
                "state" | "in_cascade" | "failed_before" | "lacks" | "without" | "over_capacity" => continue,
                "answered" | "answered_before" => {
                    Shown::Then(Supposed::Answered { journey: id.to_owned(), before: field != "answered" }, 0.0)
                }
                // Read from distributions, as those of the report are.
                "latency_ms" | "latency_ms_before" => continue,
                other => panic!("journeys.{id}.{other}: say here what its working is"),
            };
            found.push((number, value.clone()));
        }
    }
    for (id, component) in fields(&outcome["components"]) {
        for (field, value) in fields(component) {
            match field {
                "peak" | "peak_before" => {
                    for (name, value) in fields(value) {
                        let number = Number::Arriving(id.to_owned(), When::Peak, which(name));
                        found.push((
                            if field == "peak" { then(number) } else { Shown::Before(number, 0.0) },
                            value.clone(),
                        ));
                    }
                }
                "utilization" => found.push((then(Number::Utilization(id.to_owned())), value.clone())),
                "utilization_before" => {
                    found.push((Shown::Before(Number::Utilization(id.to_owned()), 0.0), value.clone()));
                }
                "roles" => {
                    for (at, role) in value.as_array().unwrap().iter().enumerate() {
                        for (name, value) in fields(role) {
                            let number = match name {
                                "utilization" => Number::RoleUtilization(id.to_owned(), at),
                                "role" => continue,
                                name => Number::RoleRate(id.to_owned(), at, which(name)),
                            };
                            found.push((then(number), value.clone()));
                        }
                    }
                }
                "strain" => strain(&mut found, id, value),
                "state" | "falls_in_wave" => {}
                other => panic!("components.{id}.{other}: say here what its working is"),
            }
        }
    }
    for (edge, connection) in graph.edges.iter().zip(outcome["connections"].as_array().unwrap()) {
        found.push((then(Number::Connection(edge.index, When::Average)), connection["average"].clone()));
        found.push((then(Number::Connection(edge.index, When::Peak)), connection["peak"].clone()));
    }
    over(&mut found, &outcome["over_capacity"], 0);
    for (at, wave) in outcome["cascade"].as_array().unwrap().iter().enumerate() {
        over(&mut found, wave, at + 1);
    }
    for call in outcome["calls"].as_array().into_iter().flatten() {
        calls(&mut found, graph, call);
    }
    for queue in outcome["queues"].as_array().into_iter().flatten() {
        let (id, consumer) = (queue["queue"].as_str().unwrap(), queue["consumer"].as_str());
        for (field, of) in [
            ("average", OfQueue::Average),
            ("peak", OfQueue::Peak),
            ("pace", OfQueue::Pace),
            ("growth", OfQueue::Growth),
            ("backlog", OfQueue::Backlog),
            ("lag_seconds", OfQueue::Lag),
            ("drain_seconds", OfQueue::Drain),
        ] {
            let number = Number::Queue(id.to_owned(), consumer.map(str::to_owned), of);
            found.push((then(number), queue[field].clone()));
        }
    }
    let known = |(shown, value): (Shown, Value)| {
        let value = value.as_f64()?;
        Some(match shown {
            Shown::Then(number, _) => Shown::Then(number, value),
            Shown::Before(number, _) => Shown::Before(number, value),
        })
    };
    found.into_iter().filter_map(known).collect()
}

/// Judges every number of what scenarios do to a design; how many there were.
fn judge_all(place: &str, design: &Design, scenarios: &dyn Fn(&Evaluation<'_>) -> Vec<Scenario>) -> usize {
    let text = write(&DesignFile { design: design.clone(), ..DesignFile::default() });
    let file: Value = serde_json::from_str(&text).unwrap();
    let graph = Graph::new(design);
    let evaluation = Evaluation::begin(&graph);
    let mut count = 0;
    for scenario in scenarios(&evaluation) {
        let outcome = serde_json::to_value(evaluation.outcome(&scenario)).unwrap();
        let mut file = file.clone();
        file["scenario"] = serde_json::to_value(&scenario).unwrap();
        file["outcome"] = outcome.clone();
        let supposition = evaluation.suppose(&scenario);
        let mut known: BTreeMap<String, ()> = BTreeMap::new();
        for shown in numbers(&graph, &outcome) {
            let (name, working, value) = match &shown {
                Shown::Then(number, value) => (format!("{number:?}"), supposition.working(number), *value),
                Shown::Before(number, value) => (format!("before: {number:?}"), evaluation.working(number), *value),
            };
            if known.insert(name.clone(), ()).is_some() {
                continue;
            }
            let place = format!("{place}: {}: {name}", serde_json::to_string(&scenario).unwrap());
            let working = working.unwrap_or_else(|| panic!("{place} has no working, but is shown as {value}"));
            assert_close(judge(&serde_json::to_value(&working).unwrap(), &file, &place), value, &place);
            count += 1;
        }
    }
    count
}

/// Each single loss, and some of them together with more load.
fn losses(evaluation: &Evaluation<'_>) -> Vec<Scenario> {
    let mut table = WhatIf::begin(evaluation);
    while table.step(evaluation) {}
    let mut scenarios: Vec<Scenario> = table.losses.into_iter().map(|loss| loss.scenario).collect();
    let journeys = evaluation.graph.design.workload.journeys.iter().take(1);
    let journeys: BTreeMap<String, f64> = journeys.map(|journey| (journey.id.clone(), 4.0)).collect();
    let down: Vec<Down> = scenarios.iter().flat_map(|loss| loss.down.clone()).step_by(3).take(2).collect();
    let cold = scenarios.iter().flat_map(|loss| loss.cold.clone()).take(1).collect();
    scenarios.push(Scenario { load: 2.5, journeys, ..Scenario::default() });
    if evaluation.graph.fates.is_empty() {
        scenarios.push(Scenario::of(Down::Zone { zone: 2, of: 3 }));
    }
    scenarios.push(Scenario { down, cold, load: 3.0, ..Scenario::default() });
    scenarios
}

/// The same with somebody slow.
fn some_slow(evaluation: &Evaluation<'_>) -> Vec<Scenario> {
    let mut scenarios = some_losses(evaluation);
    let mut slow = Scenario::default();
    for (at, node) in evaluation.graph.nodes.iter().enumerate() {
        if at % 2 == 0 && service_time(node).is_some() {
            slow.slow.insert(node.id().to_owned(), 20.0);
        }
        if at % 3 == 0 {
            slow.delay_ms.insert(node.id().to_owned(), 30.0);
        }
    }
    scenarios.push(slow);
    scenarios
}

/// The same design with callers that lose patience, try again, break circuits and have room for so many.
fn impatient(mut design: Design, numbers: &[u32]) -> Design {
    let mut dice = numbers.iter().cycle().copied();
    let mut one_in = |count: u32| dice.next().is_some_and(|number| number % count == 0);
    for connection in &mut design.connections {
        let mut set = |name: &str, value: Setting| connection.settings.insert(name.to_owned(), value);
        if one_in(2) {
            set("timeout_ms", Setting::Number(if one_in(2) { 20.0 } else { 200.0 }));
        }
        if one_in(2) {
            set("retries", Setting::Number(2.0));
        }
        if one_in(3) {
            set("retry_backoff", Setting::Text("exponential".to_owned()));
            set("retry_wait_ms", Setting::Number(50.0));
        }
        if one_in(3) {
            set("circuit_breaker", Setting::Switch(true));
        }
        if one_in(4) {
            set("bulkhead", Setting::Switch(true));
        }
        if one_in(4) {
            set("pool_size", Setting::Number(3.0));
        }
    }
    for component in &mut design.components {
        let kind = loadbearing_engine::kinds::find(&component.kind).unwrap();
        if kind.setting("concurrency").is_some() && one_in(3) {
            component.settings.insert("concurrency".to_owned(), Setting::Number(5.0));
        }
    }
    design
}

/// Some of them, because templates are large.
fn some_losses(evaluation: &Evaluation<'_>) -> Vec<Scenario> {
    let all = losses(evaluation);
    let step = 1 + all.len() / 12;
    let last = all.len().saturating_sub(2);
    all.iter().enumerate().filter(|(at, _)| at % step == 0 || *at >= last).map(|(_, one)| one.clone()).collect()
}

#[test]
fn every_number_of_what_scenarios_do_to_templates_is_what_its_working_gives() {
    let each = templates::ALL.iter().map(|(id, _)| judge_all(id, &templates::find(id).unwrap().design, &some_losses));
    let count: usize = each.sum();
    assert!(count > 5_000, "only {count} numbers");
}

#[test]
fn every_number_of_what_scenarios_do_to_any_design_is_what_its_working_gives() {
    // The same numbers in every run.
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 4096
    };
    for case in 0..150 {
        let numbers: Vec<u32> = (0..20 + case % 180).map(|_| next()).collect();
        judge_all(&format!("case {case}"), &generate::design(&numbers), &losses);
        let uneven = uneven::with_uneven_shards(generate::design(&numbers), &numbers);
        if case % 3 == 0 {
            judge_all(&format!("uneven {case}"), &uneven, &losses);
        }
    }
}

#[test]
fn every_number_of_what_callers_make_of_it_is_what_its_working_gives() {
    let mut state = 11_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 4096
    };
    for case in 0..10 {
        let numbers: Vec<u32> = (0..20 + 16 * case).map(|_| next()).collect();
        let design = impatient(generate::design(&numbers), &numbers);
        judge_all(&format!("impatient {case}"), &design, &some_slow);
    }
}

#[test]
fn each_row_of_the_table_of_losses_says_what_the_scenario_of_that_loss_says() {
    for (id, _) in templates::ALL {
        let design = templates::find(id).unwrap().design;
        let graph = Graph::new(&design);
        let evaluation = Evaluation::begin(&graph);
        let mut table = WhatIf::begin(&evaluation);
        while table.step(&evaluation) {}
        let step = 1 + table.losses.len() / 25;
        for loss in table.losses.iter().step_by(step) {
            let outcome = evaluation.outcome(&loss.scenario);
            let place = format!("{id}: {} {}", loss.subject, loss.what);
            let open = || outcome.journeys.iter().filter(|(_, journey)| !journey.failed_before);
            let those = |state: &dyn Fn(&JourneyOutcome) -> bool| -> Vec<&String> {
                open().filter(|(_, journey)| state(journey)).map(|(id, _)| id).collect()
            };
            assert_eq!(loss.fails.iter().collect::<Vec<_>>(), those(&|one| one.state == "fails"), "{place}");
            let in_the_end = those(&|one| one.state != "fails" && one.in_cascade == "fails");
            assert_eq!(loss.fails_in_cascade.iter().collect::<Vec<_>>(), in_the_end, "{place}");
            let degraded = open().filter(|(_, journey)| journey.state == "degraded");
            let degraded: Vec<_> =
                degraded.map(|(id, one)| (id.clone(), one.without.clone(), one.carried, one.carried_before)).collect();
            let rows = loss.degraded.iter();
            let rows: Vec<_> =
                rows.map(|one| (one.journey.clone(), one.without.clone(), one.carried, one.carried_before)).collect();
            assert_eq!(rows, degraded, "{place}");
            assert_eq!((&loss.over_capacity, &loss.cascade), (&outcome.over_capacity, &outcome.cascade), "{place}");
            for one in &loss.takes_over {
                let then = &outcome.components[&one.component];
                assert_eq!(
                    (Some(one.peak), Some(one.before)),
                    (then.peak.map(|rate| rate.total), then.peak_before.map(|rate| rate.total)),
                    "{place}"
                );
            }
            for (ids, state) in [(&loss.takes_down, "fails"), (&loss.unreached, "unreached")] {
                assert!(ids.iter().all(|id| outcome.components[id].state == state), "{place}: {ids:?}");
            }
        }
    }
}

#[test]
fn what_is_left_of_a_pool_opens_to_its_copies_and_to_what_was_supposed() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "lb", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 3}]},
        "components": [{"id": "lb", "kind": "lb-l7"},
            {"id": "api", "kind": "server", "instances": 4, "settings": {"rps_capacity": 100}}],
        "connections": [{"from": "lb", "to": "api"}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let graph = Graph::new(&design);
    let evaluation = Evaluation::begin(&graph);
    let lost = Down::Copies { component: "api".to_owned(), role: Role::Copies, count: 1 };
    let scenario = Scenario { load: 2.0, ..Scenario::of(lost) };
    let number = Supposed::Then(Number::Utilization("api".to_owned()));
    let found = evaluation.working_if(&scenario, &number).unwrap();
    assert_close(found.value, 2.0, "600 a second on three copies of 100");
    let text = format!("{found:?}");
    for part in ["scenario.load", "scenario.down[0].copies.count", "components[api].instances", "peak_factor"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let carried = Supposed::Carried { journey: "j".to_owned(), before: false };
    assert_close(evaluation.working_if(&scenario, &carried).unwrap().value, 0.5, "half of it");
}
