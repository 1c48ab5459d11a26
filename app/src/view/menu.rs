//! The menu, drawn from the commands.

use super::icon::Icon;
use super::later::later;
use crate::browser::page;
use crate::command::{Command, Group};
use crate::commands;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::order::sort_by_key;
use crate::studio::Studio;
use crate::studio::choices::name;

const MENU: &str = "menu";
/// What stands in the menu, in its order, with the keys of its words.
const GROUPS: [(Group, &str); 4] =
    [(Group::File, "menu.file"), (Group::Help, "menu.help"), (Group::View, "menu.view"), (Group::Edit, "menu.edit")];
/// What people look for first, in their order; the rest follows by name.
const FIRST: [&str; 9] =
    ["new-design", "templates", "assignments", "open-design", "open-file", "save-file", "copy-link", "share", "export"];

/// The menu behind its button.
#[component]
pub fn Menu() -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close_when_left = move |event: ev::FocusEvent| {
        if event.related_target().is_none() || !page::contains(MENU, event.related_target().as_ref()) {
            is_open.set(false);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.prevent_default();
            is_open.set(false);
            page::focus("menu-button");
        }
    };
    view! {
        <div class="menu" id=MENU on:focusout=close_when_left on:keydown=on_key>
            <button id="menu-button" class="plain icon-only" aria-label=t("menu.label") title=t("menu.label")
                aria-haspopup="true" aria-expanded=move || is_open.get().to_string() data-testid="menu"
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>
                <Icon name="menu"/>
            </button>
            <Show when=move || is_open.get()>
                {later(move |all| (all.menu)(is_open))}
            </Show>
        </div>
    }
}

/// What stands in the menu.
#[component]
pub fn MenuList(is_open: RwSignal<bool>) -> impl IntoView {
    let group = move |(group, key): (Group, &'static str)| {
        let mut own: Vec<&Command> = commands::ALL.iter().copied().filter(|command| command.group == group).collect();
        sort_by_key(&mut own, |command| FIRST.iter().position(|id| *id == command.id).unwrap_or(FIRST.len()));
        let items = own.into_iter().map(|command| view! { <Item command is_open/> }).collect_view();
        view! { <section aria-label=t(key)><h3>{t(key)}</h3><ul>{items}</ul></section> }
    };
    view! { <div class="list" data-testid="menu-list">{GROUPS.map(group)}</div> }
}

#[component]
fn Item(command: &'static Command, is_open: RwSignal<bool>) -> impl IntoView {
    let studio = Studio::expect();
    let keys = command.keys.first().map(|chord| chord.text(page::is_mac()));
    let call = move |_| {
        is_open.set(false);
        studio.call(command, None);
    };
    view! {
        <li>
            <button class="plain" data-testid=format!("menu-{}", command.id) on:click=call
                disabled=move || !studio.is_enabled(command)>
                <span>{name(command)}</span>
                {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
            </button>
        </li>
    }
}
