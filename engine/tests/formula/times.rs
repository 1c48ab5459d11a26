//! Times that vary, worked out in another way than the engine's: in steps along the clock, once with every time rounded
//! down and once with every time rounded up. All that is put together from them grows with its parts, so the truth lies
//! between the two. One time after another is added by going over the steps once, with no transform.

use std::rc::Rc;

/// A time that varies.
#[derive(Clone, Debug)]
pub enum Spread {
    Fixed(f64),
    Exponential(f64),
    After(Vec<Time>),
    /// Each with a probability; no time otherwise.
    Mixture(Vec<(f64, Time)>),
    Slowest(Vec<Time>),
    /// The slowest of so many that are alike; between two whole numbers, of either.
    SlowestOf(f64, Time),
    /// So many of these, each among them with a probability, until the slowest.
    SlowestDrawn(usize, Vec<(f64, Time)>),
    /// The k-th of n that are alike.
    Fastest(u32, u32, Time),
    /// The same with one more besides.
    FastestBeside(u32, u32, Time, Time),
    /// The first of two, of which the second is sent so much later.
    Hedged(f64, Time),
    /// Given up after a time and tried again, once more than there are waits.
    Tried {
        after: f64,
        one: Time,
        /// Share of answers in time that are failures.
        fails: f64,
        /// Probability of another attempt after a failure.
        again: f64,
        /// Before each further attempt.
        waits: Vec<f64>,
    },
}

/// A time with what its mean is known to lie between.
#[derive(Clone, Debug)]
pub struct Time {
    pub spread: Rc<Spread>,
    pub mean: (f64, f64),
}

/// Steps up to the time that is looked for.
const STEPS: usize = 2_048;
/// Ways through a spread beyond which fewer steps are taken.
const MANY: usize = 100;
/// Shares are compared to one request in a hundred thousand: at a jump rounding decides.
const SHARE: f64 = 1e-5;
/// What is beyond adds nothing to a mean.
const BEYOND: f64 = 1e-9;

impl Time {
    pub fn new(spread: Spread) -> Self {
        let both = |of: &dyn Fn(fn(&Time) -> f64) -> f64| (of(|time| time.mean.0), of(|time| time.mean.1));
        let mean = match &spread {
            Spread::Fixed(value) | Spread::Exponential(value) => (*value, *value),
            Spread::After(members) => both(&|side| members.iter().map(side).sum()),
            Spread::Mixture(members) => both(&|side| members.iter().map(|(share, one)| share * side(one)).sum()),
            _ => (0.0, 0.0),
        };
        let joins =
            !matches!(spread, Spread::Fixed(_) | Spread::Exponential(_) | Spread::After(_) | Spread::Mixture(_));
        let mut found = Self { spread: Rc::new(spread), mean };
        if joins {
            found.mean = found.integrated_mean();
        }
        found
    }

    /// What the time that is not exceeded for a share lies between, as far as it is near a guess: zero or infinity where
    /// it is not.
    pub fn quantile(&self, share: f64, near: f64) -> (f64, f64) {
        let size = if near > 0.0 { near } else { 1e-6 * self.mean.1.max(1e-9) };
        let grid = Grid { step: size * 1.05 / self.steps() as f64, steps: self.steps(), up: false };
        let located = |grid: &Grid, share: f64| {
            let lattice = grid.begin().then(&self.spread, grid);
            let mut sum = 0.0;
            let found = lattice.shares.iter().position(|one| {
                sum += one;
                sum >= share
            });
            found.map(|at| lattice.from + at as f64 * grid.step)
        };
        let low = located(&grid, share - SHARE).unwrap_or(f64::INFINITY);
        let high = located(&Grid { up: true, ..grid }, share + SHARE).unwrap_or(f64::INFINITY);
        (low, high)
    }

