//! What is refused, and in which words: each row is a text and the one line that it gives.

use crate::read;

/// Wholly wrong texts.
const TEXTS: &[(&str, &str)] = &[
    ("", "the file is empty"),
    (" \n", "the file is empty"),
    ("{", "line 1, column 1: the file ends too early"),
    ("{\n  \"format\": \"loadbearing/1\",\n  oops\n}", "line 3, column 3: key must be a string"),
    (r#"{"format": "loadbearing/1"} x"#, "line 1, column 29: trailing characters"),
    ("{\n  \"rate\": NaN}", "line 2, column 11: NaN is no number of JSON, and no figure of a design"),
    (r#"{"rate": -Infinity}"#, "line 1, column 11: -Infinity is no number of JSON, and no figure of a design"),
    (r#"{"rate": undefined}"#, "line 1, column 10: expected a value, found undefined"),
    ("[]", "expected an object, found a list"),
    ("{}", "format: missing"),
    (r#"{"format": 1}"#, "format: expected a text, found a number"),
    (
        r#"{"format": "loadbearing/2", "new": 1}"#,
        "format: the file needs version 2 of the format, this program knows loadbearing/1",
    ),
    (r#"{"format": "loadbearing-report/1"}"#, "format: this is a report; a design file says \"loadbearing/1\""),
    (r#"{"format": "excalidraw"}"#, "format: unknown format \"excalidraw\"; a design file says \"loadbearing/1\""),
    (r#"{"format": "loadbearing/1", "format": "loadbearing/1"}"#, "format: stated twice"),
];

/// Wrong parts of an otherwise right file, which has the component `a` and the journey `j`.
const PARTS: &[(&str, &str)] = &[
    (r#""titel": "x""#, r#"titel: unknown field "titel"; did you mean "title"?"#),
    (r#""title": 5"#, "title: expected a text, found a number"),
    (r#""title": null"#, "title: expected a text, found null"),
    (
        r#""prices": {"per_month": {"servr": 1}}"#,
        r#"prices.per_month.servr: unknown kind "servr"; did you mean "server"?"#,
    ),
    (
        r#""prices": {"per_month": {"lb-l7": -1}}"#,
        r#"prices.per_month.lb-l7: expected from 0 to 1000000000000, found -1"#,
    ),
    (
        r#""prices": {"per_gb_month": {"warn": 1}}"#,
        r#"prices.per_gb_month.warn: unknown word "warn"; did you mean "warm"?"#,
    ),
    (r#""prices": {"egress_per_gb": "cheap"}"#, "prices.egress_per_gb: expected a number, found a text"),
    (r#""prices": {"currency": " "}"#, "prices.currency: a currency has 1 to 20 characters"),
    (
        r#""prices": {"per_gb": {}}"#,
        "prices.per_gb: unknown field \"per_gb\"; there are currency, per_month, per_gb_month, egress_per_gb",
    ),
    (r#""places": [{"id": "eu", "kind": "zoned"}]"#, r#"places[0].kind: unknown word "zoned"; did you mean "zone"?"#),
    (
        r#""places": [{"id": "eu", "kind": "zone"}, {"id": "eu", "kind": "zone"}]"#,
        r#"places[1].id: "eu" is there already"#,
    ),
    (r#""places": [{"id": "eu", "kind": "zone", "in": "us"}]"#, r#"places[0].in: there is no place "us""#),
    (
        r#""places": [{"id": "a", "kind": "zone", "in": "b"}, {"id": "b", "kind": "region", "in": "a"}]"#,
        r#"places[0].in: "a" lies in itself"#,
    ),
    (r#""places": [{"id": "a", "kind": "zone", "in": "a"}]"#, r#"places[0].in: "a" lies in itself"#),
    (r#""places": [{"id": "", "kind": "zone"}]"#, "places[0].id: an id may not be empty"),
    (
        r#""places": [{"id": "a", "kind": "zone", "availability": 1.5}]"#,
        "places[0].availability: expected a share from 0 to 1 (0 % to 100 %), found 1.5 (150 %)",
    ),
    (r#""layout": {"a": [1]}"#, "layout.a: expected two numbers, x and y"),
    (r#""frames": {"z": [1, 2, 3]}"#, "frames.z: expected four numbers: x, y, width and height"),
    (r#""frames": {"z": [1, 2, 3, -4]}"#, "frames.z[3]: expected from 0 to 1000000000, found -4"),
    (r#""steps": [{"view": [1, 2, 3]}]"#, "steps[0].view: expected four numbers: x, y, width and height"),
    (
        r#""steps": [{"note": "one"}, {"visable": []}]"#,
        r#"steps[1].visable: unknown field "visable"; did you mean "visible"?"#,
    ),
    (r#""steps": [{"highlighted": ["nobody"]}]"#, r#"steps[0].highlighted[0]: there is no component "nobody""#),
    (r#""steps": [{"load": -1}]"#, "steps[0].load: expected from 0 to 1000000, found -1"),
    (r#""layout": {"a": [1, "2"]}"#, "layout.a[1]: expected a number, found a text"),
    (
        r#""layout": {"not there": [1, 1e300]}"#,
        r#"layout["not there"][1]: expected from -1000000000 to 1000000000, found 1e300"#,
    ),
    (
        r#""requirements": {"availability": 99.9}"#,
        "requirements.availability: expected a share from 0 to 1 (0 % to 100 %), found 99.9 (9990 %)",
    ),
    (
        r#""requirements": {"target_utilization": 0}"#,
        "requirements.target_utilization: expected a share above 0 to 1 (0 % to 100 %), found 0 (0 %)",
    ),
    (r#""requirements": {"latency_ms": {"k": {"p99": 1}}}"#, r#"requirements.latency_ms.k: there is no journey "k""#),
    (
        r#""requirements": {"latency_ms": {"j": {"p999": 1}}}"#,
        r#"requirements.latency_ms.j.p999: unknown field "p999"; did you mean "p99"?"#,
    ),
    (
        r#""accepted": [{"rule": "lb-spoof", "reason": "known"}]"#,
        r#"accepted[0].rule: there is no rule "lb-spoof"; did you mean "lb-spof"?"#,
    ),
    (r#""accepted": [{"rule": "lb-spof"}]"#, "accepted[0].reason: missing"),
    (r#""accepted": [{"rule": "lb-spof", "reason": " "}]"#, "accepted[0].reason: a finding is accepted for a reason"),
    (
        r#""accepted": [{"rule": "lb-spof", "components": ["b"], "reason": "known"}]"#,
        r#"accepted[0].components[0]: there is no component "b""#,
    ),
    (
        r#""thresholds": {"max_sync_chains": 4}"#,
        r#"thresholds.max_sync_chains: unknown field "max_sync_chains"; did you mean "max_sync_chain"?"#,
    ),
    (
        r#""thresholds": {"hit_rate_target": 80}"#,
        "thresholds.hit_rate_target: expected a share from 0 to 1 (0 % to 100 %), found 80 (8000 %)",
    ),
    (
        r#""requirements": {"team_sise": 4}"#,
        r#"requirements.team_sise: unknown field "team_sise"; did you mean "team_size"?"#,
    ),
    (r#""connections": {"from": "a"}"#, "connections: expected a list, found an object"),
    (r#""connections": [{"from": "a"}]"#, "connections[0].to: missing"),
    (r#""connections": [{"from": "a", "to": "b"}]"#, r#"connections[0].to: there is no component "b""#),
    (
        r#""connections": [{"from": "a", "to": "redis", "calls": -1}]"#,
        "connections[0].calls: expected from 0 to 1000000000, found -1",
    ),
    (r#""connections": [{"from": "a", "to": "a", "calls": 1e999}]"#, "line 1, column 238: number out of range"),
    (
        r#""connections": [{"from": "a", "to": "reddis"}]"#,
        r#"connections[0].to: there is no component "reddis"; did you mean "redis"?"#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "mode": "parallel"}]"#,
        r#"connections[0].mode: unknown word "parallel"; there are sync, async, replication"#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "journeys": ["j", "j"]}]"#,
        r#"connections[0].journeys[1]: "j" is there already"#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "journeys": ["k"]}]"#,
        r#"connections[0].journeys[0]: there is no journey "k""#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "needs": 1.5}]"#,
        "connections[0].needs: expected a whole number from 1 to 1000000, found 1.5",
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "fallback": "yes"}]"#,
        "connections[0].fallback: expected true or false, found a text",
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "bends": [[0.5, 40], [0.5]]}]"#,
        "connections[0].bends[1]: expected two numbers: a share of the way, and how far to its right",
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "bends": [[2000, 40]]}]"#,
        "connections[0].bends[0][0]: expected from -1000 to 1000, found 2000",
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "after_miss_in": "a"}]"#,
        r#"connections[0].after_miss_in: "a" answers nothing itself: its kind has no hit rate"#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "after_miss_in": ["redis", "b"]}]"#,
        r#"connections[0].after_miss_in[1]: there is no component "b""#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "timeout": 5}]"#,
        r#"connections[0].timeout: unknown field "timeout"; did you mean "timeout_ms"?"#,
    ),
    (
        r#""connections": [{"from": "a", "to": "a", "timeout_ms": -5}]"#,
        "connections[0].timeout_ms: expected from 0 to 1e18, found -5",
    ),
    (
        r#""connections": [{"id": "x", "from": "a", "to": "a"}, {"id": "x", "from": "a", "to": "a"}]"#,
        r#"connections[1].id: "x" is there already"#,
    ),
];

/// Wrong journeys beside the component `a`.
const JOURNEYS: &[(&str, &str)] = &[
    (r#"{"id": "k", "entry": "a"}"#, "operation: missing"),
    (r#"{"id": "k", "entry": "b", "operation": "read"}"#, r#"entry: there is no component "b""#),
    (r#"{"id": "k", "entry": "a", "operation": "reads"}"#, r#"operation: unknown word "reads"; did you mean "read"?"#),
    (
        r#"{"id": "k", "operation": "read", "daily_curve": [1, 2]}"#,
        "daily_curve: expected 24 values, one for each full hour, found 2",
    ),
    (
        r#"{"id": "k", "operation": "read", "daily_curve": [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}"#,
        "daily_curve: expected a value above 0 in at least one hour",
    ),
    (
        r#"{"id": "k", "operation": "read", "daily_curve": [1,1,-1]}"#,
        "daily_curve[2]: expected from 0 to 1e18, found -1",
    ),
    (
        r#"{"id": "k", "operation": "read", "peak_factor": 2,
            "daily_curve": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,25]}"#,
        "peak_factor: the daily_curve alone reaches 12.5 times the average; state no less, or leave it out",
    ),
    (r#"{"id": "k", "operation": "read", "rate": 5}"#, "rate: expected an object, found a number"),
    (r#"{"id": "k", "operation": "read", "rate": {"per_day": -5}}"#, "rate.per_day: expected from 0 to 1e18, found -5"),
    (
        r#"{"id": "k", "operation": "read", "rate": {}}"#,
        "rate: expected one of per_second, per_day, or daily_users with actions_per_user",
    ),
    (
        r#"{"id": "k", "operation": "read", "rate": {"per_day": 5, "per_second": 5}}"#,
        "rate: expected one of per_second, per_day, or daily_users with actions_per_user",
    ),
    (r#"{"id": "k", "operation": "read", "rate": {"daily_users": 5}}"#, "rate.actions_per_user: missing"),
    (r#"{"id": "k", "operation": "read", "peak_factor": 0}"#, "peak_factor: expected above 0 to 1000000, found 0"),
    (
        r#"{"id": "k", "operation": "read", "qps": 5}"#,
        r#"qps: unknown field "qps"; there are id, name, entry, operation, rate, peak_factor, daily_curve, content, request_bytes, response_bytes, stored_bytes"#,
    ),
];

/// Wrong components.
const COMPONENTS: &[(&str, &str)] = &[
    (
        r#"{"id": "b", "kind": "server", "settings": {"autoscaling_min": 4, "autoscaling_max": 3}}"#,
        ".settings.autoscaling_max: 3 is below the `autoscaling_min` of 4",
    ),
    (
        r#"{"id": "b", "kind": "server", "autoscaling_max": 3, "settings": {"autoscaling_min": 4}}"#,
        ".autoscaling_max: 3 is below the `autoscaling_min` of 4",
    ),
    (r#"5"#, ": expected an object, found a number"),
    (r#"{"kind": "server"}"#, ".id: missing"),
    (r#"{"id": "b"}"#, ".kind: missing"),
    (r#"{"id": "a", "kind": "server"}"#, r#".id: "a" is there already"#),
    (
        r#"{"id": "b", "kind": "cache-distribted"}"#,
        r#".kind: unknown kind "cache-distribted"; did you mean "cache-distributed"?"#,
    ),
    (r#"{"id": "b", "kind": "mainframe"}"#, r#".kind: unknown kind "mainframe""#),
    (
        r#"{"id": "b", "kind": "cache-distributed", "preset": "radis"}"#,
        r#".preset: unknown preset "radis" of cache-distributed; did you mean "redis"?"#,
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "hitRate": 0.8}"#,
        r#".hitRate: unknown field "hitRate"; did you mean "hit_rate"?"#,
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "settings": {"hit_rate": 80}}"#,
        ".settings.hit_rate: expected a share from 0 to 1 (0 % to 100 %), found 80 (8000 %)",
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "settings": {"hit_rate": "80 %"}}"#,
        ".settings.hit_rate: expected a number, found a text",
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "settings": {"shards": 3}}"#,
        r#".settings.shards: "shards" stands beside `settings`, not in it"#,
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "hit_rate": 0.5, "settings": {"hit_rate": 0.8}}"#,
        ".settings.hit_rate: stated twice: here and beside `settings`",
    ),
    (
        r#"{"id": "b", "kind": "cache-distributed", "settings": {"eviction": "lry"}}"#,
        r#".settings.eviction: unknown word "lry"; did you mean "lru"?"#,
    ),
    (r#"{"id": "b", "kind": "cache-distributed", "managed": "no"}"#, ".managed: expected true or false, found a text"),
    (
        r#"{"id": "b", "kind": "server", "settings": {"needs": 1.5}}"#,
        ".settings.needs: expected a whole number from 1 to 1000000, found 1.5",
    ),
    (
        r#"{"id": "b", "kind": "server", "instances": 0}"#,
        ".instances: expected a whole number from 1 to 1000000, found 0",
    ),
    (
        r#"{"id": "b", "kind": "server", "instances": 2.5}"#,
        ".instances: expected a whole number from 1 to 1000000, found 2.5",
    ),
    (
        r#"{"id": "b", "kind": "server", "replicas": -1}"#,
        ".replicas: expected a whole number from 0 to 10000, found -1",
    ),
    (
        r#"{"id": "b", "kind": "server", "places": "eu"}"#,
        ".places: expected a list of places, or an object with the copies in each",
    ),
    (r#"{"id": "b", "kind": "server", "places": ["us"]}"#, r#".places[0]: there is no place "us""#),
    (
        r#"{"id": "b", "kind": "server", "places": {"eu": 0}}"#,
        ".places.eu: expected a whole number from 1 to 1000000, found 0",
    ),
    (
        r#"{"id": "b", "kind": "server", "instances": 3, "places": {"eu": 2}}"#,
        ".places: 2 copies are placed, but `instances` says 3",
    ),
];

fn refusal(text: &str) -> String {
    read(text).expect_err(text).to_string()
}

#[test]
fn wrong_texts_are_refused() {
    for (text, expected) in TEXTS {
        assert_eq!(refusal(text), *expected);
    }
}

#[test]
fn wrong_parts_are_refused() {
    for (part, expected) in PARTS {
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "operation": "read"}}]}}, "components": [{{"id": "a", "kind": "server"}}, {{"id": "redis", "kind": "cache-distributed"}}], {part}}}"#
        );
        assert_eq!(refusal(&text), *expected);
    }
}

#[test]
fn wrong_journeys_are_refused() {
    for (journey, expected) in JOURNEYS {
        let text = format!(
            r#"{{"format": "loadbearing/1", "components": [{{"id": "a", "kind": "server"}}], "workload": {{"journeys": [{journey}]}}}}"#
        );
        assert_eq!(refusal(&text), format!("workload.journeys[0].{expected}"));
    }
}

#[test]
fn wrong_components_are_refused() {
    for (component, expected) in COMPONENTS {
        let text = format!(
            r#"{{"format": "loadbearing/1", "places": [{{"id": "eu", "kind": "zone"}}], "components": [{{"id": "a", "kind": "server"}}, {component}]}}"#
        );
        assert_eq!(refusal(&text), format!("components[1]{expected}"));
    }
}

#[test]
fn an_unknown_setting_is_named_with_those_there_are() {
    let text =
        r#"{"format": "loadbearing/1", "components": [{"id": "a", "kind": "server", "settings": {"colour": "red"}}]}"#;
    let message = refusal(text);
    assert!(
        message.starts_with(r#"components[0].settings.colour: unknown setting "colour"; settings of server: "#),
        "{message}"
    );
    // The eight nearest of them: more would fill the page.
    assert!(message.contains("concurrency, ") && message.ends_with(" more"), "{message}");
    assert_eq!(message.matches(", ").count(), 7, "{message}");
}

#[test]
fn what_is_too_large_is_refused() {
    assert_eq!(refusal(&" ".repeat(16_000_001)), "a design file may have at most 16 MB");
    assert_eq!(
        refusal(&"[".repeat(1_000_000)),
        "line 1, column 128: lists and objects are nested too deeply to be a design"
    );
    let many = format!(r#"{{"format": "loadbearing/1", "components": [{}0]}}"#, "0,".repeat(100_000));
    assert_eq!(refusal(&many), "components: a design may have at most 100000 components, found 100001");
    let long = format!(r#"{{"format": "loadbearing/1", "components": [{{"id": "{}"}}]}}"#, "x".repeat(201));
    assert_eq!(refusal(&long), "components[0].id: an id may have at most 200 characters");
}

#[test]
fn a_message_stays_on_one_line() {
    let text = format!(r#"{{"format": "loadbearing/1", "a\nb{}": 1}}"#, "c".repeat(1000));
    let message = refusal(&text);
    assert!(!message.contains('\n') && message.len() < 400, "{message}");
}
