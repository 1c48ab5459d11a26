//! How long requests take, as distributions: stages one after another, mixtures, branches at once, hedged requests,
//! the k-th fastest of many. Percentiles are never added. Knows no components.
//!
//! A series is kept as parts `(probability, constant, Laplace transform)`: constants are shifted, not inverted. What
//! is left, sums and mixtures of exponentials, is inverted in `transform`.

use super::queueing::waiting;
use super::transform::Smooth;

/// Constants in mixtures multiply the parts of a series; beyond so many it is not answered.
const MOST_PARTS: usize = 4_096;

/// Less than this is beyond the digits of the inversion: no mean counts it.
const LEAST: f64 = 1e-10;

/// How long one stage takes, in any unit of time.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Always the same.
    Constant(f64),
    /// Exponential with a mean, in so many phases one after another that together have this mean.
    Erlang {
        /// Phases.
        phases: u32,
        /// Mean of all.
        mean: f64,
    },
    /// Queue and service.
    Queue {
        /// Arrivals per unit of time.
        arrivals: f64,
        /// Jobs that one server finishes per unit of time.
        service: f64,
        /// Servers.
        servers: u64,
    },
    /// One of several series, by probability.
    Mixture(Vec<(f64, Vec<Stage>)>),
    /// Lognormal; alone, or with constants only.
    LogNormal {
        /// Half are faster.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    share: f64,
    shift: f64,
    lognormal: Option<(f64, f64)>,
    smooth: Smooth,
}

impl Part {
    fn beyond(&self, time: f64) -> f64 {
        let left = time - self.shift;
        match self.lognormal {
            None => self.smooth.beyond(left),
            Some(_) if left <= 0.0 => 1.0,
            Some((median, sigma)) => 0.5 * libm::erfc(libm::log(left / median) / (sigma * std::f64::consts::SQRT_2)),
        }
    }
}

/// How long stages one after another take.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    parts: Vec<Part>,
    mean: f64,
}

/// Puts independent stages one after another. `None` where a queue never settles, a figure is no figure, or
/// lognormal stages meet others that are random.
#[must_use]
pub fn series(stages: &[Stage]) -> Option<Response> {
    let nothing = Part { share: 1.0, shift: 0.0, lognormal: None, smooth: Smooth::All(Vec::new()) };
    let mut whole = Response { parts: vec![nothing], mean: 0.0 };
    for stage in stages {
        whole = then(&whole, &single(stage)?)?;
    }
    Some(whole)
}

fn single(stage: &Stage) -> Option<Response> {
    let part = |shift, lognormal, smooth| vec![Part { share: 1.0, shift, lognormal, smooth }];
    let nothing = || Smooth::All(Vec::new());
    Some(match stage {
        Stage::Constant(value) => (value.is_finite() && *value >= 0.0)
            .then(|| Response { parts: part(*value, None, nothing()), mean: *value })?,
        Stage::Erlang { phases: 0, .. } => return None,
        Stage::Erlang { mean: 0.0, .. } => Response { parts: part(0.0, None, nothing()), mean: 0.0 },
        Stage::Erlang { phases, mean } => {
            let rate = f64::from(*phases) / mean;
            let smooth = Smooth::All(vec![Smooth::Phases { rate, phases: *phases }]);
            (*mean > 0.0 && rate > 0.0).then(|| Response { parts: part(0.0, None, smooth), mean: *mean })?
        }
        Stage::Queue { arrivals, service, servers } => {
            let queue = waiting(*arrivals, *service, *servers)?;
            let smooth = Smooth::All(vec![Smooth::Queue(queue)]);
            Response { parts: part(0.0, None, smooth), mean: queue.mean_response() }
        }
        Stage::LogNormal { median, sigma } => (*median > 0.0 && *sigma > 0.0).then(|| Response {
            parts: part(0.0, Some((*median, *sigma)), nothing()),
            mean: median * libm::exp(0.5 * sigma * sigma),
        })?,
        Stage::Mixture(branches) => {
            let mut whole = Response { parts: Vec::new(), mean: 0.0 };
            for (share, stages) in branches {
                let branch = series(stages)?;
                whole.mean += share * branch.mean;
                whole.parts.extend(branch.parts.into_iter().map(|part| Part { share: share * part.share, ..part }));
            }
            whole.parts = gather(whole.parts);
            whole
        }
    })
}

