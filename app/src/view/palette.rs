//! The list of kinds on the left: searched, grouped, folded; a kind is clicked, dragged or typed.

use loadbearing_engine::kinds::Group;
use loadbearing_engine::kinds::brief::Brief;

use super::icon::Icon;
use crate::browser::page;
use crate::canvas::geometry::Point;
use crate::command::Question;
use crate::document::Document;
use crate::dom::prelude::*;
use crate::dom::{escaped, ev};
use crate::languages::{t, told};
use crate::studio::gestures::CANVAS;
use crate::studio::kinds::{group_key, grouped, matching, own};
use crate::studio::{Sheet, Studio};

/// The id of the field that searches the palette.
pub const SEARCH: &str = "palette-search";
/// What an entry says it is: the id of a kind or a piece.
const ENTRY: &str = "data-entry";

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
    // Entries are many, and what is asked of one is asked rarely: all of it is heard by the list.
    let click = move |event: ev::PointerEvent| {
        if let Some(entry) = entry_of(&event) {
            put(studio, &entry);
        }
    };
    let take = move |event: ev::PointerEvent| {
        // A finger scrolls the list; it taps to put.
        if event.pointer_type() != "touch"
            && event.button() == 0
            && let Some(entry) = entry_of(&event)
        {
            studio.take(&entry, Point::new(f64::from(event.client_x()), f64::from(event.client_y())));
        }
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
            <div class="kind-groups" on:click=click on:pointerdown=take
                on:pointerover=move |event| describe(studio, &event) on:focusin=move |event| describe(studio, &event)>
                <OwnGroup query/>
                <Show when=move || studio.is_drawn.get()>
                    <For each=move || grouped(&query.read()) key=key_of let:group>
                        <KindGroup group=group.0 kinds=group.1/>
                    </For>
                </Show>
                <Show when=move || !query.read().is_empty() && first_of(&studio.document.read(), &query.read()).is_none()>
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

/// The entry that an event is about.
fn entry_of(event: &ev::Event) -> Option<String> {
    ev::Met::with(event, ENTRY)?.get(ENTRY)
}

/// Says of what is pointed at, or reached by keyboard, what it is.
fn describe(studio: Studio, event: &ev::Event) {
    let Some(met) = ev::Met::with(event, ENTRY).filter(|met| met.get("title").is_none()) else { return };
    let summary = met.get(ENTRY).map(|entry| studio.summary_of(&entry)).unwrap_or_default();
    if !summary.is_empty() {
        met.set("title", &summary);
    }
}

/// The author's own kinds and pieces, where there are any.
#[component]
fn OwnGroup(query: RwSignal<String>) -> impl IntoView {
    let studio = Studio::expect();
    let all = memo(move || own(&studio.document.read(), &query.read()));
    let markup = move || {
        let all = all.read();
        let entries = all.iter().map(|own| Entry { group: "own", id: &own.entry, label: &own.label, icon: own.icon });
        entries.map(|entry| entry.markup()).collect::<String>()
    };
    view! {
        <Show when=move || !all.read().is_empty()>
            <section class="kind-group" data-testid="own-group">
                <button title=t("palette.edit-own") data-testid="edit-own" on:click=move |_| studio.ask(Question::Own(None))>
                    <Icon name="piece"/>
                    {t("palette.own")}
                </button>
                {move || view! { <ul inner_html=&markup()></ul> }}
            </section>
        </Show>
    }
}

/// One heading and its kinds.
#[component]
fn KindGroup(group: Group, kinds: Vec<&'static Brief>) -> impl IntoView {
    let is_open = RwSignal::new(true);
    let entry = |kind: &&Brief| Entry { group: "kind", id: kind.id, label: told(kind.name), icon: kind.id }.markup();
    let markup: String = kinds.iter().map(entry).collect();
    let list = move || {
        let entries = if is_open.get() { markup.as_str() } else { "" };
        view! { <ul inner_html=entries></ul> }
    };
    view! {
        <section class="kind-group">
            <button aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
                <Icon name="fold"/>
                {t(group_key(group))}
            </button>
            {list}
        </section>
    }
}

/// A kind or a piece: a click puts it in the middle of the view, a drag where it is dropped.
struct Entry<'a> {
    /// What its name for tests begins with.
    group: &'static str,
    id: &'a str,
    label: &'a str,
    /// The kind whose icon it has; empty for a piece.
    icon: &'a str,
}

impl Entry<'_> {
    /// As markup: there are so many that the browser reads them more quickly than it is told them one by one.
    fn markup(&self) -> String {
        let Self { group, icon, .. } = self;
        let (id, label) = (escaped(self.id), escaped(self.label));
        let icon = if icon.is_empty() { "icon-piece".to_owned() } else { format!("kind-{icon}") };
        format!(
            r##"<li><button class="kind" {ENTRY}="{id}" data-testid="{group}-{id}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="#{icon}"></use></svg><span>{label}</span></button></li>"##
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_called_a_kind_is_words_and_no_markup() {
        let markup = Entry { group: "own", id: "own-a", label: "<b title=\"x\">R&D", icon: "" }.markup();
        assert!(markup.contains(r#"data-entry="own-a" data-testid="own-own-a""#), "{markup}");
        assert!(markup.contains("<span>&lt;b title=&quot;x&quot;>R&amp;D</span>"), "{markup}");
        assert!(markup.contains(r##"href="#icon-piece""##), "{markup}");
    }
}
