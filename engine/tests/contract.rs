//! Sentences of the contract that an independent reading of it once found broken: one small design each.

use loadbearing_engine::report::Report;
use loadbearing_engine::{evaluate, read};

fn report(parts: &str) -> Report {
    let text = format!(r#"{{"format": "loadbearing/1", {parts}}}"#);
    evaluate(&read(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).design)
}

fn near(got: Option<f64>, want: f64) {
    let got = got.unwrap_or(f64::NAN);
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-12), "got {got}, want {want}");
}

fn weak<'a>(report: &'a Report, id: &str) -> Vec<&'a str> {
    report.single_points_of_failure.iter().filter(|point| point.id == id).map(|point| &*point.because).collect()
}

#[test]
fn a_shard_router_splits_over_its_shards_and_not_over_who_watches_it() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "r", "operation": "read", "rate": {"per_second": 90}}]},
           "components": [{"id": "r", "kind": "shard-router"}, {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"},
             {"id": "m", "kind": "metrics"}],
           "connections": [{"from": "r", "to": "a"}, {"from": "r", "to": "b"}, {"from": "r", "to": "m"}]"#,
    );
    near(report.components["a"].average.map(|average| average.total), 45.0);
    near(report.components["m"].average.map(|average| average.total), 0.0);
}

#[test]
fn a_write_through_cache_is_beside_the_path_of_reads() {
    let parts = |operation: &str| {
        format!(
            r#""workload": {{"journeys": [{{"id": "j", "entry": "s", "operation": "{operation}"}}]}},
               "components": [{{"id": "s", "kind": "server", "settings": {{"availability": 1}}}},
                 {{"id": "c", "kind": "cache-distributed", "settings": {{"availability": 0.9}}}},
                 {{"id": "d", "kind": "sql", "settings": {{"availability": 1}}}}],
               "connections": [{{"from": "s", "to": "c"}}, {{"from": "c", "to": "d", "operation": "write"}},
                 {{"from": "s", "to": "d", "operation": "read", "after_miss_in": "c"}}]"#
        )
    };
    near(report(&parts("read")).journeys["j"].availability, 1.0);
    near(report(&parts("write")).journeys["j"].availability, 0.9);
}

#[test]
fn reads_that_never_asked_a_cache_pass_whole() {
    // The balancer asks the cache, but this journey enters behind it.
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 100}}]},
           "components": [{"id": "lb", "kind": "lb-l7"}, {"id": "s", "kind": "server"},
             {"id": "c", "kind": "cache-distributed"}, {"id": "d", "kind": "sql"}],
           "connections": [{"from": "lb", "to": "c"}, {"from": "lb", "to": "s"},
             {"from": "s", "to": "d", "after_miss_in": "c"}]"#,
    );
    near(report.components["d"].average.map(|average| average.total), 100.0);
}

#[test]
fn a_target_whose_share_is_nothing_can_fail_like_any_other() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "lb", "operation": "read"}]},
           "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
             {"id": "a", "kind": "server", "settings": {"availability": 0.9}},
             {"id": "b", "kind": "server", "settings": {"availability": 0.8}}],
           "connections": [{"from": "lb", "to": "a", "share": 1}, {"from": "lb", "to": "b", "share": 0}]"#,
    );
    near(report.journeys["j"].unavailability, 0.1 * 0.2);
}

#[test]
fn alternatives_that_no_request_ever_needs_fail_nobody() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read"}]},
           "components": [{"id": "s", "kind": "server", "settings": {"availability": 1}},
             {"id": "c", "kind": "cache-distributed", "settings": {"hit_rate": 1}},
             {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
           "connections": [{"from": "s", "to": "c"},
             {"from": "s", "to": "a", "group": "g", "after_miss_in": "c"},
             {"from": "s", "to": "b", "group": "g", "after_miss_in": "c"}]"#,
    );
    near(report.journeys["j"].availability, 1.0);
}

#[test]
fn at_peak_interchangeable_pools_have_up_what_they_need() {
    // Two copies of one target are needed for it to be up at all, however little there is to carry.
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "lb", "operation": "read", "rate": {"per_second": 1}}]},
           "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
             {"id": "a", "kind": "server", "instances": 2, "settings": {"availability": 0.9, "needs": 2}},
             {"id": "b", "kind": "server", "instances": 2, "settings": {"availability": 0.9, "needs": 2}}],
           "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]"#,
    );
    near(report.journeys["j"].availability_at_peak, 1.0 - 0.19 * 0.19);
}