fn then(first: &Response, second: &Response) -> Option<Response> {
    let mut parts = Vec::with_capacity(first.parts.len() * second.parts.len());
    for one in &first.parts {
        for two in &second.parts {
            let random = |part: &Part| part.lognormal.is_some() || !part.smooth.is_nothing();
            if (one.lognormal.is_some() || two.lognormal.is_some()) && random(one) && random(two) {
                return None;
            }
            let members = |part: &Part| match &part.smooth {
                Smooth::All(members) => members.clone(),
                other => vec![other.clone()],
            };
            let mut both = members(one);
            both.extend(members(two));
            parts.push(Part {
                share: one.share * two.share,
                shift: one.shift + two.shift,
                lognormal: one.lognormal.or(two.lognormal),
                smooth: Smooth::All(both),
            });
        }
    }
    let parts = gather(parts);
    (parts.len() <= MOST_PARTS).then_some(Response { parts, mean: first.mean + second.mean })
}

/// Parts with the same constant become one.
fn gather(mut parts: Vec<Part>) -> Vec<Part> {
    parts.retain(|part| part.share > 0.0);
    parts.sort_by(|a, b| a.shift.total_cmp(&b.shift));
    let mut gathered: Vec<Part> = Vec::new();
    for part in parts {
        match gathered.last_mut() {
            Some(last) if last.shift == part.shift && last.lognormal.is_none() && part.lognormal.is_none() => {
                let share = last.share + part.share;
                let before = match std::mem::replace(&mut last.smooth, Smooth::All(Vec::new())) {
                    Smooth::OneOf(members) => {
                        members.into_iter().map(|(of, member)| (of * last.share / share, member)).collect()
                    }
                    other => vec![(last.share / share, other)],
                };
                let mut members: Vec<(f64, Smooth)> = before;
                members.push((part.share / share, part.smooth));
                last.smooth = Smooth::OneOf(members);
                last.share = share;
            }
            _ => gathered.push(part),
        }
    }
    gathered
}

/// Something that takes time.
pub trait Takes {
    /// Probability of taking longer than a time.
    fn beyond(&self, time: f64) -> f64;

    /// A time of the size of the answer, where a search begins.
    fn scale(&self) -> f64;

    /// Times at which the distribution may jump.
    fn jumps(&self) -> Vec<f64>;

    /// Time that a share of requests does not exceed; `None` for shares that are none, or where no time is enough.
    fn quantile(&self, share: f64) -> Option<f64> {
        if !(0.0..1.0).contains(&share) {
            return None;
        }
        let beyond = 1.0 - share;
        let (mut low, mut high) = (0.0, self.scale().max(1e-300));
        for _ in 0..200 {
            if self.beyond(high) <= beyond {
                break;
            }
            (low, high) = (high, high * 2.0);
        }
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.beyond(middle) > beyond {
                low = middle;
            } else {
                high = middle;
            }
        }
        (self.beyond(high) <= beyond).then_some(high)
    }

    /// Mean: the integral of what is beyond, from jump to jump, and between times that so many exceed (double exponential
    /// quadrature, Takahasi and Mori).
    fn integrated_mean(&self) -> f64 {
        // What is much the same for all falls within a short time, which has to be looked at closely.
        let falls = [1e-4, 0.1, 0.5, 0.9, 0.999].into_iter().filter_map(|share| self.quantile(share));
        let mut edges: Vec<f64> = self.jumps().into_iter().chain(falls).filter(|edge| *edge > 0.0).collect();
        edges.push(0.0);
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        let half_pi = std::f64::consts::FRAC_PI_2;
        let mut sum = 0.0;
        for (at, &low) in edges.iter().enumerate() {
            let high = edges.get(at + 1);
            let step = 1.0 / 16.0;
            for node in -72..=72 {
                let u = f64::from(node) * step;
                let (inner, slope) = (half_pi * libm::sinh(u), half_pi * libm::cosh(u));
                let (time, weight) = match high {
                    Some(high) => {
                        let cosh = libm::cosh(inner);
                        (
                            low + (high - low) * 0.5 * (1.0 + libm::tanh(inner)),
                            0.5 * (high - low) * slope / (cosh * cosh),
                        )
                    }
                    None => {
                        let offset = self.scale() * libm::exp(inner);
                        (low + offset, offset * slope)
                    }
                };
                if !(time.is_finite() && weight.is_finite() && weight > 0.0) {
                    continue;
                }
                let beyond = self.beyond(time);
                if high.is_none() && beyond < LEAST {
                    break;
                }
                sum += beyond * weight * step;
            }
        }
        sum
    }
}

