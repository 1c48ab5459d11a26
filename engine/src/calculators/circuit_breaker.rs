//! Whether a circuit breaker opens.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const BREAKER: &str = "interview-answers § Theory 9. Circuit Breaker";

calculator! {
    /// Whether a circuit breaker opens: when at least so many requests were made and so large a share of them failed.
    ///
    /// ## When it misleads
    /// Texts disagree: five failures in a row, or half of at least ten requests. The second waits for evidence and is taken
    /// here. Open, it saves the callee and fails the caller: say what is answered then.
    id: "circuit-breaker",
    title: "Circuit breaker",
    group: Group::Resilience,
    formula: "requests ≥ volume and failures ÷ requests ≥ threshold",
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    inputs: &[
        Field::number("requests", "requests", "requests", 10.0, "Requests in its window.").count(1e15).from(BREAKER),
        Field::number("failures", "failures", "requests", 5.0, "How many of them failed.").whole(0.0, 1e15).from(BREAKER),
        Field::share("threshold", "threshold", 0.5, "Share of failures from which on it opens.").above(0.0).from(BREAKER),
        Field::number("volume", "volume", "requests", 10.0, "Below so many requests it stays closed.")
            .count(1e15)
            .from(BREAKER),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let (requests, failures) = (of("requests"), of("failures"));
    if failures > requests {
        return Err(Refused::new("failures", format!("expected at most the {requests} requests, found {failures}")));
    }
    let share = given.working("failures ÷ requests", failures / requests, &["failures", "requests"]);
    let opens = f64::from(u8::from(requests >= of("volume") && share.value >= of("threshold")));
    let formula = "fits(volume ÷ requests) × fits(threshold × requests ÷ failures)";
    let opens = given.working(formula, opens, &["volume", "requests", "threshold", "failures"]);
    Ok(vec![Output::whether("opens", "It opens", opens), Output::new("share", "Share that failed", "share", share)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused, check_words};

    #[test]
    fn half_of_ten_open_it() {
        check(&CALCULATOR, &[], &[("share", 0.5)]);
        check_words(&CALCULATOR, &[], &[("opens", "yes")]);
        check_words(&CALCULATOR, &[("failures", "4")], &[("opens", "no")]);
        check_words(&CALCULATOR, &[("failures", "0")], &[("opens", "no")]);
    }

    #[test]
    fn too_few_requests_say_nothing() {
        check_words(&CALCULATOR, &[("requests", "9"), ("failures", "9")], &[("opens", "no")]);
        check_refused(&CALCULATOR, &[("failures", "11")], "failures: expected at most the 10 requests");
    }
}
