//! The bar on top: the design's title, undo, colours, and what folds the sides away.

use super::icon::Icon;
use super::menu::Menu;
use crate::browser::page;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::gestures::CANVAS;
use crate::studio::{Side, Studio};
use crate::summary::verdict::line;

/// The bar on top of the page.
#[component]
pub fn Bar() -> impl IntoView {
    let studio = Studio::expect();
    let fold_palette = move |_| studio.palette_folded.update(|folded| *folded = !*folded);
    let fold_side = move |_| studio.side_folded.update(|folded| *folded = !*folded);
    view! {
        <header class="bar">
            <button class="skip" on:click=move |_| page::focus(CANVAS)>{t("bar.skip")}</button>
            <Menu/>
            <button class="plain icon-only wide" aria-label=t("bar.palette") title=t("bar.palette")
                aria-pressed=move || (!studio.palette_folded.get()).to_string() on:click=fold_palette>
                <Icon name="palette"/>
            </button>
            <h1 class="mark"><Icon name="mark"/><span>"Loadbearing"</span></h1>
            <Title/>
            <VerdictInBar/>
            <UndoAndRedo/>
            <button class="plain" title=t("bar.break") data-testid="break-it"
                aria-pressed=move || studio.is_breaking().to_string() on:click=move |_| studio.toggle_breaking()>
                <Icon name="break"/><span class="wide">{t("bar.break")}</span>
            </button>
            <button class="plain icon-only" aria-label=t("bar.theme") title=t("bar.theme") data-testid="theme"
                aria-pressed=move || studio.dark.get().to_string() on:click=move |_| studio.toggle_theme()>
                <Icon name="theme"/>
            </button>
            <button class="plain icon-only wide" aria-label=t("bar.side") title=t("bar.side")
                aria-pressed=move || (!studio.side_folded.get()).to_string() on:click=fold_side>
                <Icon name="side"/>
            </button>
        </header>
    }
}

/// The title of the design, to be typed over.
#[component]
fn Title() -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <input
            class="title"
            type="text"
            aria-label=t("bar.title")
            placeholder=t("bar.untitled")
            data-testid="title"
            prop:value=move || studio.design.read().title.clone()
            on:input:target=move |event| {
                studio.entitle(event.target().value());
            }
        />
    }
}

/// The verdict in one line, also while another panel is open; a click opens the report.
#[component]
fn VerdictInBar() -> impl IntoView {
    let studio = Studio::expect();
    let words = memo(move || line(&studio.verdict.read()));
    view! {
        <button class="plain verdict-line" title=move || words.get() on:click=move |_| studio.open_side(Side::Report)
            data-testid="verdict-line">{move || words.get()}</button>
    }
}

/// The two arrows.
#[component]
fn UndoAndRedo() -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <button class="plain icon-only" aria-label=t("bar.undo") title=t("bar.undo") data-testid="undo"
            disabled=move || !studio.history.read().can_undo() on:click=move |_| studio.undo()>
            <Icon name="undo"/>
        </button>
        <button class="plain icon-only" aria-label=t("bar.redo") title=t("bar.redo") data-testid="redo"
            disabled=move || !studio.history.read().can_redo() on:click=move |_| studio.redo()>
            <Icon name="redo"/>
        </button>
        <span class="divider wide"></span>
    }
}
