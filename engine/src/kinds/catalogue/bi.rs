//! Reports for people who decide.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Draws charts and reports from the warehouse for people who decide things. Its questions read a great deal at
    /// once, which is why they must not go to a database that users wait for.
    ///
    /// A report calls everything that its connections name: it asks, so draw the connection from it to the store, or
    /// from the store to it where you show which way the records flow. It has no capacity here.
    ///
    /// ## Figures
    /// None documented.
    id: "bi",
    name: "BI tool",
    group: Group::Processing,
    family: Family::Processing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[],
    presets: &[
        Preset { id: "tableau", name: "Tableau", settings: &[], note: "" },
    ],
    links: &[
        "warehouse", "columnar", "lakehouse", "lake", "db-replica", "search", "metrics", "logs",
        // Own additions.
        "sql", "newsql", "document-db", "wide-column", "tsdb", "graph-db", "object-store", "cache-distributed",
        "server",
    ],
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
}
