//! The systems that belong to no domain: three tiers, and the drawing that most interviews arrive at.

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, estimate, needed,
    only, peak, report, set_number, utilization,
};

#[test]
fn three_tiers_have_exactly_these_findings() {
    // No load is printed, so there is nothing to say about capacity.
    assert_findings(&report("three-tier"), &["repl-none: d", "spof-single-instance: a"]);
}

#[test]
fn three_tiers_need_both_their_server_and_their_database() {
    let report = report("three-tier");
    // 0.999 × 0.999: 17.5 hours a year.
    assert_near(availability(&report, "post"), 0.998_001);
    assert_eq!(report.single_points_of_failure.len(), 2);
}

const GENERIC: &str = "hld-generic";

// 100 million users × 10 / 86,400 × 3; printed as 12,000 × 3.
const REQUESTS: f64 = 34_722.222_222_222_22;

#[test]
fn the_generic_design_has_exactly_these_findings() {
    let report = report(GENERIC);
    // Expected of the drawing, but for `cache-count-scope`: behind a cache the servers would be at 24 %.
    assert_findings(
        &report,
        &[
            "cache-count-scope: api, r",
            "cache-no-replica: r",
            "cap-over-capacity: api",
            "lb-spof: lb",
            "msg-broker-spof: q",
            "repl-none: d",
        ],
    );
    assert_silent(&report, "msg-no-consumer");
}

#[test]
fn the_generic_design_overloads_three_ordinary_servers() {
    let report = report(GENERIC);
    let (reads, writes) = peak(&report, "api");
    // Everything is dynamic, so the CDN answers nothing.
    assert_near(reads + writes, REQUESTS);
    assert_near(utilization(&report, "api"), REQUESTS / 30_000.0);
    assert_eq!(needed(&report, "api"), ("instances", 4, 5));
    // 36,000 as printed take six at 70 %.
    let rounded = changed(GENERIC, |design| {
        for journey in &mut design.workload.journeys {
            journey.peak_factor = Some(3.0 * 36_000.0 / REQUESTS);
        }
    });
    assert_eq!(needed(&rounded, "api"), ("instances", 4, 6));
    // Servers of 56,000 are fine.
    let fast = changed(GENERIC, |design| set_number(component(design, "api"), "rps_capacity", 56_000.0));
    assert_near(utilization(&fast, "api"), REQUESTS / 168_000.0);
    for rule in ["cap-over-capacity", "cap-over-target", "cap-no-headroom"] {
        assert_silent(&fast, rule);
    }
}

#[test]
fn the_generic_design_keeps_18_terabytes_in_five_years() {
    let report = report(GENERIC);
    // 10 million × 1 kB × 1,825 days.
    assert_near(estimate(&report, "storage-horizon", "d"), 18.25e12);
    assert_printed(estimate(&report, "storage-horizon", "d"), 18e12);
    // 34,722 × 10 kB; printed as 36,000 × 10 kB = 360 MB/s.
    assert_near(estimate(&report, "bandwidth-out", "design"), REQUESTS * 10_000.0);
}

#[test]
fn the_generic_design_needs_its_queue_to_create() {
    let report = report(GENERIC);
    // CDN 0.9999 × balancer 0.999 × three servers (1 − 0.001³) × database 0.999; creating also hands over to the queue.
    let read = 0.9999 * 0.999 * (1.0 - 1e-9) * 0.999;
    assert_near(availability(&report, "read"), read);
    assert_near(availability(&report, "create"), read * 0.999);
}

#[test]
fn a_queue_that_nothing_reads_is_told() {
    let report = changed(GENERIC, |design| {
        design.components.retain(|component| component.id != "w");
        design.connections.retain(|connection| connection.to != "w");
    });
    assert_eq!(only(&report, "msg-no-consumer").components, ["q"]);
}
