//! Provable bounds of a journey's unavailability, for structures that are too wide for an exact answer.
//!
//! Components fail independently once it is known which places are down, and what is up together only helps: such events
//! are associated (Esary, Proschan and Walkup 1967), so both of two things work at least as often as if they shared
//! nothing, and both fail at least as often. From the callees up to the entry, each component gets a least and a most:
//!
//! - What needs all of several fails at most as often as if they shared nothing; it fails at least as often as the worst
//!   of those that share anything, and those that share nothing count together.
//! - What needs one of several fails at least as often as if they shared nothing; at most as often as the best of those
//!   that share anything, and those that share nothing count together.
//!
//! What every request needs without a choice is taken out first and counted exactly: it is shared by most, and decides
//! most. All states of places are gone through one by one.

use super::availability::{copies, states};
use super::capacity::Load;
use super::graph::Graph;
use super::levels::Problem;
use super::pools::too_few;
use super::steps::Need;
use super::structure::Structure;
use super::traffic::Traffic;

/// Components that matter beyond which nothing is said: what each is decided by is kept for all of them.
const MOST_COMPONENTS: usize = 4_096;
/// Looks at a component, all states of places together, beyond which nothing is said.
const MOST_LOOKS: usize = 2_000_000;

/// Between which shares of time a journey's user is not served, for certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

/// Bounds of one journey's unavailability; `None` where there are too many components or states of places.
#[must_use]
pub fn bounds(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], structure: &Structure) -> Option<Bounds> {
    let order = structure.order();
    if order.len() > MOST_COMPONENTS {
        return None;
    }
    let copies = copies(graph, structure);
    let states = states(graph, &copies).ok()?;
    if states.len().saturating_mul(order.len()) > MOST_LOOKS {
        return None;
    }
    let problem = Problem::new(graph, traffic, loads, structure, &copies);
    let Some(must) = required(structure, graph.nodes.len()) else { return Some(Bounds { least: 1.0, most: 1.0 }) };
    let deciding = Deciding::new(structure, graph.nodes.len(), &must);
    let mut total = Share { least: 0.0, most: 0.0 };
    for state in &states {
        let down = |node: usize| problem.down(node, &state.down, false);
        let of_all = any_fails(order.iter().filter(|&&node| must[node]).map(|&node| down(node)));
        let own = |node: usize| if must[node] { 0.0 } else { down(node) };
        let rest = entry(structure, &deciding, &own);
        let with = |rest: f64| state.probability * (of_all + (1.0 - of_all) * rest);
        total = Share { least: total.least + with(rest.least), most: total.most + with(rest.most) };
    }
    Some(Bounds { least: total.least.clamp(0.0, 1.0), most: total.most.clamp(0.0, 1.0) })
}

/// Probability that something fails, at least and at most.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Share {
    least: f64,
    most: f64,
}

const WORKS: Share = Share { least: 0.0, most: 0.0 };
const FAILS: Share = Share { least: 1.0, most: 1.0 };

/// By node: whether every request needs it without a choice; `None` where something is needed that nothing satisfies.
pub(super) fn required(structure: &Structure, nodes: usize) -> Option<Vec<bool>> {
    let mut must = vec![false; nodes];
    let mut open = vec![structure.entry];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut must[node], true) {
            continue;
        }
        for need in structure.needs(node) {
            if need.members.len() < need.needs {
                return None;
            }
            if need.members.len() == need.needs {
                open.extend(need.members);
            }
        }
    }
    Some(must)
}

/// Sets of components by what decides whether each of them works.
pub(super) struct Deciding {
    /// Numbers of 64 members each.
    words: usize,
    /// By node, so many words.
    sets: Vec<u64>,
    /// By node: which member it is itself; `None` where that is settled.
    places: Vec<Option<usize>>,
}

pub(super) type Set = Vec<u64>;

