//! Availability of structures that are too wide for an exact answer: many worlds drawn at random, counted. The
//! numbers come from a fixed seed, so that the same design gives the same answer everywhere; the result names its
//! interval and is never called exact.

use std::collections::BTreeMap;

use super::availability::copies;
use super::availability_working::cut_working;
use super::capacity::Load;
use super::copy_failures::CopyFailures;
use super::graph::Graph;
use super::levels::Problem;
use super::losses::single_losses_beside;
use super::place_losses::PlaceLosses;
use super::pools::{Copied, copied_for, shard_stands};
use super::structure::{Structure, working};
use super::traffic::Traffic;
use super::weak_points::Lost;
use super::working::Working;

/// Component states that one simulation may draw: a limit in steps, never in time.
const MOST_DRAWS: usize = 20_000_000;
/// Components that may be looked at for what decides, all worlds together.
const MOST_LOOKS: usize = 2_000_000;
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

/// Where all drawn numbers begin.
const SEED: u64 = 0x10AD_BEA2;
/// Standard deviations of a normal distribution within which 95 % lie.
const WITHIN: f64 = 1.96;

impl Simulated {
    /// How the share comes about, or the rest of it: what was counted in worlds that were drawn from a seed.
    #[must_use]
    pub fn working(&self, rest: bool) -> Working {
        let worlds = self.worlds as f64;
        let failed = libm::round(self.unavailability * worlds);
        let (formula, value) = if rest {
            ("1 − failed ÷ worlds", 1.0 - failed / worlds)
        } else {
            ("failed ÷ worlds", failed / worlds)
        };
        let drawn = || format!("drawn[{SEED}]");
        Working::new(formula, value).stated("failed", failed, drawn()).stated("worlds", worlds, drawn())
    }

    /// How the half-width of its interval comes about.
    #[must_use]
    pub fn interval_working(&self) -> Working {
        let formula =
            "1.96 ÷ (1 + 1.96 ^ 2 ÷ worlds) × sqrt(share × (1 − share) ÷ worlds + 1.96 ^ 2 ÷ (4 × worlds ^ 2))";
        Working::new(formula, self.half_width).worked("share", self.working(false)).stated(
            "worlds",
            self.worlds as f64,
            format!("drawn[{SEED}]"),
        )
    }
}

/// How often something decides in drawn worlds whether a journey is served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decided {
    /// In so many worlds.
    pub count: usize,
    /// Of so many.
    pub worlds: usize,
    /// How often it is down itself, on average over the worlds in which it decides.
    pub down: f64,
}

impl Decided {
    /// What it contributes to the unavailability.
    #[must_use]
    pub fn gain(&self) -> Simulated {
        let found = share_of(self.count, self.worlds);
        Simulated {
            unavailability: found.unavailability * self.down,
            half_width: found.half_width * self.down,
            ..found
        }
    }

    /// How that comes about, of a component or place of a journey with this structure.
    #[must_use]
    pub fn working(&self, graph: &Graph<'_>, structure: &Structure, of: Lost) -> Working {
        let share = share_of(self.count, self.worlds).working(false);
        self.times("decides × down", self.gain().unavailability, (graph, structure, of)).worked("decides", share)
    }

    /// How the half-width of its interval comes about.
    #[must_use]
    pub fn interval_working(&self, graph: &Graph<'_>, structure: &Structure, of: Lost) -> Working {
        let interval = share_of(self.count, self.worlds).interval_working();
        self.times("interval × down", self.gain().half_width, (graph, structure, of)).worked("interval", interval)
    }

