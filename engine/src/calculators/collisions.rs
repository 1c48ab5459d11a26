//! When two codes at random are the same.

use crate::analysis::codes;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How likely it is that two of so many codes, drawn at random or cut from a hash, are the same (the birthday
    /// problem), and how many can be drawn until that is as likely as not.
    ///
    /// ## When it misleads
    /// It takes every code as equally likely; a bad hash or a short source of randomness is worse. The probability is
    /// 1 − e^(−pairs), close as long as few of all codes are drawn. Even where a collision is unlikely, the store needs a
    /// unique index: it is what notices.
    id: "collisions",
    title: "Collisions of random codes (birthdays)",
    group: Group::Keys,
    formula: "1 − e^(−n × (n − 1) ÷ (2 × codes))",
    source: Source::Documented("the birthday problem; not in the documents"),
    inputs: &[
        Field::number("drawn", "drawn", "codes", 100e6, "How many are drawn.")
            .above(0.0)
            .from("worked-examples § Example 1, Step 1: scale estimate"),
        Field::number("codes", "codes", "codes", 3_521_614_606_208.0, "How many there are: 62^7, 16^7 or 2^64.")
            .within(1.0, 1e40)
            .from("interview-answers § Practice 1. URL Shortener"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (drawn, space) = (given.number("drawn"), given.number("codes"));
    let pairs = "drawn × max(0, drawn − 1) ÷ (2 × codes)";
    let pairs = given.working(pairs, codes::equal_pairs(drawn, space), &["drawn", "codes"]);
    let likely = given.working("1 − exp(0 − pairs)", codes::collides(drawn, space), &[]).worked("pairs", pairs.clone());
    let half = given.working("sqrt(2 × codes × ln(2))", codes::drawn_until(0.5, space), &["codes"]);
    Ok(vec![
        Output::new("probability", "Probability of a collision", "share", likely),
        Output::new("pairs", "Pairs that are the same, on average", "pairs", pairs),
        Output::new("half", "Drawn until a collision is as likely as not", "codes", half),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn birthdays_in_a_room() {
        let figures = [
            ("pairs", 253.0 / 365.0),
            ("probability", 1.0 - libm::exp(-253.0 / 365.0)),
            ("half", libm::sqrt(730.0 * libm::log(2.0))),
        ];
        check(&CALCULATOR, &[("drawn", "23"), ("codes", "365")], &figures);
        check(&CALCULATOR, &[("drawn", "1"), ("codes", "365")], &[("probability", 0.0)]);
    }
}
