//! A span of time in other units.

use crate::analysis::sizing::{DAYS_A_YEAR, SECONDS_A_DAY};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

/// Units and their seconds.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3_600.0),
    ("days", SECONDS_A_DAY),
    ("years", DAYS_A_YEAR * SECONDS_A_DAY),
];

calculator! {
    /// A span of time in every unit from nanoseconds to years.
    ///
    /// ## When it misleads
    /// A year has 365 days here and a month none: where one is needed, the documents take 30 days.
    ///
    /// ## Where a document rounds
    /// *~100,000* s for a day and *~30 million* s for a year are for the head. The day has 86,400 s, the year 31,536,000 s:
    /// with the short day, rates come out 14 % too low.
    id: "time-units",
    title: "Units of time",
    group: Group::Estimates,
    formula: "amount × seconds of the unit",
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations"),
    inputs: &[
        Field::number("amount", "amount", "", 1.0, "How many of the unit."),
        Field::choice("unit", "unit", &["days", "years", "h", "min", "s", "ms", "us", "ns"], "In which unit it is given."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let unit = given.word("unit");
    let of_unit = UNITS.iter().find(|(name, _)| *name == unit).map_or(f64::NAN, |(_, seconds)| *seconds);
    let output = |(name, seconds): (&'static str, f64)| {
        // Divided by a whole number where one can, so that nothing is rounded.
        let (value, formula) = if seconds > of_unit {
            let times = libm::round(seconds / of_unit);
            (given.number("amount") / times, format!("amount ÷ {times:.0}"))
        } else {
            let times = libm::round(of_unit / seconds);
            (given.number("amount") * times, format!("amount × {times:.0}"))
        };
        Output::new(name, format!("In {name}"), name, given.working(formula, value, &["amount"]))
    };
    Ok(UNITS.into_iter().map(output).collect())
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_day_and_a_nanosecond() {
        check(&CALCULATOR, &[], &[("s", 86_400.0), ("min", 1440.0), ("years", 1.0 / 365.0), ("ns", 86_400e9)]);
        check(&CALCULATOR, &[("amount", "150000000"), ("unit", "ns")], &[("ms", 150.0), ("s", 0.15)]);
    }
}
