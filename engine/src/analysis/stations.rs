//! What one request meets at each component at peak: how long it waits for a free place, and how long it takes.
//!
//! A copy that can do *k* requests a second and takes *S* for one holds *k* × *S* at once (Little 1961): so many
//! servers, rounded, and one at least. The copies of a pool, and the replicas of a shard, take from one queue; each
//! shard has its own. Arrivals are Poisson, times of service exponential (M/M/c, Erlang 1917), and the service rate
//! is the one at which the servers are as busy as the report says; the time of service itself stays *S*. Where reads
//! and writes cost differently, service varies more than an exponential: Allen and Cunneen 1990, with an exponential
//! tail of the same mean. Where all places are taken (`concurrency`) the wait has no end, and while some are free nobody
//! waits for one. With a `queue_limit` who finds the queue full is turned away (M/M/c/K), and the wait of who
//! waits is a constant and an exponential with the same mean and deviation. Where a kind has no capacity nobody waits.

use super::capacity::{Load, Role, RoleLoad, Roles, reads_from};
use super::graph::{Figure, Graph, Node};
use super::places::{are_of_all, copies_of};
use super::queueing::{bounded, mean_wait_of_any, waiting};
use super::quorum::majority;
use super::skew::{ShardPart, Shards, by_shards};
use crate::kinds::Copies;
use crate::kinds::common::timing;

/// Servers beyond which a queue is not told from one of so many: nobody waits in it until it is full.
pub const MOST_SERVERS: f64 = 100_000.0;

/// By how much a quotient may differ from what it means.
const NOISE: f64 = 1e-9;

/// What is added before figures are rounded down: half a place is one more, whatever the last digits of a quotient are.
pub const HALF: f64 = 0.5 + NOISE;

/// Waits that are less likely are left out.
pub const NEVER: f64 = 1e-15;

/// How a wait was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// M/M/c.
    Exact,
    /// M/M/c, where what a copy holds at once is no whole number: as many places as are nearest, each as busy as reported.
    Rounded,
    /// Allen and Cunneen.
    AllenCunneen,
    /// M/M/c/K, its wait by mean and deviation.
    Bounded,
}

/// The queue in front of one role of a component, as one request meets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// Which copies.
    pub role: Role,
    /// Of which shards.
    pub shards: Shards,
    /// Part of the requests of the operation that goes there.
    pub part: f64,
    /// Requests a second that arrive at one such queue.
    pub arrivals: f64,
    /// Requests a second that its servers finish.
    pub capacity: f64,
    /// Servers.
    pub servers: u64,
    /// Probability of waiting.
    pub waits: f64,
    /// How long who waits waits at least, in milliseconds.
    pub least: f64,
    /// How much longer on average: exponential.
    pub mean: f64,
    /// How much longer the mean is than that of M/M/c, for service that varies more.
    pub variation: f64,
    /// Share of requests that is turned away.
    pub turned_away: f64,
    /// How the wait was found.
    pub method: Method,
}

/// What one request meets at a component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Station {
    /// Time that it takes, in milliseconds, without waiting; `None` where nothing says it.
    pub service: Option<Figure>,
    /// Queues that reads may meet, and those that writes may.
    pub queues: [Vec<Queue>; 2],
    /// Whether reads, and whether writes, find it at or over capacity, with a queue that knows no limit.
    pub full: [bool; 2],
}

impl Station {
    /// How long a read (0), or a write (1), waits there on average until it is worked on, in milliseconds.
    #[must_use]
    pub fn wait(&self, operation: usize) -> f64 {
        self.queues[operation].iter().map(|queue| queue.part * queue.waits * (queue.least + queue.mean)).sum()
    }

