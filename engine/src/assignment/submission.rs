//! What is handed in: who it is from, for which assignment, when, the design and the answers.

use std::collections::BTreeMap;

use super::read::format;
use super::write::indented;
use super::{SUBMISSION_FORMAT, SUBMISSION_FORMAT_FAMILY};
use crate::design::format::{COUNT, MOST_BYTES};
use crate::design::read::{self, Fields, Json, Result, quoted};
use crate::design::vocabulary::Vocabulary;
use crate::design::write::{Object, field, lines, number, text};
use crate::design::{DesignFile, ReadError};

/// Fields of what is handed in.
pub const FIELDS: &[&str] = &["format", "student", "assignment", "version", "handed_in", "answers", "design"];

/// Longest name or number of a student, in characters. An assumption.
pub const MOST_STUDENT_CHARS: usize = 200;

/// What somebody hands in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Submission {
    /// Name or number.
    pub student: String,
    /// Id of the assignment.
    pub assignment: String,
    /// Its version.
    pub version: u32,
    /// When, as ISO 8601 in UTC: `2026-03-01T09:30:00Z`. The clock is that of who hands in; empty where not stated.
    pub handed_in: String,
    /// Answers in words, by id of the question.
    pub answers: BTreeMap<String, String>,
    /// The design, with its layout.
    pub design: DesignFile,
}

/// Reads what somebody handed in.
///
/// # Errors
/// When the text is no JSON, or says something that the format or the vocabulary forbids: the first such place.
pub fn read_submission(text: &str, vocabulary: &dyn Vocabulary) -> Result<Submission> {
    if text.len() > MOST_BYTES {
        return Err(ReadError::here(format!("a submission may have at most {} MB", MOST_BYTES / 1_000_000)));
    }
    submission_of_json(&Json::parse(text)?, vocabulary)
}

/// Reads a submission that is parsed already.
pub(crate) fn submission_of_json(json: &Json, vocabulary: &dyn Vocabulary) -> Result<Submission> {
    let file = Fields::any(json)?;
    file.required("format", |json| format(json, SUBMISSION_FORMAT, SUBMISSION_FORMAT_FAMILY, "a submission"))?;
    let file = Fields::only(json, FIELDS)?;
    Ok(Submission {
        student: file.required("student", student)?,
        assignment: file.required("assignment", Json::id)?,
        version: file.optional("version", |json| json.count(&COUNT))?.unwrap_or(1),
        handed_in: file.optional("handed_in", time)?.unwrap_or_default(),
        answers: file.optional("answers", answers)?.unwrap_or_default(),
        design: file.required("design", |json| read::read_json(json, vocabulary))?,
    })
}

fn student(json: &Json) -> Result<String> {
    let name = json.text()?;
    if name.trim().is_empty() {
        return Err(ReadError::here("expected a name or number"));
    }
    if name.chars().count() > MOST_STUDENT_CHARS {
        return Err(ReadError::here(format!("may have at most {MOST_STUDENT_CHARS} characters")));
    }
    Ok(name)
}

fn answers(json: &Json) -> Result<BTreeMap<String, String>> {
    let answers = Fields::any(json)?.others(&[]);
    answers.map(|(id, json)| Ok((id.to_owned(), json.text().map_err(|error| error.in_field(id))?))).collect()
}

fn time(json: &Json) -> Result<String> {
    let found = json.text()?;
    if found.is_empty() || is_time(&found) {
        return Ok(found);
    }
    Err(ReadError::here(format!("expected a time such as \"2026-03-01T09:30:00Z\", found {}", quoted(&found))))
}

/// Whether a text is a time in UTC, with or without parts of a second.
fn is_time(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00";
    let Some((clock, rest)) = text.as_bytes().split_at_checked(FORM.len()) else { return false };
    let fits =
        clock.iter().zip(FORM).all(|(found, form)| if *form == b'0' { found.is_ascii_digit() } else { found == form });
    let parts = rest.strip_suffix(b"Z").is_some_and(|parts| match parts.split_first() {
        None => true,
        Some((point, digits)) => {
            *point == b'.' && (1..10).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
        }
    });
    let part = |from: usize| text.get(from..from + 2).and_then(|part| part.parse::<u32>().ok()).unwrap_or(99);
    fits && parts
        && (1..=12).contains(&part(5))
        && (1..=31).contains(&part(8))
        && part(11) < 24
        && part(14) < 60
        && part(17) <= 60
}

/// Writes what is handed in.
#[must_use]
pub fn write_submission(submission: &Submission) -> String {
    let mut parts = vec![
        field("format", &text(SUBMISSION_FORMAT)),
        field("student", &text(&submission.student)),
        field("assignment", &text(&submission.assignment)),
        field("version", &number(f64::from(submission.version))),
    ];
    if !submission.handed_in.is_empty() {
        parts.push(field("handed_in", &text(&submission.handed_in)));
    }
    if !submission.answers.is_empty() {
        let mut object = Object::default();
        submission.answers.iter().for_each(|(id, answer)| object.text(id, Some(answer)));
        parts.push(field("answers", &lines('{', object.fields.into_iter(), '}', 2)));
    }
    parts.push(field("design", &indented(crate::design::write(&submission.design).trim_end())));
    lines('{', parts.into_iter(), '}', 0) + "\n"
}
