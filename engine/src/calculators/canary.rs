//! What stays on the old version while the new one is let in.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Which share of the requests stays on the old version at each stage of a canary release, and how many requests a
    /// fault of the new one would reach at that stage.
    ///
    /// ## When it misleads
    /// A fault that hits one request in a thousand is not seen among fifty. How long a stage lasts matters as much as how
    /// wide it is.
    id: "canary",
    title: "Canary release",
    group: Group::Balancing,
    formula: "1 − share of the new version",
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    inputs: &[
        Field::numbers("stages", "stages", "share", &[0.05, 0.2, 0.5, 1.0], "Share of the new version at each stage.")
            .within(0.0, 1.0)
            .from("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
        Field::number("requests", "requests", "requests", 1_000_000.0, "How many come while a stage lasts."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let mut outputs = Vec::new();
    for (at, new) in given.numbers("stages").iter().enumerate() {
        let stage = at + 1;
        let old = given.put_member(given.working("1 − new version", 1.0 - new, &[]), "new version", "stages", at);
        outputs.push(Output::new(format!("old_{stage}"), format!("Old version at stage {stage}"), "share", old));
        let reached = given.working("requests × new version", given.number("requests") * new, &["requests"]);
        let reached = given.put_member(reached, "new version", "stages", at);
        let label = format!("Requests that meet the new one at stage {stage}");
        outputs.push(Output::new(format!("reached_{stage}"), label, "requests", reached));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn four_stages() {
        check(&CALCULATOR, &[], &[("old_1", 0.95), ("old_2", 0.8), ("old_4", 0.0), ("reached_1", 50_000.0)]);
    }
}