    /// Share of requests that is not turned away, which come there so often as reads (0) or writes (1): each time to one
    /// of the shards, where these differ.
    #[must_use]
    pub fn served(&self, operation: usize, visits: f64) -> f64 {
        let queues = || self.queues[operation].iter();
        let alike = queues().filter(|queue| queue.shards == Shards::Alike);
        let alike = alike.map(|queue| libm::pow(1.0 - queue.turned_away, visits * queue.part));
        let apart = queues().filter(|queue| queue.shards != Shards::Alike);
        let away: f64 = apart.map(|queue| queue.part * queue.turned_away).sum();
        alike.product::<f64>() * libm::pow(1.0 - away, visits)
    }

    /// Whether it makes no difference to anybody's time that there is the other one in its place.
    #[must_use]
    pub fn takes_as_long_as(&self, other: &Self) -> bool {
        let service = |station: &Self| station.service.map_or(0.0, |service| service.value);
        let waits = |station: &Self, operation: usize| {
            let queues = station.queues[operation].iter().filter(|queue| queue.waits > NEVER);
            queues.map(|queue| [queue.part, queue.waits, queue.least, queue.mean]).collect::<Vec<_>>()
        };
        service(self) == service(other)
            && self.full == other.full
            && (0..2).all(|operation| waits(self, operation) == waits(other, operation))
    }
}

/// What one request meets at every component at peak, by node.
#[must_use]
pub fn stations(graph: &Graph<'_>, loads: &[Load]) -> Vec<Station> {
    graph.nodes.iter().zip(loads).map(|(node, load)| station_of(node, &load.roles)).collect()
}

/// The same where nobody waits for a free place.
#[must_use]
pub fn free_stations(graph: &Graph<'_>) -> Vec<Station> {
    graph.nodes.iter().map(|node| Station { service: service_time(node), ..Station::default() }).collect()
}

/// Time that one request spends in a component, in milliseconds, without waiting.
#[must_use]
pub fn service_time(node: &Node<'_>) -> Option<Figure> {
    let of_tier = node.text("tier").filter(|_| !node.states("latency_ms")).and_then(timing::of_tier);
    match of_tier {
        Some(value) => Some(Figure { value, default_from: Some(timing::STORAGE) }),
        None => node.number("latency_ms"),
    }
}

/// What requests meet at a component of which some shards are fuller than others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unevenly {
    /// Queues of all shards, each met by its part of the requests.
    pub station: Station,
    /// Share of reads, and of writes, that is ever answered: of a queue that grows without end as many as its servers
    /// finish.
    pub answered: [f64; 2],
    /// Share of reads, and of writes, that comes to a queue that grows without end, and waits longer than anybody does.
    pub endless: [f64; 2],
    /// Share of reads, and of writes, that is turned away at once.
    pub turned_away: [f64; 2],
}

/// The same of parts of its shards.
#[must_use]
pub fn unevenly(node: &Node<'_>, parts: &[ShardPart]) -> Unevenly {
    let mut found =
        Unevenly { station: Station { service: service_time(node), ..Station::default() }, ..Unevenly::default() };
    for ShardPart { shards, share, roles } in parts.iter().filter(|part| part.share > 0.0) {
        let of_part = station(node, roles);
        for operation in 0..2 {
            let mut in_time = *share;
            for (at, role) in roles.at_work().enumerate() {
                let part = share * part(node, roles, at, operation);
                if part > 0.0 && of_part.full[operation] && is_endless(node, role) {
                    in_time -= part;
                    found.endless[operation] += part;
                    found.answered[operation] += part / role.utilization;
                }
            }
            found.answered[operation] += in_time.max(0.0);
            let queues = of_part.queues[operation].iter().map(|queue| Queue {
                shards: *shards,
                part: share * queue.part,
                ..*queue
            });
            for queue in queues {
                found.turned_away[operation] += queue.part * queue.turned_away;
                found.station.queues[operation].push(queue);
            }
            found.station.full[operation] |= of_part.full[operation];
        }
    }
    found
}

/// Whether the queue in front of a role grows without end: as much arrives as it can do, or more, and nobody is turned
/// away.
fn is_endless(node: &Node<'_>, role: &RoleLoad) -> bool {
    !role.utilization.is_finite() || (role.utilization >= 1.0 && node.number("queue_limit").is_none())
}

