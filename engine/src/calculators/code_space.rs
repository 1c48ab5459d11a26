//! How many codes of a length there are, and for how long they last.

use crate::analysis::codes;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How many short codes an alphabet has, and for how long they last when so many are given out each day.
    ///
    /// ## When it misleads
    /// All codes are used up only if they are given out in turn. Drawn at random or cut from a hash, two of them are the
    /// same long before: see collisions of random codes. Codes that can be guessed can be gone through.
    ///
    /// ## Where a document is wrong
    /// Codes are cut from the first 7 (or 6) characters of an MD5 as if these were letters and digits. They are
    /// hexadecimal: 16^7 are 268,435,456 codes, gone after 2.7 days at 100 million a day; 16^6 are fewer than the
    /// 100 million that are asked for. And 62^6 are 56.8 billion, not *56 billion*.
    id: "code-space",
    title: "Code space (Base62)",
    group: Group::Keys,
    formula: "alphabet ^ length",
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    inputs: &[
        Field::number("alphabet", "alphabet", "symbols", 62.0, "How many symbols: 62 for a-z, A-Z, 0-9; 16 for hexadecimal.")
            .whole(2.0, 1e6)
            .from("interview-answers § Practice 1. URL Shortener"),
        Field::number("length", "length", "symbols", 7.0, "Symbols of a code.")
            .count(30.0)
            .from("interview-answers § Practice 1. URL Shortener"),
        Field::number("per_day", "codes a day", "codes/day", 100e6, "How many are given out on a day.")
            .above(0.0)
            .from("worked-examples § Example 1, Step 1: scale estimate"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let space = codes::space(given.number("alphabet"), given.number("length"));
    let space = given.working("alphabet ^ length", space, &["alphabet", "length"]);
    let days = given
        .working("codes ÷ codes a day", space.value / given.number("per_day"), &["per_day"])
        .worked("codes", space.clone());
    let years = given.working("days ÷ 365", days.value / 365.0, &[]).worked("days", days.clone());
    Ok(vec![
        Output::new("codes", "Codes", "codes", space),
        Output::new("days", "Days until all are given out", "days", days),
        Output::new("years", "In years", "years", years),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn seven_letters_and_digits() {
        check(&CALCULATOR, &[], &[("codes", 3_521_614_606_208.0), ("years", 35_216.146_062_08 / 365.0)]);
        let hexadecimal = [("alphabet", "16"), ("length", "7")];
        check(&CALCULATOR, &hexadecimal, &[("codes", 268_435_456.0), ("days", 2.684_354_56)]);
    }
}
