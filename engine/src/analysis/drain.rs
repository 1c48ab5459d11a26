//! Backlog of a queue whose arrivals change by phases: how long it grows and how long it takes to empty. As a fluid
//! (Newell), in any unit of time. Knows no components.

/// A stretch of time with one arrival rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// How long it lasts.
    pub duration: f64,
    /// Messages per unit of time.
    pub arrivals: f64,
}

/// What the phases leave behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backlog {
    /// Most messages waiting.
    pub largest: f64,
    /// End of the phase in which they first were that many.
    pub largest_at: f64,
    /// Waiting after the last phase.
    pub at_end: f64,
    /// From there until none waits, if arrivals stay as in the last phase; `None` where they never drain.
    pub drains_in: Option<f64>,
    /// Messages that found the queue full.
    pub dropped: f64,
}

impl Backlog {
    /// How old the oldest message gets, at most: the largest backlog ÷ what is consumed. `None` where nothing is.
    #[must_use]
    pub fn longest_lag(&self, consumed: f64) -> Option<f64> {
        if self.largest == 0.0 { Some(0.0) } else { (consumed > 0.0).then(|| self.largest / consumed) }
    }
}

/// Follows a queue from empty. `consumed` is what consumers take per unit of time, `most` what the queue holds.
#[must_use]
pub fn backlog(phases: &[Phase], consumed: f64, most: Option<f64>) -> Backlog {
    let (mut now, mut waiting, mut dropped) = (0.0, 0.0_f64, 0.0);
    let (mut largest, mut largest_at) = (0.0, 0.0);
    for phase in phases {
        let growth = phase.arrivals - consumed;
        let grown = waiting + growth * phase.duration;
        let mut next = grown.max(0.0);
        if let Some(most) = most.filter(|most| grown > *most && growth > 0.0) {
            dropped += grown - most;
            next = most;
        }
        if next > largest {
            (largest, largest_at) = (next, now + phase.duration);
        }
        waiting = next;
        now += phase.duration;
    }
    let drains_in = drains_in(waiting, consumed, phases.last().map_or(0.0, |phase| phase.arrivals));
    Backlog { largest, largest_at, at_end: waiting, drains_in, dropped }
}

/// Until nothing waits any more, if arrivals stay as they are; `None` where it never drains.
#[must_use]
pub fn drains_in(waiting: f64, consumed: f64, arrivals: f64) -> Option<f64> {
    let spare = consumed - arrivals;
    if waiting <= 0.0 { Some(0.0) } else { (spare > 0.0).then(|| waiting / spare) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_drains_at_the_spare_rate() {
        let phases = [Phase { duration: 600.0, arrivals: 2000.0 }, Phase { duration: 1.0, arrivals: 500.0 }];
        let found = backlog(&phases, 1000.0, None);
        assert_eq!((found.largest, found.largest_at, found.at_end), (600_000.0, 600.0, 599_500.0));
        assert_eq!(found.drains_in, Some(1199.0));
    }

    #[test]
    fn who_consumes_less_than_arrives_never_drains() {
        let phases = [Phase { duration: 10.0, arrivals: 11.0 }];
        assert_eq!(backlog(&phases, 10.0, None).drains_in, None);
        let held = backlog(&phases, 10.0, Some(4.0));
        assert_eq!((held.largest, held.largest_at, held.dropped), (4.0, 10.0, 6.0));
        assert_eq!(backlog(&[], 10.0, None).drains_in, Some(0.0));
    }
}
