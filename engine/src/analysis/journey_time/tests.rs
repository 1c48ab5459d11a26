//! Small designs whose times can be worked out by hand.

use super::*;
use crate::analysis::capacity::loads;
use crate::analysis::latency::{Stage, Takes, series};
use crate::analysis::stations::stations;
use crate::analysis::traffic::solve;
use crate::rules::testing::design;

/// How long the first journey takes. Connections take no time unless they say so.
fn time(parts: &str) -> JourneyTime {
    let mut design = design(&format!("{{{parts}}}"));
    for connection in &mut design.connections {
        let still = crate::design::Setting::Number(0.0);
        connection.settings.entry("latency_ms".to_owned()).or_insert(still);
    }
    let graph = Graph::new(&design);
    let traffic = solve(&graph);
    let stations = stations(&graph, &loads(&graph, &traffic));
    journey_time(&graph, &traffic, 0, &stations, &Ways::new(&graph))
}

fn known(parts: &str) -> Known {
    match time(parts) {
        JourneyTime::Known(known) => known,
        other => panic!("{other:?}"),
    }
}

fn journey(entry: &str, operation: &str, rate: f64) -> String {
    format!(
        r#""workload": {{"journeys": [{{"id": "j", "entry": "{entry}", "operation": "{operation}",
             "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}}"#
    )
}

fn near(got: f64, want: f64, relative: f64) {
    assert!((got - want).abs() <= relative * want.abs(), "got {got}, want {want}");
}

#[test]
fn single_servers_one_behind_the_other_are_an_erlang() {
    // 50 of 100 a second, 10 ms each: 20 ms from arrival to answer, exponential; twice that is an Erlang.
    let found = known(&format!(
        r#"{}, "components": [
             {{"id": "a", "kind": "server", "settings": {{"rps_capacity": 100, "latency_ms": 10}}}},
             {{"id": "b", "kind": "server", "settings": {{"rps_capacity": 100, "latency_ms": 10}}}}],
           "connections": [{{"from": "a", "to": "b"}}]"#,
        journey("a", "read", 50.0)
    ));
    let erlang = series(&[Stage::Erlang { phases: 2, mean: 40.0 }]).unwrap();
    near(found.mean, 40.0, 1e-12);
    for (got, share) in found.percentiles.iter().zip(PERCENTILES) {
        near(*got, erlang.quantile(share).unwrap(), 1e-4);
    }
    let waiting: f64 =
        found.spent.iter().filter(|part| matches!(part.what, What::Waiting(_))).map(|part| part.each).sum();
    near(waiting, 20.0, 1e-12);
}

#[test]
fn a_cache_makes_two_cases_and_what_is_behind_one_miss_is_in_one_case() {
    let parts = |settings: &str| {
        format!(
            r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 0}}}},
               {{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": 0.8, "latency_ms": 0}}}},
               {{"id": "d", "kind": "sql", "settings": {{"latency_ms": 0}}}},
               {{"id": "e", "kind": "sql", "settings": {{"latency_ms": 0}}}}],
             "connections": [{{"from": "s", "to": "c", "latency_ms": 1}},
               {{"from": "s", "to": "d", "latency_ms": 10, "after_miss_in": "c" {settings}}},
               {{"from": "s", "to": "e", "latency_ms": 30, "after_miss_in": "c" {settings}}}]"#,
            journey("s", "read", 0.0)
        )
    };
    let found = known(&parts(""));
    near(found.mean, 1.0 + 0.2 * 40.0, 1e-12);
    near(found.percentiles[0], 1.0, 1e-6);
    near(found.percentiles[1], 41.0, 2e-3);
    // The same two at once: the longer one counts.
    let found = known(&parts(r#", "at_once": true"#));
    near(found.mean, 1.0 + 0.2 * 30.0, 1e-6);
    near(found.percentiles[2], 31.0, 2e-3);
}

#[test]
fn a_cache_that_is_asked_after_another_is_in_its_case() {
    let found = known(&format!(
        r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 0}}}},
             {{"id": "near", "kind": "cache-distributed", "settings": {{"hit_rate": 0.9, "latency_ms": 0}}}},
             {{"id": "far", "kind": "cache-distributed", "settings": {{"hit_rate": 0.5, "latency_ms": 0}}}},
             {{"id": "d", "kind": "sql", "settings": {{"latency_ms": 0}}}}],
           "connections": [{{"from": "s", "to": "near"}},
             {{"from": "s", "to": "far", "latency_ms": 1, "after_miss_in": "near"}},
             {{"from": "s", "to": "d", "latency_ms": 10, "after_miss_in": "far"}}]"#,
        journey("s", "read", 0.0)
    ));
    near(found.mean, 0.1 * 1.0 + 0.05 * 10.0, 1e-12);
    // Nobody who reaches the store has not asked the far cache before: 11, not 10.
    near(found.percentiles[2], 11.0, 2e-3);
    let through = known(&format!(
        r#"{}, "components": [{{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": 0.9, "latency_ms": 0}}}},
             {{"id": "d", "kind": "sql", "settings": {{"latency_ms": 0}}}}],
           "connections": [{{"from": "c", "to": "d", "latency_ms": 10}}, {{"from": "c", "to": "d", "id": "2", "latency_ms": 10}}]"#,
        journey("c", "read", 0.0)
    ));
    near(through.mean, 2.0, 1e-12);
    near(through.percentiles[1], 20.0, 2e-3);
}

