//! All commands: conventions that hold for each, and what the less obvious ones do.

use loadbearing_app::canvas::event::Modifiers;
use loadbearing_app::canvas::geometry::Point;
use loadbearing_app::canvas::machine::Mode;
use loadbearing_app::canvas::scene::Scene;
use loadbearing_app::canvas::selection::Selection;
use loadbearing_app::canvas::viewport::Viewport;
use loadbearing_app::command::chord::{letter, named, sign};
use loadbearing_app::command::{Chord, Command, Effect, Group, Press, Question, State, called};
use loadbearing_app::commands::ALL;
use loadbearing_app::document::edit::apply;
use loadbearing_app::document::{Document, History, clipboard, ends};
use loadbearing_engine::design::{Component, Connection, DesignFile};
use std::collections::HashSet;

/// A page with a design on it.
struct Page {
    document: Document,
    scene: Scene,
    history: History,
    selection: Selection,
    viewport: Viewport,
    mode: Mode,
    is_gesturing: bool,
    is_trying_fix: bool,
}

impl Page {
    fn new(ids: &[&str], connections: &[(&str, &str)]) -> Self {
        let mut file = DesignFile::default();
        let component =
            |id: &&str| Component { id: (*id).to_owned(), kind: "server".to_owned(), ..Component::default() };
        let connection = |ends: &(&str, &str)| Connection {
            from: ends.0.to_owned(),
            to: ends.1.to_owned(),
            ..Connection::default()
        };
        file.design.components = ids.iter().map(component).collect();
        file.design.connections = connections.iter().map(connection).collect();
        let document = Document::open(file);
        let corner = |id: &str| document.position(id).map_or_else(Point::default, |(x, y)| Point::new(x, y));
        let boxes = document.design().components.iter().map(|one| (one.id.as_str(), corner(&one.id)));
        let scene = Scene::new(boxes.collect::<Vec<_>>(), ends(document.design()));
        Self {
            document,
            scene,
            history: History::default(),
            selection: Selection::default(),
            viewport: Viewport::default(),
            mode: Mode::Select,
            is_gesturing: false,
            is_trying_fix: false,
        }
    }

    fn chain() -> Self {
        Self::new(&["client", "api", "db"], &[("client", "api"), ("api", "db"), ("api", "db")])
    }

    fn state(&self, chord: Option<Chord>) -> State<'_> {
        State {
            document: &self.document,
            history: &self.history,
            selection: &self.selection,
            scene: &self.scene,
            viewport: &self.viewport,
            mode: self.mode,
            is_gesturing: self.is_gesturing,
            is_trying_fix: self.is_trying_fix,
            chord,
        }
    }

    fn run(&self, id: &str, chord: Option<Chord>) -> Vec<Effect> {
        let state = self.state(chord);
        let command = find(id);
        if (command.enabled)(&state) { (command.run)(&state) } else { Vec::new() }
    }
}

fn find(id: &str) -> &'static Command {
    ALL.iter().find(|command| command.id == id).expect("a command of this id")
}

fn selected(effects: &[Effect]) -> Option<&Selection> {
    effects.iter().find_map(|effect| match effect {
        Effect::Select(selection) => Some(selection),
        _ => None,
    })
}

