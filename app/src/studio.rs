//! The one context of the page: the long-lived signals, what is derived from them, and the verbs that change them.
//! Views read it and call it; the document changes through `edit` alone.

pub mod bench;
pub mod breaking;
pub mod calculators;
pub mod cards;
pub mod choices;
pub mod comparing;
pub mod component_fields;
pub mod connection_fields;
pub mod day_fields;
pub mod dependence;
pub mod designs;
pub mod drawing;
pub mod early;
pub mod editing;
pub mod effects;
pub mod evaluation;
pub mod everything;
pub mod exporting;
pub mod far;
pub mod field_places;
pub mod fields;
pub mod figures;
mod first;
pub mod flow;
pub mod gestures;
pub mod gliding;
pub mod habits;
pub mod kept;
pub mod kinds;
pub mod knowledge;
pub mod later;
pub mod looks;
pub mod making;
pub mod mending;
pub mod offline;
pub mod opening;
pub mod outline;
pub mod own;
pub mod place_fields;
pub mod presenting;
pub mod presses;
pub mod price_fields;
pub mod questions;
pub mod reworking;
pub mod scenery;
pub mod sharing;
pub mod speaking;
pub mod standing;
pub mod still;
pub mod tabs;
pub mod task;
pub mod telling;
pub mod texts;
pub mod versions;
pub mod walking;
pub mod wish_fields;
pub mod wishes;

use std::collections::BTreeMap;
use std::sync::Arc;

use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::design::{Area, Design, DesignFile};
use loadbearing_engine::report::Report;
use loadbearing_engine::share::{Camera, Manner};

use crate::browser::painter::Painter;
use crate::canvas::event::Preview;
use crate::canvas::geometry::Point;
use crate::canvas::machine::{Machine, Mode};
use crate::canvas::picture::{Part, Picture};
use crate::canvas::scene::{Scene, Target};
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::canvas::viewport::Viewport;
use crate::command::Question;
use crate::connection_key::ConnectionKey;
use crate::document::{Document, History};
use crate::order::gathered;
use crate::signals::*;
use crate::summary::verdict::{Sentence, verdict};
use calculators::Calculators;
use cards::{Card, Line};
use comparing::Comparing;
use designs::Designs;
use evaluation::Engine;
pub use first::{first_design, first_report, first_sight};
use gestures::Resting;
use habits::Habits;
use knowledge::Knowledge;
use later::{Later, Waiting};
use mending::Mending;
use presenting::Presenting;
use presses::Presses;
use scenery::scene_of;
use sharing::FindingKey;
use task::Task;
use texts::{ASSIGNMENTS, PAGES, TEMPLATES, Texts};

/// The panels on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// What is selected.
    Inspector,
    /// What users do and what the design has to reach.
    Workload,
    /// What the engine says.
    #[default]
    Report,
    /// What is supposed to break, and what follows.
    Breaking,
    /// The assignment that is being solved.
    Task,
}

/// What covers part of the canvas on a small screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// Nothing.
    #[default]
    None,
    /// The list of kinds.
    Palette,
    /// The panels.
    Side,
}

/// A text that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// Its id, of one that is there or that is new.
    pub id: String,
    /// Where it lies.
    pub area: Area,
}

