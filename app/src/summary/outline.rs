//! The design as a list with levels: places, the components that stand in them, under each component the connections
//! that leave it, and last the texts on the canvas. And the ways of the keyboard through such a list, as the ARIA practices describe them for
//! trees and tree grids. Plain values; nothing of how it is shown.

use std::collections::{BTreeSet, HashMap};

use loadbearing_engine::design::{Component, Design, Notes, PlaceKind};
use loadbearing_engine::kinds::{self, Copies};

use crate::connection_key::ConnectionKey;
use crate::document::ends;
use crate::document::frames::{label, lies_in, stands_in};
use crate::order::sort_by_key;

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A region, a zone or a network.
    Place(String),
    /// A component.
    Component(String),
    /// A connection.
    Connection(ConnectionKey),
    /// A text on the canvas.
    Note(String),
}

impl About {
    /// Tells it apart on the page.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Place(id) => format!("outline-place-{id}"),
            Self::Component(id) => format!("outline-{id}"),
            Self::Note(id) => format!("outline-note-{id}"),
            Self::Connection(ConnectionKey { from, to, nth }) => format!("outline-{from}-to-{to}-{nth}"),
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: About,
    /// 1 for the outermost.
    pub level: usize,
    /// Its place among those beside it, from 1.
    pub position: usize,
    /// How many are beside it, itself included.
    pub count: usize,
    /// Whether what lies below it is shown; `None` where nothing does.
    pub is_open: Option<bool>,
    /// Its name; of a connection, that of the component it enters.
    pub name: String,
}

/// The lines that are shown. What is in `folded` hides what lies below it.
#[must_use]
pub fn rows(design: &Design, notes: &Notes, folded: &BTreeSet<About>) -> Vec<Row> {
    let mut leaving: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, connection) in design.connections.iter().enumerate() {
        leaving.entry(&connection.from).or_default().push(place);
    }
    let names = design.components.iter().map(|component| (component.id.as_str(), component.label())).collect();
    let keys = ConnectionKey::number(ends(design));
    let mut writer = Writer { design, notes, folded, keys, leaving, names, rows: Vec::new() };
    let homes: Vec<Option<&str>> = design.components.iter().map(|component| home(design, component)).collect();
    writer.inside(None, 1, &homes);
    writer.rows
}

/// The innermost place that all copies of a component stand in; regions and zones before networks.
#[must_use]
pub fn home<'a>(design: &'a Design, component: &Component) -> Option<&'a str> {
    if component.places.ids().is_empty() {
        return None;
    }
    let depth = |id: &str| design.places.iter().filter(|other| lies_in(design, id, &other.id)).count();
    let mut homes: Vec<_> = design.places.iter().filter(|place| stands_in(design, component, &place.id)).collect();
    sort_by_key(&mut homes, |place| (place.kind == PlaceKind::Network, usize::MAX - depth(&place.id)));
    homes.first().map(|place| place.id.as_str())
}

/// Which field counts the copies of a component, and how many there are; `None` where its kind has no copies of its own.
#[must_use]
pub fn copies(component: &Component) -> Option<(&'static str, u32)> {
    match kinds::find(&component.kind)?.copies {
        Copies::Inside => None,
        Copies::Pool => Some(("instances", component.instances.unwrap_or(1))),
        Copies::Shards => Some(("shards", component.shards.unwrap_or(1))),
    }
}

struct Writer<'a> {
    design: &'a Design,
    notes: &'a Notes,
    folded: &'a BTreeSet<About>,
    keys: Vec<ConnectionKey>,
    /// The connections of each component, by their places in the design.
    leaving: HashMap<&'a str, Vec<usize>>,
    names: HashMap<&'a str, &'a str>,
    rows: Vec<Row>,
}

