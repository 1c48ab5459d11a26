//! A call that is given up after a time and tried again: how likely it is to be late, and how long all attempts take.

use std::sync::Arc;

use super::kept::{Late, Lates};
use super::shares::{cumulated, exponent_of, step_of};
use super::{COARSE, Circle, FEW, FINE, Times};
use crate::analysis::lattice::{Spectrum, and_then, or};
use crate::analysis::waits::Waits;

/// What becomes of a call whose caller waits only so long. Attempts count as independent of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// How long one attempt takes that nobody gives up.
    pub of: usize,
    /// When an attempt is given up.
    pub after: f64,
    /// Probability that it is.
    pub late: f64,
    /// What one attempt takes on average, given up or not; `None` where none is late, so that it is the mean.
    pub each: Option<f64>,
    /// Probability that an answer in time is a failure.
    pub fails: f64,
    /// Attempts at most.
    pub most: u32,
    /// Probability of trying again after a failed attempt that was not the last.
    pub again: f64,
    /// How long the caller waits before that.
    pub waits: Waits,
}

impl Tried {
    /// Probability that one attempt fails.
    #[must_use]
    pub fn failure(&self) -> f64 {
        self.late + (1.0 - self.late) * self.fails
    }

    /// Mean attempts of one call.
    #[must_use]
    pub fn attempts(&self) -> f64 {
        let on = self.failure() * self.again;
        if on >= 1.0 { f64::from(self.most) } else { (1.0 - libm::pow(on, f64::from(self.most))) / (1.0 - on) }
    }

    /// Mean of all waits between attempts.
    #[must_use]
    pub fn waiting(&self) -> f64 {
        self.waits.mean(self.most, self.failure() * self.again)
    }

    /// Probability that the call fails: each attempt succeeds alike, and the first success ends it.
    #[must_use]
    pub fn fails_in_the_end(&self) -> f64 {
        (1.0 - (1.0 - self.failure()) * self.attempts()).clamp(0.0, 1.0)
    }

    /// All attempts on a lattice of such steps, from what one takes beyond its least there, in steps.
    pub(super) fn on_lattice(&self, circle: &Circle, one: &Spectrum, least: f64, step: f64) -> Spectrum {
        let after = self.after / step;
        let first = match in_time(&circle.shares(one), (after - least).max(0.0)) {
            // What would be answered later than that lies beyond what is read, as does what is given up.
            None => one.clone(),
            Some((mut kept, _)) => {
                let all: f64 = kept.iter().sum();
                let scale = if all > 0.0 { (1.0 - self.late) / all } else { 0.0 };
                kept.iter_mut().for_each(|share| *share *= scale);
                circle.spectrum(&kept)
            }
        };
        let mut later = first.clone();
        circle.shift(&mut later, least);
        // An attempt that fails: the first one beyond the least, further ones whole.
        let failing = |answered: &Spectrum, after: f64| {
            let mut failed = circle.nothing();
            circle.shift(&mut failed, after);
            failed.iter_mut().for_each(|value| *value = value.scaled(self.late));
            or(&mut failed, self.fails, answered);
            failed
        };
        let (last, mut before) = (failing(&first, after - least), failing(&later, after));
        before.iter_mut().for_each(|value| *value = value.scaled(self.again));
        let mut whole = circle.nothing();
        whole.iter_mut().for_each(|value| *value = value.scaled(0.0));
        let mut so_far = circle.nothing();
        for attempt in 1..=self.most {
            let stops = if attempt == self.most { 1.0 } else { 1.0 - self.again };
            let mut ends = circle.nothing();
            ends.iter_mut().for_each(|value| *value = value.scaled(0.0));
            or(&mut ends, 1.0 - self.fails, &first);
            or(&mut ends, stops, &last);
            and_then(&mut ends, &so_far);
            or(&mut whole, 1.0, &ends);
            and_then(&mut so_far, &before);
            let wait = self.waits.before(attempt - 1) / step;
            if wait > 0.0 {
                circle.shift(&mut so_far, wait);
            }
        }
        whole
    }
}

/// Shares of what takes no more than so many steps, and what is left; `None` where that lies beyond what is read of a
/// lattice. A share lies around its step, half of it below.
fn in_time(shares: &[f64], steps: f64) -> Option<(Vec<f64>, f64)> {
    if steps >= (shares.len() / 2 - 1) as f64 {
        return None;
    }
    let (whole, part) = (libm::floor(steps) as usize, steps - libm::floor(steps));
    let mut kept: Vec<f64> = shares[..=whole + 1].to_vec();
    if whole > 0 {
        kept[whole] *= (0.5 + part).min(1.0);
    }
    kept[whole + 1] *= (part - 0.5).max(0.0);
    let late = 1.0 - kept.iter().sum::<f64>();
    Some((kept, late.clamp(0.0, 1.0)))
}

