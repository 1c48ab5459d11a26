//! Who stands next to whom, in the words that rules use: what a balancer chooses from, what a cache stands in front
//! of, who asks a store, which stores are shards of one. Says nothing about how much goes there.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Edge, Graph, Node};
use crate::design::{Mode, PlaceKind};
use crate::kinds::{Copies, Family};

/// Where the sessions of a pool's clients end up when the next request arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affinity {
    /// No balancer stands in front.
    NoBalancer,
    /// Every balancer in front sends a client to the copy that it had before.
    Bound,
    /// A balancer in front sends a client anywhere.
    Unbound,
    /// The design leaves open which of the two.
    Open,
}

/// Stores that each hold a part of the same content.
#[derive(Clone, Debug)]
pub struct Sharding<'a> {
    /// Who knows where a key is, where it is drawn.
    pub router: Option<usize>,
    /// The stores, sorted.
    pub stores: Vec<usize>,
    /// Shards in all; more than one.
    pub count: u32,
    graph: &'a Graph<'a>,
}

impl<'a> Sharding<'a> {
    /// What stands for the whole: the only store, else the router.
    #[must_use]
    pub fn subject(&self) -> usize {
        match (self.stores.as_slice(), self.router) {
            ([_, _, ..], Some(router)) => router,
            (stores, _) => stores[0],
        }
    }

    /// A word that the router or one of the stores states.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.parts().find_map(|node| self.graph.nodes[node].text(name))
    }

    /// A switch that the router or one of the stores states.
    #[must_use]
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.parts().find_map(|node| self.graph.nodes[node].switch(name))
    }

    /// Number of the router or the store that states a setting.
    #[must_use]
    pub fn stating(&self, name: &str) -> Option<usize> {
        self.parts().find(|&node| self.graph.nodes[node].states(name))
    }

    fn parts(&self) -> impl Iterator<Item = usize> + '_ {
        self.router.into_iter().chain(self.stores.iter().copied())
    }
}

/// Whether anything is drawn to or from a component, or a journey enters there.
#[must_use]
pub fn is_wired(graph: &Graph<'_>, node: usize) -> bool {
    !graph.incoming[node].is_empty()
        || !graph.outgoing[node].is_empty()
        || graph.journeys().any(|(_, _, entry)| entry == node)
}

/// Whether a figure rests on the kind alone: neither the design nor its preset says better.
#[must_use]
pub fn only_the_kind_says(node: &Node<'_>, name: &str) -> bool {
    let preset = node.component.preset.as_deref().and_then(|id| node.kind.preset(id));
    let of_preset = preset.is_some_and(|preset| preset.settings.iter().any(|(setting, ..)| *setting == name));
    node.kind.setting(name).is_some() && !node.states(name) && !of_preset
}

/// Whether requests are answered there, so that a balancer may stand in front.
#[must_use]
pub const fn serves(family: Family) -> bool {
    matches!(family, Family::Compute | Family::ConnectionServer | Family::Gateway | Family::Balancer)
}

/// Numbers of the edges that a balancer or gateway chooses from.
#[must_use]
pub fn choices(graph: &Graph<'_>, node: usize) -> Vec<usize> {
    let chosen = |edge: &Edge<'_>| edge.is_sync() && serves(graph.nodes[edge.to].kind.family);
    graph.outgoing[node].iter().copied().filter(|&edge| chosen(&graph.edges[edge])).collect()
}

/// Copies behind the given edges, each component once.
#[must_use]
pub fn copies_behind(graph: &Graph<'_>, edges: &[usize]) -> u32 {
    let nodes: BTreeSet<usize> = edges.iter().map(|&edge| graph.edges[edge].to).collect();
    nodes.into_iter().map(|node| graph.nodes[node].copies().max(1)).sum()
}

/// Whether one copy of a store takes its writes: in a store without a leader, or with several, more than one does.
#[must_use]
pub fn has_primary(node: &Node<'_>) -> bool {
    !matches!(node.text("topology"), Some("leaderless" | "multi-leader"))
}