    /// What the probability of taking longer lies between.
    pub fn later(&self, after: f64) -> (f64, f64) {
        let grid = Grid { step: after * 1.05 / self.steps() as f64, steps: self.steps(), up: false };
        let beyond = |grid: &Grid| {
            let lattice = grid.begin().then(&self.spread, grid);
            let within = lattice.shares.iter().enumerate();
            let within = within.filter(|(at, _)| lattice.from + *at as f64 * grid.step <= after * (1.0 + 1e-12));
            1.0 - within.map(|(_, share)| share).sum::<f64>()
        };
        (beyond(&grid) - SHARE, beyond(&Grid { up: true, ..grid }) + SHARE)
    }

    fn steps(&self) -> usize {
        (STEPS * MANY / self.ways().max(MANY)).max(256)
    }

    /// Times on all ways through it.
    fn ways(&self) -> usize {
        let all = |members: &[Time]| members.iter().map(Time::ways).sum::<usize>();
        match &*self.spread {
            Spread::Fixed(_) | Spread::Exponential(_) => 1,
            Spread::After(members) | Spread::Slowest(members) => all(members),
            Spread::FastestBeside(_, _, one, other) => one.ways() + other.ways(),
            Spread::Mixture(members) | Spread::SlowestDrawn(_, members) => {
                members.iter().map(|(_, one)| one.ways()).sum()
            }
            Spread::SlowestOf(_, one) | Spread::Fastest(_, _, one) | Spread::Hedged(_, one) => one.ways(),
            Spread::Tried { one, waits, .. } => one.ways() * (waits.len() + 1),
        }
    }

    /// The mean of several at once: what is beyond each step, on lattices that are wider and wider.
    fn integrated_mean(&self) -> (f64, f64) {
        let side = |up: bool| {
            let largest = self.largest().max(1e-9);
            let (mut sum, mut from) = (0.0, 0.0);
            for wider in 0..12 {
                let to = largest * 2.0 * f64::from(4_u32.pow(wider));
                let grid = Grid { step: to / 1_024.0, steps: 1_024, up };
                let lattice = grid.begin().then(&self.spread, &grid);
                // Beyond a time before the first step is everything.
                let mut below = 0.0;
                sum += (lattice.from.min(to) - from).max(0.0);
                for (at, share) in lattice.shares.iter().enumerate() {
                    below += share;
                    let (start, end) =
                        (lattice.from + at as f64 * grid.step, lattice.from + (at + 1) as f64 * grid.step);
                    sum += (1.0 - below) * (end.min(to) - start.max(from)).max(0.0);
                }
                from = to;
                if 1.0 - below < BEYOND {
                    break;
                }
            }
            sum
        };
        (side(false), side(true))
    }

    /// The largest mean in it.
    fn largest(&self) -> f64 {
        let all = |members: &mut dyn Iterator<Item = &Time>| members.map(Time::largest).fold(0.0, f64::max);
        match &*self.spread {
            Spread::Fixed(value) | Spread::Exponential(value) => *value,
            Spread::After(members) => members.iter().map(Time::largest).sum(),
            Spread::Slowest(members) => all(&mut members.iter()),
            Spread::FastestBeside(_, _, one, other) => one.largest().max(other.largest()),
            Spread::Mixture(members) | Spread::SlowestDrawn(_, members) => all(&mut members.iter().map(|(_, one)| one)),
            Spread::SlowestOf(_, one) | Spread::Fastest(_, _, one) | Spread::Hedged(_, one) => one.largest(),
            Spread::Tried { after, one, waits, .. } => {
                one.largest().min(*after) * (waits.len() + 1) as f64 + waits.iter().sum::<f64>()
            }
        }
    }
}

/// Steps along the clock, and to which side times are rounded.
#[derive(Clone, Copy)]
struct Grid {
    step: f64,
    steps: usize,
    up: bool,
}

/// Shares of probability by steps from a time on; what lies beyond the last is left out.
#[derive(Clone)]
struct Lattice {
    from: f64,
    shares: Vec<f64>,
}

impl Grid {
    /// No time at all.
    fn begin(&self) -> Lattice {
        let mut shares = vec![0.0; self.steps + 1];
        shares[0] = 1.0;
        Lattice { from: 0.0, shares }
    }

