//! A connection leads to a kind that the kind it comes from is not known to lead to.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A connection leads to a kind of component that the kind it comes from is not known to lead to.
    ///
    /// ## Why it matters
    /// Each kind has its place among the layers: users, entry, application, data, and what watches them. A connection
    /// that leaves them is most often drawn the wrong way around, or leaves out what really stands in between; the
    /// load, the time and the availability of all that follows are then those of another system.
    ///
    /// ## What to do
    /// Turn the connection around if the other end is the one that asks, or draw what stands between the two. The page
    /// of a kind lists what it may lead to, and the list that asks what to connect shows those first.
    ///
    /// ## When it is fine
    /// Where a component does more than its kind says, such as a database that calls a service: say so when you accept
    /// it, or choose the kind that fits.
    id: "arch-unpermitted-link",
    title: "A connection that its kinds do not know",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{component} leads to {other}, and “{kind}” is not known to lead to “{other_kind}”.",
    fix: "Turn the connection around, or draw what stands between {component} and {other}.",
    check: check;
    in ru: r"
        A connection that its kinds do not know ⇒ Связь, не предусмотренная для этих видов
        {component} leads to {other}, and “{kind}” is not known to lead to “{other_kind}”. ⇒ {component} → {other}: связь от вида «{kind}» к виду «{other_kind}» не предусмотрена.
        Turn the connection around, or draw what stands between {component} and {other}. ⇒ Разверните связь или нарисуйте то, что стоит между компонентами: {component}, «{other}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        for &edge in context.edges_from(number) {
            let (callee, to) = (context.callee(edge), context.edge(edge).to);
            // A loop to itself has a rule of its own; what a client is sent over the connection that it opened is no call.
            let is_answer = callee.kind.family == Family::Client && context.from(to).any(|back| back.to == number);
            // What watches, builds, keeps keys or stands before others has to do with all of them; anybody may lay aside
            // what cannot be done, and ask who somebody is.
            let anything = matches!(
                node.kind.family,
                Family::Observing | Family::Delivery | Family::Coordination | Family::Shield | Family::Stream
            );
            let anybody = matches!(callee.kind.id, "dlq" | "identity");
            if to == number || is_answer || anything || anybody || node.kind.links.contains(&callee.kind.id) {
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
