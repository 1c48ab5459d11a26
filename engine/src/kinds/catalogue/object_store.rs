//! Files of any size, by name.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, open_switch, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps pictures, video, backups and raw records by name, as many as there are. Records about a file belong in a
    /// database, the file itself here; users fetch it through a CDN.
    ///
    /// Reads and writes go to it as they are. A shard is one prefix of names, and requests a second grow with them. It
    /// is run by somebody else: no copies to lose. An upload may start something: let it feed a queue or a function.
    ///
    /// ## Figures
    /// 5,000 requests a second for each prefix is an assumption, and so are 99.99 % of availability. Documented prices
    /// for a GB and month: $0.023 hot, $0.0125 warm after 30 days, $0.004 cold after 90 days. Hot storage answers
    /// within 10 ms, cold storage within hours. Hot storage answers within 10 ms, warm within 100 ms, cold after hours,
    /// taken as one hour.
    id: "object-store",
    name: "Object storage",
    group: Group::Storage,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: true,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::read_capacity(5_000.0, Source::Assumption),
        storing::write_capacity(5_000.0, Source::Assumption),
        storing::replica_read_capacity(5_000.0, Source::Assumption),
        storing::TIER,
        open_switch("lifecycle", "Moves old files", "Whether old files move to a cheaper tier by themselves."),
        storing::VERSIONING,
        storing::CHUNK_BYTES,
        storing::DEDUPLICATION,
        storing::ENCRYPTED,
        storing::BACKUP,
        storing::RETENTION,
        common::MANAGED_AVAILABILITY,
        timing::HOT_STORAGE,
    ],
    presets: &[
        Preset { id: "s3", name: "Amazon S3", settings: &[], note: "" },
        Preset { id: "gcs", name: "Google Cloud Storage", settings: &[], note: "" },
        Preset { id: "azure-blob", name: "Azure Blob Storage", settings: &[], note: "" },
    ],
    links: links::OF_STORAGE,
    source: Source::Documented(
        "zero-to-hero § Cheat Sheet: Technology Choices, § 2.4 Video Streaming Platform (like YouTube); \
         interview-answers § Practice 5. File Storage System",
    ),
}
