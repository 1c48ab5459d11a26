//! Puts what is selected in line with its rightmost.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected in line with its rightmost.
pub static COMMAND: Command = Command {
    id: "align-right",
    name: "Align right",
    group: Group::Edit,
    keys: &[letter('d').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Right)],
};
