//! Puts what is selected in line with its lowermost.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected in line with its lowermost.
pub static COMMAND: Command = Command {
    id: "align-bottom",
    name: "Align bottom",
    group: Group::Edit,
    keys: &[letter('s').alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Bottom)],
};
