//! A calculator for the formulas of workings: names of inputs, numbers, + − × ÷ ^, brackets and a few functions, some of
//! which give times that vary (`times`). `judge` reads whole workings with it.

mod day;
pub mod judge;
mod limited;
pub mod times;

use limited::limited;
use times::{Spread, Time};

/// What a formula is worked out to.
#[derive(Clone, Debug)]
pub enum Value {
    Number(f64),
    /// A time that varies, which counts as its mean.
    Varies(Time),
    /// A number that was found to lie between two.
    Between(f64, f64),
}

/// Works a formula out. `near` is what it is said to give: there a percentile is looked for.
///
/// # Errors
/// When it cannot be read.
pub fn value(formula: &str, inputs: &[(String, Value)], near: f64) -> Result<Value, String> {
    let mut names: Vec<&(String, Value)> = inputs.iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut reader = Reader { rest: formula, names, near };
    let value = reader.sum()?;
    reader.skip();
    if reader.rest.is_empty() { Ok(value) } else { Err(format!("left over: `{}`", reader.rest)) }
}

/// A function by its name and bracket, and what it does.
type Function = (&'static str, fn(&[f64]) -> f64);

const FUNCTIONS: [Function; 36] = [
    // Rounding errors above a whole number are no further server.
    ("ceil(", |of| (of[0] * (1.0 - 1e-12)).ceil()),
    ("floor(", |of| of[0].floor()),
    ("min(", |of| of.iter().copied().fold(f64::INFINITY, f64::min)),
    ("max(", |of| of.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
    ("fits(", |of| if of[0] <= 1.0 + 1e-12 { 1.0 } else { 0.0 }),
    ("at_least(", |of| match of.get(3) {
        None => (of[0] as u32..=of[1] as u32).map(|up| exactly(up, of[1] as u32, of[2])).sum(),
        Some(crews) => at_least_repaired(of[0] as u32, of[1] as u32, of[2], *crews),
    }),
    ("erlang_c(", |of| erlang_c(of[0] as u32, of[1])),
    ("limited_waits(", |of| limited(of[0] as usize, of[1] as usize, of[2])[0]),
    ("limited_ahead(", |of| limited(of[0] as usize, of[1] as usize, of[2])[1]),
    ("limited_away(", |of| limited::away(of[0] as usize, of[1] as usize, of[2])),
    ("too_few(", |of| too_few(of[0] as usize, &of[1..])),
    ("unbounded(", |of| if of.iter().any(|load| *load >= 1.0 - 1e-9) { f64::INFINITY } else { 0.0 }),
    ("limited_spread(", |of| limited(of[0] as usize, of[1] as usize, of[2])[2]),
    ("autoscaled_hours(", day::hours),
    ("autoscaled_copies(", day::working),
    ("autoscaled_mean(", |of| day::mean_of_hour(&day::works(of[1], &of[2..]), of[0])),
    ("autoscaled_there(", |of| day::mean_of_hour(&day::there(&of[1..]), of[0])),
    ("autoscaled_short_minutes(", |of| day::short_minutes(&day::scaled(&of[1..]), of[0])),
    ("autoscaled_short_hours(", |of| day::short_hours(&day::scaled(of))),
    ("autoscaled_short_copies(", |of| day::missing(&day::scaled(of))),
    ("autoscaled_fullest(", |of| day::fullest(&day::scaled(of))),
    ("autoscaled_carried(", |of| day::carried(&day::scaled(&of[..29]), &of[29..])),
    ("short_minutes(", |of| day::short_minutes(&day::fixed(&of[1..]), of[0])),
    ("short_hours(", |of| day::short_hours(&day::fixed(of))),
    ("short_requests(", |of| day::missing(&day::fixed(of)) * 60.0),
    ("carried(", |of| day::carried(&day::fixed(&of[..25]), &of[25..])),
    ("highest(", |of| day::minutes(of).into_iter().fold(f64::NEG_INFINITY, f64::max)),
    ("lowest(", |of| day::minutes(of).into_iter().fold(f64::INFINITY, f64::min)),
    ("within_budget(", |of| within_budget(of[0], of[1] as i32, of[2])),
    ("ln(", |of| libm::log(of[0])),
    ("exp(", |of| libm::exp(of[0])),
    ("sqrt(", |of| libm::sqrt(of[0])),
    ("gcd(", |of| greatest_common_divisor(of[0] as u64, of[1] as u64)),
    ("choose(", |of| choose(of[0] as u32, of[1] as u32)),
    ("harmonic(", |of| (1..=of[0] as u32).map(|at| libm::pow(f64::from(at), -of[1])).sum()),
    ("exactly(", |of| exactly(of[0] as u32, of[1] as u32, of[2])),
];

/// A function that gives a time that varies: its arguments, and the numbers among them.
type Varying = (&'static str, fn(&[Value]) -> Result<Spread, String>);

const VARYING: [Varying; 10] = [
    ("fixed(", |of| Ok(Spread::Fixed(number(&of[0])?))),
    ("exponential(", |of| Ok(Spread::Exponential(number(&of[0])?))),
    ("after(", |of| Ok(Spread::After(times_of(of)?))),
    ("mixture(", |of| Ok(Spread::Mixture(weighed(of)?))),
    ("slowest(", |of| Ok(Spread::Slowest(times_of(of)?))),
    ("slowest_of(", |of| Ok(Spread::SlowestOf(number(&of[0])?, time(&of[1])?))),
    ("slowest_drawn(", |of| Ok(Spread::SlowestDrawn(number(&of[0])? as usize, weighed(&of[1..])?))),
    ("fastest(", |of| {
        let (wanted, asked, one) = (number(&of[0])? as u32, number(&of[1])? as u32, time(&of[2])?);
        Ok(match of.get(3) {
            Some(other) => Spread::FastestBeside(wanted, asked, one, time(other)?),
            None => Spread::Fastest(wanted, asked, one),
        })
    }),
    ("hedged(", |of| Ok(Spread::Hedged(number(&of[0])?, time(&of[1])?))),
    ("tried(", |of| {
        let further = of[3..].iter().map(number).collect::<Result<Vec<_>, _>>()?;
        let or = |at: usize, default: f64| further.get(at).copied().unwrap_or(default);
        let after = Some(number(&of[1])?).filter(|after| *after > 0.0).unwrap_or(f64::INFINITY);
        let (first, growth, added) = (or(2, 0.0), or(3, 1.0), or(4, 0.0));
        let attempts = number(&of[0])? as usize;
        let waits = (1..attempts).map(|at| first * growth.powi(at as i32 - 1) + added).collect();
        Ok(Spread::Tried { after, one: time(&of[2])?, fails: or(0, 0.0), again: or(1, 1.0), waits })
    }),
];

/// A number; of a time that varies, its mean.
pub fn number(value: &Value) -> Result<f64, String> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Varies(time) if time.mean.0 == time.mean.1 => Ok(time.mean.0),
        other => Err(format!("{other:?} is no number")),
    }
}

fn time(value: &Value) -> Result<Time, String> {
    match value {
        Value::Varies(time) => Ok(time.clone()),
        other => Err(format!("{other:?} does not vary")),
    }
}

fn times_of(values: &[Value]) -> Result<Vec<Time>, String> {
    values.iter().map(time).collect()
}

/// Probabilities, each before its time.
fn weighed(values: &[Value]) -> Result<Vec<(f64, Time)>, String> {
    let pair = |pair: &[Value]| match pair {
        [chance, of] => {
            let chance = number(chance)?;
            let is_one = (0.0..=1.0 + 1e-9).contains(&chance);
            if is_one { Ok((chance, time(of)?)) } else { Err(format!("{chance} is no probability")) }
        }
        _ => Err("a probability without a time".to_owned()),
    };
    let found: Vec<(f64, Time)> = values.chunks(2).map(pair).collect::<Result<_, _>>()?;
    Ok(found)
}

struct Reader<'a> {
    rest: &'a str,
    names: Vec<&'a (String, Value)>,
    near: f64,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, symbol: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Result<Value, String> {
        let mut value = self.product()?;
        loop {
            value = if self.take("+") {
                Value::Number(number(&value)? + number(&self.product()?)?)
            } else if self.take("−") {
                Value::Number(number(&value)? - number(&self.product()?)?)
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<Value, String> {
        let mut value = self.power()?;
        loop {
            value = if self.take("×") {
                Value::Number(number(&value)? * number(&self.power()?)?)
            } else if self.take("÷") {
                Value::Number(number(&value)? / number(&self.power()?)?)
            } else {
                return Ok(value);
            }
        }
    }

    fn power(&mut self) -> Result<Value, String> {
        let base = self.atom()?;
        if self.take("^") { Ok(Value::Number(libm::pow(number(&base)?, number(&self.power()?)?))) } else { Ok(base) }
    }

    /// What stands between a bracket that was opened and its end.
    fn arguments(&mut self) -> Result<Vec<Value>, String> {
        let mut arguments = vec![self.sum()?];
        while self.take(",") {
            arguments.push(self.sum()?);
        }
        if self.take(")") { Ok(arguments) } else { Err("a bracket is not closed".into()) }
    }

    fn atom(&mut self) -> Result<Value, String> {
        self.skip();
        if self.take("(") {
            return Ok(self.arguments()?.swap_remove(0));
        }
        for (name, value) in &self.names {
            if let Some(rest) = self.rest.strip_prefix(name.as_str()) {
                self.rest = rest;
                return Ok(value.clone());
            }
        }
        if self.take("quantile(") {
            let arguments = self.arguments()?;
            let (low, high) = time(&arguments[1])?.quantile(number(&arguments[0])?, self.near);
            return Ok(Value::Between(low, high));
        }
        if self.take("later(") {
            let arguments = self.arguments()?;
            let (low, high) = time(&arguments[1])?.later(number(&arguments[0])?);
            return Ok(Value::Between(low, high));
        }
        for (function, apply) in VARYING {
            if self.take(function) {
                return Ok(Value::Varies(Time::new(apply(&self.arguments()?)?)));
            }
        }
        for (function, apply) in FUNCTIONS {
            if self.take(function) {
                let numbers = self.arguments()?.iter().map(number).collect::<Result<Vec<_>, _>>()?;
                return Ok(Value::Number(apply(&numbers)));
            }
        }
        let digits =
            self.rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        number.parse().map(Value::Number).map_err(|_| format!("no input or number at `{number}{rest}`"))
    }
}

/// Share of arrivals that wait at servers that are this busy: Erlang's sum, its terms over the largest of them, which is
/// the last one before somebody waits.
fn erlang_c(servers: u32, busy: f64) -> f64 {
    let offered = f64::from(servers) * busy;
    let (mut term, mut before) = (1.0, 0.0);
    for at in (1..=servers).rev() {
        // From all servers busy down to none.
        term *= f64::from(at) / offered;
        before += term;
    }
    1.0 / (1.0 - busy) / (1.0 / (1.0 - busy) + before)
}

/// The largest probability of another attempt, in steps of a trillionth, with which further attempts stay in a budget.
fn within_budget(budget: f64, most: i32, failing: f64) -> f64 {
    let further = |again: f64| (1..most).map(|at| (failing * again).powi(at)).sum::<f64>();
    let mut again = 0.0;
    let mut step = 1.0;
    while step > 1e-16 {
        if again + step <= 1.0 && further(again + step) <= budget {
            again += step;
        }
        step *= 0.5;
    }
    again
}

/// Share of time in which fewer than so many work, each failing independently so often.
fn too_few(needed: usize, fails: &[f64]) -> f64 {
    let mut by_working = vec![1.0];
    for fails in fails {
        let mut next = vec![0.0; by_working.len() + 1];
        for (working, likely) in by_working.iter().enumerate() {
            next[working] += likely * fails;
            next[working + 1] += likely * (1.0 - fails);
        }
        by_working = next;
    }
    by_working[..needed.min(by_working.len())].iter().sum()
}

fn greatest_common_divisor(one: u64, other: u64) -> f64 {
    if other == 0 { one as f64 } else { greatest_common_divisor(other, one % other) }
}

/// Ways to take some of several.
fn choose(several: u32, some: u32) -> f64 {
    if some > several {
        0.0
    } else {
        (0..some).fold(1.0, |ways, at| ways * f64::from(several - at) / f64::from(at + 1))
    }
}

/// Probability that `count` of `copies` are up, each with probability `up`: one term of the binomial sum. Of thousands of
/// copies the ways alone are more than a number can hold, so each is multiplied with the probability that it comes with.
fn exactly(count: u32, copies: u32, up: f64) -> f64 {
    let way = |at: u32| f64::from(copies - at) / f64::from(at + 1) * (1.0 - up);
    (0..copies - count).map(way).fold(up.powi(count as i32), |probability, way| probability * way)
}

/// Probability that so many copies are up of which only some can be repaired at once: as often as a copy fails with so
/// many down, one is repaired with one more down.
fn at_least_repaired(needed: u32, copies: u32, up: f64, crews: f64) -> f64 {
    let mut by_down = vec![1.0];
    for down in 0..copies {
        let fails = f64::from(copies - down) * (1.0 - up);
        let repaired = f64::from(down + 1).min(crews) * up;
        by_down.push(by_down[down as usize] * fails / repaired);
    }
    let spare = (copies + 1).saturating_sub(needed) as usize;
    by_down[..spare].iter().sum::<f64>() / by_down.iter().sum::<f64>()
}

#[test]
fn reads_what_workings_write() {
    let inputs = [("a b".to_owned(), Value::Number(6.0)), ("a".to_owned(), Value::Number(2.0))];
    let value = |formula: &str| number(&value(formula, &inputs, 0.0)?);
    assert_eq!(value("a b ÷ (a × 3) + 1"), Ok(2.0));
    assert_eq!(value("(1 + a) ^ a"), Ok(9.0));
    assert_eq!(value("ceil(a b ÷ 4)"), Ok(2.0));
    assert_eq!(value("max(a, a b, 3) − min(1, a)"), Ok(5.0));
    // Gross and Harris: three doctors, two of them busy.
    assert!((value("erlang_c(3, a ÷ 3)").unwrap_or_default() - 4.0 / 9.0).abs() < 1e-12);
    // None of three works in 0.01 of the time; the first alone, the second and the third in 0.01, 0.04 and 0.09.
    assert!((value("too_few(2, 0.5, 0.2, 0.1)").unwrap_or_default() - 0.15).abs() < 1e-12);
    assert_eq!(value("gcd(a b × 2, 8) + choose(4, a) + harmonic(2, 1)"), Ok(11.5));
    assert_eq!(value("exp(0) + ln(1) + sqrt(a × 2)"), Ok(3.0));
    assert!(value("c").is_err());
    assert!(value("mixture(a, fixed(1))").is_err());
}

#[test]
fn times_that_vary_lie_between_what_they_are_rounded_to() {
    let ln = |value: f64| libm::log(value);
    for (formula, want, within) in [
        // Four exponentials are an Erlang.
        ("quantile(0.99, after(exponential(10), exponential(10), exponential(10), exponential(10)))", 100.451_175, 0.3),
        ("quantile(0.95, mixture(0.9, fixed(1), 0.1, fixed(50)))", 50.0, 0.03),
        ("quantile(0.95, after(fixed(2), mixture(0.2, exponential(10))))", 2.0 + 10.0 * ln(4.0), 0.05),
        ("quantile(0.5, after(fixed(2), mixture(0.2, exponential(10))))", 2.0, 1e-9),
        ("quantile(0.99, slowest(exponential(10), exponential(10)))", -10.0 * ln(1.0 - 0.99_f64.sqrt()), 0.1),
        ("quantile(0.99, slowest_of(2, exponential(10)))", -10.0 * ln(1.0 - 0.99_f64.sqrt()), 0.1),
        // Two thirds each of three, two of them: any two.
        (
            "quantile(0.99, slowest_drawn(2, 2 ÷ 3, exponential(10), 2 ÷ 3, exponential(10), 2 ÷ 3, exponential(10)))",
            -10.0 * ln(1.0 - 0.99_f64.sqrt()),
            0.1,
        ),
        ("later(29.957322735539908, exponential(10))", 0.05, 0.001),
        ("quantile(0.99, hedged(29.957322735539908, exponential(10)))", 38.004_512, 0.05),
    ] {
        let Ok(Value::Between(low, high)) = value(formula, &[], want) else { panic!("{formula}") };
        assert!(low <= want * (1.0 + 1e-9) && want <= high * (1.0 + 1e-9), "{formula}: {low} {want} {high}");
        assert!(high - low <= within + 1e-9, "{formula}: {low} {high}");
    }
    // Means of several at once: 10 × (1 + ½), and Rényi's sum 10 × (⅓ + ½).
    for (formula, want) in [
        ("slowest(exponential(10), exponential(10))", 15.0),
        ("fastest(2, 3, exponential(10))", 25.0 / 3.0),
        ("fastest(2, 2, exponential(10), exponential(10))", 25.0 / 3.0),
        ("fastest(1, 2, fixed(10), exponential(5))", 5.0 * (1.0 - libm::exp(-2.0))),
        // Two thirds are never answered within 10 × ln 1.5; a wait of 1 before the second and of 2 before the third.
        (
            "tried(3, 10 × ln(1.5), exponential(10), 0, 1, 1, 2)",
            10.0 / 3.0 * (1.0 + 2.0 / 3.0 + 4.0 / 9.0) + 2.0 / 3.0 + 8.0 / 9.0,
        ),
    ] {
        let Ok(Value::Varies(time)) = value(formula, &[], want) else { panic!("{formula}") };
        assert!(time.mean.0 <= want && want <= time.mean.1 && time.mean.1 - time.mean.0 < 0.11, "{formula}: {time:?}");
    }
}
