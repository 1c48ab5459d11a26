//! It is known who calls, and not what they may do.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// It is known who calls, and not what they may do.
    ///
    /// ## Why it matters
    /// Knowing the caller is not permission: every user could read the orders of every other by changing a number in
    /// the address.
    ///
    /// ## What to do
    /// Decide by roles, attributes or relations, in a policy service or in each service.
    ///
    /// ## When it is fine
    /// Where everybody may do everything.
    id: "sec-no-authz",
    title: "No permissions",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model; zero-to-hero § 2.3 Security in System Design; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} does not check what callers may do.",
    fix: "Decide by roles or attributes, at the gateway or in the services.",
    check: check;
    mend: mend;
    in ru: r"
        No permissions ⇒ Нет прав доступа
        {component} does not check what callers may do. ⇒ {component} не проверяет, что вызывающим разрешено.
        Decide by roles or attributes, at the gateway or in the services. ⇒ Решайте по ролям или атрибутам, на шлюзе или в сервисах.
    ",
}

/// Whether clients reach a component without anything in between.
fn is_public(context: &Context<'_>, node: usize) -> bool {
    context.to(node).any(|edge| context.node(edge.from).kind.family == Family::Client)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "policy" || node.switch("authorization") == Some(true)) {
        return;
    }
    for (number, node) in context.nodes().filter(|(number, _)| is_public(context, *number)) {
        if !matches!(node.kind.family, Family::Gateway | Family::Balancer | Family::Compute | Family::ConnectionServer)
        {
            continue;
        }
        match node.switch("authorization") {
            None => verdict.needs("what callers may do"),
            Some(_) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "authorization", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_gateway_does_not_check() {
        check(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authorization": false}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_a_policy_service_does() {
        check(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"authorization": false}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
                    {"id": "p", "kind": "policy"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}, {"from": "gw", "to": "p"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "sec-no-authz",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}
