//! How full each component is at peak, and how many copies it would take.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::graph::{Graph, Node};
use super::traffic::{JourneyTraffic, Rates, Traffic};
use crate::design::Design;
use crate::kinds::{Capacity, Copies};
use crate::packed;

/// Utilisation that nothing should pass, where a design states none.
/// Source: worked-examples § Example 1, Detailed server estimate 1. API Servers; zero-to-hero § 3.1 Cloud
/// Architecture & DevOps.
pub const TARGET_UTILIZATION: f64 = 0.7;

/// Utilisation that nothing should pass: as the design states it, else [`TARGET_UTILIZATION`].
#[must_use]
pub fn target_utilization(design: &Design) -> f64 {
    design.requirements.target_utilization.unwrap_or(TARGET_UTILIZATION)
}

/// Which copies of a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Interchangeable copies.
    #[default]
    Copies,
    /// Primaries of the shards.
    Primary,
    /// Replicas of the shards.
    Replica,
    /// Places of all copies together (`concurrency`): how many requests they can have at once.
    Places,
}

packed!(enum Role { 0 = Copies, 1 = Primary, 2 = Replica, 3 = Places });

impl Role {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::Copies, Self::Primary, Self::Replica, Self::Places];

    /// The role that reports call so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The same, of copies that can be lost.
    #[must_use]
    pub fn of_copies(word: &str) -> Option<Self> {
        Self::of_word(word).filter(|role| *role != Self::Places)
    }

    /// The word of reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Primary => "primary",
            Self::Replica => "replica",
            Self::Places => "places",
        }
    }
}

/// How full the copies of one role are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoleLoad {
    /// Which copies.
    pub role: Role,
    /// What reaches all of them together at peak, a second.
    pub peak: Rates,
    /// What all of them together can read a second.
    pub read_capacity: f64,
    /// What all of them together can write a second; 0 where they take no writes.
    pub write_capacity: f64,
    /// Reads and writes as shares of their own capacities, added up, of the busiest shard where some get more than
    /// others. Infinite where a capacity is 0.
    pub utilization: f64,
}

/// Roles that one component has at most.
const MOST_ROLES: usize = 3;

/// The roles of a component: in place, because a large design has thousands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Roles {
    count: usize,
    room: [RoleLoad; MOST_ROLES],
}

impl Roles {
    /// One role.
    #[must_use]
    pub fn one(role: RoleLoad) -> Self {
        Self { count: 1, room: [role, RoleLoad::default(), RoleLoad::default()] }
    }

    /// Two roles.
    #[must_use]
    pub fn two(first: RoleLoad, second: RoleLoad) -> Self {
        Self { count: 2, room: [first, second, RoleLoad::default()] }
    }

    /// With one role more.
    #[must_use]
    pub fn and(mut self, role: RoleLoad) -> Self {
        self.room[self.count] = role;
        self.count += 1;
        self
    }

    /// Those that work on requests, without the places in which those are.
    pub fn at_work(&self) -> impl Iterator<Item = &RoleLoad> {
        self.iter().filter(|role| role.role != Role::Places)
    }

    /// The same without places.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        self.count = self.at_work().count();
        self
    }

    /// The same of one of so many shards, which gets this part of the requests and is so many times as full.
    pub(super) fn of_one(mut self, shards: f64, part: f64, full: f64) -> Self {
        for role in &mut self.room[..self.count] {
            role.peak = role.peak * part;
            role.read_capacity /= shards;
            role.write_capacity /= shards;
            role.utilization *= full;
        }
        self
    }

    /// The same, from one of them on, so many times as full: as those of the busiest shard.
    pub(super) fn fuller(mut self, from: usize, times: f64) -> Self {
        self.room[from..self.count].iter_mut().for_each(|role| role.utilization *= times);
        self
    }

    /// For each role the fuller of both.
    pub fn raise(&mut self, others: &Self) {
        for other in others.iter() {
            match self.room[..self.count].iter_mut().find(|known| known.role == other.role) {
                Some(known) if known.utilization >= other.utilization => {}
                Some(known) => *known = *other,
                None if self.count < MOST_ROLES => {
                    self.room[self.count] = *other;
                    self.count += 1;
                }
                None => {}
            }
        }
    }
}

impl Deref for Roles {
    type Target = [RoleLoad];

    fn deref(&self) -> &[RoleLoad] {
        &self.room[..self.count]
    }
}

