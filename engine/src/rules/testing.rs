//! Test support for rules: a design as text, the rule's id, the ids it should speak of.

use crate::design::{Design, DesignFile};

#[path = "../../tests/fixed/mod.rs"]
mod fixed;
#[path = "../../tests/formula/mod.rs"]
mod formula;

/// Reads a design from JSON; `format` may be left out.
///
/// # Panics
/// When the text is no design.
#[must_use]
pub fn design(text: &str) -> Design {
    let full = if text.contains("\"format\"") {
        text.to_owned()
    } else {
        text.replacen('{', r#"{"format": "loadbearing/1", "#, 1)
    };
    crate::read(&full).expect("the text is a design").design
}

/// Asserts that a rule speaks of exactly these components (the first of each finding), in any order, and in whole
/// sentences: every name of a template has its value. Whatever any rule measured comes from its working.
///
/// # Panics
/// When it does not.
pub fn check(rule: &str, text: &str, expected: &[&str]) {
    let design = design(text);
    let report = crate::evaluate_in_full(&design);
    judge_workings(&design, &report);
    judge_fixes(rule, &design, &report);
    let mut found: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| finding.components.first().map_or("", String::as_str))
        .collect();
    for finding in report.findings.iter().filter(|finding| finding.rule == rule) {
        let unfilled = finding.message.contains('{') || finding.fix.contains('{');
        assert!(!unfilled, "a value is missing: {} {}", finding.message, finding.fix);
    }
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{:#?}", report.findings);
    for finding in &report.findings {
        for sentence in [&finding.message, &finding.fix] {
            assert!(!sentence.contains('{'), "{}: a name without a value: {sentence}", finding.rule);
        }
    }
}

/// Asserts that what a rule offers to do about its findings does it.
fn judge_fixes(rule: &str, design: &Design, report: &crate::report::Report) {
    let offered = report.findings.iter().filter(|finding| finding.rule == rule && finding.has_fix);
    for finding in offered {
        fixed::judge(design, finding);
    }
    let found = || report.findings.iter().filter(|finding| finding.rule == rule);
    let mends = crate::rules::find(rule).is_some_and(|rule| rule.mend.is_some());
    assert!(!mends || found().next().is_none() || found().any(|finding| finding.has_fix), "{rule} offers no fix here");
}

/// Asserts that every measured value and every limit comes from its working, down to the design.
fn judge_workings(design: &Design, report: &crate::report::Report) {
    let text = crate::write(&DesignFile { design: design.clone(), ..DesignFile::default() });
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("a written file is JSON");
    file["report"] = serde_json::to_value(report).expect("a report is JSON");
    for finding in &report.findings {
        let rule = &finding.rule;
        let shown = [
            (finding.measured, &finding.working, "behind `.measured(…)`, with `of` or `by`"),
            (finding.limit, &finding.limit_working, "with `limit` or `limit_by`"),
        ];
        for (value, working, how) in shown {
            let Some(value) = value else { continue };
            let working =
                working.as_ref().unwrap_or_else(|| panic!("{rule} shows {value}: say how it comes about, {how}"));
            let working = serde_json::to_value(working).expect("a working is JSON");
            formula::judge::assert_close(formula::judge::judge(&working, &file, rule), value, rule);
        }
    }
}

/// Asserts that a rule is listed as not checked, and that its line leads to this place alone.
///
/// # Panics
/// When it is not.
pub fn check_not_checked_at(rule: &str, text: &str, at: &str) {
    let report = crate::evaluate(&design(text));
    let places: Vec<&str> =
        report.not_checked.iter().filter(|entry| entry.rule == rule).map(|entry| entry.at.as_str()).collect();
    assert_eq!(places, [at], "{:#?}", report.not_checked);
}

/// Asserts that a rule is listed as not checked.
///
/// # Panics
/// When it is not.
pub fn check_not_checked(rule: &str, text: &str) {
    let report = crate::evaluate(&design(text));
    assert!(report.not_checked.iter().any(|entry| entry.rule == rule), "{:#?}", report.not_checked);
}

/// Copies that keep state, behind a gateway with these settings.
pub fn stateful_behind_a_gateway(settings: &str) -> String {
    r#"{"components": [{"id": "client", "kind": "client-web"},
            {"id": "gw", "kind": "gateway", "instances": 2, "settings": {SETTINGS}},
            {"id": "s", "kind": "service", "instances": 3, "settings": {"stateful": true}}],
        "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "s"}]}"#
        .replace("SETTINGS", settings)
}

/// A client that asks a service of 100 a second at a rate, over a connection with these settings.
pub fn asking_again(rate: f64, connection: &str) -> String {
    format!(
        r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "client", "operation": "read",
               "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}},
            "components": [{{"id": "client", "kind": "client-web"}},
               {{"id": "b", "kind": "service", "settings": {{"rps_capacity": 100}}}}],
            "connections": [{{"from": "client", "to": "b", {connection}}}]}}"#
    )
}

/// Two ways from users, one over a balancer to a server, one through a gateway to a service: with settings of the server and
/// of the gateway, and one of this kind that nobody asks.
pub fn two_ways(kind: &str, of_server: &str, of_gateway: &str) -> String {
    r#"{"components": [{"id": "web", "kind": "client-web"}, {"id": "mobile", "kind": "client-mobile"},
            {"id": "lb", "kind": "lb-l7"}, {"id": "api", "kind": "server", "settings": {SERVER}},
            {"id": "gw", "kind": "gateway", "settings": {GATEWAY}}, {"id": "s", "kind": "service"},
            {"id": "guard", "kind": "KIND"}],
        "connections": [{"from": "web", "to": "lb"}, {"from": "lb", "to": "api"},
            {"from": "mobile", "to": "gw"}, {"from": "gw", "to": "s"}]}"#
        .replace("SERVER", of_server)
        .replace("GATEWAY", of_gateway)
        .replace("KIND", kind)
}
