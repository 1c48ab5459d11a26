//! A copy of a database that answers reads.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A copy of a database, drawn apart from its primary because it stands somewhere else or serves somebody else,
    /// such as reports. Replicas that only share the reads of their primary are better given as the `replicas` of the
    /// database itself.
    ///
    /// Connect the primary to it as `replication`, which carries the writes. Reads come from whoever is connected. It
    /// is as old as the replication makes it; a write that is sent to it goes nowhere.
    ///
    /// ## Figures
    /// 100,000 reads a second, the documented figure of a PostgreSQL replica. The writes that it repeats are those of
    /// its primary, 10,000 a second at most. A documented example lags by 100 ms. An answer takes 10 ms: a good query,
    /// found by its index.
    id: "db-replica",
    name: "Read replica",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::read_capacity(100_000.0, storing::POSTGRESQL),
        storing::write_capacity(10_000.0, storing::POSTGRESQL),
        storing::replica_read_capacity(100_000.0, storing::POSTGRESQL),
        storing::REPLICATION_MODE,
        open_number("lag_ms", "Lag", "ms", "How old its records are."),
        storing::CONSISTENCY_LEVEL,
        storing::ENCRYPTED,
        storing::BACKUP,
        storing::STANDBY,
        timing::QUERY,
    ],
    presets: &[],
    links: &["sql", "newsql", "db-replica", "etl", "batch", "bi", "search", "stream", "metrics", "logs"],
    source: Source::Documented(
        "worked-examples § Example 1, Detailed server estimate 3. Database; \
         zero-to-hero § 1.2 Scalability & Performance; \
         mental-models § 9. The Replication Topology Guide",
    ),
}
