//! How full each component is at peak, and how many copies it would take.

use super::traffic::Rates;

/// Which copies of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Interchangeable copies.
    Copies,
    /// Primaries of the shards.
    Primary,
    /// Replicas of the shards.
    Replica,
}

/// How full the copies of one role are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleLoad {
    /// Which copies.
    pub role: Role,
    /// What reaches all of them together at peak, a second.
    pub peak: Rates,
    /// What all of them together can read a second; `None` where nothing limits them.
    pub read_capacity: Option<f64>,
    /// What all of them together can write a second.
    pub write_capacity: Option<f64>,
    /// Reads and writes as shares of their own capacities, added up.
    pub utilization: Option<f64>,
}

/// How many copies it takes to carry the peak.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// `instances`, `shards` or `replicas`.
    pub unit: &'static str,
    /// At full capacity.
    pub at_full: u64,
    /// At the target utilisation.
    pub at_target: u64,
}

/// How full a component is at peak.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Load {
    /// Each role that it has.
    pub roles: Vec<RoleLoad>,
    /// Of its busiest role; `None` where nothing limits it, or a loop without end feeds it.
    pub utilization: Option<f64>,
    /// How many copies it takes.
    pub needed: Option<Needed>,
    /// Settings whose defaults the figures rest on.
    pub assumed: Vec<&'static str>,
}
