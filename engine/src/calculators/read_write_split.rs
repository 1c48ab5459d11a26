//! A total rate split into reads and writes by their ratio.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many of all requests are reads and how many writes, when so many reads come for each write.
    ///
    /// ## When it misleads
    /// The ratio is of requests. At the database it is another: caches take reads away, and one write may become several.
    id: "read-write-split",
    title: "Reads and writes of a total",
    group: Group::Estimates,
    formula: "writes = total ÷ (ratio + 1); reads = the rest",
    source: Source::Documented("zero-to-hero § Phase 4 RADIO: R - Requirements"),
    inputs: &[
        Field::number("total", "total", "req/s", 10_000.0, "Reads and writes together.")
            .from("zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
        Field::number("ratio", "ratio", "x", 100.0, "Reads for each write.")
            .from("zero-to-hero § Phase 4 RADIO: R - Requirements"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (total, ratio) = (given.number("total"), given.number("ratio"));
    let reads = given.working("total × ratio ÷ (ratio + 1)", total * ratio / (ratio + 1.0), &["total", "ratio"]);
    let writes = given.working("total ÷ (ratio + 1)", total / (ratio + 1.0), &["total", "ratio"]);
    Ok(vec![Output::new("reads", "Reads", "req/s", reads), Output::new("writes", "Writes", "req/s", writes)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_hundred_to_one() {
        check(&CALCULATOR, &[("total", "10100")], &[("reads", 10_000.0), ("writes", 100.0)]);
    }
}