    fn round(&self, time: f64) -> usize {
        // What is a whole number of steps but for rounding errors is one.
        let steps = time / self.step;
        let near = if self.up { (steps - 1e-9).ceil() } else { (steps + 1e-9).floor() };
        near.clamp(0.0, 1e9) as usize
    }

    /// Puts several on the steps from the least of their beginnings on.
    fn together(&self, lattices: Vec<Lattice>) -> (f64, Vec<Vec<f64>>) {
        let from = lattices.iter().map(|one| one.from).fold(f64::INFINITY, f64::min);
        let moved = lattices.into_iter().map(|one| {
            let steps = self.round(one.from - from).min(one.shares.len());
            let mut shares = vec![0.0; steps];
            shares.extend(&one.shares[..one.shares.len() - steps]);
            shares
        });
        (from, moved.collect())
    }

    /// Of several at once: what is read from the probabilities that each takes no longer.
    fn join(&self, members: &[&Spread], of: &dyn Fn(&[f64]) -> f64) -> Lattice {
        let (from, all) = self.together(members.iter().map(|one| self.begin().then(one, self)).collect());
        let mut below = vec![0.0; all.len()];
        let (mut before, mut shares) = (0.0, Vec::with_capacity(self.steps + 1));
        for at in 0..=self.steps {
            for (sum, one) in below.iter_mut().zip(&all) {
                *sum = (*sum + one[at]).min(1.0);
            }
            let now = of(&below);
            shares.push(now - before);
            before = now;
        }
        Lattice { from, shares }
    }
}

impl Lattice {
    /// Puts a time behind.
    fn then(self, spread: &Spread, grid: &Grid) -> Self {
        match spread {
            Spread::Fixed(value) => Self { from: self.from + value, ..self },
            Spread::Exponential(mean) if *mean <= 0.0 => self,
            Spread::Exponential(mean) => {
                let stays = libm::exp(-grid.step / mean);
                let mut sum = 0.0;
                let add = |share: f64| {
                    sum = stays * sum + share;
                    (1.0 - stays) * sum
                };
                let from = if grid.up { self.from + grid.step } else { self.from };
                Self { from, shares: self.shares.into_iter().map(add).collect() }
            }
            Spread::After(members) => members.iter().fold(self, |so_far, one| so_far.then(&one.spread, grid)),
            Spread::Mixture(members) => {
                let all: f64 = members.iter().map(|(share, _)| share).sum();
                let none = if all < 1.0 - 1e-9 { Some((1.0 - all, self.clone())) } else { None };
                let some = members.iter().map(|(share, one)| (*share, self.clone().then(&one.spread, grid)));
                let (chances, lattices): (Vec<f64>, Vec<Self>) = some.chain(none).unzip();
                let (from, moved) = grid.together(lattices);
                let share = |at: usize| chances.iter().zip(&moved).map(|(chance, one)| chance * one[at]).sum();
                Self { from, shares: (0..=grid.steps).map(share).collect() }
            }
            joined => self.and(&joined_on(joined, grid)),
        }
    }

    /// One after the other, step by step.
    fn and(&self, other: &Self) -> Self {
        let mut shares = vec![0.0; self.shares.len()];
        for (at, share) in self.shares.iter().enumerate().filter(|(_, share)| **share != 0.0) {
            for (to, more) in shares[at..].iter_mut().zip(&other.shares) {
                *to += share * more;
            }
        }
        Self { from: self.from + other.from, shares }
    }
}

