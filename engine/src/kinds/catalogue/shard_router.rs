//! What finds the shard of a key.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{open_choice, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Knows which shard holds which key, so that callers need not. It is mostly a few lines in the application or its
    /// driver; it may also be a proxy, or a lookup service with a table of its own.
    ///
    /// It splits what arrives over its connections, evenly or by share, and needs all of them: a request whose shard is
    /// gone fails. Inside the application it has no copies and no capacity of its own. If yours is a proxy or a lookup
    /// service that can fail by itself, say where it lives, and draw it as a service in front.
    ///
    /// ## Figures
    /// A key modulo the number of shards is simple, and moves most keys when the number changes: 75 % from three to
    /// four. A worked example starts with four shards by the hash of the short code.
    id: "shard-router",
    name: "Shard router",
    group: Group::Database,
    family: Family::ShardRouter,
    dispatch: Dispatch::Split,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        storing::SHARD_STRATEGY,
        storing::SHARD_KEY,
        storing::SHARD_KEY_KIND,
        storing::VIRTUAL_NODES,
        open_choice(
            "lives_in",
            "Lives in",
            &["application", "driver", "proxy", "lookup-service"],
            "Where the decision is made.",
        ),
    ],
    presets: &[
        Preset { id: "application", name: "In the application", settings: &[], note: "" },
        Preset { id: "proxy", name: "Proxy", settings: &[], note: "" },
        Preset { id: "lookup", name: "Lookup service", settings: &[], note: "" },
    ],
    links: &[
        "sql", "newsql", "db-replica", "document-db", "kv-db", "wide-column", "metadata-db", "ledger",
        "cache-distributed", "search",
        // Own additions.
        "graph-db", "event-store", "tsdb",
    ],
    source: Source::Documented(
        "worked-examples § Example 1, Detailed server estimate 3. Database; \
         interview-answers § Theory 4. Database Sharding",
    ),
}
