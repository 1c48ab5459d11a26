//! What a message does that is delivered more than once.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What a balance comes to when a message that changes it is delivered several times: by a receiver that does it each
    /// time, and by one that knows the message by its id.
    ///
    /// ## When it misleads
    /// Knowing the id helps only if remembering it and changing the balance are one transaction; else the receiver may
    /// crash between the two.
    id: "duplicate-delivery",
    title: "Duplicate delivery",
    group: Group::Replication,
    formula: "balance + change × deliveries, against balance + change",
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    inputs: &[
        Field::number("balance", "balance", "USD", 100.0, "Before.").from("zero-to-hero § 2.1 Distributed Systems"),
        Field::number("change", "change", "USD", 10.0, "What the message adds.")
            .from("zero-to-hero § 2.1 Distributed Systems"),
        Field::number("deliveries", "deliveries", "deliveries", 2.0, "How often it comes.")
            .whole(0.0, 1e9)
            .from("zero-to-hero § 2.1 Distributed Systems"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (balance, change, deliveries) = (given.number("balance"), given.number("change"), given.number("deliveries"));
    let names = ["balance", "change", "deliveries"];
    let each = given.working("balance + change × deliveries", balance + change * deliveries, &names);
    let once = given.working("balance + change × min(1, deliveries)", balance + change * deliveries.min(1.0), &names);
    Ok(vec![
        Output::new("each_time", "If it is done each time", "USD", each),
        Output::new("once", "If it is known by its id", "USD", once),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn twice() {
        check(&CALCULATOR, &[], &[("each_time", 120.0), ("once", 110.0)]);
        check(&CALCULATOR, &[("deliveries", "0")], &[("each_time", 100.0), ("once", 100.0)]);
    }
}
