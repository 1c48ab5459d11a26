//! What each time of a journey is, and why it is put together as it is: kept where somebody asks how a percentile
//! comes about.

use std::collections::BTreeMap;

use super::{Builder, Calls, Pressed, What, built, built_everywhere};
use crate::analysis::capacity::Role;
use crate::analysis::graph::Graph;
use crate::analysis::routing::Router;
use crate::analysis::skew::Shards;
use crate::analysis::stations::Station;
use crate::analysis::times::{Time, Tried};
use crate::analysis::traffic::Traffic;
use crate::analysis::ways::Ways;

/// A time with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Waiting for a free place in a component.
    Wait {
        /// The component, by number.
        node: usize,
        /// Of reads (0) or of writes (1).
        operation: usize,
        /// For which copies.
        role: (Role, Shards),
    },
    /// A component at work, by number.
    Work(usize),
    /// A way and back; of reads (0) or of writes (1).
    Way((What, usize)),
    /// From a request's arrival at a component to its answer.
    Answer(usize),
    /// A call over a connection, by number of the edge.
    Call(usize),
}

/// Where the chances and counts of a time come from that is put together from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Members are those of roles of a component, for reads (0) or for writes (1).
    Roles(usize, usize, Vec<(Role, Shards)>),
    /// Other copies of a store, by number, that are told of a write (1) or asked by a read (0).
    Copies(usize, usize),
    /// The several calls of one connection, each of which takes a time.
    Calls {
        /// Number of the edge.
        edge: usize,
        /// Number of the time.
        each: usize,
    },
    /// A second request over a connection.
    Hedge(usize),
    /// Attempts over a connection, of what arrives there as reads (0) or writes (1).
    Tried(usize, usize),
    /// Members are calls over connections, in the case that some caches were missed.
    Choice {
        /// Who calls.
        node: usize,
        /// For a read (0) or a write (1).
        operation: usize,
        /// Caches that were missed.
        after: Vec<usize>,
        /// By member: the edge.
        edges: Vec<usize>,
    },
    /// One case within another: that more caches were missed.
    Case {
        /// Who calls.
        node: usize,
        /// For a read (0) or a write (1).
        operation: usize,
        /// Caches that were missed.
        after: Vec<usize>,
        /// Those that were missed anyhow.
        within: Vec<usize>,
    },
}

/// A connection that a request may go over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// By number.
    pub edge: usize,
    /// Probability that it does.
    pub probability: f64,
}

/// What is kept.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    names: BTreeMap<usize, Named>,
    why: BTreeMap<usize, Why>,
    /// By node, for a read (0) or a write (1): what it calls, alternatives to each other together.
    calls: BTreeMap<(usize, usize), Vec<Vec<Member>>>,
}

impl Builder<'_> {
    /// Keeps what a time is. The first name stays: an answer that is nothing but work is work.
    pub(super) fn name(&mut self, id: usize, named: Named) {
        if let Some(notes) = &mut self.notes {
            notes.names.entry(id).or_insert(named);
        }
    }

    /// Keeps what a component calls, alternatives to each other.
    pub(super) fn called(&mut self, at: (usize, usize), members: impl FnOnce() -> Vec<Member>) {
        if let Some(notes) = &mut self.notes {
            notes.calls.entry(at).or_default().push(members());
        }
    }

    /// Keeps why a time is put together so.
    pub(super) fn explain(&mut self, id: usize, why: impl FnOnce() -> Why) {
        if let Some(notes) = &mut self.notes {
            notes.why.insert(id, why());
        }
    }
}

/// What is left after caches of a component were missed, as a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Whether the component is one of them.
    pub itself: bool,
    /// An edge that comes after the others.
    pub edge: Option<usize>,
}

/// The times of a journey, with all that is known of how they are put together.
pub struct Explained<'a> {
    builder: Builder<'a>,
    notes: Notes,
    /// By number, what a time takes on average.
    pub means: Vec<f64>,
    /// By number, what a time belongs to.
    owners: BTreeMap<usize, What>,
}

/// The times of a journey, by its place in the traffic; `None` where it has no distribution.
#[must_use]
pub fn explained<'a>(
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    at: usize,
    stations: &'a [Station],
    ways: &'a Ways<'a>,
) -> Option<Explained<'a>> {
    told(built(graph, traffic, at, (stations, ways), Some(Notes::default())).ok()?)
}

/// The same with what the journey's user does not wait for.
#[must_use]
pub fn explained_everywhere<'a>(
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    at: usize,
    stations: &'a [Station],
    ways: &'a Ways<'a>,
    patience: Option<&'a Pressed<'a>>,
) -> Option<Explained<'a>> {
    told(built_everywhere(graph, traffic, at, (stations, ways), (patience, Some(Notes::default()))))
}