impl PartialEq for Roles {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

/// How many copies it takes to carry the peak.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// `instances`, `shards` or `replicas`.
    pub unit: &'static str,
    /// At full capacity.
    pub at_full: u64,
    /// At the target utilisation.
    pub at_target: u64,
}

/// How full a component is at peak.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Load {
    /// Each role that it has; none where nothing limits it.
    pub roles: Roles,
    /// Of its busiest role; `None` where nothing limits it, or a loop without end feeds it.
    pub utilization: Option<f64>,
    /// How many copies it takes; `None` where nothing arrives, or no number is enough.
    pub needed: Option<Needed>,
}

/// Copies of a component that are up, where not all are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Interchangeable copies, or shards times their primaries, that are up.
    pub primaries: f64,
    /// Replicas that are up, of all shards together.
    pub replicas: f64,
}

impl Standing {
    /// All copies of a component.
    #[must_use]
    pub fn full(node: &Node<'_>) -> Self {
        match node.kind.copies {
            Copies::Inside => Self { primaries: 1.0, replicas: 0.0 },
            _ if node.is_pool() => Self { primaries: f64::from(node.instances()), replicas: 0.0 },
            _ => Self {
                primaries: f64::from(node.shards()),
                replicas: f64::from(node.shards()) * f64::from(node.replicas()),
            },
        }
    }
}

/// Capacities of one copy, a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PerCopy {
    /// Reads of an interchangeable copy or a primary.
    pub reads: f64,
    /// Writes of an interchangeable copy or a primary.
    pub writes: f64,
    /// Reads of a replica.
    pub replica_reads: f64,
}

/// The settings that limit one copy, reads first.
#[must_use]
pub const fn limiting_settings(capacity: Capacity) -> &'static [&'static str] {
    match capacity {
        Capacity::Unlimited => &[],
        Capacity::Requests => &["rps_capacity"],
        Capacity::Operations => &["ops_capacity"],
        Capacity::Messages => &["msg_capacity"],
        Capacity::ReadsAndWrites => &["read_capacity", "write_capacity", "replica_read_capacity"],
    }
}

/// What one copy of a component can do; `None` where nothing limits it.
#[must_use]
pub fn per_copy(node: &Node<'_>) -> Option<PerCopy> {
    let names = limiting_settings(node.kind.capacity);
    let first = node.number(names.first()?)?.value;
    if node.kind.capacity != Capacity::ReadsAndWrites {
        return Some(PerCopy { reads: first, writes: first, replica_reads: 0.0 });
    }
    let writes = node.number(names[1]).map_or(first, |figure| figure.value);
    let replica_reads = node.number(names[2]).map_or(first, |figure| figure.value);
    Some(PerCopy { reads: first, writes, replica_reads })
}

/// Which copies answer reads.
#[must_use]
pub fn reads_from<'a>(node: &Node<'a>) -> &'a str {
    node.text("read_from").unwrap_or("replicas")
}

fn utilization(peak: Rates, read_capacity: f64, write_capacity: f64) -> f64 {
    let part = |rate: f64, capacity: f64| if rate > 0.0 { rate / capacity } else { 0.0 };
    part(peak.reads, read_capacity) + part(peak.writes, write_capacity)
}

/// How full the roles of a component are when `peak` reaches the copies that stand: those of its busiest shard.
#[must_use]
pub fn roles(node: &Node<'_>, peak: Rates, standing: Standing) -> Roles {
    evenly(node, peak, standing).fuller(0, node.skew)
}

/// The same where all shards get the same.
fn evenly(node: &Node<'_>, peak: Rates, standing: Standing) -> Roles {
    let standing = Standing { primaries: node.at_work(standing.primaries), ..standing };
    let Some(copy) = per_copy(node) else { return Roles::default() };
    let role = |role: Role, peak: Rates, read_capacity: f64, write_capacity: f64| RoleLoad {
        role,
        peak,
        read_capacity,
        write_capacity,
        utilization: utilization(peak, read_capacity, write_capacity),
    };
    let (reads, writes) = (copy.reads * standing.primaries, copy.writes * standing.primaries);
    if node.kind.capacity != Capacity::ReadsAndWrites {
        let which = if node.is_pool() { Role::Copies } else { Role::Primary };
        return Roles::one(role(which, peak, reads, writes));
    }
    if node.replicas() == 0 {
        return Roles::one(role(Role::Primary, peak, reads, writes));
    }
    let replica_reads = copy.replica_reads * standing.replicas;
    let to_replicas = match reads_from(node) {
        "primary" => 0.0,
        "all" if reads + replica_reads > 0.0 => replica_reads / (reads + replica_reads),
        _ if standing.replicas > 0.0 => 1.0,
        _ => 0.0,
    };
    let of_primary = Rates { reads: peak.reads * (1.0 - to_replicas), writes: peak.writes };
    let of_replicas = Rates { reads: peak.reads * to_replicas, writes: 0.0 };
    Roles::two(role(Role::Primary, of_primary, reads, writes), role(Role::Replica, of_replicas, replica_reads, 0.0))
}

