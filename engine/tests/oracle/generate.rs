//! Tiny designs out of a row of numbers: few enough copies and places that all states can be tried, and every kind
//! of connection, group, cache and place that the contract speaks of.

use std::collections::BTreeMap;

use loadbearing_engine::design::{
    Component, Connection, Content, Design, Journey, Mode, Operation, Place, PlaceKind, Placement, Rate, Setting,
};
use loadbearing_engine::kinds::{self, Copies, Family};

/// Most copies and places that may fail.
const MOST_VARIABLES: usize = 11;

const KINDS: &[&str] = &[
    "server",
    "server",
    "service",
    "sql",
    "sql",
    "cache-distributed",
    "cache-distributed",
    "lb-l7",
    "lb-l4",
    "gateway",
    "queue",
    "stream",
    "worker",
    "cache-local",
    "cdn",
    "shard-router",
    "object-store",
    "metrics",
    "rate-limiter",
    "wide-column",
    "service",
    "sql",
];

pub struct Dice<'a> {
    pub numbers: std::slice::Iter<'a, u32>,
}

impl Dice<'_> {
    fn below(&mut self, count: usize) -> usize {
        self.numbers.next().map_or(0, |number| *number as usize % count.max(1))
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    pub fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn sometimes<T: Clone>(&mut self, one_in: usize, items: &[T]) -> Option<T> {
        self.one_in(one_in).then(|| self.of(items))
    }
}

pub fn design(numbers: &[u32]) -> Design {
    let mut dice = Dice { numbers: numbers.iter() };
    let mut design = Design::default();
    places(&mut dice, &mut design);
    let count = 2 + dice.below(6);
    for number in 0..count {
        let kind = if number == 0 {
            dice.of(&["client-web", "client-web", "client-web", "lb-l7", "gateway", "server", "queue", "dns"])
        } else {
            dice.of(KINDS)
        };
        // Ids whose order is not the order of the file.
        let id = format!("{}{number}", ["m", "c", "x", "a", "k"][(number * 3 + 1) % 5]);
        let component = component(&mut dice, &design, id, kind);
        design.components.push(component);
    }
    journeys(&mut dice, &mut design);
    connections(&mut dice, &mut design);
    shrink(&mut design);
    design
}

fn places(dice: &mut Dice<'_>, design: &mut Design) {
    let place = |id: &str, kind, within: Option<&str>, availability| Place {
        id: id.to_owned(),
        kind,
        within: within.map(str::to_owned),
        name: None,
        availability,
    };
    for id in ["za", "zb"].iter().take(dice.below(3)) {
        let availability = dice.of(&[Some(0.9), Some(0.8), None, Some(1.0)]);
        design.places.push(place(id, PlaceKind::Zone, None, availability));
    }
    if !design.places.is_empty() && dice.one_in(3) {
        let availability = dice.of(&[Some(0.95), None]);
        design.places.push(place("r", PlaceKind::Region, None, availability));
        design.places[0].within = Some("r".to_owned());
    }
}

