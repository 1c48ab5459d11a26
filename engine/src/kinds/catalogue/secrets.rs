//! Keys and passwords, kept apart.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{links, open_switch, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps passwords, keys and certificates out of code and configuration, hands them to those who may have them,
    /// changes them regularly and writes down who asked.
    ///
    /// It stands beside the path: services ask when they start. No load unless a connection says how many `calls`, and
    /// required only where that connection says so.
    ///
    /// ## Figures
    /// None documented. That an answer takes 5 ms is an assumption.
    id: "secrets",
    name: "Secrets manager",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_switch("rotation", "Changes secrets", "Whether secrets are replaced regularly."),
        storing::ENCRYPTED,
        timing::assumed(5.0),
    ],
    presets: &[],
    links: links::OF_COORDINATION,
    source: Source::Documented("senior-node § 12 Security & Reliability"),
}
