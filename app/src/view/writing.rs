//! Writing a text on the canvas, in its place.

use loadbearing_engine::design::Area;

use crate::browser::page;
use crate::canvas::geometry::Rect;
use crate::document::notes::written;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::gestures::{CANVAS, spread};
use crate::studio::{Studio, Writing};

const EDITOR: &str = "note-editor";

/// The field, while a text is written.
#[component]
pub fn NoteEditor() -> impl IntoView {
    let studio = Studio::expect();
    move || studio.writing.get().map(|writing| view! { <Editor writing/> })
}

/// Escape gives up; Ctrl+Enter, or a press elsewhere, keeps what was written.
#[component]
fn Editor(writing: Writing) -> impl IntoView {
    let studio = Studio::expect();
    let Writing { id, area } = writing;
    let before = studio.document.with_untracked(|document| document.notes().get(&id).cloned()).unwrap_or_default();
    let text = RwSignal::new(before.text);
    let area = RwSignal::new(area);
    let grow = move || {
        if let Some(height) = page::content_height(EDITOR) {
            area.update(|area| area.3 = area.3.max(height));
        }
    };
    let keep = Callback::new(move |()| {
        // Whoever gave up leaves the field too.
        if studio.writing.read_untracked().is_none() {
            return;
        }
        studio.writing.set(None);
        studio.edit(written(&id, &text.get_untracked(), area.get_untracked()));
    });
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => studio.writing.set(None),
            "Enter" if event.ctrl_key() || event.meta_key() => keep.run(()),
            _ => return,
        }
        event.prevent_default();
        page::focus(CANVAS);
    };
    page::next_frame(move || {
        page::focus(EDITOR);
        grow();
    });
    view! {
        <textarea id=EDITOR class="note-editor" aria-label=t("note.name") data-testid="note-editor"
            placeholder=t("note.hint") style=move || style(area.get()) prop:value=move || text.get()
            on:input:target=move |event| { text.set(event.target().value()); grow(); }
            on:keydown=on_key
            on:blur=move |_| keep.run(())
            on:pointerdown=|event| event.stop_propagation()></textarea>
    }
}

fn style((x, y, width, height): Area) -> String {
    spread(Rect { x, y, width, height })
}
