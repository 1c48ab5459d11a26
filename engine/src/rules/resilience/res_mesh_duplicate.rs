//! A mesh tries calls again, and so does the program that makes them.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A mesh tries calls again, and so does the program that makes them.
    ///
    /// ## Why it matters
    /// Three attempts of the program, each of them three of the sidecar, are nine calls for one. Two breakers around
    /// one call also hide from each other: the inner one answers for the callee, and the outer one learns nothing.
    ///
    /// ## What to do
    /// Do it in one place: in the mesh for all services alike, or in the program.
    ///
    /// ## When it is fine
    /// When the two are set to different failures, such as the mesh to connections and the program to answers.
    id: "res-mesh-duplicate",
    title: "Tried again twice",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} tries again or breaks circuits, and so does {caller} in front of it.",
    fix: "Leave retries and breakers to one of the two.",
    check: check;
    mend: mend;
    in ru: r"
        Tried again twice ⇒ Двойные повторы
        {component} tries again or breaks circuits, and so does {caller} in front of it. ⇒ {component} повторяет или размыкает цепь, и то же делает {caller} перед ним.
        Leave retries and breakers to one of the two. ⇒ Оставьте повторы и выключатели кому-то одному.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "sidecar") {
        let (retries, breaks) = (node.switch("retry"), node.switch("circuit_breaker"));
        for &edge in context.edges_to(number) {
            let call = context.edge(edge);
            let again = call.tries_again();
            let breaker = call.switch("circuit_breaker") == Some(true);
            let twice = (again && retries == Some(true)) || (breaker && breaks == Some(true));
            if twice {
                let caller = Value::name(context.caller(edge).component.label());
                verdict.find(context, &[number]).on(&[edge]).with("caller", caller);
            } else if (again && retries.is_none()) || (breaker && breaks.is_none()) {
                verdict.needs("what sidecars do");
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let sidecar = context.node(finding.first()?);
    let mut fix = Fix::of(context.graph);
    if sidecar.switch("retry") == Some(true) {
        fix = fix.set_on_all(&finding.edges, "retries", 0.0, None);
    }
    if sidecar.switch("circuit_breaker") == Some(true) {
        fix = fix.set_on_all(&finding.edges, "circuit_breaker", false, None);
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_both_try_again() {
        check(
            "res-mesh-duplicate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "s", "kind": "sidecar", "settings": {"retry": true}}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "s", "retries": 2}, {"from": "s", "to": "b"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_only_the_mesh_does() {
        check(
            "res-mesh-duplicate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "s", "kind": "sidecar", "settings": {"retry": true}}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "s"}, {"from": "s", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_mesh_says_nothing() {
        check_not_checked(
            "res-mesh-duplicate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "s", "kind": "sidecar"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "s", "retries": 2}, {"from": "s", "to": "b"}]}"#,
        );
    }
}
