//! Shows how the figure on what is selected comes about.

use crate::command::{Command, Effect, Group, Question, State};

/// Shows how the figure on what is selected comes about.
pub static COMMAND: Command = Command {
    id: "show-working",
    name: "Show how this is worked out",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: |state| question(state).is_some(),
    run: |state| question(state).map(|question| vec![Effect::Ask(question), Effect::Explain]).unwrap_or_default(),
};

fn question(state: &State<'_>) -> Option<Question> {
    let component = state.selection.only_component().map(str::to_owned).map(Question::Component);
    component.or_else(|| state.selection.only_connection().cloned().map(Question::Connection))
}
