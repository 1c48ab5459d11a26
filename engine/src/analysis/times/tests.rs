//! Times that can be worked out by hand, and many drawn at random against their Laplace transforms.

use super::*;
use crate::analysis::latency::{Branches, Response, Stage, Takes, series};
use crate::analysis::simulation::SplitMix;
use crate::analysis::waits::Waits;

const SHARES: [f64; 3] = [0.5, 0.95, 0.99];

fn exponential(times: &mut Times, mean: f64) -> usize {
    times.add(Time::Exponential { probability: 1.0, mean })
}

fn near(got: f64, want: f64, relative: f64) {
    assert!((got - want).abs() <= relative * want.abs(), "got {got}, want {want}");
}

fn as_inverted(answer: &Answer, oracle: &impl Takes, relative: f64) {
    for (quantile, share) in answer.quantiles.iter().zip(SHARES) {
        let want = oracle.quantile(share).unwrap();
        near(*quantile, want, relative);
        assert!((quantile - want).abs() <= answer.within + 1e-9 * want, "{quantile} {want} ± {}", answer.within);
    }
}

#[test]
fn constants_alone_are_exact() {
    let mut times = Times::default();
    let (one, two) = (times.add(Time::Constant(0.1)), times.add(Time::Constant(0.2)));
    times.add(Time::Series(vec![one, two, two]));
    let answer = times.answer(&SHARES).unwrap();
    assert_eq!((answer.quantiles, answer.within), (vec![0.5; 3], 0.0));
    near(answer.mean, 0.5, 1e-15);
    assert_eq!(answer.weights, [1.0, 2.0, 1.0]);
}

#[test]
fn stages_one_after_another_are_an_erlang() {
    let mut times = Times::default();
    let one = exponential(&mut times, 10.0);
    times.add(Time::Series(vec![one; 4]));
    let answer = times.answer(&SHARES).unwrap();
    near(answer.mean, 40.0, 1e-15);
    as_inverted(&answer, &series(&[Stage::Erlang { phases: 4, mean: 40.0 }]).unwrap(), 5e-5);
}

#[test]
fn a_hit_or_a_miss_is_a_mixture() {
    // P(T > t) = 0.2 e^(−(t − 2) ÷ 10) beyond 2: the 95th percentile is 2 + 10 ln 4.
    let mut times = Times::default();
    let (lookup, database) = (times.add(Time::Constant(2.0)), exponential(&mut times, 10.0));
    let missed = times.add(Time::OneOf(vec![(0.2, database)]));
    times.add(Time::Series(vec![lookup, missed]));
    let answer = times.answer(&SHARES).unwrap();
    near(answer.mean, 4.0, 1e-15);
    near(answer.quantiles[0], 2.0, 1e-9);
    near(answer.quantiles[1], 2.0 + 10.0 * libm::log(4.0_f64), 5e-5);
    near(answer.quantiles[2], 2.0 + 10.0 * libm::log(20.0_f64), 5e-5);
}

#[test]
fn two_at_once_take_one_and_a_half_times_as_long_as_one() {
    let mut times = Times::default();
    let (one, other) = (exponential(&mut times, 10.0), exponential(&mut times, 10.0));
    times.add(Time::AtOnce { members: vec![(1.0, one), (1.0, other)], asked: 2 });
    let answer = times.answer(&SHARES).unwrap();
    near(answer.mean, 15.0, 1e-5);
    near(answer.quantiles[2], -10.0 * libm::log(1.0 - 0.99_f64.sqrt()), 5e-5);
    // Each of them counts for half of what both take.
    near(answer.weights[one] * 10.0, 7.5, 1e-5);
}

#[test]
fn the_slowest_of_a_hundred_is_the_tail() {
    // Mean of the slowest: the harmonic number of 100. One call in 100 is slow, 63 requests in 100.
    let mut times = Times::default();
    let one = exponential(&mut times, 1.0);
    times.add(Time::Fastest { of: one, asked: 100, wanted: 100, besides: None });
    let answer = times.answer(&[1.0 - 0.633_967_658_726_770_5]).unwrap();
    near(answer.mean, (1..=100).map(|at| 1.0 / f64::from(at)).sum(), 2e-5);
    near(answer.quantiles[0], libm::log(100.0_f64), 5e-5);
}

