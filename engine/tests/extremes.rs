//! Designs at the edge of what can be computed: each answer is honest, says how it was found, and names what is wrong.

#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

use loadbearing_engine::report::{FindingReport, JourneyReport, Report};
use loadbearing_engine::{evaluate, read};

/// The report of components and connections behind a client, for one journey of 1,000 reads a second.
fn report(components: &str, connections: &str) -> Report {
    of_rate(1_000.0, components, connections)
}

fn of_rate(rate: f64, components: &str, connections: &str) -> Report {
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "entry": "client", "operation": "read",
              "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}},
            "components": [{{"id": "client", "kind": "client-web"}}, {components}],
            "connections": [{{"from": "client", "to": "a"}}{connections}]}}"#
    );
    let report = evaluate(&read(&text).unwrap().design);
    // Whatever it says can be said again: no figure is none.
    let said = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&said).unwrap(), report);
    report
}

fn journey(report: &Report) -> &JourneyReport {
    &report.journeys["j"]
}

fn finding<'a>(report: &'a Report, rule: &str) -> Option<&'a FindingReport> {
    report.findings.iter().find(|finding| finding.rule == rule)
}

fn near(got: Option<f64>, want: f64) {
    let got = got.unwrap();
    assert!((got - want).abs() <= 1e-9 * want.abs() + 1e-15, "got {got}, want {want}");
}

