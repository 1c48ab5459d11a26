//! Points of a time series, and what they take.

use crate::analysis::sizing::SECONDS_A_DAY;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many points a series gets a day at an interval, and how much all series take over the time they are kept:
    /// what downsampling saves.
    ///
    /// ## When it misleads
    /// Time series databases press points together, to 1.4 B in one that was measured (Pelkonen et al. 2015); 16 B is a bare
    /// time and a bare value. What breaks them is more often the number of series: every new value of a label makes another
    /// one.
    id: "time-series",
    title: "Points of a time series",
    group: Group::Storage,
    formula: "86,400 ÷ interval × series × days × bytes",
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    inputs: &[
        Field::number("interval", "interval", "s", 1.0, "Between two points.")
            .above(0.0)
            .from("zero-to-hero § 2.2 Storage and Databases"),
        Field::number("series", "series", "series", 1_000.0, "How many there are."),
        Field::number("days", "days", "days", 30.0, "How long points are kept."),
        Field::number("bytes", "bytes a point", "B", 16.0, "What one point takes."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let points = given.working("86400 ÷ interval", SECONDS_A_DAY / of("interval"), &["interval"]);
    let stored = points.value * of("series") * of("days") * of("bytes");
    let stored = given.working("points a day × series × days × bytes a point", stored, &["series", "days", "bytes"]);
    let stored = stored.worked("points a day", points.clone());
    let rate = given.working("series ÷ interval", of("series") / of("interval"), &["series", "interval"]);
    Ok(vec![
        Output::new("points", "Points of a series a day", "points/day", points),
        Output::new("rate", "Points written", "points/s", rate),
        Output::new("stored", "Stored", "B", stored),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_point_a_minute() {
        let minute = [("interval", "60"), ("series", "10"), ("days", "2"), ("bytes", "1")];
        check(&CALCULATOR, &minute, &[("points", 1440.0), ("stored", 28_800.0), ("rate", 10.0 / 60.0)]);
    }
}
