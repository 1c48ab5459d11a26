//! Minimal cuts of a journey: which sets of components and places fail it when all of them are lost, while losing any
//! fewer of them does not; and how often all of a set is down. Sets that are found on ways through a network, not in
//! what components need, stand in `cuts`.

use std::collections::BTreeMap;

use super::availability::{State, copies, states};
use super::capacity::Load;
use super::cut_search::Search;
use super::diagram::TooWide;
use super::graph::Graph;
use super::journey_diagram::{Asks, Variable, build};
use super::levels::Problem;
use super::structure::Structure;
use super::traffic::Traffic;
use super::weak_points::Lost;

/// Cuts of more members are not looked for: hardly ever is so much down at once, and there are very many.
pub const MOST_MEMBERS: usize = 3;
/// Cuts that are weighed against each other, at most.
const MOST_WEIGHED: usize = 20_000;
/// Likewise cuts times states of places: a limit in steps, never in time.
const MOST_STEPS: usize = 2_000_000;

/// Members that are all down at once fail the journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Components, then places; each sorted by id.
    pub members: Vec<Lost>,
    /// Share of time in which all of them are down, for whatever reason.
    pub probability: f64,
}

/// The minimal cuts of a journey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cuts {
    /// Those that were weighed: the likeliest first.
    pub weighed: Vec<Cut>,
    /// By number of members, from 1 up to what was searched: how many there are. Shorter where the search for larger
    /// ones took too many steps.
    pub found: Vec<u64>,
}

/// The minimal cuts of a journey of at most [`MOST_MEMBERS`] members; none where it fails with nothing lost. What never
/// fails is a member of none.
///
/// # Errors
/// When there are too many states of places.
pub fn cut_sets(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], structure: &Structure) -> Result<Cuts, TooWide> {
    found(graph, traffic, loads, structure, |problem, most_sets| {
        by_diagram(problem, most_sets).unwrap_or_else(|TooWide| by_search(problem, most_sets))
    })
}