/// What requests meet at a component whose roles are these. Where all of its shards are there and do not get the same,
/// each has a queue of its own length.
fn station_of(node: &Node<'_>, roles: &Roles) -> Station {
    if node.skew > 1.0 && are_of_all(node, roles) {
        unevenly(node, &by_shards(node, roles)).station
    } else {
        station(node, roles)
    }
}

fn station(node: &Node<'_>, roles: &Roles) -> Station {
    let service = service_time(node);
    let mut found = Station { service, ..Station::default() };
    let full = |role: &RoleLoad| role.role == Role::Places && role.utilization >= 1.0;
    // Who may turn requests away has a bounded queue whatever it is full of.
    if roles.iter().any(full) && node.number("queue_limit").is_none() {
        found.full = [true, true];
    }
    for (at, role) in roles.at_work().enumerate() {
        let queue = queue(node, role, service.map_or(0.0, |service| service.value));
        for operation in 0..2 {
            let part = part(node, roles, at, operation);
            match queue {
                _ if part <= 0.0 => {}
                Some(queue) => found.queues[operation].push(Queue { part, ..queue }),
                None => found.full[operation] = true,
            }
        }
    }
    found
}

/// Part of the reads, or of the writes, that goes to a role; where none arrive, of those that would.
fn part(node: &Node<'_>, roles: &[RoleLoad], at: usize, operation: usize) -> f64 {
    let arrive = |role: &RoleLoad| if operation == 0 { role.peak.reads } else { role.peak.writes };
    let at_work = || roles.iter().filter(|role| role.role != Role::Places);
    let all: f64 = at_work().map(arrive).sum();
    if all > 0.0 {
        return arrive(&roles[at]) / all;
    }
    let replicas = operation == 0 && at_work().count() > 1 && reads_from(node) != "primary";
    f64::from(u8::from(at == usize::from(replicas)))
}

/// `None` where it is at or over capacity.
fn queue(node: &Node<'_>, role: &RoleLoad, service: f64) -> Option<Queue> {
    let total = role.peak.total();
    // Copies that stand; of all shards, or of one that lost some, which stands for all then.
    let standing = copies_of(node, role);
    let (shards, copies) = match role.role {
        Role::Copies if node.is_pool() => (1.0, standing),
        Role::Replica => {
            let each = f64::from(node.replicas());
            if standing > each { (standing / each, each) } else { (1.0, standing) }
        }
        _ => (standing, 1.0),
    };
    let arrivals = total / shards;
    let limit = node.number("queue_limit").map(|figure| figure.value);
    if is_endless(node, role) {
        return None;
    }
    let capacity = if role.utilization > 0.0 { arrivals / role.utilization } else { f64::INFINITY };
    // Places of one copy: whole ones.
    let held = capacity / copies * service / 1_000.0;
    let places = libm::floor(held + HALF).max(1.0);
    let is_whole = service > 0.0 && (held - places).abs() <= places * NOISE;
    let servers = (copies * places).min(MOST_SERVERS);
    let found = Queue {
        role: role.role,
        shards: Shards::Alike,
        part: 1.0,
        arrivals,
        capacity,
        servers: servers as u64,
        waits: 0.0,
        least: 0.0,
        mean: 0.0,
        variation: 1.0,
        turned_away: 0.0,
        method: Method::Exact,
    };
    if arrivals <= 0.0 || !capacity.is_finite() {
        return Some(found);
    }
    // Figures of queues are per millisecond from here on.
    let (rate, of_one) = (arrivals / 1_000.0, capacity / servers / 1_000.0);
    if let Some(limit) = limit {
        let room = servers + libm::floor((limit * copies).min(MOST_SERVERS));
        let queue = bounded(rate, of_one, servers as u64, room as u64)?;
        return Some(Queue {
            waits: queue.waits,
            least: queue.wait - queue.deviation.min(queue.wait),
            mean: queue.deviation.min(queue.wait),
            turned_away: queue.blocked,
            method: Method::Bounded,
            ..found
        });
    }
    let queue = waiting(rate, of_one, servers as u64)?;
    let square = variation(role);
    // Where hardly anybody waits there is no wait to be divided.
    if queue.wait_probability <= 0.0 {
        return Some(found);
    }
    let mean = mean_wait_of_any(&queue, 1.0, square) / queue.wait_probability;
    let method = match square {
        1.0 if is_whole => Method::Exact,
        1.0 => Method::Rounded,
        _ => Method::AllenCunneen,
    };
    Some(Queue { waits: queue.wait_probability, mean, variation: 0.5 * (1.0 + square), method, ..found })
}

