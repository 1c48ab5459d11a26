//! What is selected: one component, one connection, several things, or nothing.

mod component;
mod connection;
pub mod field;
mod findings;
mod places;

use super::icon::Icon;
use crate::browser::page;
use crate::command::Command;
use crate::command::chord::named;
use crate::commands;
use crate::connection_key::ConnectionKey;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::choices::name;
use component::ComponentInspector;
use connection::ConnectionInspector;
use places::Places;

/// What the inspector shows.
#[derive(Clone, Debug, PartialEq)]
enum Subject {
    Component(String),
    Connection(ConnectionKey),
    Note(String),
    Several(usize),
    Nothing,
}

/// The panel about what is selected.
#[component]
pub fn Inspector() -> impl IntoView {
    let studio = Studio::expect();
    let subject = memo(move || {
        let selection = studio.selection.read();
        match (selection.only_component(), selection.only_connection(), selection.len()) {
            (Some(id), ..) => Subject::Component(id.to_owned()),
            (_, Some(key), _) => Subject::Connection(key.clone()),
            (.., 0) => Subject::Nothing,
            (.., count) => match selection.only_note() {
                Some(id) => Subject::Note(id.to_owned()),
                None => Subject::Several(count),
            },
        }
    });
    move || match subject.get() {
        Subject::Component(id) => view! { <ComponentInspector id/> },
        Subject::Connection(key) => view! { <ConnectionInspector key_of=key/> },
        Subject::Note(id) => view! { <NoteInspector id/> },
        Subject::Several(count) => view! { <SeveralThings count/> },
        Subject::Nothing => view! { <Hint/> },
    }
}

/// What can be done with what is selected.
#[component]
fn Actions() -> impl IntoView {
    view! {
        <div class="actions">
            <CommandButton command=&commands::duplicate::COMMAND icon="duplicate"/>
            <CommandButton command=&commands::delete_selection::COMMAND icon="delete"/>
        </div>
    }
}

/// What more can be done with components.
#[component]
fn OwnActions() -> impl IntoView {
    view! {
        <div class="actions">
            <CommandButton command=&commands::lock::COMMAND icon="lock"/>
            <CommandButton command=&commands::make_kind::COMMAND icon="mark"/>
            <CommandButton command=&commands::keep_piece::COMMAND icon="piece"/>
        </div>
    }
}

/// A text on the canvas.
#[component]
fn NoteInspector(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let text = move || studio.document.read().notes().get(&id).map(|note| note.text.clone()).unwrap_or_default();
    view! {
        <div class="inspector" data-testid="inspector">
            <header><Icon name="note"/><h2>{t("note.name")}</h2></header>
            <p class="written">{text}</p>
            <div class="actions">
                <CommandButton command=&commands::edit_selection::COMMAND icon="note"/>
                <CommandButton command=&commands::delete_selection::COMMAND icon="delete"/>
            </div>
        </div>
    }
}

/// Moves what is selected by taps, for whom a drag is hard.
#[component]
fn Moves() -> impl IntoView {
    const WAYS: [(&str, &str, &str); 4] = [
        ("ArrowLeft", "←", "move.left"),
        ("ArrowUp", "↑", "move.up"),
        ("ArrowDown", "↓", "move.down"),
        ("ArrowRight", "→", "move.right"),
    ];
    let studio = Studio::expect();
    let way = move |(key, sign, words): (&'static str, &'static str, &'static str)| {
        let go = move |_| {
            studio.call(&commands::arrows::COMMAND, Some(named(key).shift()));
        };
        view! {
            <button class="icon-only" aria-label=t(words) title=t(words) data-testid=words on:click=go>{sign}</button>
        }
    };
    view! { <div class="actions" role="group" aria-label=t("move.label")>{WAYS.map(way)}</div> }
}

/// A command as a button, with its keys.
#[component]
fn CommandButton(command: &'static Command, icon: &'static str) -> impl IntoView {
    let studio = Studio::expect();
    let keys = command.keys.first().map(|chord| chord.text(page::is_mac()));
    view! {
        <button data-testid=format!("do-{}", command.id) disabled=move || !studio.is_enabled(command)
            on:click=move |_| { studio.call(command, None); }>
            <Icon name=icon/>
            {name(command)}
            {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
        </button>
    }
}

#[component]
fn SeveralThings(count: usize) -> impl IntoView {
    view! {
        <div class="inspector">
            <h2>{t_with("inspector.several", &[("count", &count)])}</h2>
            <Actions/>
            <OwnActions/>
            <Moves/>
        </div>
    }
}

/// With nothing selected: how to draw.
#[component]
fn Hint() -> impl IntoView {
    let line = |keys: &'static str, key: &'static str| view! { <dt><kbd>{keys}</kbd></dt><dd>{t(key)}</dd> };
    view! {
        <div class="hint">
            <h2 class="unseen">{t("side.inspector")}</h2>
            <p>{t("inspector.nothing")}</p>
            <dl>
                {line("/", "hint.add")}
                {line("C", "hint.connect")}
                {line("Tab", "hint.walk")}
                {line("Ctrl+Z", "hint.undo")}
                {line("?", "hint.keys")}
            </dl>
            <Places/>
        </div>
    }
}
