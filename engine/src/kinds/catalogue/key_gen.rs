//! Short codes made ahead.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Makes short codes before they are needed and hands them out, each once: a table of free ones and a table of used
    /// ones, or a range for each server. So creating a link neither waits for a counter nor tries until a code is free.
    ///
    /// How codes are made, how long they are and what they are made of are facts of the workload.
    ///
    /// It counts as coordination: it carries load only where a connection says how many `calls` a request makes (1 if
    /// every creation asks, far fewer if servers fetch a stock), and is required only where that connection says so.
    ///
    /// ## Figures
    /// 5,000 requests a second for each copy, the middle of the documented range of an ordinary server. Seven
    /// characters out of 62 are 3.5 trillion codes, six are 57 billion; a hash in hexadecimal has only 16 characters to
    /// choose from. That an answer takes 1 ms is an assumption.
    id: "key-gen",
    name: "Key generator",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_number("stock", "Stock", "codes", "How many codes lie ready."),
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "kgs", name: "Table of ready codes", settings: &[], note: "" },
        Preset { id: "redis-incr", name: "Redis counter", settings: &[], note: "One counter for all: see to its replicas." },
        Preset { id: "ranges", name: "Range for each server", settings: &[], note: "" },
    ],
    links: &[
        "sql", "kv-db", "document-db", "cache-distributed", "coordinator", "service", "server", "metrics",
        "logs", "tracing",
    ],
    source: Source::Documented("interview-answers § Practice 1. URL Shortener"),
}
