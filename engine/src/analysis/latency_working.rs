//! The working of a journey's mean time, and of what each component and connection adds to it: how often one request
//! comes there, times how long it waits and takes; for each connection how often, times the way. Where several are
//! under way at once their times do not add up, and the working is that of the distribution (`distribution_working`).

use super::arrivals::{When, Which, arriving, calls_a_request, calls_over};
use super::capacity::{Load, Role};
use super::figures::{self, Limit, role_rate_of, role_utilization_of};
use super::graph::{Graph, Node};
use super::journey_time::{JourneyTime, Known, Spent, What, journey_time};
use super::skew::{fullness_of, part_of, to_one};
use super::stations::{HALF, MOST_SERVERS, Method, Queue, Station, stations};
use super::traffic::Traffic;
use super::ways::{Ways, source};
use super::working::Working;

/// Parts beyond which a working is no longer for people.
const MOST_PARTS: usize = 200;
/// What adds less to the mean is left out.
const NOTHING: f64 = 1e-12;

/// What the working of a time is made from.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// How full each component is.
    pub loads: &'a [Load],
    /// What one request meets at each.
    pub stations: &'a [Station],
    /// How long the ways are.
    pub ways: &'a Ways<'a>,
    /// By journey of the traffic, how long it takes; `None` where that is not known yet.
    pub times: &'a [Option<JourneyTime>],
}

