//! How a system is run: versions side by side, layers of defence, what watches it, processes on one machine.

use loadbearing_engine::design::{Rate, Setting};

use crate::support::{
    assert_findings, assert_near, assert_silent, availability, changed, component, only, peak, report,
};

#[test]
fn two_versions_have_exactly_these_findings() {
    let report = report("blue-green");
    assert_findings(&report, &["lb-spof: lb"]);
    // Expected of the drawing; it is advice only.
    assert_eq!(only(&report, "dep-bluegreen-cost").components, ["b"]);
}

#[test]
fn a_twentieth_gets_the_new_version() {
    let report = changed("blue-green", |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(1_000.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    assert_near(peak(&report, "b").0, 950.0);
    assert_near(peak(&report, "g").0, 50.0);
}

#[test]
fn five_layers_have_exactly_these_findings() {
    let report = report("defence-in-depth");
    // What is drawn once; every layer has its guard.
    assert_findings(&report, &["lb-spof: gw", "repl-none: d", "spof-single-instance: s"]);
    for rule in ["sec-no-authn", "sec-no-waf", "sec-no-ddos", "sec-no-encryption-at-rest", "sec-no-tls", "dr-no-backup"]
    {
        assert_silent(&report, rule);
    }
    let open = changed("defence-in-depth", |design| {
        component(design, "d").settings.insert("encrypted".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&open, "sec-no-encryption-at-rest").components, ["d"]);
}

#[test]
fn what_is_watched_has_exactly_these_findings() {
    let report = report("observability-stack");
    assert_findings(&report, &["spof-single-instance: a", "spof-single-instance: g", "spof-single-instance: s"]);
    for rule in ["obs-no-metrics", "obs-no-logs", "obs-no-traces", "obs-no-alerts"] {
        assert_silent(&report, rule);
    }
    // The service does not wait for who watches it.
    assert_near(availability(&report, "work"), 0.999);
}

#[test]
fn processes_on_every_core_have_exactly_these_findings() {
    let report = report("nest-cluster");
    // Expected of the drawing: the balancer. Eight processes stand on one machine.
    assert_findings(&report, &["lb-spof: n", "spof-single-instance: a"]);
    assert_silent(&report, "scale-node-single-process");
    let one = changed("nest-cluster", |design| {
        component(design, "a").settings.insert("processes".to_owned(), Setting::Number(1.0));
    });
    assert_eq!(only(&one, "scale-node-single-process").components, ["a"]);
}
