//! What is left when a copy is lost: how full the others get. Says nothing about which journeys fail.

use super::capacity::{Load, Role};
use super::graph::Node;
use crate::kinds::Copies;

/// How full the others of a pool are at peak when one copy is lost. `None` where nothing limits it, or where nothing would be left.
#[must_use]
pub fn without_one(node: &Node<'_>, load: &Load) -> Option<f64> {
    let copies = node.instances();
    if node.kind.copies != Copies::Pool || node.managed() || copies < 2 {
        return None;
    }
    Some(load.utilization? * f64::from(copies) / f64::from(copies - 1))
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
