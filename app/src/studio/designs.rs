//! Which design is open and which ones this browser keeps: begun, kept as one goes, opened again, shared by link.
//! Nothing of one's own is ever overwritten by opening something else.

use loadbearing_engine::design::DesignFile;
use loadbearing_engine::share::Manner;
use loadbearing_engine::{link, read, write};

use super::speaking::in_own_words;
use super::{Side, Studio};
use crate::browser::page::Timer;
use crate::browser::store::{self, Record};
use crate::browser::{address, clipboard, files, page};
use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::command::Effect as Errand;
use crate::document::{Document, Edit, History};
use crate::languages::phrases::{say, told};
use crate::languages::{t, t_with};
use crate::quantity::figure;
use crate::signals::*;
use crate::summary::Tone;

/// The version of the app.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// How long nothing may change before the design is kept, in milliseconds.
const PAUSE_MS: i32 = 300;
/// Where the design that was open last is kept whole, so that it is there at once after a reload or a crash.
const LAST: &str = "loadbearing-last";
/// The longest record kept there, in bytes: browsers give 5 MB in two-byte letters, and some of it is others'.
const MOST_LAST_BYTES: usize = 1_000_000;

/// Whose the open design is.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// An example or a blank sheet: kept from its first change on.
    Fresh,
    /// Came by a link: kept when the person says so, or changes it.
    Linked,
    /// Kept under an id.
    Kept(String),
}

/// What can be done about a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Nothing but to read it.
    Nothing,
    /// Keep the copy that came by a link.
    KeepCopy,
    /// Take up another version of the page.
    TakeVersion,
}

/// A word on top of the page that blocks nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How good or bad it is.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// What can be done about it.
    pub offer: Offer,
}

/// The designs of this browser.
#[derive(Clone, Copy)]
pub struct Designs {
    /// Whose the open one is.
    pub whose: RwSignal<Whose>,
    /// What is kept, the newest first; without the texts of the designs.
    pub kept: RwSignal<Vec<Record>>,
    /// What the person should know.
    pub notice: RwSignal<Option<Notice>>,
    /// The document as it was opened or kept last.
    known: StoredValue<Document>,
    timer: StoredValue<Option<Timer>>,
}

impl Designs {
    /// Before anything is opened.
    #[must_use]
    pub fn new() -> Self {
        Self {
            whose: RwSignal::new(Whose::Fresh),
            kept: RwSignal::new(Vec::new()),
            notice: RwSignal::new(None),
            known: StoredValue::new(Document::default()),
            timer: StoredValue::new(None),
        }
    }
}

impl Default for Designs {
    fn default() -> Self {
        Self::new()
    }
}

impl Studio {
    /// Opens what the address holds, or what was open last, and keeps what changes from now on.
    pub fn start(self, is_visitor_new: bool) {
        self.designs.known.set_value(self.document.get_untracked());
        if is_visitor_new {
            self.tell(Tone::Unknown, t("notice.first"), Offer::Nothing);
        } else {
            self.when_whole(move |later| (later.open)(self, &address::fragment()));
        }
        address::on_fragment_change(move |fragment| {
            if !fragment.is_empty() {
                self.when_whole(move |later| {
                    (later.open_link)(self, &fragment);
                });
            }
        });
        address::on_leave(move || self.keep_now());
        // Where nothing may be kept, it is said at once and not after an hour of work.
        self.when_whole(move |later| (later.list)(self));
        // Storage is the world outside; nothing on the page follows from it.
        effect(move || {
            self.document.track();
            self.keep_soon();
        });
    }

    /// Opens what a fragment holds, or what was open last.
    pub(super) fn open_first(self, fragment: &str) {
        if fragment.is_empty() || !self.open_link(fragment) {
            self.restore();
        }
    }

    /// Does what a command asks of the world outside.
    pub(super) fn run_errand(self, errand: &Errand) {
        match errand {
            Errand::SaveFile => self.save_file(),
            Errand::CopyLink => self.copy_link(),
            Errand::NewDesign => self.new_design(),
            Errand::ReportProblem => self.report_problem(),
            _ => {}
        }
    }

    /// Opens a design with a history of its own, to be edited, and without an assignment. What was supposed to break was of
    /// another one.
    pub(super) fn begin(self, file: DesignFile, whose: Whose) {
        if self.mode.get_untracked() == Mode::Break {
            self.choose(Mode::Select);
        }
        self.end_task();
        self.manner.set(Manner::default());
        self.designs.whose.set(whose.clone());
        self.history.set(History::default());
        self.document.set(Document::open(file));
        self.designs.known.set_value(self.document.get_untracked());
        if whose != Whose::Linked {
            address::clear_fragment();
        }
        if whose == Whose::Fresh {
            remember_last(&self.record(String::new()));
        }
        self.select(Selection::default());
        self.fit();
    }

    /// Keeps what is open before something else is.
    pub(super) fn leave(self) {
        self.keep_now();
        self.designs.notice.set(None);
    }

