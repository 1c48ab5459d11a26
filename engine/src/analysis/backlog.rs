//! What waits in queues and streams at peak: how fast it grows where consumers are slower than producers, how old it
//! gets, and whether it drains. How a backlog grows and drains is the business of `drain`.

use std::collections::BTreeMap;

use super::capacity::{RoleLoad, Roles};
use super::drain::{Backlog, Phase, backlog, drains_in};
use super::graph::Graph;
use super::node::Partitions;
use super::onward::onward;
use super::traffic::{Rates, Traffic, waits};
use crate::design::{Component, Mode, Setting};
use crate::kinds::{Copies, Family};

/// How long a peak lasts where a design does not say, in minutes: an assumption; no document gives one.
pub const PEAK_MINUTES: f64 = 60.0;

/// One consumer of a queue or stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumption {
    /// Number of the queue or stream.
    pub queue: usize,
    /// Number of the consumer; `None` where nobody takes what is in it.
    pub consumer: Option<usize>,
    /// Messages for it a second, at peak.
    pub peak: f64,
    /// Messages for it a second, average.
    pub average: f64,
    /// What limits it: the consumer, or something that it waits for.
    pub limit: Option<Limit>,
    /// Partitions of a stream, and copies of its consumer group, where these are more: so many are idle.
    pub idle: Option<(f64, f64)>,
    /// What waits after the peak.
    pub backlog: Backlog,
    /// How old the oldest message gets while the peak lasts, in seconds; `None` where nothing is consumed.
    pub lag: Option<f64>,
    /// From the end of the peak until nothing waits, in seconds, at the average rate; `None` where it never drains.
    pub drains_in: Option<f64>,
    /// Whether producers are held back when the queue is full; `None` where the design does not say.
    pub bounded: Option<bool>,
}

/// What limits a consumer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Number of the component that is full first; `None` where nobody takes anything.
    pub node: Option<usize>,
    /// The same on average; `None` where nothing limits it then.
    pub node_on_average: Option<usize>,
    /// Messages a second at peak, beside what else it has to do then.
    pub at_peak: f64,
    /// Messages a second on average, likewise.
    pub on_average: f64,
}

impl Consumption {
    /// Whether nothing is left waiting even at peak.
    #[must_use]
    pub fn keeps_up(&self) -> bool {
        self.backlog.largest <= 0.0 && self.drains_in == Some(0.0)
    }
}

/// A design at one moment.
pub struct Moment<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// How full the roles of a component would be at a load, with what is left of it.
    pub full: &'a dyn Fn(usize, Rates) -> Roles,
    /// Whether a component works, so that it consumes at all.
    pub works: &'a dyn Fn(usize) -> bool,
}

/// How long a peak lasts, in seconds, and whether the design says so.
#[must_use]
pub fn peak_seconds(graph: &Graph<'_>) -> (f64, bool) {
    let stated = graph.design.workload.settings.get("peak_minutes").and_then(Setting::number);
    (stated.unwrap_or(PEAK_MINUTES) * 60.0, stated.is_some())
}

