//! The workings of the report's own figures: rates of journeys, capacities, utilisation, what is sustainable. Each
//! gives exactly the value that the report shows.

use super::arrivals::{When, Which, arriving};
use super::capacity::{
    Load, Role, RoleLoad, TARGET_UTILIZATION, busiest, busiest_of_journey, limiting_settings, reads_from, uses, whole,
};
use super::graph::{Figure, Graph, Node};
use super::places::whose;
use super::places_working::places_of;
use super::sizing::at_peak;
use super::skew::{hottest, skew_of, skewed};
use super::traffic::{PEAK_FACTOR, Traffic};
use super::working::{AT_WORK, Working};
use crate::design::vocabulary::Source;
use crate::design::{Rate, SECONDS_A_DAY};
use crate::kinds::Capacity;

const PEAK_SOURCE: Source = Source::Assumption;
/// Where the target utilisation is from that holds where a design states none.
pub const TARGET_SOURCE: Source =
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
    let working = Working { formula, value: rate.per_second(), ..a_day };
    Some(working.constant("seconds a day", SECONDS_A_DAY))
}

/// Peak rate of a journey, a second; `None` without a rate.
#[must_use]
pub fn peak_rate_of(graph: &Graph<'_>, journey: usize) -> Option<Working> {
    let average = rate_of(graph, journey)?;
    let design_journey = &graph.design.workload.journeys[journey];
    let stated = design_journey.peak_factor;
    if let (None, Some(curve)) = (stated, &design_journey.daily_curve) {
        let factor = curve_peak_of(curve, journey);
        return Some(
            Working::new("average rate × peak factor", average.value * factor.value)
                .worked("average rate", average)
                .worked("peak factor", factor),
        );
    }
    let path = format!("workload.journeys[{journey}].peak_factor");
    let factor = stated.unwrap_or(PEAK_FACTOR);
    Some(
        Working::new("average rate × peak factor", at_peak(average.value, factor))
            .worked("average rate", average)
            .stated_or("peak factor", stated, path, PEAK_FACTOR, PEAK_SOURCE),
    )
}

/// Highest point of a journey's daily curve over the mean of it.
fn curve_peak_of(curve: &[f64], journey: usize) -> Working {
    let highest = curve.iter().copied().fold(0.0, f64::max);
    let at = curve.iter().position(|value| *value == highest).unwrap_or(0);
    let mean = curve_mean(curve, journey);
    Working::new("highest ÷ mean", highest / mean.value)
        .stated("highest", highest, format!("workload.journeys[{journey}].daily_curve[{at}]"))
        .worked("mean", mean)
}

/// Mean of a journey's daily curve.
#[must_use]
pub fn curve_mean(curve: &[f64], journey: usize) -> Working {
    let names: Vec<String> = (0..curve.len()).map(|hour| format!("hour {hour:02}")).collect();
    let mean = curve.iter().sum::<f64>() / curve.len() as f64;
    let working = Working::new(format!("({}) ÷ hours", names.join(" + ")), mean).constant("hours", curve.len() as f64);
    names.iter().enumerate().fold(working, |working, (hour, name)| {
        working.stated(name, curve[hour], format!("workload.journeys[{journey}].daily_curve[{hour}]"))
    })
}

/// Copies of a component that have a role; all of them where none is meant.
#[must_use]
pub fn copies_with(node: &Node<'_>, role: Option<Role>) -> Working {
    let (shards, replicas) = (f64::from(node.shards()), f64::from(node.replicas()));
    match role {
        _ if node.is_pool() => Working::new("instances", f64::from(node.copies())).counted(node, "instances"),
        Some(Role::Primary) => Working::new("shards", shards).counted(node, "shards"),
        Some(Role::Replica) => {
            Working::new("shards × replicas", shards * replicas).counted(node, "shards").counted(node, "replicas")
        }
        _ => {
            let all = Working::new("shards × (1 + replicas)", f64::from(node.copies()));
            all.counted(node, "shards").counted(node, "replicas")
        }
    }
}

