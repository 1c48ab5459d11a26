//! What was read from lattices before, so that nothing is read twice: of rounds and scenarios that follow each other most ask
//! the same, and of a call most of what lies behind it. It makes no difference to any answer.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Time, Tried};
use crate::analysis::lattice::{Circle, Spectrum};
use crate::analysis::print::Print;

/// So many answers are kept until all are forgotten: some ten megabytes.
const MOST_KEPT: usize = 150_000;

/// So many times on lattices are kept until those are forgotten that were not asked for since: twice as many take some
/// thirty megabytes.
const MOST_SPECTRA: usize = 1_000;

/// Probability of being late, and the mean of what is given up in time or not, as [`super::Times::late`] gives them.
pub(super) type Late = (f64, Option<f64>);

/// A time on a lattice: its print, how far the lattice is read, and the bits of its step.
type OnLattice = (u128, usize, u64);

/// What is known from before.
#[derive(Clone, Debug, Default)]
pub struct Lates {
    late: HashMap<(u128, u64), Late>,
    /// What `Times::excess_of` gives, by how far lattices are read.
    excess: HashMap<(u128, usize), f64>,
    /// Those that were asked for last, and those before them.
    spectra: [HashMap<OnLattice, Arc<Spectrum>>; 2],
}

impl Lates {
    /// What becomes of a time with this print when it is given up after so much.
    pub(super) fn late(&self, print: u128, after: f64) -> Option<Late> {
        self.late.get(&(print, after.to_bits())).copied()
    }

    /// Keeps that.
    pub(super) fn keep_late(&mut self, print: u128, after: f64, late: Late) {
        if self.late.len() >= MOST_KEPT {
            self.late.clear();
        }
        self.late.insert((print, after.to_bits()), late);
    }

    /// What a time with this print takes beyond its least on average, found now if it is not known.
    pub(super) fn excess(&mut self, print: u128, circle: &Circle, find: impl FnOnce() -> f64) -> f64 {
        if self.excess.len() >= MOST_KEPT {
            self.excess.clear();
        }
        *self.excess.entry((print, circle.read())).or_insert_with(find)
    }

    /// A time with this print on a lattice of such steps.
    pub(super) fn spectrum(&mut self, print: u128, circle: &Circle, step: f64) -> Option<Arc<Spectrum>> {
        let key = (print, circle.read(), step.to_bits());
        if let Some(found) = self.spectra[0].get(&key) {
            return Some(found.clone());
        }
        let found = self.spectra[1].remove(&key)?;
        self.keep_spectrum(print, circle, step, &found);
        Some(found)
    }

    /// Keeps that.
    pub(super) fn keep_spectrum(&mut self, print: u128, circle: &Circle, step: f64, spectrum: &Arc<Spectrum>) {
        if self.spectra[0].len() >= MOST_SPECTRA {
            self.spectra[1] = std::mem::take(&mut self.spectra[0]);
        }
        self.spectra[0].insert((print, circle.read(), step.to_bits()), spectrum.clone());
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
