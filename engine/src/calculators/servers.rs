//! How many servers a peak takes.

use crate::analysis::capacity::whole;
use crate::analysis::sizing;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const API: &str = "worked-examples § Example 1, Detailed server estimate 1. API Servers";

calculator! {
    /// How many servers, masters of a cache, shards or partitions a peak takes, when each should stay below a target.
    ///
    /// ## When it misleads
    /// The rate of one server is the figure that decides and the one that is known least: measure it. The target of 70 %
    /// leaves room for what a mean hides, and for a lost server only if there are several. Replicas add no writes.
    ///
    /// ## Where a document is wrong
    /// The URL shortener takes *~4-5* API servers after the cache has answered 80 % of the reads. The cache stands behind
    /// the API servers, which still get every request: it takes 21. Even of the 234,000 requests it gives them, 4.18
    /// servers are 5 and not 4.
    ///
    /// For its Redis it prints *min 4-5, final 3* masters. 1,169,000 operations a second at 100,000 each are 12 masters
    /// without any room, and 17 at 70 %.
    id: "servers",
    title: "Servers for a peak",
    group: Group::Capacity,
    formula: "ceil(peak ÷ (rate of one × overhead × target))",
    source: Source::Documented("worked-examples § Useful formulas; worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    inputs: &[
        Field::number("peak", "peak", "req/s", 1_169_000.0, "What arrives at peak.").from(API),
        Field::number("rate", "rate of one", "req/s", 100_000.0, "What one can do at its best.").above(0.0).from(API),
        Field::share("overhead", "overhead", 0.8, "What is left of that beside system and runtime.").above(0.0).from(API),
        Field::share("target", "target", 0.7, "How full each should be at peak.").above(0.0).from(API),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let usable = sizing::usable(given.number("rate"), given.number("overhead"), given.number("target"));
    let usable = given.working("rate of one × overhead × target", usable, &["rate", "overhead", "target"]);
    let count = whole(given.number("peak") / usable.value) as f64;
    let count = given.working("max(1, ceil(peak ÷ usable))", count, &["peak"]).worked("usable", usable.clone());
    let full = given.number("peak") / (count.value * given.number("rate") * given.number("overhead"));
    let full = given
        .working("peak ÷ (servers × rate of one × overhead)", full, &["peak", "rate", "overhead"])
        .worked("servers", count.clone());
    Ok(vec![
        Output::new("servers", "Servers", "servers", count),
        Output::new("usable", "Usable rate of one", "req/s", usable),
        Output::new("utilization", "How full they are then", "share", full),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn the_worked_url_shortener() {
        // 100,000 × 0.8 × 0.7 = 56,000; 1,169,000 ÷ 56,000 = 20.9; ÷ (21 × 80,000) = 69.6 %.
        let figures = [("servers", 21.0), ("usable", 56_000.0), ("utilization", 1_169_000.0 / 1_680_000.0)];
        check(&CALCULATOR, &[], &figures);
    }

    #[test]
    fn what_fits_exactly_takes_no_further_server() {
        let exact = [("peak", "210"), ("rate", "100"), ("overhead", "1"), ("target", "0.7")];
        check(&CALCULATOR, &exact, &[("servers", 3.0)]);
        check(&CALCULATOR, &[("peak", "0")], &[("servers", 1.0)]);
    }
}
