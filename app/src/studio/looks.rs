//! What is in view and in which colours. Changes no design.

use super::Studio;
use crate::browser::page;
use crate::canvas::geometry::Rect;
use crate::canvas::selection::Selection;
use crate::canvas::viewport::Viewport;
use crate::languages::t;
use crate::signals::*;

/// The name under which the chosen colours are kept between visits.
const THEME: &str = "loadbearing-theme";
/// The name under which it is kept whether there is to be more contrast.
const CONTRAST: &str = "loadbearing-contrast";

/// How the system asks for dark colours, and for more contrast.
const DARK: &str = "(prefers-color-scheme: dark)";
const MORE_CONTRAST: &str = "(prefers-contrast: more)";

/// Whether the page begins in dark colours: as chosen before, or as the system asks.
#[must_use]
pub fn starts_dark() -> bool {
    page::remembered(THEME).map_or_else(|| page::prefers(DARK), |theme| theme == "dark")
}

/// Whether the page begins with more contrast: as chosen before, or as the system asks.
#[must_use]
pub fn starts_with_contrast() -> bool {
    page::remembered(CONTRAST).map_or_else(|| page::prefers(MORE_CONTRAST), |word| word == contrast_name(true))
}

/// A window without room for three columns: a tablet that is held upright. Where the style sheet says so too, the
/// canvas may be less than half of it.
const NARROW: &str = "(min-width: 768px) and (max-width: 959px)";

/// Whether the list of kinds begins folded away, to leave the room to the drawing and what is said of it.
#[must_use]
pub fn starts_without_palette() -> bool {
    page::prefers(NARROW)
}

impl Studio {
    /// Changes what is in view.
    pub fn look(self, change: impl FnOnce(Viewport) -> Viewport) {
        let before = self.viewport.get_untracked();
        let after = change(before);
        if after != before {
            self.viewport.set(after);
        }
    }

    /// Brings everything into view, never larger than life.
    pub fn fit(self) {
        let bounds = self.scene.get_untracked().bounds();
        self.look(|viewport| viewport.home(bounds));
    }

    /// Moves the view as little as it takes to show something.
    pub fn reveal(self, what: &Selection) {
        if let Some(area) = self.area_of(what) {
            self.look(|viewport| viewport.revealing(area));
        }
    }

    fn area_of(self, what: &Selection) -> Option<Rect> {
        let scene = self.scene.get_untracked();
        let boxes = what.components.iter().filter_map(|id| scene.rect_of(id));
        let curves = what.connections.iter().filter_map(|key| {
            let route = scene.route(scene.connection_number(key)?)?;
            Some(route.bounds())
        });
        Rect::bounding(boxes.chain(curves).chain(what.notes.iter().filter_map(|id| scene.note_area(id))))
    }

    /// Shows traffic as moving dots, or hides them; says why not where the system asks for no motion.
    pub fn toggle_flow(self) {
        let is_shown = !self.flow.get_untracked() && !page::prefers_no_motion();
        if !is_shown && !self.flow.get_untracked() {
            self.announce(t("said.no-motion"));
        }
        self.flow.set(is_shown);
    }

    /// From now on colours and contrast change with those of the system, where the person has chosen none.
    pub fn follow_system(self) {
        let follow = |condition, kept: &'static str, shown: RwSignal<bool>| {
            let heed = move |asks: bool| {
                if page::remembered(kept).is_none() && shown.get_untracked() != asks {
                    shown.set(asks);
                }
            };
            page::on_prefer(condition, heed);
            // It may have changed while this part of the page was on its way.
            heed(page::prefers(condition));
        };
        follow(DARK, THEME, self.dark);
        follow(MORE_CONTRAST, CONTRAST, self.contrast);
    }

    /// Changes between light and dark, and remembers it.
    pub fn toggle_theme(self) {
        let is_dark = !self.dark.get_untracked();
        self.dark.set(is_dark);
        page::remember(THEME, theme_name(is_dark));
    }

    /// Changes between more contrast and the plain one, and remembers it.
    pub fn toggle_contrast(self) {
        let is_more = !self.contrast.get_untracked();
        self.contrast.set(is_more);
        page::remember(CONTRAST, contrast_name(is_more));
    }
}

/// The name of the contrast in the style sheets.
#[must_use]
pub const fn contrast_name(is_more: bool) -> &'static str {
    if is_more { "more" } else { "plain" }
}

/// The name of the colours in the style sheets.
#[must_use]
pub const fn theme_name(is_dark: bool) -> &'static str {
    if is_dark { "dark" } else { "light" }
}
