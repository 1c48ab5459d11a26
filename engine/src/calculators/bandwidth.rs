//! Bytes and bits a second of messages.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many bytes and bits a second so many messages of a size are.
    ///
    /// ## When it misleads
    /// Requests and answers are two sums, and go in two directions. Headers, encryption and repeats come on top, and
    /// weigh the more the smaller a message is. What a CDN answers does not leave the origin.
    id: "bandwidth",
    title: "Bandwidth",
    group: Group::Estimates,
    formula: "messages a second × bytes a message; × 8 for bits",
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations"),
    inputs: &[
        Field::number("rate", "messages a second", "req/s", 36_000.0, "Messages a second, at peak.")
            .from("mental-models § 18. The System Design Interview Framework"),
        Field::number("bytes", "bytes a message", "B", 10_000.0, "Size of one.")
            .from("mental-models § 18. The System Design Interview Framework"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let bytes = given.number("rate") * given.number("bytes");
    let bytes = given.working("messages a second × bytes a message", bytes, &["rate", "bytes"]);
    let bits = given.working("bytes a second × 8", bytes.value * 8.0, &[]).worked("bytes a second", bytes.clone());
    Ok(vec![Output::new("bytes", "Bytes", "B/s", bytes), Output::new("bits", "Bits", "bit/s", bits)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn the_interview_sample() {
        check(&CALCULATOR, &[], &[("bytes", 360e6), ("bits", 2.88e9)]);
    }
}
