//! A client reaches into what belongs behind the application.

use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A client reaches into what belongs behind the application.
    ///
    /// ## Why it matters
    /// Whatever a client can reach, anybody can reach. Without the application in between nobody checks who asks for
    /// what, the schema can never change again, and one slow client holds a connection that the store needs.
    ///
    /// ## What to do
    /// Let the client talk to an application server, a gateway or a connection server, and that one to the rest.
    ///
    /// ## When it is fine
    /// For object storage with signed addresses, and for devices that feed a stream made for it.
    id: "gw-client-to-internal",
    title: "Client reaches an internal component",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &["arch-tier-skip", "arch-unpermitted-link", "msg-long-task-sync", "sec-db-exposed"],
    message: "{component} can be reached by {client} directly. Nothing in between checks who asks for what.",
    fix: "Put an application server or a gateway between the two.",
    check: check;
    in ru: r"
        Client reaches an internal component ⇒ Клиент достаёт до внутреннего компонента
        {component} can be reached by {client} directly. Nothing in between checks who asks for what. ⇒ {component} доступен для «{client}» напрямую. Никто между ними не проверяет, кто и что спрашивает.
        Put an application server or a gateway between the two. ⇒ Поставьте между ними сервер приложений или шлюз.
    ",
}

/// Whether components of this family belong behind the application.
const fn is_internal(family: Family) -> bool {
    matches!(
        family,
        Family::Database | Family::ShardRouter | Family::Cache | Family::Queue | Family::Stream | Family::Worker
    )
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (client, caller) in context.of_family(Family::Client) {
        for &edge in context.edges_from(client) {
            let callee = context.callee(edge).kind;
            let allowed = caller.kind.links.contains(&callee.id) || callee.copies == Copies::Inside;
            if is_internal(callee.family) && !allowed {
                let name = Value::name(caller.component.label());
                verdict.find(context, &[context.edge(edge).to, client]).on(&[edge]).with("client", name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_client_asks_the_database() {
        check(
            "gw-client-to-internal",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn a_worker_that_a_client_calls_is_told_once() {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "w", "kind": "worker"},
                    {"id": "api", "kind": "server"}, {"id": "v", "kind": "worker"}],
                "connections": [{"from": "client", "to": "w"}, {"from": "client", "to": "api"},
                    {"from": "api", "to": "v"}]}"#;
        check("gw-client-to-internal", design, &["w"]);
        check("msg-long-task-sync", design, &["api"]);
    }

    #[test]
    fn silent_when_a_server_stands_in_between() {
        check(
            "gw-client-to-internal",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
