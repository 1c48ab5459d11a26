//! Messages and posts of hundreds of millions of users: more than what is drawn for them carries.

use loadbearing_engine::design::Setting;

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, connection,
    estimate, needed, only, peak, report, set_number, utilization,
};

const WHATSAPP: &str = "messaging-whatsapp";

// 100 billion a day; printed as 1.157 million a second.
const MESSAGES: f64 = 1_157_407.407_407_407_4;

#[test]
fn whatsapp_has_exactly_these_findings() {
    let report = report(WHATSAPP);
    // Expected of the drawing: the first three. Nothing drawn empties the queue for who is offline.
    assert_findings(
        &report,
        &[
            "msg-broker-throughput: k",
            "rt-ws-capacity: gw",
            "dr-single-region: an",
            "lb-spof: lb",
            "msg-no-consumer: pend",
        ],
    );
    for rule in ["rt-receipts-blocking", "loop-unbounded", "rt-cross-server", "rt-no-offline", "st-no-metadata-db"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn whatsapp_sends_more_on_average_than_one_cluster_carries() {
    let report = report(WHATSAPP);
    let average = report.components["k"].average.expect("no loop").total;
    assert_near(average, MESSAGES);
    assert_printed(average, 1.157e6);
    // No peak is printed; three times the average is assumed.
    assert_near(utilization(&report, "k"), 3.0 * MESSAGES / 1e6);
    let flat = changed(WHATSAPP, |design| {
        for journey in &mut design.workload.journeys {
            journey.peak_factor = Some(1.0);
        }
    });
    assert_eq!(only(&flat, "msg-broker-throughput").components, ["k"]);
}

#[test]
fn a_tenth_of_whatsapp_would_take_20_000_connection_servers() {
    let as_drawn = report(WHATSAPP);
    let finding = only(&as_drawn, "rt-ws-capacity");
    // 100 × 10,000 as printed; 10 % of 2 billion.
    assert_eq!((finding.measured, finding.limit), (Some(2e8), Some(1e6)));
    let enough = changed(WHATSAPP, |design| component(design, "gw").instances = Some(20_000));
    assert_silent(&enough, "rt-ws-capacity");
}

#[test]
fn a_group_message_is_a_hundred_inserts() {
    let only_groups = changed(WHATSAPP, |design| {
        let rate = design.workload.journeys[0].rate.take();
        design.workload.journeys[1].rate = rate;
    });
    assert_near(peak(&only_groups, "cas").1, 300.0 * MESSAGES);
}

#[test]
fn whatsapp_is_as_available_as_its_balancer_and_its_region() {
    // 0.999 × 0.99999, and one of the three copies of the stream.
    let by_hand = 0.999 * 0.99999 * (1.0 - 1e-9);
    assert_near(availability(&report(WHATSAPP), "send"), by_hand);
}

const MILLION: &str = "chat-1m";

#[test]
fn a_million_users_have_exactly_these_findings() {
    let report = report(MILLION);
    assert_findings(&report, &["cache-no-replica: r", "lb-spof: lb", "msg-broker-spof: q"]);
    // 100 × 10,000 is what comes: at the limit, not above it.
    for rule in ["rt-ws-capacity", "rt-ws-sticky", "rt-cross-server", "shard-key-low-cardinality"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn one_user_more_finds_no_place() {
    let report = changed(MILLION, |design| {
        design.workload.settings.insert("concurrent_connections".to_owned(), Setting::Number(1_000_001.0));
    });
    assert_eq!(only(&report, "rt-ws-capacity").limit, Some(1e6));
}

#[test]
fn an_index_fed_without_an_outbox_may_miss_messages() {
    let report = changed(MILLION, |design| {
        connection(design, "svc", "es").settings.insert("outbox".to_owned(), Setting::Switch(false));
    });
    assert_eq!(only(&report, "tx-dual-write").components, ["svc", "db", "es"]);
}

const ESTIMATE: &str = "twitter-like-estimate";

#[test]
fn the_estimate_has_exactly_these_findings() {
    // Expected of the drawing: the memory. Eight ordinary servers get 10,851 requests each.
    assert_findings(
        &report(ESTIMATE),
        &["cache-count-scope: svc, r", "cache-memory-too-small: r", "cap-single-server-limit: svc", "lb-spof: lb"],
    );
}

#[test]
fn the_estimate_is_as_printed() {
    let report = report(ESTIMATE);
    // 500 million × 5 / 86,400; 30,000 and 90,000 as printed are rounded up.
    let average = report.components["svc"].average.expect("no loop").total;
    assert_near(average, 2.5e9 / 86_400.0);
    assert_near(peak(&report, "svc").0, 3.0 * 2.5e9 / 86_400.0);
    assert!((average - 30_000.0).abs() < 0.04 * 30_000.0);
    // 2.5 billion × 280 B × 365, a fifth of it in memory.
    assert_near(estimate(&report, "storage-per-year", "db"), 255.5e12);
    assert_printed(estimate(&report, "storage-per-year", "db"), 255e12);
    assert_near(estimate(&report, "cache-memory", "r"), 51.1e12);
    assert_printed(estimate(&report, "cache-memory", "r"), 51e12);
    assert_eq!(needed(&report, "svc"), ("instances", 18, 25));
}

#[test]
fn the_hot_posts_take_799_nodes_of_64_gigabytes() {
    // 51.1 TB / 64 GB = 798.4.
    let with = |nodes: u32| changed(ESTIMATE, |design| component(design, "r").shards = Some(nodes));
    assert_silent(&with(799), "cache-memory-too-small");
    only(&with(798), "cache-memory-too-small");
    let larger = changed(ESTIMATE, |design| set_number(component(design, "r"), "memory_bytes", 25.6e12));
    assert_silent(&larger, "cache-memory-too-small");
}
