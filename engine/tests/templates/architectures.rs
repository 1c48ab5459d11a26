//! Ways to put a system together: one program or many services, with or without a door, by calls or by events.

use loadbearing_engine::design::{Component, Connection, Setting};

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, only, peak, report,
};

const WAITING: &str = "order-sync";

#[test]
fn an_order_that_waits_for_everything_has_exactly_these_findings() {
    // Expected of the drawing, but for what is drawn once: all of it.
    assert_findings(
        &report(WAITING),
        &[
            "msg-sync-side-effects: o, a",
            "msg-sync-side-effects: o, e",
            "res-latency-budget: a",
            "res-no-bulkhead: o",
            "res-no-circuit-breaker: o",
            "spof-single-instance: a",
            "spof-single-instance: e",
            "spof-single-instance: i",
            "spof-single-instance: o",
            "spof-single-instance: p",
        ],
    );
}

#[test]
fn an_order_that_waits_for_everything_takes_five_seconds_and_all_five_services() {
    let report = report(WAITING);
    assert_printed(only(&report, "res-latency-budget").measured.unwrap_or_default(), 5_000.0);
    assert_near(availability(&report, "order"), 0.999_f64.powi(5));
}

const EVENTS: &str = "order-event-driven";

#[test]
fn an_order_by_events_has_exactly_these_findings() {
    let report = report(EVENTS);
    assert_findings(
        &report,
        &[
            "eda-no-tracing: o, k",
            "msg-broker-spof: k",
            "msg-no-idempotency: a, k",
            "msg-no-idempotency: e, k",
            "msg-no-idempotency: i, k",
            "msg-no-idempotency: p, k",
            "spof-single-instance: o",
        ],
    );
    // What made the other one wait is gone, and it answers within 100 ms.
    for rule in ["msg-sync-side-effects", "res-latency-budget", "tx-dual-write"] {
        assert_silent(&report, rule);
    }
    assert_near(availability(&report, "order"), 0.998_001);
}

