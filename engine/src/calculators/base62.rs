//! A number as a short code.

use crate::analysis::codes::written;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How a number is written in Base62.
    ///
    /// ## When it misleads
    /// The order of the alphabet decides the code: it has to be fixed once and for all. Numbers that count up give codes
    /// that can be guessed and that tell how many there are.
    ///
    /// ## Where a document is wrong
    /// One prints *3D7* for 12345 beside the alphabet a-z, A-Z, 0-9. With that order the code is `dnh`; 3D7 needs digits
    /// first, then capitals. The code sample of another gives an empty text for 0; here it is the first symbol.
    id: "base62",
    title: "Base62 code of a number",
    group: Group::Keys,
    formula: "digits of the number in base 62",
    source: Source::Documented("worked-examples § Example 1, Step 3: detailed design; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    inputs: &[
        Field::number("number", "number", "", 12_345.0, "Which number.")
            .whole(0.0, 9e15)
            .from("zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
        Field::choice("alphabet", "alphabet", &["0-9A-Za-z", "0-9a-zA-Z", "a-zA-Z0-9"], "In which order its symbols are."),
    ],
    calculate: calculate,
}

const DIGITS: &str = "0123456789";
const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";
const LARGE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let alphabet = match given.word("alphabet") {
        "0-9A-Za-z" => [DIGITS, LARGE, SMALL],
        "0-9a-zA-Z" => [DIGITS, SMALL, LARGE],
        _ => [SMALL, LARGE, DIGITS],
    }
    .concat();
    let code = written(given.whole("number"), &alphabet);
    let number = given.working("number", given.number("number"), &["number"]);
    let length = given.working("symbols", code.chars().count() as f64, &[]);
    let length = length.stated("symbols", code.chars().count() as f64, "computed");
    Ok(vec![
        Output::new("code", "Code", "", number).saying(code),
        Output::new("length", "Its length", "symbols", length),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused, check_words};

    #[test]
    fn the_alphabet_decides() {
        // 12345 = 3 × 62² + 13 × 62 + 7.
        check_words(&CALCULATOR, &[], &[("code", "3D7")]);
        check_words(&CALCULATOR, &[("alphabet", "0-9a-zA-Z")], &[("code", "3d7")]);
        check_words(&CALCULATOR, &[("alphabet", "a-zA-Z0-9")], &[("code", "dnh")]);
        check_words(&CALCULATOR, &[("number", "0")], &[("code", "0")]);
        check(&CALCULATOR, &[], &[("length", 3.0)]);
        check_refused(&CALCULATOR, &[("alphabet", "base64")], "alphabet: expected one of");
    }
}
