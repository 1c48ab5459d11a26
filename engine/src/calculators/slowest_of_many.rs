//! How often at least one of many calls is slow.

use crate::analysis::composition::any_fails;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many requests meet a slow call when each waits for so many calls at once (the tail at scale; Dean and Barroso
    /// 2013), and how rare slow calls have to be to keep that low.
    ///
    /// ## When it misleads
    /// It takes calls as slow independently of each other. A pause that stops all servers at once hits fewer requests, and
    /// those wholly.
    id: "slowest-of-many",
    title: "The slowest of many calls",
    group: Group::Latency,
    formula: "1 − (1 − slow) ^ calls",
    source: Source::Documented("Dean and Barroso 2013, The Tail at Scale; not in the documents"),
    inputs: &[
        Field::number("calls", "calls", "calls", 100.0, "Calls at once, all of which are waited for.").count(1e6),
        Field::share("slow", "slow", 0.01, "Share of single calls that are slow: 0.01 beyond the p99."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (calls, slow) = (given.number("calls"), given.number("slow"));
    let any = any_fails(std::iter::repeat_n(slow, calls as usize));
    let any = given.working("1 − (1 − slow) ^ calls", any, &["slow", "calls"]);
    let rare = -libm::expm1(libm::log1p(-0.01) / calls);
    let rare = given.working("1 − 0.99 ^ (1 ÷ calls)", rare, &["calls"]);
    Ok(vec![
        Output::new("slow_requests", "Requests that meet a slow call", "share", any),
        Output::new("allowed", "Slow calls that keep it at 1 %", "share", rare),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn of_a_hundred_calls_one_is_slow_most_of_the_time() {
        check(&CALCULATOR, &[], &[("slow_requests", 1.0 - libm::pow(0.99, 100.0))]);
        check(&CALCULATOR, &[("calls", "2"), ("slow", "0.5")], &[("slow_requests", 0.75)]);
        check(&CALCULATOR, &[("calls", "1")], &[("allowed", 0.01)]);
    }
}
