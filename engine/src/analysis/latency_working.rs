//! The working of a journey's mean time: for each component how often one request comes there, times how long it waits
//! and takes; for each connection how often, times the way. Percentiles have no such working: they are read from the
//! distribution of the whole, and never added.

use super::arrivals::{When, Which, arriving, calls_a_request, calls_over};
use super::capacity::{Load, Role};
use super::figures::{Limit, part_read, role_rate_of, role_utilization_of};
use super::graph::Graph;
use super::journey_time::{JourneyTime, Known, Spent, What, journey_time};
use super::stations::{MOST_SERVERS, Method, Queue, Station};
use super::traffic::Traffic;
use super::ways::{Ways, source};
use super::working::Working;

/// Parts beyond which a working is no longer for people.
const MOST_PARTS: usize = 200;
/// What adds less to the mean is left out.
const NOTHING: f64 = 1e-12;

/// What the working of a mean time is made from.
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
}

/// Whether a wait is told together with the service behind it.
fn is_wait_of(known: &Known, spent: &Spent) -> bool {
    let What::Waiting(node) = spent.what else { return false };
    known.spent.iter().any(|other| other.what == What::Service(node) && other.operation == spent.operation)
}

impl Passage<'_> {
    /// How the mean time of a journey, by its place in the traffic, comes about; `None` where there is none, or it would
    /// be too long to read.
    #[must_use]
    pub fn mean(&self, at: usize) -> Option<Working> {
        let JourneyTime::Known(known) = journey_time(self.graph, self.traffic, at, self.stations, self.ways) else {
            return None;
        };
        let matters = |spent: &&Spent| spent.time() > NOTHING * known.mean && !is_wait_of(&known, spent);
        let matters: Vec<&Spent> = known.spent.iter().filter(matters).collect();
        if matters.len() > MOST_PARTS {
            return None;
        }
        let parts = matters.into_iter().map(|spent| self.part(at, &known, spent)).collect::<Option<Vec<_>>>()?;
        Some(Working { value: known.mean, ..Working::sum(parts) })
    }

    fn part(&self, at: usize, known: &Known, spent: &Spent) -> Option<(String, Working)> {
        let graph = self.graph;
        let which = if spent.operation == 0 { Which::Reads } else { Which::Writes };
        let is_write = spent.operation == 1;
        let (name, calls, each) = match spent.what {
            What::Waiting(node) | What::Service(node) => {
                let wait = known.spent.iter().find(|other| {
                    other.what == What::Waiting(node) && other.operation == spent.operation && other.time() > 0.0
                });
                let wait = wait.filter(|wait| wait.time() > NOTHING * known.mean);
                let mut terms = Vec::new();
                if wait.is_some() {
                    terms.push(("wait".to_owned(), self.wait(at, node, spent.operation)?));
                }
                if spent.what == What::Service(node) {
                    let figure = self.stations[node].service?;
                    let time = Working::new("time of one", figure.value);
                    terms.push((
                        "work".to_owned(),
                        time.setting("time of one", figure, &graph.nodes[node], "latency_ms"),
                    ));
                }
                let calls = calls_a_request(graph, self.traffic, at, node, is_write);
                (format!("at {}", graph.nodes[node].id()), calls, Working::sum(terms))
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
                    None => round_trip(&self.ways.round_trips(edge, spent.operation)),
                };
                (format!("way {}", graph.edges[edge].name()), calls, way)
            }
            What::Copies(node) => {
                let calls = calls_a_request(graph, self.traffic, at, node, is_write);
                (format!("copies of {}", graph.nodes[node].id()), calls, round_trip(&self.ways.between_copies(node)))
            }
        };
        // Less than all where others are under way at the same time, or nobody waits for some of the calls.
        let counts = spent.visits / calls.value;
        let mut terms = Vec::new();
        let mut working = Working::new("", calls.value * each.value * counts);
        if !calls.is_one() {
            terms.push("calls a request");
            working = working.worked("calls a request", calls);
        }
        terms.push("time of each");
        working = working.worked("time of each", each);
        if (counts - 1.0).abs() > 1e-9 {
            terms.push("part that counts");
            working = working.stated("part that counts", counts, self.distribution(at));
        }
        working.formula = terms.join(" × ");
        Some((name, working))
    }

    /// Where the report says how what comes from a distribution was found.
    fn distribution(&self, at: usize) -> String {
        format!("report.journeys.{}.latency", self.graph.design.workload.journeys[self.traffic.journeys[at].journey].id)
    }

    /// Mean wait at a component, in milliseconds.
    fn wait(&self, at: usize, node: usize, operation: usize) -> Option<Working> {
        let queues = &self.stations[node].queues[operation];
        let waits = queues.iter().map(|queue| {
            let wait = self.wait_for(at, node, queue)?;
            let role = self.loads[node].roles.iter().position(|role| role.role == queue.role)?;
            let name = match self.loads[node].roles[role].role {
                Role::Copies => "for a copy",
                Role::Primary => "for the primary",
                Role::Replica => "for a replica",
            };
            let part = part_read(&self.graph.nodes[node], queue.role).filter(|_| queue.part < 1.0);
            let working = match part {
                Some(part) => Working::new("part that goes there × wait there", part.value * wait.value)
                    .worked("part that goes there", part)
                    .worked("wait there", wait),
                None => wait,
            };
            Some((name.to_owned(), working))
        });
        Some(Working::sum(waits.collect::<Option<Vec<_>>>()?))
    }

    fn wait_for(&self, at: usize, node: usize, queue: &Queue) -> Option<Working> {
        let mean = queue.waits * (queue.least + queue.mean);
        if queue.method == Method::Bounded {
            return Some(Working::new("mean wait", mean).stated("mean wait", mean, self.distribution(at)));
        }
        let (graph, traffic, loads) = (self.graph, self.traffic, self.loads);
        let this = &graph.nodes[node];
        let role = loads[node].roles.iter().position(|role| role.role == queue.role)?;
        let busy = role_utilization_of(graph, traffic, loads, (node, role))?;
        let rate = match loads[node].roles.len() {
            1 => arriving(graph, traffic, node, When::Peak, Which::Both),
            _ => Working::sum(vec![
                ("reads".to_owned(), role_rate_of(graph, traffic, loads, (node, role), Which::Reads)?),
                ("writes".to_owned(), role_rate_of(graph, traffic, loads, (node, role), Which::Writes)?),
            ]),
        };
        let arrivals = if this.is_pool() {
            rate
        } else {
            Working::new("peak ÷ shards", queue.arrivals).worked("peak", rate).counted(this, "shards")
        };
        let unit = match queue.role {
            Role::Copies => Some("instances"),
            Role::Primary => None,
            Role::Replica => Some("replicas"),
        };
        let servers = self.servers(node, queue, unit, &arrivals, &busy)?;
        let formula = "erlang_c(places, utilisation) × utilisation ÷ (1 − utilisation) ÷ arrivals × 1000";
        let mut working = Working::new(formula, mean)
            .worked("places", servers)
            .worked("utilisation", busy)
            .worked("arrivals", arrivals);
        if queue.method == Method::AllenCunneen {
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
            working = working.worked("for costs that vary", variation);
        }
        Some(working)
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
            format!("min({MOST_SERVERS}, {times}max(1, floor(arrivals ÷ utilisation{over} × {time} ÷ 1000 + 0.5)))");
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
