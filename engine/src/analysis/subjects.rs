//! What a design can lose, one thing at a time: every component, copy, place and connection, and the content of every
//! cache. What follows from a loss is the business of `effects`.

use super::capacity::Role;
use super::graph::Graph;
use super::pools::{Copied, copied};
use super::routing::Router;
use super::scenario::{Down, Scenario};
use super::traffic::Traffic;
use crate::design::PlaceKind;
use crate::kinds::Family;

/// What a subject of loss is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A whole component.
    Component,
    /// One of interchangeable copies.
    Copy,
    /// The primary of one shard.
    Primary,
    /// One replica.
    Replica,
    /// A zone.
    Zone,
    /// A region.
    Region,
    /// A connection.
    Connection,
    /// A cache without content.
    ColdCache,
}

impl Sort {
    /// The word of reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Copy => "copy",
            Self::Primary => "primary",
            Self::Replica => "replica",
            Self::Zone => "zone",
            Self::Region => "region",
            Self::Connection => "connection",
            Self::ColdCache => "cold-cache",
        }
    }
}

/// One loss to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Id of the component or place, or name of the connection.
    pub id: String,
    /// What it is.
    pub sort: Sort,
    /// The loss.
    pub scenario: Scenario,
}

/// Everything that can be lost, sorted by id and sort. Users are never lost. A component that has one copy loses no
/// copy: that is the loss of the component.
#[must_use]
pub fn subjects(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Subject> {
    let mut found = Vec::new();
    for (number, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.family != Family::Client) {
        let id = node.id();
        let mut add = |sort: Sort, scenario: Scenario| found.push(Subject { id: id.to_owned(), sort, scenario });
        let one = |role: Role| Scenario::of(Down::Copies { component: id.to_owned(), role, count: 1 });
        add(Sort::Component, Scenario::of(Down::Component(id.to_owned())));
        match copied(graph, node) {
            Copied::Pool { .. } if node.copies() > 1 => add(Sort::Copy, one(Role::Copies)),
            Copied::Shards { .. } if node.copies() > 1 => {
                add(Sort::Primary, one(Role::Primary));
                if node.replicas() > 0 {
                    add(Sort::Replica, one(Role::Replica));
                }
            }
            _ => {}
        }
        let answers = traffic.journeys.iter().any(|journey| {
            let router = Router::new(graph, &graph.design.workload.journeys[journey.journey]);
            journey.visits[number].reads > 0.0 && router.hit_rate(number) > 0.0
        });
        if answers {
            add(Sort::ColdCache, Scenario { cold: vec![id.to_owned()], ..Scenario::default() });
        }
    }
    for fate in &graph.fates {
        let id = fate.place.id.clone();
        let sort = if fate.place.kind == PlaceKind::Region { Sort::Region } else { Sort::Zone };
        found.push(Subject { id: id.clone(), sort, scenario: Scenario::of(Down::Place(id)) });
    }
    for edge in &graph.edges {
        let scenario = Scenario::of(Down::connection(graph, edge.number));
        found.push(Subject { id: edge.name(), sort: Sort::Connection, scenario });
    }
    found.sort_by(|a, b| (&a.id, a.sort.word(), &a.scenario.down).cmp(&(&b.id, b.sort.word(), &b.scenario.down)));
    // Parallel connections without an id of their own are lost together.
    found.dedup();
    found
}
