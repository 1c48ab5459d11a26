//! A lake with tables.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_switch, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A lake whose files are also tables: with a schema, transactions and versions. One place for reports and for
    /// training, instead of a lake and a warehouse that disagree.
    ///
    /// It is filled by streams and pipelines and read by reports, batch jobs and training. It is mostly object storage
    /// run by somebody else: no copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// No document gives its throughput. Availability 99.99 % is an assumption. That a query takes a second is an
    /// assumption.
    id: "lakehouse",
    name: "Lakehouse",
    group: Group::Database,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_switch("catalogue", "Catalogue", "Whether its contents have schemas that can be looked up."),
        storing::VERSIONING,
        storing::TIER,
        storing::ENCRYPTED,
        storing::RETENTION,
        common::MANAGED_AVAILABILITY,
        timing::assumed(1000.0),
    ],
    presets: &[
        Preset { id: "delta", name: "Delta Lake", settings: &[], note: "" },
        Preset { id: "iceberg", name: "Apache Iceberg", settings: &[], note: "" },
        Preset { id: "hudi", name: "Apache Hudi", settings: &[], note: "" },
    ],
    links: &[
        "bi", "dashboard", "batch", "etl", "ml-training", "feature-store", "warehouse", "columnar", "metrics",
        "logs",
    ],
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
}
