//! Where a server comes to rest whose callers try again.

use crate::analysis::retries::Impatience;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many attempts a second reach a server whose callers give up after a timeout and try again, and whether an
    /// overload can keep itself alive by retries alone.
    ///
    /// ## When it misleads
    /// One server with service times at random (M/M/1), and what timed out is still worked on: where work is cancelled, or
    /// refused while the queue is long, it is not so bad. That it *can* collapse does not say that it does: something has to
    /// push it over once (Bronson et al., HotOS 2021).
    id: "retry-collapse",
    title: "Retries that feed themselves",
    group: Group::Resilience,
    formula: "attempts = arriving × mean attempts at that load; can collapse if arriving × most attempts ≥ service rate",
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    inputs: &[
        Field::number("arriving", "arriving", "req/s", 60.0, "Requests, first attempts alone.").above(0.0),
        Field::number("service", "service rate", "req/s", 100.0, "What the server finishes.").above(0.0),
        Field::number("timeout", "timeout", "s", 0.1, "How long a caller waits.").above(0.0),
        Field::number("attempts", "most attempts", "attempts", 3.0, "Attempts at most, the first among them.").count(1000.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let queue = Impatience {
        arrivals: given.number("arriving"),
        service: given.number("service"),
        timeout: given.number("timeout"),
        attempts: given.number("attempts"),
    };
    let rest = queue.cold_start();
    let healthy = if queue.is_overloaded(rest) {
        given.working("arriving × most attempts", rest, &["arriving", "attempts"])
    } else {
        let late = 1.0 - queue.answered(rest);
        let late = given
            .working("exp(0 − (service rate − attempts) × timeout)", late, &["service", "timeout"])
            .stated("attempts", rest, "computed");
        let formula = "arriving × (1 − late ^ most attempts) ÷ (1 − late)";
        given.working(formula, rest, &["arriving", "attempts"]).worked("late", late)
    };
    let full = given.working("attempts ÷ service rate", queue.utilization(rest), &["service"]);
    let full = full.worked("attempts", healthy.clone());
    let worst = given.working("arriving × most attempts", queue.worst(), &["arriving", "attempts"]);
    let can = f64::from(u8::from(queue.can_collapse()));
    let can =
        given.working("fits(service rate ÷ all attempts)", can, &["service"]).worked("all attempts", worst.clone());
    Ok(vec![
        Output::new("attempts", "Attempts after a cold start", "req/s", healthy),
        Output::new("utilization", "How full the server is then", "share", full),
        Output::new("worst", "Attempts when all time out", "req/s", worst),
        Output::whether("can_collapse", "An overload can feed itself", can),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{calculate, check, check_words};

    #[test]
    fn a_healthy_server_that_may_collapse() {
        let found = calculate(&CALCULATOR, &[]).unwrap();
        assert!((found.output("attempts").unwrap().working.value - 61.274_254_478).abs() < 1e-6);
        check(&CALCULATOR, &[], &[("worst", 180.0)]);
        check_words(&CALCULATOR, &[], &[("can_collapse", "yes")]);
    }

    #[test]
    fn without_retries_nothing_is_added() {
        check(&CALCULATOR, &[("attempts", "1")], &[("attempts", 60.0), ("utilization", 0.6)]);
        check_words(&CALCULATOR, &[("attempts", "1")], &[("can_collapse", "no")]);
        check(&CALCULATOR, &[("arriving", "160")], &[("attempts", 480.0)]);
    }
}
