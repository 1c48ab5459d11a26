//! What somebody supposes to break, in the ids of a design: a plain value that changes nothing of the design. What
//! follows from it is the business of `aftermath`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::capacity::Role;
use super::graph::Graph;
use super::lost::{Losses, SupposedZone};
use super::misses::may_answer;
use super::pools::{Copied, copied};
use super::stations::service_time;
use super::traffic::Traffic;
use crate::design::Connection;
use crate::packed;

/// What is supposed to happen, all at once. As JSON every field may be left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// What is down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub down: Vec<Down>,
    /// How many times the peak of every journey arrives; 1 is the design's.
    #[serde(skip_serializing_if = "is_once")]
    pub load: f64,
    /// By id of a journey: how many times its peak arrives, besides `load`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub journeys: BTreeMap<String, f64>,
    /// Ids of caches that are asked and answer nothing: a hit rate of 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cold: Vec<String>,
    /// By id of a component: how many times as long it takes for one request. What a copy can do a second is stated
    /// apart from that and stays, because being slow is mostly waiting for something; what it can hold at once
    /// (`concurrency`) goes the less far.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub slow: BTreeMap<String, f64>,
    /// By id of a component: how many milliseconds longer it takes for one request, besides `slow`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub delay_ms: BTreeMap<String, f64>,
}

packed!(struct Scenario { down, load, journeys, cold, slow, delay_ms });

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over so")]
fn is_once(load: &f64) -> bool {
    *load == 1.0
}

/// Over more zones nobody spreads a design: an assumption.
pub const MOST_ZONES: u32 = 16;

/// Something that is down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Down {
    /// All copies of a component, by id.
    Component(String),
    /// Some copies of a component; of as few shards as possible, which is the worst that so many losses can do.
    Copies {
        /// Its id.
        component: String,
        /// Which of its copies.
        role: Role,
        /// How many.
        count: u32,
    },
    /// A zone or region with all that stands in it, by id.
    Place(String),
    /// A connection: nothing gets over it. Of parallel ones, those with this id, or without one.
    Connection {
        /// Id of the caller.
        from: String,
        /// Id of the callee.
        to: String,
        /// Its own id, if it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
    },
    /// A zone that the design does not draw: one of so many over which its copies are supposed to be spread evenly. Only
    /// where it draws no zone and no region.
    Zone {
        /// Which, from 1 on.
        zone: u32,
        /// How many there are.
        of: u32,
    },
}

packed!(enum Down {
    0 = Component(id),
    1 = Copies { component, role, count },
    2 = Place(id),
    3 = Connection { from, to, id },
    4 = Zone { zone, of },
});

impl Default for Scenario {
    fn default() -> Self {
        Self {
            down: Vec::new(),
            load: 1.0,
            journeys: BTreeMap::new(),
            cold: Vec::new(),
            slow: BTreeMap::new(),
            delay_ms: BTreeMap::new(),
        }
    }
}

impl Scenario {
    /// One thing is down.
    #[must_use]
    pub fn of(down: Down) -> Self {
        Self { down: vec![down], ..Self::default() }
    }

    /// Whether nothing is supposed to happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is lost, by number, and what the design has nothing of: those names as they are written.
    #[must_use]
    pub fn resolve(&self, graph: &Graph<'_>) -> (Losses, Vec<String>) {
        let mut losses = Losses::none(graph);
        let mut unknown: Vec<String> =
            self.down.iter().filter(|down| !down.add_to(&mut losses, graph)).map(Down::text).collect();
        for id in &self.cold {
            match graph.find(id).filter(|&node| may_answer(graph.nodes[node].kind)) {
                Some(node) => losses.cold[node] = true,
                None => unknown.push(id.clone()),
            }
        }
        // Many times no time is no time.
        let takes_time = |id: &String| graph.find(id).is_some_and(|node| service_time(&graph.nodes[node]).is_some());
        unknown.extend(self.slow.keys().filter(|id| !takes_time(id)).cloned());
        unknown.extend(self.delay_ms.keys().filter(|id| graph.find(id).is_none()).cloned());
        let journeys = &graph.design.workload.journeys;
        unknown.extend(self.journeys.keys().filter(|id| !journeys.iter().any(|journey| journey.id == **id)).cloned());
        unknown.sort();
        unknown.dedup();
        (losses, unknown)
    }

    /// By node: how many times as long it takes for one request, and how many milliseconds longer. What is no number
    /// counts as nothing.
    #[must_use]
    pub fn slowness(&self, graph: &Graph<'_>) -> Vec<(f64, f64)> {
        let of = |id: &str| {
            let delay = self.delay_ms.get(id).copied().filter(|delay| delay.is_finite() && *delay >= 0.0);
            (times(self.slow.get(id).copied().unwrap_or(1.0)), delay.unwrap_or(0.0))
        };
        graph.nodes.iter().map(|node| of(node.id())).collect()
    }

    /// By journey of the traffic: how many times its rate arrives. What is no number of times counts as once.
    #[must_use]
    pub fn factors(&self, graph: &Graph<'_>, traffic: &Traffic) -> Vec<f64> {
        let of = |id: &str| {
            let (load, spike) = self.times(id);
            load * spike.unwrap_or(1.0)
        };
        traffic.journeys.iter().map(|journey| of(&graph.design.workload.journeys[journey.journey].id)).collect()
    }
}