#[test]
fn every_command_has_an_id_of_its_own_and_a_plain_name() {
    let mut ids = HashSet::new();
    let mut names = HashSet::new();
    for command in ALL {
        assert!(ids.insert(command.id), "{} comes twice", command.id);
        assert!(names.insert(command.name), "{} comes twice", command.name);
        assert!(command.id.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-'), "{}", command.id);
        assert!(command.name.starts_with(char::is_uppercase), "{}", command.name);
        assert!(!command.name.ends_with('.'), "{}", command.name);
        assert!(command.group != Group::Keys || !command.keys.is_empty(), "{} cannot be called", command.id);
    }
}

#[test]
fn no_two_commands_share_a_key() {
    let mut seen: Vec<(Chord, &str)> = Vec::new();
    for command in ALL {
        for chord in command.keys {
            let other = seen.iter().find(|(other, _)| other == chord);
            assert!(other.is_none(), "{} and {other:?}", command.id);
            seen.push((*chord, command.id));
        }
    }
}

#[test]
fn every_enabled_command_runs_with_every_key_on_every_page() {
    let mut full = Page::chain();
    full.selection = Selection::components(["api".to_owned(), "gone".to_owned()]);
    let mut one = Page::chain();
    one.selection = Selection::component("api");
    for page in [Page::new(&[], &[]), Page::chain(), full, one] {
        for command in ALL {
            for chord in command.keys.iter().copied().map(Some).chain([None]) {
                for effect in page.run(command.id, chord) {
                    if let Effect::Edit(edit) | Effect::EditInSeries { edit, .. } = effect {
                        apply(&mut page.document.clone(), edit);
                    }
                }
            }
        }
    }
}

#[test]
fn escape_gives_up_one_thing_at_a_time() {
    let mut page = Page::chain();
    page.mode = Mode::Hand;
    page.selection = Selection::component("api");
    page.is_gesturing = true;
    assert_eq!(page.run("escape", None), [Effect::CancelGesture]);
    page.is_gesturing = false;
    assert_eq!(page.run("escape", None), [Effect::Select(Selection::default())]);
    page.selection = Selection::default();
    assert_eq!(page.run("escape", None), [Effect::Choose(Mode::Select)]);
    page.mode = Mode::Select;
    assert_eq!(page.run("escape", None), []);
}

#[test]
fn deleting_removes_exactly_what_is_selected() {
    let mut page = Page::chain();
    page.selection.connections.insert(page.scene.key(2).unwrap().clone());
    let effects = page.run("delete-selection", None);
    let Effect::Edit(edit) = &effects[0] else { panic!("deleting edits") };
    apply(&mut page.document, edit.clone());
    assert_eq!(page.document.design().connections.len(), 2);
    assert_eq!(page.document.design().components.len(), 3);
}

#[test]
fn alt_and_an_arrow_walk_along_connections() {
    let mut page = Page::chain();
    page.selection = Selection::component("client");
    let right = page.run("walk", Some(named("ArrowRight").alt()));
    assert_eq!(selected(&right), Some(&Selection::component("api")));
    assert!(page.run("walk", Some(named("ArrowLeft").alt())).is_empty());
}

#[test]
fn tab_walks_in_reading_order_and_leaves_at_the_end() {
    let mut page = Page::chain();
    let first = page.run("next-component", Some(named("Tab")));
    assert_eq!(selected(&first), Some(&Selection::component("client")));
    page.selection = Selection::component("db");
    assert!(page.run("next-component", Some(named("Tab"))).is_empty());
    let back = page.run("next-component", Some(named("Tab").shift()));
    assert_eq!(selected(&back), Some(&Selection::component("api")));
}

#[test]
fn ctrl_and_an_arrow_ask_for_a_component_beside() {
    let mut page = Page::chain();
    page.selection = Selection::component("db");
    let effects = page.run("quick-connect", Some(named("ArrowDown").command()));
    let Effect::Ask(Question::WhatToPut { from, at }) = &effects[0] else { panic!("it asks") };
    assert_eq!(from.as_deref(), Some("db"));
    let below = page.scene.rect_of("db").unwrap().bottom();
    assert!(at.1 > below);
}

#[test]
fn what_was_cut_can_be_pasted() {
    let mut page = Page::chain();
    page.selection = Selection::components(["api".to_owned(), "db".to_owned()]);
    let effects = page.run("cut", None);
    let [Effect::Copy(part), Effect::Edit(edit), ..] = effects.as_slice() else { panic!("it copies") };
    apply(&mut page.document, edit.clone());
    assert_eq!(page.document.design().components.len(), 1);
    let pasted = loadbearing_app::command::intent::pasted(&clipboard::text(part), &page.document, (0.0, 0.0))
        .expect("a part was copied");
    let Effect::Edit(edit) = &pasted[0] else { panic!("pasting edits") };
    apply(&mut page.document, edit.clone());
    assert_eq!(page.document.design().components.len(), 3);
    assert_eq!(page.document.design().connections.len(), 2);
}

#[test]
fn keys_find_their_command_on_any_keyboard() {
    let press = |key: &str, code: &str, command, shift| Press {
        key: key.to_owned(),
        code: code.to_owned(),
        modifiers: Modifiers { command, shift, alt: false },
    };
    let id = |press: &Press| called(ALL, press, true).map(|(command, _)| command.id);
    assert_eq!(id(&press("z", "KeyZ", true, false)), Some("undo"));
    assert_eq!(id(&press("Z", "KeyZ", true, true)), Some("redo"));
    assert_eq!(id(&press("?", "Slash", false, true)), Some("help-sheet"));
    assert_eq!(id(&press("/", "Digit7", false, true)), Some("add-component"));
    assert_eq!(id(&press("-", "Slash", false, false)), Some("zoom-out"));
    assert_eq!(id(&press("!", "Digit1", false, true)), Some("zoom-fit"));
    assert_eq!(id(&press("м", "KeyV", false, false)), Some("select-tool"));
    assert_eq!(id(&press("q", "KeyQ", false, false)), None);
    let slash = press("/", "Slash", false, false);
    assert_eq!(called(ALL, &slash, false).map(|(command, _)| command.id), None, "single keys are off");
    assert!(sign('/', "Slash").is_single_character() && !letter('k').command().is_single_character());
}
