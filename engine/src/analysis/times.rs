//! Times put together from times: one after another, one of several, several at once, the fastest of several, hedged.
//! Gives mean, percentiles, and what each part adds to the mean. Percentiles are never added. Knows no components.
//!
//! Parts count as independent. Constants are set aside and added exactly; what is random lies on a lattice whose step
//! is a power of two, chosen for each percentile so that it lies hundreds of steps from the constant part. Each part is
//! rounded to a neighbouring step with its mean kept, so a percentile is off by no more than one step for each part
//! on the longest way, and but for one request in a million by the root of that (Hoeffding 1963): [`Answer::within`].
//! Mostly it is off by much less. What lies beyond a lattice does not matter to what is read from it, because no time
//! is negative.

mod kept;
mod lattices;
mod shares;
mod tried;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lattice::Circle;
pub use kept::Lates;
use shares::{cumulated, digits, exponent_of, located, look, step_of};
pub use tried::Tried;

/// A time; others are named by the number that they were given.
#[derive(Clone, Debug, PartialEq)]
pub enum Time {
    /// Always the same.
    Constant(f64),
    /// Exponential with a mean, with a probability; else nothing.
    Exponential {
        /// Probability of taking any time.
        probability: f64,
        /// Mean where it does.
        mean: f64,
    },
    /// One after another.
    Series(Vec<usize>),
    /// One of these, by probability; none where they add up to less than 1.
    OneOf(Vec<(f64, usize)>),
    /// So many of these at once, each with a probability of being among them, until the last has answered.
    AtOnce {
        /// Probability and number.
        members: Vec<(f64, usize)>,
        /// How many are asked.
        asked: usize,
    },
    /// Several that are alike, at once, and perhaps one that is not, until so many have answered (David and Nagaraja, Order
    /// Statistics).
    Fastest {
        /// How long one takes.
        of: usize,
        /// How many of them are asked.
        asked: u32,
        /// How many answers are waited for.
        wanted: u32,
        /// How long the one takes that is asked besides.
        besides: Option<usize>,
    },
    /// A second is sent when the first is late; the first answer counts (Dean and Barroso 2013).
    Hedged {
        /// How long one takes.
        of: usize,
        /// When the second is sent.
        after: f64,
    },
    /// Given up after a time and tried again, until an answer or the last failure.
    Tried(Tried),
}

impl Time {
    /// Names the times that it is put together from.
    pub fn parts(&self, see: &mut dyn FnMut(usize)) {
        match self {
            Self::Constant(_) | Self::Exponential { .. } => {}
            Self::Series(ids) => ids.iter().copied().for_each(see),
            Self::OneOf(members) | Self::AtOnce { members, .. } => members.iter().for_each(|&(_, id)| see(id)),
            Self::Fastest { of, besides, .. } => [*of].into_iter().chain(*besides).for_each(see),
            Self::Hedged { of, .. } | Self::Tried(Tried { of, .. }) => see(*of),
        }
    }
}

/// Times that are put together from each other.
#[derive(Debug, Default)]
pub struct Times {
    all: Vec<Time>,
    /// What each takes at least.
    least: Vec<f64>,
    /// What each takes on average, or more where several run at once.
    bound: Vec<f64>,
    /// Parts that are rounded on the longest way through each.
    rounded: Vec<u32>,
    /// Logarithm of how many ways through each are taken at once.
    ways: Vec<f64>,
    /// A number for what each is put together from.
    prints: Vec<u128>,
    /// How many were put on lattices to see which are late.
    pub effort: usize,
}

/// How far off a percentile may be for being read from a lattice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rounding {
    /// Step of the coarsest lattice that one was read from; 0 where nothing is random.
    pub step: f64,
    /// Parts that are rounded on the longest way.
    pub parts: f64,
    /// Logarithm of how many ways are taken at once.
    pub ways: f64,
}

impl Rounding {
    /// A step for reading, and what the parts add up to.
    #[must_use]
    pub fn within(&self) -> f64 {
        let mostly = libm::sqrt(0.5 * self.parts * (libm::log(2.0 / MISSED) + self.ways));
        self.step * (1.0 + self.parts.min(mostly))
    }
}

/// How long something takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Mean.
    pub mean: f64,
    /// For each share asked for, the time that it does not exceed.
    pub quantiles: Vec<f64>,
    /// No percentile is off by more for being rounded, but for the share of one request in a million.
    pub within: f64,
    /// What that follows from.
    pub rounding: Rounding,
    /// By number: how often it counts in the mean.
    pub weights: Vec<f64>,
    /// By number: its mean.
    pub means: Vec<f64>,
}

/// So many times are put on the finer lattice.
const FEW: usize = 100;
static FINE: LazyLock<Circle> = LazyLock::new(|| Circle::new(2048));
static COARSE: LazyLock<Circle> = LazyLock::new(|| Circle::new(1024));
/// Digits of a percentile that are not lost on the way.
const DIGITS: i32 = 5;
/// Digits of the mean of several at once.
const MEAN_DIGITS: i32 = 7;
/// Part of the mean below which nobody looks closer.
const NEGLIGIBLE: f64 = 1e-9;
/// A share that is reached but for this is reached.
const REACHED: f64 = 1e-9;
/// Share of requests for which rounding errors may add up to more than is said.
pub const MISSED: f64 = 1e-6;
/// What is less likely adds nothing to a mean.
const UNLIKELY: f64 = 1e-10;
/// Lattices, each four times as wide as the one before, that one mean may take.
const MOST_LATTICES: i32 = 24;

