//! Services believe whoever reaches them.

use std::collections::BTreeMap;

use crate::analysis::through::answering;
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
    let proves = |node: usize| {
        let node = context.node(node);
        node.kind.id == "sidecar" && node.switch("mutual_tls") == Some(true)
    };
    // What one service says of its calls is no proof of another's; a mesh speaks for all who leave it open.
    let has_mesh = context.nodes().any(|(number, _)| proves(number));
    let mut believed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.caller(edge).kind.family == Family::Compute) {
        let proven =
            |other: usize| context.edge(other).switch("mutual_tls") == Some(true) || proves(context.edge(other).from);
        let called = answering(context.graph, edge, proven);
        let called = called.into_iter().filter(|&node| context.node(node).kind.family == Family::Compute);
        for callee in called {
            match context.edge(edge).switch("mutual_tls") {
                None if has_mesh => {}
                None => verdict.needs("whether services prove who they are"),
                Some(_) => believed.entry(callee).or_default().push(edge),
            }
        }
    }
    for (callee, edges) in believed {
        let names: Vec<&str> = edges.iter().map(|&edge| context.caller(edge).component.label()).collect();
        verdict.find(context, &[callee]).on(&edges).with("others", Value::names(&names));
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
    fn a_balancer_hides_nothing_and_a_mesh_proves_only_what_goes_through_it() {
        let design = |ways: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "lb", "kind": "lb-l7"}, {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "mesh", "kind": "sidecar", "settings": {"mutual_tls": true}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "mesh"}, {"from": "mesh", "to": "d"},
                    WAYS]}"#
                .replace("WAYS", ways)
        };
        let balanced = |proof: &str| {
            r#"{"from": "a", "to": "lb", "mutual_tls": PROOF}, {"from": "lb", "to": "b"}"#.replace("PROOF", proof)
        };
        check("sec-internal-trust", &design(&balanced("false")), &["b"]);
        check("sec-internal-trust", &design(&balanced("true")), &[]);
        check("sec-internal-trust", &design(r#"{"from": "a", "to": "b", "mutual_tls": false}"#), &["b"]);
        check("sec-internal-trust", &design(r#"{"from": "mesh", "to": "b"}"#), &[]);
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
