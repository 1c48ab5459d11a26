//! Small drawings that teach one thing each: caches, copies, shards, regions, and what keeps failures apart.

use loadbearing_engine::design::{Rate, Setting};

use crate::support::{
    assert_findings, assert_near, assert_silent, availability, changed, component, connection, only, peak, report,
    utilization,
};

#[test]
fn the_third_stage_has_exactly_these_findings() {
    assert_findings(
        &report("monolith-stages"),
        &["lb-spof: gw", "spof-single-instance: mon", "spof-single-instance: nw1", "spof-single-instance: nw2"],
    );
    // What moved first still asks the old program; what moved second does not.
    assert_near(availability(&report("monolith-stages"), "first"), 0.999_f64.powi(3));
    assert_near(availability(&report("monolith-stages"), "second"), 0.999_f64.powi(2));
}

const LAYERS: &str = "multi-layer-cache";

#[test]
fn six_layers_have_exactly_these_findings() {
    let report = report(LAYERS);
    assert_findings(&report, &["cache-no-replica: r", "lb-spof: gw", "repl-none: d", "spof-single-instance: app"]);
    for rule in ["cache-layer-order", "cache-local-inconsistent"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn a_second_program_would_remember_something_else() {
    let report = changed(LAYERS, |design| component(design, "app").instances = Some(2));
    let told = |rule: &str| report.findings.iter().any(|finding| finding.rule == rule);
    let open = report.not_checked.iter().any(|open| open.rule == "cache-local-inconsistent");
    assert!(told("cache-local-inconsistent") || open, "{:#?}", report.findings);
}

const BESIDE: &str = "cache-aside-basic";

#[test]
fn a_cache_beside_the_path_has_exactly_these_findings() {
    assert_findings(&report(BESIDE), &["cache-no-replica: c", "repl-none: d", "spof-single-instance: s"]);
    let loaded = changed(BESIDE, |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(100.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    // A fifth misses.
    assert_near(peak(&loaded, "d").0, 20.0);
    // The cache is not needed: 0.999 × 0.999.
    assert_near(availability(&loaded, "read"), 0.998_001);
}

const GLOBE: &str = "global-lb";

#[test]
fn three_regions_have_no_findings() {
    let report = report(GLOBE);
    assert_findings(&report, &[]);
    for rule in ["lb-global-missing", "lb-global-policy", "lb-spof"] {
        assert_silent(&report, rule);
    }
    // One of three regions of 0.99999 × 0.999 × 0.999 is enough, and names have to resolve: 0.9999.
    let region = 0.99999 * 0.998_001;
    assert_near(availability(&report, "read"), 0.9999 * (1.0 - (1.0_f64 - region).powi(3)));
}

#[test]
fn a_global_balancer_without_a_policy_is_told() {
    let report = changed(GLOBE, |design| {
        component(design, "dns").settings.insert("dns_policy".to_owned(), Setting::Text("simple".to_owned()));
    });
    assert_eq!(only(&report, "lb-global-policy").components, ["dns"]);
}

#[test]
fn the_restaurant_has_exactly_these_findings() {
    let report = report("restaurant");
    // All of them are expected of the drawing.
    assert_findings(
        &report,
        &[
            "cache-no-replica: pan",
            "lb-spof: host",
            "lb-spof: wait",
            "msg-broker-spof: disp",
            "repl-none: st",
            "spof-single-instance: kit",
            "spof-single-instance: tab",
        ],
    );
    // Guests at tables need host, waiters, table and display; the kitchen may be late.
    assert_near(availability(&report, "dine"), 0.999_f64.powi(4));
}

const COPIES: &str = "replication-primary";

#[test]
fn a_primary_with_replicas_has_exactly_these_findings() {
    let report = report(COPIES);
    // Whether a replica takes over is left open, so nothing is said of the primary; the application is drawn once, and is
    // the entry.
    assert_findings(&report, &["spof-single-instance: a"]);
    for rule in ["repl-write-to-replica", "repl-none"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn three_replicas_read_300_000_and_the_primary_writes_10_000() {
    let with = |reads: f64, writes: f64| {
        changed(COPIES, |design| {
            for journey in &mut design.workload.journeys {
                let rate = if journey.id == "read" { reads } else { writes };
                journey.rate = Some(Rate::PerSecond(rate));
                journey.peak_factor = Some(1.0);
            }
        })
    };
    let reading = with(300_000.0, 0.0);
    for replica in ["r1", "r2", "r3"] {
        assert_near(utilization(&reading, replica), 1.0);
    }
    assert_near(utilization(&with(0.0, 10_000.0), "m"), 1.0);
}

const QUORUM: &str = "replication-leaderless";

#[test]
fn a_quorum_of_two_meets_the_newest_write() {
    let report = report(QUORUM);
    assert_findings(&report, &["spof-single-instance: c"]);
    // 2 + 2 > 3.
    assert_silent(&report, "repl-quorum");
    // Two of three nodes: 3 × 0.999² × 0.001 + 0.999³; and the application.
    let two = 3.0 * 0.999_f64.powi(2) * 0.001 + 0.999_f64.powi(3);
    assert_near(availability(&report, "read"), 0.999 * two);
    assert_near(availability(&report, "write"), 0.999 * two);
}

const SHARDS: &str = "sharded-db";

#[test]
fn four_shards_have_exactly_these_findings() {
    // Expected of the drawing: one for each shard, and the growth.
    assert_findings(
        &report(SHARDS),
        &[
            "shard-modulo-growth: r",
            "shard-no-replica: s1",
            "shard-no-replica: s2",
            "shard-no-replica: s3",
            "shard-no-replica: s4",
            "spof-single-instance: a",
        ],
    );
    assert_eq!(8_473_628 % 4, 0);
    // All four shards are needed.
    assert_near(availability(&report(SHARDS), "read"), 0.999_f64.powi(5));
}

#[test]
fn leaders_are_elected_by_two_of_three() {
    let report = report("leader-election");
    assert_findings(&report, &[]);
    assert_silent(&report, "consensus-quorum-size");
    let two = 3.0 * 0.999_f64.powi(2) * 0.001 + 0.999_f64.powi(3);
    assert_near(availability(&report, "lead-1"), 0.999 * two);
    let even = changed("leader-election", |design| component(design, "z").instances = Some(2));
    assert_eq!(only(&even, "consensus-quorum-size").components, ["z"]);
}

#[test]
fn a_mesh_has_exactly_these_findings() {
    let report = report("service-mesh");
    assert_findings(&report, &["spof-single-instance: a", "spof-single-instance: b"]);
    // Proxies live with their services.
    assert_near(availability(&report, "call"), 0.998_001);
}

#[test]
fn pools_of_their_own_have_exactly_these_findings() {
    let all = ["spof-single-instance: a", "spof-single-instance: b", "spof-single-instance: c"];
    assert_findings(&report("bulkhead"), &[&all[..], &["spof-single-instance: s"]].concat());
    assert_silent(&report("bulkhead"), "res-no-bulkhead");
    let shared = changed("bulkhead", |design| {
        connection(design, "s", "b").settings.insert("bulkhead".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&shared, "res-no-bulkhead").components, ["s"]);
}

const CASCADE: &str = "cascade-failure";

#[test]
fn a_failure_that_spreads_has_exactly_these_findings() {
    // Expected of the drawing, but for what is drawn once.
    assert_findings(
        &report(CASCADE),
        &[
            "lb-spof: gw",
            "res-no-circuit-breaker: gw",
            "res-no-circuit-breaker: o",
            "res-timeout-hierarchy: o",
            "spof-single-instance: o",
            "spof-single-instance: p",
        ],
    );
    let hierarchy = report(CASCADE);
    let hierarchy = only(&hierarchy, "res-timeout-hierarchy");
    assert_eq!((hierarchy.measured, hierarchy.limit), (Some(30_000.0), Some(10_000.0)));
}

#[test]
fn breakers_and_a_short_timeout_keep_the_failure_apart() {
    let report = changed(CASCADE, |design| {
        connection(design, "o", "p").settings.insert("timeout_ms".to_owned(), Setting::Number(2_000.0));
        for connection in &mut design.connections {
            connection.settings.insert("circuit_breaker".to_owned(), Setting::Switch(true));
        }
    });
    for rule in ["res-no-circuit-breaker", "res-timeout-hierarchy"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn the_trace_has_exactly_these_findings() {
    let report = report("trace-example");
    // The first two are expected of the drawing. Everything is drawn once.
    assert_findings(
        &report,
        &[
            "res-latency-budget: i",
            "res-external-no-breaker: p",
            "lb-spof: gw",
            "repl-none: d",
            "repl-none: d2",
            "spof-single-instance: au",
            "spof-single-instance: i",
            "spof-single-instance: o",
            "spof-single-instance: p",
            "spof-single-instance: u",
        ],
    );
    // 10 + 200 + 4,500 + 140: the other branch, 150, is nearly always over before.
    let measured = only(&report, "res-latency-budget").measured.unwrap_or_default();
    assert!((measured - 4_850.0).abs() < 1.0, "{measured}");
}
