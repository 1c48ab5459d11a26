//! An answer is wanted in less than a millisecond, and a database on disk gives it.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// An answer is wanted in less than a millisecond, and a database on disk gives it.
    ///
    /// ## Why it matters
    /// Memory answers a lookup by key in less than a millisecond. A database parses the question, walks an index and
    /// may go to disk: ten milliseconds is a good time for it, and no tuning brings that below one.
    ///
    /// ## What to do
    /// Keep what is looked up by key in a store in memory: Redis, Memcached, DynamoDB with its accelerator.
    ///
    /// ## When it is fine
    /// When the millisecond is wished for rather than needed.
    id: "db-key-lookup",
    title: "Disk where memory is wanted",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix"),
    replaces: &[],
    message: "{component} takes {measured} for an answer, and {journey} wants one within {limit}.",
    fix: "Answer {journey} from a store in memory.",
    check: check;
    in ru: r"
        Disk where memory is wanted ⇒ Диск там, где нужна память
        {component} takes {measured} for an answer, and {journey} wants one within {limit}. ⇒ {component} отвечает за {measured}, а {journey} нужен ответ за {limit}.
        Answer {journey} from a store in memory. ⇒ Отвечайте на {journey} из хранилища в памяти.
    ",
}

/// What only memory reaches, in milliseconds (mental-models § 5. The Database Selection Matrix).
const ONLY_MEMORY: f64 = 1.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        // A store of keys is the answer, not the fault.
        let access = node.text("access");
        if node.kind.id == "kv-db" || !matches!(access, None | Some("key")) {
            continue;
        }
        let Some(takes) = node.number("latency_ms") else { continue };
        for journey in context.carried {
            let waits = journey.waits[number] && journey.reads[number];
            if !waits || !journey.past_caches[number] {
                continue;
            }
            let of = &context.workload().journeys[journey.journey];
            let Some(target) = context.requirements().latency_ms.get(&of.id) else {
                verdict.needs("latency limits");
                continue;
            };
            let least = target.limits().reduce(f64::min);
            let Some(limit) = least.filter(|limit| *limit < ONLY_MEMORY && takes.value > *limit) else { continue };
            if access.is_none() {
                verdict.needs_at("how stores are mostly read", node.place_of("access"));
                continue;
            }
            verdict
                .find(context, &[number])
                .measured(takes.value, limit, "ms")
                .of_journeys([journey.journey])
                .of(Part::Setting(0, "latency_ms"))
                .limit(Part::LatencyTarget)
                .with("measured", Value::Milliseconds(takes.value))
                .with("limit", Value::Milliseconds(limit))
                .with("journey", Value::journeys(&[of.label()]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn a_store_of_keys_is_the_answer_and_an_open_one_may_be_asked_otherwise() {
        let design = |store: &str| {
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"ask": {"p99": 0.5}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}, STORE],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("STORE", store)
        };
        let redis = r#"{"id": "db", "kind": "kv-db", "preset": "redis", "settings": {"access": "key"}}"#;
        check("db-key-lookup", &design(redis), &[]);
        check_not_checked("db-key-lookup", &design(r#"{"id": "db", "kind": "sql"}"#));
    }

    #[test]
    fn fires_when_half_a_millisecond_is_wanted_of_sql() {
        check(
            "db-key-lookup",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"ask": {"p99": 0.5}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_ten_milliseconds_are() {
        check(
            "db-key-lookup",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"ask": {"p99": 10}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_limit() {
        check_not_checked(
            "db-key-lookup",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