    /// With how often it is down: worked out where that is the same in all worlds.
    fn times(&self, formula: &str, value: f64, (graph, structure, of): (&Graph<'_>, &Structure, Lost)) -> Working {
        let working = Working::new(formula, value);
        let always = cut_working(graph, structure, &[of]);
        match always.filter(|always| (always.value - self.down).abs() <= 1e-12 * self.down) {
            Some(down) => working.worked("down", down),
            None => working.stated("down", self.down, format!("drawn[{SEED}]")),
        }
    }
}

/// Draws worlds for one journey.
#[must_use]
pub fn simulate(graph: &Graph<'_>, structure: &Structure) -> Simulated {
    let mut worlds = Worlds::new(graph, structure);
    let all = worlds.all();
    let failed = (0..all).filter(|_| !worlds.next(None)).count();
    share_of(failed, all)
}

/// What each component and each place contributes to a journey's unavailability: how often it decides in drawn worlds
/// whether the journey is served, times how often it is down itself, which need not be drawn. Those that never decide
/// are left out.
#[must_use]
pub fn simulated_contributions(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Vec<(Lost, Decided)> {
    let copies = copies(graph, structure);
    let problem = Problem::new(graph, traffic, loads, structure, &copies);
    let mut worlds = Worlds::new(graph, structure);
    if !working(structure, &worlds.stands, &[])[structure.entry] {
        return Vec::new();
    }
    let all = (MOST_LOOKS / structure.order().len().max(1)).clamp(1_000, MOST_WORLDS / 10);
    let mut places = PlaceLosses::new(graph);
    let nothing_lost = vec![false; graph.fates.len()];
    let chance = |node: usize, lost: &[bool]| problem.down(node, lost, false);
    let usual: Vec<f64> = (0..graph.nodes.len()).map(|node| chance(node, &nothing_lost)).collect();
    // By what decides: in how many worlds, and the sum of how often it is down.
    let mut decides: BTreeMap<Lost, (usize, f64)> = BTreeMap::new();
    let mut add = |of: Lost, down: f64| {
        let (count, sum) = decides.entry(of).or_default();
        (*count, *sum) = (*count + 1, *sum + down);
    };
    for _ in 0..all {
        let seed = worlds.random.clone();
        let works = worlds.next(None);
        let rest = worlds.random.clone();
        for node in worlds.deciding(works, &mut places) {
            let down = if worlds.lost == nothing_lost { usual[node] } else { chance(node, &worlds.lost) };
            add(Lost::Component(node), down);
        }
        // The same world once more, but for one place.
        let is_lost = worlds.lost_itself.clone();
        let above = |fate: usize| graph.fates[fate].within.is_some_and(|above| worlds.lost[above]);
        let open: Vec<usize> = (0..graph.fates.len()).filter(|&fate| works != is_lost[fate] && !above(fate)).collect();
        for fate in open {
            worlds.random = seed.clone();
            if worlds.next(Some((fate, works))) != works {
                add(Lost::Fate(fate), 1.0 - graph.fates[fate].availability.value);
            }
        }
        worlds.random = rest;
    }
    let found = decides.into_iter().filter(|(_, (_, sum))| *sum > 0.0);
    let decided =
        |(of, (count, sum)): (Lost, (usize, f64))| (of, Decided { count, worlds: all, down: sum / count as f64 });
    found.map(decided).collect()
}

fn share_of(count: usize, worlds: usize) -> Simulated {
    let (n, p) = (worlds as f64, count as f64 / worlds as f64);
    let z = WITHIN;
    let half_width = z / (1.0 + z * z / n) * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    Simulated { unavailability: p, half_width, worlds }
}

/// A component that matters to a journey.
struct Drawn {
    node: usize,
    copies: Copied,
    failures: CopyFailures,
    /// Where its copies wait for crews: by how many stand, how often too few are up. Worlds ask for the same few.
    too_few: Vec<(u32, f64)>,
}

/// Worlds of one journey, one after the other.
struct Worlds<'a> {
    graph: &'a Graph<'a>,
    structure: &'a Structure,
    matters: Vec<Drawn>,
    random: SplitMix,
    /// By fate: whether it is lost of itself, and whether it is lost at all.
    lost_itself: Vec<bool>,
    lost: Vec<bool>,
    /// By node.
    stands: Vec<bool>,
}

impl<'a> Worlds<'a> {
    fn new(graph: &'a Graph<'a>, structure: &'a Structure) -> Self {
        let of = |node: usize| Drawn {
            node,
            copies: copied_for(graph, &graph.nodes[node], structure.operations(node)),
            failures: CopyFailures::of(&graph.nodes[node]),
            too_few: Vec::new(),
        };
        let matters = structure.order().iter().map(|&node| of(node)).collect();
        let fates = vec![false; graph.fates.len()];
        let (random, stands) = (SplitMix::new(SEED), vec![true; graph.nodes.len()]);
        Self { graph, structure, matters, random, lost_itself: fates.clone(), lost: fates, stands }
    }

