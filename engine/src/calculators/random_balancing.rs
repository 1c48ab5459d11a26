//! How uneven choosing at random is.

use crate::analysis::bins::fullest_bin;
use crate::analysis::hashing::peak_to_mean;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many of some items the fullest of several servers gets when each item falls on one at random: keys on shards,
    /// connections on servers.
    ///
    /// ## When it misleads
    /// Items count alike here. With few items for each server chance rules; with thousands it evens out, and then it is the
    /// popular item that makes the difference. Picking the less loaded of two at random takes nearly all of it away.
    id: "random-balancing",
    title: "Fullest server by chance",
    group: Group::Balancing,
    formula: "mean of the largest of so many counts",
    source: Source::Documented("Raab and Steger 1998, Balls into Bins; not in the documents"),
    inputs: &[
        Field::number("items", "items", "items", 1_000.0, "How many fall.").count(100_000_000.0),
        Field::number("servers", "servers", "servers", 100.0, "On how many.").count(100_000.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (items, servers) = (given.whole("items"), given.whole("servers"));
    let Some(fullest) = fullest_bin(items, servers) else {
        return Err(Refused::new("items", "expected a number that can be counted through"));
    };
    let most = given.working("mean of the fullest", fullest, &[]).stated("mean of the fullest", fullest, "computed");
    let times = peak_to_mean(fullest, items, servers).unwrap_or(1.0);
    let times =
        given.working("fullest × servers ÷ items", times, &["servers", "items"]).worked("fullest", most.clone());
    Ok(vec![
        Output::new("fullest", "Items of the fullest, on average", "items", most),
        Output::new("times", "In multiples of the mean", "x", times),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn two_items_on_two_servers() {
        // Half of the time both fall on one.
        check(&CALCULATOR, &[("items", "2"), ("servers", "2")], &[("fullest", 1.5), ("times", 1.5)]);
        check(&CALCULATOR, &[("items", "7"), ("servers", "1")], &[("fullest", 7.0), ("times", 1.0)]);
    }
}
