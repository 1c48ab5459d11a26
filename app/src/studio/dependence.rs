//! Whether a caller fails without what it calls, where the connection does not say so, and because of what: as the engine
//! sees it (`Router::required`), in words. A test compares both on all templates.

use loadbearing_engine::analysis::graph::has_fallback;
use loadbearing_engine::design::{Component, Connection, Design, Journey, Mode, Operation};
use loadbearing_engine::kinds::{self, Dispatch, Family, Kind};

use crate::languages::{t, t_with, told};

/// Why a caller fails without what it calls, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// While the breaker is open, the caller has another answer.
    Fallback,
    /// Copies are handed over, and nobody waits for that.
    Replicated,
    /// Asked or told beside the path of requests.
    Besides,
    /// The caller keeps what it is given and hands it on later.
    HandedOn,
    /// The caller does not wait.
    Told,
    /// A cache with nothing behind it: its caller finds elsewhere what it lacks.
    BesideCache,
    /// A cache that passes only writes on: readers find elsewhere what it lacks.
    BesideCacheForReads,
    /// One of several that the caller chooses among.
    Chosen,
    /// One of a group.
    Grouped,
    /// A queue or a stream that has to take what is sent.
    TakenOver,
    /// The caller waits for the answer.
    Awaited,
}

impl Why {
    /// Whether the caller of reads (0) or writes (1) fails.
    #[must_use]
    pub fn is_required(self, at: usize) -> bool {
        match self {
            Self::Fallback | Self::Replicated | Self::Besides | Self::HandedOn | Self::Told | Self::BesideCache => {
                false
            }
            Self::BesideCacheForReads => at == 1,
            Self::Chosen | Self::Grouped | Self::TakenOver | Self::Awaited => true,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Fallback => "required.fallback",
            Self::Replicated => "required.replicated",
            Self::Besides => "required.besides",
            Self::HandedOn => "required.handed-on",
            Self::Told => "required.told",
            Self::BesideCache => "required.beside-cache",
            Self::BesideCacheForReads => "required.beside-cache-for-reads",
            Self::Chosen => "required.chosen",
            Self::Grouped => "required.grouped",
            Self::TakenOver => "required.taken-over",
            Self::Awaited => "required.awaited",
        }
    }
}

/// What is taken where a connection does not say whether it is required, in a word and in a sentence with its reason.
#[must_use]
pub fn taken(design: &Design, connection: &Connection) -> (String, String) {
    let found = by_reason(design, connection);
    let word = |all: &mut dyn Iterator<Item = Why>| {
        let (mut any, mut every) = (false, true);
        for required in all.flat_map(|why| [why.is_required(0), why.is_required(1)]) {
            any |= required;
            every &= required;
        }
        t(if every {
            "field.on"
        } else if any {
            "required.in-part"
        } else {
            "field.off"
        })
    };
    let sentence = |why: Why| reason(design, connection, why).unwrap_or_default();
    let told = match found.as_slice() {
        [] => return Default::default(),
        [(why, _)] => sentence(*why),
        // A cache may lead on for some journeys alone.
        several => {
            let of = |(why, journeys): &(Why, Vec<String>)| {
                let (word, reason) = (word(&mut std::iter::once(*why)), sentence(*why));
                t_with("required.for", &[("journeys", &journeys.join(", ")), ("word", &word), ("reason", &reason)])
            };
            several.iter().map(of).collect::<Vec<_>>().join("; ")
        }
    };
    let word = word(&mut found.iter().map(|(why, _)| *why));
    (
        t_with("required.by-default", &[("word", &word)]),
        t_with("required.because", &[("word", &word), ("reason", &told)]),
    )
}

/// Reasons, each with the names of the journeys that it holds for.
fn by_reason(design: &Design, connection: &Connection) -> Vec<(Why, Vec<String>)> {
    let named = |journey: &&Journey| connection.journeys.as_ref().is_none_or(|named| named.contains(&journey.id));
    let mut found: Vec<(Why, Vec<String>)> = Vec::new();
    for journey in design.workload.journeys.iter().filter(named) {
        let Some(why) = why(design, connection, Some(&journey.id)) else { continue };
        match found.iter_mut().find(|(other, _)| *other == why) {
            Some((_, journeys)) => journeys.push(journey.label().to_owned()),
            None => found.push((why, vec![journey.label().to_owned()])),
        }
    }
    if found.is_empty() {
        found.extend(why(design, connection, None).map(|why| (why, Vec::new())));
    }
    found
}

