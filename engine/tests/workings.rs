//! Every number of the report, recomputed: each formula is parsed and worked out over its inputs, down to the leaves,
//! and each leaf is looked up in the design.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod formula;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "workings/held.rs"]
mod held;
#[path = "workings/times.rs"]
mod times;
#[path = "properties/together.rs"]
mod together;

use formula::judge::{assert_close, judge};
use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::working::Working;
use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::kinds;
use loadbearing_engine::report::workings::{Number, OfBalance, OfQueue, OfRetries, Percentile, When, Which, working};
use loadbearing_engine::{DesignFile, Evaluation, evaluate, templates, write};
use serde_json::Value;

fn designs() -> impl Iterator<Item = (&'static str, Design)> {
    templates::ALL.iter().map(|(id, _)| (*id, templates::find(id).unwrap().design))
}

/// As a file holds it.
fn file(design: &Design) -> Value {
    serde_json::from_str(&write(&DesignFile { design: design.clone(), ..DesignFile::default() })).unwrap()
}

/// The numbers of a report, each with its value. A field that is new stops here until it is named.
fn numbers(graph: &Graph<'_>, report: &Value) -> Vec<(Number, f64)> {
    let mut found: Vec<(Number, &Value)> = Vec::new();
    let fields = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let which = |name: &str| match name {
        "reads" => Which::Reads,
        "writes" => Which::Writes,
        "total" => Which::Both,
        other => panic!("{other} is no rate"),
    };
    for (id, component) in report["components"].as_object().unwrap() {
        for (field, value) in component.as_object().unwrap() {
            match field.as_str() {
                "average" | "peak" => {
                    let when = if field == "peak" { When::Peak } else { When::Average };
                    for name in fields(value).keys() {
                        found.push((Number::Arriving(id.clone(), when, which(name)), &value[name.as_str()]));
                    }
                }
                "capacity" => {
                    for name in fields(value).keys() {
                        found.push((Number::Capacity(id.clone(), which(name)), &value[name.as_str()]));
                    }
                }
                "utilization" => found.push((Number::Utilization(id.clone()), value)),
                "needed" => {
                    found.push((Number::NeededAtFull(id.clone()), &value["at_full"]));
                    found.push((Number::Needed(id.clone()), &value["at_target"]));
                }
                "roles" => {
                    for (at, role) in value.as_array().unwrap().iter().enumerate() {
                        found.push((Number::RoleRate(id.clone(), at, Which::Reads), &role["reads"]));
                        found.push((Number::RoleRate(id.clone(), at, Which::Writes), &role["writes"]));
                        found.push((Number::RoleUtilization(id.clone(), at), &role["utilization"]));
                    }
                }
                "assumed" => {}
                "retries" => {
                    let whole = |of| Number::Retries(id.clone(), of);
                    found.push((Number::Arriving(id.clone(), When::Peak, Which::Both), &value["first"]));
                    found.push((whole(OfRetries::Worst), &value["worst"]));
                    found.push((whole(OfRetries::SettlesAt), &value["settles_at"]));
                    found.push((whole(OfRetries::Answered), &value["answered"]));
                    found.push((whole(OfRetries::CollapsesAbove), &value["collapses_above"]));
                }
                other => panic!("components.{id}.{other}: say here what its working is"),
            }
        }
    }
    for (edge, connection) in graph.edges.iter().zip(report["connections"].as_array().unwrap()) {
        found.push((Number::Connection(edge.index, When::Average), &connection["average"]));
        found.push((Number::Connection(edge.index, When::Peak), &connection["peak"]));
    }
    for (id, journey) in report["journeys"].as_object().unwrap() {
        for (field, value) in journey.as_object().unwrap() {
            let id = id.clone();
            let number = match field.as_str() {
                "average" => Number::Journey(id, When::Average),
                "peak" => Number::Journey(id, When::Peak),
                "sustainable" => Number::Sustainable(id),
                "availability" => Number::Availability(id),
                "availability_at_peak" => Number::AvailabilityAtPeak(id),
                "unavailability" => Number::Unavailability(id),
                "interval" => Number::Interval(id),
                "latency_ms" => {
                    found.push((Number::Latency(id.clone()), &value["mean"]));
                    for (name, which) in [("p50", Percentile::P50), ("p95", Percentile::P95), ("p99", Percentile::P99)]
                    {
                        found.push((Number::Percentile(id.clone(), which), &value[name]));
                    }
                    continue;
                }
                "latency" => {
                    for (place, part) in value["parts"].as_array().into_iter().flatten().enumerate() {
                        let number = |share| Number::LatencyPart { journey: id.clone(), place, share };
                        found.push((number(false), &part["mean_ms"]));
                        found.push((number(true), &part["share"]));
                    }
                    for hedge in value["hedges"].as_array().into_iter().flatten() {
                        let connection = hedge["connection"].as_str().unwrap().to_owned();
                        let number =
                            |extra| Number::Hedge { journey: id.clone(), connection: connection.clone(), extra };
                        found.push((number(false), &hedge["sent_twice"]));
                        found.push((number(true), &hedge["extra"]));
                    }
                    continue;
                }
                "retries" => {
                    for made in value.as_array().unwrap() {
                        let component = made["component"].as_str().unwrap().to_owned();
                        found.push((Number::MostAttempts(id.clone(), component.clone()), &made["most"]));
                        found.push((Number::Attempts(id.clone(), component), &made["amplification"]));
                    }
                    continue;
                }
                "bottleneck" | "tied_with" | "method" => continue,
                other => panic!("journeys.{id}.{other}: say here what its working is"),
            };
            found.push((number, value));
        }
    }
    for queue in report["queues"].as_array().into_iter().flatten() {
        let (id, consumer) = (queue["queue"].as_str().unwrap(), queue["consumer"].as_str());
        for (field, value) in queue.as_object().unwrap() {
            let of = match field.as_str() {
                "average" => OfQueue::Average,
                "peak" => OfQueue::Peak,
                "pace" => OfQueue::Pace,
                "growth" => OfQueue::Growth,
                "backlog" => OfQueue::Backlog,
                "lag_seconds" => OfQueue::Lag,
                "drain_seconds" => OfQueue::Drain,
                // Words, and counts of the design.
                "queue" | "consumer" | "limited_by" | "idle_copies" | "state" | "bounded" => continue,
                "peak_minutes" | "peak_minutes_assumed" | "method" | "approximations" => continue,
                other => panic!("queues: {other}: say here what its working is"),
            };
            found.push((Number::Queue(id.to_owned(), consumer.map(str::to_owned), of), value));
        }
    }
    for (id, pool) in report["day"]["pools"].as_object().into_iter().flatten() {
        found.push((Number::PeakShortage(id.clone()), &pool["peak_shortage"]));
        found.push((Number::InstanceHours(id.clone()), &pool["instance_hours"]));
    }
    let balance = &report["balance"];
    for (id, journey) in balance["journeys"].as_object().into_iter().flatten() {
        let number = |of| Number::Balanced(id.clone(), of);
        found.push((number(OfBalance::Answered), &journey["answered"]));
        let times = &journey["latency_ms"];
        found.push((number(OfBalance::Mean), &times["mean"]));
        found.push((number(OfBalance::P50), &times["p50"]));
        found.push((number(OfBalance::P95), &times["p95"]));
        found.push((number(OfBalance::P99), &times["p99"]));
    }
    for (at, calls) in balance["connections"].as_array().into_iter().flatten().enumerate() {
        for (field, value) in calls.as_object().unwrap() {
            let of = match field.as_str() {
                "calls" => OfBalance::Calls,
                "attempts" => OfBalance::Attempts,
                "late" => OfBalance::Late,
                "failure" => OfBalance::Failure,
                "held_ms" => OfBalance::Held,
                "inside_ms" => OfBalance::Inside,
                "sent_twice" => OfBalance::SentTwice,
                "wanted" => OfBalance::Wanted,
                "room" => OfBalance::Room,
                "connection" | "breaker_open" => continue,
                other => panic!("balance.connections: {other}: say here what its working is"),
            };
            found.push((Number::Balanced(at.to_string(), of), value));
        }
    }
    for (id, component) in balance["components"].as_object().into_iter().flatten() {
        for (field, value) in component.as_object().unwrap() {
            let of = match field.as_str() {
                "attempts" => OfBalance::Arriving,
                "wanted" => OfBalance::There,
                "room" => OfBalance::Places,
                other => panic!("balance.components: {other}: say here what its working is"),
            };
            found.push((Number::Balanced(id.clone(), of), value));
        }
    }
    if !report["bottleneck"].is_null() {
        let id = report["bottleneck"]["component"].as_str().unwrap().to_owned();
        found.push((Number::Utilization(id), &report["bottleneck"]["utilization"]));
        found.push((Number::LoadFactor, &report["bottleneck"]["load_factor_at_saturation"]));
    }
    let cost = &report["cost"];
    found.push((Number::Cost, &cost["per_month"]));
    found.push((Number::CostOfAMillion, &cost["per_million_requests"]));
    for (id, component) in cost["components"].as_object().into_iter().flatten() {
        found.push((Number::CostOf(id.clone()), &component["per_month"]));
        for item in component["items"].as_array().unwrap() {
            found.push((Number::CostItem(id.clone(), item["what"].as_str().unwrap().to_owned()), &item["per_month"]));
        }
    }
    found.into_iter().filter_map(|(number, value)| Some((number, value.as_f64()?))).collect()
}