/// Everything that lives as long as the page. A handle: copies mean the same studio.
#[derive(Clone, Copy)]
pub struct Studio {
    /// The open design with its layout.
    pub document: RwSignal<Document>,
    /// What can be undone.
    pub history: RwSignal<History>,
    /// What the document means. Equal designs stop here, so a moved box computes nothing.
    pub design: Memo<Arc<Design>>,
    /// What the engine said of it last.
    pub report: RwSignal<Arc<Report>>,
    /// The engine, beside the page.
    pub engine: Engine,
    /// What is supposed to happen; nothing while nothing is being broken.
    pub scenario: RwSignal<Scenario>,
    /// The fix that is being looked at.
    pub mending: RwSignal<Option<Mending>>,
    /// Where boxes and connections are.
    pub scene: Memo<Arc<Scene>>,
    /// What the report comes to, in sentences.
    pub verdict: Memo<Vec<Sentence>>,
    /// What stands on the boxes, by component.
    pub cards: Memo<Arc<BTreeMap<String, Card>>>,
    /// What stands on the connections, in the order of the design.
    pub lines: Memo<Arc<Vec<Line>>>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// Where the keyboard is on the canvas.
    pub spot: RwSignal<Spot>,
    /// What part of the world is in view.
    pub viewport: RwSignal<Viewport>,
    /// Which boxes and connections are drawn, and how.
    pub picture: Memo<Picture>,
    /// What a plain press on the canvas means.
    pub mode: RwSignal<Mode>,
    /// What a gesture looks like that is under way; boxes on the move are written straight to the page.
    pub preview: RwSignal<Option<Preview>>,
    /// The text that is being written.
    pub writing: RwSignal<Option<Writing>>,
    /// What lies under the pointer while no gesture is under way.
    pub hovered: RwSignal<Target>,
    /// What is asked just now; nothing of it blocks the view.
    pub question: RwSignal<Option<Question>>,
    /// Whether the first drawing has been painted: what nobody looks for before it, such as the list of kinds, is drawn then.
    pub is_drawn: RwSignal<bool>,
    /// Whether all of the page has arrived: panels and dialogs come behind the drawing.
    pub is_whole: RwSignal<bool>,
    /// Which panel is open.
    pub side: RwSignal<Side>,
    /// What covers the canvas of a small screen.
    pub sheet: RwSignal<Sheet>,
    /// Whether the palette is folded away.
    pub palette_folded: RwSignal<bool>,
    /// Whether the panels are folded away.
    pub side_folded: RwSignal<bool>,
    /// Pages of rules and kinds, as far as they were asked for.
    pub pages: Texts,
    /// The templates, as far as they were asked for.
    pub templates: Texts,
    /// The assignments that are ready, as far as they were asked for.
    pub ready: Texts,
    /// The calculators, as far as they were asked for, and what was put into them.
    pub calculators: Calculators,
    /// Whether it is shown how the figure on what is selected comes about.
    pub explains: RwSignal<bool>,
    /// Whether the small map is shown.
    pub map: RwSignal<bool>,
    /// Whether traffic is shown as moving dots.
    pub flow: RwSignal<bool>,
    /// Whether the design is shown as a list beside the drawing.
    pub outline: RwSignal<bool>,
    /// What the wheel and single keys do.
    pub habits: RwSignal<Habits>,
    /// The reference, as far as it was asked for, and what is shown of it.
    pub knowledge: Knowledge,
    /// Whether colours are dark.
    pub dark: RwSignal<bool>,
    /// Whether colours differ more than they have to.
    pub contrast: RwSignal<bool>,
    /// Which design is open, and which are kept.
    pub designs: Designs,
    /// Whether this browser keeps all of the page, so that it opens without a network.
    pub is_page_kept: RwSignal<bool>,
    /// The assignment that is being solved, if there is one.
    pub task: Task,
    /// The finding that was looked at last.
    pub finding: RwSignal<Option<FindingKey>>,
    is_finding_wanted: StoredValue<bool>,
    /// Two designs side by side.
    pub comparing: Comparing,
    /// The presentation of the open design.
    pub presenting: Presenting,
    /// What may be done with the open design, and what stands around it.
    pub manner: RwSignal<Manner>,
    /// What those are told who listen to the page.
    pub announcement: RwSignal<String>,
    /// What is shown as selected: what a marquee would select, else what is.
    pub shown: Memo<Selection>,
    /// Presses that follow quickly on each other.
    pub presses: StoredValue<Presses>,
    /// Where the link that the page was opened with wants to be looked at.
    camera: StoredValue<Option<Camera>>,
    machine: StoredValue<Machine>,
    resting: StoredValue<Option<Resting>>,
    painter: StoredValue<Painter, LocalStorage>,
    origin: StoredValue<Point>,
    later: StoredValue<Option<&'static Later>>,
    waiting: StoredValue<Vec<Waiting>, LocalStorage>,
}

