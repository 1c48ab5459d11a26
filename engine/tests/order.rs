//! The order of findings: what is about this design comes before what belongs to any.

#![allow(clippy::unwrap_used, reason = "a design that cannot be read fails the test")]

use loadbearing_engine::{evaluate, read, rules};

/// A server that is overfull at peak, in a design without backups and with a store in the public network.
const DESIGN: &str = r#"{"format": "loadbearing/1",
    "workload": {"journeys": [{"id": "go", "entry": "gw", "operation": "write", "rate": {"per_second": 9000}, "peak_factor": 1}]},
    "components": [{"id": "gw", "kind": "gateway", "instances": 2, "settings": {"authentication": false}},
        {"id": "api", "kind": "server", "instances": 2},
        {"id": "db", "kind": "sql", "replicas": 1, "settings": {"backup": false, "network": "public", "encrypted": false}}],
    "connections": [{"from": "gw", "to": "api"}, {"from": "api", "to": "db"}]}"#;

#[test]
fn hygiene_never_stands_before_a_bottleneck() {
    let report = evaluate(&read(DESIGN).unwrap().design);
    let hygiene = rules::hygiene();
    for severity in ["error", "warn", "info"] {
        let of_it = report.findings.iter().filter(|finding| finding.severity == severity && finding.core);
        let about_any: Vec<bool> = of_it.map(|finding| hygiene.contains(&*finding.rule)).collect();
        assert!(about_any.is_sorted(), "{severity}: {about_any:?}");
    }
    let place = |rule: &str| report.findings.iter().position(|finding| finding.rule == rule);
    let (full, exposed) = (place("cap-over-target"), place("dr-no-backup"));
    assert!(full.is_some() && exposed.is_some(), "{:#?}", report.findings);
}

#[test]
fn hygiene_names_rules_that_there_are() {
    for id in rules::hygiene() {
        assert!(rules::find(id).is_some(), "{id}");
    }
}
