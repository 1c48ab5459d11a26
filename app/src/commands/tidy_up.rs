//! Puts what is selected into rows at even distances.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_several};
use crate::document::lining::Lining;

/// Puts what is selected into rows at even distances.
pub static COMMAND: Command = Command {
    id: "tidy-up",
    name: "Tidy up",
    group: Group::Edit,
    keys: &[letter('t').command().alt()],
    while_typing: false,
    enabled: has_several,
    run: |_| vec![Effect::Line(Lining::Tidy)],
};
