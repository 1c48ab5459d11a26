//! The worked chat and the worked news feed: what is sent to many, or to somebody who is connected.

use loadbearing_engine::design::{Design, Setting};

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, connection,
    estimate, needed, only, peak, report, role, utilization,
};

const CHAT: &str = "chat-worked";

// 50 million users × 100 / 86,400 × 5; printed as 290,000.
const MESSAGES: f64 = 289_351.851_851_851_85;

#[test]
fn the_chat_has_exactly_these_findings() {
    let report = report(CHAT);
    assert_findings(
        &report,
        &[
            "msg-no-idempotency: st, k",
            "rt-ws-capacity: chat",
            "spof-single-instance: chat",
            "tx-dual-write: chat, db, k",
        ],
    );
    // Messages are keyed by their recipient; one chat server needs no way to another, presence lives twice as long as
    // two beats are apart.
    for rule in ["msg-ordering-no-key", "rt-cross-server", "msg-broker-spof", "msg-broker-throughput"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn the_chat_fills_its_stream_to_29_percent_and_inserts_twice() {
    let report = report(CHAT);
    assert_near(peak(&report, "k").1, MESSAGES);
    assert_near(utilization(&report, "k"), MESSAGES / 1e6);
    // The handler saves each message, and so does the consumer: 580,000 as printed.
    assert_near(peak(&report, "db").1, 2.0 * MESSAGES);
    assert_printed(peak(&report, "db").1, 580_000.0);
    let once = changed(CHAT, |design| connection(design, "chat", "db").calls = Some(0.0));
    assert_near(peak(&once, "db").1, MESSAGES);
}

#[test]
fn every_subscriber_of_the_chat_gets_every_message() {
    let report = report(CHAT);
    assert_near(peak(&report, "nf").1, MESSAGES);
    assert_near(peak(&report, "an").1, MESSAGES);
    // The storage consumer works on each message, and pushes it: a journey of its own.
    assert_near(peak(&report, "st").1, 2.0 * MESSAGES);
    // It asks once for each message whether the recipient is online.
    assert_eq!(peak(&report, "pres"), (MESSAGES, 0.0));
    assert_eq!(peak(&report, "redis"), (MESSAGES, 0.0));
    // The chat server gets what is sent and what is delivered.
    assert_near(peak(&report, "chat").1, 2.0 * MESSAGES);
}

#[test]
fn all_users_of_a_day_would_take_5_000_chat_servers() {
    let all = report(CHAT);
    let finding = only(&all, "rt-ws-capacity");
    // 50 million connections on one server of 10,000.
    assert_eq!((finding.measured, finding.limit), (Some(5e7), Some(10_000.0)));
    assert!(finding.fix.contains("5,000") || finding.fix.contains("5 k"), "{}", finding.fix);
    // A tenth of them takes 500.
    let connected = |design: &mut Design, servers: u32| {
        design.workload.settings.insert("concurrent_connections".to_owned(), Setting::Number(5e6));
        component(design, "chat").instances = Some(servers);
    };
    assert_silent(&changed(CHAT, |design| connected(design, 500)), "rt-ws-capacity");
    only(&changed(CHAT, |design| connected(design, 499)), "rt-ws-capacity");
}

#[test]
fn the_chat_keeps_182_terabytes_a_year() {
    let report = report(CHAT);
    // 5 billion × 365 × 100 B.
    assert_near(estimate(&report, "storage-per-year", "db"), 182.5e12);
}

#[test]
fn the_chat_is_as_available_as_its_server() {
    let report = report(CHAT);
    // Chat server 0.999; stream with three copies 1 − 0.001³; a hundred partitions of the store with three copies each.
    let send = 0.999 * (1.0 - 1e-9) * (1.0_f64 - 1e-9).powi(100);
    assert_near(availability(&report, "send"), send);
    // Connecting needs no stream, and presence is not required.
    assert_near(availability(&report, "connect"), 0.999 * (1.0_f64 - 1e-9).powi(100));
    // Pushing needs one of a thousand consumers, and the connection that the chat server holds.
    assert_near(availability(&report, "deliver"), 0.999);
}

const FEED: &str = "news-feed-twitter";

// Feeds read at peak: 23 × 10^9 / 86,400 × 10.
const FEEDS: f64 = 2_662_037.037_037_037;

// Posts at peak: 500 million / 86,400 × 10; printed as 58,000.
const POSTS: f64 = 57_870.370_370_370_37;

#[test]
fn the_feed_has_exactly_these_findings() {
    // Expected of the drawing: all but those about services that are drawn once, and share a store. Posts fill 72 %
    // of theirs.
    assert_findings(
        &report(FEED),
        &[
            "arch-shared-db: db, feed, post",
            "cache-over-capacity: r1",
            "cap-over-capacity: feed",
            "lb-spof: lb",
            "rt-fanout-push-celebrity: post, r1",
            "rt-fanout-sync: post, r1",
            "cap-over-target: post",
            "spof-single-instance: feed",
            "spof-single-instance: post",
        ],
    );
}

#[test]
fn the_feed_takes_49_tuned_servers() {
    let report = report(FEED);
    let (reads, writes) = peak(&report, "lb");
    assert_near(reads + writes, FEEDS + POSTS);
    assert_printed(reads + writes, 2_718_000.0);
    // 56,000 usable of 80,000; 48 for feeds and 2 for posts where the two do not share.
    assert_eq!(((reads + writes) / 56_000.0).ceil(), 49.0);
    assert_eq!(needed(&report, "feed"), ("instances", 34, 48));
    assert_eq!(needed(&report, "post"), ("instances", 1, 2));
}

#[test]
fn the_feed_needs_nine_primaries_for_its_posts() {
    let report = report(FEED);
    assert_near(peak(&report, "db").1, POSTS);
    // 57,870 / 10,000 / 0.7 = 8.3.
    assert_eq!(needed(&report, "db"), ("shards", 6, 9));
    assert_near(role(&report, "db", "primary"), POSTS / 90_000.0);
    // One query for each feed on 9 × 5 replicas of 100,000; the hourly job adds 24 reads a day.
    assert_printed(role(&report, "db", "replica"), FEEDS / 4_500_000.0);
    // 500 million × 365 × 1 kB.
    assert_near(estimate(&report, "storage-per-year", "db"), 182.5e12);
}

#[test]
fn the_feed_pushes_11_million_writes_a_second_into_two_masters() {
    let report = report(FEED);
    let (reads, writes) = peak(&report, "r1");
    assert_near(reads, FEEDS);
    // 200 followers, and one list of what is trending an hour.
    assert_near(writes, POSTS * 200.0 + 24.0 / 86_400.0);
    assert_printed(writes, 11.6e6);
    assert_near(utilization(&report, "r1"), (reads + writes) / 200_000.0);
    // Reads alone are 13 times what two masters do, and 38 masters at 70 %.
    assert_printed(reads / 200_000.0, 13.3);
    assert_printed(reads / 70_000.0, 38.0);
}

#[test]
fn a_post_of_a_celebrity_is_a_million_writes() {
    let report = report(FEED);
    let finding = only(&report, "rt-fanout-push-celebrity");
    assert_eq!((finding.measured, finding.limit), (Some(1e6), Some(200_000.0)));
}

#[test]
fn the_feed_is_as_available_as_its_balancer_and_its_service() {
    let report = report(FEED);
    // 0.999 × 0.999; nine shards of six copies are up for all purposes: (1 − 0.001⁶)^9.
    let by_hand = 0.998_001 * (1.0_f64 - 1e-18).powi(9);
    assert_near(availability(&report, "read-feed"), by_hand);
    assert_near(availability(&report, "post"), by_hand);
}
