//! Availability of copies of which some are enough.

use crate::analysis::composition::with_common_cause;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How available a group of alike copies is of which so many have to be up (k of n). One of two is a pair in
    /// parallel.
    ///
    /// ## When it misleads
    /// Copies fail independently only if nothing takes them all: a zone, a deployment, a bad configuration. Say with the
    /// common share what part of the downtime of one has such a cause (the β factor): a twentieth of it takes most of the
    /// nines away. And copies that are left carry the load only if there is room.
    id: "availability-copies",
    title: "Availability of copies (k of n)",
    group: Group::Availability,
    formula: "one of n: 1 − (1 − availability) ^ copies; k of n: at_least(k, n, availability)",
    source: Source::Documented("the binomial distribution, and Fleming 1974 (NUREG/CR-4780) for common causes; not in the documents"),
    inputs: &[
        Field::share("availability", "availability", 0.99, "Of one copy."),
        Field::number("copies", "copies", "nodes", 2.0, "How many there are.").count(1000.0),
        Field::number("needed", "needed", "nodes", 1.0, "How many have to be up.").count(1000.0),
        Field::share("common", "common share", 0.0, "Share of the downtime of one whose cause takes all copies at once."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (copies, needed) = (given.number("copies"), given.number("needed"));
    if needed > copies {
        return Err(Refused::new("needed", format!("expected at most the {copies} copies, found {needed}")));
    }
    let (up, common) = (given.number("availability"), given.number("common"));
    let down = with_common_cause(copies as u32, needed as u32, 1.0 - up, common);
    let up = match (needed == 1.0, common == 0.0) {
        (true, true) => given.working("1 − (1 − availability) ^ copies", 1.0 - down, &["availability", "copies"]),
        (false, true) => {
            let names = ["needed", "copies", "availability"];
            given.working("at_least(needed, copies, availability)", 1.0 - down, &names)
        }
        (_, false) => {
            let all =
                given.working("common share × (1 − availability)", common * (1.0 - up), &["common", "availability"]);
            let own = given.working(
                "1 − (1 − common share) × (1 − availability)",
                1.0 - (1.0 - common) * (1.0 - up),
                &["common", "availability"],
            );
            let formula = "(1 − down together) × at_least(needed, copies, availability of one alone)";
            given
                .working(formula, 1.0 - down, &["needed", "copies"])
                .worked("down together", all)
                .worked("availability of one alone", own)
        }
    };
    let minutes = given.working("(1 − group) × 525600", down * 525_600.0, &[]).worked("group", up.clone());
    Ok(vec![
        Output::new("availability", "Availability", "share", up),
        Output::new("downtime", "Downtime a year", "min", minutes),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn one_of_two_and_two_of_three() {
        check(&CALCULATOR, &[], &[("availability", 0.9999), ("downtime", 52.56)]);
        // 3 × 0.9² × 0.1 + 0.9³.
        let two_of_three = [("availability", "0.9"), ("copies", "3"), ("needed", "2")];
        check(&CALCULATOR, &two_of_three, &[("availability", 0.972)]);
        check_refused(&CALCULATOR, &[("needed", "3")], "needed: expected at most the 2 copies");
    }

    #[test]
    fn a_cause_that_takes_all_decides() {
        // 0.1 × 0.01 together; alone 0.9 × 0.01 each: 1 − 0.999 × (1 − 0.009²).
        let up = 0.999 * (1.0 - 0.009 * 0.009);
        check(&CALCULATOR, &[("common", "0.1")], &[("availability", up)]);
    }
}
