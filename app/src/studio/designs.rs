//! Which design is open and which ones this browser keeps: begun, kept as one goes, opened again, shared by link.
//! Nothing of one's own is ever overwritten by opening something else.

use std::sync::Arc;

use loadbearing_engine::design::DesignFile;
use loadbearing_engine::share::Manner;
use loadbearing_engine::{link, read, write};

use super::speaking::in_own_words;
use super::tabs::tell_tabs;
use super::{Side, Studio, bench};
use crate::browser::locks::Hold;
use crate::browser::page::Timer;
use crate::browser::store::{self, Record, Version};
use crate::browser::{address, clipboard, files, page};
use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::command::Effect as Errand;
use crate::document::{Document, History};
use crate::languages::phrases::told;
use crate::languages::{t, t_with};
use crate::quantity::figure;
use crate::signals::*;
use crate::summary::Tone;

/// The version of the app.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// How long nothing may change before the design is kept, in milliseconds.
const PAUSE_MS: i32 = 300;
/// Where the design that was open last is kept whole, so that it is there at once after a reload or a crash.
pub(super) const LAST: &str = "loadbearing-last";
/// The longest record kept there, in bytes: browsers give 5 MB in two-byte letters, and some of it is others'.
const MOST_LAST_BYTES: usize = 1_000_000;

/// Whose the open design is.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// An example or a blank sheet: kept from its first change on.
    Fresh,
    /// Came by a link: kept when the person says so, or changes it.
    Linked,
    /// Kept under an id, and held by this tab.
    Kept(String),
    /// Kept under an id and held by another tab: what is changed here becomes a copy.
    Elsewhere(String),
}

/// What can be done about a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Nothing but to read it.
    Nothing,
    /// Keep the copy that came by a link.
    KeepCopy,
    /// Go on with a copy of what another tab holds.
    Fork,
    /// Save the design as a file, since the browser keeps nothing.
    SaveFile,
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

impl Notice {
    /// Whether it only helps to begin: no news, and nothing to do about it.
    #[must_use]
    pub fn is_hint(&self) -> bool {
        self.tone == Tone::Unknown && self.offer == Offer::Nothing
    }
}

/// The designs of this browser.
#[derive(Clone, Copy)]
pub struct Designs {
    /// Whose the open one is.
    pub whose: RwSignal<Whose>,
    /// What is kept, the newest first; without the texts of the designs.
    pub kept: RwSignal<Vec<Record>>,
    /// Versions of the open design, the newest first; without their texts.
    pub versions: RwSignal<Vec<Version>>,
    /// What the person should know.
    pub notice: RwSignal<Option<Notice>>,
    /// The document as it was opened or kept last.
    pub(super) known: StoredValue<Arc<Document>>,
    /// The document as it was opened.
    pub(super) opened: StoredValue<Arc<Document>>,
    /// Of which design a version was put last, and when, in milliseconds since 1970.
    pub(super) versioned: StoredValue<(String, f64)>,
    /// Which design this tab holds.
    pub(super) held: StoredValue<Option<(String, Hold)>, LocalStorage>,
    timer: StoredValue<Option<Timer>>,
}

impl Designs {
    /// Before anything is opened.
    #[must_use]
    pub fn new() -> Self {
        Self {
            whose: RwSignal::new(Whose::Fresh),
            kept: RwSignal::new(Vec::new()),
            versions: RwSignal::new(Vec::new()),
            notice: RwSignal::new(None),
            known: StoredValue::new(Arc::default()),
            opened: StoredValue::new(Arc::default()),
            versioned: StoredValue::new((String::new(), 0.0)),
            held: StoredValue::new_local(None),
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
        self.note_opened();
        if is_visitor_new {
            self.tell(Tone::Unknown, t("notice.first"), Offer::Nothing);
        } else if !bench::is_asked_for() {
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
        self.when_whole(move |later| (later.watch_tabs)(self));
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
        self.presenting.before_is_gone();
        self.finding.set(None);
        self.manner.set(Manner::default());
        self.designs.whose.set(whose.clone());
        self.claim();
        self.history.set(History::default());
        self.document.set(Document::open(file));
        self.note_opened();
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

    /// Notes the design as it is: what differs from that is changed, and kept.
    pub(super) fn note_opened(self) {
        let document = Arc::new(self.document.get_untracked());
        self.designs.known.set_value(Arc::clone(&document));
        self.designs.opened.set_value(document);
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
        let (tone, key) = match address.starts_with("file:") {
            true => (Tone::Warn, "notice.link-to-disk"),
            false => (Tone::Fine, "notice.link-copied"),
        };
        self.tell(tone, t_with(key, &[("length", &length)]), Offer::Nothing);
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

    /// Takes a hint away: whoever begins something of their own needs the room.
    pub fn close_hint(self) {
        if self.designs.notice.read_untracked().as_ref().is_some_and(Notice::is_hint) {
            self.designs.notice.set(None);
        }
    }

    /// The open design as it was opened.
    #[must_use]
    pub fn opened(self) -> DesignFile {
        self.designs.opened.with_value(|document| document.file())
    }

    pub(super) fn is_changed(self) -> bool {
        self.designs.known.with_value(|known| **known != *self.document.read_untracked())
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
    pub(super) fn keep_now(self) {
        if !self.is_changed() {
            return;
        }
        match self.designs.whose.get_untracked() {
            Whose::Linked => return self.keep_copy(),
            Whose::Elsewhere(_) => return self.when_whole(move |later| (later.fork)(self)),
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
        self.claim();
        self.note_versions(&id);
        let record = self.record(id);
        self.designs.known.set_value(Arc::new(self.document.get_untracked()));
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

    pub(super) fn put(self, record: Record) {
        spawn_local(async move {
            match store::put(&record).await {
                Ok(()) => {
                    tell_tabs(&record.id);
                    self.when_whole(move |later| (later.list)(self));
                }
                Err(problem) => self.refused(&problem),
            }
        });
    }

    /// Says that the browser keeps nothing, and what to do about it.
    pub(super) fn refused(self, problem: &str) {
        self.tell(Tone::Bad, t_with("notice.not-kept", &[("problem", &problem)]), Offer::SaveFile);
    }
}

/// Whether there is nothing to open: no link, nothing that was open before, and no bench, which brings its own.
#[must_use]
pub fn is_visitor_new() -> bool {
    address::fragment().is_empty() && page::remembered(LAST).is_none() && !bench::is_asked_for()
}

/// Keeps the open design where it is found at once; a long one by its id alone.
pub(super) fn remember_last(record: &Record) {
    page::remember_in_tab(LAST, &record.id);
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

/// A name for a design file from a title.
#[must_use]
pub fn file_name(title: &str) -> String {
    format!("{}.json", file_stem(title))
}

/// The same without its ending: letters and digits, the rest as dashes.
#[must_use]
pub fn file_stem(title: &str) -> String {
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let stem: String = words.join("-").chars().take(60).collect();
    if stem.is_empty() { "design".to_owned() } else { stem.trim_end_matches('-').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_helps_to_begin_is_a_hint() {
        let notice = |tone, offer| Notice { tone, text: String::new(), offer };
        assert!(notice(Tone::Unknown, Offer::Nothing).is_hint());
        assert!(!notice(Tone::Bad, Offer::Nothing).is_hint());
        assert!(!notice(Tone::Unknown, Offer::KeepCopy).is_hint());
    }

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
