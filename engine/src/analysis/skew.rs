//! Shards that get more than an even part of the requests: which part the busiest of a component gets, what that makes of
//! the roles of one shard, and how it is told. Which key lies where is not known: the hottest one lies on the busiest
//! shard.
//!
//! A key cannot be split, so all requests for it land on one shard, and the rest spreads evenly: a share h of all makes
//! h + (1 − h) ÷ n on the busiest of n (Raab and Steger 1998; `hashing::hottest_share`). Whoever has measured the busiest
//! shard states that (`largest_shard_share`); of both the larger counts. No share is less than an even one. The other
//! shards get even parts of what is left.

use super::capacity::{Role, Roles};
use super::figures::part_read;
use super::graph::{Edge, Graph, Node};
use super::hashing::hottest_share;
use super::working::Working;
use crate::design::{Mode, Operation, Setting};
use crate::kinds::{Copies, Family};

/// Parts of the whole that are no difference.
const NOISE: f64 = 1e-9;

/// Which of the shards of a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shards {
    /// Any: all get the same, or nobody asks which.
    #[default]
    Alike,
    /// The one that gets most.
    Busiest,
    /// One of the others.
    Others,
}

impl Shards {
    /// What is said behind a role of theirs.
    #[must_use]
    pub const fn of(self) -> &'static str {
        match self {
            Self::Alike => "",
            Self::Busiest => " of the busiest shard",
            Self::Others => " of another shard",
        }
    }
}

/// Some shards of a component that are alike.
#[derive(Clone, Copy, Debug)]
pub struct ShardPart {
    /// Which.
    pub shards: Shards,
    /// Part of the component's requests that goes to them together.
    pub share: f64,
    /// Roles of one of them.
    pub roles: Roles,
}

impl Node<'_> {
    /// Part of the requests that the busiest shard gets.
    #[must_use]
    pub fn busiest_share(&self) -> f64 {
        self.skew / f64::from(self.shards())
    }

    /// Part of the requests that each of the other shards gets.
    #[must_use]
    pub fn other_share(&self) -> f64 {
        (1.0 - self.busiest_share()) / (f64::from(self.shards()) - 1.0).max(1.0)
    }
}

/// Notes at every component how much more than an even part its busiest shard gets.
pub(super) fn lay(graph: &mut Graph<'_>) {
    let is_split = |node: &Node<'_>| node.kind.copies == Copies::Shards && node.shards() > 1 && !node.is_pool();
    if !graph.nodes.iter().any(is_split) {
        return;
    }
    let stated = graph.design.workload.settings.get("hottest_key_share").and_then(Setting::number);
    let reached = stated.map(|_| with_the_hottest(graph));
    for (number, node) in graph.nodes.iter_mut().enumerate().filter(|(_, node)| is_split(node)) {
        let reaches = reached.as_ref().is_some_and(|reached| reached[number]) && has_keys(node);
        node.hottest_key = stated.filter(|_| reaches).unwrap_or(0.0);
        let shards = f64::from(node.shards());
        let largest = node.number("largest_shard_share").map_or(0.0, |figure| figure.value);
        let skew = shards * largest.max(hottest_share(shards, node.hottest_key));
        node.skew = if skew > 1.0 + NOISE { skew } else { 1.0 };
    }
}

/// Whether a key decides on the shard: in a log only where one is stated.
fn has_keys(node: &Node<'_>) -> bool {
    match node.kind.family {
        Family::Cache | Family::Database => true,
        Family::Stream => node.partition_key().is_some(),
        _ => false,
    }
}