/// How full the roles of the busiest shard are when the component gets `peak` and these copies of the shard stand.
#[must_use]
pub fn shard_roles(node: &Node<'_>, peak: Rates, primary: bool, replicas: u32) -> Roles {
    roles_of_one(node, peak * node.busiest_share(), primary, replicas)
}

/// How full the roles of a shard are that gets `share`, and of which these copies stand: reads go to the replicas where
/// there is no primary, and writes nowhere.
#[must_use]
pub fn roles_of_one(node: &Node<'_>, share: Rates, primary: bool, replicas: u32) -> Roles {
    if primary {
        return evenly(node, share, Standing { primaries: 1.0, replicas: f64::from(replicas) });
    }
    let Some(copy) = per_copy(node) else { return Roles::default() };
    let reads = Rates { reads: share.reads, writes: 0.0 };
    let (role, read_capacity) = match node.kind.capacity {
        Capacity::ReadsAndWrites => (Role::Replica, copy.replica_reads * f64::from(replicas)),
        _ => (Role::Primary, copy.reads),
    };
    let utilization = utilization(reads, read_capacity, 0.0);
    Roles::one(RoleLoad { role, peak: reads, read_capacity, write_capacity: 0.0, utilization })
}

/// The role of the largest utilisation; the first one where several are.
#[must_use]
pub fn busiest(roles: &[RoleLoad]) -> Option<&RoleLoad> {
    roles.iter().reduce(|best, role| if role.utilization > best.utilization { role } else { best })
}