fn reason(design: &Design, connection: &Connection, why: Why) -> Option<String> {
    let [(from, from_kind), (to, to_kind)] = ends(design, connection)?;
    let (from_kind, to_kind) = (told(from_kind.name), told(to_kind.name));
    let group = connection.group.as_deref().unwrap_or_default();
    Some(t_with(
        why.key(),
        &[
            ("from", &from.label()),
            ("from-kind", &from_kind),
            ("to", &to.label()),
            ("to-kind", &to_kind),
            ("group", &group),
        ],
    ))
}

/// Why requests of a journey, or of any, fail without the callee of a connection that says nothing of it, or do not.
/// `None` where an end is not there, or of an unknown kind.
#[must_use]
pub fn why(design: &Design, connection: &Connection, journey: Option<&str>) -> Option<Why> {
    let [(from, from_kind), (to, to_kind)] = ends(design, connection)?;
    let leads_on = |at| {
        let on = Onward { design, journey };
        to_kind.family != Family::Cache || on.passes(to, arrives(connection, at), &mut Vec::new())
    };
    let is_one_of_several = || is_one_of_several(design, from, from_kind);
    Some(match from_kind.family.mode_to(to_kind.family, connection.mode) {
        _ if has_fallback(connection) => Why::Fallback,
        Mode::Replication => Why::Replicated,
        _ if to_kind.stands_aside() => Why::Besides,
        _ if from_kind.family.is_broker() => Why::HandedOn,
        _ if to_kind.family.is_broker() && is_one_of_several() => Why::Chosen,
        _ if to_kind.family.is_broker() => Why::TakenOver,
        Mode::Async => Why::Told,
        Mode::Sync if !leads_on(1) => Why::BesideCache,
        Mode::Sync if !leads_on(0) => Why::BesideCacheForReads,
        Mode::Sync if connection.group.is_some() => Why::Grouped,
        Mode::Sync if is_one_of_several() => Why::Chosen,
        Mode::Sync => Why::Awaited,
    })
}

type End<'a> = (&'a Component, &'static Kind);

fn ends<'a>(design: &'a Design, connection: &Connection) -> Option<[End<'a>; 2]> {
    let end = |id: &str| {
        let component = design.components.iter().find(|component| component.id == id)?;
        Some((component, kinds::find(&component.kind)?))
    };
    Some([end(&connection.from)?, end(&connection.to)?])
}

/// Whether a component sends requests on to whom of several it chooses.
fn is_one_of_several(design: &Design, from: &Component, kind: &Kind) -> bool {
    let called = |one: &&Connection| {
        let goes_on = |(_, kind): End<'_>| !kind.stands_aside();
        one.from == from.id && one.mode == Mode::Sync && ends(design, one).is_some_and(|[_, to]| goes_on(to))
    };
    matches!(kind.dispatch, Dispatch::OneOf | Dispatch::Route)
        && design.connections.iter().filter(called).nth(1).is_some()
}

/// What reads (0) or writes (1) are where a connection ends.
fn arrives(connection: &Connection, at: usize) -> usize {
    match connection.operation {
        Some(Operation::Read) => 0,
        Some(Operation::Write) => 1,
        None => at,
    }
}

/// Where requests go on from a cache.
struct Onward<'a> {
    design: &'a Design,
    /// Whose requests, by the id of the journey; `None`: any.
    journey: Option<&'a str>,
}

impl<'a> Onward<'a> {
    /// Whether a cache passes on what it does not answer to something that is no cache. A write may follow later.
    fn passes(&self, cache: &'a Component, at: usize, seen: &mut Vec<&'a str>) -> bool {
        if seen.contains(&cache.id.as_str()) {
            return false;
        }
        seen.push(&cache.id);
        let mut outgoing = self.design.connections.iter().filter(|one| one.from == cache.id && self.fits(one, at));
        outgoing.any(|one| {
            ends(self.design, one).is_some_and(|[_, (to, kind)]| match kind.family {
                Family::Cache => self.passes(to, arrives(one, at), seen),
                family => !family.beside_the_path(),
            })
        })
    }