impl<'a> Writer<'a> {
    fn inside(&mut self, outer: Option<&str>, level: usize, homes: &[Option<&str>]) {
        let design = self.design;
        let places: Vec<_> = design.places.iter().filter(|place| place.within.as_deref() == outer).collect();
        let members: Vec<&Component> = design
            .components
            .iter()
            .zip(homes)
            .filter(|(_, home)| **home == outer)
            .map(|(component, _)| component)
            .collect();
        let texts = if outer.is_none() { self.notes.len() } else { 0 };
        let count = places.len() + members.len() + texts;
        for (number, place) in places.into_iter().enumerate() {
            let is_empty = !design.places.iter().any(|other| other.within.as_ref() == Some(&place.id))
                && !homes.contains(&Some(place.id.as_str()));
            let about = About::Place(place.id.clone());
            if self.put(about, level, (number + 1, count), is_empty, label(place)) {
                self.inside(Some(&place.id), level + 1, homes);
            }
        }
        let first = count - texts - members.len() + 1;
        for (number, component) in members.into_iter().enumerate() {
            let leaving = self.leaving.remove(component.id.as_str()).unwrap_or_default();
            let about = About::Component(component.id.clone());
            if self.put(about, level, (first + number, count), leaving.is_empty(), component.label()) {
                let beside = leaving.len();
                for (number, place) in leaving.into_iter().enumerate() {
                    let key = self.keys[place].clone();
                    let name = self.names.get(key.to.as_str()).copied().unwrap_or_default();
                    self.put(About::Connection(key), level + 1, (number + 1, beside), true, name);
                }
            }
        }
        for (number, (id, note)) in self.notes.iter().take(texts).enumerate() {
            let place = (count - texts + number + 1, count);
            self.put(About::Note(id.clone()), level, place, true, first_line(&note.text));
        }
    }

    /// Puts a line, and says whether what lies below it is shown.
    fn put(&mut self, about: About, level: usize, place: (usize, usize), is_empty: bool, name: &str) -> bool {
        let is_open = (!is_empty).then(|| !self.folded.contains(&about));
        let (position, count) = place;
        self.rows.push(Row { about, level, position, count, is_open, name: name.to_owned() });
        is_open == Some(true)
    }
}

/// What a text begins with.
#[must_use]
pub fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

/// What a key does in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go to a line, and in a table to one of its cells or to the line as a whole.
    Go(usize, Option<usize>),
    /// Show what lies below the line, or hide it.
    Open(bool),
    /// Type another name, or in a table another value of the cell.
    Rewrite,
    /// Open what the line is about for editing.
    Edit,
    /// Take out what the line is about.
    Delete,
}

/// Where the keyboard is in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub row: usize,
    /// The cell of a table; `None` for the line as a whole.
    pub cell: Option<usize>,
    /// How many cells a line has; 0 for a tree.
    pub cells: usize,
}

/// What a key does; `None` for a key that means nothing here.
#[must_use]
pub fn step(rows: &[Row], here: Place, key: &str, with_command: bool) -> Option<Step> {
    let Place { row, cell, cells } = here;
    let (now, last) = (rows.get(row)?, rows.len() - 1);
    let to = |row: usize| Some(Step::Go(row, cell));
    match (key, cell) {
        ("ArrowDown", _) => to((row + 1).min(last)),
        ("ArrowUp", _) => to(row.saturating_sub(1)),
        ("ArrowRight", Some(cell)) => Some(Step::Go(row, Some((cell + 1).min(cells.saturating_sub(1))))),
        ("ArrowLeft", Some(cell)) => Some(Step::Go(row, cell.checked_sub(1))),
        ("Home", Some(_)) if !with_command => Some(Step::Go(row, Some(0))),
        ("End", Some(_)) if !with_command => Some(Step::Go(row, cells.checked_sub(1))),
        ("ArrowRight", None) => match now.is_open {
            Some(false) => Some(Step::Open(true)),
            Some(true) if cells == 0 => to(row + 1),
            _ => (cells > 0).then_some(Step::Go(row, Some(0))),
        },
        ("ArrowLeft", None) if now.is_open == Some(true) => Some(Step::Open(false)),
        ("ArrowLeft", None) => to(rows[..row].iter().rposition(|above| above.level < now.level)?),
        ("Home", _) => to(0),
        ("End", _) => to(last),
        ("F2", _) => Some(Step::Rewrite),
        ("Enter", Some(_)) => Some(Step::Rewrite),
        ("Enter", None) => Some(Step::Edit),
        ("Escape", Some(_)) => Some(Step::Go(row, None)),
        ("Delete" | "Backspace", _) => Some(Step::Delete),
        _ => typed(rows, row, key, with_command).and_then(to),
    }
}

