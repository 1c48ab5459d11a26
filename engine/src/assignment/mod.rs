//! Assignments and what is handed in for them: what their files say, how they are read and written, and what of the
//! start design may not be changed. What a design that is handed in is worth is the business of `grading`.

pub mod locks;
mod model;
mod read;
mod schema;
mod submission;
mod write;

#[cfg(test)]
mod tests;

use crate::design::read::{Fields, Json};
pub use model::{
    Ask, Assignment, Check, ESTIMATES, FIGURES, Figure, FigureSpec, Forbidden, Level, Locked, Question, Subject,
    Survival, Within,
};
pub use read::read;
pub(crate) use read::read_json;
pub use schema::{schema, submission_schema};
pub(crate) use submission::submission_of_json;
pub use submission::{Submission, read_submission, write_submission};
pub use write::{write, write_sealed};

/// Format of assignments.
pub const FORMAT: &str = "loadbearing-assignment/1";
/// What every version of that format begins with.
pub const FORMAT_FAMILY: &str = "loadbearing-assignment/";
/// Format of what is handed in.
pub const SUBMISSION_FORMAT: &str = "loadbearing-submission/1";
/// What every version of that format begins with.
pub const SUBMISSION_FORMAT_FAMILY: &str = "loadbearing-submission/";
/// Version of both formats.
const FORMAT_VERSION: u64 = 1;

/// Most checks of an assignment: each may suppose a loss, which is one more look at the traffic.
pub const MOST_CHECKS: usize = 200;

/// What a file is, if it is no design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A task.
    Assignment,
    /// A solution.
    Submission,
}

/// What a file says that it is; `None` where that is a design or nothing known.
#[must_use]
pub fn kind_of_file(text: &str) -> Option<FileKind> {
    let json = Json::parse(text).ok()?;
    let format = Fields::any(&json).ok()?.optional("format", Json::text).ok()??;
    if format.starts_with(FORMAT_FAMILY) {
        Some(FileKind::Assignment)
    } else {
        format.starts_with(SUBMISSION_FORMAT_FAMILY).then_some(FileKind::Submission)
    }
}