fn component(dice: &mut Dice<'_>, design: &Design, id: String, kind: &str) -> Component {
    let known = kinds::find(kind).unwrap();
    let mut component = Component { id, kind: kind.to_owned(), ..Component::default() };
    if known.copies == Copies::Inside {
        if known.family == Family::Cache && dice.one_in(2) {
            component.settings.insert("hit_rate".to_owned(), Setting::Number(0.25));
        }
        return component;
    }
    let mut set = |name: &str, value: Setting| {
        if known.setting(name).is_some() {
            component.settings.insert(name.to_owned(), value);
        }
    };
    set("availability", Setting::Number(dice.of(&[0.9, 0.8, 0.99, 0.999, 1.0])));
    let capacity = dice.of(&[40.0, 120.0, 400.0, 1_000.0, 5_000.0]);
    for (name, factor) in [
        ("rps_capacity", 1.0),
        ("ops_capacity", 1.0),
        ("msg_capacity", 1.0),
        ("read_capacity", 1.0),
        ("write_capacity", 0.5),
        ("replica_read_capacity", 1.5),
    ] {
        if dice.below(4) > 0 {
            set(name, Setting::Number(capacity * factor));
        }
    }
    if matches!(known.family, Family::Cache | Family::Cdn) && dice.one_in(2) {
        set("hit_rate", Setting::Number(dice.of(&[0.5, 0.9, 0.0, 1.0])));
    }
    if dice.one_in(4) {
        set("auto_failover", Setting::Switch(false));
    }
    if let Some(word) = dice.sometimes(3, &["primary", "all"]) {
        set("read_from", Setting::Text(word.to_owned()));
    }
    if dice.one_in(5) {
        set("health_checks", Setting::Switch(dice.one_in(2)));
    }
    if dice.one_in(8) {
        set("managed", Setting::Switch(dice.one_in(3)));
    }
    match known.copies {
        Copies::Pool => {
            component.instances = dice.of(&[None, Some(2), Some(3), Some(2)]);
            if component.instances.is_some_and(|copies| copies > 1) && dice.one_in(4) {
                component.settings.insert("needs".to_owned(), Setting::Number(2.0));
            }
        }
        _ => {
            component.shards = dice.of(&[None, Some(2), None]);
            component.replicas = dice.of(&[None, Some(1), Some(2), Some(1)]);
            for quorum in ["read_quorum", "write_quorum"] {
                if known.setting(quorum).is_some() && dice.one_in(3) {
                    component.settings.insert(quorum.to_owned(), Setting::Number(dice.of(&[1.0, 2.0, 3.0])));
                }
            }
        }
    }
    let ids: Vec<String> = design.places.iter().map(|place| place.id.clone()).collect();
    if !ids.is_empty() {
        component.places = match dice.below(5) {
            0 => Placement::Nowhere,
            1 => Placement::Spread(vec![dice.of(&ids)]),
            2 if known.copies == Copies::Pool => {
                let copies = component.instances.unwrap_or(1);
                let mut counts = BTreeMap::from([(dice.of(&ids), copies)]);
                if copies > 1 {
                    counts = BTreeMap::from([(ids[0].clone(), copies - 1)]);
                    *counts.entry(dice.of(&ids)).or_default() += 1;
                }
                Placement::Counted(counts)
            }
            _ => Placement::Spread(ids.iter().rev().take(2).cloned().collect()),
        };
    }
    component
}

fn journeys(dice: &mut Dice<'_>, design: &mut Design) {
    for number in 0..1 + dice.below(3) {
        let at = if dice.one_in(5) { dice.below(design.components.len()) } else { 0 };
        design.workload.journeys.push(Journey {
            id: format!("j{number}"),
            name: None,
            entry: design.components[at].id.clone(),
            operation: dice.of(&[Operation::Read, Operation::Write]),
            rate: dice.of(&[
                Some(Rate::PerSecond(100.0)),
                Some(Rate::PerSecond(37.0)),
                None,
                Some(Rate::PerDay(864e4)),
            ]),
            peak_factor: dice.of(&[None, Some(1.0), Some(2.5)]),
            daily_curve: None,
            content: dice.of(&[None, Some(Content::Static), Some(Content::Dynamic)]),
            request_bytes: None,
            response_bytes: None,
            stored_bytes: None,
        });
    }
}

