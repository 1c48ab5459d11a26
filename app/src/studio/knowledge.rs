//! The reference and what there is to practise on: which page is shown, where it was come from, how far a decision tree
//! has been walked, which stage of a guided path is on, and what an end of a tree comes to on the canvas.

use loadbearing_engine::design::Setting;
use loadbearing_engine::kinds;
use loadbearing_engine::knowledge::practice::Practice;
use loadbearing_engine::knowledge::{Opens, Path, Put, Reference};

use super::texts::Fetched;
use super::{Sheet, Side, Studio};
use crate::browser::page;
use crate::canvas::selection::Selection;
use crate::command::{Effect, Question, intent};
use crate::document::{Document, Edit, Part};
use crate::signals::*;

/// Where the reference lies. Written by `cargo xtask lists`, as the other.
const REFERENCE: &str = "knowledge.json";
/// Where the questions lie that the gallery shows beside the templates.
const PRACTICE: &str = "practice.json";

/// The heading of the page that is shown.
pub const PAGE_TITLE: &str = "page-title";

/// The reference of a page.
#[derive(Clone, Copy)]
pub struct Knowledge {
    /// All of it, once it is here.
    pub list: Fetched<Reference>,
    /// What there is to practise on, once it is here.
    pub practice: Fetched<Practice>,
    /// The page that is shown; none is the first.
    pub shown: RwSignal<Option<String>>,
    /// The answers given in the tree that is shown, by their numbers.
    pub answers: RwSignal<Vec<usize>>,
    /// The guided path that is walked, and its stage.
    pub path: RwSignal<Option<(String, usize)>>,
    /// Pages that were shown before, the last one last.
    past: RwSignal<Vec<String>>,
}

impl Knowledge {
    /// Nothing is fetched yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            list: Fetched::at(REFERENCE),
            practice: Fetched::at(PRACTICE),
            shown: RwSignal::new(None),
            answers: RwSignal::new(Vec::new()),
            path: RwSignal::new(None),
            past: RwSignal::new(Vec::new()),
        }
    }

    /// Shows a page.
    pub fn show(self, id: &str) {
        if let Some(before) = self.shown.get_untracked().filter(|before| before != id) {
            self.past.try_update(|past| past.push(before));
        }
        self.turn_to(Some(id.to_owned()));
    }

    /// Shows the page before, if there was one.
    pub fn back(self) {
        let mut before = None;
        self.past.try_update(|past| before = past.pop());
        if before.is_some() {
            self.turn_to(before);
        }
    }

    /// Whether a page was shown before.
    #[must_use]
    pub fn has_past(self) -> bool {
        !self.past.read().is_empty()
    }

    fn turn_to(self, id: Option<String>) {
        self.answers.set(Vec::new());
        self.shown.set(id);
        page::next_frame(|| page::reveal(PAGE_TITLE));
    }

    /// The guided path that is walked, with the number of its stage.
    #[must_use]
    pub fn walked(self) -> Option<(Path, usize)> {
        let (id, stage) = self.path.get()?;
        let all = self.list.all()?;
        let path = all.paths.iter().find(|path| path.id == id)?;
        (stage < path.steps.len()).then(|| (path.clone(), stage))
    }
}

impl Default for Knowledge {
    fn default() -> Self {
        Self::new()
    }
}

/// What an end of a tree comes to in the open design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Settings of this component.
    Set(String),
    /// A new component that this one leads to.
    Behind(String),
    /// A new component.
    Alone,
}

/// Where something that a tree ends in goes: into the selected component if it is of that kind, behind it if it may
/// lead there, else beside the others.
#[must_use]
pub fn place(document: &Document, selection: &Selection, put: &Put) -> Place {
    let Some(selected) = selection.only_component().and_then(|id| document.component(id)) else { return Place::Alone };
    let leads = || kinds::find(&selected.kind).is_some_and(|kind| kind.links.contains(&put.kind.as_str()));
    match selected.kind == put.kind {
        true => Place::Set(selected.id.clone()),
        false if leads() => Place::Behind(selected.id.clone()),
        false => Place::Alone,
    }
}

/// What it takes to have it there. A new box has its middle at a point in world pixels.
#[must_use]
pub fn putting(document: &Document, place: &Place, put: &Put, centre: (f64, f64)) -> Vec<Effect> {
    let preset = (!put.preset.is_empty()).then_some(put.preset.as_str());
    if let Place::Set(id) = place {
        let Some(mut to) = document.component(id).cloned() else { return Vec::new() };
        // A product takes the place of an own kind: it is of the built-in one.
        to.own.take_if(|_| preset.is_some());
        to.preset = preset.map(str::to_owned).or(to.preset);
        stated(&mut to, put);
        return vec![Effect::Edit(Edit::ChangeComponent { id: id.clone(), to: Box::new(to) })];
    }
    let mut part = Part::new_component(document, &put.kind, preset, centre);
    part.components.iter_mut().for_each(|(component, _)| stated(component, put));
    intent::added(match place {
        Place::Behind(from) => part.connected_from(from),
        _ => part,
    })
}

