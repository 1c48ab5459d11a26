//! Figures as they are written in the chosen language: its decimal sign, its units, and the form of a word that goes
//! with a figure. The engine writes them in English; what is no figure stays as it is.

use loadbearing_engine::rules::phrase;

use super::{is_original, overridden, phrase as words_for};

/// Sets thousands apart where a language says nothing else: a narrow space at which no line breaks.
const APART: &str = "\u{202f}";

/// Three significant digits.
#[must_use]
pub fn significant(value: f64) -> String {
    local(phrase::significant(value))
}

/// Three significant digits with k, M, G, T, P.
#[must_use]
pub fn scaled(value: f64) -> String {
    local(phrase::scaled(value))
}

/// The same, a second.
#[must_use]
pub fn a_second(rate: f64) -> String {
    local(format!("{}/s", phrase::scaled(rate)))
}

/// A share as per cent.
#[must_use]
pub fn percent(share: f64) -> String {
    local(phrase::percent(share))
}

/// A share as per cent that falls short of another.
#[must_use]
pub fn percent_below(share: f64, wanted: Option<f64>) -> String {
    local(phrase::percent_below(share, wanted))
}

/// Bytes, decimal.
#[must_use]
pub fn bytes(value: f64) -> String {
    local(phrase::bytes(value))
}

/// Seconds in the unit that people would use.
#[must_use]
pub fn seconds(value: f64) -> String {
    local(phrase::seconds(value))
}

/// A whole number with thousands apart.
#[must_use]
pub fn grouped(value: f64) -> String {
    local(phrase::grouped(value))
}

/// A figure that is written in English, in the chosen language; a word or a name that the language knows likewise. What
/// it does not know stays.
#[must_use]
pub fn local(english: String) -> String {
    if is_original() {
        return english;
    }
    let word = || words_for(&english).and_then(|forms| forms.rsplit('|').next()).map(str::to_owned);
    figure(&english).or_else(word).unwrap_or(english)
}

/// A figure with its unit; `None` of what is none, or has a unit that the language does not know.
fn figure(english: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || ".,-∞".contains(letter);
    // `1.00e300`, beyond all counting.
    let is_exponent = |&at: &usize| {
        at > 0
            && english[..at].chars().all(is_part)
            && english[at + 1..].starts_with(|next: char| next.is_ascii_digit())
    };
    let exponent = english.find('e').filter(is_exponent);
    let start = exponent.map_or(0, |at| at + 1);
    let end = start + english[start..].find(|letter| !is_part(letter)).unwrap_or(english.len() - start);
    let (number, unit) = english.split_at(end);
    if !number.contains(|letter: char| letter.is_ascii_digit() || letter == '∞') {
        return None;
    }
    let number = digits(number);
    let mut text = number.clone();
    let mut is_scaled = false;
    for word in unit.split_inclusive(' ') {
        let name = word.trim_end();
        text.push_str(&unit_of(name, if is_scaled { "0" } else { &number })?);
        text.push_str(&word[name.len()..].replace(' ', "\u{a0}"));
        is_scaled = is_scaled || ["k", "M", "G", "T", "P"].contains(&name);
    }
    Some(text)
}

/// Digits with the decimal sign of the language. Four of them in a row are not set apart.
fn digits(english: &str) -> String {
    let whole = english.split('.').next().unwrap_or(english);
    let apart = if whole.chars().filter(char::is_ascii_digit).count() > 4 { APART } else { "" };
    let decimal = overridden("figure.decimal").unwrap_or(".");
    english.split(',').collect::<Vec<_>>().join(apart).replace('.', decimal)
}

/// A unit in the form that goes with a figure: `ops/s` by its two parts.
fn unit_of(english: &str, number: &str) -> Option<String> {
    if ["", "%", "×", "="].contains(&english) {
        return Some(english.to_owned());
    }
    let known = |word: &str| overridden(&format!("unit.{word}"));
    if let Some(forms) = known(english).or_else(|| known(&plural(english))) {
        return Some(form(number, forms).to_owned());
    }
    let (what, per) = english.split_once('/')?;
    Some(format!("{}/{}", unit_of(what, number)?, unit_of(per, "1")?))
}

/// Several of what an English word names one of: `copies` of `copy`.
#[must_use]
pub fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with('s') => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The form of a word that goes with a figure: of two, the first for one; of three, those for one, for few, and for many,
/// as Slavic languages have them. A fraction takes that of few.
#[must_use]
pub fn form<'a>(figure: &str, forms: &'a str) -> &'a str {
    let forms: Vec<&str> = forms.split('|').collect();
    let is_part = |letter: &char| letter.is_ascii_digit() || letter.is_whitespace() || ",.".contains(*letter);
    let number: String = figure.chars().take_while(is_part).filter(|letter| !letter.is_whitespace()).collect();
    let is_all = figure.chars().all(|letter| !letter.is_alphabetic());
    let of = |position: usize| forms.get(position).or(forms.last()).copied().unwrap_or_default();
    match forms.len() {
        0 | 1 => of(0),
        2 => of(usize::from(number != "1" || !is_all)),
        // `1,5 млн` counts millions, and all that is counted so is many.
        _ if !is_all => of(2),
        _ if number.contains([',', '.']) => of(1),
        _ => {
            let count: u64 = number.parse().unwrap_or_default();
            match (count % 10, count % 100) {
                (_, 11..=14) => of(2),
                (1, _) => of(0),
                (2..=4, _) => of(1),
                _ => of(2),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_few_and_many_are_told_apart() {
        let forms = |figure: &str| form(figure, "шард|шарда|шардов");
        for (figures, form) in [
            (["1", "21", "101"], "шард"),
            (["2", "34", "1,5"], "шарда"),
            (["0", "11", "312"], "шардов"),
            (["5\u{202f}000", "1,2 млн", "14"], "шардов"),
        ] {
            for figure in figures {
                assert_eq!(forms(figure), form, "{figure}");
            }
        }
        assert_eq!((form("1", "is|are"), form("1,001", "is|are"), form("7", "many")), ("is", "are", "many"));
    }

    #[test]
    fn english_stays_english() {
        assert_eq!(
            (scaled(1.17e6), percent(0.9995), a_second(1.5e3)),
            ("1.17 M".into(), "99.95 %".into(), "1.5 k/s".into())
        );
    }
}