#[test]
fn the_slowest_of_a_million_is_the_harmonic_number() {
    for (count, relative) in [(10_000_u32, 2e-4), (1_000_000, 2e-4), (1_000_000_000, 5e-3)] {
        let mut times = Times::default();
        let one = exponential(&mut times, 1.0);
        times.add(Time::Fastest { of: one, asked: count, wanted: count, besides: None });
        let answer = times.answer(&[0.99]).unwrap();
        // Euler and Mascheroni, whose 1 ÷ 2n is nothing here.
        near(answer.mean, libm::log(f64::from(count)) + 0.577_215_664_9, relative);
        near(answer.quantiles[0], libm::log(f64::from(count)) - libm::log(-libm::log(0.99)), relative);
    }
}

#[test]
fn two_of_three_take_their_renyi_sum() {
    let mut times = Times::default();
    let one = exponential(&mut times, 10.0);
    times.add(Time::Fastest { of: one, asked: 3, wanted: 2, besides: None });
    near(times.answer(&SHARES).unwrap().mean, 25.0 / 3.0, 1e-5);
}

#[test]
fn two_drawn_of_three_are_two_at_once() {
    let mut times = Times::default();
    let each = [0; 3].map(|_| exponential(&mut times, 10.0));
    times.add(Time::AtOnce { members: each.map(|one| (2.0 / 3.0, one)).to_vec(), asked: 2 });
    let answer = times.answer(&SHARES).unwrap();
    near(answer.mean, 15.0, 1e-5);
    near(answer.quantiles[2], -10.0 * libm::log(1.0 - 0.99_f64.sqrt()), 5e-5);
}

#[test]
fn a_second_request_shortens_the_tail() {
    let mut times = Times::default();
    let one = exponential(&mut times, 10.0);
    times.add(Time::Hedged { of: one, after: 29.957_322_735_539_908 });
    let answer = times.answer(&SHARES).unwrap();
    near(answer.mean, 9.75, 1e-5);
    near(answer.quantiles[2], 38.004_512_297_710_406, 5e-5);
}

#[test]
fn several_at_once_within_a_series() {
    // Branches of a series each, at once: the product of two inverted distributions.
    let mut times = Times::default();
    let (short, long, way) =
        (exponential(&mut times, 1.0), exponential(&mut times, 8.0), times.add(Time::Constant(0.5)));
    let first = times.add(Time::Series(vec![way, short, long]));
    let second = times.add(Time::Series(vec![way, way, long]));
    times.add(Time::AtOnce { members: vec![(1.0, first), (1.0, second)], asked: 2 });
    let branch = |stages: &[Stage]| series(stages).unwrap();
    let exp = |mean: f64| Stage::Erlang { phases: 1, mean };
    let branches = vec![branch(&[Stage::Constant(0.5), exp(1.0), exp(8.0)]), branch(&[Stage::Constant(1.0), exp(8.0)])];
    let oracle = Branches::new(branches, 2);
    let answer = times.answer(&SHARES).unwrap();
    as_inverted(&answer, &oracle, 5e-5);
    near(answer.mean, oracle.integrated_mean(), 1e-5);
}

#[test]
fn hours_in_one_of_a_thousand_hide_no_milliseconds() {
    let mut times = Times::default();
    let (quick, cold) = (exponential(&mut times, 3.0), times.add(Time::Constant(3_600_000.0)));
    let mostly = times.add(Time::OneOf(vec![(0.001, cold)]));
    times.add(Time::Series(vec![quick, mostly]));
    let answer = times.answer(&[0.5, 0.9995]).unwrap();
    near(answer.quantiles[0], -3.0 * libm::log(1.0 - 0.5 / 0.999_f64), 1e-4);
    near(answer.quantiles[1], 3_600_000.0, 1e-3);
    near(answer.mean, 3_603.0, 1e-12);
}

/// A series of constants, exponentials and mixtures of such series, drawn at random.
fn drawn(random: &mut SplitMix, depth: u32, times: &mut Times) -> (usize, Vec<Stage>) {
    let (mut ids, mut stages) = (Vec::new(), Vec::new());
    for _ in 0..1 + (random.share() * 4.0) as u32 {
        let size = libm::exp(random.share() * 8.0 - 4.0);
        match (random.share() * 3.0) as u32 {
            0 => {
                ids.push(times.add(Time::Constant(size)));
                stages.push(Stage::Constant(size));
            }
            1 if depth > 0 => {
                let share = random.share();
                let (one, other) = (drawn(random, depth - 1, times), drawn(random, depth - 1, times));
                ids.push(times.add(Time::OneOf(vec![(share, one.0), (1.0 - share, other.0)])));
                stages.push(Stage::Mixture(vec![(share, one.1), (1.0 - share, other.1)]));
            }
            _ => {
                ids.push(exponential(times, size));
                stages.push(Stage::Erlang { phases: 1, mean: size });
            }
        }
    }
    (times.add(Time::Series(ids)), stages)
}

