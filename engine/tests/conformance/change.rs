//! What the kit changes about a design: JSON Patch (RFC 6902: `add`, `remove`, `replace`, `move`), and five changes that
//! suit any design. And what it does to the bytes of a file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Fields of the kit that hold ids of components, journeys or places.
const NAMING: &[&str] = &[
    "id",
    "enters",
    "from",
    "to",
    "in",
    "places",
    "journeys",
    "after_miss_in",
    "component",
    "journey",
    "queue",
    "about",
    "lost",
    "cold",
];

/// New names by old ones.
#[derive(Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    fn rename(&self, value: &mut Value) {
        match value {
            Value::String(word) => {
                if let Some(new) = self.0.get(word) {
                    *word = new.clone();
                }
            }
            Value::Array(members) => members.iter_mut().for_each(|member| self.rename(member)),
            _ => {}
        }
    }

    fn rename_below(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if NAMING.contains(&name.as_str()) && !value.is_object() {
                        self.rename(value);
                    }
                    self.rename_below(value);
                }
            }
            Value::Array(members) => members.iter_mut().for_each(|member| self.rename_below(member)),
            _ => {}
        }
    }

    /// A question, or all of a design, in the new names.
    pub fn in_question(&self, question: &Value) -> Value {
        let mut renamed = question.clone();
        self.rename_below(&mut renamed);
        renamed
    }

    /// An answer in the new names.
    pub fn in_answer(&self, answer: &Value) -> Value {
        match answer {
            Value::Object(fields) => {
                let renamed = |name: &String| self.0.get(name).unwrap_or(name).clone();
                Value::Object(fields.iter().map(|(name, value)| (renamed(name), self.in_answer(value))).collect())
            }
            other => {
                let mut renamed = other.clone();
                self.rename(&mut renamed);
                renamed
            }
        }
    }
}

/// Changes a design; gives the names that are new.
pub fn apply(design: &mut Value, changes: &[Value]) -> Names {
    let mut names = Names::default();
    for change in changes {
        let text = |field: &str| change[field].as_str().expect("a text").to_owned();
        let factor = || change["by"].as_f64().expect("a factor");
        match change["op"].as_str().expect("what to do") {
            "add" => add(design, &text("path"), change["value"].clone()),
            "remove" => drop(remove(design, &text("path"))),
            "replace" => *design.pointer_mut(&text("path")).expect("something to replace") = change["value"].clone(),
            "move" => {
                let moved = remove(design, &text("from"));
                add(design, &text("path"), moved);
            }
            "rename" => {
                names.0.insert(text("from"), text("to"));
                Names(BTreeMap::from([(text("from"), text("to"))])).rename_below(design);
            }
            "rename-all" => {
                names = backwards(design);
                names.rename_below(design);
            }
            "reverse" => {
                for list in ["places", "journeys", "components", "connections"] {
                    if let Some(Value::Array(members)) = design.get_mut(list) {
                        members.reverse();
                    }
                }
            }
            "load" => {
                for journey in design["journeys"].as_array_mut().expect("journeys") {
                    journey["per_second"] = json!(journey["per_second"].as_f64().expect("a rate") * factor());
                }
            }
            "move-boxes" => {
                let ids = design["components"].as_array().expect("components").iter();
                let boxes =
                    ids.enumerate().map(|(at, of)| (of["id"].as_str().unwrap().to_owned(), json!([at * 40, 7])));
                design["boxes"] = Value::Object(boxes.collect::<Map<_, _>>());
            }
            other => panic!("unknown change {other}"),
        }
    }
    names
}

/// New names for everything, whose order is the opposite of the old one.
fn backwards(design: &Value) -> Names {
    let lists = ["places", "journeys", "components"].into_iter();
    let mut ids: Vec<&str> =
        lists.flat_map(|list| super::list(design, list)).map(|of| of["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    Names(ids.iter().rev().enumerate().map(|(at, id)| ((*id).to_owned(), format!("renamed-{at:03}"))).collect())
}

fn parent<'a>(design: &'a mut Value, path: &str) -> (&'a mut Value, String) {
    let (parent, last) = path.rsplit_once('/').expect("a path");
    (design.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {path}")), last.to_owned())
}

fn add(design: &mut Value, path: &str, value: Value) {
    match parent(design, path) {
        (Value::Array(members), last) if last == "-" => members.push(value),
        (Value::Array(members), last) => members.insert(last.parse().unwrap(), value),
        (parent, last) => parent[last] = value,
    }
}

fn remove(design: &mut Value, path: &str) -> Value {
    match parent(design, path) {
        (Value::Array(members), last) => members.remove(last.parse().unwrap()),
        (parent, last) => parent.as_object_mut().unwrap().remove(&last).expect("something to remove"),
    }
}

/// Damages bytes as the kit says.
pub fn damage(mut bytes: Vec<u8>, damage: &Value) -> Vec<u8> {
    let place = |bytes: &[u8]| (bytes.len() as f64 * damage["at"].as_f64().expect("a place")) as usize;
    let hex = || {
        let text = damage["hex"].as_str().expect("bytes");
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect::<Vec<u8>>()
    };
    match damage["op"].as_str().expect("what to do") {
        "cut" => bytes.truncate(place(&bytes)),
        "flip" => {
            let at = place(&bytes);
            bytes[at] ^= 0x15;
        }
        "twice" => bytes.extend(bytes.clone()),
        "bytes" => bytes = hex(),
        "repeat" => bytes = hex().repeat(damage["times"].as_u64().expect("how often") as usize),
        other => panic!("unknown damage {other}"),
    }
    bytes
}
