//! How often something happens: a day, a second, or users times what each does.

use loadbearing_engine::design::{Rate, SECONDS_A_DAY};

use super::token::{Token, tokens};
use super::units::{Period, period, scale};
use super::write::{few_digits, is_long, rounded};
use super::{Misread, Quantity, Understood, figure, is_times, leading_numeral};
use crate::languages::figures::significant;
use crate::languages::{t, t_with};

const RATE: Quantity = Quantity::Rate { unit: "" };

/// Reads how often something happens. A figure without a period means `unstated`.
///
/// # Errors
/// When it is no rate; the error says what was expected.
pub fn read_rate(unstated: Period, text: &str) -> Result<Understood<Rate>, Misread> {
    let mut remarks = Vec::new();
    let pieces = tokens(text, true, &mut remarks)?;
    let (first, rest) = amount(&pieces)?;
    let (named, rest) = event(rest);
    let (value, rest) = if is_times(rest.first()) && rest.len() > 1 {
        let (actions, rest) = amount(&rest[1..])?;
        let (_, rest) = event(rest);
        let (spoken, rest) = spoken_period(rest);
        if spoken.is_some_and(|spoken| spoken != Period::Day) {
            return Err(Misread::new(t("quantity.users-a-day")));
        }
        (Rate::DailyUsers { users: first, actions }, rest)
    } else {
        let (spoken, rest) = spoken_period(rest);
        if spoken.is_none() && named.is_some_and(counts_people) {
            return Err(Misread::new(t("quantity.users-do-what")));
        }
        if let (Some(word), None) = (named, spoken)
            && !counts_events(word)
        {
            return Err(super::unknown(word, RATE));
        }
        let spoken = spoken.or_else(|| named.and_then(implied_period));
        (per(first, spoken.unwrap_or(unstated)), rest)
    };
    if !rest.is_empty() {
        return Err(match rest {
            [Token::Word(word), ..] => super::unknown(word, RATE),
            _ => Misread::expected(RATE),
        });
    }
    if !value.per_second().is_finite() {
        return Err(Misread::new(t("quantity.too-large")));
    }
    let mut words = words_of_rate(value);
    for remark in remarks {
        words = format!("{words}; {remark}");
    }
    Ok(Understood { value, words })
}

/// The rate in the words it was stated in, and a second.
#[must_use]
pub fn words_of_rate(rate: Rate) -> String {
    let second = figure_of_rate(rate.per_second());
    match rate {
        Rate::PerSecond(value) => t_with(
            "quantity.second-is-day",
            &[("second", &figure_of_rate(value)), ("day", &figure_of_rate(value * SECONDS_A_DAY))],
        ),
        Rate::PerDay(value) => {
            t_with("quantity.day-is-second", &[("day", &figure_of_rate(value)), ("second", &second)])
        }
        Rate::DailyUsers { users, actions } => t_with(
            "quantity.users-are",
            &[("users", &figure(users)), ("actions", &figure(actions)), ("second", &second)],
        ),
    }
}

/// The rate as people would type it; reads back to the same rate. In its own period, unless another says it shorter:
/// a million a month is no 33,333.333333333336 a day.
#[must_use]
pub fn write_rate(rate: Rate) -> String {
    let count = |value| super::write(Quantity::Number { unit: "" }, value);
    let of = |value: f64, period| t_with(key(period), &[("value", &count(value))]);
    let exact = |text: &String| read_rate(Period::Day, text).is_ok_and(|understood| understood.value == rate);
    let shortest = |own: String, others: &[(f64, Period)]| {
        let others = others.iter().map(|(value, period)| of(rounded(*value, 12), *period));
        let found = if is_long(&own) { others.into_iter().find(|text| !is_long(text) && exact(text)) } else { None };
        found.unwrap_or(own)
    };
    match rate {
        Rate::PerSecond(value) => shortest(of(value, Period::Second), &[(value * 60.0, Period::Minute)]),
        Rate::PerDay(value) => {
            let others =
                [(7.0, Period::Week), (30.0, Period::Month), (365.0, Period::Year), (1.0 / 24.0, Period::Hour)];
            shortest(of(value, Period::Day), &others.map(|(days, period)| (value * days, period)))
        }
        Rate::DailyUsers { users, actions } => {
            t_with("quantity.users-times", &[("users", &count(users)), ("actions", &count(actions))])
        }
    }
}

/// The key of a figure in a period.
const fn key(period: Period) -> &'static str {
    match period {
        Period::Second => "quantity.per-second",
        Period::Minute => "quantity.per-minute",
        Period::Hour => "quantity.per-hour",
        Period::Day => "quantity.per-day",
        Period::Week => "quantity.per-week",
        Period::Month => "quantity.per-month",
        Period::Year => "quantity.per-year",
    }
}

