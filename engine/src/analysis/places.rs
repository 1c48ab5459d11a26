//! Places: how many requests a component can have at once (`concurrency`, of each copy), and how full they are at peak.
//!
//! A request takes a place from its arrival to its answer, with all that it calls meanwhile, so a component is out of
//! places long before it is out of work where what it calls is slow. How many are there at once is how many arrive a
//! second times how long each stays (Little 1961). The time counts as if nobody waited for anything: it is the least,
//! so that places are what limits only where they do so by themselves, and not for something behind them that is
//! full. What waiting adds is looked at where something is supposed (`strain`).

use super::arrivals::{When, Which, arriving_of};
use super::capacity::{self, Load, Role, RoleLoad, Roles, load_of, target_utilization};
use super::graph::{Graph, Node};
use super::journey_time::stays;
use super::latency_working::Passage;
use super::stations::free_stations;
use super::traffic::{Rates, Traffic};
use super::ways::Ways;
use super::working::Working;

/// How full every component is at peak, by node: by what it can do a second, and by what it can have at once.
#[must_use]
pub fn loads(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Load> {
    let mut loads = capacity::loads(graph, traffic);
    // No kind says it by itself, and a large design is asked after each edit.
    let limited = |node: &Node<'_>| node.states("concurrency") && node.copies() > 0;
    if !graph.nodes.iter().any(limited) {
        return loads;
    }
    let target = target_utilization(graph.design);
    let held = held(graph, traffic);
    for (number, node) in graph.nodes.iter().enumerate().filter(|(_, node)| limited(node)) {
        let roles = with_places(node, loads[number].roles, traffic.peak[number], held[number]);
        loads[number] = load_of(node, roles, traffic.unbounded[number], target);
    }
    loads
}

/// By node: reads and writes that are there at once at peak, if nobody waits.
fn held(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Rates> {
    let (stations, ways) = (free_stations(graph), Ways::new(graph));
    let mut held = vec![Rates::default(); graph.nodes.len()];
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let stays = stays(graph, traffic, at, (&stations, &ways));
        for (node, [read, write]) in stays.into_iter().enumerate() {
            let peak = journey.peak(node);
            held[node] += Rates { reads: peak.reads * read / 1_000.0, writes: peak.writes * write / 1_000.0 };
        }
    }
    held
}

/// Roles of a component, with its places as one more.
fn with_places(node: &Node<'_>, roles: Roles, peak: Rates, held: Rates) -> Roles {
    let Some(each) = node.number("concurrency") else { return roles };
    let room = each.value * f64::from(node.copies());
    let most = |rate: f64, held: f64| if held > 0.0 { rate * (room / held) } else { f64::INFINITY };
    let utilization = if held.total() > 0.0 { held.total() / room } else { 0.0 };
    roles.and(RoleLoad {
        role: Role::Places,
        peak,
        read_capacity: most(peak.reads, held.reads),
        write_capacity: most(peak.writes, held.writes),
        utilization,
    })
}

/// How full the places of a component are, by number, as a working; `None` where it has none, can have
/// nothing, or it would be too long to read.
#[must_use]
pub fn places_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let node = &graph.nodes[number];
    let each = node.number("concurrency")?;
    let full = loads[number].roles.iter().find(|role| role.role == Role::Places)?.utilization;
    if !full.is_finite() {
        return None;
    }
    let (stations, ways) = (free_stations(graph), Ways::new(graph));
    let passage = Passage { graph, traffic, loads, stations: &stations, ways: &ways, times: &[] };
    let mut parts = Vec::new();
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let id = &graph.design.workload.journeys[journey.journey].id;
        let stays = stays(graph, traffic, at, (&stations, &ways))[number];
        for (operation, (which, word)) in [(Which::Reads, "reads"), (Which::Writes, "writes")].into_iter().enumerate() {
            let peak = journey.peak(number);
            let rate = if operation == 0 { peak.reads } else { peak.writes };
            if rate <= 0.0 || stays[operation] <= 0.0 {
                continue;
            }
            let arriving = arriving_of(graph, traffic, number, When::Peak, which, &|other| other == at);
            let stay = passage.stay(at, number, operation)?;
            let there =
                Working::new("arriving × time of each ÷ milliseconds a second", rate * stays[operation] / 1_000.0)
                    .worked("arriving", arriving)
                    .worked("time of each", stay)
                    .constant("milliseconds a second", 1_000.0);
            parts.push((format!("{word} of {id}"), there));
        }
    }
    let copies = if node.is_pool() {
        Working::new("instances", f64::from(node.copies())).counted(node, "instances")
    } else {
        let all = Working::new("shards × (1 + replicas)", f64::from(node.copies()));
        all.counted(node, "shards").counted(node, "replicas")
    };
    Some(
        Working::new("there at once ÷ (concurrency × copies)", full)
            .worked("there at once", Working::sum(parts))
            .setting("concurrency", each, node, "concurrency")
            .worked("copies", copies),
    )
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
