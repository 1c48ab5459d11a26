//! The catalogue of kinds as a whole: every id is there once, every declaration can be shown and read, and the figures
//! that the file format fixes are what it says. What a design makes of them is tested with the analyses.

use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::design::vocabulary::{Fallback, SettingSpec, Shape, Source};
use loadbearing_engine::kinds::{self, Capacity, Copies, Dispatch, Family, Kind};
use loadbearing_engine::{read, templates};

/// Every kind that the file format knows.
#[rustfmt::skip]
const IDS: &[&str] = &[
    "2pc-coordinator", "alerting", "backup", "batch", "bff", "bi", "block-store", "browser-cache", "cache-db",
    "cache-distributed", "cache-gateway", "cache-local", "cdn", "ci-cd", "client-desktop", "client-iot",
    "client-mobile", "client-web", "columnar", "container-platform", "coordinator", "cqrs-command", "cqrs-query",
    "dashboard", "db-replica", "ddos", "dlq", "dns", "document-db", "embedding", "etl", "event-store",
    "external-api", "feature-store", "file-store", "firewall", "forward-proxy", "gateway", "graph-db", "graphql",
    "gslb", "iac", "identity", "key-gen", "kv-db", "lake", "lakehouse", "lb-l4", "lb-l7", "ledger", "llm", "logs",
    "metadata-db", "metrics", "ml-serving", "ml-training", "modular-monolith", "newsql", "notification",
    "object-store", "outbox-relay", "policy", "presence", "profiling", "pubsub", "push-gateway", "queue",
    "rabbitmq", "rate-limiter", "recommender", "redis-pubsub", "registry", "reverse-proxy", "saga-orchestrator",
    "scheduler", "search", "secrets", "server", "serverless", "service", "shard-router", "sidecar", "sql",
    "storage-tier", "stream", "stream-processor", "tracing", "transcoder", "tsdb", "vector-db", "vm", "waf",
    "warehouse", "wide-column", "worker", "ws-gateway",
];

/// The texts that figures may come from.
const TEXTS: &[&str] =
    &["interview-answers §", "mental-models §", "senior-node §", "worked-examples §", "zero-to-hero §"];

fn all() -> impl Iterator<Item = &'static Kind> {
    kinds::catalogue::ALL.iter().copied()
}

fn fits(spec: &SettingSpec, value: Fallback) -> bool {
    match (spec.shape, value) {
        (_, Fallback::Open) | (Shape::Switch, Fallback::Switch(_)) => true,
        (Shape::Number { least, most, .. }, Fallback::Number(number)) => (least..=most).contains(&number),
        (Shape::Choice(words), Fallback::Text(word)) => words.contains(&word),
        (Shape::Text, Fallback::Text(_)) => true,
        _ => false,
    }
}

fn is_named(source: Source) -> bool {
    match source {
        Source::Assumption => true,
        Source::Documented(text) => text.split("; ").all(|part| TEXTS.iter().any(|known| part.starts_with(known))),
    }
}

fn default_of(kind: &str, setting: &str) -> (f64, bool) {
    let kind = kinds::find(kind).unwrap_or_else(|| panic!("no kind {kind}"));
    let spec = kind.setting(setting).unwrap_or_else(|| panic!("{} has no {setting}", kind.id));
    let Fallback::Number(number) = spec.default else { panic!("{}.{setting} has no number", kind.id) };
    (number, spec.source == Source::Assumption)
}

#[test]
fn every_id_is_there_once() {
    let mut ids: Vec<&str> = all().map(|kind| kind.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, IDS);
}

#[test]
fn there_are_96_kinds_each_with_neighbours() {
    assert_eq!(all().count(), 96);
    for kind in all() {
        assert!(!kind.links.is_empty(), "{} may lead nowhere", kind.id);
        assert!(!kind.all_settings().is_empty() || kind.copies == Copies::Inside, "{} has no settings", kind.id);
    }
}

