//! Puts what is selected in line with its uppermost.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected in line with its uppermost.
pub static COMMAND: Command = Command {
    id: "align-top",
    name: "Align top",
    group: Group::Edit,
    keys: &[letter('w').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Top)],
};
