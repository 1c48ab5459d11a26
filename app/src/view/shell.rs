//! The page as a whole: where bar, palette, canvas and panels are.

use loadbearing_engine::design::words::Word;

use super::bar::Bar;
use super::canvas::Stage;
use super::icon::{Icon, Sprite};
use super::palette::Palette;
use super::questions::Questions;
use super::side::SidePanels;
use super::{keys, later};
use crate::browser::page;
use crate::dom::mount_to_body;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::designs::is_visitor_new;
use crate::studio::looks::{contrast_name, theme_name};
use crate::studio::{Sheet, Studio, bench, first_sight, speaking};
use crate::summary::verdict::line;

/// Puts the page where it belongs, in the language of whoever opens it.
pub fn start() {
    let draw = || mount_to_body(|| App {}.view());
    if speaking::begins_at_once() {
        draw();
    } else {
        page::aside(async move {
            speaking::learn_first().await;
            draw();
        });
    }
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    // Asked once: what was open last may be long.
    let is_visitor_new = is_visitor_new();
    let (design, report) = first_sight(is_visitor_new);
    let studio = Studio::new(design, report);
    provide_context(studio);
    keys::listen(studio);
    studio.start(is_visitor_new);
    // A bench hands its drawing in: then the rest waits for that one.
    if !bench::is_asked_for() {
        later::fetch(studio, is_visitor_new);
    }
    effect(move || page::set_root("data-theme", theme_name(studio.dark.get())));
    effect(move || page::set_root("data-contrast", contrast_name(studio.contrast.get())));
    effect(move || page::set_title(&studio.design.read().title));
    let folded = |is_folded: bool| if is_folded { "folded" } else { "open" };
    view! {
        <Sprite/>
        <div
            class="shell"
            data-palette=move || folded(studio.palette_folded.get())
            data-side=move || folded(studio.side_folded.get())
            data-breaking=move || studio.is_breaking().to_string()
            data-manner=move || studio.manner.get().word()
            data-presenting=move || studio.presenting.at.get().is_some().to_string()
            data-sheet=move || sheet_name(studio.sheet.get())
        >
            <Bar/>
            <Palette/>
            <Stage/>
            <SidePanels/>
            <Places/>
        </div>
        <Questions/>
        <div class="unseen" role="status" data-testid="announcement">{move || studio.announcement.get()}</div>
        <div class="unseen" role="status" data-testid="verdict-heard">{move || line(&studio.verdict.read())}</div>
    }
}

fn sheet_name(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::None => "none",
        Sheet::Palette => "palette",
        Sheet::Side => "side",
    }
}

/// The bar at the foot of a small screen: what to bring up over the canvas.
#[component]
fn Places() -> impl IntoView {
    let studio = Studio::expect();
    let toggle = move |sheet| studio.sheet.update(|open| *open = if *open == sheet { Sheet::None } else { sheet });
    let button = move |sheet, icon, key, test_id: &'static str| {
        view! {
            <button aria-pressed=move || (studio.sheet.get() == sheet).to_string() data-testid=test_id
                on:click=move |_| toggle(sheet)>
                <Icon name=icon/>
                {t(key)}
            </button>
        }
    };
    view! {
        <nav class="foot-bar" aria-label=t("places.label")>
            {button(Sheet::Palette, "closer", "places.add", "place-palette")}
            {button(Sheet::Side, "inspector", "places.panels", "place-side")}
        </nav>
    }
}
