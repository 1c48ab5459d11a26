//! Retries come at once or at a fixed pace.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Retries come at once or at a fixed pace.
    ///
    /// ## Why it matters
    /// A service that fails under load gets more load the moment it fails. Waits that double, one second, two, four,
    /// eight, leave it room to recover.
    ///
    /// ## What to do
    /// Let each wait be twice the last, up to a limit, and add some chance to it.
    ///
    /// ## When it is fine
    /// For a single retry after a lost connection.
    id: "res-retry-no-backoff",
    title: "Retries without backoff",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 11. The Resilience Patterns; interview-answers § Theory 9. Circuit Breaker"),
    replaces: &["res-retry-no-jitter"],
    message: "{component} tries {other} again without longer and longer waits. A struggling service gets more load.",
    fix: "Use exponential backoff with a limit.",
    check: check;
    mend: mend;
    in ru: r"
        Retries without backoff ⇒ Повторы без растущих пауз
        {component} tries {other} again without longer and longer waits. A struggling service gets more load. ⇒ {component} повторяет вызовы к «{other}» без растущих пауз. Сервис в беде получит ещё больше нагрузки.
        Use exponential backoff with a limit. ⇒ Используйте экспоненциальную задержку с пределом.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).tries_again()) {
        match context.edge(edge).text("retry_backoff") {
            None => verdict.needs("how waits between retries grow"),
            Some("exponential") => {}
            Some(_) => {
                let other = Value::name(context.callee(edge).component.label());
                verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("other", other);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "retry_backoff", "exponential", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_waits_do_not_grow() {
        check(
            "res-retry-no-backoff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "retry_backoff": "fixed"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_they_double() {
        check(
            "res-retry-no-backoff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "retry_backoff": "exponential"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-retry-no-backoff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 3}]}"#,
        );
    }
}
