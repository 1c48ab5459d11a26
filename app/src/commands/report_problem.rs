//! Copies the design and the version for a report about a problem.

use crate::command::{Command, Effect, Group, always};

/// Copies the design and the version for a report about a problem.
pub static COMMAND: Command = Command {
    id: "report-problem",
    name: "Report a problem with this design",
    group: Group::Help,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::ReportProblem],
};