#[test]
fn what_is_full_has_no_latency_and_is_named() {
    for (capacity, carried, at_peak) in [(1_000, 1_000.0, 0.999), (500, 500.0, 0.0), (0, 0.0, 0.0)] {
        let settings = format!(r#"{{"rps_capacity": {capacity}, "latency_ms": 5}}"#);
        let report = report(&format!(r#"{{"id": "a", "kind": "server", "settings": {settings}}}"#), "");
        let journey = journey(&report);
        assert_eq!((journey.latency_ms.mean, &*journey.latency.method), (None, "unbounded"), "{capacity}");
        assert_eq!(journey.latency.because, ["a"]);
        near(journey.sustainable, carried);
        near(journey.availability_at_peak, at_peak);
        assert_eq!((&*journey.method, journey.availability), ("exact", Some(0.999)));
        assert_eq!(finding(&report, "cap-zero").is_some(), capacity == 0);
    }
}

#[test]
fn a_queue_with_a_limit_stays_bounded_at_its_capacity() {
    // One at work and 100 who wait: at a load of 1 all 102 states are alike, and in one of them nobody is let in (M/M/1/K).
    let a = r#"{"id": "a", "kind": "server", "settings": {"rps_capacity": 1000, "latency_ms": 1, "queue_limit": 100}}"#;
    let report = report(a, "");
    let journey = journey(&report);
    assert!(journey.latency_ms.p99.is_some());
    near(journey.latency.turned_away, 1.0 / 102.0);
}

#[test]
fn a_loop_without_end_has_no_figures_and_is_named() {
    let both = r#"{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}"#;
    for calls in [1.0, 2.0] {
        let back = format!(r#", {{"from": "a", "to": "b"}}, {{"from": "b", "to": "a", "calls": {calls}}}"#);
        let report = report(both, &back);
        assert_eq!((report.components["a"].peak, report.components["b"].utilization), (None, None));
        assert_eq!(finding(&report, "loop-unbounded").unwrap().components, ["a", "b"]);
        let journey = journey(&report);
        assert_eq!((journey.sustainable, journey.availability_at_peak), (Some(0.0), Some(0.0)));
        assert_eq!(
            (&*journey.latency.method, &*journey.latency.because),
            ("unbounded", &["a".to_owned(), "b".to_owned()][..])
        );
    }
    // One that comes back a little less often has figures: 1,000 ÷ (1 − 0.9999).
    let back = r#", {"from": "a", "to": "b"}, {"from": "b", "to": "a", "calls": 0.9999}"#;
    let peak = report(both, back).components["a"].peak.unwrap().total;
    assert!((peak / 1e7 - 1.0).abs() < 1e-9, "{peak}");
}

#[test]
fn components_that_require_each_other_are_up_together() {
    let both = r#"{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}"#;
    let back = r#", {"from": "a", "to": "b"}, {"from": "b", "to": "a", "calls": 0.5, "required": true}"#;
    let report = report(both, back);
    near(journey(&report).availability, 0.999 * 0.999);
    assert_eq!(journey(&report).method, "exact");
}

#[test]
fn without_traffic_nothing_is_full_and_nothing_waits() {
    let report = of_rate(0.0, r#"{"id": "a", "kind": "server", "settings": {"latency_ms": 5}}"#, "");
    let journey = journey(&report);
    assert_eq!((journey.sustainable, report.bottleneck.is_none()), (None, true));
    assert_eq!(report.components["a"].utilization, Some(0.0));
    near(journey.availability, 0.999);
    assert!(journey.latency_ms.mean.unwrap() >= 5.0);
}

#[test]
fn a_thousand_servers_that_stand_side_by_side() {
    // 1,000 a second, 1 s each, on 1,100 servers: next to nobody waits, p99 is that of the work alone.
    let settings = r#"{"rps_capacity": 1, "latency_ms": 1000, "availability": 1}"#;
    let call = r#"{"id": "a", "kind": "server", "instances": 1100, "settings": "#.to_owned() + settings + "}";
    let report = report(&call, "");
    let way = journey(&report).latency.parts.iter().find(|part| part.what == "way").unwrap().mean_ms;
    let p99 = journey(&report).latency_ms.p99.unwrap() - way;
    assert!((p99 / (1_000.0 * libm::log(100.0)) - 1.0).abs() < 2e-3, "{p99}");
    assert_eq!(journey(&report).availability, Some(1.0));
}

#[test]
fn never_and_always() {
    let one = |settings: &str| report(&format!(r#"{{"id": "a", "kind": "server", "settings": {settings}}}"#), "");
    assert_eq!(journey(&one(r#"{"availability": 0}"#)).availability, Some(0.0));
    assert_eq!(journey(&one(r#"{"availability": 1}"#)).availability, Some(1.0));
    for (hit_rate, reads) in [(0, 1_000.0), (1, 0.0)] {
        let parts = format!(
            r#"{{"id": "a", "kind": "server"}}, {{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": {hit_rate}}}}},
               {{"id": "db", "kind": "sql"}}"#
        );
        let report = report(&parts, r#", {"from": "a", "to": "c"}, {"from": "a", "to": "db", "after_miss_in": "c"}"#);
        assert_eq!(report.components["db"].peak.unwrap().reads, reads);
        // What is never asked while the cache is up stands in for it when that is down.
        let available = if hit_rate == 0 { 0.999 * 0.999 } else { 0.999 * (1.0 - 0.001 * 0.001) };
        near(journey(&report).availability, available);
    }
}

#[test]
fn an_exact_share_stands_without_the_peak_where_that_alone_is_too_wide() {
    // Each number of copies up of each pool is a state of its own to the peak that both of them share.
    let pool = |id: &str| {
        format!(
            r#"{{"id": "{id}", "kind": "server", "instances": 100000, "settings": {{"availability": 0.5, "needs": 50000}}}}"#
        )
    };
    let parts = format!(r#"{{"id": "a", "kind": "lb-l7"}}, {}, {}"#, pool("b"), pool("c"));
    let report = report(&parts, r#", {"from": "a", "to": "b"}, {"from": "a", "to": "c"}"#);
    let journey = journey(&report);
    assert_eq!((&*journey.method, journey.availability_at_peak), ("exact", None));
    // Fewer than half of 100,000 are up nearly half of the time: 0.5 less half of the middle one, √(2 ÷ (π n)) ÷ 2.
    let too_few = 0.5 - 0.5 * (2.0 / (std::f64::consts::PI * 1e5)).sqrt();
    let down = 1.0 - 0.999 * (1.0 - too_few * too_few);
    assert!((journey.unavailability.unwrap() / down - 1.0).abs() < 1e-5, "{:?} {down}", journey.unavailability);
}

#[test]
fn what_is_too_wide_for_an_exact_answer_is_drawn_with_bounds_that_are_certain() {
    // Four layers of 40, each choosing among three of the next by a rule that mixes them.
    let (layers, wide) = (4, 40);
    let name = |layer: usize, at: usize| format!("s{layer}-{}", at % wide);
    let mut parts = vec![r#"{"id": "a", "kind": "lb-l7"}"#.to_owned()];
    let mut calls = String::new();
    let mut call = |from: &str, to: &str, group: &str| {
        calls.push_str(&format!(r#", {{"from": "{from}", "to": "{to}"{group}}}"#));
    };
    for layer in 0..layers {
        for at in 0..wide {
            parts.push(format!(r#"{{"id": "{}", "kind": "service"}}"#, name(layer, at)));
            if layer == 0 {
                call("a", &name(0, at), "");
            }
            for step in [7 * at + 1, 11 * at + 5, 13 * at + 18] {
                if layer + 1 < layers {
                    call(&name(layer, at), &name(layer + 1, step), r#", "group": "g""#);
                }
            }
        }
    }
    let report = report(&parts.join(", "), &calls);
    let journey = journey(&report);
    assert_eq!((&*journey.method, journey.availability_at_peak), ("simulated", None));
    let (down, bounds) = (journey.unavailability.unwrap(), journey.unavailability_bounds.unwrap());
    let around = journey.interval.unwrap();
    assert!(bounds.least <= bounds.most && bounds.least <= down + 2.0 * around && down - 2.0 * around <= bounds.most);
    // The balancer alone is down for a thousandth.
    assert!(bounds.least >= 1e-3 - 1e-12 && around > 0.0, "{bounds:?}");
}