impl Times {
    /// Adds a time; those it names were added before.
    pub fn add(&mut self, time: Time) -> usize {
        let (least, bound, rounded) = self.outline(&time);
        self.ways.push(self.ways_through(&time));
        self.least.push(least);
        self.bound.push(bound);
        self.rounded.push(rounded);
        self.prints.push(kept::print(&time, &self.prints));
        self.all.push(time);
        self.all.len() - 1
    }

    /// Adds times one after another; one alone stands for itself.
    pub fn series(&mut self, ids: Vec<usize>) -> usize {
        match ids.as_slice() {
            [only] => *only,
            _ => self.add(Time::Series(ids)),
        }
    }

    /// An added time.
    #[must_use]
    pub fn get(&self, id: usize) -> &Time {
        &self.all[id]
    }

    /// What an added time takes on average, or more where several run at once.
    #[must_use]
    pub fn bound(&self, id: usize) -> f64 {
        self.bound[id]
    }

    fn outline(&self, time: &Time) -> (f64, f64, u32) {
        let least = |ids: &mut dyn Iterator<Item = usize>| ids.map(|id| self.least[id]).fold(f64::INFINITY, f64::min);
        match time {
            Time::Constant(value) => (*value, *value, 0),
            Time::Exponential { probability, mean } => (0.0, probability * mean, u32::from(*mean > 0.0)),
            Time::Series(ids) => ids.iter().fold((0.0, 0.0, 0), |sum: (f64, f64, u32), &id| {
                (sum.0 + self.least[id], sum.1 + self.bound[id], sum.2.saturating_add(self.rounded[id]))
            }),
            Time::OneOf(members) => {
                let all: f64 = members.iter().map(|(share, _)| share).sum();
                let least = least(&mut members.iter().map(|(_, id)| *id));
                // Rounding errors of shares are no case of their own.
                let least = if all < 1.0 - REACHED || members.is_empty() { 0.0 } else { least };
                let bound = members.iter().map(|(share, id)| share * self.bound[*id]).sum();
                (least, bound, self.longest(members, least))
            }
            Time::AtOnce { members, .. } => {
                let least = least(&mut members.iter().map(|(_, id)| *id));
                let bound = members.iter().map(|(_, id)| self.bound[*id]).sum();
                (if members.is_empty() { 0.0 } else { least }, bound, self.longest(members, least))
            }
            Time::Fastest { of, wanted, besides: None, .. } => {
                (self.least[*of], self.bound[*of] * f64::from(*wanted), self.rounded[*of])
            }
            // No longer than that one, and enough of the others.
            Time::Fastest { of, wanted, besides: Some(other), .. } => {
                let least = self.least[*of].min(self.least[*other]);
                let bound = self.bound[*other] + self.bound[*of] * f64::from(wanted.saturating_sub(1));
                (least, bound, self.longest(&[(1.0, *of), (1.0, *other)], least))
            }
            Time::Hedged { of, .. } => (self.least[*of], self.bound[*of], self.rounded[*of].saturating_add(1)),
            Time::Tried(tried) => (
                self.least[tried.of].min(tried.after),
                tried.each.unwrap_or(self.bound[tried.of]) * tried.attempts() + tried.waiting(),
                self.rounded[tried.of].saturating_add(1).saturating_mul(tried.most),
            ),
        }
    }

    fn ways_through(&self, time: &Time) -> f64 {
        let most = |ids: &mut dyn Iterator<Item = usize>| ids.map(|id| self.ways[id]).fold(0.0, f64::max);
        match time {
            Time::Constant(_) | Time::Exponential { .. } => 0.0,
            Time::Series(ids) => ids.iter().map(|&id| self.ways[id]).sum(),
            Time::OneOf(members) => most(&mut members.iter().map(|(_, id)| *id)),
            Time::AtOnce { members, .. } => {
                most(&mut members.iter().map(|(_, id)| *id)) + libm::log(members.len().max(1) as f64)
            }
            Time::Fastest { of, asked, besides, .. } => {
                let all = f64::from(*asked) + if besides.is_some() { 1.0 } else { 0.0 };
                most(&mut [*of].into_iter().chain(*besides)) + libm::log(all.max(1.0))
            }
            Time::Hedged { of, .. } => self.ways[*of] + std::f64::consts::LN_2,
            Time::Tried(tried) => self.ways[tried.of] + libm::log(f64::from(tried.most)),
        }
    }

    fn longest(&self, members: &[(f64, usize)], least: f64) -> u32 {
        let rounded = |&(_, id): &(f64, usize)| self.rounded[id].saturating_add(u32::from(self.least[id] > least));
        members.iter().map(rounded).max().unwrap_or(0)
    }

