//! Which server a balancer picks that looks at what each is doing.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Which server gets the next request when the one with the fewest connections (or the shortest response time) is
    /// picked; with weights, the one with the fewest for its weight. Of equals the first.
    ///
    /// ## When it misleads
    /// A server that fails at once has few connections and short times, and gets everything: health checks belong to it.
    /// Several balancers that pick the same one at the same time overload it; picking the better of two at random does not.
    id: "least-loaded",
    title: "Least connections or response time",
    group: Group::Balancing,
    formula: "smallest load ÷ weight",
    source: Source::Documented("interview-answers § Theory 3. Load Balancing; zero-to-hero § 1.2 Scalability & Performance; mental-models § 7. The Load Balancing Playbook"),
    inputs: &[
        Field::numbers("loads", "loads", "", &[5.0, 8.0, 12.0], "Connections, or response time, of each server.")
            .from("interview-answers § Theory 3. Load Balancing"),
        Field::numbers("weights", "weights", "", &[1.0], "Weight of each server; one for all of them.").above(0.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (loads, weights) = (given.numbers("loads"), given.numbers("weights"));
    if weights.len() != 1 && weights.len() != loads.len() {
        let reason = format!("expected one, or {} of them, found {}", loads.len(), weights.len());
        return Err(Refused::new("weights", reason));
    }
    let weight_of = |at: usize| if weights.len() == 1 { 0 } else { at };
    let load = |at: usize| loads[at] / weights[weight_of(at)];
    let picked = (1..loads.len()).fold(0, |best, at| if load(at) < load(best) { at } else { best });
    let working = given.working("load ÷ weight", load(picked), &[]);
    let working = given.put_member(working, "load", "loads", picked);
    let working = given.put_member(working, "weight", "weights", weight_of(picked));
    Ok(vec![
        Output::new("server", "Server, and its load for its weight", "", working)
            .saying(format!("server {}", picked + 1)),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check_refused, check_words};

    #[test]
    fn the_least_is_picked() {
        check_words(&CALCULATOR, &[("loads", "5,3,8")], &[("server", "server 2")]);
        // 6 ÷ 3 are fewer than 3 ÷ 1.
        check_words(&CALCULATOR, &[("loads", "3,6"), ("weights", "1,3")], &[("server", "server 2")]);
        check_words(&CALCULATOR, &[("loads", "4,4")], &[("server", "server 1")]);
        check_refused(&CALCULATOR, &[("weights", "1,2")], "weights: expected one, or 3");
    }
}
