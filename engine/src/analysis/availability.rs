//! Share of time in which a journey's user is served: exact, shared dependencies once, pools of k of n, regions and
//! zones as shared fate. Sums failure masses, never 1 − availability, so that many nines keep their digits.
//!
//! Method: the AND/OR structure of the journey as a binary decision diagram over components; the probability that a
//! component is down follows from its copies given which regions and zones are up; all states of those are tried.

use super::capacity::Load;
use super::diagram::TooWide;
use super::graph::Graph;
use super::journey_diagram::{Asks, Built, build};
use super::levels::Problem;
use super::pools::{Copied, copied_for};
use super::structure::Structure;
use super::traffic::Traffic;

/// States of regions and zones beyond this are not tried one by one.
const MOST_STATES: usize = 4_096;
/// What a journey gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Availability {
    /// Share of time in which its user is not served.
    pub unavailability: f64,
    /// Share of time in which the peak is not carried; `None` where that is too wide for an exact answer.
    pub unavailability_at_peak: Option<f64>,
}

/// Exact availability of one journey.
///
/// # Errors
/// When the structure is too wide for an exact answer without the peak already, or there are too many states of places.
pub fn availability(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Availability, TooWide> {
    let copies = copies(graph, structure);
    let states = states(graph, &copies)?;
    let problem = Problem::new(graph, traffic, loads, structure, &copies);
    let unavailability = build(&problem, Asks::Up)?.failure(&problem, &states);
    // What never stops growing is never carried.
    let is_flooded = structure.order().iter().any(|&node| traffic.flooded[node]);
    let at_peak = || -> Result<f64, TooWide> {
        let problem = problem.with_levels()?;
        Ok(build(&problem, Asks::Carries)?.failure(&problem, &states))
    };
    let unavailability_at_peak = if is_flooded { Some(1.0) } else { at_peak().ok() };
    Ok(Availability { unavailability, unavailability_at_peak })
}

/// Share of time in which the user of a journey is not served, without what is carried at peak.
///
/// # Errors
/// As [`availability`], as far as the structure alone is concerned.
pub fn unavailability(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<f64, TooWide> {
    needed(graph, traffic, loads, structure)?.unavailability(graph, traffic, loads, structure)
}

/// What the user of a journey needs to be served, whatever the availabilities.
pub struct Needed(Built);

/// Finds what the user of a journey needs to be served: the same for all designs with this structure.
///
/// # Errors
/// When the structure is too wide for an exact answer.
pub fn needed(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], structure: &Structure) -> Result<Needed, TooWide> {
    let problem = Problem::new(graph, traffic, loads, structure, &[]);
    Ok(Needed(build(&problem, Asks::Up)?))
}

impl Needed {
    /// Share of time in which the user is not served, of a design with the same structure.
    ///
    /// # Errors
    /// When there are too many states of places.
    pub fn unavailability(
        &self,
        graph: &Graph<'_>,
        traffic: &Traffic,
        loads: &[Load],
        structure: &Structure,
    ) -> Result<f64, TooWide> {
        let copies = copies(graph, structure);
        let states = states(graph, &copies)?;
        Ok(self.0.failure(&Problem::new(graph, traffic, loads, structure, &copies), &states))
    }
}

/// By node: its copies, where it matters.
pub(super) fn copies(graph: &Graph<'_>, structure: &Structure) -> Vec<Option<Copied>> {
    let of = |node: usize| {
        structure.matters(node).then(|| copied_for(graph, &graph.nodes[node], structure.operations(node)))
    };
    (0..graph.nodes.len()).map(of).collect()
}

/// A state of all regions and zones that matter.
#[derive(Clone, Debug)]
pub struct State {
    /// How likely it is.
    pub probability: f64,
    /// By fate: whether it is down.
    pub down: Vec<bool>,
}

/// All states of the places that any copy stands in.
///
/// # Errors
/// When there are too many of them.
pub fn states(graph: &Graph<'_>, copies: &[Option<Copied>]) -> Result<Vec<State>, TooWide> {
    states_if(graph, copies, |fate| graph.fates[fate].availability.value)
}

/// The same with availabilities of places that are only supposed.
pub(super) fn states_if(
    graph: &Graph<'_>,
    copies: &[Option<Copied>],
    availability: impl Fn(usize) -> f64,
) -> Result<Vec<State>, TooWide> {
    let mut matters = vec![false; graph.fates.len()];
    for fate in copies.iter().flatten().flat_map(Copied::fates) {
        let mut at = Some(fate);
        while let Some(here) = at {
            at = if matters[here] { None } else { graph.fates[here].within };
            matters[here] = true;
        }
    }
    // What lies in something comes after it. Those in a circle, which no file has, come last and lie in nothing.
    let depth = |fate: usize| {
        let above = std::iter::successors(graph.fates[fate].within, |&above| graph.fates[above].within);
        above.take(matters.len()).count()
    };
    let mut order: Vec<(usize, usize)> =
        (0..matters.len()).filter(|&fate| matters[fate]).map(|fate| (depth(fate), fate)).collect();
    order.sort_unstable();
    let mut states = vec![State { probability: 1.0, down: vec![false; graph.fates.len()] }];
    for (_, fate) in order {
        let up = availability(fate);
        let mut next = Vec::with_capacity(2 * states.len());
        for mut state in states {
            if graph.fates[fate].within.is_some_and(|above| state.down[above]) {
                state.down[fate] = true;
                next.push(state);
                continue;
            }
            if up < 1.0 {
                let mut down = state.down.clone();
                down[fate] = true;
                next.push(State { probability: state.probability * (1.0 - up), down });
            }
            if up > 0.0 {
                next.push(State { probability: state.probability * up, down: state.down });
            }
        }
        states = next;
        if states.len() > MOST_STATES {
            return Err(TooWide);
        }
    }
    Ok(states)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::design;

    /// Unavailability of a journey that enters one component with these fields.
    fn of_one(kind: &str, fields: &str) -> f64 {
        let text = format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "it", "operation": "write"}}]}},
                "places": [{{"id": "a", "kind": "zone", "availability": 0.8}}, {{"id": "b", "kind": "zone", "availability": 1}}],
                "components": [{{"id": "it", "kind": "{kind}", {fields}}}]}}"#
        );
        crate::evaluate(&design(&text)).journeys["j"].unavailability.unwrap()
    }

    fn assert_near(got: f64, want: f64) {
        assert!((got / want - 1.0).abs() < 1e-12, "{got}, by hand {want}");
    }

    #[test]
    fn a_common_cause_enters_pools_and_shards_wherever_they_stand() {
        // Two copies of 0.9, half of what fails in common: 0.05 + 0.95 × 0.05².
        assert_near(of_one("server", r#""instances": 2, "availability": 0.9, "common_cause": 0.5"#), 0.052_375);
        // One copy shares nothing; without a common cause both fail independently.
        assert_near(of_one("server", r#""instances": 1, "availability": 0.9, "common_cause": 0.5"#), 0.1);
        assert_near(of_one("server", r#""instances": 2, "availability": 0.9"#), 0.01);
        // One copy in each zone: a fifth of the time only one stands, which then is down 0.05 + 0.95 × 0.05.
        let in_zones =
            of_one("server", r#""instances": 2, "places": ["a", "b"], "availability": 0.9, "common_cause": 0.5"#);
        assert_near(in_zones, 0.8 * 0.052_375 + 0.2 * 0.097_5);
        // Two shards of two copies: 0.05 + 0.95 × (1 − (1 − 0.05²)²).
        let shards = of_one("sql", r#""shards": 2, "replicas": 1, "availability": 0.9, "common_cause": 0.5"#);
        assert_near(shards, 0.05 + 0.95 * (1.0 - 0.997_5 * 0.997_5));
    }

    #[test]
    fn what_stands_behind_a_cache_that_answers_all_stands_in_for_it() {
        let text = r#"{"workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read"}]},
            "components": [{"id": "api", "kind": "server", "availability": 1},
                {"id": "cache", "kind": "cache-distributed", "hit_rate": RATE, "availability": 0.9},
                {"id": "db", "kind": "sql", "availability": 0.8}],
            "connections": [{"from": "api", "to": "cache"}, {"from": "api", "to": "db", "after_miss_in": "cache"}]}"#;
        let unavailability =
            |rate: &str| crate::evaluate(&design(&text.replace("RATE", rate))).journeys["j"].unavailability.unwrap();
        assert_near(unavailability("1"), 0.1 * 0.2);
        assert_near(unavailability("0.99"), 0.2);
    }

    #[test]
    fn writes_need_the_quorum_that_the_store_states() {
        // Three copies of 0.9: all down in 0.001; two or three down in 0.028; any down in 0.271.
        let three = r#""replicas": 2, "availability": 0.9"#;
        assert_near(of_one("wide-column", three), 0.001);
        assert_near(of_one("wide-column", &format!(r#"{three}, "write_quorum": 2, "read_quorum": 3"#)), 0.028);
        assert_near(of_one("wide-column", &format!(r#"{three}, "write_quorum": 3"#)), 0.271);
        // More than there are is all of them.
        assert_near(of_one("wide-column", &format!(r#"{three}, "write_quorum": 9"#)), 0.271);
        // Writes that most of the copies confirm need most of them.
        assert_near(of_one("sql", r#""replicas": 2, "availability": 0.9, "replication_mode": "quorum""#), 0.028);
        // Two shards, both of which have to take writes.
        let shards = of_one("wide-column", &format!(r#"{three}, "shards": 2, "write_quorum": 2"#));
        assert_near(shards, 1.0 - 0.972 * 0.972);
    }

    #[test]
    fn failures_and_repairs_give_the_availability_of_one_copy_unless_it_is_stated() {
        // 10 failures a year of 87.6 hours each: down 876 of 8,760 + 876 hours.
        let repaired = r#""failures_per_year": 10, "repair_hours": 87.6"#;
        assert_near(of_one("server", repaired), 1.0 / 11.0);
        assert_near(of_one("server", &format!(r#"{repaired}, "instances": 2"#)), 1.0 / 121.0);
        assert_near(of_one("server", &format!(r#"{repaired}, "availability": 0.75"#)), 0.25);
        assert_near(of_one("server", r#""failures_per_year": 10"#), 0.001);
        // One crew for two: weights 1, 0.2 and 0.02 by copies that are down.
        let one_crew = format!(r#"{repaired}, "instances": 2, "repair_crews": 1"#);
        assert_near(of_one("server", &one_crew), 0.02 / 1.22);
        // As many crews as copies: nobody waits.
        assert_near(of_one("server", &format!(r#"{repaired}, "instances": 2, "repair_crews": 2"#)), 1.0 / 121.0);
        // Half in common, and one crew for the rest: 1 ÷ 22 + 21 ÷ 22 × 2r² ÷ (1 + 2r + 2r²) with r = 1 ÷ 21.
        let both = of_one("server", &format!(r#"{one_crew}, "common_cause": 0.5"#));
        assert_near(both, 1.0 / 22.0 + 21.0 / 22.0 * (2.0 / 441.0) / (1.0 + 2.0 / 21.0 + 2.0 / 441.0));
    }
}