/// What a balancer chooses from, apart for edges that name other journeys: only within a set do targets stand in for
/// each other. What is chosen by its path stands in for none.
#[must_use]
pub fn interchangeable(graph: &Graph<'_>, node: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for edge in choices(graph, node).into_iter().filter(|&edge| graph.edges[edge].switch("path_routing") != Some(true))
    {
        let journeys = &graph.edges[edge].connection.journeys;
        match sets.iter_mut().find(|set| graph.edges[set[0]].connection.journeys == *journeys) {
            Some(set) => set.push(edge),
            None => sets.push(vec![edge]),
        }
    }
    sets
}

/// Whether a component spreads requests over those of its targets that work: a balancer, a gateway, or a platform that runs
/// copies and looks after their health.
#[must_use]
pub fn balances(node: &Node<'_>) -> bool {
    let runs_copies = || node.kind.family == Family::Compute && node.kind.setting("health_checks").is_some();
    matches!(node.kind.family, Family::Balancer | Family::Gateway) || runs_copies()
}

/// Whether several copies answer requests here, and nothing of its own spreads them.
#[must_use]
pub fn needs_a_balancer(node: &Node<'_>) -> bool {
    let pool = matches!(node.kind.family, Family::Compute | Family::ConnectionServer);
    pool && !node.managed() && node.instances() > 1 && !balances(node)
}

/// Whether a request goes on over an edge from something that does not balance.
fn is_unbalanced(graph: &Graph<'_>, edge: &Edge<'_>) -> bool {
    edge.is_sync() && !balances(&graph.nodes[edge.from])
}

/// What a user's request reaches without passing a balancer or a gateway.
#[must_use]
pub fn unbalanced(graph: &Graph<'_>) -> BTreeSet<usize> {
    from_users(graph, |edge| is_unbalanced(graph, edge))
}

/// Pools that a user's request reaches first without a balancer, each with a caller that knows one address. One in front
/// of them balances all that follows.
#[must_use]
pub fn first_unbalanced(graph: &Graph<'_>) -> Vec<(usize, usize)> {
    let goes_on = |edge: &Edge<'_>| is_unbalanced(graph, edge) && !needs_a_balancer(&graph.nodes[edge.from]);
    let reached = from_users(graph, goes_on);
    let pools = reached.iter().copied().filter(|&pool| needs_a_balancer(&graph.nodes[pool]));
    let caller = |pool: usize| graph.to(pool).find(|edge| goes_on(edge) && reached.contains(&edge.from));
    pools.filter_map(|pool| Some((pool, caller(pool)?.from))).collect()
}

/// What users reach over edges for which `along` holds.
fn from_users<'a>(graph: &Graph<'a>, along: impl Fn(&Edge<'a>) -> bool) -> BTreeSet<usize> {
    let family = |node: usize| graph.nodes[node].kind.family;
    let outside = |node: usize| matches!(family(node), Family::Client | Family::Dns | Family::Cdn | Family::Shield);
    let entries: BTreeSet<usize> = graph.journeys().map(|(_, _, entry)| entry).collect();
    let users = (0..graph.nodes.len())
        .filter(|&node| family(node) == Family::Client || (outside(node) && entries.contains(&node)));
    users.flat_map(|user| graph.reach(user, &along)).collect()
}

/// Whether copies of a pool remember their clients themselves. `None` where the design leaves it open.
#[must_use]
pub fn keeps_sessions(node: &Node<'_>) -> Option<bool> {
    match node.text("session_store") {
        Some("memory") => Some(true),
        Some(_) => Some(false),
        None => node.switch("stateful"),
    }
}

/// Whether the balancers in front of a pool send a client back to the copy that it had before.
#[must_use]
pub fn affinity(graph: &Graph<'_>, pool: usize) -> Affinity {
    let mut found = Affinity::NoBalancer;
    for edge in graph.to(pool).filter(|edge| edge.is_sync()) {
        let caller = &graph.nodes[edge.from];
        if !matches!(caller.kind.family, Family::Balancer | Family::Gateway) {
            continue;
        }
        let hashes = caller.text("algorithm").map(|word| word.ends_with("-hash"));
        match (caller.switch("sticky"), hashes) {
            (Some(true), _) | (_, Some(true)) => {
                if found == Affinity::NoBalancer {
                    found = Affinity::Bound;
                }
            }
            (Some(false), Some(false)) => return Affinity::Unbound,
            _ => found = Affinity::Open,
        }
    }
    found
}

