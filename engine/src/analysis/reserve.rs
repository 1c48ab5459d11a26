//! What is left when a copy is lost: how full the others get. Says nothing about which journeys fail.

use super::capacity::{Load, Role, RoleLoad, busiest};
use super::graph::Graph;
use super::hashing::hottest_share;
use super::lost::{LostCopies, roles_left};
use super::traffic::Rates;
use crate::kinds::Copies;

/// How full the others of a pool are at peak when one copy is lost. `None` where nothing limits it, or where nothing would be left.
#[must_use]
pub fn without_one(graph: &Graph<'_>, number: usize, peak: Rates, load: &Load) -> Option<f64> {
    let node = &graph.nodes[number];
    if node.kind.copies != Copies::Pool || node.managed() || node.instances() < 2 {
        return None;
    }
    load.utilization?;
    let lost = LostCopies { primaries: 1, ..LostCopies::default() };
    Some(busiest(&roles_left(graph, number, peak, lost, &[]))?.utilization)
}

/// How full a shard gets when one of its replicas is lost and its reads go to the others, or to the primary where it
/// was the last. `None` where there is no replica that answers reads, or nothing limits it.
#[must_use]
pub fn without_a_replica(graph: &Graph<'_>, number: usize, peak: Rates, load: &Load) -> Option<f64> {
    let reads = |role: &&RoleLoad| role.role == Role::Replica && role.peak.reads > 0.0;
    let primary = load.roles.iter().find(|role| role.role == Role::Primary)?;
    load.roles.iter().find(reads)?;
    // A store that can do nothing at all has no reserve to speak of.
    if primary.write_capacity <= 0.0 || primary.read_capacity <= 0.0 {
        return None;
    }
    let lost = LostCopies { replicas: 1, ..LostCopies::default() };
    Some(busiest(&roles_left(graph, number, peak, lost, &[]))?.utilization)
}

/// How full the busiest of `shards` shards is when one key takes a share of all requests and the rest is even.
#[must_use]
pub fn hottest_shard(utilization: f64, shards: u32, hottest_key: f64) -> f64 {
    let shards = f64::from(shards);
    utilization * shards * hottest_share(shards, hottest_key)
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