/// Judges every number of the report on a design; how many there were.
fn judge_all(place: &str, design: &Design) -> usize {
    let mut file = file(design);
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let report = evaluation.report();
    let numbers = numbers(&graph, &serde_json::to_value(&report).unwrap());
    file["report"] = serde_json::to_value(&report).unwrap();
    for (number, shown) in &numbers {
        let place = format!("{place}: {number:?}");
        let working = evaluation.working(number);
        let working = working.unwrap_or_else(|| panic!("{place} has no working, but is shown as {shown}"));
        assert_close(judge(&serde_json::to_value(&working).unwrap(), &file, &place), *shown, &place);
    }
    for estimate in &report.estimates {
        let place = format!("{place}: {} of {}", estimate.id, estimate.subject);
        assert_eq!(estimate.value, estimate.working.value, "{place}");
        judge(&serde_json::to_value(&estimate.working).unwrap(), &file, &place);
    }
    let causes = judge_causes(place, &evaluation, &file);
    let in_full = evaluation.report_in_full();
    for (id, component) in in_full.cost.iter().flat_map(|cost| &cost.components) {
        for item in &component.items {
            let number = Number::CostItem(id.clone(), item.what.to_string());
            assert_eq!(evaluation.working(&number), item.working, "{place}: {number:?}");
        }
    }
    file["report"] = serde_json::to_value(&in_full).unwrap();
    for finding in &in_full.findings {
        let shown = [(finding.measured, &finding.working, false), (finding.limit, &finding.limit_working, true)];
        for (value, found, limit) in shown {
            let Some(value) = value else { continue };
            let place = format!("{place}: {} {} ({limit})", finding.rule, finding.message);
            let (rule, message) = (finding.rule.to_string(), finding.message.clone());
            let number = Number::Finding { rule, message, connections: finding.connections.clone(), limit };
            assert_eq!(evaluation.working(&number), *found, "{place}");
            let working = found.as_ref().unwrap_or_else(|| panic!("{place} has no working, but shows {value}"));
            assert_close(judge(&serde_json::to_value(working).unwrap(), &file, &place), value, &place);
        }
    }
    causes + numbers.len() + report.estimates.len() + in_full.findings.len()
}

