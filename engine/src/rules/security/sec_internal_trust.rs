//! Services believe whoever reaches them.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Services believe whoever reaches them.
    ///
    /// ## Why it matters
    /// A wall around everything helps until somebody is inside. Then every service answers every request, as from a
    /// friend.
    ///
    /// ## What to do
    /// Let services prove who they are to each other, by mutual TLS in a mesh.
    ///
    /// ## When it is fine
    /// For services on one machine.
    id: "sec-internal-trust",
    title: "Services do not prove who they are",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.3 Security in System Design, § 3.1 Cloud Architecture & DevOps; mental-models § 16. The Security Mental Model"),
    replaces: &[],
    message: "{component} answers {others} without proof of who is calling.",
    fix: "Use mutual TLS between services.",
    check: check;
    mend: mend;
    in ru: r"
        Services do not prove who they are ⇒ Сервисы не доказывают, кто они
        {component} answers {others} without proof of who is calling. ⇒ {component} отвечает {others} без доказательства, кто вызывает.
        Use mutual TLS between services. ⇒ Используйте между сервисами взаимный TLS.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "sidecar" && node.switch("mutual_tls") == Some(true)) {
        return;
    }
    for (number, _) in context.of_family(Family::Compute) {
        let mut open: Vec<usize> = Vec::new();
        for &edge in context.edges_to(number) {
            if context.caller(edge).kind.family != Family::Compute {
                continue;
            }
            match context.edge(edge).switch("mutual_tls") {
                None => verdict.needs("whether services prove who they are"),
                Some(true) => {}
                Some(false) => open.push(edge),
            }
        }
        if !open.is_empty() {
            let names: Vec<&str> = open.iter().map(|&edge| context.caller(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&open).with("others", Value::names(&names));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "mutual_tls", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_callers_prove_nothing() {
        check(
            "sec-internal-trust",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "mutual_tls": false}]}"#,
            &["b"],
        );
    }

    #[test]
    fn silent_when_they_do() {
        check(
            "sec-internal-trust",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "mutual_tls": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-internal-trust",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
