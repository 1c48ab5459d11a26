//! What of one design differs in another, field by field. Where boxes stand is no difference, nor is the order of
//! anything.

use std::collections::BTreeMap;

use super::{Change, FieldChange, Value};
use crate::design::read::Json;
use crate::design::tree::{as_json, entries, field_of, is_keyed, joined, key_of, pairs};
use crate::design::{Design, DesignFile};

/// Fields of the file that mean nothing.
const MEANINGLESS: &[&str] = &["format", "layout", "frames", "canvas_notes", "pieces", "steps"];
/// Fields of an item that say which one it is.
const NAMING: &[&str] = &["id", "from", "to"];
/// In which order changes are listed.
const ORDER: &[&str] = &[
    "design",
    "workload",
    "requirements",
    "thresholds",
    "prices",
    "journey",
    "place",
    "component",
    "connection",
    "accepted",
];

/// What the fields of something say, by their paths.
type Leaves = BTreeMap<String, Value>;

/// What differs: the design as a whole first, then journeys, places, components and connections, each by id.
pub(super) fn changes(before: &DesignFile, after: &DesignFile) -> Vec<Change> {
    let (was, is) = (as_json(before), as_json(after));
    let names = [Names::of(&before.design), Names::of(&after.design)];
    let mut found: Vec<Change> = Vec::new();
    let mut whole: BTreeMap<String, [Leaves; 2]> = BTreeMap::new();
    for (field, one, other) in pairs(Some(&was), Some(&is)) {
        let is_list = [one, other].iter().flatten().any(|json| matches!(json, Json::List(_)));
        if MEANINGLESS.contains(&field.as_str()) {
            continue;
        }
        if is_list {
            of_list(singular(&field), [one, other], &names, &mut found);
            continue;
        }
        // Title and notes are fields of the design; the others have fields of their own.
        let (of, at) = if is_object(one) || is_object(other) { (field.as_str(), "") } else { ("design", &*field) };
        let sides = whole.entry(of.to_owned()).or_default();
        for (json, leaves) in [one, other].into_iter().zip(sides) {
            gather(json, at, leaves);
        }
    }
    let journeys = |tree| field_of(tree, "workload").and_then(|workload| field_of(workload, "journeys"));
    of_list("journey", [journeys(&was), journeys(&is)], &names, &mut found);
    for (of, [one, other]) in whole {
        let fields = differing(&one, &other);
        if !fields.is_empty() {
            found.push(Change { of: of.into(), fate: "changed".into(), fields, ..Change::default() });
        }
    }
    found.sort_by(|a, b| (rank(&a.of), &a.of, &a.id).cmp(&(rank(&b.of), &b.of, &b.id)));
    found
}

fn rank(of: &str) -> usize {
    ORDER.iter().position(|known| *known == of).unwrap_or(ORDER.len())
}

fn is_object(json: Option<&Json>) -> bool {
    matches!(json, Some(Json::Object(_)))
}

/// One of a list, by the name of the list.
fn singular(list: &str) -> &str {
    if list == "accepted" { list } else { list.strip_suffix('s').unwrap_or(list) }
}

/// Something in a list: its place there, and what it says.
struct Item<'a> {
    at: usize,
    json: &'a Json,
    leaves: Leaves,
}

/// What two lists have under one key.
#[derive(Default)]
struct Called<'a>([Vec<Item<'a>>; 2]);

