//! What a sliding window log counts, and the memory it takes.

use crate::analysis::limits::in_window;
use crate::analysis::working::Working;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const LIMITS: &str = "mental-models § 12. The Rate Limiting Algorithms";

calculator! {
    /// How many requests of a log lie within the last window, and how much memory logs of all clients take.
    ///
    /// ## When it misleads
    /// It is exact, and the price is memory: a time for every request of every client. 8 B is the bare time; a sorted set
    /// of a cache takes several times that.
    id: "sliding-window-log",
    title: "Sliding window log",
    group: Group::RateLimits,
    formula: "requests younger than the window; limit × clients × bytes",
    source: Source::Documented("mental-models § 12. The Rate Limiting Algorithms; zero-to-hero § 1.3 Networking Basics"),
    inputs: &[
        Field::numbers("ages", "ages", "s", &[55.0, 50.0, 35.0, 15.0, 0.0], "How long ago each request came.").from(LIMITS),
        Field::number("window", "window", "s", 60.0, "Length of the window.").above(0.0).from(LIMITS),
        Field::number("limit", "limit", "requests", 100.0, "How many are allowed in it.").above(0.0).from(LIMITS),
        Field::number("clients", "clients", "clients", 1e6, "Clients that each have a log."),
        Field::number("bytes", "bytes a time", "B", 8.0, "What one time takes."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let counted = |(at, age): (usize, &f64)| {
        let counts = f64::from(u8::from(in_window(*age, of("window"))));
        let working = given.working("max(0, 1 − floor(age ÷ window))", counts, &["window"]);
        (format!("request {}", at + 1), given.put_member(working, "age", "ages", at))
    };
    let count = Working::sum(given.numbers("ages").iter().enumerate().map(counted).collect());
    let accepted = f64::from(u8::from(count.value + 1.0 <= of("limit")));
    let accepted = given.working("fits((count + 1) ÷ limit)", accepted, &["limit"]).worked("count", count.clone());
    let memory = of("limit") * of("clients") * of("bytes");
    let memory = given.working("limit × clients × bytes a time", memory, &["limit", "clients", "bytes"]);
    Ok(vec![
        Output::new("count", "Requests in the window", "requests", count),
        Output::whether("accepted", "One more is accepted", accepted),
        Output::new("memory", "Memory of all logs", "B", memory),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn five_in_the_last_minute() {
        check(&CALCULATOR, &[], &[("count", 5.0), ("memory", 800e6)]);
        // What is as old as the window is out.
        check(&CALCULATOR, &[("ages", "60,59.9,3")], &[("count", 2.0)]);
        check_words(&CALCULATOR, &[("limit", "5")], &[("accepted", "no")]);
        check_words(&CALCULATOR, &[("limit", "6")], &[("accepted", "yes")]);
    }
}
