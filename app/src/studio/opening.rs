//! Opening what came from elsewhere: by a link or in a file, a design, an assignment, or what somebody handed in. What
//! cannot be read is said, and nothing else changes.

use loadbearing_engine::assignment::{FileKind, kind_of_file};
use loadbearing_engine::design::ReadError;
use loadbearing_engine::design::format::MOST_BYTES;
use loadbearing_engine::share::Shared;
use loadbearing_engine::{link, read, read_assignment, read_submission};

use super::Studio;
use super::designs::{Offer, Whose, fresh_id};
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
        files::choose(MOST_BYTES as f64, move |name, text| match text.and_then(|text| self.open_file_text(&text)) {
            Ok(()) => {}
            Err(problem) => {
                let words = t_with("notice.bad-file", &[("name", &name), ("problem", &say(&problem.to_string()))]);
                self.tell(Tone::Bad, words, Offer::Nothing);
            }
        });
    }

    /// Opens what a file holds: a design of one's own, or an assignment, or what somebody handed in.
    fn open_file_text(self, text: &str) -> Result<(), String> {
        let why = |problem: ReadError| problem.to_string();
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
