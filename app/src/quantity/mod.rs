//! What people type, understood as a figure, and a figure written so that people can go on typing.
//! Every reading says in words how it was understood, or what was expected. Knows no field and no
//! design; the words stand in the language files.

mod rate;
mod token;
mod units;
mod write;

#[cfg(test)]
mod tests;

use std::fmt::{self, Display};

use loadbearing_engine::design::format::Bounds;
use loadbearing_engine::rules::phrase;

use crate::languages::figures::{self, local};
use crate::languages::{t, t_with};
pub use rate::{read_rate, show_rate, write_rate};
use token::{Numeral, Token, tokens};
pub use units::Period;
pub use write::{show, write};

/// What a field asks for, and so what a figure without a unit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A count of something; `unit` is for people.
    Number {
        /// `connections`, `copies` …; may be empty.
        unit: &'static str,
    },
    /// Something a second; `unit` is for people.
    Rate {
        /// `req/s`, `ops/s` …
        unit: &'static str,
    },
    /// Bytes, decimal.
    Bytes,
    /// A share from 0 to 1; people may write per cent.
    Share,
    /// More a year, as a share: per cent, also above 100 and below 0.
    Growth,
    /// Times as much.
    Factor,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Years of 365 days.
    Years,
}

impl Quantity {
    /// The quantity behind the unit of a declared setting.
    #[must_use]
    pub fn of_unit(unit: &'static str) -> Self {
        match unit {
            "B" | "bytes" => Self::Bytes,
            "share" => Self::Share,
            "ms" => Self::Milliseconds,
            "s" => Self::Seconds,
            "min" => Self::Minutes,
            "years" => Self::Years,
            "x" | "×" | "factor" => Self::Factor,
            rate if rate.ends_with("/s") => Self::Rate { unit: rate },
            unit => Self::Number { unit },
        }
    }

    /// Milliseconds of one, for the quantities that are times.
    fn milliseconds(self) -> Option<f64> {
        match self {
            Self::Milliseconds => Some(1.0),
            Self::Seconds => Some(1_000.0),
            Self::Minutes => Some(60_000.0),
            Self::Years => Some(31_536_000_000.0),
            _ => None,
        }
    }

    /// What to type, as an example.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Number { .. } => t("quantity.example-number"),
            Self::Rate { .. } => t("quantity.example-rate"),
            Self::Bytes => t("quantity.example-bytes"),
            Self::Share => t("quantity.example-share"),
            Self::Growth => t("quantity.example-growth"),
            Self::Factor => t("quantity.example-factor"),
            Self::Milliseconds | Self::Seconds | Self::Minutes => t("quantity.example-time"),
            Self::Years => t("quantity.example-years"),
        }
    }
}

/// A value and how it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood<T = f64> {
    /// The value, in the unit of the file.
    pub value: T,
    /// The reading in words, remarks on doubtful separators included.
    pub words: String,
}

/// Why a text is no value, and what was expected: a fragment without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread(String);

impl Misread {
    fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    fn expected(quantity: Quantity) -> Self {
        Self(t_with("quantity.expected", &[("example", &quantity.example())]))
    }
}

impl Display for Misread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Reads what was typed as a quantity.
///
/// # Errors
/// When it is no such quantity; the error says what was expected.
pub fn read(quantity: Quantity, text: &str) -> Result<Understood, Misread> {
    if let Quantity::Rate { .. } = quantity {
        let Understood { value, words } = read_rate(Period::Second, text)?;
        return Ok(Understood { value: value.per_second(), words });
    }
    let mut remarks = Vec::new();
    let is_share = matches!(quantity, Quantity::Share | Quantity::Growth);
    let pieces = tokens(text, !is_share, &mut remarks)?;
    let mut pieces = pieces.as_slice();
    let mut sign = 1.0;
    if let (Quantity::Growth, [Token::Sign('-' | '−'), rest @ ..]) = (quantity, pieces) {
        (sign, pieces) = (-1.0, rest);
    }
    // `x3` is `3x`.
    if quantity == Quantity::Factor && is_times(pieces.first()) {
        pieces = &pieces[1..];
    }
    let Some((numeral, rest)) = leading_numeral(pieces)? else {
        return nines(quantity, text).ok_or_else(|| Misread::expected(quantity));
    };
    let value = match quantity {
        Quantity::Share => within_one(share(numeral, rest, &mut remarks)?)?,
        Quantity::Growth => sign * share(numeral, rest, &mut remarks)?,
        Quantity::Factor => factor(numeral, rest)?,
        _ => scaled(quantity, numeral, rest)?,
    };
    let mut words = words_of(quantity, value);
    for remark in remarks {
        words = format!("{words}; {remark}");
    }
    Ok(Understood { value, words })
}

