//! What was read from lattices before, so that nothing is read twice: of rounds and scenarios that follow each other most ask
//! the same, and of a call most of what lies behind it. It makes no difference to any answer.

use std::sync::Arc;

use super::{Time, Tried};
use crate::analysis::lattice::{Circle, Spectrum};
use crate::analysis::print::Print;
use crate::analysis::recent::Recent;

/// So many answers: twice as many take some ten megabytes.
const MOST_KEPT: usize = 75_000;

/// So many times on lattices: twice as many take some thirty megabytes.
const MOST_SPECTRA: usize = 1_000;

/// Probability of being late, and the mean of what is given up in time or not, as [`super::Times::late`] gives them.
pub(super) type Late = (f64, Option<f64>);

/// What is known from before.
#[derive(Clone, Debug)]
pub struct Lates {
    /// What becomes of times that are given up, and, with nothing besides, what `Times::excess_of` gives.
    late: Recent<Late>,
    spectra: Recent<Arc<Spectrum>>,
}

impl Default for Lates {
    fn default() -> Self {
        Self { late: Recent::new(MOST_KEPT), spectra: Recent::new(MOST_SPECTRA) }
    }
}

/// A number for what is asked of a time with a print.
fn asked(print: u128, what: [u64; 3]) -> u128 {
    let mut asked = Print::default();
    asked.all([(print >> 64) as u64, print as u64]);
    asked.all(what);
    asked.number()
}

impl Lates {
    /// What becomes of a time with this print when it is given up after so much.
    pub(super) fn late(&mut self, print: u128, after: f64) -> Option<Late> {
        self.late.get(asked(print, [0, after.to_bits(), 0]))
    }

    /// Keeps that.
    pub(super) fn keep_late(&mut self, print: u128, after: f64, late: Late) {
        self.late.keep(asked(print, [0, after.to_bits(), 0]), late);
    }

    /// What a time with this print takes beyond its least on average, found now if it is not known.
    pub(super) fn excess(&mut self, print: u128, circle: &Circle, find: &dyn Fn() -> f64) -> f64 {
        let key = asked(print, [1, circle.read() as u64, 0]);
        if let Some((known, _)) = self.late.get(key) {
            return known;
        }
        let found = find();
        self.late.keep(key, (found, None));
        found
    }

    /// A time with this print on a lattice of such steps.
    pub(super) fn spectrum(&mut self, print: u128, circle: &Circle, step: f64) -> Option<Arc<Spectrum>> {
        self.spectra.get(asked(print, [2, circle.read() as u64, step.to_bits()]))
    }

    /// Keeps that.
    pub(super) fn keep_spectrum(&mut self, print: u128, circle: &Circle, step: f64, spectrum: &Arc<Spectrum>) {
        self.spectra.keep(asked(print, [2, circle.read() as u64, step.to_bits()]), spectrum.clone());
    }
}

/// A number for what a time is put together from, all figures and how they hang together, by the numbers of its parts.
pub(super) fn print(time: &Time, prints: &[u128]) -> u128 {
    let mut print = Print::default();
    match time {
        Time::Constant(value) => print.all([0, value.to_bits()]),
        Time::Exponential { probability, mean } => print.all([1, probability.to_bits(), mean.to_bits()]),
        Time::Series(ids) => print.all([2, ids.len() as u64]),
        Time::OneOf(members) => print.all([3, members.len() as u64]),
        Time::AtOnce { members, asked } => print.all([4, members.len() as u64, *asked as u64]),
        Time::Fastest { asked, wanted, besides, .. } => {
            print.all([5, u64::from(*asked), u64::from(*wanted), u64::from(besides.is_some())]);
        }
        Time::Hedged { after, .. } => print.all([6, after.to_bits()]),
        Time::Tried(Tried { after, late, each, fails, most, again, waits, .. }) => {
            print.all([7, after.to_bits(), late.to_bits(), u64::from(each.is_some()), u64::from(*most)]);
            print.all([each.unwrap_or(0.0), *fails, *again, waits.first, waits.added].map(f64::to_bits));
            print.all([u64::from(waits.doubles)]);
        }
    }
    if let Time::OneOf(members) | Time::AtOnce { members, .. } = time {
        members.iter().for_each(|(share, _)| print.all([share.to_bits()]));
    }
    time.parts(&mut |part| print.all([(prints[part] >> 64) as u64, prints[part] as u64]));
    print.number()
}
