//! The workings of calls that are given up and tried again: how long all attempts take, and which part of them fails.

use super::attempts::deadlines;
use super::distribution_working::Writer;
use super::graph::Graph;
use super::journey_time::Member;
use super::named_inputs::Inputs;
use super::times::Tried;
use super::waits::{FIRST_WAIT_MS, JITTER_MS, WAITS_SOURCE};
use super::working::Working;

/// What is less likely is never.
const NEVER: f64 = 1e-15;

impl Writer<'_> {
    /// All attempts of a call over a connection, of what arrives as reads (0) or writes (1), as a formula.
    pub(super) fn tried(&self, tried: &Tried, at: (usize, usize), inputs: &mut Inputs) -> Option<String> {
        let edge = &self.passage.graph.edges[at.0];
        let name = self.name_of(at.0);
        let attempts = inputs.refer(format!("attempts {}", at.0), format!("attempts over {name}"), || {
            attempts_at_most(self.passage.graph, at.0)
        })?;
        let timeout = || Some(self.timeout(at.0));
        let timeout = inputs.refer(format!("timeout {}", at.0), format!("timeout over {name}"), timeout)?;
        let mut terms = vec![attempts, timeout, self.term(tried.of, inputs)?];
        let waits = tried.waits;
        let waits_at_all = waits.first > 0.0 && tried.most > 1;
        if tried.fails > NEVER || tried.again < 1.0 || waits_at_all {
            let failing = || self.failing_in_time(tried, at);
            let fails = format!("fails at {}", self.id(edge.to));
            terms.push(match tried.fails > NEVER {
                true => inputs.refer(format!("fails {}", at.0), fails, failing)?,
                false => "0".to_owned(),
            });
        }
        if tried.again < 1.0 || waits_at_all {
            let again = || self.again(tried, at);
            terms.push(match tried.again < 1.0 {
                true => inputs.refer(format!("again {}", at.0), format!("tried again over {name}"), again)?,
                false => "1".to_owned(),
            });
        }
        if waits_at_all {
            let place = |setting: &str| format!("connections[{name}].{setting}");
            let stated = edge.number("retry_wait_ms");
            let first = || {
                let wait = Working::new("milliseconds", waits.first);
                Some(wait.stated_or("milliseconds", stated, place("retry_wait_ms"), FIRST_WAIT_MS, WAITS_SOURCE))
            };
            terms.push(inputs.refer(format!("wait {}", at.0), format!("first wait over {name}"), first)?);
            terms.push(if waits.doubles { "2" } else { "1" }.to_owned());
            if waits.added > 0.0 {
                let jitter = || {
                    let jitter = Working::new("most ÷ 2", waits.added);
                    Some(jitter.default("most", JITTER_MS, WAITS_SOURCE))
                };
                terms.push(inputs.refer(format!("jitter {}", at.0), format!("jitter over {name}"), jitter)?);
            }
        }
        Some(format!("tried({})", terms.join(", ")))
    }

    /// When an attempt is given up; 0 where nobody does.
    fn timeout(&self, edge: usize) -> Working {
        let from = format!("connections[{}].timeout_ms", self.name_of(edge));
        match self.passage.graph.edges[edge].number("timeout_ms").filter(|timeout| *timeout > 0.0) {
            Some(timeout) => Working::new("milliseconds", timeout).stated("milliseconds", timeout, from),
            None => Working::new("0", 0.0),
        }
    }

    /// Share of attempts over a connection that fail.
    fn failure(&self, tried: &Tried, at: (usize, usize)) -> Option<Working> {
        let mut working = Working::new("", tried.failure());
        if tried.late > 0.0 {
            working = working.worked("given up", self.late(tried, at)?);
            working.formula = "given up".to_owned();
        }
        if tried.fails > NEVER {
            working = working.worked("fails", self.failing_in_time(tried, at)?);
            working.formula = if tried.late > 0.0 { "given up + (1 − given up) × fails" } else { "fails" }.to_owned();
        }
        Some(working)
    }

    /// Share of attempts over a connection that are given up.
    fn late(&self, tried: &Tried, at: (usize, usize)) -> Option<Working> {
        let mut inputs = Inputs::default();
        let call = self.term(tried.of, &mut inputs)?;
        let late = inputs.into_working(format!("later(timeout, {call})"), tried.late);
        Some(late.worked("timeout", self.timeout(at.0)))
    }

    /// Share of the answers in time that are failures: what failed for a call that was given up is what takes longest, so
    /// that what is given up is counted among it.
    fn failing_in_time(&self, tried: &Tried, at: (usize, usize)) -> Option<Working> {
        let failing = self.failing(self.passage.graph.edges[at.0].to, at.1)?;
        if tried.late <= 0.0 {
            return is_close(failing.value, tried.fails).then_some(failing);
        }
        let value = (failing.value - tried.late).max(0.0) / (1.0 - tried.late);
        let working = Working::new("max(0, failing − given up) ÷ (1 − given up)", value).worked("failing", failing);
        Some(working.worked("given up", self.late(tried, at)?)).filter(|_| is_close(value, tried.fails))
    }

    /// Probability of another attempt after one that failed, where a budget says so.
    fn again(&self, tried: &Tried, at: (usize, usize)) -> Option<Working> {
        let budget = self.passage.graph.edges[at.0].number("retry_budget")?;
        let from = format!("connections[{}].retry_budget", self.name_of(at.0));
        let working = Working::new("within_budget(budget, attempts, failing)", tried.again);
        let working =
            working.stated("budget", budget, from).worked("attempts", attempts_at_most(self.passage.graph, at.0)?);
        Some(working.worked("failing", self.failure(tried, at)?))
    }

    /// Share of calls over a connection that fail after all attempts.
    fn failed(&self, at: (usize, usize)) -> Option<Working> {
        let calls = self.explained.tried(at.0, at.1)?;
        let Some(tried) = self.explained.attempts_over(at.0, at.1) else {
            // Made once, and never given up.
            return self
                .failing(self.passage.graph.edges[at.0].to, at.1)
                .filter(|found| is_close(found.value, calls.fails));
        };
        let failing = self.failure(tried, at)?;
        if tried.most <= 1 {
            return is_close(failing.value, calls.fails).then_some(failing);
        }
        let formula = match tried.again < 1.0 {
            true => "1 − (1 − failing) × (1 − (failing × again) ^ attempts) ÷ (1 − failing × again)",
            false => "failing ^ attempts",
        };
        let mut working = Working::new(formula, calls.fails).worked("failing", failing);
        if tried.again < 1.0 {
            working = working.worked("again", self.again(tried, at)?);
        }
        Some(working.worked("attempts", attempts_at_most(self.passage.graph, at.0)?))
    }

    /// Share of reads (0) or writes (1) that a component answers with a failure, for one of its calls did fail.
    fn failing(&self, node: usize, operation: usize) -> Option<Working> {
        let router = self.explained.router();
        let mut parts = Vec::new();
        let mut all_well = 1.0;
        for members in self.explained.called(node, operation) {
            let (mut of_unit, mut sum) = (Vec::new(), 0.0);
            for &Member { edge, probability } in members {
                let output = router.arrives(edge, operation);
                let Some(calls) = self.explained.tried(edge, output).filter(|calls| calls.is_felt) else { continue };
                if calls.fails <= 0.0 {
                    continue;
                }
                let part = self.failing_over((node, operation), (edge, output), probability)?;
                sum += part.value;
                of_unit.push((format!("failed over {}", self.name_of(edge)), part));
            }
            if !of_unit.is_empty() {
                let unit = Working::sum(of_unit);
                all_well *= 1.0 - sum.min(1.0);
                parts.push(Working { value: sum.min(1.0), ..unit });
            }
        }
        if let [only] = parts.as_slice() {
            return Some(only.clone());
        }
        let name = |at: usize| format!("failed call {}", at + 1);
        let formula: Vec<String> = (0..parts.len()).map(|at| format!("(1 − {})", name(at))).collect();
        let working = Working::new(format!("1 − {}", formula.join(" × ")), 1.0 - all_well);
        Some(parts.into_iter().enumerate().fold(working, |whole, (at, part)| whole.worked(name(at), part)))
    }

    /// Share of a component's requests of which a call over a connection fails.
    fn failing_over(&self, from: (usize, usize), at: (usize, usize), probability: f64) -> Option<Working> {
        let failed = self.failed(at)?;
        let count = self.explained.router().calls(at.0);
        let any = if count > 1.0 { 1.0 - libm::pow(1.0 - failed.value, count) } else { failed.value };
        let mut formula = "failed".to_owned();
        let mut working = Working::new("", probability * any).worked("failed", failed);
        if count > 1.0 {
            let place = format!("connections[{}].calls", self.name_of(at.0));
            working = working.stated("calls at once", count, place);
            formula = "(1 − (1 − failed) ^ calls at once)".to_owned();
        }
        if probability < 1.0 {
            let part = self.part_over(at.0, from, &[], probability);
            working = working.worked("part that calls", part);
            formula = format!("part that calls × {formula}");
        }
        Some(Working { formula, ..working })
    }
}

