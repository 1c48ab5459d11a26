//! The stages natively, in turns, so that what disturbs one disturbs the other. Arguments name the widths that are
//! wanted, in thousands of components.

use std::hint::black_box;
use std::time::{Duration, Instant};

use loadbearing_engine::analysis::{Graph, capacity, traffic, weak_points};
use loadbearing_engine::design::Design;
use loadbearing_speed::city::{SEED, city};
use loadbearing_speed::stages::{CAUSES, COMPARED, THOUSANDS, WHOLE_REPORT};

/// Rounds of one width: the larger it is, the fewer.
const ROUNDS: usize = 240;
/// The least.
const FEWEST_ROUNDS: usize = 20;

fn main() {
    let wanted: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let is_wanted = |thousands: &usize| wanted.is_empty() || wanted.contains(thousands);
    for thousands in THOUSANDS.into_iter().filter(is_wanted) {
        let design = city(SEED, thousands);
        let rounds = (ROUNDS / thousands).max(FEWEST_ROUNDS);
        println!("{} components, {} connections", design.components.len(), design.connections.len());
        compare(&design, rounds);
        parts(&design, rounds);
        if thousands == 1 {
            for (name, stage) in [WHOLE_REPORT, CAUSES] {
                line(name, &in_turns(3, 1, |_| stage(&design))[0], "");
            }
        }
    }
}

/// What is compared, and how many times the measure it takes.
fn compare(design: &Design, rounds: usize) {
    let times = in_turns(rounds, COMPARED.len(), |stage| COMPARED[stage].1(design));
    let ratio = |at: usize, pick: fn(&[f64]) -> f64| pick(&times[at]) / pick(&times[0]);
    for (at, (name, _)) in COMPARED.iter().enumerate() {
        line(name, &times[at], &format!("{:.2} × (medians {:.2} ×)", ratio(at, best), ratio(at, median)));
    }
}

/// What the first view is made of.
fn parts(design: &Design, rounds: usize) {
    const NAMES: [&str; 5] = ["ids resolved", "traffic", "capacity", "needs and losses", "weak points"];
    let mut times = vec![Vec::new(); NAMES.len()];
    for _ in 0..rounds {
        let mut start = Instant::now();
        let mut lap = |at: usize| {
            times[at].push(start.elapsed());
            start = Instant::now();
        };
        let graph = Graph::new(design);
        lap(0);
        let traffic = traffic::solve(&graph);
        lap(1);
        black_box(capacity::loads(&graph, &traffic));
        lap(2);
        let dependence = weak_points::dependence(&graph, &traffic);
        lap(3);
        black_box(weak_points::structural(&graph, &dependence));
        lap(4);
    }
    for (name, times) in NAMES.iter().zip(times) {
        line(&format!("  {name}"), &milliseconds(times), "");
    }
}

/// Times of each stage, sorted, in milliseconds.
fn in_turns(rounds: usize, stages: usize, run: impl Fn(usize) -> f64) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::new(); stages];
    for _ in 0..rounds {
        for (stage, times) in times.iter_mut().enumerate() {
            let start = Instant::now();
            black_box(run(stage));
            times.push(start.elapsed());
        }
    }
    times.into_iter().map(milliseconds).collect()
}

fn milliseconds(times: Vec<Duration>) -> Vec<f64> {
    let mut times: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn best(times: &[f64]) -> f64 {
    times[0]
}

fn median(times: &[f64]) -> f64 {
    times[times.len() / 2]
}

fn line(name: &str, times: &[f64], ratio: &str) {
    println!("  {name:<44} best {:>9.3} ms, median {:>9.3} ms   {ratio}", best(times), median(times));
}
