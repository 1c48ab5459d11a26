//! Callers of something slow or gone, worked by hand: two journeys through one `api`, of which only the first calls
//! `far`, 100 times a second. Nothing else takes any time, and nobody queues.

use proptest::prelude::*;

use crate::design::Design;
use crate::evaluate_in_full;
use crate::generated::design_files;
use crate::report::{Down, Outcome, Scenario, evaluate_scenario, what_if};
use crate::rules::testing::design;

/// What `far` is called over, and what else is said of `api`.
fn text(call: &str, api: &str) -> Design {
    design(&format!(
        r#"{{"workload": {{"journeys": [
             {{"id": "far", "entry": "client", "operation": "read", "rate": {{"per_second": 100}}, "peak_factor": 1}},
             {{"id": "near", "entry": "client", "operation": "read", "rate": {{"per_second": 10}}, "peak_factor": 1}}]}},
           "components": [{{"id": "client", "kind": "client-web"}},
             {{"id": "api", "kind": "serverless", "settings": {{"latency_ms": 0{api}}}}},
             {{"id": "far", "kind": "external-api", "settings": {{"latency_ms": 10}}}}],
           "connections": [{{"from": "client", "to": "api", "latency_ms": 0}},
             {{"from": "api", "to": "far", "latency_ms": 0, "journeys": ["far"]{call}}}]}}"#
    ))
}

fn outcome(call: &str, api: &str, scenario: &str) -> Outcome {
    let scenario: Scenario = serde_json::from_str(scenario).unwrap();
    let outcome = evaluate_scenario(&text(call, api), &scenario);
    assert_eq!(outcome.unknown, Vec::<String>::new());
    outcome
}

fn near(got: f64, want: f64) {
    assert!((got - want).abs() <= 2e-3 * want.abs() + 1e-12, "got {got}, want {want}");
}

fn answered(outcome: &Outcome, journey: &str) -> f64 {
    outcome.journeys[journey].answered.unwrap()
}

fn states(outcome: &Outcome) -> [&str; 2] {
    ["far", "near"].map(|id| &*outcome.journeys[id].state)
}

const SLOW: &str = r#"{"slow": {"far": 100}}"#;

