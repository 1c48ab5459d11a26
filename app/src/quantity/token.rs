//! What people type, cut into numerals, words and signs. Decides what a comma and a dot mean;
//! knows nothing of units.

use super::Misread;
use crate::languages::{is_original, t};

/// A piece of what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A figure.
    Numeral(Numeral),
    /// Letters, as typed.
    Word(String),
    /// `/`, `%`, `×` (also for `*`), `+`, `-` and whatever else.
    Sign(char),
}

/// A figure as decimal digits, so that `99.9 %` becomes exactly the number that is nearest to 0.999.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Digits with at most one dot.
    pub digits: String,
    /// Power of ten that the digits are multiplied by.
    pub exponent: i32,
}

impl Numeral {
    /// The value times a power of ten.
    pub fn value(&self, exponent: i32) -> Result<f64, Misread> {
        let text = format!("{}e{}", self.digits, self.exponent.saturating_add(exponent));
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(Misread::new(t("quantity.too-large"))),
        }
    }
}

/// Cuts a text up. Doubts about separators that were decided are added to `remarks`.
///
/// `whole_thousands` says whether `1,500` may be fifteen hundred; where figures are shares it is one
/// and a half.
pub(super) fn tokens(
    text: &str,
    whole_thousands: bool,
    remarks: &mut Vec<&'static str>,
) -> Result<Vec<Token>, Misread> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_ascii_digit() || (".,".contains(letter) && digit_at(&letters, at + 1)) {
            let end = numeral_end(&letters, at);
            let digits = plain_digits(&letters[at..end], whole_thousands, remarks)?;
            let (exponent, end) = exponent(&letters, end);
            tokens.push(Token::Numeral(Numeral { digits, exponent }));
            at = end;
        } else if letter.is_alphabetic() {
            let end = (at..letters.len()).find(|&end| !letters[end].is_alphabetic()).unwrap_or(letters.len());
            tokens.push(Token::Word(letters[at..end].iter().collect()));
            at = end;
        } else {
            match letter {
                '*' | '×' => tokens.push(Token::Sign('×')),
                // A full stop or comma after a word says nothing.
                '.' | ',' => {}
                space if space.is_whitespace() => {}
                other => tokens.push(Token::Sign(other)),
            }
            at += 1;
        }
    }
    Ok(tokens)
}

fn digit_at(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(char::is_ascii_digit)
}

/// Whether a letter only sets groups of three apart.
fn sets_apart(letter: char) -> bool {
    letter == '_' || letter == '\'' || letter == '’' || letter.is_whitespace()
}

/// Where a numeral ends: separators belong to it only when digits follow, and blanks only when
/// exactly three do.
fn numeral_end(letters: &[char], start: usize) -> usize {
    let mut at = start;
    loop {
        let Some(&letter) = letters.get(at) else {
            return at;
        };
        let follows = (at + 1..letters.len()).take_while(|&next| letters[next].is_ascii_digit()).count();
        let goes_on =
            letter.is_ascii_digit() || (".,".contains(letter) && follows > 0) || (sets_apart(letter) && follows == 3);
        if !goes_on {
            return at;
        }
        at += 1;
    }
}

fn exponent(letters: &[char], at: usize) -> (i32, usize) {
    let marked = letters.get(at).is_some_and(|letter| "eE".contains(*letter));
    let signed = letters.get(at + 1).is_some_and(|sign| "+-".contains(*sign));
    let first = at + 1 + usize::from(signed);
    if !marked || !digit_at(letters, first) {
        return (0, at);
    }
    let end = (first..letters.len()).find(|&end| !letters[end].is_ascii_digit()).unwrap_or(letters.len());
    let digits: String = letters[first..end].iter().collect();
    // What does not fit is far beyond any finite figure, and is refused as too large.
    let size = digits.parse::<i32>().unwrap_or(i32::MAX / 2);
    let negative = letters.get(at + 1) == Some(&'-');
    (if negative { -size } else { size }, end)
}

/// The digits with a dot as decimal point, from whatever separators were typed.
fn plain_digits(letters: &[char], whole_thousands: bool, remarks: &mut Vec<&'static str>) -> Result<String, Misread> {
    let compact: String = letters.iter().filter(|letter| !sets_apart(**letter)).collect();
    let commas = compact.matches(',').count();
    let dots = compact.matches('.').count();
    let decimal = match (commas, dots) {
        (0, 0) => None,
        // Both: the one that comes last is the decimal point, and the other sets thousands apart.
        (1.., 1..) => {
            let last = if compact.rfind(',') > compact.rfind('.') { ',' } else { '.' };
            if compact.matches(last).count() > 1 {
                return Err(Misread::new(t("quantity.separators")));
            }
            Some(last)
        }
        (2.., 0) | (0, 2..) => None,
        // A dot alone is a decimal point, as in the design file.
        (0, _) => Some('.'),
        // Where the comma is the decimal sign, it is no other, and nobody doubts it.
        (1, _) if !is_original() => Some(','),
        (1, _) if whole_thousands && looks_like_thousands(&compact) => {
            remarks.push(t("quantity.comma-thousands"));
            None
        }
        (1, _) => {
            remarks.push(t("quantity.comma-decimal"));
            Some(',')
        }
    };
    let (whole, fraction) = match decimal.and_then(|sign| compact.split_once(sign)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (compact.as_str(), None),
    };
    if fraction.is_some_and(|fraction| fraction.contains([',', '.'])) || !grouped_by_three(whole) {
        return Err(Misread::new(t("quantity.separators")));
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = if whole.is_empty() { "0".to_owned() } else { whole };
    Ok(match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    })
}

/// `1,500` is fifteen hundred; `0,500` and `1,5` are not.
fn looks_like_thousands(compact: &str) -> bool {
    compact
        .split_once(',')
        .is_some_and(|(before, after)| after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0'))
}

fn grouped_by_three(whole: &str) -> bool {
    let mut groups = whole.split([',', '.']);
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3))
}
