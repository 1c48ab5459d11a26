//! Changes in several places that belong together: sagas, two-phase commit, the outbox.

use loadbearing_engine::design::Setting;

use crate::support::{
    assert_findings, assert_near, assert_silent, availability, changed, component, connection, only, report,
};

#[test]
fn the_saga_by_events_has_exactly_these_findings() {
    let report = report("saga-choreography");
    // What stands behind the stream is waited for by nobody, but for the services that publish on.
    assert_findings(
        &report,
        &["msg-broker-spof: k", "spof-single-instance: inv", "spof-single-instance: o", "spof-single-instance: p"],
    );
    // Events are journeys of their own, so nothing runs in a circle.
    for rule in ["loop-unbounded", "self-loop", "msg-no-consumer", "msg-no-producer"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn each_event_needs_who_publishes_it_and_the_stream() {
    let report = report("saga-choreography");
    for journey in ["order", "stock-reserved", "payment-done", "payment-failed"] {
        assert_near(availability(&report, journey), 0.998_001);
    }
}

const COORDINATED: &str = "saga-orchestration";

#[test]
fn the_coordinated_saga_has_exactly_these_findings() {
    let report = report(COORDINATED);
    // Two coordinators are drawn, and nothing that spreads buyers over them.
    assert_findings(
        &report,
        &[
            "lb-missing: or, u",
            "repl-none: d",
            "res-no-timeout: or",
            "spof-single-instance: inv",
            "spof-single-instance: o",
            "spof-single-instance: p",
            "spof-single-instance: sh",
        ],
    );
    for rule in ["tx-orchestrator-spof", "tx-saga-no-compensation", "tx-saga-order"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn one_coordinator_alone_is_told() {
    let report = changed(COORDINATED, |design| component(design, "or").instances = Some(1));
    assert_eq!(only(&report, "tx-orchestrator-spof").components, ["or"]);
}

#[test]
fn a_coordinated_order_needs_all_four_services() {
    // Four services and the database, 0.999 each; buyers know the address of one of the two coordinators.
    let whole = availability(&report(COORDINATED), "order");
    assert_near(whole, 0.999_f64.powi(5) * (1.0 - 1e-6));
}

#[test]
fn two_phase_commit_has_exactly_these_findings() {
    // The first two are expected of the drawing.
    assert_findings(
        &report("two-phase-commit"),
        &["tx-2pc-coordinator: c", "tx-2pc-blocking: c", "repl-none: d1", "repl-none: d2", "repl-none: d3"],
    );
    assert_near(availability(&report("two-phase-commit"), "commit"), 0.999_f64.powi(4));
}

#[test]
fn the_outbox_has_exactly_these_findings() {
    let report = report("outbox");
    // Expected of the drawing: the relay may send twice. Everything is drawn once.
    assert_findings(
        &report,
        &["msg-no-idempotency: c, q", "msg-broker-spof: q", "repl-none: d", "spof-single-instance: s"],
    );
    assert_silent(&report, "tx-dual-write");
}

#[test]
fn publishing_without_the_outbox_is_a_dual_write() {
    let report = changed("outbox", |design| {
        let publish = connection(design, "r", "q");
        publish.from = "s".to_owned();
        publish.journeys = Some(vec!["order".to_owned()]);
        publish.settings.insert("outbox".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&report, "tx-dual-write").components, ["s", "d", "q"]);
}
