//! Flows that come together, and how much each of them is.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What several flows come to where they meet: reads and writes at a server, operations on a cache.
    ///
    /// ## When it misleads
    /// Only what really arrives counts. A hit rate takes reads away from what stands behind the cache, and from nobody
    /// else; behind a fan-out there is more, not less.
    ///
    /// ## Where a document is wrong
    /// The URL shortener's database is given *~11,600* writes a second as "a fifth of the peak, the rest goes to the
    /// cache". The number is right and the reason is not: every write reaches the database, and 11,600 is all of them.
    id: "total",
    title: "Total of flows",
    group: Group::Estimates,
    formula: "sum of all flows",
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    inputs: &[Field::numbers("flows", "flows", "", &[1_157_400.0, 11_600.0], "What comes together, in one unit.")
        .from("worked-examples § Example 1, Step 1: scale estimate")],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let flows = given.numbers("flows");
    let total = given.over("flows", "flow", ["", " + ", ""], flows.iter().sum());
    let mut outputs = vec![Output::new("total", "Total", "", total.clone())];
    if total.value > 0.0 {
        for (at, flow) in flows.iter().enumerate() {
            let share = given.put_member(given.working("flow ÷ total", flow / total.value, &[]), "flow", "flows", at);
            let share = share.worked("total", total.clone());
            outputs.push(Output::new(format!("share_{}", at + 1), format!("Share of flow {}", at + 1), "share", share));
        }
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn reads_and_writes() {
        check(&CALCULATOR, &[], &[("total", 1_169_000.0)]);
        check(&CALCULATOR, &[("flows", "30,10")], &[("total", 40.0), ("share_1", 0.75), ("share_2", 0.25)]);
        check(&CALCULATOR, &[("flows", "0")], &[("total", 0.0)]);
    }
}
