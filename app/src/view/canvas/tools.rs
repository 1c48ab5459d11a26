//! The small bar on the canvas: what a press means, and how near it is.

use crate::canvas::machine::Mode;
use crate::canvas::viewport::Viewport;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::view::icon::Icon;

const MODES: [(Mode, &str, &str); 5] = [
    (Mode::Select, "select", "tool.select"),
    (Mode::Hand, "hand", "tool.hand"),
    (Mode::Connect, "connect", "tool.connect"),
    (Mode::Frame, "frame", "tool.frame"),
    (Mode::Note, "note", "tool.note"),
];

/// Tools and zoom.
#[component]
pub fn CanvasTools() -> impl IntoView {
    let studio = Studio::expect();
    let mode = move |(mode, icon, key): (Mode, &'static str, &'static str)| {
        view! {
            <button class="icon-only" aria-label=t(key) title=t(key) data-testid=format!("tool-{icon}")
                aria-pressed=move || (studio.mode.get() == mode).to_string() on:click=move |_| studio.choose(mode)>
                <Icon name=icon/>
            </button>
        }
    };
    let zoom = memo(move || format!("{:.0} %", studio.viewport.read().zoom * 100.0));
    view! {
        <div class="canvas-tools" role="toolbar" aria-label=t("tool.label")>
            {MODES.map(mode)}
            <span class="divider"></span>
            <button class="icon-only" aria-label=t("tool.farther") title=t("tool.farther") data-testid="zoom-out"
                on:click=move |_| studio.look(Viewport::zoomed_out)><Icon name="farther"/></button>
            <button class="zoom" title=t("tool.life-size") data-testid="zoom"
                on:click=move |_| studio.look(Viewport::unzoomed)>{move || zoom.get()}<span class="unseen">" "{t("tool.life-size")}</span></button>
            <button class="icon-only" aria-label=t("tool.closer") title=t("tool.closer") data-testid="zoom-in"
                on:click=move |_| studio.look(Viewport::zoomed_in)><Icon name="closer"/></button>
            <button class="icon-only" aria-label=t("tool.fit") title=t("tool.fit") data-testid="fit"
                on:click=move |_| studio.fit()><Icon name="fit"/></button>
        </div>
    }
}
