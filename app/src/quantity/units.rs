//! The words for sizes, times and scales that people write after a figure.

use super::Quantity;

/// What a unit does to the figure before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Power of ten, exact.
    pub exponent: i32,
    /// A further factor that is no power of ten.
    pub factor: f64,
}

const fn ten(exponent: i32) -> Scale {
    Scale { exponent, factor: 1.0 }
}

const fn times(factor: f64) -> Scale {
    Scale { exponent: 0, factor }
}

/// Thousand, million and so on, where the quantity leaves the word free for it.
pub(super) fn scale(word: &str, quantity: Quantity) -> Option<Scale> {
    let timed = matches!(quantity, Quantity::Milliseconds | Quantity::Seconds | Quantity::Minutes | Quantity::Years);
    let exponent = match word {
        "k" | "K" => 3,
        "M" if !timed => 6,
        "m" if !timed && quantity != Quantity::Bytes => 6,
        "G" => 9,
        "B" | "b" if !timed && quantity != Quantity::Bytes => 9,
        "T" => 12,
        "P" => 15,
        _ => match word.to_lowercase().as_str() {
            "thousand" | "thousands" | "тыс" | "тысяч" | "тысячи" | "тысяча" => 3,
            "million" | "millions" | "mio" | "mln" | "mn" | "млн" | "миллион" | "миллиона" | "миллионов" => {
                6
            }
            "billion" | "billions" | "bn" | "mrd" | "млрд" | "миллиард" | "миллиарда" | "миллиардов" => {
                9
            }
            "trillion" | "trillions" | "tn" | "трлн" => 12,
            "квадрлн" => 15,
            _ => return None,
        },
    };
    Some(ten(exponent))
}

/// Seconds of a period: the word after `/`, `per` or `a`.
pub(super) fn period(word: &str) -> Option<Period> {
    Some(match word.to_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" | "с" | "сек" | "секунду" => Period::Second,
        "min" | "mins" | "minute" | "minutes" | "m" | "мин" | "минуту" => Period::Minute,
        "h" | "hr" | "hour" | "hours" | "ч" | "час" => Period::Hour,
        "d" | "day" | "days" | "день" | "сутки" | "дн" => Period::Day,
        "w" | "week" | "weeks" | "неделю" => Period::Week,
        "mo" | "month" | "months" | "мес" | "месяц" => Period::Month,
        "y" | "yr" | "year" | "years" | "год" => Period::Year,
        _ => return None,
    })
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Every second.
    Second,
    /// Every minute.
    Minute,
    /// Every hour.
    Hour,
    /// Every day of 86,400 s.
    Day,
    /// Every 7 days.
    Week,
    /// Every 30 days.
    Month,
    /// Every 365 days.
    Year,
}

/// The unit of a size in bytes; decimal unless it says otherwise.
pub(super) fn bytes(word: &str) -> Option<Scale> {
    const KIBI: f64 = 1024.0;
    Some(match word.to_lowercase().as_str() {
        "b" | "byte" | "bytes" | "б" | "байт" => ten(0),
        "kb" | "kilobyte" | "kilobytes" | "кб" => ten(3),
        "m" | "mb" | "megabyte" | "megabytes" | "мб" => ten(6),
        "g" | "gb" | "gigabyte" | "gigabytes" | "гб" => ten(9),
        "t" | "tb" | "terabyte" | "terabytes" | "тб" => ten(12),
        "p" | "pb" | "petabyte" | "petabytes" | "пб" => ten(15),
        "eb" | "exabyte" | "exabytes" | "эб" => ten(18),
        "kib" => times(KIBI),
        "mib" => times(KIBI * KIBI),
        "gib" => times(KIBI * KIBI * KIBI),
        "tib" => times(KIBI * KIBI * KIBI * KIBI),
        "pib" => times(KIBI * KIBI * KIBI * KIBI * KIBI),
        "bit" | "bits" => times(0.125),
        "kbit" => Scale { exponent: 3, factor: 0.125 },
        "mbit" => Scale { exponent: 6, factor: 0.125 },
        "gbit" => Scale { exponent: 9, factor: 0.125 },
        _ => return None,
    })
}

/// The unit of a time, as milliseconds.
pub(super) fn milliseconds(word: &str) -> Option<Scale> {
    Some(match word.to_lowercase().as_str() {
        "ns" => ten(-6),
        "us" | "µs" | "μs" | "microsecond" | "microseconds" | "мкс" => ten(-3),
        "ms" | "msec" | "millisecond" | "milliseconds" | "мс" => ten(0),
        "s" | "sec" | "secs" | "second" | "seconds" | "с" | "сек" => ten(3),
        "m" | "min" | "mins" | "minute" | "minutes" | "мин" => Scale { exponent: 3, factor: 60.0 },
        "h" | "hr" | "hour" | "hours" | "ч" | "час" | "часа" | "часов" => {
            Scale { exponent: 5, factor: 36.0 }
        }
        "d" | "day" | "days" | "дн" | "день" | "дня" | "дней" => Scale { exponent: 5, factor: 864.0 },
        "w" | "week" | "weeks" => Scale { exponent: 5, factor: 6048.0 },
        "mo" | "month" | "months" | "мес" => Scale { exponent: 5, factor: 26_280.0 },
        "y" | "yr" | "year" | "years" | "год" | "года" | "лет" => Scale { exponent: 5, factor: 315_360.0 },
        _ => return None,
    })
}
