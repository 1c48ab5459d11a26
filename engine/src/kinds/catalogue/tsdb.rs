//! Figures by their time.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{open_switch, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps points that belong to a moment: measurements of machines, sensors, prices. They arrive in order, are
    /// packed tightly by day, and are thinned out as they age.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 reads or writes a second for each node is an assumption, the same as for wide-column stores; many points
    /// in one write count once. Documented retention: raw points 7 days, minutes 30 days, hours for ever. A point a
    /// second is 86,400 a day, a point a minute 1,440. An answer takes 10 ms: a good query, found by its index.
    id: "tsdb",
    name: "Time-series database",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::read_capacity(10_000.0, Source::Assumption),
        storing::write_capacity(10_000.0, Source::Assumption),
        storing::replica_read_capacity(10_000.0, Source::Assumption),
        open_switch("downsampling", "Thins out", "Whether older points are kept as averages of longer spans."),
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
        storing::TOPOLOGY,
        storing::REPLICATION_MODE,
        storing::CONFLICT_POLICY,
        storing::SHARD_KEY,
        storing::SHARD_STRATEGY,
        storing::SHARD_KEY_KIND,
        storing::VIRTUAL_NODES,
        storing::LARGEST_SHARD_SHARE,
        storing::BACKUP,
        storing::BACKUP_INTERVAL,
        storing::ENCRYPTED,
        storing::STANDBY,
        storing::RETENTION,
        storing::CONTENTS,
        timing::QUERY,
    ],
    presets: &[
        Preset { id: "influxdb", name: "InfluxDB", settings: &[], note: "" },
        Preset { id: "timescaledb", name: "TimescaleDB", settings: &[], note: "" },
        Preset { id: "victoriametrics", name: "VictoriaMetrics", settings: &[], note: "" },
        Preset { id: "prometheus", name: "Prometheus", settings: &[], note: "" },
    ],
    links: &["dashboard", "alerting", "metrics", "stream", "tsdb", "object-store", "batch", "etl", "backup", "logs"],
    source: Source::Documented(
        "zero-to-hero § 2.2 Storage and Databases; \
         mental-models § 5. The Database Selection Matrix",
    ),
}