    /// A blank sheet.
    pub fn new_design(self) {
        self.leave();
        self.begin(DesignFile::default(), Whose::Fresh);
    }

    /// Begins with users and one server, and says what to do with them.
    pub fn guided_start(self) {
        self.leave();
        let file = read(include_str!("guided.json")).unwrap_or_default();
        self.begin(in_own_words(file, told), Whose::Fresh);
        self.open_side(Side::Workload);
        self.tell(Tone::Unknown, t("notice.guided"), Offer::Nothing);
    }

    /// Begins with a template.
    pub fn open_template(self, id: &str) {
        if let Some(text) = self.templates.all().and_then(|templates| templates.get(id).cloned()) {
            self.open_text(&text);
        }
    }

    /// Begins with a design that came with the page.
    pub fn open_text(self, text: &str) {
        if let Ok(file) = read(text) {
            self.leave();
            self.begin(in_own_words(file, told), Whose::Fresh);
        }
    }

    /// Hands the design over as a file.
    pub fn save_file(self) {
        let file = self.document.read_untracked().file();
        if !files::save(&file_name(&file.design.title), &write(&file)) {
            self.tell(Tone::Bad, t("notice.not-saved"), Offer::Nothing);
        }
    }

    /// Puts a link with the whole design into the clipboard.
    pub fn copy_link(self) {
        let address = address::with_fragment(&link::encode(&self.document.read_untracked().file()));
        clipboard::write(&address);
        let length = figure(address.chars().count() as f64);
        self.tell(Tone::Fine, t_with("notice.link-copied", &[("length", &length)]), Offer::Nothing);
    }

    /// Puts what a report about a problem needs into the clipboard.
    pub fn report_problem(self) {
        let design = write(&self.document.read_untracked().file());
        clipboard::write(&format!("Loadbearing {VERSION}\n{}\n\n{design}\n", page::browser_name()));
        self.tell(Tone::Fine, t("notice.problem-copied"), Offer::Nothing);
    }

    /// Keeps the copy that came by a link.
    pub fn keep_copy(self) {
        self.designs.whose.set(Whose::Kept(fresh_id()));
        self.manner.set(Manner::default());
        self.keep();
        address::clear_fragment();
        self.tell(Tone::Fine, t("notice.copy-kept"), Offer::Nothing);
    }

    /// Takes up another version of the page.
    pub fn take_version(self) {
        self.when_whole(move |later| (later.take_version)(self));
    }

    /// Says something on top of the page.
    pub fn tell(self, tone: Tone, text: impl Into<String>, offer: Offer) {
        self.designs.notice.set(Some(Notice { tone, text: text.into(), offer }));
    }

    fn is_changed(self) -> bool {
        self.designs.known.with_value(|known| *known != *self.document.read_untracked())
    }

