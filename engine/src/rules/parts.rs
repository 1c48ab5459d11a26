//! The figures that a measured value can rest on, and what they are called. How each comes about is the business of
//! `measure`.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::Role;

/// A figure that a measured value rests on. Numbers count the components of the finding from 0, those that it rests on
/// besides after them; or its connections.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// A setting of a component; 0 where it is open.
    Setting(usize, &'static str),
    /// What the design counts of a component: `instances`, `shards` or `replicas`.
    Count(usize, &'static str),
    /// All copies of a component; 1 of what lives inside its caller.
    Copies(usize),
    /// All copies of the components from this one on, together.
    CopiesFrom(usize),
    /// Shards of all stores over which the first component spreads what it keeps.
    Shards,
    /// Copies of a pool in the zone that holds most.
    LargestZone(usize),
    /// A figure of a connection; 0 where it is open.
    Edge(usize, &'static str),
    /// Those figures of a connection that the design states, together.
    EdgeSum(usize, &'static [&'static str]),
    /// Waits between the attempts of a connection's call, in milliseconds.
    RetryWaits(usize),
    /// How many members of a group the connections of the finding ask for.
    NeedsOfGroup,
    /// A fact of the workload.
    Workload(&'static str),
    /// A requirement.
    Wish(&'static str),
    /// A figure that rules compare with: of the design, else its default.
    Threshold(&'static str),
    /// Years of the plan; 1 where the design states none.
    Years,
    /// Growth a year; 0 where the design states none.
    Growth,
    /// What reaches a component on average, a second.
    Average(usize),
    /// What reaches a component at peak, a second.
    Peak(usize, Which),
    /// Reads at a component at peak, of the journeys of the finding.
    ReadsOfJourneys(usize),
    /// What goes over a connection at peak, a second.
    Over(usize, Which),
    /// Bytes that go over a connection at peak, a second: of its `request_bytes` or its `response_bytes`.
    BytesOver(usize, &'static str),
    /// What a component can do a second.
    Capacity(usize, Which),
    /// What the role of a component that reads most can read a second.
    MostReads(usize),
    /// What a role of a component can read a second.
    RoleReadCapacity(usize, Role),
    /// A setting of each instance or shard of a component, times how many there are.
    OfAll(usize, &'static str),
    /// A setting of each copy of the components of the finding, together; those that leave it open have the documented
    /// figure.
    OfAllServers(&'static str, f64),
    /// Utilisation that nothing should pass.
    Target,
    /// The wanted latency of the first journey of the finding that is its limit.
    LatencyTarget,
    /// How long a call over a connection takes at most, through what only passes on.
    TimeOfCall(usize),
    /// The shortest time of all who wait for what happens over a connection.
    TimeOfRequest(usize),
    /// Attempts for one request of the first journey of the finding, along the way that makes most of them.
    MostAttempts(usize),
    /// Attempts a second to a component that answers nothing, at peak.
    AllAttempts(usize),
    /// Share of attempts over a connection that are given up for their timeout.
    GivenUp(usize),
    /// Calls that would be in the pool of a connection at once.
    InPool(usize),
    /// How many connections the finding names.
    Connections,
    /// What a component can do a second, at the mix of requests that it gets at peak.
    Carries(usize),
    /// Utilisation of a component at peak.
    Utilization(usize),
    /// Utilisation of a role of a component at peak.
    RoleUtilization(usize, Role),
    /// Reads of a role of a component at peak.
    RoleReads(usize, Role),
    /// Utilisation of the second component while the first one, a cache, is empty.
    Cold,
    /// How full a shard is without one of its replicas.
    WithoutAReplica(usize),
    /// Bytes in a store at the end of the plan.
    Stored(usize),
    /// The same of all components from this one on.
    StoredFrom(usize),
    /// Share of time in which the first journey of the finding is served.
    Availability,
    /// A figure of the latency of the first journey of the finding, by its name in the report. It is read from a
    /// distribution, of which no formula is for people.
    Latency(&'static str),
    /// Mean time of the first journey of the finding but for waiting: what each component and way takes of it.
    LatencyWithoutWaiting,
    /// Calls over a connection that are under way at peak, of all journeys.
    UnderWay(usize),
    /// Users a day of the first journey of the finding.
    DailyUsers,
    /// Requests a day of the journeys of the finding.
    RequestsADay,
    /// Requests at peak of all journeys.
    Demand,
    /// Calls one after the other, along the components of the finding.
    CallsInARow,
    /// A figure of the documents that the rule names.
    Documented(f64),
    /// A figure that no document gives.
    Assumed(f64),
    /// A number that never changes.
    Constant(f64),
}

impl Part {
    /// What a figure is called that stands for itself.
    pub(super) fn name(self) -> String {
        match self {
            Self::Setting(_, name)
            | Self::Edge(_, name)
            | Self::Workload(name)
            | Self::Wish(name)
            | Self::Threshold(name) => spaced(name),
            Self::NeedsOfGroup => "needed".to_owned(),
            Self::LatencyTarget => "wanted".to_owned(),
            Self::Target => "target".to_owned(),
            Self::TimeOfCall(_) => "timeout".to_owned(),
            Self::TimeOfRequest(_) => "timeout of the caller".to_owned(),
            Self::Connections => "targets".to_owned(),
            Self::Constant(_) => "all".to_owned(),
            Self::Assumed(_) => "assumed".to_owned(),
            Self::Latency(figure) => figure.to_owned(),
            Self::CallsInARow => "calls in a row".to_owned(),
            Self::Documented(_) => "documented".to_owned(),
            _ => "figure".to_owned(),
        }
    }
}

/// A name of the format as words.
pub(super) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}
