//! Whatever a rule lacks has a place: none may complain of something that nobody is led to.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use loadbearing_engine::rules::missing::MISSING;
use loadbearing_engine::{evaluate, templates};

fn texts(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, into);
        } else {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn what_rules_say_they_lack_is_what_the_table_holds() {
    let mut text = String::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules"), &mut text);
    let said: BTreeSet<&str> = text
        .split("verdict.needs")
        .skip(1)
        .filter_map(|rest| rest.strip_prefix("_at").unwrap_or(rest).strip_prefix('('))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(what, _)| what)
        .collect();
    let known: BTreeSet<&str> = MISSING.iter().map(|(what, _)| *what).collect();
    assert_eq!(said, known);
}

#[test]
fn every_line_of_every_template_leads_somewhere() {
    for (id, _) in templates::ALL {
        let design = templates::find(id).unwrap().design;
        for open in evaluate(&design).not_checked {
            assert!(!open.at.is_empty(), "{id}: {open:?}");
        }
    }
}
