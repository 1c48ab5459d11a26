//! Figures and names in sentences: a template with `{names}`, and values that know their unit. Three significant
//! digits with k, M, G; the exact value stands in the working. A language overrides templates, never values.

use crate::analysis::capacity::whole;

/// Something to put into a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A name or a word, as it is.
    Name(String),
    /// A figure with its unit, scaled by k, M, G …
    Amount(f64, &'static str),
    /// A count: whole, with thousands apart.
    Count(f64),
    /// A share, as per cent.
    Share(f64),
    /// Bytes, decimal.
    Bytes(f64),
    /// Seconds.
    Seconds(f64),
    /// Milliseconds.
    Milliseconds(f64),
}

impl Value {
    /// A name.
    pub fn name(text: impl Into<String>) -> Self {
        Self::Name(text.into())
    }

    /// Copies that something takes, rounded up; `more` where no number is enough.
    #[must_use]
    pub fn copies(needed: f64) -> Self {
        if needed.is_finite() { Self::Count(whole(needed) as f64) } else { Self::name("more") }
    }

    /// Names of components, one after the other; of many only the first few and how many there are.
    #[must_use]
    pub fn names<T: AsRef<str>>(names: &[T]) -> Self {
        Self::Name(listed(names.iter().map(|name| name.as_ref().to_owned()).collect()))
    }

    /// Names of journeys, in quotes.
    #[must_use]
    pub fn journeys(names: &[&str]) -> Self {
        Self::Name(listed(names.iter().map(|name| format!("“{name}”")).collect()))
    }

    /// The figure in its unit, where it is one.
    #[must_use]
    pub const fn figure(&self) -> Option<f64> {
        match self {
            Self::Name(_) => None,
            Self::Amount(value, _)
            | Self::Count(value)
            | Self::Share(value)
            | Self::Bytes(value)
            | Self::Seconds(value)
            | Self::Milliseconds(value) => Some(*value),
        }
    }

    /// As it stands in a sentence.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Name(text) => text.clone(),
            Self::Amount(value, unit) => counted(&scaled(*value), unit),
            Self::Count(value) => grouped(*value),
            Self::Share(value) => percent(*value),
            Self::Bytes(value) => bytes(*value),
            Self::Seconds(value) => seconds(*value),
            Self::Milliseconds(value) => format!("{} ms", significant(*value)),
        }
    }
}

/// Names in a sentence that stays readable. Dots and a figure need no translation.
fn listed(mut names: Vec<String>) -> String {
    const MOST: usize = 6;
    let all = names.len();
    names.truncate(MOST);
    let text = names.join(", ");
    if all > MOST { format!("{text} … ({all})") } else { text }
}

/// One of what a word names several of: `copy` of `copies`. Short words and units stay as they are.
#[must_use]
pub fn singular(word: &str) -> String {
    let endings = [("ies", "y"), ("sses", "ss"), ("s", "")];
    let is_noun = word.len() > 3 && word.chars().all(char::is_alphabetic) && !["less", "this"].contains(&word);
    let found = endings.iter().find_map(|(many, one)| Some(format!("{}{one}", word.strip_suffix(many)?)));
    found.filter(|_| is_noun).unwrap_or_else(|| word.to_owned())
}

/// A figure with its unit, which agrees with it: `1 copy`, `2 copies`. A number of times is no count.
#[must_use]
pub fn counted(figure: &str, unit: &str) -> String {
    if figure == "1" && unit != "times" { format!("1 {}", singular(unit)) } else { format!("{figure} {unit}") }
}

/// An English template in which the word behind each name that stands for one thing agrees with it.
#[must_use]
pub fn agreeing(template: &str, is_one: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("} ") {
        text.push_str(before);
        text.push_str("} ");
        rest = after;
        if before.rsplit_once('{').is_some_and(|(_, name)| is_one(name)) {
            let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
            text.push_str(&singular(&rest[..end]));
            rest = &rest[end..];
        }
    }
    text.push_str(rest);
    text
}

/// Puts values into a template. A name without a value stays as it is, so that a test can see it.
#[must_use]
pub fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        match value(name) {
            Some(value) => text.push_str(&value),
            None => text.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    text
}

/// Digits before the point from which nobody counts them any more.
const MOST_DIGITS: i32 = 12;

/// Three significant digits: `1,170` is `1170`, `0.01234` is `0.0123`.
#[must_use]
pub fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".into() } else { "∞".into() };
    }
    let digits = libm::floor(libm::log10(value.abs())) as i32;
    if digits >= MOST_DIGITS {
        return format!("{value:.2e}");
    }
    let decimals = (2 - digits).clamp(0, 12) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Three significant digits with k, M, G, T, P.
