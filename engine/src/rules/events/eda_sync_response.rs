//! A caller needs a result at once, and sends a message instead of calling.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A caller needs a result at once, and sends a message instead of calling.
    ///
    /// ## Why it matters
    /// A message is answered whenever somebody gets to it. Whoever waits for the result has to hold the request open
    /// and look for the answer somewhere else, with all the delay of the queue and none of its freedom.
    ///
    /// ## What to do
    /// Call directly, or answer 202 at once and tell the user when it is done.
    ///
    /// ## When it is fine
    /// When the result may come minutes later.
    id: "eda-sync-response",
    title: "Answer wanted of a message",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 Common Trade-offs; senior-node § 11 High-Level Architecture Patterns"),
    replaces: &[],
    message: "{component} sends to {other} and needs the result at once.",
    fix: "Call directly, or answer at once and tell the user when it is done.",
    check: check;
    in ru: r"
        Answer wanted of a message ⇒ От сообщения ждут ответа
        {component} sends to {other} and needs the result at once. ⇒ {component} отправляет в «{other}», и результат нужен сразу.
        Call directly, or answer at once and tell the user when it is done. ⇒ Вызывайте напрямую либо отвечайте сразу и сообщите пользователю, когда готово.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let sent = !edge.is_sync() || context.callee(number).kind.family.is_broker();
        let carries = context.carried.iter().any(|journey| journey.uses(number) && journey.waits[edge.from]);
        if !sent || !carries || context.callee(number).kind.family.beside_the_path() {
            continue;
        }
        match edge.switch("answer_needed") {
            None => verdict.needs("whether senders need results at once"),
            Some(false) => {}
            Some(true) => {
                let other = Value::name(context.callee(number).component.label());
                verdict.find(context, &[edge.from]).on(&[number]).with("other", other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_result_is_needed() {
        check(
            "eda-sync-response",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "q", "mode": "async", "answer_needed": true},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_is_not() {
        check(
            "eda-sync-response",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "q", "mode": "async", "answer_needed": false},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_call() {
        check(
            "eda-sync-response",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "eda-sync-response",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
