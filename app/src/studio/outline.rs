//! The design as a list that is worked in: which line the keyboard is on, what is folded, what is being typed, and what
//! a key does to the design. What is selected is that of the canvas.

use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::design::format::COUNT;
use loadbearing_engine::design::{Component, Mode, Setting};
use loadbearing_engine::kinds::{self, Copies};

use super::component_fields::put;
use super::fields::{Control, read};
use super::place_fields;
use super::walking::Because;
use super::{Studio, walking};
use crate::browser::page;
use crate::canvas::event::Intent;
use crate::canvas::selection::Selection;
use crate::command::Question;
use crate::commands::delete_selection;
use crate::languages::{t, t_with};
use crate::order::gathered;
use crate::signals::*;
use crate::summary::outline::{About, Place, Row, Step, copies, first_line, rows, step};

/// With more lines than this, connections are folded away at first, so that the list is there at once. An assumption.
const MOST_AT_FIRST: usize = 400;
/// Lines are drawn in blocks of so many: the one in sight, the one before and the one after.
const BLOCK: usize = 60;
/// How tall a line is, in pixels: the style sheet says the same.
const LINE: f64 = 28.0;

/// The columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// What it is.
    Kind,
    /// How many copies it has.
    Copies,
    /// Its load, or the rate of a connection.
    Load,
}

/// All of them, in their order.
pub const COLUMNS: [Column; 4] = [Column::Name, Column::Kind, Column::Copies, Column::Load];

/// What is shown of the list, and where the keyboard is in it.
#[derive(Clone, Copy)]
pub struct Outline {
    studio: Studio,
    /// Whether it is a table, in place of a tree.
    pub is_table: RwSignal<bool>,
    /// What hides all that lies below it.
    folded: RwSignal<BTreeSet<About>>,
    /// The line and the cell that the keyboard was on last.
    at: RwSignal<(Option<About>, Option<usize>)>,
    /// The line and the column in which somebody types.
    pub typing: RwSignal<Option<(About, Column)>>,
    /// The lines that are shown, those out of sight included.
    pub rows: Memo<Vec<Row>>,
    /// The block of lines that is in sight.
    block: RwSignal<usize>,
    /// Where each of them stands.
    numbers: Memo<BTreeMap<About, usize>>,
    /// The line that the keyboard is on.
    pub here: Memo<Option<usize>>,
}

