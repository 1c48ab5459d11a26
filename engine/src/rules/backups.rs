//! Which stores hold records that can be lost, and whether they are backed up.

use super::Context;
use crate::analysis::{Edge, Node};
use crate::kinds::Family;

/// Stores that a journey writes to and that hold more than a copy of what stands elsewhere.
pub(super) fn stores_of_records<'a>(context: &Context<'a>) -> Vec<(usize, Node<'a>)> {
    let written = |number: usize| context.is_written(number);
    let is_copy = |node: &Node<'_>| matches!(node.kind.id, "db-replica" | "search" | "tsdb" | "backup");
    context.of_family(Family::Database).filter(|(number, node)| written(*number) && !is_copy(node)).collect()
}

/// Whether a store is backed up: by a backup that is drawn, by an interval, or as stated. `None` where that is open.
pub(super) fn is_backed_up(context: &Context<'_>, store: usize) -> Option<bool> {
    let drawn = |edge: &Edge<'_>| [edge.from, edge.to].iter().any(|&end| context.node(end).kind.id == "backup");
    let node = context.node(store);
    let by_interval = node.number("backup_interval_minutes").is_some();
    if by_interval || context.from(store).chain(context.to(store)).any(drawn) {
        return Some(true);
    }
    node.switch("backup")
}
