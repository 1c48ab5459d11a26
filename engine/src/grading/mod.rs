//! What a design that is handed in is worth: every check of an assignment, put to the same evaluation that draws the
//! report. The same everywhere, because it computes nothing that the engine does not know already.

mod asked;
mod survival;
mod table;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::analysis::Graph;
use crate::assignment::locks::Locks;
use crate::assignment::{Assignment, Check};
use crate::design::DesignFile;
use crate::design::vocabulary::Vocabulary;
use crate::packed;
use crate::report::Evaluation;
use crate::share;
pub use asked::{says, says_by_id};
pub use table::{Row, Table};

/// What a design is worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// What it gets.
    pub points: f64,
    /// What all checks together are worth.
    pub of: f64,
    /// Each check, in the order of the assignment.
    pub checks: Vec<Graded>,
    /// What was changed and may not be, or has to go; as long as there is any, there are no points.
    pub broken: Vec<String>,
}

packed!(struct Grade { points, of, checks, broken });

/// How a check came out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// What has to hold.
    pub says: String,
    /// Whether it does.
    pub passed: bool,
    /// What was found, or what is missing.
    pub found: String,
    /// What was measured; `None` where it is no figure, or there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<f64>,
    /// What it is worth.
    pub of: f64,
    /// Whether it was hidden.
    pub hidden: bool,
}

packed!(struct Graded { says, passed, found, measured, of, hidden });

/// What a check found.
struct Answer {
    passed: bool,
    found: String,
    measured: Option<f64>,
}

impl Answer {
    fn no(found: impl Into<String>) -> Self {
        Self { passed: false, found: found.into(), measured: None }
    }
}

/// Grades a design.
#[must_use]
pub fn grade(assignment: &Assignment, file: &DesignFile) -> Grade {
    grade_with(assignment, &Locks::of(assignment), file)
}

/// The same with locks that were made ready before, for many designs.
#[must_use]
pub fn grade_with(assignment: &Assignment, locks: &Locks, file: &DesignFile) -> Grade {
    let graph = Graph::new(&file.design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let report = evaluation.report();
    let checks: Vec<Graded> = assignment
        .checks
        .iter()
        .map(|check| {
            let answer = asked::answer(check, &evaluation, &report);
            graded(check, assignment, answer)
        })
        .collect();
    let broken: Vec<String> =
        locks.broken(file).into_iter().chain(locks.left(file)).map(|broken| broken.message).collect();
    // The sum of nothing is -0.0, which looks like a bug in a table.
    let reached = checks.iter().filter(|check| check.passed).fold(0.0, |sum, check| sum + check.of);
    let points = if broken.is_empty() { reached } else { 0.0 };
    Grade { points, of: assignment.points(), checks, broken }
}

fn graded(check: &Check, assignment: &Assignment, answer: Answer) -> Graded {
    Graded {
        says: says(check, &assignment.start.design),
        passed: answer.passed,
        found: answer.found,
        measured: answer.measured,
        of: check.points,
        hidden: check.hidden,
    }
}

/// Grades what a file or a link holds. One that does not open is a row that says why; so is one that answers another
/// assignment.
#[must_use]
pub fn row(assignment: &Assignment, locks: &Locks, name: &str, text: &str, vocabulary: &dyn Vocabulary) -> Row {
    let row = Row { from: name.to_owned(), ..Row::default() };
    let submission = match share::submission_of(text, name, assignment, vocabulary) {
        Ok(submission) => submission,
        Err(remark) => return Row { remark, ..row },
    };
    let answer = |id: &str| submission.answers.get(id).cloned().unwrap_or_default();
    let answers = assignment.questions.iter().map(|question| answer(&question.id)).collect();
    let row = Row { student: submission.student, handed_in: submission.handed_in, answers, ..row };
    if submission.assignment != assignment.id {
        let remark = format!("it answers the assignment {:?}, not {:?}", submission.assignment, assignment.id);
        return Row { remark, ..row };
    }
    let (made, now) = (submission.version, assignment.version);
    let remark = if made == now { String::new() } else { format!("made for version {made}, graded by version {now}") };
    Row { grade: Some(grade_with(assignment, locks, &submission.design)), remark, ..row }
}
