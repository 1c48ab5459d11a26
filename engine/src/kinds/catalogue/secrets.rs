//! Keys and passwords, kept apart.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{links, open_switch, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps passwords, keys and certificates out of code and configuration, hands them to those who may have them,
    /// changes them regularly and writes down who asked.
    ///
    /// It stands beside the path: services ask when they start. No load unless a connection says how many `calls`, and
    /// required only where that connection says so.
    ///
    /// ## Figures
    /// None documented.
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
    ],
    presets: &[],
    links: links::OF_COORDINATION,
    source: Source::Documented("senior-node § 12 Security & Reliability"),
}
