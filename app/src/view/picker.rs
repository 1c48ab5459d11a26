//! The question what to put somewhere: a search over the kinds, at the place itself.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use loadbearing_engine::kinds::Kind;

use super::icon::KindIcon;
use crate::browser::page;
use crate::canvas::geometry::Point;
use crate::command::Question;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::kinds::matching;

const SEARCH: &str = "picker-search";
/// Width and height of the picker, in screen pixels.
const SIZE: (f64, f64) = (264.0, 344.0);

/// Asks for a kind while there is a question.
#[component]
pub fn KindPicker() -> impl IntoView {
    let studio = Studio::expect();
    move || match studio.question.get() {
        Some(Question::WhatToPut { from, at }) => Some(view! { <WhatToPut from at=Point::new(at.0, at.1)/> }),
        _ => None,
    }
}

#[component]
fn WhatToPut(from: Option<String>, at: Point) -> impl IntoView {
    let studio = Studio::expect();
    let (query, chosen) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let asked = StoredValue::new(words(studio, from.as_deref()));
    let place = corner(studio, at);
    let found = Memo::new(move |_| matching(&query.read()).iter().map(|kind| kind.id).collect::<Vec<_>>());
    let put = StoredValue::new(move |kind: &str| {
        studio.add(kind, Some(at), from.as_deref());
        studio.answered();
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let count = found.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|chosen| *chosen = (*chosen + 1).min(count.saturating_sub(1))),
            "ArrowUp" => chosen.update(|chosen| *chosen = chosen.saturating_sub(1)),
            "Enter" => {
                if let Some(kind) = found.read_untracked().get(chosen.get_untracked()) {
                    put.with_value(|put| put(kind));
                }
            }
            "Escape" => studio.answered(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let search = NodeRef::<html::Input>::new();
    search.on_load(|_| page::next_frame(|| page::focus(SEARCH)));
    let item = move |(number, id): (usize, &'static str)| {
        let kind = loadbearing_engine::kinds::find(id);
        let choose = Callback::new(move |()| put.with_value(|put| put(id)));
        kind.map(|kind| view! { <Choice kind number chosen choose/> })
    };
    view! {
        <div class="picker" role="dialog" aria-label=asked.get_value() style=place data-testid="picker"
            on:keydown=on_key on:focusout=move |event| close_when_left(studio, &event)>
            <label for=SEARCH>{asked.get_value()}</label>
            <input id=SEARCH node_ref=search type="search" autocomplete="off" role="combobox" aria-expanded="true"
                aria-controls="picker-list" aria-activedescendant=move || format!("picker-{}", chosen.get())
                placeholder=t("palette.search")
                on:input:target=move |event| { query.set(event.target().value()); chosen.set(0); }/>
            <ul id="picker-list" role="listbox">
                {move || found.get().into_iter().enumerate().map(item).collect_view()}
            </ul>
        </div>
    }
}

/// One kind among those found.
#[component]
fn Choice(kind: &'static Kind, number: usize, chosen: RwSignal<usize>, choose: Callback<()>) -> impl IntoView {
    let id = format!("picker-{number}");
    let is_chosen = move || chosen.get() == number;
    Effect::new({
        let id = id.clone();
        move || {
            if is_chosen() {
                page::reveal(&id);
            }
        }
    });
    view! {
        // The press must not take the focus from the search field, which would close the picker.
        <li id=id class="kind" role="option" aria-selected=move || is_chosen().to_string()
            on:pointerdown=|event| event.prevent_default() on:click=move |_| choose.run(())>
            <KindIcon kind=kind.id/>
            <span>{kind.name}</span>
        </li>
    }
}

fn words(studio: Studio, from: Option<&str>) -> String {
    let cards = studio.cards.read_untracked();
    match from.and_then(|from| cards.get(from)) {
        Some(card) => t_with("picker.connected", &[("from", &card.name)]),
        None => t("picker.alone").to_owned(),
    }
}

/// Beside the place in question, but inside of the canvas.
fn corner(studio: Studio, at: Point) -> String {
    let viewport = studio.viewport.get_untracked();
    let screen = viewport.to_screen(at);
    let left = screen.x.min(viewport.size.width - SIZE.0 - 8.0).max(8.0);
    let top = (screen.y - 24.0).min(viewport.size.height - SIZE.1 - 8.0).max(8.0);
    format!("left:{left:.0}px;top:{top:.0}px")
}

fn close_when_left(studio: Studio, event: &ev::FocusEvent) {
    if event.related_target().is_some() {
        studio.question.set(None);
    }
}