fn of_list(of: &str, lists: [Option<&Json>; 2], names: &[Names<'_>; 2], found: &mut Vec<Change>) {
    let mut by_key: BTreeMap<String, Called<'_>> = BTreeMap::new();
    for (side, list) in lists.into_iter().enumerate() {
        let Some(Json::List(items)) = list else { continue };
        for (at, json) in items.iter().enumerate() {
            let Some(key) = key_of(json) else { continue };
            let mut leaves = Leaves::new();
            gather(Some(json), "", &mut leaves);
            leaves.retain(|field, _| !NAMING.contains(&field.as_str()));
            by_key.entry(key).or_default().0[side].push(Item { at, json, leaves });
        }
    }
    for (key, Called([mut was, mut is])) in by_key {
        // Several with one key (parallel connections): those that are alike belong together, whatever their order.
        was.retain(|one| match is.iter().position(|other| other.leaves == one.leaves) {
            Some(same) => {
                is.remove(same);
                false
            }
            None => true,
        });
        for items in [&mut was, &mut is] {
            items.sort_by_cached_key(|item| format!("{:?}", item.leaves));
        }
        for number in 0..was.len().max(is.len()) {
            let (one, other) = (was.get(number), is.get(number));
            let fate = match (one, other) {
                (Some(_), Some(_)) => "changed",
                (None, _) => "added",
                (_, None) => "removed",
            };
            let leaves = |item: Option<&Item<'_>>| item.map_or_else(Leaves::new, |item| item.leaves.clone());
            let name = match (other, one) {
                (Some(item), _) => names[1].name(of, &key, item.json),
                (None, Some(item)) => names[0].name(of, &key, item.json),
                (None, None) => key.clone(),
            };
            found.push(Change {
                of: of.to_owned().into(),
                id: if number == 0 { key.clone() } else { format!("{key} ({})", number + 1) },
                name,
                fate: fate.into(),
                fields: differing(&leaves(one), &leaves(other)),
                at: (one.map(|item| item.at), other.map(|item| item.at)),
            });
        }
    }
}

fn differing(one: &Leaves, other: &Leaves) -> Vec<FieldChange> {
    let mut paths: Vec<&String> = one.keys().chain(other.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let change = |path: &String| FieldChange {
        field: path.clone(),
        before: one.get(path).cloned(),
        after: other.get(path).cloned(),
    };
    paths.into_iter().map(change).filter(|field| field.before != field.after).collect()
}

/// Adds what a tree says, by path. Lists whose items have ids of their own are no values.
fn gather(json: Option<&Json>, at: &str, leaves: &mut Leaves) {
    match json {
        None => {}
        Some(Json::Object(_)) => {
            for (name, value) in entries(json) {
                // Settings may stand among the fields as well: they are called the same in both forms.
                let path = if name == "settings" { at.to_owned() } else { joined(at, &name) };
                gather(Some(value), &path, leaves);
            }
        }
        Some(Json::List(items)) if !items.is_empty() && is_keyed(json) => {}
        Some(value) => {
            leaves.insert(at.to_owned(), value_of(value));
        }
    }
}

fn value_of(json: &Json) -> Value {
    match json {
        Json::Switch(on) => Value::Switch(*on),
        Json::Number(value) => Value::Number(*value),
        Json::Text(text) => Value::Text(text.clone()),
        Json::List(items) if items.iter().all(|item| matches!(item, Json::Number(_))) && !items.is_empty() => {
            Value::Numbers(
                items
                    .iter()
                    .filter_map(|item| if let Json::Number(value) = item { Some(*value) } else { None })
                    .collect(),
            )
        }
        Json::List(items) => {
            let mut words: Vec<String> = items
                .iter()
                .filter_map(|item| if let Json::Text(text) = item { Some(text.clone()) } else { None })
                .collect();
            words.sort_unstable();
            Value::Words(words)
        }
        Json::Null | Json::Object(_) => Value::Text(String::new()),
    }
}

/// What people call the things of a design.
struct Names<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    fn of(design: &'a Design) -> Self {
        Self(design.components.iter().map(|one| (one.id.as_str(), one.label())).collect())
    }

    fn name(&self, of: &str, key: &str, json: &Json) -> String {
        let text = |field: &str| match field_of(json, field) {
            Some(Json::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let label = |id: &str| self.0.get(id).map_or(id, |label| *label).to_owned();
        match (of, text("from"), text("to")) {
            ("component", ..) => label(key),
            (_, Some(from), Some(to)) => format!("{} → {}", label(from), label(to)),
            _ => text("name").map_or_else(|| key.to_owned(), str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(parts: &str) -> DesignFile {
        crate::read(&format!(r#"{{"format": "loadbearing/1", {parts}}}"#)).unwrap_or_else(|error| panic!("{error}"))
    }

    fn found(one: &str, other: &str) -> Vec<String> {
        let told = |change: &Change| {
            let fields =
                change.fields.iter().map(|field| format!("{} {:?} {:?}", field.field, field.before, field.after));
            format!("{} {} {}: {}", change.fate, change.of, change.id, fields.collect::<Vec<_>>().join(", "))
        };
        changes(&file(one), &file(other)).iter().map(told).collect()
    }

    #[test]
    fn what_is_added_removed_and_changed_is_told_by_field() {
        let one = r#""title": "One", "components": [{"id": "a", "kind": "server", "instances": 2}, {"id": "b", "kind": "sql"}],
            "connections": [{"from": "a", "to": "b"}], "layout": {"a": [0, 0]}"#;
        let other = r#""title": "Two", "components": [{"id": "a", "kind": "server", "instances": 3},
            {"id": "c", "kind": "sql", "replicas": 1}], "connections": [{"from": "a", "to": "c"}], "layout": {"a": [9, 9]}"#;
        let none = |value: &str| format!("None Some(Text({value:?}))");
        assert_eq!(
            found(one, other),
            [
                "changed design : title Some(Text(\"One\")) Some(Text(\"Two\"))".to_owned(),
                "changed component a: instances Some(Number(2.0)) Some(Number(3.0))".to_owned(),
                "removed component b: kind Some(Text(\"sql\")) None".to_owned(),
                format!("added component c: kind {}, replicas None Some(Number(1.0))", none("sql")),
                "removed connection a->b: ".to_owned(),
                "added connection a->c: ".to_owned(),
            ]
        );
    }

    #[test]
    fn order_means_nothing_not_even_of_parallel_connections() {
        let boxes = r#""components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "sql", "places": ["y", "x"]}],
            "places": [{"id": "x", "kind": "zone"}, {"id": "y", "kind": "zone"}]"#;
        let turned = r#""components": [{"id": "b", "kind": "sql", "places": ["x", "y"]}, {"id": "a", "kind": "server"}],
            "places": [{"id": "y", "kind": "zone"}, {"id": "x", "kind": "zone"}]"#;
        let ways = |first: &str, second: &str| {
            format!(r#""connections": [{{"from": "a", "to": "b", {first}}}, {{"from": "a", "to": "b", {second}}}]"#)
        };
        let (slow, quick) = (r#""calls": 1"#, r#""calls": 2"#);
        let (one, other) = (format!("{boxes}, {}", ways(slow, quick)), format!("{turned}, {}", ways(quick, slow)));
        assert_eq!(found(&one, &other), [""; 0]);
        let third = format!("{turned}, {}", ways(r#""calls": 3"#, slow));
        assert_eq!(found(&one, &third), ["changed connection a->b: calls Some(Number(2.0)) Some(Number(3.0))"]);
    }

    #[test]
    fn a_rate_in_other_words_is_one_change_of_its_journey() {
        let journey = |rate: &str| {
            format!(
                r#""components": [{{"id": "a", "kind": "server"}}], "workload": {{"horizon_years": 2, "journeys":
                    [{{"id": "j", "entry": "a", "operation": "read", "rate": {rate}}}]}}"#
            )
        };
        let all = found(&journey(r#"{"per_second": 5}"#), &journey(r#"{"per_day": 9}"#));
        assert_eq!(
            all,
            ["changed journey j: rate.per_day None Some(Number(9.0)), rate.per_second Some(Number(5.0)) None"]
        );
    }

    #[test]
    fn every_template_is_itself() {
        for (id, text) in crate::templates::ALL {
            let file = crate::read(text).unwrap();
            assert_eq!(changes(&file, &file), [], "{id}");
        }
    }
}