/// Likewise what takes journeys down.
fn judge_causes(place: &str, evaluation: &Evaluation<'_>, file: &Value) -> usize {
    let mut numbers: Vec<(Number, f64)> = Vec::new();
    for (id, causes) in evaluation.all_causes() {
        for one in causes.contributions {
            let number = |minutes| Number::Contribution { journey: id.clone(), of: one.of.clone(), minutes };
            numbers.extend([(number(false), one.gain), (number(true), one.downtime_minutes_per_year)]);
        }
        for one in causes.at_peak.into_iter().flatten() {
            let number = |minutes| Number::ContributionAtPeak { journey: id.clone(), of: one.of.clone(), minutes };
            numbers.extend([(number(false), one.gain), (number(true), one.downtime_minutes_per_year)]);
        }
        for one in causes.cuts.listed {
            let number = |minutes| Number::Cut { journey: id.clone(), members: one.members.clone(), minutes };
            numbers.extend([(number(false), one.probability), (number(true), one.downtime_minutes_per_year)]);
        }
    }
    for (number, shown) in &numbers {
        let place = format!("{place}: {number:?}");
        let working = evaluation.working(number);
        let working = working.unwrap_or_else(|| panic!("{place} has no working, but is shown as {shown}"));
        let value = judge(&serde_json::to_value(&working).unwrap(), file, &place);
        // Shares of nearly 1 leave few digits to their difference.
        let least = if working.formula.ends_with("× minutes a year") { 525_600.0 } else { 1.0 };
        assert!((value - shown).abs() <= 1e-9 * shown.abs() + 1e-14 * least, "{place}: {value}, shown {shown}");
    }
    numbers.len()
}