/// Squared coefficient of variation of the service of a role: 1 for an exponential, more where reads and writes, each
/// exponential, cost differently.
fn variation(role: &RoleLoad) -> f64 {
    let cost = |rate: f64, capacity: f64| if rate > 0.0 { 1.0 / capacity } else { 0.0 };
    let (read, write) = (cost(role.peak.reads, role.read_capacity), cost(role.peak.writes, role.write_capacity));
    if read == write || read == 0.0 || write == 0.0 {
        return 1.0;
    }
    let total = role.peak.total();
    let mean = (role.peak.reads * read + role.peak.writes * write) / total;
    let square = 2.0 * (role.peak.reads * read * read + role.peak.writes * write * write) / total;
    square / (mean * mean) - 1.0
}

/// Whose answers are waited for besides that of the copy which takes a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// How many other copies are told of a write, or asked by a read.
    pub asked: u32,
    /// How many answers are waited for: of the others, or of all copies where no own one is needed.
    pub wanted: u32,
    /// Whether the answer of the copy that takes the request is needed: without a leader any copies are enough that are as
    /// many as have to confirm a write.
    pub is_own_needed: bool,
}

/// How many other copies of a store are told of a write or asked by a read, and how many answers are waited for.
#[must_use]
pub fn other_copies(node: &Node<'_>, operation: usize) -> Confirmed {
    let replicas = node.replicas();
    if node.kind.copies != Copies::Shards || replicas == 0 {
        return Confirmed::default();
    }
    let count = |name: &str| node.number(name).map(|figure| figure.value.clamp(1.0, f64::from(replicas) + 1.0) as u32);
    if operation == 0 {
        let others = count("read_quorum").map_or(0, |copies| copies - 1);
        return Confirmed { asked: others, wanted: others, is_own_needed: true };
    }
    let by_mode = match node.text("replication_mode") {
        Some("sync") => Some(replicas + 1),
        Some("quorum") => Some(majority(1 + u64::from(replicas)) as u32),
        _ => None,
    };
    let stated = count("write_quorum").or(by_mode);
    let is_own_needed = node.text("topology") != Some("leaderless") || stated.is_none();
    let all = stated.unwrap_or(1);
    Confirmed { asked: replicas, wanted: if is_own_needed { all - 1 } else { all }, is_own_needed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::capacity::loads;
    use crate::analysis::traffic;
    use crate::rules::testing::design;

    fn station_of(parts: &str) -> Station {
        let text = format!(
            r#"{{"workload": {{"journeys": [
                 {{"id": "read", "entry": "s", "operation": "read", "rate": {{"per_second": 600}}, "peak_factor": 1}},
                 {{"id": "write", "entry": "s", "operation": "write", "rate": {{"per_second": 100}}, "peak_factor": 1}}]}},
               "components": [{{"id": "s", {parts}}}]}}"#
        );
        let design = design(&text);
        let graph = Graph::new(&design);
        let loads = loads(&graph, &traffic::solve(&graph));
        stations(&graph, &loads).remove(0)
    }

    #[test]
    fn copies_share_a_queue_and_hold_as_many_as_little_says() {
        // 700 a second on two copies of 500, 10 ms each: five places in each copy, 70 % of ten busy.
        let found =
            station_of(r#""kind": "server", "instances": 2, "settings": {"rps_capacity": 500, "latency_ms": 10}"#);
        let queue = found.queues[0][0];
        assert_eq!((queue.servers, queue.method, found.full), (10, Method::Exact, [false, false]));
        assert_eq!(found.queues[0], found.queues[1]);
        let erlang = waiting(0.7, 0.1, 10).unwrap();
        assert!((queue.waits * queue.mean / erlang.mean_wait() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn half_a_place_is_one_more_whatever_the_last_digits_are() {
        // 150 a second of 10 ms are 1.5 places: two in each of three copies at any load.
        for rate in ["225", "247.5", "270"] {
            let design = design(
                &r#"{"workload": {"journeys": [{"id": "go", "entry": "it", "operation": "read", "rate": {"per_second": RATE},
                        "peak_factor": 1}]},
                    "components": [{"id": "it", "kind": "server", "instances": 3, "settings": {"rps_capacity": 150, "latency_ms": 10}}]}"#
                    .replace("RATE", rate),
            );
            let graph = Graph::new(&design);
            let queue = stations(&graph, &loads(&graph, &traffic::solve(&graph)))[0].queues[0][0];
            assert_eq!((queue.servers, queue.method), (6, Method::Rounded), "{rate}");
        }
    }

    #[test]
    fn shards_have_queues_of_their_own() {
        let found = station_of(
            r#""kind": "cache-distributed", "shards": 7, "settings": {"ops_capacity": 200, "latency_ms": 1}"#,
        );
        // 100 of 200 a second at each: half full, half wait, for 1 ÷ (200 − 100) s.
        let queue = found.queues[0][0];
        assert_eq!(queue.servers, 1);
        assert!((queue.waits - 0.5).abs() < 1e-12 && (queue.mean - 10.0).abs() < 1e-9);
    }

    #[test]
    fn reads_and_writes_that_cost_differently_wait_longer() {
        // Pollaczek and Khinchine: 600 reads of 0.5 ms and 100 writes of 4 ms a second, each exponential.
        let found = station_of(
            r#""kind": "sql", "settings": {"read_capacity": 2000, "write_capacity": 250, "latency_ms": 0.5}"#,
        );
        let queue = found.queues[0][0];
        assert_eq!((queue.servers, queue.method), (1, Method::AllenCunneen));
        let square = 0.6 * 2.0 * 0.25 + 0.1 * 2.0 * 16.0;
        assert!((queue.waits * queue.mean - square / (2.0 * (1.0 - 0.7))).abs() < 1e-9);
    }

    #[test]
    fn at_capacity_only_a_limit_bounds_the_wait() {
        let full = r#""kind": "server", "settings": {"rps_capacity": 700, "latency_ms": 1}"#;
        assert_eq!(station_of(full).full, [true, true]);
        let limited = r#""kind": "server", "settings": {"rps_capacity": 350, "latency_ms": 1, "queue_limit": 10}"#;
        let found = station_of(limited);
        assert_eq!(found.full, [false, false]);
        let queue = found.queues[1][0];
        // Twice the capacity: half is turned away, and who is taken waits for nearly all ten.
        assert!((queue.turned_away - 0.5).abs() < 1e-3, "{queue:?}");
        assert!((queue.waits * (queue.least + queue.mean) - 9.0 / 0.35).abs() < 0.1, "{queue:?}");
    }

    #[test]
    fn writes_go_to_primaries_and_reads_to_replicas() {
        let found = station_of(
            r#""kind": "sql", "replicas": 2, "settings": {"read_capacity": 50, "write_capacity": 200,
               "replica_read_capacity": 400, "latency_ms": 10}"#,
        );
        assert_eq!((found.queues[0][0].role, found.queues[1][0].role), (Role::Replica, Role::Primary));
        assert_eq!((found.queues[0][0].servers, found.queues[1][0].servers), (8, 2));
    }
}
