//! Five services or more each do their own retries, breakers or encryption between services.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Five services or more each do their own retries, breakers or encryption between services.
    ///
    /// ## Why it matters
    /// Five times the same code in five versions: one tries again three times, another for ever, the third has no
    /// certificate since Tuesday. A mesh does it beside the program, alike for all, and is changed in one place.
    ///
    /// ## What to do
    /// Use a service mesh with sidecars, and take retries, breakers and mutual TLS out of the programs.
    ///
    /// ## When it is fine
    /// With one language and one library that all share.
    id: "arch-mesh-candidate",
    title: "The same in every service",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} is one of {services} services that each do retries, breakers or encryption themselves.",
    fix: "Let a mesh do retries, breakers and mutual TLS.",
    check: check;
    in ru: r"
        The same in every service ⇒ Одно и то же в каждом сервисе
        {component} is one of {services} services that each do retries, breakers or encryption themselves. ⇒ {component} — один из сервисов ({services}), каждый из которых сам делает повторы, выключатели или шифрование.
        Let a mesh do retries, breakers and mutual TLS. ⇒ Отдайте повторы, выключатели и взаимный TLS сервисной сетке.
    ",
}

/// Services from which on a mesh pays: an assumption.
const SEVERAL: usize = 5;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "sidecar") {
        return;
    }
    let inside = |family: Family| matches!(family, Family::Compute | Family::Worker);
    let itself = |edge: &&Edge<'_>| {
        let own = edge.tries_again();
        let own = own || edge.switch("circuit_breaker") == Some(true) || edge.switch("mutual_tls") == Some(true);
        own && inside(context.node(edge.to).kind.family)
    };
    let services: Vec<usize> = context
        .nodes()
        .filter(|(number, node)| inside(node.kind.family) && context.from(*number).any(|edge| itself(&edge)))
        .map(|(number, _)| number)
        .collect();
    if services.len() >= SEVERAL {
        verdict.find(context, &services).with("services", Value::Count(services.len() as f64));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_with_five() {
        check(
            "arch-mesh-candidate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"},
                    {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 2},
                    {"from": "b", "to": "c", "retries": 2}, {"from": "c", "to": "d", "retries": 2},
                    {"from": "d", "to": "e", "retries": 2}, {"from": "e", "to": "f", "retries": 2}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_a_mesh() {
        check(
            "arch-mesh-candidate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "s", "kind": "sidecar"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "c", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "e", "kind": "service"}, {"id": "f", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 2},
                    {"from": "b", "to": "c", "retries": 2}, {"from": "c", "to": "d", "retries": 2},
                    {"from": "d", "to": "e", "retries": 2}, {"from": "e", "to": "s"}, {"from": "s", "to": "f"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two() {
        check(
            "arch-mesh-candidate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 2},
                    {"from": "b", "to": "c", "retries": 2}]}"#,
            &[],
        );
    }
}
