//! Shares of probability by number of steps: those of several times at once, and what is read from them.

use super::{MOST_LATTICES, REACHED};
use crate::analysis::pools::too_few;

/// Answers that are alike of which some are waited for; more are not told apart.
const MOST_ALIKE: u32 = 64;

/// One of several that may be asked at once: the probability of being asked, and of taking no more, by number of steps.
pub struct Member {
    /// Probability of being asked.
    pub part: f64,
    /// Probability of taking no more, by number of steps.
    pub below: Vec<f64>,
}

/// By number of steps: probability of taking no more, when `asked` of the members are asked and all those answer.
/// Which are asked is drawn so that no odds are favoured but their own (conditional Poisson sampling, Hájek 1964).
pub fn all_of(members: &[Member], asked: usize) -> Vec<f64> {
    let asked = asked.min(members.len());
    let points = members.first().map_or(0, |member| member.below.len());
    if asked == members.len() {
        return (0..points).map(|at| members.iter().map(|member| member.below[at]).product()).collect();
    }
    // Whoever is always asked has odds beyond measure; this is near enough.
    let odds = |part: f64| if part < 1.0 - 1e-9 { part / (1.0 - part) } else { 1e9 };
    let ways = |answered: &dyn Fn(&Member) -> f64| {
        let mut ways = vec![0.0; asked + 1];
        ways[0] = 1.0;
        for member in members {
            let one = odds(member.part) * answered(member);
            for count in (1..=asked).rev() {
                ways[count] += ways[count - 1] * one;
            }
        }
        ways[asked]
    };
    let all = ways(&|_| 1.0);
    (0..points).map(|at| ways(&|member| member.below[at]) / all).collect()
}

/// By number of steps: probability that `wanted` of `asked` that are alike take no more.
pub fn fastest(below: &[f64], asked: u32, wanted: u32) -> Vec<f64> {
    if wanted >= asked {
        let none_later = |later: f64| libm::exp(f64::from(asked) * libm::log1p(-later));
        return later(below).into_iter().map(none_later).collect();
    }
    // Of hundreds, the time of the so-manieth hardly varies: fewer stand for them.
    let fewer = f64::from(asked.min(MOST_ALIKE)) / f64::from(asked);
    let wanted = libm::round(f64::from(wanted) * fewer).max(1.0) as u32;
    below.iter().map(|&share| 1.0 - too_few(&[(share, asked.min(MOST_ALIKE))], wanted)).collect()
}

/// By number of steps: probability that `wanted` take no more, of `asked` that are alike and of one that is not.
pub fn fastest_beside(below: &[f64], asked: u32, wanted: u32, other: &[f64]) -> Vec<f64> {
    let enough = |wanted: u32| match wanted {
        0 => vec![1.0; below.len()],
        _ if wanted > asked => vec![0.0; below.len()],
        _ => fastest(below, asked, wanted),
    };
    let (with, without) = (enough(wanted.saturating_sub(1)), enough(wanted));
    let each = other.iter().zip(with.into_iter().zip(without));
    each.map(|(other, (with, without))| without + other * (with - without)).collect()
}

/// Where so few take longer, what is rounded counts beside them.
const ROUNDED: f64 = 1e-7;

/// By number of steps: probability of taking longer. Among a million calls those few matter of which rounding leaves
/// nothing: from where one in ten million takes longer on, the probability falls as it fell before, as those of queues do.
fn later(below: &[f64]) -> Vec<f64> {
    let mut later: Vec<f64> = below.iter().map(|share| 1.0 - share).collect();
    let Some(from) = later.iter().position(|share| *share < ROUNDED).filter(|from| *from > 0) else { return later };
    let before = later[..from].iter().rposition(|share| *share > 100.0 * ROUNDED).unwrap_or(from - 1).min(from - 1);
    // The last step may lie in what is rounded already.
    let last = if before + 1 < from { from - 1 } else { from };
    let falls = libm::pow((later[last] / later[before]).max(0.0), 1.0 / (last - before) as f64);
    for at in from..later.len() {
        later[at] = later[at - 1] * falls;
    }
    later
}

/// By number of steps: probability that the first answer takes no more, a second being sent after some steps.
pub fn hedged(below: &[f64], after: f64) -> Vec<f64> {
    let (whole, part) = (libm::floor(after), after - libm::floor(after));
    let second = |at: usize, late: f64| {
        let left = at as f64 - whole - late;
        if left < 0.0 { 0.0 } else { below[left as usize] }
    };
    (0..below.len())
        .map(|at| {
            let second = (1.0 - part) * second(at, 0.0) + part * second(at, 1.0);
            1.0 - (1.0 - below[at]) * (1.0 - second)
        })
        .collect()
}

/// Probability of taking no more, by number of steps.
pub fn cumulated(shares: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |share: &f64| {
        sum += share;
        f64::clamp(sum, 0.0, 1.0)
    };
    shares.iter().map(add).collect()
}

/// Where a share is reached, in steps; `None` where it lies beyond what is read.
pub fn located(below: &[f64], share: f64) -> Option<f64> {
    if below[0] >= share - REACHED {
        return Some(0.0);
    }
    // What was shared out to a step lies around it, half of it below.
    let middle = |at: usize| 0.5 * (below[at] + if at == 0 { 0.0 } else { below[at - 1] });
    let at = (1..below.len()).find(|&at| middle(at) >= share - REACHED)?;
    let (low, high) = (middle(at - 1), middle(at));
    let part = if high > low { ((share - low) / (high - low)).clamp(0.0, 1.0) } else { 1.0 };
    Some((at - 1) as f64 + part)
}

/// Widens the lattice until a share is reached, then narrows it until no finer one holds it, or none is worth it.
pub fn look(first: i32, finest: i32, read: f64, at: &mut dyn FnMut(i32) -> Option<f64>) -> Option<(f64, i32)> {
    let mut exponent = first;
    let mut found = at(exponent);
    for _ in 0..MOST_LATTICES {
        if found.is_some() {
            break;
        }
        exponent += 2;
        found = at(exponent);
    }
    let mut steps = found?;
    while steps < 0.5 * read - 1.0 && exponent > finest {
        // Eight halvings at most at once: what lies below one step is not seen yet.
        let finer = ((read - 2.0) / steps.max(1.0)).min(256.0);
        let finer = exponent - (libm::floor(libm::log2(finer)) as i32).max(1);
        match at(finer) {
            Some(finer_steps) => (steps, exponent) = (finer_steps, finer),
            None => break,
        }
    }
    Some((steps, exponent))
}

/// A power of two.
pub fn step_of(exponent: i32) -> f64 {
    libm::exp2(f64::from(exponent))
}

/// The smallest power of two that is no less.
pub fn exponent_of(value: f64) -> i32 {
    libm::ceil(libm::log2(value)).clamp(-900.0, 900.0) as i32
}

/// Rounds to so many digits: those beyond depend on the order in which parts were put together.
pub fn digits(value: f64, digits: i32) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return value;
    }
    let scale = libm::pow(10.0, f64::from(digits - 1) - libm::floor(libm::log10(value)));
    libm::round(value * scale) / scale
}