/// What a component can do a second: `Both` where reads and writes come from one budget. `None` where nothing limits it.
#[must_use]
pub fn capacity_of(node: &Node<'_>, which: Which) -> Option<Working> {
    let unit = unit_of(node, Role::Primary);
    if which != Which::Reads {
        let limit = if which == Which::Both { Limit::Reads } else { Limit::Writes };
        let (figure, setting) = limit.of(node)?;
        let count = count_of(node);
        let one = if which == Which::Both { "capacity of one" } else { "writes of one" };
        return Some(
            Working::new(format!("{unit} × {one}"), count * figure.value)
                .counted(node, unit)
                .setting(one, figure, node, setting),
        );
    }
    let (of_primary, setting) = Limit::Reads.of(node)?;
    let (of_replica, replica_setting) = Limit::ReplicaReads.of(node)?;
    let from = reads_from(node);
    let (mut each, mut terms) = (0.0, Vec::new());
    let mut working = Working::new("", 0.0).counted(node, "shards");
    if node.replicas() == 0 || matches!(from, "primary" | "all") {
        each += of_primary.value;
        terms.push("reads of one");
        working = working.setting("reads of one", of_primary, node, setting);
    }
    if node.replicas() > 0 && from != "primary" {
        each += f64::from(node.replicas()) * of_replica.value;
        terms.push("replicas × reads of a replica");
        working = working.counted(node, "replicas").setting("reads of a replica", of_replica, node, replica_setting);
    }
    working.formula = format!("shards × ({})", terms.join(" + "));
    working.value = f64::from(node.shards()) * each;
    Some(working)
}

/// Which figure limits a copy.
#[derive(Clone, Copy)]
pub(super) enum Limit {
    Reads,
    Writes,
    ReplicaReads,
}

impl Limit {
    /// The figure and its setting; what has none of its own does as many as a primary reads.
    pub(super) fn of<'a>(self, node: &Node<'a>) -> Option<(Figure, &'static str)> {
        let names = limiting_settings(node.kind.capacity);
        let own = names.get(self as usize).and_then(|name| Some((node.number(name)?, *name)));
        own.or_else(|| Some((node.number(names.first()?)?, names[0])))
    }
}