/// The same design with prices: every other component states its own, all kinds have one, tiers that of the documents.
fn with_prices(mut design: Design) -> Design {
    let own = ["price_per_month", "egress_price_per_gb", "price_per_million_requests", "price_per_gb_month"];
    for (at, component) in design.components.iter_mut().enumerate() {
        let kind = kinds::find(&component.kind).unwrap();
        design.prices.per_month.insert(component.kind.clone(), 70.0);
        for (more, name) in own.into_iter().enumerate().filter(|(_, name)| kind.setting(name).is_some()) {
            if at % 2 == 0 {
                component.settings.insert(name.to_owned(), Setting::Number((at + more) as f64 / 8.0));
            }
        }
        if at % 2 == 1 && kind.setting("tier").is_some() {
            component.settings.insert("tier".to_owned(), Setting::Text("warm".to_owned()));
        }
    }
    design.prices.egress_per_gb = Some(0.09);
    for journey in &mut design.workload.journeys {
        journey.response_bytes.get_or_insert(2_000.0);
        journey.stored_bytes.get_or_insert(500.0);
    }
    design
}

#[test]
fn every_number_of_every_template_is_what_its_working_gives() {
    let count: usize = designs().map(|(id, design)| judge_all(id, &design)).sum();
    assert!(count > 500, "only {count} numbers");
}

#[test]
fn what_every_template_costs_is_what_its_working_gives() {
    for (id, design) in designs() {
        let design = with_prices(design);
        judge_all(id, &design);
        let cost = evaluate(&design).cost.unwrap();
        assert!(cost.per_month.is_some_and(|sum| sum > 0.0) && cost.is_complete, "{id}: {cost:?}");
    }
}

#[test]
fn a_number_is_worked_out_from_its_design_alone() {
    let design = templates::find("url-shortener-worked").unwrap().design;
    let found = working(&design, &Number::Utilization("redis".to_owned())).unwrap();
    assert_close(found.value, 1_168_981.481_481_481_6 / 300_000.0, "redis");
    assert!(working(&design, &Number::Utilization("nobody".to_owned())).is_none());
}

#[test]
fn the_worked_url_shortener_stores_54_75_terabytes_in_three_years() {
    let report = evaluate(&templates::find("url-shortener-worked").unwrap().design);
    let value = |id: &str, subject: &str| {
        let found = report.estimates.iter().find(|estimate| estimate.id == id && estimate.subject == subject);
        found.unwrap_or_else(|| panic!("{id} of {subject}")).value
    };
    assert_close(value("storage-per-year", "db"), 18.25e12, "a year");
    assert_close(value("storage-horizon", "db"), 54.75e12, "three years");
    assert_close(value("storage-horizon-replicated", "db"), 109.5e12, "with replicas");
    assert_close(value("servers-needed", "api"), 21.0, "api");
    assert_close(value("servers-needed", "redis"), 17.0, "redis");
    assert_close(value("bandwidth-out", "redirect"), 1e10 / 86_400.0 * 10.0 * 500.0, "out");
    assert_close(value("cache-memory", "redis"), 10.95e12, "memory");
}

