//! Cases of sizes: estimates, costs, pools, scalability, the loss of a zone.

use loadbearing_engine::analysis::scaling::{self, Scalability};
use loadbearing_engine::analysis::sizing::{self, Tier, Volume};
use serde_json::{Map, Value, json};

use crate::input::{each, list, name, number, number_or};

pub fn capacity(case: &Value) -> Option<Value> {
    let years = number(case, "years")?;
    if let Some(users) = number(case, "monthly_users") {
        let writes = number(case, "writes_per_user_day")?;
        let writes = sizing::actions_a_day(users, number(case, "daily_fraction")?, writes);
        let media = Volume::a_day(writes * number(case, "media_fraction")?, number(case, "media_bytes")?);
        let second = sizing::per_second(writes, sizing::SECONDS_A_DAY);
        return Some(json!({
            "writes_per_second": second, "peak_writes_per_second": second * number(case, "peak_factor")?,
            "media_bytes_per_day": media.bytes, "media_bytes_total": media.bytes_after(years),
        }));
    }
    let (writes, reads) = (number(case, "writes_per_month")?, number(case, "reads_per_month")?);
    let month = number_or(case, "seconds_per_month", sizing::SECONDS_A_MONTH)?;
    let stored = Volume::a_month(writes, number(case, "bytes_per_write")?);
    Some(json!({
        "writes_per_second": sizing::per_second(writes, month), "reads_per_second": sizing::per_second(reads, month),
        "storage_bytes_per_month": stored.bytes, "storage_bytes_total": stored.bytes_after(years),
        "objects_total": stored.objects_after(years),
    }))
}

pub fn cost(case: &Value) -> Option<Value> {
    let mut sums = Map::new();
    let mut total = 0.0;
    for item in list(case, "items") {
        let units = match number(item, "count") {
            Some(count) => count * number(item, "hours")?,
            None => number(item, "amount")? * number_or(item, "replicas", 1.0)?,
        };
        let tiers = match number(item, "unit_price") {
            Some(price) => vec![Tier { units: None, price }],
            None => list(item, "tiers").iter().map(tier).collect::<Option<_>>()?,
        };
        let price = sizing::tiered(units, &tiers);
        let kind = name(item.get("kind")?);
        let group = kind.split('_').next().unwrap_or_default().to_owned();
        let so_far = sums.get(&group).and_then(Value::as_f64).unwrap_or(0.0);
        sums.insert(group, json!(so_far + price));
        total += price;
    }
    sums.insert("total".to_owned(), json!(total));
    Some(Value::Object(sums))
}

fn tier(tier: &Value) -> Option<Tier> {
    Some(Tier { units: tier.get(0)?.as_f64(), price: tier.get(1)?.as_f64()? })
}

pub fn pool(case: &Value) -> Option<Value> {
    let (rate, time) = (number(case, "rate")?, number(case, "latency_seconds")?);
    let mut said = json!({"concurrency": scaling::concurrency(rate, time)});
    if let Some(pool) = number(case, "pool_size") {
        said["max_rate_with_pool"] = json!(scaling::pool_limit(pool, time));
        said["saturated"] = json!(scaling::is_saturated(rate, time, pool));
    }
    Some(said)
}

pub fn scalability(case: &Value) -> Option<Value> {
    let scale = Scalability {
        alone: number(case, "gamma")?,
        contention: number(case, "sigma")?,
        coherence: number(case, "kappa")?,
    };
    let best = scale.best();
    Some(json!({
        "throughput": each(case, "n", |workers| Some(scale.throughput(workers))), "n_star": scale.peak(),
        "best_integer_n": best, "peak_throughput": best.map(|best| scale.throughput(best)),
        "amdahl_limit": scale.limit(),
    }))
}

pub fn failover(case: &Value) -> Option<Value> {
    let lost_zones = list(case, "lost_zones");
    let mut copies = 0.0;
    let mut lost = 0.0;
    for zone in list(case, "zones") {
        let here = number(zone, "instances")?;
        copies += here;
        if lost_zones.contains(zone.get("id")?) {
            lost += here;
        }
    }
    let found = scaling::failover(number(case, "load")?, number(case, "capacity_per_instance")?, copies, lost);
    Some(json!({
        "utilization_before": found.before, "utilization_after": found.after, "overloaded": found.is_overloaded(),
        "shed_fraction": found.shed, "static_stability_instances_needed": found.needed,
        "extra_instances_needed": found.lacking,
    }))
}
