//! What fills the warehouse.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, links, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Takes records out of the systems that made them, brings them into one shape and loads them where questions are
    /// asked. So analysts never touch the databases that users wait for.
    ///
    /// A run calls everything that its connections name; its load is a journey of its own that enters here. It should
    /// read from a replica. It works at its own pace, so it has no capacity here.
    ///
    /// ## Figures
    /// Documented: nightly.
    id: "etl",
    name: "ETL pipeline",
    group: Group::Processing,
    family: Family::Processing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("interval_seconds", "Interval", "s", "Time between two runs."),
        computing::IDEMPOTENT,
        computing::RETRY,
    ],
    presets: &[],
    links: links::OF_PROCESSING,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
}