#[test]
fn every_number_of_any_design_is_what_its_working_gives() {
    // The same numbers in every run.
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 4096
    };
    for case in 0..300 {
        let numbers: Vec<u32> = (0..20 + case % 180).map(|_| next()).collect();
        let mut design = generate::design(&numbers);
        if case % 2 == 1 {
            together::fail_together(&mut design, &numbers);
        }
        let design = if case % 4 < 2 { with_prices(design) } else { design };
        judge_all(&format!("case {case}"), &design);
    }
}

#[test]
fn reads_that_ask_one_of_two_caches_are_worked_out_from_both() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server"}, {"id": "d", "kind": "sql"},
            {"id": "a", "kind": "cache-distributed", "settings": {"hit_rate": 0.5}},
            {"id": "b", "kind": "cache-distributed", "settings": {"hit_rate": 0.9}}],
        "connections": [{"from": "s", "to": "a", "group": "g"}, {"from": "s", "to": "b", "group": "g"},
            {"from": "s", "to": "d", "after_miss_in": ["a", "b"]}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let found = working(&design, &Number::Arriving("d".to_owned(), When::Peak, Which::Both)).unwrap();
    assert_close(found.value, 30.0, "50 × 0.5 + 50 × 0.1");
    let text = format!("{found:?}");
    assert!(
        text.contains("components[a].settings.hit_rate") && text.contains("components[b].settings.hit_rate"),
        "{text}"
    );
    judge_all("two caches", &design);
}

#[test]
fn a_value_of_an_own_kind_names_its_source_and_a_component_may_say_otherwise() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "c", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 2, "response_bytes": 1e9}]},
        "kinds": {"own-api": {"from": "server", "values": {"rps_capacity": 50, "latency_ms": 20, "price_per_month": 7},
            "sources": {"rps_capacity": "load test of 3 March", "price_per_month": "the bill"}}},
        "components": [{"id": "c", "kind": "client-web"}, {"id": "a", "kind": "own-api", "instances": 8},
            {"id": "b", "kind": "own-api", "instances": 4, "settings": {"rps_capacity": 100}}],
        "connections": [{"from": "c", "to": "a"}, {"from": "a", "to": "b"}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let used = |id: &str| working(&design, &Number::Utilization(id.to_owned())).unwrap();
    assert_close(used("a").value, 0.5, "200 ÷ (8 × 50)");
    assert_close(used("b").value, 0.5, "200 ÷ (4 × 100)");
    let written = serde_json::to_string(&used("a")).unwrap();
    let said = r#""from":"kinds[own-api].values.rps_capacity","source":"load test of 3 March""#;
    assert!(written.contains(said), "{written}");
    assert_eq!(serde_json::from_str::<Working>(&written).unwrap(), used("a"));
    let written = serde_json::to_string(&used("b")).unwrap();
    assert!(written.contains("components[b].settings.rps_capacity") && !written.contains("load test"), "{written}");
    let cost = serde_json::to_string(&working(&design, &Number::CostOf("a".to_owned())).unwrap()).unwrap();
    assert!(cost.contains("the bill"), "{cost}");
    let report = evaluate(&design);
    assert_eq!(report.components["a"].assumed, Vec::<String>::new(), "its author states it");
    judge_all("own kinds", &design);
}

#[test]
fn what_comes_round_a_loop_is_divided_by_what_does_not_come_back() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "a", "operation": "read",
            "rate": {"per_second": 100}}]},
        "components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "server"}],
        "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "a", "calls": 0.2}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let found = working(&design, &Number::Arriving("a".to_owned(), When::Average, Which::Reads)).unwrap();
    assert_close(found.value, 125.0, "100 ÷ (1 − 0.2)");
    assert!(format!("{found:?}").contains("connections[b->a].calls"));
    judge_all("a loop", &design);
}

