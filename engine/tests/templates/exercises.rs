//! The practice questions and patterns that the documents only name: how their drawings are put together is proposed.

use loadbearing_engine::design::{Rate, Setting};

use crate::support::{
    assert_findings, assert_near, assert_silent, availability, changed, component, connection, only, peak, report,
    utilization,
};

#[test]
fn notifications_have_exactly_these_findings() {
    let report = report("notification");
    // Senders wait until the notification is queued, and not until it is sent.
    assert_findings(
        &report,
        &[
            "msg-broker-spof: hi",
            "msg-broker-spof: lo",
            "msg-sync-side-effects: s, api",
            "spof-single-instance: api",
            "spof-single-instance: s",
        ],
    );
    for rule in ["msg-notification-priority", "msg-no-dlq", "rl-missing"] {
        assert_silent(&report, rule);
    }
    assert_near(availability(&report, "urgent"), 0.999_f64.powi(3));
}

#[test]
fn suggestions_have_exactly_these_findings() {
    let report = report("autocomplete");
    // The way from the users alone is assumed to take 50 ms on average, which leaves little of 100 ms.
    assert_findings(
        &report,
        &["cache-no-replica: pc", "lb-spof: lb", "msg-broker-spof: k", "slo-latency: lb", "spof-single-instance: s"],
    );
    assert_near(only(&report, "slo-latency").limit.unwrap_or_default(), 100.0);
}