    /// Whether any run at once.
    #[must_use]
    pub fn joins(&self) -> bool {
        self.all.iter().any(is_joined)
    }

    /// How long the time that was added last takes. `None` where there is none, or where no lattice is wide enough.
    #[must_use]
    pub fn answer(&self, shares: &[f64]) -> Option<Answer> {
        let root = self.all.len().checked_sub(1)?;
        let means = self.means(&mut Lates::default());
        let mut lattices = BTreeMap::new();
        let mut quantiles = Vec::new();
        let mut rounding = Rounding { step: 0.0, parts: f64::from(self.rounded[root]), ways: self.ways[root] };
        for &share in shares {
            let (quantile, step) = self.read_off(root, share, &mut lattices)?;
            quantiles.push(quantile);
            rounding.step = rounding.step.max(step);
        }
        let weights = self.weights(&means);
        Some(Answer { mean: means[root], quantiles, within: rounding.within(), rounding, weights, means })
    }

    /// By number: what each takes on average; `None` where the last one has no end.
    #[must_use]
    pub fn averages(&self, known: &mut Lates) -> Option<Vec<f64>> {
        self.bound.last()?.is_finite().then(|| self.means(known))
    }

    /// The time that the last one does not exceed for a share of requests, and nothing else: the same as
    /// [`Times::answer`] has it.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let root = self.all.len().checked_sub(1)?;
        self.read_off(root, share, &mut BTreeMap::new()).map(|(quantile, _)| quantile)
    }

    /// Few times can be put on a finer lattice than many, at the same cost.
    fn circle(&self) -> &'static Circle {
        if self.all.len() <= FEW { &FINE } else { &COARSE }
    }

    /// The time that is not exceeded for a share of requests, and the step of the lattice that it was read from.
    fn read_off(&self, root: usize, share: f64, lattices: &mut BTreeMap<i32, Vec<f64>>) -> Option<(f64, f64)> {
        let circle = self.circle();
        let read = circle.read() as f64;
        let all = vec![true; self.all.len()];
        let random = self.bound[root] - self.least[root];
        // Without anything random there is nothing to look for.
        let (steps, step) = if self.rounded[root] == 0 || random <= 0.0 {
            (0.0, 0.0)
        } else {
            let mut at = |exponent: i32| -> Option<f64> {
                let below = lattices
                    .entry(exponent)
                    .or_insert_with(|| cumulated(&self.on_lattice(circle, &all, step_of(exponent), &mut |_, _| {})));
                located(&below[..circle.read()], share)
            };
            // A time of eight means is seldom passed.
            let first = exponent_of(8.0 * random / read);
            let finest = exponent_of(NEGLIGIBLE * self.bound[root]);
            let (steps, exponent) = look(first, finest, read, &mut at)?;
            (steps, step_of(exponent))
        };
        Some((digits(self.least[root] + steps * step, DIGITS), step))
    }

    /// Mean of each: sums, and those that run at once.
    fn means(&self, known: &mut Lates) -> Vec<f64> {
        let mut means = Vec::with_capacity(self.all.len());
        for (id, time) in self.all.iter().enumerate() {
            means.push(match time {
                Time::Constant(value) => *value,
                Time::Exponential { probability, mean } => probability * mean,
                Time::Series(ids) => ids.iter().map(|&other| means[other]).sum(),
                Time::OneOf(members) => members.iter().map(|&(share, other)| share * means[other]).sum(),
                Time::Tried(tried) => tried.each.unwrap_or(means[tried.of]) * tried.attempts() + tried.waiting(),
                _ => digits(self.least[id] + self.excess_known(id, known), MEAN_DIGITS),
            });
        }
        means
    }

    /// By number: how often it counts in the mean of the last one. Those that run at once share the time in proportion
    /// to what each would take alone.
    fn weights(&self, means: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.all.len()];
        if let Some(last) = weights.last_mut() {
            *last = 1.0;
        }
        for id in (0..self.all.len()).rev() {
            let weight = weights[id];
            let part = |alone: f64| if alone > 0.0 { weight * means[id] / alone } else { 0.0 };
            match &self.all[id] {
                Time::Constant(_) | Time::Exponential { .. } => {}
                Time::Series(ids) => ids.iter().for_each(|&other| weights[other] += weight),
                Time::OneOf(members) => members.iter().for_each(|&(share, other)| weights[other] += weight * share),
                Time::AtOnce { members, .. } => {
                    let part = part(members.iter().map(|&(share, other)| share * means[other]).sum());
                    members.iter().for_each(|&(share, other)| weights[other] += part * share);
                }
                Time::Fastest { of, besides: Some(other), .. } => {
                    let part = part(means[*of] + means[*other]);
                    [*of, *other].into_iter().for_each(|one| weights[one] += part);
                }
                Time::Fastest { of, .. } | Time::Hedged { of, .. } | Time::Tried(Tried { of, .. }) => {
                    weights[*of] += part(means[*of]);
                }
            }
        }
        weights
    }
}

fn is_joined(time: &Time) -> bool {
    matches!(time, Time::AtOnce { .. } | Time::Fastest { .. } | Time::Hedged { .. })
}

#[cfg(test)]
mod tests;
