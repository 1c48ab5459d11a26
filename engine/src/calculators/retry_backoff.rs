//! How long retries wait.

use crate::analysis::retries::backoff;
use crate::analysis::working::Working;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const RESILIENCE: &str = "mental-models § 11. The Resilience Patterns";

calculator! {
    /// How long each retry waits when the wait doubles, up to a cap, and how long all of them wait together, without and
    /// with the most that jitter adds.
    ///
    /// ## When it misleads
    /// Waits are not all: each attempt takes its own time besides, up to its timeout. And waiting longer does not make
    /// fewer calls: see the amplification of retries.
    ///
    /// ## In the documents
    /// Waits of 1, 2, 4, 8 s stand beside base × 2 ^ attempt and "Attempt 1": the formula gives them only if attempts count
    /// from 0, as here. Together they are 15 s, 17 with all jitter: more than the request timeout of 10 s in the same
    /// section.
    id: "retry-backoff",
    title: "Retry schedule with backoff",
    group: Group::Resilience,
    formula: "min(cap, base × 2 ^ attempt) + jitter, attempts from 0 on",
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    inputs: &[
        Field::number("base", "base", "s", 1.0, "First wait.").from(RESILIENCE),
        Field::number("retries", "retries", "retries", 4.0, "How many, not counting the first attempt.")
            .count(60.0)
            .from(RESILIENCE),
        Field::open("cap", "cap", "s", "Longest wait; none where it is left open."),
        Field::number("jitter", "jitter", "s", 0.5, "Most that chance adds to a wait.").from(RESILIENCE),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (base, cap) = (given.number("base"), given.maybe("cap"));
    let wait = |attempt: u64| {
        let value = backoff(base, attempt as f64, cap);
        match cap {
            Some(_) => given.working(format!("min(cap, base × 2 ^ {attempt})"), value, &["cap", "base"]),
            None => given.working(format!("base × 2 ^ {attempt}"), value, &["base"]),
        }
    };
    let waits: Vec<Working> = (0..given.whole("retries")).map(wait).collect();
    let named = waits.iter().enumerate().map(|(at, wait)| (format!("wait {}", at + 1), wait.clone()));
    let total = Working::sum(named.collect());
    let longest = total.value + given.number("retries") * given.number("jitter");
    let longest = given.working("all waits + retries × jitter", longest, &["retries", "jitter"]);
    let longest = longest.worked("all waits", total.clone());
    let mut outputs = vec![
        Output::new("total", "All waits", "s", total),
        Output::new("total_with_jitter", "All waits with the most jitter", "s", longest),
    ];
    let each = waits.into_iter().enumerate();
    outputs
        .extend(each.map(|(at, wait)| Output::new(format!("wait_{}", at + 1), format!("Wait {}", at + 1), "s", wait)));
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn one_two_four_eight() {
        check(&CALCULATOR, &[], &[("wait_1", 1.0), ("wait_4", 8.0), ("total", 15.0), ("total_with_jitter", 17.0)]);
        check(&CALCULATOR, &[("cap", "3")], &[("wait_2", 2.0), ("wait_3", 3.0), ("total", 9.0)]);
    }
}
