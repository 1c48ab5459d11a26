//! What authors add, from outside: what is read, what is refused and in which words.

use crate::{read, write};

const WHOLE: &str = r#"{
  "format": "loadbearing/1",
  "kinds": {
    "own-cache": { "from": "cache-distributed", "name": "Team cache", "icon": "kv-db", "values": { "hit_rate": 0.95, "ops_capacity": 40000 }, "sources": { "ops_capacity": "load test of 3 March" } },
    "own-plain": { "from": "server" }
  },
  "components": [
    { "id": "a", "kind": "own-plain", "locked": true },
    { "id": "b", "kind": "own-cache", "settings": { "hit_rate": 0.5 } }
  ],
  "connections": [
    { "from": "a", "to": "b", "step": 2 }
  ],
  "canvas_notes": {
    "note": { "text": "Reads come first.\nWrites pass.", "at": [10, -20, 200, 80] }
  },
  "pieces": {
    "pair": {
      "name": "Server with cache",
      "components": [
        { "id": "s", "kind": "server" },
        { "id": "c", "kind": "own-cache" }
      ],
      "connections": [
        { "from": "s", "to": "c" }
      ],
      "layout": {
        "c": [240, 0],
        "s": [0, 0]
      }
    }
  }
}
"#;

#[test]
fn what_is_written_is_what_was_read() {
    let file = read(WHOLE).unwrap();
    assert_eq!(write(&file), WHOLE);
}

#[test]
fn to_all_who_ask_for_its_kind_a_component_of_an_own_kind_is_of_the_built_in_one() {
    let file = read(WHOLE).unwrap();
    let cache = &file.design.components[1];
    assert_eq!((cache.kind.as_str(), cache.own.as_deref()), ("cache-distributed", Some("own-cache")));
    assert_eq!(file.design.own_kind(cache).unwrap().1.label("own-cache"), "Team cache");
    assert_eq!(file.design.own_kind(cache).unwrap().1.icon(), "kv-db");
}

/// What is replaced in the file, by what, and what is said of it.
const WRONG: &[(&str, &str, &str)] = &[
    (
        r#""own-cache": { "from": "cache-distributed""#,
        r#""own-cache": { "from": "cache-distribted""#,
        r#"kinds.own-cache.from: there is no built-in kind "cache-distribted"; did you mean "cache-distributed"?"#,
    ),
    (
        r#""own-plain": { "from": "server" }"#,
        r#""own-plain": { "from": "own-cache" }"#,
        r#"kinds.own-plain.from: there is no built-in kind "own-cache""#,
    ),
    (r#""own-plain": { "from": "server" }"#, r#""own-plain": { "name": "x" }"#, "kinds.own-plain.from: missing"),
    (
        r#""own-plain": { "from": "server" }"#,
        r#""server": { "from": "server" }"#,
        r#"kinds.server: "server" is a built-in kind; your own needs another id"#,
    ),
    (r#""own-plain": { "from": "server" }"#, r#""": { "from": "server" }"#, r#"kinds[""]: an id may not be empty"#),
    (
        r#""values": { "hit_rate": 0.95"#,
        r#""values": { "hitRate": 0.95"#,
        r#"kinds.own-cache.values.hitRate: unknown setting "hitRate"; did you mean "hit_rate"?"#,
    ),
    (
        r#""values": { "hit_rate": 0.95"#,
        r#""values": { "hit_rate": 95"#,
        "kinds.own-cache.values.hit_rate: expected a share from 0 to 1 (0 % to 100 %), found 95 (9500 %)",
    ),
    (
        r#""sources": { "ops_capacity""#,
        r#""sources": { "opscapacity""#,
        r#"kinds.own-cache.sources.opscapacity: there is no value "opscapacity"; did you mean "ops_capacity"?"#,
    ),
    (
        r#""icon": "kv-db""#,
        r#""icon": "kvdb""#,
        r#"kinds.own-cache.icon: there is no built-in kind "kvdb"; did you mean "kv-db"?"#,
    ),
    (
        r#""kind": "own-plain""#,
        r#""kind": "own-plane""#,
        r#"components[0].kind: unknown kind "own-plane"; did you mean "own-plain"?"#,
    ),
    (
        r#""kind": "own-cache", "settings""#,
        r#""kind": "own-cache", "preset": "redis", "settings""#,
        r#"components[1].preset: unknown preset "redis" of own-cache; there are none"#,
    ),
    (r#""locked": true"#, r#""locked": 1"#, "components[0].locked: expected true or false, found a number"),
    (r#""step": 2"#, r#""step": 0"#, "connections[0].step: expected a whole number from 1 to 1000000, found 0"),
    (
        r#""at": [10, -20, 200, 80]"#,
        r#""at": [10, -20]"#,
        "canvas_notes.note.at: expected four numbers: x, y, width and height",
    ),
    (
        r#""at": [10, -20, 200, 80]"#,
        r#""at": [10, -20, -200, 80]"#,
        "canvas_notes.note.at[2]: expected from 0 to 1000000000, found -200",
    ),
    (
        r#""text": "Reads"#,
        r#""words": "Reads"#,
        r#"canvas_notes.note.words: unknown field "words"; there are text, at"#,
    ),
    (
        r#"{ "id": "c", "kind": "own-cache" }"#,
        r#"{ "id": "c", "kind": "own-cash" }"#,
        r#"pieces.pair.components[1].kind: unknown kind "own-cash"; did you mean "own-cache"?"#,
    ),
    (
        r#"{ "from": "s", "to": "c" }"#,
        r#"{ "from": "s", "to": "b" }"#,
        r#"pieces.pair.connections[0].to: there is no component "b""#,
    ),
    (
        r#"{ "from": "s", "to": "c" }"#,
        r#"{ "from": "s", "to": "c", "journeys": ["j"] }"#,
        r#"pieces.pair.connections[0].journeys[0]: there is no journey "j""#,
    ),
];

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    for (right, wrong, expected) in WRONG {
        assert!(WHOLE.contains(right), "{right}");
        let said = read(&WHOLE.replacen(right, wrong, 1)).expect_err(wrong).to_string();
        // Behind it may stand all that there is.
        assert!(said.starts_with(expected), "{said}, not {expected}");
    }
    let empty = r#"{"format": "loadbearing/1", "pieces": {"p": {"components": []}}}"#;
    assert_eq!(read(empty).unwrap_err().to_string(), "pieces.p.components: a piece has one component at least");
}
