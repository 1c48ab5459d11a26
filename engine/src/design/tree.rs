//! A design as the tree of its file, and two such trees side by side: what locks and comparisons are made of. Knows
//! nothing of what the fields mean.

use std::collections::HashMap;

use super::read::Json;
use super::{DesignFile, write};

/// A design as the tree of its file.
pub(crate) fn as_json(file: &DesignFile) -> Json {
    // What the writer writes can be parsed.
    Json::parse(&write(file)).unwrap_or(Json::Object(Vec::new()))
}

/// A path with one more name.
pub(crate) fn joined(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// The fields of two objects, or the items of two lists that have ids, side by side; each name once.
pub(crate) type Pairs<'a> = Vec<(String, Option<&'a Json>, Option<&'a Json>)>;

/// Side by side, in the order of the first and then of the second.
pub(crate) fn pairs<'a>(was: Option<&'a Json>, is: Option<&'a Json>) -> Pairs<'a> {
    let mut pairs: Pairs<'a> = entries(was).into_iter().map(|(key, value)| (key, Some(value), None)).collect();
    let places: HashMap<String, usize> = pairs.iter().enumerate().map(|(at, (key, ..))| (key.clone(), at)).collect();
    for (key, value) in entries(is) {
        match places.get(&key) {
            Some(&at) => pairs[at].2 = Some(value),
            None => pairs.push((key, None, Some(value))),
        }
    }
    pairs
}

/// Names and values of an object, or ids and items of a list; parallel connections are counted.
pub(crate) fn entries(json: Option<&Json>) -> Vec<(String, &Json)> {
    match json {
        Some(Json::Object(fields)) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Some(Json::List(items)) => {
            let mut times: HashMap<String, usize> = HashMap::new();
            let keyed = items.iter().filter_map(|item| Some((key_of(item)?, item)));
            let counted = keyed.map(|(key, item)| {
                let count = times.entry(key.clone()).or_default();
                *count += 1;
                (if *count == 1 { key } else { format!("{key} ({count})") }, item)
            });
            counted.collect()
        }
        _ => Vec::new(),
    }
}

/// A field of an object.
pub(crate) fn field_of<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    match json {
        Json::Object(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, value)| value),
        _ => None,
    }
}

/// Whether all items of a list have something they are called by.
pub(crate) fn is_keyed(json: Option<&Json>) -> bool {
    matches!(json, Some(Json::List(items)) if items.iter().all(|item| key_of(item).is_some()))
}

/// What an item of a list is called: its id, or the ends of a connection, or the rule of an accepted finding.
pub(crate) fn key_of(json: &Json) -> Option<String> {
    let text = |name: &str| match field_of(json, name) {
        Some(Json::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    if let Some(id) = text("id") {
        return Some(id.to_owned());
    }
    match (text("from"), text("to"), text("rule")) {
        (Some(from), Some(to), _) => Some(format!("{from}->{to}")),
        (_, _, Some(rule)) => Some(rule.to_owned()),
        _ => None,
    }
}