/// What the documents say of products when the network parts, of consistency, and of who takes writes.
const CLASSES: [(&str, &str, &str, &str); 15] = [
    ("document-db", "mongodb", "cap", "CP"),
    ("document-db", "mongodb", "consistency_level", "causal"),
    ("document-db", "mongodb", "topology", "single-leader"),
    ("document-db", "couchdb", "cap", "AP"),
    ("document-db", "dynamodb", "cap", "AP"),
    ("kv-db", "dynamodb", "cap", "AP"),
    ("kv-db", "dynamodb", "consistency_level", "session"),
    ("kv-db", "riak", "topology", "leaderless"),
    ("wide-column", "cassandra", "cap", "AP"),
    ("wide-column", "cassandra", "topology", "leaderless"),
    ("wide-column", "hbase", "cap", "CP"),
    ("newsql", "spanner", "consistency_level", "linearizable"),
    ("newsql", "cockroachdb", "consistency_level", "linearizable"),
    ("coordinator", "zookeeper", "consistency_level", "sequential"),
    ("coordinator", "etcd", "cap", "CP"),
];

#[test]
fn products_have_their_documented_classes() {
    for (kind, preset, setting, class) in CLASSES {
        let preset = kinds::find(kind).and_then(|kind| kind.preset(preset)).unwrap_or_else(|| panic!("no {preset}"));
        let found = preset.settings.iter().find(|(name, ..)| *name == setting);
        let (_, value, source) = found.unwrap_or_else(|| panic!("{}: no {setting}", preset.id));
        assert_eq!(*value, Fallback::Text(class), "{}: {setting}", preset.id);
        assert!(*source != Source::Assumption, "{}: {setting}", preset.id);
    }
}

#[test]
fn every_kind_has_a_page_that_explains_it_and_its_figures() {
    for kind in all() {
        let (about, figures) = kind.page.split_once(" ## Figures\n").unwrap_or_else(|| panic!("{}: figures", kind.id));
        let sentences = about.split(['.', ':', ';']).filter(|part| part.split_whitespace().count() > 2).count();
        assert!(sentences >= 3, "{}: {sentences} sentences", kind.id);
        assert!(figures.trim().ends_with('.'), "{}: the page ends in the middle", kind.id);
        assert!(!kind.name.is_empty());
        assert!(is_named(kind.source) && kind.source != Source::Assumption, "{}: {}", kind.id, kind.source.text());
    }
}

#[test]
fn a_page_says_where_its_figures_are_assumptions() {
    for kind in all() {
        let assumed = kind
            .settings
            .iter()
            .any(|spec| matches!(spec.default, Fallback::Number(_)) && spec.source == Source::Assumption);
        assert!(!assumed || kind.page.contains("assumption"), "{}: its page does not say so", kind.id);
    }
}

#[test]
fn names_are_unique() {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for kind in all() {
        if let Some(other) = names.insert(kind.name, kind.id) {
            panic!("{} and {other} are both called {}", kind.id, kind.name);
        }
    }
}

#[test]
fn links_lead_to_kinds() {
    for kind in all() {
        let links: BTreeSet<&str> = kind.links.iter().copied().collect();
        assert_eq!(links.len(), kind.links.len(), "{}: a link twice", kind.id);
        for link in links {
            assert!(kinds::find(link).is_some(), "{} leads to {link}, which is no kind", kind.id);
        }
    }
}

/// Connections that the documents draw although a rule speaks against them: a gateway that asks a database itself.
const MISDRAWN: [(&str, &str, &str); 1] = [("video-streaming", "gw", "meta")];

#[test]
fn templates_connect_only_what_may_be_connected() {
    for (id, text) in templates::ALL {
        let design = read(text).unwrap_or_else(|error| panic!("{id}: {error}")).design;
        let kind_of = |component: &str| {
            let found = design.components.iter().find(|other| other.id == component);
            found.map_or_else(|| panic!("{id}: no {component}"), |component| component.kind.as_str())
        };
        for connection in &design.connections {
            let (from, to) = (kind_of(&connection.from), kind_of(&connection.to));
            let links = kinds::find(from).map(|kind| kind.links).unwrap_or_default();
            let drawn_so = MISDRAWN.contains(&(id, &connection.from, &connection.to));
            assert!(
                drawn_so || links.contains(&to),
                "{id}: {} -> {}: no link from {from} to {to}",
                connection.from,
                connection.to
            );
        }
    }
}

