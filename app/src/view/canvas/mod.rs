//! The canvas on the page: what is drawn of the picture, and where events come in.

mod boxes;
mod connections;
mod far;
pub mod flow;
mod frames;
mod hand;
pub mod map;
mod notes;
mod overlay;
mod tools;

use std::cell::Cell;

use super::help::HelpSheet;
use super::later::{fetch, later};
use super::notices::Notices;
use crate::browser::page;
use crate::canvas::geometry::{Point, Size};
use crate::canvas::picture::Detail;
use crate::command::Question;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::gestures::{CANVAS, spot_id};
use crate::studio::{Studio, bench};
use boxes::Boxes;
use connections::{Connections, HeadsOverBeams};
use far::FarPicture;
use frames::Frames;
use notes::Notes;
use overlay::Overlay;
use tools::CanvasTools;

/// The id of the words on how the canvas is used by keyboard.
const HOW: &str = "canvas-how";
/// Between two dots of the paper at 100 %, in pixels.
const GRID: f64 = 24.0;

/// The canvas with what floats above it.
#[component]
pub fn Stage() -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <main class="stage" data-outline=move || studio.outline.get().to_string()>
            <Show when=move || studio.outline.get()>{later(|all| (all.outline)())}</Show>
            <Canvas/>
            <p id=HOW class="unseen">{later(|_| t("canvas.how"))}</p>
            <EmptyCanvas/>
            <CanvasTools/>
            <Show when=move || studio.map.get()>{later(|all| (all.map)())}</Show>
            {later(|all| (all.pickers)())}
            {later(|all| (all.path)())}
            {later(|all| (all.steps)())}
            <HelpSheet/>
            <Notices/>
        </main>
    }
}

/// The drawing itself: one stop for the keyboard, whatever it holds.
#[component]
fn Canvas() -> impl IntoView {
    let studio = Studio::expect();
    let canvas = NodeRef::new();
    // When all of the page stands, it lies where it is going to lie: so the first frame shows the drawing.
    soon(move || {
        let Some(element) = canvas.get() else { return };
        let is_first = Cell::new(true);
        page::watch_area(&element, move |(left, top, width, height)| {
            studio.canvas_moved(Point::new(left, top), Size::new(width, height));
            if width > 1.0 && is_first.replace(false) {
                studio.go_home();
                bench::listen(studio, |studio| fetch(studio, true));
            }
        });
    });
    hand::listen_everywhere(studio);
    let current = memo(move || spot_id(&studio.scene.read(), &studio.spot.read()));
    let is_near = memo(move || studio.picture.read().detail == Detail::Near);
    view! {
        <div
            id=CANVAS
            class="canvas"
            node_ref=canvas
            tabindex="0"
            role="application"
            aria-roledescription=t("canvas.role")
            aria-label=t("canvas.label")
            aria-activedescendant=move || current.get()
            aria-describedby=HOW
            data-testid="canvas"
            style:cursor=move || studio.cursor().css()
            on:focus=move |_| studio.arrive()
            on:pointerdown=move |event| hand::press(studio, canvas, &event)
            on:lostpointercapture=move |event| studio.lose(event.pointer_id())
            on:pointermove=move |event| hand::hover(studio, &event)
            on:pointerleave=move |_| studio.hovered.set(crate::canvas::scene::Target::Empty)
            on:wheel=move |event| hand::wheel(studio, &event)
            on:contextmenu=move |event| hand::menu(studio, &event)
        >
            <Paper/>
            <FarPicture/>
            <div class="world" style:transform=move || studio.viewport.read().transform()>
                <Frames/>
                <Notes/>
                <Show when=move || is_near.get()>
                    <Connections/>
                    <Boxes/>
                    <HeadsOverBeams/>
                </Show>
                <Overlay/>
                {later(|all| (all.writing)())}
                {later(|all| (all.ghosts)())}
            </div>
            <Show when=move || Studio::expect().flow.get()>{later(|all| (all.flow)())}</Show>
        </div>
    }
}

/// The dots on the paper: a layer of its own, so that a pan moves it and paints nothing.
#[component]
fn Paper() -> impl IntoView {
    let studio = Studio::expect();
    let step = memo(move || grid_step(studio.viewport.read().zoom));
    let reach = memo(move || reach(step.get()));
    let shift = move || {
        let (step, origin) = (step.get(), studio.viewport.read().to_screen(Point::default()));
        // Within one step of the corner, so that the layer, which reaches beyond the canvas, always covers it.
        format!("translate({:.1}px,{:.1}px)", origin.x.rem_euclid(step), origin.y.rem_euclid(step))
    };
    view! {
        <div class="paper" aria-hidden="true" style:transform=shift
            style:background-size=move || format!("{0:.2}px {0:.2}px", step.get())
            style:inset=move || format!("-{}px", reach.get())></div>
    }
}

/// Between two dots on the screen: they lie in the world, and never crowd.
fn grid_step(zoom: f64) -> f64 {
    let mut step = GRID * zoom;
    while step < GRID * 0.7 {
        step *= 2.0;
    }
    step
}

/// How far the paper reaches beyond the canvas: one step at the least, and the same for many steps, since another size
/// would be laid out anew with each event of a zoom.
fn reach(step: f64) -> f64 {
    let mut reach = GRID;
    while reach < step {
        reach *= 2.0;
    }
    reach
}

/// What an empty canvas offers.
#[component]
fn EmptyCanvas() -> impl IntoView {
    let studio = Studio::expect();
    let is_empty = memo(move || studio.is_whole.get() && studio.design.read().components.is_empty());
    view! {
        <Show when=move || is_empty.get()>
            <div class="empty" data-testid="empty">
                <h2>{t("empty.title")}</h2>
                <p>{t("empty.hint")}</p>
                <div class="actions">
                    <button class="primary" data-testid="empty-template"
                        on:click=move |_| studio.ask(Question::WhichTemplate)>{t("empty.template")}</button>
                    <button data-testid="empty-guided" on:click=move |_| studio.when_whole(move |later| (later.guided_start)(studio))>{t("empty.guided")}</button>
                    <button data-testid="empty-first"
                        on:click=move |_| page::focus(super::palette::SEARCH)>{t("empty.first")}</button>
                </div>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::viewport::{MAX_ZOOM, MIN_ZOOM};

    #[test]
    fn dots_never_crowd_and_the_paper_covers_the_canvas() {
        for zoom in [MIN_ZOOM, 0.2, 0.69, 0.7, 1.0, 1.3, MAX_ZOOM] {
            let step = grid_step(zoom);
            assert!(step >= GRID * 0.7 && reach(step) >= step, "{zoom}");
        }
        assert_eq!(reach(grid_step(1.01)), reach(grid_step(1.9)), "laid out once for many zooms");
    }
}