pub(super) fn unit_of(node: &Node<'_>, role: Role) -> &'static str {
    match role {
        _ if node.partitions.is_some() => AT_WORK,
        _ if node.is_pool() => "instances",
        Role::Replica => "replicas",
        _ => "shards",
    }
}

/// How many there are of that, without replicas.
fn count_of(node: &Node<'_>) -> f64 {
    if node.is_pool() { node.at_work(f64::from(node.instances())) } else { f64::from(node.shards()) }
}

/// The same as [`copies_with`] of those that have work.
#[must_use]
pub fn copies_at_work(node: &Node<'_>, role: Option<Role>) -> Working {
    match node.partitions {
        Some(_) => Working::new(AT_WORK, count_of(node)).counted(node, AT_WORK),
        None => copies_with(node, role),
    }
}

/// Part of the reads that a role answers; `None` where that is all of them.
pub(super) fn part_read(node: &Node<'_>, role: Role) -> Option<Working> {
    let of_replicas = role == Role::Replica;
    match reads_from(node) {
        _ if node.replicas() == 0 || node.kind.capacity != Capacity::ReadsAndWrites => None,
        "all" => {
            let (primary, setting) = Limit::Reads.of(node)?;
            let (replica, replica_setting) = Limit::ReplicaReads.of(node)?;
            let replicas = f64::from(node.replicas()) * replica.value;
            let all = primary.value + replicas;
            let (formula, value) = if of_replicas {
                ("replicas × reads of a replica ÷ (reads of a primary + replicas × reads of a replica)", replicas)
            } else {
                ("reads of a primary ÷ (reads of a primary + replicas × reads of a replica)", primary.value)
            };
            let part = Working::new(formula, if all > 0.0 { value / all } else { 0.0 });
            Some(part.setting("reads of a primary", primary, node, setting).counted(node, "replicas").setting(
                "reads of a replica",
                replica,
                node,
                replica_setting,
            ))
        }
        "primary" if of_replicas => Some(Working::new("0", 0.0)),
        "primary" => None,
        _ if of_replicas => None,
        _ => Some(Working::new("0", 0.0)),
    }
}

/// What the copies of a role can read a second together; `None` where nothing limits them.
#[must_use]
pub fn role_reads_of(node: &Node<'_>, role: Role) -> Option<Working> {
    let unit = unit_of(node, role);
    let limit = if role == Role::Replica { Limit::ReplicaReads } else { Limit::Reads };
    let (figure, setting) = limit.of(node)?;
    if role != Role::Replica {
        let count = count_of(node);
        let working = Working::new(format!("{unit} × reads of one"), count * figure.value);
        return Some(working.counted(node, unit).setting("reads of one", figure, node, setting));
    }
    let copies = f64::from(node.shards()) * f64::from(node.replicas());
    let working = Working::new("shards × replicas × reads of one", copies * figure.value);
    let working = working.counted(node, "shards").counted(node, "replicas");
    Some(working.setting("reads of one", figure, node, setting))
}

/// What reaches one of the roles of a component at peak, a second; `None` where it has no such role.
#[must_use]
pub fn role_rate_of(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    (number, at): (usize, usize),
    which: Which,
) -> Option<Working> {
    let role = loads[number].roles.get(at)?;
    if let Some(at) = (role.role == Role::Places).then(|| whose(graph, number, &loads[number].roles, role)).flatten() {
        return role_rate_of(graph, traffic, loads, (number, at), which);
    }
    Some(reaching(&graph.nodes[number], role, which, arriving(graph, traffic, number, When::Peak, which)))
}

/// What of the requests that reach a component reaches one of its roles.
fn reaching(node: &Node<'_>, role: &RoleLoad, which: Which, rate: Working) -> Working {
    match (which, role.role) {
        (Which::Writes, Role::Replica) => Working::new("0", 0.0),
        (Which::Reads, Role::Primary | Role::Replica) => match part_read(node, role.role) {
            Some(part) => Working::new("reads × part read here", role.peak.reads)
                .worked("reads", rate)
                .worked("part read here", part),
            None => rate,
        },
        _ => rate,
    }
}

/// Utilisation of the busiest role of a component at peak; `None` where nothing limits it.
#[must_use]
pub fn utilization_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let busiest = busiest(&loads[number].roles)?.role;
    let at = loads[number].roles.iter().position(|role| role.role == busiest)?;
    role_utilization_of(graph, traffic, loads, (number, at))
}

/// Utilisation of one of the roles of a component at peak; `None` where it has no such role, or that can do nothing.
#[must_use]
pub fn role_utilization_of(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    (number, at): (usize, usize),
) -> Option<Working> {
    let role = loads[number].roles.get(at)?;
    if role.role == Role::Places {
        return places_of(graph, traffic, loads, number);
    }
    load_of_role(&graph.nodes[number], role, &|which| arriving(graph, traffic, number, When::Peak, which))
}

/// How full a role is with what `arriving` says reaches its component a second; `None` where it can do nothing of it.
#[must_use]
pub fn load_of_role(node: &Node<'_>, role: &RoleLoad, arriving: &dyn Fn(Which) -> Working) -> Option<Working> {
    if !role.utilization.is_finite() || role.role == Role::Places {
        return None;
    }
    let rate = |which| reaching(node, role, which, arriving(which));
    if node.kind.capacity == Capacity::ReadsAndWrites {
        return Some(skewed(node, apart(node, role, rate(Which::Reads), rate(Which::Writes))?));
    }
    let unit = unit_of(node, role.role);
    let (figure, setting) = Limit::Reads.of(node)?;
    let working = Working::new(format!("peak ÷ ({unit} × capacity of one)"), role.utilization)
        .worked("peak", rate(Which::Both))
        .counted(node, unit)
        .setting("capacity of one", figure, node, setting);
    Some(skewed(node, working))
}

