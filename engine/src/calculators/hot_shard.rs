//! One hot key on one of several shards.

use crate::analysis::hashing;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What the shard of one hot key gets, when that key draws a share of all requests and the rest spreads evenly; and
    /// how much all shards together can then carry.
    ///
    /// ## When it misleads
    /// More shards do not help against one key: its share stays where it is. What helps is a cache in front, a copy of
    /// the key on several shards, or a suffix that splits it. With many warm keys instead of one hot key, see the
    /// popularity of keys.
    id: "hot-shard",
    title: "Hot shard",
    group: Group::Capacity,
    formula: "share of the hottest shard = hot key + (1 − hot key) ÷ shards",
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; worked-examples § Example 1, Detailed server estimate 3. Database"),
    inputs: &[
        Field::number("shards", "shards", "shards", 4.0, "How many there are.")
            .count(1e6)
            .from("worked-examples § Example 1, Detailed server estimate 3. Database"),
        Field::share("hot_key", "hot key", 0.1, "Share of all requests that one key draws."),
        Field::number("rate", "rate", "req/s", 11_600.0, "What all shards get together.")
            .from("worked-examples § Example 1, Detailed server estimate 3. Database"),
        Field::number("capacity", "capacity of one", "req/s", 10_000.0, "What one shard can do.")
            .above(0.0)
            .from("worked-examples § Example 1, Detailed server estimate 3. Database"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let Some(found) = hashing::hot_shard(of("shards"), of("hot_key"), of("rate"), of("capacity")) else {
        return Err(Refused { input: None, reason: "there is no shard that could be hot".to_owned() });
    };
    let share = given.working("hot key + (1 − hot key) ÷ shards", found.share, &["hot_key", "shards"]);
    let with_share =
        |formula: &str, value: f64, names: &[&str]| given.working(formula, value, names).worked("share", share.clone());
    let full = with_share("share × rate ÷ capacity of one", found.utilization, &["rate", "capacity"]);
    let most = with_share("capacity of one ÷ share", found.most, &["capacity"]);
    let effective = with_share("1 ÷ share", found.effective_shards, &[]);
    let even = given.working("shards × capacity of one", found.most_if_even, &["shards", "capacity"]);
    Ok(vec![
        Output::new("share", "Share of the hottest shard", "share", share),
        Output::new("utilization", "How full it is", "share", full),
        Output::new("most", "Rate at which it is full", "req/s", most),
        Output::new("most_if_even", "The same if all were alike", "req/s", even),
        Output::new("effective_shards", "Even shards that carry as much", "shards", effective),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_fifth_of_all_on_one_of_sixteen() {
        // 0.2 + 0.8 ÷ 16 = 0.25: like four shards.
        let inputs = [("shards", "16"), ("hot_key", "0.2"), ("rate", "1000"), ("capacity", "500")];
        let figures = [
            ("share", 0.25),
            ("utilization", 0.5),
            ("most", 2000.0),
            ("most_if_even", 8000.0),
            ("effective_shards", 4.0),
        ];
        check(&CALCULATOR, &inputs, &figures);
    }
}