#[test]
fn without_the_beginnings_all_suggestions_reach_the_tries() {
    let report = changed("autocomplete", |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(12_000.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    // A fifth of 12,000 on two replicas of 5,000; all of them would be 120 %.
    assert_near(utilization(&report, "tr"), 0.24);
    assert_near(only(&report, "cache-is-hidden-spof").measured.unwrap_or_default(), 1.2);
}

#[test]
fn payments_have_exactly_these_findings() {
    let report = report("payment");
    assert_findings(
        &report,
        &[
            "lb-spof: gw",
            "msg-broker-spof: k",
            "repl-none: idk",
            "repl-none: led",
            "spof-single-instance: p",
            "tx-orchestrator-spof: or",
        ],
    );
    // A request that is repeated pays once.
    assert_silent(&report, "tx-idempotency-key");
    let without = changed("payment", |design| {
        connection(design, "c", "gw").settings.insert("idempotency_key".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&without, "tx-idempotency-key").components, ["gw"]);
}

#[test]
fn the_scheduler_has_exactly_these_findings() {
    let report = report("job-scheduler");
    assert_findings(&report, &["msg-broker-spof: q", "repl-none: db", "spof-single-instance: api"]);
    // One of the two schedulers is chosen, and workers notice a job that comes twice.
    for rule in ["leader-election-missing", "msg-no-idempotency", "msg-no-dlq", "consensus-quorum-size"] {
        assert_silent(&report, rule);
    }
    let forgetful = changed("job-scheduler", |design| {
        component(design, "w").settings.insert("idempotent".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&forgetful, "msg-no-idempotency").components, ["w", "q"]);
}

#[test]
fn the_pastebin_has_exactly_these_findings() {
    let report = report("pastebin");
    assert_findings(&report, &["cache-no-replica: r", "lb-spof: lb", "repl-none: m"]);
    assert_silent(&report, "db-blob-in-db");
    // Texts are fetched on a miss, and every new one is kept.
    let loaded = changed("pastebin", |design| {
        for (journey, rate) in design.workload.journeys.iter_mut().zip([1_000.0, 10.0]) {
            journey.rate = Some(Rate::PerSecond(rate));
            journey.peak_factor = Some(1.0);
        }
    });
    let (reads, writes) = peak(&loaded, "o");
    assert_near(reads, 200.0);
    assert_near(writes, 10.0);
}

#[test]
fn the_parking_lot_has_exactly_these_findings() {
    let report = report("parking-lot");
    assert_findings(&report, &["repl-none: d", "spof-single-instance: s"]);
    assert_silent(&report, "scale-overengineering");
    assert_eq!(peak(&report, "s"), (0.0, 10.0));
    // Letting a car out needs the provider as well.
    assert_near(availability(&report, "enter"), 0.998_001);
    assert_near(availability(&report, "leave"), 0.998_001 * 0.9999);
}

#[test]
fn photos_have_exactly_these_findings() {
    let report = report("instagram");
    assert_findings(
        &report,
        &[
            "cache-no-replica: tl",
            "lb-spof: lb",
            "msg-broker-spof: q",
            "repl-none: db",
            "repl-none: g",
            "spof-single-instance: feed",
            "spof-single-instance: post",
            "spof-single-instance: up",
        ],
    );
    for rule in ["loop-unbounded", "rt-fanout-sync", "cdn-missing-media", "st-no-metadata-db"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn films_have_exactly_these_findings() {
    let report = report("netflix");
    assert_findings(
        &report,
        &[
            "cache-no-replica: r",
            "lb-spof: gw",
            "msg-broker-spof: q",
            "repl-none: db",
            "spof-single-instance: cat",
            "spof-single-instance: rec",
        ],
    );
    for rule in ["cdn-missing-media", "loop-unbounded", "msg-long-task-sync", "st-no-metadata-db", "journey-dead-end"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn web_search_has_exactly_these_findings() {
    let report = report("google-search");
    assert_findings(
        &report,
        &["cache-no-replica: pc", "lb-spof: lb", "msg-broker-spof: fr", "spof-single-instance: q"],
    );
    // The answer is wanted within 500 ms.
    assert_silent(&report, "slo-latency");
}

#[test]
fn the_large_shop_has_exactly_these_findings() {
    let report = report("amazon");
    assert_findings(
        &report,
        &[
            "cache-no-replica: r",
            "lb-spof: gw",
            "msg-broker-spof: k",
            "repl-none: cdb",
            "repl-none: db",
            "repl-none: es",
            // Nothing that is drawn feeds the index.
            "search-no-sync: es",
            "spof-single-instance: cart",
            "spof-single-instance: cat",
            "spof-single-instance: o",
            "spof-single-instance: rec",
            "tx-dual-write: o, db, k",
        ],
    );
    // Only the cart is kept where it may be stale.
    assert_silent(&report, "db-eventual-for-money");
}

#[test]
fn rooms_have_exactly_these_findings() {
    assert_findings(
        &report("airbnb"),
        &[
            "cache-no-replica: r",
            "lb-spof: lb",
            "msg-broker-spof: k",
            "repl-none: db",
            "repl-none: es",
            "spof-single-instance: b",
            "spof-single-instance: s",
        ],
    );
}

const EXCHANGE: &str = "stock-exchange";

#[test]
fn the_exchange_has_exactly_these_findings() {
    let report = report(EXCHANGE);
    // Of the two that are expected to need a standby, traders wait for the sequencer only: the matching engine stands
    // behind the stream, which keeps orders until it is back.
    assert_findings(&report, &["lb-spof: gw", "msg-broker-spof: k", "spof-single-instance: seq"]);
    for rule in ["msg-ordering-no-key", "cons-strong-on-ap"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn without_the_symbol_as_key_orders_lose_their_order() {
    let report = changed(EXCHANGE, |design| {
        component(design, "k").settings.insert("partition_key".to_owned(), Setting::Text("none".to_owned()));
    });
    assert_eq!(only(&report, "msg-ordering-no-key").components, ["k"]);
}

#[test]
fn the_crawler_has_exactly_these_findings() {
    let report = report("web-crawler");
    // Expected of the drawing: pages that keep failing.
    assert_findings(
        &report,
        &[
            "cache-no-replica: dd",
            "cache-no-replica: dns",
            "msg-broker-spof: fr",
            "msg-no-dlq: fr",
            "spof-single-instance: seed",
        ],
    );
    // What is found is a journey of its own.
    assert_silent(&report, "loop-unbounded");
}

const SITE: &str = "ecommerce-site";

#[test]
fn the_shop_to_build_has_exactly_these_findings() {
    let report = report(SITE);
    // Expected of the drawing, but for stores that stand behind the stream, where nobody waits for them. Inventory and
    // payments go on from the message that they took, so they write and publish at once as well.
    assert_findings(
        &report,
        &[
            "cache-no-replica: r",
            "lb-spof: lb",
            "msg-broker-spof: k",
            "msg-no-dlq: k",
            "repl-none: cartdb",
            "repl-none: catdb",
            "repl-none: es",
            "repl-none: odb",
            "arch-no-discovery: cart, cat, o",
            "eda-no-tracing: cat, k",
            "tx-dual-write: cat, catdb, k",
            "tx-dual-write: inv, invdb, k",
            "tx-dual-write: o, odb, k",
            "tx-dual-write: pay, paydb, k",
        ],
    );
    for rule in
        ["arch-shared-db", "msg-sync-side-effects", "db-eventual-for-money", "cdn-missing-static", "loop-unbounded"]
    {
        assert_silent(&report, rule);
    }
}

#[test]
fn browsing_the_shop_asks_the_cache_first() {
    let report = changed(SITE, |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(1_000.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
        design.workload.journeys[2].rate = Some(Rate::PerSecond(1.0));
        design.workload.journeys[2].peak_factor = Some(1.0);
    });
    // A fifth misses; a change deletes the key.
    assert_near(peak(&report, "catdb").0, 200.0);
    assert_eq!(peak(&report, "r"), (1_000.0, 1.0));
    assert_silent(&report, "cache-missing-read-heavy");
}

#[test]
fn rides_have_exactly_these_findings() {
    let report = report("ride-sharing");
    // Expected of the drawing: the first two. Drivers are led to riders over connections that are open anyway.
    assert_findings(
        &report,
        &[
            "res-external-no-breaker: pay",
            "tx-idempotency-key: gw",
            "cache-no-replica: idx",
            "lb-spof: gw",
            "msg-broker-spof: k",
            "repl-none: db",
            "spof-single-instance: eta",
            "spof-single-instance: mt",
            "spof-single-instance: trip",
            "spof-single-instance: ws",
        ],
    );
    for rule in ["rt-http-only", "loop-unbounded"] {
        assert_silent(&report, rule);
    }
}

const GAME: &str = "multiplayer-game";

#[test]
fn the_game_has_exactly_these_findings() {
    let report = report(GAME);
    assert_findings(
        &report,
        &[
            "cache-no-replica: r",
            "lb-spof: lb",
            "spof-single-instance: gs",
            "spof-single-instance: mm",
            "spof-single-instance: ws",
        ],
    );
    assert_silent(&report, "lb-l7-for-raw-tcp");
}

#[test]
fn ten_thousand_players_fill_one_server() {
    let with = |players: f64| {
        changed(GAME, |design| {
            design.workload.settings.insert("concurrent_connections".to_owned(), Setting::Number(players));
        })
    };
    assert_silent(&with(10_000.0), "rt-ws-capacity");
    assert_eq!(only(&with(10_001.0), "rt-ws-capacity").components, ["ws"]);
}

#[test]
fn tickets_have_exactly_these_findings() {
    let report = report("ticketmaster");
    // Expected of the drawing: the first, and that nothing grows with the crowd. Behind the balancer there is only the
    // waiting room, so what the edge does not have is nowhere.
    assert_findings(
        &report,
        &[
            "tx-idempotency-key: lb",
            "cache-no-replica: r",
            "journey-dead-end: lb",
            "lb-spof: lb",
            "msg-broker-spof: wq",
        ],
    );
    let fixed: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "scale-no-autoscaling").collect();
    assert_eq!(fixed.len(), 2, "{fixed:?}");
    // Getting in line needs balancer and waiting room.
    assert_near(availability(&report, "buy"), 0.998_001);
}

#[test]
fn the_message_log_has_exactly_these_findings() {
    let report = report("distributed-mq");
    assert_findings(&report, &["spof-single-instance: p"]);
    // One of three brokers is enough to take a message.
    assert_near(availability(&report, "publish"), 0.999 * (1.0 - 1e-9));
}

#[test]
fn a_million_messages_fill_all_three_brokers() {
    let report = changed("distributed-mq", |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(999_999.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    for broker in ["b1", "b2", "b3"] {
        assert_near(utilization(&report, broker), 1.0);
    }
    assert_near(peak(&report, "c").1, 999_999.0);
}
