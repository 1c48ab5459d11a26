//! Cases of retries.

use loadbearing_engine::analysis::retries::{self, Impatience};
use serde_json::{Value, json};

use crate::input::{count, number, numbers};

pub fn amplification(case: &Value) -> Option<Value> {
    let attempts = numbers(case, "attempts_per_layer")?;
    let found = retries::amplification(&attempts, number(case, "leaf_failure_probability")?);
    Some(json!({
        "worst_case_calls": found.worst, "expected_leaf_calls": found.expected, "user_failure_probability": found.fails,
    }))
}

pub fn fixed_point(case: &Value) -> Option<Value> {
    let queue = Impatience {
        arrivals: number(case, "lambda")?,
        service: number(case, "mu")?,
        timeout: number(case, "timeout")?,
        attempts: count(case, "max_attempts")? as f64,
    };
    let rests = queue.balances();
    let cold = rests.first()?.rate;
    Some(json!({
        "fixed_points": rests.iter().map(|rest| rest.rate).collect::<Vec<_>>(),
        "stable": rests.iter().map(|rest| rest.stable).collect::<Vec<_>>(),
        "cold_start_effective_rate": cold, "cold_start_utilization": queue.utilization(cold),
        "cold_start_success_per_attempt": queue.answered(cold), "collapse_possible": queue.can_collapse(),
        "overloaded_cold": queue.is_overloaded(cold),
    }))
}