/// Every consumer of every queue and stream that gets messages, sorted by queue and consumer.
#[must_use]
pub fn consumptions(moment: &Moment<'_>) -> Vec<Consumption> {
    let Moment { graph, traffic, .. } = *moment;
    let mut found = Vec::new();
    for (queue, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.family.is_broker()) {
        let mut edges: Vec<usize> = graph.outgoing[queue].iter().copied().filter(|&edge| takes(graph, edge)).collect();
        let arriving = (traffic.peak[queue].total(), traffic.average[queue].total());
        if edges.is_empty() || arriving.0 <= 0.0 || traffic.unbounded[queue] {
            continue;
        }
        let consumption = |consumer: Option<usize>, (peak, average), limit: Option<Limit>, idle| {
            let pace = limit.map_or(f64::INFINITY, |limit| limit.at_peak);
            let (duration, _) = peak_seconds(graph);
            let backlog = backlog(&[Phase { duration, arrivals: peak }], pace, None);
            let later = limit.map_or(f64::INFINITY, |limit| limit.on_average);
            let (lag, drains_in) = (backlog.longest_lag(pace), drains_in(backlog.largest, later, average));
            let bounded = node.switch("bounded");
            Consumption { queue, consumer, peak, average, limit, idle, backlog, lag, drains_in, bounded }
        };
        edges.retain(|&edge| traffic.edge_peak[edge].total() > 0.0);
        if edges.is_empty() {
            // Those who would take messages are all lost.
            let nothing = Limit { node: None, node_on_average: None, at_peak: 0.0, on_average: 0.0 };
            found.push(consumption(None, arriving, Some(nothing), None));
            continue;
        }
        // Edges are sorted by callee.
        for own in edges.chunk_by(|a, b| graph.edges[*a].to == graph.edges[*b].to) {
            let consumer = graph.edges[own[0]].to;
            let idle = idle(graph, queue, consumer);
            // What has work only from there counts no others anyway.
            let fewer = idle.filter(|_| graph.nodes[consumer].partitions.is_none());
            let limit = limit(moment, own, fewer.map_or(1.0, |(partitions, copies)| copies / partitions));
            if !traffic.unbounded[consumer] {
                found.push(consumption(Some(consumer), for_all(traffic, own), limit, idle));
            }
        }
    }
    found
}

/// Whether messages are taken over this edge.
fn takes(graph: &Graph<'_>, edge: usize) -> bool {
    let edge = &graph.edges[edge];
    edge.connection.mode != Mode::Replication && !graph.nodes[edge.to].kind.stands_aside()
}

/// The edges over which a consumer gets the messages of a queue.
#[must_use]
pub fn edges_between(graph: &Graph<'_>, traffic: &Traffic, queue: usize, consumer: usize) -> Vec<usize> {
    let carries = |edge: usize| takes(graph, edge) && traffic.edge_peak[edge].total() > 0.0;
    graph.outgoing[queue].iter().copied().filter(|&edge| graph.edges[edge].to == consumer && carries(edge)).collect()
}

/// What goes over some edges together, a second: at peak, and on average.
fn for_all(traffic: &Traffic, edges: &[usize]) -> (f64, f64) {
    let sum = |all: &[Rates]| edges.iter().map(|&edge| all[edge].total()).sum::<f64>();
    (sum(&traffic.edge_peak), sum(&traffic.edge_average))
}

/// The pools that share the partitions of a stream with a consumer, itself among them.
#[must_use]
pub fn sharing(graph: &Graph<'_>, stream: usize, consumer: usize) -> Vec<usize> {
    let group_of = |to: usize| {
        let edges = graph.from(stream).filter(move |edge| edge.to == to);
        edges.filter_map(|edge| edge.group).next()
    };
    let group = group_of(consumer);
    let mut members: Vec<usize> = graph.from(stream).map(|edge| edge.to).collect();
    members.dedup();
    members.retain(|&to| {
        let node = &graph.nodes[to];
        let shares = to == consumer || group.is_some() && group_of(to) == group;
        shares && node.kind.copies == Copies::Pool && !node.managed()
    });
    members
}

/// Notes at consumers how many of their copies have work at once, where all of it comes over the partitions of one log that
/// they share with nobody: each partition is read by one copy.
pub(super) fn cap_consumers(graph: &mut Graph<'_>) {
    if !graph.nodes.iter().any(|node| node.kind.family == Family::Stream) {
        return;
    }
    for consumer in 0..graph.nodes.len() {
        graph.nodes[consumer].partitions = partitions_of(graph, consumer);
    }
}

