//! What becomes of a template when its findings are mended: one patch a template, with the same id. How a patch is
//! applied is said here; what designs are is the business of `design`.
//!
//! A patch is the part of a design file that differs. A member of a list is found by its `id`, or by its ends (and `id`)
//! where it is a connection: one that is there takes over what the patch says of it, a new one is added, and one that is
//! `gone` goes. `null` takes a field away. A patch may be `of` another template, where the texts answer a bad design with
//! a better one: then it begins with that one, mended.

mod list;

pub use list::ALL;

use serde_json::Value;

/// What the id of a mended template ends in.
pub const ENDING: &str = "-fixed";

/// The file of a mended template, by its whole id.
#[must_use]
pub fn file(id: &str) -> Option<Value> {
    let of = id.strip_suffix(ENDING)?;
    let (_, text) = ALL.iter().find(|(known, _)| *known == of)?;
    let mut patch: Value = serde_json::from_str(text).ok()?;
    let better = patch.as_object_mut()?.remove("of");
    let mut file = match better.as_ref().and_then(Value::as_str) {
        Some(better) => file(&format!("{better}{ENDING}"))?,
        None => serde_json::from_str(super::ALL.iter().find(|(known, _)| *known == of)?.1).ok()?,
    };
    apply(&mut file, &patch);
    Some(file)
}

/// Puts a patch over a value.
fn apply(value: &mut Value, patch: &Value) {
    match (value, patch) {
        (Value::Object(value), Value::Object(patch)) => {
            for (name, change) in patch {
                if change.is_null() {
                    value.remove(name);
                } else {
                    apply(value.entry(name.as_str()).or_insert(Value::Null), change);
                }
            }
        }
        (Value::Array(value), Value::Array(patch)) if patch.iter().all(is_named) => {
            for change in patch {
                let place = value.iter().position(|member| name(member) == name(change));
                let is_gone = change.get("gone") == Some(&Value::Bool(true));
                match place {
                    Some(place) if is_gone => drop(value.remove(place)),
                    Some(place) => apply(&mut value[place], change),
                    None => value.push(change.clone()),
                }
            }
        }
        (value, patch) => *value = patch.clone(),
    }
}

/// What tells a member of a list from the others.
fn name(member: &Value) -> [Option<&Value>; 3] {
    ["id", "from", "to"].map(|field| member.get(field))
}

fn is_named(member: &Value) -> bool {
    name(member).iter().any(Option::is_some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched(value: &str, patch: &str) -> Value {
        let mut value = serde_json::from_str(value).unwrap();
        apply(&mut value, &serde_json::from_str(patch).unwrap());
        value
    }

    fn assert_patched(value: &str, patch: &str, expected: &str) {
        assert_eq!(patched(value, patch), serde_json::from_str::<Value>(expected).unwrap());
    }

    #[test]
    fn members_of_lists_are_found_by_their_names() {
        assert_patched(
            r#"{"components": [{"id": "a", "kind": "server", "notes": "one"}, {"id": "b", "kind": "sql"}]}"#,
            r#"{"components": [{"id": "a", "instances": 2, "notes": null}, {"id": "b", "gone": true},
                {"id": "c", "kind": "queue"}]}"#,
            r#"{"components": [{"id": "a", "kind": "server", "instances": 2}, {"id": "c", "kind": "queue"}]}"#,
        );
        // Parallel connections differ in their ids.
        assert_patched(
            r#"{"connections": [{"from": "a", "to": "b"}, {"id": "two", "from": "a", "to": "b"}]}"#,
            r#"{"connections": [{"id": "two", "from": "a", "to": "b", "mode": "async"}]}"#,
            r#"{"connections": [{"from": "a", "to": "b"}, {"id": "two", "from": "a", "to": "b", "mode": "async"}]}"#,
        );
    }

    #[test]
    fn lists_without_names_are_replaced() {
        assert_patched(
            r#"{"a": {"at": [1, 2], "b": 3}}"#,
            r#"{"a": {"at": [5, 6]}}"#,
            r#"{"a": {"at": [5, 6], "b": 3}}"#,
        );
    }
}
