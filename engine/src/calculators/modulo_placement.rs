//! Where a key goes by the rest of its hash.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// On which shard a key lies when the shard is the rest of its hash divided by their number.
    ///
    /// ## When it misleads
    /// It is even and simple as long as the number of shards stays. One more, and most keys lie elsewhere: see the change
    /// of the number of shards.
    id: "modulo-placement",
    title: "Shard by modulo",
    group: Group::Keys,
    formula: "hash mod shards",
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 2.1 Distributed Systems; interview-answers § Theory 4. Database Sharding"),
    inputs: &[
        Field::number("hash", "hash", "", 8_473_628.0, "Hash of the key.")
            .whole(0.0, 9e15)
            .from("mental-models § 10. The Sharding Strategy Guide"),
        Field::number("shards", "shards", "shards", 4.0, "How many there are.")
            .count(1e6)
            .from("mental-models § 10. The Sharding Strategy Guide"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let shard = given.whole("hash") % given.whole("shards").max(1);
    let formula = "hash − shards × floor(hash ÷ shards)";
    Ok(vec![Output::new("shard", "Shard, from 0 on", "", given.working(formula, shard as f64, &["hash", "shards"]))])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn the_rest_of_the_hash() {
        check(&CALCULATOR, &[], &[("shard", 0.0)]);
        check(&CALCULATOR, &[("hash", "7"), ("shards", "3")], &[("shard", 1.0)]);
    }
}
