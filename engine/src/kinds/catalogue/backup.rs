//! Copies that outlive a mistake.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{self, open_number, open_switch, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Copies of what must not be lost, made at intervals and kept apart. A replica is no backup: it repeats a wrong
    /// delete at once. A backup that nobody has restored yet is a hope.
    ///
    /// It receives copies from the stores that are connected to it. It is run by somebody else: no copies to lose.
    ///
    /// ## Figures
    /// The interval is what may be lost: 5 minutes with frequent backups, 24 hours with daily ones, nothing only with
    /// replication as it happens. A cold restore takes up to 24 hours. Availability 99.99 % is an assumption.
    id: "backup",
    name: "Backup store",
    group: Group::Storage,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("interval_minutes", "Interval", "min", "Time between two backups: what may be lost."),
        open_switch("restore_tested", "Restore tested", "Whether a restore has been tried."),
        storing::RETENTION,
        storing::ENCRYPTED,
        storing::TIER,
        common::MANAGED_AVAILABILITY,
    ],
    presets: &[],
    links: &[
        "object-store", "storage-tier", "sql", "metrics", "logs",
        // Own additions.
        "lake",
    ],
    source: Source::Documented(
        "zero-to-hero § 3.2 High Availability & Fault Tolerance; \
         mental-models § 16. The Security Mental Model; \
         worked-examples § Problem-solving template",
    ),
}
