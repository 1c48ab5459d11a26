//! A cache that is full has no rule for what to throw out.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A cache that is full has no rule for what to throw out.
    ///
    /// ## Why it matters
    /// Without a rule it refuses new entries when its memory is used up: what is new and asked for now is not
    /// cached, what nobody wants any more is.
    ///
    /// ## What to do
    /// Throw out what was used least recently (LRU).
    ///
    /// ## When it is fine
    /// When it is a store rather than a cache, and losing an entry is worse than refusing one.
    id: "cache-no-eviction",
    title: "Full cache refuses writes",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("worked-examples § Example 1, Step 3: detailed design; interview-answers § Theory 7. Caching Layers; senior-node § 4 Caching; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} throws nothing out when it is full, so it refuses new entries.",
    fix: "Let {component} throw out what was used least recently (LRU).",
    check: check;
    mend: mend;
    in ru: r"
        Full cache refuses writes ⇒ Полный кэш отказывает в записи
        {component} throws nothing out when it is full, so it refuses new entries. ⇒ {component} при заполнении ничего не вытесняет и поэтому отказывает новым записям.
        Let {component} throw out what was used least recently (LRU). ⇒ Пусть «{component}» вытесняет то, к чему давно не обращались (LRU).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        if node.kind.setting("eviction").is_none() || wiring::behind(context.graph, number).is_empty() {
            continue;
        }
        match node.text("eviction") {
            Some("none") => {
                verdict.find(context, &[number]);
            }
            Some(_) => {}
            None => verdict.needs("what a full cache throws out"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "eviction", "lru", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_is_thrown_out() {
        check(
            "cache-no-eviction",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"eviction": "none"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_with_least_recently_used() {
        check(
            "cache-no-eviction",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"eviction": "lru"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-no-eviction",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
