//! How throughput grows with the number of workers, and what a pool of callers or the loss of a zone allows. Knows no
//! components.

/// Gunther's Universal Scalability Law (Guerrilla Capacity Planning, 2007).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scalability {
    /// Throughput of one worker.
    pub alone: f64,
    /// Share of work that only one can do at a time (σ).
    pub contention: f64,
    /// Cost of agreeing, by pair of workers (κ).
    pub coherence: f64,
}

impl Scalability {
    /// Throughput of a number of workers.
    #[must_use]
    pub fn throughput(&self, workers: f64) -> f64 {
        let waits = self.contention * (workers - 1.0);
        let agrees = self.coherence * workers * (workers - 1.0);
        self.alone * workers / (1.0 + waits + agrees)
    }

    /// Where throughput is largest, as a real number; `None` where it only ever grows.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        (self.coherence > 0.0).then(|| libm::sqrt((1.0 - self.contention).max(0.0) / self.coherence))
    }

    /// The whole number of workers with the largest throughput.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        let below = libm::floor(self.peak()?).max(1.0);
        Some(if self.throughput(below + 1.0) > self.throughput(below) { below + 1.0 } else { below })
    }

    /// What throughput approaches with ever more workers (Amdahl); `None` where it falls, or grows without end.
    #[must_use]
    pub fn limit(&self) -> Option<f64> {
        (self.coherence == 0.0 && self.contention > 0.0).then(|| self.alone / self.contention)
    }
}

/// Jobs that are under way at once (Little 1961): rate × time that each takes.
#[must_use]
pub fn concurrency(rate: f64, time: f64) -> f64 {
    rate * time
}

/// The largest rate that a pool of callers carries; `None` where calls take no time.
#[must_use]
pub fn pool_limit(pool: f64, time: f64) -> Option<f64> {
    (time > 0.0).then(|| pool / time)
}

/// Whether a pool of callers is always in use.
#[must_use]
pub fn is_saturated(rate: f64, time: f64, pool: f64) -> bool {
    concurrency(rate, time) >= pool
}

/// A load spread over copies of which some are lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failover {
    /// Share of capacity in use with all copies.
    pub before: Option<f64>,
    /// The same with those that are left; `None` where none is.
    pub after: Option<f64>,
    /// Share of the load that those left cannot carry.
    pub shed: f64,
    /// Copies that have to be left to carry all.
    pub needed: f64,
    /// Copies that those left lack.
    pub lacking: f64,
}

impl Failover {
    /// Whether those left cannot carry the load.
    #[must_use]
    pub fn is_overloaded(&self) -> bool {
        self.shed > 0.0
    }
}

/// What the loss of copies leaves: `carries` is what one copy carries, in the unit of the load.
#[must_use]
pub fn failover(load: f64, carries: f64, copies: f64, lost: f64) -> Failover {
    let left = (copies - lost).max(0.0);
    let used = |count: f64| (count * carries > 0.0).then(|| load / (count * carries));
    let after = used(left);
    // Twelve digits: a load that fills its copies exactly needs no further one.
    let needed = if carries > 0.0 { libm::ceil(load / carries * (1.0 - 1e-12)) } else { f64::INFINITY };
    Failover {
        before: used(copies),
        after,
        shed: after.map_or(if load > 0.0 { 1.0 } else { 0.0 }, |after| (1.0 - 1.0 / after).max(0.0)),
        needed,
        lacking: (needed - left).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_peak_more_workers_do_less() {
        let scale = Scalability { alone: 1000.0, contention: 0.05, coherence: 0.0005 };
        assert_eq!(scale.best(), Some(44.0));
        assert!(scale.throughput(128.0) < scale.throughput(44.0));
        assert_eq!(scale.limit(), None);
        assert_eq!(Scalability { coherence: 0.0, ..scale }.limit(), Some(20_000.0));
    }

    #[test]
    fn one_of_two_zones_cannot_carry_what_filled_both_by_70_percent() {
        let found = failover(700.0, 100.0, 10.0, 5.0);
        assert_eq!((found.after, found.needed, found.lacking), (Some(1.4), 7.0, 2.0));
        assert_eq!(failover(700.0, 100.0, 10.0, 10.0).shed, 1.0);
    }
}
