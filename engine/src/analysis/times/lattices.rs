//! Times on lattices: each as what it takes beyond its least, put together from its parts.

use std::sync::Arc;

use super::shares::{Member, all_of, cumulated, exponent_of, fastest, fastest_beside, hedged, step_of};
use super::{MOST_LATTICES, REACHED, Time, Times, UNLIKELY};
use crate::analysis::lattice::{Circle, Spectrum, and_then, or};

impl Times {
    /// By number: the last one that names it, up to one.
    fn last_use(&self, root: usize) -> Vec<usize> {
        let mut last: Vec<usize> = (0..=root).collect();
        for (id, time) in self.all[..=root].iter().enumerate() {
            time.parts(&mut |other| last[other] = id);
        }
        last
    }

    /// Shares of what the last of the needed ones takes beyond its least, by number of steps. `joined` sees the same
    /// for all that run at once, cumulated.
    pub(super) fn on_lattice(
        &self,
        circle: &Circle,
        needed: &[bool],
        step: f64,
        joined: &mut dyn FnMut(usize, &[f64]),
    ) -> Vec<f64> {
        self.through(circle, (needed, vec![None; needed.len()]), step, joined, &mut |_, _| {})
    }

    /// The same, where some are known already; `made` sees those that were not.
    pub(super) fn through(
        &self,
        circle: &Circle,
        (needed, mut known): (&[bool], Vec<Option<Arc<Spectrum>>>),
        step: f64,
        joined: &mut dyn FnMut(usize, &[f64]),
        made: &mut dyn FnMut(usize, &Arc<Spectrum>),
    ) -> Vec<f64> {
        let Some(root) = needed.len().checked_sub(1) else { return Vec::new() };
        // Those whose last use is behind them are forgotten, so that a long chain takes little memory.
        let mut forget: Vec<Vec<usize>> = vec![Vec::new(); root + 1];
        for (id, &last) in self.last_use(root).iter().enumerate() {
            if last > id {
                forget[last].push(id);
            }
        }
        for id in (0..=root).filter(|&id| needed[id]) {
            let found = match &self.all[id] {
                Time::Constant(_) | Time::Exponential { .. } => None,
                Time::Series(ids) => {
                    let mut spectrum = circle.nothing();
                    ids.iter().for_each(|&other| self.and_then(circle, &known, step, other, &mut spectrum));
                    Some(spectrum)
                }
                Time::OneOf(members) => {
                    let all: f64 = members.iter().map(|(share, _)| share).sum();
                    let mut spectrum = circle.nothing();
                    let none = if all < 1.0 - REACHED { 1.0 - all } else { 0.0 };
                    spectrum.iter_mut().for_each(|value| value.re = none);
                    for &(share, other) in members {
                        or(&mut spectrum, share, &self.beyond(circle, &known, step, other, self.least[id]));
                    }
                    Some(spectrum)
                }
                Time::AtOnce { members, asked } => {
                    let below = |&(part, other): &(f64, usize)| Member {
                        part,
                        below: cumulated(&circle.shares(&self.beyond(circle, &known, step, other, self.least[id]))),
                    };
                    Some(all_of(&members.iter().map(below).collect::<Vec<_>>(), *asked))
                        .map(|below| joined_spectrum(circle, id, &below, joined))
                }
                Time::Fastest { of, asked, wanted, besides } => {
                    let below =
                        |one: usize| cumulated(&circle.shares(&self.beyond(circle, &known, step, one, self.least[id])));
                    let alike = below(*of);
                    let enough = match besides {
                        None => fastest(&alike, *asked, *wanted),
                        Some(other) => fastest_beside(&alike, *asked, *wanted, &below(*other)),
                    };
                    Some(joined_spectrum(circle, id, &enough, joined))
                }
                Time::Hedged { of, after } => {
                    let below = cumulated(&circle.shares(&self.beyond(circle, &known, step, *of, self.least[id])));
                    Some(joined_spectrum(circle, id, &hedged(&below, after / step), joined))
                }
                Time::Tried(tried) => {
                    let least = self.least[id] / step;
                    let one = self.beyond(circle, &known, step, tried.of, self.least[id]);
                    Some(tried.on_lattice(circle, &one, least, step))
                }
            };
            known[id] = found.map(Arc::new);
            known[id].iter().for_each(|spectrum| made(id, spectrum));
            for &other in &forget[id] {
                known[other] = None;
            }
        }
        circle.shares(&self.beyond(circle, &known, step, root, self.least[root]))
    }

    /// Puts what one takes beyond its least behind what there is.
    fn and_then(
        &self,
        circle: &Circle,
        known: &[Option<Arc<Spectrum>>],
        step: f64,
        id: usize,
        spectrum: &mut Spectrum,
    ) {
        match (&self.all[id], &known[id]) {
            (Time::Exponential { probability, mean }, _) => circle.exponential(spectrum, *probability, mean / step),
            (_, Some(other)) => and_then(spectrum, other),
            _ => {}
        }
    }

    /// What one takes beyond a time that is no longer than its least.
    pub(super) fn beyond(
        &self,
        circle: &Circle,
        known: &[Option<Arc<Spectrum>>],
        step: f64,
        id: usize,
        time: f64,
    ) -> Spectrum {
        let mut spectrum = circle.nothing();
        self.and_then(circle, known, step, id, &mut spectrum);
        circle.shift(&mut spectrum, (self.least[id] - time) / step);
        spectrum
    }

    /// By how much one of those that run at once takes longer than its least on average, put together from what it needs:
    /// what is beyond, integrated from lattice to wider lattice.
    pub(super) fn excess_of(&self, circle: &Circle, joined: usize, needed: &[bool]) -> f64 {
        // The slowest of many take little longer than one, and not as long as all of them together.
        let random = match self.all[joined] {
            Time::Fastest { of, besides: None, .. } => self.bound[of] - self.least[of],
            _ => self.bound[joined] - self.least[joined],
        };
        let mut excess = 0.0;
        if random <= 0.0 {
            return excess;
        }
        let first = exponent_of(random / (16.0 * circle.read() as f64));
        for lattice in 0..MOST_LATTICES {
            let step = step_of(first + 2 * lattice);
            let read = circle.read();
            let from = if lattice == 0 { 0 } else { read / 4 };
            let mut left = 0.0;
            self.on_lattice(circle, needed, step, &mut |id, below| {
                if id == joined {
                    let beyond: f64 = below[from..read].iter().map(|share| 1.0 - share).sum();
                    excess += beyond * step;
                    left = 1.0 - below[read - 1];
                }
            });
            if left < UNLIKELY {
                break;
            }
        }
        excess
    }
}

fn joined_spectrum(circle: &Circle, id: usize, below: &[f64], joined: &mut dyn FnMut(usize, &[f64])) -> Spectrum {
    joined(id, below);
    let mut shares = below.to_vec();
    for at in (1..shares.len()).rev() {
        shares[at] -= shares[at - 1];
    }
    circle.spectrum(&shares)
}
