//! What there is to choose from where the page asks: kinds, components of the design, commands. Plain lists.

use std::collections::BTreeMap;

use loadbearing_engine::kinds;
use loadbearing_engine::kinds::brief::{self, Brief};

use super::cards::Card;
use super::kinds::{matching, own};
use crate::command::Command;
use crate::document::Document;
use crate::document::part::PIECE;
use crate::languages::{find, overridden, t, told};
use crate::order::{sort_by, sort_by_key};

/// One line to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Id of the kind, component or command.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Beside it, such as the keys; may be empty.
    pub hint: String,
    /// The kind whose icon it has; empty for none.
    pub kind: &'static str,
}

/// The kinds that a query means: the author's own first, then the built-in ones, best first.
#[must_use]
pub fn kinds(document: &Document, query: &str) -> Vec<Entry> {
    let all = to_put(document, query).into_iter();
    all.filter(|entry| !entry.id.starts_with(PIECE)).collect()
}

/// What a query means that can be put: the author's own kinds and pieces first, then the built-in kinds, best first.
#[must_use]
pub fn to_put(document: &Document, query: &str) -> Vec<Entry> {
    let own = own(document, query).into_iter();
    let own =
        own.map(|own| Entry { id: own.entry, label: own.label, hint: t("palette.own").to_owned(), kind: own.icon });
    let entry = |kind: &Brief| Entry {
        id: kind.id.to_owned(),
        label: told(kind.name).to_owned(),
        hint: String::new(),
        kind: kind.id,
    };
    own.chain(matching(query).into_iter().map(entry)).collect()
}

/// The same where what is put will be led to from a component: what its kind may lead to goes first.
#[must_use]
pub fn to_put_behind(document: &Document, from: Option<&str>, query: &str) -> Vec<Entry> {
    let mut all = to_put(document, query);
    if let Some(from) = from {
        usual_first(document, from, query, &mut all, &|entry| brief::find(&entry.id).map(|kind| kind.id));
    }
    all
}

/// The components that one can be led to, by name; those of kinds that its kind may lead to go first.
#[must_use]
pub fn to_connect(document: &Document, cards: &BTreeMap<String, Card>, from: &str, query: &str) -> Vec<Entry> {
    let mut all = components(cards, query);
    all.retain(|entry| entry.id != from);
    let kind_of = |entry: &Entry| document.component(&entry.id).map(|component| component.kind.as_str());
    usual_first(document, from, query, &mut all, &kind_of);
    all
}

/// Says of what the kind of a component is not known to lead to that it is unusual, and puts it behind the others while
/// nothing is searched for.
fn usual_first<'a>(
    document: &Document,
    from: &str,
    query: &str,
    all: &mut Vec<Entry>,
    kind_of: &dyn Fn(&Entry) -> Option<&'a str>,
) {
    let Some(from) = document.component(from).and_then(|from| kinds::find(&from.kind)) else { return };
    let is_unusual = |entry: &Entry| kind_of(entry).is_some_and(|kind| !from.links.contains(&kind));
    for entry in all.iter_mut().filter(|entry| is_unusual(entry)) {
        let between = if entry.hint.is_empty() { "" } else { ", " };
        entry.hint = format!("{}{between}{}", entry.hint, t("picker.unusual"));
    }
    if query.trim().is_empty() {
        sort_by_key(all, is_unusual);
    }
}

/// The components whose name, id or kind holds all words of a query, by name.
#[must_use]
pub fn components(cards: &BTreeMap<String, Card>, query: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = cards
        .iter()
        .filter_map(|(id, card)| {
            let kind = &card.kind_name;
            holds_all(&format!("{} {id} {kind}", card.name), query).then(|| Entry {
                id: id.clone(),
                label: card.name.clone(),
                hint: if *kind == card.name { String::new() } else { kind.clone() },
                kind: card.kind,
            })
        })
        .collect();
    sort_by(&mut found, |one, other| one.label.cmp(&other.label));
    found
}