#[test]
fn a_shortage_opens_to_the_curve_and_to_the_copies_that_were_wanted() {
    let curve = "[1, 1, 1, 1, 1, 1, 2, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5, 6, 7, 4, 3, 2, 1, 1]";
    for (settings, opens_to) in [
        (r#""autoscaling_max": 100, "autoscaling_delay_minutes": 45"#, "requirements.target_utilization"),
        (r#""autoscaling_min": 4, "autoscaling_target": 0.9, "autoscaling_delay_minutes": 120"#, "autoscaling_min"),
        (r#""autoscaling_max": 6"#, "autoscaling_max"),
        (r#""latency_ms": 3"#, "components[api].instances"),
    ] {
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [
                 {{"id": "j", "entry": "client", "operation": "read", "rate": {{"per_second": 400}},
                   "daily_curve": {curve}}},
                 {{"id": "k", "entry": "client", "operation": "write", "rate": {{"per_day": 864000}}}}]}},
               "requirements": {{"target_utilization": 0.8}},
               "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "api", "kind": "service", "instances": 2,
                 "settings": {{"rps_capacity": 100, {settings}}}}}],
               "connections": [{{"from": "client", "to": "api"}}]}}"#
        );
        let design = loadbearing_engine::read(&text).unwrap().design;
        let found = working(&design, &Number::PeakShortage("api".to_owned())).unwrap();
        let opened = format!("{found:?}");
        for part in [opens_to, "workload.journeys[0].daily_curve[7]", "components[api].settings.rps_capacity"] {
            assert!(opened.contains(part), "{settings}: {part} in {opened}");
        }
        judge_all(settings, &design);
    }
}

#[test]
fn retries_are_worked_out_from_their_connections() {
    // Three ways to the database: one tries four times above one that tries twice, one has a budget, one a breaker.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "a", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 1}, {"id": "k", "entry": "b", "operation": "write",
            "rate": {"per_second": 10}, "peak_factor": 2}]},
        "components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
            {"id": "d", "kind": "sql", "settings": {"read_capacity": 1000, "write_capacity": 500}}],
        "connections": [{"from": "a", "to": "b", "retries": 3, "timeout_ms": 300},
            {"from": "a", "to": "d", "retries": 2, "circuit_breaker": true},
            {"from": "b", "to": "c", "retries": 3, "timeout_ms": 200, "deadline_propagation": true},
            {"from": "b", "to": "d", "retries": 1, "timeout_ms": 100},
            {"from": "c", "to": "d", "retries": 3, "retry_budget": 0.5, "timeout_ms": 100}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    judge_all("retries", &design);
    // 4 × 2 attempts over b alone; over c two within its deadline of 300 ms, and 1.5.
    let most = working(&design, &Number::MostAttempts("j".to_owned(), "d".to_owned())).unwrap();
    assert_eq!((most.value, most.formula.as_str()), (12.0, "attempts above × attempts here"));
}

#[test]
fn queues_are_worked_out_from_what_limits_their_consumers() {
    // One group of a stream has more copies than partitions and a store with other work; another one nothing to do.
    let text = r#"{"format": "loadbearing/1", "workload": {"peak_minutes": 10, "journeys": [
            {"id": "j", "entry": "api", "operation": "write", "rate": {"per_second": 500}, "peak_factor": 4},
            {"id": "k", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 4}]},
        "components": [{"id": "api", "kind": "server"},
            {"id": "q", "kind": "stream", "settings": {"partitions": 2}},
            {"id": "w", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 5000}},
            {"id": "v", "kind": "worker", "instances": 4, "settings": {"rps_capacity": 800}},
            {"id": "s", "kind": "service"},
            {"id": "db", "kind": "sql", "replicas": 1, "settings": {"write_capacity": 1200}}],
        "connections": [{"from": "api", "to": "q"}, {"from": "q", "to": "w"}, {"from": "q", "to": "v"},
            {"from": "w", "to": "s", "share": 0.5}, {"from": "w", "to": "db", "share": 0.5},
            {"from": "s", "to": "db"}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    judge_all("queues", &design);
    let value = |consumer: &str, of| working(&design, &Number::Queue("q".into(), Some(consumer.into()), of)).unwrap();
    // 1,200 writes beside 400 others; 500 and 600 s of 1,200 a second too many.
    assert_eq!((value("w", OfQueue::Pace).value, value("w", OfQueue::Backlog).value), (800.0, 720_000.0));
    assert_eq!(value("w", OfQueue::Drain).value, 1_200.0);
    // Two of four copies of 800.
    assert_eq!(value("v", OfQueue::Pace).value, 1_600.0);
}