/// By node: whether requests for the hottest key arrive there. A cache that is asked before has the answer to those of
/// them that read, so that only reads that come past all caches count; where nobody reads, writes do.
fn with_the_hottest(graph: &Graph<'_>) -> Vec<bool> {
    let holds = |edge: &Edge<'_>| {
        let from = &graph.nodes[edge.from];
        let answers = || from.number("hit_rate").is_some_and(|figure| figure.value > 0.0);
        edge.often.after_miss || from.kind.family == Family::Cdn || (from.kind.family == Family::Cache && answers())
    };
    // By node: whether reads arrive, whether any of them come past caches, and whether writes arrive.
    let mut found = vec![[false; 3]; graph.nodes.len()];
    for (_, journey, entry) in graph.journeys() {
        let goes = |edge: &Edge<'_>| edge.names(&journey.id) != Some(false);
        let mut mark = |at: usize, along: &dyn Fn(&Edge<'_>) -> bool| {
            graph.reach(entry, along).into_iter().for_each(|node| found[node][at] = true);
        };
        if journey.operation == Operation::Write {
            mark(2, &goes);
            continue;
        }
        let reads = |edge: &Edge<'_>| goes(edge) && edge.often.mode != Mode::Replication;
        mark(0, &reads);
        mark(1, &|edge| reads(edge) && !holds(edge));
    }
    found.into_iter().map(|[reads, past_caches, writes]| if reads { past_caches } else { writes }).collect()
}

/// The busiest shard and the others, of a component whose roles are those of all its shards.
#[must_use]
pub fn by_shards(node: &Node<'_>, roles: &Roles) -> [ShardPart; 2] {
    let (most, other) = (node.busiest_share(), node.other_share());
    let of = |shards: Shards, share: f64, of_each: f64| {
        let roles = roles.of_one(f64::from(node.shards()), of_each, of_each / most);
        ShardPart { shards, share, roles }
    };
    [of(Shards::Busiest, most, most), of(Shards::Others, 1.0 - most, other)]
}

/// A working of how full even shards would be, as one of how full the busiest is; what it gives is that already.
#[must_use]
pub fn skewed(node: &Node<'_>, working: Working) -> Working {
    if node.skew <= 1.0 || working.value == 0.0 {
        return working;
    }
    let is_sum = working.formula.contains(" + ");
    let formula =
        if is_sum { format!("({}) × skew", working.formula) } else { format!("{} × skew", working.formula) };
    Working { formula, ..working }.worked("skew", skew_of(node))
}

/// How many times an even part the busiest shard gets.
#[must_use]
pub fn skew_of(node: &Node<'_>) -> Working {
    Working::new("shards × share of the busiest", node.skew)
        .counted(node, "shards")
        .worked("share of the busiest", share_of(node))
}

/// Part of the requests that the busiest shard gets.
fn share_of(node: &Node<'_>) -> Working {
    let (mut working, mut terms) = (Working::new("", node.busiest_share()), Vec::new());
    if let Some(figure) = node.number("largest_shard_share") {
        working = working.setting("largest shard", figure, node, "largest_shard_share");
        terms.push("largest shard");
    }
    if node.hottest_key > 0.0 {
        working = hottest(node, working).counted(node, "shards");
        terms.push("hottest key + (1 − hottest key) ÷ shards");
    }
    working.formula = if let [only] = terms[..] { only.to_owned() } else { format!("max({})", terms.join(", ")) };
    working
}

/// The input `hottest key`.
pub(super) fn hottest(node: &Node<'_>, working: Working) -> Working {
    working.stated("hottest key", node.hottest_key, "workload.hottest_key_share")
}

/// Part of the reads (0), or writes (1), that queue for these copies of these shards; `None` where all do.
#[must_use]
pub(super) fn part_of(node: &Node<'_>, (role, shards): (Role, Shards), operation: usize) -> Option<Working> {
    let read = part_read(node, role).filter(|_| operation == 0);
    let (formula, value) = match shards {
        Shards::Alike => return read,
        Shards::Busiest => ("share of the busiest", node.busiest_share()),
        Shards::Others => ("1 − share of the busiest", 1.0 - node.busiest_share()),
    };
    let part = Working::new(formula, value).worked("share of the busiest", share_of(node));
    Some(match read {
        Some(read) => Working::new("part of the shards × part read there", part.value * read.value)
            .worked("part of the shards", part)
            .worked("part read there", read),
        None => part,
    })
}

