//! Fixes that draw something: a component before another one, between two, or beside one, connected as it has to be. New
//! parts have two copies where they could stand alone, and as many as the traffic takes that will pass them.

use std::collections::BTreeSet;

use super::fix::Fix;
use super::fix_copies::AT_LEAST;
use super::phrase::{grouped, percent, seconds};
use crate::analysis::capacity::{per_copy, whole};
use crate::analysis::graph::Node;
use crate::analysis::wiring;
use crate::design::vocabulary::{Fallback, Source};
use crate::design::{Mode, Operation, Setting};
use crate::kinds::{self, Copies, Family};

/// Messages that keep failing, as a part of all: an assumption.
const FAIL_FOR_GOOD: f64 = 0.001;

/// The kind of caches that are drawn.
const CACHE: &str = "cache-distributed";
/// Seconds for which an old value does little harm.
pub const SHORT_LIFE: f64 = 300.0;
/// Who says so.
pub const LITTLE_HARM: Source = Source::Documented("interview-answers § Theory 7. Caching Layers");

/// What a new part will have to carry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    /// Requests a second at peak.
    pub peak: f64,
    /// Utilisation that it should not pass.
    pub target: f64,
}

impl Fix<'_> {
    /// Removes connections, and says which.
    #[must_use]
    pub fn without(mut self, edges: impl IntoIterator<Item = usize>) -> Self {
        for edge in edges {
            self.disconnect(edge);
            self.tell(format!("Gone: {}.", self.way(edge)), None);
        }
        self
    }

    /// A new component of a kind beside another one, with as many copies as it takes to carry a load and not to stand
    /// alone; its id. Says so, with what it is for.
    pub fn draw(&mut self, kind: &str, beside: usize, load: Load, purpose: &str) -> Option<String> {
        let id = self.add(kind, beside)?;
        let known = kinds::find(kind)?;
        let component = self.added(&id)?;
        let drawn = component.clone();
        let node = Node::new(&drawn, 0, known, None);
        let needed = per_copy(&node).map_or(1, |copy| whole(load.peak / (copy.reads.min(copy.writes) * load.target)));
        let mut copies = String::new();
        if !node.managed() && needed <= u64::from(u32::MAX) {
            match known.copies {
                Copies::Inside => {}
                Copies::Pool => {
                    let instances = needed.max(AT_LEAST) as u32;
                    component.instances = Some(instances);
                    copies = format!(", {} instances", grouped(f64::from(instances)));
                }
                Copies::Shards => {
                    component.replicas = Some(1);
                    copies = ", with a replica".to_owned();
                    if needed > 1 {
                        component.shards = Some(needed as u32);
                        copies = format!(", {} shards, each with a replica", grouped(needed as f64));
                    }
                }
            }
        }
        let label = component.label().to_owned();
        self.tell(format!("New: {label}{copies}, {purpose}."), None);
        Some(id)
    }

    /// A new component that all of these connections lead to from now on, and that passes everything on to where they
    /// led: to one component. Journeys that enter there enter at the new one.
    pub fn put_before(&mut self, node: usize, edges: &[usize], kind: &str, load: Load) -> Option<String> {
        let purpose = format!("in front of {}", self.label(node));
        let id = self.draw(kind, node, load, &purpose)?;
        for &edge in edges {
            self.connection(edge).to.clone_from(&id);
        }
        if edges.is_empty() {
            let own = self.node(node).id();
            let journeys = self.graph.design.workload.journeys.len();
            for place in (0..journeys).filter(|&place| self.graph.design.workload.journeys[place].entry == own) {
                self.journey(place).entry.clone_from(&id);
            }
        }
        let target = self.node(node).id().to_owned();
        self.connect(&id, &target);
        Some(id)
    }

    /// A balancer in front of a pool that is called by what users reach without one: those callers know one address,
    /// whatever copies there are.
    #[must_use]
    pub fn balanced(mut self, pool: usize, load: Load, unbalanced: &BTreeSet<usize>) -> Self {
        let serves = matches!(self.node(pool).kind.family, Family::Compute | Family::ConnectionServer);
        if !serves || self.node(pool).managed() {
            return self;
        }
        let around = |edge: &usize| {
            let edge = &self.graph.edges[*edge];
            !wiring::balances(&self.node(edge.from)) && edge.is_sync() && unbalanced.contains(&edge.from)
        };
        let edges: Vec<usize> = self.graph.incoming[pool].iter().copied().filter(around).collect();
        if !edges.is_empty() {
            self.put_before(pool, &edges, "lb-l7", load);
        }
        self
    }

    /// A queue between the two ends of a call: the caller hands over and goes on, the callee works it off. With a
    /// dead-letter queue for what keeps failing.
    pub fn queue_between(&mut self, edge: usize, load: Load) -> Option<String> {
        let (from, to) = (self.graph.edges[edge].from, self.graph.edges[edge].to);
        let purpose = format!("between {} and {}", self.label(from), self.label(to));
        let id = self.draw("queue", to, load, &purpose)?;
        self.put_aside(&[to], to)?;
        let queue = self.added(&id)?;
        for name in ["dead_letter_queue", "retry"] {
            queue.settings.insert(name.to_owned(), Setting::Switch(true));
        }
        let callee = self.node(to).id().to_owned();
        let handing = self.connection(edge);
        handing.to.clone_from(&id);
        handing.mode = Mode::Async;
        handing.required = None;
        // What belongs to a call that waits means nothing any more.
        handing.settings.retain(|name, _| ["purpose", "payload", "idempotency_key", "tls"].contains(&name.as_str()));
        self.connect(&id, &callee).mode = Mode::Async;
        self.tell(format!("{} hands over and goes on; {} works it off.", self.label(from), self.label(to)), None);
        Some(id)
    }

    /// A dead-letter queue that these consumers put messages into which keep failing.
    pub fn put_aside(&mut self, consumers: &[usize], beside: usize) -> Option<String> {
        let id = self.draw("dlq", beside, Load::default(), "for messages that keep failing")?;
        for &consumer in consumers {
            let consumer = self.node(consumer).id().to_owned();
            let letters = self.connect(&consumer, &id);
            letters.mode = Mode::Async;
            // Who puts aside what it cannot do has answered: without the dead letters it keeps the message.
            letters.required = Some(false);
            letters.calls = Some(FAIL_FOR_GOOD);
        }
        self.tell("One message of a thousand is taken to end there.", Some(Source::Assumption));
        Some(id)
    }

    /// A cache that the callers of a store ask first; what it does not know is asked of the store as before. Entries live
    /// so short that a write need not delete them.
    pub fn cache_beside(&mut self, store: usize, edges: &[usize], load: Load) -> Option<String> {
        let purpose = format!("asked before {}", self.label(store));
        let id = self.draw(CACHE, store, load, &purpose)?;
        let cache = self.added(&id)?;
        cache.settings.insert("pattern".to_owned(), Setting::Text("cache-aside".to_owned()));
        cache.settings.insert("ttl_seconds".to_owned(), Setting::Number(SHORT_LIFE));
        let label = cache.label().to_owned();
        let reads = |id: &&String| {
            let journeys = &self.graph.design.workload.journeys;
            journeys.iter().any(|journey| journey.id == **id && journey.operation == Operation::Read)
        };
        let asked: Vec<(usize, Option<Vec<String>>)> = edges
            .iter()
            .map(|&edge| {
                let named = self.graph.edges[edge].connection.journeys.as_ref();
                (edge, named.map(|named| named.iter().filter(reads).cloned().collect()))
            })
            .collect();
        for (edge, named) in asked.into_iter().filter(|(_, named)| named.as_ref().is_none_or(|named| !named.is_empty()))
        {
            let caller = self.node(self.graph.edges[edge].from).id().to_owned();
            self.connection(edge).after_miss_in.push(id.clone());
            let asking = self.connect(&caller, &id);
            asking.operation = named.is_none().then_some(Operation::Read);
            asking.journeys = named;
        }
        let hits = kinds::find(CACHE)?.setting("hit_rate")?;
        if let Fallback::Number(share) = hits.default {
            self.tell(format!("{label} is taken to answer {} of the reads.", percent(share)), Some(hits.source));
        }
        self.tell(format!("{label}: time to live {}.", seconds(SHORT_LIFE)), Some(LITTLE_HARM));
        Some(id)
    }
}
