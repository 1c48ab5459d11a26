//! A service keeps calling one that is down.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_settings::breakers;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A service keeps calling one that is down.
    ///
    /// ## Why it matters
    /// Every call to a service that is down costs a thread until its timeout. Soon the caller has no threads left and
    /// is down as well, then its callers. A breaker fails at once instead, and lets a probe through after a while: the
    /// documents open it after five failures, or half of at least ten requests, for 30 seconds.
    ///
    /// ## What to do
    /// Put a breaker around calls to other services, in a library (opossum, Resilience4j) or in a mesh (Istio,
    /// Linkerd).
    ///
    /// ## When it is fine
    /// For calls inside one program, and where a mesh does it.
    id: "res-no-circuit-breaker",
    title: "No circuit breaker",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § 11. The Resilience Patterns; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} calls {others} without a circuit breaker. When they fail, {component} fails with them.",
    fix: "Add a circuit breaker, in the caller or in a mesh.",
    check: check;
    mend: breakers;
    in ru: r"
        No circuit breaker ⇒ Нет автоматического выключателя
        {component} calls {others} without a circuit breaker. When they fail, {component} fails with them. ⇒ {component} вызывает {others} без автоматического выключателя. Когда они откажут, с ними откажет и {component}.
        Add a circuit breaker, in the caller or in a mesh. ⇒ Добавьте автоматический выключатель в вызывающем или в сервисной сетке.
    ",
}

/// Whether a call is one that a caller waits for and that crosses to another program.
fn is_call(context: &Context<'_>, edge: usize) -> bool {
    let caller = context.caller(edge).kind.family;
    let callee = context.callee(edge).kind;
    let calls = matches!(caller, Family::Compute | Family::Worker | Family::ConnectionServer | Family::Gateway);
    let answers = matches!(callee.family, Family::Compute);
    calls && answers && context.edge(edge).is_sync()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        let mut bare: Vec<usize> = Vec::new();
        for &edge in context.edges_from(number).iter().filter(|&&edge| is_call(context, edge)) {
            match context.edge(edge).switch("circuit_breaker") {
                None => verdict.needs("circuit breakers of connections"),
                Some(true) => {}
                Some(false) => bare.push(edge),
            }
        }
        if !bare.is_empty() {
            let names: Vec<&str> = bare.iter().map(|&edge| context.callee(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&bare).with("others", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_call_has_none() {
        check(
            "res-no-circuit-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_it_has_one() {
        check(
            "res-no-circuit-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-no-circuit-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