    /// How many are drawn.
    fn all(&self) -> usize {
        let draws: usize = self.matters.iter().map(|drawn| 1 + self.graph.nodes[drawn.node].copies() as usize).sum();
        (MOST_DRAWS / draws.max(1)).clamp(1_000, MOST_WORLDS)
    }

    /// Draws the next one, in which one place may be up or lost by force; whether the journey is served in it.
    fn next(&mut self, forced: Option<(usize, bool)>) -> bool {
        let Self { graph, structure, matters, random, lost_itself, lost, stands } = self;
        for (fate, is_lost) in lost_itself.iter_mut().enumerate() {
            let drawn = random.share() >= graph.fates[fate].availability.value;
            *is_lost = forced.filter(|(of, _)| *of == fate).map_or(drawn, |(_, is_lost)| is_lost);
        }
        // What lies in a lost place is lost.
        for (fate, is_lost) in lost.iter_mut().enumerate() {
            let out = std::iter::successors(Some(fate), |&at| graph.fates[at].within);
            *is_lost = out.take(lost_itself.len()).any(|at| lost_itself[at]);
        }
        for drawn in matters {
            stands[drawn.node] = drawn.is_up(structure.writes[drawn.node], lost, random);
        }
        working(structure, stands, &[])[structure.entry]
    }

    /// Components of which it depends in this world whether the journey is served: those that would fail it if they were
    /// down, or would save it if they were up. Those without places to stand in are not among them.
    fn deciding(&mut self, works: bool, places: &mut PlaceLosses) -> Vec<usize> {
        let Self { graph, structure, matters, lost, stands, .. } = self;
        let (graph, structure) = (*graph, *structure);
        let nodes = matters.iter().map(|drawn| drawn.node);
        if works {
            let down: Vec<bool> = stands.iter().map(|stands| !stands).collect();
            let losses = single_losses_beside(graph, structure, places, &down);
            return nodes.filter(|&node| stands[node] && losses.fails_without(node)).collect();
        }
        let mut saving = Vec::new();
        for Drawn { node, copies, .. } in matters {
            if stands[*node] || !copies.stands(structure.writes[*node], |fate| lost[fate]) {
                continue;
            }
            stands[*node] = true;
            if working(structure, stands, &[])[structure.entry] {
                saving.push(*node);
            }
            stands[*node] = false;
        }
        saving
    }
}

impl Drawn {
    /// Draws whether the component is up. It takes as many numbers whatever they say, so that worlds differ in nothing but
    /// what is changed.
    fn is_up(&mut self, writes: bool, lost: &[bool], random: &mut SplitMix) -> bool {
        let Self { copies, failures, too_few, .. } = self;
        let (copies, failures) = (&*copies, &*failures);
        let all_at_once = failures.common > 0.0 && random.share() < failures.common;
        let stands = |fate: Option<usize>| fate.is_none_or(|fate| !lost[fate]);
        let mut up = |fate: Option<usize>| random.share() < failures.alone && stands(fate);
        let enough = match copies {
            Copied::Whole => up(None),
            Copied::Pool { at, needs } if failures.crews.is_some() => {
                let standing = at.iter().filter(|(fate, _)| stands(*fate)).map(|(_, count)| count).sum();
                let of_those = |&&(of, _): &&(u32, f64)| of == standing;
                let too_few = too_few.iter().find(of_those).map(|known| known.1).unwrap_or_else(|| {
                    let found = failures.too_few_alone(standing, *needs);
                    too_few.push((standing, found));
                    found
                });
                random.share() >= too_few
            }
            Copied::Pool { at, needs } => {
                let mut standing = 0;
                for &(fate, count) in at {
                    standing += (0..count).filter(|_| up(fate)).count() as u32;
                }
                standing >= *needs
            }
            Copied::Shards { at, auto_failover, needs } => {
                let mut all = true;
                for (fates, shards) in at {
                    for _ in 0..*shards {
                        let standing: Vec<bool> = fates.iter().map(|&fate| up(fate)).collect();
                        let replicas = standing.iter().skip(1).filter(|is| **is).count() as u32;
                        all &= shard_stands(standing[0], replicas, *needs, writes, *auto_failover);
                    }
                }
                all
            }
        };
        enough && !all_at_once
    }
}

/// Vigna's SplitMix64: enough for counting worlds, and the same everywhere.
#[derive(Clone, Debug)]
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
    use crate::analysis::capacity::loads;
    use crate::analysis::contributions::{Contribution, contributions};
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

