//! How long the way to a component and back takes: by where the two sides stand, and where users are. Round trips of
//! the documents; bytes and handshakes are left out, because connections are kept open and most answers are small.
//!
//! Whoever may choose among copies takes the nearest region, and there any copy; a write, and a read that only the
//! primary answers, goes where its shard's primary stands. Name resolution, edge caches and what lives in a client
//! stand with the users; what lives inside its caller stands where that stands. A connection that states its
//! `latency_ms` takes just that.

use std::cell::OnceCell;

use super::capacity::reads_from;
use super::graph::Graph;
use super::pools::{Copied, copied};
use crate::design::vocabulary::{Range, Source};
use crate::design::{PlaceKind, Placement, Setting};
use crate::kinds::{Copies, Family, ranges};

/// Within a data centre, in milliseconds.
pub const UNDER_ONE_ROOF: f64 = 0.5;
/// Between zones of a region, in milliseconds: an assumption, twice the way within one.
pub const BETWEEN_ZONES: f64 = 1.0;
/// From users to an edge near them, in milliseconds: an assumption.
pub const TO_THE_EDGE: f64 = 10.0;
/// Within a continent, in milliseconds: from users to a region, and between regions that lie in a common one.
pub const WITHIN_A_CONTINENT: f64 = 50.0;
/// Between continents, in milliseconds: between regions that nothing says to be nearer.
pub const BETWEEN_CONTINENTS: f64 = 150.0;

const CHEAT_SHEET: &str = "zero-to-hero § Cheat Sheet: Numbers to Remember";
const ENVELOPE: &str = "mental-models § 17. The Back-of-Envelope Calculations";

/// Between what a round trip of this length may lie; `None` within a data centre, where both documents agree.
#[must_use]
pub fn range(milliseconds: f64) -> Option<Range> {
    match milliseconds {
        UNDER_ONE_ROOF => None,
        WITHIN_A_CONTINENT | BETWEEN_CONTINENTS => Some(Range::documented(
            WITHIN_A_CONTINENT,
            BETWEEN_CONTINENTS,
            "zero-to-hero § Cheat Sheet: Numbers to Remember; mental-models § 17. The Back-of-Envelope Calculations",
        )),
        _ => Some(ranges::half_to_double(milliseconds)).filter(|_| milliseconds > 0.0),
    }
}

/// Where a round trip comes from.
#[must_use]
pub fn source(milliseconds: f64) -> Source {
    match milliseconds {
        UNDER_ONE_ROOF => Source::Documented(ENVELOPE),
        WITHIN_A_CONTINENT => Source::Documented(CHEAT_SHEET),
        BETWEEN_CONTINENTS => Source::Documented(ENVELOPE),
        _ => Source::Assumption,
    }
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spot {
    /// With users, of a region where the design says which.
    Users(Option<usize>),
    /// The design does not say where.
    Open,
    /// In a zone or region, by number.
    At(usize),
}

/// Milliseconds with the part of the calls that takes them.
type RoundTrips = Vec<(f64, f64)>;

/// Where everything stands: by node, spots and the part that stands there.
#[derive(Debug)]
pub struct Ways<'a> {
    graph: &'a Graph<'a>,
    spots: Vec<Vec<(f64, Spot)>>,
    /// By edge, of reads and of writes: how long the way takes, once anybody has asked.
    round_trips: Vec<[OnceCell<RoundTrips>; 2]>,
}

