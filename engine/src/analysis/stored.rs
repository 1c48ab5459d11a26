//! How much a store has taken in by the end of the planned time. Copies and indexes are not counted.

use super::graph::Graph;
use super::sizing::grown;
use super::traffic::Traffic;

/// Seconds of a year of 365 days.
const SECONDS_A_YEAR: f64 = 365.0 * crate::design::SECONDS_A_DAY;

/// Bytes that reach a store until the horizon: what a year brings, times the years, times the growth of all of them.
/// `None` where no journey that writes there says how many bytes it leaves.
///
/// Source: worked-examples § Useful formulas.
#[must_use]
pub fn to_horizon(graph: &Graph<'_>, traffic: &Traffic, store: usize) -> Option<f64> {
    let workload = &graph.design.workload;
    let bytes_a_second = traffic.journeys.iter().filter_map(|journey| {
        // A request leaves its bytes once, however many calls it takes to write them.
        let writes = journey.visits[store].writes.min(1.0);
        let bytes = workload.journeys[journey.journey].stored_bytes.filter(|_| writes > 0.0)?;
        Some(journey.rate * writes * bytes)
    });
    let a_second = bytes_a_second.reduce(|sum, next| sum + next)?;
    let years = workload.horizon_years.unwrap_or(1.0);
    Some(grown(a_second * SECONDS_A_YEAR * years, workload.growth_per_year.unwrap_or(0.0), years))
}
