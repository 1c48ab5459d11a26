//! Queries of a list whose every row asks again.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many queries a list takes when each of its rows asks for something of its own, and how long that takes one after
    /// the other, against one query with a join.
    ///
    /// ## When it misleads
    /// Queries at once take less time and no fewer of the database's. A join is one query and not always the quicker one;
    /// two queries, the second for all rows together, are often as good.
    ///
    /// ## In the documents
    /// The cure is called "2 queries with JOIN" and shows one.
    id: "n-plus-one",
    title: "N + 1 queries",
    group: Group::Latency,
    formula: "rows + 1",
    source: Source::Documented("zero-to-hero § 1.4 Database Selection"),
    inputs: &[
        Field::number("rows", "rows", "rows", 100.0, "Rows of the list.")
            .whole(0.0, 1e15)
            .from("zero-to-hero § 1.4 Database Selection"),
        Field::number("query_ms", "time of a query", "ms", 5.0, "How long one takes, way included."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let queries = given.working("rows + 1", given.number("rows") + 1.0, &["rows"]);
    let time = given.working("queries × time of a query", queries.value * given.number("query_ms"), &["query_ms"]);
    let time = time.worked("queries", queries.clone());
    Ok(vec![
        Output::new("queries", "Queries", "queries", queries),
        Output::new("time", "One after the other", "ms", time),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_hundred_rows() {
        check(&CALCULATOR, &[], &[("queries", 101.0), ("time", 505.0)]);
    }
}
