//! How many of one thing there are for each of another.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many of one there are for each of another: reads for each write, requests for each user.
    ///
    /// ## When it misleads
    /// A ratio says nothing about size: 100 reads for each write may be 100 a second or a million. From about 1000 : 1 on
    /// the documents propose to serve reads from a model of their own.
    id: "ratio",
    title: "Ratio",
    group: Group::Estimates,
    formula: "first ÷ second",
    source: Source::Documented("worked-examples § Example 1: URL Shortener (requirements); mental-models § 14. The Architecture Patterns"),
    inputs: &[
        Field::number("first", "first", "", 10e9, "How many of the one: reads.")
            .from("worked-examples § Example 1: URL Shortener (requirements)"),
        Field::number("second", "second", "", 100e6, "How many of the other: writes.")
            .above(0.0)
            .from("worked-examples § Example 1: URL Shortener (requirements)"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (first, second) = (given.number("first"), given.number("second"));
    let ratio = given.working("first ÷ second", first / second, &["first", "second"]);
    let share = given.working("first ÷ (first + second)", first / (first + second), &["first", "second"]);
    Ok(vec![
        Output::new("ratio", "First for each second", "x", ratio),
        Output::new("share", "Share of the first", "share", share),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn reads_for_each_write() {
        check(&CALCULATOR, &[], &[("ratio", 100.0), ("share", 100.0 / 101.0)]);
        check_refused(&CALCULATOR, &[("second", "0")], "above 0");
    }
}