fn connections(dice: &mut Dice<'_>, design: &mut Design) {
    let count = design.components.len();
    let mut ends: Vec<(usize, usize)> = (1..count).map(|to| (dice.below(to), to)).collect();
    for _ in 0..dice.below(count + 2) {
        let to = 1 + dice.below(count - 1);
        ends.push((dice.below(to), to));
    }
    if dice.one_in(5) {
        // A call back, or a call of itself.
        let from = 1 + dice.below(count - 1);
        ends.push((from, 1 + dice.below(from)));
    }
    for (from, to) in ends {
        let connection = connection(dice, design, from, to);
        design.connections.push(connection);
    }
    if count > 2 && dice.one_in(6) {
        // Two or three that copy each other's writes.
        for at in 1..count.min(2 + dice.below(3)) {
            let ends = [(at, at + 1), (at + 1, at), (at, 1)];
            for (from, to) in ends.into_iter().filter(|&(from, to)| from < count && to < count && from != to) {
                if !dice.one_in(5) {
                    let mode = Mode::Replication;
                    let (from, to) = (design.components[from].id.clone(), design.components[to].id.clone());
                    design.connections.push(Connection { from, to, mode, ..Connection::default() });
                }
            }
        }
    }
    for at in 0..design.connections.len() {
        if !dice.one_in(2) {
            continue;
        }
        // What the same caller asks, alone; now and then any cache.
        let any_caller = dice.one_in(5);
        let this = design.connections[at].clone();
        let asked: Vec<String> = design
            .connections
            .iter()
            .filter(|other| any_caller || other.from == this.from)
            .filter(|other| other.to != this.to)
            .filter(|other| design.components.iter().any(|one| one.id == other.to && is_cache(one)))
            .map(|other| other.to.clone())
            .collect();
        if !asked.is_empty() {
            let mut caches = vec![dice.of(&asked), dice.of(&asked)];
            caches.dedup();
            design.connections[at].after_miss_in = caches;
        }
    }
}

fn is_cache(component: &Component) -> bool {
    kinds::find(&component.kind).unwrap().family == Family::Cache
}

fn connection(dice: &mut Dice<'_>, design: &Design, from: usize, to: usize) -> Connection {
    let ids: Vec<String> = design.workload.journeys.iter().map(|journey| journey.id.clone()).collect();
    let mut connection = Connection {
        from: design.components[from].id.clone(),
        to: design.components[to].id.clone(),
        ..Connection::default()
    };
    connection.mode = dice.of(&[Mode::Sync, Mode::Sync, Mode::Sync, Mode::Sync, Mode::Async, Mode::Sync]);
    if dice.one_in(12) {
        connection.mode = Mode::Replication;
    }
    connection.operation = dice.sometimes(5, &[Operation::Read, Operation::Write]);
    connection.calls = dice.sometimes(4, &[0.5, 2.0, 0.25]);
    connection.share = dice.sometimes(4, &[0.25, 0.5, 3.0, 0.0]);
    connection.required = dice.sometimes(5, &[true, false, false]);
    connection.journeys = dice.sometimes(5, &[vec![ids[0].clone()], vec![ids[ids.len() - 1].clone()], Vec::new()]);
    if dice.one_in(4) {
        connection.group = Some(dice.of(&["g", "g", "h"]).to_owned());
        connection.fallback = dice.one_in(4);
        connection.needs = dice.sometimes(5, &[2]);
    }
    connection
}

/// Takes copies away until all states can be tried.
fn shrink(design: &mut Design) {
    let variables = |design: &Design| -> usize {
        let of = |component: &Component| {
            let kind = kinds::find(&component.kind).unwrap();
            match kind.copies {
                Copies::Inside => 0,
                Copies::Pool => component.instances.unwrap_or(1) as usize,
                Copies::Shards => {
                    component.shards.unwrap_or(1) as usize * (1 + component.replicas.unwrap_or(0) as usize)
                }
            }
        };
        design.places.len() + design.components.iter().map(of).sum::<usize>()
    };
    for _ in 0..4 {
        for at in 0..design.components.len() {
            if variables(design) <= MOST_VARIABLES {
                return;
            }
            let component = &mut design.components[at];
            let counted = matches!(component.places, Placement::Counted(_));
            if component.replicas.is_some_and(|replicas| replicas > 0) {
                component.replicas = component.replicas.map(|replicas| replicas - 1);
            } else if component.shards.is_some() {
                component.shards = None;
            } else if component.instances.is_some_and(|copies| copies > 1) {
                component.instances = component.instances.map(|copies| copies - 1);
                if counted {
                    component.places = Placement::Nowhere;
                }
                if component.instances == Some(1) {
                    component.settings.remove("needs");
                }
            }
        }
    }
}
