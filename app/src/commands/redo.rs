//! Does the last undone step again.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group};

/// Does the last undone step again.
pub static COMMAND: Command = Command {
    id: "redo",
    name: "Redo",
    group: Group::Edit,
    keys: &[letter('z').shift().command(), letter('y').command()],
    while_typing: false,
    enabled: |state| state.history.can_redo(),
    run: |_| vec![Effect::Redo],
};
