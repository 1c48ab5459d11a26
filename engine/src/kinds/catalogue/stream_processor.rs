//! What counts while events pass.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, number, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Works on events as they pass: counts within windows of time, joins streams, notices what is odd. Results are
    /// there within milliseconds rather than the next morning. It reads from a log, so that it can go back after a
    /// failure.
    ///
    /// Each event makes it call everything that its connections name; a processor that gathers a window writes far less
    /// than it reads, so give those connections fewer `calls`.
    ///
    /// ## Figures
    /// 1,000 events a second for each copy is an assumption, as for a worker; measure yours. A documented example
    /// counts clicks in windows of one minute.
    id: "stream-processor",
    name: "Stream processor",
    group: Group::Processing,
    family: Family::Processing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        number(
            "rps_capacity",
            "Events a second",
            "events/s",
            "What one copy can work off.",
            1_000.0,
            Source::Assumption,
        ),
        open_number("window_seconds", "Window", "s", "Span that is counted together."),
        computing::CONSUMER_GROUP,
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::SCALING,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
    ],
    presets: &[
        Preset { id: "flink", name: "Apache Flink", settings: &[], note: "" },
        Preset { id: "kafka-streams", name: "Kafka Streams", settings: &[], note: "" },
        Preset { id: "storm", name: "Apache Storm", settings: &[], note: "" },
        Preset { id: "kinesis", name: "Amazon Kinesis", settings: &[], note: "" },
    ],
    links: links::OF_PROCESSING,
    source: Source::Documented(
        "zero-to-hero § 3.3 Real-Time Data Processing; \
         interview-answers § Theory 5. Message Queues",
    ),
}
