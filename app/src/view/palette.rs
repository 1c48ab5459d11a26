//! The list of kinds on the left: searched, grouped, folded; a kind is clicked, dragged or typed.

use loadbearing_engine::kinds::{Group, Kind};

use super::icon::{Icon, KindIcon};
use crate::browser::page;
use crate::canvas::geometry::Point;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::{t, told};
use crate::studio::gestures::CANVAS;
use crate::studio::kinds::{group_key, grouped, matching, summary};
use crate::studio::{Sheet, Studio};

/// The id of the field that searches the palette.
pub const SEARCH: &str = "palette-search";

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let studio = Studio::expect();
    let query = RwSignal::new(String::new());
    let put_first = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            // Apart, so that the query is no longer held when it is emptied.
            let first = matching(&query.read_untracked()).first().copied();
            if let Some(kind) = first {
                put(studio, kind);
                query.set(String::new());
            }
        }
        "Escape" => {
            query.set(String::new());
            page::focus(CANVAS);
        }
        _ => {}
    };
    view! {
        <aside class="palette" aria-label=t("palette.label")>
            <div class="search">
                <input
                    id=SEARCH
                    type="search"
                    autocomplete="off"
                    data-testid="palette-search"
                    aria-label=t("palette.search")
                    placeholder=t("palette.search")
                    prop:value=move || query.get()
                    on:input:target=move |event| query.set(event.target().value())
                    on:keydown=put_first
                />
            </div>
            <div class="kind-groups">
                <For each=move || grouped(&query.read()) key=key_of let:group>
                    <KindGroup group=group.0 kinds=group.1/>
                </For>
                <Show when=move || matching(&query.read()).is_empty()>
                    <p class="nothing-found">{t("palette.nothing")}</p>
                </Show>
            </div>
        </aside>
    }
}

/// A group is drawn anew when other kinds of it are found.
fn key_of((group, kinds): &(Group, Vec<&'static Kind>)) -> String {
    kinds.iter().fold(group_key(*group).to_owned(), |key, kind| key + " " + kind.id)
}

/// Puts a kind in the middle of the view, and goes back to the canvas.
fn put(studio: Studio, kind: &Kind) {
    studio.add(kind.id, None, None);
    studio.sheet.set(Sheet::None);
    page::focus(CANVAS);
}

/// One heading and its kinds.
#[component]
fn KindGroup(group: Group, kinds: Vec<&'static Kind>) -> impl IntoView {
    let is_open = RwSignal::new(true);
    let items = move || {
        let kinds = if is_open.get() { kinds.clone() } else { Vec::new() };
        kinds.into_iter().map(|kind| view! { <li><KindItem kind/></li> }).collect_view()
    };
    view! {
        <section class="kind-group">
            <button aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
                <Icon name="fold"/>
                {t(group_key(group))}
            </button>
            <ul>{items}</ul>
        </section>
    }
}

/// A kind: a click puts it in the middle of the view, a drag where it is dropped.
#[component]
fn KindItem(kind: &'static Kind) -> impl IntoView {
    let studio = Studio::expect();
    let take = move |event: ev::PointerEvent| {
        // A finger scrolls the list; it taps to put.
        if event.pointer_type() != "touch" && event.button() == 0 {
            studio.take(kind.id, Point::new(f64::from(event.client_x()), f64::from(event.client_y())));
        }
    };
    // Another language has these words once the whole page is here.
    let about = move || {
        studio.is_whole.track();
        summary(kind)
    };
    view! {
        <button class="kind" title=about data-testid=format!("kind-{}", kind.id)
            on:pointerdown=take on:click=move |_| put(studio, kind)>
            <KindIcon kind=kind.id.into()/>
            <span>{told(kind.name)}</span>
        </button>
    }
}