/// The same set by set, as where the structure is too wide for a diagram: with a limit of steps.
///
/// # Errors
/// When there are too many states of places.
pub fn cut_sets_by_search(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Cuts, TooWide> {
    found(graph, traffic, loads, structure, by_search)
}

fn found(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
    search: impl Fn(&Problem<'_>, usize) -> Found,
) -> Result<Cuts, TooWide> {
    let copies = copies(graph, structure);
    let states = states(graph, &copies)?;
    let problem = Problem::new(graph, traffic, loads, structure, &copies);
    let most_sets = MOST_WEIGHED.min(MOST_STEPS / states.len());
    let (found, sets) = search(&problem, most_sets);
    let mut scales = Scales { problem: &problem, states: &states, down: BTreeMap::new() };
    let mut weighed: Vec<Cut> = sets.into_iter().map(|set| scales.weigh(set)).collect();
    weighed.retain(|cut| !cut.members.is_empty());
    weighed.sort_by(|a, b| {
        let of_a = (a.members.len(), &a.members);
        b.probability.total_cmp(&a.probability).then_with(|| of_a.cmp(&(b.members.len(), &b.members)))
    });
    Ok(Cuts { weighed, found })
}

/// How many cuts there are by their size, and as many of them as are asked for.
type Found = (Vec<u64>, Vec<Vec<Lost>>);

fn by_diagram(problem: &Problem<'_>, most_sets: usize) -> Result<Found, TooWide> {
    let built = build(problem, Asks::NotLost)?;
    let searched = (1..=MOST_MEMBERS).rev().find_map(|most| Some((most, built.minimal_cuts(most)?)));
    let (most, families) = searched.ok_or(TooWide)?;
    let of = |variable: u32| match built.variables[variable as usize] {
        Variable::Up(node) | Variable::Carries(node) | Variable::Reaches(node, _) => Lost::Component(node),
        Variable::Place(fate) => Lost::Fate(fate),
    };
    let set = |set: Vec<u32>| {
        let mut members: Vec<Lost> = set.into_iter().map(of).collect();
        members.sort_unstable();
        members
    };
    Ok((families.count(most)[1..].to_vec(), families.smallest(most, most_sets).into_iter().map(set).collect()))
}

fn by_search(problem: &Problem<'_>, most_sets: usize) -> Found {
    let Problem { graph, structure, copies, .. } = *problem;
    let nowhere_lost = vec![false; graph.fates.len()];
    let down: Vec<f64> = (0..graph.nodes.len()).map(|node| problem.down(node, &nowhere_lost, false)).collect();
    let can_fail: Vec<bool> = down.iter().map(|down| *down > 0.0).collect();
    let is_down: Vec<bool> =
        copies.iter().map(|copies| copies.as_ref().is_some_and(|copies| !copies.stands(true, |_| false))).collect();
    let (can_fail, is_down) = (&can_fail[..], &is_down[..]);
    let mut search = Search { graph, structure, copies, can_fail, is_down, known: BTreeMap::new(), steps: 0 };
    let cuts = search.cuts(MOST_MEMBERS);
    let found = cuts.iter().map(|cuts| cuts.len() as u64).collect();
    (found, cuts.into_iter().flatten().take(most_sets).collect())
}

/// How likely it is that all of a set is down.
struct Scales<'a> {
    problem: &'a Problem<'a>,
    states: &'a [State],
    /// By member, then by state of the places: how likely it is down, once that is asked.
    down: BTreeMap<Lost, Vec<f64>>,
}

impl Scales<'_> {
    fn weigh(&mut self, members: Vec<Lost>) -> Cut {
        let (problem, states) = (self.problem, self.states);
        let mut chances: Vec<f64> = states.iter().map(|state| state.probability).collect();
        for &of in &members {
            let down = self.down.entry(of).or_insert_with(|| {
                let chance = |state: &State| match of {
                    Lost::Component(node) => problem.down(node, &state.down, false),
                    Lost::Fate(fate) => f64::from(u8::from(state.down[fate])),
                };
                states.iter().map(chance).collect()
            });
            chances.iter_mut().zip(down).for_each(|(chance, down)| *chance *= *down);
        }
        Cut { members, probability: chances.iter().sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::capacity::loads;
    use crate::analysis::traffic;
    use crate::analysis::weak_points::dependence;
    use crate::rules::testing::design;

    /// Cuts of the first journey, members joined by `+`; and how many there are.
    fn found(text: &str) -> (Vec<(String, f64)>, Vec<u64>) {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let structure = &dependence(&graph, &traffic).structures[0];
        let found = cut_sets(&graph, &traffic, &loads(&graph, &traffic), structure).unwrap();
        let name = |of: &Lost| match *of {
            Lost::Component(node) => graph.nodes[node].id().to_owned(),
            Lost::Fate(fate) => graph.fates[fate].place.id.clone(),
        };
        let names = |cut: &Cut| cut.members.iter().map(name).collect::<Vec<_>>().join("+");
        (found.weighed.iter().map(|cut| (names(cut), cut.probability)).collect(), found.found)
    }

    fn assert_found(text: &str, want: &[(&str, f64)], count: &[u64]) {
        let (found, counted) = found(text);
        assert_eq!(counted, count, "{found:?}");
        assert_eq!(found.len(), want.len(), "{found:?}");
        for ((names, probability), (want_names, want)) in found.iter().zip(want) {
            assert!(names == want_names && (probability / want - 1.0).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn two_that_stand_in_for_each_other_are_a_pair_and_what_both_need_is_alone() {
        // Each server asks the same database; the second asks a search besides.
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "lb", "operation": "read"}]},
               "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
                 {"id": "a", "kind": "server", "settings": {"availability": 0.9}},
                 {"id": "b", "kind": "server", "instances": 2, "settings": {"availability": 0.8}},
                 {"id": "db", "kind": "sql", "settings": {"availability": 0.99}},
                 {"id": "search", "kind": "search", "settings": {"availability": 0.7}}],
               "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}, {"from": "a", "to": "db"},
                 {"from": "b", "to": "db"}, {"from": "b", "to": "search"}]}"#,
            &[("a+search", 0.03), ("db", 0.01), ("a+b", 0.004)],
            &[1, 2, 0],
        );
    }

    #[test]
    fn zones_are_members_as_well() {
        // A copy in each of two zones of 0.9, which lie in a region of 0.5. Both copies are down while the region is,
        // or both zones are; while one zone is and the copy in the other; or while both copies are.
        let (up, zone, copy) = (0.5, 0.1, 0.2);
        let both_zones = (1.0 - up) + up * zone * zone;
        let whole = both_zones + up * (2.0 * zone * (1.0 - zone) * copy + (1.0 - zone) * (1.0 - zone) * copy * copy);
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "places": [{"id": "r", "kind": "region", "availability": 0.5},
                 {"id": "a", "kind": "zone", "in": "r", "availability": 0.9},
                 {"id": "b", "kind": "zone", "in": "r", "availability": 0.9}],
               "components": [{"id": "api", "kind": "server", "instances": 2, "places": ["a", "b"],
                 "settings": {"availability": 0.8}}]}"#,
            &[("api", whole), ("a+b", both_zones), ("r", 0.5)],
            &[2, 1, 0],
        );
    }

    #[test]
    fn a_journey_that_fails_anyway_has_none() {
        let (found, count) = found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"needs": 3}}]}"#,
        );
        assert!(found.is_empty());
        assert_eq!(count, [0, 0, 0]);
    }

    #[test]
    fn hundreds_of_pairs_in_a_row_are_all_found_and_nothing_else() {
        let mut components = r#"{"id": "entry", "kind": "service", "settings": {"availability": 1}}"#.to_owned();
        let mut connections = Vec::new();
        for pair in 0..300 {
            for of in ["a", "b"] {
                components.push_str(&format!(r#", {{"id": "{of}{pair}", "kind": "service"}}"#));
                connections.push(format!(r#"{{"from": "entry", "to": "{of}{pair}", "group": "g{pair}"}}"#));
            }
        }
        let (found, count) = found(&format!(
            r#"{{"workload": {{"journeys": [{{"id": "read", "entry": "entry", "operation": "read"}}]}},
               "components": [{components}], "connections": [{}]}}"#,
            connections.join(",")
        ));
        assert_eq!(count, [0, 300, 0]);
        assert!(found.len() == 300 && found.iter().all(|(_, probability)| (probability / 1e-6 - 1.0).abs() < 1e-9));
    }
}
