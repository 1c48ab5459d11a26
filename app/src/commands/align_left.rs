//! Puts what is selected in line with its leftmost.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected in line with its leftmost.
pub static COMMAND: Command = Command {
    id: "align-left",
    name: "Align left",
    group: Group::Edit,
    keys: &[letter('a').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Left)],
};
