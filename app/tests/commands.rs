//! All commands: conventions that hold for each, and what the less obvious ones do.

use loadbearing_app::canvas::event::Modifiers;
use loadbearing_app::canvas::geometry::Point;
use loadbearing_app::canvas::machine::Mode;
use loadbearing_app::canvas::scene::Scene;
use loadbearing_app::canvas::selection::Selection;
use loadbearing_app::canvas::spot::Spot;
use loadbearing_app::canvas::viewport::Viewport;
use loadbearing_app::command::chord::named;
use loadbearing_app::command::{Chord, Command, Effect, Group, Press, Question, State, called};
use loadbearing_app::commands::ALL;
use loadbearing_app::connection_key::ConnectionKey;
use loadbearing_app::document::edit::apply;
use loadbearing_app::document::{Document, Edit, History, clipboard, ends};
use loadbearing_engine::design::{Component, Connection, DesignFile};
use std::collections::HashSet;

/// A page with a design on it.
struct Page {
    document: Document,
    scene: Scene,
    history: History,
    selection: Selection,
    spot: Spot,
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
            spot: Spot::default(),
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
            spot: &self.spot,
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

fn component(id: &str) -> Spot {
    Spot::Component(id.to_owned())
}

fn find(id: &str) -> &'static Command {
    ALL.iter().find(|command| command.id == id).expect("a command of this id")
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
    page.spot = component("api");
    assert_eq!(page.run("escape", None), [Effect::Go(Spot::Out)]);
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
fn arrows_go_from_box_to_box_while_nothing_is_selected_and_nudge_what_is() {
    let mut page = Page::chain();
    let right = named("ArrowRight");
    assert_eq!(page.run("arrows", Some(right)), [Effect::Go(component("client"))]);
    page.spot = component("client");
    assert_eq!(page.run("arrows", Some(right)), [Effect::Go(component("api"))]);
    page.selection = Selection::component("client");
    for (chord, step) in [(right, 1.0), (right.shift(), 10.0)] {
        let effects = page.run("arrows", Some(chord));
        let [Effect::EditInSeries { edit, .. }] = effects.as_slice() else { panic!("it nudges: {effects:?}") };
        assert_eq!(*edit, Edit::Move { ids: vec!["client".to_owned()], by: (step, 0.0) });
    }
    page.selection = Selection::connection(page.scene.key(0).unwrap().clone());
    assert!(page.run("arrows", Some(right)).is_empty(), "connections follow their boxes");
}

#[test]
fn alt_and_an_arrow_walk_along_connections() {
    let mut page = Page::chain();
    page.selection = Selection::component("client");
    assert_eq!(page.run("walk", Some(named("ArrowRight").alt())), [Effect::Go(component("api"))]);
    assert!(page.run("walk", Some(named("ArrowLeft").alt())).is_empty());
}

#[test]
fn tab_walks_in_reading_order_and_leaves_at_the_end_and_after_escape() {
    let mut page = Page::chain();
    let tab = named("Tab");
    assert_eq!(page.run("next-component", Some(tab)), [Effect::Go(component("client"))]);
    page.spot = component("client");
    let connection = Spot::Connection(ConnectionKey::first("client", "api"));
    assert_eq!(page.run("next-component", Some(tab)), [Effect::Go(connection)]);
    page.selection = Selection::component("db");
    assert!(page.run("next-component", Some(tab)).is_empty());
    let second = ConnectionKey { nth: 1, ..ConnectionKey::first("api", "db") };
    assert_eq!(page.run("next-component", Some(tab.shift())), [Effect::Go(Spot::Connection(second))]);
    page.selection = Selection::default();
    page.spot = Spot::Out;
    assert!(
        page.run("next-component", Some(tab)).is_empty() && page.run("next-component", Some(tab.shift())).is_empty()
    );
}

#[test]
fn home_and_end_go_to_the_first_and_the_last_box() {
    let page = Page::chain();
    assert_eq!(page.run("first-and-last", Some(named("Home"))), [Effect::Go(component("client"))]);
    assert_eq!(page.run("first-and-last", Some(named("End"))), [Effect::Go(component("db"))]);
}

#[test]
fn enter_selects_where_the_keyboard_is_and_then_edits() {
    let mut page = Page::chain();
    assert_eq!(page.run("edit-selection", None), []);
    page.spot = component("api");
    assert_eq!(page.run("edit-selection", None), [Effect::Select(Selection::component("api"))]);
    page.selection = Selection::component("api");
    assert_eq!(page.run("edit-selection", None), [Effect::Ask(Question::Component("api".to_owned()))]);
}

#[test]
fn what_is_there_is_connected_by_its_name() {
    let mut page = Page::chain();
    assert_eq!(page.run("connect-to", None), []);
    page.spot = component("db");
    assert_eq!(page.run("connect-to", None), [Effect::Ask(Question::WhatToConnect { from: "db".to_owned() })]);
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

/// What hands expect, by the signs that keys make on a US keyboard: the keys that editors have in common.
const DEFAULT_KEYS: &[(&str, &str, &str, &str)] = &[
    // Held keys, what is produced, where the key is, what is called.
    ("", "v", "KeyV", "select-tool"),
    ("", "h", "KeyH", "hand-tool"),
    ("", "c", "KeyC", "connect-tool"),
    ("", "f", "KeyF", "frame-tool"),
    ("", "n", "KeyN", "note-tool"),
    ("", "b", "KeyB", "break-it"),
    ("", "o", "KeyO", "toggle-outline"),
    ("", "m", "KeyM", "toggle-map"),
    ("", "t", "KeyT", "templates"),
    ("", "k", "KeyK", "knowledge"),
    ("", "e", "KeyE", "calculators"),
    ("", "/", "Slash", "add-component"),
    ("shift", "?", "Slash", "help-sheet"),
    ("shift", "C", "KeyC", "connect-to"),
    ("shift", "!", "Digit1", "zoom-fit"),
    ("shift", "@", "Digit2", "zoom-selection"),
    ("shift", ")", "Digit0", "zoom-actual"),
    ("command", "0", "Digit0", "zoom-actual"),
    ("shift", "+", "Equal", "zoom-in"),
    ("", "=", "Equal", "zoom-in"),
    ("command", "=", "Equal", "zoom-in"),
    ("", "-", "Minus", "zoom-out"),
    ("command", "-", "Minus", "zoom-out"),
    ("command", "a", "KeyA", "select-all"),
    ("command", "c", "KeyC", "copy"),
    ("command", "x", "KeyX", "cut"),
    ("command", "v", "KeyV", "paste"),
    ("command", "d", "KeyD", "duplicate"),
    ("command", "z", "KeyZ", "undo"),
    ("command shift", "Z", "KeyZ", "redo"),
    ("command", "y", "KeyY", "redo"),
    ("command", "g", "KeyG", "frame-selection"),
    ("command shift", "G", "KeyG", "take-out"),
    ("command shift", "L", "KeyL", "lock"),
    ("command", "f", "KeyF", "find"),
    ("command", "k", "KeyK", "find-command"),
    ("command", "/", "Slash", "find-command"),
    ("command", "s", "KeyS", "save-file"),
    ("command", "o", "KeyO", "open-file"),
    ("", "Delete", "Delete", "delete-selection"),
    ("", "Backspace", "Backspace", "delete-selection"),
    ("", "Enter", "Enter", "edit-selection"),
    ("", "F2", "F2", "edit-selection"),
    ("", "Escape", "Escape", "escape"),
    ("", "Tab", "Tab", "next-component"),
    ("shift", "Tab", "Tab", "next-component"),
    ("", "Home", "Home", "first-and-last"),
    ("", "End", "End", "first-and-last"),
    ("", "ArrowUp", "ArrowUp", "arrows"),
    ("shift", "ArrowLeft", "ArrowLeft", "arrows"),
    ("command", "ArrowRight", "ArrowRight", "quick-connect"),
    ("alt", "ArrowDown", "ArrowDown", "walk"),
    ("alt", "r", "KeyR", "repeat-announcement"),
    ("alt shift", "D", "KeyD", "toggle-theme"),
    ("alt shift", "C", "KeyC", "toggle-contrast"),
];

/// The same keys on keyboards whose keys make other signs: layout, held keys, what is produced, where, what is called.
const ELSEWHERE: &[(&str, &str, &str, &str, &str)] = &[
    ("German", "command", "z", "KeyY", "undo"),
    ("German", "shift", "/", "Digit7", "add-component"),
    ("German", "shift", "?", "Minus", "help-sheet"),
    ("German", "", "-", "Slash", "zoom-out"),
    ("German", "", "+", "BracketRight", "zoom-in"),
    ("French", "command", "z", "KeyW", "undo"),
    ("French", "command", "a", "KeyQ", "select-all"),
    ("French", "shift", "1", "Digit1", "zoom-fit"),
    ("French", "shift", "/", "Period", "add-component"),
    ("Russian", "", "м", "KeyV", "select-tool"),
    ("Russian", "command", "я", "KeyZ", "undo"),
    ("Russian", "command shift", "Я", "KeyZ", "redo"),
    ("Greek", "command", "γ", "KeyG", "frame-selection"),
    ("Mac, Option", "alt", "®", "KeyR", "repeat-announcement"),
    ("with Caps Lock", "", "V", "KeyV", "select-tool"),
];

fn pressed(held: &str, key: &str, code: &str) -> Press {
    let modifiers =
        Modifiers { command: held.contains("command"), shift: held.contains("shift"), alt: held.contains("alt") };
    Press { key: key.to_owned(), code: code.to_owned(), modifiers }
}

#[test]
fn every_default_key_calls_its_command() {
    let us = DEFAULT_KEYS.iter().map(|(held, key, code, id)| ("US", *held, *key, *code, *id));
    for (layout, held, key, code, id) in us.chain(ELSEWHERE.iter().copied()) {
        let found = called(ALL, &pressed(held, key, code), true).map(|(command, _)| command.id);
        assert_eq!(found, Some(id), "{layout}: {held} {key}");
    }
}

#[test]
fn every_command_with_keys_stands_in_the_table_of_default_keys() {
    // Panels and lines go by numbers and by what they line up.
    let others = ["align-", "distribute-", "toggle-", "tidy-up", "open-design"];
    for command in ALL.iter().filter(|command| !command.keys.is_empty()) {
        let is_listed = DEFAULT_KEYS.iter().any(|(.., id)| *id == command.id);
        let is_other = others.iter().any(|other| command.id.starts_with(other));
        assert!(is_listed || is_other, "{} has keys that no table expects", command.id);
    }
}

#[test]
fn without_single_keys_only_characters_alone_fall_silent() {
    for (held, key, code, id) in DEFAULT_KEYS {
        let found = called(ALL, &pressed(held, key, code), false).map(|(command, _)| command.id);
        let is_character = key.chars().count() == 1 && !held.contains("command") && !held.contains("alt");
        assert_eq!(found, (!is_character).then_some(*id), "{held} {key}");
    }
}

#[test]
fn a_key_that_means_nothing_calls_nothing() {
    assert!(called(ALL, &pressed("", "q", "KeyQ"), true).is_none());
    assert!(called(ALL, &pressed("command alt", "q", "KeyQ"), true).is_none());
}
