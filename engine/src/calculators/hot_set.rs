//! Memory for the part of the records that gets most of the reads.

use crate::analysis::estimates::HOT_FRACTION;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How much memory a cache needs to hold the fifth of the records that gets most of the reads.
    ///
    /// ## When it misleads
    /// That a fifth gets four fifths is a rule of thumb, not a law: see the popularity of keys. The documents ask for the
    /// overhead of keys and structures and give no figure: measure it. Often what is read today is all that counts, and
    /// that is a small part of what is kept.
    ///
    /// ## Where a document rounds
    /// The Twitter-like estimate gets 51 TB of 255 TB; of the 255.5 TB it should have, 51.1 TB.
    id: "hot-set",
    title: "Memory for the hot records (80/20)",
    group: Group::Caches,
    formula: "bytes × hot fraction × overhead",
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations; zero-to-hero § Phase 4 RADIO: I - Implementation"),
    inputs: &[
        Field::number("bytes", "bytes", "B", 255e12, "All that could be asked for, one copy.")
            .from("mental-models § 17. The Back-of-Envelope Calculations"),
        Field::share("hot_fraction", "hot fraction", HOT_FRACTION, "Part of it that gets most of the reads.")
            .from("mental-models § 17. The Back-of-Envelope Calculations"),
        Field::number("overhead", "overhead", "x", 1.0, "Memory for each byte that is kept."),
        Field::number("node_bytes", "bytes of a node", "B", 64e9, "Memory of one cache node.").above(0.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let memory = of("bytes") * of("hot_fraction") * of("overhead");
    let memory = given.working("bytes × hot fraction × overhead", memory, &["bytes", "hot_fraction", "overhead"]);
    let nodes = crate::analysis::capacity::whole(memory.value / of("node_bytes")) as f64;
    let nodes = given
        .working("max(1, ceil(memory ÷ bytes of a node))", nodes, &["node_bytes"])
        .worked("memory", memory.clone());
    Ok(vec![Output::new("memory", "Memory", "B", memory), Output::new("nodes", "Cache nodes", "nodes", nodes)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_fifth() {
        check(&CALCULATOR, &[("bytes", "10e9"), ("overhead", "1.5")], &[("memory", 3e9), ("nodes", 1.0)]);
        // 51 TB ÷ 64 GB = 796.9.
        check(&CALCULATOR, &[], &[("memory", 51e12), ("nodes", 797.0)]);
    }
}
