//! A write is tried again although twice is not the same as once.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A write is tried again although twice is not the same as once.
    ///
    /// ## Why it matters
    /// A timeout does not say whether the write happened. Trying again may book the same ten dollars a second time: 120
    /// instead of 110.
    ///
    /// ## What to do
    /// Send a key with each write and let the callee answer a known key with the first result.
    ///
    /// ## When it is fine
    /// For writes that set a value rather than change it.
    id: "res-retry-non-idempotent",
    title: "Retry of a write that counts twice",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems; mental-models § 8. The Messaging Mental Model"),
    replaces: &[],
    message: "{component} tries writes to {other} again, and a repeated one has its effect twice.",
    fix: "Send an idempotency key with each write.",
    check: check;
    mend: mend;
    in ru: r"
        Retry of a write that counts twice ⇒ Повтор записи, которая считается дважды
        {component} tries writes to {other} again, and a repeated one has its effect twice. ⇒ {component} повторяет записи в «{other}», а повторная действует дважды.
        Send an idempotency key with each write. ⇒ Отправляйте с каждой записью ключ идемпотентности.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).tries_again()) {
        if !context.carried.iter().any(|journey| journey.edge_writes[edge]) {
            continue;
        }
        match context.edge(edge).switch("idempotency_key") {
            None => verdict.needs("whether repeated calls have the effect of one"),
            Some(true) => {}
            Some(false) => {
                let other = Value::name(context.callee(edge).component.label());
                verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("other", other);
            }
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
    fn fires_when_a_write_may_happen_twice() {
        check(
            "res-retry-non-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "idempotency_key": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_a_key_makes_it_once() {
        check(
            "res-retry-non-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "idempotency_key": true}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_only_reads_are_tried_again() {
        check(
            "res-retry-non-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "idempotency_key": false}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-retry-non-idempotent",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 3}]}"#,
        );
    }
}
