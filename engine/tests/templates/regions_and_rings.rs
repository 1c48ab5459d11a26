//! Stores and caches of several nodes, several regions, and recommendations: whom a key, a write or a user goes to.

use std::collections::BTreeMap;

use loadbearing_engine::calculate;
use loadbearing_engine::design::{Consistency, Rate, Setting};
use loadbearing_engine::report::Report;

use crate::support::{
    assert_findings, assert_near, assert_printed, assert_silent, availability, changed, component, only, peak, report,
    utilization,
};

/// What a calculator answers to the figures of the documents, which are its defaults.
fn calculated(id: &str, output: &str) -> f64 {
    let answer = calculate(id, &BTreeMap::new()).unwrap_or_else(|refused| panic!("{id}: {refused:?}"));
    answer.output(output).unwrap_or_else(|| panic!("{id}: {:?}", answer.outputs)).working.value
}

/// Gives every journey of a template a rate, without a peak.
fn at_rates(id: &str, rates: &[f64]) -> Report {
    changed(id, |design| {
        for (journey, &rate) in design.workload.journeys.iter_mut().zip(rates) {
            journey.rate = Some(Rate::PerSecond(rate));
            journey.peak_factor = Some(1.0);
        }
    })
}

const RECOMMENDATION: &str = "recommendation";

