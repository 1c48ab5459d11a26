//! How long journeys take, and what reaches a component by very many ways.

use loadbearing_engine::report::workings::{Number, Percentile, When, Which, working};
use serde_json::Value;

use super::formula::judge::{assert_close, judge};
use super::{file, judge_all};

#[test]
fn a_mean_time_opens_to_visits_waits_and_ways() {
    // 50 of 100 a second: half wait, 20 ms each. The store is asked by every fourth request, over 0.5 ms.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read",
            "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server", "settings": {"rps_capacity": 100, "latency_ms": 10}},
            {"id": "d", "kind": "sql", "settings": {"latency_ms": 8, "read_capacity": 1000000}}],
        "connections": [{"from": "s", "to": "d", "calls": 0.25}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let found = working(&design, &Number::Latency("j".to_owned())).unwrap();
    assert_close(found.value, 20.0 + 0.25 * 8.5, "20 ms, and a quarter of 8.5 ms");
    let text = format!("{found:?}");
    for part in ["erlang_c(", "connections[s->d].calls", "components[s].settings.latency_ms", "§ 17"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("report.journeys"), "{text}");
    judge_all("a chain", &design);
}

#[test]
fn a_percentile_that_is_put_together_wrongly_is_found_out() {
    // Half of the requests wait for the service; one in five misses the cache and asks two copies of the store at once.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read",
            "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server", "settings": {"rps_capacity": 100, "latency_ms": 10}},
            {"id": "c", "kind": "cache-distributed", "settings": {"hit_rate": 0.8, "latency_ms": 1}},
            {"id": "d", "kind": "sql", "settings": {"latency_ms": 30, "read_capacity": 1000}}],
        "connections": [{"from": "s", "to": "c"}, {"from": "s", "to": "d", "after_miss_in": ["c"], "calls": 2}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    let found = working(&design, &Number::Percentile("j".to_owned(), Percentile::P99)).unwrap();
    let holds = |working: &Value| std::panic::catch_unwind(|| judge(working, &file(&design), "p99")).is_ok();
    let right = serde_json::to_value(&found).unwrap();
    assert!(holds(&right));
    for off in [0.99, 1.01] {
        let mut wrong = right.clone();
        wrong["value"] = (found.value * off).into();
        assert!(!holds(&wrong), "{off} times as long");
    }
    let written = right.to_string();
    for (was, is) in [
        ("quantile(0.99", "quantile(0.989"),
        ("after(", "slowest("),
        ("slowest_of(calls", "fastest(1, calls"),
        ("exponential(time of one)", "fixed(time of one)"),
        ("1 − hit rate of c", "hit rate of c"),
    ] {
        let wrong = written.replace(was, is);
        assert_ne!(wrong, written, "{was} in {written}");
        assert!(!holds(&serde_json::from_str(&wrong).unwrap()), "{is} in place of {was}");
    }
    // From the service over the cache to the default of a way.
    for part in ["components[c].settings.hit_rate", "connections[s->d].calls", "erlang_c(", "§ 17"] {
        assert!(written.contains(part), "{part}: {written}");
    }
}

#[test]
fn several_at_once_share_their_time_and_a_queue_with_an_end_is_worked_out() {
    // A write is told to two replicas, one of which has to answer; two stores are asked at once; the queue of a service
    // that gets more than it can do has an end, and a second request is sent when the first is late.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "write",
            "rate": {"per_second": 120}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server", "settings": {"rps_capacity": 100, "latency_ms": 10, "queue_limit": 5}},
            {"id": "a", "kind": "wide-column", "replicas": 2, "settings": {"latency_ms": 8, "write_quorum": 2}},
            {"id": "b", "kind": "service", "settings": {"latency_ms": 12}},
            {"id": "x", "kind": "service", "settings": {"latency_ms": 5}},
            {"id": "y", "kind": "service", "settings": {"latency_ms": 7}},
            {"id": "z", "kind": "service", "settings": {"latency_ms": 9}}],
        "connections": [{"from": "s", "to": "a", "at_once": true}, {"from": "s", "to": "b", "at_once": true,
            "hedge_after_ms": 20}, {"from": "s", "to": "x", "group": "g", "needs": 2},
            {"from": "s", "to": "y", "group": "g", "share": 0.4}, {"from": "s", "to": "z", "group": "g"}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    judge_all("several at once", &design);
    let found = working(&design, &Number::Percentile("j".to_owned(), Percentile::P95)).unwrap();
    let written = format!("{found:?}");
    for part in ["limited_ahead(", "slowest(", "fastest(", "slowest_drawn(", "hedged(", "settings.queue_limit"] {
        assert!(written.contains(part), "{part}: {written}");
    }
}

#[test]
fn what_many_ways_bring_is_one_equation_for_each_component() {
    // Six layers of four, each asking all of the next: 4,096 ways; and a loop through two of them.
    let mut components = vec![r#"{"id": "a00", "kind": "server"}"#.to_owned()];
    let mut connections = Vec::new();
    for layer in 1..=6 {
        for at in 0..4 {
            components.push(format!(r#"{{"id": "a{layer}{at}", "kind": "service"}}"#));
            for from in 0..(if layer == 1 { 1 } else { 4 }) {
                connections.push(format!(r#"{{"from": "a{}{from}", "to": "a{layer}{at}", "calls": 0.5}}"#, layer - 1));
            }
        }
    }
    connections.push(r#"{"from": "a61", "to": "a51", "calls": 0.25}"#.to_owned());
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "a00", "operation": "read",
           "rate": {{"per_second": 1}}}}]}}, "components": [{}], "connections": [{}]}}"#,
        components.join(","),
        connections.join(",")
    );
    let design = loadbearing_engine::read(&text).unwrap().design;
    let number = Number::Arriving("a61".to_owned(), When::Average, Which::Reads);
    let found = working(&design, &number).unwrap();
    judge(&serde_json::to_value(&found).unwrap(), &file(&design), "layers");
    let written = format!("{found:?}");
    assert!(written.contains(r#"from: "above""#) && written.len() < 100_000, "{}", written.len());
}
