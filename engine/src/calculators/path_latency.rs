//! How long the steps of a path take together, and which of them most.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const TRACE: &str = "zero-to-hero § 3.2 High Availability & Fault Tolerance";

calculator! {
    /// How long steps take that follow one another, and which share of it the longest one is: the spans of a trace.
    ///
    /// ## When it misleads
    /// Only steps that wait for each other add up; of calls at once the longest counts. Means add up, percentiles do not:
    /// the p99 of a sum is less than the sum of the p99s, most of the time. For that, draw the path.
    id: "path-latency",
    title: "Latency of a path",
    group: Group::Latency,
    formula: "sum of the steps",
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; interview-answers § Theory 10. Observability"),
    inputs: &[
        Field::numbers("steps", "steps", "ms", &[10.0, 50.0, 100.0, 200.0, 4_500.0, 140.0], "How long each takes.").from(TRACE),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let steps = given.numbers("steps");
    let total = given.over("steps", "step", ["", " + ", ""], steps.iter().sum());
    let longest = (1..steps.len()).fold(0, |best, at| if steps[at] > steps[best] { at } else { best });
    let mut outputs = vec![Output::new("total", "All steps", "ms", total.clone())];
    let slowest = given.put_member(given.working("step", steps[longest], &[]), "step", "steps", longest);
    outputs.push(Output::new("longest", "The longest", "ms", slowest).saying(format!("step {}", longest + 1)));
    if total.value > 0.0 {
        let share = given.working("longest ÷ total", steps[longest] / total.value, &[]);
        let share = given.put_member(share, "longest", "steps", longest).worked("total", total);
        outputs.push(Output::new("share", "Share of the longest", "share", share));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn five_seconds_of_which_inventory_is_nine_tenths() {
        check(&CALCULATOR, &[], &[("total", 5_000.0), ("longest", 4_500.0), ("share", 0.9)]);
        check_words(&CALCULATOR, &[], &[("longest", "step 5")]);
        check(&CALCULATOR, &[("steps", "0")], &[("total", 0.0)]);
    }
}
