//! Cases of structure: networks of queues, weak points, cuts, what breaks, connections.

use std::collections::{BTreeSet, HashMap};

use loadbearing_engine::analysis::composition::Copies;
use loadbearing_engine::analysis::cuts::{Ways, minimal_cuts, single_points};
use loadbearing_engine::analysis::needs::{self, Group};
use loadbearing_engine::analysis::network::{Flows, Station, flows};
use loadbearing_engine::analysis::reliability::{Way, disconnected};
use serde_json::{Map, Value, json};

use crate::availability::{copies, too_wide, zones};
use crate::input::{count, count_or, list, name, number, number_or};

/// Nodes of a case: their ids in order, and the place of each.
fn nodes(case: &Value) -> (Vec<String>, HashMap<String, usize>) {
    let ids: Vec<String> = list(case, "nodes").iter().map(|node| name(node.get("id").unwrap_or(node))).collect();
    let places = ids.iter().enumerate().map(|(at, id)| (id.clone(), at)).collect();
    (ids, places)
}

fn place(places: &HashMap<String, usize>, of: Option<&Value>) -> Option<usize> {
    places.get(&name(of?)).copied()
}

fn is_directed(case: &Value) -> bool {
    case.get("directed").and_then(Value::as_bool).unwrap_or(true)
}

fn network(case: &Value) -> Option<(Vec<String>, Vec<Station>, Option<Flows>)> {
    let (ids, places) = nodes(case);
    let station = |node: &Value| {
        Some(Station {
            external: number_or(node, "external", 0.0)?,
            service: number(node, "mu"),
            servers: count_or(node, "servers", 1)?,
        })
    };
    let stations: Vec<Station> = list(case, "nodes").iter().map(station).collect::<Option<_>>()?;
    let call = |call: &Value| {
        Some((
            place(&places, call.get(0))?,
            place(&places, call.get(1))?,
            call.get(2).map_or(Some(1.0), Value::as_f64)?,
        ))
    };
    let calls: Vec<(usize, usize, f64)> = list(case, "routing").iter().map(call).collect::<Option<_>>()?;
    let found = flows(&stations, &calls);
    Some((ids, stations, found))
}

fn by_id(ids: &[String], of: impl Iterator<Item = Option<f64>>) -> Map<String, Value> {
    ids.iter().zip(of).filter_map(|(id, value)| Some((id.clone(), json!(value?)))).collect()
}

pub fn traffic(case: &Value) -> Option<Value> {
    let (ids, stations, found) = network(case)?;
    let Some(found) = found else { return Some(json!({"finite": false})) };
    Some(json!({
        "finite": true, "rates": by_id(&ids, found.rates.iter().copied().map(Some)),
        "utilization": by_id(&ids, found.utilization.iter().copied()), "stable": found.is_stable(),
        "mean_in_system": found.mean_inside(&stations), "mean_time_in_system": found.mean_time(&stations),
    }))
}

pub fn max_throughput(case: &Value) -> Option<Value> {
    let (ids, stations, found) = network(case)?;
    let Some(found) = found else { return Some(json!({"finite": false})) };
    let Some((times, full)) = found.headroom() else { return Some(json!({"bottlenecks": [], "bounded": false})) };
    let external: f64 = stations.iter().map(|station| station.external).sum();
    Some(json!({
        "max_external_rate": times * external, "load_multiplier": times,
        "bottlenecks": full.iter().map(|&at| &ids[at]).collect::<Vec<_>>(),
        "utilization_at_given_load": by_id(&ids, found.utilization.iter().copied()),
    }))
}

fn ways(case: &Value, places: &HashMap<String, usize>) -> Option<Ways> {
    let mut ways = Ways::new(places.len());
    for edge in list(case, "edges") {
        let (from, to) = (place(places, edge.get(0))?, place(places, edge.get(1))?);
        ways.add(from, to);
        if !is_directed(case) {
            ways.add(to, from);
        }
    }
    Some(ways)
}

