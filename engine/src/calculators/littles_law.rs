//! How many are under way at once.

use crate::analysis::scaling::{concurrency, pool_limit};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many requests are under way at once at a rate, and so how many threads or connections it takes; and the
    /// largest rate that a pool of a size carries.
    ///
    /// ## When it misleads
    /// It is a mean, and holds whatever the distribution is (Little 1961). A pool of just that size is busy all the time,
    /// and whoever comes has to wait. When the callee slows down, as many more are needed: at a timeout of 30 s in place
    /// of 0.1 s a pool of 10 carries one request in three seconds.
    id: "littles-law",
    title: "Little's law: threads and connections",
    group: Group::Queues,
    formula: "under way = rate × time",
    source: Source::Documented("Little 1961, A Proof for the Queuing Formula L = λW; not in the documents"),
    inputs: &[
        Field::number("rate", "rate", "req/s", 100.0, "Requests a second."),
        Field::number("time", "time", "s", 0.1, "How long each takes.").above(0.0),
        Field::number("pool", "pool", "threads", 10.0, "Size of the pool.").count(1e9),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (rate, time, pool) = (given.number("rate"), given.number("time"), given.number("pool"));
    let busy = given.working("rate × time", concurrency(rate, time), &["rate", "time"]);
    let most = pool_limit(pool, time).unwrap_or(f64::INFINITY);
    let most = given.working("pool ÷ time", most, &["pool", "time"]);
    let full = given.working("under way ÷ pool", busy.value / pool, &["pool"]).worked("under way", busy.clone());
    Ok(vec![
        Output::new("concurrency", "Under way at once", "requests", busy),
        Output::new("most", "Rate at which the pool is always busy", "req/s", most),
        Output::new("utilization", "How full the pool is", "share", full),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_hundred_a_second_for_a_tenth_of_one() {
        check(&CALCULATOR, &[], &[("concurrency", 10.0), ("most", 100.0), ("utilization", 1.0)]);
        check(&CALCULATOR, &[("time", "30")], &[("most", 1.0 / 3.0), ("utilization", 300.0)]);
    }
}