#[test]
fn with_its_database_an_order_by_events_is_a_dual_write() {
    let report = changed(EVENTS, |design| {
        let d = Component { id: "d".to_owned(), kind: "sql".to_owned(), ..Component::default() };
        design.components.push(d);
        let (from, to) = ("o".to_owned(), "d".to_owned());
        design.connections.push(Connection { from, to, ..Connection::default() });
        let mut publish = design.connections.iter_mut().filter(|connection| connection.to == "k");
        let publish = publish.next().expect("it publishes");
        publish.settings.insert("outbox".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&report, "tx-dual-write").components, ["o", "d", "k"]);
}

#[test]
fn commands_and_queries_have_exactly_these_findings() {
    let report = report("cqrs");
    // Everything is drawn once. Views are made for their readers: they are the cache.
    assert_findings(
        &report,
        &[
            "msg-broker-spof: ev",
            "repl-none: r",
            "repl-none: w",
            "spof-single-instance: cmd",
            "spof-single-instance: q",
        ],
    );
    for rule in ["tx-dual-write", "cache-missing-read-heavy"] {
        assert_silent(&report, rule);
    }
    // 1000:1 for the views; what is written to is spared all reads.
    assert_eq!(peak(&report, "r"), (1_000.0, 1.0));
    assert_eq!(peak(&report, "w"), (0.0, 1.0));
}

#[test]
fn queries_go_on_without_the_commands() {
    // 0.999² for who asks; command, database and stream for who changes.
    assert_near(availability(&report("cqrs"), "query"), 0.998_001);
    assert_near(availability(&report("cqrs"), "command"), 0.999_f64.powi(3));
}

#[test]
fn event_driven_services_have_exactly_these_findings() {
    // Expected of the drawing: failing messages have no place of their own, and no trace follows events.
    assert_findings(
        &report("event-driven"),
        &["eda-no-tracing: a, bus", "msg-broker-spof: bus", "msg-no-dlq: bus", "spof-single-instance: a"],
    );
}

#[test]
fn every_subscriber_gets_every_event() {
    let report = changed("event-driven", |design| {
        design.workload.journeys[0].rate = Some(loadbearing_engine::design::Rate::PerSecond(10.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    for subscriber in ["b", "c", "d"] {
        assert_eq!(peak(&report, subscriber), (0.0, 10.0));
    }
}

const SHOP: &str = "ecommerce-nest";

#[test]
fn the_shop_has_exactly_these_findings() {
    let report = report(SHOP);
    // Everything is drawn once; only the user service uses the database.
    assert_findings(
        &report,
        &[
            "cache-no-replica: r",
            "msg-broker-spof: k",
            "repl-none: pg",
            "spof-single-instance: mb",
            "spof-single-instance: o",
            "spof-single-instance: u",
            "spof-single-instance: wb",
        ],
    );
    for rule in ["arch-shared-db", "lb-missing"] {
        assert_silent(&report, rule);
    }
    // Expected of the drawing, which measures nothing; and as soon as it does, the event loop is to be among it.
    assert_eq!(only(&report, "obs-eventloop").components, ["mb"]);
    let measured = changed(SHOP, |design| {
        let signals = Setting::Words(["latency".to_owned()].into());
        let settings = [("signals".to_owned(), signals)].into();
        let (id, kind) = ("metrics".to_owned(), "metrics".to_owned());
        design.components.push(Component { id, kind, settings, ..Component::default() });
    });
    assert_eq!(only(&measured, "obs-eventloop").components, ["mb"]);
}

#[test]
fn two_backends_without_a_balancer_are_told() {
    let report = changed(SHOP, |design| component(design, "wb").instances = Some(2));
    assert!(report.findings.iter().any(|finding| finding.rule == "lb-missing"), "{:#?}", report.findings);
}

#[test]
fn backends_for_frontends_have_exactly_these_findings() {
    let report = report("bff");
    assert_findings(
        &report,
        &[
            "spof-single-instance: mb",
            "spof-single-instance: s1",
            "spof-single-instance: s2",
            "spof-single-instance: wb",
        ],
    );
    for rule in ["gw-bff-shared", "gw-missing"] {
        assert_silent(&report, rule);
    }
    // A backend, and both services.
    assert_near(availability(&report, "web"), 0.999_f64.powi(3));
}

#[test]
fn the_gateway_has_exactly_these_findings() {
    let report = report("api-gateway");
    // Three kinds of clients at one door, of which phones need less.
    assert_eq!(only(&report, "gw-bff").components, ["gw"]);
    // Expected of the drawing: the first two. It says who is let in and draws nothing in front of the door.
    assert_findings(
        &report,
        &[
            "lb-spof: gw",
            "msg-sync-side-effects: gw, n",
            "spof-single-instance: n",
            "spof-single-instance: o",
            "spof-single-instance: p",
            "spof-single-instance: u",
        ],
    );
    for rule in ["rl-missing", "sec-no-authn", "gw-missing"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn clients_that_know_all_services_have_exactly_these_findings() {
    let told = ["rl-missing", "sec-no-authn", "spof-single-instance"];
    let of_each = ["a", "o", "p", "u"].into_iter().flat_map(|service| told.map(|rule| format!("{rule}: {service}")));
    let mut expected: Vec<String> = of_each.collect();
    expected.push("gw-missing: m".to_owned());
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    assert_findings(&report("no-gateway"), &expected);
    // Each service is needed by one journey alone.
    assert_near(availability(&report("no-gateway"), "orders"), 0.999);
}

#[test]
fn the_monolith_has_exactly_these_findings() {
    assert_findings(&report("monolith"), &["repl-none: d", "spof-single-instance: a"]);
    assert_near(availability(&report("monolith"), "read"), 0.998_001);
    let team = |people: f64| {
        changed("monolith", |design| {
            design.requirements.settings.insert("team_size".to_owned(), Setting::Number(people));
        })
    };
    assert_silent(&team(20.0), "arch-team-large-monolith");
    assert_eq!(only(&team(21.0), "arch-team-large-monolith").components, ["a"]);
}

#[test]
fn small_services_have_exactly_these_findings() {
    let report = report("microservices");
    assert_findings(
        &report,
        &[
            "lb-spof: gw",
            "repl-none: sd",
            "repl-none: ud",
            "repl-none: vd",
            "search-no-sync: sd",
            "spof-single-instance: s",
            "spof-single-instance: u",
            "spof-single-instance: v",
        ],
    );
    assert_silent(&report, "arch-shared-db");
    // Gateway, service and database: a search does not need the videos' database.
    assert_near(availability(&report, "search"), 0.999_f64.powi(3));
}
