//! How many of a group are a majority.

use crate::analysis::quorum::{majority, tolerates};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many nodes a leader of a consensus group (Raft, ZooKeeper, etcd) needs, and how many may be lost.
    ///
    /// ## When it misleads
    /// An even number tolerates no more than the odd one below it, and costs one more. Nodes in one zone are lost together:
    /// three in one zone tolerate no loss of it, and in two zones one of the two takes the majority with it.
    id: "majority",
    title: "Majority of a consensus group",
    group: Group::Replication,
    formula: "floor(nodes ÷ 2) + 1",
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems"),
    inputs: &[Field::number("nodes", "nodes", "nodes", 3.0, "Members of the group.")
        .count(10_000.0)
        .from("zero-to-hero § 2.1 Distributed Systems")],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let nodes = given.whole("nodes");
    let needed = majority(nodes);
    let lost = given.working("nodes − (floor(nodes ÷ 2) + 1)", tolerates(nodes, needed) as f64, &["nodes"]);
    let needed = given.working("floor(nodes ÷ 2) + 1", needed as f64, &["nodes"]);
    Ok(vec![
        Output::new("majority", "Majority", "nodes", needed),
        Output::new("tolerates", "Nodes that may be lost", "nodes", lost),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_fourth_node_tolerates_nothing_more() {
        check(&CALCULATOR, &[], &[("majority", 2.0), ("tolerates", 1.0)]);
        check(&CALCULATOR, &[("nodes", "4")], &[("majority", 3.0), ("tolerates", 1.0)]);
        check(&CALCULATOR, &[("nodes", "5")], &[("majority", 3.0), ("tolerates", 2.0)]);
    }
}
