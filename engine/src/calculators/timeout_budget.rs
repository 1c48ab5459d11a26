//! Whether timeouts of the parts fit into that of the whole.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const RESILIENCE: &str = "mental-models § 11. The Resilience Patterns";

calculator! {
    /// How long connecting, reading and writing may take together, and whether the timeout of the request covers it.
    ///
    /// ## When it misleads
    /// It is one attempt. Each retry takes all of it again, and its pause besides.
    ///
    /// ## In the documents
    /// The three are drawn nested, a read of 5 s within a connect of 2 s. They follow one another: 2 + 5 + 3 = 10 s, exactly
    /// the timeout of the request, with nothing left for a retry.
    id: "timeout-budget",
    title: "Timeout budget",
    group: Group::Resilience,
    formula: "connect + read + write ≤ request timeout",
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    inputs: &[
        Field::number("connect", "connect", "s", 2.0, "Timeout of connecting.").from(RESILIENCE),
        Field::number("read", "read", "s", 5.0, "Timeout of reading.").from(RESILIENCE),
        Field::number("write", "write", "s", 3.0, "Timeout of writing.").from(RESILIENCE),
        Field::number("request", "request timeout", "s", 10.0, "Timeout of the whole.").above(0.0).from(RESILIENCE),
        Field::number("attempts", "attempts", "attempts", 1.0, "How often it is tried, the first time among them.")
            .count(1000.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let sum = of("connect") + of("read") + of("write");
    let one = given.working("connect + read + write", sum, &["connect", "read", "write"]);
    let all =
        given.working("one attempt × attempts", sum * of("attempts"), &["attempts"]).worked("one attempt", one.clone());
    let left = given.working("request timeout − all attempts", of("request") - all.value, &["request"]);
    let left = left.worked("all attempts", all.clone());
    let fits = f64::from(u8::from(all.value <= of("request")));
    let fits =
        given.working("fits(all attempts ÷ request timeout)", fits, &["request"]).worked("all attempts", all.clone());
    Ok(vec![
        Output::new("one", "One attempt takes at most", "s", one),
        Output::new("all", "All attempts take at most", "s", all),
        Output::new("left", "Left of the request timeout", "s", left),
        Output::whether("fits", "The request timeout covers them", fits),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn one_attempt_fills_the_request_timeout() {
        check(&CALCULATOR, &[], &[("one", 10.0), ("left", 0.0)]);
        check_words(&CALCULATOR, &[], &[("fits", "yes")]);
        check(&CALCULATOR, &[("attempts", "2")], &[("all", 20.0), ("left", -10.0)]);
        check_words(&CALCULATOR, &[("attempts", "2")], &[("fits", "no")]);
    }
}
