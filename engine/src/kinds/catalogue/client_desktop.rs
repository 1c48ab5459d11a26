//! Programs on a desktop that keep files in step.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, number, open_text, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A program on somebody's computer, for instance one that keeps a folder the same on several machines. It cuts
    /// files into pieces and compares their hashes, so that only what changed has to travel.
    ///
    /// It calls everything that its connections name, has no copies and never fails in the calculation. Pieces may go
    /// straight to the object storage; what belongs to which file goes to a service.
    ///
    /// ## Figures
    /// Pieces of 4 MB: a file of 100 MB is 25 of them.
    id: "client-desktop",
    name: "Desktop client",
    group: Group::Edge,
    family: Family::Client,
    dispatch: Dispatch::All,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        number(
            "chunk_bytes",
            "Chunk size",
            "B",
            "Size of the pieces that files are cut into.",
            4_000_000.0,
            Source::Documented("interview-answers § Practice 5. File Storage System"),
        ),
        storing::CONFLICT_POLICY,
        storing::DEDUPLICATION,
        open_text("region", "Region", "Where these users are."),
    ],
    presets: &[
        Preset { id: "desktop", name: "Desktop app", settings: &[], note: "" },
    ],
    links: links::OF_CLIENTS,
    source: Source::Documented(
        "zero-to-hero § 1.1 Understanding System Design Basics; \
         interview-answers § Practice 5. File Storage System",
    ),
}
