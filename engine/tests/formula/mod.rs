//! A calculator for the formulas of workings: names of inputs, numbers, + − × ÷ ^, brackets, `ceil`, `max`.

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
        if self.take("ceil(") {
            let value = self.sum()?;
            // Rounding errors above a whole number are no further server.
            return if self.take(")") {
                Ok((value * (1.0 - 1e-12)).ceil())
            } else {
                Err("a bracket is not closed".into())
            };
        }
        if self.take("at_least(") {
            let needed = self.sum()?;
            self.take(",");
            let copies = self.sum()?;
            self.take(",");
            let up = self.sum()?;
            return if self.take(")") {
                Ok(at_least(needed, copies, up))
            } else {
                Err("a bracket is not closed".into())
            };
        }
        let digits =
            self.rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        number.parse().map_err(|_| format!("no input or number at `{number}{rest}`"))
    }
}

/// Probability that at least `needed` of `copies` are up, each with probability `up`: the binomial sum.
fn at_least(needed: f64, copies: f64, up: f64) -> f64 {
    let (needed, copies) = (needed as u32, copies as u32);
    let choose = |k: u32| (0..k).fold(1.0, |product, at| product * f64::from(copies - at) / f64::from(at + 1));
    (needed..=copies).map(|k| choose(k) * up.powi(k as i32) * (1.0 - up).powi((copies - k) as i32)).sum()
}

#[test]
fn reads_what_workings_write() {
    let inputs = [("a b".to_owned(), 6.0), ("a".to_owned(), 2.0)];
    assert_eq!(value("a b ÷ (a × 3) + 1", &inputs), Ok(2.0));
    assert_eq!(value("(1 + a) ^ a", &inputs), Ok(9.0));
    assert_eq!(value("ceil(a b ÷ 4)", &inputs), Ok(2.0));
    assert!(value("c", &inputs).is_err());
}
