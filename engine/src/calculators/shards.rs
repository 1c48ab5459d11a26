//! A load split over shards, and how many servers these are.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const DATABASE: &str = "worked-examples § Example 1, Detailed server estimate 3. Database";

calculator! {
    /// What each shard gets when keys spread evenly, and how many servers all copies of all shards are.
    ///
    /// ## When it misleads
    /// Keys spread evenly only by number: one that everybody asks for stays whole on its shard (see the hot shard). Of
    /// the copies of a shard only the primary takes writes.
    id: "shards",
    title: "Load of a shard",
    group: Group::Capacity,
    formula: "load ÷ shards; shards × copies",
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database; worked-examples § Example 1, Step 3: Scaling / server estimate"),
    inputs: &[
        Field::number("load", "load", "ops/s", 11_600.0, "What all shards get together, or all keys.").from(DATABASE),
        Field::number("shards", "shards", "shards", 4.0, "How many there are.").count(1e6).from(DATABASE),
        Field::number("copies", "copies", "copies", 2.0, "Servers of each: the primary and its replicas.")
            .count(1e4)
            .from(DATABASE),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (load, shards, copies) = (given.number("load"), given.number("shards"), given.number("copies"));
    let each = given.working("load ÷ shards", load / shards, &["load", "shards"]);
    let nodes = given.working("shards × copies", shards * copies, &["shards", "copies"]);
    Ok(vec![
        Output::new("per_shard", "Load of one shard", "ops/s", each),
        Output::new("nodes", "Servers of all shards", "servers", nodes),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn four_shards_of_two() {
        check(&CALCULATOR, &[], &[("per_shard", 2_900.0), ("nodes", 8.0)]);
    }
}