/// Reads and writes against capacities of their own.
fn apart(node: &Node<'_>, role: &RoleLoad, reads: Working, writes: Working) -> Option<Working> {
    let of_replicas = role.role == Role::Replica;
    let copies = if of_replicas { "shards × replicas" } else { "shards" };
    let mut terms = Vec::new();
    let mut working = Working::new("", role.utilization);
    if role.peak.total() > 0.0 {
        working = working.counted(node, "shards");
    }
    if role.peak.reads > 0.0 {
        let (figure, setting) = if of_replicas { Limit::ReplicaReads } else { Limit::Reads }.of(node)?;
        if of_replicas {
            working = working.counted(node, "replicas");
        }
        terms.push(format!("reads ÷ ({copies} × reads of one)"));
        working = working.worked("reads", reads).setting("reads of one", figure, node, setting);
    }
    if role.peak.writes > 0.0 {
        let (figure, setting) = Limit::Writes.of(node)?;
        terms.push(format!("writes ÷ ({copies} × writes of one)"));
        working = working.worked("writes", writes).setting("writes of one", figure, node, setting);
    }
    working.formula = if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") };
    Some(working)
}

/// Copies that the busiest role of a component takes, to stay at the target or at full capacity; `None` where the
/// report shows none.
#[must_use]
pub fn needed_of(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    number: usize,
    at_target: bool,
) -> Option<Working> {
    let utilization = utilization_of(graph, traffic, loads, number)?;
    let node = &graph.nodes[number];
    let unit = unit_of(node, busiest(&loads[number].roles)?.role);
    let mut working = Working::new("", 0.0).worked("utilisation", utilization).counted(node, unit);
    // More shards take nothing of what is for the hottest key.
    let (mut load, mut limits) = (format!("utilisation × {unit}"), [String::new(), " ÷ target".to_owned()]);
    if unit == "shards" && node.skew > 1.0 {
        load += " ÷ skew";
        working = working.worked("skew", skew_of(node));
        if node.hottest_key > 0.0 {
            limits = ["1", "target"].map(|limit| format!(" × (1 − hottest key) ÷ ({limit} − {load} × hottest key)"));
            working = hottest(node, working);
        }
    }
    let formula = format!("ceil({load}{})", limits[usize::from(at_target)]);
    if !at_target {
        // How many it takes is known where more than there may be would be wanted to stay at the target, too.
        let at_full = || whole(loads[number].utilization.unwrap_or(0.0) * count_of(node));
        let value = loads[number].needed.map_or_else(at_full, |needed| needed.at_full) as f64;
        return Some(Working { formula, value, ..working });
    }
    let stated = graph.design.requirements.target_utilization;
    let value = loads[number].needed?.at_target as f64;
    let path = "requirements.target_utilization";
    Some(Working { formula, value, ..working }.stated_or("target", stated, path, TARGET_UTILIZATION, TARGET_SOURCE))
}

/// Peak rate of a journey that can be sustained; `None` where the report shows none.
#[must_use]
pub fn sustainable_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], at: usize) -> Option<Working> {
    let journey = &traffic.journeys[at];
    let peak = peak_rate_of(graph, journey.journey).filter(|peak| peak.value > 0.0)?;
    if traffic.waits_for_a_loop(at) {
        return Some(Working::new("0", 0.0));
    }
    let utilization = busiest_utilization_of(graph, traffic, loads, at)?;
    Some(
        Working::new("peak rate ÷ utilisation", peak.value / utilization.value)
            .worked("peak rate", peak)
            .worked("utilisation", utilization),
    )
}

/// How full the busiest part is that the user of a journey, by its place in the traffic, waits for.
fn busiest_utilization_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], at: usize) -> Option<Working> {
    let journey = &traffic.journeys[at];
    let busiest = busiest_of_journey(journey, |node| &loads[node].roles)?;
    // A journey may use a quieter role than the busiest one of the component.
    let roles = loads[busiest.node].roles.iter().enumerate().filter(|(_, role)| uses(journey, busiest.node, role));
    let (role, _) = roles.reduce(|most, next| if next.1.utilization > most.1.utilization { next } else { most })?;
    role_utilization_of(graph, traffic, loads, (busiest.node, role))
}

