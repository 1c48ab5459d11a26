//! Puts what is selected above each other.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected above each other.
pub static COMMAND: Command = Command {
    id: "align-centre",
    name: "Align centres",
    group: Group::Edit,
    keys: &[letter('h').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Centre)],
};
