//! The menu of what is selected, or of the empty canvas, where somebody asked for it.

use crate::browser::page;
use crate::canvas::geometry::Point;
use crate::command::{Command, Group};
use crate::commands;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::choices::name;

const MENU: &str = "context-menu";
/// Its width, and the height of a line, in screen pixels.
const SIZE: (f64, f64) = (240.0, 34.0);

/// What can be done now: commands that are of use here and can be done.
fn offered(studio: Studio) -> Vec<&'static Command> {
    let is_about_nothing = studio.selection.read_untracked().is_empty();
    let fits = |command: &&&Command| match command.group {
        Group::Edit => true,
        Group::View => is_about_nothing && matches!(command.id, "zoom-fit" | "find"),
        _ => false,
    };
    commands::ALL.iter().filter(fits).copied().filter(|command| studio.is_enabled(command)).collect()
}

/// The menu. Arrows go through it, Escape closes it.
#[component]
pub fn ContextMenu(at: Point) -> impl IntoView {
    let studio = Studio::expect();
    let items = offered(studio);
    let count = items.len();
    let size = studio.viewport.get_untracked().size;
    let left = at.x.min(size.width - SIZE.0 - 8.0).max(8.0);
    let top = at.y.min(size.height - SIZE.1 * count as f64 - 24.0).max(8.0);
    let here = RwSignal::new(0_usize);
    let go = move |to: usize| {
        here.set(to);
        page::focus(&item_id(to));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let now = here.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => go((now + 1) % count.max(1)),
            "ArrowUp" => go((now + count.max(1) - 1) % count.max(1)),
            "Home" => go(0),
            "End" => go(count.saturating_sub(1)),
            "Escape" | "Tab" => studio.answered(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    page::next_frame(|| page::focus(&item_id(0)));
    let close_when_left = move |event: ev::FocusEvent| {
        if !page::contains(MENU, event.related_target().as_ref()) {
            studio.question.set(None);
        }
    };
    // A finger that rested until the menu opened under it is lifted over one of the items: that is no tap on it. A click
    // without a count is one of a key.
    let is_pressed = StoredValue::new(false);
    let item = move |(number, command): (usize, &'static Command)| {
        let keys = command.keys.first().map(|chord| chord.text(page::is_mac()));
        let call = move |event: ev::PointerEvent| {
            if event.detail() > 0 && !is_pressed.get_value() {
                return;
            }
            studio.answered();
            studio.call(command, None);
        };
        view! {
            <button class="plain" role="menuitem" tabindex="-1" id=item_id(number)
                data-testid=format!("do-{}", command.id) on:click=call>
                <span>{name(command)}</span>
                {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
            </button>
        }
    };
    view! {
        <div id=MENU class="context-menu" role="menu" aria-label=t("menu.context") data-testid="context-menu"
            style=format!("left:{left:.0}px;top:{top:.0}px") on:keydown=on_key on:focusout=close_when_left
            on:pointerdown=move |_| is_pressed.set_value(true)
            // A finger that is lifted from it would take the focus away, and so close it.
            on:mousedown=|event| event.prevent_default() on:contextmenu=|event| event.prevent_default()>
            {items.into_iter().enumerate().map(item).collect_view()}
        </div>
    }
}

fn item_id(number: usize) -> String {
    format!("{MENU}-{number}")
}
