//! What a leaky bucket lets out, and whom it refuses.

use crate::analysis::drain::{Phase, backlog};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const LIMITS: &str = "zero-to-hero § 1.3 Networking Basics";

calculator! {
    /// At which rate a leaky bucket passes requests on, how long the last one waits, and how many it refuses when more
    /// arrives than leaks.
    ///
    /// ## When it misleads
    /// What comes out is smooth, and late: who is at the end of a full bucket waits capacity ÷ leak. Callers give up before,
    /// and what they asked for is done all the same.
    id: "leaky-bucket",
    title: "Leaky bucket",
    group: Group::RateLimits,
    formula: "out = min(arriving, leak); refused from capacity ÷ (arriving − leak) on",
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics; mental-models § 12. The Rate Limiting Algorithms"),
    inputs: &[
        Field::number("capacity", "capacity", "requests", 100.0, "How many wait at most.").from(LIMITS),
        Field::number("leak", "leak", "req/s", 10.0, "How many leave it each second.").above(0.0).from(LIMITS),
        Field::number("arriving", "arriving", "req/s", 20.0, "How many arrive each second."),
        Field::number("seconds", "seconds", "s", 60.0, "For how long they do."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let found =
        backlog(&[Phase { duration: of("seconds"), arrivals: of("arriving") }], of("leak"), Some(of("capacity")));
    let out = given.working("min(arriving, leak)", of("arriving").min(of("leak")), &["arriving", "leak"]);
    let names = ["capacity", "arriving", "leak", "seconds"];
    let waiting = "min(capacity, max(0, arriving − leak) × seconds)";
    let waiting = given.working(waiting, found.at_end, &names);
    let lag = given.working("waiting ÷ leak", found.at_end / of("leak"), &["leak"]).worked("waiting", waiting.clone());
    let refused = "max(0, max(0, arriving − leak) × seconds − capacity)";
    let refused = given.working(refused, found.dropped, &names);
    Ok(vec![
        Output::new("out", "Passed on", "req/s", out),
        Output::new("waiting", "Waiting in the end", "requests", waiting),
        Output::new("wait", "How long the last of them waits", "s", lag),
        Output::new("refused", "Refused", "requests", refused),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn twice_as_much_as_leaks() {
        // 10 a second too many for 60 s: 100 wait, 500 are refused.
        check(&CALCULATOR, &[], &[("out", 10.0), ("waiting", 100.0), ("wait", 10.0), ("refused", 500.0)]);
        check(&CALCULATOR, &[("arriving", "5")], &[("out", 5.0), ("waiting", 0.0), ("refused", 0.0)]);
        check(&CALCULATOR, &[("seconds", "4")], &[("waiting", 40.0), ("wait", 4.0), ("refused", 0.0)]);
    }
}
