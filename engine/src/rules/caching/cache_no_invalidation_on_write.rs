//! Somebody writes to a store and does not tell the cache in front of it.

use crate::analysis::wiring;
use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Somebody writes to a store and does not tell the cache in front of it.
    ///
    /// ## Why it matters
    /// With cache-aside the cache learns of a change only when a caller deletes the key. A writer that does not
    /// know the cache leaves the old value there until it expires: for an hour or a day, users read what is no
    /// longer true.
    ///
    /// ## What to do
    /// Let every writer delete the key after its write, or publish an event that does it; and keep the time to live
    /// short.
    ///
    /// ## When it is fine
    /// When the written columns are not among those that are cached.
    id: "cache-no-invalidation-on-write",
    title: "Writer that passes the cache by",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; interview-answers § Theory 7. Caching Layers; mental-models § 6. The Caching Strategy Decision Tree"),
    replaces: &[],
    message: "{component} keeps entries for {ttl}, and {writer} changes {store} without touching it.",
    fix: "Let {writer} delete the key in {component} when it writes.",
    check: check;
    mend: mend;
    in ru: r"
        Writer that passes the cache by ⇒ Запись мимо кэша
        {component} keeps entries for {ttl}, and {writer} changes {store} without touching it. ⇒ {component} хранит записи {ttl}, а {writer} меняет «{store}», не трогая кэш.
        Let {writer} delete the key in {component} when it writes. ⇒ Пусть «{writer}» при записи удаляет ключ в «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (cache, node) in context.of_family(Family::Cache) {
        if wiring::pattern(context.graph, cache) != Some("cache-aside") {
            continue;
        }
        let bypassed = wiring::behind(context.graph, cache)
            .into_iter()
            .filter(|&store| context.node(store).kind.family.keeps())
            .find_map(|store| Some((store, writer_past(context, store, cache)?)));
        let Some((store, writer)) = bypassed else { continue };
        match (node.number("ttl_seconds"), node.text("invalidation")) {
            (_, Some("event" | "versioned")) => {}
            (Some(ttl), _) => {
                if ttl.value > SHORT {
                    verdict
                        .find(context, &[cache, writer, store])
                        .measured(ttl.value, SHORT, "s")
                        .of(Part::Setting(0, "ttl_seconds"))
                        .limit(Part::Documented(SHORT))
                        .with("ttl", Value::Seconds(ttl.value))
                        .with("writer", Value::name(context.node(writer).component.label()))
                        .with("store", Value::name(context.node(store).component.label()));
                }
            }
            (None, _) => verdict.needs("how cached entries expire"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let [cache, writer, ..] = finding.nodes[..] else { return None };
    let mut fix = Fix::of(context.graph);
    let (from, to) = (context.node(writer).id(), context.node(cache).id());
    fix.connect(from, to).operation = Some(Operation::Write);
    fix.tell(format!("{} → {}: a write deletes the key.", fix.label(writer), fix.label(cache)), None);
    fix.done()
}

/// Seconds for which an old value does little harm (interview-answers § Theory 7. Caching Layers).
const SHORT: f64 = 300.0;

/// A caller that writes to a store, shard routers stepped through, with no connection to the cache that could tell it.
fn writer_past(context: &Context<'_>, store: usize, cache: usize) -> Option<usize> {
    let writes = |edge: usize| context.carried.iter().any(|journey| journey.edge_writes[edge]);
    let mut open = vec![store];
    let mut seen = Vec::new();
    while let Some(node) = open.pop() {
        for &edge in context.edges_to(node).iter().filter(|&&edge| writes(edge)) {
            let from = context.edge(edge).from;
            if context.node(from).kind.family == Family::ShardRouter && !seen.contains(&from) {
                seen.push(from);
                open.push(from);
                continue;
            }
            let told = context.edges_from(from).iter().any(|&told| context.edge(told).to == cache && writes(told));
            let fed = context.to(from).any(|edge| edge.from == cache);
            if from != cache && !told && !fed && context.node(from).kind.family != Family::ShardRouter {
                return Some(from);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_job_writes_past_the_cache() {
        check(
            "cache-no-invalidation-on-write",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}, {"id": "w", "entry": "job", "operation": "write"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"ttl_seconds": 3600}},
                {"id": "db", "kind": "sql"},
                {"id": "job", "kind": "worker"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]},
                {"from": "job", "to": "db"}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_the_writer_asks_the_cache_too() {
        check(
            "cache-no-invalidation-on-write",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "write"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"ttl_seconds": 3600}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_entries_live_for_a_minute() {
        check(
            "cache-no-invalidation-on-write",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}, {"id": "w", "entry": "job", "operation": "write"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"ttl_seconds": 60}},
                {"id": "db", "kind": "sql"},
                {"id": "job", "kind": "worker"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]},
                {"from": "job", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_time_to_live_is_open() {
        check_not_checked(
            "cache-no-invalidation-on-write",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}, {"id": "w", "entry": "job", "operation": "write"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"},
                {"id": "job", "kind": "worker"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]},
                {"from": "job", "to": "db"}]}"#,
        );
    }
}