fn partitions_of<'a>(graph: &Graph<'a>, consumer: usize) -> Option<Partitions<'a>> {
    let own = &graph.nodes[consumer];
    let log = graph.to(consumer).next()?.from;
    let node = &graph.nodes[log];
    let is_told = node.kind.family == Family::Stream
        && graph.to(consumer).all(|edge| edge.from == log)
        && graph.journeys().all(|(_, _, entry)| entry != consumer)
        && sharing(graph, log, consumer) == [consumer];
    let Component { shards, instances, settings, .. } = node.component;
    let (count, field) = match (settings.get("partitions").and_then(Setting::number), shards, instances) {
        (Some(count), ..) => (count, "settings.partitions"),
        (None, Some(count), _) => (f64::from(*count), "shards"),
        (None, None, Some(count)) => (f64::from(*count), "instances"),
        _ => return None,
    };
    let fewer = count >= 1.0 && count < f64::from(own.instances());
    (is_told && fewer).then_some(Partitions { count, log: node.id(), field })
}

/// Partitions of a stream and copies of the group that a consumer belongs to, where the copies are more.
fn idle(graph: &Graph<'_>, stream: usize, consumer: usize) -> Option<(f64, f64)> {
    let node = &graph.nodes[stream];
    if node.kind.family != Family::Stream {
        return None;
    }
    let drawn = node.component.shards.or(node.component.instances).map(f64::from);
    let partitions = node.number("partitions").map(|figure| figure.value).or(drawn).filter(|count| *count >= 1.0)?;
    let members = sharing(graph, stream, consumer);
    let copies: f64 = members.into_iter().map(|to| f64::from(graph.nodes[to].instances())).sum();
    (copies > partitions).then_some((partitions, copies))
}

/// What limits the messages over these edges: the consumer, whose copies count as so many times fewer, or whatever it
/// waits for. Each can take what is left beside its other load.
fn limit(moment: &Moment<'_>, edges: &[usize], fewer: f64) -> Option<Limit> {
    let Moment { graph, traffic, full, works } = *moment;
    let consumer = graph.edges[*edges.first()?].to;
    if !works(consumer) {
        let lost = Some(consumer);
        return Some(Limit { node: lost, node_on_average: lost, at_peak: 0.0, on_average: 0.0 });
    }
    // By component: what these messages bring, at peak and on average.
    let mut brought: BTreeMap<usize, [Rates; 2]> = BTreeMap::new();
    for journey in &traffic.journeys {
        let calls = edges.iter().fold(Rates::default(), |sum, &edge| sum + journey.calls[edge]);
        let mut weights = |_, edge: usize| journey.steps.weights[edge];
        for (node, rates) in onward(graph, &[(consumer, calls)], &mut weights, &|edge| waits(graph, edge)) {
            let [peak, average] = brought.entry(node).or_default();
            *peak += rates * (journey.rate * journey.peak_factor);
            *average += rates * journey.rate;
        }
    }
    let (peak, average) = for_all(traffic, edges);
    let limits = brought.into_iter().filter_map(|(node, [own_peak, own_average])| {
        let fewer = if node == consumer { fewer } else { 1.0 };
        let times = |all: Rates, own: Rates| times(&full(node, all), &full(node, own), fewer);
        let at_peak = peak * times(traffic.peak[node], own_peak)?;
        let on_average = times(traffic.average[node], own_average).map_or(f64::INFINITY, |times| average * times);
        let node_on_average = on_average.is_finite().then_some(node);
        Some(Limit { node: Some(node), node_on_average, at_peak, on_average })
    });
    limits.reduce(|known, next| Limit {
        node: if next.at_peak < known.at_peak { next.node } else { known.node },
        node_on_average: if next.on_average < known.on_average { next.node_on_average } else { known.node_on_average },
        at_peak: known.at_peak.min(next.at_peak),
        on_average: known.on_average.min(next.on_average),
    })
}

