//! What comes behind the drawing: panels, dialogs and lists that nobody sees at first. As the page is built for
//! release, they are a module of their own, fetched when the drawing stands. What is here is only reached through the
//! table below, so whatever nothing else needs goes with it.

use std::sync::OnceLock;

use super::about::AboutDialog;
use super::breaking::BreakingPanel;
use super::calculators::CalculatorsDialog;
use super::canvas::flow::Flow;
use super::canvas::map::SmallMap;
use super::compare::CompareDialog;
use super::designs::DesignsDialog;
use super::export::ExportDialog;
use super::gallery::GalleryDialog;
use super::grading::GradingDialog;
use super::help;
use super::inspector::Inspector;
use super::knowledge::KnowledgeDialog;
use super::making::MakingDialog;
use super::menu;
use super::outline::OutlinePane;
use super::own::OwnDialog;
use super::path::PathStrip;
use super::picker;
use super::presenting::Presentation;
use super::report;
use super::report_fix::FixGhosts;
use super::share::ShareDialog;
use super::task::{ReadyDialog, TaskPanel};
use super::workload::WorkloadPanel;
use super::writing::NoteEditor;
use crate::browser::page;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::designs::Offer;
use crate::studio::early::TWO_FRAMES_MS;
use crate::studio::{Studio, later as verbs, speaking};
use crate::summary::Tone;

/// What comes later, as plain functions.
pub struct Later {
    /// What the studio can do then.
    verbs: &'static verbs::Later,
    /// The panel of what is selected.
    pub inspector: fn() -> View,
    /// The panel for workload and requirements.
    pub workload: fn() -> View,
    /// The panel of what is supposed to break.
    pub breaking: fn() -> View,
    /// Workings of the verdict.
    pub verdict_workings: fn() -> View,
    /// The report below the verdict.
    pub report: fn() -> View,
    /// What is drawn of a fix.
    pub ghosts: fn() -> View,
    /// The dialog with templates.
    pub gallery: fn() -> View,
    /// The dialog with kept designs.
    pub designs: fn() -> View,
    /// The dialog with the author's own kinds and pieces.
    pub own: fn(Option<String>) -> View,
    /// The field that a text on the canvas is written into.
    pub writing: fn() -> View,
    /// The dialog with calculators.
    pub calculators: fn() -> View,
    /// The dialog with the reference.
    pub knowledge: fn() -> View,
    /// The stage of a guided path.
    pub path: fn() -> View,
    /// The step of a presentation, or what makes its steps.
    pub steps: fn() -> View,
    /// The panel of the assignment.
    pub task: fn() -> View,
    /// The dialog with assignments that are ready.
    pub ready: fn() -> View,
    /// The dialog that makes an assignment.
    pub making: fn() -> View,
    /// The dialog that grades files.
    pub grading: fn() -> View,
    /// The dialog that shares the design.
    pub share: fn() -> View,
    /// The dialog that exports the design.
    pub export: fn() -> View,
    /// The dialog with two designs side by side.
    pub compare: fn() -> View,
    /// The dialog that says what this is.
    pub about: fn() -> View,
    /// Traffic as moving dots.
    pub flow: fn() -> View,
    /// The design as a list.
    pub outline: fn() -> View,
    /// The small map.
    pub map: fn() -> View,
    /// What a search over a list answers.
    pub pickers: fn() -> View,
    /// The sheet with all keys.
    pub help: fn() -> View,
    /// What stands in the menu.
    pub menu: fn(RwSignal<bool>) -> View,
}

static ALL: Later = Later {
    verbs: &verbs::ALL,
    inspector: || Inspector {}.view(),
    workload: || WorkloadPanel {}.view(),
    breaking: || BreakingPanel {}.view(),
    verdict_workings: || report::VerdictWorkings {}.view(),
    report: || report::BelowVerdict {}.view(),
    ghosts: || FixGhosts {}.view(),
    gallery: || GalleryDialog {}.view(),
    designs: || DesignsDialog {}.view(),
    own: |meant| OwnDialog { meant }.view(),
    writing: || NoteEditor {}.view(),
    calculators: || CalculatorsDialog {}.view(),
    knowledge: || KnowledgeDialog {}.view(),
    path: || PathStrip {}.view(),
    steps: || Presentation {}.view(),
    task: || TaskPanel {}.view(),
    ready: || ReadyDialog {}.view(),
    making: || MakingDialog {}.view(),
    grading: || GradingDialog {}.view(),
    share: || ShareDialog {}.view(),
    export: || ExportDialog {}.view(),
    compare: || CompareDialog {}.view(),
    about: || AboutDialog {}.view(),
    flow: || Flow {}.view(),
    outline: || OutlinePane {}.view(),
    map: || SmallMap {}.view(),
    pickers: || picker::Pickers {}.view(),
    help: || help::Sheet {}.view(),
    menu: |is_open| menu::MenuList { is_open }.view(),
};
static HERE: OnceLock<&'static Later> = OnceLock::new();

/// Why what comes later did not come. The browser's console says more.
struct NotHere;

#[cfg(in_parts)]
impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The way into the module of its own.
#[cfg(in_parts)]
#[allow(unsafe_code, reason = "the boundary between two modules is one, and this is the only one")]
mod gate {
    #[wasm_split_helpers::wasm_split(later, fallible)]
    pub fn all() -> Result<&'static super::Later, super::NotHere> {
        Ok(&super::ALL)
    }
}

/// All is in one module.
#[cfg(not(in_parts))]
mod gate {
    pub async fn all() -> Result<&'static super::Later, super::NotHere> {
        Ok(&super::ALL)
    }
}

/// Fetches what comes later: once the drawing has been painted, or at once where there is none without it. The drawing of
/// a link comes by the worker, which needs the network first.
pub fn fetch(studio: Studio, is_drawn_first: bool) {
    let begin = move || {
        if studio.is_drawn.get_untracked() {
            return;
        }
        studio.is_drawn.set(true);
        spawn_local(async move {
            match gate::all().await {
                Ok(all) => {
                    speaking::learn_rest().await;
                    HERE.get_or_init(|| all);
                    studio.arrived(all.verbs);
                }
                Err(NotHere) => studio.tell(Tone::Bad, t("notice.not-whole"), Offer::Nothing),
            }
        });
    };
    if is_drawn_first {
        // A frame is painted when its callbacks are done: what is to begin after that is no callback of a frame.
        page::next_frame(move || {
            page::later(0, move || {
                page::later(TWO_FRAMES_MS, begin);
            });
        });
    } else {
        studio.when_met(begin);
    }
}

/// A view that is there once what comes later is.
pub fn later<T: IntoView>(draw: impl Fn(&'static Later) -> T + Clone + Send + Sync + 'static) -> View {
    let studio = Studio::expect();
    show(move || studio.is_whole.get(), move || HERE.get().map(|all| draw(all)))
}
