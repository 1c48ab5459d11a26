//! Rates by repeated substitution, and how full things are.

use loadbearing_engine::design::Mode;
use loadbearing_engine::kinds::Capacity;

use super::judge::Ups;
use super::routes::{Behaviour, READ, Routes, WRITE};
use super::world::{Wire, World};

/// What one journey brings for one request.
#[derive(Debug)]
pub struct Brought {
    /// By thing: reads and writes.
    pub visits: Vec<[f64; 2]>,
    /// By wire.
    pub calls: Vec<f64>,
    /// By thing: the user waits for it.
    pub waits: Vec<bool>,
    /// By thing: never settles.
    pub endless: Vec<bool>,
    pub peak: f64,
}

pub fn brought(routes: &Routes<'_>) -> Brought {
    let world = routes.world;
    let things = world.things.len();
    let (entry, first) = routes.enters_as();
    let behaviours: Vec<[_; 2]> =
        (0..things).map(|at| [routes.behaviour(at, READ), routes.behaviour(at, WRITE)]).collect();
    let copying = copying(routes, &behaviours);
    let gets = |to: usize, operation: usize| -> Vec<usize> {
        let leaders = (0..things).filter(|&other| {
            let goes = |from: usize, to: usize| from == to || steps(&copying, world, from)[to].is_some();
            operation == WRITE && goes(to, other) && goes(other, to)
        });
        leaders.chain((operation == READ).then_some(to)).collect()
    };
    let gets: Vec<[Vec<usize>; 2]> = (0..things).map(|to| [gets(to, READ), gets(to, WRITE)]).collect();
    let among_leaders = |wire: usize| {
        let Wire { from, to, .. } = world.wires[wire];
        copying.contains(&wire) && gets[from][WRITE].contains(&to)
    };
    let mut visits = vec![[0.0; 2]; things];
    let mut written = vec![0.0; things];
    let mut changed = vec![0; things];
    let mut turns = 0;
    for turn in 1..6_000 {
        turns = turn;
        let mut next = vec![[0.0; 2]; things];
        written = vec![0.0; things];
        let mut arrive = |to: usize, operation: usize, calls: f64| {
            gets[to][operation].iter().for_each(|&to| next[to][operation] += calls);
            written[to] += if operation == WRITE { calls } else { 0.0 };
        };
        arrive(entry, first, 1.0);
        for (at, behaviour) in behaviours.iter().enumerate().filter(|(at, _)| !routes.lost[*at]) {
            for operation in [READ, WRITE] {
                for flow in behaviour[operation].flows.iter().filter(|flow| !among_leaders(flow.wire)) {
                    arrive(world.wires[flow.wire].to, flow.arrives, visits[at][operation] * flow.calls);
                }
            }
        }
        for at in 0..things {
            let change: f64 = (0..2).map(|operation| (next[at][operation] - visits[at][operation]).abs()).sum();
            if change > 1e-13 * (next[at][0] + next[at][1]) {
                changed[at] = turn;
            }
        }
        visits = next;
        // What came in takes up to as many turns as there are things to come round.
        let settled = changed.iter().all(|last| last + 2 * things < turn);
        if settled || visits.iter().any(|of| of[0] + of[1] > 1e100) {
            break;
        }
    }
    let endless: Vec<bool> = changed.iter().map(|last| last + 2 * things >= turns).collect();
    let mut calls = vec![0.0; world.wires.len()];
    let mut waits = vec![false; things];
    waits[entry] = true;
    for _ in 0..=things {
        for (at, behaviour) in behaviours.iter().enumerate().filter(|(at, _)| !routes.lost[*at]) {
            for operation in [READ, WRITE] {
                for flow in &behaviour[operation].flows {
                    let wire = &world.wires[flow.wire];
                    let sync = wire.connection.mode == Mode::Sync && !world.things[at].kind.family.is_broker();
                    if waits[at] && sync && visits[at][operation] * flow.calls > 0.0 {
                        waits[wire.to] = true;
                    }
                }
            }
        }
    }
    for (at, behaviour) in behaviours.iter().enumerate().filter(|(at, _)| !routes.lost[*at]) {
        for operation in [READ, WRITE] {
            for flow in behaviour[operation].flows.iter().filter(|flow| !among_leaders(flow.wire)) {
                calls[flow.wire] += visits[at][operation] * flow.calls;
            }
        }
    }
    // From where it was written a change takes the shortest way to each other leader.
    for origin in 0..things {
        let steps = steps(&copying, world, origin);
        for to in gets[origin][WRITE].iter().copied().filter(|&to| to != origin) {
            let last = |wire: &&usize| {
                let Wire { from, to: end, .. } = world.wires[**wire];
                end == to && among_leaders(**wire) && steps[from].map(|steps| steps + 1) == steps[to]
            };
            let ways: Vec<usize> = copying.iter().filter(last).copied().collect();
            ways.iter().for_each(|&wire| calls[wire] += written[origin] / ways.len() as f64);
        }
    }
    let average = routes.journey.rate.map_or(0.0, |rate| rate.per_second());
    let peak = average * routes.journey.peak_factor.unwrap_or(3.0);
    Brought { visits, calls, waits, endless, peak }
}

/// Wires that copy every write to another thing.
fn copying(routes: &Routes<'_>, behaviours: &[[Behaviour; 2]]) -> Vec<usize> {
    let standing = behaviours.iter().enumerate().filter(|(at, _)| !routes.lost[*at]);
    let flows = standing.flat_map(|(_, behaviour)| &behaviour[WRITE].flows);
    let wires = flows.filter(|flow| flow.calls == 1.0).map(|flow| flow.wire);
    let copies = |wire: &usize| {
        let Wire { connection, from, to } = routes.world.wires[*wire];
        connection.mode == Mode::Replication && from != to
    };
    wires.filter(copies).collect()
}