impl Deciding {
    pub fn new(structure: &Structure, nodes: usize, must: &[bool]) -> Self {
        let order = structure.order();
        let words = order.len().div_ceil(64);
        let mut found = Self { words, sets: vec![0; nodes * words], places: vec![None; nodes] };
        for (rank, &node) in order.iter().enumerate().filter(|(_, node)| !must[**node]) {
            found.places[node] = Some(rank);
        }
        for part in structure.parts() {
            let mut all: Set = vec![0; words];
            for &node in part {
                add(&mut all, &found.itself(node));
                structure.needs(node).flat_map(|need| need.members).for_each(|&member| add(&mut all, found.of(member)));
            }
            for &node in part {
                found.sets[node * words..(node + 1) * words].copy_from_slice(&all);
            }
        }
        found
    }

    /// Nobody.
    pub fn nothing(&self) -> Set {
        vec![0; self.words]
    }

    /// A component alone.
    pub fn itself(&self, node: usize) -> Set {
        let mut set = self.nothing();
        if let Some(place) = self.places[node] {
            set[place / 64] |= 1 << (place % 64);
        }
        set
    }

    /// What decides whether a component works.
    pub fn of(&self, node: usize) -> &[u64] {
        &self.sets[node * self.words..(node + 1) * self.words]
    }

    /// Puts what shares anything together: by number of the group, what is in it.
    pub fn groups(&self, sets: impl Iterator<Item = Set>) -> Vec<Vec<usize>> {
        let mut groups: Vec<(Set, Vec<usize>)> = Vec::new();
        for (at, set) in sets.enumerate() {
            let mut joined = (set, vec![at]);
            let mut apart = Vec::with_capacity(groups.len() + 1);
            for (other, members) in groups {
                if other.iter().zip(&joined.0).any(|(one, two)| one & two != 0) {
                    add(&mut joined.0, &other);
                    joined.1.extend(members);
                } else {
                    apart.push((other, members));
                }
            }
            apart.push(joined);
            groups = apart;
        }
        groups.into_iter().map(|(_, members)| members).collect()
    }
}

pub(super) fn add(all: &mut [u64], some: &[u64]) {
    all.iter_mut().zip(some).for_each(|(all, some)| *all |= some);
}

/// Probability that any of independent things fails.
fn any_fails(failures: impl Iterator<Item = f64>) -> f64 {
    let up: f64 = failures.map(|failure| libm::log1p(-failure.min(1.0))).sum();
    -libm::expm1(up)
}

/// Something that is needed, with what decides it.
struct Asked {
    share: Share,
    by: Set,
}

/// All of these are needed.
fn all_of(deciding: &Deciding, asked: &[Asked]) -> Share {
    let most = any_fails(asked.iter().map(|one| one.share.most));
    let groups = deciding.groups(asked.iter().map(|one| one.by.clone()));
    let worst = |group: &Vec<usize>| group.iter().map(|&at| asked[at].share.least).fold(0.0, f64::max);
    Share { least: any_fails(groups.iter().map(worst)), most }
}

