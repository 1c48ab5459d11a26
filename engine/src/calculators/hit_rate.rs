//! The hit rate of a cache from its counters.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// The share of lookups that a cache answers, from what it counted.
    ///
    /// ## When it misleads
    /// From 90 % to 95 % looks like little and halves what reaches the database. Counters since the start hold the cold
    /// start as well: take the difference of two readings.
    id: "hit-rate",
    title: "Hit rate",
    group: Group::Caches,
    formula: "hits ÷ (hits + misses)",
    source: Source::Documented("worked-examples § Useful formulas"),
    inputs: &[
        Field::number("hits", "hits", "lookups", 80.0, "Lookups that were answered."),
        Field::number("misses", "misses", "lookups", 20.0, "Lookups that were not."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (hits, misses) = (given.number("hits"), given.number("misses"));
    if hits + misses == 0.0 {
        return Err(Refused::new("hits", "expected at least one lookup, hit or miss"));
    }
    let rate = given.working("hits ÷ (hits + misses)", hits / (hits + misses), &["hits", "misses"]);
    Ok(vec![Output::new("hit_rate", "Hit rate", "share", rate)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn three_of_four() {
        check(&CALCULATOR, &[("hits", "3"), ("misses", "1")], &[("hit_rate", 0.75)]);
        check_refused(&CALCULATOR, &[("hits", "0"), ("misses", "0")], "at least one lookup");
    }
}
