//! What a loss does to times and places, worked by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use loadbearing_engine::analysis::capacity::Role;
use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::report::Outcome;
use loadbearing_engine::{evaluate_scenario, read};

fn supposed(rate: u32, parts: &str, scenario: &Scenario) -> Outcome {
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "c", "operation": "read",
              "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}}, {parts}}}"#
    );
    evaluate_scenario(&read(&text).unwrap().design, scenario)
}

fn one_copy(component: &str, role: Role) -> Scenario {
    let copy = Down::Copies { component: component.to_owned(), role, count: 1 };
    Scenario { down: vec![copy], ..Scenario::default() }
}

fn mean(outcome: &Outcome) -> f64 {
    outcome.journeys["j"].latency_ms.as_ref().unwrap().mean.unwrap()
}

fn assert_near(got: f64, want: f64) {
    assert!((got / want - 1.0).abs() < 1e-3, "{got}, by hand {want}");
}

/// A cache of 1 ms beside a store of 50 ms that its misses ask, one in twenty.
const CACHED: &str = r#""components": [{"id": "c", "kind": "client-web"}, {"id": "a", "kind": "service", "settings": {"latency_ms": 0}},
    {"id": "k", "kind": "cache-distributed", "settings": {"hit_rate": 0.95, "latency_ms": 1}},
    {"id": "d", "kind": "sql", "settings": {"latency_ms": 50}}],
    "connections": [{"from": "c", "to": "a", "latency_ms": 0, "timeout_ms": 60000}, {"from": "a", "to": "k", "latency_ms": 0},
    {"from": "a", "to": "d", "latency_ms": 0, "after_miss_in": "k"}]"#;

#[test]
fn who_asks_a_cold_cache_waits_for_what_stands_behind_it() {
    let cold = Scenario { cold: vec!["k".to_owned()], ..Scenario::default() };
    let found = supposed(10, CACHED, &cold);
    assert_near(found.journeys["j"].latency_ms_before.as_ref().unwrap().mean.unwrap(), 1.0 + 0.05 * 50.0);
    assert_near(mean(&found), 51.0);
}

#[test]
fn who_loses_a_cache_waits_no_shorter() {
    let lost = Scenario { down: vec![Down::Component("k".to_owned())], ..Scenario::default() };
    assert_near(mean(&supposed(10, CACHED, &lost)), 50.0);
}

#[test]
fn the_queue_of_what_is_left_has_as_many_servers_as_are_left() {
    let parts = r#""components": [{"id": "c", "kind": "client-web"},
            {"id": "a", "kind": "service", "instances": 2, "settings": {"rps_capacity": 500, "latency_ms": 2}}],
        "connections": [{"from": "c", "to": "a", "latency_ms": 0, "timeout_ms": 60000}]"#;
    // One server of 500 with 400 a second: 1 ÷ (500 − 400) s.
    assert_near(mean(&supposed(400, parts, &one_copy("a", Role::Copies))), 10.0);
}

#[test]
fn the_shard_that_lost_a_replica_has_what_is_left_of_it() {
    let parts = r#""components": [{"id": "c", "kind": "client-web"}, {"id": "d", "kind": "sql", "shards": 4, "replicas": 2,
            "settings": {"replica_read_capacity": 500, "latency_ms": 2}}],
        "connections": [{"from": "c", "to": "d", "latency_ms": 0, "timeout_ms": 60000}]"#;
    // 400 a second go to each shard. Of the one that is hurt one replica of 500 is left: 10 ms. The three others have two:
    // 2 ms, and a wait for who finds both busy, by Erlang's sum of 0.8 of them.
    let (offered, spare) = (0.8_f64, 1_000.0 - 400.0);
    let blocked = offered * offered / 2.0 / (1.0 + offered + offered * offered / 2.0);
    let waits = blocked / (1.0 - offered / 2.0 * (1.0 - blocked));
    let whole = 2.0 + waits * 1_000.0 / spare;
    assert_near(mean(&supposed(1_600, parts, &one_copy("d", Role::Replica))), 0.25 * 10.0 + 0.75 * whole);
}

#[test]
fn only_the_shard_that_is_too_full_answers_nobody_in_time() {
    let parts = r#""components": [{"id": "c", "kind": "client-web"}, {"id": "d", "kind": "sql", "shards": 4, "replicas": 2,
            "settings": {"replica_read_capacity": 500, "latency_ms": 2}}],
        "connections": [{"from": "c", "to": "d", "latency_ms": 0, "timeout_ms": 60000}]"#;
    // 600 a second for one replica of 500: its queue grows until everybody gives up; three of four shards are as before.
    let found = supposed(2_400, parts, &one_copy("d", Role::Replica));
    assert_near(found.journeys["j"].answered.unwrap(), 0.75);
    assert_near(found.calls[0].late, 0.25);
}

#[test]
fn who_is_turned_away_knows_at_once_and_the_rest_is_answered() {
    let parts = r#""components": [{"id": "c", "kind": "client-web"}, {"id": "a", "kind": "service",
            "settings": {"rps_capacity": 100, "latency_ms": 10, "queue_limit": 0}}],
        "connections": [{"from": "c", "to": "a", "latency_ms": 0, "timeout_ms": 60000}]"#;
    // One server without a queue: of a ÷ (1 + a) nobody is let in, and the others take 10 ms.
    let found = supposed(50, parts, &Scenario { load: 4.0, ..Scenario::default() });
    assert_near(found.journeys["j"].answered.unwrap(), 1.0 / 3.0);
    assert_near(mean(&found), 10.0 / 3.0);
    assert_near(found.journeys["j"].answered_before.unwrap(), 1.0 / 1.5);
}

#[test]
fn places_are_lost_with_the_copies_that_have_them() {
    let parts = r#""components": [{"id": "c", "kind": "client-web"},
            {"id": "a", "kind": "service", "instances": 2, "settings": {"latency_ms": 14, "concurrency": 1}}],
        "connections": [{"from": "c", "to": "a", "latency_ms": 0}]"#;
    // 1.4 requests at once in two places, and then in one.
    let found = supposed(100, parts, &one_copy("a", Role::Copies));
    let over = &found.over_capacity[0];
    assert_eq!(over.role, "places");
    assert_near(over.utilization.unwrap(), 1.4);
    assert_near(over.before.unwrap(), 0.7);
}
