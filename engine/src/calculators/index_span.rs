//! How many entries a range of a list holds.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many entries a range holds whose both ends are in it, as Redis counts in `LTRIM` and `ZREVRANGE`; and what they
    /// take for all users.
    ///
    /// ## When it misleads
    /// In most programming languages the end is not in the range: `0 999` are a thousand entries here, and 999 there.
    id: "index-span",
    title: "Entries of a timeline",
    group: Group::Storage,
    formula: "last − first + 1",
    source: Source::Documented("worked-examples § Example 3, Step 3: detailed design; interview-answers § Practice 2. News Feed"),
    inputs: &[
        Field::number("first", "first", "", 0.0, "Index of the first.")
            .whole(0.0, 1e15)
            .from("worked-examples § Example 3, Step 3: detailed design"),
        Field::number("last", "last", "", 999.0, "Index of the last.")
            .whole(0.0, 1e15)
            .from("worked-examples § Example 3, Step 3: detailed design"),
        Field::number("users", "users", "users", 100e6, "Users who have such a list.")
            .from("worked-examples § Example 3: News Feed (requirements)"),
        Field::number("bytes", "bytes an entry", "B", 8.0, "What one entry takes."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (first, last) = (given.number("first"), given.number("last"));
    let entries = given.working("max(0, last − first + 1)", (last - first + 1.0).max(0.0), &["last", "first"]);
    let memory = entries.value * given.number("users") * given.number("bytes");
    let memory = given.working("entries × users × bytes an entry", memory, &["users", "bytes"]);
    let memory = memory.worked("entries", entries.clone());
    Ok(vec![
        Output::new("entries", "Entries", "entries", entries),
        Output::new("memory", "Memory of all lists", "B", memory),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn both_ends_count() {
        check(&CALCULATOR, &[], &[("entries", 1000.0), ("memory", 800e9)]);
        check(&CALCULATOR, &[("first", "5"), ("last", "3")], &[("entries", 0.0)]);
    }
}
