//! Requests in a span of time, as a rate: on average and at peak.

use crate::analysis::sizing;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many requests a second are so many in a day, a minute or any other span, on average and at peak.
    ///
    /// ## When it misleads
    /// An average hides the hours in which nobody sleeps. Size for the peak: 3 to 5 times the average is usual, 10
    /// where everybody comes at once. A limit to a rate (*1,000,000 a minute*) is the same sum with a span of 60 s.
    ///
    /// ## Where a document rounds
    /// A day is 86,400 s. One document takes *~100,000* in the head, and gets 100 requests a second from 10 million a
    /// day where there are 116: 14 % too few. It is fine in the head and wrong in a verdict.
    id: "request-rate",
    title: "Request rate",
    group: Group::Estimates,
    formula: "requests ÷ seconds × peak factor",
    source: Source::Documented("worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations"),
    inputs: &[
        Field::number("requests", "requests", "", 100e6, "How many come in the span.")
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::number("seconds", "seconds", "s", sizing::SECONDS_A_DAY, "The span: 86,400 for a day, 60 for a minute.")
            .above(0.0)
            .from("worked-examples § Useful formulas"),
        Field::number("peak_factor", "peak factor", "x", 3.0, "Peak over average: usually 3 to 5.")
            .from("mental-models § 17. The Back-of-Envelope Calculations"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let average = sizing::per_second(given.number("requests"), given.number("seconds"));
    let average = given.working("requests ÷ seconds", average, &["requests", "seconds"]);
    let peak = sizing::at_peak(average.value, given.number("peak_factor"));
    let peak = given.working("average × peak factor", peak, &["peak_factor"]).worked("average", average.clone());
    Ok(vec![Output::new("average", "Average rate", "req/s", average), Output::new("peak", "Peak rate", "req/s", peak)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn a_hundred_million_a_day() {
        // 1e8 ÷ 86,400 = 1,157.407…; three times that at peak.
        check(&CALCULATOR, &[], &[("average", 1e8 / 86_400.0), ("peak", 1e6 / 288.0)]);
        check(&CALCULATOR, &[("requests", "90"), ("seconds", "60"), ("peak_factor", "2")], &[("peak", 3.0)]);
    }

    #[test]
    fn a_span_without_length_is_refused() {
        check_refused(&CALCULATOR, &[("seconds", "0")], "seconds: expected a number above 0");
    }
}
