//! The workings of the report's own figures: rates of journeys, utilisation, what is sustainable. Each gives exactly
//! the value that the report shows.

use super::arrivals::{Which, arriving};
use super::capacity::{Load, Role, RoleLoad, TARGET_UTILIZATION, limiting_settings, reads_from};
use super::graph::{Graph, Node};
use super::traffic::{PEAK_FACTOR, Traffic};
use super::working::Working;
use crate::design::vocabulary::Source;
use crate::design::{Rate, SECONDS_A_DAY};
use crate::kinds::Capacity;

const PEAK_SOURCE: Source = Source::Assumption;
const TARGET_SOURCE: Source =
    Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers");

/// Requests of a journey a day; `None` without a rate.
#[must_use]
pub fn rate_of_a_day(graph: &Graph<'_>, journey: usize) -> Option<Working> {
    let path = |name: &str| format!("workload.journeys[{journey}].rate.{name}");
    Some(match graph.design.workload.journeys[journey].rate? {
        Rate::PerDay(rate) => Working::new("requests a day", rate).stated("requests a day", rate, path("per_day")),
        Rate::PerSecond(rate) => Working::new("requests a second × seconds a day", rate * SECONDS_A_DAY)
            .stated("requests a second", rate, path("per_second"))
            .constant("seconds a day", SECONDS_A_DAY),
        Rate::DailyUsers { users, actions } => Working::new("daily users × actions a user", users * actions)
            .stated("daily users", users, path("daily_users"))
            .stated("actions a user", actions, path("actions_per_user")),
    })
}

/// Average rate of a journey, a second; `None` without a rate.
#[must_use]
pub fn rate_of(graph: &Graph<'_>, journey: usize) -> Option<Working> {
    let rate = graph.design.workload.journeys[journey].rate?;
    if let Rate::PerSecond(rate) = rate {
        let path = format!("workload.journeys[{journey}].rate.per_second");
        return Some(Working::new("requests a second", rate).stated("requests a second", rate, path));
    }
    let a_day = rate_of_a_day(graph, journey)?;
    let formula = format!("{} ÷ seconds a day", a_day.formula);
    let working = Working { formula, value: rate.per_second(), inputs: a_day.inputs };
    Some(working.constant("seconds a day", SECONDS_A_DAY))
}

/// Peak rate of a journey, a second; `None` without a rate.
#[must_use]
pub fn peak_rate_of(graph: &Graph<'_>, journey: usize) -> Option<Working> {
    let average = rate_of(graph, journey)?;
    let stated = graph.design.workload.journeys[journey].peak_factor;
    let path = format!("workload.journeys[{journey}].peak_factor");
    let factor = stated.unwrap_or(PEAK_FACTOR);
    Some(Working::new("average rate × peak factor", average.value * factor).worked("average rate", average).stated_or(
        "peak factor",
        stated,
        path,
        PEAK_FACTOR,
        PEAK_SOURCE,
    ))
}

/// Utilisation of the busiest role of a component at peak; `None` where nothing limits it.
#[must_use]
pub fn utilization_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let role = super::capacity::busiest(&loads[number].roles).filter(|role| role.utilization.is_finite())?;
    let node = &graph.nodes[number];
    let names = limiting_settings(node.kind.capacity);
    let reads = arriving(graph, traffic, number, Which::Reads);
    let writes = arriving(graph, traffic, number, Which::Writes);
    if node.kind.capacity != Capacity::ReadsAndWrites {
        let copies = copies_of(node, Role::Primary);
        let all = Working::sum(vec![("reads".to_owned(), reads), ("writes".to_owned(), writes)]);
        let figure = node.number(names[0])?;
        return Some(
            Working::new(format!("peak ÷ ({} × capacity of one)", copies.0), role.utilization)
                .worked("peak", all)
                .stated(copies.0, copies.1, copies.2)
                .setting("capacity of one", figure, node, names[0]),
        );
    }
    Some(apart(node, role, reads, writes, loads[number].roles.len() > 1))
}