    #[test]
    fn copies_that_fail_together_or_wait_for_repairs_are_drawn_so() {
        let design = design(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [
                 {"id": "api", "kind": "server", "instances": 2, "settings": {"availability": 0.9, "common_cause": 0.5}},
                 {"id": "job", "kind": "service", "instances": 2, "settings": {"availability": 0.9, "repair_crews": 1}},
                 {"id": "db", "kind": "sql", "replicas": 1, "settings": {"availability": 0.8, "common_cause": 0.5}}],
               "connections": [{"from": "api", "to": "job"}, {"from": "api", "to": "db"}]}"#,
        );
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let found = simulate(&graph, &dependence(&graph, &traffic).structures[0]);
        // 0.05 + 0.95 × 0.05² × one crew: 2 ÷ 101 × 0.1 + 0.9 × 0.1².
        let up = (1.0 - 0.052_375) * (1.0 - 2.0 / 101.0) * (1.0 - 0.109);
        assert!((found.unavailability - (1.0 - up)).abs() < 2.0 * found.half_width, "{found:?} {up}");
    }

    #[test]
    fn contributions_are_about_those_that_are_exact() {
        let design = design(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "lb", "operation": "read"}]},
               "places": [{"id": "r", "kind": "region", "availability": 0.9},
                 {"id": "a", "kind": "zone", "in": "r", "availability": 0.8}],
               "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 0.9}},
                 {"id": "one", "kind": "server", "instances": 2, "places": ["a"], "settings": {"availability": 0.7}},
                 {"id": "two", "kind": "server", "settings": {"availability": 0.6}},
                 {"id": "db", "kind": "sql", "shards": 2, "replicas": 1, "settings": {"availability": 0.8}}],
               "connections": [{"from": "lb", "to": "one"}, {"from": "lb", "to": "two"}, {"from": "one", "to": "db"}]}"#,
        );
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let structure = &dependence(&graph, &traffic).structures[0];
        let exact = contributions(&graph, &traffic, &loads(&graph, &traffic), structure).unwrap();
        let simulated = simulated_contributions(&graph, &traffic, &loads(&graph, &traffic), structure);
        assert_eq!(exact.len(), 6);
        assert_eq!(simulated.len(), 6);
        for Contribution { of, gain } in exact {
            let (_, found) = simulated.iter().find(|(other, _)| *other == of).unwrap();
            let found = found.gain();
            assert!((found.unavailability - gain).abs() < 2.0 * found.half_width, "{of:?}: {gain} {found:?}");
        }
    }
}
