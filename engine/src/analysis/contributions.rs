//! What each component and each place contributes to a journey's unavailability: how much of it would go if that one
//! never failed of itself (its improvement potential: Birnbaum's importance × its own unavailability). Contributions
//! add up to more than the whole where several have to fail together: each of them alone would prevent it.
//!
//! Method: the journey's diagram is the same as for its availability; one pass back over it gives the importance of all
//! its components at once, in each state of the places.

use super::availability::{State, copies, states, states_if};
use super::capacity::Load;
use super::diagram::TooWide;
use super::graph::Graph;
use super::journey_diagram::{Asks, Built, Variable, build};
use super::levels::Problem;
use super::structure::Structure;
use super::traffic::Traffic;
use super::weak_points::Lost;

/// What one component or place contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The component or place.
    pub of: Lost,
    /// Share of time that the journey would be served in besides.
    pub gain: f64,
}

/// A place's contribution is a difference of sums; below this part of the whole it is lost in their rounding.
const LEAST_PART: f64 = 1e-12;

/// Looks at the whole beyond which gains at peak are not worked out: a limit in steps.
const MOST_LOOKS: usize = 20_000;

/// What all contribute to the unavailability of one journey, the most first. What contributes nothing is left out.
///
/// # Errors
/// When the structure is too wide for an exact answer, or there are too many states of places.
pub fn contributions(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Vec<Contribution>, TooWide> {
    let copies = copies(graph, structure);
    let states = states(graph, &copies)?;
    let problem = Problem::new(graph, traffic, loads, structure, &copies);
    let built = build(&problem, Asks::Up)?;
    let compiled = built.compiled();
    let (mut scratch, mut down) = (Vec::new(), Vec::new());
    let mut gains = vec![0.0; graph.nodes.len()];
    let mut failures = Vec::with_capacity(states.len());
    for state in &states {
        built.chances(&problem, state, &mut down);
        failures.push(state.probability * compiled.failure(&down, &mut scratch));
        let importance = compiled.importance(&down);
        for (at, variable) in built.variables.iter().enumerate() {
            let Variable::Up(node) = *variable else { continue };
            // Where too few copies stand, the places are to blame and not the copies.
            let stands = copies[node]
                .as_ref()
                .is_some_and(|copies| copies.stands(structure.writes[node], |fate| state.down[fate]));
            if stands {
                gains[node] += state.probability * down[at] * importance[at];
            }
        }
    }
    listed(&problem, &built, gains, (&states, &failures))
}

/// The same of the share of time in which the peak is not carried: what would be gained by a component whose copies
/// never fail of themselves. What is never carried gains nothing by that.
///
/// # Errors
/// As [`contributions`], as far as the peak is concerned.
pub fn contributions_at_peak(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Vec<Contribution>, TooWide> {
    // What never stops growing is never carried.
    if structure.order().iter().any(|&node| traffic.flooded[node]) {
        return Ok(Vec::new());
    }
    let copies = copies(graph, structure);
    let states = states(graph, &copies)?;
    let mut problem = Problem::new(graph, traffic, loads, structure, &copies).with_levels()?;
    let built = build(&problem, Asks::Carries)?;
    let compiled = built.compiled();
    let (mut scratch, mut down, mut perfect) = (Vec::new(), Vec::new(), Vec::new());
    let mut gains = vec![0.0; graph.nodes.len()];
    let mut failures = Vec::with_capacity(states.len());
    for state in &states {
        built.chances(&problem, state, &mut down);
        failures.push(state.probability * compiled.failure(&down, &mut scratch));
        let importance = compiled.importance(&down);
        for (at, variable) in built.variables.iter().enumerate() {
            let Variable::Carries(node) = *variable else { continue };
            problem.make_perfect(node);
            let rest = problem.down(node, &state.down, true);
            problem.make_usual(node);
            gains[node] += state.probability * (down[at] - rest) * importance[at];
        }
    }
    // As much work as one look at the whole for each of them in each state.
    let sharing: Vec<usize> = (0..graph.nodes.len()).filter(|&node| !problem.levels[node].is_empty()).collect();
    if sharing.len() * states.len() > MOST_LOOKS {
        return Err(TooWide);
    }
    // How many copies of a target are up is several variables, so those are tried one after the other.
    for node in sharing {
        problem.make_perfect(node);
        for (state, failure) in states.iter().zip(&failures) {
            built.chances(&problem, state, &mut perfect);
            gains[node] += failure - state.probability * compiled.failure(&perfect, &mut scratch);
        }
        problem.make_usual(node);
        // A difference of sums.
        if gains[node] <= LEAST_PART * failures.iter().sum::<f64>() {
            gains[node] = 0.0;
        }
    }
    listed(&problem, &built, gains, (&states, &failures))
}

/// The gains of components, by node, with those of places, the most first.
fn listed(
    problem: &Problem<'_>,
    built: &Built,
    gains: Vec<f64>,
    (states, failures): (&[State], &[f64]),
) -> Result<Vec<Contribution>, TooWide> {
    let (graph, copies) = (problem.graph, problem.copies);
    let whole: f64 = failures.iter().sum();
    let mut found: Vec<Contribution> =
        gains.into_iter().enumerate().map(|(node, gain)| Contribution { of: Lost::Component(node), gain }).collect();
    for fate in 0..graph.fates.len() {
        let up = graph.fates[fate].availability.value;
        let gain = if up > 0.0 {
            gain_of_place(graph, fate, states, failures)
        } else {
            let without =
                states_if(
                    graph,
                    copies,
                    |other| {
                        if other == fate { 1.0 } else { graph.fates[other].availability.value }
                    },
                )?;
            whole - built.failure(problem, &without)
        };
        if gain > LEAST_PART * whole {
            found.push(Contribution { of: Lost::Fate(fate), gain });
        }
    }
    found.retain(|contribution| contribution.gain > 0.0);
    // Stable: components before places, each sorted by id.
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    Ok(found)
}

/// What fails while the place is down, less what would fail in that time if it were up.
fn gain_of_place(graph: &Graph<'_>, fate: usize, states: &[State], failures: &[f64]) -> f64 {
    let up = graph.fates[fate].availability.value;
    let stands = |state: &State| graph.fates[fate].within.is_none_or(|above| !state.down[above]);
    let (mut if_down, mut if_up) = (0.0, 0.0);
    for (state, failure) in states.iter().zip(failures).filter(|(state, _)| stands(state)) {
        *if state.down[fate] { &mut if_down } else { &mut if_up } += failure;
    }
    if_down - if_up * (1.0 - up) / up
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::capacity::loads;
    use crate::analysis::traffic;
    use crate::analysis::weak_points::dependence;
    use crate::rules::testing::design;

    /// Contributions by id, of the first journey.
    fn found(text: &str) -> Vec<(String, f64)> {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let structure = &dependence(&graph, &traffic).structures[0];
        let found = contributions(&graph, &traffic, &loads(&graph, &traffic), structure).unwrap();
        let name = |of: Lost| match of {
            Lost::Component(node) => graph.nodes[node].id().to_owned(),
            Lost::Fate(fate) => graph.fates[fate].place.id.clone(),
        };
        found.into_iter().map(|one| (name(one.of), one.gain)).collect()
    }

    fn assert_found(text: &str, want: &[(&str, f64)]) {
        let found = found(text);
        assert_eq!(found.len(), want.len(), "{found:?}");
        for ((id, gain), (want_id, want)) in found.iter().zip(want) {
            assert!(id == want_id && (gain / want - 1.0).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn what_is_needed_for_the_peak_alone_gains_most_at_peak() {
        // 150 a second need both servers of 100: 0.9 × 0.8. Without failures of `a` 0.8, of `b` 0.9.
        let design = design(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "lb", "operation": "read", "rate": {"per_second": 150},
                   "peak_factor": 1}]},
               "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
                 {"id": "a", "kind": "server", "settings": {"availability": 0.9, "rps_capacity": 100}},
                 {"id": "b", "kind": "server", "settings": {"availability": 0.8, "rps_capacity": 100}}],
               "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]}"#,
        );
        let graph = Graph::new(&design);
        let traffic = traffic::solve(&graph);
        let structure = &dependence(&graph, &traffic).structures[0];
        let found = contributions_at_peak(&graph, &traffic, &loads(&graph, &traffic), structure).unwrap();
        let gains: Vec<(Lost, f64)> = found.iter().map(|one| (one.of, (one.gain * 1e12).round() / 1e12)).collect();
        let of = |id| Lost::Component(graph.find(id).unwrap());
        assert_eq!(gains, [(of("b"), 0.18), (of("a"), 0.08)]);
    }

    #[test]
    fn in_a_row_each_gains_what_the_others_leave() {
        // Fails 1 − 0.9 × 0.8 × 0.99 = 0.2872. Without failures of the database 1 − 0.9 × 0.99 = 0.109, and so on.
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"availability": 0.9}},
                 {"id": "auth", "kind": "service", "settings": {"availability": 0.99}},
                 {"id": "db", "kind": "sql", "settings": {"availability": 0.8}}],
               "connections": [{"from": "api", "to": "auth"}, {"from": "api", "to": "db"}]}"#,
            &[("db", 0.2872 - 0.109), ("api", 0.2872 - 0.208), ("auth", 0.2872 - 0.28)],
        );
    }

    #[test]
    fn each_of_two_that_stand_in_for_each_other_gains_all_that_both_lose() {
        // Fails 1 − 0.99 × (1 − 0.1 × 0.2) = 0.0298: with a or b perfect 0.01, with the balancer perfect 0.02.
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "lb", "operation": "read"}]},
               "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 0.99}},
                 {"id": "a", "kind": "server", "settings": {"availability": 0.9}},
                 {"id": "b", "kind": "server", "settings": {"availability": 0.8}}],
               "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]}"#,
            &[("a", 0.0198), ("b", 0.0198), ("lb", 0.0098)],
        );
    }

    #[test]
    fn what_a_lost_zone_takes_is_the_zones() {
        // One copy of 0.9 in a zone of 0.8 in a region of 0.5: fails 1 − 0.36 = 0.64. Of itself the copy costs
        // 0.5 × 0.8 × 0.1, the zone 0.5 × 0.2 × 0.9, the region 0.5 × 0.8 × 0.9.
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "places": [{"id": "r", "kind": "region", "availability": 0.5},
                 {"id": "z", "kind": "zone", "in": "r", "availability": 0.8}],
               "components": [{"id": "api", "kind": "server", "places": ["z"], "settings": {"availability": 0.9}}]}"#,
            &[("r", 0.36), ("z", 0.09), ("api", 0.04)],
        );
        // A zone that is never up: all that it keeps from being served.
        assert_found(
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "places": [{"id": "z", "kind": "zone", "availability": 0}],
               "components": [{"id": "api", "kind": "server", "places": ["z"], "settings": {"availability": 0.9}}]}"#,
            &[("z", 0.9)],
        );
    }
}
