//! What a sliding window counter counts.

use crate::analysis::limits::sliding_count;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const LIMITS: &str = "mental-models § 12. The Rate Limiting Algorithms";

calculator! {
    /// How many requests a sliding window counter counts: those of the current window, and of the one before as large a
    /// part as the sliding window still covers.
    ///
    /// ## When it misleads
    /// It takes the requests of the last window as spread evenly. If they all came at its end, more than the limit passes;
    /// if at its start, fewer.
    id: "sliding-window-counter",
    title: "Sliding window counter",
    group: Group::RateLimits,
    formula: "current + previous × (1 − position)",
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms"),
    inputs: &[
        Field::number("current", "current", "requests", 70.0, "Requests of the current window so far.").from(LIMITS),
        Field::number("previous", "previous", "requests", 40.0, "Requests of the window before.").from(LIMITS),
        Field::share("position", "position", 0.25, "How much of the current window is over.").from(LIMITS),
        Field::number("limit", "limit", "requests", 100.0, "How many are allowed in a window.").above(0.0).from(LIMITS),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let count = sliding_count(given.number("current"), given.number("previous"), given.number("position"));
    let count = given.working("current + previous × (1 − position)", count, &["current", "previous", "position"]);
    let accepted = f64::from(u8::from(count.value + 1.0 <= given.number("limit")));
    let accepted = given.working("fits((count + 1) ÷ limit)", accepted, &["limit"]).worked("count", count.clone());
    Ok(vec![
        Output::new("count", "Requests that it counts", "requests", count),
        Output::whether("accepted", "One more is accepted", accepted),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn a_quarter_of_the_window_is_over() {
        check(&CALCULATOR, &[], &[("count", 100.0)]);
        check_words(&CALCULATOR, &[], &[("accepted", "no")]);
        check_words(&CALCULATOR, &[("current", "69")], &[("accepted", "yes")]);
    }
}
