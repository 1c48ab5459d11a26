//! Places: how many requests a component can have at once (`concurrency`, of each copy), and how full they are at peak.
//!
//! A request takes a place from its arrival to its answer, with all that it calls meanwhile, so a component is out of
//! places long before it is out of work where what it calls is slow. How many are there at once is how many arrive a
//! second times how long each stays (Little 1961). The time counts as if nobody waited for anything: it is the least,
//! so that places are what limits only where they do so by themselves, and not for something behind them that is
//! full. Who gives up a call (`timeout_ms`) keeps its place no longer than that, and for each further attempt once more.
//! What waiting adds is looked at where all is brought into balance (`strain`).

use super::capacity::{self, Load, Role, RoleLoad, Roles, Standing, load_of, per_copy, target_utilization};
use super::graph::{Graph, Node};
use super::journey_time::{Calm, stays};
use super::stations::free_stations;
use super::traffic::{Rates, Traffic};
use super::ways::Ways;

/// How full every component is at peak, by node: by what it can do a second, and by what it can have at once.
#[must_use]
pub fn loads(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Load> {
    let mut loads = capacity::loads(graph, traffic);
    if !graph.nodes.iter().any(is_limited) {
        return loads;
    }
    let target = target_utilization(graph.design);
    graph.stays.get_or_init(|| mean_stays(graph, traffic));
    for (number, node) in graph.nodes.iter().enumerate().filter(|(_, node)| is_limited(node)) {
        let roles = crowded(graph, number, loads[number].roles, traffic.peak[number], f64::from(node.copies()));
        loads[number] = load_of(node, roles, traffic.unbounded[number], target);
    }
    loads
}

/// How full the roles of a component are, by number, when `peak` reaches the copies that stand, its places among them.
#[must_use]
pub fn roles(graph: &Graph<'_>, number: usize, peak: Rates, standing: Standing) -> Roles {
    let of_work = capacity::roles(&graph.nodes[number], peak, standing);
    crowded(graph, number, of_work, peak, standing.primaries + standing.replicas)
}

/// Roles of a whole component with its places as one more, as full as those of its busiest shard.
fn crowded(graph: &Graph<'_>, number: usize, roles: Roles, peak: Rates, copies: f64) -> Roles {
    and_places(graph, number, roles, peak, copies).fuller(roles.len(), graph.nodes[number].skew)
}

/// Whether a design says how many a component can have at once. No kind says it by itself, and a large design is asked
/// after each edit.
pub(super) fn is_limited(node: &Node<'_>) -> bool {
    node.states("concurrency") && node.copies() > 0
}

/// By node: how long a read, and a write, stays there on average if nobody waits, in milliseconds.
fn mean_stays(graph: &Graph<'_>, traffic: &Traffic) -> Vec<[f64; 2]> {
    let (stations, ways, calm) = (free_stations(graph), Ways::new(graph), Calm::of(graph));
    let pressed = calm.as_ref().map(Calm::pressed);
    let mut sums = vec![([0.0; 2], [0.0; 2]); graph.nodes.len()];
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let stays = stays(graph, traffic, at, (&stations, &ways), pressed.as_ref());
        for (node, stay) in stays.into_iter().enumerate() {
            let peak = journey.peak(node);
            for (operation, rate) in [peak.reads, peak.writes].into_iter().enumerate() {
                sums[node].0[operation] += rate;
                sums[node].1[operation] += rate * stay[operation];
            }
        }
    }
    let mean = |rate: f64, sum: f64| if rate > 0.0 { sum / rate } else { 0.0 };
    sums.into_iter().map(|(rates, sums)| [mean(rates[0], sums[0]), mean(rates[1], sums[1])]).collect()
}

/// Requests that are there at once, by how many arrive a second and how long a read, and a write, stays, in milliseconds.
fn held(peak: Rates, [read, write]: [f64; 2]) -> f64 {
    (peak.reads * read + peak.writes * write) / 1_000.0
}

/// Roles of a component with its places as one more: those of the role whose places are fullest, since who reads from
/// replicas takes no place of a primary. `copies` are those that stand, where nothing says what one can do.
pub(super) fn and_places(graph: &Graph<'_>, number: usize, roles: Roles, peak: Rates, copies: f64) -> Roles {
    let node = &graph.nodes[number];
    let known = graph.stays.get().filter(|_| is_limited(node));
    let Some((stays, each)) = known.zip(node.number("concurrency")) else { return roles };
    let stays = stays[number];
    let places = |peak: Rates, copies: f64| {
        let room = each.value * copies;
        let most = |stay: f64| if stay > 0.0 { room * 1_000.0 / stay } else { f64::INFINITY };
        let held = held(peak, stays);
        let utilization = if held > 0.0 { held / room } else { 0.0 };
        let [read_capacity, write_capacity] = stays.map(most);
        RoleLoad { role: Role::Places, peak, read_capacity, write_capacity, utilization }
    };
    let of_roles = roles.at_work().map(|role| places(role.peak, copies_of(node, role)));
    let fullest = of_roles.reduce(|most, next| if next.utilization > most.utilization { next } else { most });
    roles.and(fullest.unwrap_or_else(|| places(peak, copies)))
}

