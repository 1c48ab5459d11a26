//! A design as the oracle sees it: things with their copies, wires, places. Reads the design model and what kinds
//! declare, and nothing else of the engine. Slow and plain on purpose.

use loadbearing_engine::design::vocabulary::Fallback;
use loadbearing_engine::design::{Component, Connection, Design, PlaceKind, Placement, Setting};
use loadbearing_engine::kinds::{self, Capacity, Copies, Kind};

/// One copy of a thing.
#[derive(Clone, Debug)]
pub struct Copy {
    pub shard: usize,
    /// 0 is the primary.
    pub rank: usize,
    pub place: Option<usize>,
}

#[derive(Debug)]
pub struct Thing<'a> {
    pub component: &'a Component,
    pub kind: &'static Kind,
    pub copies: Vec<Copy>,
    pub pool: bool,
    pub shards: usize,
    pub replicas: usize,
}

#[derive(Debug)]
pub struct Wire<'a> {
    pub connection: &'a Connection,
    pub from: usize,
    pub to: usize,
}

#[derive(Debug)]
pub struct Spot<'a> {
    pub id: &'a str,
    pub within: Option<usize>,
    pub availability: f64,
}

#[derive(Debug)]
pub struct World<'a> {
    pub things: Vec<Thing<'a>>,
    pub wires: Vec<Wire<'a>>,
    pub spots: Vec<Spot<'a>>,
}

impl<'a> World<'a> {
    pub fn new(design: &'a Design) -> Self {
        let find = |id: &str| design.components.iter().position(|component| component.id == id).unwrap();
        let places: Vec<_> = design.places.iter().filter(|place| place.kind != PlaceKind::Network).collect();
        let spots: Vec<Spot<'a>> = places
            .iter()
            .map(|place| Spot {
                id: &place.id,
                within: place.within.as_ref().and_then(|id| places.iter().position(|other| other.id == *id)),
                availability: place.availability.unwrap_or(match place.kind {
                    PlaceKind::Region => 0.99999,
                    _ => 0.9999,
                }),
            })
            .collect();
        let things = design.components.iter().map(|component| thing(component, &spots)).collect();
        let wires = design
            .connections
            .iter()
            .map(|connection| Wire { connection, from: find(&connection.from), to: find(&connection.to) })
            .collect();
        Self { things, wires, spots }
    }

    pub fn find(&self, id: &str) -> usize {
        self.things.iter().position(|thing| thing.component.id == id).unwrap()
    }

    /// Whether a place is down when these are: itself, or what it lies in.
    pub fn spot_down(&self, spot: usize, down: &[bool]) -> bool {
        down[spot] || self.spots[spot].within.is_some_and(|above| self.spot_down(above, down))
    }
}