impl Outline {
    /// The list of the open design, as a tree.
    #[must_use]
    pub fn new(studio: Studio) -> Self {
        let folded = RwSignal::new(folded_at_first(studio));
        let at = RwSignal::new((None::<About>, None));
        // Apart, so that what moves on the canvas changes no line.
        let notes = memo(move || studio.document.read().notes().clone());
        let rows = memo(move || rows(&studio.design.read(), &notes.read(), &folded.read()));
        let numbers = memo(move || {
            let rows = rows.read();
            gathered::<_, BTreeMap<About, usize>>(
                rows.iter().enumerate().map(|(number, row)| (row.about.clone(), number)),
            )
        });
        let here = memo(move || {
            let (rows, selection) = (rows.read(), studio.selection.read());
            let last = at.read().0.as_ref().and_then(|about| numbers.read().get(about).copied());
            let fits = |number: &usize| {
                let own = selection_of(&rows[*number].about);
                own.is_empty() || selection.is_empty() || selection.holds(&own)
            };
            let selected = || rows.iter().position(|row| selection.holds(&selection_of(&row.about)));
            let walked = || rows.iter().position(|row| studio.spot.read().selection().holds(&selection_of(&row.about)));
            last.filter(fits).or_else(selected).or_else(walked).or((!rows.is_empty()).then_some(0))
        });
        let (is_table, typing, block) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(0));
        Self { studio, is_table, folded, at, typing, rows, block, numbers, here }
    }

    /// What the lines are about that are drawn, and how much room those before and after them take, in pixels. Of a short
    /// list all are drawn.
    #[must_use]
    pub fn drawn(self) -> (Vec<About>, [f64; 2]) {
        let rows = self.rows.read();
        let (from, to) = in_sight(rows.len(), self.block.get());
        let room = |lines: usize| lines as f64 * LINE;
        (rows[from..to].iter().map(|row| row.about.clone()).collect(), [room(from), room(rows.len() - to)])
    }

    /// The list was scrolled so many pixels down.
    pub fn scrolled(self, down: f64) {
        self.show_block((down / LINE).max(0.0) as usize / BLOCK);
    }

    /// Brings the line into sight that the keyboard is on.
    pub fn bring(self) {
        let Some(number) = self.here.get_untracked() else { return };
        let Some(id) = self.rows.read_untracked().get(number).map(|row| row.about.id()) else { return };
        if self.show_block(number / BLOCK) {
            page::next_frame(move || page::reveal(&id));
        } else {
            page::reveal(&id);
        }
    }

    /// Draws the lines around a block. Says whether that are others than before.
    fn show_block(self, block: usize) -> bool {
        let changes = *self.block.read_untracked() != block;
        if changes {
            self.block.set(block);
        }
        changes
    }

    /// The line about something, while it is shown.
    #[must_use]
    pub fn row(self, about: &About) -> Option<Row> {
        self.rows.read().get(*self.numbers.read().get(about)?).cloned()
    }

    /// What the line is about that the keyboard is on.
    #[must_use]
    pub fn about(self) -> Option<About> {
        self.rows.read().get(self.here.get()?).map(|row| row.about.clone())
    }

    /// The cell of the table that the keyboard is on; `None` for the line as a whole.
    #[must_use]
    pub fn cell(self) -> Option<usize> {
        self.at.read().1.filter(|_| self.is_table.get())
    }

    /// Does what a key means in the list. Says whether it means anything.
    pub fn key(self, key: &str, with_command: bool, with_shift: bool) -> bool {
        let Some(row) = self.here.get_untracked() else { return false };
        let cells = if self.is_table.get_untracked() { COLUMNS.len() } else { 0 };
        let place = Place { row, cell: self.at.read_untracked().1.filter(|_| cells > 0), cells };
        let rows = self.rows.get_untracked();
        let Some(step) = step(&rows, place, key, with_command) else { return false };
        let about = rows[row].about.clone();
        match step {
            Step::Go(row, cell) => self.go(&rows[row].about, cell, with_shift),
            Step::Open(is_open) => self.open(&about, is_open),
            Step::Rewrite => self.rewrite(about, place.cell.and_then(|cell| COLUMNS.get(cell)).copied()),
            Step::Edit => self.edit(&about),
            Step::Delete => self.delete(&about),
        }
        true
    }

    /// Goes to a line, and selects what it is about; with `and_more`, besides what is selected.
    pub fn go(self, about: &About, cell: Option<usize>, and_more: bool) {
        self.at.set((Some(about.clone()), cell));
        let own = selection_of(about);
        let before = self.studio.selection.get_untracked();
        let after = if and_more { before.with(&own) } else { own };
        self.studio.reveal(&after);
        self.studio.select(after);
        self.bring();
    }

    /// Shows what lies below a line, or hides it.
    pub fn open(self, about: &About, is_open: bool) {
        self.folded.update(|folded| {
            if is_open {
                folded.remove(about);
            } else {
                folded.insert(about.clone());
            }
        });
    }

    /// Lets somebody type what a line is called, or how many copies there are; asks which kind it is.
    pub fn rewrite(self, about: About, column: Option<Column>) {
        match (&about, column.unwrap_or(Column::Name)) {
            (About::Component(id), Column::Kind) => self.studio.ask(Question::WhatKind { id: id.clone() }),
            (About::Component(_) | About::Place(_), Column::Name) => self.typing.set(Some((about, Column::Name))),
            (About::Component(id), Column::Copies) => {
                let has_copies = self.studio.document.read_untracked().component(id).and_then(copies).is_some();
                if has_copies {
                    self.typing.set(Some((about, Column::Copies)));
                }
            }
            (_, Column::Load) => {}
            _ => self.edit(&about),
        }
    }

    /// Opens what a line is about, where all of it can be changed.
    fn edit(self, about: &About) {
        self.studio.ask(match about {
            About::Place(id) => Question::Place(id.clone()),
            About::Component(id) => Question::Component(id.clone()),
            About::Connection(key) => Question::Connection(key.clone()),
            About::Note(id) => return self.studio.fulfil(Intent::OpenNote { id: id.clone() }),
        });
    }

    /// Takes out what is selected, or the place that the line is about; the keyboard stays where it was.
    fn delete(self, about: &About) {
        let next = self.here.get_untracked().map(|here| here.saturating_sub(1));
        if let About::Place(id) = about {
            let edit = place_fields::remove(&self.studio.design.read_untracked(), id);
            self.studio.telling(Because::Done, || {
                self.studio.edit(edit);
            });
        } else {
            self.studio.call(&delete_selection::COMMAND, None);
        }
        let rows = self.rows.get_untracked();
        if let Some(row) = next.and_then(|next| rows.get(next)) {
            self.go(&row.about, None, false);
        }
    }

    /// What a cell says.
    #[must_use]
    pub fn words(self, about: &About, column: Column) -> String {
        let studio = self.studio;
        match about {
            About::Place(id) => {
                let design = studio.design.read();
                let place = design.places.iter().find(|place| place.id == *id);
                match (place, column) {
                    (Some(place), Column::Name) => place_fields::label(place).to_owned(),
                    (Some(place), Column::Kind) => place_fields::kind_word(place.kind).to_owned(),
                    _ => String::new(),
                }
            }
            About::Component(id) => {
                let cards = studio.cards.read();
                let Some(card) = cards.get(id) else { return String::new() };
                match column {
                    Column::Name => card.name.clone(),
                    Column::Kind if card.kind_name.is_empty() => t("card.unknown-kind").to_owned(),
                    Column::Kind => card.kind_name.clone(),
                    Column::Copies => card.copies.clone(),
                    Column::Load if card.is_bottleneck => format!("{}, {}", card.load_label, t("card.bottleneck")),
                    Column::Load => card.load_label.clone(),
                }
            }
            About::Note(id) => {
                let document = studio.document.read();
                match (document.notes().get(id), column) {
                    (Some(note), Column::Name) => first_line(&note.text).to_owned(),
                    (Some(_), Column::Kind) => t("note.name").to_owned(),
                    _ => String::new(),
                }
            }
            About::Connection(key) => {
                let (cards, lines) = (studio.cards.read(), studio.lines.read());
                let line = studio.scene.read().connection_number(key).and_then(|number| lines.get(number).cloned());
                match (line, column) {
                    (_, Column::Name) => {
                        let name = cards.get(&key.to).map(|card| card.name.clone()).unwrap_or_default();
                        t_with("outline.to", &[("name", &name)])
                    }
                    (Some(line), Column::Kind) => mode_word(line.mode).to_owned(),
                    (Some(line), Column::Load) => line.rate,
                    _ => String::new(),
                }
            }
        }
    }

    /// What a field begins with where a cell is typed into.
    #[must_use]
    pub fn held(self, about: &About, column: Column) -> String {
        match (about, column) {
            (About::Component(id), Column::Copies) => {
                let found = self.studio.document.read_untracked().component(id).and_then(copies);
                found.map(|(_, count)| count.to_string()).unwrap_or_default()
            }
            _ => self.words(about, Column::Name),
        }
    }

    /// Takes what somebody typed, and goes back to the list. What cannot be taken says why.
    ///
    /// # Errors
    /// When it is no name and no number of copies; the words say why.
    pub fn take(self, about: &About, column: Column, text: &str) -> Result<(), String> {
        match (about, column) {
            (About::Place(id), _) => {
                let name = (!text.trim().is_empty()).then(|| Setting::Text(text.to_owned()));
                let edit = place_fields::put(&self.studio.design.read_untracked(), id, "name", name);
                self.studio.edit(edit);
            }
            (About::Component(id), Column::Copies) => self.studio.set_copies(id, text)?,
            (About::Component(id), _) => self.studio.rename(id, text)?,
            (About::Connection(_) | About::Note(_), _) => {}
        }
        self.leave();
        Ok(())
    }

    /// Goes back to the list, and leaves what was typed.
    pub fn leave(self) {
        self.typing.set(None);
        page::focus(walking::OUTLINE);
    }
}