/// Reads a quantity that has to lie within bounds.
///
/// # Errors
/// As [`read`], and when it lies outside of the bounds.
pub fn read_within(quantity: Quantity, bounds: &Bounds, text: &str) -> Result<Understood, Misread> {
    let understood = read(quantity, text)?;
    if bounds.allow(understood.value) {
        return Ok(understood);
    }
    Err(Misread::new(outside(quantity, bounds)))
}

/// That a figure lies outside of its bounds, in words.
#[must_use]
pub fn outside(quantity: Quantity, bounds: &Bounds) -> String {
    let (least, most) = (write(quantity, bounds.least), write(quantity, bounds.most));
    let values: [(&str, &dyn Display); 2] = [("least", &least), ("most", &most)];
    match (bounds.whole, bounds.least_allowed) {
        (true, _) => t_with("quantity.bounds-whole", &values),
        (false, true) => t_with("quantity.bounds", &values),
        (false, false) => t_with("quantity.bounds-above", &values),
    }
}

/// The value in words, the way a reading states it.
#[must_use]
pub fn words_of(quantity: Quantity, value: f64) -> String {
    match quantity {
        Quantity::Number { unit: "" } => figure(value),
        Quantity::Number { unit } => local(format!("{} {unit}", plain(value))),
        Quantity::Rate { unit } => {
            let unit = unit.trim_end_matches("/s");
            t_with("quantity.a-second", &[("value", &local(format!("{} {unit}", plain(value)).trim().to_owned()))])
        }
        Quantity::Bytes if value < 1_000.0 => t_with("quantity.bytes", &[("value", &figure(value))]),
        Quantity::Bytes => {
            t_with("quantity.bytes-large", &[("size", &figures::bytes(value)), ("value", &figure(value))])
        }
        Quantity::Share => {
            t_with("quantity.share", &[("percent", &figures::percent(value)), ("value", &local(decimal(value)))])
        }
        Quantity::Growth => t_with("quantity.growth", &[("percent", &figures::percent(value))]),
        Quantity::Factor => t_with("quantity.factor", &[("value", &figure(value))]),
        Quantity::Milliseconds if value >= 1_000.0 => {
            format!("{} = {}", local(format!("{} ms", plain(value))), figures::seconds(value / 1_000.0))
        }
        Quantity::Milliseconds => local(format!("{} ms", plain(value))),
        Quantity::Seconds if value >= 60.0 => {
            format!("{} = {}", local(format!("{} s", plain(value))), figures::seconds(value))
        }
        Quantity::Seconds => local(format!("{} s", plain(value))),
        Quantity::Minutes if value >= 60.0 => {
            format!("{} = {}", local(format!("{} min", plain(value))), figures::seconds(value * 60.0))
        }
        Quantity::Minutes => local(format!("{} min", plain(value))),
        Quantity::Years => t_with("quantity.years", &[("value", &figure(value))]),
    }
}

/// A figure for a sentence: whole numbers in full with thousands apart, others in three digits.
pub fn figure(value: f64) -> String {
    local(plain(value))
}

/// The same in English.
fn plain(value: f64) -> String {
    if (1_000.0..1e15).contains(&value) {
        phrase::grouped(value)
    } else if value >= 1e15 {
        phrase::scaled(value)
    } else {
        decimal(value)
    }
}

