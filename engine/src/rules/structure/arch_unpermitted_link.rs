//! A connection joins two kinds that are not known to stand next to each other.

use crate::design::vocabulary::Source;
use crate::kinds::{Family, Kind};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A connection joins two kinds of components that are not known to stand next to each other.
    ///
    /// ## Why it matters
    /// Each kind has its place among the layers: users, entry, application, data, and what watches them. A connection
    /// that leaves them most often leaves out what really stands in between; the load, the time and the availability of
    /// all that follows are then those of another system.
    ///
    /// ## What to do
    /// Draw what stands between the two, or choose the kinds that fit. The page of a kind lists what it may lead to, and
    /// the list that asks what to connect shows those first. The texts name the nearest neighbours of each kind; further
    /// ones are additions of this project.
    ///
    /// ## When it is fine
    /// Where a component does more than its kind says: say so when you accept it.
    id: "arch-unpermitted-link",
    title: "A connection that its kinds do not know",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{component} leads to {other}, and “{kind}” is not known to stand next to “{other_kind}”.",
    fix: "Draw what stands between {component} and {other}.",
    check: check;
    in ru: r"
        A connection that its kinds do not know ⇒ Связь, не предусмотренная для этих видов
        {component} leads to {other}, and “{kind}” is not known to stand next to “{other_kind}”. ⇒ {component} → {other}: связь между видами «{kind}» и «{other_kind}» не предусмотрена.
        Draw what stands between {component} and {other}. ⇒ Нарисуйте то, что стоит между компонентами: {component}, «{other}».
    ",
}

/// What watches, builds, keeps keys, stands before others or carries events has to do with all of them.
const fn has_to_do_with_all(family: Family) -> bool {
    matches!(family, Family::Observing | Family::Delivery | Family::Coordination | Family::Shield | Family::Stream)
}

/// Whether two kinds stand next to each other. Texts name neighbours and not which of them asks: a store is also drawn
/// towards those who read it.
fn are_neighbours(from: &Kind, to: &Kind) -> bool {
    let known = from.id == to.id || from.links.contains(&to.id) || to.links.contains(&from.id);
    // A user has to do with what is there for users.
    let with_all = has_to_do_with_all(from.family) || (has_to_do_with_all(to.family) && from.family != Family::Client);
    // Proxies stand before anything; anybody may lay aside what cannot be done, and ask who somebody is.
    let proxy = |kind: &Kind| matches!(kind.id, "sidecar" | "forward-proxy");
    known || with_all || proxy(from) || proxy(to) || matches!(to.id, "dlq" | "identity")
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        for &edge in context.edges_from(number) {
            let (callee, to) = (context.callee(edge), context.edge(edge).to);
            // What a client is sent over the connection that it opened is no call.
            let is_answer = callee.kind.family == Family::Client && context.from(to).any(|back| back.to == number);
            if is_answer || are_neighbours(node.kind, callee.kind) {
                continue;
            }
            verdict
                .find_on(context, edge)
                .with("other", Value::name(callee.component.label()))
                .with("kind", Value::name(node.kind.name))
                .with("other_kind", Value::name(callee.kind.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_on_a_store_that_calls_a_balancer() {
        check(
            "arch-unpermitted-link",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "lb", "kind": "lb-l7"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "lb"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_on_what_kinds_lead_to() {
        check(
            "arch-unpermitted-link",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"},
                    {"id": "api", "kind": "server"}, {"id": "queue", "kind": "queue"}, {"id": "worker", "kind": "worker"},
                    {"id": "db", "kind": "sql"}, {"id": "copy", "kind": "sql"}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "queue"}, {"from": "queue", "to": "worker"}, {"from": "worker", "to": "db"},
                    {"from": "db", "to": "copy", "mode": "replication"},
                    {"from": "lb", "to": "client", "journeys": []}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_on_what_an_architect_draws() {
        let pairs = [
            ("worker", "transcoder"),
            ("cdn", "cdn"),
            ("scheduler", "external-api"),
            ("server", "firewall"),
            ("firewall", "sql"),
            ("sql", "service"),
            ("sql", "queue"),
            ("service", "warehouse"),
            ("cdn", "ws-gateway"),
            ("queue", "ml-training"),
            ("llm", "sql"),
            ("notification", "client-mobile"),
            ("etl", "external-api"),
            ("scheduler", "notification"),
            ("external-api", "ws-gateway"),
            ("bi", "sql"),
            ("lb-l7", "object-store"),
            ("outbox-relay", "external-api"),
            ("saga-orchestrator", "event-store"),
            ("server", "forward-proxy"),
            ("lb-l4", "rabbitmq"),
            ("recommender", "cache-local"),
            ("stream", "warehouse"),
            ("metrics", "sql"),
        ];
        for (from, to) in pairs {
            let design = r#"{"components": [{"id": "a", "kind": "FROM"}, {"id": "b", "kind": "TO"}],
                "connections": [{"from": "a", "to": "b"}]}"#;
            check("arch-unpermitted-link", &design.replace("FROM", from).replace("TO", to), &[]);
        }
        for (from, to) in
            [("browser-cache", "sql"), ("cache-db", "lb-l7"), ("client-web", "block-store"), ("cdn", "ledger")]
        {
            let design = r#"{"components": [{"id": "a", "kind": "FROM"}, {"id": "b", "kind": "TO"}],
                "connections": [{"from": "a", "to": "b"}]}"#;
            let report =
                crate::evaluate(&crate::rules::testing::design(&design.replace("FROM", from).replace("TO", to)));
            assert!(!report.findings.is_empty(), "{from} leads to {to}");
        }
    }

    #[test]
    fn one_connection_is_told_once_and_the_others_besides() {
        let design = r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "db", "kind": "sql"},
                    {"id": "watch", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "db"}, {"from": "client", "to": "watch"}]}"#;
        // The database is an internal component: that rule says more of it.
        check("gw-client-to-internal", design, &["db"]);
        let report = crate::evaluate(&crate::rules::testing::design(design));
        let told: Vec<&String> = report
            .findings
            .iter()
            .filter(|finding| finding.rule == "arch-unpermitted-link")
            .flat_map(|finding| &finding.connections)
            .collect();
        assert_eq!(told, ["client->watch"]);
    }
}
