//! What retries in several layers make of one request.

use crate::analysis::retries::amplification;
use crate::analysis::working::Working;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many calls one request makes at the far end when every layer on the way tries again, at worst and on average.
    ///
    /// ## When it misleads
    /// It takes attempts as failing independently. An overloaded service fails them all, and that is when the worst case
    /// is the usual one. Retry in one layer only; breakers, retry budgets and deadlines that are passed on keep it down.
    id: "retry-amplification",
    title: "Retries through layers",
    group: Group::Resilience,
    formula: "worst: product of attempts; mean: product of (1 − failure ^ attempts) ÷ (1 − failure)",
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    inputs: &[
        Field::numbers("attempts", "attempts", "attempts", &[4.0, 4.0, 4.0], "Attempts of each layer, the innermost first.")
            .count(1000.0),
        Field::share("failure", "failure", 0.1, "Share of the calls of the far end that fail."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let attempts = given.numbers("attempts");
    let found = amplification(attempts, given.number("failure"));
    let worst = given.over("attempts", "layer", ["", " × ", ""], found.worst);
    let mut failure = given.working("failure", given.number("failure"), &["failure"]);
    let mut mean = Working::new("", found.expected);
    let mut factors = Vec::new();
    for (at, most) in attempts.iter().enumerate() {
        let below = amplification(&[*most], failure.value);
        // Where everything fails, all attempts are made.
        let (formula, value) = if failure.value < 1.0 {
            ("(1 − failure below ^ attempts) ÷ (1 − failure below)", below.expected)
        } else {
            ("attempts × failure below", *most)
        };
        let calls = Working::new(formula, value).worked("failure below", failure.clone());
        let name = format!("calls of layer {}", at + 1);
        mean = mean.worked(name.clone(), given.put_member(calls, "attempts", "attempts", at));
        factors.push(name);
        let fails = Working::new("failure below ^ attempts", below.fails).worked("failure below", failure);
        failure = given.put_member(fails, "attempts", "attempts", at);
    }
    mean.formula = factors.join(" × ");
    Ok(vec![
        Output::new("worst", "Calls when everything fails", "calls", worst),
        Output::new("mean", "Calls on average", "calls", mean),
        Output::new("fails", "Requests that fail all the same", "share", failure),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn four_attempts_in_three_layers_are_64_calls() {
        check(&CALCULATOR, &[("failure", "1")], &[("worst", 64.0), ("mean", 64.0), ("fails", 1.0)]);
        check(&CALCULATOR, &[("failure", "0")], &[("worst", 64.0), ("mean", 1.0), ("fails", 0.0)]);
    }

    #[test]
    fn a_fifth_fails() {
        // 1 + 0.2 + 0.04; of these 0.2³ fail.
        check(&CALCULATOR, &[("attempts", "3"), ("failure", "0.2")], &[("mean", 1.24), ("fails", 0.008)]);
        // And of that again: × (1 + 0.008).
        check(&CALCULATOR, &[("attempts", "3,2"), ("failure", "0.2")], &[("mean", 1.24 * 1.008), ("fails", 0.000_064)]);
    }
}
