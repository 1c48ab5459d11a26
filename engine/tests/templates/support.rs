//! Reads templates, changes them, and compares what is found with what is expected.

use loadbearing_engine::design::{Component, Connection, Design, Setting};
use loadbearing_engine::report::{FindingReport, Report};
use loadbearing_engine::{evaluate, templates};

/// A template's design.
pub fn design(id: &str) -> Design {
    templates::find(id).unwrap_or_else(|| panic!("there is no template {id}")).design
}

/// What is said of a template as it is.
pub fn report(id: &str) -> Report {
    evaluate(&design(id))
}

/// What is said of a template after a change.
pub fn changed(id: &str, change: impl FnOnce(&mut Design)) -> Report {
    let mut design = design(id);
    change(&mut design);
    evaluate(&design)
}

pub fn component<'a>(design: &'a mut Design, id: &str) -> &'a mut Component {
    design.components.iter_mut().find(|component| component.id == id).unwrap_or_else(|| panic!("no component {id}"))
}

pub fn connection<'a>(design: &'a mut Design, from: &str, to: &str) -> &'a mut Connection {
    let mut connections = design.connections.iter_mut();
    connections.find(|one| one.from == from && one.to == to).unwrap_or_else(|| panic!("no connection {from}->{to}"))
}

pub fn set_number(component: &mut Component, name: &str, value: f64) {
    component.settings.insert(name.to_owned(), Setting::Number(value));
}

/// Asserts that exactly these errors and core findings are found, each as `rule: components`, in any order.
pub fn assert_findings(report: &Report, expected: &[&str]) {
    let told = |finding: &FindingReport| format!("{}: {}", finding.rule, finding.components.join(", "));
    let of_weight = report.findings.iter().filter(|finding| finding.core || finding.severity == "error");
    let mut found: Vec<String> = of_weight.map(told).collect();
    found.sort_unstable();
    let mut expected: Vec<String> = expected.iter().map(|&one| one.to_owned()).collect();
    expected.sort_unstable();
    assert_eq!(found, expected, "{:#?}", report.findings);
}

/// The only finding of a rule.
pub fn only<'a>(report: &'a Report, rule: &str) -> &'a FindingReport {
    let found: Vec<&FindingReport> = report.findings.iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(found.len(), 1, "{rule}: {:#?}", report.findings);
    found[0]
}

/// Asserts that a rule was checked and found nothing.
pub fn assert_silent(report: &Report, rule: &str) {
    assert!(report.findings.iter().all(|finding| finding.rule != rule), "{:#?}", report.findings);
    let open: Vec<_> = report.not_checked.iter().filter(|open| open.rule == rule).collect();
    assert!(open.is_empty(), "{open:?}");
}

/// Reads and writes a second that reach a component at peak.
pub fn peak(report: &Report, component: &str) -> (f64, f64) {
    report.components[component].peak.map(|peak| (peak.reads, peak.writes)).unwrap_or_else(|| panic!("{component}"))
}

/// How full a component is at peak.
pub fn utilization(report: &Report, component: &str) -> f64 {
    report.components[component].utilization.unwrap_or(f64::NAN)
}

/// How full the primaries or replicas of a store are at peak.
pub fn role(report: &Report, component: &str, role: &str) -> f64 {
    let mut roles = report.components[component].roles.iter();
    roles.find(|one| one.role == role).map_or(f64::NAN, |one| one.utilization.unwrap_or(f64::NAN))
}

/// Copies that a component needs: unit, at full capacity, at the target.
pub fn needed<'a>(report: &'a Report, component: &str) -> (&'a str, u64, u64) {
    let needed = report.components[component].needed.as_ref().unwrap_or_else(|| panic!("{component}"));
    (&needed.unit, needed.at_full, needed.at_target)
}

/// Share of time in which a journey's user is served.
pub fn availability(report: &Report, journey: &str) -> f64 {
    report.journeys[journey].availability.unwrap_or(f64::NAN)
}

/// Value of an estimate.
pub fn estimate(report: &Report, id: &str, subject: &str) -> f64 {
    let mut estimates = report.estimates.iter();
    estimates.find(|one| one.id == id && one.subject == subject).map_or(f64::NAN, |one| one.value)
}

/// Asserts that two figures agree but for rounding.
pub fn assert_near(got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-9 * want.abs(), "got {got}, want {want}");
}

/// Asserts that a figure agrees with a printed one, which was rounded.
pub fn assert_printed(got: f64, printed: f64) {
    assert!((got - printed).abs() <= 0.02 * printed, "got {got}, printed {printed}");
}
