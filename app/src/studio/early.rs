//! A design that came by a link, shown before the page can read links: the worker reads it, says what the engine says of
//! it, and both stand on the screen while the rest of the page is on its way. That then opens the link as ever.

use std::sync::Arc;

use loadbearing_worker::{Early, Message, Opened};

use super::Studio;
use super::designs::Whose;
use crate::browser::{address, engine, page};
use crate::canvas::geometry::Point;
use crate::document::Document;
use crate::signals::*;
use loadbearing_engine::share::{Camera, Theme};

/// How long the drawing and its verdict are given to be painted before anything else begins, in milliseconds: two frames.
/// Frames themselves do not come where the page is open in a tab that nobody looks at.
pub const TWO_FRAMES_MS: i32 = 33;

impl Studio {
    /// Does something once the worker has shown what came by a link, or has nothing to show; at once where it is not asked.
    pub fn when_met(self, act: impl FnOnce() + 'static) {
        if address::fragment().is_empty() || !engine::is_early() {
            return act();
        }
        self.engine.after_first(act);
        self.start_engine();
    }

    /// The worker has said something: shows what came by the link, if that is it and nothing has been said before.
    pub(super) fn meet(self, bytes: &[u8]) {
        let Some(next) = self.engine.next() else { return };
        if let Ok(Message { says: Early::Opened(Some(opened)), .. }) = Message::read(bytes) {
            self.show_early(*opened);
        }
        page::later(TWO_FRAMES_MS, next);
    }

    fn show_early(self, opened: Opened) {
        let Opened { file, manner, camera, theme, report, is_whole } = opened;
        // It is whole: what could not be read is not here. What keeps designs takes it for unchanged.
        let document = Document::held(file);
        self.designs.whose.set(Whose::Linked);
        let held = Arc::new(document.clone());
        self.designs.known.set_value(Arc::clone(&held));
        self.designs.opened.set_value(held);
        self.manner.set(manner);
        if let Some(theme) = theme {
            self.dark.set(theme == Theme::Dark);
        }
        self.document.set(document);
        self.engine.say_first(report, is_whole);
        self.camera.set_value(camera);
        self.go_home();
    }

    /// Shows where a link wants to be looked at, or else everything: when it is opened, and when the canvas, of which
    /// nothing was known before, has its size.
    pub fn go_home(self) {
        self.fit();
        if let Some(camera) = self.camera.get_value() {
            self.look_through(camera);
        }
    }

    /// Looks where a link says.
    pub(super) fn look_through(self, camera: Camera) {
        let Camera { x, y, zoom } = camera;
        self.look(|viewport| viewport.zoomed_to(zoom, viewport.middle()).centred(Point::new(x, y)));
    }
}
