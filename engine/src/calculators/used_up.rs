//! How long a supply lasts.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// For how long a supply lasts when the same amount goes each day: codes, disk, numbers of an identifier.
    ///
    /// ## When it misleads
    /// Use grows. With a fifth more each year, what lasts ten years at today's pace lasts less than six.
    id: "used-up",
    title: "Time until used up",
    group: Group::Keys,
    formula: "supply ÷ use a day",
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Example 1, Step 3: detailed design"),
    inputs: &[
        Field::number("supply", "supply", "", 3_521_614_606_208.0, "How much there is.")
            .from("interview-answers § Practice 1. URL Shortener"),
        Field::number("per_day", "use a day", "", 100e6, "How much goes on a day.")
            .above(0.0)
            .from("worked-examples § Example 1, Step 1: scale estimate"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let days = given.number("supply") / given.number("per_day");
    let days = given.working("supply ÷ use a day", days, &["supply", "per_day"]);
    let years = given.working("days ÷ 365", days.value / 365.0, &[]).worked("days", days.clone());
    Ok(vec![Output::new("days", "Days", "days", days), Output::new("years", "Years", "years", years)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn three_years() {
        check(&CALCULATOR, &[("supply", "1095"), ("per_day", "1")], &[("days", 1095.0), ("years", 3.0)]);
    }
}
