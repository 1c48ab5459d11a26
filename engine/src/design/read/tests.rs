//! Reading and writing, from outside: what is read, what is refused and in which words.

use proptest::prelude::*;

use crate::generated::design_files;
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
    { "from": "other", "to": "other", "mode": "async", "journeys": [], "bends": [[0.5, -80]] }
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

/// Pieces that a design file is made of, so that random texts get past the first brace.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"format\": \"loadbearing/1\"",
    "\"components\"",
    "\"connections\"",
    "\"id\"",
    "\"kind\"",
    "\"server\"",
    "\"workload\"",
    "\"journeys\"",
    "\"rate\"",
    "\"places\"",
    "\"settings\"",
    "\"from\"",
    "\"a\"",
    "1",
    "-1e400",
    "1e308",
    "null",
    "true",
    "\"\\ud800\"",
    "\u{feff}",
    "\u{0}",
    " ",
];

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn any_row_of_pieces_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let _ = read(&pieces.concat());
    }

    #[test]
    fn a_file_with_a_hole_is_read_or_refused(from in 0..SMALL.len(), length in 0usize..40, with in ".{0,3}") {
        let to = (from + length).min(SMALL.len());
        let _ = read(&format!("{}{with}{}", &SMALL[..from], &SMALL[to..]));
    }

    #[test]
    fn whatever_is_written_reads_back_the_same(file in design_files()) {
        let text = write(&file);
        let again = read(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&again, &file);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn what_points_to_nothing_is_left_out_when_written(file in design_files(), gone in 0usize..8) {
        let mut file = file;
        if gone < file.design.components.len() {
            file.design.components.remove(gone);
            file.design.places.pop();
            file.design.workload.journeys.pop();
        }
        let text = write(&file);
        prop_assert!(read(&text).is_ok(), "{:?}\n{}", read(&text), text);
    }
}