#[test]
fn at_peak_a_store_that_stands_by_is_measured_by_what_it_would_take_over() {
    let availability = |reads: u32| {
        let settings = |reads: u32| {
            format!(r#""settings": {{"read_capacity": {reads}, "write_capacity": 1000, "availability": 0.9}}"#)
        };
        let components = format!(
            r#"{{"id": "s", "kind": "server", "instances": 2, "settings": {{"availability": 1}}}},
               {{"id": "w", "kind": "server", "settings": {{"availability": 1}}}},
               {{"id": "p", "kind": "sql", {}}}, {{"id": "b", "kind": "sql", {}}}"#,
            settings(350),
            settings(reads)
        );
        let report = report(&format!(
            r#""workload": {{"journeys": [{{"id": "j", "entry": "s", "operation": "read", "rate": {{"per_second": 300}}, "peak_factor": 1}},
                 {{"id": "k", "entry": "w", "operation": "write", "rate": {{"per_second": 100}}, "peak_factor": 1}}]}},
               "components": [{components}],
               "connections": [{{"from": "s", "to": "p", "group": "g"}}, {{"from": "w", "to": "p"}},
                 {{"from": "s", "to": "b", "group": "g", "fallback": true}}]"#
        ));
        report.journeys["j"].availability_at_peak
    };
    // 300 reads of 350 and 100 writes of 1,000: 95.7 % of either, so one of the two is enough.
    near(availability(350), 0.99);
    // 300 of 330 and 100 of 1,000 are 100.9 %: it cannot stand in alone.
    near(availability(330), 0.9);
}

#[test]
fn at_peak_a_target_that_two_callers_share_counts_once() {
    // `a` is one of two targets and also required by itself: 0.9, not 0.9 × (1 − 0.1 × 0.1).
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 1}}]},
           "components": [{"id": "s", "kind": "server", "settings": {"availability": 1}},
             {"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
             {"id": "a", "kind": "server", "settings": {"availability": 0.9}},
             {"id": "b", "kind": "server", "settings": {"availability": 0.9}}],
           "connections": [{"from": "s", "to": "lb"}, {"from": "s", "to": "a"},
             {"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]"#,
    );
    near(report.journeys["j"].availability_at_peak, 0.9);
}

#[test]
fn at_peak_a_shard_that_all_copies_do_not_carry_is_never_up() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 100}}]},
           "components": [{"id": "s", "kind": "server"},
             {"id": "c", "kind": "cache-distributed", "replicas": 1,
              "settings": {"ops_capacity": 10, "auto_failover": false}}],
           "connections": [{"from": "s", "to": "c", "required": true}]"#,
    );
    near(report.journeys["j"].availability_at_peak, 0.0);
}

#[test]
fn without_failover_replicas_read_with_their_own_capacity_when_the_primary_is_lost() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "d", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1}]},
           "places": [{"id": "a", "kind": "zone"}, {"id": "b", "kind": "zone"}],
           "components": [{"id": "d", "kind": "sql", "replicas": 1, "places": ["a", "b"],
             "settings": {"auto_failover": false, "read_capacity": 50, "replica_read_capacity": 200}}]"#,
    );
    // Without `a` the replica reads as before; without `b` all reads go to the primary.
    assert_eq!(weak(&report, "a"), Vec::<&str>::new());
    assert_eq!(weak(&report, "b"), ["capacity"]);
}

#[test]
fn what_never_worked_takes_no_load_away_from_others_when_something_else_is_lost() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "lb", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1}]},
           "components": [{"id": "lb", "kind": "lb-l7"}, {"id": "nowhere", "kind": "gateway"},
             {"id": "s", "kind": "server", "settings": {"rps_capacity": 60}}, {"id": "m", "kind": "logs"}],
           "connections": [{"from": "lb", "to": "nowhere"}, {"from": "lb", "to": "s"},
             {"from": "s", "to": "m", "calls": 1, "mode": "async"}]"#,
    );
    assert_eq!(weak(&report, "m"), Vec::<&str>::new());
}