pub fn single(case: &Value) -> Option<Value> {
    let (ids, places) = nodes(case);
    let ways = ways(case, &places)?;
    let clients: Vec<usize> = list(case, "clients").iter().map(|id| place(&places, Some(id))).collect::<Option<_>>()?;
    let mut found = BTreeSet::new();
    for &client in &clients {
        for need in list(case.get("needs")?, &ids[client]) {
            found.extend(single_points(&ways, client, place(&places, Some(need))?));
        }
    }
    found.retain(|point| !clients.contains(point));
    let mut one_instance = Vec::new();
    for &point in &found {
        if count_or(&list(case, "nodes")[point], "replicas", 1)? < 2 {
            one_instance.push(&ids[point]);
        }
    }
    let components: Vec<&String> = found.iter().map(|&point| &ids[point]).collect();
    Some(json!({"component_spofs": components, "instance_spofs": one_instance}))
}

pub fn cuts(case: &Value) -> Option<Value> {
    let (ids, places) = nodes(case);
    let most = usize::try_from(count_or(case, "max_order", 3)?).ok()?;
    let (source, sink) = (place(&places, case.get("source"))?, place(&places, case.get("sink"))?);
    let Some(found) = minimal_cuts(&ways(case, &places)?, source, sink, most) else { return Some(too_wide()) };
    let of_order = |order: usize| found.iter().filter(|cut| cut.len() == order).count();
    let orders: Map<String, Value> = (1..=most).map(|order| (order.to_string(), json!(of_order(order)))).collect();
    let cuts: Vec<Vec<&String>> = found.iter().map(|cut| cut.iter().map(|&at| &ids[at]).collect()).collect();
    Some(json!({"cuts": cuts, "count_by_order": orders}))
}

fn groups(case: &Value, places: &HashMap<String, usize>) -> Option<Vec<Group>> {
    let group = |group: &Value| {
        let members: Vec<usize> =
            list(group, "targets").iter().map(|id| place(places, Some(id))).collect::<Option<_>>()?;
        let at_least = match name(group.get("mode")?).as_str() {
            "all" => members.len(),
            "any" => 1,
            "k" => usize::try_from(count(group, "k")?).ok()?,
            _ => return None,
        };
        let hard = group.get("hard").and_then(Value::as_bool).unwrap_or(true);
        Some(Group { of: place(places, group.get("node"))?, members, at_least, hard })
    };
    list(case, "dependencies").iter().map(group).collect()
}

pub fn blast(case: &Value) -> Option<Value> {
    let (ids, places) = nodes(case);
    let lost: Vec<usize> = list(case, "failed").iter().map(|id| place(&places, Some(id))).collect::<Option<_>>()?;
    let found = needs::aftermath(ids.len(), &groups(case, &places)?, &lost);
    let of = |is: &dyn Fn(usize) -> bool| (0..ids.len()).filter(|&at| is(at)).map(|at| &ids[at]).collect::<Vec<_>>();
    Some(json!({
        "down": of(&|at| found.down[at]), "degraded": of(&|at| found.degraded[at]),
        "lost_redundancy": of(&|at| found.lost_choice[at]), "unaffected": of(&|at| found.is_unaffected(at)),
    }))
}

pub fn service_graph(case: &Value) -> Option<Value> {
    let (_, places) = nodes(case);
    let (zone_places, zones) = zones(case)?;
    let services: Vec<Copies> =
        list(case, "nodes").iter().map(|node| copies(node, &zone_places)).collect::<Option<_>>()?;
    let client = place(&places, case.get("client"))?;
    let Ok(down) = needs::unavailability(&services, &groups(case, &places)?, &zones, client) else {
        return Some(too_wide());
    };
    Some(json!({"availability": 1.0 - down, "unavailability": down}))
}

pub fn two_terminal(case: &Value) -> Option<Value> {
    let (_, places) = nodes(case);
    let points: Vec<f64> =
        list(case, "nodes").iter().map(|node| number_or(node, "availability", 1.0)).collect::<Option<_>>()?;
    let way = |edge: &Value| {
        let availability = edge.get(2).map_or(Some(1.0), Value::as_f64)?;
        Some(Way { from: place(&places, edge.get(0))?, to: place(&places, edge.get(1))?, availability })
    };
    let ways: Vec<Way> = list(case, "edges").iter().map(way).collect::<Option<_>>()?;
    let (source, sink) = (place(&places, case.get("source"))?, place(&places, case.get("sink"))?);
    let Some(down) = disconnected(&points, &ways, is_directed(case), source, sink) else { return Some(too_wide()) };
    Some(json!({"reliability": 1.0 - down, "unreliability": down}))
}