#[test]
fn nothing_is_blamed_for_what_nobody_gets_anyway() {
    // Half a percent of the calls takes no more than 0.05 ms: the journey fails as it stands, and no loss makes it.
    let given_up = r#", "timeout_ms": 0.05"#;
    let slower = outcome(given_up, "", SLOW);
    assert_eq!(states(&slower), ["fails", "works"]);
    assert!(slower.journeys["far"].failed_before && !slower.journeys["near"].failed_before);
    let gone = outcome(given_up, "", r#"{"down": [{"component": "api"}]}"#);
    assert_eq!(states(&gone), ["fails", "fails"]);
    assert!(gone.journeys["far"].failed_before && !gone.journeys["near"].failed_before);
    let table = what_if(&text(given_up, ""));
    let fails = |subject: &str| table.iter().find(|loss| loss.subject == subject).map(|loss| loss.fails.clone());
    assert_eq!(fails("api").unwrap(), ["near"]);
    assert_eq!(fails("far").unwrap_or_default(), Vec::<String>::new());
    // Who does without it has done without it before.
    let without = outcome(r#", "timeout_ms": 0.05, "required": false"#, "", SLOW);
    assert_eq!((states(&without), without.journeys["far"].without.len()), (["works", "works"], 0));
    let less = outcome(r#", "timeout_ms": 50, "required": false"#, "", SLOW);
    assert_eq!((states(&less), less.journeys["far"].without.len()), (["degraded", "works"], 1));
}

#[test]
fn who_waits_is_there_at_once() {
    // 100 a second × 10 ms = 1, then 100 a second × 1 s = 100.
    let outcome = outcome("", "", SLOW);
    let places = outcome.components["api"].strain.unwrap().places;
    near(places.wanted.unwrap(), 100.0);
    near(places.wanted_before.unwrap(), 1.0);
    assert_eq!((places.room, states(&outcome)), (None, ["works", "works"]));
    let times = outcome.journeys["far"].latency_ms.unwrap();
    near(times.p99.unwrap(), 1_000.0 * libm::log(100.0));
    near(outcome.journeys["far"].latency_ms_before.unwrap().p99.unwrap(), 10.0 * libm::log(100.0));
    let far = outcome.components["far"].strain.unwrap();
    assert_eq!((far.takes_ms, far.takes_ms_before), (Some(1_000.0), Some(10.0)));
    let happens = outcome.happens.join("\n");
    assert!(happens.contains("far takes 1000 ms for a request instead of 10 ms."), "{happens}");
    assert!(happens.contains("api has 100 requests at once, 1 before"), "{happens}");
}

#[test]
fn milliseconds_may_be_added_too() {
    let outcome = outcome("", "", r#"{"delay_ms": {"far": 90}}"#);
    near(outcome.components["api"].strain.unwrap().places.wanted.unwrap(), 10.0);
}

#[test]
fn without_a_bulkhead_the_other_journey_goes_down_with_it() {
    // 100 at once and room for 50: half of all that comes, whatever it is for.
    let shared = outcome("", r#", "concurrency": 50"#, SLOW);
    near(answered(&shared, "far"), 0.5);
    near(answered(&shared, "near"), 0.5);
    assert_eq!(states(&shared), ["degraded", "degraded"]);
    assert_eq!(shared.journeys["near"].in_cascade, "degraded");
    // With room for 20 of those calls the other journey notices nothing. Of 100 that would be there at once 0.802 find all
    // taken: Erlang B, by 1 ÷ B(n) = 1 + n ÷ (100 B(n − 1)).
    let refused =
        |places: u32| (1..=places).fold(1.0, |blocked, place| 100.0 * blocked / (f64::from(place) + 100.0 * blocked));
    let apart = outcome(r#", "bulkhead": true, "pool_size": 20"#, r#", "concurrency": 50"#, SLOW);
    near(refused(20), 0.802_426);
    near(answered(&apart, "far"), 1.0 - refused(20));
    near(answered(&apart, "near"), 1.0);
    near(apart.components["api"].strain.unwrap().places.wanted.unwrap(), 100.0 * (1.0 - refused(20)));
    assert_eq!(states(&apart), ["degraded", "works"]);
    let pool = apart.calls[0].pool.unwrap();
    assert_eq!((pool.wanted.map(f64::round), pool.room), (Some(100.0), Some(20.0)));
    // A documented ten where no size is stated.
    let ten = outcome(r#", "bulkhead": true"#, "", SLOW);
    near(answered(&ten, "far"), 1.0 - refused(10));
    // A pool that is no bulkhead lets the others wait, so that the places of the caller fill up all the same.
    let pool = outcome(r#", "pool_size": 20"#, r#", "concurrency": 50"#, SLOW);
    near(answered(&pool, "near"), 0.2);
}

#[test]
fn who_gives_up_tries_again_and_asks_for_more() {
    // Late: e^−1. Two attempts at most: 1 + e^−1 of 1 s (1 − e^−1) each; e^−2 of the calls fail.
    let outcome = outcome(r#", "timeout_ms": 1000, "retries": 1"#, "", SLOW);
    let late = libm::exp(-1.0_f64);
    let call = &outcome.calls[0];
    near(call.late, late);
    near(call.attempts, 1.0 + late);
    near(call.held_ms, 1_000.0 * (1.0 - late) * (1.0 + late));
    near(answered(&outcome, "far"), 1.0 - late * late);
    near(outcome.components["far"].strain.unwrap().attempts, 100.0 * (1.0 + late));
    near(outcome.components["api"].strain.unwrap().places.wanted.unwrap(), 100.0 * (1.0 - late * late));
    // First attempts stay what they were.
    assert_eq!(outcome.components["far"].peak.unwrap().reads, 100.0);
    assert_eq!((call.late_before, call.attempts_before), (0.0, 1.0));
}

#[test]
fn waits_between_attempts_are_part_of_the_call() {
    // Late: e^−1 = f. Three attempts of 1 s (1 − f) each, 200 ms before the second, 400 ms before the third.
    let waits = r#", "timeout_ms": 1000, "retries": 2, "retry_backoff": "exponential", "retry_wait_ms": 200"#;
    let outcome = outcome(waits, "", SLOW);
    let late = libm::exp(-1.0_f64);
    let call = &outcome.calls[0];
    near(call.attempts, 1.0 + late + late * late);
    let held = 1_000.0 * (1.0 - late) * (1.0 + late + late * late) + 200.0 * late + 400.0 * late * late;
    near(call.held_ms, held);
    near(outcome.components["api"].strain.unwrap().places.wanted.unwrap(), held / 10.0);
    near(outcome.journeys["far"].latency_ms.unwrap().mean.unwrap(), held);
}

#[test]
fn a_breaker_that_opens_for_a_slow_callee_stays_open_and_one_that_opens_for_the_load_does_not() {
    let hasty = r#", "circuit_breaker": true, "timeout_ms": 500"#;
    let slow = outcome(hasty, "", SLOW);
    near(slow.calls[0].probe_failure.unwrap(), libm::exp(-0.5_f64));
    assert_eq!(slow.calls[0].open_share, Some(1.0));
    assert!(slow.happens.join("\n").contains("so it stays open"), "{:?}", slow.happens);
    // 300 a second of 100: two thirds are never answered. A call that comes alone is.
    let text = r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read",
            "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 100000}},
            {"id": "db", "kind": "sql", "settings": {"read_capacity": 100, "latency_ms": 1}}],
        "connections": [{"from": "api", "to": "db", "timeout_ms": 100, "circuit_breaker": true}]}"#;
    let outcome = evaluate_scenario(&design(text), &Scenario { load: 6.0, ..Scenario::default() });
    let call = &outcome.calls[0];
    assert!(call.breaker_open, "{call:?}");
    near(call.probes.unwrap(), 1.0 / 30.0);
    assert!(call.probe_failure.unwrap() < 1e-3, "{call:?}");
    // Ten calls to see at 300 a second, and the last of them given up.
    near(call.open_share.unwrap(), 30.0 / (30.0 + 10.0 / 300.0 + 0.1));
    assert!(outcome.happens.join("\n").contains("opens again under the same load"), "{:?}", outcome.happens);
}

#[test]
fn an_open_breaker_ends_the_waiting() {
    // Late: e^−2 of those within 2 s stay below a half; e^−0.5 are above.
    let patient = r#", "circuit_breaker": true, "retries": 3, "timeout_ms": 2000"#;
    assert!(!outcome(patient, "", SLOW).calls[0].breaker_open);
    let hasty = r#", "circuit_breaker": true, "retries": 3, "timeout_ms": 500"#;
    let required = outcome(hasty, r#", "concurrency": 50"#, SLOW);
    let call = &required.calls[0];
    assert!(call.breaker_open && call.attempts == 0.0);
    near(call.failure, libm::exp(-0.5_f64));
    assert_eq!(states(&required), ["fails", "works"]);
    assert_eq!(required.journeys["far"].lacks, ["api->far"]);
    assert_eq!(required.components["far"].strain.unwrap().attempts, 0.0);
    near(required.components["api"].strain.unwrap().places.wanted.unwrap(), 0.0);
    for soft in [r#", "required": false"#, r#", "circuit_breaker_fallback": true"#] {
        let without = outcome(&format!("{hasty}{soft}"), "", SLOW);
        assert_eq!(states(&without), ["degraded", "works"], "{soft}");
        assert_eq!(without.journeys["far"].without, ["far"]);
        near(answered(&without, "far"), 1.0);
    }
}

#[test]
fn an_open_breaker_fails_the_requests_that_would_have_gone_there() {
    // A cache answers nineteen of twenty; the breaker to the store behind it is open.
    let text = r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read",
            "rate": {"per_second": 100}, "peak_factor": 1}]},
        "components": [{"id": "api", "kind": "server"},
            {"id": "k", "kind": "cache-distributed", "settings": {"hit_rate": 0.95}},
            {"id": "db", "kind": "sql", "settings": {"latency_ms": 10}}],
        "connections": [{"from": "api", "to": "k"},
            {"from": "api", "to": "db", "after_miss_in": "k", "timeout_ms": 100, "circuit_breaker": true}]}"#;
    let slow = Scenario { slow: [("db".to_owned(), 1000.0)].into(), ..Scenario::default() };
    let outcome = evaluate_scenario(&design(text), &slow);
    let journey = &outcome.journeys["j"];
    assert!(outcome.calls[0].breaker_open, "{:?}", outcome.calls);
    assert_eq!((&*journey.state, &*journey.in_cascade), ("degraded", "degraded"));
    near(journey.answered.unwrap(), 0.95);
    near(journey.carried, 0.95);
    assert_eq!(&*outcome.components["api"].state, "works");
    near(outcome.components["k"].peak.unwrap().total, 100.0);
}

#[test]
fn what_is_gone_holds_its_callers_until_they_give_up() {
    // 100 a second × 0.5 s = 50 at once, and room for 40: the other journey gets four of five.
    let down = r#"{"down": [{"component": "far"}]}"#;
    let held = outcome(r#", "timeout_ms": 500"#, r#", "concurrency": 40"#, down);
    assert_eq!(states(&held), ["fails", "degraded"]);
    near(answered(&held, "near"), 0.8);
    assert_eq!(held.journeys["far"].lacks, ["far"]);
    for apart in [r#", "circuit_breaker": true"#, r#", "bulkhead": true"#, r#", "connect_timeout_ms": 50"#] {
        let found = outcome(&format!(r#", "timeout_ms": 500{apart}"#), r#", "concurrency": 40"#, down);
        assert_eq!(states(&found), ["fails", "works"], "{apart}");
    }
    // Nobody says how long to wait: they know at once.
    assert_eq!(states(&outcome("", r#", "concurrency": 40"#, down)), ["fails", "works"]);
}

#[test]
fn a_design_that_says_nothing_of_patience_has_nothing_to_tell() {
    let outcome = outcome("", "", r#"{"load": 3}"#);
    assert_eq!((outcome.journeys["far"].answered, outcome.happens.len(), outcome.calls.len()), (None, 0, 0));
}

#[test]
fn a_spike_of_one_journey_takes_the_places_of_the_other() {
    // 100 × 10 ms = 1 of 2 places; five times as many want 5.
    let outcome = outcome("", r#", "concurrency": 2"#, r#"{"journeys": {"far": 5}}"#);
    near(answered(&outcome, "near"), 0.4);
    assert_eq!(states(&outcome), ["degraded", "degraded"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_slow_in_it_ends_in_an_outcome(file in design_files(), times in 0.0_f64..1e6, lost in 0_usize..16) {
        let ids = || file.design.components.iter().map(|component| component.id.clone());
        let scenario = Scenario {
            down: ids().skip(lost).take(1).map(Down::Component).collect(),
            slow: ids().step_by(2).map(|id| (id, times)).collect(),
            delay_ms: ids().skip(1).step_by(2).map(|id| (id, times)).collect(),
            ..Scenario::default()
        };
        let outcome = evaluate_scenario(&file.design, &scenario);
        for journey in outcome.journeys.values() {
            let answered = journey.answered.unwrap_or(1.0);
            prop_assert!((0.0..=1.0).contains(&answered) && (0.0..=1.0).contains(&journey.carried), "{:?}", journey);
        }
        let text = serde_json::to_string(&outcome).unwrap();
        let again: Outcome = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&again).unwrap(), text);
    }
}

#[test]
fn who_waits_to_be_worked_on_may_as_well_wait_for_a_place() {
    // 80 a second at a server of 100 a second: stable with one place and with one call in the pool, as with any number.
    let answered = |server: &str, call: &str| {
        let text = format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "api", "operation": "read", "rate": {{"per_second": 80}}, "peak_factor": 1}}]}},
                "components": [{{"id": "api", "kind": "serverless", "settings": {{"latency_ms": 0}}}},
                    {{"id": "it", "kind": "server", "settings": {{{server}}}}}],
                "connections": [{{"from": "api", "to": "it", "latency_ms": 0{call}}}]}}"#
        );
        evaluate_in_full(&design(&text)).balance.unwrap().journeys["j"].answered
    };
    let ten = r#""rps_capacity": 100, "latency_ms": 10"#;
    for places in [1, 3, 100] {
        near(answered(&format!(r#"{ten}, "concurrency": {places}"#), ""), 1.0);
    }
    // One copy of the caller: its pool holds one call.
    near(answered(ten, r#", "pool_size": 1"#), 1.0);
    // Of 25 ms each, one place lets 40 a second through, half of them.
    near(answered(r#""concurrency": 1, "rps_capacity": 1000, "latency_ms": 25"#, ""), 0.5);
}

#[test]
fn what_is_lacked_in_any_case_is_no_matter_of_a_loss() {
    // Two hundred of three hundred calls to `more` are given up: nobody needs it, with or without `near`.
    let file = design(
        r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 300}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "serverless", "settings": {"latency_ms": 0}},
                {"id": "more", "kind": "server", "settings": {"rps_capacity": 100}},
                {"id": "near", "kind": "server"}],
            "connections": [{"from": "api", "to": "more", "required": false, "timeout_ms": 100},
                {"from": "api", "to": "near", "required": false, "timeout_ms": 100}]}"#,
    );
    let without = |down: &str| {
        let scenario = Scenario { down: vec![Down::Component(down.to_owned())], ..Scenario::default() };
        evaluate_scenario(&file, &scenario).journeys["read"].without.clone()
    };
    assert_eq!(without("near"), ["near"]);
    assert_eq!(without("more"), ["more"]);
}