    fn keep_soon(self) {
        self.designs.timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
            *timer = page::later(PAUSE_MS, move || self.keep_now());
        });
    }

    /// Keeps the design if it changed. What came by a link becomes one's own with its first change.
    fn keep_now(self) {
        if !self.is_changed() {
            return;
        }
        match self.designs.whose.get_untracked() {
            Whose::Linked => return self.keep_copy(),
            Whose::Fresh => self.designs.whose.set(Whose::Kept(fresh_id())),
            Whose::Kept(_) => {}
        }
        self.keep();
    }

    /// Keeps the open design, as soon as what writes is here: mostly at once.
    pub(super) fn keep(self) {
        self.when_whole(move |later| (later.keep)(self));
    }

    /// The same, when it is here.
    pub(super) fn keep_here(self) {
        let Whose::Kept(id) = self.designs.whose.get_untracked() else { return };
        let record = self.record(id);
        self.designs.known.set_value(self.document.get_untracked());
        remember_last(&record);
        self.put(record);
    }

    /// The open design as a record under an id.
    fn record(self, id: String) -> Record {
        let file = self.document.read_untracked().file();
        Record {
            id,
            title: file.design.title.clone(),
            saved_at_ms: page::clock_ms(),
            text: write(&file),
            assignment: self.task_text(),
        }
    }

    fn put(self, record: Record) {
        spawn_local(async move {
            match store::put(&record).await {
                Ok(()) => self.when_whole(move |later| (later.list)(self)),
                Err(problem) => self.refused(&problem),
            }
        });
    }

    /// Says that the browser keeps nothing, and what to do about it.
    fn refused(self, problem: &str) {
        self.tell(Tone::Bad, t_with("notice.not-kept", &[("problem", &problem)]), Offer::Nothing);
    }

    /// What was open last, if there is such a thing; the example stays otherwise.
    fn restore(self) {
        let last = page::remembered(LAST).and_then(|text| serde_json::from_str::<Record>(&text).ok());
        let Some(last) = last else {
            if self.designs.notice.read_untracked().is_none() {
                self.tell(Tone::Unknown, t("notice.first"), Offer::Nothing);
            }
            return;
        };
        if last.text.is_empty() {
            // Too long to be kept twice: only its id stands there.
            self.open_kept(last.id);
        } else {
            match read(&last.text) {
                Ok(file) => {
                    self.resume(file, last.id);
                    self.when_whole(move |later| (later.resume_task)(self, &last.assignment));
                }
                Err(problem) => {
                    let words =
                        t_with("notice.bad-kept", &[("name", &last.title), ("problem", &say(&problem.to_string()))]);
                    self.tell(Tone::Bad, words, Offer::Nothing);
                }
            }
        }
    }

    /// Goes on with what was open last; without an id it was fresh.
    fn resume(self, file: DesignFile, id: String) {
        let fragment = address::fragment();
        let notice = self.designs.notice.get_untracked();
        self.begin(file, if id.is_empty() { Whose::Fresh } else { Whose::Kept(id) });
        // A link that could not be read is still to be read about.
        if !fragment.is_empty() {
            self.designs.notice.set(notice);
        }
    }

    /// Opens a design that is kept.
    pub fn open_kept(self, id: String) {
        spawn_local(async move {
            match store::get(&id).await {
                Ok(Some(record)) => match read(&record.text) {
                    Ok(file) => {
                        self.leave();
                        remember_last(&record);
                        self.begin(file, Whose::Kept(id));
                        self.resume_task(&record.assignment);
                    }
                    Err(problem) => {
                        let words = t_with(
                            "notice.bad-kept",
                            &[("name", &record.title), ("problem", &say(&problem.to_string()))],
                        );
                        self.tell(Tone::Bad, words, Offer::Nothing);
                    }
                },
                Ok(None) => {}
                Err(problem) => self.refused(&problem),
            }
        });
    }

    /// Reads anew which designs are kept.
    pub fn list(self) {
        spawn_local(async move { self.list_again().await });
    }

    async fn list_again(self) {
        match store::all().await {
            Ok(mut records) => {
                records.iter_mut().for_each(|record| record.text.clear());
                self.designs.kept.set(records);
            }
            Err(problem) => self.refused(&problem),
        }
    }

    /// Gives a kept design another title.
    pub fn rename_kept(self, id: String, title: String) {
        if self.designs.whose.get_untracked() == Whose::Kept(id.clone()) {
            self.edit(Edit::ChangeTitle(title));
            self.keep_now();
        } else {
            self.change_kept(id, move |file, record| {
                file.design.title.clone_from(&title);
                record.title = title;
            });
        }
    }

    /// Keeps a second copy of a kept design.
    pub fn duplicate_kept(self, id: String) {
        self.keep_now();
        self.change_kept(id, |file, record| {
            let title = t_with("designs.copy-of", &[("title", &record.title)]);
            file.design.title.clone_from(&title);
            (record.title, record.id) = (title, fresh_id());
        });
    }

    fn change_kept(self, id: String, change: impl FnOnce(&mut DesignFile, &mut Record) + 'static) {
        spawn_local(async move {
            let Ok(Some(mut record)) = store::get(&id).await else { return };
            let Ok(mut file) = read(&record.text) else { return };
            change(&mut file, &mut record);
            record.text = write(&file);
            self.put(Record { saved_at_ms: page::clock_ms(), ..record });
        });
    }

    /// Forgets a kept design. Where it is the open one, a blank sheet follows.
    pub fn remove_kept(self, id: String) {
        if self.designs.whose.get_untracked() == Whose::Kept(id.clone()) {
            page::forget(LAST);
            self.begin(DesignFile::default(), Whose::Fresh);
        }
        spawn_local(async move {
            if let Err(problem) = store::remove(&id).await {
                self.refused(&problem);
            }
            self.list_again().await;
        });
    }
}

/// Whether there is nothing to open: no link, and nothing that was open before.
#[must_use]
pub fn is_visitor_new() -> bool {
    address::fragment().is_empty() && page::remembered(LAST).is_none()
}

/// Keeps the open design where it is found at once; a long one by its id alone.
fn remember_last(record: &Record) {
    let is_long = record.text.len() > MOST_LAST_BYTES;
    let record = if is_long { Record { text: String::new(), ..record.clone() } } else { record.clone() };
    if let Ok(text) = serde_json::to_string(&record) {
        page::remember(LAST, &text);
    }
}

/// An id that no kept design has: two are not begun within the same millisecond by hand.
pub(super) fn fresh_id() -> String {
    format!("design-{:.0}", page::clock_ms())
}

/// A name for a file from a title: letters and digits, the rest as dashes.
#[must_use]
pub fn file_name(title: &str) -> String {
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let stem: String = words.join("-").chars().take(60).collect();
    format!("{}.json", if stem.is_empty() { "design" } else { stem.trim_end_matches('-') })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guided_start_can_be_read() {
        assert!(read(include_str!("guided.json")).is_ok_and(|file| file.design.components.len() == 2));
    }

    #[test]
    fn a_file_is_called_after_its_design() {
        assert_eq!(file_name("URL shortener, worked example"), "url-shortener-worked-example.json");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.json");
        assert_eq!(file_name("  "), "design.json");
    }
}