#[test]
fn settings_can_be_shown_and_read() {
    for kind in all() {
        let own: BTreeSet<&str> = kind.settings.iter().map(|spec| spec.name).collect();
        assert_eq!(own.len(), kind.settings.len(), "{}: a setting twice", kind.id);
        let mut labels = BTreeSet::new();
        for spec in kind.all_settings() {
            let place = format!("{}.{}", kind.id, spec.name);
            assert!(spec.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'), "{place}");
            assert!(spec.meaning.ends_with('.'), "{place}: {}", spec.meaning);
            assert!(labels.insert(spec.label), "{place}: two settings are labelled {}", spec.label);
            assert!(fits(spec, spec.default), "{place}: its default does not fit");
            assert!(is_named(spec.source), "{place}: {}", spec.source.text());
        }
    }
}

/// Designs in the world name kinds of their authors so: one that is built in later must not take their names.
#[test]
fn no_built_in_kind_is_called_as_own_ones_are() {
    assert!(kinds::catalogue::ALL.iter().all(|kind| !kind.id.starts_with("own-")));
}

#[test]
fn presets_set_what_the_kind_has() {
    for kind in all() {
        let ids: BTreeSet<&str> = kind.presets.iter().map(|preset| preset.id).collect();
        assert_eq!(ids.len(), kind.presets.len(), "{}: a preset twice", kind.id);
        for preset in kind.presets {
            for (name, value, source) in preset.settings {
                let place = format!("{}, {}: {name}", kind.id, preset.id);
                let spec = kind.setting(name).unwrap_or_else(|| panic!("{place} is no setting"));
                assert!(*value != Fallback::Open && fits(spec, *value), "{place}");
                assert!(is_named(*source), "{place}: {}", source.text());
            }
        }
    }
}

#[test]
fn a_limit_always_has_its_figures() {
    for kind in all() {
        let needed: &[&str] = match kind.capacity {
            Capacity::Unlimited => &[],
            Capacity::Requests => &["rps_capacity"],
            Capacity::Operations => &["ops_capacity"],
            Capacity::Messages => &["msg_capacity"],
            Capacity::ReadsAndWrites => &["read_capacity", "write_capacity", "replica_read_capacity"],
        };
        for name in needed {
            assert!(default_of(kind.id, name).0 > 0.0, "{}.{name}", kind.id);
        }
        if kind.copies == Copies::Inside {
            assert_eq!(kind.capacity, Capacity::Unlimited, "{} lives in its caller", kind.id);
        } else {
            let expected = if kind.managed { 0.9999 } else { 0.999 };
            assert_eq!(default_of(kind.id, "availability"), (expected, true), "{}", kind.id);
        }
    }
}

#[test]
fn dispatch_follows_from_what_a_kind_is() {
    for kind in all() {
        let expected: &[Dispatch] = match kind.family {
            Family::Balancer => &[Dispatch::OneOf],
            Family::Dns => &[Dispatch::Route, Dispatch::OneOf],
            Family::Gateway | Family::Shield => &[Dispatch::Route],
            Family::Cdn | Family::Cache => &[Dispatch::Misses],
            Family::Queue => &[Dispatch::OneConsumer],
            Family::Stream => &[Dispatch::EverySubscriber],
            Family::ShardRouter => &[Dispatch::Split],
            // Projections read all events of an event store.
            Family::Database => &[Dispatch::All, Dispatch::EverySubscriber],
            _ => &[Dispatch::All],
        };
        assert!(expected.contains(&kind.dispatch), "{}: {:?}", kind.id, kind.dispatch);
    }
}

#[test]
fn copies_are_what_the_file_format_says() {
    let inside: Vec<&str> = all().filter(|kind| kind.copies == Copies::Inside).map(|kind| kind.id).collect();
    let mut expected = vec![
        "browser-cache",
        "cache-db",
        "cache-gateway",
        "cache-local",
        "client-desktop",
        "client-iot",
        "client-mobile",
        "client-web",
        "shard-router",
        "sidecar",
    ];
    expected.sort_unstable();
    assert_eq!(inside, expected);
    for id in ["sql", "cache-distributed", "queue", "stream", "search", "wide-column"] {
        assert_eq!(kinds::find(id).map(|kind| kind.copies), Some(Copies::Shards), "{id}");
    }
    for id in ["server", "service", "lb-l4", "lb-l7", "gateway", "worker", "ws-gateway"] {
        assert_eq!(kinds::find(id).map(|kind| kind.copies), Some(Copies::Pool), "{id}");
    }
    for id in ["dns", "cdn", "waf", "object-store"] {
        assert_eq!(kinds::find(id).map(|kind| kind.managed), Some(true), "{id}");
    }
}

/// The table of defaults that the file format fixes: kind, setting, figure, whether it is an assumption.
#[test]
fn defaults_are_those_of_the_file_format() {
    const TABLE: &[(&str, &str, f64, bool)] = &[
        ("server", "rps_capacity", 5_000.0, false),
        ("service", "rps_capacity", 5_000.0, false),
        ("bff", "rps_capacity", 5_000.0, false),
        ("lb-l4", "rps_capacity", 1_000_000.0, true),
        ("lb-l7", "rps_capacity", 100_000.0, true),
        ("gateway", "rps_capacity", 50_000.0, true),
        ("sql", "read_capacity", 10_000.0, false),
        ("sql", "write_capacity", 10_000.0, false),
        ("sql", "replica_read_capacity", 10_000.0, false),
        ("cache-distributed", "ops_capacity", 100_000.0, false),
        ("cache-distributed", "hit_rate", 0.8, false),
        ("cdn", "hit_rate", 0.8, false),
        ("queue", "msg_capacity", 50_000.0, false),
        ("stream", "msg_capacity", 1_000_000.0, false),
        ("ws-gateway", "connection_capacity", 10_000.0, false),
        ("ws-gateway", "msg_capacity", 5_000.0, true),
        ("wide-column", "read_capacity", 10_000.0, true),
        ("wide-column", "write_capacity", 10_000.0, true),
        ("search", "read_capacity", 5_000.0, true),
        ("object-store", "read_capacity", 5_000.0, true),
        ("object-store", "write_capacity", 5_000.0, true),
        ("object-store", "availability", 0.9999, true),
        ("worker", "rps_capacity", 1_000.0, true),
        ("server", "availability", 0.999, true),
        ("server", "needs", 1.0, true),
        ("cdn", "availability", 0.9999, true),
    ];
    for (kind, setting, figure, assumed) in TABLE {
        assert_eq!(default_of(kind, setting), (*figure, *assumed), "{kind}.{setting}");
    }
}

#[test]
fn presets_have_the_documented_figures() {
    const TABLE: &[(&str, &str, &str, f64)] = &[
        ("server", "optimised", "rps_capacity", 80_000.0),
        ("service", "optimised", "rps_capacity", 80_000.0),
        ("bff", "optimised", "rps_capacity", 80_000.0),
        ("sql", "postgresql", "read_capacity", 50_000.0),
        ("sql", "postgresql", "write_capacity", 10_000.0),
        ("sql", "postgresql", "replica_read_capacity", 100_000.0),
        ("cache-distributed", "redis", "ops_capacity", 100_000.0),
    ];
    for (kind, preset, setting, figure) in TABLE {
        let preset =
            kinds::find(kind).and_then(|kind| kind.preset(preset)).unwrap_or_else(|| panic!("{kind}, {preset}"));
        let value =
            preset.settings.iter().find(|(name, ..)| name == setting).map(|(_, value, source)| (*value, *source));
        let Some((value, source)) = value else { panic!("{kind}, {} does not set {setting}", preset.id) };
        assert_eq!(value, Fallback::Number(*figure), "{kind}, {}: {setting}", preset.id);
        assert_ne!(source, Source::Assumption, "{kind}, {}: {setting}", preset.id);
    }
}

#[test]
fn caches_without_a_documented_hit_rate_leave_it_open() {
    for id in ["browser-cache", "cache-gateway", "cache-local", "cache-db"] {
        let spec = kinds::find(id).and_then(|kind| kind.setting("hit_rate")).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(spec.default, Fallback::Open, "{id}");
    }
}
