//! How long work takes, by a clock that may have coarse steps: a sample is as many runs as fill several of them.

use std::hint::black_box;

use loadbearing_engine::design::Design;

use crate::stages::{Row, SEEDS};

/// Tells the time in milliseconds.
pub type Clock<'a> = &'a dyn Fn() -> f64;

/// Milliseconds that a sample lasts at least. The clock of a browser has steps of 0.1 ms: 2 % of it at most.
const SAMPLE: f64 = 5.0;
/// Milliseconds after which a row takes no further sample of one seed.
const LONGEST: f64 = 4_000.0;
/// Samples of one seed at most.
const SAMPLES: usize = 60;
/// Milliseconds before the first sample: a browser compiles a module better once it is hot.
const WARM_UP: f64 = 400.0;

/// Times of one kind of work, a run, in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Adds a time.
    pub fn push(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
        self.0.sort_by(f64::total_cmp);
    }

    /// The time below which this share of all lies.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let at = (self.0.len() as f64 * share) as usize;
        self.0.get(at.min(self.0.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }

    /// Best, median and 95th percentile in words.
    #[must_use]
    pub fn words(&self) -> String {
        let [best, median, most] = [0.0, 0.5, 0.95].map(|share| self.quantile(share));
        format!("best {best:>9.3} ms, median {median:>9.3} ms, p95 {most:>9.3} ms of {:>3}", self.0.len())
    }
}

/// A run of some work, as the mean of as many as a sample takes.
pub fn sample(clock: Clock<'_>, runs: usize, work: &dyn Fn() -> f64) -> f64 {
    let start = clock();
    for _ in 0..runs {
        black_box(work());
    }
    (clock() - start) / runs as f64
}

/// Measures a row with all seeds, its stages in turns, so that what disturbs one disturbs the other. Gives lines.
#[must_use]
pub fn row(row: &Row, clock: Clock<'_>) -> Vec<String> {
    let mut times = vec![Times::default(); row.stages.len()];
    let mut ratios = vec![Times::default(); row.stages.len()];
    let mut is_known = vec![true; row.stages.len()];
    for design in SEEDS.map(row.design) {
        let runs = warm_up(row, &design, clock, &mut is_known);
        let begin = clock();
        for taken in 0..SAMPLES {
            if taken > 0 && clock() - begin > LONGEST {
                break;
            }
            let mut first = f64::NAN;
            for (at, (_, stage)) in row.stages.iter().enumerate() {
                let time = sample(clock, runs[at], &|| stage(&design));
                first = if at == 0 { time } else { first };
                times[at].push(time);
                ratios[at].push(time / first);
            }
        }
    }
    let mut lines = vec![format!("{} (key `{}`)", row.name, row.key)];
    for (at, (name, _)) in row.stages.iter().enumerate() {
        let ratio = if at > 0 { format!("   {:.2} × the first", ratios[at].quantile(0.5)) } else { String::new() };
        let known = if is_known[at] { "" } else { "   NOT FOUND EXACTLY" };
        lines.push(format!("  {name:<44} {}{ratio}{known}", times[at].words()));
    }
    lines
}

/// Runs each stage for a while; says how many runs of it make a sample, and whether it gives a number.
fn warm_up(row: &Row, design: &Design, clock: Clock<'_>, is_known: &mut [bool]) -> Vec<usize> {
    let mut of_stage = |(at, (_, stage)): (usize, &crate::stages::Stage)| {
        let begin = clock();
        let (mut runs, mut last) = (0, begin);
        let mut fastest = f64::INFINITY;
        while runs == 0 || clock() - begin < WARM_UP {
            is_known[at] &= !black_box(stage(design)).is_nan();
            fastest = fastest.min(clock() - last);
            last = clock();
            runs += 1;
        }
        let mean = (last - begin) / f64::from(runs);
        (SAMPLE / mean.min(fastest.max(0.1))).ceil().max(1.0) as usize
    };
    row.stages.iter().enumerate().map(&mut of_stage).collect()
}
