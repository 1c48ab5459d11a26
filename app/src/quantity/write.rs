//! Figures as text in a field: short where that loses nothing, and always read back to the same value.

use super::{Quantity, read};
use crate::languages::figures::local;
use crate::languages::is_original;

/// The value as people would type it; reads back to the same value.
#[must_use]
pub fn write(quantity: Quantity, value: f64) -> String {
    let candidates = match quantity {
        Quantity::Number { .. } => vec![scaled(value, &[("G", 9), ("M", 6), ("k", 3)])],
        Quantity::Rate { .. } => {
            vec![scaled(value, &[("G", 9), ("M", 6), ("k", 3)]) + "/s"]
        }
        Quantity::Bytes => {
            let units = [(" EB", 18), (" PB", 15), (" TB", 12), (" GB", 9), (" MB", 6), (" kB", 3), (" B", 0)];
            vec![scaled(value, &units), format!("{value} B")]
        }
        Quantity::Share | Quantity::Growth => {
            // As few digits of the percentage as give the value back.
            (0..=13).map(|decimals| format!("{:.decimals$} %", value * 100.0)).collect()
        }
        Quantity::Factor => vec![format!("{value}×")],
        Quantity::Milliseconds => vec![format!("{value} ms")],
        Quantity::Seconds => vec![format!("{value} s")],
        Quantity::Minutes => vec![format!("{value} min")],
        Quantity::Years => vec![format!("{value}")],
    };
    candidates
        .into_iter()
        .map(|text| local(apart(&text)))
        .find(|text| read(quantity, text).is_ok_and(|understood| understood.value == value))
        .unwrap_or_else(|| format!("{value}"))
}

/// The value as a field shows it: as [`write`], with few digits where that is long. What the design holds is not that, so
/// it is only looked at.
#[must_use]
pub fn show(quantity: Quantity, value: f64) -> String {
    let exact = write(quantity, value);
    if is_long(&exact) { write(quantity, few_digits(value)) } else { exact }
}

/// Whether a figure has a fraction with more digits than anybody typed: what is left of a division.
pub(super) fn is_long(text: &str) -> bool {
    const MOST_DIGITS: usize = 9;
    let numerals = text.split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','));
    numerals.into_iter().any(|numeral| {
        numeral.contains(['.', ',']) && numeral.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS
    })
}

/// The value in six digits.
pub(super) fn few_digits(value: f64) -> f64 {
    rounded(value, 6)
}

/// The value in so many digits.
pub(super) fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// A figure and its unit with a space between them, where the language puts one.
fn apart(text: &str) -> String {
    let is_behind_digit =
        |end: &usize| !is_original() && text[..*end].ends_with(|letter: char| letter.is_ascii_digit());
    let end = text.find(char::is_alphabetic).filter(is_behind_digit);
    end.map_or_else(|| text.to_owned(), |end| format!("{} {}", &text[..end], &text[end..]))
}

/// The value in the largest unit that leaves at most two digits after the point.
fn scaled(value: f64, units: &[(&str, i32)]) -> String {
    for (unit, exponent) in units {
        let step = 10f64.powi(*exponent);
        let text = format!("{}{unit}", trimmed(value / step));
        let exact = format!("{}e{exponent}", trimmed(value / step)).parse::<f64>() == Ok(value);
        if value >= step && exact {
            return text;
        }
    }
    format!("{value}")
}

fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