#[test]
fn consumers_behind_a_broker_take_over_from_those_that_lost_their_store() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "q", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1}]},
           "components": [{"id": "q", "kind": "queue"},
             {"id": "a", "kind": "worker", "settings": {"rps_capacity": 60}},
             {"id": "b", "kind": "worker", "settings": {"rps_capacity": 60}},
             {"id": "d", "kind": "sql"}],
           "connections": [{"from": "q", "to": "a"}, {"from": "q", "to": "b"}, {"from": "a", "to": "d"}]"#,
    );
    assert_eq!(weak(&report, "d"), ["capacity"]);
}

#[test]
fn a_loop_of_writes_feeds_nobody_who_only_takes_reads() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "write", "rate": {"per_second": 1}}]},
           "components": [{"id": "s", "kind": "server"}, {"id": "d", "kind": "sql"}],
           "connections": [{"from": "s", "to": "s"}, {"from": "s", "to": "d", "operation": "read"}]"#,
    );
    assert!(report.components["s"].peak.is_none());
    near(report.components["d"].peak.map(|peak| peak.total), 0.0);
}

#[test]
fn a_second_connection_that_is_not_required_brings_no_needs() {
    // The copy of the writes arrives as a write, and is not what the user waits for.
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "write"}]},
           "components": [{"id": "s", "kind": "server", "settings": {"availability": 1}},
             {"id": "g", "kind": "gateway", "settings": {"availability": 1}},
             {"id": "d", "kind": "sql", "settings": {"availability": 0.9}}],
           "connections": [{"from": "s", "to": "g"},
             {"from": "s", "to": "g", "journeys": ["j"], "operation": "read", "required": false},
             {"from": "g", "to": "d", "operation": "write"}]"#,
    );
    near(report.journeys["j"].availability, 0.9);
}

#[test]
fn a_chain_of_thousands_is_followed_to_its_end() {
    let chain: Vec<String> = (0..5_000).map(|at| format!(r#"{{"id": "s{at:04}", "kind": "server"}}"#)).collect();
    let arrows: Vec<String> =
        (1..5_000).map(|at| format!(r#"{{"from": "s{:04}", "to": "s{at:04}"}}"#, at - 1)).collect();
    let text = format!(
        r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "go", "entry": "s0000", "operation": "read",
            "rate": {{"per_second": 10}}}}]}}, "components": [{}], "connections": [{}]}}"#,
        chain.join(","),
        arrows.join(",")
    );
    let design = read(&text).unwrap_or_else(|error| panic!("{error}")).design;
    let graph = loadbearing_engine::analysis::Graph::new(&design);
    let evaluation = loadbearing_engine::Evaluation::begin(&graph);
    let last = graph.find("s4999").map(|node| evaluation.traffic.peak[node].reads);
    near(last, 30.0);
}

