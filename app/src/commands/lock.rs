//! Locks the selected components, so that they are neither moved nor deleted by hand, or unlocks them.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_components};
use crate::document::Edit;
use loadbearing_engine::design::Component;

/// Locks the selected components, or unlocks them where all are locked.
pub static COMMAND: Command = Command {
    id: "lock",
    name: "Lock or unlock",
    group: Group::Edit,
    keys: &[letter('l').shift().command()],
    while_typing: false,
    enabled: has_components,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let selected = || state.selection.components.iter().filter_map(|id| state.document.component(id));
    let locked = !selected().all(|component| component.locked);
    let changed = selected().map(|component| Edit::ChangeComponent {
        id: component.id.clone(),
        to: Box::new(Component { locked, ..component.clone() }),
    });
    vec![Effect::Edit(Edit::Batch(changed.collect()))]
}
