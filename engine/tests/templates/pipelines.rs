//! Features, vectors, clicks, events, reports and metrics: data on its way to who learns from it.

use loadbearing_engine::design::Setting;

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, connection, needed,
    only, peak, report, utilization,
};

#[test]
fn the_feature_store_has_exactly_these_findings() {
    let report = report("feature-store");
    // Everything is drawn once; features are taken in behind a hand-over, and nobody waits for training.
    assert_findings(&report, &["repl-none: on", "spof-single-instance: pr", "spof-single-instance: src"]);
    // 0.999 each; the offline store is managed, 0.9999.
    assert_near(availability(&report, "predict"), 0.998_001);
    assert_near(availability(&report, "train"), 0.999 * 0.9999);
}

#[test]
fn semantic_search_has_exactly_these_findings() {
    let report = report("vector-rag");
    assert_findings(&report, &["repl-none: vdb", "spof-single-instance: api", "spof-single-instance: emb"]);
    // 0.999³, and 0.9999 of who runs the language model.
    assert_near(availability(&report, "ask"), 0.999_f64.powi(3) * 0.9999);
    // Indexing ends in the same two, but nobody waits for it.
    assert_near(availability(&report, "index"), 0.9999);
}

#[test]
fn a_language_model_without_a_breaker_is_told() {
    let report = changed("vector-rag", |design| {
        connection(design, "api", "llm").settings.insert("circuit_breaker".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&report, "res-external-no-breaker").components, ["api"]);
}

#[test]
fn click_analytics_has_exactly_these_findings() {
    // Everything is drawn once. The dashboard shows clicks: whether anything shows how the parts do is left open.
    assert_findings(
        &report("kafka-flink"),
        &["msg-broker-spof: k", "repl-none: es", "spof-single-instance: col", "spof-single-instance: dash"],
    );
}

#[test]
fn a_minute_of_1_700_clicks_is_three_results() {
    let report = report("kafka-flink");
    let average = |id: &str| report.components[id].average.expect("no loop").writes;
    assert_near(average("f") * 60.0, 1_700.0);
    assert_near(average("es") * 60.0, 3.0);
}

const EVENTS: &str = "event-analytics-1m";

#[test]
fn a_million_events_have_exactly_these_findings() {
    // Expected of the drawing: the stream. Twenty ordinary services get 150,000 each.
    let report = report(EVENTS);
    assert_findings(&report, &["cap-single-server-limit: ing", "lb-spof: lb", "msg-broker-throughput: k"]);
    // 3,000,000 at peak over the three partitions of the documented topic.
    assert_near(only(&report, "msg-partition-throughput").measured.unwrap_or_default(), 1_000_000.0);
}

#[test]
fn without_a_peak_a_million_events_fill_the_stream() {
    let report = changed(EVENTS, |design| design.workload.journeys[0].peak_factor = Some(1.0));
    assert_near(utilization(&report, "k"), 1.0);
    assert_silent(&report, "msg-broker-throughput");
    let full: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "cap-over-target").collect();
    assert!(full.iter().any(|finding| finding.components == ["k"]), "{full:?}");
    assert_eq!(needed(&report, "k"), ("shards", 1, 2));
}

#[test]
fn fraud_detection_has_exactly_these_findings() {
    assert_findings(&report("fraud-stream"), &["msg-broker-spof: k", "spof-single-instance: tx"]);
    // The transaction and its stream: what judges it stands behind.
    assert_near(availability(&report("fraud-stream"), "transact"), 0.998_001);
}

const SALES: &str = "batch-report";

#[test]
fn the_daily_report_has_exactly_these_findings() {
    // Expected of the drawing.
    assert_findings(&report(SALES), &["db-olap-on-oltp: db, b"]);
}

#[test]
fn reports_that_read_a_replica_disturb_nobody() {
    let report = changed(SALES, |design| component(design, "db").kind = "db-replica".to_owned());
    assert_silent(&report, "db-olap-on-oltp");
}

#[test]
fn the_warehouse_has_exactly_these_findings() {
    let report = report("warehouse-etl");
    assert_findings(&report, &["repl-none: oltp"]);
    for rule in ["db-olap-on-oltp", "msg-long-task-sync", "db-oltp-on-warehouse"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn the_lakehouse_has_exactly_these_findings() {
    // Expected of the drawing: the warehouse that nothing reaches.
    assert_findings(&report("lakehouse"), &["arch-orphan: wh", "etl-missing: wh", "spof-single-instance: src"]);
}

#[test]
fn reports_from_the_raw_lake_are_told() {
    let report = changed("lakehouse", |design| {
        connection(design, "bi", "lh").to = "l".to_owned();
        component(design, "l").settings.insert("catalogue".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&report, "st-lake-swamp").components, ["l"]);
}

#[test]
fn the_metrics_system_has_exactly_these_findings() {
    // Everything is drawn once.
    let report = report("metrics-system");
    assert_silent(&report, "obs-no-metrics");
    assert_findings(
        &report,
        &[
            "msg-broker-spof: k",
            "repl-none: ts",
            "spof-single-instance: al",
            "spof-single-instance: col",
            "spof-single-instance: dash",
        ],
    );
}

#[test]
fn a_series_has_86_400_points_a_day() {
    let report = report("metrics-system");
    assert_eq!(peak(&report, "ts"), (0.0, 1.0));
    assert_printed(peak(&report, "ts").1 * 86_400.0, 86_400.0);
}
