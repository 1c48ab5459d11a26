//! The workings of how long requests stay at a component, and of calls that are sent twice.

use super::arrivals::{When, Which, going_over_of};
use super::distribution_working::Writer;
use super::journey_time::{Pressed, explained_everywhere};
use super::latency_working::Passage;
use super::named_inputs::Inputs;
use super::working::Working;

impl Passage<'_> {
    /// Share of a journey's calls over a connection, by number of the edge, that are sent twice: likewise.
    #[must_use]
    pub fn hedged(&self, at: usize, edge: usize) -> Option<Working> {
        let (explained, twice) = (self.explained(at)?, *self.known(at)?.hedged.get(&edge)?);
        let after = self.graph.edges[edge].number("hedge_after_ms")?;
        let mut inputs = Inputs::default();
        let call = Writer::new(self, &explained).term(explained.call(edge)?, &mut inputs)?;
        let name = "time until the second";
        let from = format!("connections[{}].hedge_after_ms", self.graph.edges[edge].name());
        Some(inputs.into_working(format!("later({name}, {call})"), twice).stated(name, after, from))
    }

    /// Calls of a journey over a connection that are made besides the first attempts, a second at peak: likewise.
    #[must_use]
    pub fn hedges(&self, at: usize, edge: usize) -> Option<Working> {
        let twice = self.hedged(at, edge)?;
        let calls = going_over_of(self.graph, self.traffic, edge, When::Peak, Which::Both, &|other| other == at);
        Some(
            Working::new("calls × sent twice", calls.value * twice.value)
                .worked("calls", calls)
                .worked("sent twice", twice),
        )
    }

    /// How long a request of a journey stays at a component on average, of reads (0) or of writes (1): likewise.
    #[must_use]
    pub fn stay(
        &self,
        at: usize,
        (node, operation): (usize, usize),
        patience: Option<&Pressed<'_>>,
    ) -> Option<Working> {
        let explained = explained_everywhere(self.graph, self.traffic, at, self.stations, self.ways, patience)?;
        Writer::new(self, &explained).varying(explained.stay(node, operation)?)
    }
}
