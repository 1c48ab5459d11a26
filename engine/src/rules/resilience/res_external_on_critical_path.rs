//! Users wait for somebody else's service, and there is no other answer.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users wait for somebody else's service, and there is no other answer.
    ///
    /// ## Why it matters
    /// Its availability is an upper bound of yours, and its slow minutes are yours too.
    ///
    /// ## What to do
    /// Call it from a queue where the answer can wait; otherwise have a second provider or another answer ready.
    ///
    /// ## When it is fine
    /// When the journey has no meaning without it: a payment needs the payment provider.
    id: "res-external-on-critical-path",
    title: "External service in the way",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("senior-node § 12 Security & Reliability; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} has to wait for {other}, which somebody else runs, and has no other answer.",
    fix: "Call it from a queue, or have another answer ready.",
    check: check;
    in ru: r"
        External service in the way ⇒ Внешний сервис на пути
        {component} has to wait for {other}, which somebody else runs, and has no other answer. ⇒ {component} вынужден ждать чужой сервис «{other}», и другого ответа у него нет.
        Call it from a queue, or have another answer ready. ⇒ Вызывайте его из очереди или держите наготове другой ответ.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        let connection = context.edge(edge).connection;
        let external = context.callee(edge).kind.family == Family::External;
        let optional = connection.required == Some(false) || connection.group.is_some() || connection.fallback;
        if !external || optional || !context.edge_waits(edge) {
            continue;
        }
        match context.edge(edge).switch("circuit_breaker_fallback") {
            None => verdict.needs("what callers answer while a breaker is open"),
            Some(true) => {}
            Some(false) => {
                let other = Value::name(context.callee(edge).component.label());
                verdict.find(context, &[context.edge(edge).from]).on(&[edge]).with("other", other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_there_is_no_other_answer() {
        check(
            "res-external-on-critical-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker_fallback": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_there_is_one() {
        check(
            "res-external-on-critical-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker_fallback": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-external-on-critical-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
