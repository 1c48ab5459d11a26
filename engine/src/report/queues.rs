//! What waits in queues and streams at peak, in the words of the report. Computes nothing.

use serde::{Deserialize, Serialize};

use super::Word;
use super::write::finite;
use crate::analysis::Graph;
use crate::analysis::backlog::{Consumption, peak_seconds};
use crate::packed;

/// What waits for one consumer of a queue or stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueReport {
    /// Id of the queue or stream.
    pub queue: String,
    /// Id of the consumer; `None` where nobody takes what is in it.
    pub consumer: Option<String>,
    /// Messages for it a second, average.
    pub average: f64,
    /// Messages for it a second, at peak.
    pub peak: f64,
    /// Messages a second that it can take at peak, beside what else it has to do; `None` where nothing limits it.
    pub pace: Option<f64>,
    /// Id of what limits that pace: the consumer, or something that it waits for.
    pub limited_by: Option<String>,
    /// Copies of its consumer group that get nothing, because there are more than partitions.
    pub idle_copies: f64,
    /// Messages a second by which the backlog grows at peak.
    pub growth: f64,
    /// Messages that wait when the peak ends.
    pub backlog: f64,
    /// How old the oldest message is then, in seconds; `None` where nothing is consumed.
    pub lag_seconds: Option<f64>,
    /// From then until nothing waits, in seconds, at the average rate; `None` where it never drains.
    pub drain_seconds: Option<f64>,
    /// `keeps-up`, `drains` (after the peak), or `never-drains`: more comes in than goes out, even on average.
    pub state: Word,
    /// Whether producers are held back when it is full, so that they feel the growth instead; `None` where the design
    /// leaves it open.
    pub bounded: Option<bool>,
    /// How long a peak lasts, in minutes.
    pub peak_minutes: f64,
    /// Whether that is an assumption rather than the design's `peak_minutes`.
    pub peak_minutes_assumed: bool,
    /// How backlog, lag and time to drain were found: `approximation`.
    pub method: Word,
    /// What makes them one.
    pub approximations: Vec<Word>,
}

packed!(struct QueueReport {
    queue, consumer, average, peak, pace, limited_by, idle_copies, growth, backlog, lag_seconds, drain_seconds, state,
    bounded, peak_minutes, peak_minutes_assumed, method, approximations,
});

/// A fluid: no message comes by chance.
const EVEN: &str = "messages come and go as an even flow, the peak all at once";

/// Every consumer of every queue and stream, sorted by queue and consumer.
pub(super) fn queues(graph: &Graph<'_>, consumptions: &[Consumption]) -> Vec<QueueReport> {
    let (length, is_stated) = peak_seconds(graph);
    let id = |node: usize| graph.nodes[node].id().to_owned();
    let report = |found: &Consumption| {
        let pace = found.limit.map_or(f64::INFINITY, |limit| limit.at_peak);
        let state = match found.drains_in {
            _ if found.keeps_up() => "keeps-up",
            Some(_) => "drains",
            None => "never-drains",
        };
        QueueReport {
            queue: id(found.queue),
            consumer: found.consumer.map(id),
            average: found.average,
            peak: found.peak,
            pace: finite(pace),
            limited_by: found.limit.and_then(|limit| limit.node).map(id),
            idle_copies: found.idle.map_or(0.0, |(partitions, copies)| copies - partitions),
            growth: (found.peak - pace).max(0.0),
            backlog: found.backlog.largest,
            lag_seconds: found.lag,
            drain_seconds: found.drains_in,
            state: state.into(),
            bounded: found.bounded,
            peak_minutes: length / 60.0,
            peak_minutes_assumed: !is_stated,
            method: "approximation".into(),
            approximations: vec![EVEN.into()],
        }
    };
    consumptions.iter().map(report).collect()
}
