//! Much at once, later.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Works through everything that has gathered, at night or every few hours: reports, training, clearing up. It may
    /// take hours, and its results are as old as its last run.
    ///
    /// A run calls everything that its connections name; its load is a journey of its own that enters here. It works at
    /// its own pace, so it has no capacity here, but what it reads from has.
    ///
    /// ## Figures
    /// Documented: results after hours, on records up to 24 hours old.
    id: "batch",
    name: "Batch processor",
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
    presets: &[
        Preset { id: "spark", name: "Apache Spark", settings: &[], note: "" },
        Preset { id: "hadoop", name: "Hadoop", settings: &[], note: "" },
        Preset { id: "emr", name: "Amazon EMR", settings: &[], note: "" },
    ],
    links: links::OF_PROCESSING,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
}
