//! Steps of which each takes from so much to so much.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What steps take together when each is known only from its least to its most: stages of a plan, hops of a path.
    ///
    /// ## When it misleads
    /// Both ends are unlikely: all steps at their least, or all at their most. Most of the time the sum lies well between.
    ///
    /// ## In the documents
    /// The RADIO steps of an interview come to 45 to 70 minutes: a clock of 45 minutes fits only if every step is as
    /// short as it may be.
    id: "sum-of-ranges",
    title: "Sum of ranges",
    group: Group::Latency,
    formula: "sum of the least … sum of the most",
    source: Source::Documented("mental-models § 18. The System Design Interview Framework; zero-to-hero § Phase 4 RADIO: I - Implementation"),
    inputs: &[
        Field::numbers("least", "least", "", &[5.0, 5.0, 5.0, 20.0, 10.0], "The least of each step, in one unit.")
            .from("zero-to-hero § Phase 4 RADIO: I - Implementation"),
        Field::numbers("most", "most", "", &[10.0, 5.0, 10.0, 30.0, 15.0], "The most of each step, in the same order.")
            .from("zero-to-hero § Phase 4 RADIO: I - Implementation"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (least, most) = (given.numbers("least"), given.numbers("most"));
    if least.len() != most.len() {
        return Err(Refused::new(
            "most",
            format!("expected {} figures, one a step, found {}", least.len(), most.len()),
        ));
    }
    if let Some(at) = (0..least.len()).find(|&at| least[at] > most[at]) {
        return Err(Refused::new("most", format!("step {} has more as its least than as its most", at + 1)));
    }
    let sum = |name: &str| given.over(name, "step", ["", " + ", ""], given.numbers(name).iter().sum());
    Ok(vec![Output::new("least", "At least", "", sum("least")), Output::new("most", "At most", "", sum("most"))])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn five_steps() {
        check(&CALCULATOR, &[], &[("least", 45.0), ("most", 70.0)]);
    }

    #[test]
    fn ranges_have_two_ends_in_order() {
        check_refused(&CALCULATOR, &[("most", "1,2")], "most: expected 5 figures");
        check_refused(&CALCULATOR, &[("least", "3"), ("most", "2")], "step 1");
    }
}
