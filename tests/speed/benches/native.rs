//! The stages natively.

use divan::Bencher;
use loadbearing_speed::city::{SEED, city};
use loadbearing_speed::stages::STAGES;

fn main() {
    divan::main();
}

// Seconds for each stage, so that the slow one does not take minutes.
#[divan::bench(args = STAGES.iter().map(|(name, _)| *name), max_time = 10)]
fn stage(bencher: Bencher<'_, '_>, name: &str) {
    let design = city(SEED);
    let run = STAGES.iter().find(|(stage, _)| *stage == name).map(|(_, run)| *run);
    bencher.bench(|| run.map(|run| run(&design)));
}
