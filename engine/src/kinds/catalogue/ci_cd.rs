//! What tests and ships.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::open_choice;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Builds, tests and ships every change the same way, and takes it back as easily. How it ships decides what a bad
    /// change costs: all at once, a second fleet beside the first, or a few percent of the users.
    ///
    /// It stands beside the path: no load and not required, unless a connection says so.
    ///
    /// ## Figures
    /// Two fleets cost twice the infrastructure while they stand. A documented canary goes from 5 to 20, 50 and 100 %
    /// of the traffic.
    id: "ci-cd",
    name: "CI/CD pipeline",
    group: Group::Observability,
    family: Family::Delivery,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_choice(
            "strategy",
            "Ships by",
            &["recreate", "rolling", "blue-green", "canary"],
            "How a new version replaces the old.",
        ),
    ],
    presets: &[
        Preset { id: "github-actions", name: "GitHub Actions", settings: &[], note: "" },
    ],
    links: &[
        "container-platform", "server", "service", "serverless", "vm", "modular-monolith", "registry",
        "secrets", "iac", "metrics", "logs",
    ],
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
}
