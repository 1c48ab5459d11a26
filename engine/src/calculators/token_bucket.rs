//! What a token bucket lets through.

use crate::analysis::limits::refilled;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const LIMITS: &str = "zero-to-hero § 1.3 Networking Basics";

calculator! {
    /// How many tokens a bucket holds after a time, how many of several requests at once it accepts, and when the next
    /// token comes.
    ///
    /// ## When it misleads
    /// In a long time it lets through the refill rate, but at one instant the whole bucket: what stands behind has to bear
    /// that burst. With several limiters that know nothing of each other, each lets its own burst through.
    id: "token-bucket",
    title: "Token bucket",
    group: Group::RateLimits,
    formula: "tokens = min(capacity, tokens + refill × elapsed); accepted = min(requests, floor(tokens))",
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics; interview-answers § Practice 4. Rate Limiter Service"),
    inputs: &[
        Field::number("capacity", "capacity", "tokens", 100.0, "Most tokens in the bucket: the largest burst.").from(LIMITS),
        Field::number("refill", "refill", "tokens/s", 10.0, "Tokens that come back each second.").from(LIMITS),
        Field::number("tokens", "tokens", "tokens", 100.0, "Tokens that were in it.").from(LIMITS),
        Field::number("elapsed", "elapsed", "s", 0.0, "How long ago that was."),
        Field::number("requests", "requests", "requests", 101.0, "Requests that come at once, each for one token.")
            .whole(0.0, 1e15)
            .from(LIMITS),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    if of("tokens") > of("capacity") {
        return Err(Refused::new(
            "tokens",
            format!("expected at most the capacity {}, found {}", of("capacity"), of("tokens")),
        ));
    }
    let tokens = refilled(of("capacity"), of("tokens"), of("refill"), of("elapsed"));
    let names = ["capacity", "tokens", "refill", "elapsed"];
    let tokens = given.working("min(capacity, tokens + refill × elapsed)", tokens, &names);
    let accepted = of("requests").min(libm::floor(tokens.value));
    let accepted = given.working("min(requests, floor(tokens now))", accepted, &["requests"]);
    let accepted = accepted.worked("tokens now", tokens.clone());
    let rejected = given.working("requests − accepted", of("requests") - accepted.value, &["requests"]);
    let rejected = rejected.worked("accepted", accepted.clone());
    let left = given.working("tokens now − accepted", tokens.value - accepted.value, &[]);
    let left = left.worked("tokens now", tokens.clone()).worked("accepted", accepted.clone());
    let mut outputs = vec![
        Output::new("accepted", "Requests that are accepted", "requests", accepted),
        Output::new("rejected", "Requests that are refused", "requests", rejected),
        Output::new("tokens", "Tokens when they come", "tokens", tokens),
    ];
    if of("refill") > 0.0 {
        let wait = (1.0 - left.value).max(0.0) / of("refill");
        let wait = given.working("max(0, 1 − tokens left) ÷ refill", wait, &["refill"]).worked("tokens left", left);
        outputs.push(Output::new("retry_after", "Until the next one is accepted", "s", wait));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn one_more_than_the_bucket_holds() {
        check(&CALCULATOR, &[], &[("accepted", 100.0), ("rejected", 1.0), ("tokens", 100.0), ("retry_after", 0.1)]);
    }

    #[test]
    fn tokens_come_back_and_run_over() {
        let empty = [("tokens", "0"), ("elapsed", "1.25"), ("requests", "5")];
        check(&CALCULATOR, &empty, &[("tokens", 12.5), ("accepted", 5.0), ("retry_after", 0.0)]);
        check(&CALCULATOR, &[("elapsed", "60")], &[("tokens", 100.0)]);
        check_refused(&CALCULATOR, &[("tokens", "101")], "tokens: expected at most the capacity 100");
    }
}