fn stated(component: &mut loadbearing_engine::design::Component, put: &Put) {
    component.instances = put.instances.or(component.instances);
    let settings = put.settings.iter().map(|(name, value)| (name.clone(), Setting::from(value)));
    component.settings.extend(settings);
}

impl Studio {
    /// Opens the reference at a page.
    pub fn open_page(self, id: &str) {
        self.knowledge.show(id);
        // Where it is open already, what is searched for stays.
        if *self.question.read_untracked() != Some(Question::Knowledge) {
            self.question.set(Some(Question::Knowledge));
        }
    }

    /// Puts what a tree ends in onto the canvas.
    pub fn put_on_canvas(self, put: &Put) {
        let scene = self.scene.get_untracked();
        let centre = scene.free_centre(self.viewport.read_untracked().centre());
        let (document, selection) = (self.document.get_untracked(), self.selection.get_untracked());
        let place = place(&document, &selection, put);
        self.follow_all(putting(&document, &place, put, (centre.x, centre.y)));
        self.answered();
        self.reveal(&self.selection.get_untracked());
        self.open_side(Side::Inspector);
    }

    /// Begins a guided path: with an empty design, unless what is open has nothing drawn yet.
    pub fn begin_path(self, id: &str) {
        if !self.document.read_untracked().design().connections.is_empty() {
            self.new_design();
        }
        self.designs.notice.set(None);
        self.answered();
        self.go_to_stage(id, 0);
    }

    /// Goes to a stage of a path; beyond its ends, the path is left.
    pub fn go_to_stage(self, id: &str, stage: usize) {
        self.knowledge.path.set(Some((id.to_owned(), stage)));
        match self.knowledge.walked() {
            Some((path, stage)) => self.open_part(path.steps[stage].opens),
            None => self.knowledge.path.set(None),
        }
    }

    /// Brings up the part of the page that a stage is worked on in.
    pub fn open_part(self, part: Opens) {
        match part {
            Opens::Workload => self.open_side(Side::Workload),
            Opens::Inspector => self.open_side(Side::Inspector),
            Opens::Report => self.open_side(Side::Report),
            Opens::Breaking => self.open_side(Side::Breaking),
            Opens::Palette => {
                self.palette_folded.set(false);
                self.sheet.set(Sheet::Palette);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Component, DesignFile};
    use loadbearing_engine::knowledge::Stated;

    fn document() -> Document {
        let component =
            |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
        let mut file = DesignFile::default();
        file.design.components = vec![component("api", "server"), component("db", "sql")];
        Document::open(file)
    }

    fn put() -> Put {
        let settings = [("cap".to_owned(), Stated::Text("CP".to_owned()))].into();
        Put { kind: "sql".to_owned(), preset: "postgresql".to_owned(), instances: None, settings }
    }

    #[test]
    fn what_is_of_its_kind_is_set_and_what_may_lead_there_is_connected() {
        let document = document();
        let place = |selection: Selection| place(&document, &selection, &put());
        assert_eq!(place(Selection::component("db".to_owned())), Place::Set("db".to_owned()));
        assert_eq!(place(Selection::component("api".to_owned())), Place::Behind("api".to_owned()));
        assert_eq!(place(Selection::default()), Place::Alone);
    }

    #[test]
    fn an_end_becomes_a_component_with_its_settings() {
        let mut document = document();
        for effect in putting(&document.clone(), &Place::Behind("api".to_owned()), &put(), (0.0, 0.0)) {
            if let Effect::Edit(edit) = effect {
                crate::document::edit::apply(&mut document, edit);
            }
        }
        let design = document.design();
        let new = design.components.last().expect("it was added");
        assert_eq!((new.kind.as_str(), new.preset.as_deref()), ("sql", Some("postgresql")));
        assert_eq!(new.settings.get("cap"), Some(&Setting::Text("CP".to_owned())));
        assert_eq!((design.connections[0].from.as_str(), &design.connections[0].to), ("api", &new.id));
    }

    #[test]
    fn settings_go_into_what_is_there() {
        let document = document();
        let effects = putting(&document, &Place::Set("db".to_owned()), &put(), (0.0, 0.0));
        let [Effect::Edit(Edit::ChangeComponent { id, to })] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!((id.as_str(), to.preset.as_deref()), ("db", Some("postgresql")));
        assert_eq!(to.settings.get("cap"), Some(&Setting::Text("CP".to_owned())));
    }
}