#[test]
fn recommendations_have_exactly_these_findings() {
    let report = report(RECOMMENDATION);
    // Nothing beyond the general ones is expected: everything is drawn once.
    assert_findings(
        &report,
        &[
            "lb-spof: api",
            "repl-none: f",
            "spof-single-instance: cb",
            "spof-single-instance: cf",
            "spof-single-instance: rank",
            "spof-single-instance: rec",
        ],
    );
    for rule in ["ml-cold-start", "ml-train-on-path", "ml-no-ranking", "db-olap-on-oltp"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn both_models_are_asked_and_both_look_up_and_rank() {
    let report = at_rates(RECOMMENDATION, &[100.0, 0.0]);
    // The printed 70 and 30 % weigh scores and split no requests.
    for (id, reads) in [("cf", 100.0), ("cb", 100.0), ("rank", 200.0), ("f", 200.0)] {
        assert_near(peak(&report, id).0, reads);
    }
    // 0.7 × 1 + 0.3 × 0.5.
    assert_near(calculated("weighted-score", "score"), 0.85);
    // Gateway, recommendations, two models, ranking, features.
    assert_near(availability(&report, "recommend"), 0.999_f64.powi(6));
}

const LEADERS: &str = "replication-multi-leader";

#[test]
fn three_leaders_have_no_findings_while_their_policy_is_open() {
    let report = report(LEADERS);
    assert_findings(&report, &[]);
    for rule in ["repl-none", "repl-write-to-replica", "loop-unbounded"] {
        assert_silent(&report, rule);
    }
    assert!(report.not_checked.iter().any(|open| open.rule == "repl-multileader-conflict"));
}

#[test]
fn leaders_without_a_policy_are_told() {
    let with = |policy: &str| {
        changed(LEADERS, |design| {
            for leader in &mut design.components {
                leader.settings.insert("conflict_policy".to_owned(), Setting::Text(policy.to_owned()));
            }
        })
    };
    // Expected of the drawing unless a policy is set.
    assert_eq!(only(&with("none"), "repl-multileader-conflict").components, ["asia", "eu", "us"]);
    assert_silent(&with("last-write-wins"), "repl-multileader-conflict");
}

#[test]
fn every_write_reaches_each_leader_once() {
    let report = at_rates(LEADERS, &[100.0, 30.0, 5.0]);
    for leader in ["us", "eu", "asia"] {
        assert_near(peak(&report, leader).1, 135.0);
    }
    // Its own leader, in its own region.
    assert_near(availability(&report, "write-us"), 0.999 * 0.99999);
}

const RING: &str = "consistent-hash-cache";

#[test]
fn the_ring_has_exactly_these_findings() {
    let report = report(RING);
    // Nothing beyond the general ones is expected: everything is drawn once.
    assert_findings(
        &report,
        &[
            "cache-no-replica: n1",
            "cache-no-replica: n2",
            "cache-no-replica: n3",
            "cache-no-replica: ring",
            "spof-single-instance: c",
        ],
    );
    for rule in ["cache-modulo-hashing", "cache-hit-rate-low"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn a_third_of_the_lookups_reach_each_server() {
    let report = at_rates(RING, &[900.0, 90.0]);
    assert_eq!(peak(&report, "ring"), (900.0, 90.0));
    for node in ["n1", "n2", "n3"] {
        let (reads, writes) = peak(&report, node);
        assert_near(reads, 300.0);
        assert_near(writes, 30.0);
    }
    // Nothing is lost with a cache but what it knew.
    assert_near(availability(&report, "get"), 0.999);
}

#[test]
fn a_fourth_server_takes_over_a_sixth_of_the_keys() {
    // 60° of 360°; printed 16.7 %. A remainder moves three of four.
    assert_near(calculated("hash-ring", "moved"), 60.0 / 360.0);
    assert_printed(calculated("hash-ring", "moved"), 0.167);
}

const REGIONS: &str = "multi-region";

#[test]
fn three_regions_have_exactly_these_findings() {
    let report = report(REGIONS);
    assert_findings(&report, &[]);
    for rule in ["dr-no-failover-routing", "lb-global-missing", "arch-orphan", "repl-none"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn the_first_region_answers_and_the_others_copy() {
    let report = at_rates(REGIONS, &[100.0, 10.0]);
    for (id, reads, writes) in [("s1", 100.0, 10.0), ("d1", 100.0, 10.0), ("s2", 0.0, 0.0), ("d2", 0.0, 10.0)] {
        assert_eq!(peak(&report, id), (reads, writes), "{id}");
    }
}

const CACHE: &str = "distributed-cache";

#[test]
fn the_distributed_cache_has_exactly_these_findings() {
    let report = report(CACHE);
    // Expected of the drawing: the nodes and the router that have no copy, and the key that everybody asks for.
    assert_findings(
        &report,
        &[
            "cache-no-replica: n1",
            "cache-no-replica: n2",
            "cache-no-replica: n3",
            "cache-no-replica: p",
            "spof-single-instance: c",
        ],
    );
    assert!(report.findings.iter().any(|finding| finding.rule == "cache-hot-key"));
    for rule in ["cache-modulo-hashing", "cache-hit-rate-low", "consensus-quorum-size"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn three_nodes_carry_300_000_lookups() {
    let report = at_rates(CACHE, &[300_000.0, 0.0]);
    for node in ["n1", "n2", "n3"] {
        assert_near(utilization(&report, node), 1.0);
    }
}

const KEYS: &str = "kv-store";

#[test]
fn the_key_value_store_has_exactly_these_findings() {
    let report = report(KEYS);
    assert_findings(&report, &["cache-no-replica: p", "spof-single-instance: c"]);
    for rule in ["repl-write-to-replica", "cache-hit-rate-low", "cap-ca-distributed"] {
        assert_silent(&report, rule);
    }
}

#[test]
fn nodes_of_100_000_carry_what_they_get_and_what_they_copy() {
    let reading = at_rates(KEYS, &[300_000.0, 0.0]);
    for node in ["n1", "n2", "n3"] {
        assert_near(utilization(&reading, node), 1.0);
    }
    // A third each; the second takes those of the first as well, the third those of both.
    let writing = at_rates(KEYS, &[0.0, 100_000.0]);
    for (node, third) in [("n1", 1.0), ("n2", 2.0), ("n3", 3.0)] {
        assert_near(peak(&writing, node).1, third * 100_000.0 / 3.0);
    }
    // Any of three nodes answers, behind coordinator and application.
    assert_near(availability(&reading, "get"), 0.999 * 0.999 * (1.0 - 1e-9));
}

#[test]
fn nodes_that_claim_both_or_do_not_overlap_are_told() {
    let claimed = changed(KEYS, |design| {
        component(design, "n1").settings.insert("cap".to_owned(), Setting::Text("CA".to_owned()));
    });
    assert_eq!(only(&claimed, "cap-ca-distributed").components, ["n1"]);
    let narrow = changed(KEYS, |design| {
        design.requirements.consistency = Some(Consistency::Strong);
        let first = component(design, "n1");
        first.replicas = Some(2);
        for (name, copies) in [("read_quorum", 1.0), ("write_quorum", 2.0)] {
            first.settings.insert(name.to_owned(), Setting::Number(copies));
        }
    });
    assert_eq!(only(&narrow, "repl-quorum").components, ["n1"]);
}
