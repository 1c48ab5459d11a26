//! Cases of latency: stages, branches, hedges, quorums, tails.

use loadbearing_engine::analysis::latency::{self, Branches, Fastest, Hedged, Stage, Takes, series};
use serde_json::{Value, json};

use crate::input::{count, count_or, each, list, name, number, number_or};

fn stages(listed: &[Value]) -> Option<Vec<Stage>> {
    Some(listed.iter().map(stage).collect::<Option<Vec<_>>>()?.concat())
}

fn exponential(mean: f64) -> Stage {
    Stage::Erlang { phases: 1, mean }
}

fn stage(case: &Value) -> Option<Vec<Stage>> {
    Some(match name(case.get("dist")?).as_str() {
        "const" => vec![Stage::Constant(number(case, "value")?)],
        "exp" => vec![exponential(number(case, "mean")?)],
        "shifted_exp" => vec![Stage::Constant(number(case, "shift")?), exponential(number(case, "mean")?)],
        "erlang" => {
            vec![Stage::Erlang { phases: u32::try_from(count(case, "k")?).ok()?, mean: number(case, "mean")? }]
        }
        "lognormal" => {
            vec![Stage::LogNormal { median: number(case, "median")?, sigma: number(case, "sigma")? }]
        }
        "mmc" => vec![Stage::Queue {
            arrivals: number(case, "lambda")?,
            service: number(case, "mu")?,
            servers: count_or(case, "servers", 1)?,
        }],
        "mix" => {
            let branch = |branch: &Value| Some((branch.get(0)?.as_f64()?, stages(branch.get(1)?.as_array()?)?));
            vec![Stage::Mixture(list(case, "branches").iter().map(branch).collect::<Option<_>>()?)]
        }
        _ => return None,
    })
}

fn unbounded() -> Value {
    json!({"error": "unbounded, or no exact distribution"})
}

fn quantiles(case: &Value, of: &impl Takes) -> Value {
    each(case, "quantiles", |share| of.quantile(share))
}

pub fn tandem(case: &Value) -> Option<Value> {
    let Some(whole) = series(&stages(list(case, "stages"))?) else { return Some(unbounded()) };
    Some(json!({"mean": whole.mean(), "quantiles": quantiles(case, &whole)}))
}

pub fn fork_join(case: &Value) -> Option<Value> {
    let branch = |branch: &Value| Some(series(&stages(branch.as_array()?)?));
    let Some(branches) = list(case, "branches").iter().map(branch).collect::<Option<Option<Vec<_>>>>()? else {
        return Some(unbounded());
    };
    let wanted = match case.get("join") {
        Some(Value::String(join)) if join == "any" => 1,
        Some(Value::Number(_)) => usize::try_from(count(case, "join")?).ok()?,
        _ => branches.len(),
    };
    let join = Branches::new(branches, wanted);
    Some(json!({"mean": join.integrated_mean(), "quantiles": quantiles(case, &join)}))
}

pub fn hedged(case: &Value) -> Option<Value> {
    let Some(each) = series(&stage(case.get("latency")?)?) else { return Some(unbounded()) };
    let hedged = Hedged { each, after: number_or(case, "hedge_after", f64::INFINITY)? };
    Some(json!({
        "quantiles": quantiles(case, &hedged), "extra_load_fraction": hedged.sent_twice(),
        "mean": hedged.integrated_mean(),
    }))
}

pub fn quorum(case: &Value) -> Option<Value> {
    let Some(each) = series(&stage(case.get("replica_latency")?)?) else { return Some(unbounded()) };
    let (asked, wanted) = (count(case, "replicas")?, count(case, "wait_for")?);
    let fastest = Fastest { each, asked: u32::try_from(asked).ok()?, wanted: u32::try_from(wanted).ok()? };
    if wanted > asked {
        return Some(unbounded());
    }
    Some(json!({"quantiles": quantiles(case, &fastest), "mean": fastest.integrated_mean()}))
}

pub fn tail(case: &Value) -> Option<Value> {
    let calls = number(case, "fan_out")?;
    Some(json!({
        "p_any_slow": latency::any_slow(number(case, "p_slow")?, calls),
        "per_leaf_quantile_for_overall_p99": latency::share_of_each(0.99, calls),
    }))
}
