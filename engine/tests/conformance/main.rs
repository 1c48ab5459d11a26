//! The conformance kit of `tests/conformance`, put to this engine: small designs with answers worked by hand, and what
//! must hold between a design and a changed one. The kit names no tool; `neutral` puts its designs into design files,
//! `ask` its questions to the report. The judge itself has to refuse answers that are off.

#![allow(clippy::unwrap_used, reason = "a kit that cannot be read fails the test")]

mod ask;
mod change;
mod judge;
mod neutral;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// The files of a folder of the kit, sorted by name.
fn files(folder: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.into_iter().map(read).collect()
}

fn list<'a>(of: &'a Value, field: &str) -> &'a [Value] {
    of[field].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_design_is_answered_as_worked_by_hand() {
    let designs = files("designs");
    assert_eq!(designs.len(), 20);
    let mut wrong = Vec::new();
    for design in &designs {
        let asked = ask::Asked::new(design);
        for expected in list(design, "expect") {
            assert!(expected["working"].is_string(), "{expected} has no working");
            let got = asked.answer(expected);
            wrong.extend(judge::expected(expected, &got).map(|what| format!("{}: {expected}: {what}", design["id"])));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_judge_takes_what_is_right_and_refuses_what_is_off() {
    let mut traps = 0;
    for design in files("designs") {
        for expected in list(&design, "expect") {
            let right = &expected["value"];
            assert_eq!(judge::expected(expected, right), None, "{expected}");
            assert!(judge::expected(expected, &judge::off(right)).is_some(), "{expected}");
            if let Some(trap) = expected.get("trap") {
                traps += 1;
                assert!(judge::expected(expected, &trap["value"]).is_some(), "{expected}");
            }
        }
    }
    assert!(traps > 20);
}

/// A relation of the kit, with what was answered before the change and after it.
struct Compared {
    place: String,
    relation: Value,
    before: Value,
    after: Value,
}

/// Every case of every invariant, put once.
static COMPARED: LazyLock<Vec<Compared>> = LazyLock::new(|| {
    let (designs, invariants) = (files("designs"), files("invariants"));
    let numbers: Vec<u64> = invariants.iter().map(|of| of["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u64>>());
    let mut all = Vec::new();
    for invariant in &invariants {
        for case in list(invariant, "cases") {
            let is_meant = |design: &&Value| case["designs"] == "all" || list(case, "designs").contains(&design["id"]);
            let meant: Vec<&Value> = designs.iter().filter(is_meant).collect();
            assert!(!meant.is_empty(), "{case}");
            for design in meant {
                let place = format!("invariant {}, {}", invariant["number"], design["id"]);
                if case.get("damage").is_some() {
                    damaged(&place, design, case, &mut all);
                } else {
                    changed(&place, design, case, &mut all);
                }
            }
        }
    }
    all
});

fn changed(place: &str, design: &Value, case: &Value, all: &mut Vec<Compared>) {
    let mut after = design.clone();
    let names = change::apply(&mut after, list(case, "change"));
    let (asked_before, asked_after) = (ask::Asked::new(design), ask::Asked::new(&after));
    for relation in list(case, "relations") {
        // What a design does not have before its change it answers with nothing.
        let before =
            if relation["relation"] == "becomes" { Value::Null } else { every(&asked_before, relation, design) };
        let after = every(&asked_after, &names.in_question(relation), &names.in_question(design));
        let (place, relation) = (place.to_owned(), relation.clone());
        all.push(Compared { place, relation, before: names.in_answer(&before), after });
    }
    if let Some(back) = case.get("and_back") {
        change::apply(&mut after, back.as_array().unwrap());
        let relation = &case["relations"][0];
        let (then, first) = (ask::Asked::new(&after), ask::Asked::new(design));
        let all_of = |asked: &ask::Asked| every(asked, &json!({"question": "all"}), design);
        assert_eq!(all_of(&then), all_of(&first), "{place}: and back, {relation}");
    }
}

/// The answer to a question, or to all those of a design.
fn every(asked: &ask::Asked, relation: &Value, design: &Value) -> Value {
    if relation["question"] != "all" {
        return asked.answer(relation);
    }
    let questions = list(design, "expect").iter().enumerate();
    Value::Object(questions.map(|(at, question)| (at.to_string(), asked.answer(question))).collect::<Map<_, _>>())
}

fn damaged(place: &str, design: &Value, case: &Value, all: &mut Vec<Compared>) {
    for damage in list(case, "damage") {
        for (what, whole) in [("file", ask::file(design)), ("link", ask::link(design))] {
            let after = ask::ending(what, &change::damage(whole.into_bytes(), damage));
            for relation in list(case, "relations") {
                let place = format!("{place}, {what}, {damage}");
                all.push(Compared { place, relation: relation.clone(), before: Value::Null, after: after.clone() });
            }
        }
    }
}

#[test]
fn every_invariant_holds() {
    assert!(COMPARED.len() > 500, "{}", COMPARED.len());
    let wrong = COMPARED.iter().filter_map(|of| {
        let what = judge::relation(&of.relation, &of.before, &of.after)?;
        Some(format!("{}: {}: {what}", of.place, of.relation))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_judge_of_relations_refuses_what_is_off() {
    for of in &*COMPARED {
        let broken = judge::broken(&of.relation, &of.before, &of.after);
        assert!(judge::relation(&of.relation, &of.before, &broken).is_some(), "{}: {} {broken}", of.place, of.relation);
    }
}
