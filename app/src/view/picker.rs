//! What the page asks while one draws: what to put somewhere, what to find, what to do. A search over a list.

use super::context_menu::ContextMenu;
use super::icon::KindIcon;
use crate::browser::page;
use crate::canvas::geometry::{Point, Rect};
use crate::command::Question;
use crate::commands;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::choices::{self, Entry};

const SEARCH: &str = "picker-search";
/// Width and height of the picker, in screen pixels.
const SIZE: (f64, f64) = (264.0, 344.0);

/// Asks while there is a question that a list can answer.
#[component]
pub fn Pickers() -> impl IntoView {
    let studio = Studio::expect();
    move || match studio.question.get()? {
        Question::WhatToPut { from, at } => Some(view! { <WhatToPut from at=Point::new(at.0, at.1)/> }),
        Question::WhatToConnect { from } => Some(view! { <WhatToConnect from/> }),
        Question::WhatKind { id } => Some(view! { <WhatKind id/> }),
        Question::WhatToFind => Some(view! { <WhatToFind/> }),
        Question::WhichCommand => Some(view! { <WhichCommand/> }),
        Question::WhatToDo { at } => Some(view! { <ContextMenu at=Point::new(at.0, at.1)/> }),
        _ => None,
    }
}

/// Which kind to put at a place, connected from a component if there is one.
#[component]
fn WhatToPut(from: Option<String>, at: Point) -> impl IntoView {
    let studio = Studio::expect();
    let name = from.as_ref().and_then(|from| studio.cards.read_untracked().get(from).map(|card| card.name.clone()));
    let asked = match name {
        Some(name) => t_with("picker.connected", &[("from", &name)]),
        None => t("picker.alone").to_owned(),
    };
    let before = from.clone();
    let find =
        Callback::new(move |query: String| choices::to_put_behind(&studio.document.read(), before.as_deref(), &query));
    let choose = Callback::new(move |kind: String| {
        studio.add_now(&kind, Some(at), from.as_deref());
        studio.answered();
    });
    view! { <Picker asked place=beside(studio, at) find choose/> }
}

/// Which component to connect to from another.
#[component]
fn WhatToConnect(from: String) -> impl IntoView {
    let studio = Studio::expect();
    let name = studio.cards.read_untracked().get(&from).map(|card| card.name.clone()).unwrap_or_default();
    let at = studio.scene.get_untracked().rect_of(&from).map(below).unwrap_or_default();
    let itself = from.clone();
    let find = Callback::new(move |query: String| choices::to_connect(&studio.cards.read(), &itself, &query));
    let choose = Callback::new(move |to: String| {
        studio.connect(&from, &to);
        studio.answered();
    });
    view! { <Picker asked=t_with("picker.connected", &[("from", &name)]) place=beside(studio, at) find choose/> }
}

/// Which kind a component is to be.
#[component]
fn WhatKind(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let name = studio.cards.read_untracked().get(&id).map(|card| card.name.clone()).unwrap_or_default();
    let at = studio.scene.get_untracked().rect_of(&id).map(below).unwrap_or_default();
    let choose = Callback::new(move |kind: String| {
        studio.change_kind(&id, &kind);
        studio.answered();
    });
    let find = Callback::new(move |query: String| choices::kinds(&studio.document.read(), &query));
    view! { <Picker asked=t_with("picker.kind", &[("name", &name)]) place=beside(studio, at) find choose/> }
}

/// Which component to show.
#[component]
fn WhatToFind() -> impl IntoView {
    let studio = Studio::expect();
    let find = Callback::new(move |query: String| choices::components(&studio.cards.read(), &query));
    let choose = Callback::new(move |id: String| {
        studio.show([id], []);
        studio.answered();
    });
    view! { <Picker asked=t("picker.find").to_owned() place=in_the_middle(studio) find choose/> }
}