#[test]
fn two_calls_at_once_take_one_and_a_half_times_as_long_as_one() {
    let parts = |settings: &str| {
        format!(
            r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 0}}}},
                 {{"id": "a", "kind": "external-api", "settings": {{"latency_ms": 10}}}},
                 {{"id": "b", "kind": "external-api", "settings": {{"latency_ms": 10}}}}],
               "connections": [{{"from": "s", "to": "a" {settings}}}, {{"from": "s", "to": "b" {settings}}}]"#,
            journey("s", "read", 0.0)
        )
    };
    near(known(&parts("")).mean, 20.0, 1e-12);
    let found = known(&parts(r#", "at_once": true"#));
    near(found.mean, 15.0, 1e-5);
    near(found.percentiles[2], -10.0 * libm::log(1.0 - 0.99_f64.sqrt()), 1e-4);
    assert!(found.approximations.is_empty(), "{:?}", found.approximations);
}

#[test]
fn many_calls_of_one_connection_are_as_slow_as_the_slowest() {
    let parts = |settings: &str| {
        format!(
            r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 0}}}},
                 {{"id": "a", "kind": "external-api", "settings": {{"latency_ms": 10}}}}],
               "connections": [{{"from": "s", "to": "a", {settings}}}]"#,
            journey("s", "read", 0.0)
        )
    };
    let slowest = |count: i32| 10.0 * (1..=count).map(|at| 1.0 / f64::from(at)).sum::<f64>();
    near(known(&parts(r#""calls": 100"#)).mean, slowest(100), 1e-4);
    near(known(&parts(r#""calls": 2.5"#)).mean, 0.5 * (slowest(2) + slowest(3)), 1e-4);
    near(known(&parts(r#""calls": 0.25"#)).mean, 2.5, 1e-12);
    // A second request after the 95th percentile: the golden case.
    near(known(&parts(r#""hedge_after_ms": 29.957322735539908"#)).percentiles[2], 38.004_512_297_710_406, 1e-4);
}

#[test]
fn one_of_several_targets_is_a_case_each() {
    let found = known(&format!(
        r#"{}, "components": [{{"id": "lb", "kind": "lb-l7", "settings": {{"latency_ms": 0}}}},
             {{"id": "a", "kind": "server", "settings": {{"latency_ms": 0}}}},
             {{"id": "b", "kind": "server", "settings": {{"latency_ms": 0}}}}],
           "connections": [{{"from": "lb", "to": "a", "latency_ms": 10, "share": 0.75}},
             {{"from": "lb", "to": "b", "latency_ms": 50, "share": 0.25}}]"#,
        journey("lb", "read", 0.0)
    ));
    near(found.mean, 20.0, 1e-12);
    near(found.percentiles[0], 10.0, 1e-6);
    near(found.percentiles[1], 50.0, 2e-3);
}

#[test]
fn a_message_takes_the_way_and_nothing_of_its_work() {
    let found = known(&format!(
        r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 3}}}},
             {{"id": "q", "kind": "queue", "settings": {{"latency_ms": 1000, "msg_capacity": 1}}}},
             {{"id": "w", "kind": "worker"}}],
           "connections": [{{"from": "s", "to": "q", "mode": "async", "latency_ms": 2}}, {{"from": "q", "to": "w", "mode": "async"}}]"#,
        journey("s", "write", 100.0)
    ));
    near(found.mean, 5.0, 1e-9);
}

#[test]
fn who_is_full_is_named_and_only_where_the_user_waits_for_it() {
    let parts = |mode: &str| {
        format!(
            r#"{}, "components": [{{"id": "a", "kind": "server"}},
                 {{"id": "b", "kind": "server", "settings": {{"rps_capacity": 10}}}}],
               "connections": [{{"from": "a", "to": "b", "mode": "{mode}"}}]"#,
            journey("a", "read", 10.0)
        )
    };
    assert_eq!(time(&parts("sync")), JourneyTime::Unbounded(vec![1]));
    assert!(matches!(time(&parts("async")), JourneyTime::Known(_)));
}

#[test]
fn a_write_that_two_of_three_confirm_waits_for_the_second() {
    let parts = |settings: &str| {
        format!(
            r#"{}, "components": [{{"id": "d", "kind": "wide-column", "replicas": 2,
                 "settings": {{"latency_ms": 10 {settings}}}}}]"#,
            journey("d", "write", 0.0)
        )
    };
    near(known(&parts("")).mean, 10.0, 1e-12);
    // Its own 10 ms, and the faster of two others behind a way of 0.5 ms: E(A) + E(B) − E(min).
    let way = libm::exp(-0.05_f64);
    let two = 10.0 + 5.5 - (10.0 * (1.0 - way) + way / 0.3);
    near(known(&parts(r#", "write_quorum": 2"#)).mean, two, 1e-5);
    near(known(&parts(r#", "replication_mode": "quorum""#)).mean, two, 1e-5);
    let all = known(&parts(r#", "replication_mode": "sync""#));
    // Without a leader the two may be the others: of three behind no way the second, 10 × (1/3 + 1/2); here two are behind it.
    let both = |wanted: u32| known(&parts(&format!(r#", "topology": "leaderless", "write_quorum": {wanted}"#))).mean;
    // The first: its own, or the faster of two behind the way. The second of three: all pairs, less twice all three.
    let first = 10.0 * (1.0 - way) + way / 0.3;
    near(both(1), first, 1e-5);
    let others = 0.5 + 15.0;
    let own_and_one = 10.0 + 10.5 - (10.0 * (1.0 - way) + way * 5.0);
    let last = all.mean;
    near(both(2), own_and_one * 2.0 + others - 2.0 * last, 1e-4);
    near(both(3), last, 1e-5);
    assert!(all.mean > 18.0 && all.mean < 19.0, "{}", all.mean);
    near(all.spent.iter().map(|part| part.visits * part.each).sum(), all.mean, 1e-6);
}

#[test]
fn a_loop_is_followed_until_nothing_is_added() {
    let found = known(&format!(
        r#"{}, "components": [{{"id": "a", "kind": "server", "settings": {{"latency_ms": 8}}}},
             {{"id": "b", "kind": "server", "settings": {{"latency_ms": 4}}}}],
           "connections": [{{"from": "a", "to": "b"}}, {{"from": "b", "to": "a", "calls": 0.5}}]"#,
        journey("a", "read", 0.0)
    ));
    near(found.mean, 24.0, 1e-6);
}

#[test]
fn a_loop_of_too_many_laps_is_not_told() {
    let looped = |calls: f64| {
        let text = format!(
            r#"{}, "components": [{{"id": "a", "kind": "server", "settings": {{"latency_ms": 1}}}},
                 {{"id": "b", "kind": "server", "settings": {{"latency_ms": 0}}}}],
               "connections": [{{"from": "a", "to": "b"}}, {{"from": "b", "to": "a", "calls": {calls}}}]"#,
            journey("a", "read", 0.0)
        );
        time(&text)
    };
    let JourneyTime::Known(found) = looped(0.95) else { panic!("it is cut after what matters") };
    assert!((found.mean - 20.0).abs() <= found.within && found.approximations.contains(&LOOPS), "{found:?}");
    assert!(matches!(looped(0.99), JourneyTime::Unknown), "an eighth of it would be cut");
}

#[test]
fn where_the_time_goes_adds_up() {
    let found = known(&format!(
        r#"{}, "components": [{{"id": "s", "kind": "server", "instances": 2, "settings": {{"rps_capacity": 100}}}},
             {{"id": "c", "kind": "cache-distributed"}}, {{"id": "d", "kind": "sql", "settings": {{"read_capacity": 100, "write_capacity": 40}}}}],
           "connections": [{{"from": "s", "to": "c", "latency_ms": 0.5, "at_once": true}},
             {{"from": "s", "to": "d", "latency_ms": 0.5, "at_once": true, "calls": 3}}]"#,
        journey("s", "read", 20.0)
    ));
    let sum: f64 = found.spent.iter().map(|part| part.visits * part.each).sum();
    near(sum, found.mean, 1e-6);
    let most = found.spent.iter().max_by(|a, b| (a.visits * a.each).total_cmp(&(b.visits * b.each))).unwrap();
    // 60 of 100 a second: 60 % wait, for 25 ms each; the query takes 10 ms.
    assert_eq!(most.what, What::Waiting(1));
}

#[test]
fn of_calls_that_are_all_chosen_one_is_made_after_a_miss_alone() {
    // A hit takes 1 ms; one in five asks the store besides, at the same time, for 10 ms.
    let found = known(&format!(
        r#"{}, "components": [{{"id": "s", "kind": "server", "settings": {{"latency_ms": 0}}}},
             {{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": 0.8, "latency_ms": 0}}}},
             {{"id": "d", "kind": "sql", "settings": {{"latency_ms": 0}}}}],
           "connections": [{{"from": "s", "to": "c", "latency_ms": 1, "group": "g", "needs": 2}},
             {{"from": "s", "to": "d", "latency_ms": 10, "group": "g", "needs": 2, "after_miss_in": "c"}}]"#,
        journey("s", "read", 0.0)
    ));
    near(found.mean, 0.8 + 0.2 * 10.0, 1e-2);
    near(found.percentiles[0], 1.0, 2e-2);
    near(found.percentiles[1], 10.0, 2e-2);
}
