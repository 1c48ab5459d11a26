//! How long a caller waits between an attempt that failed and the next one. What retries do to load is the business of
//! `attempts` and `retries`: waiting changes when attempts come, and in the long run not how many.

use super::graph::Edge;
use super::retries::backoff;
use super::working::Working;
use crate::design::vocabulary::Source;

/// First wait where a design states none, in milliseconds.
pub const FIRST_WAIT_MS: f64 = 1_000.0;
/// Most that jitter adds to a wait, in milliseconds; half of it on average.
pub const JITTER_MS: f64 = 500.0;
/// Where both stand.
pub const WAITS_SOURCE: Source = Source::Documented("mental-models § 11. The Resilience Patterns");

/// Waits between the attempts of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Waits {
    /// The first, in milliseconds; 0 where nobody waits.
    pub first: f64,
    /// Whether each is twice as long as the one before.
    pub doubles: bool,
    /// What is added to each on average, in milliseconds. Jitter counts by its mean: the waits of many calls spread, and
    /// nothing else here depends on how.
    pub added: f64,
}

impl Waits {
    /// What a connection says. One that states how long it waits does so; without a word about waits nobody waits.
    #[must_use]
    pub fn of(edge: &Edge<'_>) -> Self {
        let stated = edge.number("retry_wait_ms");
        let doubles = edge.text("retry_backoff") == Some("exponential");
        let waits = match edge.text("retry_backoff") {
            Some("none") => false,
            Some(_) => true,
            None => stated.is_some(),
        };
        if !waits {
            return Self::default();
        }
        let added = if edge.switch("retry_jitter") == Some(true) { JITTER_MS / 2.0 } else { 0.0 };
        Self { first: stated.unwrap_or(FIRST_WAIT_MS), doubles, added }
    }

    /// The wait before a further attempt, counted from 0, in milliseconds.
    #[must_use]
    pub fn before(&self, further: u32) -> f64 {
        let wait = if self.doubles { backoff(self.first, f64::from(further), None) } else { self.first };
        wait + self.added
    }

    /// Waits of one call on average, where each further attempt of `most - 1` is made with this probability once the one
    /// before it has failed, in milliseconds.
    #[must_use]
    pub fn mean(&self, most: u32, on: f64) -> f64 {
        let mut likely = 1.0;
        (1..most)
            .map(|further| {
                likely *= on;
                likely * self.before(further - 1)
            })
            .sum()
    }
}

/// All waits of a call that fails to the end, without jitter, in milliseconds; `None` where nobody waits.
#[must_use]
pub fn all_waits(edge: &Edge<'_>) -> Option<Working> {
    let retries = edge.number("retries").filter(|retries| *retries > 0.0)?;
    let Waits { first, doubles, .. } = Waits::of(edge);
    if first <= 0.0 {
        return None;
    }
    let (formula, value) = if doubles {
        ("first wait × (2 ^ retries − 1)", first * (libm::pow(2.0, retries) - 1.0))
    } else {
        ("first wait × retries", first * retries)
    };
    let place = |setting: &str| format!("connections[{}].{setting}", edge.name());
    Some(
        Working::new(formula, value)
            .stated_or("first wait", edge.number("retry_wait_ms"), place("retry_wait_ms"), FIRST_WAIT_MS, WAITS_SOURCE)
            .stated("retries", retries, place("retries")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_two_four_seconds_as_often_as_they_come() {
        let waits = Waits { first: 1_000.0, doubles: true, added: 250.0 };
        assert_eq!([0, 1, 2].map(|further| waits.before(further)), [1_250.0, 2_250.0, 4_250.0]);
        // Half of the calls wait 1 s, a quarter 2 s besides.
        let plain = Waits { added: 0.0, ..waits };
        assert_eq!(plain.mean(3, 0.5), 1_000.0);
        assert_eq!((plain.mean(1, 1.0), Waits::default().mean(5, 1.0)), (0.0, 0.0));
    }
}
