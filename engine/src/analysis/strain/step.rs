//! What is guessed of a balance, and how far a guess goes with each round.

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

/// What is supposed, and looked at until it comes out.
#[derive(Clone)]
pub(super) struct Guess {
    /// By journey and node: how often it is asked for one first attempt.
    pub again: Vec<Vec<f64>>,
    /// By node: how many times the requests that it can have at once it would have, once at least.
    pub crowded: Vec<f64>,
    /// By edge: share of calls that find a place in its pool.
    pub places: Vec<f64>,
    /// By edge: how far that goes with each round.
    pub of_places: Vec<Step>,
    /// By node: how far `crowded` goes.
    pub of_crowds: Vec<Step>,
}
