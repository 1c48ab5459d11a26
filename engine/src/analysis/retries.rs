//! Retries: how many calls they make of one, and where a queue with impatient callers comes to rest. Knows no
//! components.

/// What layers that retry make of one request whose leaf fails, each attempt independently.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amplification {
    /// Calls of the leaf when every attempt fails.
    pub worst: f64,
    /// Mean calls of the leaf.
    pub expected: f64,
    /// Probability that the user sees a failure.
    pub fails: f64,
}

/// Attempts multiply from layer to layer (Google SRE book, chapter 22): each layer's calls fail as often as all
/// attempts of the layer below. `attempts` counts the first try.
#[must_use]
pub fn amplification(attempts: &[f64], leaf_failure: f64) -> Amplification {
    let (mut worst, mut expected, mut fails) = (1.0, 1.0, leaf_failure.clamp(0.0, 1.0));
    for &most in attempts {
        worst *= most;
        expected *= calls(fails, most);
        fails = libm::pow(fails, most);
    }
    Amplification { worst, expected, fails }
}

/// Mean attempts when each fails with a probability and at most `most` are made.
fn calls(fails: f64, most: f64) -> f64 {
    if fails >= 1.0 {
        most
    } else if fails <= 0.0 {
        most.min(1.0)
    } else {
        let log = libm::log(fails);
        libm::expm1(most * log) / libm::expm1(log)
    }
}

/// How long to wait before an attempt is made again, counted from 0: twice as long each time, up to a cap.
#[must_use]
pub fn backoff(base: f64, attempt: f64, cap: Option<f64>) -> f64 {
    let wait = base * libm::pow(2.0, attempt);
    cap.map_or(wait, |cap| wait.min(cap))
}

/// A rate at which arrivals and their retries balance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rest {
    /// Attempts per unit of time.
    pub rate: f64,
    /// Whether small disturbances die out.
    pub stable: bool,
}

/// One server whose callers give up after a timeout and try again; what timed out is still worked on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impatience {
    /// Requests per unit of time.
    pub arrivals: f64,
    /// Jobs finished per unit of time.
    pub service: f64,
    /// How long a caller waits.
    pub timeout: f64,
    /// Attempts at most, the first among them; a mean where callers differ.
    pub attempts: f64,
}

/// Steps between the arrivals and the capacity at which balances are looked for.
const STEPS: u32 = 4_000;

impl Impatience {
    /// Probability that an attempt is answered in time at a rate of attempts: the response time of M/M/1.
    #[must_use]
    pub fn answered(&self, rate: f64) -> f64 {
        if rate >= self.service { 0.0 } else { -libm::expm1(-(self.service - rate) * self.timeout) }
    }

    /// Attempts per unit of time that follow from a rate of attempts.
    #[must_use]
    pub fn follows(&self, rate: f64) -> f64 {
        self.arrivals * calls(1.0 - self.answered(rate), self.attempts)
    }

    /// Attempts per unit of time when all of them fail.
    #[must_use]
    pub fn worst(&self) -> f64 {
        self.arrivals * self.attempts
    }

    /// Whether, once overloaded, the retries alone keep it so (Bronson et al., HotOS 2021).
    #[must_use]
    pub fn can_collapse(&self) -> bool {
        self.worst() >= self.service
    }

    /// Share of the capacity that a rate of attempts takes.
    #[must_use]
    pub fn utilization(&self, rate: f64) -> f64 {
        rate / self.service
    }

    /// Whether a rate of attempts is all the server can do, or more.
    #[must_use]
    pub fn is_overloaded(&self, rate: f64) -> bool {
        rate >= self.service
    }

    /// All balances, the lowest first: that is where a cold start ends, as attempts only grow from the arrivals on.
    #[must_use]
    pub fn balances(&self) -> Vec<Rest> {
        self.search(usize::MAX)
    }

    /// Attempts per unit of time in which a cold start comes to rest.
    #[must_use]
    pub fn cold_start(&self) -> f64 {
        self.search(1).first().map_or(self.worst(), |rest| rest.rate)
    }

    /// The lowest balances, so many at most.
    fn search(&self, most: usize) -> Vec<Rest> {
        let mut found = Vec::new();
        let excess = |rate: f64| self.follows(rate) - rate;
        if self.arrivals < self.service {
            let span = self.service - self.arrivals;
            // Even steps, then ever smaller ones towards the capacity: with long timeouts a balance lies close to it.
            let even = (0..STEPS).map(|step| self.arrivals + span * f64::from(step) / f64::from(STEPS));
            let close = (0..STEPS).map(|step| {
                self.service - span / f64::from(STEPS) * libm::exp(-20.0 * f64::from(step) / f64::from(STEPS))
            });
            let mut below = self.arrivals;
            let mut at_below = excess(below);
            if at_below <= 0.0 {
                found.push(Rest { rate: below, stable: true });
            }
            for above in even.chain(close).skip(1) {
                if found.len() >= most {
                    break;
                }
                let at_above = excess(above);
                if at_below > 0.0 && at_above <= 0.0 || at_below < 0.0 && at_above >= 0.0 {
                    found.push(Rest { rate: zero(&excess, below, above), stable: at_below > 0.0 });
                }
                (below, at_below) = (above, at_above);
            }
        }
        if self.can_collapse() {
            found.push(Rest { rate: self.worst(), stable: true });
        }
        found
    }
}

/// Where a function that changes its sign between two places is 0.
fn zero(function: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let rises = function(high) > 0.0 || function(low) < 0.0;
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if (function(middle) > 0.0) == rises {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_attempts_in_three_layers_are_64_calls() {
        let found = amplification(&[4.0; 3], 1.0);
        assert_eq!((found.worst, found.expected, found.fails), (64.0, 64.0, 1.0));
        assert!((amplification(&[3.0], 0.2).expected - 1.24).abs() < 1e-12);
        assert_eq!(amplification(&[3.0, 3.0], 0.0).expected, 1.0);
    }

    #[test]
    fn waits_double_up_to_a_cap() {
        assert_eq!([0.0, 1.0, 3.0].map(|attempt| backoff(0.5, attempt, None)), [0.5, 1.0, 4.0]);
        assert_eq!(backoff(0.5, 3.0, Some(3.0)), 3.0);
    }

    #[test]
    fn a_healthy_queue_may_rest_in_collapse_too() {
        let queue = Impatience { arrivals: 60.0, service: 100.0, timeout: 0.1, attempts: 3.0 };
        let rests = queue.balances();
        assert_eq!(rests.iter().map(|rest| rest.stable).collect::<Vec<_>>(), [true, false, true]);
        assert!((rests[0].rate - 61.274_254_478).abs() < 1e-6);
        assert_eq!(rests[2].rate, 180.0);
    }

    #[test]
    fn without_retries_nothing_is_added() {
        let queue = Impatience { arrivals: 60.0, service: 100.0, timeout: 0.1, attempts: 1.0 };
        assert_eq!(queue.balances(), [Rest { rate: 60.0, stable: true }]);
        let over = Impatience { arrivals: 160.0, ..queue };
        assert_eq!(over.balances(), [Rest { rate: 160.0, stable: true }]);
    }
}
