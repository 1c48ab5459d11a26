//! Files that many machines share.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A folder that many machines see at the same time, for programs that want files rather than objects.
    ///
    /// Reads and writes end here. It is run by somebody else: no copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// None documented. Availability 99.99 % is an assumption. Hot storage answers within 10 ms, warm within 100 ms,
    /// cold after hours, taken as one hour.
    id: "file-store",
    name: "Shared file storage",
    group: Group::Storage,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("storage_bytes", "Size", "B", "How much fits."),
        storing::TIER,
        storing::ENCRYPTED,
        storing::BACKUP,
        common::MANAGED_AVAILABILITY,
        timing::HOT_STORAGE,
    ],
    presets: &[
        Preset { id: "efs", name: "Amazon EFS", settings: &[], note: "" },
    ],
    links: &["backup", "storage-tier", "metrics", "logs"],
    source: Source::Documented("zero-to-hero § Cheat Sheet: Technology Choices"),
}
