//! The short answers to interview questions: a shortener, a chat and a news feed with few or no figures.

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, only, peak, report, utilization,
};
use loadbearing_engine::design::Setting;

const SHORTENER: &str = "url-shortener-interview";

#[test]
fn the_shortener_has_exactly_these_findings() {
    let report = report(SHORTENER);
    // Four ordinary servers get what the cache answers as well.
    assert_findings(&report, &["cache-count-scope: api, redis", "cap-single-server-limit: api", "lb-spof: lb"]);
    // Expected of the drawing; it is advice only.
    let hopeful = only(&report, "cache-hit-rate-optimistic");
    assert_eq!((hopeful.components.as_slice(), hopeful.measured), (["redis".to_owned()].as_slice(), Some(0.99)));
    for rule in ["cache-missing-read-heavy", "async-analytics", "id-code-space", "cdn-301-analytics"] {
        assert_silent(&report, rule);
    }
    // No peak is printed.
    only(&report, "cap-average-only");
}

#[test]
fn permanent_redirects_would_hide_the_clicks_of_the_shortener() {
    let report = changed(SHORTENER, |design| {
        design.workload.settings.insert("redirect_status".to_owned(), Setting::Text("301".to_owned()));
    });
    only(&report, "cdn-301-analytics");
}

#[test]
fn the_shortener_asks_its_database_once_in_a_hundred_redirects() {
    let report = report(SHORTENER);
    let average = |id: &str| report.components[id].average.expect("no loop");
    // 10^10 and 10^8 a day.
    assert_printed(average("api").reads, 115_741.0);
    assert_printed(average("api").writes, 1_157.0);
    assert_near(average("db").reads, 1e10 / 86_400.0 * 0.01);
    assert_printed(average("db").reads, 1_157.0);
    // A row for each click, a code for each new link.
    assert_near(average("adb").writes, 1e10 / 86_400.0);
    assert_printed(average("kgs").total, 1_157.0);
}

const CHAT: &str = "chat-interview";

#[test]
fn the_chat_has_exactly_these_findings() {
    let report = report(CHAT);
    // No copies are printed of what is drawn once; there are no rates, so nothing is said about capacity.
    assert_findings(
        &report,
        &[
            "cache-no-replica: reg",
            "lb-spof: lb",
            "msg-broker-spof: bus",
            "msg-broker-spof: pend",
            "msg-broker-spof: q",
        ],
    );
    // Three servers share a channel, users return to their server, and what is for others is kept.
    for rule in ["rt-cross-server", "rt-ws-sticky", "rt-no-offline", "rt-no-ack", "msg-no-consumer", "loop-unbounded"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn sending_needs_the_balancer_and_three_channels() {
    let report = report(CHAT);
    // 0.999 each, and one of three connection servers; the registry stands beside the path.
    let server = 1.0 - 1e-9;
    assert_near(availability(&report, "send"), 0.999_f64.powi(4) * server);
    assert_near(availability(&report, "deliver"), 0.999 * server);
}

const FEED: &str = "news-feed-interview";

#[test]
fn the_feed_has_exactly_these_findings() {
    let report = report(FEED);
    // Everything is drawn once. The queue keeps the fan-out away from the author.
    assert_findings(
        &report,
        &[
            "cache-no-replica: cp",
            "cache-no-replica: rz",
            "lb-spof: lb",
            "msg-broker-spof: fq",
            "repl-none: db",
            "spof-single-instance: feed",
            "spof-single-instance: post",
            "spof-single-instance: rank",
        ],
    );
    for rule in ["rt-fanout-sync", "rt-fanout-push-celebrity"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn one_post_with_a_million_followers_would_be_a_million_writes() {
    let report = changed(FEED, |design| {
        design.workload.settings.insert("celebrity_threshold".to_owned(), Setting::Number(1e6));
    });
    assert_eq!(only(&report, "rt-fanout-push-celebrity").measured, Some(1e6));
}

#[test]
fn the_feed_writes_each_post_into_the_feeds_of_all_followers() {
    let report = changed(FEED, |design| {
        design.workload.journeys[0].rate = Some(loadbearing_engine::design::Rate::PerSecond(1.0));
        design.workload.journeys[0].peak_factor = Some(1.0);
    });
    assert_near(peak(&report, "rz").1, 200.0);
    assert_near(utilization(&report, "rz"), 200.0 / 100_000.0);
}
