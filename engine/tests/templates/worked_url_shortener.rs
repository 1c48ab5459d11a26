//! The worked URL shortener: 10 billion redirects and 100 million new links a day, ten times as many at peak.

use loadbearing_engine::design::{Component, Connection, Setting};

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, estimate, needed,
    only, peak, report, role, utilization,
};

const ID: &str = "url-shortener-worked";

// Redirects at peak: 10^10 / 86,400 × 10.
const REDIRECTS: f64 = 1_157_407.407_407_407_4;

// New links at peak: 10^8 / 86,400 × 10.
const LINKS: f64 = 11_574.074_074_074_074;

#[test]
fn exactly_these_findings() {
    let report = report(ID);
    // Expected of the drawing, but for `cap-no-headroom`: 14 of 15 servers would be at 97.4 % × 15 / 14 = 104 %.
    assert_findings(
        &report,
        &[
            "async-analytics: api",
            "cache-count-scope: api, redis",
            "cache-over-capacity: redis",
            "cap-no-headroom: api",
            "cap-over-target: api",
            "cdn-301-analytics: api",
            "id-code-space: api",
            "lb-spof: lb",
            "repl-failover-overload: db",
            "shard-modulo-growth: db",
        ],
    );
    // A cold cache: 1,157,407 reads on four replicas of 100,000 are 289 %.
    let cold = only(&report, "cache-is-hidden-spof");
    assert_eq!(cold.components, ["redis", "db"]);
    assert_near(cold.measured.unwrap_or_default(), REDIRECTS / 400_000.0);
    // The counter's cache has replicas and 11,574 creations a second are below 100,000.
    assert_silent(&report, "id-central-counter");
}

#[test]
fn the_cache_saturates_at_390_percent() {
    let report = report(ID);
    // One GET for each redirect, one INCR for each new link: 1,168,981 on three masters of 100,000.
    let (reads, writes) = peak(&report, "redis");
    assert_near(reads, REDIRECTS);
    assert_near(writes, LINKS);
    assert_near(utilization(&report, "redis"), (REDIRECTS + LINKS) / 300_000.0);
    assert_printed(utilization(&report, "redis"), 3.897);
    assert_eq!(needed(&report, "redis"), ("shards", 12, 17));
    let bottleneck = report.bottleneck.clone().expect("the cache");
    assert_eq!(bottleneck.component, "redis");
    // 300,000 requests of users are what the cache carries, 100 redirects for each new link.
    let sustainable = |journey: &str| report.journeys[journey].sustainable.unwrap_or_default();
    assert_near(sustainable("redirect") + sustainable("shorten"), 300_000.0);
}

#[test]
fn on_average_the_cache_is_at_39_percent() {
    let average = report(ID).components["redis"].average.expect("no loop").total;
    assert_printed(average, 116_900.0);
    assert_printed(average / 300_000.0, 0.39);
}

#[test]
fn servers_are_at_97_percent_and_21_are_needed() {
    let as_printed = report(ID);
    assert_near(utilization(&as_printed, "api"), (REDIRECTS + LINKS) / 1_200_000.0);
    assert_eq!(needed(&as_printed, "api"), ("instances", 15, 21));
    // With ten servers: 1,168,981 / 800,000 = 146 %.
    let ten = changed(ID, |design| component(design, "api").instances = Some(10));
    assert_printed(utilization(&ten, "api"), 1.46);
    assert_eq!(only(&ten, "cap-over-capacity").components, ["api"]);
}

#[test]
fn shards_carry_what_the_cache_misses() {
    let report = report(ID);
    let (reads, writes) = peak(&report, "db");
    // A fifth of the redirects and every new link, over four shards.
    assert_near(reads, REDIRECTS * 0.2);
    assert_printed(reads / 4.0, 57_870.0);
    assert_near(writes, LINKS);
    assert_printed(writes / 4.0, 2_894.0);
    // Replicas of 100,000 reads: 57.9 %; primaries of 10,000 writes: 28.9 %.
    assert_near(role(&report, "db", "replica"), REDIRECTS * 0.2 / 400_000.0);
    assert_near(role(&report, "db", "primary"), LINKS / 40_000.0);
    // A lost replica leaves its reads to a primary of 50,000: 57,870 / 50,000 + 2,894 / 10,000 = 144.7 %.
    let lost = only(&report, "repl-failover-overload").measured.unwrap_or_default();
    assert_near(lost, REDIRECTS * 0.05 / 50_000.0 + LINKS * 0.25 / 10_000.0);
}

#[test]
fn three_years_take_54_terabytes() {
    let report = report(ID);
    // 100 million × 365 × 500 B.
    assert_near(estimate(&report, "storage-per-year", "db"), 18.25e12);
    assert_near(estimate(&report, "storage-horizon", "db"), 54.75e12);
    // With the replica of each shard.
    assert_near(estimate(&report, "storage-horizon-replicated", "db"), 109.5e12);
}

#[test]
fn the_balancer_decides_on_availability() {
    let report = report(ID);
    // 0.999 of the balancer; 15 servers of which one is enough (1 − 0.001^15); four shards, each up while its primary
    // or its replica is: (1 − 0.001²)^4. The cache stands beside the path.
    let by_hand = 0.999 * (1.0 - 1e-45) * (1.0_f64 - 1e-6).powi(4);
    assert_near(availability(&report, "redirect"), by_hand);
    assert_near(availability(&report, "shorten"), by_hand);
    // At peak all 15 servers are needed (14.6), and both copies of each shard (a primary alone would be at 145 %).
    let at_peak = report.journeys["redirect"].availability_at_peak.unwrap_or_default();
    assert_near(at_peak, 0.999 * 0.999_f64.powi(15) * 0.999_f64.powi(8));
}

#[test]
fn a_counter_without_a_replica_is_told() {
    let report = changed(ID, |design| component(design, "redis").replicas = Some(0));
    assert_eq!(only(&report, "id-central-counter").components, ["redis"]);
}

#[test]
fn a_longer_alphabet_lasts() {
    // 62^7 are 3.5 trillion codes, 109.5 billion are needed.
    let report = changed(ID, |design| {
        design.workload.settings.insert("code_alphabet".to_owned(), Setting::Number(62.0));
    });
    assert_silent(&report, "id-code-space");
}

#[test]
fn counting_fills_takes_the_cache_to_467_percent() {
    // The documents do not count what a miss writes back. Where it is drawn, a fifth of the reads come once more.
    let report = changed(ID, |design| {
        let fill = Component { id: "fill".to_owned(), kind: "shard-router".to_owned(), ..Component::default() };
        design.components.push(fill);
        let step = |from: &str, to: &str| Connection {
            id: Some("fill".to_owned()),
            from: from.to_owned(),
            to: to.to_owned(),
            journeys: Some(vec!["redirect".to_owned()]),
            ..Connection::default()
        };
        let after_miss_in = vec!["redis".to_owned()];
        design.connections.push(Connection { after_miss_in, ..step("api", "fill") });
        design.connections.push(step("fill", "redis"));
    });
    assert_printed(utilization(&report, "redis"), 4.67);
}
