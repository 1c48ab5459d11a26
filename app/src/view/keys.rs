//! Keys and the clipboard, wherever the focus is, told to the studio in its own words.

use crate::browser::page;
use crate::canvas::event::{Event, Modifiers};
use crate::command::Press;
use crate::dom::ev;
use crate::studio::Studio;
use crate::studio::effects::Focus;
use crate::studio::gestures::CANVAS;

/// Listens as long as the page lives.
pub fn listen(studio: Studio) {
    ev::everywhere(ev::keydown(move |event| on_key(studio, &event)));
    ev::everywhere(ev::keyup(move |event| {
        if event.key() == " " {
            studio.handle(&Event::Space { down: false });
        }
    }));
    ev::everywhere(ev::copy(move |event| on_copy(studio, &event, false)));
    ev::everywhere(ev::cut(move |event| on_copy(studio, &event, true)));
    ev::everywhere(ev::paste(move |event| on_paste(studio, &event)));
}

fn on_key(studio: Studio, event: &ev::KeyboardEvent) {
    // What has been answered by a field or a list, and what belongs to an input method, is not for commands.
    if event.default_prevented() || event.is_composing() {
        return;
    }
    // From the page as a whole, the key leads to its first control, as on any page.
    if event.key() == "Tab" && !page::has_focus(CANVAS) {
        return;
    }
    let focus = focus();
    if focus != Focus::Field && studio.present_by_key(&event.key(), focus == Focus::Control) {
        event.prevent_default();
        return;
    }
    if event.key() == " " && focus == Focus::Canvas {
        event.prevent_default();
        studio.handle(&Event::Space { down: true });
        return;
    }
    let press = Press {
        key: event.key(),
        code: event.code(),
        modifiers: Modifiers {
            shift: event.shift_key(),
            alt: event.alt_key(),
            command: if page::is_mac() { event.meta_key() } else { event.ctrl_key() },
        },
    };
    if studio.key(&press, focus) {
        event.prevent_default();
    } else if press.key == "Escape" && !page::has_focus(CANVAS) {
        // From wherever somebody is, it leads back to the drawing.
        page::focus(CANVAS);
    }
}

fn focus() -> Focus {
    if page::is_typing() {
        Focus::Field
    } else if page::has_focus(CANVAS) || page::has_no_focus() {
        Focus::Canvas
    } else {
        Focus::Control
    }
}

/// Text that is marked in a field or a panel is copied as ever.
fn on_copy(studio: Studio, event: &ev::ClipboardEvent, cut: bool) {
    if focus() != Focus::Canvas || page::has_marked_text() {
        return;
    }
    let Some(data) = event.clipboard_data() else { return };
    if let Some(text) = studio.copy(cut)
        && data.set_data("text/plain", &text).is_ok()
    {
        event.prevent_default();
    }
}

fn on_paste(studio: Studio, event: &ev::ClipboardEvent) {
    if focus() == Focus::Field {
        return;
    }
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text {
        studio.paste(text);
        event.prevent_default();
    }
}
