//! Availability of structures that are too wide for an exact answer: many worlds drawn at random, counted. The
//! numbers come from a fixed seed, so that the same design gives the same answer everywhere; the result names its
//! interval and is never called exact.

use super::graph::Graph;
use super::pools::{Copied, copied};
use super::structure::{Structure, working};
use crate::kinds::Copies;

/// Component states that one simulation may draw: a limit in steps, never in time.
const MOST_DRAWS: usize = 20_000_000;
/// Worlds beyond which nothing is gained.
const MOST_WORLDS: usize = 200_000;

/// Share of drawn worlds in which a journey is not served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// Share of worlds.
    pub unavailability: f64,
    /// Half-width of the 95 % interval (Wilson 1927).
    pub half_width: f64,
    /// Worlds drawn.
    pub worlds: usize,
}

/// Draws worlds for one journey.
#[must_use]
pub fn simulate(graph: &Graph<'_>, structure: &Structure) -> Simulated {
    let matters: Vec<(usize, Copied)> =
        structure.order().iter().map(|&node| (node, copied(graph, &graph.nodes[node]))).collect();
    let draws: usize = matters.iter().map(|(node, _)| 1 + graph.nodes[*node].copies() as usize).sum();
    let worlds = (MOST_DRAWS / draws.max(1)).clamp(1_000, MOST_WORLDS);
    let mut random = SplitMix::new(0x10AD_BEA2);
    let mut failed = 0_usize;
    let mut stands = vec![true; graph.nodes.len()];
    for _ in 0..worlds {
        let lost = places(graph, &mut random);
        for (node, copies) in &matters {
            stands[*node] = is_up(graph, *node, copies, structure.writes[*node], &lost, &mut random);
        }
        failed += usize::from(!working(structure, &stands, &[])[structure.entry]);
    }
    let (n, p) = (worlds as f64, failed as f64 / worlds as f64);
    let z = 1.96;
    let half_width = z / (1.0 + z * z / n) * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    Simulated { unavailability: p, half_width, worlds }
}

/// Which places are down in one world. What lies in a lost place is lost.
fn places(graph: &Graph<'_>, random: &mut SplitMix) -> Vec<bool> {
    let own: Vec<bool> = graph.fates.iter().map(|fate| random.share() >= fate.availability.value).collect();
    (0..own.len())
        .map(|fate| {
            let mut at = Some(fate);
            for _ in 0..=own.len() {
                match at {
                    Some(here) if own[here] => return true,
                    Some(here) => at = graph.fates[here].within,
                    None => return false,
                }
            }
            false
        })
        .collect()
}

fn is_up(
    graph: &Graph<'_>,
    number: usize,
    copies: &Copied,
    writes: bool,
    lost: &[bool],
    random: &mut SplitMix,
) -> bool {
    let node = &graph.nodes[number];
    if node.kind.copies == Copies::Inside {
        return true;
    }
    let available = node.number("availability").map_or(1.0, |figure| figure.value);
    let mut up = |fate: Option<usize>| random.share() < available && fate.is_none_or(|fate| !lost[fate]);
    match copies {
        Copied::Whole => up(None),
        Copied::Pool { at, needs } => {
            let mut standing = 0;
            for &(fate, count) in at {
                standing += (0..count).filter(|_| up(fate)).count() as u32;
            }
            standing >= *needs
        }
        Copied::Shards { at, auto_failover, needs } => at.iter().all(|(fates, shards)| {
            (0..*shards).all(|_| {
                let standing: Vec<bool> = fates.iter().map(|&fate| up(fate)).collect();
                let enough = standing.iter().filter(|is| **is).count() as u32 >= *needs;
                enough && (!writes || *auto_failover || standing[0])
            })
        }),
    }
}

/// Vigna's SplitMix64: enough for counting worlds, and the same everywhere.
pub(super) struct SplitMix {
    state: u64,
}

impl SplitMix {
    /// Numbers that follow from a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number, from 0 up to but not including 1.
    pub(super) fn share(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::traffic;
    use crate::analysis::weak_points::dependence;
    use crate::rules::testing::design;

    #[test]
    fn counts_what_can_be_worked_out_by_hand() {
        let design = design(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "places": [{"id": "a", "kind": "zone", "availability": 0.9}],
               "components": [
                 {"id": "api", "kind": "server", "instances": 2, "places": ["a"], "settings": {"availability": 0.8}},
                 {"id": "db", "kind": "sql", "settings": {"availability": 0.9}}],
               "connections": [{"from": "api", "to": "db"}]}"#,
        );
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let found = simulate(&graph, &dependence(&graph, &traffic).structures[0]);
        // Zone 0.9 × one of two copies 0.96 × database 0.9 = 0.7776.
        assert!((found.unavailability - (1.0 - 0.7776)).abs() < 2.0 * found.half_width, "{found:?}");
        assert!(found.half_width < 0.003);
    }
}
