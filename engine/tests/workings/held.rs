//! How many requests are somewhere at once, and which are sent twice.

use loadbearing_engine::evaluate;
use loadbearing_engine::report::workings::{Number, working};

use super::judge_all;

#[test]
fn calls_that_are_sent_twice_are_worked_out_from_how_long_one_takes() {
    let design = loadbearing_engine::read(
        r#"{"format": "loadbearing/1", "workload": {"journeys": [
                {"id": "r", "entry": "a", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}]},
            "components": [{"id": "a", "kind": "service", "settings": {"latency_ms": 5}},
                           {"id": "b", "kind": "object-store", "settings": {"latency_ms": 20}}],
            "connections": [{"from": "a", "to": "b", "calls": 3, "latency_ms": 4, "hedge_after_ms": 64}]}"#,
    )
    .unwrap()
    .design;
    assert!(judge_all("hedges", &design) > 10);
    // Of calls of 4 + an exponential of 20 ms e^−3 take longer than 64; thirty are made a second.
    let hedge = &evaluate(&design).journeys["r"].latency.hedges[0];
    assert!((hedge.sent_twice - libm::exp(-3.0)).abs() < 1e-4, "{hedge:?}");
    assert!((hedge.extra - 30.0 * hedge.sent_twice).abs() < 1e-9, "{hedge:?}");
}

#[test]
fn what_is_sent_twice_is_worked_on_twice_with_all_that_it_calls() {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [
            {"id": "r", "entry": "a", "operation": "read", "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "a", "kind": "service", "settings": {"latency_ms": 5}},
            {"id": "b", "kind": "service", "settings": {"latency_ms": 10, "rps_capacity": 100}},
            {"id": "d", "kind": "service", "settings": {"latency_ms": 0}}],
        "connections": [{"from": "a", "to": "b", "latency_ms": 0, "hedge_after_ms": 50 MORE},
            {"from": "b", "to": "d", "latency_ms": 0}]}"#;
    let found = |more: &str| {
        let design = loadbearing_engine::read(&text.replace(" MORE", more)).unwrap().design;
        assert!(judge_all("hedges", &design) > 10);
        let report = evaluate(&design);
        // Rates of the report are first attempts.
        assert_eq!(report.components["b"].utilization, Some(0.5));
        report.balance.unwrap()
    };
    // One server, 100 a second: with x a second a call takes more than 50 ms with probability e^−((100 − x) ÷ 20), and so
    // many more than 50 come: 55.37.
    let sent = |twice: f64| libm::exp(-(100.0 - 50.0 * (1.0 + twice)) / 20.0);
    let twice = (0..100).fold(0.0, |twice, _| sent(twice));
    let balance = found("");
    let over = &balance.connections[0];
    let near = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-3, "{one} is not {other}");
    near(50.0 * (1.0 + twice), 55.37);
    near(over.sent_twice.unwrap(), twice);
    near(over.attempts, 1.0 + twice);
    near(balance.components["b"].attempts, 50.0 * (1.0 + twice));
    near(balance.components["d"].attempts, 50.0 * (1.0 + twice));
    // Who has given up by then sends none; who tries again after that sends two of each attempt that is late.
    assert_eq!(found(r#", "timeout_ms": 50"#).connections[0].sent_twice, None);
    let again = found(r#", "timeout_ms": 100, "retries": 1"#);
    let over = &again.connections[0];
    near(over.attempts, (1.0 + over.failure) * (1.0 + over.sent_twice.unwrap()));
    assert!(over.failure > 0.0 && again.components["b"].attempts > balance.components["b"].attempts);
}

#[test]
fn places_are_worked_out_from_how_long_each_request_stays() {
    let design = loadbearing_engine::read(
        r#"{"format": "loadbearing/1", "workload": {"journeys": [
                {"id": "r", "entry": "a", "operation": "read", "rate": {"per_second": 80}},
                {"id": "w", "entry": "a", "operation": "write", "rate": {"per_second": 8}}]},
            "components": [
                {"id": "a", "kind": "service", "instances": 2, "settings": {"latency_ms": 5, "concurrency": 3}},
                {"id": "b", "kind": "sql", "replicas": 1, "settings": {"latency_ms": 20, "concurrency": 1}},
                {"id": "q", "kind": "queue"},
                {"id": "c", "kind": "worker", "settings": {"latency_ms": 400, "concurrency": 2}}],
            "connections": [{"from": "a", "to": "b"}, {"from": "a", "to": "q", "mode": "async", "journeys": ["w"]},
                            {"from": "q", "to": "c", "mode": "async"}]}"#,
    )
    .unwrap()
    .design;
    assert!(judge_all("places", &design) > 20);
    let report = evaluate(&design);
    // 240 reads a second of 5 ms and the way and 20 ms in 6 places; 24 messages a second of 400 ms in 2.
    let full = |id: &str| report.components[id].roles.last().unwrap().utilization.unwrap();
    assert!((full("c") - 24.0 * 0.4 / 2.0).abs() < 1e-9, "{}", full("c"));
    assert!(full("a") > 264.0 * 0.025 / 6.0, "{}", full("a"));
    // Its one replica answers all 240 reads, 20 ms each, in its one place.
    assert!((full("b") - 240.0 * 0.02).abs() < 1e-9, "{}", full("b"));
}

