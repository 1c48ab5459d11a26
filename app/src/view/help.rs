//! The sheet with all keys.

use super::icon::Icon;
use super::later::later;
use crate::browser::page;
use crate::command::{Command, Group, Question};
use crate::commands;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::choices::name;
use crate::studio::habits::{Habits, WHEELS, Wheel, wheel_word};

const SHEET: &str = "help-sheet";
const GROUPS: [(Group, &str); 6] = [
    (Group::Edit, "help.edit"),
    (Group::Keys, "help.canvas"),
    (Group::View, "help.view"),
    (Group::Tools, "help.tools"),
    (Group::File, "help.file"),
    (Group::Help, "help.help"),
];

/// The sheet, while somebody asks for it.
#[component]
pub fn HelpSheet() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = memo(move || *studio.question.read() == Some(Question::Help));
    view! { <Show when=move || is_open.get()>{later(|all| (all.help)())}</Show> }
}

/// The sheet itself.
#[component]
pub fn Sheet() -> impl IntoView {
    let studio = Studio::expect();
    page::next_frame(|| page::focus(SHEET));
    let is_mac = page::is_mac();
    let line = move |command: &&'static Command| {
        let keys: Vec<String> = command.keys.iter().map(|chord| chord.text(is_mac)).collect();
        let keys = keys.into_iter().map(|keys| view! { <kbd>{keys}</kbd> " " }).collect_view();
        view! { <div><dt>{name(command)}</dt><dd>{keys}</dd></div> }
    };
    let group = move |(group, key): (Group, &'static str)| {
        let members = commands::ALL.iter().filter(|command| command.group == group && !command.keys.is_empty());
        view! { <section><h3>{t(key)}</h3><dl>{members.map(line).collect_view()}</dl></section> }
    };
    view! {
        <section id=SHEET class="help" role="dialog" aria-label=t("help.title") tabindex="-1"
            data-testid="help"
            on:keydown=move |event| if event.key() == "Escape" {
                event.prevent_default();
                studio.answered();
            }>
            <header>
                <h2>{t("help.title")}</h2>
                <button class="plain icon-only" aria-label=t("help.close") title=t("help.close")
                    on:click=move |_| studio.answered()><Icon name="close"/></button>
            </header>
            <HandHabits/>
            <div class="help-groups" role="group" aria-label=t("help.title") tabindex="0">{GROUPS.map(group)}</div>
        </section>
    }
}

/// What the wheel does, and whether letters alone call commands.
#[component]
fn HandHabits() -> impl IntoView {
    let studio = Studio::expect();
    let wheel = move |(wheel, word): (Wheel, &'static str)| {
        let choose = move |_| studio.adopt(Habits { wheel, ..studio.habits.get_untracked() });
        view! {
            <button aria-pressed=move || (studio.habits.read().wheel == wheel).to_string()
                data-testid=format!("wheel-{word}") on:click=choose>{wheel_word(wheel)}</button>
        }
    };
    let toggle = move |_| {
        let habits = studio.habits.get_untracked();
        studio.adopt(Habits { single_keys: !habits.single_keys, ..habits });
    };
    view! {
        <div class="habits">
            <div role="group" aria-label=t("habit.wheel")><span>{t("habit.wheel")}</span>{WHEELS.map(wheel)}</div>
            <button aria-pressed=move || studio.habits.read().single_keys.to_string() data-testid="single-keys"
                on:click=toggle>{t("habit.single-keys")}</button>
        </div>
    }
}
