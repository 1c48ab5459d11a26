//! The rows natively. Arguments name the keys of those that are wanted. `graphs=FOLDER` writes the graphs of 1,000 and
//! 10,000 components for other programs instead, with what the engine finds; `answers=THOUSANDS` answers each line of
//! its input, the name of some work, with the milliseconds that a run of it takes: so another program can measure in
//! turns.

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use loadbearing_engine::analysis::traffic::Rates;
use loadbearing_engine::analysis::{Graph, capacity, traffic, weak_points};
use loadbearing_engine::design::{Design, Operation};
use loadbearing_speed::city::{SEED, city};
use loadbearing_speed::measure::{self, Times};
use loadbearing_speed::rules;
use loadbearing_speed::stages::{ROWS, is_wanted};

/// Rounds in which the first view is taken apart.
const ROUNDS: usize = 40;
/// Milliseconds that an answer is measured for, at least.
const SAMPLE: f64 = 20.0;

fn main() {
    let began = Instant::now();
    let clock = || began.elapsed().as_secs_f64() * 1e3;
    // Cargo adds a word of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let told = |what: &str| arguments.iter().find_map(|argument| argument.strip_prefix(what));
    if let Some(folder) = told("graphs=") {
        return [1, 10].into_iter().for_each(|thousands| write_graph(Path::new(folder), thousands));
    }
    if let Some(thousands) = told("answers=").and_then(|thousands| thousands.parse().ok()) {
        return answer(thousands, &clock);
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

/// Writes a graph for other programs, with what the engine finds: the journeys (entry, rate, peak factor, whether it
/// writes), each component (its id, then reads and writes on average and at peak), each connection (its ends, calls for
/// each read and each write that arrives at its caller, what these are where it ends, then what goes over it likewise).
fn write_graph(folder: &Path, thousands: usize) {
    let design = city(SEED, thousands);
    let graph = Graph::new(&design);
    let found = traffic::solve(&graph);
    let program = std::env::current_exe().unwrap_or_default();
    let mut text = format!("engine {thousands} {}\n", program.display());
    for (journey, (_, drawn, _)) in found.journeys.iter().zip(graph.journeys()) {
        let writes = u8::from(drawn.operation == Operation::Write);
        let _ = writeln!(text, "journey {} {} {} {writes}", journey.entry, journey.rate, journey.peak_factor);
    }
    let rates = |rates: [Rates; 2]| rates.map(|rates| format!("{} {}", rates.reads, rates.writes)).join(" ");
    for (number, node) in graph.nodes.iter().enumerate() {
        let _ = writeln!(text, "node {} {}", node.id(), rates([found.average[number], found.peak[number]]));
    }
    for (number, edge) in graph.edges.iter().enumerate() {
        // All journeys of a city choose alike.
        let [reads, writes] = found.journeys[0].steps.weights[number];
        let output = match edge.output {
            None => "as-asked",
            Some(Operation::Read) => "reads",
            Some(Operation::Write) => "writes",
        };
        let over = rates([found.edge_average[number], found.edge_peak[number]]);
        let _ = writeln!(text, "edge {} {} {reads} {writes} {output} {over}", edge.from, edge.to);
    }
    let file = folder.join(format!("graph-{thousands}.txt"));
    std::fs::write(&file, text).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
}

/// Some work by its name, and a run of it.
type Work<'a> = (&'static str, Box<dyn Fn() -> f64 + 'a>);

/// Answers with how long some work takes, a line for a line.
fn answer(thousands: usize, clock: &dyn Fn() -> f64) {
    let design = city(SEED, thousands);
    let graph = Graph::new(&design);
    let found = traffic::solve(&graph);
    let flows = |graph: &Graph<'_>| traffic::solve(graph).average.len() as f64;
    let weak_points = || weak_points::structural(&graph, &weak_points::dependence(&graph, &found)).len() as f64;
    let all: [Work<'_>; 3] = [
        ("traffic", Box::new(|| flows(&graph))),
        ("traffic-from-ids", Box::new(|| flows(&Graph::new(&design)))),
        ("weak-points", Box::new(weak_points)),
    ];
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let Some((_, work)) = all.iter().find(|(name, _)| *name == line) else { return };
        let once = measure::sample(clock, 1, work.as_ref());
        let runs = (SAMPLE / once.max(0.01)).ceil().max(1.0) as usize;
        println!("{}", measure::sample(clock, runs, work.as_ref()));
    }
}
