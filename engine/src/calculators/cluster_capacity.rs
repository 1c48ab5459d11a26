//! What servers can do together, and how full a load makes them.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const REDIS: &str = "worked-examples § Example 1, Detailed server estimate 2. Redis Cluster";

calculator! {
    /// What so many servers can do together, how full a load makes them, and how many requests they can serve if each
    /// takes several calls.
    ///
    /// ## When it misleads
    /// Count only those that serve: masters for writes, and for reads the replicas too if they are asked. The sum holds
    /// while the load spreads evenly; the fullest shard is full first.
    id: "cluster-capacity",
    title: "Capacity of a cluster",
    group: Group::Capacity,
    formula: "nodes × capacity of one; load ÷ that",
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    inputs: &[
        Field::number("nodes", "nodes", "nodes", 3.0, "Those that serve the load.").count(1e6).from(REDIS),
        Field::number("capacity", "capacity of one", "ops/s", 100_000.0, "What each can do.").above(0.0).from(REDIS),
        Field::number("load", "load", "ops/s", 1_169_000.0, "What arrives for all of them.").from(REDIS),
        Field::number("calls", "calls a request", "ops/req", 1.0, "How many of these calls a request takes.").above(0.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let capacity = given.number("nodes") * given.number("capacity");
    let capacity = given.working("nodes × capacity of one", capacity, &["nodes", "capacity"]);
    let full = given
        .working("load ÷ capacity", given.number("load") / capacity.value, &["load"])
        .worked("capacity", capacity.clone());
    let requests = given
        .working("capacity ÷ calls a request", capacity.value / given.number("calls"), &["calls"])
        .worked("capacity", capacity.clone());
    Ok(vec![
        Output::new("capacity", "Capacity", "ops/s", capacity),
        Output::new("utilization", "How full the load makes them", "share", full),
        Output::new("requests", "Requests that it serves", "req/s", requests),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn three_masters_of_the_url_shortener() {
        check(&CALCULATOR, &[], &[("capacity", 300_000.0), ("utilization", 1_169.0 / 300.0), ("requests", 300_000.0)]);
        check(&CALCULATOR, &[("calls", "2")], &[("requests", 150_000.0)]);
    }
}