fn thing<'a>(component: &'a Component, spots: &[Spot<'_>]) -> Thing<'a> {
    let kind = kinds::find(&component.kind).unwrap();
    let spot = |id: &str| spots.iter().position(|spot| spot.id == id);
    let mut slots: Vec<usize> = match &component.places {
        Placement::Nowhere => Vec::new(),
        Placement::Spread(ids) => {
            let mut ids: Vec<&String> = ids.iter().collect();
            ids.sort();
            ids.dedup();
            ids.into_iter().filter_map(|id| spot(id)).collect()
        }
        Placement::Counted(counts) => {
            counts.iter().flat_map(|(id, count)| vec![spot(id).unwrap(); *count as usize]).collect()
        }
    };
    let counted = match &component.places {
        Placement::Counted(counts) => Some(counts.values().sum::<u32>()),
        _ => None,
    };
    let broker = kind.family.is_broker();
    let pool = kind.copies == Copies::Pool || (broker && component.instances.is_some() && component.shards.is_none());
    let (shards, replicas) = if pool {
        (component.instances.or(counted).unwrap_or(1) as usize, 0)
    } else {
        (component.shards.unwrap_or(1) as usize, component.replicas.unwrap_or(0) as usize)
    };
    let mut found = Thing { component, kind, copies: Vec::new(), pool, shards, replicas };
    if kind.copies == Copies::Inside || found.managed() {
        slots.clear();
        return found;
    }
    for shard in 0..shards {
        for rank in 0..=replicas {
            let place = if slots.is_empty() { None } else { Some(slots[(shard + rank) % slots.len()]) };
            found.copies.push(Copy { shard, rank, place });
        }
    }
    found
}

impl Thing<'_> {
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.value(name)? {
            Setting::Number(value) => Some(value),
            _ => None,
        }
    }

    pub fn switch(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Setting::Switch(value) => Some(value),
            _ => None,
        }
    }

    pub fn text(&self, name: &str) -> Option<String> {
        match self.value(name)? {
            Setting::Text(value) => Some(value),
            _ => None,
        }
    }

    fn value(&self, name: &str) -> Option<Setting> {
        if let Some(stated) = self.component.settings.get(name) {
            return Some(stated.clone());
        }
        let preset = self.component.preset.as_ref().and_then(|id| self.kind.preset(id));
        let of_preset = preset.and_then(|preset| preset.settings.iter().find(|entry| entry.0 == name));
        let default = of_preset.map(|entry| entry.1).or_else(|| self.kind.setting(name).map(|spec| spec.default))?;
        match default {
            Fallback::Number(value) => Some(Setting::Number(value)),
            Fallback::Switch(value) => Some(Setting::Switch(value)),
            Fallback::Text(value) => Some(Setting::Text(value.to_owned())),
            Fallback::Open => None,
        }
    }

    pub fn managed(&self) -> bool {
        self.switch("managed").unwrap_or(self.kind.managed)
    }

    pub fn inside(&self) -> bool {
        self.kind.copies == Copies::Inside
    }

    pub fn needs(&self) -> usize {
        self.number("needs").unwrap_or(1.0) as usize
    }

    pub fn auto_failover(&self) -> bool {
        self.switch("auto_failover").unwrap_or(true)
    }

    /// Of one copy.
    pub fn availability(&self) -> f64 {
        if self.inside() { 1.0 } else { self.number("availability").unwrap_or(1.0) }
    }

    /// Reads, writes, reads of a replica: what one copy can do a second.
    pub fn capacities(&self) -> Option<(f64, f64, f64)> {
        let one = |name: &str| self.number(name).map(|value| (value, value, 0.0));
        match self.kind.capacity {
            Capacity::Unlimited => None,
            Capacity::Requests => one("rps_capacity"),
            Capacity::Operations => one("ops_capacity"),
            Capacity::Messages => one("msg_capacity"),
            Capacity::ReadsAndWrites => {
                let reads = self.number("read_capacity")?;
                let writes = self.number("write_capacity").unwrap_or(reads);
                Some((reads, writes, self.number("replica_read_capacity").unwrap_or(reads)))
            }
        }
    }

    /// Copies of a shard that reads (0) or writes (1) take.
    fn quorum(&self, operation: usize) -> usize {
        let stated = self.number(["read_quorum", "write_quorum"][operation]).unwrap_or(1.0) as usize;
        stated.clamp(1, 1 + self.replicas).max(self.needs())
    }

    /// Whether it serves reads, and writes, as far as each is asked, when these of its copies are up.
    pub fn serves_all(&self, up: &[bool], asked: [bool; 2]) -> bool {
        (0..2).all(|operation| !asked[operation] || self.serves(up, operation == 1))
    }

    /// Whether it serves when these of its copies are up: a pool `needs` of them, else every shard.
    pub fn serves(&self, up: &[bool], writes: bool) -> bool {
        if self.copies.is_empty() {
            return true;
        }
        if self.pool {
            return up.iter().filter(|up| **up).count() >= self.needs();
        }
        (0..self.shards).all(|shard| {
            let of_shard = || self.copies.iter().zip(up).filter(move |(copy, up)| copy.shard == shard && **up);
            let primary = of_shard().any(|(copy, _)| copy.rank == 0);
            of_shard().count() >= self.quorum(usize::from(writes)) && (!writes || primary || self.auto_failover())
        })
    }
}
