//! What a cache takes away from what stands behind it.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const DATABASE: &str = "worked-examples § Example 1, Detailed server estimate 3. Database";

calculator! {
    /// How many reads a cache answers, how many reach what stands behind it, and how long a read takes on average.
    ///
    /// ## When it misleads
    /// A hit rate takes reads away from what stands *behind* the cache and from nobody else: whoever asks the cache still
    /// gets every request, and the cache gets every lookup. Writes pass whole. An empty cache hits nothing: for some time
    /// after a restart everything behind it gets all reads.
    ///
    /// ## Where a document is wrong
    /// The URL shortener lets *~234,000* of 1,169,000 requests a second reach its API servers after a hit rate of 80 %.
    /// A fifth is 233,800, and besides they get all of them, because the cache stands behind them. Its database is given
    /// *~234,000* reads again: of the 1,157,400 reads a fifth is 231,480.
    id: "cache-load",
    title: "Load behind a cache",
    group: Group::Caches,
    formula: "reads × (1 − hit rate) + writes",
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database; worked-examples § Useful formulas"),
    inputs: &[
        Field::number("reads", "reads", "req/s", 1_157_400.0, "Reads that ask the cache.").from(DATABASE),
        Field::number("writes", "writes", "req/s", 11_600.0, "Writes, which pass it.").from(DATABASE),
        Field::share("hit_rate", "hit rate", 0.8, "Share of the reads that it answers.").from(DATABASE),
        Field::number("hit_ms", "time of a hit", "ms", 1.0, "How long the cache takes.")
            .from("zero-to-hero § 1.2 Scalability & Performance"),
        Field::number("miss_ms", "time behind", "ms", 100.0, "How long what stands behind it takes besides.")
            .from("zero-to-hero § 1.2 Scalability & Performance"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let hits = given.working("reads × hit rate", of("reads") * of("hit_rate"), &["reads", "hit_rate"]);
    let misses = of("reads") * (1.0 - of("hit_rate"));
    let misses = given.working("reads × (1 − hit rate)", misses, &["reads", "hit_rate"]);
    let behind =
        given.working("misses + writes", misses.value + of("writes"), &["writes"]).worked("misses", misses.clone());
    let time = of("hit_ms") + (1.0 - of("hit_rate")) * of("miss_ms");
    let time = given.working("time of a hit + (1 − hit rate) × time behind", time, &["hit_ms", "hit_rate", "miss_ms"]);
    Ok(vec![
        Output::new("behind", "Load behind the cache", "req/s", behind),
        Output::new("misses", "Reads that reach it", "req/s", misses),
        Output::new("hits", "Reads that the cache answers", "req/s", hits),
        Output::new("mean_ms", "Mean time of a read", "ms", time),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn four_of_five_reads_stay_away() {
        let figures = [("hits", 925_920.0), ("misses", 231_480.0), ("behind", 243_080.0), ("mean_ms", 21.0)];
        check(&CALCULATOR, &[], &figures);
    }

    #[test]
    fn writes_always_pass() {
        check(&CALCULATOR, &[("hit_rate", "1")], &[("misses", 0.0), ("behind", 11_600.0), ("mean_ms", 1.0)]);
    }
}