impl<'a> Ways<'a> {
    /// Places everything, callers first.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>) -> Self {
        let spots = vec![Vec::new(); graph.nodes.len()];
        let mut ways = Self { graph, spots, round_trips: vec![Default::default(); graph.edges.len()] };
        for &node in graph.parts.items() {
            ways.spots[node] = ways.place(node);
        }
        ways
    }

    fn place(&self, node: usize) -> Vec<(f64, Spot)> {
        let this = &self.graph.nodes[node];
        let stated = spread(self.graph, node);
        match this.kind.family {
            Family::Client => self.users(node, &stated),
            Family::Dns | Family::Cdn => self.with_callers(node, Spot::Users(None), true),
            _ if this.kind.copies == Copies::Inside => self.with_callers(node, Spot::Open, false),
            _ if stated.is_empty() => vec![(1.0, Spot::Open)],
            _ => stated,
        }
    }

    /// Users of a client: in its places, in the region that it names, or where all users are.
    fn users(&self, node: usize, stated: &[(f64, Spot)]) -> Vec<(f64, Spot)> {
        if !stated.is_empty() {
            let user = |&(part, spot): &(f64, Spot)| match spot {
                Spot::At(fate) => (part, Spot::Users(self.region(fate))),
                _ => (part, spot),
            };
            return stated.iter().map(user).collect();
        }
        let of_workload = match self.graph.design.workload.settings.get("user_regions") {
            Some(Setting::Words(words)) => words.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        let regions = self.graph.nodes[node].text("region").map_or(of_workload, |region| vec![region]);
        if regions.is_empty() {
            return vec![(1.0, Spot::Users(None))];
        }
        let part = 1.0 / regions.len() as f64;
        regions.into_iter().map(|region| (part, Spot::Users(self.named(region)))).collect()
    }

    /// The region with this id or name.
    fn named(&self, region: &str) -> Option<usize> {
        let is = |text: &str| text.eq_ignore_ascii_case(region);
        self.graph.fates.iter().position(|fate| {
            let place = fate.place;
            place.kind == PlaceKind::Region && (is(&place.id) || place.name.as_deref().is_some_and(is))
        })
    }

    /// Where its callers stand, each of them alike; of these only users, where it stands with them.
    fn with_callers(&self, node: usize, otherwise: Spot, users_only: bool) -> Vec<(f64, Spot)> {
        let mut found: Vec<(f64, Spot)> = Vec::new();
        for edge in self.graph.to(node).filter(|edge| edge.is_sync()) {
            for &(part, spot) in &self.spots[edge.from] {
                if !users_only || matches!(spot, Spot::Users(_)) {
                    add(&mut found, part, spot);
                }
            }
        }
        let all: f64 = found.iter().map(|(part, _)| part).sum();
        if all <= 0.0 {
            return vec![(1.0, otherwise)];
        }
        found.iter().map(|&(part, spot)| (part / all, spot)).collect()
    }

    /// How long the way over a connection and back takes, for reads (0) or writes (1) that arrive: milliseconds with
    /// the part of the calls that takes them.
    #[must_use]
    pub fn round_trips(&self, edge: usize, operation: usize) -> &[(f64, f64)] {
        self.round_trips[edge][operation].get_or_init(|| self.round_trips_of(edge, operation))
    }

    fn round_trips_of(&self, edge: usize, operation: usize) -> RoundTrips {
        let edge = &self.graph.edges[edge];
        if let Some(stated) = edge.number("latency_ms") {
            return vec![(1.0, stated)];
        }
        let callee = self.graph.nodes[edge.to].kind;
        if callee.family == Family::Dns || (callee.copies == Copies::Inside && callee.family != Family::Client) {
            return vec![(1.0, 0.0)];
        }
        let (to, chosen) = self.targets(edge.to, operation);
        let mut found = Vec::new();
        for &(part, from) in &self.spots[edge.from] {
            let distances = to.iter().map(|&(part, spot)| (part, self.between(from, spot)));
            let nearest = distances.clone().map(|(_, distance)| distance).fold(f64::INFINITY, f64::min);
            // Zones of one region are as near as each other to whoever chooses.
            let near = |distance: f64| !chosen || distance <= nearest.max(BETWEEN_ZONES);
            let all: f64 = distances.clone().filter(|(_, distance)| near(*distance)).map(|(part, _)| part).sum();
            for (of_target, distance) in distances.filter(|(_, distance)| near(*distance)) {
                add_time(&mut found, part * of_target / all, distance);
            }
        }
        found
    }

    /// How long the way from one copy of a store to another takes, any to any.
    #[must_use]
    pub fn between_copies(&self, node: usize) -> Vec<(f64, f64)> {
        let spots = &self.spots[node];
        let mut found = Vec::new();
        // Copies of a shard stand in different places where there are several.
        let all: f64 = match spots.len() {
            1 => 1.0,
            _ => 1.0 - spots.iter().map(|(part, _)| part * part).sum::<f64>(),
        };
        for (at, &(part, from)) in spots.iter().enumerate() {
            for (to, &(other, spot)) in spots.iter().enumerate() {
                if spots.len() == 1 || at != to {
                    add_time(&mut found, part * other / all, self.between(from, spot));
                }
            }
        }
        found
    }

    /// Where requests of an operation arrive, and whether callers may choose among the spots.
    fn targets(&self, node: usize, operation: usize) -> (Vec<(f64, Spot)>, bool) {
        let this = &self.graph.nodes[node];
        let Copied::Shards { at, .. } = copied(self.graph, this) else { return (self.spots[node].clone(), true) };
        let from_primary = operation == 1 || this.replicas() == 0 || reads_from(this) == "primary";
        let skipped = usize::from(!from_primary && reads_from(this) != "all");
        let (mut found, shards) = (Vec::new(), f64::from(this.shards()));
        for (fates, alike) in at {
            let copies = if from_primary { &fates[..1] } else { &fates[skipped..] };
            for fate in copies {
                let part = f64::from(alike) / shards / copies.len() as f64;
                add(&mut found, part, fate.map_or(Spot::Open, Spot::At));
            }
        }
        (found, !from_primary)
    }

    fn between(&self, one: Spot, other: Spot) -> f64 {
        match (one, other) {
            (Spot::Users(_), Spot::Users(_)) => TO_THE_EDGE,
            (Spot::Users(Some(home)), Spot::At(fate)) | (Spot::At(fate), Spot::Users(Some(home))) => {
                let near = self.region(fate).is_none_or(|region| self.same_continent(region, home));
                if near { WITHIN_A_CONTINENT } else { BETWEEN_CONTINENTS }
            }
            (Spot::Users(_), _) | (_, Spot::Users(_)) => WITHIN_A_CONTINENT,
            (Spot::At(one), Spot::At(other)) if one != other => match (self.region(one), self.region(other)) {
                (Some(one), Some(other)) if one != other => {
                    if self.same_continent(one, other) {
                        WITHIN_A_CONTINENT
                    } else {
                        BETWEEN_CONTINENTS
                    }
                }
                _ => BETWEEN_ZONES,
            },
            _ => UNDER_ONE_ROOF,
        }
    }

    /// Whether two regions are one, or lie in a common one.
    fn same_continent(&self, one: usize, other: usize) -> bool {
        let ancestors = self.ancestors(one);
        self.ancestors(other).iter().any(|fate| ancestors.contains(fate))
    }

    /// The region that a fate is or lies in.
    fn region(&self, fate: usize) -> Option<usize> {
        self.ancestors(fate).into_iter().find(|&fate| self.graph.fates[fate].place.kind == PlaceKind::Region)
    }

    /// A fate and all that it lies in.
    fn ancestors(&self, fate: usize) -> Vec<usize> {
        let mut found = vec![fate];
        while let Some(above) = found.last().and_then(|&fate| self.graph.fates[fate].within) {
            // A file with places in a circle is refused; a design in memory may still have one.
            if found.contains(&above) {
                break;
            }
            found.push(above);
        }
        found
    }
}