/// How many times the peak the busiest part of a journey can carry; `None` where nothing on its way is limited.
#[must_use]
pub fn saturates_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], at: usize) -> Option<Working> {
    let full = busiest_utilization_of(graph, traffic, loads, at).filter(|full| full.value > 0.0)?;
    Some(Working::new("1 ÷ utilisation", 1.0 / full.value).worked("utilisation", full))
}

/// Share of the peak at which the busiest component is full.
#[must_use]
pub fn load_factor_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let utilization = utilization_of(graph, traffic, loads, number)?;
    Some(Working::new("1 ÷ utilisation", 1.0 / utilization.value).worked("utilisation", utilization))
}

/// What arrives at several components together, at peak.
#[must_use]
pub fn arriving_together(graph: &Graph<'_>, traffic: &Traffic, nodes: &[usize], which: Which) -> Working {
    let part = |&node: &usize| {
        (graph.nodes[node].component.label().to_owned(), arriving(graph, traffic, node, When::Peak, which))
    };
    Working::sum(nodes.iter().map(part).collect())
}

/// How full the busiest copy of each shard is when it has a primary, or not, and so many replicas that answer reads,
/// under what arrives at some components together: mostly itself alone.
#[must_use]
pub fn shard_load_of(
    (graph, traffic): (&Graph<'_>, &Traffic),
    (number, reached): (usize, &[usize]),
    primary: bool,
    replicas: u32,
) -> Option<Working> {
    let node = &graph.nodes[number];
    let peak = traffic.peak_of(reached);
    let shards = f64::from(node.shards());
    let working = Working::new("", 0.0).counted(node, "shards");
    let arriving = |which| arriving_together(graph, traffic, reached, which);
    let (of_primary, setting) = Limit::Reads.of(node)?;
    if node.kind.capacity != Capacity::ReadsAndWrites {
        let working =
            working.worked("peak", arriving(Which::Both)).setting("capacity of one", of_primary, node, setting);
        let value = node.skew * peak.total() / (shards * of_primary.value);
        let formula = "peak ÷ (shards × capacity of one)".to_owned();
        return Some(skewed(node, Working { formula, value, ..working }));
    }
    let (of_replica, replica_setting) = Limit::ReplicaReads.of(node)?;
    let (of_writes, write_setting) = Limit::Writes.of(node)?;
    let from = if replicas == 0 { "primary" } else { reads_from(node) };
    let reads_primary = primary && matches!(from, "primary" | "all");
    let reads_replica = !primary || from != "primary";
    let (mut each, mut terms, mut working) = (0.0, Vec::new(), working);
    if peak.reads > 0.0 && reads_primary {
        each += of_primary.value;
        terms.push("reads of one".to_owned());
        working = working.setting("reads of one", of_primary, node, setting);
    }
    if peak.reads > 0.0 && reads_replica {
        each += f64::from(replicas) * of_replica.value;
        terms.push(format!("{replicas} × reads of a replica"));
        working = working.setting("reads of a replica", of_replica, node, replica_setting);
    }
    let mut loads = Vec::new();
    let (mut of_reads, mut of_all_writes) = (0.0, 0.0);
    if peak.reads > 0.0 {
        of_reads = peak.reads / (shards * each);
        loads.push(format!("reads ÷ (shards × ({}))", terms.join(" + ")));
        working = working.worked("reads", arriving(Which::Reads));
    }
    if peak.writes > 0.0 && primary {
        of_all_writes = peak.writes / (shards * of_writes.value);
        loads.push("writes ÷ (shards × writes of one)".to_owned());
        working =
            working.worked("writes", arriving(Which::Writes)).setting("writes of one", of_writes, node, write_setting);
    }
    let apart = loads.len() == 2 && !reads_primary;
    working.formula = if apart { format!("max({})", loads.join(", ")) } else { loads.join(" + ") };
    working.value = node.skew * if apart { of_reads.max(of_all_writes) } else { of_reads + of_all_writes };
    Some(skewed(node, working)).filter(|working| working.value.is_finite())
}
