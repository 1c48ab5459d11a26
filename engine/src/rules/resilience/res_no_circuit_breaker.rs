//! A service keeps calling one that is down.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::calls::unbroken;
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
    /// For calls inside one program, and where a mesh does it. Of calls that are tried again
    /// [another rule](rule.res-retry-without-breaker) speaks.
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

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        // Of calls that are tried again a rule of its own says so.
        let calls = unbroken(context, number, Family::Compute, |edge| !context.edge(edge).tries_again());
        if calls.is_open {
            verdict.needs("circuit breakers of connections");
        }
        if !calls.edges.is_empty() {
            let names: Vec<&str> = calls.callees.iter().map(|&node| context.node(node).component.label()).collect();
            verdict.find(context, &[number]).on(&calls.edges).with("others", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn silent_where_a_balancer_on_the_way_tries_again_without_a_breaker() {
        let design = |retries: &str| {
            r#"{"components": [{"id": "a", "kind": "service"}, {"id": "lb", "kind": "lb-l7"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "a", "to": "lb", "circuit_breaker": false},
                    {"from": "lb", "to": "b", "retries": RETRIES, "circuit_breaker": false}]}"#
                .replace("RETRIES", retries)
        };
        check("res-no-circuit-breaker", &design("0"), &["a"]);
        check("res-retry-without-breaker", &design("2"), &["lb"]);
        check("res-no-circuit-breaker", &design("2"), &[]);
    }

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
    fn a_balancer_in_between_hides_nothing_and_a_mesh_breaks_for_its_service() {
        let design = |kind: &str, settings: &str, behind: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "between", "kind": "KIND", "settings": {SETTINGS}}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "between", "circuit_breaker": false},
                    {"from": "between", "to": "b"BEHIND}]}"#
                .replace("KIND", kind)
                .replace("SETTINGS", settings)
                .replace("BEHIND", behind)
        };
        check("res-no-circuit-breaker", &design("lb-l7", "", ""), &["a"]);
        check("res-no-circuit-breaker", &design("lb-l7", "", r#", "circuit_breaker": true"#), &[]);
        check("res-no-circuit-breaker", &design("sidecar", "", ""), &["a"]);
        check("res-no-circuit-breaker", &design("sidecar", r#""circuit_breaker": true"#, ""), &[]);
        // A gateway calls for itself; both are mended where it does.
        check("res-no-circuit-breaker", &design("gateway", "", r#", "circuit_breaker": false"#), &["between"]);
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
