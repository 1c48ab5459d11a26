//! Availability from how often something fails and how long it takes to repair.

use crate::analysis::composition::with_repair;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How available something is that fails every so often and is then repaired, alone and as a group of which so many
    /// have to be up.
    ///
    /// ## When it misleads
    /// Shortening the repair helps as much as making failures rare, and is easier. With fewer crews than copies, repairs
    /// wait for each other. Times are means; how long a repair really takes varies from minutes to days.
    id: "failure-and-repair",
    title: "Availability from failures and repairs",
    group: Group::Availability,
    formula: "time between failures ÷ (time between failures + time to repair)",
    source: Source::Documented("Trivedi, Probability and Statistics with Reliability, Queuing, and Computer Science Applications; not in the documents"),
    inputs: &[
        Field::number("between_hours", "between failures", "h", 1_000.0, "Mean time that one is up (MTBF).").above(0.0),
        Field::number("repair_hours", "repair", "h", 1.0, "Mean time until it is up again (MTTR).").above(0.0),
        Field::number("copies", "copies", "nodes", 2.0, "How many there are.").count(1_000.0),
        Field::number("needed", "needed", "nodes", 1.0, "How many have to be up.").count(1_000.0),
        Field::number("crews", "crews", "crews", 1.0, "How many are repaired at the same time.").count(1_000.0),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    if of("needed") > of("copies") {
        return Err(Refused::new(
            "needed",
            format!("expected at most the {} copies, found {}", of("copies"), of("needed")),
        ));
    }
    let (fails, repairs) = (1.0 / of("between_hours"), 1.0 / of("repair_hours"));
    let small = |name: &str| given.whole(name) as u32;
    let down = |copies: u32, needed: u32, crews: u32| with_repair(copies, needed, fails, repairs, crews).unwrap_or(1.0);
    let one = given.working(
        "between failures ÷ (between failures + repair)",
        1.0 - down(1, 1, 1),
        &["between_hours", "repair_hours"],
    );
    let group = down(small("copies"), small("needed"), small("crews"));
    let group = given.working("share of time down", group, &[]).stated("share of time down", group, "computed");
    let up = given.working("1 − down", 1.0 - group.value, &[]).worked("down", group.clone());
    let minutes = given.working("down × 525600", group.value * 525_600.0, &[]).worked("down", group);
    Ok(vec![
        Output::new("availability", "Availability of the group", "share", up),
        Output::new("downtime", "Its downtime a year", "min", minutes),
        Output::new("one", "Availability of one", "share", one),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn one_crew_repairs_two_copies_one_after_the_other() {
        // Failing once in 2 h, repaired in 1 h: states both up, one up, none up weigh 1, 1, 1/2: 1/5 of the time none is.
        let inputs = [("between_hours", "2"), ("repair_hours", "1")];
        check(&CALCULATOR, &inputs, &[("one", 2.0 / 3.0), ("availability", 0.8), ("downtime", 0.2 * 525_600.0)]);
        // Two crews: each is down a third of the time, independently.
        let two = [("between_hours", "2"), ("repair_hours", "1"), ("crews", "2")];
        check(&CALCULATOR, &two, &[("availability", 8.0 / 9.0)]);
        check_refused(&CALCULATOR, &[("needed", "3")], "needed: expected at most the 2 copies");
    }
}
