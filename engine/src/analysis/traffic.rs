//! How much of each journey arrives where. Offered load: first attempts, not clipped at any capacity.

use std::ops::{Add, AddAssign, Mul};

/// Reads and writes a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Reads a second.
    pub reads: f64,
    /// Writes a second.
    pub writes: f64,
}

impl Rates {
    /// Both together, a second.
    #[must_use]
    pub fn total(self) -> f64 {
        self.reads + self.writes
    }
}

impl Add for Rates {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { reads: self.reads + other.reads, writes: self.writes + other.writes }
    }
}

impl AddAssign for Rates {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul<f64> for Rates {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { reads: self.reads * factor, writes: self.writes * factor }
    }
}

/// What one journey brings, at its average rate.
#[derive(Clone, Debug, Default)]
pub struct JourneyTraffic {
    /// Place in `Workload::journeys`.
    pub journey: usize,
    /// Number of the entry.
    pub entry: usize,
    /// Peak rate over average rate.
    pub peak_factor: f64,
    /// Rate at the entry, average, a second.
    pub rate: f64,
    /// By node: what arrives.
    pub nodes: Vec<Rates>,
    /// By edge: what goes over it.
    pub edges: Vec<Rates>,
    /// By node: whether the user waits for it.
    pub waits: Vec<bool>,
    /// Nodes of loops that bring back at least as much as went in: no rate is ever reached.
    pub unbounded: Vec<usize>,
}

/// What arrives everywhere.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    /// Each journey whose entry exists.
    pub journeys: Vec<JourneyTraffic>,
    /// By node: all journeys together, average.
    pub average: Vec<Rates>,
    /// By node: all journeys together, all at their peak.
    pub peak: Vec<Rates>,
    /// By edge: all journeys together, average.
    pub edge_average: Vec<Rates>,
    /// By edge: all journeys together, all at their peak.
    pub edge_peak: Vec<Rates>,
    /// By node: whether a loop without end feeds it, so that its figures mean nothing.
    pub unbounded: Vec<bool>,
}