/// How full every component is at peak by what it can do a second, by node; how many requests it can have at once is not
/// asked (`places`).
#[must_use]
pub fn loads(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Load> {
    let target = target_utilization(graph.design);
    let load = |(number, node): (usize, &Node<'_>)| {
        let roles = roles(node, traffic.peak[number], Standing::full(node));
        load_of(node, roles, traffic.unbounded[number], target)
    };
    graph.nodes.iter().enumerate().map(load).collect()
}

/// How full a component is whose roles are so full, and what it takes to stay at a utilisation.
pub(super) fn load_of(node: &Node<'_>, roles: Roles, is_endless: bool, target: f64) -> Load {
    let busiest = busiest(&roles).copied().filter(|_| !is_endless);
    Load {
        utilization: busiest.map(|role| role.utilization),
        needed: busiest.and_then(|role| needed(node, role, target)),
        roles,
    }
}

/// Settings whose defaults the load of a component rests on.
#[must_use]
pub fn assumed(graph: &Graph<'_>, traffic: &Traffic, number: usize) -> Vec<&'static str> {
    let node = &graph.nodes[number];
    let peak_is_assumed = traffic.journeys.iter().any(|journey| {
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let stated = design_journey.peak_factor.is_some() || design_journey.daily_curve.is_some();
        !stated && journey.rate > 0.0 && journey.visits[number].total() > 0.0
    });
    let limits = limiting_settings(node.kind.capacity).iter().copied();
    let defaults = limits
        .filter(|name| *name != "replica_read_capacity" || node.replicas() > 0)
        .filter(|name| node.number(name).is_some_and(|figure| figure.default_from.is_some()));
    defaults.chain(peak_is_assumed.then_some("peak_factor")).collect()
}

/// So many copies are no answer any more.
const MOST_COPIES: f64 = 1e15;

/// Copies that the busiest role takes.
fn needed(node: &Node<'_>, role: RoleLoad, target: f64) -> Option<Needed> {
    if role.peak.total() <= 0.0 || !role.utilization.is_finite() {
        return None;
    }
    let (unit, copies) = match (node.is_pool(), role.role) {
        (true, _) => ("instances", node.at_work(f64::from(node.instances()))),
        (_, Role::Replica) => ("replicas", f64::from(node.replicas())),
        _ => ("shards", f64::from(node.shards())),
    };
    // What one shard would be filled by: more of them take nothing of what is for the hottest key, nor of the part that
    // the largest one gets as stated.
    let one = role.utilization * copies / if unit == "shards" { node.skew } else { 1.0 };
    let largest = node.number("largest_shard_share").filter(|_| unit == "shards");
    let count = |limit: f64| {
        let fixed = if unit == "shards" { node.hottest_key } else { 0.0 };
        let copies = one * (1.0 - fixed) / (limit - one * fixed);
        let fits = one * fixed < limit && largest.is_none_or(|part| one * part.value <= limit * (1.0 + 1e-12));
        // Whole numbers end where figures have no room for the last digit.
        let most = node.at_work(MOST_COPIES);
        (fits && copies <= most).then(|| whole(copies))
    };
    let at_target = count(target)?;
    Some(Needed { unit, at_full: count(1.0)?, at_target })
}

/// Rounds up, unless only rounding errors lie above a whole number.
#[must_use]
pub fn whole(copies: f64) -> u64 {
    libm::ceil(copies * (1.0 - 1e-12)).max(1.0) as u64
}

/// The busiest of several components, with those as busy.
#[derive(Clone, Debug, PartialEq)]
pub struct Busiest {
    /// Number of the component; of those that tie, the one whose id sorts first.
    pub node: usize,
    /// Numbers of the others.
    pub tied: Vec<usize>,
    /// Of all of them.
    pub utilization: f64,
}

/// The busiest component of all; none where a loop without end leads to a component, of which there is no figure: the
/// design carries nothing then, however full the rest is.
#[must_use]
pub fn busiest_of_all(traffic: &Traffic, loads: &[Load]) -> Option<Busiest> {
    let is_endless = traffic.unbounded.contains(&true);
    let full = loads.iter().enumerate().filter_map(|(node, load)| Some((node, load.utilization?)));
    busiest_of(full).filter(|_| !is_endless)
}

/// The busiest of these components; `None` where none has a load.
#[must_use]
pub fn busiest_of(candidates: impl Iterator<Item = (usize, f64)>) -> Option<Busiest> {
    let candidates: Vec<(usize, f64)> = candidates.filter(|(_, utilization)| *utilization > 0.0).collect();
    let most = candidates.iter().map(|(_, utilization)| *utilization).fold(0.0, f64::max);
    let mut tied =
        candidates.into_iter().filter(|(_, utilization)| *utilization >= most * (1.0 - 1e-12)).map(|(node, _)| node);
    let node = tied.next()?;
    Some(Busiest { node, tied: tied.collect(), utilization: most })
}

/// Whether a journey uses a role of a component: replicas for its reads, primaries for its writes, and for its reads
/// where primaries answer any.
#[must_use]
pub fn uses(journey: &JourneyTraffic, node: usize, role: &RoleLoad) -> bool {
    uses_by(journey.visits[node], role)
}

/// The same by what one request of the journey brings to the component.
#[must_use]
pub fn uses_by(visits: Rates, role: &RoleLoad) -> bool {
    match role.role {
        Role::Copies | Role::Places => visits.total() > 0.0,
        Role::Replica => visits.reads > 0.0,
        Role::Primary => visits.writes > 0.0 || (visits.reads > 0.0 && role.peak.reads > 0.0),
    }
}

/// How much of a journey can be carried a second, all journeys growing together, and what it is limited by. Whatever is
/// full otherwise, a loop without end is what limits: then nothing is carried. `None` where nothing on it is limited, or
/// it never happens.
#[must_use]
pub fn sustainable(traffic: &Traffic, loads: &[Load], at: usize) -> (Option<f64>, Option<Busiest>) {
    let journey = &traffic.journeys[at];
    let peak = journey.rate * journey.peak_factor;
    if peak <= 0.0 {
        return (None, None);
    }
    if traffic.waits_for_a_loop(at) {
        return (Some(0.0), None);
    }
    let busiest = busiest_of_journey(journey, |node| &loads[node].roles);
    (busiest.as_ref().map(|busiest| peak / busiest.utilization), busiest)
}

/// The busiest component among the roles that a journey's user waits for.
#[must_use]
pub fn busiest_of_journey<'a>(journey: &JourneyTraffic, roles: impl Fn(usize) -> &'a [RoleLoad]) -> Option<Busiest> {
    let waited = (0..journey.visits.len()).filter(|&node| journey.waits[node] && journey.visits[node].total() > 0.0);
    busiest_of(waited.filter_map(|node| {
        let roles = roles(node).iter().filter(|role| uses(journey, node, role));
        Some((node, roles.map(|role| role.utilization).reduce(f64::max)?))
    }))
}
