//! Puts what is selected beside each other.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected beside each other.
pub static COMMAND: Command = Command {
    id: "align-middle",
    name: "Align middles",
    group: Group::Edit,
    keys: &[letter('v').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Middle)],
};