impl Studio {
    /// A studio with an open design.
    #[must_use]
    pub fn new(file: DesignFile, report: Report) -> Self {
        // It came with the page: a test says that it is whole.
        let document = RwSignal::new(Document::held(file));
        let design = memo(move || Arc::new(document.read().meant()));
        let engine = Engine::new(report);
        let report = engine.report;
        let scenario = RwSignal::new(Scenario::default());
        // What was supposed before says nothing any more.
        let outcome = memo(move || {
            let outcome = engine.outcome.get();
            outcome.filter(|outcome| !scenario.read().is_empty() && outcome.scenario == *scenario.read())
        });
        let (is_whole, later) = (RwSignal::new(false), StoredValue::new(None::<&'static Later>));
        // Most edits leave all where it is: then no connection is led anew. What finishes a scene comes later.
        let plain = memo(move || scene_of(&document.read()));
        let scene = Memo::new_with_compare(
            move |_| {
                is_whole.track();
                let mut scene = plain.get();
                if let Some(later) = later.get_value() {
                    (later.finish)(&mut scene);
                }
                Arc::new(scene)
            },
            // It has been compared already.
            |_: Option<&Arc<Scene>>, _| true,
        );
        let cards = memo(move || {
            let cards = cards::cards(&design.read(), &report.read());
            Arc::new(match (&*outcome.read(), later.get_value()) {
                (Some(outcome), Some(later)) => (later.broken)(cards, outcome),
                _ => cards,
            })
        });
        let (viewport, presenting) = (RwSignal::new(Viewport::default()), Presenting::new());
        let (selection, preview) = (RwSignal::new(Selection::default()), RwSignal::new(None));
        let shown = memo(move || match &*preview.read() {
            Some(Preview::Marquee { selection, .. }) => selection.clone(),
            _ => selection.get(),
        });
        let part = memo(move || Part::of(&viewport.read()));
        Self {
            document,
            history: RwSignal::new(History::default()),
            design,
            report,
            engine,
            scene,
            verdict: memo(move || match (&*outcome.read(), later.get_value()) {
                (Some(outcome), Some(later)) => (later.sentences)(&design.read(), outcome),
                _ => verdict(&design.read(), &report.read()),
            }),
            cards,
            lines: memo(move || {
                let lines = cards::lines(
                    &design.read(),
                    outcome.read().as_ref().map_or(&report.read().connections, |outcome| &outcome.connections),
                    &cards.read(),
                );
                Arc::new(lines)
            }),
            scenario,
            mending: RwSignal::new(None),
            selection,
            spot: RwSignal::new(Spot::default()),
            viewport,
            picture: memo(move || {
                let picture = Picture::of_part(&scene.read(), &part.read());
                match &*presenting.visible.read() {
                    Some(ids) => picture.only(&scene.read(), |id| ids.contains(id)),
                    None => picture,
                }
            }),
            mode: RwSignal::new(Mode::default()),
            preview,
            shown,
            presses: StoredValue::new(Presses::default()),
            writing: RwSignal::new(None),
            hovered: RwSignal::new(Target::Empty),
            question: RwSignal::new(None),
            is_drawn: RwSignal::new(false),
            is_whole,
            side: RwSignal::new(Side::default()),
            sheet: RwSignal::new(Sheet::default()),
            palette_folded: RwSignal::new(looks::starts_without_palette()),
            side_folded: RwSignal::new(false),
            pages: Texts::at(PAGES),
            templates: Texts::at(TEMPLATES),
            ready: Texts::at(ASSIGNMENTS),
            calculators: Calculators::new(),
            explains: RwSignal::new(false),
            map: RwSignal::new(false),
            flow: RwSignal::new(false),
            outline: RwSignal::new(false),
            habits: RwSignal::new(habits::kept()),
            knowledge: Knowledge::new(),
            dark: RwSignal::new(looks::starts_dark()),
            contrast: RwSignal::new(looks::starts_with_contrast()),
            is_page_kept: RwSignal::new(false),
            designs: Designs::new(),
            task: Task::new(),
            finding: RwSignal::new(None),
            is_finding_wanted: StoredValue::new(false),
            comparing: Comparing::new(),
            presenting,
            manner: RwSignal::new(Manner::default()),
            announcement: RwSignal::new(String::new()),
            camera: StoredValue::new(None),
            machine: StoredValue::new(Machine::default()),
            resting: StoredValue::new(None),
            painter: StoredValue::new_local(Painter::default()),
            origin: StoredValue::new(Point::default()),
            later,
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// The studio of the page.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Selects this, and nothing else. The keyboard goes to what is selected alone.
    pub fn select(self, selection: Selection) {
        if *self.selection.read_untracked() != selection {
            self.explains.set(false);
            if let Some(spot) = Spot::selected(&selection) {
                self.spot.set(spot);
            }
            self.selection.set(selection);
        }
    }

    /// Selects components and connections and brings them into view: what a click on a finding does.
    pub fn show(
        self,
        components: impl IntoIterator<Item = String>,
        connections: impl IntoIterator<Item = ConnectionKey>,
    ) {
        let (components, connections) = (gathered(components), gathered(connections));
        let selection =
            Selection { components, connections, ..Selection::default() }.retained(&self.scene.get_untracked());
        self.reveal(&selection);
        self.select(selection);
        self.sheet.set(Sheet::None);
    }
}
