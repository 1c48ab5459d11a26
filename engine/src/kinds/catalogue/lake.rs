//! Everything, as it came.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_switch, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps raw records and files as they came and leaves it to the reader to make sense of them: cheap, and open to
    /// questions that nobody has yet. Without a catalogue nobody finds anything in it again.
    ///
    /// It is filled by streams and pipelines and read by batch jobs and training. It is mostly object storage run by
    /// somebody else: no copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// No document gives its throughput. Availability 99.99 % is an assumption. It costs what object storage does. That
    /// reading takes 100 ms, as warm storage does, is an assumption.
    id: "lake",
    name: "Data lake",
    group: Group::Database,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_switch("catalogue", "Catalogue", "Whether its contents have schemas that can be looked up."),
        storing::TIER,
        storing::ENCRYPTED,
        storing::RETENTION,
        common::MANAGED_AVAILABILITY,
        timing::assumed(100.0),
    ],
    presets: &[
        Preset { id: "s3", name: "Amazon S3 bucket", settings: &[], note: "" },
    ],
    links: &[
        "batch", "etl", "stream-processor", "lakehouse", "warehouse", "columnar", "ml-training",
        "feature-store", "embedding", "bi", "storage-tier", "metrics", "logs",
    ],
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
}
