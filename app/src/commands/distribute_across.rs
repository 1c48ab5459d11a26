//! Puts what is selected at even distances from left to right.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected at even distances from left to right.
pub static COMMAND: Command = Command {
    id: "distribute-across",
    name: "Distribute across",
    group: Group::Edit,
    keys: &[letter('h').alt().shift()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Across)],
};
