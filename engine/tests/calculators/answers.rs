//! Which calculator answers which formula of the documents' estimates, and in which unit. Nothing is computed here that a
//! calculator computes.

use loadbearing_engine::Typed;
use serde_json::{Value, json};

use super::estimates::Estimate;

fn n(value: f64) -> Typed {
    Typed::Number(value)
}

fn list(values: &[f64]) -> Typed {
    Typed::Numbers(values.to_vec())
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

/// What the calculators say.
pub fn answer(of: &Estimate<'_>) -> Value {
    let rates = |requests: f64, seconds: f64| [("requests", n(requests)), ("seconds", n(seconds))];
    let in_time = |amount: f64, unit: &str, output: &str| {
        of.figure("time-units", &[("amount", n(amount)), ("unit", text(unit))], output)
    };
    match of.text("formula") {
        "F00-day" => {
            of.is("seconds_per_hour", 3_600.0);
            in_time(of.number("hours"), "h", "s")
        }
        "F00-year" => in_time(of.number("days"), "days", "s"),
        "F00-identity" => in_time(of.number("seconds_per_day"), "s", "s"),
        "F00-ns2us" => in_time(of.number("ns"), "ns", "us"),
        "F00-ns2ms" => in_time(of.number("ns"), "ns", "ms"),
        "F01-rps" => {
            of.figure("request-rate", &rates(of.number("requests_per_day"), of.number("seconds_per_day")), "average")
        }
        "F02-total" => {
            let inputs = [("daily_users", n(of.number("dau"))), ("actions_per_user", n(of.number("actions_per_user")))];
            of.figure("quick-estimate", &inputs, "requests_per_day")
        }
        // A rate is so many in one second.
        "F03-peak" => {
            let [requests, seconds] = rates(of.number("avg_rps"), 1.0);
            of.figure("request-rate", &[requests, seconds, ("peak_factor", n(of.number("peak_factor")))], "peak")
        }
        "F26-limit" => of.figure("request-rate", &rates(of.number("limit_per_minute"), 60.0), "average"),
        "F04-sum" => of.figure("total", &[("flows", list(&of.all().1))], "total"),
        "F04-sumrange" => {
            let inputs = [("least", list(&of.numbers("min"))), ("most", list(&of.numbers("max")))];
            json!([of.figure("sum-of-ranges", &inputs, "least"), of.figure("sum-of-ranges", &inputs, "most")])
        }
        "F05-items" => {
            let inputs = [("items_per_day", n(of.number("items_per_day"))), ("days", n(of.number("days")))];
            of.figure("storage", &inputs, "items")
        }
        "F06-storage" => {
            let inputs = [
                ("items_per_day", n(of.number("items_per_day"))),
                ("days", n(of.number("days"))),
                ("bytes_per_item", n(of.number("bytes_per_item"))),
                ("copies", n(of.number("replication"))),
            ];
            of.figure("storage", &inputs, "stored")
        }
        // All there are at once are those of one day.
        "F06-size" => {
            let (items, bytes) = (n(of.number("items")), n(of.number("bytes_per_item")));
            let inputs = [("items_per_day", items), ("days", n(1.0)), ("bytes_per_item", bytes)];
            of.figure("storage", &inputs, "one_copy")
        }
        "F06-growth" => {
            let (growth, years) = (n(of.number("growth_rate")), n(of.number("years")));
            of.figure("growth", &[("amount", n(of.number("storage"))), ("growth", growth), ("years", years)], "grown")
        }
        "F07-servers" => {
            // The rate is given as what is left beside the system.
            let (rate, target) = (n(of.number("rps_per_server")), n(of.number("utilization")));
            let inputs = [("peak", n(of.number("peak_rps"))), ("rate", rate), ("overhead", n(1.0)), ("target", target)];
            of.figure("servers", &inputs, "servers")
        }
        "F08-usable" => {
            let (overhead, target) = (n(of.number("overhead_factor")), n(of.number("utilization")));
            let inputs = [("rate", n(of.number("raw_rps"))), ("overhead", overhead), ("target", target)];
            of.figure("servers", &inputs, "usable")
        }
        "F09-cluster" => {
            let inputs = [("nodes", n(of.number("nodes"))), ("capacity", n(of.number("per_node")))];
            of.figure("cluster-capacity", &inputs, "capacity")
        }
        "F12-util" => {
            let (load, capacity) = (n(of.number("load")), n(of.number("capacity")));
            let inputs = [("nodes", n(1.0)), ("load", load), ("capacity", capacity)];
            of.figure("cluster-capacity", &inputs, "utilization")
        }
        "F47-flowmax" => {
            let (capacity, calls) = (n(of.number("capacity")), n(of.number("load_per_request")));
            of.figure("cluster-capacity", &[("nodes", n(1.0)), ("capacity", capacity), ("calls", calls)], "requests")
        }
        "X4-nminus1" => {
            let (load, servers) = (n(of.number("load")), n(of.number("n")));
            let (lost, capacity) = (n(of.number("lost")), n(of.number("per_node")));
            let inputs = [("load", load), ("servers", servers), ("lost", lost), ("capacity", capacity)];
            of.figure("instance-loss", &inputs, "after")
        }
        "F10-hit" | "F10-miss" => {
            let output = if of.text("formula") == "F10-hit" { "hits" } else { "misses" };
            let inputs = [("reads", n(of.number("load"))), ("hit_rate", n(of.number("hit_rate")))];
            of.figure("cache-load", &inputs, output)
        }
        "F11-nodes" => {
            let inputs = [("shards", n(of.number("groups"))), ("copies", n(of.number("copies")))];
            of.figure("shards", &inputs, "nodes")
        }
        "F13-shard" => {
            let inputs = [("load", n(of.number("load"))), ("shards", n(of.number("shards")))];
            of.figure("shards", &inputs, "per_shard")
        }
        "F14-bandwidth" | "F14-bits" => {
            let output = if of.text("formula") == "F14-bits" { "bits" } else { "bytes" };
            of.figure("bandwidth", &[("rate", n(of.number("qps"))), ("bytes", n(of.number("bytes")))], output)
        }
        "F15-cachemem" => {
            let (hot, overhead) = (n(of.number("hot_fraction")), n(of.number("overhead")));
            let bytes = n(of.number("dataset") * 1e12);
            of.figure("hot-set", &[("bytes", bytes), ("hot_fraction", hot), ("overhead", overhead)], "memory")
        }
        "F16-ws" => {
            let (connections, each) = (n(of.number("connections")), n(of.number("conns_per_server")));
            of.figure("websocket-servers", &[("connections", connections), ("per_server", each)], "servers")
        }
        _ => further(of),
    }
}

/// Keys, replicas, availability and balancing.
fn further(of: &Estimate<'_>) -> Value {
    match of.text("formula") {
        "F17-modulo" => {
            let inputs = [("hash", n(of.number("hash"))), ("shards", n(of.number("shards")))];
            of.figure("modulo-placement", &inputs, "shard")
        }
        "F17-ring" => {
            let servers = of.numbers("servers");
            let inputs = [("servers", list(&servers)), ("key", n(of.number("key")))];
            let said = of.said("hash-ring", &inputs, "owner");
            let at: usize = said.strip_prefix("server ").unwrap().parse().unwrap();
            // Server 4 came last, between the first and the second.
            let place = servers[at - 1];
            let named = [(0.0, "Server 1"), (120.0, "Server 2"), (240.0, "Server 3"), (60.0, "Server 4")];
            json!(named.iter().find(|(degrees, _)| *degrees == place).unwrap().1)
        }
        "F17-moved" => {
            let inputs = [("servers", list(&[of.number("arc_from")])), ("new_server", n(of.number("arc_to")))];
            of.figure("hash-ring", &inputs, "moved")
        }
        "F17-movedmod" => {
            let inputs = [("before", n(of.number("n_old"))), ("after", n(of.number("n_new")))];
            of.figure("resharding", &inputs, "modulo")
        }
        "F18-codespace" => {
            let inputs = [("alphabet", n(of.number("alphabet"))), ("length", n(of.number("length")))];
            of.figure("code-space", &inputs, "codes")
        }
        "F18-base62" => {
            let inputs = [("number", n(of.number("id"))), ("alphabet", text(of.word("alphabet")))];
            json!(of.said("base62", &inputs, "code"))
        }
        "F19-exhaust" => {
            let inputs = [("supply", n(of.number("codes"))), ("per_day", n(of.number("items_per_day")))];
            of.figure("used-up", &inputs, of.text("unit"))
        }
        "F20-fanout" => {
            let inputs = [("posts", n(of.number("posts"))), ("followers", n(of.number("followers")))];
            of.figure("fan-out", &inputs, "writes")
        }
        "F21-quorum" => {
            let (replicas, write, read) = (n(of.number("N")), n(of.number("W")), n(of.number("R")));
            let inputs = [("replicas", replicas), ("write", write), ("read", read)];
            json!(of.said("quorum", &inputs, "strong") == "yes")
        }
        "F45-majority" => of.figure("majority", &[("nodes", n(of.number("n")))], "majority"),
        "F22-chunks" => {
            let (file, chunk) = (n(of.number("file_size") * 1e6), n(of.number("chunk_size") * 1e6));
            of.figure("file-chunks", &[("file", file), ("chunk", chunk)], "chunks")
        }
        "F23-downtime" => {
            let (output, period) = match of.text("unit") {
                "days/year" => ("year_days", 525_600.0),
                "hours/year" => ("year_hours", 525_600.0),
                "min/year" => ("year", 525_600.0),
                _ => ("month", 43_200.0),
            };
            of.is("period", period);
            of.figure("downtime", &[("availability", n(of.number("availability")))], output)
        }
        "F23-budget" => {
            let inputs = [("slo", n(of.number("slo"))), ("period_minutes", n(of.number("period")))];
            of.figure("error-budget", &inputs, "budget")
        }
        // With an objective of nothing the budget is the whole period.
        "F23-left" => {
            let (budget, used) = (n(of.number("budget")), n(of.number("used")));
            let inputs = [("slo", n(0.0)), ("period_minutes", budget), ("used_minutes", used)];
            of.figure("error-budget", &inputs, "left")
        }
        "F23-buffer" => {
            let (slo, sla) = (n(of.number("slo")), n(of.number("sla")));
            let inputs = [("slo", slo), ("sla", sla), ("period_minutes", n(of.number("period") * 60.0))];
            json!(of.figure("error-budget", &inputs, "buffer").as_f64().unwrap() / 60.0)
        }
        "F24-ratio" => {
            let (names, values) = of.all();
            let second = names.iter().position(|name| ["writes_per_day", "writes", "dau"].contains(&name.as_str()));
            let second = second.unwrap();
            let inputs = [("first", n(values[1 - second])), ("second", n(values[second]))];
            of.figure("ratio", &inputs, "ratio")
        }
        "F24-split" => {
            let inputs = [("total", n(of.number("total_rps"))), ("ratio", n(of.number("read_write_ratio")))];
            of.figure("read-write-split", &inputs, "writes")
        }
        "F25-roundrobin" => {
            let inputs = [("request", n(of.number("request_index"))), ("servers", n(of.number("servers")))];
            let said = of.said("round-robin", &inputs, "server");
            let at: usize = said.strip_prefix("server ").unwrap().parse().unwrap();
            json!(["A", "B", "C"][at - 1])
        }
        "F25-weights" => of.list("weighted-round-robin", &[("weights", list(&of.numbers("weights")))], "share_"),
        "F25-leastconn" | "F25-leastresp" => {
            let (names, loads) = of.all();
            let said = of.said("least-loaded", &[("loads", list(&loads))], "server");
            let at: usize = said.strip_prefix("server ").unwrap().parse().unwrap();
            json!(names[at - 1])
        }
        "F44-canary" => {
            let stages: Vec<f64> = of.numbers("stages").iter().map(|percent| percent / 100.0).collect();
            of.list("canary", &[("stages", list(&stages))], "old_")
        }
        "X1-serial" => of.figure("availability-series", &[("parts", list(&of.numbers("components")))], "availability"),
        "X2-parallel" => {
            let inputs = [("availability", n(of.number("availability"))), ("copies", n(of.number("copies")))];
            of.figure("availability-copies", &inputs, "availability")
        }
        "F37-rpo" => {
            let inputs = [("disaster", text(of.word("disaster"))), ("last_backup", text(of.word("last_backup")))];
            of.figure("recovery", &inputs, "lost")
        }
        "F37-rto" => {
            let inputs = [("disaster", text(of.word("disaster"))), ("rto_minutes", n(of.number("rto")))];
            json!(of.said("recovery", &inputs, "deadline"))
        }
        _ => last(of),
    }
}

/// Limits, retries, queues, times, storage and ranking.
fn last(of: &Estimate<'_>) -> Value {
    match of.text("formula") {
        "F27-latency" => of.figure("path-latency", &[("steps", list(&of.all().1))], "total"),
        "F27-share" => {
            let (span, total) = (of.number("span"), of.number("total"));
            of.figure("path-latency", &[("steps", list(&[span, total - span]))], "share")
        }
        "F28-breaker" => {
            let inputs = [
                ("requests", n(of.number("requests"))),
                ("failures", n(of.number("failures"))),
                ("threshold", n(of.number("threshold") / 100.0)),
                ("volume", n(of.number("volume_threshold"))),
            ];
            json!(of.said("circuit-breaker", &inputs, "opens") == "yes")
        }
        // A bucket that nobody has used is full.
        "F29-tokenbucket" => {
            let (capacity, refill) = (of.number("capacity"), n(of.number("refill")));
            let requests = n(of.number("requests_at_once"));
            let inputs =
                [("capacity", n(capacity)), ("tokens", n(capacity)), ("refill", refill), ("requests", requests)];
            of.figure("token-bucket", &inputs, "accepted")
        }
        "F29-tokens" => {
            let (capacity, tokens) = (n(of.number("capacity")), n(of.number("tokens")));
            let (refill, elapsed) = (n(of.number("refill")), n(of.number("elapsed")));
            let inputs = [("capacity", capacity), ("tokens", tokens), ("refill", refill), ("elapsed", elapsed)];
            of.figure("token-bucket", &inputs, "tokens")
        }
        // It leaks at its rate while more arrives.
        "F29-leaky" => {
            let leak = of.number("leak");
            let inputs = [("capacity", n(of.number("capacity"))), ("leak", n(leak)), ("arriving", n(2.0 * leak))];
            of.figure("leaky-bucket", &inputs, "out")
        }
        "F30-fixedwindow" => {
            let inputs = [("limit", n(of.number("limit"))), ("windows", n(of.number("windows")))];
            of.figure("fixed-window", &inputs, "burst")
        }
        "F31-slidingcounter" => {
            let (current, previous) = (n(of.number("current")), n(of.number("previous")));
            let inputs = [("current", current), ("previous", previous), ("position", n(of.number("position")))];
            of.figure("sliding-window-counter", &inputs, "count")
        }
        "F31-slidinglog" => {
            let seconds = |time: &str| time.split(':').fold(0.0, |sum, part| sum * 60.0 + part.parse::<f64>().unwrap());
            let now = seconds(of.word("now"));
            let times = of.input("timestamps").as_array().unwrap();
            let ages: Vec<f64> = times.iter().map(|time| now - seconds(time.as_str().unwrap())).collect();
            let (window, limit) = (n(of.number("window")), n(of.number("limit")));
            let inputs = [("ages", list(&ages)), ("window", window), ("limit", limit)];
            of.figure("sliding-window-log", &inputs, "count")
        }
        "F32-retry" => {
            let attempt = of.number("attempt");
            assert!(of.input("cap").is_null(), "a cap would be put in");
            let (base, jitter) = (n(of.number("base")), n(of.number("jitter_max")));
            let inputs = [("base", base), ("retries", n(attempt + 1.0)), ("jitter", jitter)];
            of.figure("retry-backoff", &inputs, &format!("wait_{}", attempt + 1.0))
        }
        "F32-retrytotal" => {
            let (base, jitter) = (n(of.number("base")), n(of.number("jitter_max")));
            let inputs = [("base", base), ("retries", n(of.number("retries"))), ("jitter", jitter)];
            of.figure("retry-backoff", &inputs, "total")
        }
        "F33-timeouts" => {
            let (connect, read, write) = (n(of.number("connect")), n(of.number("read")), n(of.number("write")));
            of.figure("timeout-budget", &[("connect", connect), ("read", read), ("write", write)], "one")
        }
        "F34-speedup" => {
            of.figure("speed-up", &[("before", n(of.number("slow"))), ("after", n(of.number("fast")))], "times")
        }
        "F35-points" => of.figure("time-series", &[("interval", n(of.number("interval")))], "points"),
        "F35-delta" => of.list("delta-encoding", &[("values", list(&of.numbers("values")))], "step_"),
        "F36-cost" => {
            let (size, price) = (n(of.number("size")), n(of.number("price")));
            let inputs = [("hot_gb", size), ("hot_price", price), ("months", n(of.number("months")))];
            of.figure("storage-tiers", &inputs, "hot")
        }
        "F38-idempotent" => {
            let (balance, change) = (n(of.number("balance")), n(of.number("increment")));
            let inputs = [("balance", balance), ("change", change), ("deliveries", n(of.number("deliveries")))];
            of.figure("duplicate-delivery", &inputs, "each_time")
        }
        "F39-nplus1" => of.figure("n-plus-one", &[("rows", n(of.number("n")))], "queries"),
        "F40-bitrate" => of.figure("video", &[("bitrates", list(&of.numbers("bitrates")))], "bitrate"),
        "F40-chunk" => {
            let inputs = [("bitrates", list(&[of.number("bitrate")])), ("chunk", n(of.number("duration")))];
            of.figure("video", &inputs, "chunk_1")
        }
        "F40-hours" => {
            of.is("minutes", 1_440.0);
            of.figure("video", &[("hours", n(of.number("hours_per_minute")))], "hours")
        }
        "F40-storage" => {
            let hours = n(of.number("hours") / 1_440.0);
            of.figure("video", &[("bitrates", list(&[of.number("bitrate")])), ("hours", hours)], "stored")
        }
        // The whole fleet: under more load than all of them can carry.
        "F41-hpa" => {
            let (least, most, target) = (n(of.number("min")), n(of.number("max")), n(of.number("target")));
            let inputs = [("least", least), ("most", most), ("target", target), ("load", n(1e9))];
            of.figure("autoscaling", &inputs, "pods")
        }
        "F42-blend" => {
            let weight = of.number("w_collab");
            assert!((weight + of.number("w_content") - 1.0).abs() < 1e-12, "two weights of one whole");
            let (collaborative, content) = (n(of.number("collaborative")), n(of.number("content")));
            let inputs = [("collaborative", collaborative), ("content", content), ("weight", n(weight))];
            of.figure("weighted-score", &inputs, "score")
        }
        // What is exact is given to six digits.
        "F43-cosine" => {
            let inputs = [("a", list(&of.numbers("query"))), ("b", list(&of.numbers("vector")))];
            let cosine = of.figure("cosine-similarity", &inputs, "cosine").as_f64().unwrap();
            json!((cosine * 1e6).round() / 1e6)
        }
        "F46-backlog" => {
            let (produced, consumed) = (n(of.number("produced")), n(of.number("consumed")));
            let inputs = [("produced", produced), ("consumed", consumed), ("duration", n(of.number("duration")))];
            of.figure("queue-backlog", &inputs, "backlog")
        }
        "F48-span" => {
            let inputs = [("first", n(of.number("first_index"))), ("last", n(of.number("last_index")))];
            of.figure("index-span", &inputs, "entries")
        }
        "X3-little" => {
            let inputs = [("rate", n(of.number("rps"))), ("time", n(of.number("latency")))];
            of.figure("littles-law", &inputs, "concurrency")
        }
        other => panic!("no calculator answers {other}"),
    }
}
