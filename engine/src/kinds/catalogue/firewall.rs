//! What separates networks.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, open_choice, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Lets through only the addresses and ports that it should, between the public network, the private one and the
    /// one of the data. Draw it where a journey crosses; which segment each component stands in is that component's own
    /// setting.
    ///
    /// What it lets through goes on whole to the connection that serves the journey. The rules of a cloud network have
    /// no copies to lose; a box of your own has, so say that it is not managed.
    ///
    /// ## Figures
    /// None documented. Availability 99.99 % is an assumption. That a request takes 0.1 ms in it is an assumption.
    id: "firewall",
    name: "Firewall",
    group: Group::Edge,
    family: Family::Shield,
    dispatch: Dispatch::Route,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_choice("segment", "Guards", &["public", "private", "data"], "The segment behind it."),
        common::MANAGED_AVAILABILITY,
        timing::assumed(0.1),
    ],
    presets: &[
        Preset { id: "vpc", name: "Virtual private cloud", settings: &[], note: "" },
        Preset { id: "vpn", name: "VPN", settings: &[], note: "" },
        Preset { id: "security-group", name: "Security group", settings: &[], note: "" },
    ],
    links: links::OF_THE_EDGE,
    source: Source::Documented(
        "mental-models § 16. The Security Mental Model; \
         zero-to-hero § 3.1 Cloud Architecture & DevOps",
    ),
}
