//! Whose turn it is.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Which server gets a request when they take turns.
    ///
    /// ## When it misleads
    /// Turns are even in number, not in work: one slow server, or one long request in ten, and queues grow on some of them
    /// while others idle. Then least connections is better.
    id: "round-robin",
    title: "Round robin",
    group: Group::Balancing,
    formula: "(request − 1) mod servers",
    source: Source::Documented("interview-answers § Theory 3. Load Balancing; zero-to-hero § 1.2 Scalability & Performance"),
    inputs: &[
        Field::number("request", "request", "", 4.0, "Which request, from 1 on.")
            .whole(1.0, 9e15)
            .from("interview-answers § Theory 3. Load Balancing"),
        Field::number("servers", "servers", "servers", 3.0, "How many there are.")
            .count(1e6)
            .from("interview-answers § Theory 3. Load Balancing"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let at = (given.whole("request") - 1) % given.whole("servers").max(1) + 1;
    let formula = "request − servers × floor((request − 1) ÷ servers)";
    let working = given.working(formula, at as f64, &["request", "servers"]);
    Ok(vec![Output::new("server", "Server", "", working).saying(format!("server {at}"))])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check_words;

    #[test]
    fn the_fourth_request_starts_anew() {
        check_words(&CALCULATOR, &[], &[("server", "server 1")]);
        check_words(&CALCULATOR, &[("request", "3")], &[("server", "server 3")]);
    }
}
