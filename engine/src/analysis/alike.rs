//! Which journeys choose alike: their requests go on in the same ways from every component that they reach, so that
//! these ways are worked out once for all of them. Knows nothing of rates, nor of what is lost.

use std::collections::BTreeMap;

use super::graph::{Edge, Graph};
use crate::design::{Content, Journey, Mode, Operation};

/// All of a journey that `Router` looks at.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Looks<'a> {
    /// Whether what it asks for is the same for all, so that edge caches hold it.
    same_for_all: bool,
    /// Numbers of the edges that name it, of those that name any journey.
    named_by: &'a [usize],
    /// Its entry, where it depends on that which reads asked a cache, or whether it is delivered over open lines.
    entry: Option<usize>,
}

/// Whether what a journey asks for is the same for all.
#[must_use]
pub fn same_for_all(journey: &Journey) -> bool {
    matches!(journey.content, Some(Content::Static | Content::Media))
}

/// By journey, as `Graph::journeys` gives them: a number that those have in common which choose alike.
#[must_use]
pub fn alike(graph: &Graph<'_>, journeys: &[(usize, &Journey, usize)]) -> Vec<usize> {
    let mut named_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for edge in graph.edges.iter().filter(|edge| edge.often.names_journeys) {
        for id in edge.connection.journeys.iter().flatten() {
            named_by.entry(id).or_default().push(edge.number);
        }
    }
    let in_sight = || graph.lines().is_none() && graph.edges.iter().all(|edge| asks_in_sight(graph, edge));
    let the_way_in_matters = journeys.len() > 1 && !in_sight();
    let mut known: BTreeMap<Looks<'_>, usize> = BTreeMap::new();
    let mut number_of = |&(_, journey, entry): &(usize, &Journey, usize)| {
        let looks = Looks {
            same_for_all: same_for_all(journey),
            named_by: named_by.get(journey.id.as_str()).map_or(&[], Vec::as_slice),
            entry: the_way_in_matters.then_some(entry),
        };
        let next = known.len();
        *known.entry(looks).or_insert(next)
    };
    journeys.iter().map(&mut number_of).collect()
}

/// Whether the caller asks the cache that an edge comes after itself, whichever journey it is and wherever that came
/// from; also where an edge comes after none.
fn asks_in_sight(graph: &Graph<'_>, edge: &Edge<'_>) -> bool {
    if !edge.often.after_miss {
        return true;
    }
    let &[cache] = &graph.caches[edge.number] else { return false };
    let asking = graph.over(edge.from, cache).iter().map(|&edge| &graph.edges[edge]);
    let is_plain = |edge: &Edge<'_>| !edge.often.after_miss && !edge.often.is_grouped;
    let asks = |edge: &Edge<'_>| {
        let carries_reads = edge.often.mode != Mode::Replication && edge.often.operation != Some(Operation::Write);
        carries_reads && !edge.often.names_journeys && edge.calls * edge.often.share.unwrap_or(1.0) > 0.0
    };
    let only = edge.connection.after_miss_in.len() == 1 && cache != edge.from;
    only && asking.clone().all(is_plain) && asking.clone().any(asks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::structure::{structure, whole_structure};
    use crate::analysis::traffic::{self, JourneyTraffic};
    use crate::rules::testing::design;

    /// Which of three journeys, the first and the last from `a` and the other from `b`, choose alike.
    fn classes(contents: [&str; 3], connections: &str) -> Vec<usize> {
        let journey = |at: usize| {
            let (entry, content) = (["a", "b", "a"][at], contents[at]);
            format!(r#"{{"id": "j{at}", "entry": "{entry}", "operation": "read", "content": "{content}"}}"#)
        };
        let journeys = [0, 1, 2].map(journey).join(",");
        let design = design(&format!(
            r#"{{"workload": {{"journeys": [{journeys}]}},
                "components": [{{"id": "a", "kind": "service"}}, {{"id": "b", "kind": "service"}},
                  {{"id": "c", "kind": "service"}}, {{"id": "cache", "kind": "cache-distributed"}},
                  {{"id": "db", "kind": "sql"}}],
                "connections": [{connections}]}}"#
        ));
        let graph = Graph::new(&design);
        alike(&graph, &graph.journeys().collect::<Vec<_>>())
    }

    const DYNAMIC: [&str; 3] = ["dynamic"; 3];
    const CALLS: &str = r#"{"from": "a", "to": "c"}, {"from": "b", "to": "c"},
        {"from": "c", "to": "db", "after_miss_in": "cache"}"#;

    #[test]
    fn what_they_ask_for_and_who_names_them_tells_them_apart() {
        assert_eq!(classes(DYNAMIC, r#"{"from": "a", "to": "c"}"#), [0, 0, 0]);
        assert_eq!(classes(["dynamic", "static", "media"], r#"{"from": "a", "to": "c"}"#), [0, 1, 1]);
        assert_eq!(classes(DYNAMIC, r#"{"from": "a", "to": "c", "journeys": ["j1", "j2"]}"#), [0, 1, 1]);
        let named_apart =
            r#"{"from": "a", "to": "c", "journeys": ["j1"]}, {"from": "a", "to": "db", "journeys": ["j2"]}"#;
        assert_eq!(classes(DYNAMIC, named_apart), [0, 1, 2]);
    }

    #[test]
    fn where_they_came_from_counts_where_the_cache_was_asked_on_the_way() {
        let asked = |by: &str| format!(r#"{CALLS}, {{"from": "{by}", "to": "cache"}}"#);
        assert_eq!(classes(DYNAMIC, &asked("c")), [0, 0, 0]);
        assert_eq!(classes(DYNAMIC, &asked("a")), [0, 1, 0]);
        // Some of them may not ask it there, or by a choice.
        let for_writes = format!(r#"{CALLS}, {{"from": "c", "to": "cache", "operation": "write"}}"#);
        assert_eq!(classes(DYNAMIC, &for_writes), [0, 1, 0]);
        let by_choice = format!(r#"{CALLS}, {{"from": "c", "to": "cache", "group": "g"}}"#);
        assert_eq!(classes(DYNAMIC, &by_choice), [0, 1, 0]);
    }

    #[test]
    fn what_is_worked_out_for_all_is_what_each_gets_alone() {
        for (id, text) in crate::templates::ALL {
            let file = crate::read(text).unwrap();
            let graph = Graph::new(&file.design);
            let together = traffic::solve(&graph);
            for (shared, (index, journey, entry)) in together.journeys.iter().zip(graph.journeys()) {
                let alone = traffic::follow(&graph, index, journey, entry, None);
                let all = |of: &JourneyTraffic| {
                    let JourneyTraffic { visits, calls, waits, loops, unbounded, leaders, .. } = of;
                    let (needs, whole) = (structure(&graph, of), whole_structure(&graph, of));
                    format!("{visits:?} {calls:?} {waits:?} {loops:?} {unbounded:?} {leaders:?} {needs:?} {whole:?}")
                };
                assert_eq!(all(shared), all(&alone), "{id}: {}", journey.id);
            }
        }
    }
}
