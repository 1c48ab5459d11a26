//! Two designs side by side: which ones, where they are from, and what the engine says of them. Changes neither.

use std::sync::Arc;

use loadbearing_engine::design::DesignFile;
use loadbearing_engine::design::format::MOST_BYTES;
use loadbearing_engine::packed::unpack;
use loadbearing_engine::report::Comparison;
use loadbearing_engine::{link, read};
use serde::Deserialize;

use super::Studio;
use super::still::{Still, still};
use super::versions::version_name;
use crate::browser::files;
use crate::browser::store::{self, Version};
use crate::command::Question;
use crate::document::Document;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::signals::*;

/// Where a design is from that is put beside another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The open design as it is.
    #[default]
    Now,
    /// The open design as it was opened.
    Opened,
    /// A design that this browser keeps, by its id.
    Kept(String),
    /// A version that is kept of a design, by its id.
    Version(String),
    /// A template, by its id.
    Template(String),
    /// A file or a link.
    Given,
}

impl Source {
    /// As the value of a choice.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Now => "now".to_owned(),
            Self::Opened => "opened".to_owned(),
            Self::Kept(id) => format!("kept:{id}"),
            Self::Version(id) => format!("version:{id}"),
            Self::Template(id) => format!("template:{id}"),
            Self::Given => "given".to_owned(),
        }
    }

    /// What the value of a choice means; `None` where it is no such value.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match (word, word.split_once(':')) {
            ("now", _) => Some(Self::Now),
            ("opened", _) => Some(Self::Opened),
            ("given", _) => Some(Self::Given),
            (_, Some(("kept", id))) => Some(Self::Kept(id.to_owned())),
            (_, Some(("version", id))) => Some(Self::Version(id.to_owned())),
            (_, Some(("template", id))) => Some(Self::Template(id.to_owned())),
            _ => None,
        }
    }
}

/// Choices that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Key of their heading.
    pub key: &'static str,
    /// Value and words of each.
    pub entries: Vec<(String, String)>,
}

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct Beside {
    /// Where its design is from.
    pub source: RwSignal<Source>,
    /// The design, once it is here.
    pub file: RwSignal<Option<Arc<DesignFile>>>,
    /// What a file or link is called that was given.
    pub given: RwSignal<String>,
    /// Why there is none, if there is none.
    pub problem: RwSignal<String>,
}

/// Both sides.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// The first and the second.
    pub sides: [Beside; 2],
    /// Whether somebody said what to compare.
    is_chosen: StoredValue<bool>,
}

impl Comparing {
    /// Nothing is compared yet.
    #[must_use]
    pub fn new() -> Self {
        let side = || Beside {
            source: RwSignal::new(Source::default()),
            file: RwSignal::new(None),
            given: RwSignal::new(String::new()),
            problem: RwSignal::new(String::new()),
        };
        Self { sides: [side(), side()], is_chosen: StoredValue::new(false) }
    }
}

impl Default for Comparing {
    fn default() -> Self {
        Self::new()
    }
}

/// The title in the text of a design file, without reading what the design means: there are many templates.
fn title_of(text: &str) -> String {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        title: String,
    }
    serde_json::from_str::<Head>(text).map(|head| head.title).unwrap_or_default()
}

impl Studio {
    /// Shows two designs side by side.
    pub fn compare(self, before: Source, after: Source) {
        self.comparing.is_chosen.set_value(true);
        self.choose_side(0, before);
        self.choose_side(1, after);
        self.question.set(Some(Question::Compare));
    }

    /// Begins with the open design as it was opened and as it is, unless somebody said what to compare.
    pub fn begin_comparing(self) {
        if !self.comparing.is_chosen.get_value() {
            self.choose_side(0, Source::Opened);
            self.choose_side(1, Source::Now);
        }
    }

    /// Nothing is compared any more: whoever asks again begins anew.
    pub(super) fn end_comparing(self) {
        self.comparing.is_chosen.set_value(false);
        self.comparing.sides.iter().for_each(|beside| beside.file.set(None));
    }

    /// What can be put on a side.
    #[must_use]
    pub fn choices_beside(self, side: usize) -> Vec<Group> {
        let mut open = vec![
            (Source::Now.word(), t("compare.now").to_owned()),
            (Source::Opened.word(), t("compare.opened").to_owned()),
        ];
        let given = self.comparing.sides[side].given.get();
        if !given.is_empty() {
            open.push((Source::Given.word(), given));
        }
        let untitled = |title: &str| if title.is_empty() { t("bar.untitled").to_owned() } else { title.to_owned() };
        let kept = self.designs.kept.read();
        let kept = kept.iter().map(|record| (Source::Kept(record.id.clone()).word(), untitled(&record.title)));
        let version = |version: &Version| (Source::Version(version.id.clone()).word(), version_name(version));
        let versions = self.designs.versions.read().iter().map(version).collect();
        let templates = self.templates.all().unwrap_or_default();
        let template = |(id, text): (&String, &String)| (Source::Template(id.clone()).word(), say(&title_of(text)));
        let groups = [
            Group { key: "compare.group-open", entries: open },
            Group { key: "compare.group-versions", entries: versions },
            Group { key: "compare.group-kept", entries: kept.collect() },
            Group { key: "compare.group-templates", entries: templates.iter().map(template).collect() },
        ];
        groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
    }

