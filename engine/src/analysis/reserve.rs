//! What is left when a copy is lost: how full the others get. Says nothing about which journeys fail.

use super::capacity::{Load, Role};
use super::graph::Node;
use crate::design::Placement;
use crate::kinds::Copies;

/// What a pool is without some of its copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reserve {
    /// Copies that are left.
    pub left: u32,
    /// How full they are at peak.
    pub utilization: f64,
}

/// A pool without one copy, or without the place that holds most of its copies, whichever is worse. `None` where
/// nothing limits it, or where nothing would be left.
#[must_use]
pub fn without_one(node: &Node<'_>, load: &Load) -> Option<Reserve> {
    let copies = node.instances();
    if node.kind.copies != Copies::Pool || node.managed() || copies < 2 {
        return None;
    }
    let utilization = load.utilization?;
    let in_largest_place = largest_place(node, copies).filter(|&lost| lost < copies).unwrap_or(1);
    let left = copies - in_largest_place.max(1);
    Some(Reserve { left, utilization: utilization * f64::from(copies) / f64::from(left) })
}

fn largest_place(node: &Node<'_>, copies: u32) -> Option<u32> {
    match &node.component.places {
        Placement::Nowhere => None,
        Placement::Counted(counts) => counts.values().copied().max(),
        Placement::Spread(_) => {
            let places = u32::try_from(node.component.places.ids().len()).ok().filter(|&places| places > 1)?;
            Some(copies.div_ceil(places))
        }
    }
}

/// How full a shard gets when one of its replicas is lost and its reads go to the others, or to the primary where it
/// was the last. `None` where there is no replica that answers reads, or nothing limits it.
#[must_use]
pub fn without_a_replica(node: &Node<'_>, load: &Load) -> Option<f64> {
    let replicas = node.replicas();
    let primary = load.roles.iter().find(|role| role.role == Role::Primary)?;
    let replica = load.roles.iter().find(|role| role.role == Role::Replica).filter(|role| role.peak.reads > 0.0)?;
    if replicas == 0 {
        return None;
    }
    let own_reads = primary.peak.reads;
    // A store that can do nothing at all has no reserve to speak of.
    if primary.write_capacity <= 0.0 || primary.read_capacity <= 0.0 {
        return None;
    }
    let writes = primary.peak.writes / primary.write_capacity;
    let left = 1.0 - 1.0 / f64::from(replicas);
    if replicas > 1 && own_reads == 0.0 {
        return Some(replica.utilization / left);
    }
    // The primary takes its share of the reads of the lost replica, in proportion to what each can read.
    let can_read = primary.read_capacity + replica.read_capacity * left;
    Some((own_reads + replica.peak.reads) / can_read + writes)
}

/// How full the busiest of `shards` shards is when one key takes a share of all requests and the rest is even.
#[must_use]
pub fn hottest_shard(utilization: f64, shards: u32, hottest_key: f64) -> f64 {
    let shards = f64::from(shards);
    utilization * shards * (hottest_key + (1.0 - hottest_key) / shards)
}

#[cfg(test)]
mod tests {
    use super::hottest_shard;

    #[test]
    fn a_key_without_more_than_its_part_leaves_shards_even() {
        assert!((hottest_shard(0.5, 4, 0.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_key_with_all_requests_puts_the_load_of_all_on_one_shard() {
        assert!((hottest_shard(0.5, 4, 1.0) - 2.0).abs() < 1e-12);
    }
}
