//! The list of kinds on the left: searched, grouped, folded; a kind is clicked, dragged or typed.

use loadbearing_engine::kinds::Group;
use loadbearing_engine::kinds::brief::Brief;

use super::icon::{Icon, KindIcon};
use crate::browser::page;
use crate::canvas::geometry::Point;
use crate::command::Question;
use crate::document::Document;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::{t, told};
use crate::studio::gestures::CANVAS;
use crate::studio::kinds::{Own, group_key, grouped, matching, own};
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
            let first = first_of(&studio.document.read_untracked(), &query.read_untracked());
            if let Some(entry) = first {
                put(studio, &entry);
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
                <OwnGroup query/>
                <For each=move || grouped(&query.read()) key=key_of let:group>
                    <KindGroup group=group.0 kinds=group.1/>
                </For>
                <Show when=move || first_of(&studio.document.read(), &query.read()).is_none()>
                    <p class="nothing-found">{t("palette.nothing")}</p>
                </Show>
            </div>
        </aside>
    }
}

/// A group is drawn anew when other kinds of it are found.
fn key_of((group, kinds): &(Group, Vec<&'static Brief>)) -> String {
    kinds.iter().fold(group_key(*group).to_owned(), |key, kind| key + " " + kind.id)
}

/// What a query means most: the author's own first.
fn first_of(document: &Document, query: &str) -> Option<String> {
    let own = own(document, query).into_iter().next().map(|own| own.entry);
    own.or_else(|| matching(query).first().map(|kind| kind.id.to_owned()))
}

/// Puts a kind or a piece in the middle of the view, and goes back to the canvas.
fn put(studio: Studio, entry: &str) {
    studio.add(entry);
    studio.sheet.set(Sheet::None);
    page::focus(CANVAS);
}

/// The author's own kinds and pieces, where there are any.
#[component]
fn OwnGroup(query: RwSignal<String>) -> impl IntoView {
    let studio = Studio::expect();
    let all = memo(move || own(&studio.document.read(), &query.read()));
    let item = |own: Own| {
        view! { <li><Entry test_id=format!("own-{}", own.entry) entry=own.entry label=own.label title=derived(String::new) icon=own.icon/></li> }
    };
    view! {
        <Show when=move || !all.read().is_empty()>
            <section class="kind-group" data-testid="own-group">
                <button title=t("palette.edit-own") data-testid="edit-own" on:click=move |_| studio.ask(Question::Own(None))>
                    <Icon name="piece"/>
                    {t("palette.own")}
                </button>
                <ul>{move || all.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// One heading and its kinds.
#[component]
fn KindGroup(group: Group, kinds: Vec<&'static Brief>) -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(true);
    let items = move || {
        let kinds = if is_open.get() { kinds.clone() } else { Vec::new() };
        let item = |kind: &'static Brief| {
            let (entry, label, test_id) = (kind.id.to_owned(), told(kind.name).to_owned(), format!("kind-{}", kind.id));
            let title = derived(move || studio.summary_of(kind.id));
            view! { <li><Entry test_id entry label title icon=kind.id/></li> }
        };
        kinds.into_iter().map(item).collect_view()
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

/// A kind or a piece: a click puts it in the middle of the view, a drag where it is dropped.
#[component]
fn Entry(test_id: String, entry: String, label: String, title: Signal<String>, icon: &'static str) -> impl IntoView {
    let studio = Studio::expect();
    let entry = StoredValue::new(entry);
    let take = move |event: ev::PointerEvent| {
        // A finger scrolls the list; it taps to put.
        if event.pointer_type() != "touch" && event.button() == 0 {
            let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
            entry.with_value(|entry| studio.take(entry, at));
        }
    };
    view! {
        <button class="kind" title=move || title.get() data-testid=test_id on:pointerdown=take
            on:click=move |_| put(studio, &entry.get_value())>
            {match icon {
                "" => view! { <Icon name="piece"/> },
                icon => view! { <KindIcon kind=icon.into()/> },
            }}
            <span>{label}</span>
        </button>
    }
}
