//! A cache stands in the path, and nothing says how it is filled and kept true.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A cache stands in the path, and nothing says how it is filled and kept true.
    ///
    /// ## Why it matters
    /// The four patterns fail differently. Cache-aside serves an old value until somebody deletes it; read-through is
    /// the same with less code; write-through is exact and slows writes down; write-behind is fast and loses what was
    /// not yet written. What a design is worth depends on which one it means.
    ///
    /// ## What to do
    /// Choose: cache-aside where nothing speaks against it, read-through for simple code, write-through for exact
    /// reads, write-behind where writes have to be fast.
    ///
    /// ## When it is fine
    /// While the drawing is a sketch.
    id: "cache-pattern-unset",
    title: "Nobody says who fills the cache",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree; senior-node § 4 Caching"),
    replaces: &[],
    message: "{component} has a life for its entries and no pattern: nothing says who fills it and who writes behind it.",
    fix: "State the pattern of {component}; cache-aside is the usual one.",
    check: check;
    mend: mend;
    in ru: r"
        Nobody says who fills the cache ⇒ Не сказано, кто заполняет кэш
        {component} has a life for its entries and no pattern: nothing says who fills it and who writes behind it. ⇒ У «{component}» есть время жизни записей, но нет паттерна: не сказано, кто его заполняет и кто пишет за ним.
        State the pattern of {component}; cache-aside is the usual one. ⇒ Укажите паттерн «{component}»; обычно это cache-aside.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache).filter(|(_, node)| node.kind.setting("pattern").is_some()) {
        let unused = wiring::behind(context.graph, number).is_empty();
        if unused || wiring::pattern(context.graph, number).is_some() {
            continue;
        }
        // A cache of which nothing else is said is a sketch.
        let said = ["ttl_seconds", "invalidation", "eviction", "warming"].iter().any(|name| node.states(name));
        if said {
            verdict.find(context, &[number]);
        } else {
            verdict.needs("the pattern of caches");
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "pattern", "cache-aside", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_all_else_is_said() {
        check(
            "cache-pattern-unset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 300}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}, {"from": "c", "to": "db"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn silent_when_it_is_stated() {
        check(
            "cache-pattern-unset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 300, "pattern": "read-through"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}, {"from": "c", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_drawing_shows_it() {
        check(
            "cache-pattern-unset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 300}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_in_a_sketch() {
        check_not_checked(
            "cache-pattern-unset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}, {"from": "c", "to": "db"}]}"#,
        );
    }
}