/// The rate as a field shows it: as [`write_rate`], with few digits where that is long. What the design holds is not
/// that, so it is only looked at.
#[must_use]
pub fn show_rate(rate: Rate) -> String {
    let exact = write_rate(rate);
    match rate {
        Rate::PerSecond(value) if is_long(&exact) => write_rate(Rate::PerSecond(few_digits(value))),
        Rate::PerDay(value) if is_long(&exact) => write_rate(Rate::PerDay(few_digits(value))),
        Rate::DailyUsers { users, actions } if is_long(&exact) => {
            write_rate(Rate::DailyUsers { users: few_digits(users), actions: few_digits(actions) })
        }
        _ => exact,
    }
}

/// Small rates keep three digits; others are whole.
fn figure_of_rate(value: f64) -> String {
    if value < 100.0 { significant(value) } else { figure(value.round()) }
}

fn per(value: f64, period: Period) -> Rate {
    match period {
        Period::Second => Rate::PerSecond(value),
        Period::Minute => Rate::PerSecond(value / 60.0),
        Period::Hour => Rate::PerDay(value * 24.0),
        Period::Day => Rate::PerDay(value),
        Period::Week => Rate::PerDay(value / 7.0),
        Period::Month => Rate::PerDay(value / 30.0),
        Period::Year => Rate::PerDay(value / 365.0),
    }
}

/// A figure with the scales after it.
fn amount(pieces: &[Token]) -> Result<(f64, &[Token]), Misread> {
    let Some((numeral, mut rest)) = leading_numeral(pieces)? else {
        return Err(Misread::expected(RATE));
    };
    let mut exponent = 0;
    while let [Token::Word(word), after @ ..] = rest {
        let Some(scale) = scale(word, RATE) else { break };
        exponent += scale.exponent;
        rest = after;
    }
    Ok((numeral.value(exponent)?, rest))
}

/// The word for what happens or who acts, if one stands there.
fn event(pieces: &[Token]) -> (Option<&str>, &[Token]) {
    match pieces {
        [Token::Word(daily), Token::Word(word), rest @ ..]
            if ["daily", "active"].contains(&daily.to_lowercase().as_str()) && counts_people(word) =>
        {
            (Some(word), rest)
        }
        [Token::Word(word), rest @ ..] if !joins(word) => (Some(word), rest),
        _ => (None, pieces),
    }
}

fn joins(word: &str) -> bool {
    ["x", "per", "a", "an", "each", "every", "daily", "в", "х"].contains(&word.to_lowercase().as_str())
}

fn counts_people(word: &str) -> bool {
    const PEOPLE: [&str; 12] = [
        "user",
        "users",
        "dau",
        "people",
        "clients",
        "customers",
        "visitors",
        "пользователей",
        "пользователя",
        "пользователь",
        "людей",
        "клиентов",
    ];
    PEOPLE.contains(&word.to_lowercase().as_str())
}

fn counts_events(word: &str) -> bool {
    const EVENTS: [&str; 33] = [
        "req",
        "reqs",
        "request",
        "requests",
        "op",
        "ops",
        "operations",
        "msg",
        "msgs",
        "messages",
        "query",
        "queries",
        "calls",
        "reads",
        "writes",
        "actions",
        "hits",
        "posts",
        "clicks",
        "rps",
        "qps",
        "tps",
        "запрос",
        "запроса",
        "запросов",
        "запр",
        "операций",
        "оп",
        "сообщений",
        "сообщ",
        "чтений",
        "записей",
        "раз",
    ];
    EVENTS.contains(&word.to_lowercase().as_str())
}

/// `rps` says both what and how often.
fn implied_period(word: &str) -> Option<Period> {
    ["rps", "qps", "tps"].contains(&word.to_lowercase().as_str()).then_some(Period::Second)
}

/// `/s`, `per day`, `a second`, `daily`.
fn spoken_period(pieces: &[Token]) -> (Option<Period>, &[Token]) {
    match pieces {
        [Token::Word(word), rest @ ..] if word.eq_ignore_ascii_case("daily") => (Some(Period::Day), rest),
        [Token::Sign('/'), Token::Word(word), rest @ ..] if period(word).is_some() => (period(word), rest),
        [Token::Word(joint), Token::Word(word), rest @ ..]
            if joins(joint) && !joint.eq_ignore_ascii_case("x") && period(word).is_some() =>
        {
            (period(word), rest)
        }
        _ => (None, pieces),
    }
}
