//! What all agree on.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A small cluster that never contradicts itself: who is leader, who holds a lock, what the configuration is. It
    /// decides by majority, so three nodes survive the loss of one, five of two, and an even number gains nothing.
    ///
    /// It stands beside the path: no load unless a connection says how many `calls`, and required only where that
    /// connection says so. Set `needs` to the majority of its instances.
    ///
    /// ## Figures
    /// No capacity is documented. It stays consistent when the network parts; the smaller side stops. That an answer
    /// takes 5 ms is an assumption.
    id: "coordinator",
    name: "Coordination service",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("lease_seconds", "Lease", "s", "How long a leader stays one without renewing."),
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
        timing::assumed(5.0),
    ],
    presets: &[
        Preset {
            id: "zookeeper",
            name: "Apache ZooKeeper",
            settings: &[
                ("cap", Fallback::Text("CP"), Source::Documented("mental-models § 2. The CAP Triangle")),
                (
                    "consistency_level",
                    Fallback::Text("sequential"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "etcd",
            name: "etcd",
            settings: &[("cap", Fallback::Text("CP"), Source::Documented("mental-models § 2. The CAP Triangle"))],
            note: "",
        },
        Preset { id: "consul", name: "Consul", settings: &[], note: "" },
    ],
    links: links::OF_COORDINATION,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems; mental-models § 2. The CAP Triangle"),
}