/// All the digits that tell, and no more than twelve.
fn decimal(value: f64) -> String {
    let text = format!("{value:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn is_times(token: Option<&Token>) -> bool {
    match token {
        Some(Token::Sign('×')) => true,
        Some(Token::Word(word)) => word.eq_ignore_ascii_case("x"),
        _ => false,
    }
}

/// The figure that a reading begins with; a minus sign is refused by name.
fn leading_numeral(pieces: &[Token]) -> Result<Option<(&Numeral, &[Token])>, Misread> {
    match pieces {
        [Token::Numeral(numeral), rest @ ..] => Ok(Some((numeral, rest))),
        [Token::Sign('-' | '−'), ..] => Err(Misread::new(t("quantity.negative"))),
        [Token::Sign('~' | '≈' | '+'), rest @ ..] => leading_numeral(rest),
        _ => Ok(None),
    }
}

/// A figure with scales and a unit, for counts, sizes and times.
fn scaled(quantity: Quantity, numeral: &Numeral, mut rest: &[Token]) -> Result<f64, Misread> {
    let (mut exponent, mut factor, mut divisor) = (0, 1.0, 1.0);
    while let [Token::Word(word), after @ ..] = rest {
        let Some(scale) = units::scale(word, quantity) else {
            break;
        };
        exponent += scale.exponent;
        rest = after;
    }
    if let [Token::Word(word), after @ ..] = rest {
        let unit = match quantity {
            Quantity::Bytes => units::bytes(word),
            Quantity::Number { unit } => counts(word, unit).then_some(units::Scale { exponent: 0, factor: 1.0 }),
            _ => units::milliseconds(word),
        };
        let unit = unit.ok_or_else(|| unknown(word, quantity))?;
        exponent += unit.exponent;
        factor = unit.factor;
        // Divided last, so that an hour is exactly 3,600 seconds.
        divisor = quantity.milliseconds().unwrap_or(1.0);
        rest = after;
    }
    match rest {
        [] => finite(numeral.value(exponent)? * factor / divisor),
        [Token::Word(word), ..] => Err(unknown(word, quantity)),
        _ => Err(Misread::expected(quantity)),
    }
}

/// Whether a word is the unit that is counted, in the singular or plural.
fn counts(word: &str, unit: &str) -> bool {
    let word = word.to_lowercase();
    let stem = word.trim_end_matches('s');
    !unit.is_empty() && stem.len() >= 3 && unit.to_lowercase().starts_with(stem)
}

fn share(numeral: &Numeral, rest: &[Token], remarks: &mut Vec<&'static str>) -> Result<f64, Misread> {
    match rest {
        [] => {
            let value = numeral.value(0)?;
            if value > 1.0 && value <= 100.0 {
                remarks.push(t("quantity.taken-as-percent"));
                numeral.value(-2)
            } else {
                Ok(value)
            }
        }
        [Token::Sign('%')] => numeral.value(-2),
        [Token::Sign('‰')] => numeral.value(-3),
        [Token::Word(word)]
            if ["percent", "pct", "pc", "процентов", "процента", "проц"].contains(&word.to_lowercase().as_str()) =>
        {
            numeral.value(-2)
        }
        [Token::Word(per), Token::Word(cent)] if per == "per" && cent == "cent" => numeral.value(-2),
        [Token::Word(word)] if word.to_lowercase().starts_with("nine") => {
            count_of_nines(numeral.value(0)?).ok_or_else(|| Misread::expected(Quantity::Share))
        }
        [Token::Word(word), ..] => Err(unknown(word, Quantity::Share)),
        _ => Err(Misread::expected(Quantity::Share)),
    }
}

fn within_one(value: f64) -> Result<f64, Misread> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(Misread::new(t("quantity.share-range"))) }
}

/// `three nines` is 99.9 %.
fn nines(quantity: Quantity, text: &str) -> Option<Understood> {
    let text = text.trim().to_lowercase();
    let count = ["one", "two", "three", "four", "five", "six"]
        .iter()
        .position(|word| text.strip_prefix(word).is_some_and(|rest| rest.trim().starts_with("nine")))?;
    let value = count_of_nines(count as f64 + 1.0)?;
    (quantity == Quantity::Share).then(|| Understood { value, words: words_of(quantity, value) })
}

fn count_of_nines(count: f64) -> Option<f64> {
    let whole = (1.0..=9.0).contains(&count) && count % 1.0 == 0.0;
    whole.then(|| format!("0.{}", "9".repeat(count as usize)).parse().ok()).flatten()
}

fn factor(numeral: &Numeral, rest: &[Token]) -> Result<f64, Misread> {
    match rest {
        [] => numeral.value(0),
        [Token::Sign('%')] => numeral.value(-2),
        [one] if is_times(Some(one)) => numeral.value(0),
        [Token::Word(word)] if ["times", "fold", "раз", "раза"].contains(&word.to_lowercase().as_str()) => {
            numeral.value(0)
        }
        [Token::Word(word), ..] => Err(unknown(word, Quantity::Factor)),
        _ => Err(Misread::expected(Quantity::Factor)),
    }
}

fn unknown(word: &str, quantity: Quantity) -> Misread {
    Misread::new(t_with("quantity.unknown-word", &[("word", &word), ("example", &quantity.example())]))
}

fn finite(value: f64) -> Result<f64, Misread> {
    if value.is_finite() { Ok(value) } else { Err(Misread::new(t("quantity.too-large"))) }
}