/// Which balancer in front of a pool leaves open whether a client comes back, and by which setting.
#[must_use]
pub fn open_affinity(graph: &Graph<'_>, pool: usize) -> Option<(usize, &'static str)> {
    let callers = graph.to(pool).filter(|edge| edge.is_sync()).map(|edge| edge.from);
    let mut balancers =
        callers.filter(|from| matches!(graph.nodes[*from].kind.family, Family::Balancer | Family::Gateway));
    balancers.find_map(|from| match (graph.nodes[from].switch("sticky"), graph.nodes[from].text("algorithm")) {
        (None, algorithm) if algorithm.is_none_or(|word| !word.ends_with("-hash")) => Some((from, "sticky")),
        (Some(false), None) => Some((from, "algorithm")),
        _ => None,
    })
}

/// Whether the copies of a record that confirm a write and those that a read asks have one in common: W + R > N. One of
/// each where the design leaves it open.
#[must_use]
pub fn quorums_meet(node: &Node<'_>) -> bool {
    let quorum = |name: &str| node.number(name).map_or(1.0, |figure| figure.value);
    quorum("write_quorum") + quorum("read_quorum") > f64::from(1 + node.replicas())
}

/// What is asked only for what a cache misses, shard routers stepped through.
#[must_use]
pub fn behind(graph: &Graph<'_>, cache: usize) -> BTreeSet<usize> {
    let beside = graph.after[cache].iter().map(|&edge| graph.edges[edge].to);
    let through = graph.from(cache).filter(|edge| edge.is_sync() && !watches(graph, edge.to)).map(|edge| edge.to);
    let mut open: Vec<usize> = beside.chain(through).collect();
    let mut found = BTreeSet::new();
    while let Some(node) = open.pop() {
        if node != cache && found.insert(node) && graph.nodes[node].kind.family == Family::ShardRouter {
            open.extend(graph.from(node).map(|edge| edge.to));
        }
    }
    found
}

/// Whether a cache holds nothing itself, as stated, and sends each key to one of several nodes.
#[must_use]
pub fn only_routes(graph: &Graph<'_>, cache: usize) -> bool {
    let node = &graph.nodes[cache];
    let holds_nothing = node.states("hit_rate") && node.number("hit_rate").is_some_and(|figure| figure.value <= 0.0);
    let mut onward = graph.from(cache).filter(|edge| edge.is_sync() && !watches(graph, edge.to));
    let chosen = |edge: &Edge<'_>| edge.often.is_grouped || edge.often.share.is_some_and(|share| share < 1.0);
    holds_nothing && graph.from(cache).filter(|edge| chosen(edge)).count() > 1 && onward.all(chosen)
}

fn watches(graph: &Graph<'_>, node: usize) -> bool {
    graph.nodes[node].kind.family.beside_the_path()
}

/// Stores that a cache keeps reads away from, however many calls further down.
#[must_use]
pub fn stores_behind(graph: &Graph<'_>, cache: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for node in behind(graph, cache) {
        found.extend(graph.reach(node, |edge| edge.is_sync()));
    }
    found.retain(|&node| graph.nodes[node].kind.family.keeps());
    found
}

/// How a cache is used: as stated, else as drawn (beside the path its callers ask it first: `cache-aside`).
#[must_use]
pub fn pattern<'a>(graph: &Graph<'a>, cache: usize) -> Option<&'a str> {
    let named = || !graph.after[cache].is_empty();
    graph.nodes[cache].text("pattern").or_else(|| named().then_some("cache-aside"))
}

/// Whether it is a cache that lives inside each copy of its caller.
#[must_use]
pub fn lives_in_its_caller(node: &Node<'_>) -> bool {
    node.kind.family == Family::Cache && node.kind.copies == Copies::Inside
}

/// Whether a shard router is a service of its own that is asked where a key is, and not a few lines in its callers.
#[must_use]
pub fn is_lookup_service(node: &Node<'_>) -> bool {
    node.text("lives_in") == Some("lookup-service")
}