impl Studio {
    /// Gives a component another name; none, and its id is shown.
    ///
    /// # Errors
    /// When it is locked.
    pub fn rename(self, id: &str, name: &str) -> Result<(), String> {
        let name = (!name.trim().is_empty()).then(|| name.to_owned());
        self.change_component(id, "name", |component| component.name = name)
    }

    /// Gives a component another number of copies.
    ///
    /// # Errors
    /// When the text is no whole number, or more copies than a file can hold.
    pub fn set_copies(self, id: &str, text: &str) -> Result<(), String> {
        let found = self.document.read_untracked().component(id).and_then(copies);
        let Some((field, _)) = found else { return Ok(()) };
        let (count, _) = read(&Control::Count(&COUNT), text)?;
        self.change_component(id, field, |component| put(component, field, count))
    }

    /// Makes a component one of another kind. What both kinds declare stays.
    pub fn change_kind(self, id: &str, kind: &str) {
        let mut outcome = Ok(());
        self.telling(Because::Done, || {
            let own = self.design.get_untracked().kinds.get(kind).map(|own| own.from.clone());
            outcome = self.change_component(id, "kind", |component| {
                become_kind(component, own.as_deref().unwrap_or(kind));
                component.own = own.is_some().then(|| kind.to_owned());
            });
        });
        if let Err(reason) = outcome {
            self.tell_locked(reason);
        }
    }
}

