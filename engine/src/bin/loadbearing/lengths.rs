//! How long links get: every template, and designs made to be measured.

use loadbearing_engine::design::{Component, Connection, Design, DesignFile, Journey, Operation, Rate, Setting};
use loadbearing_engine::{link, templates};

use super::readable;

/// The table: what it is, and how many characters its link has behind the address of the page.
pub fn table() -> String {
    let rows = rows().into_iter().map(|(name, length)| [name, format!("{length:>5}")]);
    readable::table(rows, "")
}

/// What is measured, with its length.
fn rows() -> Vec<(String, usize)> {
    let of = |file: &DesignFile| link::encode(file).chars().count() + 1;
    let mut rows: Vec<(String, usize)> = templates::ALL
        .iter()
        .filter_map(|(id, _)| Some((format!("template {id}"), of(&templates::find(id)?))))
        .collect();
    rows.push(("20 boxes".to_owned(), of(&boxes(20, false))));
    rows.push(("100 boxes, changed settings".to_owned(), of(&boxes(100, true))));
    rows
}

/// Kinds of the boxes, and the words that they are named by.
const KINDS: &[&str] = &[
    "service",
    "server",
    "sql",
    "cache-distributed",
    "queue",
    "worker",
    "stream",
    "gateway",
    "lb-l7",
    "search",
    "object-store",
    "kv-db",
];
const WORDS: &[&str] = &[
    "User",
    "Order",
    "Payment",
    "Search",
    "Feed",
    "Media",
    "Session",
    "Notify",
    "Catalogue",
    "Cart",
    "Billing",
    "Events",
    "Metrics",
    "Graph",
];
/// Figures that are changed of two boxes in five, and the parts of one that they are stated in.
const SETTINGS: &[(&str, f64)] = &[("availability", 1e5), ("latency_ms", 10.0), ("price_per_month", 1.0)];

/// A design of so many boxes, as somebody would draw it: each has a name, stands on the grid and is called by one or
/// two others. The same every time.
fn boxes(count: usize, is_changed: bool) -> DesignFile {
    let mut seed = 7u32;
    let mut below = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    let mut file = DesignFile::default();
    let mut components: Vec<Component> = Vec::new();
    for _ in 0..count {
        let kind = KINDS[below(KINDS.len())];
        let mut component = Component {
            id: match components.iter().filter(|other| other.kind == kind).count() {
                // As the page gives ids to what is put on the canvas.
                0 => kind.to_owned(),
                others => format!("{kind}-{}", others + 1),
            },
            kind: kind.to_owned(),
            name: Some(format!("{} {}", WORDS[below(WORDS.len())], kind.replace('-', " "))),
            ..Component::default()
        };
        if is_changed {
            for (name, parts) in SETTINGS {
                if below(5) < 2 {
                    let value = (below(999) + 1) as f64 / parts;
                    component.settings.insert((*name).to_owned(), Setting::Number(value));
                }
            }
            component.instances = (below(5) < 2).then(|| below(20) as u32 + 1);
        }
        file.layout.insert(component.id.clone(), ((below(100) * 20) as f64, (below(60) * 20) as f64));
        components.push(component);
    }
    let mut connections = Vec::new();
    for number in 1..count {
        let from = components[below(number)].id.clone();
        connections.push(Connection { from, to: components[number].id.clone(), ..Connection::default() });
        if below(5) < 2 {
            let (from, to) = (below(count), below(count));
            let (from, to) = (components[from].id.clone(), components[to].id.clone());
            connections.push(Connection { from, to, ..Connection::default() });
        }
    }
    let journey = Journey {
        id: "use".to_owned(),
        name: None,
        entry: components.first().map(|component| component.id.clone()).unwrap_or_default(),
        operation: Operation::Read,
        rate: Some(Rate::PerSecond(1_000.0)),
        peak_factor: None,
        daily_curve: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    };
    file.design = Design { title: format!("{count} boxes"), components, connections, ..Design::default() };
    file.design.workload.journeys.push(journey);
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::read;

    #[test]
    fn links_are_as_short_as_they_should_be() {
        for (name, length) in rows() {
            let most = match name.as_str() {
                "20 boxes" => 700,
                "100 boxes, changed settings" => 2_600,
                _ => 2_000,
            };
            assert!(length < most, "{name}: {length}");
        }
    }

    #[test]
    fn what_is_measured_is_a_design() {
        let file = boxes(100, true);
        assert_eq!(read(&loadbearing_engine::write(&file)), Ok(file.clone()));
        assert_eq!(link::decode(&link::encode(&file)), Ok(file));
    }
}
