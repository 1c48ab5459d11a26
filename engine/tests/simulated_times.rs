//! Times of a small network of queues, beside a simulation of it: Poisson arrivals, exponential service, queues in order
//! of arrival. The numbers come from a fixed seed, so that a test that passes goes on passing.

mod random;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use loadbearing_engine::report::LatencyReport;
use loadbearing_engine::{evaluate, read};
use random::Random;

/// Requests of both kinds that are followed, and the parts that they are cut into to see how far means scatter.
const REQUESTS: usize = 600_000;
const BATCHES: usize = 30;

fn exponential(random: &mut Random, mean: f64) -> f64 {
    -mean * libm::log(1.0 - random.share())
}

/// Servers that are alike, their mean time of service in milliseconds, and who waits for one.
struct Station {
    free: usize,
    mean: f64,
    queue: VecDeque<usize>,
}

/// A request: when it came, and where it still has to go, last first.
struct Request {
    kind: usize,
    came: f64,
    ahead: Vec<usize>,
}

/// What happens next: a request comes to a station (or enters), or is served there.
#[derive(PartialEq, PartialOrd)]
enum Event {
    Enters(usize),
    Served(usize, usize),
}

/// A moment, in the order of a queue of events.
struct At(f64, usize, Event);

impl PartialEq for At {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for At {}

impl PartialOrd for At {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for At {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

/// Times of all requests of each kind, in the order in which they were answered. Reads ask the service, then the cache,
/// then, two times in five, the store; writes ask the service and the store.
fn simulate() -> [Vec<f64>; 2] {
    const SERVICE: usize = 0;
    const CACHE: usize = 1;
    const STORE: usize = 2;
    let mut random = Random(20_240_229);
    let station = |free, mean| Station { free, mean, queue: VecDeque::new() };
    let mut stations = [station(3, 10.0), station(1, 4.0), station(2, 10.0)];
    // Requests a millisecond.
    let rates = [0.16, 0.05];
    let mut requests: Vec<Request> = Vec::new();
    let mut times = [Vec::new(), Vec::new()];
    let mut events = BinaryHeap::new();
    let mut number = 0;
    for (kind, rate) in rates.into_iter().enumerate() {
        events.push(Reverse(At(exponential(&mut random, 1.0 / rate), kind, Event::Enters(kind))));
    }
    while let Some(Reverse(At(now, _, event))) = events.pop() {
        let (request, arrives) = match event {
            Event::Enters(kind) => {
                if requests.len() >= REQUESTS {
                    continue;
                }
                number += 1;
                events.push(Reverse(At(
                    now + exponential(&mut random, 1.0 / rates[kind]),
                    number,
                    Event::Enters(kind),
                )));
                let ahead = match kind {
                    0 if random.share() < 0.6 => vec![CACHE],
                    0 => vec![STORE, CACHE],
                    _ => vec![STORE],
                };
                requests.push(Request { kind, came: now, ahead });
                (requests.len() - 1, Some(SERVICE))
            }
            Event::Served(request, at) => {
                let station = &mut stations[at];
                station.free += 1;
                if let Some(next) = station.queue.pop_front() {
                    station.free -= 1;
                    number += 1;
                    let served = now + exponential(&mut random, station.mean);
                    events.push(Reverse(At(served, number, Event::Served(next, at))));
                }
                (request, requests[request].ahead.pop())
            }
        };
        match arrives {
            None => times[requests[request].kind].push(now - requests[request].came),
            Some(at) if stations[at].free > 0 => {
                stations[at].free -= 1;
                number += 1;
                let served = now + exponential(&mut random, stations[at].mean);
                events.push(Reverse(At(served, number, Event::Served(request, at))));
            }
            Some(at) => stations[at].queue.push_back(request),
        }
    }
    times
}

/// Mean and half-width of its 95 % interval, by the scatter of batches; the first batch is left out.
fn mean_of(times: &[f64]) -> (f64, f64) {
    let means: Vec<f64> = times
        .chunks_exact(times.len() / BATCHES)
        .skip(1)
        .map(|batch| batch.iter().sum::<f64>() / batch.len() as f64)
        .collect();
    let count = means.len() as f64;
    let mean = means.iter().sum::<f64>() / count;
    let variance = means.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (count - 1.0);
    // Student's t for 28 degrees of freedom and more.
    (mean, 2.05 * (variance / count).sqrt())
}

fn quantile(times: &[f64], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(share * sorted.len() as f64) as usize]
}

/// What the report says of the same network.
fn computed() -> [LatencyReport; 2] {
    let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [
            {"id": "read", "entry": "service", "operation": "read", "rate": {"per_second": 160}, "peak_factor": 1},
            {"id": "write", "entry": "service", "operation": "write", "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [
            {"id": "service", "kind": "server", "instances": 3, "settings": {"rps_capacity": 100, "latency_ms": 10}},
            {"id": "cache", "kind": "cache-distributed",
             "settings": {"ops_capacity": 250, "latency_ms": 4, "hit_rate": 0.6}},
            {"id": "store", "kind": "sql",
             "settings": {"read_capacity": 200, "write_capacity": 200, "latency_ms": 10}}],
        "connections": [
            {"from": "service", "to": "cache", "journeys": ["read"], "latency_ms": 0},
            {"from": "service", "to": "store", "latency_ms": 0, "after_miss_in": "cache"}]}"#;
    let report = evaluate(&read(text).expect("a design").design);
    ["read", "write"].map(|journey| report.journeys[journey].latency_ms)
}

#[test]
fn what_is_computed_is_what_a_simulation_finds() {
    // What somebody would get who counts three servers as one that is three times as fast, and then who forgets the
    // queues; both with all else as it is.
    let offered: f64 = 2.1;
    let waits = offered.powi(3) / 6.0 / 0.3 / (1.0 + offered + offered * offered / 2.0 + offered.powi(3) / 6.0 / 0.3);
    let right_at_service = 10.0 + waits / 0.09;
    let wrong_by = right_at_service - 1.0 / 0.09;
    let without_waiting = [10.0 + 4.0 + 0.4 * 10.0, 10.0 + 10.0];
    for ((times, computed), without_waiting) in simulate().iter().zip(computed()).zip(without_waiting) {
        let (mean, half_width) = mean_of(times);
        assert!(half_width <= 0.02 * mean, "{mean} ± {half_width}");
        let within = |claim: f64| (claim - mean).abs() <= half_width;
        let claim = computed.mean.unwrap_or(f64::NAN);
        assert!(within(claim), "computed {claim}, simulated {mean} ± {half_width}");
        assert!(!within(claim - wrong_by) && !within(without_waiting), "{wrong_by} {mean} ± {half_width}");
        for (share, claim) in [(0.5, computed.p50), (0.95, computed.p95), (0.99, computed.p99)] {
            let (found, claim) = (quantile(times, share), claim.unwrap_or(f64::NAN));
            assert!((claim / found - 1.0).abs() < 0.02, "{share}: computed {claim}, simulated {found}");
        }
    }
}