/// The commands whose name, or what people call them besides, holds all words of a query and that can be done now.
/// Those whose name does go first.
#[must_use]
pub fn commands(
    all: &[&'static Command],
    query: &str,
    is_enabled: impl Fn(&Command) -> bool,
    is_mac: bool,
) -> Vec<Entry> {
    let called = |command: &Command| {
        let also = find(&format!("also.{}", command.id)).unwrap_or_default();
        holds_all(&format!("{} {also}", name(command)), query)
    };
    let mut found: Vec<&Command> =
        all.iter().copied().filter(|command| called(command) && is_enabled(command)).collect();
    sort_by_key(&mut found, |command| !holds_all(name(command), query));
    let entry = |command: &Command| Entry {
        id: command.id.to_owned(),
        label: name(command).to_owned(),
        hint: command.keys.first().map(|chord| chord.text(is_mac)).unwrap_or_default(),
        kind: "",
    };
    found.into_iter().map(entry).collect()
}

/// What a command is called in the chosen language.
#[must_use]
pub fn name(command: &Command) -> &'static str {
    overridden(&command.name_key()).unwrap_or(command.name)
}

fn holds_all(text: &str, query: &str) -> bool {
    let text = text.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands;
    use loadbearing_engine::design::{Component, Design, DesignFile};

    #[test]
    fn a_component_is_found_by_its_name_its_id_and_its_kind() {
        let kind_name = "Relational database".to_owned();
        let card = Card { name: "Orders".to_owned(), kind: "sql", kind_name, ..Card::default() };
        let cards = BTreeMap::from([("db-7".to_owned(), card)]);
        for query in ["orders", "db-7", "relational ord", ""] {
            assert_eq!(components(&cards, query).len(), 1, "{query}");
        }
        assert!(components(&cards, "payments").is_empty());
    }

    #[test]
    fn what_a_store_may_lead_to_goes_first() {
        let component =
            |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
        let components = vec![component("a", "bff"), component("db", "sql"), component("s", "stream")];
        let design = Design { components, ..Design::default() };
        let document = Document::open(DesignFile { design, ..DesignFile::default() });
        let all = to_put_behind(&document, Some("db"), "");
        let of = |kind: &str| all.iter().position(|entry| entry.id == kind).expect("each is there");
        assert!(of("stream") < of("bff"), "a store feeds streams and calls no backend for frontends");
        assert_eq!((all[of("stream")].hint.as_str(), all[of("bff")].hint.as_str()), ("", t("picker.unusual")));
        let card = |name: &str, kind| Card { name: name.to_owned(), kind, ..Card::default() };
        let cards = [("a", card("A one", "bff")), ("db", card("D one", "sql")), ("s", card("S one", "stream"))];
        let cards = cards.map(|(id, card)| (id.to_owned(), card)).into();
        let ids = |query: &str| {
            to_connect(&document, &cards, "db", query).into_iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(""), ["s", "a"]);
        assert_eq!(ids("one"), ["a", "s"], "what is typed decides alone");
    }

    #[test]
    fn only_commands_that_can_be_done_are_offered() {
        let all = commands(commands::ALL, "undo", |_| true, false);
        assert!(all.iter().any(|entry| entry.id == "undo" && entry.hint == "Ctrl+Z"));
        assert!(commands(commands::ALL, "undo", |_| false, false).is_empty());
    }

    #[test]
    fn commands_are_found_by_what_people_call_them_and_by_their_names_first() {
        let first = |query: &str| commands(commands::ALL, query, |_| true, false).remove(0).id;
        let meant =
            [("layers", "arrange"), ("dark mode", "toggle-theme"), ("minimap", "toggle-map"), ("png", "export")];
        for (query, id) in meant {
            assert_eq!(first(query), id, "{query}");
        }
        assert_eq!(first("copy"), "copy", "not what is also called so");
    }

    #[test]
    fn what_commands_are_also_called_is_said_of_commands_that_exist() {
        let all: Vec<&str> = include_str!("../languages/en.txt")
            .lines()
            .filter_map(|line| line.strip_prefix("also.")?.split_once(" = ").map(|(id, _)| id))
            .collect();
        assert!(all.len() > 40);
        for id in all {
            assert!(commands::ALL.iter().any(|command| command.id == id), "{id}");
        }
    }
}
