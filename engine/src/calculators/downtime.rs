//! How long a system may be down.

use crate::analysis::sizing::downtime;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const BASICS: &str = "zero-to-hero § 1.1 Understanding System Design Basics";

calculator! {
    /// How long a system is down in a year, a month of 30 days, a week and a day at an availability.
    ///
    /// ## When it misleads
    /// A mean over years: one outage of nine hours and a hundred of five minutes are both 99.9 %. Planned work counts
    /// only if the agreement says so.
    ///
    /// ## Where a document rounds
    /// *52 min* a year for 99.99 % are 52.56, *5 min* for 99.999 % are 5.256, and *8 min* a month for 99.98 % are 8.64:
    /// cut off, not rounded.
    id: "downtime",
    title: "Downtime",
    group: Group::Availability,
    formula: "(1 − availability) × period",
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; mental-models § 15. The Observability Stack"),
    inputs: &[Field::share("availability", "availability", 0.999, "Share of the time in which it is up.").from(BASICS)],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let output = |id: &str, label: &str, unit: &str, period: f64| {
        let value = downtime(given.number("availability"), period);
        let working = given.working(format!("(1 − availability) × {period}"), value, &["availability"]);
        Output::new(id, label, unit, working)
    };
    Ok(vec![
        output("year", "In a year, minutes", "min", 525_600.0),
        output("year_hours", "In a year, hours", "h", 8_760.0),
        output("year_days", "In a year, days", "days", 365.0),
        output("month", "In a month of 30 days", "min", 43_200.0),
        output("week", "In a week", "min", 10_080.0),
        output("day", "In a day", "s", 86_400.0),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn three_nines() {
        let figures = [("year", 525.6), ("year_hours", 8.76), ("month", 43.2), ("week", 10.08), ("day", 86.4)];
        check(&CALCULATOR, &[], &figures);
        check(&CALCULATOR, &[("availability", "0.99")], &[("year_days", 3.65)]);
        check(&CALCULATOR, &[("availability", "1")], &[("year", 0.0)]);
    }
}