#[must_use]
pub fn scaled(value: f64) -> String {
    let steps = [(1e15, " P"), (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")];
    for (step, letter) in steps {
        // 999.5 of a step would print as 1000 of it; it belongs to the next one.
        if value.abs() >= step * 0.9995 && value.abs() < 1e18 {
            return format!("{}{letter}", significant(value / step));
        }
    }
    significant(value)
}

/// A share as per cent; close to 1 it keeps the digits that tell.
#[must_use]
pub fn percent(value: f64) -> String {
    let percent = value * 100.0;
    if percent > 99.0 && percent < 100.0 {
        let missing = 100.0 - percent;
        let decimals = (1 - libm::floor(libm::log10(missing)) as i32).clamp(0, 10) as usize;
        let text = format!("{percent:.decimals$}");
        return format!("{} %", text.trim_end_matches('0').trim_end_matches('.'));
    }
    format!("{} %", significant(percent))
}

/// A share as per cent that falls short of another: with as many digits as it takes to see that.
#[must_use]
pub fn percent_below(share: f64, wanted: Option<f64>) -> String {
    let Some(wanted) = wanted.filter(|wanted| share < *wanted && percent(share) == percent(*wanted)) else {
        return percent(share);
    };
    let mut texts = (1..=10).map(|decimals| [share, wanted].map(|share| format!("{:.decimals$} %", share * 100.0)));
    texts.find(|[share, wanted]| share != wanted).map_or_else(|| percent(share), |[share, _]| share)
}

/// Bytes, decimal: in three digits, or with two behind the point where these are all, so that 54.75 TB can be compared.
#[must_use]
pub fn bytes(value: f64) -> String {
    let steps = [(1e18, "EB"), (1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    for (step, unit) in steps {
        if value.abs() >= step * 0.9995 {
            let text = format!("{:.2}", value / step);
            let is_all = text.parse().is_ok_and(|read: f64| (read * step - value).abs() <= value.abs() * 1e-12);
            let text = text.trim_end_matches('0').trim_end_matches('.');
            return if is_all { format!("{text} {unit}") } else { format!("{} {unit}", significant(value / step)) };
        }
    }
    format!("{} B", significant(value))
}

/// Seconds in the unit that people would use.
#[must_use]
pub fn seconds(value: f64) -> String {
    let steps = [(31_536_000.0, "years"), (86_400.0, "days"), (3_600.0, "h"), (60.0, "min")];
    for (step, unit) in steps {
        if value.abs() >= step {
            let figure = significant(value / step);
            return counted(&figure, unit);
        }
    }
    format!("{} s", significant(value))
}

/// A whole number with thousands apart.
#[must_use]
pub fn grouped(value: f64) -> String {
    if value.abs() >= 1e15 {
        return significant(value);
    }
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_with_what_is_counted() {
        let counts = [("1", "copies"), ("2", "copies"), ("1", "ops/s"), ("1", "ms"), ("1", "losses"), ("1", "times")];
        let texts = counts.map(|(figure, unit)| counted(figure, unit));
        assert_eq!(texts, ["1 copy", "2 copies", "1 ops/s", "1 ms", "1 loss", "1 times"]);
        let template = "{component} answers {copies} copies: {count} as needed, {copies} of {all} copies.";
        let agreed = agreeing(template, &|name| ["copies", "count"].contains(&name));
        assert_eq!(agreed, "{component} answers {copies} copy: {count} as needed, {copies} of {all} copies.");
    }

    #[test]
    fn figures_beyond_all_counting_stay_short() {
        assert_eq!(significant(1e300), "1.00e300");
        assert_eq!(scaled(1e15), "1 P");
        assert_eq!(scaled(3.456e18), "3.46e18");
        assert_eq!(percent(f64::INFINITY), "∞ %");
        assert_eq!(percent(1e200), "1.00e202 %");
        assert_eq!(grouped(1e200), "1.00e200");
        assert_eq!(grouped(1_234_567.0), "1,234,567");
        assert_eq!(scaled(5e-324), "0");
        assert_eq!([18.25e12, 54.75e12, 1.234_56e9, 500.0].map(bytes), ["18.25 TB", "54.75 TB", "1.23 GB", "500 B"]);
        assert_eq!((seconds(86_400.0), seconds(172_800.0)), ("1 day".to_owned(), "2 days".to_owned()));
    }
}
