//! Queues in front of servers: waiting, loss and how many servers a target needs. Any unit of time, the same for all
//! figures of a call. Knows no components.
//!
//! Erlang's formulas by their recursion (Erlang 1917; Gross and Harris, Fundamentals of Queueing Theory), because the
//! printed sums overflow beyond some hundred servers.

/// More servers than this are not counted through.
pub const MOST_SERVERS: u64 = 10_000_000;

/// Poisson arrivals at servers that are alike, with one endless queue in order of arrival (M/M/c).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waiting {
    /// Arrivals per unit of time.
    pub arrivals: f64,
    /// Jobs that one server finishes per unit of time.
    pub service: f64,
    /// Servers.
    pub servers: f64,
    /// Probability that an arrival waits (Erlang C).
    pub wait_probability: f64,
}

/// Share of the servers that is busy, or would have to be.
#[must_use]
pub fn utilization(arrivals: f64, service: f64, servers: u64) -> f64 {
    let capacity = service * servers as f64;
    if arrivals == 0.0 { 0.0 } else { arrivals / capacity }
}

/// Share of arrivals that find all servers busy and go away (Erlang B): `offered` is arrivals ÷ service rate.
/// `None` where nobody could count it.
#[must_use]
pub fn erlang_b(offered: f64, servers: u64) -> Option<f64> {
    if !(offered >= 0.0 && offered.is_finite()) || servers > MOST_SERVERS {
        return None;
    }
    if offered == 0.0 {
        return Some(if servers == 0 { 1.0 } else { 0.0 });
    }
    // 1 ÷ B grows from server to server; where it passes what a double holds, B is 0.
    let mut inverse = 1.0_f64;
    for server in 1..=servers {
        inverse = 1.0 + inverse * server as f64 / offered;
        if inverse.is_infinite() {
            return Some(0.0);
        }
    }
    Some(1.0 / inverse)
}

fn erlang_c(blocked: f64, utilization: f64) -> f64 {
    blocked / (1.0 - utilization * (1.0 - blocked))
}

/// The queue, or `None` where it never settles: as much arrives as the servers finish, or more.
#[must_use]
pub fn waiting(arrivals: f64, service: f64, servers: u64) -> Option<Waiting> {
    let busy = utilization(arrivals, service, servers);
    if !(service > 0.0 && servers > 0 && busy < 1.0) {
        return None;
    }
    let wait_probability = erlang_c(erlang_b(arrivals / service, servers)?, busy);
    Some(Waiting { arrivals, service, servers: servers as f64, wait_probability })
}

impl Waiting {
    /// Rate at which a queue that has formed empties.
    #[must_use]
    pub fn spare(&self) -> f64 {
        self.servers * self.service - self.arrivals
    }

    /// Mean time in the queue.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.wait_probability / self.spare()
    }

    /// Mean time from arrival to answer.
    #[must_use]
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + 1.0 / self.service
    }

    /// Mean number in the queue (Little 1961).
    #[must_use]
    pub fn mean_queue(&self) -> f64 {
        self.arrivals * self.mean_wait()
    }

    /// Mean number in queue and service.
    #[must_use]
    pub fn mean_inside(&self) -> f64 {
        self.arrivals * self.mean_response()
    }

    /// Probability of waiting longer than a time.
    #[must_use]
    pub fn waits_longer(&self, time: f64) -> f64 {
        self.wait_probability * libm::exp(-self.spare() * time)
    }

    /// Time in the queue that a share of arrivals does not exceed.
    #[must_use]
    pub fn wait_quantile(&self, share: f64) -> f64 {
        let beyond = 1.0 - share;
        if beyond >= self.wait_probability { 0.0 } else { libm::log(self.wait_probability / beyond) / self.spare() }
    }

    /// Probability that queue and service together take longer than a time.
    #[must_use]
    pub fn responds_later(&self, time: f64) -> f64 {
        let (own, queue) = (libm::exp(-self.service * time), libm::exp(-self.spare() * time));
        let difference = self.spare() - self.service;
        // ∫ of both exponentials: where they are nearly the same, from their difference.
        let both = if (difference * time).abs() < 1e-3 {
            let over = if difference == 0.0 { time } else { -libm::expm1(-difference * time) / difference };
            own * self.service * over
        } else {
            self.service * (own - queue) / difference
        };
        own + self.wait_probability * both
    }

    /// Time from arrival to answer that a share of arrivals does not exceed.
    #[must_use]
    pub fn response_quantile(&self, share: f64) -> f64 {
        let mut high = 1.0 / self.service;
        for _ in 0..2_000 {
            if self.responds_later(high) <= 1.0 - share {
                break;
            }
            high *= 2.0;
        }
        let mut low = 0.0;
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if self.responds_later(middle) > 1.0 - share {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }
}

