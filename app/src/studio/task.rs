//! The assignment that is being solved: what of the design it keeps as it is, what its checks come to while somebody
//! draws, and handing in. What a design is worth is the engine's business.

use std::collections::BTreeMap;
use std::sync::Arc;

use loadbearing_engine::assignment::locks::Locks;
use loadbearing_engine::assignment::{Submission, write_sealed, write_submission};
use loadbearing_engine::share::Manner;
use loadbearing_engine::{Assignment, link, read_assignment, write};

use super::designs::{Offer, Whose, file_name};
use super::{Side, Studio};
use crate::browser::{address, clipboard, files, page};
use crate::document::Document;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::quantity::figure;
use crate::signals::*;
use crate::summary::Tone;

/// The assignment of the page.
#[derive(Clone, Copy)]
pub struct Task {
    /// What is to be done; `None` while there is no assignment.
    pub assignment: RwSignal<Option<Arc<Assignment>>>,
    /// Whether something was handed in: then hidden checks are shown.
    pub is_handed_in: RwSignal<bool>,
    /// Name or number of who solves it.
    pub student: RwSignal<String>,
    /// Answers in words, by id of the question.
    pub answers: RwSignal<BTreeMap<String, String>>,
    /// The assignment as a file holds it.
    text: StoredValue<String>,
    locks: StoredValue<Option<Arc<Locks>>>,
    is_watching: StoredValue<bool>,
}

impl Task {
    /// There is none.
    #[must_use]
    pub fn new() -> Self {
        Self {
            assignment: RwSignal::new(None),
            is_handed_in: RwSignal::new(false),
            student: RwSignal::new(String::new()),
            answers: RwSignal::new(BTreeMap::new()),
            text: StoredValue::new(String::new()),
            locks: StoredValue::new(None),
            is_watching: StoredValue::new(false),
        }
    }
}

impl Default for Task {
    fn default() -> Self {
        Self::new()
    }
}

impl Studio {
    /// Whether there is an assignment.
    #[must_use]
    pub fn has_task(self) -> bool {
        self.task.assignment.read().is_some()
    }

    /// The assignment as a file holds it; empty where there is none.
    pub(super) fn task_text(self) -> String {
        self.task.text.get_value()
    }

    /// Whether every change has to be asked about.
    pub(super) fn is_guarded(self) -> bool {
        self.manner.get_untracked() != Manner::Edit || self.task.locks.with_value(Option::is_some)
    }

    /// There is no assignment any more.
    pub(super) fn end_task(self) {
        self.task.text.set_value(String::new());
        self.task.locks.set_value(None);
        if self.task.assignment.read_untracked().is_some() {
            self.task.assignment.set(None);
            self.side.set(Side::Report);
        }
    }

    /// Says why something stays as it is.
    pub(super) fn tell_locked(self, reason: String) {
        let is_linked = self.designs.whose.get_untracked() == Whose::Linked;
        self.tell(Tone::Warn, reason, if is_linked { Offer::KeepCopy } else { Offer::Nothing });
    }

    /// Why a change is not allowed, if it is not.
    pub(super) fn refusal(self, before: &Document, after: &Document) -> Option<String> {
        if self.manner.get_untracked() != Manner::Edit {
            return Some(t("notice.view-only").to_owned());
        }
        let locks = self.task.locks.get_value()?;
        // What a design that came so breaks already may stay, so that the rest can be drawn.
        let known = locks.broken(&before.file());
        let found = locks.broken(&after.file()).into_iter().find(|broken| !known.contains(broken))?;
        Some(t_with("task.locked", &[("reason", &say(&found.message))]))
    }

    /// Opens an assignment with the design that it begins with, as a copy that is kept from its first change on.
    pub(super) fn open_assignment(self, assignment: Assignment) {
        self.begin(assignment.start.clone(), Whose::Linked);
        let words = t_with("task.opened", &[("title", &say(&assignment.title))]);
        self.set_task(assignment);
        self.tell(Tone::Unknown, words, Offer::KeepCopy);
    }