fn told(mut builder: Builder<'_>) -> Option<Explained<'_>> {
    let means = builder.times.answer(&[])?.means;
    let owners = builder.owners.iter().map(|&(id, (what, _), _)| (id, what)).collect();
    let notes = builder.notes.take().unwrap_or_default();
    Some(Explained { builder, notes, means, owners })
}

impl<'a> Explained<'a> {
    /// Number of the time of the whole.
    #[must_use]
    pub fn root(&self) -> usize {
        self.means.len().saturating_sub(1)
    }

    /// A time by its number.
    #[must_use]
    pub fn time(&self, id: usize) -> &Time {
        self.builder.times.get(id)
    }

    /// What a time is, where it has a name.
    #[must_use]
    pub fn named(&self, id: usize) -> Option<Named> {
        self.notes.names.get(&id).copied()
    }

    /// Why a time is put together so, where chances or counts are in it.
    #[must_use]
    pub fn why(&self, id: usize) -> Option<&Why> {
        self.notes.why.get(&id)
    }

    /// The journey's ways.
    #[must_use]
    pub fn router(&self) -> &Router<'a> {
        &self.builder.router
    }

    /// What a component calls for a read (0) or a write (1), alternatives to each other together.
    #[must_use]
    pub fn called(&self, node: usize, operation: usize) -> &[Vec<Member>] {
        self.notes.calls.get(&(node, operation)).map_or(&[], Vec::as_slice)
    }

    /// What becomes of the calls over an edge that arrive as reads (0) or writes (1), where callers lose patience.
    #[must_use]
    pub fn tried(&self, edge: usize, operation: usize) -> Option<&Calls> {
        self.builder.tries.get(&(edge, operation)).map(|made| &made.calls)
    }

    /// The attempts over an edge that arrive as reads (0) or writes (1), where there are more than a plain one.
    #[must_use]
    pub fn attempts_over(&self, edge: usize, operation: usize) -> Option<&Tried> {
        let made = self.builder.tries.get(&(edge, operation))?;
        if let Time::Tried(tried) = self.time(made.whole) { Some(tried) } else { None }
    }

    /// Calls over an edge for each read (0) or write (1) of its caller.
    #[must_use]
    pub fn weight(&self, edge: usize, operation: usize) -> f64 {
        self.builder.journey.steps.weights[edge][operation]
    }

    /// Probability that all of these caches are missed, where a component asks any of them, and what makes it.
    #[must_use]
    pub fn left(&self, node: usize, operation: usize, after: &[usize]) -> (f64, Left) {
        (self.builder.left(node, operation, after), self.builder.left_of(node, operation, after))
    }

    /// The time of one call over an edge that takes the longest on average: of reads, of writes, of the laps of a loop.
    #[must_use]
    pub fn call(&self, edge: usize) -> Option<usize> {
        let means = &self.means;
        let calls = self.builder.calls.iter().filter(|(over, _)| *over == edge).map(|(_, id)| *id);
        calls.reduce(|longest, id| if means[id] > means[longest] { id } else { longest })
    }

    /// The time from a request's arrival at a component to its answer, of reads (0) or of writes (1).
    #[must_use]
    pub fn stay(&self, node: usize, operation: usize) -> Option<usize> {
        self.builder.answers[node][operation]
    }

    /// By number of the time: the part of its mean that belongs to something, as the whole is shared out.
    #[must_use]
    pub fn due(&self, to: What) -> Vec<f64> {
        let means = &self.means;
        let mut due: Vec<f64> = Vec::with_capacity(means.len());
        for (id, mean) in means.iter().enumerate() {
            let one = match self.time(id) {
                Time::Constant(_) | Time::Exponential { .. } => {
                    if self.owners.get(&id) == Some(&to) {
                        *mean
                    } else {
                        0.0
                    }
                }
                Time::Series(ids) => ids.iter().map(|&other| due[other]).sum(),
                Time::OneOf(members) => members.iter().map(|&(share, other)| share * due[other]).sum(),
                Time::AtOnce { members, .. } => {
                    let alone: f64 = members.iter().map(|&(share, other)| share * means[other]).sum();
                    let of: f64 = members.iter().map(|&(share, other)| share * due[other]).sum();
                    if alone > 0.0 { mean * of / alone } else { 0.0 }
                }
                Time::Fastest { of, besides: Some(other), .. } => {
                    let alone = means[*of] + means[*other];
                    if alone > 0.0 { mean * (due[*of] + due[*other]) / alone } else { 0.0 }
                }
                Time::Fastest { .. } | Time::Hedged { .. } | Time::Tried(_) => {
                    let mut of = 0;
                    self.time(id).parts(&mut |other| of = other);
                    if means[of] > 0.0 { mean * due[of] / means[of] } else { 0.0 }
                }
            };
            due.push(one);
        }
        due
    }
}
