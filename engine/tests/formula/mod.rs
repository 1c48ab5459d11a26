//! A calculator for the formulas of workings: names of inputs, numbers, + − × ÷ ^, brackets and a few functions.
//! `judge` reads whole workings with it.

pub mod judge;

/// Works a formula out.
///
/// # Errors
/// When it cannot be read.
pub fn value(formula: &str, inputs: &[(String, f64)]) -> Result<f64, String> {
    let mut names: Vec<&(String, f64)> = inputs.iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut reader = Reader { rest: formula, names };
    let value = reader.sum()?;
    reader.skip();
    if reader.rest.is_empty() { Ok(value) } else { Err(format!("left over: `{}`", reader.rest)) }
}

/// A function by its name and bracket, and what it does.
type Function = (&'static str, fn(&[f64]) -> f64);

const FUNCTIONS: [Function; 16] = [
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
    ("comes_to_rest(", |of| comes_to_rest(of[0], of[1], of[2], of[3])),
    ("answered_in_time(", |of| answered_in_time(of[0], of[1], of[2])),
    ("ln(", |of| libm::log(of[0])),
    ("exp(", |of| libm::exp(of[0])),
    ("sqrt(", |of| libm::sqrt(of[0])),
    ("gcd(", |of| greatest_common_divisor(of[0] as u64, of[1] as u64)),
    ("choose(", |of| choose(of[0] as u32, of[1] as u32)),
    ("harmonic(", |of| (1..=of[0] as u32).map(|at| libm::pow(f64::from(at), -of[1])).sum()),
    ("exactly(", |of| exactly(of[0] as u32, of[1] as u32, of[2])),
];

struct Reader<'a> {
    rest: &'a str,
    names: Vec<&'a (String, f64)>,
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

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.take("+") {
                value += self.product()?;
            } else if self.take("−") {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.power()?;
        loop {
            if self.take("×") {
                value *= self.power()?;
            } else if self.take("÷") {
                value /= self.power()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn power(&mut self) -> Result<f64, String> {
        let base = self.atom()?;
        if self.take("^") { Ok(libm::pow(base, self.power()?)) } else { Ok(base) }
    }

    fn atom(&mut self) -> Result<f64, String> {
        self.skip();
        if self.take("(") {
            let value = self.sum()?;
            return if self.take(")") { Ok(value) } else { Err("a bracket is not closed".into()) };
        }
        for (name, value) in &self.names {
            if let Some(rest) = self.rest.strip_prefix(name.as_str()) {
                self.rest = rest;
                return Ok(*value);
            }
        }
        for (function, apply) in FUNCTIONS {
            if self.take(function) {
                let mut arguments = vec![self.sum()?];
                while self.take(",") {
                    arguments.push(self.sum()?);
                }
                return if self.take(")") { Ok(apply(&arguments)) } else { Err("a bracket is not closed".into()) };
            }
        }
        let digits =
            self.rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        number.parse().map_err(|_| format!("no input or number at `{number}{rest}`"))
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

/// Share of attempts whose answer takes no longer than the timeout: the response time of M/M/1 is exponential.
fn answered_in_time(attempts: f64, capacity: f64, timeout: f64) -> f64 {
    if attempts >= capacity { 0.0 } else { 1.0 - libm::exp(-(capacity - attempts) * timeout) }
}

/// Attempts grow from the first ones alone until no more follow, or until all that are allowed are made.
fn comes_to_rest(first: f64, worst: f64, capacity: f64, timeout: f64) -> f64 {
    let mut rate = first;
    for _ in 0..10_000_000 {
        let fails = 1.0 - answered_in_time(rate, capacity, timeout);
        let tries = if fails >= 1.0 { worst / first } else { (1.0 - libm::pow(fails, worst / first)) / (1.0 - fails) };
        let next = first * tries;
        if (next - rate).abs() <= 1e-13 * rate {
            break;
        }
        rate = next;
    }
    rate
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
    let inputs = [("a b".to_owned(), 6.0), ("a".to_owned(), 2.0)];
    assert_eq!(value("a b ÷ (a × 3) + 1", &inputs), Ok(2.0));
    assert_eq!(value("(1 + a) ^ a", &inputs), Ok(9.0));
    assert_eq!(value("ceil(a b ÷ 4)", &inputs), Ok(2.0));
    assert_eq!(value("max(a, a b, 3) − min(1, a)", &inputs), Ok(5.0));
    // Gross and Harris: three doctors, two of them busy.
    assert!((value("erlang_c(3, a ÷ 3)", &inputs).unwrap_or_default() - 4.0 / 9.0).abs() < 1e-12);
    // A first attempt that is always in time is the only one; over capacity all are made.
    assert_eq!(value("comes_to_rest(100, 400, 1000, 1)", &inputs), Ok(100.0));
    assert_eq!(value("comes_to_rest(1100, 4400, 1000, 1)", &inputs), Ok(4400.0));
    assert_eq!(value("gcd(a b × 2, 8) + choose(4, a) + harmonic(2, 1)", &inputs), Ok(11.5));
    assert_eq!(value("exp(0) + ln(1) + sqrt(a × 2)", &inputs), Ok(3.0));
    assert!(value("c", &inputs).is_err());
}
