//! Users talk to a cache that all share, with nothing between.

use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users talk to a cache that all share, with nothing between.
    ///
    /// ## Why it matters
    /// A cache such as Redis or Memcached checks nobody: who reaches it reads and changes what others rely on. It also
    /// holds no logic, so every rule about what may be seen has to be trusted to programs on other people’s machines.
    ///
    /// ## What to do
    /// Let the application ask the cache and answer users.
    ///
    /// ## When it is fine
    /// For caches of a browser, a device or a delivery network, which are made to be asked by users.
    id: "cache-client-direct",
    title: "Users reach the cache",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &["gw-client-to-internal", "arch-tier-skip", "arch-unpermitted-link", "sec-db-exposed"],
    message: "{component} can be reached by {client} directly. It checks nobody.",
    fix: "Ask {component} only from the application tier.",
    check: check;
    in ru: r"
        Users reach the cache ⇒ Кэш доступен пользователям
        {component} can be reached by {client} directly. It checks nobody. ⇒ {component} доступен для «{client}» напрямую и никого не проверяет.
        Ask {component} only from the application tier. ⇒ Обращайтесь к «{component}» только с уровня приложения.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (client, caller) in context.of_family(Family::Client) {
        for &edge in context.edges_from(client) {
            let callee = context.callee(edge).kind;
            let shared = callee.family == Family::Cache && callee.copies != Copies::Inside;
            if shared && !caller.kind.links.contains(&callee.id) {
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
    fn fires_when_a_browser_asks_redis() {
        check(
            "cache-client-direct",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "c"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn silent_when_the_server_asks_it() {
        check(
            "cache-client-direct",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_the_cache_of_the_browser() {
        check(
            "cache-client-direct",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "browser-cache"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "c", "to": "api"}]}"#,
            &[],
        );
    }
}
