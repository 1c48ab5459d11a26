//! How far a guess of a balance goes with each round.

/// How far a guess goes towards what is seen, and where it went last. Where more calls make less room for each it would
/// swing for ever: each time it turns back it goes half as far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    part: f64,
    last: f64,
}

impl Default for Step {
    fn default() -> Self {
        Self { part: 1.0, last: 0.0 }
    }
}

impl Step {
    /// The next guess.
    pub fn towards(&mut self, known: f64, seen: f64) -> f64 {
        if (seen - known) * self.last < 0.0 {
            self.part *= 0.5;
        }
        self.last = seen - known;
        known + self.part * self.last
    }
}
