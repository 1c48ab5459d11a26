//! Opening what came from elsewhere: by a link or in a file, a design, an assignment, or what somebody handed in. What
//! cannot be read is said, and nothing else changes.

use loadbearing_engine::assignment::{FileKind, kind_of_file};
use loadbearing_engine::design::ReadError;
use loadbearing_engine::formats::{self, Imported, Refused};
use loadbearing_engine::share::Shared;
use loadbearing_engine::{link, read, read_assignment, read_submission};

use super::designs::{Offer, Whose, fresh_id};
use super::{Studio, everything};
use crate::browser::files;
use crate::languages::phrases::say;
use crate::languages::t_with;
use crate::summary::Tone;

impl Studio {
    /// Opens the design of a link as a copy that is not kept yet. Says whether it could be read; where not, it says
    /// why, and nothing else changes.
    pub fn open_link(self, fragment: &str) -> bool {
        match link::open(fragment) {
            Ok(Shared::Design { file, shown }) => {
                self.leave();
                self.begin(file, Whose::Linked);
                self.show_as(&shown);
                true
            }
            Ok(Shared::Assignment(assignment)) => {
                self.leave();
                self.open_assignment(assignment);
                true
            }
            Ok(Shared::Submission(submission)) => {
                self.leave();
                self.open_submission(submission);
                true
            }
            Err(problem) => {
                self.tell(
                    Tone::Bad,
                    t_with("notice.bad-link", &[("problem", &say(&problem.to_string()))]),
                    Offer::Nothing,
                );
                false
            }
        }
    }

    /// Asks for a file and opens it as a design of one's own.
    pub fn choose_file(self) {
        files::choose(formats::MOST_BYTES as f64, move |name, bytes| self.open_file(&name, bytes));
    }

    /// Opens files that somebody lets fall onto the page.
    pub(super) fn listen_for_files(self) {
        files::on_drop(formats::MOST_BYTES as f64, move |name, bytes| self.open_file(&name, bytes));
    }

    /// Opens what a file holds, or says why not; nothing else changes then.
    fn open_file(self, name: &str, bytes: Result<Vec<u8>, String>) {
        if let Err(problem) = bytes.and_then(|bytes| self.open_bytes(name, &bytes)) {
            let words = t_with("notice.bad-file", &[("name", &name), ("problem", &say(&problem))]);
            self.tell(Tone::Bad, words, Offer::Nothing);
        }
    }

    /// Opens a file of this program, a drawing of another one, or a picture with a design in it.
    fn open_bytes(self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let why = |problem: Refused| problem.to_string();
        if let Some(text) = formats::own_text(name, bytes).map_err(why)? {
            return self.open_file_text(text);
        }
        let Imported { mut file, notes, .. } = formats::import(bytes, read).map_err(why)?;
        if file.design.title.is_empty() {
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).clone_into(&mut file.design.title);
        }
        self.leave();
        self.begin(file, Whose::Kept(fresh_id()));
        self.keep();
        self.tell_import(&notes);
        Ok(())
    }

    /// Says what was guessed of a drawing, and what was left out.
    pub(super) fn tell_import(self, notes: &[String]) {
        if !notes.is_empty() {
            let words = t_with("notice.imported", &[("notes", &notes.join(" "))]);
            self.tell(Tone::Warn, words, Offer::Nothing);
        }
    }

    /// Opens what a file holds: a design of one's own, or an assignment, or what somebody handed in.
    fn open_file_text(self, text: &str) -> Result<(), String> {
        let why = |problem: ReadError| problem.to_string();
        if everything::is_everything(text) {
            return self.open_everything(text);
        }
        match kind_of_file(text) {
            Some(FileKind::Assignment) => {
                let assignment = read_assignment(text).map_err(why)?;
                self.leave();
                self.open_assignment(assignment);
            }
            Some(FileKind::Submission) => {
                let submission = read_submission(text).map_err(why)?;
                self.leave();
                self.open_submission(submission);
            }
            None => {
                let file = read(text).map_err(why)?;
                self.leave();
                self.begin(file, Whose::Kept(fresh_id()));
                self.keep();
            }
        }
        Ok(())
    }
}
