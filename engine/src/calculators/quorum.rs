//! Whether reads meet writes.

use crate::analysis::quorum;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Whether every read meets the last write when each asks so many of the replicas, how many may be lost meanwhile,
    /// and how often a read misses the write where they need not meet.
    ///
    /// ## When it misleads
    /// Meeting is not all: two writes at once, a write that failed half-way, or a replica that was put in for another one
    /// still need rules of their own. The probability is that of a read right after the write, when nothing has been
    /// passed on yet; it falls within milliseconds.
    id: "quorum",
    title: "Quorum",
    group: Group::Replication,
    formula: "strong if read + write > replicas",
    source: Source::Documented("mental-models § 9. The Replication Topology Guide"),
    inputs: &[
        Field::number("replicas", "replicas", "nodes", 3.0, "Copies of each record (N).")
            .count(1000.0)
            .from("mental-models § 9. The Replication Topology Guide"),
        Field::number("write", "write", "nodes", 2.0, "How many have to confirm a write (W).")
            .count(1000.0)
            .from("mental-models § 9. The Replication Topology Guide"),
        Field::number("read", "read", "nodes", 2.0, "How many a read asks (R).")
            .count(1000.0)
            .from("mental-models § 9. The Replication Topology Guide"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (replicas, write, read) = (given.whole("replicas"), given.whole("write"), given.whole("read"));
    for (name, asked) in [("write", write), ("read", read)] {
        if asked > replicas {
            return Err(Refused::new(name, format!("expected at most the {replicas} replicas, found {asked}")));
        }
    }
    let names = ["read", "write", "replicas"];
    let strong = f64::from(u8::from(quorum::is_strong(replicas, read, write)));
    let strong = given.working("min(1, max(0, read + write − replicas))", strong, &names);
    let shared = (read + write).saturating_sub(replicas) as f64;
    let shared = given.working("max(0, read + write − replicas)", shared, &names);
    let missed = quorum::misses_the_write(replicas, read, write);
    let missed = given.working("choose(replicas − write, read) ÷ choose(replicas, read)", missed, &names);
    let spare = |name: &str, asked: u64| {
        given.working(format!("replicas − {name}"), quorum::tolerates(replicas, asked) as f64, &["replicas", name])
    };
    Ok(vec![
        Output::whether("strong", "Every read sees the last write", strong),
        Output::new("shared", "Replicas that a read and a write share at least", "nodes", shared),
        Output::new("missed", "Reads that miss the write", "share", missed),
        Output::new("write_tolerates", "Replicas that may be lost for writes", "nodes", spare("write", write)),
        Output::new("read_tolerates", "Replicas that may be lost for reads", "nodes", spare("read", read)),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused, check_words};

    #[test]
    fn two_and_two_of_three() {
        check_words(&CALCULATOR, &[], &[("strong", "yes")]);
        check(&CALCULATOR, &[], &[("shared", 1.0), ("missed", 0.0), ("write_tolerates", 1.0), ("read_tolerates", 1.0)]);
    }

    #[test]
    fn one_and_one_of_three_miss_two_times_in_three() {
        let weak = [("write", "1"), ("read", "1")];
        check_words(&CALCULATOR, &weak, &[("strong", "no")]);
        check(&CALCULATOR, &weak, &[("shared", 0.0), ("missed", 2.0 / 3.0), ("read_tolerates", 2.0)]);
        check_refused(&CALCULATOR, &[("read", "4")], "read: expected at most the 3 replicas");
    }
}