fn joined_on(spread: &Spread, grid: &Grid) -> Lattice {
    match spread {
        Spread::Slowest(members) => {
            let members: Vec<&Spread> = members.iter().map(|one| &*one.spread).collect();
            grid.join(&members, &|below| below.iter().product())
        }
        Spread::SlowestOf(count, one) => {
            let (whole, part) = (count.floor(), count.fract());
            let of = |below: &[f64]| {
                (1.0 - part) * libm::pow(below[0], whole)
                    + if part > 0.0 { part * libm::pow(below[0], whole + 1.0) } else { 0.0 }
            };
            grid.join(&[&*one.spread], &of)
        }
        Spread::SlowestDrawn(asked, members) => {
            let odds: Vec<f64> = members.iter().map(|(part, _)| part / (1.0 - part).max(1e-9)).collect();
            let spreads: Vec<&Spread> = members.iter().map(|(_, one)| &*one.spread).collect();
            let all = drawn(&odds, *asked);
            let of = |below: &[f64]| {
                drawn(&odds.iter().zip(below).map(|(odds, below)| odds * below).collect::<Vec<_>>(), *asked) / all
            };
            grid.join(&spreads, &of)
        }
        Spread::Fastest(wanted, asked, one) => {
            let of = |below: &[f64]| (*wanted..=*asked).map(|up| super::exactly(up, *asked, below[0])).sum();
            grid.join(&[&*one.spread], &of)
        }
        Spread::FastestBeside(wanted, asked, one, other) => {
            // Those of the alike that answered, and one more where the other did.
            let of = |below: &[f64]| {
                let chance = |up: u32| {
                    let both = below[1] * f64::from(u8::from(up + 1 >= *wanted));
                    super::exactly(up, *asked, below[0])
                        * (both + (1.0 - below[1]) * f64::from(u8::from(up >= *wanted)))
                };
                (0..=*asked).map(chance).sum()
            };
            grid.join(&[&*one.spread, &*other.spread], &of)
        }
        Spread::Hedged(after, one) => {
            let first = grid.begin().then(&one.spread, grid);
            let second = Lattice { from: first.from + after, ..first.clone() };
            let (from, all) = grid.together(vec![first, second]);
            let (mut below, mut before, mut shares) = ([0.0, 0.0], 0.0, Vec::new());
            for (first, second) in all[0].iter().zip(&all[1]) {
                below = [below[0] + first, below[1] + second];
                let now = 1.0 - (1.0 - below[0]) * (1.0 - below[1]);
                shares.push(now - before);
                before = now;
            }
            Lattice { from, shares }
        }
        Spread::Tried { after, one, fails, again, waits } => {
            let one = grid.begin().then(&one.spread, grid);
            let in_time = |at: usize| one.from + at as f64 * grid.step <= after * (1.0 + 1e-12);
            let kept: Vec<f64> =
                one.shares.iter().enumerate().map(|(at, share)| if in_time(at) { *share } else { 0.0 }).collect();
            let all: f64 = kept.iter().sum();
            // What takes so long that it is beyond the steps is given up too, where anything is.
            let late = if after.is_finite() { 1.0 - all } else { 0.0 };
            let of = |share: f64| Lattice { from: one.from, shares: kept.iter().map(|kept| share * kept).collect() };
            let given_up = |share: f64| {
                let mut shares = vec![0.0; grid.steps + 1];
                shares[0] = share * late;
                Lattice { from: if late > 0.0 { *after } else { one.from }, shares }
            };
            let both = |one: Lattice, other: Lattice| {
                let (from, all) = grid.together(vec![one, other]);
                Lattice { from, shares: all[0].iter().zip(&all[1]).map(|(one, other)| one + other).collect() }
            };
            let (mut whole, mut so_far): (Option<Lattice>, Lattice) = (None, grid.begin());
            for attempt in 0..=waits.len() {
                let stops = if attempt == waits.len() { 1.0 } else { 1.0 - again };
                let ends = so_far.and(&both(of(1.0 - fails + stops * fails), given_up(stops)));
                whole = Some(match whole {
                    Some(whole) => both(whole, ends),
                    None => ends,
                });
                if let Some(wait) = waits.get(attempt) {
                    so_far = so_far.and(&both(of(again * fails), given_up(*again)));
                    so_far.from += wait;
                }
            }
            whole.unwrap_or(so_far)
        }
        other => grid.begin().then(other, grid),
    }
}

/// Over all choices of so many: the sum of the products of their weights.
fn drawn(weights: &[f64], asked: usize) -> f64 {
    match weights {
        _ if asked == 0 => 1.0,
        [] => 0.0,
        [first, rest @ ..] => first * drawn(rest, asked - 1) + drawn(rest, asked),
    }
}
