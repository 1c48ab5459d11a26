//! Opens what is selected for editing.

use crate::command::chord::named;
use crate::command::intent::written_over;
use crate::command::{Command, Effect, Group, Question, State};

/// Opens what is selected for editing.
pub static COMMAND: Command = Command {
    id: "edit-selection",
    name: "Edit",
    group: Group::Edit,
    keys: &[named("Enter"), named("F2")],
    while_typing: false,
    enabled: |state| question(state).is_some() || state.selection.only_note().is_some(),
    run: |state| match state.selection.only_note() {
        Some(note) => written_over(state.document, note.to_owned()),
        None => question(state).map(Effect::Ask).into_iter().collect(),
    },
};

fn question(state: &State<'_>) -> Option<Question> {
    let component = state.selection.only_component().map(str::to_owned).map(Question::Component);
    component.or_else(|| state.selection.only_connection().cloned().map(Question::Connection))
}
