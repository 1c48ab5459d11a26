//! Shares of servers by weight.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Which share of the requests each server gets by its weight.
    ///
    /// ## When it misleads
    /// Weights are set by hand and grow old: a server that was twice as strong at its purchase is not so for ever. A weight
    /// of 0 takes a server out without ending its connections.
    id: "weighted-round-robin",
    title: "Weighted round robin",
    group: Group::Balancing,
    formula: "weight ÷ sum of weights",
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    inputs: &[Field::numbers("weights", "weights", "", &[5.0, 3.0, 2.0], "Weight of each server.")
        .from("zero-to-hero § 1.2 Scalability & Performance")],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let weights = given.numbers("weights");
    let all = given.over("weights", "weight", ["", " + ", ""], weights.iter().sum());
    if all.value <= 0.0 {
        return Err(Refused::new("weights", "expected at least one above 0"));
    }
    let output = |(at, weight): (usize, &f64)| {
        let share =
            given.put_member(given.working("weight ÷ all weights", weight / all.value, &[]), "weight", "weights", at);
        let share = share.worked("all weights", all.clone());
        Output::new(format!("share_{}", at + 1), format!("Share of server {}", at + 1), "share", share)
    };
    Ok(weights.iter().enumerate().map(output).collect())
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn five_three_two() {
        check(&CALCULATOR, &[], &[("share_1", 0.5), ("share_2", 0.3), ("share_3", 0.2)]);
        check_refused(&CALCULATOR, &[("weights", "0,0")], "at least one above 0");
    }
}
