//! What retries can make of the peak, in the words of the report. Computes nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Evaluation, Word};
use crate::analysis::attempts::Retried;
use crate::packed;

/// How often one request of a journey asks a component that answers nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttemptsReport {
    /// Id of the component.
    pub component: String,
    /// Attempts for one call, along the path that makes the most of them: the product of the attempts at each level.
    pub most: f64,
    /// Attempts for one call over all paths: how many times its load grows when it fails.
    pub amplification: f64,
}

packed!(struct AttemptsReport { component, most, amplification });

/// What retries can make of the peak of a component, over all journeys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetriesReport {
    /// First attempts a second, at peak.
    pub first: f64,
    /// Attempts a second when it answers nothing.
    pub worst: f64,
    /// Attempts a second in which a cold start comes to rest at peak; `None` without a capacity or a `timeout_ms`.
    pub settles_at: Option<f64>,
    /// Share of those attempts that is answered in time.
    pub answered: Option<f64>,
    /// Timeout of its least patient caller, in milliseconds.
    pub timeout_ms: Option<f64>,
    /// Whether, once overloaded, retries alone keep it so: the worst is as much as it can do.
    pub collapse_possible: bool,
    /// Whether the first attempts fit at peak, and a cold start ends overloaded by those that follow from them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collapses: bool,
    /// First attempts a second from which on a collapse is possible; `None` without a capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collapses_above: Option<f64>,
    /// Settings that keep retries to it down: `circuit_breaker`, `retry_budget`, `deadline_propagation`.
    pub kept_down_by: Vec<Word>,
}

packed!(struct RetriesReport { first, worst, settles_at, answered, timeout_ms, collapse_possible, collapses, collapses_above, kept_down_by });

/// By journey of the traffic what its retries make of its calls, sorted by component; by component what all of them
/// make of its peak. Only where anybody tries again.
pub(super) fn retries(evaluation: &Evaluation<'_>) -> (Vec<Vec<AttemptsReport>>, BTreeMap<usize, RetriesReport>) {
    let graph = evaluation.graph;
    let Retried { attempted, storms } = evaluation.retried();
    if attempted.is_empty() {
        return (vec![Vec::new(); evaluation.traffic.journeys.len()], BTreeMap::new());
    }
    let of_journeys = attempted.iter().map(|made| {
        let again = (0..graph.nodes.len()).filter(|&node| made.most[node] > 1.0);
        let report = |node: usize| AttemptsReport {
            component: graph.nodes[node].id().to_owned(),
            most: made.most[node],
            amplification: made.mean[node],
        };
        again.map(report).collect()
    });
    let of_components = storms.iter().map(|storm| {
        let report = RetriesReport {
            first: storm.first,
            worst: storm.worst,
            settles_at: storm.rest.map(|(rate, _)| rate),
            answered: storm.rest.map(|(_, answered)| answered),
            timeout_ms: storm.timeout.map(|seconds| seconds * 1_000.0),
            collapse_possible: storm.can_collapse,
            collapses: storm.collapses(),
            collapses_above: storm.collapses_above(),
            kept_down_by: storm.caps.iter().map(|cap| cap.setting().into()).collect(),
        };
        (storm.node, report)
    });
    (of_journeys.collect(), of_components.collect())
}
