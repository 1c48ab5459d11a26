//! The history of the business, in tables.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Gathers records of all systems in one schema made for questions: facts in the middle, what describes them
    /// around. It is filled by pipelines, mostly at night, and asked by analysts; requests of users do not belong
    /// there.
    ///
    /// It is mostly run by somebody else: no copies to lose, never the bottleneck here. What it says is as old as its
    /// last filling.
    ///
    /// ## Figures
    /// No document gives its throughput. Availability 99.99 % is an assumption. Filled nightly, its figures are up to
    /// 24 hours old. That a query takes a second is an assumption.
    id: "warehouse",
    name: "Data warehouse",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("refresh_seconds", "Filled every", "s", "Time between two fillings."),
        storing::BACKUP,
        storing::ENCRYPTED,
        storing::RETENTION,
        storing::TIER,
        common::MANAGED_AVAILABILITY,
        timing::assumed(1000.0),
    ],
    presets: &[
        Preset { id: "snowflake", name: "Snowflake", settings: &[], note: "" },
        Preset { id: "bigquery", name: "Google BigQuery", settings: &[], note: "" },
        Preset { id: "redshift", name: "Amazon Redshift", settings: &[], note: "" },
        Preset { id: "synapse", name: "Azure Synapse", settings: &[], note: "" },
    ],
    links: &[
        "bi", "dashboard", "ml-training", "feature-store", "etl", "batch", "backup", "object-store", "metrics",
        "logs",
    ],
    source: Source::Documented(
        "zero-to-hero § 2.2 Storage and Databases, § 3.3 Real-Time Data Processing, § 1.4 Database Selection",
    ),
}
