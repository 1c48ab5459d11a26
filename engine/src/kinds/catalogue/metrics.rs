//! Measurements over time.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_number, open_switch, open_words, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Collects figures from everything that runs: rates, errors, durations, how full things are. It answers how much
    /// and how often, and alerts and dashboards are drawn from it.
    ///
    /// It watches from the side: a connection to it carries no load unless it says how many `calls`, and no user fails
    /// when it does. Percentiles (P50, P95, P99) belong on latency; an average hides the slow ones.
    ///
    /// ## Figures
    /// None. Documented retention of raw points is 7 days, of minutes 30 days, of hours for ever.
    id: "metrics",
    name: "Metrics",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        storing::RETENTION,
        open_number("scrape_seconds", "Interval", "s", "Time between two measurements."),
        open_words(
            "signals",
            "Signals",
            "What is measured: latency, traffic, errors, saturation, queue-depth, consumer-lag, replication-lag, \
             event-loop-lag, circuit-breakers.",
        ),
        open_switch("percentiles", "Percentiles", "Whether latency is kept as percentiles rather than as an average."),
    ],
    presets: &[
        Preset { id: "prometheus", name: "Prometheus", settings: &[], note: "" },
        Preset { id: "statsd", name: "StatsD", settings: &[], note: "" },
        Preset { id: "influxdb", name: "InfluxDB", settings: &[], note: "" },
        Preset { id: "victoriametrics", name: "VictoriaMetrics", settings: &[], note: "" },
        Preset { id: "datadog", name: "Datadog", settings: &[], note: "" },
        Preset { id: "cloudwatch", name: "Amazon CloudWatch", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented(
        "interview-answers § Theory 10. Observability; \
         mental-models § 15. The Observability Stack; \
         senior-node § 10 Monitoring / Observability",
    ),
}
