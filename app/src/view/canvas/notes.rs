//! Texts on the canvas, under boxes and connections.

use crate::canvas::geometry::Rect;
use crate::canvas::spot::Spot;
use crate::dom::prelude::*;
use crate::languages::t_with;
use crate::studio::Studio;
use crate::studio::gestures::{note_id, spread};

/// All texts.
#[component]
pub fn Notes() -> impl IntoView {
    let studio = Studio::expect();
    let ids = move || studio.scene.read().notes().iter().map(|note| note.id.clone()).collect::<Vec<_>>();
    view! { <For each=ids key=Clone::clone let:id><CanvasNote id/></For> }
}

/// One text. While it is written over, only the field for that is seen.
#[component]
fn CanvasNote(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let (element_id, test_id) = (note_id(&id), format!("note-{id}"));
    let id = StoredValue::new(id);
    let note = memo(move || id.with_value(|id| studio.document.read().notes().get(id).cloned()).unwrap_or_default());
    let is_selected = memo(move || id.with_value(|id| studio.shown.read().notes.contains(id)));
    let is_current = memo(move || id.with_value(|id| matches!(&*studio.spot.read(), Spot::Note(spot) if spot == id)));
    let is_written =
        memo(move || id.with_value(|id| studio.writing.read().as_ref().is_some_and(|writing| writing.id == *id)));
    let style = move || {
        let (x, y, width, height) = note.read().area;
        spread(Rect { x, y, width, height })
    };
    view! {
        <div id=element_id class="canvas-note" role="note" data-testid=test_id style=style
            aria-label=move || t_with("note.label", &[("text", &note.read().text)])
            class:selected=is_selected class:current=is_current class:written=is_written>
            {move || note.read().text.clone()}
            <svg class="grip" viewBox="0 0 8 8" aria-hidden="true"><path d="M0 8L8 0M4 8L8 4"/></svg>
        </div>
    }
}