#[test]
fn who_gives_up_keeps_places_as_long_as_all_attempts_take() {
    // A tries b three times, half a second each at most; b fails where c and d do not answer in time, one of which it asks
    // twice, the other in half of its requests. With budgets, deadlines and waits between.
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [
            {"id": "r", "entry": "a", "operation": "read", "rate": {"per_second": 80}},
            {"id": "w", "entry": "a", "operation": "write", "rate": {"per_second": 8}}]},
        "components": [
            {"id": "a", "kind": "service", "settings": {"latency_ms": 5, "concurrency": 3}},
            {"id": "b", "kind": "service", "settings": {"latency_ms": 100, "concurrency": 9}},
            {"id": "c", "kind": "service", "settings": {"latency_ms": 200}},
            {"id": "d", "kind": "sql", "settings": {"latency_ms": 50}}],
        "connections": [{"from": "a", "to": "b", "timeout_ms": 500, "retries": 2 A},
            {"from": "b", "to": "c", "timeout_ms": 300 B}, {"from": "b", "to": "d", "timeout_ms": 80, "calls": D}]}"#;
    for (of_a, of_b, calls) in [
        ("", "", "0.5"),
        (r#", "retry_budget": 0.1"#, r#", "calls": 2"#, "1"),
        (
            r#", "retry_backoff": "exponential", "retry_jitter": true, "retry_wait_ms": 20"#,
            r#", "required": false"#,
            "1",
        ),
        (r#", "timeout_ms": 700, "calls": 3"#, r#", "retries": 9, "deadline_propagation": true"#, "2"),
        (r#", "retry_backoff": "fixed""#, r#", "group": "g", "needs": 1, "share": 0.3"#, r#"1, "group": "g""#),
    ] {
        let text = text.replace(" A", of_a).replace(" B", of_b).replace('D', calls);
        let text = text.replacen(
            r#""timeout_ms": 500, "retries": 2, "timeout_ms": 700"#,
            r#""retries": 2, "timeout_ms": 700"#,
            1,
        );
        let design = loadbearing_engine::read(&text).unwrap_or_else(|error| panic!("{error:?} in {text}")).design;
        assert!(judge_all(&format!("{of_a} {of_b}"), &design) > 20);
        let number = Number::Utilization("a".to_owned());
        let written = format!("{:?}", working(&design, &number).unwrap());
        assert!(written.contains("tried(") && written.contains("connections[a->b].timeout_ms"), "{written}");
    }
}
