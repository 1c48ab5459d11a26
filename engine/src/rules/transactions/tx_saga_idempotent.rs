//! A step of a saga that is done again has its effect again.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::calls::workers;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A step of a saga that is done again has its effect again.
    ///
    /// ## Why it matters
    /// The director of a saga that does not hear of a step tries it again, and after a crash begins where it last knew.
    /// Each step, and each one that undoes it, happens at least once: without a key it charges or ships twice.
    ///
    /// ## What to do
    /// Send a key with each step, and let the service remember which keys it has done.
    ///
    /// ## When it is fine
    /// When doing it again changes nothing anyway, such as setting a status.
    id: "tx-saga-idempotent",
    title: "Steps that count twice",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model, § 19. Common Design Problems - Quick Patterns; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} may call {others} twice for one step, and they would do it twice.",
    fix: "Send an idempotency key with each step.",
    check: check;
    mend: mend;
    in ru: r"
        Steps that count twice ⇒ Шаги, которые считаются дважды
        {component} may call {others} twice for one step, and they would do it twice. ⇒ {component} может на один шаг дважды вызвать {others}, и они выполнят его дважды.
        Send an idempotency key with each step. ⇒ Отправляйте с каждым шагом ключ идемпотентности.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "saga-orchestrator") {
        let mut twice = Vec::new();
        for &edge in context.edges_from(number) {
            let callees = workers(context, edge);
            let key = context.edge(edge).switch("idempotency_key");
            let stated =
                |wanted: bool| callees.iter().any(|&node| context.node(node).switch("idempotent") == Some(wanted));
            let all = callees.iter().all(|&node| context.node(node).switch("idempotent") == Some(true));
            match key {
                // Nobody works there, or a second time is the same to all who do.
                _ if all => {}
                Some(true) => {}
                None if !stated(false) => verdict.needs("whether repeated steps have the effect of one"),
                _ => twice.push(edge),
            }
        }
        if !twice.is_empty() {
            let names: Vec<&str> = twice.iter().map(|&edge| context.callee(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&twice).with("others", Value::names(&names));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "idempotency_key", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_without_a_key() {
        check(
            "tx-saga-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "o", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a", "idempotency_key": false},
                    {"from": "o", "to": "b", "idempotency_key": true}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_with_keys() {
        check(
            "tx-saga-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "o", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a", "idempotency_key": true},
                    {"from": "o", "to": "b", "idempotency_key": true}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_services_remember() {
        check(
            "tx-saga-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "o", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service", "settings": {"idempotent": true}},
                    {"id": "b", "kind": "service", "settings": {"idempotent": true}}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a"}, {"from": "o", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "tx-saga-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "o", "kind": "saga-orchestrator"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "o"}, {"from": "o", "to": "a"}, {"from": "o", "to": "b"}]}"#,
        );
    }
}