#[test]
fn no_percentile_is_off_by_more_than_it_says() {
    let mut random = SplitMix::new(7);
    let mut compared = 0;
    for _ in 0..24 {
        let mut times = Times::default();
        let (_, stages) = drawn(&mut random, 2, &mut times);
        let (answer, oracle): (Answer, Response) = (times.answer(&SHARES).unwrap(), series(&stages).unwrap());
        near(answer.mean, oracle.mean(), 1e-12);
        for (quantile, share) in answer.quantiles.iter().zip(SHARES) {
            // Rounding at a jump may fall to either side of it: times just below and just above the share.
            let (low, high) = (oracle.quantile(share - 1e-5).unwrap(), oracle.quantile(share + 1e-5).unwrap());
            let within = answer.within + 1e-5 * high;
            assert!((low - within..=high + within).contains(quantile), "{quantile} {low} {high} {within} {stages:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 72);
}

/// A call of `mean` milliseconds that is given up after `after` and tried `most` times.
fn tried(mean: f64, after: f64, fails: f64, most: u32) -> (Tried, Answer) {
    let mut times = Times::default();
    let of = exponential(&mut times, mean);
    let (late, each) = times.late(of, after, &mut Lates::default());
    let tried = Tried { of, after, late, each, fails, most, again: 1.0, waits: Waits::default() };
    times.add(Time::Tried(tried));
    (tried, times.answer(&SHARES).unwrap())
}

#[test]
fn a_call_given_up_and_tried_again_takes_its_attempts() {
    // Late: e^−1. An attempt takes 10 (1 − e^−1) on average, and 1 + e^−1 + e^−2 are made.
    let (tried, answer) = tried(10.0, 10.0, 0.0, 3);
    let late = libm::exp(-1.0_f64);
    near(tried.late, late, 1e-4);
    near(tried.each.unwrap(), 10.0 * (1.0 - late), 1e-4);
    near(tried.attempts(), 1.0 + late + late * late, 1e-4);
    near(tried.fails_in_the_end(), late * late * late, 1e-3);
    near(answer.mean, 10.0 * (1.0 - late) * (1.0 + late + late * late), 1e-3);
    // Half are through within 10 ln 2, and 95 % within 20 + t with late² e^(−t ÷ 10) = 0.05.
    near(answer.quantiles[0], 10.0 * libm::log(2.0), 2e-3);
    near(answer.quantiles[1], 20.0 + 10.0 * (2.0_f64.mul_add(-1.0, libm::log(20.0))), 5e-3);
    // Whoever failed three times, and one in a hundred has still not: after 30 all is over.
    near(answer.quantiles[2], 30.0, 5e-3);
}

#[test]
fn the_slower_of_two_that_are_given_up_is_integrated_from_its_true_shares() {
    // The integral of 1 − (1 − e^(−t ÷ 200))² up to 300; narrow lattices end before anything is given up.
    let mut times = Times::default();
    let of = exponential(&mut times, 200.0);
    let (late, each) = times.late(of, 300.0, &mut Lates::default());
    let tried = Tried { of, after: 300.0, late, each, fails: 0.0, most: 1, again: 1.0, waits: Waits::default() };
    let of = times.add(Time::Tried(tried));
    times.add(Time::Fastest { of, asked: 2, wanted: 2, besides: None });
    let want = 400.0 * (1.0 - libm::exp(-1.5)) - 100.0 * (1.0 - libm::exp(-3.0));
    near(times.answer(&[]).unwrap().mean, want, 2e-3);
}

#[test]
fn patience_beyond_measure_changes_nothing() {
    let (tried, answer) = tried(10.0, 10_000.0, 0.0, 5);
    assert_eq!((tried.late, tried.attempts()), (0.0, 1.0));
    near(answer.mean, 10.0, 1e-12);
    near(answer.quantiles[2], 10.0 * libm::log(100.0), 1e-3);
    // Failures in time are tried again too: three attempts of which all fail are an Erlang of three phases.
    let (failing, answer) = self::tried(10.0, 10_000.0, 1.0, 3);
    assert_eq!((failing.attempts(), failing.fails_in_the_end()), (3.0, 1.0));
    as_inverted(&answer, &series(&[Stage::Erlang { phases: 3, mean: 30.0 }]).unwrap(), 1e-3);
}