#[test]
fn a_journey_that_nobody_answers_has_availability_0() {
    for (components, connections) in [
        // The entry leads nowhere.
        (r#"{"id": "a", "kind": "client-web"}"#, ""),
        (r#"{"id": "a", "kind": "dns"}"#, ""),
        (r#"{"id": "a", "kind": "waf"}"#, ""),
        (r#"{"id": "a", "kind": "shard-router"}"#, ""),
        (r#"{"id": "a", "kind": "cdn"}"#, ""),
        // Who watches answers nobody, nor does who is never asked.
        (r#"{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "metrics"}"#, r#"{"from": "a", "to": "b"}"#),
        (
            r#"{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "server"}"#,
            r#"{"from": "a", "to": "b", "calls": 0}"#,
        ),
        // Those that it leads to do not answer either, required or not.
        (
            r#"{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "lb-l7"}"#,
            r#"{"from": "a", "to": "b", "required": false}"#,
        ),
        (
            r#"{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "lb-l4"}, {"id": "c", "kind": "lb-l7"}"#,
            r#"{"from": "a", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "b"}"#,
        ),
    ] {
        let report = report(&format!(
            r#""workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "read"}}]}},
               "components": [{components}], "connections": [{connections}]"#
        ));
        assert_eq!(report.journeys["j"].availability, Some(0.0), "{components} {connections}");
        assert_eq!(report.journeys["j"].availability_at_peak, Some(0.0), "{components} {connections}");
        assert!(report.findings.iter().any(|finding| finding.severity == "error"), "{components} {connections}");
    }
}

#[test]
fn an_edge_cache_without_origin_answers_the_reads_that_it_holds() {
    let availability = |content: &str, operation: &str| {
        let report = report(&format!(
            r#""workload": {{"journeys": [
                 {{"id": "j", "entry": "a", "operation": "{operation}", "content": "{content}"}}]}},
               "components": [{{"id": "a", "kind": "client-web"}},
                 {{"id": "c", "kind": "cdn", "settings": {{"availability": 0.9}}}}],
               "connections": [{{"from": "a", "to": "c"}}]"#
        ));
        assert!(report.findings.iter().any(|finding| finding.rule == "cdn-no-origin"));
        report.journeys["j"].availability
    };
    near(availability("static", "read"), 0.9);
    assert_eq!(availability("static", "write"), Some(0.0));
    assert_eq!(availability("dynamic", "read"), Some(0.0));
}

#[test]
fn a_loop_without_end_is_carried_by_nobody_and_is_one_fault() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "a", "operation": "read", "rate": {"per_second": 10}},
             {"id": "k", "entry": "b", "operation": "read", "rate": {"per_second": 10}},
             {"id": "l", "entry": "d", "operation": "read", "rate": {"per_second": 10}}]},
           "components": [{"id": "a", "kind": "client-web"}, {"id": "s", "kind": "server"},
             {"id": "b", "kind": "server"}, {"id": "d", "kind": "server"}],
           "connections": [{"from": "a", "to": "s", "journeys": ["j"]}, {"from": "s", "to": "a", "journeys": ["j"]},
             {"from": "b", "to": "s", "journeys": ["k"]}]"#,
    );
    // Another journey that needs what the loop floods is not carried either; who needs nothing of it is.
    for id in ["j", "k"] {
        assert_eq!(report.journeys[id].availability_at_peak, Some(0.0), "{id}");
        assert_eq!(report.journeys[id].sustainable, Some(0.0), "{id}");
        assert_eq!(report.journeys[id].bottleneck, None, "{id}");
    }
    near(report.journeys["j"].availability, 0.999);
    near(report.journeys["l"].availability_at_peak, 0.999);
    let about: Vec<&str> =
        report.findings.iter().filter(|one| one.components.contains(&"a".to_owned())).map(|one| &*one.rule).collect();
    assert_eq!(about.iter().filter(|rule| **rule != "cap-average-only").collect::<Vec<_>>(), [&"loop-unbounded"]);
}

