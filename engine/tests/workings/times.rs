//! How long journeys take, and what reaches a component by very many ways.

#[path = "../oracle/uneven.rs"]
mod uneven;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::report::workings::{Number, Percentile, When, Which, working};
use serde_json::Value;

use super::formula::judge::{assert_close, judge};
use super::{file, generate, judge_all};

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
fn without_a_leader_any_copies_confirm_a_write() {
    for (replicas, settings) in
        [(2, r#""write_quorum": 2"#), (4, r#""replication_mode": "quorum""#), (1, r#""write_quorum": 1"#)]
    {
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "s", "operation": "write",
                "rate": {{"per_second": 500}}, "peak_factor": 1}}]}},
            "places": [{{"id": "r", "kind": "region"}}, {{"id": "x", "kind": "region"}}],
            "components": [{{"id": "s", "kind": "server"}},
                {{"id": "a", "kind": "wide-column", "replicas": {replicas}, "places": ["r", "x"],
                  "settings": {{"latency_ms": 8, "topology": "leaderless", "write_capacity": 700, {settings}}}}}],
            "connections": [{{"from": "s", "to": "a"}}]}}"#
        );
        let design = loadbearing_engine::read(&text).unwrap().design;
        judge_all(settings, &design);
        let found = working(&design, &Number::Percentile("j".to_owned(), Percentile::P99)).unwrap();
        assert!(format!("{found:?}").contains("fastest(answers of copies, other copies, "), "{found:?}");
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

#[test]
fn shards_that_are_not_alike_are_worked_out_each() {
    let mut state = 5_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 4096
    };
    let mut skewed = 0;
    for case in 0..200 {
        let numbers: Vec<u32> = (0..20 + case % 180).map(|_| next()).collect();
        let design = uneven::with_uneven_shards(generate::design(&numbers), &numbers);
        if Graph::new(&design).nodes.iter().any(|node| node.skew > 1.0) {
            skewed += 1;
            judge_all(&format!("uneven {case}"), &design);
        }
    }
    assert!(skewed > 50, "only {skewed}");
}

#[test]
fn a_request_that_one_shard_turns_away_came_to_that_one_alone() {
    // 150 a second on the busiest shard, which does 100 and has room for none to wait: M/M/1/1 turns 150 ÷ 250 away. Of the
    // 50 on the other one it is 50 ÷ 150.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read",
            "rate": {"per_second": 200}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server"}, {"id": "d", "kind": "kv-db", "shards": 2, "settings": {
            "read_capacity": 100, "latency_ms": 10, "queue_limit": 0, "largest_shard_share": 0.75}}],
        "connections": [{"from": "s", "to": "d"}]}"#;
    let design = loadbearing_engine::read(text).unwrap().design;
    judge_all("turned away", &design);
    let report = loadbearing_engine::evaluate(&design);
    let away = report.journeys["j"].latency.turned_away.unwrap();
    assert_close(away, 0.75 * 0.6 + 0.25 / 3.0, "turned away");
    assert_close(report.components["d"].utilization.unwrap(), 1.5, "busiest");
    // With room for some to wait; and with places in place of that, of which 150 × 10 ms take 1.5 of 2.
    for instead in [r#""queue_limit": 5"#, r#""concurrency": 2"#] {
        let design = loadbearing_engine::read(&text.replace(r#""queue_limit": 0"#, instead)).unwrap().design;
        judge_all(instead, &design);
        let roles = loadbearing_engine::evaluate(&design).components.remove("d").unwrap().roles;
        let places = roles.iter().find(|role| role.role == "places");
        assert_eq!(places.and_then(|role| role.utilization), instead.contains("concurrency").then_some(0.75));
    }
}