impl Response {
    /// Mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }
}

impl Takes for Response {
    fn beyond(&self, time: f64) -> f64 {
        self.parts.iter().map(|part| part.share * part.beyond(time)).sum()
    }

    fn scale(&self) -> f64 {
        self.mean
    }

    fn jumps(&self) -> Vec<f64> {
        self.parts.iter().map(|part| part.shift).collect()
    }
}

/// Independent branches at once, until so many of them have answered.
#[derive(Clone, Debug)]
pub struct Branches {
    /// Branches, and how many there are that are alike.
    branches: Vec<(Response, u32)>,
    /// How many answers are waited for.
    wanted: u32,
}

impl Branches {
    /// Branches of which so many answers are waited for. Those that are alike are looked at once.
    #[must_use]
    pub fn new(branches: Vec<Response>, wanted: usize) -> Self {
        let mut alike: Vec<(Response, u32)> = Vec::new();
        for branch in branches {
            match alike.iter_mut().find(|(known, _)| *known == branch) {
                Some((_, count)) => *count += 1,
                None => alike.push((branch, 1)),
            }
        }
        Self { branches: alike, wanted: u32::try_from(wanted).unwrap_or(u32::MAX) }
    }
}

impl Takes for Branches {
    fn beyond(&self, time: f64) -> f64 {
        let answered: Vec<(f64, u32)> =
            self.branches.iter().map(|(branch, count)| (1.0 - branch.beyond(time), *count)).collect();
        super::pools::too_few(&answered, self.wanted)
    }

    fn scale(&self) -> f64 {
        self.branches.iter().map(|(branch, _)| branch.mean()).fold(0.0, f64::max)
    }

    fn jumps(&self) -> Vec<f64> {
        self.branches.iter().flat_map(|(branch, _)| branch.jumps()).collect()
    }
}

/// The so-manieth fastest of independent answers that are alike (David and Nagaraja, Order Statistics).
#[derive(Clone, Debug)]
pub struct Fastest {
    /// How long one takes.
    pub each: Response,
    /// How many are asked.
    pub asked: u32,
    /// How many answers are waited for.
    pub wanted: u32,
}

impl Takes for Fastest {
    fn beyond(&self, time: f64) -> f64 {
        super::pools::too_few(&[(1.0 - self.each.beyond(time), self.asked)], self.wanted)
    }

    fn scale(&self) -> f64 {
        self.each.mean()
    }

    fn jumps(&self) -> Vec<f64> {
        self.each.jumps()
    }
}

/// A second copy of a request is sent when the first is late; the first answer counts (Dean and Barroso 2013).
#[derive(Clone, Debug)]
pub struct Hedged {
    /// How long one takes.
    pub each: Response,
    /// When the second is sent.
    pub after: f64,
}

impl Hedged {
    /// Share of requests that are sent twice.
    #[must_use]
    pub fn sent_twice(&self) -> f64 {
        self.each.beyond(self.after)
    }
}

impl Takes for Hedged {
    fn beyond(&self, time: f64) -> f64 {
        let second = if time < self.after { 1.0 } else { self.each.beyond(time - self.after) };
        self.each.beyond(time) * second
    }

    fn scale(&self) -> f64 {
        self.each.mean()
    }

    fn jumps(&self) -> Vec<f64> {
        let first = self.each.jumps();
        let second = first.iter().map(|jump| jump + self.after);
        first.iter().copied().chain(second).chain([self.after]).collect()
    }
}