/// Attempts of one call over a connection at most.
#[must_use]
pub fn attempts_at_most(graph: &Graph<'_>, edge: usize) -> Option<Working> {
    let (most, _) = super::attempts::allowed(graph, edge);
    let retries = graph.edges[edge].number("retries");
    let place = |edge: usize, setting: &str| format!("connections[{}].{setting}", graph.edges[edge].name());
    let Some(retries) = retries else { return Some(Working::new("1", 1.0)) };
    let working = Working::new("1 + retries", f64::from(most)).stated("retries", retries, place(edge, "retries"));
    let all = 1.0 + retries;
    if is_close(all, f64::from(most)) {
        return Some(working);
    }
    let Some((outer, patience)) = deadlines(graph, edge) else {
        let formula = format!("floor(min({}, 1 + retries))", super::attempts::MOST_ATTEMPTS);
        return Some(Working { formula, ..working });
    };
    let timeout = graph.edges[edge].number("timeout_ms")?;
    let formula = format!(
        "floor(min({}, 1 + retries, max(1, ceil(patience of callers ÷ timeout))))",
        super::attempts::MOST_ATTEMPTS
    );
    Some(Working { formula, ..working }.stated("patience of callers", patience, place(outer, "timeout_ms")).stated(
        "timeout",
        timeout,
        place(edge, "timeout_ms"),
    ))
}

/// Whether two shares are the same but for rounding.
fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9
}