/// Mean time in the queue when gaps between arrivals and service times vary differently from M/M/c: squared
/// coefficients of variation (Allen and Cunneen; exact for one server with Poisson arrivals, otherwise an
/// approximation).
#[must_use]
pub fn mean_wait_of_any(queue: &Waiting, arrival_variation: f64, service_variation: f64) -> f64 {
    queue.mean_wait() * 0.5 * (arrival_variation + service_variation)
}

/// Whether [`mean_wait_of_any`] is exact (Pollaczek and Khinchine for one server; Erlang).
#[must_use]
pub fn is_exact(servers: u64, arrival_variation: f64, service_variation: f64) -> bool {
    arrival_variation == 1.0 && (servers == 1 || service_variation == 1.0)
}

/// A queue with a limit: who finds it full is sent away (M/M/c/K).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// Share of arrivals sent away.
    pub blocked: f64,
    /// Arrivals taken per unit of time.
    pub carried: f64,
    /// Mean number in queue and service.
    pub inside: f64,
    /// Mean number in the queue.
    pub queued: f64,
    /// Share of the servers that is busy.
    pub utilization: f64,
    /// Share of those who were taken that wait.
    pub waits: f64,
    /// Mean time in the queue of who waits.
    pub wait: f64,
    /// Standard deviation of the same.
    pub deviation: f64,
}

impl Bounded {
    /// Mean time from arrival to answer of who was taken (Little 1961); `None` where nobody was.
    #[must_use]
    pub fn mean_response(&self) -> Option<f64> {
        (self.carried > 0.0).then(|| self.inside / self.carried)
    }

    /// Mean time in the queue of who was taken.
    #[must_use]
    pub fn mean_wait(&self) -> Option<f64> {
        (self.carried > 0.0).then(|| self.queued / self.carried)
    }
}

/// A queue that holds `capacity` jobs, those in service among them. `None` without servers or a rate.
#[must_use]
pub fn bounded(arrivals: f64, service: f64, servers: u64, capacity: u64) -> Option<Bounded> {
    let settles = arrivals >= 0.0 && arrivals.is_finite() && service > 0.0 && service.is_finite();
    if !settles || servers == 0 || capacity > MOST_SERVERS {
        return None;
    }
    // By number inside: weights, kept below what a double holds by dividing all so far.
    let (mut weight, mut all, mut inside, mut queued, mut busy) = (1.0_f64, 1.0_f64, 0.0, 0.0, 0.0);
    // Who finds all servers busy waits for as many to finish as are ahead, and one more: sums of exponentials.
    let (mut waits, mut wait, mut square) = (0.0_f64, 0.0_f64, 0.0_f64);
    let finish = service * servers as f64;
    for number in 1..=capacity {
        if number > servers {
            let ahead = (number - servers) as f64;
            waits += weight;
            wait += weight * ahead / finish;
            square += weight * ahead * (ahead + 1.0) / (finish * finish);
        }
        weight *= arrivals / (service * number.min(servers) as f64);
        all += weight;
        inside += weight * number as f64;
        queued += weight * number.saturating_sub(servers) as f64;
        busy += weight * number.min(servers) as f64;
        if all > 1e250 {
            for sum in [&mut weight, &mut all, &mut inside, &mut queued, &mut busy, &mut waits, &mut wait, &mut square]
            {
                *sum *= 1e-250;
            }
        }
    }
    let blocked = weight / all;
    let taken = if capacity == 0 { 0.0 } else { (all - weight) / all };
    let of_those = |sum: f64| if waits > 0.0 { sum / waits } else { 0.0 };
    let (wait, square) = (of_those(wait), of_those(square));
    Some(Bounded {
        blocked,
        carried: arrivals * taken,
        inside: inside / all,
        queued: queued / all,
        utilization: busy / all / servers as f64,
        waits: if taken > 0.0 { waits / (all - weight) } else { 0.0 },
        wait,
        deviation: libm::sqrt((square - wait * wait).max(0.0)),
    })
}

/// What a number of servers is to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// At most this share of arrivals waits.
    WaitProbability(f64),
    /// At most this share of the servers is busy.
    Utilization(f64),
    /// At most `share` of arrivals waits longer than `time`.
    WaitsLonger {
        /// Time in the queue.
        time: f64,
        /// Share of arrivals.
        share: f64,
    },
    /// Mean time in the queue.
    MeanWait(f64),
    /// Mean time from arrival to answer.
    MeanResponse(f64),
}

