//! The disk of one machine.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A disk over the network for one machine, mostly a database. It is not to be shared: what several machines read
    /// and write together belongs in shared files or objects.
    ///
    /// Reads and writes end here. It is run by somebody else: no copies to lose, never the bottleneck here.
    ///
    /// ## Figures
    /// None documented. Availability 99.99 % is an assumption. A random read of a solid-state disk takes 0.1 ms.
    id: "block-store",
    name: "Block storage",
    group: Group::Storage,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("storage_bytes", "Size", "B", "Size of the disk."),
        storing::ENCRYPTED,
        storing::BACKUP,
        common::MANAGED_AVAILABILITY,
        timing::BLOCKS,
    ],
    presets: &[
        Preset { id: "ebs", name: "Amazon EBS", settings: &[], note: "" },
    ],
    links: &["backup", "metrics", "logs"],
    source: Source::Documented("zero-to-hero § Cheat Sheet: Technology Choices"),
}
