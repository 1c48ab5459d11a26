//! Puts what is selected at even distances from top to bottom.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected at even distances from top to bottom.
pub static COMMAND: Command = Command {
    id: "distribute-down",
    name: "Distribute down",
    group: Group::Edit,
    keys: &[letter('v').alt().shift()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Down)],
};