/// So many of these are needed.
fn some_of(deciding: &Deciding, asked: &[Asked], needs: usize) -> Share {
    if needs == 0 {
        return WORKS;
    }
    if asked.len() < needs {
        return FAILS;
    }
    if asked.len() == needs {
        return all_of(deciding, asked);
    }
    let groups = deciding.groups(asked.iter().map(|one| one.by.clone()));
    if needs == 1 {
        let best = |group: &Vec<usize>| group.iter().map(|&at| asked[at].share.most).fold(1.0, f64::min);
        let least = asked.iter().map(|one| one.share.least).product();
        return Share { least, most: groups.iter().map(best).product() };
    }
    if groups.len() == asked.len() {
        let count = |of: &dyn Fn(&Asked) -> f64| {
            let each: Vec<(f64, u32)> = asked.iter().map(|one| (1.0 - of(one), 1)).collect();
            too_few(&each, needs as u32)
        };
        return Share { least: count(&|one| one.share.least), most: count(&|one| one.share.most) };
    }
    // The best so many work; as many as are then too few fail.
    let sorted = |of: &dyn Fn(&Asked) -> f64| {
        let mut all: Vec<f64> = asked.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let best = any_fails(sorted(&|one| one.share.most).into_iter().take(needs));
    let worst = sorted(&|one| one.share.least).into_iter().rev().take(asked.len() - needs + 1).product();
    Share { least: worst, most: best }
}

/// How often the entry fails, each component of itself as often as `own` says.
fn entry(structure: &Structure, deciding: &Deciding, own: &dyn Fn(usize) -> f64) -> Share {
    let nodes = deciding.places.len();
    let mut works = vec![WORKS; nodes];
    let mut met = vec![WORKS; nodes];
    for part in structure.parts() {
        // What needs each other is up together, so inside of a part the others count as working: that is the best that
        // can be, and if all of the part is up it is so.
        let mut of_part: Vec<Asked> = Vec::new();
        let found: Vec<(usize, Share, Share)> = part
            .iter()
            .map(|&node| {
                let mut asked: Vec<Asked> =
                    structure.needs(node).map(|need| need_of(deciding, need, (&works, &met), own)).collect();
                let of_needs = all_of(deciding, &asked);
                let itself = own(node);
                asked.push(Asked { share: Share { least: itself, most: itself }, by: deciding.itself(node) });
                let of_all = all_of(deciding, &asked);
                of_part.extend(asked);
                (node, of_needs, of_all)
            })
            .collect();
        let calls_itself = |&node: &usize| structure.needs(node).any(|need| need.members.contains(&node));
        let is_loop = part.len() > 1 || part.iter().any(calls_itself);
        let most = is_loop.then(|| all_of(deciding, &of_part).most);
        for (node, of_needs, of_all) in found {
            met[node] = Share { most: most.unwrap_or(of_needs.most), ..of_needs };
            works[node] = Share { most: most.unwrap_or(of_all.most), ..of_all };
        }
    }
    works[structure.entry]
}

/// One need, given how often its members fail. Those of the same part have not been looked at, and count as working.
fn need_of(
    deciding: &Deciding,
    need: Need<'_>,
    (works, met): (&[Share], &[Share]),
    own: &dyn Fn(usize) -> f64,
) -> Asked {
    let mut by = deciding.nothing();
    need.members.iter().for_each(|&member| add(&mut by, deciding.of(member)));
    let of = |&member: &usize| {
        let share = if need.blind {
            let itself = own(member);
            Share { least: itself, most: itself }
        } else {
            works[member]
        };
        Asked { share, by: deciding.of(member).to_vec() }
    };
    let asked: Vec<Asked> = need.members.iter().map(of).collect();
    let mut share = some_of(deciding, &asked, need.needs);
    if need.blind {
        // Who does not look whether a member works needs what any of them needs.
        let of_met = |&member: &usize| Asked { share: met[member], by: deciding.of(member).to_vec() };
        let all_met = all_of(deciding, &need.members.iter().map(of_met).collect::<Vec<_>>());
        let most = any_fails([share.most, all_met.most].into_iter());
        share = Share { least: share.least.max(all_met.least), most };
    }
    Asked { share, by }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::Graph;
    use crate::analysis::capacity::loads;
    use crate::analysis::structure::{structure, working};
    use crate::analysis::traffic::solve;
    use crate::rules::testing::design;

    fn of(text: &str) -> Bounds {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let structure = structure(&graph, &traffic.journeys[0]);
        bounds(&graph, &traffic, &loads(&graph, &traffic), &structure).unwrap()
    }

    fn near(found: Bounds, least: f64, most: f64) {
        let close = |got: f64, want: f64| (got - want).abs() <= 1e-12;
        assert!(close(found.least, least) && close(found.most, most), "{found:?}, by hand {least} to {most}");
    }

    /// Two servers, and what each of them needs.
    fn two(needs: &str) -> String {
        format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "lb", "operation": "read"}}]}},
                "components": [{{"id": "lb", "kind": "lb-l7", "settings": {{"availability": 1}}}},
                    {{"id": "a", "kind": "server", "settings": {{"availability": 0.9}}}},
                    {{"id": "b", "kind": "server", "settings": {{"availability": 0.8}}}},
                    {{"id": "c", "kind": "service", "settings": {{"availability": 0.5}}}},
                    {{"id": "d", "kind": "service", "settings": {{"availability": 0.5}}}}],
                "connections": [{{"from": "lb", "to": "a"}}, {{"from": "lb", "to": "b"}}{needs}]}}"#
        )
    }

    #[test]
    fn what_shares_nothing_is_exact() {
        near(of(&two("")), 0.02, 0.02);
        let apart = r#", {"from": "a", "to": "c"}, {"from": "b", "to": "d"}"#;
        near(of(&two(apart)), (1.0 - 0.45) * (1.0 - 0.4), (1.0 - 0.45) * (1.0 - 0.4));
    }

    #[test]
    fn what_both_share_lies_between_as_if_they_did_not_and_the_better_one() {
        // Truth: 0.5 × 1 + 0.5 × 0.02 = 0.51, between 0.55 × 0.6 and the better one of 0.55 and 0.6.
        near(of(&two(r#", {"from": "a", "to": "c"}, {"from": "b", "to": "c"}"#)), 0.33, 0.55);
    }

    #[test]
    fn what_everything_needs_is_counted_exactly() {
        let needed = r#", {"from": "lb", "to": "c"}, {"from": "a", "to": "c"}, {"from": "b", "to": "c"}"#;
        let text = two(needed).replace(r#""kind": "lb-l7""#, r#""kind": "server""#);
        let text = text.replace(r#"{"from": "lb", "to": "a"}"#, r#"{"from": "lb", "to": "a", "group": "g"}"#);
        let text = text.replace(r#"{"from": "lb", "to": "b"}"#, r#"{"from": "lb", "to": "b", "group": "g"}"#);
        near(of(&text), 0.51, 0.51);
    }

    type Needs = Vec<Vec<(Vec<usize>, usize, bool)>>;

    fn needs(nodes: usize, may_circle: bool) -> impl Strategy<Value = Needs> {
        let of_node = move |node: usize| {
            let least = if may_circle || node + 1 == nodes { 0 } else { node + 1 };
            let need = (prop::collection::vec(least..nodes, 1..4), 0_usize..20, prop::bool::weighted(0.2));
            let need = need.prop_map(|(members, count, blind)| {
                let count = 1 + count % members.len();
                (members, count, blind)
            });
            let needs = if least == 0 && !may_circle { 0..1 } else { 0..3 };
            prop::collection::vec(need, needs)
        };
        (0..nodes).map(of_node).collect::<Vec<_>>()
    }

    /// How often the entry fails, over all states, each node up as often as stated.
    fn exactly(structure: &Structure, up: &[f64]) -> f64 {
        (0..1_usize << up.len())
            .map(|state| {
                let stands: Vec<bool> = (0..up.len()).map(|node| state >> node & 1 == 1).collect();
                let likely: f64 = up.iter().zip(&stands).map(|(up, is)| if *is { *up } else { 1.0 - up }).product();
                if working(structure, &stands, &[])[structure.entry] { 0.0 } else { likely }
            })
            .sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]

        #[test]
        fn the_truth_lies_between(
            lists in prop_oneof![needs(7, false), needs(6, true)], shares in prop::collection::vec(0_u8..=10, 7),
        ) {
            let structure = Structure::of_needs(0, &lists);
            let up: Vec<f64> = shares.iter().take(lists.len()).map(|share| f64::from(*share) / 10.0).collect();
            let truth = exactly(&structure, &up);
            let found = match required(&structure, up.len()) {
                None => Bounds { least: 1.0, most: 1.0 },
                Some(must) => {
                    let deciding = Deciding::new(&structure, up.len(), &must);
                    let all = any_fails((0..up.len()).filter(|&node| must[node]).map(|node| 1.0 - up[node]));
                    let rest = entry(&structure, &deciding, &|node| if must[node] { 0.0 } else { 1.0 - up[node] });
                    let with = |rest: f64| all + (1.0 - all) * rest;
                    Bounds { least: with(rest.least), most: with(rest.most) }
                }
            };
            prop_assert!(found.least <= truth + 1e-9 && truth <= found.most + 1e-9, "{found:?}, but {truth}");
        }
    }
}