fn become_kind(component: &mut Component, kind: &str) {
    let Some(kind) = kinds::find(kind) else { return };
    kind.id.clone_into(&mut component.kind);
    component.preset = None;
    component.settings.retain(|name, _| kind.setting(name).is_some());
    let count = component.instances.or(component.shards);
    (component.instances, component.shards) = match kind.copies {
        Copies::Inside => (None, None),
        Copies::Pool => (count, None),
        Copies::Shards => (None, count),
    };
    if kind.copies != Copies::Shards {
        component.replicas = None;
    }
}

fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Sync => t("mode.sync"),
        Mode::Async => t("mode.async"),
        Mode::Replication => t("mode.replication"),
    }
}

/// What a line selects; places are not selected.
#[must_use]
pub fn selection_of(about: &About) -> Selection {
    match about {
        About::Place(_) => Selection::default(),
        About::Component(id) => Selection::component(id.clone()),
        About::Connection(key) => Selection::connection(key.clone()),
        About::Note(id) => Selection::note(id.clone()),
    }
}

/// From which line to which is drawn, of so many, around a block.
fn in_sight(count: usize, block: usize) -> (usize, usize) {
    if count <= MOST_AT_FIRST {
        return (0, count);
    }
    let last = (count - 1) / BLOCK;
    let block = block.min(last);
    (block.saturating_sub(1) * BLOCK, count.min((block + 2) * BLOCK))
}

fn folded_at_first(studio: Studio) -> BTreeSet<About> {
    let design = studio.design.get_untracked();
    let is_long = design.components.len() + design.connections.len() > MOST_AT_FIRST;
    let all = design.components.iter().filter(|_| is_long);
    gathered(all.map(|component| About::Component(component.id.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_list_the_lines_around_those_in_sight_are_drawn() {
        assert_eq!(in_sight(0, 7), (0, 0));
        assert_eq!(in_sight(MOST_AT_FIRST, 3), (0, MOST_AT_FIRST));
        assert_eq!(in_sight(10_000, 0), (0, 120));
        assert_eq!(in_sight(10_000, 5), (240, 420));
        assert_eq!(in_sight(10_000, 166), (9900, 10_000));
        assert_eq!(in_sight(10_000, 9000), (9900, 10_000), "what was folded away is no longer there");
        assert_eq!(in_sight(600, 9), (480, 600));
    }

    #[test]
    fn another_kind_keeps_what_it_declares_too_and_counts_its_copies_its_own_way() {
        let mut component = Component {
            kind: "cache-distributed".to_owned(),
            shards: Some(3),
            replicas: Some(1),
            preset: Some("redis".to_owned()),
            ..Component::default()
        };
        component.settings.insert("hit_rate".to_owned(), Setting::Number(0.9));
        become_kind(&mut component, "server");
        assert_eq!((component.kind.as_str(), component.instances, component.shards), ("server", Some(3), None));
        assert_eq!((component.replicas, component.preset.as_deref()), (None, None));
        assert!(component.settings.is_empty(), "a server has no hit rate");
        become_kind(&mut component, "unheard-of");
        assert_eq!(component.kind, "server");
    }
}
