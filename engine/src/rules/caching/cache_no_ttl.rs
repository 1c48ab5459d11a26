//! Nothing ever removes an old entry from a cache.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::{LITTLE_HARM, SHORT_LIFE};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Nothing ever removes an old entry from a cache.
    ///
    /// ## Why it matters
    /// A deletion that is missed once (a lost message, a writer that forgot) then stays wrong for ever. A time to
    /// live bounds how wrong: 5 minutes for most things, an hour to a day for what hardly changes.
    ///
    /// ## What to do
    /// Set a time to live, also where events delete entries: it is what catches the event that was lost. Or put a
    /// version into the key.
    ///
    /// ## When it is fine
    /// When entries never change once they are made.
    id: "cache-no-ttl",
    title: "Entries never expire",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers; mental-models § 6. The Caching Strategy Decision Tree; zero-to-hero § 1.2 Scalability & Performance; senior-node § 4 Caching"),
    replaces: &[],
    message: "{component} keeps its entries for ever: nothing expires, and no event removes what has changed.",
    fix: "Set a time to live on the entries of {component}, or remove them when the record changes.",
    check: check;
    mend: mend;
    in ru: r"
        Entries never expire ⇒ Записи не истекают
        {component} keeps its entries for ever: nothing expires, and no event removes what has changed. ⇒ {component} хранит записи вечно: ничто не истекает, и никакое событие не удаляет изменившееся.
        Set a time to live on the entries of {component}, or remove them when the record changes. ⇒ Задайте записям «{component}» время жизни (TTL) или удаляйте их при изменении данных.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        if node.kind.setting("invalidation").is_none() || wiring::behind(context.graph, number).is_empty() {
            continue;
        }
        match (node.number("ttl_seconds"), node.text("invalidation")) {
            (Some(_), _) | (None, Some("ttl" | "event" | "versioned")) => {}
            (None, Some(_)) => {
                verdict.find(context, &[number]);
            }
            (None, None) => verdict.needs("how cached entries expire"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "ttl_seconds", SHORT_LIFE, Some(LITTLE_HARM)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_removes_entries() {
        check(
            "cache-no-ttl",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"invalidation": "none"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_with_a_time_to_live() {
        check(
            "cache-no-ttl",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"ttl_seconds": 3600}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_events_remove_entries() {
        check(
            "cache-no-ttl",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"invalidation": "event"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-no-ttl",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
