//! Selects where the keyboard is; what is selected already is opened for editing.

use crate::command::chord::named;
use crate::command::intent::written_over;
use crate::command::{Command, Effect, Group, Question, State};

/// Selects where the keyboard is; what is selected already is opened for editing.
pub static COMMAND: Command = Command {
    id: "edit-selection",
    name: "Select, then edit",
    group: Group::Edit,
    keys: &[named("Enter"), named("F2")],
    while_typing: false,
    enabled: |state| !effects(state).is_empty(),
    run: effects,
};

fn effects(state: &State<'_>) -> Vec<Effect> {
    match state.selection.only_note() {
        Some(note) => written_over(state.document, note.to_owned()),
        None => effect(state).into_iter().collect(),
    }
}

fn effect(state: &State<'_>) -> Option<Effect> {
    let component = state.selection.only_component().map(str::to_owned).map(Question::Component);
    let asked = component.or_else(|| state.selection.only_connection().cloned().map(Question::Connection));
    let selected = || state.selection.is_empty().then(|| state.here()).flatten().map(|here| here.selection());
    asked.map(Effect::Ask).or_else(|| selected().map(Effect::Select))
}
