//! Test support for rules: a design as text, the rule's id, the ids it should speak of.

use crate::design::Design;

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
/// sentences: every name of a template has its value.
///
/// # Panics
/// When it does not.
pub fn check(rule: &str, text: &str, expected: &[&str]) {
    let report = crate::evaluate(&design(text));
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

/// Asserts that a rule is listed as not checked.
///
/// # Panics
/// When it is not.
pub fn check_not_checked(rule: &str, text: &str) {
    let report = crate::evaluate(&design(text));
    assert!(report.not_checked.iter().any(|entry| entry.rule == rule), "{:#?}", report.not_checked);
}