    fn fits(&self, connection: &Connection, at: usize) -> bool {
        let goes_on = match connection.mode {
            Mode::Sync => true,
            Mode::Async => at == 1,
            Mode::Replication => false,
        };
        goes_on
            && match (&connection.journeys, self.journey) {
                (Some(named), Some(journey)) => named.iter().any(|id| id == journey),
                (Some(_), None) => true,
                // Without named journeys an operation selects.
                (None, _) => arrives(connection, at) == at,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::analysis::Graph;
    use loadbearing_engine::analysis::routing::Router;
    use loadbearing_engine::{read, templates};

    fn design(connections: &str) -> Design {
        let text = format!(
            r#"{{"format": "loadbearing/1", "components": [
                {{"id": "api", "kind": "server"}}, {{"id": "lb", "kind": "lb-l7"}}, {{"id": "redis", "kind": "cache-distributed"}},
                {{"id": "db", "kind": "sql"}}, {{"id": "other", "kind": "server"}}, {{"id": "queue", "kind": "queue"}},
                {{"id": "worker", "kind": "worker"}}, {{"id": "logs", "kind": "logs"}}], "connections": [{connections}]}}"#
        );
        read(&text).expect("the design can be read").design
    }

    #[test]
    fn each_reason_has_its_smallest_design() {
        let rows = [
            (r#"{"from": "api", "to": "db"}"#, Why::Awaited),
            (r#"{"from": "api", "to": "db", "group": "stores"}"#, Why::Grouped),
            (r#"{"from": "api", "to": "other", "mode": "async"}"#, Why::Told),
            (r#"{"from": "api", "to": "queue", "mode": "async"}"#, Why::TakenOver),
            (r#"{"from": "queue", "to": "worker", "mode": "async"}"#, Why::HandedOn),
            (r#"{"from": "api", "to": "logs"}"#, Why::Besides),
            (r#"{"from": "db", "to": "db", "mode": "replication"}"#, Why::Replicated),
            (r#"{"from": "api", "to": "redis"}"#, Why::BesideCache),
            (r#"{"from": "api", "to": "redis"}, {"from": "redis", "to": "db"}"#, Why::Awaited),
            (
                r#"{"from": "api", "to": "redis"}, {"from": "redis", "to": "db", "mode": "async"}"#,
                Why::BesideCacheForReads,
            ),
            (r#"{"from": "lb", "to": "api"}"#, Why::Awaited),
            (r#"{"from": "lb", "to": "api"}, {"from": "lb", "to": "other"}"#, Why::Chosen),
            (
                r#"{"from": "api", "to": "db", "settings": {"circuit_breaker": true, "circuit_breaker_fallback": true}}"#,
                Why::Fallback,
            ),
        ];
        for (connections, expected) in rows {
            let design = design(connections);
            assert_eq!(why(&design, &design.connections[0], None), Some(expected), "{connections}");
        }
    }

    #[test]
    fn the_sentence_says_which_and_why() {
        let design = design(r#"{"from": "api", "to": "redis"}, {"from": "api", "to": "db"}"#);
        let (word, sentence) = taken(&design, &design.connections[0]);
        assert!(word.ends_with("no") && sentence.contains("Distributed cache"), "{word} {sentence}");
        let (word, sentence) = taken(&design, &design.connections[1]);
        assert!(word.ends_with("yes") && sentence.contains("api waits for the answer of db"), "{word} {sentence}");
    }

    #[test]
    fn the_engine_sees_it_alike_in_all_templates() {
        let mut compared = 0;
        for id in templates::ids() {
            let mut design =
                read(&templates::text(&id).expect("templates have a text")).expect("they can be read").design;
            design.connections.iter_mut().for_each(|connection| connection.required = None);
            let graph = Graph::new(&design);
            for journey in &design.workload.journeys {
                let router = Router::new(&graph, journey);
                for edge in &graph.edges {
                    let why = why(&design, edge.connection, Some(&journey.id)).expect("both ends are there");
                    let hands_on = graph.nodes[edge.from].kind.family.is_broker();
                    for at in (0..2).filter(|at| router.fits(edge.number)[*at]) {
                        let expected = router.required(edge.number, at) && !hands_on;
                        let name = format!("{id}: {} → {}, {why:?}", edge.connection.from, edge.connection.to);
                        assert_eq!(why.is_required(at), expected, "{name}");
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
}