impl Scenario {
    /// How many times the rate of a journey arrives with all others, and besides where the scenario says so.
    #[must_use]
    pub fn times(&self, journey: &str) -> (f64, Option<f64>) {
        (times(self.load), self.journeys.get(journey).copied().map(times))
    }
}

fn times(factor: f64) -> f64 {
    if factor.is_finite() && factor >= 0.0 { factor } else { 1.0 }
}

impl Down {
    /// What somebody means by a word: the id of a component or place, the name of a connection (`from->to` or its id),
    /// or some copies of a component: `ID:replica`, `ID:primary`, `ID:copies`, of which `=3` makes three; or a zone that is
    /// supposed, `zone:1/3`.
    #[must_use]
    pub fn named(graph: &Graph<'_>, word: &str) -> Option<Self> {
        if graph.find(word).is_some() {
            return Some(Self::Component(word.to_owned()));
        }
        if graph.fates.iter().any(|fate| fate.place.id == word) {
            return Some(Self::Place(word.to_owned()));
        }
        let ends = |from: &str, to: &str| format!("{from}->{to}") == word;
        let named = graph.edges.iter().find(|edge| {
            let connection = edge.connection;
            edge.name() == word || ends(&connection.from, &connection.to)
        });
        if let Some(edge) = named {
            return Some(Self::connection(graph, edge.number));
        }
        if let Some(zone) = Self::supposed_zone(word) {
            return Some(zone);
        }
        let (component, copies) = word.rsplit_once(':')?;
        graph.find(component)?;
        let (role, count) = copies.split_once('=').unwrap_or((copies, "1"));
        let role = Role::of_copies(role)?;
        Some(Self::Copies { component: component.to_owned(), role, count: count.parse().ok()? })
    }

    /// A zone that is supposed, as `text` writes it.
    #[must_use]
    pub fn supposed_zone(word: &str) -> Option<Self> {
        let (zone, of) = word.strip_prefix("zone:")?.split_once('/')?;
        Some(Self::Zone { zone: zone.parse().ok()?, of: of.parse().ok()? })
    }

    /// A connection, by number.
    #[must_use]
    pub fn connection(graph: &Graph<'_>, edge: usize) -> Self {
        let connection = graph.edges[edge].connection;
        let (from, to) = (connection.from.clone(), connection.to.clone());
        Self::Connection { from, to, id: connection.id.clone() }
    }

    /// As it is said on a command line; `named` understands it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Component(id) | Self::Place(id) | Self::Connection { id: Some(id), .. } => id.clone(),
            Self::Copies { component, role, count: 1 } => format!("{component}:{}", role.word()),
            Self::Copies { component, role, count } => format!("{component}:{}={count}", role.word()),
            Self::Connection { from, to, id: None } => format!("{from}->{to}"),
            Self::Zone { zone, of } => format!("zone:{zone}/{of}"),
        }
    }

    /// Adds it to what is lost; `false` where the design has nothing of that name, or no such copies.
    fn add_to(&self, losses: &mut Losses, graph: &Graph<'_>) -> bool {
        match self {
            Self::Component(id) => {
                let found = graph.find(id);
                if let Some(node) = found {
                    losses.copies[node].whole = true;
                }
                found.is_some()
            }
            Self::Copies { component, role, count } => {
                let Some(node) = graph.find(component) else { return false };
                let lost = &mut losses.copies[node];
                match (copied(graph, &graph.nodes[node]), role) {
                    (Copied::Pool { .. }, Role::Copies) | (Copied::Shards { .. }, Role::Primary) => {
                        lost.primaries = lost.primaries.saturating_add(*count);
                    }
                    (Copied::Shards { .. }, Role::Replica) => lost.replicas = lost.replicas.saturating_add(*count),
                    _ => return false,
                }
                true
            }
            Self::Place(id) => {
                let found = graph.fates.iter().position(|fate| fate.place.id == *id);
                if let Some(fate) = found {
                    losses.lose_fate(graph, fate);
                }
                // A network is no fate: nothing stands or falls with it.
                found.is_some() || graph.design.places.iter().any(|place| place.id == *id)
            }
            Self::Zone { zone, of } => {
                let supposed = SupposedZone { zone: *zone, of: *of };
                let is_known = graph.fates.is_empty()
                    && (2..=MOST_ZONES).contains(of)
                    && (1..=*of).contains(zone)
                    && losses.zones.first().is_none_or(|first| first.of == *of);
                if is_known && !losses.zones.contains(&supposed) {
                    losses.zones.push(supposed);
                }
                is_known
            }
            Self::Connection { from, to, id } => {
                let is_meant =
                    |connection: &Connection| connection.from == *from && connection.to == *to && connection.id == *id;
                let meant: Vec<usize> =
                    graph.edges.iter().filter(|edge| is_meant(edge.connection)).map(|edge| edge.number).collect();
                for &edge in &meant {
                    losses.cut[edge] = true;
                }
                !meant.is_empty()
            }
        }
    }
}