/// Probability that one of `count` calls at once is slow, each with a probability.
#[must_use]
pub fn any_slow(slow: f64, count: f64) -> f64 {
    if slow >= 1.0 && count > 0.0 { 1.0 } else { -libm::expm1(count * libm::log1p(-slow)) }
}

/// Share of single calls that has to be fast, so that a share of all `count` at once is.
#[must_use]
pub fn share_of_each(share: f64, count: f64) -> f64 {
    libm::exp(libm::log(share) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(mean: f64) -> Stage {
        Stage::Erlang { phases: 1, mean }
    }

    #[test]
    fn four_equal_stages_are_an_erlang() {
        let four = series(&[exponential(10.0), exponential(10.0), exponential(10.0), exponential(10.0)]).unwrap();
        assert!((four.quantile(0.99).unwrap() / 100.451_175_148_316_15 - 1.0).abs() < 1e-8);
        assert!((four.integrated_mean() / 40.0 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn many_phases_are_as_narrow_as_they_are() {
        // Quantiles of gamma distributions of 60 and 1,000 phases, by SciPy.
        for (phases, wanted) in
            [(60, [44.228_073_727_835, 58.910_787_417_204]), (1_000, [44.460_086_960_997, 47.811_989_585_573])]
        {
            let narrow = series(&[Stage::Erlang { phases, mean: 44.474_911_052_510_535 }]).unwrap();
            for (share, wanted) in [0.5, 0.99].into_iter().zip(wanted) {
                assert!((narrow.quantile(share).unwrap() / wanted - 1.0).abs() < 1e-7, "{phases} {share}");
            }
            assert!((narrow.integrated_mean() / narrow.mean() - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn a_constant_is_passed_by_all() {
        let fixed = series(&[Stage::Constant(2.0), Stage::Constant(3.0)]).unwrap();
        assert!((fixed.quantile(0.5).unwrap() - 5.0).abs() < 1e-9);
        let hit_or_miss =
            series(&[Stage::Mixture(vec![(0.9, vec![Stage::Constant(1.0)]), (0.1, vec![Stage::Constant(50.0)])])]);
        let hit_or_miss = hit_or_miss.unwrap();
        assert!((hit_or_miss.quantile(0.8).unwrap() - 1.0).abs() < 1e-9);
        assert!((hit_or_miss.quantile(0.95).unwrap() - 50.0).abs() < 1e-9);
        assert!((hit_or_miss.mean() - 5.9).abs() < 1e-12);
    }

    #[test]
    fn hedging_at_the_p95_costs_one_in_twenty() {
        let hedged = Hedged { each: series(&[exponential(10.0)]).unwrap(), after: 29.957_322_735_539_908 };
        assert!((hedged.sent_twice() - 0.05).abs() < 1e-12);
        assert!((hedged.quantile(0.99).unwrap() - 38.004_512_297_710_406).abs() < 1e-6);
        assert!((hedged.integrated_mean() - 9.75).abs() < 1e-6);
    }

    #[test]
    fn two_of_three_take_their_renyi_sum() {
        let two = Fastest { each: series(&[exponential(10.0)]).unwrap(), asked: 3, wanted: 2 };
        assert!((two.integrated_mean() - 25.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn the_slowest_of_hundreds_has_its_mean() {
        // Of 200, each 10 ms and exponential 1 ms more, the 150th: 10 + 1 ÷ 51 + … + 1 ÷ 200.
        let each = series(&[Stage::Constant(10.0), exponential(1.0)]).unwrap();
        let found = Fastest { each, asked: 200, wanted: 150 }.integrated_mean();
        let wanted = 10.0 + (51..=200).map(|left| 1.0 / f64::from(left)).sum::<f64>();
        assert!((found / wanted - 1.0).abs() < 1e-7, "{found} {wanted}");
    }

    #[test]
    fn what_never_settles_has_no_percentiles() {
        assert!(series(&[Stage::Queue { arrivals: 2.0, service: 1.0, servers: 2 }]).is_none());
        assert!((any_slow(0.01, 100.0) - 0.633_967_658_726_770_5).abs() < 1e-12);
    }
}
