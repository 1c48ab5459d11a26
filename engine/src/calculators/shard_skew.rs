//! How uneven popular keys make shards.

use crate::analysis::hashing::zipf_skew;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How large a share of all requests the hottest shard gets when keys of different popularity (Zipf) fall on shards at
    /// random.
    ///
    /// ## When it misleads
    /// It is about where keys fall, not about how busy one key is: if a single key draws more than a shard can do, no
    /// placement helps. Placements are simulated, some thousand of them from a fixed seed; the answer says how far off its
    /// mean may be.
    id: "shard-skew",
    title: "Uneven shards by popular keys",
    group: Group::Keys,
    formula: "mean of the hottest shard over placements at random",
    source: Source::Documented("simulation; the documents name hot shards without a figure (mental-models § 10. The Sharding Strategy Guide)"),
    inputs: &[
        Field::number("keys", "keys", "keys", 100_000.0, "How many there are.").count(1e8),
        Field::number("exponent", "exponent", "", 1.0, "0: all alike; 1: the second is asked for half as often as the first.")
            .within(0.0, 5.0),
        Field::number("shards", "shards", "shards", 16.0, "How many there are.").count(1_000.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let Some(found) = zipf_skew(given.whole("keys"), given.number("exponent"), given.whole("shards")) else {
        return Err(Refused::new("keys", "expected keys and shards"));
    };
    let simulated = |name: &str, value: f64| given.working(name, value, &[]).stated(name, value, "computed");
    let mean = simulated("simulated mean", found.mean);
    let times = given.working("hottest × shards", found.mean * given.number("shards"), &["shards"]);
    let times = times.worked("hottest", mean.clone());
    Ok(vec![
        Output::new("hottest", "Share of the hottest shard, on average", "share", mean),
        Output::new("times", "In multiples of the mean", "x", times),
        Output::new("p95", "What 95 % of placements do not exceed", "share", simulated("simulated share", found.p95)),
        Output::new("half_width", "How far off the average may be (95 %)", "share", {
            simulated("half of the interval", found.half_width)
        }),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::calculate;

    #[test]
    fn two_keys_that_are_alike_share_a_shard_half_of_the_time() {
        // Together on one of two: all of it; apart: half. 0.75 on average.
        let found = calculate(&CALCULATOR, &[("keys", "2"), ("exponent", "0"), ("shards", "2")]).unwrap();
        let value = |id: &str| found.output(id).unwrap().working.value;
        assert!((value("hottest") - 0.75).abs() < 2.0 * value("half_width"), "{}", value("hottest"));
        assert_eq!(value("p95"), 1.0);
        assert!((value("times") - 2.0 * value("hottest")).abs() < 1e-12);
    }
}
