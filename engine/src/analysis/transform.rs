//! Distributions by their Laplace transforms: sums and mixtures of exponentials. Constants and what is done with the
//! answers are in `latency`.
//!
//! Inverted on Talbot's contour (Abate and Whitt 2006). Many phases one after another are too narrow for that: beyond the
//! reach of its few points their transform is huge, and what cancels takes all digits along. Those are inverted as a
//! Fourier series along a line where no transform exceeds one, summed as Euler did (Abate and Whitt 1995).

use super::queueing::Waiting;

/// Points of Talbot's contour: about twelve digits in doubles.
const POINTS: usize = 20;

/// With more phases one after another Talbot's contour loses digits: with 8 it has ten left, with 12 eight.
const MOST_PHASES: f64 = 8.0;
/// Digits of the Fourier series: it is wrong by e to the minus this, and rounding by half of that the other way.
const FAR: f64 = 23.0;
/// Terms of the Fourier series that are averaged by binomial weights.
const AVERAGED: usize = 20;
/// Terms before those at least, and at most.
const TERMS: (f64, f64) = (30.0, 4_000.0);

/// A complex number.
type Complex = (f64, f64);

fn times(a: Complex, b: Complex) -> Complex {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

fn over(a: Complex, b: Complex) -> Complex {
    let size = b.0 * b.0 + b.1 * b.1;
    ((a.0 * b.0 + a.1 * b.1) / size, (a.1 * b.0 - a.0 * b.1) / size)
}

/// What has a Laplace transform with poles on the negative axis only.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Smooth {
    Phases { rate: f64, phases: u32 },
    Queue(Waiting),
    All(Vec<Smooth>),
    OneOf(Vec<(f64, Smooth)>),
}

impl Smooth {
    fn transform(&self, s: Complex) -> Complex {
        match self {
            Self::Phases { rate, phases } => {
                let one = over((*rate, 0.0), (rate + s.0, s.1));
                (0..*phases).fold((1.0, 0.0), |so_far, _| times(so_far, one))
            }
            Self::Queue(queue) => {
                let served = over((queue.service, 0.0), (queue.service + s.0, s.1));
                let queued = over((queue.spare(), 0.0), (queue.spare() + s.0, s.1));
                let waits = queue.wait_probability;
                times(served, (1.0 - waits + waits * queued.0, waits * queued.1))
            }
            Self::All(members) => members.iter().fold((1.0, 0.0), |so_far, member| times(so_far, member.transform(s))),
            Self::OneOf(members) => members.iter().fold((0.0, 0.0), |sum, (share, member)| {
                let one = member.transform(s);
                (sum.0 + share * one.0, sum.1 + share * one.1)
            }),
        }
    }

    /// Exponential phases one after another on the longest way, and the mean of all.
    fn extent(&self) -> (f64, f64) {
        match self {
            Self::Phases { rate, phases } => (f64::from(*phases), f64::from(*phases) / rate),
            Self::Queue(queue) => (2.0, queue.mean_response()),
            Self::All(members) => members.iter().map(Self::extent).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1)),
            Self::OneOf(members) => members.iter().fold((0.0, 0.0), |so_far, (share, member)| {
                let (phases, mean) = member.extent();
                (phases.max(so_far.0), so_far.1 + share * mean)
            }),
        }
    }

    /// Whether it takes no time at all.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::All(members) if members.is_empty())
    }

    /// Probability of taking no time.
    fn at_once(&self) -> f64 {
        match self {
            Self::Phases { phases, .. } => f64::from(u8::from(*phases == 0)),
            Self::Queue(_) => 0.0,
            Self::All(members) => members.iter().map(Self::at_once).product(),
            Self::OneOf(members) => members.iter().map(|(share, member)| share * member.at_once()).sum(),
        }
    }

    /// Probability of taking longer.
    pub(super) fn beyond(&self, time: f64) -> f64 {
        if time < 0.0 {
            return 1.0;
        }
        match self {
            _ if time == 0.0 => return 1.0 - self.at_once(),
            _ if self.is_nothing() => return 0.0,
            Self::Phases { rate, phases: 1 } => return libm::exp(-rate * time),
            Self::Queue(queue) => return queue.responds_later(time),
            Self::All(members) if members.len() == 1 => return members[0].beyond(time),
            Self::OneOf(members) => return members.iter().map(|(share, member)| share * member.beyond(time)).sum(),
            _ => {}
        }
        let (phases, mean) = self.extent();
        let found = if phases > MOST_PHASES { self.along_a_line(time, phases, mean) } else { self.on_a_contour(time) };
        found.clamp(0.0, 1.0)
    }

    /// The transform of what is beyond.
    fn beyond_transformed(&self, s: Complex) -> Complex {
        let transform = self.transform(s);
        over((1.0 - transform.0, -transform.1), s)
    }

    /// Fixed Talbot: s = r θ (cot θ + i) ÷ t.
    fn on_a_contour(&self, time: f64) -> f64 {
        let points = POINTS as f64;
        let r = 2.0 * points / (5.0 * time);
        let mut sum = 0.5 * libm::exp(r * time) * self.beyond_transformed((r, 0.0)).0;
        for point in 1..POINTS {
            let angle = point as f64 * std::f64::consts::PI / points;
            let cotangent = libm::cos(angle) / libm::sin(angle);
            let s = (r * angle * cotangent, r * angle);
            let bend = angle + (angle * cotangent - 1.0) * cotangent;
            let size = libm::exp(time * s.0);
            let turn = (size * libm::cos(time * s.1), size * libm::sin(time * s.1));
            sum += times(turn, times(self.beyond_transformed(s), (1.0, bend))).0;
        }
        r / points * sum
    }

    /// A Fourier series. The narrower the distribution, by the square root of its phases, the more terms it takes.
    fn along_a_line(&self, time: f64, phases: f64, mean: f64) -> f64 {
        let (least, most) = TERMS;
        let terms = (least + 3.0 * libm::sqrt(phases) * (1.0 + time / mean)).min(most) as usize;
        let term = |at: usize| {
            let s = (FAR / (2.0 * time), at as f64 * std::f64::consts::PI / time);
            let sign = if at.is_multiple_of(2) { 1.0 } else { -1.0 };
            sign * self.beyond_transformed(s).0
        };
        let mut sum = 0.5 * term(0) + (1..=terms).map(term).sum::<f64>();
        let mut weight = libm::ldexp(1.0, -(AVERAGED as i32));
        let mut average = weight * sum;
        for at in 1..=AVERAGED {
            sum += term(terms + at);
            weight *= (AVERAGED + 1 - at) as f64 / at as f64;
            average += weight * sum;
        }
        libm::exp(0.5 * FAR) / time * average
    }
}
