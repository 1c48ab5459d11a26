//! Puts the times of a journey into the words of the report. Computes nothing.

use serde::{Deserialize, Serialize};

use super::{Evaluation, LatencyDetail, LatencyPart, LatencyReport};
use crate::analysis::Graph;
use crate::analysis::journey_time::{JourneyTime, Known, What};
use crate::packed;

/// Calls over a connection that are sent twice (`hedge_after_ms`). Rates in the report are first attempts; this is what
/// comes besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HedgeReport {
    /// Name of the connection.
    pub connection: String,
    /// Share of the calls of which a second is sent.
    pub sent_twice: f64,
    /// Those, a second at peak.
    pub extra: f64,
}

packed!(struct HedgeReport { connection, sent_twice, extra });

/// How long a journey takes, and how that was found.
#[must_use]
pub fn latency(evaluation: &Evaluation<'_>, at: usize) -> (LatencyReport, LatencyDetail) {
    let of_method = |method: &'static str| LatencyDetail { method: method.into(), ..LatencyDetail::default() };
    let known = match &evaluation.times[at] {
        None => return (LatencyReport::default(), of_method("pending")),
        Some(JourneyTime::Unknown) => return (LatencyReport::default(), of_method("unknown")),
        Some(JourneyTime::Unbounded(nodes)) => {
            let because = nodes.iter().map(|&node| evaluation.graph.nodes[node].id().to_owned()).collect();
            return (LatencyReport::default(), LatencyDetail { because, ..of_method("unbounded") });
        }
        Some(JourneyTime::Known(known)) => known,
    };
    let report = figures(known);
    let method = if known.approximations.is_empty() { "exact" } else { "approximation" };
    let detail = LatencyDetail {
        approximations: known.approximations.iter().map(|&text| text.into()).collect(),
        within_ms: Some(known.within),
        turned_away: Some(known.turned_away).filter(|share| *share > 0.0),
        parts: parts(evaluation, known),
        hedges: hedges(evaluation, known, at),
        ..of_method(method)
    };
    (report, detail)
}

/// The figures of a time; none where it is unbounded or not known.
#[must_use]
pub fn times(time: &JourneyTime) -> LatencyReport {
    match time {
        JourneyTime::Known(known) => figures(known),
        JourneyTime::Unbounded(_) | JourneyTime::Unknown => LatencyReport::default(),
    }
}

fn figures(known: &Known) -> LatencyReport {
    let [p50, p95, p99] = known.percentiles.map(Some);
    LatencyReport { mean: Some(known.mean), p50, p95, p99 }
}

fn parts(evaluation: &Evaluation<'_>, known: &Known) -> Vec<LatencyPart> {
    let part = |(what, mean_ms): (What, f64)| {
        let (of, what) = named(evaluation.graph, what);
        LatencyPart { of, what: what.into(), mean_ms, share: mean_ms / known.mean }
    };
    most_first(evaluation.graph, known).into_iter().map(part).collect()
}

fn hedges(evaluation: &Evaluation<'_>, known: &Known, at: usize) -> Vec<HedgeReport> {
    let journey = &evaluation.traffic.journeys[at];
    let one = |(&edge, &sent_twice): (&usize, &f64)| {
        let calls = journey.calls[edge].total() * journey.rate * journey.peak_factor;
        HedgeReport { connection: evaluation.graph.edges[edge].name(), sent_twice, extra: calls * sent_twice }
    };
    let mut hedges: Vec<HedgeReport> = known.hedged.iter().map(one).collect();
    hedges.sort_by(|a, b| a.connection.cmp(&b.connection));
    hedges
}

/// What takes how much of the mean time, the most first.
#[must_use]
pub fn most_first(graph: &Graph<'_>, known: &Known) -> Vec<(What, f64)> {
    let mut parts = known.parts();
    parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| named(graph, a.0).cmp(&named(graph, b.0))));
    parts
}

/// What takes a part of the time: an id or the name of a connection, and a word.
#[must_use]
pub fn named(graph: &Graph<'_>, what: What) -> (String, &'static str) {
    let component = |node: usize| graph.nodes[node].id().to_owned();
    match what {
        What::Waiting(node) => (component(node), "waiting"),
        What::Service(node) => (component(node), "service"),
        What::Copies(node) => (component(node), "copies"),
        What::Way(edge) => (graph.edges[edge].name(), "way"),
    }
}

/// Whether the time of any journey rests on how long a component is said to take by default.
#[must_use]
pub fn rests_on_default(evaluation: &Evaluation<'_>, node: usize) -> bool {
    use crate::analysis::stations::service_time;
    let by_default = service_time(&evaluation.graph.nodes[node]).is_some_and(|time| time.default_from.is_some());
    by_default
        && evaluation.times.iter().any(|time| match time {
            Some(JourneyTime::Known(known)) => known.spent.iter().any(|spent| spent.what == What::Service(node)),
            _ => false,
        })
}
