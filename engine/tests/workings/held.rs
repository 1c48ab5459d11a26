//! How many requests are somewhere at once, and which are sent twice.

use loadbearing_engine::evaluate;

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
