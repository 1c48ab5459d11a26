//! Codes of an alphabet: how many there are, how a number is written as one, and when two at random are the same.
//! Knows no components.

/// How many codes of a length an alphabet has.
#[must_use]
pub fn space(alphabet: f64, length: f64) -> f64 {
    libm::pow(alphabet, length)
}

/// A number in the digits of an alphabet, the most significant first; 0 is its first digit. Empty with fewer than two
/// digits.
#[must_use]
pub fn written(mut number: u64, alphabet: &str) -> String {
    let digits: Vec<char> = alphabet.chars().collect();
    let base = digits.len() as u64;
    if base < 2 {
        return String::new();
    }
    let mut code = Vec::new();
    loop {
        code.push(digits[(number % base) as usize]);
        number /= base;
        if number == 0 {
            break;
        }
    }
    code.iter().rev().collect()
}

/// Mean number of pairs that are the same among codes drawn at random.
#[must_use]
pub fn equal_pairs(drawn: f64, space: f64) -> f64 {
    drawn * (drawn - 1.0).max(0.0) / (2.0 * space)
}

/// Probability that any two codes drawn at random are the same: 1 − e^(−pairs), an approximation that is close where
/// few of many codes are drawn.
#[must_use]
pub fn collides(drawn: f64, space: f64) -> f64 {
    -libm::expm1(-equal_pairs(drawn, space))
}

/// How many codes drawn at random make a collision as likely as a share.
#[must_use]
pub fn drawn_until(share: f64, space: f64) -> f64 {
    libm::sqrt(-2.0 * space * libm::log1p(-share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_the_digits_of_the_alphabet() {
        assert_eq!(written(10, "01"), "1010");
        assert_eq!(written(0, "ab"), "a");
        assert_eq!(written(5, "a"), "");
    }

    #[test]
    fn birthdays_of_23() {
        // 23 × 22 ÷ 730 = 0.693: one half. Exactly, with all 365 days, 0.507.
        assert!((equal_pairs(23.0, 365.0) - 253.0 / 365.0).abs() < 1e-12);
        assert!((collides(23.0, 365.0) - 0.5).abs() < 1e-3);
        assert!((drawn_until(0.5, 365.0) - 22.494).abs() < 1e-3);
        assert_eq!(space(62.0, 7.0), 3_521_614_606_208.0);
    }
}
