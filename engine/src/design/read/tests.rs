//! Reading and writing, from outside: what is read, what is refused and in which words.

use crate::{DesignFile, read, write};

pub(in crate::design) const SMALL: &str = r#"{
  "format": "loadbearing/1",
  "title": "URL shortener",
  "notes": "free text",
  "workload": {
    "journeys": [
      { "id": "redirect", "entry": "redis", "operation": "read", "rate": { "per_day": 10000000000 }, "peak_factor": 10, "request_bytes": 200 },
      { "id": "shorten", "name": "Create a short link", "entry": "redis", "operation": "write", "rate": { "daily_users": 1000, "actions_per_user": 0.1 } }
    ],
    "horizon_years": 3,
    "spiky": true
  },
  "requirements": {
    "availability": 0.999,
    "latency_ms": { "redirect": { "p99": 100 } },
    "consistency": "eventual"
  },
  "places": [
    { "id": "eu", "kind": "region" },
    { "id": "eu-a", "kind": "zone", "in": "eu" }
  ],
  "components": [
    { "id": "redis", "kind": "cache-distributed", "preset": "redis", "shards": 3, "replicas": 1, "places": { "eu-a": 6 }, "settings": { "hit_rate": 0.8, "managed": false } },
    { "id": "other", "kind": "cache-distributed", "places": ["eu-a"] }
  ],
  "connections": [
    { "from": "redis", "to": "other", "calls": 1.5, "after_miss_in": "redis", "timeout_ms": 200 },
    { "from": "other", "to": "other", "mode": "async", "journeys": [] }
  ],
  "layout": {
    "redis": [40, -200.5]
  }
}
"#;

#[test]
fn an_empty_design_is_read() {
    assert_eq!(read(r#"{"format": "loadbearing/1"}"#).unwrap(), DesignFile::default());
}

#[test]
fn what_is_written_is_what_was_read() {
    let file = read(SMALL).unwrap();
    assert_eq!(write(&file), SMALL);
}

#[test]
fn a_misspelt_kind_is_pointed_out() {
    let error = read(&SMALL.replacen("cache-distributed", "cache-distribted", 1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"components[0].kind: unknown kind "cache-distribted"; did you mean "cache-distributed"?"#
    );
}
