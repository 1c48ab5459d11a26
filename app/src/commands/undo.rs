//! Takes the last step back.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group};

/// Takes the last step back.
pub static COMMAND: Command = Command {
    id: "undo",
    name: "Undo",
    group: Group::Edit,
    keys: &[letter('z').command()],
    while_typing: false,
    enabled: |state| state.history.can_undo(),
    run: |_| vec![Effect::Undo],
};
