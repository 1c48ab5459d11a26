//! Availability of parts that are all required.

use crate::analysis::composition::any_fails;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How available a path is on which every part is required.
    ///
    /// ## When it misleads
    /// It multiplies as if parts failed independently. Parts in one zone fail together, and a part that two paths share
    /// counts once and not twice: for that, draw the system. Only parts that the user waits for belong in.
    id: "availability-series",
    title: "Availability in series",
    group: Group::Availability,
    formula: "product of all availabilities",
    source: Source::Documented("the product rule of independent events; not in the documents"),
    inputs: &[Field::numbers("parts", "parts", "share", &[0.999, 0.999, 0.999], "Availability of each part.").within(0.0, 1.0)],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let parts = given.numbers("parts");
    let down = any_fails(parts.iter().map(|up| 1.0 - up));
    let up = given.over("parts", "part", ["", " × ", ""], 1.0 - down);
    let minutes =
        given.working("(1 − availability) × 525600", down * 525_600.0, &[]).worked("availability", up.clone());
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
    fn three_times_three_nines() {
        check(&CALCULATOR, &[], &[("availability", 0.997_002_999), ("downtime", 0.002_997_001 * 525_600.0)]);
        check(&CALCULATOR, &[("parts", "0.9,0.5")], &[("availability", 0.45)]);
        check_refused(&CALCULATOR, &[("parts", "0.9,99.9")], "parts: expected up to 1000 numbers with commas between");
    }
}