/// The next line whose name begins with a letter that was typed.
fn typed(rows: &[Row], here: usize, key: &str, with_command: bool) -> Option<usize> {
    let mut letters = key.chars();
    let letter = letters.next().filter(|letter| letter.is_alphanumeric() && !with_command)?;
    let begins =
        |row: &Row| row.name.chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()));
    if letters.next().is_some() || letter.is_uppercase() {
        return None;
    }
    let after = (here + 1..rows.len()).chain(0..=here);
    let mut found = after.filter(|number| begins(&rows[*number]));
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Connection, Note, Place as Where, Placement};

    /// ```text
    /// eu (region)
    ///   a (zone)
    ///     api            → db
    ///   db               stands in both zones
    ///   b (zone)
    /// cdn                → api
    /// ```
    fn design() -> Design {
        let place = |id: &str, kind, within: Option<&str>| Where {
            id: id.to_owned(),
            kind,
            within: within.map(str::to_owned),
            name: None,
            availability: None,
        };
        let component = |id: &str, places: &[&str]| Component {
            id: id.to_owned(),
            places: match places {
                [] => Placement::Nowhere,
                places => Placement::Spread(places.iter().map(|id| (*id).to_owned()).collect()),
            },
            ..Component::default()
        };
        let way =
            |from: &str, to: &str| Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() };
        Design {
            places: vec![
                place("eu", PlaceKind::Region, None),
                place("a", PlaceKind::Zone, Some("eu")),
                place("b", PlaceKind::Zone, Some("eu")),
            ],
            components: vec![component("cdn", &[]), component("api", &["a"]), component("db", &["a", "b"])],
            connections: vec![way("cdn", "api"), way("api", "db")],
            ..Design::default()
        }
    }

    fn lines(design: &Design, folded: &[About]) -> Vec<String> {
        let line = |row: Row| format!("{}{} {}/{}", "  ".repeat(row.level - 1), row.name, row.position, row.count);
        rows(design, &Notes::default(), &folded.iter().cloned().collect()).into_iter().map(line).collect()
    }

    #[test]
    fn components_stand_in_their_places_with_what_leaves_them_below() {
        let expected =
            ["eu 1/2", "  a 1/3", "    api 1/1", "      db 1/1", "  b 2/3", "  db 3/3", "cdn 2/2", "  api 1/1"];
        assert_eq!(lines(&design(), &[]), expected);
    }

    #[test]
    fn what_is_folded_hides_what_lies_below() {
        let folded = [About::Place("eu".to_owned()), About::Component("cdn".to_owned())];
        assert_eq!(lines(&design(), &folded), ["eu 1/2", "cdn 2/2"]);
        let rows = rows(&design(), &Notes::default(), &folded.into_iter().collect());
        assert_eq!(rows.iter().map(|row| row.is_open).collect::<Vec<_>>(), [Some(false), Some(false)]);
    }

    #[test]
    fn texts_stand_last_by_what_they_begin_with() {
        let note = |text: &str| Note { text: text.to_owned(), area: (0.0, 0.0, 100.0, 40.0) };
        let notes = [("note".to_owned(), note("\n Reads first.\nThen writes.")), ("note-2".to_owned(), note("b"))];
        let rows = rows(&design(), &notes.into_iter().collect(), &BTreeSet::new());
        let last: Vec<_> =
            rows.iter().rev().take(2).map(|row| (&*row.name, row.level, row.position, row.count)).collect();
        assert_eq!(last, [("b", 1, 4, 4), ("Reads first.", 1, 3, 4)]);
        assert_eq!((rows[0].position, rows[0].count), (1, 4), "what stands beside them is counted with them");
        assert_eq!(rows[6].name, "cdn");
        assert_eq!(rows[6].position, 2);
    }

    #[test]
    fn every_line_has_an_id_of_its_own() {
        let mut design = design();
        design.connections.push(design.connections[0].clone());
        let ids: BTreeSet<String> =
            rows(&design, &Notes::default(), &BTreeSet::new()).iter().map(|row| row.about.id()).collect();
        assert_eq!(ids.len(), 9);
    }

    #[test]
    fn arrows_walk_a_tree_as_trees_are_walked() {
        let all = rows(&design(), &Notes::default(), &BTreeSet::new());
        let at = |row: usize, key: &str| step(&all, Place { row, cell: None, cells: 0 }, key, false);
        assert_eq!(at(0, "ArrowDown"), Some(Step::Go(1, None)));
        assert_eq!(at(7, "ArrowDown"), Some(Step::Go(7, None)), "the last one stays");
        assert_eq!(at(0, "ArrowRight"), Some(Step::Go(1, None)), "into what is open");
        assert_eq!(at(4, "ArrowRight"), None, "nothing stands in b");
        assert_eq!(at(0, "ArrowLeft"), Some(Step::Open(false)));
        assert_eq!(at(3, "ArrowLeft"), Some(Step::Go(2, None)), "to what it lies below");
        assert_eq!((at(3, "Home"), at(3, "End")), (Some(Step::Go(0, None)), Some(Step::Go(7, None))));
        assert_eq!((at(2, "F2"), at(2, "Enter")), (Some(Step::Rewrite), Some(Step::Edit)));
        assert_eq!(at(1, "d"), Some(Step::Go(3, None)), "by its first letter");
        assert_eq!(at(3, "d"), Some(Step::Go(5, None)), "and the next of that letter");
        assert_eq!((at(1, "x"), at(1, "C"), at(1, "/")), (None, None, None));
        let closed = rows(&design(), &Notes::default(), &[About::Place("eu".to_owned())].into_iter().collect());
        let first = Place { row: 0, cell: None, cells: 0 };
        assert_eq!(step(&closed, first, "ArrowRight", false), Some(Step::Open(true)));
        assert_eq!(step(&[], first, "ArrowDown", false), None);
    }

    #[test]
    fn arrows_walk_a_table_cell_by_cell() {
        let all = rows(&design(), &Notes::default(), &BTreeSet::new());
        let at = |cell, key: &str| step(&all, Place { row: 2, cell, cells: 4 }, key, false);
        assert_eq!(at(None, "ArrowRight"), Some(Step::Go(2, Some(0))));
        assert_eq!(at(Some(0), "ArrowLeft"), Some(Step::Go(2, None)), "from the first cell to the whole line");
        assert_eq!(at(Some(3), "ArrowRight"), Some(Step::Go(2, Some(3))));
        assert_eq!(at(Some(1), "ArrowDown"), Some(Step::Go(3, Some(1))), "down keeps the column");
        assert_eq!((at(Some(2), "Home"), at(Some(1), "End")), (Some(Step::Go(2, Some(0))), Some(Step::Go(2, Some(3)))));
        assert_eq!((at(Some(2), "Enter"), at(Some(2), "Escape")), (Some(Step::Rewrite), Some(Step::Go(2, None))));
        assert_eq!(step(&all, Place { row: 2, cell: Some(1), cells: 4 }, "End", true), Some(Step::Go(7, Some(1))));
    }

    #[test]
    fn copies_are_counted_by_the_field_that_the_kind_has() {
        let of = |kind: &str| Component { kind: kind.to_owned(), instances: Some(4), ..Component::default() };
        assert_eq!(copies(&of("server")), Some(("instances", 4)));
        assert_eq!(copies(&of("cache-distributed")), Some(("shards", 1)));
        assert_eq!(copies(&of("unheard-of")), None);
    }
}
