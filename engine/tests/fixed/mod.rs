//! What must hold of any fix: its finding is gone, the design it leaves is one that a file may hold, and nothing is lost
//! that somebody drew.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::{Connection, Design};
use loadbearing_engine::report::{Evaluation, FindingReport, FixReport};
use loadbearing_engine::{DesignFile, read, write};

/// Asserts it of the fix of a finding, and gives back what it brings.
///
/// # Panics
/// When it does not hold.
pub fn judge(design: &Design, finding: &FindingReport) -> FixReport {
    let what = format!("the fix of {}: {}", finding.rule, finding.message);
    let graph = Graph::new(design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let fix = evaluation.fix(&finding.name()).unwrap_or_else(|| panic!("{what}: none, although one is offered"));
    let steps: Vec<&str> = fix.steps.iter().map(|step| step.says.as_str()).collect();
    assert!(fix.is_gone, "{what}: it is still there after {steps:#?}; new: {:#?}", fix.new);
    assert!(!steps.is_empty() && fix.design != *design, "{what}: {steps:?} changes nothing");
    let file = DesignFile { design: fix.design.clone(), ..DesignFile::default() };
    let back = read(&write(&file)).unwrap_or_else(|problem| panic!("{what}: {steps:#?} cannot be read: {problem}"));
    assert_eq!(back.design, fix.design, "{what}: a file says something else");
    judge_losses(design, &fix, &what);
    for (new, beside) in &fix.beside {
        let is_there = |id: &String, design: &Design| design.components.iter().any(|component| component.id == *id);
        assert!(is_there(new, &fix.design) && !is_there(new, design), "{what}: {new} is not new");
        assert!(is_there(beside, design), "{what}: {new} belongs beside {beside}, which is not there");
    }
    fix
}

fn judge_losses(design: &Design, fix: &FixReport, what: &str) {
    let after = &fix.design;
    for (at, component) in design.components.iter().enumerate() {
        let kept = &after.components[at];
        assert_eq!((&kept.id, &kept.name, &kept.notes), (&component.id, &component.name, &component.notes), "{what}");
        let lost = component.settings.keys().find(|name| !kept.settings.contains_key(*name));
        assert_eq!(lost, None, "{what}: a setting of {} is lost", component.id);
    }
    // A connection may lead elsewhere, but it begins where it began. One that is the fault itself is said to go.
    let starts = |connections: &[Connection], from: &str| connections.iter().filter(|one| one.from == from).count();
    let goes = fix.steps.iter().any(|step| step.says.starts_with("Gone:"));
    for connection in &design.connections {
        let from = &connection.from;
        let fewer = starts(&after.connections, from) < starts(&design.connections, from);
        assert!(!fewer || goes, "{what}: a connection of {from} is lost");
    }
    let journeys = |design: &Design| design.workload.journeys.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(journeys(design), journeys(after), "{what}");
    assert_eq!((&design.title, &design.notes, &design.places), (&after.title, &after.notes, &after.places), "{what}");
    assert_eq!((&design.accepted, &design.prices), (&after.accepted, &after.prices), "{what}");
}