    /// Shows what somebody handed in, as a copy.
    pub(super) fn open_submission(self, submission: Submission) {
        let Submission { student, assignment, handed_in, design, .. } = submission;
        self.begin(design, Whose::Linked);
        let when = if handed_in.is_empty() { t("task.no-time").to_owned() } else { handed_in };
        let words = t_with("task.submission", &[("student", &student), ("assignment", &assignment), ("time", &when)]);
        self.tell(Tone::Unknown, words, Offer::KeepCopy);
    }

    /// Goes on with the assignment that was kept with a design; with none where there was none.
    pub(super) fn resume_task(self, text: &str) {
        if let Ok(assignment) = read_assignment(text) {
            self.set_task(assignment);
        }
    }

    fn set_task(self, assignment: Assignment) {
        let locks = Locks::of(&assignment);
        self.task.text.set_value(write_sealed(&assignment));
        self.task.locks.set_value((!locks.is_empty()).then(|| Arc::new(locks)));
        self.task.is_handed_in.set(false);
        self.task.answers.set(BTreeMap::new());
        self.engine.grade.set(None);
        self.task.assignment.set(Some(Arc::new(assignment)));
        self.open_side(Side::Task);
        self.watch_task();
    }

    /// Asks anew what the design is worth whenever it changes. Asking leads out of the page.
    fn watch_task(self) {
        if self.task.is_watching.get_value() {
            return;
        }
        self.task.is_watching.set_value(true);
        effect(move || {
            self.design.track();
            if self.task.assignment.read().is_some() {
                let design = write(&self.document.read_untracked().file());
                self.engine.grade(self.task.text.get_value(), design);
            }
        });
    }

    /// What is handed in now; `None` where there is no assignment or no name.
    fn submission(self) -> Option<Submission> {
        let assignment = self.task.assignment.get_untracked()?;
        let student = self.task.student.get_untracked().trim().to_owned();
        if student.is_empty() {
            self.tell(Tone::Warn, t("task.no-name"), Offer::Nothing);
            page::focus("task-student");
            return None;
        }
        let mut answers = self.task.answers.get_untracked();
        answers.retain(|_, answer| !answer.trim().is_empty());
        Some(Submission {
            student,
            assignment: assignment.id.clone(),
            version: assignment.version,
            handed_in: page::clock_iso(),
            answers,
            design: self.document.read_untracked().file(),
        })
    }

    /// Hands in by a file.
    pub fn hand_in_file(self) {
        let Some(submission) = self.submission() else { return };
        let name = file_name(&format!("{} {}", submission.assignment, submission.student));
        if files::save(&name, &write_submission(&submission)) {
            self.task.is_handed_in.set(true);
            self.tell(Tone::Fine, t_with("task.handed-in-file", &[("name", &name)]), Offer::Nothing);
        } else {
            self.tell(Tone::Bad, t("notice.not-saved"), Offer::Nothing);
        }
    }

    /// Hands in by a link.
    pub fn hand_in_link(self) {
        let Some(submission) = self.submission() else { return };
        let link = address::with_fragment(&link::encode_submission(&submission));
        clipboard::write(&link);
        self.task.is_handed_in.set(true);
        let length = figure(link.chars().count() as f64);
        self.tell(Tone::Fine, t_with("task.handed-in-link", &[("length", &length)]), Offer::Nothing);
    }

    /// Begins with an assignment that is ready.
    pub fn open_ready_assignment(self, text: &str) {
        if let Ok(assignment) = read_assignment(text) {
            self.leave();
            self.open_assignment(assignment);
        }
    }

    /// Grades files that were chosen, against the open assignment.
    pub fn grade_files(self, files: Vec<(String, String)>) {
        self.engine.grade_all(self.task.text.get_value(), files);
    }

    /// Hands the table of grades over as a file.
    pub fn save_grades(self) {
        let Some(table) = self.engine.grades.get_untracked() else { return };
        let name = format!("{}-grades.csv", table.assignment);
        if !files::save(&name, &table.csv()) {
            self.tell(Tone::Bad, t("notice.not-saved"), Offer::Nothing);
        }
    }
}