/// Which command to do.
#[component]
fn WhichCommand() -> impl IntoView {
    let studio = Studio::expect();
    let find = Callback::new(move |query: String| {
        choices::commands(commands::ALL, &query, |command| studio.is_enabled(command), page::is_mac())
    });
    let choose = Callback::new(move |id: String| {
        studio.answered();
        if let Some(command) = commands::ALL.iter().find(|command| command.id == id) {
            studio.call(command, None);
        }
    });
    view! { <Picker asked=t("picker.command").to_owned() place=in_the_middle(studio) find choose/> }
}

/// A search field and the list it narrows.
#[component]
fn Picker(asked: String, place: String, find: Callback<String, Vec<Entry>>, choose: Callback<String>) -> impl IntoView {
    let studio = Studio::expect();
    let (query, chosen) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let found = memo(move || find.run(query.get()));
    let on_key = move |event: ev::KeyboardEvent| {
        let last = found.read_untracked().len().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|chosen| *chosen = (*chosen + 1).min(last)),
            "ArrowUp" => chosen.update(|chosen| *chosen = chosen.saturating_sub(1)),
            "Enter" => {
                let id = found.read_untracked().get(chosen.get_untracked()).map(|entry| entry.id.clone());
                if let Some(id) = id {
                    choose.run(id);
                }
            }
            "Escape" => studio.answered(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    soon(|| page::focus(SEARCH));
    let item = move |(number, entry)| view! { <Choice entry number chosen choose/> };
    view! {
        <div class="picker" role="dialog" aria-labelledby="picker-label" style=place data-testid="picker"
            on:keydown=on_key on:focusout=move |event| close_when_left(studio, &event)>
            <label id="picker-label" for=SEARCH>{asked}</label>
            <input id=SEARCH type="search" autocomplete="off" role="combobox" aria-expanded="true"
                aria-controls="picker-list" aria-activedescendant=move || format!("picker-{}", chosen.get())
                placeholder=t("picker.search")
                on:input:target=move |event| { query.set(event.target().value()); chosen.set(0); }/>
            <ul id="picker-list" role="listbox">
                {move || found.get().into_iter().enumerate().map(item).collect_view()}
            </ul>
            <Show when=move || found.read().is_empty()><p class="nothing-found">{t("picker.nothing")}</p></Show>
        </div>
    }
}

/// One line among those found.
#[component]
fn Choice(entry: Entry, number: usize, chosen: RwSignal<usize>, choose: Callback<String>) -> impl IntoView {
    let id = format!("picker-{number}");
    let is_chosen = move || chosen.get() == number;
    let own_id = id.clone();
    effect(move || {
        if is_chosen() {
            page::reveal(&own_id);
        }
    });
    let Entry { id: answer, label, hint, kind } = entry;
    let test_id = format!("choice-{answer}");
    view! {
        // The press must not take the focus from the search field, which would close the picker.
        <li id=id class="kind" role="option" aria-selected=move || is_chosen().to_string() data-testid=test_id
            on:pointerdown=|event| event.prevent_default() on:click=move |_| choose.run(answer.clone())>
            {(!kind.is_empty()).then(|| view! { <KindIcon kind=kind.into()/> })}
            <span>{label}</span>
            {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
        </li>
    }
}

/// Below a box, so that it stays in view.
fn below(rect: Rect) -> Point {
    Point::new(rect.x, rect.bottom() + 48.0)
}

/// Beside a place in the world, but inside of the canvas.
fn beside(studio: Studio, at: Point) -> String {
    let viewport = studio.viewport.get_untracked();
    let screen = viewport.to_screen(at);
    let left = screen.x.min(viewport.size.width - SIZE.0 - 8.0).max(8.0);
    let top = (screen.y - 24.0).min(viewport.size.height - SIZE.1 - 8.0).max(8.0);
    format!("left:{left:.0}px;top:{top:.0}px")
}

fn in_the_middle(studio: Studio) -> String {
    let size = studio.viewport.get_untracked().size;
    format!("left:{:.0}px;top:{:.0}px", ((size.width - SIZE.0) / 2.0).max(8.0), (size.height / 8.0).max(8.0))
}

fn close_when_left(studio: Studio, event: &ev::FocusEvent) {
    if event.related_target().is_some() {
        studio.question.set(None);
    }
}