/// By thing: over how many of these wires it is reached from here.
fn steps(wires: &[usize], world: &World<'_>, from: usize) -> Vec<Option<usize>> {
    let mut steps = vec![None; world.things.len()];
    steps[from] = Some(0);
    for turn in 0..world.things.len() {
        for &wire in wires {
            let Wire { from, to, .. } = world.wires[wire];
            if steps[from] == Some(turn) && steps[to].is_none() {
                steps[to] = Some(turn + 1);
            }
        }
    }
    steps
}

/// A role of a thing: its name, its reads at peak, how full it is.
#[derive(Clone, Debug)]
pub struct Role {
    pub name: &'static str,
    pub reads: f64,
    pub full: f64,
}

/// Peak of all journeys together, by thing: reads and writes.
#[derive(Debug)]
pub struct Loads {
    pub peaks: Vec<[f64; 2]>,
}

impl Loads {
    pub fn of(journeys: &[Brought]) -> Self {
        let things = journeys.first().map_or(0, |journey| journey.visits.len());
        let sum = |at: usize, operation: usize| {
            journeys.iter().map(|journey| journey.visits[at][operation] * journey.peak).sum()
        };
        Self { peaks: (0..things).map(|at| [sum(at, READ), sum(at, WRITE)]).collect() }
    }

    pub fn peak(&self, thing: usize) -> f64 {
        self.peaks[thing][READ] + self.peaks[thing][WRITE]
    }

    /// How full the roles are, of the worst shard, with these copies up.
    pub fn roles(&self, world: &World<'_>, at: usize, ups: &[bool]) -> Vec<Role> {
        let thing = &world.things[at];
        let Some((read, write, replica)) = thing.capacities() else { return Vec::new() };
        let [reads, writes] = self.peaks[at];
        let part = |rate: f64, capacity: f64| if rate > 0.0 { rate / capacity } else { 0.0 };
        if thing.pool || thing.copies.is_empty() {
            let copies = if thing.copies.is_empty() {
                if thing.inside() { 1.0 } else { (thing.shards) as f64 }
            } else {
                ups.iter().filter(|up| **up).count() as f64
            };
            if thing.pool || thing.kind.capacity != Capacity::ReadsAndWrites || thing.replicas == 0 {
                let full = part(reads, read * copies) + part(writes, write * copies);
                return vec![Role { name: if thing.pool { "copies" } else { "primary" }, reads, full }];
            }
        }
        let mut worst: Vec<Role> = Vec::new();
        for shard in 0..thing.shards {
            let share = 1.0 / thing.shards as f64;
            let (reads, writes) = (reads * share, writes * share);
            let up = |rank: usize| {
                let found = thing.copies.iter().position(|copy| copy.shard == shard && copy.rank == rank);
                found.is_none_or(|copy| ups[copy])
            };
            let mut replicas = (1..=thing.replicas).filter(|&rank| up(rank)).count();
            let mut primary = up(0);
            if !primary && thing.auto_failover() && replicas > 0 {
                primary = true;
                replicas -= 1;
            }
            let of_shard = if thing.kind.capacity != Capacity::ReadsAndWrites {
                let full =
                    if primary || writes == 0.0 { part(reads, read) + part(writes, write) } else { f64::INFINITY };
                vec![Role { name: "primary", reads, full }]
            } else {
                let replica = replica * replicas as f64;
                let to_replicas = match thing.text("read_from").as_deref() {
                    _ if thing.replicas == 0 => 0.0,
                    _ if !primary => 1.0,
                    Some("primary") => 0.0,
                    Some("all") => replica / (read + replica),
                    _ => f64::from(u8::from(replicas > 0)),
                };
                let at_primary = reads * (1.0 - to_replicas);
                let mut roles = Vec::new();
                if primary {
                    let full = part(at_primary, read) + part(writes, write);
                    roles.push(Role { name: "primary", reads: at_primary, full });
                } else if writes > 0.0 {
                    // Nobody takes what others write.
                    roles.push(Role { name: "primary", reads: 0.0, full: f64::INFINITY });
                }
                if thing.replicas > 0 {
                    let reads = reads * to_replicas;
                    roles.push(Role { name: "replica", reads, full: part(reads, replica) });
                }
                roles
            };
            for role in of_shard {
                match worst.iter_mut().find(|known| known.name == role.name) {
                    Some(known) if known.full >= role.full => {}
                    Some(known) => *known = role,
                    None => worst.push(role),
                }
            }
        }
        worst
    }

    pub fn carries(&self, world: &World<'_>, at: usize, ups: &[bool]) -> bool {
        let all = vec![true; ups.len()];
        let fits = |ups: &[bool]| self.roles(world, at, ups).iter().all(|role| role.full <= 1.0 + 1e-12);
        fits(ups) && fits(&all)
    }

    /// Requests a second that these copies can carry, at the mix that the thing gets.
    pub fn can(&self, world: &World<'_>, at: usize, ups: &[bool]) -> f64 {
        let peak = self.peak(at);
        let full_of = |ups: &[bool]| self.roles(world, at, ups).iter().map(|role| role.full).fold(0.0, f64::max);
        let full = full_of(ups).max(full_of(&vec![true; ups.len()]));
        let Some((read, ..)) = world.things[at].capacities() else { return f64::INFINITY };
        let thing = &world.things[at];
        let copies =
            if thing.copies.is_empty() || !thing.pool { thing.shards } else { ups.iter().filter(|up| **up).count() };
        if peak > 0.0 { peak / full } else { read * copies as f64 }
    }
}

/// All copies of everything.
pub fn everything(world: &World<'_>) -> Ups {
    super::judge::all_up(world, |_, _| false)
}
