//! What is found of a design under strain: of calls, of components, and of all of it.

use crate::analysis::capacity::RoleLoad;
use crate::analysis::journey_time::JourneyTime;
use crate::analysis::lost::Losses;
use crate::analysis::traffic::Rates;

/// The calls over a connection whose caller waits, all journeys together, at peak.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeStrain {
    /// Calls a second, attempts of the same call counted once.
    pub calls: f64,
    /// Attempts of one call, those that are sent twice counted twice.
    pub attempts: f64,
    /// Part of the attempts that is sent twice.
    pub twice: f64,
    /// Probability that an attempt is given up for its timeout.
    pub late: f64,
    /// Probability that an attempt fails, for whatever reason.
    pub failure: f64,
    /// How long one call is under way, all attempts together, in milliseconds.
    pub held: f64,
    /// How long one call holds a place in its pool, all attempts together, in milliseconds.
    pub inside: f64,
    /// Probability that a call is under way for ever.
    pub stuck: f64,
    /// Calls that would be in the pool at once if all found a place; infinite where some never end.
    pub wanted: f64,
    /// Calls that find a place at once; infinite where nothing limits them.
    pub room: f64,
    /// Probability that an attempt failed when its breaker opened; `None` while that is closed.
    pub opened_at: Option<f64>,
    /// What its breaker does while it is open; `None` while it is closed.
    pub half_open: Option<HalfOpen>,
}

/// A breaker that is open, and lets a call through now and then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfOpen {
    /// Seconds between such calls of one copy of the caller.
    pub reset_seconds: f64,
    /// Such calls a second, of all copies.
    pub probes: f64,
    /// Probability that one fails; `None` where the caller has chosen another target by then.
    pub failure: Option<f64>,
    /// Part of the time in which it is open; 1 where those calls fail too. `None` where it is not known whether they do.
    pub open_share: Option<f64>,
}

/// A component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeStrain {
    /// What arrives a second at peak, further attempts included.
    pub attempts: Rates,
    /// How full its busiest role is by that; `None` where nothing limits it, or it is lost.
    pub utilization: Option<f64>,
    /// Its busiest role.
    pub role: Option<RoleLoad>,
    /// Requests that are there at once; infinite where some never end.
    pub held: f64,
    /// Requests that it can have at once; infinite where the design states nothing.
    pub room: f64,
    /// How many times the requests that it can keep up with arrive, by how many it can have at once; 0 where the
    /// design states nothing.
    pub crowding: f64,
    /// How long it takes for one request, in milliseconds, without waiting.
    pub takes: Option<f64>,
}

/// A design under strain.
#[derive(Clone, Debug)]
pub struct Strain {
    /// By node.
    pub nodes: Vec<NodeStrain>,
    /// By edge; only those whose caller waits have figures.
    pub edges: Vec<EdgeStrain>,
    /// By node: what arrives a second at peak, first attempts alone.
    pub first: Vec<f64>,
    /// By journey of the traffic: how long it takes; none where nobody asked.
    pub times: Vec<JourneyTime>,
    /// By journey of the traffic: share of its requests that are answered, and well.
    pub answered: Vec<f64>,
    /// By journey of the traffic: edges over which most calls fail in the end, and whether the caller fails with them.
    pub failing: Vec<Vec<(usize, bool)>>,
    /// What is lost, with connections whose breaker is open.
    pub losses: Losses,
    /// Whether nothing moved any more; else it is what the last round came to.
    pub settled: bool,
}
