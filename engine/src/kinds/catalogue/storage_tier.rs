//! Where old files are cheap.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps what is seldom or never read for a fraction of the price. Warm storage answers a little later, cold
    /// storage hours later: nothing that a user waits for may lie there.
    ///
    /// Files arrive by age, from hotter storage. It is run by somebody else: no copies to lose.
    ///
    /// ## Figures
    /// For a GB and month: warm $0.0125 from 30 days on, cold $0.004 from 90 days on (another text: a year), against
    /// $0.023 hot. Warm storage answers within 100 ms, cold storage within hours. A TB for a year is $150 or $48
    /// instead of $276. Availability 99.99 % is an assumption. Hot storage answers within 10 ms, warm within 100 ms,
    /// cold after hours, taken as one hour.
    id: "storage-tier",
    name: "Warm or cold tier",
    group: Group::Storage,
    family: Family::Storage,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        storing::TIER,
        open_number("after_days", "Moves here after", "days", "Age at which files arrive."),
        storing::RETENTION,
        storing::ENCRYPTED,
        common::MANAGED_AVAILABILITY,
        timing::HOT_STORAGE,
    ],
    presets: &[
        Preset {
            id: "s3-ia",
            name: "Amazon S3 Standard-IA",
            settings: &[
                (
                    "tier",
                    Fallback::Text("warm"),
                    Source::Documented("interview-answers § Practice 5. File Storage System"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "glacier",
            name: "Amazon S3 Glacier",
            settings: &[
                (
                    "tier",
                    Fallback::Text("cold"),
                    Source::Documented("interview-answers § Practice 5. File Storage System"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "azure-cool",
            name: "Azure Cool Blob",
            settings: &[
                ("tier", Fallback::Text("warm"), Source::Documented("zero-to-hero § 2.2 Storage and Databases")),
            ],
            note: "",
        },
        Preset {
            id: "azure-archive",
            name: "Azure Archive",
            settings: &[
                ("tier", Fallback::Text("cold"), Source::Documented("zero-to-hero § 2.2 Storage and Databases")),
            ],
            note: "",
        },
        Preset {
            id: "nearline",
            name: "Google Cloud Nearline",
            settings: &[
                ("tier", Fallback::Text("warm"), Source::Documented("zero-to-hero § 2.2 Storage and Databases")),
            ],
            note: "",
        },
        Preset {
            id: "coldline",
            name: "Google Cloud Coldline",
            settings: &[
                ("tier", Fallback::Text("cold"), Source::Documented("zero-to-hero § 2.2 Storage and Databases")),
            ],
            note: "",
        },
    ],
    links: &["storage-tier", "object-store", "batch", "metrics", "logs"],
    source: Source::Documented(
        "zero-to-hero § 2.2 Storage and Databases; \
         interview-answers § Practice 5. File Storage System",
    ),
}