/// What reaches the store behind two caches, for 100 reads a second.
fn behind_two_caches(to_caches: &str, more: &str) -> f64 {
    let report = report(&format!(
        r#""workload": {{"journeys": [{{"id": "j", "entry": "s", "operation": "read", "rate": {{"per_second": 100}}}}]}},
           "components": [{{"id": "s", "kind": "server"}}, {{"id": "t", "kind": "server"}}, {{"id": "d", "kind": "sql"}},
             {{"id": "a", "kind": "cache-distributed", "settings": {{"hit_rate": 0.5}}}},
             {{"id": "b", "kind": "cache-distributed", "settings": {{"hit_rate": 0.9}}}},
             {{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": 0.8}}}}],
           "connections": [{to_caches}, {more}]"#
    ));
    report.components["d"].average.map_or(f64::NAN, |average| average.total)
}

#[test]
fn caches_that_are_alternatives_answer_the_reads_that_chose_them() {
    let after = |caches: &str| format!(r#"{{"from": "s", "to": "d", "after_miss_in": {caches}}}"#);
    let both = after(r#"["a", "b"]"#);
    let group = r#"{"from": "s", "to": "a", "group": "g"}, {"from": "s", "to": "b", "group": "g"}"#;
    // One after the other, as ever: 100 × 0.5 × 0.1.
    near(Some(behind_two_caches(r#"{"from": "s", "to": "a"}, {"from": "s", "to": "b"}"#, &both)), 5.0);
    // Half of the reads ask each: 50 × 0.5 + 50 × 0.1.
    near(Some(behind_two_caches(group, &both)), 30.0);
    // Reads that never asked `a` pass whole: 50 × 0.5 + 50.
    near(Some(behind_two_caches(group, &after(r#""a""#))), 75.0);
    // By share: 80 × 0.5 + 20 × 0.1.
    let shared = r#"{"from": "s", "to": "a", "group": "g", "share": 0.8}, {"from": "s", "to": "b", "group": "g"}"#;
    near(Some(behind_two_caches(shared, &both)), 42.0);
    // Each read asks two of three, every pair as often: (0.5 × 0.1 + 0.5 × 0.2 + 0.1 × 0.2) ÷ 3 of 100.
    let three = format!(r#"{group}, {{"from": "s", "to": "c", "group": "g", "needs": 2}}"#);
    near(Some(behind_two_caches(&three, &after(r#"["a", "b", "c"]"#))), 17.0 / 3.0);
    // A fallback is asked while nothing is lost by nobody.
    let spare = r#"{"from": "s", "to": "a", "group": "g"}, {"from": "s", "to": "b", "group": "g", "fallback": true}"#;
    near(Some(behind_two_caches(spare, &both)), 50.0);
    // The choice may have been made on the way.
    let later = r#"{"from": "s", "to": "t"}, {"from": "t", "to": "d", "after_miss_in": ["a", "b"]}"#;
    near(Some(behind_two_caches(group, later)), 30.0);
}

#[test]
fn what_goes_on_from_a_cache_is_left_over_by_it_once() {
    let path = r#"{"from": "s", "to": "c"}, {"from": "c", "to": "d", "after_miss_in": "c"}"#;
    near(Some(behind_two_caches(path, r#"{"from": "t", "to": "a"}"#)), 20.0);
    // Alternatives share what it misses: 100 × 0.2 ÷ 2.
    let either =
        r#"{"from": "s", "to": "c"}, {"from": "c", "to": "d", "group": "g"}, {"from": "c", "to": "t", "group": "g"}"#;
    near(Some(behind_two_caches(either, r#"{"from": "t", "to": "a"}"#)), 10.0);
}

#[test]
fn more_needed_than_there_is_has_availability_0_and_is_an_error() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read"},
             {"id": "k", "entry": "t", "operation": "read"}]},
           "components": [{"id": "s", "kind": "server"}, {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"},
             {"id": "t", "kind": "server", "instances": 2, "settings": {"needs": 3}}],
           "connections": [{"from": "s", "to": "a", "group": "g", "needs": 3}, {"from": "s", "to": "b", "group": "g"}]"#,
    );
    assert_eq!((report.journeys["j"].availability, report.journeys["k"].availability), (Some(0.0), Some(0.0)));
    let found: Vec<(&str, &str)> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == "needs-more-than-exist")
        .map(|finding| (finding.components[0].as_str(), &*finding.severity))
        .collect();
    assert_eq!(found, [("s", "error"), ("t", "error")]);
}

#[test]
fn a_report_that_was_written_can_be_read_back_whatever_its_figures_are() {
    let journey = r#""workload": {"journeys": [{"id": "j", "entry": "a", "operation": "write", "peak_factor": 1000000,
          "rate": {"daily_users": 1e18, "actions_per_user": 1e18}, "request_bytes": 1e18, "stored_bytes": 1e18}],
          "horizon_years": 100, "growth_per_year": 100}"#;
    // A chain in which each call makes a thousand million others, up to a store that keeps what no figure holds.
    let name = |at: usize| if at == 0 { "a".to_owned() } else { format!("s{at}") };
    let components: Vec<String> = (0..40)
        .map(|at| format!(r#"{{"id": "{}", "kind": "{}"}}"#, name(at), if at == 39 { "sql" } else { "service" }))
        .collect();
    let connections: Vec<String> =
        (1..40).map(|at| format!(r#"{{"from": "{}", "to": "{}", "calls": 1e9}}"#, name(at - 1), name(at))).collect();
    let chain = format!(r#""components": [{}], "connections": [{}]"#, components.join(","), connections.join(","));
    let nothing = r#""components": [{"id": "a", "kind": "server", "settings": {"rps_capacity": 0}}]"#;
    for parts in [chain.as_str(), nothing] {
        let report = report(&format!("{journey}, {parts}"));
        let text = serde_json::to_string(&report).unwrap_or_default();
        let back: Result<Report, _> = serde_json::from_str(&text);
        assert!(back.as_ref().is_ok_and(|back| *back == report), "{:?}\n{text}", back.err());
    }
}

#[test]
fn leaders_that_copy_each_other_get_each_write_once() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "s", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 1},
             {"id": "k", "entry": "t", "operation": "write", "rate": {"per_second": 40}, "peak_factor": 1}]},
           "components": [{"id": "s", "kind": "server"}, {"id": "t", "kind": "server"},
             {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}, {"id": "c", "kind": "sql"}],
           "connections": [{"from": "s", "to": "a"}, {"from": "t", "to": "b"},
             {"from": "a", "to": "b", "mode": "replication"}, {"from": "b", "to": "a", "mode": "replication"},
             {"from": "b", "to": "c", "mode": "replication"}]"#,
    );
    for store in ["a", "b", "c"] {
        near(report.components[store].peak.map(|peak| peak.writes), 140.0);
    }
    let over = |from: &str, to: &str| {
        report.connections.iter().find(|one| one.from == from && one.to == to).and_then(|one| one.peak)
    };
    near(over("a", "b"), 100.0);
    near(over("b", "a"), 40.0);
    near(over("b", "c"), 140.0);
    // A store takes 10,000 writes a second, and all of them get all.
    near(report.journeys["j"].sustainable, 100.0 * 5_000.0 / 100.0);
    assert!(report.findings.iter().all(|finding| finding.rule != "loop-unbounded"));
}

#[test]
fn what_is_written_to_one_leader_of_a_ring_goes_round_once() {
    let report = report(
        r#""workload": {"journeys": [
             {"id": "j", "entry": "a", "operation": "write", "rate": {"per_second": 30}, "peak_factor": 1}]},
           "components": [{"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}, {"id": "c", "kind": "sql"},
             {"id": "d", "kind": "sql"}],
           "connections": [{"from": "a", "to": "b", "mode": "replication"}, {"from": "a", "to": "c", "mode": "replication"},
             {"from": "b", "to": "d", "mode": "replication"}, {"from": "c", "to": "d", "mode": "replication"},
             {"from": "d", "to": "a", "mode": "replication"}]"#,
    );
    let over: Vec<Option<f64>> = report.connections.iter().map(|connection| connection.peak).collect();
    // To `d` lead two ways that are as short; nothing comes back to `a`.
    for (got, want) in over.into_iter().zip([30.0, 30.0, 15.0, 15.0, 0.0]) {
        near(got, want);
    }
    assert!(
        report.components.values().all(|component| component.peak.is_some_and(|peak| (peak.total - 30.0).abs() < 1e-9))
    );
}

#[test]
fn a_target_with_two_connections_is_two_of_the_alternatives_at_peak_too() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 1}}]},
           "components": [{"id": "s", "kind": "server", "settings": {"availability": 1}},
             {"id": "a", "kind": "sql", "settings": {"availability": 0.9}},
             {"id": "b", "kind": "sql", "settings": {"availability": 0.8}}],
           "connections": [{"id": "x", "from": "s", "to": "a", "group": "g", "needs": 2},
             {"id": "y", "from": "s", "to": "a", "group": "g"}, {"from": "s", "to": "b", "group": "g"}]"#,
    );
    near(report.journeys["j"].availability, 0.9);
    near(report.journeys["j"].availability_at_peak, 0.9);
}

#[test]
fn what_calls_itself_without_end_is_an_error() {
    let report = report(
        r#""workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 1}}]},
           "components": [{"id": "s", "kind": "server"}], "connections": [{"from": "s", "to": "s"}]"#,
    );
    let found: Vec<&str> =
        report.findings.iter().map(|finding| &*finding.rule).filter(|rule| rule.contains("loop")).collect();
    assert_eq!(found, ["loop-unbounded"]);
}

#[test]
fn places_nested_a_thousand_deep_are_each_one_fate() {
    let places: Vec<String> =
        (0..1_000).map(|at| format!(r#"{{"id": "p{at}", "kind": "zone", "in": "p{}"}}"#, at + 1)).collect();
    let report = report(&format!(
        r#""workload": {{"journeys": [{{"id": "j", "entry": "s", "operation": "read"}}]}},
           "places": [{}, {{"id": "p1000", "kind": "region"}}],
           "components": [{{"id": "s", "kind": "server", "places": ["p0"], "settings": {{"availability": 1}}}}]"#,
        places.join(",")
    ));
    near(report.journeys["j"].availability, 0.9999_f64.powi(1_000) * 0.99999);
    assert_eq!(report.single_points_of_failure.len(), 1_002);
}
