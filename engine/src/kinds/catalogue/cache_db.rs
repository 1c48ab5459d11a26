//! What the database itself remembers.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::caching;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// The last cache of all: pages and results that a database keeps in its own memory. It makes reads quicker; the
    /// database has to answer them all the same.
    ///
    /// It passes on only what it does not know. It lives inside its database: no copies, no capacity, no failure of its
    /// own. Since it spares the disk and not the database, it rarely deserves a box.
    ///
    /// ## Figures
    /// No document gives a hit rate, so none is assumed: until you set one, everything passes.
    id: "cache-db",
    name: "Database cache",
    group: Group::Cache,
    family: Family::Cache,
    dispatch: Dispatch::Misses,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        caching::HIT_RATE,
        caching::layer("database"),
        caching::MEMORY,
    ],
    presets: &[],
    links: &[
        "sql", "newsql", "document-db", "wide-column", "block-store",
        // Own additions.
        "db-replica", "kv-db", "graph-db",
    ],
    source: Source::Documented(
        "interview-answers § Theory 7. Caching Layers; \
         mental-models § 6. The Caching Strategy Decision Tree",
    ),
}
