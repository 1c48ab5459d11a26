//! The rows natively. Arguments name the keys of those that are wanted. `edges=FOLDER` writes the graphs of 1,000 and
//! 10,000 components as lists of edges instead, with how long the engine takes for them.

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use loadbearing_engine::analysis::{Graph, capacity, traffic, weak_points};
use loadbearing_engine::design::{Design, Operation};
use loadbearing_speed::city::{SEED, city};
use loadbearing_speed::measure::{self, Times};
use loadbearing_speed::rules;
use loadbearing_speed::stages::{ROWS, is_wanted};

/// Rounds in which the first view is taken apart.
const ROUNDS: usize = 40;

fn main() {
    let began = Instant::now();
    let clock = || began.elapsed().as_secs_f64() * 1e3;
    // Cargo adds a word of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let Some(folder) = arguments.iter().find_map(|argument| argument.strip_prefix("edges=")) {
        [1, 10].into_iter().for_each(|thousands| edges(Path::new(folder), thousands));
        return;
    }
    for row in ROWS.iter().filter(|row| is_wanted(row.key, &arguments)) {
        measure::row(row, &clock).iter().for_each(|line| println!("{line}"));
        if row.stages.len() > 1 && row.key.parse::<usize>().is_ok() {
            let parts = parts(&(row.design)(SEED));
            parts.iter().for_each(|(name, times)| println!("    {name:<42} {}", times.words()));
        }
    }
    if is_wanted("rules", &arguments) {
        rules::rows(&clock).iter().for_each(|line| println!("{line}"));
    }
}

/// What the first view is made of.
fn parts(design: &Design) -> [(&'static str, Times); 5] {
    let mut parts =
        ["ids resolved", "traffic", "capacity", "needs and losses", "weak points"].map(|name| (name, Times::default()));
    for _ in 0..ROUNDS {
        let mut start = Instant::now();
        let mut lap = |at: usize| {
            parts[at].1.push(start.elapsed().as_secs_f64() * 1e3);
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
    parts
}

/// Writes a graph for other programs: journeys with entry and rate, then the ends and calls of each connection.
fn edges(folder: &Path, thousands: usize) {
    let design = city(SEED, thousands);
    let graph = Graph::new(&design);
    let parts = parts(&design);
    let median = |at: usize| parts[at].1.quantile(0.5);
    let mut text = format!("{} {} {}\n", graph.nodes.len(), median(1), median(3) + median(4));
    for (_, journey, entry) in graph.journeys() {
        let rate = journey.rate.map_or(0.0, |rate| rate.per_second());
        let _ = writeln!(text, "journey {entry} {rate} {}", u8::from(journey.operation == Operation::Write));
    }
    for edge in &graph.edges {
        let _ = writeln!(text, "{} {} {}", edge.from, edge.to, edge.calls);
    }
    let file = folder.join(format!("edges-{thousands}.txt"));
    std::fs::write(&file, text).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
}