/// What arrives at one shard, of what arrives at all.
pub(super) fn to_one(node: &Node<'_>, shards: Shards, peak: Working, value: f64) -> Working {
    let (formula, with_share) = match shards {
        Shards::Alike => ("peak ÷ shards", false),
        Shards::Busiest => ("peak × share of the busiest", true),
        Shards::Others => ("peak × (1 − share of the busiest) ÷ (shards − 1)", true),
    };
    let working = Working::new(formula, value).worked("peak", peak);
    let working = if with_share { working.worked("share of the busiest", share_of(node)) } else { working };
    if shards == Shards::Busiest { working } else { working.counted(node, "shards") }
}

/// How full one of the shards is, of how full the busiest is.
pub(super) fn fullness_of(node: &Node<'_>, shards: Shards, busiest: Working) -> Working {
    if shards != Shards::Others {
        return busiest;
    }
    let formula = "utilisation of the busiest × (1 − share of the busiest) ÷ (shards − 1) ÷ share of the busiest";
    Working::new(formula, busiest.value * (node.other_share() / node.busiest_share()))
        .worked("utilisation of the busiest", busiest)
        .worked("share of the busiest", share_of(node))
        .counted(node, "shards")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::capacity::{Needed, loads};
    use crate::analysis::lost::{Losses, LostCopies};
    use crate::analysis::stations::{stations, unevenly};
    use crate::analysis::traffic::solve;
    use crate::design::Design;
    use crate::rules::testing::design;

    /// A store that gets so much a second, beside a cache with another store behind it.
    fn stores(workload: &str, db: &str) -> Design {
        design(&format!(
            r#"{{"workload": {{{workload} "journeys": [
                 {{"id": "r", "entry": "api", "operation": "read", "rate": {{"per_second": 1200}}, "peak_factor": 1}}]}},
               "components": [{{"id": "api", "kind": "server"}}, {{"id": "c", "kind": "cache-distributed", "settings": {{"hit_rate": 0.5}}}},
                 {{"id": "behind", "kind": "kv-db", "shards": 4}},
                 {{"id": "db", "kind": "kv-db", {db}}}],
               "connections": [{{"from": "api", "to": "db"}}, {{"from": "api", "to": "c"}},
                 {{"from": "api", "to": "behind", "after_miss_in": ["c"]}}]}}"#
        ))
    }

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() <= 1e-12 * other.abs(), "{one} is not {other}");
    }

    #[test]
    fn the_larger_share_that_follows_counts() {
        let skew = |workload: &str, settings: &str| {
            let db = format!(r#""shards": 4, "settings": {{{settings}}}"#);
            let design = stores(workload, &db);
            let graph = Graph::new(&design);
            let of = |id: &str| graph.nodes[graph.find(id).unwrap()].skew;
            [of("db"), of("behind"), of("c")]
        };
        assert_eq!(skew("", ""), [1.0; 3]);
        // Less than an even share is no largest one.
        assert_eq!(skew("", r#""largest_shard_share": 0.2"#), [1.0; 3]);
        assert_eq!(skew("", r#""largest_shard_share": 0.5"#), [2.0, 1.0, 1.0]);
        // 0.2 + 0.8 ÷ 4 = 0.4 on one of four. The cache has the answer for those behind it, and one shard.
        let hottest = r#""hottest_key_share": 0.2,"#;
        assert_eq!(skew(hottest, ""), [1.6, 1.0, 1.0]);
        assert_eq!(skew(hottest, r#""largest_shard_share": 0.3"#), [1.6, 1.0, 1.0]);
        assert_eq!(skew(hottest, r#""largest_shard_share": 0.5"#), [2.0, 1.0, 1.0]);
    }

    #[test]
    fn the_busiest_shard_is_how_full_the_store_is_and_what_it_needs() {
        let of = |workload: &str, settings: &str| {
            let db = format!(r#""shards": 4, "settings": {{"read_capacity": 500 {settings}}}"#);
            let design = stores(workload, &db);
            let graph = Graph::new(&design);
            let load = loads(&graph, &solve(&graph)).remove(graph.find("db").unwrap());
            (load.utilization.unwrap(), load.needed)
        };
        let needed = |at_full, at_target| Some(Needed { unit: "shards", at_full, at_target });
        // 1,200 ÷ 2,000; one shard would be at 240 %, and at 70 % with 3.43.
        assert_eq!(of("", ""), (0.6, needed(3, 4)));
        // Half of it on one shard of 500: however many there are.
        assert_eq!(of("", r#", "largest_shard_share": 0.5"#), (1.2, None));
        // 0.28 × 1,200 = 336 of 500: 67 %. Three shards would get no less than 400, and four as much as stated.
        assert_eq!(of("", r#", "largest_shard_share": 0.28"#), (0.672, needed(3, 4)));
        // A tenth for one key: 0.1 + 0.9 ÷ 4 = 0.325 of 1,200 is 390 of 500. With n shards 0.24 + 2.16 ÷ n.
        let (full, needs) = of(r#""hottest_key_share": 0.1,"#, "");
        close(full, 0.78);
        assert_eq!(needs, needed(3, 5));
        // Half of it for one key never fits.
        assert_eq!(of(r#""hottest_key_share": 0.5,"#, "").1, None);
    }

    #[test]
    fn requests_queue_at_the_shard_that_they_come_to() {
        // Half of 1,200 on the busiest of four, 200 on each other one; each holds one at once: M/M/1.
        let settings =
            r#""shards": 4, "settings": {"read_capacity": 1000, "latency_ms": 1, "largest_shard_share": 0.5}"#;
        let design = stores("", settings);
        let graph = Graph::new(&design);
        let db = graph.find("db").unwrap();
        let station = &stations(&graph, &loads(&graph, &solve(&graph)))[db];
        let [busiest, others] = station.queues[0][..] else { panic!("{station:?}") };
        assert_eq!(
            (busiest.part, busiest.shards, others.part, others.shards),
            (0.5, Shards::Busiest, 0.5, Shards::Others)
        );
        close(busiest.arrivals, 600.0);
        close(others.arrivals, 200.0);
        // ρ ÷ (μ − λ): 0.6 ÷ 400 and 0.2 ÷ 800 a second.
        close(busiest.waits * busiest.mean, 1.5);
        close(others.waits * others.mean, 0.25);
        close(station.wait(0), 0.875);
    }

    #[test]
    fn the_busiest_shard_sheds_its_own_excess_alone() {
        let settings = r#""shards": 4, "replicas": 1, "settings": {"read_capacity": 400, "replica_read_capacity": 400, "largest_shard_share": 0.5, "read_from": "all"}"#;
        let design = stores("", settings);
        let graph = Graph::new(&design);
        let (db, peak) = (graph.find("db").unwrap(), solve(&graph).peak[graph.find("db").unwrap()]);
        let answered =
            |losses: &Losses| unevenly(&graph.nodes[db], &losses.roles_by_shards(&graph, db, peak)).answered[0];
        // 600 on 800, 200 on each other one.
        let mut losses = Losses::none(&graph);
        close(answered(&losses), 1.0);
        // Of the busiest one half is left: 400 of 600 are answered, and the 600 of the others.
        losses.copies[db] = LostCopies { replicas: 1, ..LostCopies::default() };
        close(answered(&losses), 1_000.0 / 1_200.0);
        close(losses.roles(&graph, db, peak)[0].utilization, 1.5);
        // Three times as much on all copies: 1,800 on 800, and 600 on each of the others.
        close(
            unevenly(&graph.nodes[db], &Losses::none(&graph).roles_by_shards(&graph, db, peak * 3.0)).answered[0],
            2_600.0 / 3_600.0,
        );
    }
}
