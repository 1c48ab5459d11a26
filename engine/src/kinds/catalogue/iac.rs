//! Infrastructure as text.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Describes machines, networks and services as text that is reviewed, versioned and applied by a tool. What exists
    /// can be read, and built again elsewhere after a disaster.
    ///
    /// It stands beside the path: no load and not required, unless a connection says so. It may lead to anything.
    ///
    /// ## Figures
    /// None.
    id: "iac",
    name: "Infrastructure as code",
    group: Group::Observability,
    family: Family::Delivery,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[],
    presets: &[
        Preset { id: "terraform", name: "Terraform", settings: &[], note: "" },
    ],
    links: &[
        "ci-cd", "container-platform", "vm", "server", "service", "serverless", "lb-l4", "lb-l7", "gateway",
        "firewall", "sql", "cache-distributed", "queue", "stream", "object-store", "secrets", "dns", "metrics",
        "logs",
    ],
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
}
