//! A series as its first value and steps.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// The steps between the values of a series: what delta encoding stores after the first value.
    ///
    /// ## When it misleads
    /// It saves only where steps are small beside the values. Any value in the middle needs all steps before it, so series
    /// are cut into blocks.
    id: "delta-encoding",
    title: "Delta encoding",
    group: Group::Storage,
    formula: "value − value before",
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    inputs: &[Field::numbers("values", "values", "", &[50.0, 52.0, 48.0, 51.0, 49.0, 50.0, 52.0], "Values in their order.")
        .within(-1e15, 1e15)
        .from("zero-to-hero § 2.2 Storage and Databases")],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let values = given.numbers("values");
    let first = given.put_member(
        given.working("value", values.first().copied().unwrap_or(f64::NAN), &[]),
        "value",
        "values",
        0,
    );
    let mut outputs = vec![Output::new("first", "First value", "", first)];
    for at in 1..values.len() {
        let step = given.working("value − value before", values[at] - values[at - 1], &[]);
        let step = given.put_member(step, "value", "values", at);
        let step = given.put_member(step, "value before", "values", at - 1);
        outputs.push(Output::new(format!("step_{at}"), format!("Step {at}"), "", step));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn loads_of_a_processor() {
        check(&CALCULATOR, &[], &[("first", 50.0), ("step_1", 2.0), ("step_2", -4.0), ("step_6", 2.0)]);
        check(&CALCULATOR, &[("values", "7")], &[("first", 7.0)]);
    }
}
