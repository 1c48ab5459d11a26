//! Answers a folder of cases of known outcome: reads each, calls the engine, prints `{"<kind>/<id>": {fields}}`. One
//! file a subject; nothing is computed here that the engine does not compute.

mod availability;
mod input;
mod latency;
mod queues;
mod retries;
mod sharing;
mod sizing;
mod structure;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

/// What answers the cases of one kind: input to fields; `None` where the input is none of that kind.
type Answers = fn(&Value) -> Option<Value>;

const KINDS: &[(&str, Answers)] = &[
    ("balls_in_bins", sharing::fullest_bin),
    ("blast_radius", structure::blast),
    ("cache_che_hit_ratio", sharing::hit_ratio),
    ("capacity_estimate", sizing::capacity),
    ("common_cause_beta", availability::common_cause),
    ("composite_sla", availability::composite),
    ("consistent_hashing", sharing::ring),
    ("cost_estimate", sizing::cost),
    ("dependency_availability", availability::dependency),
    ("erlang_b", queues::erlang_b),
    ("fork_join", latency::fork_join),
    ("fork_join_queue", queues::fork_join),
    ("hedged_request", latency::hedged),
    ("hot_shard", sharing::hot_shard),
    ("jackson_traffic", structure::traffic),
    ("k_of_n", availability::k_of_n),
    ("littles_law", sizing::pool),
    ("max_throughput", structure::max_throughput),
    ("mgc_wait", queues::any_service),
    ("min_cut_sets", structure::cuts),
    ("mmc_wait", queues::wait),
    ("mmck_loss", queues::bounded),
    ("queue_drain", queues::drain),
    ("quorum_intersection", sharing::quorum),
    ("quorum_latency", latency::quorum),
    ("repairable_k_of_n", availability::repairable),
    ("retry_amplification", retries::amplification),
    ("retry_fixed_point", retries::fixed_point),
    ("servers_needed", queues::servers_needed),
    ("service_graph_availability", structure::service_graph),
    ("spof_set", structure::single),
    ("tail_at_scale", latency::tail),
    ("tandem_percentile", latency::tandem),
    ("two_terminal_reliability", structure::two_terminal),
    ("usl", sizing::scalability),
    ("zipf_shard_skew", sharing::skew),
    ("zonal_availability", availability::zonal),
    ("zone_failover", sizing::failover),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: golden DIR");
        return ExitCode::from(2);
    };
    let text = match answer_all(Path::new(&folder)) {
        Ok(answers) => Value::Object(answers).to_string(),
        Err(error) => {
            eprintln!("{folder}: {error}");
            return ExitCode::from(2);
        }
    };
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Answers every case of a folder, in the order of the files' names.
fn answer_all(folder: &Path) -> io::Result<Map<String, Value>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.sort();
    let mut answers = Map::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        let (kind, id) = (case["kind"].as_str().unwrap_or_default(), case["id"].as_str().unwrap_or_default());
        let found = KINDS.iter().find(|(name, _)| *name == kind);
        let said = match found {
            None => json!({"error": "no such kind"}),
            Some((_, answer)) => answer(&case["input"]).unwrap_or_else(|| json!({"error": "not such an input"})),
        };
        answers.insert(format!("{kind}/{id}"), said);
    }
    Ok(answers)
}