/// Stores that copy the writes of a store and never send any back: its replicas, where they are drawn apart.
#[must_use]
pub fn drawn_replicas(graph: &Graph<'_>, store: usize) -> Vec<usize> {
    let copies = |edge: &Edge<'_>| edge.connection.mode == Mode::Replication;
    let upstream = graph.reach_back(store, copies);
    let mut found: Vec<usize> =
        graph.from(store).filter(|edge| copies(edge)).map(|edge| edge.to).filter(|to| !upstream.contains(to)).collect();
    found.dedup();
    found
}

/// Those who read a stream, by consumer group: pools whose copies share its partitions.
#[must_use]
pub fn consumer_groups(graph: &Graph<'_>, stream: usize) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for edge in graph.from(stream) {
        let consumer = &graph.nodes[edge.to];
        if consumer.kind.copies == Copies::Pool && !consumer.managed() {
            let group = edge.group.unwrap_or(consumer.id());
            groups.entry(group).or_default().push(edge.to);
        }
    }
    groups.into_values().collect()
}

/// The primary that a store copies, where it is drawn apart and takes nothing back.
#[must_use]
pub fn primary_of(graph: &Graph<'_>, store: usize) -> Option<usize> {
    let primaries = graph.to(store).filter(|edge| edge.connection.mode == Mode::Replication).map(|edge| edge.from);
    primaries.into_iter().find(|&primary| drawn_replicas(graph, primary).contains(&store))
}

/// Whether two stores copy each other's writes.
#[must_use]
pub fn other_leaders(graph: &Graph<'_>, store: usize) -> Vec<usize> {
    let copies = |edge: &Edge<'_>| edge.connection.mode == Mode::Replication;
    let upstream = graph.reach_back(store, copies);
    let downstream = graph.reach(store, copies);
    upstream.intersection(&downstream).copied().filter(|&other| other != store).collect()
}

/// All stores that are split into shards.
#[must_use]
pub fn shardings<'a>(graph: &'a Graph<'a>) -> Vec<Sharding<'a>> {
    let is_database = |node: usize| graph.nodes[node].kind.family == Family::Database;
    let mut found = Vec::new();
    let mut routed = BTreeSet::new();
    for router in graph.of_family(Family::ShardRouter) {
        let stores: BTreeSet<usize> = graph.from(router).map(|edge| edge.to).filter(|&to| is_database(to)).collect();
        routed.extend(stores.iter().copied());
        let count = stores.iter().map(|&store| graph.nodes[store].shards()).sum();
        if count > 1 {
            found.push(Sharding { router: Some(router), stores: stores.into_iter().collect(), count, graph });
        }
    }
    for store in graph.of_family(Family::Database).filter(|store| !routed.contains(store)) {
        let count = graph.nodes[store].shards();
        if count > 1 {
            found.push(Sharding { router: None, stores: vec![store], count, graph });
        }
    }
    found
}

/// Ids of the regions that copies of a component stand in.
#[must_use]
pub fn regions<'a>(graph: &Graph<'a>, node: usize) -> BTreeSet<&'a str> {
    let places = &graph.design.places;
    let find = |id: &str| places.iter().find(|place| place.id == id);
    let mut found = BTreeSet::new();
    for id in graph.nodes[node].component.places.ids() {
        let mut place = find(id);
        // A file with places in a circle is refused; a design in memory may still have one.
        for _ in 0..=places.len() {
            match place {
                Some(region) if region.kind == PlaceKind::Region => {
                    found.insert(region.id.as_str());
                    break;
                }
                Some(inner) => place = inner.within.as_deref().and_then(find),
                None => break,
            }
        }
    }
    found
}

/// Ids of the zones that copies of a component stand in.
#[must_use]
pub fn zones<'a>(graph: &Graph<'a>, node: usize) -> BTreeSet<&'a str> {
    let places = &graph.design.places;
    let ids = graph.nodes[node].component.places.ids();
    let stands = |place: &&'a crate::design::Place| ids.contains(&place.id.as_str());
    places.iter().filter(stands).filter(|place| place.kind == PlaceKind::Zone).map(|place| place.id.as_str()).collect()
}
