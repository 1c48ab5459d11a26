//! How even virtual nodes make a ring.

use crate::analysis::hashing::{arc_spread, largest_arc};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How much more than its share the fullest server of a ring gets, when each has so many places at random.
    ///
    /// ## When it misleads
    /// It is about the number of keys, not about how often they are asked for: one hot key stays on one server. The
    /// largest share is the mean over all ways in which places can fall (exact; Karger et al. 1997 for the ring), so many
    /// rings are worse.
    id: "virtual-nodes",
    title: "Virtual nodes of a ring",
    group: Group::Keys,
    formula: "spread = sqrt((servers − 1) ÷ (servers × places + 1))",
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 2.1 Distributed Systems"),
    inputs: &[
        Field::number("servers", "servers", "servers", 10.0, "How many there are.").count(100_000.0),
        Field::number("places", "places", "places", 100.0, "Virtual nodes of each.").count(1e6),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let Some(largest) = largest_arc(given.whole("servers"), given.whole("places")) else {
        return Err(Refused::new("places", "expected a ring that can be counted through"));
    };
    let share = given.working("largest share", largest, &[]).stated("largest share", largest, "computed");
    let times = given.working("largest share × servers", largest * given.number("servers"), &["servers"]).stated(
        "largest share",
        largest,
        "computed",
    );
    let spread = arc_spread(given.number("servers"), given.number("places"));
    let formula = "sqrt((servers − 1) ÷ (servers × places + 1))";
    let spread = given.working(formula, spread, &["servers", "places"]);
    Ok(vec![
        Output::new("times", "Fullest server, in multiples of the mean", "x", times),
        Output::new("largest", "Its share of all keys", "share", share),
        Output::new("spread", "Standard deviation of a share, over the mean", "share", spread),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{calculate, check};

    #[test]
    fn one_place_each_is_a_harmonic_number() {
        // The largest of ten pieces of a broken stick: (1 + 1/2 + … + 1/10) ÷ 10 of it.
        let found = calculate(&CALCULATOR, &[("places", "1")]).unwrap();
        let times = found.output("times").unwrap().working.value;
        assert!((times - 2.928_968_253_968_254).abs() < 1e-5, "{times}");
        check(&CALCULATOR, &[("places", "1")], &[("spread", libm::sqrt(9.0 / 11.0))]);
    }
}
