//! Rates in a network of queues in which jobs call on: what arrives where, how busy it is, and how much more the whole
//! carries (Jackson 1957; Denning and Buzen 1978). Knows no components.

use super::linear::{Sparse, settle};
use super::queueing::{utilization, waiting};

/// One queue of a network. Rates per any unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Jobs that arrive from outside.
    pub external: f64,
    /// Jobs that one server finishes; `None` where they are only counted.
    pub service: Option<f64>,
    /// Servers.
    pub servers: u64,
}

/// Rates of a network that settles.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// By station: jobs that arrive.
    pub rates: Vec<f64>,
    /// By station: share of its servers that is busy, or would have to be.
    pub utilization: Vec<Option<f64>>,
}

/// Solves the traffic equations. `calls` are `(from, to, jobs sent for each served)`; calls of the same ends add up.
/// `None` where a circle of calls makes one job or more of each, whether or not anything enters it.
#[must_use]
pub fn flows(stations: &[Station], calls: &[(usize, usize, f64)]) -> Option<Flows> {
    let mut weights = Sparse::new(stations.len());
    for &(from, to, weight) in calls {
        weights.add(from, to, weight);
    }
    let nothing_endless = vec![false; stations.len()];
    if settle(&weights, &vec![1.0; stations.len()], &nothing_endless).endless.contains(&true) {
        return None;
    }
    let external: Vec<f64> = stations.iter().map(|station| station.external).collect();
    let rates = settle(&weights, &external, &nothing_endless).rates;
    let busy = |(station, rate): (&Station, &f64)| Some(utilization(*rate, station.service?, station.servers));
    let utilization = stations.iter().zip(&rates).map(busy).collect();
    Some(Flows { rates, utilization })
}

impl Flows {
    /// Whether every station finishes what arrives.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        self.utilization.iter().flatten().all(|busy| *busy < 1.0)
    }

    /// Mean number of jobs in all queues and in service (product form); `None` where one never settles, or is only
    /// counted.
    #[must_use]
    pub fn mean_inside(&self, stations: &[Station]) -> Option<f64> {
        let inside = |(station, rate): (&Station, &f64)| {
            waiting(*rate, station.service?, station.servers).map(|queue| queue.mean_inside())
        };
        stations.iter().zip(&self.rates).map(inside).sum()
    }

    /// Mean time of a job from entering to leaving (Little 1961).
    #[must_use]
    pub fn mean_time(&self, stations: &[Station]) -> Option<f64> {
        let external: f64 = stations.iter().map(|station| station.external).sum();
        let inside = self.mean_inside(stations)?;
        (external > 0.0).then(|| inside / external)
    }

    /// How many times the load the fullest station carries, and which stations are that full; `None` where none is
    /// used.
    #[must_use]
    pub fn headroom(&self) -> Option<(f64, Vec<usize>)> {
        let fullest = self.utilization.iter().flatten().copied().fold(0.0, f64::max);
        // Nine digits: stations that are full at once by arithmetic.
        let is_full = |busy: f64| busy >= fullest * (1.0 - 1e-9);
        let full = (0..self.utilization.len()).filter(|&at| self.utilization[at].is_some_and(is_full)).collect();
        (fullest > 0.0).then(|| (1.0 / fullest, full))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(external: f64, service: f64) -> Station {
        Station { external, service: Some(service), servers: 1 }
    }

    #[test]
    fn two_queues_that_feed_each_other() {
        // Ross, Introduction to Probability Models: 7 inside, 7/9 of a time.
        let stations = [station(4.0, 8.0), station(5.0, 10.0)];
        let found = flows(&stations, &[(0, 1, 0.5), (1, 0, 0.25)]).unwrap();
        assert!((found.mean_inside(&stations).unwrap() - 7.0).abs() < 1e-9);
        assert!((found.mean_time(&stations).unwrap() - 7.0 / 9.0).abs() < 1e-9);
        assert_eq!(found.headroom().unwrap().1, [1]);
    }

    #[test]
    fn a_circle_of_gain_one_has_no_rates() {
        assert_eq!(flows(&[station(1.0, 1.0), station(0.0, 1.0)], &[(0, 1, 1.25), (1, 0, 0.8)]), None);
        assert_eq!(flows(&[], &[]).and_then(|flows| flows.headroom()), None);
    }
}
