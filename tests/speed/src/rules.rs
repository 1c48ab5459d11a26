//! How long the rules take over 1,000 components: all of them, and the slowest ones.

use loadbearing_engine::Evaluation;
use loadbearing_engine::analysis::Graph;
use loadbearing_engine::rules::{Asked, Context, Verdict, all};

use crate::city::{SEED, city};
use crate::measure::{Clock, Times, sample};

const SAMPLES: usize = 15;
/// How many of the slowest are named.
const NAMED: usize = 6;
/// Runs of all before the first sample: a browser compiles what runs often, however long it takes, better than the rest.
const WARM_UP: usize = 100;
/// Runs of one rule in a sample.
const RUNS: usize = 20;

/// Measures the rules on a design of which traffic, capacity and weak points by structure are known. Gives lines.
#[must_use]
pub fn rows(clock: Clock<'_>) -> Vec<String> {
    let design = city(SEED, 1);
    let graph = Graph::new(&design);
    let mut evaluation = Evaluation::begin(&graph);
    let journeys = 2 * evaluation.availabilities.len();
    // Availability and latency are known; weak points by capacity are no business of rules.
    for _ in 0..journeys {
        evaluation.step();
    }
    let mut lines = vec!["all rules, 1,000 components (key `rules`)".to_owned()];
    evaluation.show(&mut |context| {
        // What rules ask in common is worked out in each sample.
        let anew = || Context { asked: Asked::default(), ..*context };
        let together = || {
            let (mut verdict, context) = (Verdict::default(), anew());
            all().for_each(|rule| verdict.run(rule, &context));
            verdict.findings.len() as f64
        };
        let mut of_all = Times::default();
        let first = sample(clock, 1, &together);
        (0..WARM_UP).for_each(|_| _ = sample(clock, 1, &together));
        (0..SAMPLES).for_each(|_| of_all.push(sample(clock, 1, &together)));
        lines.push(format!("  {:<44} {}; the very first {first:.1} ms", "all (goal 16 ms)", of_all.words()));
        let mut each: Vec<(f64, String)> = Vec::new();
        for rule in all() {
            let mut times = Times::default();
            let once = || {
                let mut verdict = Verdict::default();
                verdict.run(rule, &anew());
                verdict.findings.len() as f64
            };
            (0..SAMPLES).for_each(|_| times.push(sample(clock, RUNS, &once)));
            each.push((times.quantile(0.5), format!("  {:<44} {}", rule.id, times.words())));
        }
        each.sort_by(|a, b| b.0.total_cmp(&a.0));
        lines.extend(each.into_iter().take(NAMED).map(|(_, line)| line));
    });
    lines
}
