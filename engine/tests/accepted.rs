//! A finding that the author lives with stays in the file and in the link, is told apart, and lets a build pass.

#![allow(clippy::unwrap_used, reason = "a design that cannot be read fails the test")]

use loadbearing_engine::{evaluate, link, read, write};

/// One server and its database: both single, which two rules tell.
fn design(accepted: &str) -> String {
    format!(
        r#"{{"format": "loadbearing/1",
            "workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
            "components": [{{"id": "api", "kind": "server"}}, {{"id": "db", "kind": "sql"}}],
            "connections": [{{"from": "api", "to": "db"}}], "accepted": {accepted}}}"#
    )
}

fn rules_of(text: &str) -> (Vec<String>, Vec<(String, String)>) {
    let report = evaluate(&read(text).unwrap().design);
    let found = report.findings.iter().map(|finding| finding.rule.to_string()).collect();
    let accepted = report.accepted.iter().map(|one| (one.finding.rule.to_string(), one.reason.clone())).collect();
    (found, accepted)
}

#[test]
fn what_is_accepted_is_told_apart() {
    let (found, accepted) = rules_of(&design("[]"));
    assert!(found.contains(&"repl-none".to_owned()) && found.contains(&"spof-single-instance".to_owned()), "{found:?}");
    assert_eq!(accepted, []);
    let (found, accepted) =
        rules_of(&design(r#"[{"rule": "repl-none", "components": ["db"], "reason": "restored from a backup"}]"#));
    assert!(
        !found.contains(&"repl-none".to_owned()) && found.contains(&"spof-single-instance".to_owned()),
        "{found:?}"
    );
    assert_eq!(accepted, [("repl-none".to_owned(), "restored from a backup".to_owned())]);
}

#[test]
fn a_finding_elsewhere_is_not_accepted() {
    let (found, accepted) = rules_of(&design(r#"[{"rule": "repl-none", "components": ["api"], "reason": "known"}]"#));
    assert!(found.contains(&"repl-none".to_owned()), "{found:?}");
    assert_eq!(accepted, []);
}

#[test]
fn what_replaces_another_still_does_when_it_is_accepted() {
    // `repl-none` speaks for the single database; accepted, it does not leave the word to the general rule.
    let report = evaluate(&read(&design(r#"[{"rule": "repl-none", "reason": "known"}]"#)).unwrap().design);
    let single: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == "spof-single-instance")
        .flat_map(|finding| finding.components.iter().map(String::as_str))
        .collect();
    assert_eq!(single, ["api"]);
}

#[test]
fn a_reason_stays_in_the_file_and_in_the_link() {
    let text = design(r#"[{"rule": "repl-none", "components": ["db"], "reason": "restored from a backup"}]"#);
    let file = read(&text).unwrap();
    assert_eq!(file.design.accepted[0].reason, "restored from a backup");
    assert_eq!(read(&write(&file)).unwrap(), file);
    assert_eq!(link::decode(&link::encode(&file)).unwrap(), file);
}

#[test]
fn a_component_that_is_gone_takes_its_reason_along() {
    let mut file = read(&design(r#"[{"rule": "repl-none", "components": ["db"], "reason": "known"}]"#)).unwrap();
    file.design.components.retain(|component| component.id != "db");
    let again = read(&write(&file)).unwrap();
    assert_eq!(again.design.accepted, []);
}
