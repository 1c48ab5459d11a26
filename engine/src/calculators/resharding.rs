//! Keys that move when the number of shards changes.

use crate::analysis::hashing::{moved_by_modulo, moved_on_a_ring};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Which part of all keys lies elsewhere after the number of shards has changed: by modulo, and on a ring.
    ///
    /// ## When it misleads
    /// The ring's share is the mean over where the servers fall; it needs virtual nodes to come close to it. Moving is
    /// not all: while keys move, two places have to be asked.
    ///
    /// ## In the documents
    /// They say *most keys* and *only neighbours*; the shares follow. From 3 to 4 servers modulo moves 75 %: of the
    /// hashes up to the least common multiple only as many stay as there were servers.
    id: "resharding",
    title: "Change of the number of shards",
    group: Group::Keys,
    formula: "modulo: 1 − fewer ÷ least common multiple; ring: 1 − fewer ÷ more",
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    inputs: &[
        Field::number("before", "before", "shards", 3.0, "How many there are.")
            .count(1e6)
            .from("zero-to-hero § 2.1 Distributed Systems"),
        Field::number("after", "after", "shards", 4.0, "How many there will be.")
            .count(1e6)
            .from("zero-to-hero § 2.1 Distributed Systems"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (before, after) = (given.whole("before"), given.whole("after"));
    let names = ["before", "after"];
    let modulo = "1 − min(before, after) × gcd(before, after) ÷ (before × after)";
    let modulo = given.working(modulo, moved_by_modulo(before, after), &names);
    let ring = "1 − min(before, after) ÷ max(before, after)";
    let ring = given.working(ring, moved_on_a_ring(before, after), &names);
    Ok(vec![
        Output::new("modulo", "Keys that move by modulo", "share", modulo),
        Output::new("ring", "Keys that move on a ring", "share", ring),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn one_more() {
        check(&CALCULATOR, &[], &[("modulo", 0.75), ("ring", 0.25)]);
        // Twice as many: every other key moves either way.
        check(&CALCULATOR, &[("before", "4"), ("after", "8")], &[("modulo", 0.5), ("ring", 0.5)]);
        check(&CALCULATOR, &[("before", "4"), ("after", "4")], &[("modulo", 0.0), ("ring", 0.0)]);
    }
}