/// The smallest number of servers that meets a target, and the queue before them; `None` where no number does.
#[must_use]
pub fn servers_needed(arrivals: f64, service: f64, target: Target) -> Option<(u64, Waiting)> {
    let offered = arrivals / service;
    if !(offered >= 0.0 && offered.is_finite() && service > 0.0) {
        return None;
    }
    let mut inverse = 1.0_f64;
    for count in 1..=MOST_SERVERS {
        inverse = if offered > 0.0 { 1.0 + inverse * count as f64 / offered } else { f64::INFINITY };
        let servers = count as f64;
        let busy = offered / servers;
        if busy >= 1.0 {
            continue;
        }
        let queue = Waiting { arrivals, service, servers, wait_probability: erlang_c(1.0 / inverse, busy) };
        let meets = match target {
            Target::WaitProbability(most) => queue.wait_probability <= most,
            // Twelve digits: what is exactly at the target meets it.
            Target::Utilization(most) => busy <= most * (1.0 + 1e-12),
            Target::WaitsLonger { time, share } => queue.waits_longer(time) <= share,
            Target::MeanWait(most) => queue.mean_wait() <= most,
            Target::MeanResponse(most) => queue.mean_response() <= most,
        };
        if meets {
            return Some((count, queue));
        }
        let hopeless = match target {
            Target::MeanResponse(most) => 1.0 / service > most,
            Target::WaitProbability(most) | Target::Utilization(most) | Target::MeanWait(most) => most < 0.0,
            Target::WaitsLonger { share, .. } => share < 0.0,
        };
        if hopeless {
            return None;
        }
    }
    None
}

/// How long a request to several queues at once takes, and how well that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkKnown {
    /// Closed form.
    Exact,
    /// Nelson and Tantawi 1988, up to 32 branches.
    Approximation,
    /// As if the branches were independent: not less than the true mean.
    UpperBound,
}

/// Mean time until all `branches` single-server queues have answered a job that goes to each at the same instant
/// (Flatto and Hahn 1984 for two). `None` where they never settle.
#[must_use]
pub fn fork_join_response(branches: u64, arrivals: f64, service: f64) -> Option<(f64, ForkKnown)> {
    let busy = arrivals / service;
    if !(branches > 0 && service > 0.0 && (0.0..1.0).contains(&busy)) {
        return None;
    }
    let one = 1.0 / (service - arrivals);
    let harmonic = |count: u64| -> f64 { (1..=count.min(MOST_SERVERS)).map(|at| 1.0 / at as f64).sum() };
    let two = (12.0 - busy) / 8.0 * one;
    Some(match branches {
        1 => (one, ForkKnown::Exact),
        2 => (two, ForkKnown::Exact),
        3..=32 => {
            let ratio = harmonic(branches) / harmonic(2);
            ((ratio + (1.0 - ratio) * 4.0 * busy / 11.0) * two, ForkKnown::Approximation)
        }
        _ => (harmonic(branches) * one, ForkKnown::UpperBound),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eye_clinic_as_printed() {
        // Gross and Harris: 6 an hour, 3 an hour each, 3 doctors: 4/9 wait.
        let queue = waiting(6.0, 3.0, 3).unwrap();
        assert!((queue.wait_probability - 4.0 / 9.0).abs() < 1e-12);
        assert!((queue.mean_inside() - 2.888_888_888_888_889).abs() < 1e-12);
    }

    #[test]
    fn a_queue_that_never_settles_has_no_figures() {
        assert_eq!(waiting(1200.0, 100.0, 12), None);
        assert_eq!(waiting(1.0, 0.0, 1), None);
        assert!(bounded(2000.0, 100.0, 10, 20).is_some_and(|queue| queue.blocked > 0.5));
        assert_eq!(fork_join_response(2, 1.0, 1.0), None);
    }

    #[test]
    fn equal_rates_of_queue_and_service_are_an_erlang() {
        let queue = waiting(1.0, 1.0, 2).unwrap();
        let t: f64 = 0.7;
        let want = libm::exp(-t) * (1.0 + queue.wait_probability * t);
        assert!((queue.responds_later(t) - want).abs() < 1e-12);
    }

    #[test]
    fn a_bounded_queue_without_room_to_wait_is_erlang_b() {
        let blocked = bounded(84.064, 1.0, 100, 100).unwrap().blocked;
        assert!((blocked - erlang_b(84.064, 100).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn who_waits_in_a_bounded_queue_waits_as_the_mean_says() {
        // One server, room for one to wait, twice as many as it can do: states 1, 2, 4 of 7. Two of three who are
        // taken wait, for one job.
        let queue = bounded(2.0, 1.0, 1, 2).unwrap();
        assert!((queue.waits - 2.0 / 3.0).abs() < 1e-12 && (queue.wait - 1.0).abs() < 1e-12);
        assert!((queue.deviation - 1.0).abs() < 1e-12);
        let many = bounded(900.0, 100.0, 10, 60).unwrap();
        assert!((many.waits * many.wait - many.mean_wait().unwrap()).abs() < 1e-12);
    }

    #[test]
    fn idle_servers_need_one() {
        assert_eq!(servers_needed(0.0, 1.0, Target::WaitProbability(0.0)).map(|found| found.0), Some(1));
        assert_eq!(servers_needed(1.0, 1.0, Target::MeanResponse(0.5)), None);
    }
}
