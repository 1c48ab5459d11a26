//! The small URL shorteners: 10,000 requests a second, 100 redirects for each new link, so 9,901 and 99.

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, estimate, needed,
    only, peak, report, set_number, utilization,
};

const BITLY: &str = "url-shortener-bitly";
const START: &str = "url-shortener-radio-start";
const SCALED: &str = "url-shortener-radio-scaled";

#[test]
fn bitly_has_exactly_these_findings() {
    let report = report(BITLY);
    // Expected of the drawing: all but the two about the server, which is at 100 % of the top of the documented range
    // and would be at 21 % if the cache stood before it.
    assert_findings(
        &report,
        &[
            "cache-count-scope: srv, redis",
            "cache-no-replica: redis",
            "cap-over-target: srv",
            "lb-spof: gw",
            "repl-none: db",
            "spof-single-instance: srv",
        ],
    );
    // 10,000 is the top of what one server does, not above it; the database is left with 2,079.
    for rule in ["cap-single-server-limit", "cap-single-db-limit", "id-code-space", "async-analytics"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn bitly_asks_its_cache_19_901_times_a_second() {
    let report = report(BITLY);
    // Each redirect one GET and one INCR, each new link one update of its key: 9,901 + 9,901 + 99. What the batch
    // reads is not printed.
    assert_eq!(peak(&report, "redis"), (9_901.0, 10_000.0));
    assert_near(utilization(&report, "redis"), 0.199_01);
    // A fifth of the redirects and every new link; the batch's totals are not printed.
    let (reads, writes) = peak(&report, "db");
    assert_near(reads, 1_980.2);
    assert_near(writes, 99.0);
    assert_eq!(peak(&report, "batch"), (0.0, 0.0));
}

#[test]
fn bitly_fills_one_server_of_10_000_and_ten_of_1_000() {
    assert_near(utilization(&report(BITLY), "srv"), 1.0);
    let slow = changed(BITLY, |design| set_number(component(design, "srv"), "rps_capacity", 1_000.0));
    assert_near(utilization(&slow, "srv"), 10.0);
    assert_eq!(needed(&slow, "srv"), ("instances", 10, 15));
}

#[test]
fn bitly_without_its_cache_overloads_one_database() {
    let report = changed(BITLY, |design| set_number(component(design, "redis"), "hit_rate", 0.0));
    assert_eq!(only(&report, "cap-single-db-limit").components, ["db"]);
}

#[test]
fn bitly_with_a_peak_overloads_one_ordinary_server() {
    let report = changed(BITLY, |design| {
        component(design, "srv").settings.clear();
        design.workload.journeys[0].peak_factor = Some(1.5);
    });
    assert_eq!(only(&report, "cap-single-server-limit").components, ["srv"]);
}

#[test]
fn bitly_needs_gateway_server_and_database() {
    // 0.999³; the cache stands beside the path.
    let report = report(BITLY);
    assert_near(availability(&report, "redirect"), 0.997_002_999);
    assert_near(availability(&report, "shorten"), 0.997_002_999);
}

#[test]
fn the_simple_start_has_exactly_these_findings() {
    // Expected of the drawing, but for the last: 10,000 requests fill a server of 10,000.
    assert_findings(
        &report(START),
        &[
            "cache-missing-read-heavy: db",
            "cap-single-db-limit: db",
            "repl-none: db",
            "spof-single-instance: srv",
            "cap-over-target: srv",
        ],
    );
}

#[test]
fn the_simple_start_sends_everything_to_one_database() {
    let report = report(START);
    assert_eq!(peak(&report, "db"), (9_901.0, 99.0));
    assert_near(utilization(&report, "db"), 1.0);
    // 0.999 × 0.999.
    assert_near(availability(&report, "redirect"), 0.998_001);
    assert_near(availability(&report, "shorten"), 0.998_001);
}

#[test]
fn the_scaled_one_has_exactly_these_findings() {
    let report = report(SCALED);
    // Expected of the drawing: the balancer and, not core, the hot key. Nothing that reads the clicks is drawn either.
    assert_findings(&report, &["lb-spof: lb", "msg-no-consumer: q"]);
    assert_eq!(only(&report, "cache-hot-key").components, ["redis"]);
    for rule in ["repl-none", "cap-over-target", "cache-missing-read-heavy", "cdn-301-analytics", "async-analytics"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn the_scaled_one_halves_its_servers_and_spares_its_database() {
    let report = report(SCALED);
    // 10,000 of 2 × 10,000.
    assert_near(utilization(&report, "s1"), 0.5);
    let (reads, writes) = peak(&report, "db");
    assert_near(reads, 1_980.2);
    assert_near(writes, 99.0);
    // Two replicas of 100,000 reads.
    assert_near(utilization(&report, "db"), 1_980.2 / 200_000.0);
    assert_eq!(peak(&report, "q"), (0.0, 9_901.0));
}

#[test]
fn the_scaled_one_is_as_available_as_its_balancer() {
    let report = report(SCALED);
    // Balancer 0.999; two servers of which one is enough, 1 − 0.001²; a database of which any of three copies is
    // enough, also for writes as a replica takes over, 1 − 0.001³. Clicks are optional, the cache beside the path.
    let by_hand = 0.999 * (1.0 - 1e-6) * (1.0 - 1e-9);
    assert_near(availability(&report, "redirect"), by_hand);
    assert_near(availability(&report, "shorten"), by_hand);
    // Files come through the CDN (0.9999) from the servers and need no store.
    assert_near(availability(&report, "assets"), 0.9999 * 0.999 * (1.0 - 1e-6));
    // 8.77 hours a year, all but half a minute of them lost to the balancer.
    assert_printed(estimate(&report, "downtime-per-year", "redirect"), 365.0 * 1_440.0 * (1.0 - by_hand));
    // At peak one server carries the 10,000 that come, to the last one.
    assert_near(report.journeys["redirect"].availability_at_peak.unwrap_or_default(), by_hand);
}