/// So many times are put on a lattice to see which are late.
const MOST_NEEDED: usize = 300;

/// So many means are next to never passed by what is put together from exponentials.
const NEVER_PASSED: f64 = 64.0;

impl Times {
    /// Probability that an added time takes longer than a limit, and what it takes on average given up or not; `None`
    /// for its mean where it is never late. Of what is put together from very many, an exponential stands for all but
    /// the least.
    pub fn late(&mut self, id: usize, after: f64, known: &mut Lates) -> (f64, Option<f64>) {
        if let Some(sure) = self.surely(id, after) {
            return sure;
        }
        let print = self.prints[id];
        if let Some(late) = known.late(print, after) {
            return late;
        }
        let (least, random) = (self.least[id], self.bound[id] - self.least[id]);
        let left = after - least;
        let count = self.needed(id).into_iter().filter(|needed| *needed).count();
        if count > MOST_NEEDED {
            let late = libm::exp(-left / random);
            return (late, Some(least + random * (1.0 - late)));
        }
        // What was read before is no effort.
        let (late, effort) = self.late_of((id, count), (least, left), known);
        self.effort += effort;
        known.keep_late(print, after, late);
        late
    }

    /// What [`Times::excess_of`] gives.
    pub(super) fn excess_known(&self, joined: usize, known: &mut Lates) -> f64 {
        let circle = self.circle();
        known.excess(self.prints[joined], circle, &|| self.excess_of(circle, joined, &self.needed(joined)))
    }

    /// Probability that an added time takes longer than a limit.
    #[must_use]
    pub fn later(&self, id: usize, after: f64) -> f64 {
        self.surely(id, after).map_or_else(
            || {
                let count = self.needed(id).into_iter().filter(|needed| *needed).count();
                self.late_of((id, count), (self.least[id], after - self.least[id]), &mut Lates::default()).0.0
            },
            |(late, _)| late,
        )
    }

    /// Where it is always late, or next to never, nothing has to be read.
    fn surely(&self, id: usize, after: f64) -> Option<Late> {
        let (random, left) = (self.bound[id] - self.least[id], after - self.least[id]);
        let never = self.rounded[id] == 0 || random <= 0.0 || left > NEVER_PASSED * random;
        if left <= 0.0 { Some((1.0, Some(after))) } else { never.then_some((0.0, None)) }
    }

    /// The same of one that is put together from so many, read from a lattice: of what takes so long at least, given up so much
    /// later. Also how many times were put on it.
    fn late_of(&self, (id, count): (usize, usize), (least, left): (f64, f64), known: &mut Lates) -> (Late, usize) {
        let circle: &Circle = if count <= FEW { &FINE } else { &COARSE };
        let step = step_of(exponent_of(left / (circle.read() as f64 - 3.0)));
        let (shares, effort) = self.on_known_lattice(circle, id, step, known);
        let steps = left / step;
        let Some((_, late)) = in_time(&shares, steps) else { return ((0.0, None), effort) };
        let (below, whole) = (cumulated(&shares), libm::floor(steps) as usize);
        let mut beyond: f64 = below[..whole].iter().map(|share| 1.0 - share).sum();
        beyond += (steps - whole as f64) * (1.0 - below[whole]);
        let late = if late < 1e-12 { (0.0, None) } else { (late, Some(least + (beyond * step).min(left))) };
        (late, effort)
    }

    /// What [`Times::on_lattice`] gives for one, from what is known of its parts; also how many were put on the lattice now.
    fn on_known_lattice(&self, circle: &Circle, root: usize, step: f64, known: &mut Lates) -> (Vec<f64>, usize) {
        let (mut needed, mut spectra) = (vec![false; root + 1], vec![None; root + 1]);
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if needed[id] || spectra[id].is_some() {
                continue;
            }
            spectra[id] = known.spectrum(self.prints[id], circle, step);
            needed[id] = spectra[id].is_none();
            if needed[id] {
                self.all[id].parts(&mut |part| open.push(part));
            }
        }
        let effort = needed.iter().filter(|needed| **needed).count();
        let mut keep =
            |id: usize, spectrum: &Arc<Spectrum>| known.keep_spectrum(self.prints[id], circle, step, spectrum);
        (self.through(circle, (&needed, spectra), step, &mut |_, _| {}, &mut keep), effort)
    }

    /// By number, up to a time: whether it is put together from it.
    fn needed(&self, root: usize) -> Vec<bool> {
        let mut needed = vec![false; root + 1];
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut needed[id], true) {
                self.all[id].parts(&mut |other| open.push(other));
            }
        }
        needed
    }
}
