//! An amount that grows by a share each year.

use crate::analysis::sizing;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What an amount becomes when it grows by the same share each year.
    ///
    /// ## When it misleads
    /// It multiplies the whole amount, as if all of it had come in the last year. What a steady plan of several years
    /// takes in is less: there each year grows only over the one before. No document gives a rate of growth; ask for it.
    id: "growth",
    title: "Growth",
    group: Group::Estimates,
    formula: "amount × (1 + growth) ^ years",
    source: Source::Documented("worked-examples § Useful formulas"),
    inputs: &[
        Field::number("amount", "amount", "", 18.25e12, "What there is today: bytes, users, requests a second.")
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::share("growth", "growth", 0.2, "How much more each year, as a share.").within(-1.0, 100.0),
        Field::number("years", "years", "years", 3.0, "How many years.").within(0.0, 100.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let factor = sizing::grown(1.0, given.number("growth"), given.number("years"));
    let factor = given.working("(1 + growth) ^ years", factor, &["growth", "years"]);
    let grown = sizing::grown(given.number("amount"), given.number("growth"), given.number("years"));
    let grown = given.working("amount × times", grown, &["amount"]).worked("times", factor.clone());
    Ok(vec![Output::new("grown", "Amount then", "", grown), Output::new("times", "Times as much", "x", factor)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_fifth_more_for_three_years() {
        // 1.2³ = 1.728.
        check(&CALCULATOR, &[], &[("grown", 31.536e12), ("times", 1.728)]);
        check(&CALCULATOR, &[("amount", "100"), ("growth", "-0.5"), ("years", "2")], &[("grown", 25.0)]);
    }
}
