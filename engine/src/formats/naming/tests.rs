//! What shapes are taken for, by words that people write on them.

use super::*;

#[test]
fn every_line_of_words_names_a_kind_and_a_product_that_there_is() {
    assert!(kinds::find(fallback()).is_some());
    for line in lines().skip(1) {
        let (what, phrases) = line.split_once(':').expect(line);
        if what == SAYS_NOTHING {
            continue;
        }
        let (kind, preset) = kind_and_preset(what);
        if !kind.is_empty() {
            let kind = kinds::find(kind).expect(line);
            assert!(preset.is_none_or(|preset| kind.presets.iter().any(|known| known.id == preset)), "{line}");
        }
        assert!(phrases.split(',').all(|phrase| !words(phrase).is_empty()), "{line}");
    }
}

#[test]
fn names_end_with_what_a_thing_is() {
    for (text, kind, preset) in [
        ("Redis", "cache-distributed", Some("redis")),
        ("Redis cache", "cache-distributed", Some("redis")),
        ("Kafka", "stream", Some("kafka")),
        ("Kafka consumer", "worker", None),
        ("PostgreSQL", "sql", Some("postgresql")),
        ("Postgres (primary)", "sql", Some("postgresql")),
        ("User DB", "sql", None),
        ("UserService", "service", None),
        ("Users", "client-web", None),
        ("Load balancer for users", "lb-l7", None),
        ("API Gateway", "gateway", None),
        ("Search service", "search", None),
        ("Payment API (Stripe)", "external-api", Some("payment")),
        ("S3 bucket", "object-store", Some("s3")),
        ("Mobile App", "client-mobile", None),
        ("MongoDB", "document-db", Some("mongodb")),
        ("CloudFront CDN", "cdn", Some("cloudfront")),
    ] {
        let found = meaning(text).map(|meaning| (meaning.kind, meaning.preset));
        assert_eq!(found, Some((kind, preset)), "{text}");
    }
    assert_eq!(meaning("Frobnicator"), None);
}

/// Names that people write into diagrams: of the large hosts, of open source, of no product, in English and Russian.
const NAMES: &str = include_str!("names.txt");

#[test]
fn names_that_people_use_mean_what_they_mean() {
    let mut wrong = Vec::new();
    for line in NAMES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (name, expected) = line.split_once(" = ").expect(line);
        let found = meaning(name).map_or_else(
            || "?".to_owned(),
            |found| found.preset.map_or(found.kind.to_owned(), |preset| format!("{}/{preset}", found.kind)),
        );
        if found != expected {
            wrong.push(format!("{name} is {expected}, not {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(NAMES.lines().count() > 300);
}

fn shape(key: &str, label: &str, looks: &str) -> Shape {
    Shape { key: key.to_owned(), label: label.to_owned(), looks: looks.to_owned(), ..Shape::default() }
}

fn line(from: &str, to: &str) -> Line {
    Line { from: from.to_owned(), to: to.to_owned(), ..Line::default() }
}

#[test]
fn nothing_is_dropped_without_a_word() {
    let sketch = Sketch {
        shapes: vec![shape("a", "Frobnicator", ""), shape("b", "Frobnicator", "cylinder"), shape("c", "", "lambda")],
        lines: vec![
            line("a", "b"),
            line("a", "a"),
            line("a", "gone"),
            Line { label: "HTTP".to_owned(), is_undirected: true, ..line("b", "c") },
        ],
        groups: vec![Group { key: "g".to_owned(), label: "Backend".to_owned(), within: None }],
        left_out: vec!["a picture".to_owned()],
        ..Sketch::default()
    };
    let imported = design(sketch);
    let ids: Vec<(&str, &str)> =
        imported.file.design.components.iter().map(|one| (one.id.as_str(), one.kind.as_str())).collect();
    assert_eq!(ids, [("frobnicator", "service"), ("frobnicator-2", "sql"), ("serverless-function", "serverless")]);
    assert_eq!(imported.file.design.connections.len(), 2);
    let told = imported.notes.join("\n");
    for words in
        ["Frobnicator.", "without words", "Backend", "HTTP", "both ways", "do not join", "to itself", "a picture"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[test]
fn groups_that_are_places_are_places() {
    let group = |key: &str, label: &str, within: Option<&str>| Group {
        key: key.to_owned(),
        label: label.to_owned(),
        within: within.map(str::to_owned),
    };
    let sketch = Sketch {
        shapes: vec![Shape { group: Some("pods".to_owned()), ..shape("a", "API", "") }],
        groups: vec![
            group("pods", "Pods", Some("zone")),
            group("zone", "Zone a", Some("eu")),
            group("eu", "Region EU", None),
        ],
        ..Sketch::default()
    };
    let design = design(sketch).file.design;
    let places: Vec<(&str, Option<&str>)> =
        design.places.iter().map(|place| (place.id.as_str(), place.within.as_deref())).collect();
    assert_eq!(places, [("region-eu", None), ("zone-a", Some("region-eu"))]);
    assert_eq!(design.components[0].places, Placement::Spread(vec!["zone-a".to_owned()]));
}

#[test]
fn boxes_stand_as_they_were_drawn_with_room_between() {
    let at = |key: &str, x: f64| Shape { middle: Some((x, 0.0)), size: Some((40.0, 40.0)), ..shape(key, key, "") };
    let imported = design(Sketch { shapes: vec![at("a", 0.0), at("b", 60.0)], ..Sketch::default() });
    let (a, b) = (imported.file.layout["a"], imported.file.layout["b"]);
    // 232 over 60 is what 40 wide shapes with half of it between need.
    assert_eq!((a, b), ((-84.0, -36.0), (148.0, -36.0)));
}

#[test]
fn a_name_that_is_a_text_is_cut() {
    let imported = design(Sketch { shapes: vec![shape("a", &"ü ".repeat(300), "")], ..Sketch::default() });
    assert_eq!(imported.file.design.components[0].label().chars().count(), 200);
    assert!(imported.notes.iter().any(|note| note.contains("were cut: 1")), "{:?}", imported.notes);
}