/// Copies of a role that stand, from what they can do together and each alone.
pub(super) fn copies_of(node: &Node<'_>, role: &RoleLoad) -> f64 {
    let (all, one) = per_copy(node).map_or((0.0, 0.0), |copy| match role.role {
        Role::Replica => (role.read_capacity, copy.replica_reads),
        _ if copy.reads > 0.0 => (role.read_capacity, copy.reads),
        _ => (role.write_capacity, copy.writes),
    });
    let copies = libm::round(all / one);
    if copies.is_finite() {
        return copies;
    }
    let (shards, replicas) = (f64::from(node.shards()), f64::from(node.replicas()));
    match role.role {
        Role::Replica => shards * replicas,
        Role::Primary => shards,
        Role::Copies | Role::Places => f64::from(node.copies()),
    }
}

/// Whether roles of a component with several shards are those of all of them, and not of one that stands for all.
pub(super) fn are_of_all(node: &Node<'_>, roles: &Roles) -> bool {
    let of_one = |role: &RoleLoad| if role.role == Role::Replica { f64::from(node.replicas()) } else { 1.0 };
    roles.at_work().next().is_some_and(|role| copies_of(node, role) > of_one(role))
}

/// The role, by its place in the list, whose places these are; `None` where nothing says what a copy can do.
pub(super) fn whose(graph: &Graph<'_>, number: usize, roles: &Roles, places: &RoleLoad) -> Option<usize> {
    let node = &graph.nodes[number];
    let (stays, each) = (graph.stays.get()?[number], node.number("concurrency")?.value);
    // Places are those of the busiest shard; these figures are those of all.
    let skew = if are_of_all(node, roles) { node.skew } else { 1.0 };
    roles.at_work().position(|role| {
        held(role.peak, stays) * skew / (each * copies_of(node, role)) >= places.utilization * (1.0 - 1e-12)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::traffic::solve;
    use crate::rules::testing::design;

    fn places(of_a: &str, of_b: &str, connection: &str) -> RoleLoad {
        let text = format!(
            r#"{{"workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "read", "rate": {{"per_second": 80}},
                 "peak_factor": 1}}]}},
               "components": [
                 {{"id": "a", "kind": "service", "settings": {{"rps_capacity": 1000, "latency_ms": 1, {of_a}}}}},
                 {{"id": "b", "kind": "service", "settings": {{"rps_capacity": 1000, {of_b}}}}}],
               "connections": [{{"from": "a", "to": "b", "latency_ms": 0{connection}}}]}}"#
        );
        let design = design(&text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let loads = loads(&graph, &traffic);
        *loads[0].roles.iter().find(|role| role.role == Role::Places).unwrap()
    }

    #[test]
    fn who_waits_for_an_answer_keeps_its_place() {
        // 80 a second, each there for 1 + 200 ms: 16.08 at once, in 10 places.
        let found = places(r#""concurrency": 10"#, r#""latency_ms": 200"#, "");
        assert!((found.utilization - 1.608).abs() < 1e-12, "{found:?}");
        assert!((found.read_capacity - 80.0 / 1.608).abs() < 1e-9);
    }

    #[test]
    fn who_gives_up_keeps_its_place_no_longer() {
        // 80 a second, each there for 1 ms and 200 × (1 − e^−½) of the 200 ms, at most 100.
        let patient = 1.0 + 200.0 * (1.0 - libm::exp(-0.5));
        let found = places(r#""concurrency": 10"#, r#""latency_ms": 200"#, r#", "timeout_ms": 100"#);
        assert!((found.utilization / (0.008 * patient) - 1.0).abs() < 2e-3, "{found:?}");
        // Tried three times as long as it fails: e^−½ of the attempts do.
        let fails = libm::exp(-0.5);
        let tries = 1.0 + fails + fails * fails;
        let again = places(r#""concurrency": 10"#, r#""latency_ms": 200"#, r#", "timeout_ms": 100, "retries": 2"#);
        let stays = 1.0 + 200.0 * (1.0 - fails) * tries;
        assert!((again.utilization / (0.008 * stays) - 1.0).abs() < 2e-3, "{again:?}");
    }

    #[test]
    fn what_is_sent_on_without_waiting_takes_no_place() {
        let found = places(r#""concurrency": 10"#, r#""latency_ms": 200"#, r#", "mode": "async""#);
        assert!((found.utilization - 0.008).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn what_is_full_behind_it_is_no_lack_of_places() {
        // B can do 1,000 a second and gets 80 × 20: full by itself; what waits for it is not counted.
        let found = places(r#""concurrency": 100"#, r#""latency_ms": 1"#, r#", "calls": 20"#);
        // The 20 calls of one connection are made at once, each exponential: 1 + the harmonic number of 20.
        let slowest: f64 = (1..=20).map(|n| 1.0 / f64::from(n)).sum();
        assert!((found.utilization - 80.0 * (1.0 + slowest) / 1_000.0 / 100.0).abs() < 1e-6, "{found:?}");
    }
}
