//! Cases of queues: waiting, loss, servers needed, backlog.

use loadbearing_engine::analysis::drain::{Phase, backlog};
use loadbearing_engine::analysis::queueing::{self, Target, Waiting};
use serde_json::{Value, json};

use crate::input::{count, count_or, each, list, number, number_or};

pub fn wait(case: &Value) -> Option<Value> {
    let (arrivals, service, servers) = (number(case, "lambda")?, number(case, "mu")?, count(case, "servers")?);
    let utilization = queueing::utilization(arrivals, service, servers);
    let Some(queue) = queueing::waiting(arrivals, service, servers) else {
        return unstable(utilization);
    };
    Some(json!({
        "stable": true, "utilization": utilization, "p_wait": queue.wait_probability,
        "wq": queue.mean_wait(), "w": queue.mean_response(), "lq": queue.mean_queue(), "l": queue.mean_inside(),
        "wait_quantiles": each(case, "quantiles", |share| Some(queue.wait_quantile(share))),
        "sojourn_quantiles": each(case, "quantiles", |share| Some(queue.response_quantile(share))),
    }))
}

/// Says that nothing settles, where that is why there is no answer, and not that there are too many servers for one.
fn unstable(utilization: f64) -> Option<Value> {
    (utilization >= 1.0).then(|| json!({"stable": false, "utilization": utilization}))
}

pub fn erlang_b(case: &Value) -> Option<Value> {
    Some(json!({"p_block": queueing::erlang_b(number(case, "offered_erlangs")?, count(case, "servers")?)?}))
}

pub fn any_service(case: &Value) -> Option<Value> {
    let (arrivals, service, servers) = (number(case, "lambda")?, number(case, "mu")?, count_or(case, "servers", 1)?);
    let (ca2, cs2) = (number_or(case, "ca2", 1.0)?, number_or(case, "cs2", 1.0)?);
    let utilization = queueing::utilization(arrivals, service, servers);
    let Some(queue) = queueing::waiting(arrivals, service, servers) else {
        return unstable(utilization);
    };
    let wait = queueing::mean_wait_of_any(&queue, ca2, cs2);
    let exact = queueing::is_exact(servers, ca2, cs2).then_some(wait);
    Some(json!({"stable": true, "utilization": utilization, "wq_allen_cunneen": wait, "wq_exact": exact}))
}

pub fn bounded(case: &Value) -> Option<Value> {
    let (arrivals, service) = (number(case, "lambda")?, number(case, "mu")?);
    let queue = queueing::bounded(arrivals, service, count(case, "servers")?, count(case, "capacity")?)?;
    Some(json!({
        "p_block": queue.blocked, "throughput": queue.carried, "l": queue.inside, "lq": queue.queued,
        "w": queue.mean_response(), "wq": queue.mean_wait(), "utilization": queue.utilization,
    }))
}

pub fn servers_needed(case: &Value) -> Option<Value> {
    let (arrivals, service, wanted) = (number(case, "lambda")?, number(case, "mu")?, case.get("target")?);
    let (servers, queue): (u64, Waiting) = queueing::servers_needed(arrivals, service, target(wanted)?)?;
    Some(json!({"servers": servers, "p_wait_at": queue.wait_probability}))
}

/// A target with a figure in it.
type Limit = fn(f64) -> Target;

fn target(wanted: &Value) -> Option<Target> {
    if let Some(over) = wanted.get("max_p_wait_over") {
        return Some(Target::WaitsLonger { time: number(over, "t")?, share: number(over, "p")? });
    }
    let targets: [(&str, Limit); 6] = [
        ("max_p_wait", Target::WaitProbability),
        ("max_utilization", Target::Utilization),
        ("max_wq", Target::MeanWait),
        ("max_mean_wait", Target::MeanWait),
        ("max_w", Target::MeanResponse),
        ("max_mean_response", Target::MeanResponse),
    ];
    targets.iter().find_map(|(name, target)| Some(target(number(wanted, name)?)))
}

pub fn fork_join(case: &Value) -> Option<Value> {
    let found = queueing::fork_join_response(count(case, "branches")?, number(case, "lambda")?, number(case, "mu")?);
    Some(match found {
        None => json!({"stable": false}),
        Some((mean, known)) => json!({"stable": true, "mean_response": mean, "known": format!("{known:?}")}),
    })
}

pub fn drain(case: &Value) -> Option<Value> {
    let phase =
        |phase: &Value| Some(Phase { duration: number(phase, "duration")?, arrivals: number(phase, "arrival")? });
    let phases: Vec<Phase> = list(case, "phases").iter().map(phase).collect::<Option<_>>()?;
    let consumed = number(case, "consumer_rate")?;
    let found = backlog(&phases, consumed, number(case, "max_backlog"));
    Some(json!({
        "max_backlog": found.largest, "time_of_max": found.largest_at, "backlog_at_end": found.at_end,
        "drain_time_after_last_phase": found.drains_in, "never_drains": found.drains_in.is_none(),
        "max_lag_seconds": found.longest_lag(consumed), "dropped": found.dropped,
    }))
}