/// Reads and writes against capacities of their own.
fn apart(node: &Node<'_>, role: &RoleLoad, reads: Working, writes: Working, has_replicas: bool) -> Working {
    let names = limiting_settings(node.kind.capacity);
    let is_replica = role.role == Role::Replica;
    let (unit, count, path) = copies_of(node, role.role);
    let part = |all: &Working, own: f64| if all.value > 0.0 { own / all.value } else { 0.0 };
    let mut terms = Vec::new();
    let mut working = Working::new("", role.utilization).stated(unit, count, path);
    let shards = f64::from(node.shards());
    let times = if is_replica { format!("({unit} × shards") } else { format!("({unit}") };
    if is_replica {
        working = working.stated("shards", shards, format!("components[{}].shards", node.id()));
    }
    let here = part(&reads, role.peak.reads);
    if role.peak.reads > 0.0 {
        let setting = if is_replica { names[2] } else { names[0] };
        let Some(figure) = node.number(setting) else { return working };
        let with_part = has_replicas && here < 1.0;
        terms.push(format!("reads{} ÷ {times} × reads of one)", if with_part { " × part read here" } else { "" }));
        working = working.worked("reads", reads).setting("reads of one", figure, node, setting);
        if with_part {
            working = working.stated(
                "part read here",
                here,
                format!("components[{}].settings.read_from: {}", node.id(), reads_from(node)),
            );
        }
    }
    if role.peak.writes > 0.0 {
        let Some(figure) = node.number(names[1]) else { return working };
        terms.push(format!("writes ÷ {times} × writes of one)"));
        working = working.worked("writes", writes).setting("writes of one", figure, node, names[1]);
    }
    working.formula = if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") };
    working
}

/// Copies that the busiest role of a component takes to stay at the target; `None` where the report shows none.
#[must_use]
pub fn needed_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let needed = loads[number].needed?;
    let utilization = utilization_of(graph, traffic, loads, number)?;
    let role = super::capacity::busiest(&loads[number].roles)?.role;
    let (unit, copies, path) = copies_of(&graph.nodes[number], role);
    let stated = graph.design.requirements.target_utilization;
    let target = "requirements.target_utilization";
    Some(
        Working::new(format!("ceil(utilisation × {unit} ÷ target)"), needed.at_target as f64)
            .worked("utilisation", utilization)
            .stated(unit, copies, path)
            .stated_or("target", stated, target, TARGET_UTILIZATION, TARGET_SOURCE),
    )
}

fn copies_of(node: &Node<'_>, role: Role) -> (&'static str, f64, String) {
    let (unit, count) = match role {
        _ if node.is_pool() => ("instances", node.instances()),
        Role::Replica => ("replicas", node.replicas()),
        _ => ("shards", node.shards()),
    };
    (unit, f64::from(count), format!("components[{}].{unit}", node.id()))
}

/// Peak rate of a journey that can be sustained; `None` where the report shows none.
#[must_use]
pub fn sustainable_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], at: usize) -> Option<Working> {
    let busiest = super::capacity::busiest_of_journey(&traffic.journeys[at], loads)?;
    let peak = peak_rate_of(graph, traffic.journeys[at].journey).filter(|peak| peak.value > 0.0)?;
    let utilization = utilization_of(graph, traffic, loads, busiest.node)?;
    // A journey may use a quieter role than the busiest one of the component.
    if (utilization.value - busiest.utilization).abs() > 1e-12 * busiest.utilization {
        return Some(
            Working::new("peak rate ÷ utilisation", peak.value / busiest.utilization).worked("peak rate", peak).stated(
                "utilisation",
                busiest.utilization,
                format!("report.components.{}.roles", graph.nodes[busiest.node].id()),
            ),
        );
    }
    Some(
        Working::new("peak rate ÷ utilisation", peak.value / busiest.utilization)
            .worked("peak rate", peak)
            .worked("utilisation", utilization),
    )
}
