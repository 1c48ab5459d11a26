//! What a fixed window lets through around its edge.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many requests a limit with a fixed window lets through at worst around the edge of two windows.
    ///
    /// ## When it misleads
    /// It is the worst case, and takes a client that knows the clock. Where that matters, a sliding window or a bucket
    /// costs little more.
    id: "fixed-window",
    title: "Fixed window",
    group: Group::RateLimits,
    formula: "limit × windows that touch",
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics"),
    inputs: &[
        Field::number("limit", "limit", "requests", 100.0, "Requests in a window.")
            .from("mental-models § 12. The Rate Limiting Algorithms"),
        Field::number("windows", "windows", "windows", 2.0, "Windows that touch: two at an edge.")
            .count(1000.0)
            .from("mental-models § 12. The Rate Limiting Algorithms"),
        Field::number("seconds", "seconds", "s", 60.0, "Length of a window.")
            .above(0.0)
            .from("mental-models § 12. The Rate Limiting Algorithms"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (limit, windows, seconds) = (given.number("limit"), given.number("windows"), given.number("seconds"));
    let burst = given.working("limit × windows", limit * windows, &["limit", "windows"]);
    let rate = given.working("limit ÷ seconds", limit / seconds, &["limit", "seconds"]);
    Ok(vec![
        Output::new("burst", "Let through around an edge", "requests", burst),
        Output::new("rate", "Rate that the limit means", "req/s", rate),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn twice_the_limit() {
        check(&CALCULATOR, &[], &[("burst", 200.0), ("rate", 100.0 / 60.0)]);
    }
}