/// Places of all copies of a component, as stated.
fn spread(graph: &Graph<'_>, node: usize) -> Vec<(f64, Spot)> {
    let fate = |id: &str| graph.fates.binary_search_by(|fate| fate.place.id.as_str().cmp(id)).ok();
    let counted: Vec<(usize, f64)> = match &graph.nodes[node].component.places {
        Placement::Nowhere => Vec::new(),
        Placement::Spread(_) => {
            graph.nodes[node].component.places.ids().into_iter().filter_map(|id| Some((fate(id)?, 1.0))).collect()
        }
        Placement::Counted(counts) => {
            counts.iter().filter_map(|(id, &count)| Some((fate(id)?, f64::from(count)))).collect()
        }
    };
    let all: f64 = counted.iter().map(|(_, count)| count).sum();
    let counted = counted.into_iter().filter(|(_, count)| *count > 0.0);
    counted.map(|(fate, count)| (count / all, Spot::At(fate))).collect()
}

fn add(found: &mut Vec<(f64, Spot)>, part: f64, spot: Spot) {
    match found.iter_mut().find(|(_, known)| *known == spot) {
        Some((sum, _)) => *sum += part,
        None => found.push((part, spot)),
    }
}

fn add_time(found: &mut Vec<(f64, f64)>, part: f64, milliseconds: f64) {
    match found.iter_mut().find(|(_, known)| *known == milliseconds) {
        Some((sum, _)) => *sum += part,
        None => found.push((part, milliseconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::design;

    /// Round trips over the first connection, for reads.
    fn of_reads(parts: &str) -> Vec<(f64, f64)> {
        of(parts, 0)
    }

    fn of(parts: &str, operation: usize) -> Vec<(f64, f64)> {
        let text = format!(
            r#"{{"places": [{{"id": "eu", "kind": "region"}}, {{"id": "us", "kind": "region"}},
                {{"id": "eu-a", "kind": "zone", "in": "eu"}}, {{"id": "eu-b", "kind": "zone", "in": "eu"}},
                {{"id": "us-a", "kind": "zone", "in": "us"}}], {parts}}}"#
        );
        let design = design(&text);
        let graph = Graph::new(&design);
        Ways::new(&graph).round_trips(0, operation).to_vec()
    }

    #[test]
    fn users_are_within_a_continent_unless_their_region_is_another() {
        let from = |client: &str, places: &str| {
            of_reads(&format!(
                r#""components": [{{"id": "c", "kind": "client-web" {client}}}, {{"id": "s", "kind": "server", "places": {places}}}],
                   "connections": [{{"from": "c", "to": "s"}}]"#
            ))
        };
        assert_eq!(from("", "[]"), [(1.0, 50.0)]);
        assert_eq!(from(r#", "settings": {"region": "eu"}"#, r#"["eu-a"]"#), [(1.0, 50.0)]);
        assert_eq!(from(r#", "settings": {"region": "eu"}"#, r#"["us-a"]"#), [(1.0, 150.0)]);
        // Whoever may choose takes the nearest region.
        assert_eq!(from(r#", "places": ["us"]"#, r#"["eu-a", "us-a"]"#), [(1.0, 50.0)]);
    }

    #[test]
    fn an_edge_is_near_its_users_and_as_far_from_the_origin_as_they_are() {
        let parts = r#""components": [{"id": "a", "kind": "client-web"}, {"id": "b", "kind": "cdn"}, {"id": "s", "kind": "server"}],
                       "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "s"}]"#;
        let design = design(&format!("{{{parts}}}"));
        let graph = Graph::new(&design);
        let ways = Ways::new(&graph);
        assert_eq!(ways.round_trips(0, 0), [(1.0, TO_THE_EDGE)]);
        assert_eq!(ways.round_trips(1, 0), [(1.0, WITHIN_A_CONTINENT)]);
    }

    #[test]
    fn zones_and_regions_lie_apart() {
        let between = |from: &str, to: &str| {
            of_reads(&format!(
                r#""components": [{{"id": "a", "kind": "server", "places": {from}}}, {{"id": "b", "kind": "server", "places": {to}}}],
                   "connections": [{{"from": "a", "to": "b"}}]"#
            ))
        };
        assert_eq!(between("[]", "[]"), [(1.0, 0.5)]);
        assert_eq!(between(r#"["eu-a"]"#, r#"["eu-a"]"#), [(1.0, 0.5)]);
        assert_eq!(between(r#"["eu-a"]"#, r#"["eu-b"]"#), [(1.0, 1.0)]);
        assert_eq!(between(r#"["eu-a"]"#, r#"["us-a"]"#), [(1.0, 150.0)]);
        assert_eq!(between(r#"["eu-a", "eu-b"]"#, r#"["eu-a", "eu-b"]"#), [(0.5, 0.5), (0.5, 1.0)]);
        assert_eq!(between(r#"["eu-a", "us-a"]"#, r#"["eu-a", "us-a"]"#), [(1.0, 0.5)]);
    }

    #[test]
    fn writes_go_to_the_primary_wherever_it_stands() {
        let parts = r#""components": [{"id": "a", "kind": "server", "places": ["eu-a"]},
                         {"id": "d", "kind": "sql", "shards": 2, "replicas": 1, "places": ["eu-a", "us-a"]}],
                       "connections": [{"from": "a", "to": "d"}]"#;
        assert_eq!(of(parts, 1), [(0.5, 0.5), (0.5, 150.0)]);
        assert_eq!(of(parts, 0), [(1.0, 0.5)]);
    }

    #[test]
    fn a_connection_that_says_its_time_takes_it() {
        let parts = r#""components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "cache-local"}, {"id": "s", "kind": "server"}],
                       "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "s", "latency_ms": 7}]"#;
        let design = design(&format!("{{{parts}}}"));
        let graph = Graph::new(&design);
        let ways = Ways::new(&graph);
        assert_eq!([ways.round_trips(0, 0), ways.round_trips(1, 0)], [[(1.0, 0.0)], [(1.0, 7.0)]]);
    }
}
