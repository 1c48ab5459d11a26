//! Grades as a table: a row a submission, a column a check. Spreadsheets open it, so no cell of it is a formula.

use serde::{Deserialize, Serialize};

use super::{Grade, says};
use crate::assignment::Assignment;
use crate::packed;

/// What became of one submission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Name of the file, or where it came from.
    pub from: String,
    /// Name or number; of a design without one, the name of its file.
    pub student: String,
    /// When it was handed in; empty where not stated.
    pub handed_in: String,
    /// What it is worth; `None` where it did not open.
    pub grade: Option<Grade>,
    /// Why it did not open, or what else should be known.
    pub remark: String,
    /// Answers in words, in the order of the questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
}

packed!(struct Row { from, student, handed_in, grade, remark, answers });

/// A table of grades.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Always `loadbearing-grades/1`.
    pub format: String,
    /// Id of the assignment.
    pub assignment: String,
    /// Its version.
    pub version: u32,
    /// What each check asks, in words.
    pub checks: Vec<String>,
    /// What is asked in words.
    pub questions: Vec<String>,
    /// A row a submission.
    pub rows: Vec<Row>,
}

packed!(struct Table { format, assignment, version, checks, questions, rows });

impl Table {
    /// The table of an assignment.
    #[must_use]
    pub fn of(assignment: &Assignment, rows: Vec<Row>) -> Self {
        Self {
            format: "loadbearing-grades/1".to_owned(),
            assignment: assignment.id.clone(),
            version: assignment.version,
            checks: assignment.checks.iter().map(|check| says(check, &assignment.start.design)).collect(),
            questions: assignment.questions.iter().map(|question| question.text.clone()).collect(),
            rows,
        }
    }

    /// The table as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        csv(&self.rows, &self.checks, &self.questions)
    }
}

/// The table as CSV. `checks` and `questions` name the columns.
pub(super) fn csv(rows: &[Row], checks: &[String], questions: &[String]) -> String {
    let mut header: Vec<String> = ["file", "student", "handed in", "points", "of", "remark", "broken"]
        .iter()
        .map(|&word| word.to_owned())
        .collect();
    header.extend(checks.iter().cloned());
    header.extend(questions.iter().cloned());
    let mut text = line(&header);
    for row in rows {
        let mut cells = vec![row.from.clone(), row.student.clone(), row.handed_in.clone()];
        match &row.grade {
            Some(grade) => {
                cells.extend([grade.points.to_string(), grade.of.to_string()]);
                cells.extend([row.remark.clone(), grade.broken.join("; ")]);
                cells.extend(grade.checks.iter().map(|check| match (check.passed, grade.broken.is_empty()) {
                    (true, true) => check.of.to_string(),
                    (_, true) => format!("0: {}", check.found),
                    (passed, false) => format!("0: {}", if passed { "would hold" } else { &check.found }),
                }));
            }
            None => {
                cells.extend([String::new(), String::new(), row.remark.clone(), String::new()]);
                cells.extend(checks.iter().map(|_| String::new()));
            }
        }
        cells.extend(row.answers.iter().cloned());
        cells.resize(header.len(), String::new());
        text.push_str(&line(&cells));
    }
    text
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

/// A cell. What a spreadsheet would take for a formula begins with an apostrophe instead: names are other people's.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
