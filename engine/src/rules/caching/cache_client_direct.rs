//! A client talks to a cache or a database itself.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A client talks to a cache or a database itself.
    ///
    /// ## Why it matters
    /// What the client holds, everyone holds: its password, its queries, the whole content. There is no place left
    /// for permission, validation, limits or a change of schema.
    ///
    /// ## What to do
    /// Put the application tier between them.
    ///
    /// ## When it is fine
    /// For products made for it, with rules for each user. Then draw their service.
    id: "cache-client-direct",
    title: "Client at the store",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &["arch-tier-skip", "gw-client-to-internal", "sec-db-exposed"],
    message: "{component} talks to {store} directly, with nothing between them that checks who may do what.",
    fix: "Let {component} go through an application server.",
    check: check,
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (client, _) in context.of_family(Family::Client) {
        for &edge in context.edges_from(client) {
            let store = context.callee(edge);
            let kept = store.kind.family == Family::Database
                || (store.kind.family == Family::Cache && !wiring::lives_in_its_caller(&store));
            if kept {
                verdict
                    .find(context, &[client, context.edge(edge).to])
                    .on(&[edge])
                    .with("store", Value::name(store.component.label()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_client_asks_redis() {
        check(
            "cache-client-direct",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "redis", "kind": "cache-distributed"}],
               "connections": [{"from": "client", "to": "redis"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn fires_when_a_client_asks_the_database() {
        check(
            "cache-client-direct",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "client", "to": "db"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn silent_through_a_server() {
        check(
            "cache-client-direct",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "api", "kind": "server"},
                {"id": "redis", "kind": "cache-distributed"}],
               "connections": [{"from": "client", "to": "api"},
                {"from": "api", "to": "redis"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_the_cache_of_the_browser() {
        check(
            "cache-client-direct",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "own", "kind": "browser-cache"}],
               "connections": [{"from": "client", "to": "own"}]}"#,
            &[],
        );
    }
}