    /// Puts a design on a side.
    pub fn choose_side(self, side: usize, source: Source) {
        let beside = self.comparing.sides[side];
        beside.source.set(source.clone());
        match source {
            Source::Now => self.put_beside(side, Ok(self.document.read_untracked().file())),
            Source::Opened => self.put_beside(side, Ok(self.opened())),
            Source::Template(id) => {
                let all = untracked(Box::new(move || self.templates.all()));
                let text = all.and_then(|all| all.get(&id).cloned());
                self.read_beside(side, &text.unwrap_or_default());
            }
            Source::Kept(id) => spawn_local(async move {
                let text = store::get(&id).await.map(|record| record.map_or_else(String::new, |record| record.text));
                self.read_or_say(side, &Source::Kept(id), text);
            }),
            Source::Version(id) => spawn_local(async move {
                let text = store::version(&id).await.map(|found| found.map_or_else(String::new, |found| found.text));
                self.read_or_say(side, &Source::Version(id), text);
            }),
            // It was put there when it was given.
            Source::Given => {}
        }
    }

    /// Exchanges both sides.
    pub fn swap_sides(self) {
        let [one, other] = self.comparing.sides;
        let exchange = |one: RwSignal<String>, other: RwSignal<String>| {
            let kept = one.get_untracked();
            one.set(other.get_untracked());
            other.set(kept);
        };
        exchange(one.given, other.given);
        exchange(one.problem, other.problem);
        let (source, file) = (one.source.get_untracked(), one.file.get_untracked());
        one.source.set(other.source.get_untracked());
        one.file.set(other.file.get_untracked());
        other.source.set(source);
        other.file.set(file);
        self.ask_what_differs();
    }

    /// Asks for a file and puts what it holds on a side.
    pub fn choose_file_beside(self, side: usize) {
        files::choose(MOST_BYTES as f64, move |name, bytes| {
            self.give_beside(side, &name, &String::from_utf8_lossy(&bytes.unwrap_or_default()));
        });
    }

    /// Puts what a file or a link holds on a side.
    pub fn give_beside(self, side: usize, name: &str, text: &str) {
        let beside = self.comparing.sides[side];
        beside.given.set(name.to_owned());
        beside.source.set(Source::Given);
        let text = text.trim();
        let found = match text.starts_with('{') {
            true => read(text).map_err(|problem| problem.to_string()),
            false => link::decode(text).map_err(|problem| problem.to_string()),
        };
        self.put_beside(side, found);
    }

    fn read_or_say(self, side: usize, source: &Source, text: Result<String, String>) {
        // Something else may have been chosen meanwhile.
        if *self.comparing.sides[side].source.read_untracked() != *source {
            return;
        }
        match text {
            Ok(text) => self.read_beside(side, &text),
            Err(problem) => self.put_beside(side, Err(problem)),
        }
    }

    fn read_beside(self, side: usize, text: &str) {
        let found = match text.is_empty() {
            true => Err(t("compare.gone").to_owned()),
            false => read(text).map_err(|problem| problem.to_string()),
        };
        self.put_beside(side, found);
    }

    fn put_beside(self, side: usize, found: Result<DesignFile, String>) {
        let beside = self.comparing.sides[side];
        let (file, problem) = match found {
            // As it is when it is opened: boxes without a place get one.
            Ok(file) => (Some(Arc::new(Document::open(file).file())), String::new()),
            Err(problem) => (None, t_with("compare.unreadable", &[("problem", &problem)])),
        };
        beside.problem.set(problem);
        beside.file.set(file);
        self.ask_what_differs();
    }

    fn ask_what_differs(self) {
        self.engine.comparison.set(None);
        let [before, after] = self.comparing.sides.map(|beside| beside.file.get_untracked());
        if let Some((before, after)) = before.zip(after) {
            self.engine.compare(&before, &after);
        }
    }

    /// What the engine says of both; `None` while it has not said it.
    #[must_use]
    pub fn compared(self) -> Option<Arc<Comparison>> {
        self.engine.comparison.read().as_ref().and_then(|bytes| unpack(bytes)).map(Arc::new)
    }

    /// The drawing of one side with what differs in the other marked; `None` while that is not known.
    #[must_use]
    pub fn still_beside(self, side: usize, found: &Comparison) -> Option<Still> {
        let file = self.comparing.sides[side].file.get()?;
        let report = if side == 0 { &found.before.report } else { &found.after.report };
        Some(still(&Document::open((*file).clone()), report, &found.changes, side))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_comes_back_from_its_word() {
        for source in [
            Source::Now,
            Source::Opened,
            Source::Given,
            Source::Kept("design-1".to_owned()),
            Source::Version("design-1 2".to_owned()),
            Source::Template("a:b".to_owned()),
        ] {
            assert_eq!(Source::from_word(&source.word()), Some(source));
        }
        assert_eq!(Source::from_word("elsewhere"), None);
    }
}