/// How many times a part of a load fits beside the rest of it; `None` where nothing limits it. `fewer` says how many
/// times fewer copies do the work.
fn times(all: &[RoleLoad], part: &[RoleLoad], fewer: f64) -> Option<f64> {
    let fits = all.iter().zip(part).filter(|(_, part)| part.utilization > 0.0).map(|(all, part)| {
        let rest = (all.utilization - part.utilization).max(0.0) * fewer;
        if rest >= 1.0 { 0.0 } else { (1.0 - rest) / (part.utilization * fewer) }
    });
    fits.reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::capacity::{self, Needed, Standing, roles};
    use crate::analysis::lost::{LostCopies, roles_left};
    use crate::analysis::traffic::solve;
    use crate::rules::testing::design;

    /// What waits for the consumer, in words: pace, growth, backlog after the peak, lag, drain time, limit.
    fn told(text: &str) -> Vec<String> {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let full = |node: usize, rates| roles(&graph.nodes[node], rates, Standing::full(&graph.nodes[node]));
        let moment = Moment { graph: &graph, traffic: &traffic, full: &full, works: &|_| true };
        let told = |found: Consumption| {
            let limit = found.limit.unwrap();
            let node = graph.nodes[limit.node.unwrap()].id();
            let lag = found.lag.map_or_else(|| "no end".to_owned(), |lag| format!("{lag:.0} s"));
            let drains = found.drains_in.map_or_else(|| "never".to_owned(), |time| format!("{time:.0} s"));
            format!(
                "{node}: {:.0} of {:.0}, {:.0} wait {lag}, drains {drains}",
                limit.at_peak, found.peak, found.backlog.largest
            )
        };
        consumptions(&moment).into_iter().map(told).collect()
    }

    const QUEUE: &str = r#"{"workload": {"peak_minutes": 10, "journeys": [{"id": "j", "entry": "api", "operation": "write",
                "rate": {"per_second": 500}, "peak_factor": 4}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue"},
                {"id": "w", "kind": "worker", "settings": {"rps_capacity": 1000}},
                {"id": "db", "kind": "sql", "settings": {"write_capacity": 100000}}],
            "connections": [{"from": "api", "to": "q"}, {"from": "q", "to": "w"}, {"from": "w", "to": "db"}]}"#;

    #[test]
    fn what_takes_failed_messages_takes_none_of_the_others() {
        let with = |from: &str, how: &str| {
            let drawn = QUEUE.replace(
                r#"{"id": "q", "kind": "queue"}"#,
                r#"{"id": "q", "kind": "queue"}, {"id": "d", "kind": "dlq"}"#,
            );
            let more = format!(r#"{{"from": "q", "to": "w"}}, {{"from": "{from}", "to": "d", "mode": "async"{how}}}"#);
            drawn.replace(r#"{"from": "q", "to": "w"}"#, &more)
        };
        for from in ["q", "w"] {
            for how in ["", r#", "calls": 0"#, r#", "calls": 0.01"#] {
                assert_eq!(told(&with(from, how)), told(QUEUE), "{from} {how}");
            }
        }
        let design = design(&with("w", r#", "calls": 0.01"#));
        let graph = Graph::new(&design);
        let dead = graph.nodes.iter().position(|node| node.id() == "d").unwrap();
        assert!((solve(&graph).peak[dead].total() - 20.0).abs() < 1e-9, "a hundredth of 2,000");
    }

    #[test]
    fn ten_minutes_of_twice_the_pace_drain_in_twenty() {
        // 1,000 a second too many for 600 s; then 500 a second to spare: 1,200 s.
        assert_eq!(told(QUEUE), ["w: 1000 of 2000, 600000 wait 600 s, drains 1200 s"]);
        let slower = QUEUE.replace(r#""rps_capacity": 1000"#, r#""rps_capacity": 400"#);
        assert_eq!(told(&slower), ["w: 400 of 2000, 960000 wait 2400 s, drains never"]);
        let quicker = QUEUE.replace(r#""rps_capacity": 1000"#, r#""rps_capacity": 2000"#);
        assert_eq!(told(&quicker), ["w: 2000 of 2000, 0 wait 0 s, drains 0 s"]);
    }

    #[test]
    fn a_consumer_is_as_slow_as_what_it_waits_for_beside_its_other_load() {
        // 1,200 writes a second, of which others take 400 at peak and 100 on average.
        let text = QUEUE.replace("100000", "1200").replace(r#""rps_capacity": 1000"#, r#""rps_capacity": 5000"#);
        let text = text.replace(
            r#""journeys": ["#,
            r#""journeys": [{"id": "k", "entry": "db", "operation": "write", "rate": {"per_second": 100}, "peak_factor": 4},"#,
        );
        // 1,200 a second too many for 600 s; then 1,100 − 500 to spare.
        assert_eq!(told(&text), ["db: 800 of 2000, 720000 wait 900 s, drains 1200 s"]);
        // A store that is told later holds nobody up.
        let later = text.replace(r#"{"from": "w", "to": "db"}"#, r#"{"from": "w", "to": "db", "mode": "async"}"#);
        assert_eq!(told(&later), ["w: 5000 of 2000, 0 wait 0 s, drains 0 s"]);
    }

    #[test]
    fn consumers_without_a_partition_add_nothing() {
        let text = QUEUE.replace(r#""kind": "queue""#, r#""kind": "stream", "settings": {"partitions": 2}"#);
        let text = text.replace(r#""kind": "worker""#, r#""kind": "worker", "instances": 4"#);
        // Two of four copies work: 2,000 of 4,000.
        assert_eq!(told(&text), ["w: 2000 of 2000, 0 wait 0 s, drains 0 s"]);
        let one = text.replace(r#""partitions": 2"#, r#""partitions": 1"#);
        assert_eq!(told(&one), ["w: 1000 of 2000, 600000 wait 600 s, drains 1200 s"]);
    }

    #[test]
    fn consumers_without_a_partition_are_no_capacity() {
        let text = QUEUE.replace(r#""kind": "queue""#, r#""kind": "stream", "settings": {"partitions": 2}"#);
        let text = text.replace(r#""kind": "worker""#, r#""kind": "worker", "instances": 4"#);
        let of = |text: &str| {
            let design = design(text);
            let graph = Graph::new(&design);
            let (traffic, worker) = (solve(&graph), graph.find("w").unwrap());
            let load = capacity::loads(&graph, &traffic).remove(worker);
            let left = |lost: u32| {
                let lost = LostCopies { primaries: lost, ..LostCopies::default() };
                roles_left(&graph, worker, traffic.peak[worker], lost, &[])[0].utilization
            };
            (load.utilization.unwrap(), load.needed, [left(1), left(2), left(3)])
        };
        // 2,000 on two of four that do 1,000. At 70 % it would take three, and there is work for two.
        assert_eq!(of(&text), (1.0, None, [1.0, 1.0, 2.0]));
        let needed = |at_full, at_target| Some(Needed { unit: "instances", at_full, at_target });
        let quicker = text.replace(r#""rps_capacity": 1000"#, r#""rps_capacity": 1500"#);
        assert_eq!(of(&quicker), (2.0 / 3.0, needed(2, 2), [2.0 / 3.0, 2.0 / 3.0, 4.0 / 3.0]));
        // Five partitions are enough for four, and who is called by others too has work without.
        let five = text.replace(r#""partitions": 2"#, r#""partitions": 5"#);
        assert_eq!(of(&five), (0.5, needed(2, 3), [2.0 / 3.0, 1.0, 2.0]));
        let called =
            text.replace(r#"{"from": "api", "to": "q"}"#, r#"{"from": "api", "to": "q"}, {"from": "api", "to": "w"}"#);
        assert_eq!(of(&called), (1.0, needed(4, 6), [4.0 / 3.0, 2.0, 4.0]));
    }

    #[test]
    fn two_groups_of_a_stream_each_get_everything() {
        let text = QUEUE.replace(r#""kind": "queue""#, r#""kind": "stream""#).replace(
            r#"{"id": "w","#,
            r#"{"id": "v", "kind": "worker", "settings": {"rps_capacity": 800}}, {"id": "w","#,
        );
        let text = text.replace(r#"{"from": "q", "to": "w"}"#, r#"{"from": "q", "to": "w"}, {"from": "q", "to": "v"}"#);
        let of = told(&text);
        assert_eq!(of.len(), 2);
        assert!(of[0].starts_with("v: 800 of 2000") && of[1].starts_with("w: 1000 of 2000"), "{of:?}");
    }
}