/// What is made from the passage of a design.
pub fn passing<T>(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    times: &[Option<JourneyTime>],
    of: impl FnOnce(&Passage<'_>) -> Option<T>,
) -> Option<T> {
    let (stations, ways) = (stations(graph, loads), Ways::new(graph));
    of(&Passage { graph, traffic, loads, stations: &stations, ways: &ways, times })
}

/// Whether a wait is told together with the service behind it.
fn is_wait_of(known: &Known, spent: &Spent) -> bool {
    let What::Waiting(node) = spent.what else { return false };
    known.spent.iter().any(|other| other.what == What::Service(node) && other.operation == spent.operation)
}

impl<'a> Passage<'a> {
    /// How the mean time of a journey, by its place in the traffic, comes about; `None` where there is none, or it would
    /// be too long to read.
    #[must_use]
    pub fn mean(&self, at: usize) -> Option<Working> {
        let Some(known) = self.known(at) else { return self.unbounded(at) };
        let matters = |spent: &&Spent| spent.time() > NOTHING * known.mean && !is_wait_of(&known, spent);
        let matters: Vec<&Spent> = known.spent.iter().filter(matters).collect();
        if matters.len() > MOST_PARTS {
            return None;
        }
        let mut parts = Vec::new();
        for spent in matters {
            let with_wait = matches!(spent.what, What::Service(_));
            let (part, all_count) = self.part(at, &known, spent, with_wait)?;
            if !all_count {
                return self.varying(at);
            }
            parts.push((self.named(spent.what), part));
        }
        Some(Working { value: known.mean, ..Working::sum(parts) })
    }

    /// How what one thing adds to a journey's mean time comes about, reads and writes together; likewise.
    #[must_use]
    pub fn spent(&self, at: usize, what: What) -> Option<Working> {
        let known = self.known(at)?;
        let mut parts = Vec::new();
        for spent in known.spent.iter().filter(|spent| spent.what == what) {
            let (part, all_count) = self.part(at, &known, spent, false)?;
            if !all_count {
                return self.due(at, what);
            }
            parts.push((if spent.operation == 0 { "of reads" } else { "of writes" }.to_owned(), part));
        }
        (!parts.is_empty()).then(|| Working::sum(parts))
    }

    /// A part of a journey's mean time as a share of it.
    #[must_use]
    pub fn share(&self, at: usize, time: Working) -> Option<Working> {
        let mean = self.mean(at)?;
        Some(Working::new("time ÷ mean", time.value / mean.value).worked("time", time).worked("mean", mean))
    }

    /// How long a journey takes; `None` where it has no distribution.
    #[must_use]
    pub fn known(&self, at: usize) -> Option<Known> {
        let known = self.times.get(at).cloned().flatten();
        let found = known.unwrap_or_else(|| journey_time(self.graph, self.traffic, at, self.stations, self.ways));
        if let JourneyTime::Known(known) = found { Some(known) } else { None }
    }

    /// What a part of the mean time is called.
    fn named(&self, what: What) -> String {
        let id = |node: usize| self.graph.nodes[node].id();
        match what {
            What::Waiting(node) | What::Service(node) => format!("at {}", id(node)),
            What::Way(edge) => format!("way {}", self.graph.edges[edge].name()),
            What::Copies(node) => format!("copies of {}", id(node)),
        }
    }

    /// How a part of the mean time comes about, the wait before the work with it where that is wanted; and whether all
    /// that is called counts: less does where others are under way at the same time, or nobody waits for some.
    fn part(&self, at: usize, known: &Known, spent: &Spent, with_wait: bool) -> Option<(Working, bool)> {
        let graph = self.graph;
        let which = if spent.operation == 0 { Which::Reads } else { Which::Writes };
        let is_write = spent.operation == 1;
        let (calls, each) = match spent.what {
            What::Waiting(node) | What::Service(node) => {
                let is_wait = |other: &&Spent| {
                    other.what == What::Waiting(node) && other.operation == spent.operation && other.time() > 0.0
                };
                let wait = known.spent.iter().find(is_wait).filter(|wait| wait.time() > NOTHING * known.mean);
                let mut terms = Vec::new();
                if wait.is_some() && with_wait || spent.what == What::Waiting(node) {
                    terms.push(("wait".to_owned(), self.wait(node, spent.operation)?));
                }
                if spent.what == What::Service(node) {
                    let figure = self.stations[node].service?;
                    let time = Working::new("time of one", figure.value);
                    terms.push((
                        "work".to_owned(),
                        time.setting("time of one", figure, &graph.nodes[node], "latency_ms"),
                    ));
                }
                (calls_a_request(graph, self.traffic, at, node, is_write), Working::sum(terms))
            }
            What::Way(edge) => {
                let calls = calls_over(graph, self.traffic, at, edge, which);
                let stated = graph.edges[edge].number("latency_ms");
                let way = match stated {
                    Some(stated) => Working::new("round trip", stated).stated(
                        "round trip",
                        stated,
                        format!("connections[{}].latency_ms", graph.edges[edge].name()),
                    ),
                    None => round_trip(self.ways.round_trips(edge, spent.operation)),
                };
                (calls, way)
            }
            What::Copies(node) => {
                let calls = calls_a_request(graph, self.traffic, at, node, is_write);
                (calls, round_trip(&self.ways.between_copies(node)))
            }
        };
        let counts = spent.visits / calls.value;
        let value = calls.value * each.value;
        let working = if calls.is_one() {
            Working::new("time of each", value)
        } else {
            Working::new("calls a request × time of each", value).worked("calls a request", calls)
        };
        Some((working.worked("time of each", each), (counts - 1.0).abs() <= 1e-9))
    }

    /// Mean wait at a component, in milliseconds.
    fn wait(&self, node: usize, operation: usize) -> Option<Working> {
        let queues = &self.stations[node].queues[operation];
        let waits = queues.iter().map(|queue| {
            let wait = self.wait_for(node, queue)?;
            let part =
                part_of(&self.graph.nodes[node], (queue.role, queue.shards), operation).filter(|_| queue.part < 1.0);
            let working = match part {
                Some(part) => Working::new("part that goes there × wait there", part.value * wait.value)
                    .worked("part that goes there", part)
                    .worked("wait there", wait),
                None => wait,
            };
            Some((waited_for(queue), working))
        });
        Some(Working::sum(waits.collect::<Option<Vec<_>>>()?))
    }

    /// Mean wait for a role, of all requests that go to it.
    fn wait_for(&self, node: usize, queue: &Queue) -> Option<Working> {
        let mean = queue.waits * (queue.least + queue.mean);
        if queue.method == Method::Bounded {
            let (waits, least, more) = self.bounded_wait(node, queue)?;
            let of_those =
                Working::new("least + more", queue.least + queue.mean).worked("least", least).worked("more", more);
            return Some(
                Working::new("part that waits × wait of those", mean)
                    .worked("part that waits", waits)
                    .worked("wait of those", of_those),
            );
        }
        let Busy { servers, busy, arrivals } = self.busy(node, queue)?;
        let formula = "erlang_c(places, utilisation) × utilisation ÷ (1 − utilisation) ÷ arrivals × 1000";
        let working = Working::new(formula, mean)
            .worked("places", servers)
            .worked("utilisation", busy)
            .worked("arrivals", arrivals);
        self.for_costs_that_vary(working, node, queue)
    }

    /// The same as it varies: a part waits, and how long.
    pub(super) fn varying_wait(&self, node: usize, queue: &Queue) -> Option<Working> {
        let mean = queue.waits * (queue.least + queue.mean);
        if queue.method == Method::Bounded {
            let (waits, least, more) = self.bounded_wait(node, queue)?;
            let formula = "mixture(part that waits, after(fixed(least), exponential(more)))";
            let working = Working::new(formula, mean).worked("part that waits", waits).worked("least", least);
            return Some(working.worked("more", more).varying());
        }
        let Busy { servers, busy, arrivals } = self.busy(node, queue)?;
        let waits = Working::new("erlang_c(places, utilisation)", queue.waits)
            .worked("places", servers)
            .worked("utilisation", busy.clone());
        let of_those = Working::new("utilisation ÷ (1 − utilisation) ÷ arrivals × 1000", queue.mean)
            .worked("utilisation", busy)
            .worked("arrivals", arrivals);
        let of_those = self.for_costs_that_vary(of_those, node, queue)?;
        Some(
            Working::new("mixture(part that waits, exponential(wait of those))", mean)
                .worked("part that waits", waits)
                .worked("wait of those", of_those)
                .varying(),
        )
    }

    /// In a queue with an end: the part that waits, how long those wait at least, and how much longer on average.
    fn bounded_wait(&self, node: usize, queue: &Queue) -> Option<(Working, Working, Working)> {
        let Busy { servers, busy, arrivals } = self.busy(node, queue)?;
        let room = self.room(node, queue, &servers)?;
        let of_queue = |formula: &str, value: f64| {
            Working::new(formula, value)
                .worked("places", servers.clone())
                .worked("room", room.clone())
                .worked("utilisation", busy.clone())
        };
        let waits = of_queue("limited_waits(places, room, utilisation)", queue.waits);
        let pace = Working::new("utilisation ÷ arrivals × 1000", busy.value / arrivals.value * 1_000.0)
            .worked("utilisation", busy.clone())
            .worked("arrivals", arrivals);
        let wait = queue.least + queue.mean;
        let ahead = of_queue("limited_ahead(places, room, utilisation)", wait / pace.value);
        let wait = Working::new("ahead × from one done to the next", wait)
            .worked("ahead", ahead)
            .worked("from one done to the next", pace.clone());
        let more = if queue.least > 0.0 {
            let spread = of_queue("limited_spread(places, room, utilisation)", queue.mean / pace.value);
            Working::new("spread × from one done to the next", queue.mean)
                .worked("spread", spread)
                .worked("from one done to the next", pace)
        } else {
            wait.clone()
        };
        let least = Working::new("wait − more", queue.least).worked("wait", wait).worked("more", more.clone());
        Some((waits, least, more))
    }

    /// How many a queue with an end and its servers hold.
    fn room(&self, node: usize, queue: &Queue, servers: &Working) -> Option<Working> {
        let this = &self.graph.nodes[node];
        let limit = this.number("queue_limit")?;
        let unit = unit_of(this, queue.role);
        let copies = unit.map_or(1.0, |unit| Working::new("", 0.0).counted(this, unit).inputs[0].value);
        let ends = libm::floor((limit.value * copies).min(MOST_SERVERS));
        let times = unit.map_or(String::new(), |unit| format!(" × {unit}"));
        let formula = format!("places + floor(min({MOST_SERVERS}, queue limit{times}))");
        let room = Working::new(formula, servers.value + ends).worked("places", servers.clone());
        let room = room.setting("queue limit", limit, this, "queue_limit");
        Some(if let Some(unit) = unit { room.counted(this, unit) } else { room })
    }

    /// Share of requests that a queue with an end turns away.
    pub(super) fn away_from(&self, node: usize, queue: &Queue) -> Option<Working> {
        let Busy { servers, busy, .. } = self.busy(node, queue)?;
        let room = self.room(node, queue, &servers)?;
        Some(
            Working::new("limited_away(places, room, utilisation)", queue.turned_away)
                .worked("places", servers)
                .worked("room", room)
                .worked("utilisation", busy),
        )
    }

    /// A wait is longer where reads and writes cost differently.
    fn for_costs_that_vary(&self, mut working: Working, node: usize, queue: &Queue) -> Option<Working> {
        if queue.method != Method::AllenCunneen {
            return Some(working);
        }
        let (graph, traffic, loads) = (self.graph, self.traffic, self.loads);
        let this = &graph.nodes[node];
        let role = loads[node].roles.iter().position(|role| role.role == queue.role)?;
        let (of_reads, setting) =
            if queue.role == Role::Replica { Limit::ReplicaReads } else { Limit::Reads }.of(this)?;
        let (of_writes, write_setting) = Limit::Writes.of(this)?;
        let rate = |which| role_rate_of(graph, traffic, loads, (node, role), which);
        let formula = "(reads ÷ reads of one ^ 2 + writes ÷ writes of one ^ 2) × (reads + writes) \
                       ÷ (reads ÷ reads of one + writes ÷ writes of one) ^ 2";
        let variation = Working::new(formula, queue.variation)
            .worked("reads", rate(Which::Reads)?)
            .setting("reads of one", of_reads, this, setting)
            .worked("writes", rate(Which::Writes)?)
            .setting("writes of one", of_writes, this, write_setting);
        working.formula += " × for costs that vary";
        Some(working.worked("for costs that vary", variation))
    }

    /// How full a queue's servers are.
    fn busy(&self, node: usize, queue: &Queue) -> Option<Busy> {
        let (graph, traffic, loads) = (self.graph, self.traffic, self.loads);
        let this = &graph.nodes[node];
        let role = loads[node].roles.iter().position(|role| role.role == queue.role)?;
        let busy = fullness_of(this, queue.shards, role_utilization_of(graph, traffic, loads, (node, role))?);
        let rate = match loads[node].roles.len() {
            1 => arriving(graph, traffic, node, When::Peak, Which::Both),
            _ => Working::sum(vec![
                ("reads".to_owned(), role_rate_of(graph, traffic, loads, (node, role), Which::Reads)?),
                ("writes".to_owned(), role_rate_of(graph, traffic, loads, (node, role), Which::Writes)?),
            ]),
        };
        let arrivals = if this.is_pool() { rate } else { to_one(this, queue.shards, rate, queue.arrivals) };
        let servers = self.servers(node, queue, unit_of(this, queue.role), &arrivals, &busy)?;
        Some(Busy { servers, busy, arrivals })
    }

    /// How many requests the copies behind one queue hold at once.
    fn servers(
        &self,
        node: usize,
        queue: &Queue,
        unit: Option<&'static str>,
        arrivals: &Working,
        busy: &Working,
    ) -> Option<Working> {
        let this = &self.graph.nodes[node];
        let service = self.stations[node].service;
        let time = if service.is_some() { "time of one" } else { "0" };
        let (times, over) =
            unit.map_or((String::new(), String::new()), |unit| (format!("{unit} × "), format!(" ÷ {unit}")));
        let formula =
            format!("min({MOST_SERVERS}, {times}max(1, floor(arrivals ÷ utilisation{over} × {time} ÷ 1000 + {HALF})))");
        let mut working = Working::new(formula, queue.servers as f64)
            .worked("arrivals", arrivals.clone())
            .worked("utilisation", busy.clone());
        if let Some(unit) = unit {
            working = working.counted(this, unit);
        }
        if let Some(figure) = service {
            working = working.setting("time of one", figure, this, "latency_ms");
        }
        Some(working)
    }
}

/// How full the servers of a queue are: how many there are, which part is busy, and what arrives a second.
struct Busy {
    servers: Working,
    busy: Working,
    arrivals: Working,
}

/// Whose queue it is.
pub(super) fn waited_for(queue: &Queue) -> String {
    let role = match queue.role {
        Role::Copies | Role::Places => "for a copy",
        Role::Primary => "for the primary",
        Role::Replica => "for a replica",
    };
    format!("{role}{}", queue.shards.of())
}

/// What the design counts of those that a role has.
fn unit_of(node: &Node<'_>, role: Role) -> Option<&'static str> {
    match role {
        Role::Copies => Some(figures::unit_of(node, role)),
        Role::Primary | Role::Places => None,
        Role::Replica => Some("replicas"),
    }
}

/// A way and back: one, or several with the part of the calls that takes each.
fn round_trip(trips: &[(f64, f64)]) -> Working {
    let one = |milliseconds: f64| {
        Working::new("round trip", milliseconds).default("round trip", milliseconds, source(milliseconds))
    };
    if let [(_, only)] = trips {
        return one(*only);
    }
    let trip =
        |&(part, milliseconds): &(f64, f64)| {
            let working = Working::new("part × round trip", part * milliseconds)
                .stated("part", part, "places")
                .default("round trip", milliseconds, source(milliseconds));
            (format!("ways of {milliseconds} ms"), working)
        };
    Working::sum(trips.iter().map(trip).collect())
}
