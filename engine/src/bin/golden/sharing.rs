//! Cases of things shared out: caches, shards, rings, quorums.

use loadbearing_engine::analysis::cache_model::{least_recently_used, zipf};
use loadbearing_engine::analysis::{bins as thrown, hashing, quorum};
use serde_json::{Value, json};

use crate::input::{count, number};

pub fn hit_ratio(case: &Value) -> Option<Value> {
    let popularity = zipf(count(case, "catalog")?, number(case, "zipf_alpha")?);
    let found = least_recently_used(&popularity, number(case, "cache_items")?);
    Some(json!({"hit_ratio": found.share, "characteristic_time_requests": found.stays}))
}

pub fn hot_shard(case: &Value) -> Option<Value> {
    let found = hashing::hot_shard(
        number(case, "shards")?,
        number(case, "hottest_key_share")?,
        number(case, "total_rate")?,
        number(case, "capacity_per_shard")?,
    )?;
    Some(json!({
        "hottest_shard_share": found.share, "hottest_shard_utilization": found.utilization,
        "max_total_rate": found.most, "even_split_max_rate": found.most_if_even,
        "effective_shards": found.effective_shards,
    }))
}

pub fn skew(case: &Value) -> Option<Value> {
    let found = hashing::zipf_skew(count(case, "keys")?, number(case, "zipf_alpha")?, count(case, "shards")?)?;
    Some(json!({
        "expected_hottest_share": found.mean, "p95_hottest_share": found.p95, "known": "simulated",
        "half_width": found.half_width,
    }))
}

pub fn fullest_bin(case: &Value) -> Option<Value> {
    let (items, bins) = (count(case, "items")?, count(case, "bins")?);
    let fullest = thrown::fullest_bin(items, bins)?;
    Some(json!({"expected_max": fullest, "peak_to_mean": hashing::peak_to_mean(fullest, items, bins)}))
}

pub fn ring(case: &Value) -> Option<Value> {
    let (nodes, points) = (count(case, "nodes")?, count(case, "vnodes_per_node")?);
    let share = hashing::largest_arc(nodes, points)?;
    Some(json!({
        "expected_max_share": share, "peak_to_average": hashing::peak_to_mean(share, 1, nodes),
        "relative_sd_of_share": hashing::arc_spread(nodes as f64, points as f64),
    }))
}

pub fn quorum(case: &Value) -> Option<Value> {
    let (copies, reads, writes) = (count(case, "n")?, count(case, "r")?, count(case, "w")?);
    Some(json!({
        "p_non_intersecting": quorum::misses_the_write(copies, reads, writes),
        "strong": quorum::is_strong(copies, reads, writes),
        "read_tolerates": quorum::tolerates(copies, reads), "write_tolerates": quorum::tolerates(copies, writes),
    }))
}
