//! How much faster something gets, in part and as a whole.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many times as fast something is after a change, and how much that helps the whole of which it is a part
    /// (Amdahl 1967).
    ///
    /// ## When it misleads
    /// A database that answers a hundred times as fast helps a request by a third if it was a quarter of it. Before and
    /// after have to be the same measure: a mean against a best case says nothing.
    id: "speed-up",
    title: "Speed-up",
    group: Group::Latency,
    formula: "before ÷ after; whole: 1 ÷ (1 − part + part ÷ speed-up)",
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    inputs: &[
        Field::number("before", "before", "ms", 100.0, "How long it took.")
            .above(0.0)
            .from("zero-to-hero § 1.2 Scalability & Performance"),
        Field::number("after", "after", "ms", 1.0, "How long it takes.")
            .above(0.0)
            .from("zero-to-hero § 1.2 Scalability & Performance"),
        Field::share("part", "part", 1.0, "Share of the whole that it was."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (before, after, part) = (given.number("before"), given.number("after"), given.number("part"));
    let times = given.working("before ÷ after", before / after, &["before", "after"]);
    let whole = given.working("1 ÷ (1 − part + part ÷ speed-up)", 1.0 / (1.0 - part + part / times.value), &["part"]);
    let whole = whole.worked("speed-up", times.clone());
    Ok(vec![
        Output::new("times", "Times as fast", "x", times),
        Output::new("whole", "The whole, times as fast", "x", whole),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_part_helps_the_whole_less() {
        check(&CALCULATOR, &[], &[("times", 100.0), ("whole", 100.0)]);
        // 3/4 + 1/4 ÷ 100.
        check(&CALCULATOR, &[("part", "0.25")], &[("whole", 1.0 / 0.7525)]);
    }
}
