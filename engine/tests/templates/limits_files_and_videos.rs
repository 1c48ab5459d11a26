//! The rate limiter, the file store and the video service of the documents.

use loadbearing_engine::design::Rate;

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, connection,
    estimate, only, peak, report, role, set_number, utilization,
};

const LIMITER: &str = "rate-limiter";

#[test]
fn the_limiter_has_exactly_these_findings() {
    let report = report(LIMITER);
    assert_findings(&report, &["lb-spof: gw", "repl-none: rules"]);
    // A script reads and raises the counters, which are shared; what comes is what the limit lets through.
    for rule in ["rl-missing", "rl-non-atomic", "rl-local-counter", "rl-limit-below-demand", "rl-fixed-window-edge"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn a_million_requests_a_minute_are_16_667_a_second() {
    let as_drawn = report(LIMITER);
    assert_near(peak(&as_drawn, "rl").0, 1e6 / 60.0);
    assert_printed(peak(&as_drawn, "rl").0, 16_667.0);
    // Each asks one counter, on three nodes of 100,000.
    assert_near(peak(&as_drawn, "r").1, 1e6 / 60.0);
    assert_near(utilization(&as_drawn, "r"), 1e6 / 60.0 / 300_000.0);
    let more = changed(LIMITER, |design| design.workload.journeys[0].rate = Some(Rate::PerSecond(16_668.0)));
    assert_eq!(only(&more, "rl-limit-below-demand").limit, Some(1e6 / 60.0));
}

#[test]
fn a_request_needs_its_gateway_and_one_of_two_limiters() {
    // 0.999 × (1 − 0.001²) × (1 − 0.001⁵): five copies of the service; the counters stand beside the path.
    let by_hand = 0.999 * (1.0 - 1e-6) * (1.0 - 1e-15);
    assert_near(availability(&report(LIMITER), "request"), by_hand);
}

const FILES: &str = "file-storage";

#[test]
fn the_file_store_has_exactly_these_findings() {
    let report = report(FILES);
    // Everything is drawn once, and two services use one database.
    assert_findings(
        &report,
        &[
            "arch-shared-db: meta, dd, sync",
            "lb-spof: lb",
            "repl-none: meta",
            "spof-single-instance: dd",
            "spof-single-instance: sync",
            "spof-single-instance: up",
        ],
    );
    for rule in ["st-no-chunking", "st-no-dedup", "st-no-metadata-db", "st-cold-on-path"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn a_file_of_100_megabytes_is_25_pieces() {
    let report = changed(FILES, |design| {
        design.workload.journeys[0].rate = Some(Rate::PerSecond(1.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    // 100 MB / 4 MB.
    assert_eq!(peak(&report, "s3"), (0.0, 25.0));
    let whole = changed(FILES, |design| set_number(component(design, "s3"), "chunk_bytes", 1e8));
    assert_eq!(only(&whole, "st-no-chunking").measured, Some(1e8));
}

const VIDEOS: &str = "video-streaming";

// 500 hours a minute.
const HOURS: f64 = 500.0 / 60.0;

#[test]
fn the_video_service_has_exactly_these_findings() {
    let report = report(VIDEOS);
    // Expected of the drawing, but for the last two: one gateway is drawn, and nothing that fills the index. A gateway
    // that asks a database itself is told as well.
    assert_findings(
        &report,
        &[
            "shard-key-monotonic: meta",
            "dr-single-region: cdn",
            "spof-single-instance: up",
            "lb-spof: gw",
            "search-no-sync: es",
        ],
    );
    assert!(report.findings.iter().any(|finding| finding.rule == "gw-business-db" && finding.components == ["gw"]));
    for rule in ["msg-long-task-sync", "loop-unbounded", "cdn-no-origin", "journey-dead-end", "cdn-missing-media"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn four_renditions_of_a_day_are_2_916_petabytes() {
    let report = report(VIDEOS);
    let average = |id: &str| report.components[id].average.expect("no loop").writes;
    // 720,000 hours a day.
    assert_near(average("eq"), HOURS);
    assert_printed(average("eq") * 86_400.0, 720_000.0);
    // Each is taken from the queue, and stored.
    assert_near(average("enc"), 2.0 * HOURS);
    // 5 + 2.5 + 1 + 0.5 Mbit/s for 3,600 s are 4.05 GB.
    assert_near(estimate(&report, "storage-per-year", "raw") / 365.0, 720_000.0 * 9e6 / 8.0 * 3_600.0);
    assert_printed(estimate(&report, "storage-per-year", "raw") / 365.0, 2.916e15);
}

#[test]
fn opening_a_page_asks_the_cache_first() {
    let report = changed(VIDEOS, |design| {
        let open = design.workload.journeys.iter_mut().find(|journey| journey.id == "open").expect("it is there");
        open.rate = Some(Rate::PerSecond(1_000.0));
        open.peak_factor = Some(1.0);
    });
    assert_near(peak(&report, "redis").0, 1_000.0);
    assert_near(peak(&report, "meta").0, 200.0);
    assert_near(role(&report, "meta", "replica"), 200.0 / 1_200_000.0);
}

#[test]
fn videos_sharded_by_their_id_have_no_hot_month() {
    let report = changed(VIDEOS, |design| {
        let kind = loadbearing_engine::design::Setting::Text("identifier".to_owned());
        component(design, "meta").settings.insert("shard_key_kind".to_owned(), kind);
    });
    assert_silent(&report, "shard-key-monotonic");
}

#[test]
fn an_encoder_that_is_waited_for_is_told() {
    let report = changed(VIDEOS, |design| {
        let call = connection(design, "gw", "up").clone();
        design.connections.push(loadbearing_engine::design::Connection { from: "up".into(), to: "enc".into(), ..call });
    });
    assert_eq!(only(&report, "msg-long-task-sync").components, ["up", "enc"]);
}
